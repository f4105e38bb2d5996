"""Which edges a weight's gradient flows through at all: on a path whose product is not zero."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.paths.flow import Flow
from nnviz.paths.routes import Start

__all__ = ["living_edges", "living_outputs"]

Bools = NDArray[np.bool_]


def living_edges(network: Network, start: Start, flow: Flow | None) -> tuple[Bools, ...]:
    """Find the edges on paths whose product is not zero for every sample.

    An edge's part of the gradient can be zero because products of both signs cancel; such an edge
    lives. It is dead when every product through it is zero for every sample.

    Parameters
    ----------
    network : Network
        The network.
    start : Start
        The weight.
    flow : Flow or None
        What the products are made of; None asks for all edges on any path, whatever its product.

    Returns
    -------
    tuple of ndarray of bool, of shape (n_source, n_target)
        By connection.
    """
    before, after = _reached(network, start, flow)
    living = []
    for index, connection in enumerate(network.connections):
        source, target = before[connection.source], after[connection.target]
        through = (source.T.astype(float) @ target.astype(float)) > 0
        living.append(through & _carries(network, index, flow))
    return tuple(living)


def living_outputs(network: Network, start: Start, flow: Flow | None) -> Bools:
    """Find the outputs at which paths end whose product is not zero for every sample.

    Parameters
    ----------
    network, start, flow
        As in `living_edges`.

    Returns
    -------
    ndarray of bool, of shape (n_outputs,)
        Whether such a path ends there.
    """
    before, _ = _reached(network, start, flow)
    return np.asarray(before[-1].any(axis=0))


def _reached(network: Network, start: Start, flow: Flow | None) -> tuple[list[Bools], list[Bools]]:
    """By layer and sample, the neurons that are reached from the weight, and from the loss."""
    first, j = start.target
    n = 1 if flow is None else len(flow.head)
    before = [np.zeros((n, size), dtype=bool) for size in network.sizes]
    after = [np.zeros((n, size), dtype=bool) for size in network.sizes]
    before[first][:, j] = True if flow is None else flow.head != 0
    for layer in range(first + 1, network.n_layers):
        for index, connection in network.incoming(layer):
            carries = _carries(network, index, flow).astype(float)
            before[layer] |= (before[connection.source].astype(float) @ carries) > 0
        before[layer] &= _open(flow, layer)
    after[-1][:] = _open(flow, network.depth) if first < network.depth else True
    for layer in range(network.depth - 1, first - 1, -1):
        for index, connection in network.outgoing(layer):
            carries = _carries(network, index, flow).astype(float)
            after[layer] |= (after[connection.target].astype(float) @ carries.T) > 0
        if layer > first:
            after[layer] &= _open(flow, layer)
    return before, after


def _open(flow: Flow | None, layer: int) -> Bools:
    return np.ones((1, 1), dtype=bool) if flow is None else np.asarray(flow.gate(layer) != 0)


def _carries(network: Network, index: int, flow: Flow | None) -> Bools:
    connection = network.connections[index]
    if flow is None or connection.weights is None:
        return connection.mask
    return np.asarray(connection.mask & (connection.weights != 0))
