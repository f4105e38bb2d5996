"""The order within layers: neurons, and the lanes of edges that skip layers between them.

In each layer the things to order are *items*: the shown neurons, numbered by their row in `shown`,
and after them the lanes. A lane belongs to one neuron of an earlier layer; all its edges to layers
further on share it, so that a neuron takes one lane in a layer however many edges it sends across.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.layout.crossings import reduce_crossings
from nnviz.network import Network

__all__ = ["Arrangement", "Order", "arrange", "check_order"]

Order = Literal["auto", "index", "crossings"]
ORDERS: tuple[Order, ...] = ("auto", "index", "crossings")


def check_order(order: object) -> None:
    """Refuse an order that is not one of `ORDERS`."""
    if not isinstance(order, str) or order not in ORDERS:
        allowed = ", ".join(repr(name) for name in ORDERS)
        raise ValueError(f"order must be one of {allowed}; it is {order!r}.")


@dataclass(frozen=True, eq=False)
class Arrangement:
    """The order of the items of each layer.

    Parameters
    ----------
    orders : tuple of ndarray of int
        For each layer, its items from the first to the last.
    lanes : dict of (int, int) to ndarray of int
        ``(source, layer)`` to the items of `layer` that are the lanes of the neurons of layer
        `source`, by their row in `shown`; -1 where a neuron has no lane there.
    used : dict of int to ndarray of bool
        Index of a connection that skips layers to which shown source neurons have an edge in it.
    """

    orders: tuple[NDArray[np.int64], ...]
    lanes: dict[tuple[int, int], NDArray[np.int64]]
    used: dict[int, NDArray[np.bool_]]


def arrange(network: Network, shown: tuple[NDArray[np.int64], ...], order: Order) -> Arrangement:
    """Order the shown neurons of each layer and the lanes between them.

    Parameters
    ----------
    network : Network
        The network, for the edges that exist.
    shown : tuple of ndarray of int
        For each layer, the indices of the neurons that are shown, ascending.
    order : {"auto", "index", "crossings"}
        As in `layered_layout`.

    Returns
    -------
    Arrangement
        The orders and the lanes.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz import Network
    >>> from nnviz.layout.graph import arrange
    >>> network = Network.from_sizes([2, 3, 1])
    >>> arrange(network, tuple(np.arange(n) for n in network.sizes), "auto").orders[1]
    array([0, 1, 2])
    """
    skips = [k for k, link in enumerate(network.connections) if link.target - link.source > 1]
    # Where every edge exists, any order has as many crossings as any other.
    complete = all(link.exists is None or bool(link.exists.all()) for link in network.connections)
    if not skips and (order == "index" or complete or (order == "auto" and not _sparse(network))):
        return Arrangement(tuple(np.arange(len(rows)) for rows in shown), {}, {})

    edges = {
        (link.source, link.target): link.mask[np.ix_(shown[link.source], shown[link.target])]
        for link in network.connections
    }
    lanes, n_items = _lanes(edges, shown)
    n_neurons = [len(rows) for rows in shown]
    # Dots stand for the neurons between their neighbours, so an elided layer keeps its order.
    free = [
        order != "index"
        and n_neurons[k] == network.sizes[k]
        and (order == "crossings" or 0 < k < network.n_layers - 1)
        for k in range(network.n_layers)
    ]
    orders = reduce_crossings(_adjacency(edges, lanes, n_items, n_neurons), n_neurons, free)
    used: dict[int, NDArray[np.bool_]] = {}
    for k in skips:
        link = network.connections[k]
        used[k] = np.any(edges[link.source, link.target], axis=1)
    return Arrangement(tuple(orders), lanes, used)


def _sparse(network: Network) -> bool:
    """Tell whether fewer than half of the weights of some connection exist."""
    for link in network.connections:
        if link.exists is None:
            continue
        n_sources, n_targets = (_n_present(network, k) for k in (link.source, link.target))
        if 2 * int(np.count_nonzero(link.exists)) < n_sources * n_targets:
            return True
    return False


def _n_present(network: Network, layer: int) -> int:
    return network.sizes[layer] - len(network.layers[layer].absent)


def _lanes(
    edges: dict[tuple[int, int], NDArray[np.bool_]], shown: tuple[NDArray[np.int64], ...]
) -> tuple[dict[tuple[int, int], NDArray[np.int64]], list[int]]:
    """Give each lane its item, and count the items of each layer."""
    n_items = [len(rows) for rows in shown]
    # The furthest layer that each shown neuron sends an edge to.
    reach = [np.zeros(n, dtype=np.int64) for n in n_items]
    for (source, target), exist in edges.items():
        reach[source] = np.maximum(reach[source], np.where(exist.any(axis=1), target, 0))
    skipped = {(source, layer) for source, target in edges for layer in range(source + 1, target)}
    lanes = {}
    for source, layer in sorted(skipped):
        passes = reach[source] > layer
        numbers = np.full(passes.size, -1, dtype=np.int64)
        numbers[passes] = n_items[layer] + np.arange(np.count_nonzero(passes))
        n_items[layer] += int(np.count_nonzero(passes))
        lanes[source, layer] = numbers
    return lanes, n_items


def _adjacency(
    edges: dict[tuple[int, int], NDArray[np.bool_]],
    lanes: dict[tuple[int, int], NDArray[np.int64]],
    n_items: list[int],
    n_neurons: list[int],
) -> list[NDArray[np.bool_]]:
    """List which items of each layer are joined to which items of the next."""
    joined = [np.zeros((n, m), dtype=bool) for n, m in zip(n_items[:-1], n_items[1:], strict=True)]
    for (source, target), exist in edges.items():
        if target == source + 1:
            joined[source][: n_neurons[source], : n_neurons[target]] |= exist
        else:
            # Where an edge leaves its lane for its target.
            rows = np.flatnonzero(exist.any(axis=1))
            last = lanes[source, target - 1][rows]
            joined[target - 1][last, : n_neurons[target]] |= exist[rows]
    for (source, layer), numbers in lanes.items():
        rows = np.flatnonzero(numbers >= 0)
        before = rows if layer == source + 1 else lanes[source, layer - 1][rows]
        joined[layer - 1][before, numbers[rows]] = True
    return joined
