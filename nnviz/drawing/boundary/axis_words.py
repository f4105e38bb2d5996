"""Names and numbers along the axes: features, components, categories, and the room they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FixedFormatter, FixedLocator
from matplotlib.transforms import Bbox

from nnviz.drawing.axis_numbers import AxisNumbers
from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.symbols import write_symbol
from nnviz.drawing.chart_cell import fit_name
from nnviz.drawing.chart_ticks import number_axis
from nnviz.drawing.frame import EDGE_OF_AXES, measure
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.words import ELLIPSIS, literal

if TYPE_CHECKING:
    from nnviz.drawing.boundary.strip import Strip

_COUNTS = (6, 5, 4, 3, 2, 1)  # how many intervals between numbers to try: a map needs few
_LONGEST_BESIDE = 0.28  # the part of the width that names of categories beside the axes may take


class AxisWords:
    """Names the axes, and keeps their numbers apart.

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
        self._numbers = [AxisNumbers(side, _COUNTS) for side in self._sides]
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
                as_literal(side.label)
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
        side = self._sides[k]
        if k in self._categories:
            font = side.get_major_ticks(1)[0].label1.get_fontproperties()
            self._cut_categories(k, length, font)
        across, before, after = self._numbers[k].fit(length)
        if side.get_visible() and side.label.get_visible() and self._fit_name(k, longest):
            across += (side.labelpad + measure(side.label)[1 - k]) * self._unit()
        return across, before, after

    def _fit_name(self, k: int, length: float) -> bool:
        """Write the name as large and as long as the side allows; False where there is none."""
        label = self._sides[k].label
        if label.get_text() != self._written[k]:  # the caller has changed it
            self._names[k] = label.get_text()
            self._sizes[k] = float(label.get_fontsize())
        fit_name(label, self._names[k], self._sizes[k], length / self._unit())
        self._written[k] = label.get_text()
        return bool(self._names[k])

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
        while len(short) > 1 and self._numbers[0].measured([short], font)[0, 0] > widest:
            short = short.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
        return short

    def _unit(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72


EDGE = EDGE_OF_AXES / 2  # points that stay free at the rim of the figure
