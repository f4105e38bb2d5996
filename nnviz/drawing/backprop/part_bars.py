"""Bars that stack up to a gradient: what each path adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.drawing.frame import Frame, measure, points_from
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, short_number, shrinking_sizes, small_size

_PAD = 2.0  # points between a bar and its number
_ABOVE = 4.0  # points that stay free above
_LOWEST = 20.0  # points of height below which bars say nothing
_BAR = 0.62  # the part of its column that a bar fills
_TINY = 1e-250  # heights under it, or over its inverse, are measured on a scale of their own


class PartBars:
    """Signed bars side by side, each from where the one before ends, and their sum.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    numbers : BackpropNumbers
        With data.
    colours : mapping of str to colour
        Of the roles.
    ink : colour
        Of words and lines.
    """

    def __init__(
        self, frame: Frame, numbers: BackpropNumbers, colours: Mapping[str, Any], *,
        ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        assert numbers.paths is not None
        thin = 0.5 * of_style("lines.linewidth")
        self._frame, self._size = frame, kw.get("fontsize")
        parts = numbers.contributions()
        n_chosen = len(numbers.routes)
        self.values = np.array([value for _, value in parts] + [numbers.paths.gradient])
        with np.errstate(invalid="ignore", over="ignore"):
            ends = np.concatenate([np.cumsum(self.values[:-1]), self.values[-1:]])
        starts = np.concatenate([[0.0], ends[:-2], [0.0]])
        self._starts, self._ends = np.split(_measurable(np.concatenate([starts, ends])), 2)
        roles = ["path" if k < n_chosen else "other" for k in range(len(parts))] + ["weight"]
        names = [*numbers.part_names(), "gradient"]
        where = points_from(frame.ax, 0, 0)
        options: dict[str, Any] = {"color": ink, "ha": "center", "zorder": 4, **kw,
                                   "transform": where}  # fmt: skip
        self.bars: list[Rectangle] = []
        for role in roles:
            bar = Rectangle((0, 0), 1, 1, facecolor=colours[role], edgecolor=ink, linewidth=thin,
                            transform=where, zorder=3)  # fmt: skip
            frame.ax.add_artist(bar)
            self.bars.append(bar)
        self.texts: list[Text] = [
            add_text(frame.ax, 0, 0, short_number(v), **{**options, "va": "bottom"})
            for v in self.values
        ]
        self.names: list[Text] = [
            add_text(frame.ax, 0, 0, name, **{**options, "va": "top"}) for name in names
        ]
        look: dict[str, Any] = {
            "color": ink, "linewidth": thin, "linestyle": "-", "marker": "none", "transform": where,
        }  # fmt: skip
        self.zero = Line2D([], [], zorder=3.5, **look)
        self.steps = Line2D([], [], zorder=2.9, **look)
        frame.ax.add_artist(self.zero)
        frame.ax.add_artist(self.steps)

    def _artists(self) -> list[Any]:
        return [*self.bars, *self.texts, *self.names, self.zero, self.steps]

    def place(self, bottom: float, top: float) -> bool:
        """Fill a strip between two heights in points; False where it is too narrow for that."""
        room = self._frame.room
        assert room is not None  # the frame has fitted its claims
        n = len(self.values)
        column = 0.9 * room.width / max(n, 5)
        left = room.width / 2 - n * column / 2
        for size in [self._size] if self._size else [small_size(), *shrinking_sizes()]:
            for text in (*self.texts, *self.names):
                text.set_fontsize(size)
            wide = max(measure(text)[0] for text in (*self.texts, *self.names))
            line = measure(self.texts[0])[1] + _PAD
            named = bottom + line + _PAD
            height = top - _ABOVE - line - named
            if wide <= column - _PAD and height >= _LOWEST:
                break
        else:
            for artist in self._artists():
                artist.set_visible(False)
            return False
        levels = np.concatenate([self._starts, self._ends])
        finite = levels[np.isfinite(levels)]
        low, high = min(finite.min(initial=0.0), 0.0), max(finite.max(initial=0.0), 0.0)
        # Every number stands above its bar, or below a bar that hangs: both need a line.
        hangs = (self._ends < self._starts).any()
        named += line if hangs else 0.0
        height -= line if hangs else 0.0
        scale = height / ((high - low) or 1.0)
        xs, tops = [], []
        for k in range(n):
            middle = left + (k + 0.5) * column
            start, end = (named + (v - low) * scale for v in (self._starts[k], self._ends[k]))
            self.bars[k].set_bounds(middle - _BAR * column / 2, min(start, end), _BAR * column,
                                    abs(end - start))  # fmt: skip
            above = self.values[k] >= 0
            self.texts[k].set(x=middle, y=end + (_PAD if above else -_PAD),
                              va="bottom" if above else "top")  # fmt: skip
            self.names[k].set(x=middle, y=bottom + line)
            if k < n - 1:
                xs += [middle + _BAR * column / 2, middle + (1 - _BAR / 2) * column, np.nan]
                tops += [end, end, np.nan]
        zero = named - low * scale
        self.zero.set_data([left, left + n * column], [zero, zero])
        self.steps.set_data(xs, tops)
        return True


def _measurable(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Heights whose differences are numbers, and large enough to divide by."""
    sizes = np.abs(levels[np.isfinite(levels)])
    largest = float(sizes.max(initial=0.0))
    if largest == 0 or _TINY <= largest <= 1 / _TINY:
        return levels
    return np.ldexp(levels, -int(np.frexp(largest)[1]))
