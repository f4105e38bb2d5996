"""The deck of slides of the documentation: everything is there, and is lines where lines serve."""

import importlib.util
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest

from tests.legibility import assert_legible

SCRIPT = Path(__file__).parents[1] / "docs" / "slides" / "deck.py"
# Shadings: of areas, and of the bars that explain colours.
SHADED = {"network": 1, "sample": 2, "boundary": 1}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("deck", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("deck")
    return folder, module.build(folder)


def test_every_slide_can_be_read_in_the_last_row(deck):
    with plt.style.context("nnviz.styles.slides"):
        for figure, _ in deck[1].values():
            assert_legible(figure, slides=True, transparent=False, min_stroke_contrast=2.5)


def test_the_svgs_are_of_one_slide_and_hold_no_pixels_but_shadings(deck):
    folder, drawn = deck
    for name in drawn:
        root = ElementTree.parse(folder / f"{name}.svg").getroot()
        width, height = (float(number) for number in root.get("viewBox").split()[2:])
        assert (width, height) == pytest.approx((13.33 * 72, 7.5 * 72))
        assert len(list(root.iter(f"{SVG}image"))) == SHADED.get(name, 0)


def test_the_pdf_has_a_page_for_each_slide(deck):
    folder, drawn = deck
    written = (folder / "deck.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", written)) == len(drawn)
    assert written.count(b"/Subtype /Image") == sum(SHADED.values())
    assert b"CreationDate" not in written


def test_the_page_shows_each_slide_and_says_it_in_words(deck):
    folder, drawn = deck
    page = (folder / "deck.html").read_text(encoding="utf-8")
    shown = re.findall(r'<img src="(\w+)\.svg"[^>]* alt="([^"]+)">', page)
    assert [name for name, _ in shown] == list(drawn)
    assert all(len(words) > 60 for _, words in shown)
