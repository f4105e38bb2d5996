"""Which edges of a connection a picture shows: those that stronger ones do not cover.

Edges are drawn weakest first, so that where many cross the strong ones hide most of the weak. An
edge that would own no pixel need not be drawn, and finding that out takes far less than drawing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["layers_needed", "stable_order", "visible_edges"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

# Half a pixel: an edge that another one covers to within that shows no more than a breath of its
# rim. At whole pixels pictures are at .999 of SSIM to the full drawing, at halves at .99999.
_CELLS = 2.0  # a pixel
# Where most edges that are seen are equally strong, their rims lie side by side in any colours.
_CELLS_OF_EQUALS = 4.0
_ALONG = 8.0  # pixels from one place where edges are looked at to the next, along the gap,
_ACROSS = 16.0  # or the pixels of its height for each such place: steep edges change places sooner
_MOST_PAIRS = 2**19  # pairs of cells, up to which they are made finer than a pixel
_TOO_MANY_PAIRS = 2**22
_CHUNK = 2**15  # edges at a time: their numbers stay in the processor's cache
_FAINTEST = 1 / 512  # of the light: less changes no byte of a picture
_FAINTEST_OF_THIN = 1 / 8
_MOST_LAYERS = 24


def layers_needed(alpha: float, width: float = 1.0) -> int | None:
    """How many edges, one over the other, show through each other at an opacity.

    Parameters
    ----------
    alpha : float
        The opacity of every edge, in [0, 1].
    width : float, default=1.0
        Of the thinnest edge, in pixels. Below one pixel it covers only a part of each.

    Returns
    -------
    int or None
        The layers of edges above one that let less than 1/512 of it through; None where they are so
        many that culling would not pay. Of thin edges, whose colours are seldom far apart where
        they lie over each other, an eighth is let through.

    Examples
    --------
    >>> layers_needed(1.0), layers_needed(0.5), layers_needed(0.05), layers_needed(1.0, 0.4)
    (1, 9, None, 4)
    """
    if alpha <= 0 or width <= 0:
        return None
    needed = 1
    if alpha < 1 - _FAINTEST:
        needed = int(np.ceil(np.log(_FAINTEST) / np.log1p(-alpha)))
    if width < 1:
        needed = max(needed, round(np.log(_FAINTEST_OF_THIN) / np.log1p(-alpha * width)))
    return needed if needed <= _MOST_LAYERS else None


def stable_order(keys: Floats) -> Numbers:
    """The order of numbers from small to large, equal ones as they come.

    The same as a stable ``np.argsort``, in a third of its time where no two are equal.

    Parameters
    ----------
    keys : ndarray of shape (n,)
        The numbers.

    Returns
    -------
    ndarray of shape (n,)

    Examples
    --------
    >>> stable_order(np.array([2.0, 1.0, 2.0, 0.0])).tolist()
    [3, 1, 0, 2]
    """
    order = np.argsort(keys)
    ranked = keys[order]
    if np.all(ranked[1:] > ranked[:-1]):
        return order
    return np.argsort(keys, kind="stable")


def visible_edges(
    starts: Floats,
    ends: Floats,
    sources: Numbers,
    targets: Numbers,
    strength: Floats,
    *,
    hides: NDArray[np.bool_] | None = None,
    layers: int = 1,
    box: tuple[float, float, float, float] | None = None,
) -> Numbers:
    """Find the edges that are seen when all are drawn as straight lines, weakest first.

    Parameters
    ----------
    starts, ends : ndarray of shape (n_starts, 2), (n_ends, 2)
        Places of the neurons of both layers, in pixels.
    sources, targets : ndarray of int of shape (n,)
        Which of them each edge joins.
    strength : ndarray of shape (n,)
        The order of drawing: from small to large, equal ones as they come. No edge may be wider
        than a stronger one.
    hides : ndarray of bool of shape (n,), optional
        Which edges cover what lies under them; dashed ones do not. By default all.
    layers : int, default=1
        How many edges it takes to cover what lies under them: 1 if they are opaque, see
        `layers_needed`.
    box : tuple of float, optional
        The part of the picture that is seen, as (xmin, ymin, xmax, ymax) in pixels.

    Returns
    -------
    ndarray of int
        The numbers of these edges in the order of drawing. All of them, where the neurons of a
        layer do not stand on one horizontal or vertical line.

    Notes
    -----
    First, of the edges that begin in the same cell and end in the same cell, of half a pixel each,
    only the strongest are kept. Then the rest are looked at in columns: their numbers are written
    into the cells that they pass through, weak before strong, and an edge is seen if its number is
    still there in some column. The memory beside the arguments is bounded but for one byte an edge
    and what the edges kept in the first step need. Where most edges that are seen are equally
    strong, all is done again with cells of a quarter of a pixel.

    What is left out shows in a full drawing as no more than a rim of less than half a pixel. Three
    things add up there, though, and look a little stronger: the corners of line ends in the very
    first and last column of pixels, which neurons cover; edges of parts of a pixel in width; and
    rims between equally strong edges of different colours.

    Examples
    --------
    >>> starts, ends = np.array([[0.0, 0.0], [0.0, 0.1]]), np.array([[99.0, 50.0]])
    >>> pair, one = np.array([0, 1]), np.array([0, 0])
    >>> visible_edges(starts, ends, pair, one, np.array([0.5, 0.2])).tolist()
    [0]
    """
    order = np.empty(0, dtype=np.intp)
    for cells in (_CELLS, _CELLS_OF_EQUALS):
        gap = _Gap.between(starts, ends, box, cells)
        if gap is None:
            return stable_order(strength)
        if gap.columns.size == 0:
            return order
        kept = _strongest_of_pairs(gap, sources, targets, strength, hides, layers)
        if kept is None:
            order = stable_order(strength)
        else:
            order = kept[stable_order(strength[kept])]
        shown = None if hides is None else hides[order]
        order = order[_seen(gap, sources[order], targets[order], shown, layers)]
        if np.count_nonzero(np.diff(strength[order]) == 0) <= order.size / 2:
            break
    return order


@dataclass(frozen=True, eq=False)
class _Gap:
    """The strip between two layers: where its edges begin and end in cells, and its columns.

    Cells count across the strip from the edge of what is seen; a neuron may lie outside of it.
    """

    first: Floats
    last: Floats
    cells: float  # a pixel
    n_cells: int
    columns: Floats  # as parts of the way from the first layer to the last
    inside: bool  # no edge leaves what is seen

    @classmethod
    def between(
        cls,
        starts: Floats,
        ends: Floats,
        box: tuple[float, float, float, float] | None,
        cells: float,
    ) -> _Gap | None:
        points = np.concatenate([starts, ends])
        if not np.isfinite(points).all():
            return None
        for along in (0, 1):
            if all(np.ptp(layer[:, along]) < 0.01 for layer in (starts, ends)):
                break
        else:
            return None
        begin, end = starts[0, along], ends[0, along]
        if abs(end - begin) < 1:
            return None
        low, high = points[:, 1 - along].min(), points[:, 1 - along].max()
        clip = (-np.inf, np.inf)
        if box is not None:
            clip = (box[along], box[along + 2])
            low, high = max(low, box[1 - along]), min(high, box[3 - along])
        parts = np.clip((np.array(clip) - begin) / (end - begin), 0, 1)
        seen = abs(parts[1] - parts[0]) * abs(end - begin)
        base = np.floor(low)
        n_cells = max(int(np.ceil((high - base) * cells)) + 1, 0)
        n_columns = int(np.ceil(max(seen / _ALONG, n_cells / cells / _ACROSS))) + 2
        if n_cells == 0 or seen == 0:
            n_columns = 0
        first, last = ((layer[:, 1 - along] - base) * cells for layer in (starts, ends))
        places = np.concatenate([first, last])
        return cls(
            first,
            last,
            cells,
            n_cells,
            np.linspace(float(parts[0]), float(parts[1]), n_columns),
            bool(places.min() >= 0 and places.max() < n_cells),
        )


def _chunks(n: int, size: int = _CHUNK) -> Iterator[slice]:
    return (slice(begin, min(begin + size, n)) for begin in range(0, n, size))


def _strongest_of_pairs(
    gap: _Gap,
    sources: Numbers,
    targets: Numbers,
    strength: Floats,
    hides: NDArray[np.bool_] | None,
    layers: int,
) -> Numbers | None:
    """The strongest edges of each pair of cells, as many as `layers`; None where it would not pay.

    Where pairs of half pixels are too many to remember, cells are up to a pixel.
    """
    spans = [max(float(np.ptp(cells)), 1.0) for cells in (gap.first, gap.last)]
    coarser = float(np.clip(np.sqrt(spans[0] * spans[1] / _MOST_PAIRS), 1.0, gap.cells))
    rows = np.floor((gap.first - gap.first.min()) / coarser).astype(np.intp)
    columns = np.floor((gap.last - gap.last.min()) / coarser).astype(np.intp)
    width = int(columns.max()) + 1
    n_pairs = (int(rows.max()) + 1) * width
    if n_pairs > _TOO_MANY_PAIRS or 2 * n_pairs > sources.size:
        return None
    rows *= width
    left = np.ones(sources.size, dtype=bool) if hides is None else hides.copy()
    chosen = []
    for layer in range(layers):
        best = np.full(n_pairs, -np.inf)
        for chunk in _chunks(sources.size):
            pairs = rows[sources[chunk]] + columns[targets[chunk]]
            keys = strength[chunk]
            if layer or hides is not None:
                keys = np.where(left[chunk], keys, -np.inf)
            np.maximum.at(best, pairs, keys)
        last = np.full(n_pairs, -1, dtype=np.intp)
        for chunk in _chunks(sources.size):
            pairs = rows[sources[chunk]] + columns[targets[chunk]]
            strongest = strength[chunk] == best[pairs]
            if layer or hides is not None:
                strongest &= left[chunk]
            equal = np.flatnonzero(strongest)
            last[pairs[equal]] = equal + chunk.start  # of equal ones the last lies on top
        last = last[last >= 0]
        left[last] = False
        chosen.append(last)
    if hides is not None:
        for chunk in _chunks(sources.size):
            pairs = rows[sources[chunk]] + columns[targets[chunk]]
            open_ = np.flatnonzero(~hides[chunk] & (strength[chunk] >= best[pairs]))
            chosen.append(open_ + chunk.start)
    # In the order in which they come, so that equal ones stay in it.
    return np.sort(np.concatenate(chosen))


def _seen(
    gap: _Gap, sources: Numbers, targets: Numbers, hides: NDArray[np.bool_] | None, layers: int
) -> NDArray[np.bool_]:
    """Which of these edges, from weak to strong, can be seen in some column."""
    seen = np.zeros(sources.size, dtype=bool)
    left = np.arange(sources.size) if hides is None else np.flatnonzero(hides)
    for _ in range(layers):
        tops = _tops(gap, sources[left], targets[left])
        shown = np.unique(tops[tops >= 0])
        if not shown.size:
            break
        tops[tops >= 0] = left[tops[tops >= 0]]
        seen[left[shown]] = True
        left = np.delete(left, shown)
    if hides is not None:
        under = np.flatnonzero(~hides)
        for chunk, k, cells in _cells(gap, sources[under], targets[under]):
            inside = (cells > 0) & (cells <= gap.n_cells)
            seen[under[chunk]] |= inside & (tops[k, np.where(inside, cells - 1, 0)] < under[chunk])
    return seen


def _tops(gap: _Gap, sources: Numbers, targets: Numbers) -> NDArray[np.intp]:
    """By column and cell the number of the last edge that passes through it, or -1."""
    tops = np.full((gap.columns.size, gap.n_cells + 2), -1, dtype=np.intp)
    numbers = np.arange(sources.size)
    for chunk, k, cells in _cells(gap, sources, targets):
        column = tops[k]  # indexed at once by column and cell, this takes half as long again
        column[cells] = numbers[chunk]
    return tops[:, 1:-1]


def _cells(
    gap: _Gap, sources: Numbers, targets: Numbers
) -> Iterator[tuple[slice, int, NDArray[np.intp]]]:
    """Chunk by chunk and column by column the cells of edges; 0 and the last one are outside.

    The array of cells is the same one from column to column.
    """
    # Cells of thousands need no more than these digits, and half the time.
    kind: Any = np.float32 if max(np.abs(gap.first).max(), np.abs(gap.last).max()) < 2**15 else None
    first, last = gap.first.astype(kind), gap.last.astype(kind)
    for chunk in _chunks(sources.size):
        start = first[sources[chunk]]
        way = last[targets[chunk]] - start
        start += first.dtype.type(1)
        places, cells = np.empty_like(way), np.empty(way.size, dtype=np.intp)
        for k, part in enumerate(gap.columns):
            np.multiply(way, first.dtype.type(part), out=places)
            places += start
            if not gap.inside:
                np.clip(places, 0, gap.n_cells + 1, out=places)
            np.copyto(cells, places, casting="unsafe")
            yield chunk, k, cells
