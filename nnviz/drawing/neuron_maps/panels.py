"""Where the panels of ``arrange="grid"`` stand: rows of equal panels, a new row for each layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import Frame, Room
from nnviz.layout import Layout

_NEARLY = 0.8  # of the largest side that there could be


@dataclass(frozen=True)
class Spaces:
    """Points around a panel that its words take."""

    left: float
    right: float
    bottom: float
    top: float


class PanelFrame(Frame):
    """Fits panels into the axes, in points from their lower left corner.

    Parameters
    ----------
    ax : Axes
        Where they stand.
    layout : Layout
        Of the network.
    counts : sequence of int
        How many panels each layer has.
    aspect : float
        Height of a panel over its width.

    Attributes
    ----------
    spaces : Spaces
        Around each panel; the left one is taken by the first of a row only.
    between : float
        Points between the panels of a row, at least.
    boxes : list of ndarray of shape (n, 4)
        By layer: xmin, ymin, xmax, ymax.
    columns : list of ndarray of shape (n,)
        By layer: how many panels stand left of each in its row.
    """

    def __init__(self, ax: Axes, layout: Layout, counts: Sequence[int], aspect: float) -> None:
        super().__init__(ax, layout)
        self._counts, self._aspect = list(counts), aspect
        self.spaces = Spaces(0.0, 0.0, 0.0, 0.0)
        self.between = 4.0
        self.boxes = [np.zeros((n, 4)) for n in counts]
        self.columns = [np.zeros(n, dtype=int) for n in counts]

    @property
    def side(self) -> float:
        """The shorter side of a panel in points."""
        xmin, ymin, xmax, ymax = self.boxes[-1][0]
        return float(min(xmax - xmin, ymax - ymin))

    @property
    def width(self) -> float:
        """The width of a panel in points."""
        return float(self.boxes[-1][0][2] - self.boxes[-1][0][0])

    def arrange(self, room: Room) -> None:
        """Place the panels in what a room leaves free."""
        spaces = self.spaces
        width = room.width - room.left - room.right - spaces.left - spaces.right
        height = room.height - room.bottom - room.top
        sides = []
        for n_columns in range(1, max(self._counts) + 1):
            n_rows = sum(-(-count // n_columns) for count in self._counts)
            across = (width + self.between) / n_columns - self.between
            up = height / n_rows - spaces.bottom - spaces.top
            sides.append((min(across, up / self._aspect), n_rows, n_columns))
        # Rather few rows than panels that are a little larger.
        best = max(sides)[0]
        enough = best - (1 - _NEARLY) * abs(best)
        _, n_rows, n_columns = min(
            (entry for entry in sides if entry[0] >= enough), key=lambda entry: entry[1:]
        )
        side = max(sides[n_columns - 1][0], 2.0)
        step_x = (width - side) / max(n_columns - 1, 1)
        step_x = min(step_x, side + max(4 * self.between, 0.5 * side))
        high = side * self._aspect
        step_y = min(height / n_rows, 1.3 * high + spaces.bottom + spaces.top)
        used = spaces.left + step_x * (n_columns - 1) + side
        start = room.left + spaces.left + max((width + spaces.left - used) / 2, 0.0)
        top = room.height - room.top - max((height - n_rows * step_y) / 2, 0.0)
        for layer, count in enumerate(self._counts):
            index = np.arange(count)
            self.columns[layer] = index % n_columns
            x = start + step_x * (index % n_columns)
            y = top - spaces.top - step_y * (index // n_columns)
            self.boxes[layer][:] = np.column_stack([x, y - high, x + side, y])
            top -= step_y * -(-count // n_columns)

    def _set_limits(self, ax: Axes, room: Room) -> None:
        self.arrange(room)
        ax.set_xlim(0.0, room.width, auto=False, emit=False)
        ax.set_ylim(0.0, room.height, auto=False, emit=False)

    def box(self, layer: int, k: int) -> Bbox:
        """Where a panel stands, as parts of the figure."""
        figure: Any = self.ax.get_figure(root=False)
        box = Bbox(self.boxes[layer][k].reshape(2, 2))
        return box.transformed(self.ax.transData - figure.transSubfigure)

    def locator(self, layer: int, k: int) -> Any:
        """An axes locator for a panel."""

        def locate(panel: Axes, renderer: Any) -> Bbox:
            return self.box(layer, k)

        return locate
