"""Networks whose silent and saturated neurons are known, since they were built so."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz import Network
from tests.pictured import fixed_array, fixed_network

X = np.column_stack([np.linspace(-1, 1, 80), np.cos(np.arange(80) * 1.7)])
CLASSES = np.array(["setosa", "versicolor", "virginica"])[np.arange(80) % 3]


def rectified(silent: tuple[int, ...] = (3, 5)) -> Network:
    """A 2-8-1 network of ReLU neurons; a bias of -100 silences some of them."""
    bias = 0.5 + fixed_array(8, seed=1)
    bias[list(silent)] = -100.0
    return Network.from_arrays(
        [fixed_array(2, 8, seed=2), fixed_array(8, 1, seed=3)], [bias, [0.25]],
        activation="relu", out_activation="identity",
    )  # fmt: skip


def saturated(activation: str = "tanh") -> Network:
    """A 2-6-3 network of bounded neurons; 1 and 4 are far out on one side for all of X."""
    weights, bias = 0.5 * fixed_array(2, 6, seed=4), np.zeros(6)
    bias[[1, 4]] = [400.0, -300.0]
    return Network.from_arrays(
        [weights, fixed_array(6, 3, seed=5)], [bias, np.zeros(3)], activation=activation,
        out_activation="softmax", output_names=("setosa", "versicolor", "virginica"),
    )  # fmt: skip


def both() -> Network:
    """A hidden layer of tanh neurons with a silent one, saturated ones, and one taken out."""
    weights, bias = fixed_array(2, 8, seed=4), np.zeros(8)
    weights[:, 2] = 0.0
    bias[[1, 4]] = [400.0, -300.0]
    network = Network.from_arrays([weights, fixed_array(8, 1, seed=5)], [bias, [0.0]],
                                  activation="tanh", out_activation="logistic")  # fmt: skip
    return network.without([(1, 6)])


def by_hand(network: Network, inputs: Any) -> list[NDArray[np.float64]]:
    """The activations of a plain network, with nothing but NumPy."""
    functions = {
        "relu": lambda z: np.where(z > 0, z, 0.0),
        "tanh": np.tanh,
        "logistic": lambda z: 0.5 * (1 + np.tanh(z / 2)),
        "identity": lambda z: z,
        "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
    }
    a, found = np.asarray(inputs, dtype=float), []
    for layer, connection in zip(network.layers[1:], network.connections, strict=True):
        assert layer.activation is not None
        z = a @ np.asarray(connection.weights)
        a = functions[layer.activation](z + (0.0 if layer.bias is None else layer.bias))
        found.append(a)
    return found


def many_layers() -> Network:
    """Fifty hidden layers of eight."""
    return fixed_network([3, *[8] * 50, 1])
