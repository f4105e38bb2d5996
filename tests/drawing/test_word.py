"""A word looks like any other text, and what is remembered of it never is of another style."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

import nnviz.drawing.word as word
from nnviz.drawing.frame import measure
from nnviz.drawing.word import Word, keep
from tests.figures import new_axes, pixels, root

LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "mathematics": {"text": r"$x_1 \frac{1}{2}$ and words", "parse_math": True},
    "dollars": {"text": "$5 and $6", "parse_math": False},
    "two lines": {"text": "two\nlines, centred", "multialignment": "center", "linespacing": 1.5},
    "turned": {"rotation": 37, "rotation_mode": "anchor", "ha": "center", "va": "top"},
    "in a box": {"bbox": {"facecolor": "gold", "boxstyle": "round"}},
    "haloed": {"path_effects": [withStroke(linewidth=3, foreground="gold")]},
    "pale": {"alpha": 0.4, "color": "tab:blue", "fontsize": 23.5, "fontweight": "bold"},
    "jagged": {"antialiased": False},
    "of another family": {"family": "serif", "style": "italic"},
    "in a language": {"language": "en"},
    "empty": {"text": ""},
}


def picture(kind: type[Text], dpi: float = 100, **look: Any) -> np.ndarray[Any, Any]:
    figure = Figure(figsize=(3, 2), dpi=dpi)
    ax = figure.add_axes((0, 0, 1, 1))
    for k, (x, y) in enumerate([(0.213, 0.391), (0.307, 0.713), (0.5, 0.1)]):
        options = {"text": f"word {k}", "transform": ax.transAxes, **look}
        ax.add_artist(kind(x, y, **options))
    return pixels(figure)


class TestLook:
    @pytest.mark.parametrize("name", LOOKS)
    @pytest.mark.parametrize("dpi", [64, 100])
    def test_is_that_of_any_text(self, name: str, dpi: float) -> None:
        if name == "in a language" and mpl.__version_info__ < (3, 11):
            pytest.skip("texts have no languages yet")
        expected = picture(Text, dpi, **LOOKS[name])
        for _ in range(2):  # the second from memory
            assert np.array_equal(picture(Word, dpi, **LOOKS[name]), expected)
        assert name == "empty" or not np.array_equal(expected, picture(Text, dpi, text=""))

    def test_in_threads(self) -> None:
        looks = 4 * list(LOOKS.values())[:7]
        expected = [picture(Text, **look) for look in looks]
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda look: picture(Word, **look), looks))
        assert all(np.array_equal(*pair) for pair in zip(found, expected, strict=True))

    @pytest.mark.parametrize(
        ("name", "value", "text"),
        [
            ("font.sans-serif", ["DejaVu Sans Mono"], "a name"),
            ("text.hinting", "no_hinting", "a name"),
            ("mathtext.default", "rm", "$xyz$"),
        ],
    )
    def test_follows_the_style(self, name: str, value: Any, text: str) -> None:
        style: Any = mpl.rcParams
        before = style[name]
        look: dict[str, Any] = {"text": text, "parse_math": True}
        first = picture(Word, **look)
        try:
            style[name] = value
            expected = picture(Text, **look)
            assert not np.array_equal(first, expected)
            assert np.array_equal(picture(Word, **look), expected)
        finally:
            style[name] = before

    def test_where_the_renderer_is_not_known(self, monkeypatch: pytest.MonkeyPatch) -> None:
        expected = picture(Word)
        monkeypatch.setattr(word, "_DRAWS_GLYPHS", False)
        assert np.array_equal(picture(Word), expected)

    def test_stays_text_in_an_svg(self) -> None:
        before = mpl.rcParams["svg.fonttype"]
        ax = new_axes()
        ax.add_artist(Word(0.5, 0.5, "findable words"))
        buffer = io.StringIO()
        try:
            mpl.rcParams["svg.fonttype"] = "none"
            root(ax).savefig(buffer, format="svg")
        finally:
            mpl.rcParams["svg.fonttype"] = before
        assert ">findable words</text>" in buffer.getvalue()


class TestMeasure:
    def added(self, ax: Axes, kind: type[Text], x: float = 0.0, **look: Any) -> Text:
        text = kind(x, 0.3, **{"text": "measured", **look})
        ax.add_artist(text)
        return text

    @pytest.mark.parametrize("name", LOOKS)
    def test_is_what_matplotlib_says(self, name: str) -> None:
        if name == "in a language" and mpl.__version_info__ < (3, 11):
            pytest.skip("texts have no languages yet")
        ax = new_axes()
        text = self.added(ax, Text, **LOOKS[name])
        extent = text.get_window_extent()
        expected = np.array([extent.width, extent.height]) * 72 / root(ax).dpi
        assert np.allclose(measure(self.added(ax, Word, **LOOKS[name])), expected, atol=1e-6)

    def test_is_the_same_to_the_last_bit_wherever_a_text_stands(self) -> None:
        found = set()
        for x in np.linspace(0.1, 97.3, 50):
            word_sizes().clear()
            found.add(measure(self.added(new_axes(), Word, x)))
        assert len(found) == 1

    def test_of_a_hidden_text(self) -> None:
        ax = new_axes()
        text = self.added(ax, Word, visible=False, text="hidden and never measured before")
        assert measure(text)[0] > 10
        assert not text.get_visible()

    def test_of_another_resolution(self) -> None:
        ax = new_axes()
        text = self.added(ax, Word)
        coarse = measure(text)
        root(ax).set_dpi(400)
        fine = measure(text)
        assert fine != coarse
        assert np.allclose(fine, coarse, rtol=0.1)

    def test_of_a_font_that_changes(self) -> None:
        text = self.added(new_axes(), Word)
        before = measure(text)
        text.set_fontsize(40)
        assert measure(text)[0] > 2 * before[0]


def word_sizes() -> dict[Any, Any]:
    from nnviz.drawing import frame

    return frame._sizes


def test_no_more_is_kept_than_so_much() -> None:
    kept: dict[Any, int] = {}
    for k in range(5 * word._MOST + 3):
        assert keep(kept, k, k + 1) == k + 1
        assert len(kept) <= word._MOST
    assert kept[5 * word._MOST + 2] == 5 * word._MOST + 3
