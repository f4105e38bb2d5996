"""A text whose letters are what it says, whatever its font has and the reader's style wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text

from nnviz.drawing.letters import writable
from nnviz.drawing.word import Word


class LiteralText(Word):
    """A text with a box for each letter that its font lacks.

    `get_text` says the words as they are, and so does an SVG with ``svg.fonttype`` "none", whose
    reader may have a font for them.
    """

    def _get_wrapped_text(self) -> str:
        words: str = super()._get_wrapped_text()  # type: ignore[misc]
        if self.get_parse_math() or self.get_usetex():
            return words
        return writable(words, self.get_fontproperties())

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Draw the text."""
        words = self.get_text()
        if not words.isascii() and _writes_words(renderer):
            super().draw(_Whole(renderer, words))
            self._renderer = renderer
        else:
            super().draw(renderer)


def as_literal(text: Text, **kw: Any) -> None:
    """Make a text of matplotlib's, such as an axis label, literal: no TeX and no mathematics."""
    if type(text) is Text:
        text.__class__ = LiteralText  # an axis or a legend makes its texts itself
    text.set(**{"usetex": False, "parse_math": False, **kw})


def literal_ticks(axis: Any) -> None:
    """Make the numbers or names along an axis literal.

    Ticks take TeX from the style when they are made, which may be long after the picture was; and
    those that come back may have been made by others.
    """
    for tick in axis.get_major_ticks(len(axis.get_majorticklocs())):
        for label in (tick.label1, tick.label2):
            as_literal(label)


def may_be_tex(axis: Any) -> bool:
    """Whether numbers along an axis may be TeX, by the style of now or that of their making."""
    first: Text = axis.get_major_ticks(1)[0].label1
    return bool(mpl.rcParams["text.usetex"]) or first.get_usetex()


def literal_texts(part: Artist) -> list[Text]:
    """All texts of ours in a figure or in axes."""
    texts: list[Text] = []
    parts = [part]
    for one in parts:  # which grows meanwhile
        if isinstance(one, LiteralText):
            texts.append(one)
        # Of axes that are switched off matplotlib would make the ticks, to be asked for theirs.
        hidden = isinstance(one, Axes) and not one.axison
        parts += [kid for kid in one.get_children() if not (hidden and isinstance(kid, Axis))]
    return texts


def _writes_words(renderer: Any) -> bool:
    """Whether a file will hold the words, and not their outlines."""
    return mpl.rcParams["svg.fonttype"] == "none" and hasattr(renderer, "_draw_text_as_text")


class _Whole:
    """A renderer of SVG that is given the words of a text rather than the boxes in them."""

    def __init__(self, renderer: Any, words: str) -> None:
        self.__dict__["_renderer"] = renderer
        self.__dict__["_lines"] = iter(words.split("\n"))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_renderer"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.__dict__["_renderer"], name, value)

    def draw_text(self, gc: Any, x: float, y: float, s: str, *args: Any, **kw: Any) -> None:
        """Draw one line."""
        lines: Iterator[str] = self.__dict__["_lines"]
        whole = next(lines)
        ismath = kw.get("ismath", args[2] if len(args) > 2 else False)
        self.__dict__["_renderer"].draw_text(gc, x, y, s if ismath else whole, *args, **kw)
