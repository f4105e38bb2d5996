"""Panels of equal size in the place of one axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnviz.drawing.chart_cell import Cell
from nnviz.drawing.paper import RGBA, ink_colour, paper_colour, readable_on

_SHAPE = 1.35  # the width of a panel with its words, in its height, that is aimed at
_EMPTY = 0.25  # what an empty place counts for


class PanelGrid:
    """Panels inside a host, which is itself not drawn.

    Parameters
    ----------
    ax : Axes
        The host.
    n : int
        How many panels.
    columns : int or None
        In so many columns; by default as many as suit the host's shape.
    sharex : bool
        Whether all have one x axis.
    """

    def __init__(self, ax: Axes, n: int, columns: int | None, *, sharex: bool = False) -> None:
        self.ax, self.n = ax, n
        self._face = ax.patch.get_facecolor()
        self._framed = ax.patch.get_visible() and ax.get_frame_on() and ax.axison
        #: Ink and paper of the panels, and the ink around them.
        self.ink: RGBA = ink_colour(ax)
        self.paper: RGBA = paper_colour(ax)
        self.around = readable_on(paper_colour(ax, around=True), (self.ink, "black", "white"))
        self.columns = min(columns or best_columns(n, ax), n)
        self.rows = -(-n // self.columns)
        ax.set_axis_off()
        self.axes: list[Axes] = []
        for k in range(n):
            first = self.axes[0] if k and sharex else None
            panel: Axes = ax.inset_axes((0.0, 0.0, 1.0, 1.0), sharex=first)
            panel.patch.set_facecolor(self._face)
            panel.patch.set_visible(self._framed)
            panel.grid(False)
            self.axes.append(panel)

    def cells(self, panels: list[Cell]) -> list[list[Cell | None]]:
        """The panels by row and column."""
        found: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for k, panel in enumerate(panels):
            found[k // self.columns][k % self.columns] = panel
        return found

    def place(self) -> tuple[float, float]:
        """About the width and height in points that each panel has with its words."""
        figure: Any = self.ax.get_figure(root=False)
        whole, root = self.ax.get_position(original=True), self.ax.get_figure(root=True)
        assert root is not None
        box = whole.transformed(figure.transSubfigure)
        unit = root.dpi / 72
        return box.width / unit / self.columns, box.height / unit / self.rows

    def width_of(self, columns: int) -> float:
        """About the points that so many panels side by side have with their words."""
        return columns * self.place()[0]


def best_columns(n: int, ax: Axes) -> int:
    """So many columns that panels have a shape that suits them, and few places are empty."""
    width, height = ax.bbox.width, ax.bbox.height
    costs = []
    for columns in range(1, n + 1):
        rows = -(-n // columns)
        shape = (width / columns) / (height / rows)
        costs.append(abs(np.log(shape / _SHAPE)) + _EMPTY * (columns * rows - n))
    return int(np.argmin(costs)) + 1
