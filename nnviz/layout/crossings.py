"""Crossing reduction: reorder the items of layers so that fewer edges cross.

Everything here is a list of boolean matrices, one for each pair of neighbouring layers, with a row
for each item of the earlier layer and a column for each item of the later. The method is
Sugiyama's: sweeps order each layer by the barycentres of its neighbours. Between them, *sifting*
takes each item in turn to the place where it causes fewest crossings (adjacent swaps are its
shortest moves).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["count_crossings", "reduce_crossings"]

# Sifting compares all pairs of a layer's items: beyond this many, barycentres must do.
SIFT_LIMIT = 256
# Small graphs are worth several starts; large ones must not take seconds.
MANY_STARTS_LIMIT = 64
MOST_SWEEPS = 16
STALE_SWEEPS = 4
SIFT_PASSES = 4
SWEPT_CELLS = 8_000_000
SIFTED_ITEMS = 20_000
# Beyond this no order makes the picture readable, and even counting takes seconds.
MOST_CELLS = 16_000_000

Matrix = NDArray[np.bool_]
Items = NDArray[np.int64]


class _Problem(NamedTuple):
    """Layers whose neurons may move or must keep their order; lanes may always move."""

    joined: list[Matrix]
    n_neurons: list[int]
    free: list[bool]

    def movable(self, layer: int, order: Items) -> Items:
        """List the items of a layer that may change places, in their order."""
        return order if self.free[layer] else order[order >= self.n_neurons[layer]]


def count_crossings(joined: list[Matrix], orders: list[Items]) -> int:
    """Count the pairs of edges that cross.

    Parameters
    ----------
    joined : list of ndarray of bool
        For each pair of neighbouring layers, which items of the two are joined.
    orders : list of ndarray of int
        For each layer, its items from the first to the last.

    Returns
    -------
    int
        Number of pairs of edges between the same two layers whose ends are in opposite order.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.layout.crossings import count_crossings
    >>> twisted = np.array([[False, True], [True, False]])
    >>> count_crossings([twisted], [np.array([0, 1]), np.array([0, 1])])
    1
    >>> count_crossings([twisted], [np.array([0, 1]), np.array([1, 0])])
    0
    """
    total = 0
    for layer, matrix in enumerate(joined):
        edges = matrix[np.ix_(orders[layer], orders[layer + 1])].astype(np.int64)
        # Edges from later items to strictly earlier ones.
        later = np.cumsum(edges[::-1], axis=0)[::-1][1:]
        crossed = np.cumsum(later, axis=1)[:, :-1]
        total += int((edges[:-1, 1:] * crossed).sum())
    return total


def reduce_crossings(joined: list[Matrix], n_neurons: list[int], free: list[bool]) -> list[Items]:
    """Order the items of each layer so that few edges cross.

    Parameters
    ----------
    joined : list of ndarray of bool
        For each pair of neighbouring layers, which items of the two are joined.
    n_neurons : list of int
        For each layer, how many of its items are neurons; they come first, lanes after them.
    free : list of bool
        For each layer, whether its neurons may change places.

    Returns
    -------
    list of ndarray of int
        For each layer, its items from the first to the last. Neurons are out of order only where
        that has fewer crossings than the best that was found with all in order.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.layout.crossings import reduce_crossings
    >>> twisted = np.array([[False, True], [True, False]])
    >>> [order.tolist() for order in reduce_crossings([twisted], [2, 2], [False, True])]
    [[0, 1], [1, 0]]
    """
    n_items = [matrix.shape[0] for matrix in joined] + [joined[-1].shape[1]]
    held = _Problem(joined, n_neurons, [False] * len(free))
    orders = _start(held, n_items)
    cells = sum(matrix.size for matrix in joined)
    if cells > MOST_CELLS:
        return orders
    affordable = min(SWEPT_CELLS // cells, SIFTED_ITEMS // (SIFT_PASSES * sum(n_items)))
    sweeps = max(1, min(affordable, MOST_SWEEPS))
    if any(n > m for n, m in zip(n_items, n_neurons, strict=True)):
        orders = _best(held, orders, sweeps)
    if any(free):
        orders = _best(_Problem(joined, n_neurons, free), orders, sweeps)
    return orders


def _start(problem: _Problem, n_items: list[int]) -> list[Items]:
    """Put neurons in order of index, and each lane at the height of what it comes from."""
    orders: list[Items] = []
    for layer, n in enumerate(n_items):
        order = np.arange(n)
        if layer > 0 and n > problem.n_neurons[layer]:
            matrix = problem.joined[layer - 1].T[:, orders[-1]]
            order = _merged(matrix, order, problem.n_neurons[layer])
        orders.append(order)
    return orders


def _best(problem: _Problem, orders: list[Items], sweeps: int) -> list[Items]:
    """Improve the orders from several starts; what is given wins a tie."""
    best, fewest = orders, count_crossings(problem.joined, orders)
    starts = [(True, False), (True, True), (False, False), (False, True)]
    if sum(order.size for order in orders) > MANY_STARTS_LIMIT:
        starts = starts[:1]
    for forward, reverse_ties in starts:
        if fewest == 0:
            break
        found, count = _swept(problem, orders, sweeps, forward, reverse_ties)
        if count < fewest:
            best, fewest = found, count
    return best


def _swept(
    problem: _Problem, orders: list[Items], sweeps: int, forward: bool, reverse_ties: bool
) -> tuple[list[Items], int]:
    """Sift, then sweep to and fro until it no longer helps."""
    # Sifting first finds the improvements that are nearest to the order given.
    best = current = _sifted(problem, orders)
    fewest = count_crossings(problem.joined, best)
    stale = 0
    for _ in range(sweeps):
        if fewest == 0 or stale == STALE_SWEEPS:
            break
        current = _sifted(problem, _sweep(problem, current, forward, reverse_ties))
        count = count_crossings(problem.joined, current)
        stale += 1
        if count < fewest:
            best, fewest, stale = current, count, 0
        forward = not forward
    return best, fewest


def _sweep(
    problem: _Problem, orders: list[Items], forward: bool, reverse_ties: bool
) -> list[Items]:
    """Order each layer by the barycentres of its neighbours in the layer before it in the sweep."""
    orders = list(orders)
    layers = range(1, len(orders)) if forward else range(len(orders) - 2, -1, -1)
    for layer in layers:
        if not problem.movable(layer, orders[layer]).size:
            continue
        if forward:
            matrix = problem.joined[layer - 1].T[:, orders[layer - 1]]
        else:
            matrix = problem.joined[layer][:, orders[layer + 1]]
        if problem.free[layer]:
            orders[layer] = _by_barycentre(matrix, orders[layer], reverse_ties)
        else:
            orders[layer] = _merged(matrix, orders[layer], problem.n_neurons[layer])
    return orders


def _barycentres(matrix: Matrix) -> NDArray[np.float64]:
    """Mean position of each row's neighbours; NaN for a row that has none."""
    degree = matrix.sum(axis=1)
    total = matrix @ np.arange(matrix.shape[1], dtype=np.float64)
    return np.where(degree > 0, total / np.maximum(degree, 1), np.nan)


