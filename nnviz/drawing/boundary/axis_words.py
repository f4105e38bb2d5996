"""Names and numbers along the axes: features, components, categories, and the room they take."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import Bbox

from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.symbols import write_symbol
from nnviz.drawing.chart_ticks import number_axis
from nnviz.drawing.frame import EDGE_OF_AXES, measure, ruler
from nnviz.drawing.words import ELLIPSIS, literal, shorten, shrinking_sizes

if TYPE_CHECKING:
    from nnviz.drawing.boundary.strip import Strip

_COUNTS = (6, 5, 4, 3, 2, 1)  # how many intervals between numbers to try: a map needs few
_APART = (0.7, 0.2)  # between neighbours along x and along y, in their size
_LONGEST_BESIDE = 0.28  # the part of the width that names of categories beside the axes may take


class AxisWords:
    """Names the axes, and keeps their numbers apart.

    What numbers and names take is found without asking the axes for their ticks, which would be
    made and placed for it: that takes longer than all the rest of a picture's layout.

    Parameters
    ----------
    ax : Axes
        Of the picture.
    numbers : BoundaryNumbers
        What is shown.
    strip : Strip or None
        With one axis: what stands along the other side.
    """

    def __init__(self, ax: Axes, numbers: BoundaryNumbers, strip: Strip | None) -> None:
        self._ax = ax
        self._sides: tuple[Axis, Axis] = (ax.xaxis, ax.yaxis)
        self._categories: dict[int, list[str]] = {}
        self._chosen: list[tuple[Any, Any, Any]] = [(None, None, None)] * 2  # by side
        self._known: dict[str, tuple[float, float]] = {}  # widths and heights of texts
        self._measured_with: tuple[float, float] | None = None
        for k, (axis, symbol) in enumerate(zip(numbers.axes, numbers.symbols, strict=True)):
            side = self._sides[k]
            if axis.categories is None:
                number_axis(side)
            else:
                self._categories[k] = [literal(name, 60) for name in axis.categories]
                self._set_categories(k, self._categories[k])
            if symbol and axis.feature is not None:
                write_symbol(side.label, axis.feature)
            else:
                side.label.set(usetex=False, parse_math=False)
                side.set_label_text(literal(axis.label))
            side.isDefault_label = False
        if strip is not None:
            strip.name_axis()
        self._names = [side.label.get_text() for side in self._sides]
        self._written = list(self._names)
        self._sizes = [float(side.label.get_fontsize()) for side in self._sides]

    @property
    def names(self) -> tuple[str, ...]:
        """What the axes are called now."""
        return tuple(side.label.get_text() for side in self._sides)

    def fit(self, box: Bbox, outer: Bbox) -> tuple[float, float, float, float]:
        """Choose numbers and sizes for axes that stand in a box.

        Parameters
        ----------
        box : Bbox
            In pixels.
        outer : Bbox
            What there is; a name below the axes may be longer than these.

        Returns
        -------
        tuple of float
            By how many pixels words reach beyond the box: left, bottom, right, top.
        """
        if not self._ax.axison:
            return 0.0, 0.0, 0.0, 0.0
        reach = [0.0, 0.0, 0.0, 0.0]
        middle = (box.x0 + box.x1) / 2
        longest = max(2 * min(middle - outer.x0, outer.x1 - middle), box.width)
        for k, length in enumerate((box.width, box.height)):
            across, before, after = self._fit_side(k, length, longest if k == 0 else length)
            low, high = (1, (0, 2)) if k == 0 else (0, (1, 3))
            reach[low] = max(reach[low], across)
            reach[high[0]] = max(reach[high[0]], before)
            reach[high[1]] = max(reach[high[1]], after)
        return reach[0], reach[1], reach[2], reach[3]

    def _fit_side(self, k: int, length: float, longest: float) -> tuple[float, float, float]:
        """Pixels beyond the axes: away from them, and past the two ends of the side."""
        side, unit = self._sides[k], self._unit()
        tick: Any = side.get_major_ticks(1)[0]
        across = before = after = 0.0
        if tick.label1.get_visible() and side.get_visible():
            places, sizes = self._choose_numbers(k, length, tick)
            if len(places):
                away = float(sizes[:, 1 - k].max())
                across = (tick.get_pad() + tick.get_tick_padding()) * unit + away
                before = max(float(np.max(sizes[:, k] / 2 - places)), 0.0)
                after = max(float(np.max(sizes[:, k] / 2 + places)) - length, 0.0)
        if side.label.get_visible() and self._fit_name(k, longest):
            across += (side.labelpad + measure(side.label)[1 - k]) * unit
        return across, before, after

    def _choose_numbers(self, k: int, length: float, tick: Any) -> tuple[Any, Any]:
        """As many numbers as stand apart: their middles along the side, and widths and heights."""
        side = self._sides[k]
        locator: Any = side.get_major_locator()
        font = tick.label1.get_fontproperties()
        gap = _APART[k] * font.get_size_in_points() * self._unit()
        if k in self._categories:
            self._cut_categories(k, length, font)
            locator = side.get_major_locator()
        low, high = side.get_view_interval()
        state = (length, low, high, font.get_size_in_points(), self._unit(), id(locator))
        if self._chosen[k][0] == state:
            return self._chosen[k][1:]
        for count in _COUNTS:
            if isinstance(locator, MaxNLocator):
                least = 1 if count in (1, 2) else 2
                locator.set_params(nbins=count, min_n_ticks=least)
            values = np.asarray(locator.tick_values(low, high), dtype=float)
            slack = 1e-9 * abs(high - low)
            shown = (values >= min(low, high) - slack) & (values <= max(low, high) + slack)
            texts = side.get_major_formatter().format_ticks(list(values))
            texts = [text for text, inside in zip(texts, shown, strict=False) if inside]
            places = (values[shown] - low) / (high - low) * length
            order = np.argsort(places)
            places, sizes = places[order], self._measured([texts[i] for i in order], font)
            if len(places) < 2 or not isinstance(locator, MaxNLocator):
                break
            free = np.diff(places) - (sizes[1:, k] + sizes[:-1, k]) / 2
            if free.min() >= gap:
                break
        if k in self._categories or mpl.rcParams["text.usetex"]:
            for tick in side.get_major_ticks(len(values)):
                tick.label1.set(usetex=False, parse_math=False)
        self._chosen[k] = (state, places, sizes)
        return places, sizes

    def _measured(self, texts: Sequence[str], font: Any) -> Any:
        """Widths and heights of texts in pixels."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        key = (root.dpi, font.get_size_in_points())
        if key != self._measured_with:
            self._known.clear()
            self._measured_with = key
        renderer: Any = ruler(root.dpi, threading.get_ident())
        for text in ("lp", *texts):
            if text not in self._known:
                size = renderer.get_text_width_height_descent(text, font, False)[:2]
                self._known[text] = size
        # A line of text is as high as letters with and without descenders.
        line = self._known["lp"][1]
        sizes = [(self._known[text][0], max(self._known[text][1], line)) for text in texts]
        return np.array(sizes, dtype=float).reshape(-1, 2)

    def _fit_name(self, k: int, length: float) -> bool:
        """Write the name as large and as long as the side allows; False where there is none."""
        label = self._sides[k].label
        if label.get_text() != self._written[k]:  # the caller has changed it
            self._names[k] = label.get_text()
            self._sizes[k] = float(label.get_fontsize())
        name, unit = self._names[k], self._unit()
        widest = length / unit
        rotation = label.get_rotation()
        label.set_rotation(0)
        for size in [self._sizes[k], *(s for s in shrinking_sizes() if s < self._sizes[k])]:
            label.set(text=name, fontsize=size)
            if measure(label)[0] <= widest:
                break
        else:
            shorten(label, name, widest)
        label.set_rotation(rotation)
        self._written[k] = label.get_text()
        return bool(name)

    def _set_categories(self, k: int, names: list[str]) -> None:
        side = self._sides[k]
        side.set_major_locator(FixedLocator(list(range(len(names)))))
        side.set_major_formatter(FixedFormatter(names))

    def _cut_categories(self, k: int, length: float, font: Any) -> None:
        """Cut the names of categories so that neighbours stay apart."""
        names = self._categories[k]
        if k == 0:
            widest = length / len(names) - 0.5 * font.get_size_in_points() * self._unit()
        else:
            root = self._ax.get_figure(root=True)
            assert root is not None
            widest = _LONGEST_BESIDE * root.bbox.width
        self._set_categories(k, [self._cut(name, widest, font) for name in names])

    def _cut(self, name: str, widest: float, font: Any) -> str:
        short = name
        while len(short) > 1 and self._measured([short], font)[0, 0] > widest:
            short = short.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
        return short

    def _unit(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72


EDGE = EDGE_OF_AXES / 2  # points that stay free at the rim of the figure
