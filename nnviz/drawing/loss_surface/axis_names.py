"""Names of axes that hold the symbol of a weight, in the way that fits."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Text

from nnviz.drawing.chart_cell import Cell, fit_name
from nnviz.drawing.frame import measure
from nnviz.drawing.words import SUBSCRIPT, shrinking_sizes, smallest_size

Ways = Sequence[tuple[str, bool]]  # the longest first, each with whether it holds mathematics


class NamedCell(Cell):
    """A panel whose axes have names in several ways.

    Parameters
    ----------
    ax : Axes
        The panel.
    ways : pair of sequences of (str, bool)
        For the x and the y axis.
    """

    def __init__(self, ax: Axes, ways: tuple[Ways, Ways]) -> None:
        super().__init__(ax)
        self._ways: list[Ways | None] = list(ways)

    def _fit_name(self, k: int, length: float) -> bool:
        label, ways = self._numbers[k].axis.label, self._ways[k]
        if label.get_text() != self._written[k]:  # the caller has changed it
            self._ways[k] = ways = None
        if ways is None or not label.get_visible():
            return super()._fit_name(k, length)
        write_name(label, ways, self._sizes[k], length / self._unit())
        self._written[k] = label.get_text()
        return True


def write_name(label: Text, ways: Ways, size: float, longest: float) -> None:
    """Write a name as large, and then as long, as so many points allow.

    Subscripts are smaller than their text, so that symbols are written larger than words where
    these are as small as they may be.
    """
    rotation = label.get_rotation()
    label.set_rotation(0)  # to measure it by its width
    least = smallest_size() / SUBSCRIPT
    for smaller in [size, *(s for s in shrinking_sizes() if s < size)]:
        for name, math in ways:
            label.set_parse_math(math)
            label.set(text=name, fontsize=max(smaller, least) if math else smaller)
            if measure(label)[0] <= longest:
                label.set_rotation(rotation)
                return
    label.set_rotation(rotation)
    name = next((name for name, math in reversed(ways) if not math), ways[-1][0])
    label.set_parse_math(False)
    fit_name(label, name, size, longest)
