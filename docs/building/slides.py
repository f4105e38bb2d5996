"""The deck of docs/slides: drawn with the site, checked for the last row, and beside its page."""

from __future__ import annotations

import shutil
from pathlib import Path

import matplotlib.pyplot as plt
from slides.deck import build
from sphinx.application import Sphinx

from building.figures import RECEDING, IllegibleFigure
from tests.legibility import check_legibility

IMAGE = """.. image:: deck/{name}.svg
   :alt: {words}
   :width: 800px
   :class: nnviz-figure

"""


def draw_deck(app: Sphinx) -> None:
    """Draw the slides before the pages are read, and say in an included file what they show."""
    folder = Path(app.srcdir, "slides", "deck")
    if app.builder.format != "html" or not folder.parent.is_dir():
        return
    images = []
    for name, (figure, words) in build(folder).items():
        with plt.style.context("nnviz.styles.slides"):  # by which legends are fitted anew
            problems = check_legibility(
                figure, slides=True, transparent=False, min_stroke_contrast=RECEDING
            )
        if problems:
            listed = "\n".join(f"  {problem}" for problem in problems)
            raise IllegibleFigure(f"the slide {name!r}:\n{listed}")
        images.append(IMAGE.format(name=name, words=words))
    (folder / "slides.inc").write_text("".join(images), encoding="utf-8")


def copy_deck(app: Sphinx, exception: Exception | None) -> None:
    source = Path(app.srcdir, "slides", "deck")
    if exception is None and app.builder.format == "html" and source.is_dir():
        target = Path(app.outdir, "slides", "deck")
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.inc"), dirs_exist_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", draw_deck)
    app.connect("build-finished", copy_deck)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
