"""Edges with heads: lines from one rim to another, as wide and coloured as their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.edges import EdgeCollection

_HEAD = Path([[0.0, 0.0], [-1.0, 0.5], [-1.0, -0.5], [0.0, 0.0]], closed=True)
_LEAST_HEAD = 3.0  # points that the thinnest arrow's head is long, beside its width
_CLEAR = 1.5  # points between a head and the rim that it points at


class ArrowCollection(EdgeCollection):
    """Edges that start at one rim and end with a head before another.

    Parameters
    ----------
    start_reach, end_reach : callable
        Return how far the rims are from the places that the edges join, in points.
    **kw
        For `EdgeCollection`.
    """

    def __init__(
        self, *, start_reach: Callable[[], float], end_reach: Callable[[], float], **kw: Any
    ) -> None:
        super().__init__(**kw)
        self._start_reach, self._end_reach = start_reach, end_reach

    def _rims(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Starts, unit directions, free lengths and lengths of heads, in pixels."""
        assert self.axes is not None
        figure = self.get_figure(root=True)
        assert figure is not None
        point = figure.dpi / 72
        starts = self.axes.transData.transform(self._starts)[self.sources]
        along = self.axes.transData.transform(self._ends)[self.targets] - starts
        whole = np.maximum(np.hypot(*along.T), 1e-9)
        unit = along / whole[:, None]
        first = self._start_reach() * point
        free = np.maximum(whole - first - (self._end_reach() + _CLEAR) * point, 0.0)
        widths = np.resize(np.atleast_1d(np.asarray(self.get_linewidth(), float)), free.size)
        heads = np.minimum((_LEAST_HEAD + 2.2 * widths) * point, 0.6 * free)
        return starts + first * unit, unit, free, heads

    def _lines(
        self, chosen: NDArray[np.intp] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        starts, unit, free, heads = self._rims()
        matrices = np.zeros((len(starts), 3, 3))
        # The line ends inside its head, so that no gap shows between the two.
        matrices[:, :2, 0] = unit * (free - 0.9 * heads)[:, None]
        matrices[:, 1, 1] = matrices[:, 2, 2] = 1.0
        return matrices, starts

    def draw(self, renderer: Any) -> None:
        """Draw the lines, and then their heads."""
        super().draw(renderer)
        if not self.get_visible() or not self.sources.size or self.axes is None:
            return
        starts, unit, free, heads = self._rims()
        matrices = np.zeros((len(starts), 3, 3))
        matrices[:, :2, 0] = unit * heads[:, None]
        matrices[:, :2, 1] = np.stack([-unit[:, 1], unit[:, 0]], axis=1) * heads[:, None]
        matrices[:, 2, 2] = 1.0
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        renderer.draw_path_collection(
            gc, IdentityTransform().frozen(), [_HEAD], matrices, starts + unit * free[:, None],
            IdentityTransform(), self.get_edgecolor(), np.zeros((0, 4)), [0.0], [(0, None)],
            self._antialiaseds, self._urls, "screen",
        )  # fmt: skip
        gc.restore()


def draw_arrows(ax: Axes, **kw: Any) -> ArrowCollection:
    """Add arrows to the axes."""
    arrows = ArrowCollection(**kw)
    ax.add_collection(arrows, autolim=False)
    return arrows
