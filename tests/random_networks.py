"""Random networks with data, for tests that compare with finite differences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import ACTIVATIONS
from nnviz.network import Connection, Layer, Network
from nnviz.propagation import propagate

Array = NDArray[np.float64]

#: Activations whose derivative factors by neuron; "step" has none but 0.
HIDDEN = tuple(name for name in ACTIVATIONS if name not in ("softmax", "step"))
#: Losses, and output activations that they go with.
OUTPUTS = (
    ("squared_error", "identity"),
    ("log_loss", "logistic"),
    ("cross_entropy", "softmax"),
    ("poisson", "exp"),
    ("squared_error", "tanh"),
    ("poisson", "softplus"),
    ("squared_error", "logistic"),
)


def random_network(
    rng: np.random.Generator,
    sizes: list[int],
    activation: str,
    out_activation: str,
    *,
    skips: bool = False,
    missing: float = 0.0,
    bias: bool = True,
) -> Network:
    """A network of random weights; with skips, all pairs of layers are connected."""
    last = len(sizes) - 1
    layers = [
        Layer(
            size,
            activation=None if k == 0 else out_activation if k == last else activation,
            bias=0.3 * rng.normal(size=size) if k and bias else None,
        )
        for k, size in enumerate(sizes)
    ]
    connections = []
    for target in range(1, len(sizes)):
        for source in range(0 if skips else target - 1, target):
            shape = sizes[source], sizes[target]
            exists = rng.random(shape) >= missing
            connections.append(Connection(source, target, 0.7 * rng.normal(size=shape), exists))
    return Network(layers, connections)


def random_targets(rng: np.random.Generator, loss: str, shape: tuple[int, int]) -> Array:
    if loss == "log_loss":
        return rng.integers(0, 2, size=shape).astype(float)
    if loss == "cross_entropy":
        return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]
    if loss == "poisson":
        return rng.poisson(1.5, size=shape).astype(float)
    return rng.normal(size=shape)


def random_problem(
    n_hidden: int,
    activation: str,
    loss: str,
    out_activation: str,
    n_outputs: int,
    *,
    skips: bool = False,
    n_samples: int = 3,
) -> tuple[Network, Array, Array]:
    """A network and data for it, all weighted sums clear of 0, where slopes may jump.

    Nor are they large, since exp of exp of exp is too steep for finite differences.
    """
    for seed in range(2000):
        rng = np.random.default_rng(seed)
        sizes = [2, *rng.integers(2, 4, size=n_hidden).tolist(), n_outputs]
        network = random_network(rng, sizes, activation, out_activation, skips=skips)
        X = rng.normal(size=(n_samples, 2))
        sums = [z for z in propagate(network, X).preactivations if z is not None]
        if all(np.abs(z).min() > 0.01 and np.abs(z).max() < 3 for z in sums):
            return network, X, random_targets(rng, loss, (n_samples, n_outputs))
    raise AssertionError("no such network")


def parameters(network: Network) -> Iterator[tuple[tuple[Any, ...], float]]:
    """All existing weights, in their general form, and biases, with their values."""
    for c in network.connections:
        assert c.weights is not None
        for i, j in np.argwhere(c.mask).tolist():
            yield ((c.source, i), (c.target, j)), float(c.weights[i, j])
    for layer, inside in enumerate(network.layers):
        for j in np.flatnonzero(inside.bias_mask).tolist():
            assert inside.bias is not None
            yield (layer, "bias", j), float(inside.bias[j])
