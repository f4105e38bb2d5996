"""Edges that start all over a picture which lies on them: which of them can be seen beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.culling import visible_edges
from nnviz.drawing.edges import EdgeCollection

ON_EDGES = 2.0  # the zorder of the picture
_CELLS = 2.0  # a pixel
_VECTOR_DETAIL = 4.0  # cells are so much smaller where the picture may be looked at from near
_APART = 2.0  # pixels from one line to the next on which edges beside the picture are looked at


class PictureEdges(EdgeCollection):
    """Edges whose starts are the pixels of a picture.

    Of thousands of them those are drawn alone that are seen, as in any `EdgeCollection`: between
    the picture and the next layer, or beside the picture.

    Parameters
    ----------
    picture : Bbox
        The picture in data units; its owner moves it.
    **kw
        As `EdgeCollection` has them.
    """

    def __init__(self, *, picture: Bbox, **kw: Any) -> None:
        self._picture = picture
        self._seen_beside: tuple[Any, Any, NDArray[np.intp]] | None = None
        super().__init__(**kw)

    def _seen(self, on_pixels: bool) -> NDArray[np.intp] | None:
        order = super()._seen(on_pixels)
        # Where not all of them came back, the picture is one column, and all is known.
        if order is None or order.size < self.n_edges or self.get_zorder() >= ON_EDGES:
            return order
        assert self.axes is not None
        detail = 1.0 if on_pixels else _VECTOR_DETAIL
        corners = self.axes.transData.transform(self._picture.get_points()) * detail
        known = self._seen_beside
        if known is None or known[0] is not order or not np.array_equal(known[1], corners):
            known = self._seen_beside = (order, corners, self._look(order, corners, detail))
        return known[2]

    def _look(
        self, order: NDArray[np.intp], corners: NDArray[np.float64], detail: float
    ) -> NDArray[np.intp]:
        """The numbers of the edges that are seen, in the order of drawing."""
        assert self.axes is not None
        layers = self._layers(detail)
        if layers is None:
            return order
        a, b = self._along, 1 - self._along
        to_pixels = self.axes.transData.transform
        starts = (to_pixels(self._starts) * detail)[self._sources]
        ends = to_pixels(self._ends) * detail
        far = ends[self._targets]
        # Where each edge passes the line on which the picture ends, beside the picture or under it.
        border = float(corners[1, a])
        way = (border - starts[:, a]) / (far[:, a] - starts[:, a])
        across = starts[:, b] + way * (far[:, b] - starts[:, b])
        gates = np.empty_like(starts)
        gates[:, a], gates[:, b] = border, across
        seen = visible_edges(
            gates, ends, np.arange(across.size), self._targets, self._keys,
            hides=self._hides(), layers=layers, box=tuple(self._visible_box() * detail),
        )  # fmt: skip
        found = np.zeros(across.size, dtype=bool)
        found[seen] = True
        low, high = corners[:, b]
        beside = order[((across < low) | (across > high))[order]]
        if layers > 1 or self._hides() is not None:
            found[beside] = True
        else:
            slopes = (far[beside, b] - starts[beside, b]) / (far[beside, a] - starts[beside, a])
            found[beside[_on_top(starts[beside][:, [a, b]], slopes, border, (low, high))]] = True
        return order[found[order]]


def _on_top(
    starts: NDArray[np.float64], slopes: NDArray[np.float64], border: float,
    sides: tuple[float, float],
) -> NDArray[np.bool_]:  # fmt: skip
    """Which lines, from weak to strong, are on top somewhere beside a picture.

    `starts` are along and across the layers; the picture lies between `sides`, up to `border`.
    """
    found = np.zeros(slopes.size, dtype=bool)
    if not found.size:
        return found
    first = float(starts[:, 0].min())
    for line in np.linspace(first, border, int((border - first) / _APART) + 2)[1:]:
        places = starts[:, 1] + (line - starts[:, 0]) * slopes
        there = np.flatnonzero((starts[:, 0] <= line) & ((places < sides[0]) | (places > sides[1])))
        if there.size:
            cells = np.floor(places[there] * _CELLS).astype(np.intp)
            cells -= cells.min()
            top = np.full(int(cells.max()) + 1, -1, dtype=np.intp)
            top[cells] = there  # of those in one cell the last one stays, which is the strongest
            found[top[top >= 0]] = True
    return found


def draw_picture_edges(ax: Axes, picture: Bbox, **kw: Any) -> PictureEdges:
    """Add the edges that leave a picture to the axes."""
    edges = PictureEdges(picture=picture, **kw)
    ax.add_collection(edges, autolim=False)
    return edges
