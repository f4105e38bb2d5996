"""Edges that start all over a picture which lies on them: which of them can be seen beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.culling import stable_order, visible_edges
from nnviz.drawing.edges import EdgeCollection

Floats = NDArray[np.float64]
ON_EDGES = 2.0  # the zorder of the picture
_CELLS = 2.0  # a pixel
_AT_ONCE = 2**18  # edges
_APART = 2.0  # pixels from one line to the next on which edges beside the picture are looked at


class PictureEdges(EdgeCollection):
    """Edges whose starts are the pixels of a picture.

    Of thousands of them those are drawn alone that are seen, as in any `EdgeCollection`: between
    the picture and the next layer, or beside the picture.

    Parameters
    ----------
    picture : Bbox
        The picture in data units; its owner moves it with the starts.
    **kw
        As `EdgeCollection` has them.
    """

    _vector_detail = 4.0  # cells are so much smaller where the picture may be looked at from near

    def __init__(self, *, picture: Bbox, **kw: Any) -> None:
        self._picture = picture
        super().__init__(**kw)

    def _find_seen(
        self, starts: Floats, ends: Floats, box: Floats, layers: int, detail: float
    ) -> NDArray[np.intp]:
        # A picture of one column stands like any layer; and edges on a picture are all seen.
        if np.ptp(starts[:, self._along]) < 0.01 or self.get_zorder() >= ON_EDGES:
            return super()._find_seen(starts, ends, box, layers, detail)
        assert self.axes is not None
        corners = self.axes.transData.transform(self._picture.get_points()) * detail
        # What others of a part of the edges cover is covered. So memory is bounded.
        parts = [
            self._seen_of(np.arange(first, min(first + _AT_ONCE, self.n_edges)), starts, ends,
                          corners, box, layers)
            for first in range(0, self.n_edges, _AT_ONCE)
        ]  # fmt: skip
        seen = np.concatenate(parts)
        if len(parts) > 1:
            seen = self._seen_of(seen, starts, ends, corners, box, layers)
        return seen[stable_order(self._keys_of(seen))]

    def _seen_of(
        self, some: NDArray[np.intp], starts: Floats, ends: Floats, corners: Floats, box: Floats,
        layers: int,
    ) -> NDArray[np.intp]:  # fmt: skip
        """Which of some edges would be seen if there were no others, in the order of numbers."""
        a, b = self._along, 1 - self._along
        begin, targets, keys = starts[self._sources[some]], self._targets[some], self._keys_of(some)
        far = ends[targets]
        # Where each edge passes the line on which the picture ends, beside the picture or under it.
        border = float(corners[1, a])
        way = (border - begin[:, a]) / (far[:, a] - begin[:, a])
        across = begin[:, b] + way * (far[:, b] - begin[:, b])
        gates = np.empty_like(begin)
        gates[:, a], gates[:, b] = border, across
        hides = self._hides(some)
        seen = visible_edges(
            gates, ends, np.arange(some.size), targets, keys,
            hides=hides, layers=layers, box=tuple(box),
        )  # fmt: skip
        found = np.zeros(some.size, dtype=bool)
        found[seen] = True
        low, high = corners[:, b]
        beside = np.flatnonzero((across < low) | (across > high))
        if layers > 1 or hides is not None:
            found[beside] = True
        else:
            beside = beside[stable_order(keys[beside])]
            slopes = (far[beside, b] - begin[beside, b]) / (far[beside, a] - begin[beside, a])
            found[beside[_on_top(begin[beside][:, [a, b]], slopes, border, (low, high))]] = True
        return some[found]


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
