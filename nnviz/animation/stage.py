"""What frames are drawn on: a figure for the picture, and a strip above it for the epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnviz.animation.frames import Pixels, packed
from nnviz.drawing.frame import EDGE_OF_AXES, WHOLE_FIGURE, measure
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.paper import RGBA, paper_colour, readable_on
from nnviz.drawing.words import literal, normal_size, shorten, smallest_size


class Stage:
    """A figure of so many pixels, made without pyplot, with one axes and an opaque background.

    Parameters
    ----------
    width, height : int
        In pixels.
    dpi : float
        Pixels an inch.
    whole : bool
        Whether the axes fill the figure, as those of our pictures do, which keep their words
        inside; otherwise a layout engine leaves room for numbers and names.
    inset : sequence of float
        Pixels by which axes that fill the figure are smaller: left, bottom, right, top.
    """

    def __init__(
        self, width: int, height: int, dpi: float, *, whole: bool,
        inset: Sequence[float] = (0.0, 0.0, 0.0, 0.0),
    ) -> None:  # fmt: skip
        self.figure = blank_figure(width, height, dpi)
        if whole:
            x, y, wide, high = WHOLE_FIGURE
            left, bottom, right, top = inset
            place = (
                x + left / width, y + bottom / height,
                wide - (left + right) / width, high - (bottom + top) / height,
            )  # fmt: skip
            self.ax = self.figure.add_axes(place)
        else:
            self.figure.set_layout_engine("constrained")
            self.ax = self.figure.add_subplot()
        self.paper = paper_colour(self.ax, around=True)
        self.figure.patch.set(facecolor=self.paper, alpha=None)


class TitleStrip:
    """The strip above the pictures, in which the epoch stands in a place that never moves.

    Parameters
    ----------
    titles : sequence of str
        All that will stand there.
    width : int
        In pixels.
    dpi : float
        Pixels an inch.

    Attributes
    ----------
    height : int
        In pixels.
    """

    def __init__(self, titles: Sequence[str], width: int, dpi: float) -> None:
        size = normal_size()
        self.height = math.ceil((2 * EDGE_OF_AXES + 1.1 * size) * dpi / 72)
        self._figure = blank_figure(width, self.height, dpi)
        self._text = self._figure.text(0, 0, "", fontsize=size, ha="left", va="baseline")
        as_literal(self._text)
        wide, high = 72 * width / dpi, 72 * self.height / dpi
        self._room = max(wide - 2 * EDGE_OF_AXES, 1.0)
        widest = self._widest(titles)
        if widest > self._room:
            self._text.set_fontsize(max(size * self._room / widest, smallest_size()))
            widest = self._widest(titles)
        # Centred by the widest title and flush left, so that what stays the same stays in place.
        self._text.set_x(max((wide - widest) / 2, EDGE_OF_AXES) / wide)
        self._text.set_y(1 - (EDGE_OF_AXES + float(self._text.get_fontsize())) / high)

    def _widest(self, titles: Sequence[str]) -> float:
        """The width of the widest title in points."""
        longest = max(map(len, titles))
        widths = []
        for title in (title for title in titles if len(title) == longest):
            self._text.set_text(literal(title))
            widths.append(measure(self._text)[0])
            if len(widths) == 8:  # digits are of one width: a few titles tell all
                break
        return max(widths)

    def draw(self, title: str, paper: RGBA) -> Pixels:
        """The strip with a title, on paper of a colour."""
        self._figure.patch.set(facecolor=paper, alpha=None)
        ink = mpl.rcParams["text.color"]
        self._text.set_color(readable_on(paper, (ink, "black", "white")))
        shorten(self._text, literal(title), self._room)
        canvas = cast(Any, self._figure.canvas)  # matplotlib's own are not typed
        canvas.draw()
        return packed(np.asarray(canvas.buffer_rgba()))


def blank_figure(width: int, height: int, dpi: float) -> Figure:
    """A figure of exactly so many pixels, with an Agg canvas."""
    inches = tuple(
        side / dpi if int(side / dpi * dpi) == side else np.nextafter(side / dpi, np.inf)
        for side in (width, height)
    )
    figure = Figure(figsize=cast(Any, inches), dpi=dpi)
    figure.set_layout_engine("none")  # whatever the style says: our pictures lay themselves out
    FigureCanvasAgg(figure)
    return figure
