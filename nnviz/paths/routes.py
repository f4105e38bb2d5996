"""Which paths lead from a weight to the outputs: counted, listed, checked; no numbers yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.network.checks import check_place
from nnviz.network.edits import check_neuron, find_weight

__all__ = ["Route", "Start", "check_path", "count_paths", "find_start", "iterate_paths"]

#: A path inside nnviz: the neurons after the weight's own, as (layer, neuron).
Route = tuple[tuple[int, int], ...]
#: How many paths lead from each neuron to the outputs, by layer; Python's integers, any size.
Counts = list[NDArray[np.object_]]


@dataclass(frozen=True)
class Start:
    """Where paths start: a weight, or a bias.

    Parameters
    ----------
    source : tuple of int, or None
        The neuron (layer, index) that the weight comes from; None for a bias.
    target : tuple of int
        The neuron that it enters.
    connection : int or None
        The index of its connection; None for a bias.
    """

    source: tuple[int, int] | None
    target: tuple[int, int]
    connection: int | None


def find_start(network: Network, weight: Any) -> Start:
    """Find a weight, or say why there is none.

    Parameters
    ----------
    network : Network
        The network.
    weight : tuple
        ``(r, i, j)``, ``(r, "bias", j)`` or ``((l, i), (m, j))``.

    Returns
    -------
    Start
        The neurons that it joins.

    Raises
    ------
    TypeError, ValueError
        If it is no weight, or not one of this network.
    """
    index, row, column = find_weight(network, weight)
    if index is None:
        return Start(None, (row, column), None)
    connection = network.connections[index]
    return Start((connection.source, row), (connection.target, column), index)


def has_skips(network: Network) -> bool:
    """Whether a connection skips layers, so that a path has to name the layers that it visits.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    bool
        Whether paths are ((l, k), ...) rather than (k, ...).
    """
    return any(c.target - c.source > 1 for c in network.connections)


def as_given(network: Network, route: Route) -> tuple[Any, ...]:
    """Write a path as a user does.

    Parameters
    ----------
    network : Network
        The network.
    route : tuple of (int, int)
        The neurons after the weight's own.

    Returns
    -------
    tuple
        The neurons' indices, with their layers where the network has skips.
    """
    return route if has_skips(network) else tuple(neuron for _, neuron in route)


def count_paths(network: Network, first: int) -> Counts:
    """Count the paths from each neuron to the outputs.

    Parameters
    ----------
    network : Network
        The network.
    first : int
        The first layer to count for.

    Returns
    -------
    list of ndarray of int
        By layer, Python's integers; empty for layers before `first`.
    """
    none: NDArray[np.object_] = np.empty(0, dtype=object)
    counts = [none] * network.n_layers
    counts[-1] = np.full(network.sizes[-1], 1, dtype=object)
    for layer in range(network.depth - 1, first - 1, -1):
        total: NDArray[np.object_] = np.full(network.sizes[layer], 0, dtype=object)
        for _, connection in network.outgoing(layer):
            after = counts[connection.target]
            if connection.exists is None:
                total = total + sum(after.tolist())
            else:
                total = total + _sums(connection.exists, after)
        counts[layer] = total
    return counts


def _sums(exists: NDArray[np.bool_], after: NDArray[np.object_]) -> NDArray[np.object_]:
    if sum(after.tolist()) < 2**63:
        return (exists @ after.astype(np.int64)).astype(object)
    sums: NDArray[np.object_] = np.empty(len(exists), dtype=object)
    sums[:] = [sum(after[row].tolist()) for row in exists]
    return sums


def iterate_paths(network: Network, start: Start, counts: Counts) -> Iterator[Route]:
    """List all paths from a weight to the outputs, by layer and index of their neurons.

    Parameters
    ----------
    network : Network
        The network.
    start : Start
        The weight.
    counts : list of ndarray
        What `count_paths` gave, so that no dead end is entered.

    Yields
    ------
    tuple of (int, int)
        The neurons after the weight's own.
    """
    # A stack of its own: a network may be deeper than Python lets functions call themselves.
    stack: list[Route] = [()]
    while stack:
        route = stack.pop()
        layer, neuron = route[-1] if route else start.target
        if layer == network.depth:
            yield route
            continue
        following = [
            (*route, (connection.target, k))
            for _, connection in network.outgoing(layer)
            for k in np.flatnonzero(connection.mask[neuron]).tolist()
            if counts[connection.target][k]
        ]
        stack += reversed(following)


def check_path(network: Network, start: Start, path: Any) -> Route:
    """Read a path as a user gives it, or say what is wrong with it.

    Parameters
    ----------
    network : Network
        The network.
    start : Start
        The weight at which it starts.
    path : sequence
        ``(k_(r+1), ..., k_L)``, or ``((l, k), ...)``.

    Returns
    -------
    tuple of (int, int)
        The neurons after the weight's own.

    Raises
    ------
    TypeError, ValueError
        If it has the wrong length, or names a neuron or follows an edge that does not exist.
    """
    if not isinstance(path, (tuple, list)):
        raise TypeError(f"path: must be {_form(network, start)}; got {path!r}.")
    if any(isinstance(step, (tuple, list)) for step in path):
        route = tuple(check_neuron(network, "path", _pair(step)) for step in path)
    else:
        route = _from_indices(network, start, path)
    here = start.target
    for there in route:
        connection = network.connection(here[0], there[0]) if there[0] > here[0] else None
        if connection is None or not connection.mask[here[1], there[1]]:
            raise ValueError(
                f"path: {_named(here)} has no edge to {_named(there)}; {_edges(network, here)}."
            )
        here = there
    if here[0] != network.depth:
        raise ValueError(
            f"path: must end at an output, in layer {network.depth}; it ends at {_named(here)}."
        )
    return route


def _from_indices(network: Network, start: Start, path: Any) -> Route:
    first, last = start.target[0] + 1, network.depth
    n_steps = last - first + 1
    if has_skips(network) and n_steps > 0:
        raise ValueError(
            f"path: connections of this network skip layers, so a path is "
            f"{_form(network, start)}; got {path!r}."
        )
    if len(path) != n_steps:
        raise ValueError(f"path: must be {_form(network, start)}; got {path!r}.")
    return tuple(
        (layer, check_place("path", k, network.sizes[layer], f"layer {layer}'s neuron"))
        for layer, k in zip(range(first, last + 1), path, strict=True)
    )


def _pair(step: Any) -> Any:
    return tuple(step) if isinstance(step, list) else step


def _form(network: Network, start: Start) -> str:
    first, last = start.target[0] + 1, network.depth
    if first > last:
        return "(), since the weight enters an output"
    if has_skips(network):
        return f"((layer, neuron), ...) through layers {first}..{last}, ending in layer {last}"
    n_steps = last - first + 1
    layers = f"layer {last}" if n_steps == 1 else f"each of the layers {first}..{last}"
    ranges = ", ".join(f"0..{network.sizes[layer] - 1}" for layer in range(first, last + 1))
    return f"a tuple of {n_steps}, a neuron of {layers} (allowed are {ranges})"


def _named(neuron: tuple[int, int]) -> str:
    return f"neuron {neuron[1]} of layer {neuron[0]}"


def _edges(network: Network, here: tuple[int, int]) -> str:
    parts = []
    for _, connection in network.outgoing(here[0]):
        there = np.flatnonzero(connection.mask[here[1]]).tolist()
        if there:
            shown = ", ".join(map(str, there[:10])) + (", ..." if len(there) > 10 else "")
            parts.append(f"{shown} of layer {connection.target}")
    return f"it has edges to neurons {' and '.join(parts)}" if parts else "it has none to anywhere"
