"""Names of axes that hold the symbol of a weight, in the way that fits."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Text

from nnviz.drawing.chart_cell import Cell, fit_name
from nnviz.drawing.frame import measure
from nnviz.drawing.words import SUBSCRIPT, shrinking_sizes, smallest_size

Ways = Sequence[tuple[str, bool]]  # the longest first, each with whether it holds mathematics

_WIDEST = 1.12  # how long the name below may be, in the width of the axes


class NamedCell(Cell):
    """A panel whose axes have names in several ways.

    Parameters
    ----------
    ax : Axes
        The panel.
    ways : pair of sequences of (str, bool)
        For the x and the y axis.
    fixed : bool
        Whether the caller has chosen the size of the names.
    """

    def __init__(self, ax: Axes, ways: tuple[Ways, Ways], *, fixed: bool) -> None:
        super().__init__(ax)
        self._fixed = fixed
        self._ways: list[Ways | None] = list(ways)

    def _fit_name(self, k: int, length: float) -> bool:
        label, ways = self._numbers[k].axis.label, self._ways[k]
        if label.get_text() != self._written[k]:  # the caller has changed it
            self._ways[k] = ways = None
        if ways is None or not label.get_visible():
            return super()._fit_name(k, length)
        if k == 0:  # a name that reaches far past its axes would meet that of axes beside
            length = min(length, _WIDEST * float(self.ax.bbox.width))
        longest = length / self._unit()
        write_name(label, ways, self._sizes[k], longest, fixed=self._fixed)
        self._written[k] = label.get_text()
        return True


def write_name(
    label: Text, ways: Ways, size: float, longest: float, *, fixed: bool = False
) -> None:
    """Write a name as long and as large as so many points allow.

    Subscripts are smaller than their text, so that symbols are written larger than words where
    these are as small as they may be; unless the size is `fixed` by the caller.
    """
    rotation = label.get_rotation()
    label.set_rotation(0)  # to measure it by its width
    least = smallest_size() / SUBSCRIPT
    sizes = [size, *([] if fixed else [s for s in shrinking_sizes() if s < size])]
    # A little smaller rather than shorter, but shorter rather than small.
    some = [(way, s) for way in range(len(ways)) for s in sizes[:2]]
    for way, smaller in [*some, *((way, s) for s in sizes[2:] for way in range(len(ways)))]:
        name, math = ways[way]
        label.set_parse_math(math)
        label.set(text=name, fontsize=max(smaller, least) if math and not fixed else smaller)
        if measure(label)[0] <= longest:
            label.set_rotation(rotation)
            return
    label.set_rotation(rotation)
    name = next((name for name, math in reversed(ways) if not math), ways[-1][0])
    label.set_parse_math(False)
    fit_name(label, name, size, longest)
