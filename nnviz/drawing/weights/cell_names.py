"""What stands beside the rows and below the columns of a matrix: names, or else indices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import FixedFormatter, FixedLocator, Formatter, MaxNLocator

from nnviz.drawing.axis_numbers import AxisNumbers, Reach
from nnviz.drawing.words import ELLIPSIS, literal, shrinking_sizes

_COUNTS = ("auto", 7, 5, 4, 3, 2, 1)
_ALL = 30  # so many indices, or fewer, are all written where they fit
_LINE = 1.15  # the least distance of two names, in their height
# Below columns and beside rows: whether names are turned, and whether they are written in full.
_WAYS = (((False, True), (True, True), (True, False)), ((False, True), (False, False)))
_APART = 0.5  # between names side by side, in their size
BIAS = "bias"


class Side(NamedTuple):
    """One side of a matrix.

    Attributes
    ----------
    size : int
        How many rows or columns there are.
    base : int
        What the first index is; cells lie at their indices.
    name : str
        What the side is called.
    cells : tuple of str
        What its rows or columns are called; empty where they have indices only.
    name_with_cells : str
        What the side is called where these names are shown.
    bias : float or None
        Where the biases lie, if they are among the rows.
    """

    size: int
    base: int
    name: str
    cells: tuple[str, ...] = ()
    name_with_cells: str = ""
    bias: float | None = None


class _Indices(MaxNLocator):
    """Ticks at whole numbers that are indices, and at the biases."""

    def __init__(self, side: Side) -> None:
        super().__init__("auto", steps=[1, 2, 5, 10], integer=True)
        self._side = side

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The places of the ticks."""
        low, high = self._side.base, self._side.base + self._side.size - 1
        values = np.asarray(super().tick_values(low - 0.5, high + 0.5))
        inside = values[(values >= low - 1e-9) & (values <= high + 1e-9)]
        if not inside.size:
            inside = np.array([float(low)])
        return inside if self._side.bias is None else np.append(inside, self._side.bias)


class _IndexWords(Formatter):
    """Each index as a whole number, and "bias"."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def __call__(self, x: float, pos: int | None = None) -> str:
        bias = self._side.bias
        return BIAS if bias is not None and abs(x - bias) < 1e-6 else f"{x:.0f}"


class CellNames(AxisNumbers):
    """Names of all rows or columns where they fit, turned below columns; or else some indices.

    Parameters
    ----------
    axis : Axis
        One side of the axes.
    side : Side
        What stands there.
    longest : callable
        Returns how many pixels a name may take away from the axes.
    likely : callable
        Returns about how long the side is once all words have their room, in pixels.
    """

    def __init__(
        self, axis: Axis, side: Side, longest: Callable[[], float], likely: Callable[[], float]
    ) -> None:
        counts = (side.size + 1, *_COUNTS) if side.size <= _ALL else _COUNTS
        super().__init__(axis, counts)
        self._side, self._longest, self._likely = side, longest, likely
        self._full = [literal(name) for name in side.cells]
        self._size: float | None = None  # of the style, known when the axes are fitted
        self._shortened: dict[tuple[Any, ...], str] = {}
        #: Whether the names are shown.
        self.named = False
        self._use_indices()

    def fit(self, length: float) -> Reach:
        """Choose what is written along a side of so many pixels; returns the room it takes."""
        tick: Any = self.axis.get_major_ticks(1)[0]
        label = tick.label1
        if not (self.axis.get_visible() and label.get_visible()):
            return Reach()
        if self._size is None:
            self._size = float(label.get_fontsize())
        if self._full:
            sizes = [self._size, *(s for s in shrinking_sizes() if s < self._size)]
            for turned, whole in _WAYS[self.along]:
                # Rather shortened than as small as names get.
                for size in sizes if whole else sizes[:2]:
                    font = label.get_fontproperties().copy()
                    font.set_size(size)
                    reach = self._fit_names(length, font, tick, turned=turned, whole=whole)
                    if reach is not None:
                        return reach
        if self.named:
            self._use_indices()
        reach = super().fit(length)
        self._as_plain_text()  # ticks may have come back that were made before
        return reach

    def _use_indices(self) -> None:
        self.named = False
        self.axis.set_major_locator(_Indices(self._side))
        self.axis.set_major_formatter(_IndexWords(self._side))
        self.axis.set_tick_params(labelrotation=0)
        if self._size is not None:
            self.axis.set_tick_params(labelsize=self._size)
        self.axis.set_label_text(literal(self._side.name))

    def _use_names(self, names: Sequence[str], turned: bool, size: float) -> None:
        side = self._side
        places = [float(k + side.base) for k in range(side.size)]
        names = list(names)
        if side.bias is not None:
            places, names = [*places, side.bias], [*names, BIAS]
        self.axis.set_major_locator(FixedLocator(places))
        self.axis.set_major_formatter(FixedFormatter(names))
        self.axis.set_tick_params(labelrotation=90 if turned else 0, labelsize=size)
        if not self.named:
            self.axis.set_label_text(literal(side.name_with_cells or side.name))
        self.named = True
        self._as_plain_text()

    def _fit_names(
        self, length: float, font: Any, tick: Any, *, turned: bool, whole: bool
    ) -> Reach | None:
        """Write all names, or none of them; returns the room that they take."""
        low, high = self.axis.get_view_interval()
        cell = min(length, self._likely()) / abs(high - low)
        size = font.get_size_in_points() * self._unit()
        extra = [BIAS] if self._side.bias is not None else []
        names = [*self._full, *extra]
        if self.along == 0 and not turned:
            widths = self.measured(names, font)[:, 0]
            # Neighbours meet half way; the outermost ones may reach beyond the matrix.
            needed = float(np.max(widths[1:] + widths[:-1], initial=0.0)) / 2 + _APART * size
            if (len(names) > 1 and needed > cell) or widths.max() > 1.5 * length:
                return None
        else:
            if _LINE * self.measured(["lp"], font)[0, 1] > cell:
                return None
            names = [self._short(name, self._longest(), font) for name in self._full] + extra
            if whole and names[: len(self._full)] != self._full:
                return None
            if len(set(names)) < len({*self._full, *extra}):
                return None  # names that have become the same tell nothing
        self._use_names(names[: len(self._full)], turned, font.get_size_in_points())
        sizes = self.measured(names, font)
        if turned:
            sizes = sizes[:, ::-1]
        places = [float(k + self._side.base) for k in range(self._side.size)]
        places += [] if self._side.bias is None else [self._side.bias]
        middles = (np.array(places) - low) / (high - low) * length
        across = (tick.get_pad() + tick.get_tick_padding()) * self._unit()
        half = sizes[:, self.along] / 2
        return Reach(
            across + float(sizes[:, 1 - self.along].max()),
            max(float(np.max(half - middles)), 0.0),
            max(float(np.max(half + middles)) - length, 0.0),
        )

    def _short(self, name: str, widest: float, font: Any) -> str:
        """As much of a name as so many pixels hold."""
        key = (name, round(widest), font.get_size_in_points(), self._unit())
        if key not in self._shortened:
            low, high = 0, len(name)
            while low < high:
                middle = (low + high + 1) // 2
                text = name if middle == len(name) else name[:middle].rstrip() + ELLIPSIS
                if self.measured([text], font)[0, 0] <= widest:
                    low = middle
                else:
                    high = middle - 1
            self._shortened[key] = name if low == len(name) else name[:low].rstrip() + ELLIPSIS
        return self._shortened[key]
