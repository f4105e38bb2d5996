"""A panel that holds one weight matrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_cell import Cell, PanelTitle, WordsBeside
from nnviz.drawing.weights.cell_names import CellNames, Side
from nnviz.drawing.weights.cell_values import CellValues

# A panel that is narrower or lower than this, in the size of numbers and with its words, has no
# names of axes; or no indices either.
_LOW, _BARE = (9.0, 9.0), (6.0, 4.5)
_USUAL = (6.0, 6.5)  # what words and gaps take of the width and height of a panel, in that size


class MatrixCell(Cell):
    """A matrix with the names of its rows and columns, and the numbers in its cells.

    Parameters
    ----------
    ax : Axes
        The panel.
    columns, rows : Side
        What stands below and beside it.
    place : callable
        Returns about the width and height in points that the panel has with its words.
    values : CellValues
        The numbers in its cells.
    title : PanelTitle
        Above it.
    beside : WordsBeside or None
        A colour bar of its own.
    """

    def __init__(
        self, ax: Axes, columns: Side, rows: Side, place: Callable[[], tuple[float, float]], *,
        values: CellValues, title: PanelTitle, beside: WordsBeside | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ax, title=title, beside=beside)
        self._place, self.values = place, values
        self._tick_size = float(ax.yaxis.get_majorticklabels()[0].get_fontsize())
        self.cell_names = [
            CellNames(ax.xaxis, columns, partial(self._longest, 1), partial(self._likely, 0)),
            CellNames(ax.yaxis, rows, partial(self._longest, 0), partial(self._likely, 1)),
        ]
        self._numbers = list(self.cell_names)
        #: Whether the room is too small for indices.
        self.bare = False
        #: Whether the room is too small for what rows and columns are called.
        self.nameless = False

    def fit(self, box: Bbox, longest: float) -> Any:
        """Choose the words for a panel that stands in a box; see `Cell.fit`."""
        size = self._tick_size
        room = np.array(self._place()) / size
        self.nameless = not (room >= _LOW).all()
        bare = not (room >= _BARE).all()
        if bare != self.bare:  # to ask for it anew would take longer than all the rest
            self.bare = bare
            self.ax.tick_params(labelleft=not bare, labelbottom=not bare)
        self.ax.xaxis.label.set_visible(not self.nameless)
        self.ax.yaxis.label.set_visible(not self.nameless)
        reach = super().fit(box, min(longest, 1.15 * box.width))
        self.values.fit(box)
        return reach

    def align(self, across: float) -> None:
        """The name of the rows stays beside them: other panels may have much longer names."""

    def _fit_name(self, k: int, length: float) -> bool:
        """Write a name; that of the rows may reach past them, where nothing else stands."""
        if k == 1:
            more = min(length + 3.5 * self._tick_size * self._unit(),
                       0.9 * self._place()[1] * self._unit())  # fmt: skip
            length = max(length, more)
        return super()._fit_name(k, length)

    def _likely(self, along: int) -> float:
        """About the pixels along x (0) or y (1) that words of usual length leave to the cells.

        Names have to fit there too: otherwise they would come and go while the room that they
        take away is still being found.
        """
        free = self._place()[along] - _USUAL[along] * self._tick_size
        return max(free, 0.2 * self._place()[along]) * self._unit()

    def _longest(self, along: int) -> float:
        """How many pixels a name of a row (0) or a column (1) may take."""
        part = (0.42 if self.beside is None else 0.28, 0.4)[along]
        return part * self._place()[along] * self._unit()