def _by_barycentre(matrix: Matrix, order: Items, reverse_ties: bool) -> Items:
    """Sort a layer by barycentre; an item without neighbours stays where it is."""
    centres = _barycentres(matrix)[order]
    places = np.flatnonzero(~np.isnan(centres))
    candidates = places[::-1] if reverse_ties else places
    ranking = candidates[np.argsort(centres[candidates], kind="stable")]
    order = order.copy()
    order[places] = order[ranking]
    return order


def _merged(matrix: Matrix, order: Items, n_neurons: int) -> Items:
    """Put lanes between neurons that keep their order, at the height of their neighbours."""
    is_neuron = order < n_neurons
    height = (np.arange(order.size) + 0.5) / order.size
    height[is_neuron] = (np.arange(n_neurons) + 0.5) / n_neurons
    wanted = (_barycentres(matrix)[order] + 0.5) / matrix.shape[1]
    moves = ~is_neuron & ~np.isnan(wanted)
    height[moves] = wanted[moves]
    return order[np.argsort(height, kind="stable")]


def _sifted(problem: _Problem, orders: list[Items]) -> list[Items]:
    """Take single items to better places, layer after layer, as long as crossings fall."""
    orders = list(orders)
    for _ in range(SIFT_PASSES):
        changed = False
        for layer, order in enumerate(orders):
            movable = problem.movable(layer, order)
            if not movable.size or order.size > SIFT_LIMIT:
                continue
            costs = np.zeros((order.size, order.size))
            if layer > 0:
                costs += _pair_costs(problem.joined[layer - 1].T[:, orders[layer - 1]])
            if layer + 1 < len(orders):
                costs += _pair_costs(problem.joined[layer][:, orders[layer + 1]])
            moved = _sift(order, movable, costs)
            if moved is not None:
                orders[layer] = moved
                changed = True
        if not changed:
            break
    return orders


def _pair_costs(matrix: Matrix) -> NDArray[np.float64]:
    """Count by pair ``(u, v)`` the crossings between their edges when u comes before v."""
    edges = matrix.astype(np.float64)
    return edges @ (np.cumsum(edges, axis=1) - edges).T


def _sift(order: Items, movable: Items, costs: NDArray[np.float64]) -> Items | None:
    """Move each movable item to its best place; None if none is better anywhere else."""
    changed = False
    for item in movable:
        here = int(np.flatnonzero(order == item)[0])
        others = np.delete(order, here)
        # Crossings with the others, relative to standing before all of them.
        steps = costs[others, item] - costs[item, others]
        price = np.concatenate([[0.0], np.cumsum(steps)])
        cheapest = np.flatnonzero(price == price.min())
        if price[here] > price.min():
            there = int(cheapest[np.argmin(np.abs(cheapest - here))])
            order = np.insert(others, there, item)
            changed = True
    return order if changed else None
