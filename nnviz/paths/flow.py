"""The numbers along paths: products, edge shares by partial products, the strongest path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import get_activation
from nnviz.losses import Loss, resolve_loss
from nnviz.network import Network
from nnviz.paths.routes import Route, Start
from nnviz.propagation import BackwardPass, ForwardPass, backpropagate, propagate
from nnviz.targets import encode_targets

__all__ = [
    "Flow",
    "Passes",
    "edge_shares",
    "flow_from",
    "path_products",
    "run_passes",
    "strongest_path",
]

Array = NDArray[np.float64]

# Products are computed for so many paths at a time that their samples' numbers fit in a cache.
_CHUNK = 2**20


@dataclass(frozen=True, eq=False)
class Passes:
    """Both passes over some samples, and what they were made with.

    Parameters
    ----------
    network : Network
        The network.
    loss : Loss
        The loss.
    targets : ndarray of shape (n_samples, n_outputs)
        What the outputs should have been.
    forward, backward : ForwardPass, BackwardPass
        The passes; without a penalty, which is no part of any path.
    """

    network: Network
    loss: Loss
    targets: Array
    forward: ForwardPass
    backward: BackwardPass


def run_passes(network: Network, X: Any, y: Any, loss: str | Loss) -> Passes:
    """Run samples forward and the gradient of a loss back.

    Parameters
    ----------
    network : Network
        The network.
    X, y : array-like
        Data in the units that the network takes.
    loss : str or Loss
        The loss, or "auto".

    Returns
    -------
    Passes
        The passes.
    """
    forward_pass = propagate(network, network.transform(X))
    resolved = resolve_loss(loss, network.layers[-1].activation)
    targets = encode_targets(network, y, forward_pass.n_samples, resolved)
    backward_pass = backpropagate(network, forward_pass, targets, resolved)
    return Passes(network, resolved, targets, forward_pass, backward_pass)


@dataclass(frozen=True, eq=False)
class Flow:
    """What the product along any path is made of, sample by sample.

    Parameters
    ----------
    start : Start
        The weight.
    head : ndarray of shape (n_samples,)
        What all paths have in common: the activation that comes in through the weight, times
        the slope at the neuron that it enters (dL/dz there, if that is an output).
    gates : tuple of ndarray of shape (n_samples, size), or None
        By layer: the slopes h'(z), and dL/dz at the outputs. None up to the weight's own layer.
    """

    start: Start
    head: Array
    gates: tuple[Array | None, ...]

    def gate(self, layer: int) -> Array:
        """Give what a path is multiplied with when it enters a neuron of a layer.

        Parameters
        ----------
        layer : int
            A layer after the weight's own.

        Returns
        -------
        ndarray of shape (n_samples, size)
            Slopes, or dL/dz at the outputs.
        """
        gate = self.gates[layer]
        assert gate is not None  # only layers after the weight's own are asked for
        return gate


def flow_from(passes: Passes, start: Start) -> Flow:
    """Collect what the products along a weight's paths are made of.

    Parameters
    ----------
    passes : Passes
        The passes over the samples.
    start : Start
        The weight.

    Returns
    -------
    Flow
        The factors.
    """
    network, (layer, j) = passes.network, start.target
    last = network.depth
    gates: list[Array | None] = [None] * network.n_layers
    with np.errstate(all="ignore"):
        for index in range(layer + 1, last):
            gates[index] = _slopes(network, passes.forward, index)
        output_delta = passes.backward.deltas[last]
        assert output_delta is not None
        if layer == last:
            head = output_delta[:, j].copy()
        else:
            gates[last] = output_delta
            head = _slopes(network, passes.forward, layer, slice(j, j + 1))[:, 0]
        if start.source is not None:
            head *= passes.forward.activations[start.source[0]][:, start.source[1]]
    return Flow(start, head, tuple(gates))


def _slopes(
    network: Network, forward_pass: ForwardPass, layer: int, columns: slice = slice(None)
) -> Array:
    derivative = get_activation(str(network.layers[layer].activation)).derivative
    z = forward_pass.preactivations[layer]
    assert derivative is not None  # the backward pass has refused it otherwise
    assert z is not None
    return derivative(z[:, columns], forward_pass.activations[layer][:, columns])


def edge_shares(passes: Passes, flow: Flow) -> tuple[Array, ...]:
    """Split a weight's gradient among the later edges that it flows through.

    With F for the partial products from the weight up to a neuron, and B for dL/dz, the share of
    the edge from a to b is the sum over samples of F_a w_ab B_b. No path is enumerated.

    Parameters
    ----------
    passes : Passes
        The passes over the samples.
    flow : Flow
        What the products are made of.

    Returns
    -------
    tuple of ndarray of shape (n_source, n_target)
        By connection; 0 for those that no path goes through.
    """
    network, deltas = passes.network, passes.backward.deltas
    first, j = flow.start.target
    shares = [np.zeros((network.sizes[c.source], network.sizes[c.target]))
              for c in network.connections]  # fmt: skip
    partial: list[Array | None] = [None] * network.n_layers
    with np.errstate(all="ignore"):
        for layer in range(first, network.depth):
            sums = partial[layer]
            if layer > first and sums is not None:
                sums *= flow.gate(layer)
            elif layer != first:
                continue  # no path leads here
            for index, connection in network.outgoing(layer):
                weights, after = connection.weights, deltas[connection.target]
                assert weights is not None
                assert after is not None
                # Of the weight's own layer, one neuron alone is on its paths.
                if sums is None:
                    shares[index][j] = weights[j] * (flow.head @ after)
                else:
                    np.multiply(weights, sums.T @ after, out=shares[index])
                shares[index] += 0.0  # no -0
                if connection.exists is not None:
                    shares[index][~connection.exists] = 0.0
                if connection.target == network.depth:
                    continue
                product = np.outer(flow.head, weights[j]) if sums is None else sums @ weights
                before = partial[connection.target]
                partial[connection.target] = product if before is None else before + product
    for share in shares:
        share.setflags(write=False)
    return tuple(shares)


def path_products(
    network: Network, flow: Flow, routes: Sequence[Route], *, by_sample: bool = False
) -> Array:
    """Multiply the factors along each path.

    Parameters
    ----------
    network : Network
        The network.
    flow : Flow
        What the products are made of.
    routes : sequence of tuple
        The paths.
    by_sample : bool, default=False
        Whether to keep the samples apart.

    Returns
    -------
    ndarray of shape (n_paths,), or (n_samples, n_paths) where samples are kept apart
        The products.
    """
    n_samples = len(flow.head)
    result = np.empty((n_samples, len(routes)) if by_sample else len(routes))
    # Paths through the same layers are multiplied together.
    places: dict[tuple[int, ...], list[int]] = {}
    for place, route in enumerate(routes):
        places.setdefault(tuple(layer for layer, _ in route), []).append(place)
    step = max(1, _CHUNK // n_samples)
    for layers, members in places.items():
        for begin in range(0, len(members), step):
            chunk = members[begin : begin + step]
            neurons = np.array([[k for _, k in routes[place]] for place in chunk], dtype=np.intp)
            products = _multiply(network, flow, layers, neurons.reshape(len(chunk), len(layers)))
            if by_sample:
                result[:, chunk] = products.T
            else:
                result[chunk] = products.sum(axis=1)
    result += 0.0  # a dead path's product is 0, not -0
    return result


def _multiply(
    network: Network, flow: Flow, layers: tuple[int, ...], neurons: NDArray[np.intp]
) -> Array:
    """Give the products of paths through the same layers: (n_paths, n_samples)."""
    source, before = flow.start.target[0], np.full(len(neurons), flow.start.target[1])
    weight = np.ones(len(neurons))
    with np.errstate(all="ignore"):
        products = np.tile(flow.head, (len(neurons), 1))
        for layer, here in zip(layers, neurons.T, strict=True):
            connection = network.connection(source, layer)
            assert connection is not None
            assert connection.weights is not None
            weight *= connection.weights[before, here]
            products *= flow.gate(layer).T[here]
            source, before = layer, here
        products *= weight[:, np.newaxis]
    return products


def strongest_path(network: Network, flow: Flow) -> Route:
    """Find one sample's path of largest absolute product, without enumeration.

    The largest product from a neuron on is the largest over its edges of |weight| times the
    largest from the edge's end on. Logarithms are added, since products of many small factors
    would all become 0.

    Parameters
    ----------
    network : Network
        The network.
    flow : Flow
        What the products are made of, for one sample. At least one path must lead to an output.

    Returns
    -------
    tuple of (int, int)
        The path; the first one where several are as strong. It ends early where no path has a
        number for its product.
    """
    first, j = flow.start.target
    nothing = np.empty(0)
    best = [nothing] * network.n_layers
    following: list[list[tuple[int, int] | None]] = [[] for _ in network.layers]
    with np.errstate(all="ignore"):
        for layer in range(network.depth, first - 1, -1):
            size = network.sizes[layer]
            sizes = np.full(size, 0.0 if layer == network.depth else np.nan)
            steps: list[tuple[int, int] | None] = [None] * size
            for _, connection in network.outgoing(layer):
                assert connection.weights is not None
                # -inf is a product of 0; NaN stands for no path at all, or for no number.
                strengths = np.log(np.abs(connection.weights)) + best[connection.target]
                strengths[~connection.mask] = np.nan
                # nan_to_num makes -inf a finite number, so that it beats what was NaN.
                ends = np.argmax(np.nan_to_num(strengths, nan=-np.inf), axis=1)
                found = strengths[np.arange(size), ends]
                better = (found > sizes) | (np.isnan(sizes) & ~np.isnan(found))
                for neuron in np.flatnonzero(better).tolist():
                    steps[neuron] = (connection.target, int(ends[neuron]))
                sizes[better] = found[better]
            if layer > first:
                sizes += np.log(np.abs(flow.gate(layer)[0]))
            best[layer], following[layer] = sizes, steps
    route = []
    here = following[first][j]
    while here is not None:
        route.append(here)
        here = following[here[0]][here[1]]
    return tuple(route)
