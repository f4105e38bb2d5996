"""Models of every kind with data, and snapshots by hand, for tests of surfaces."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_iris, make_circles, make_regression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Network
from tests.random_networks import parameters, random_network, random_targets

Array = NDArray[np.float64]
Problem = tuple[Any, Any, Any]


def circles(n_samples: int = 60) -> Problem:
    X, y = make_circles(n_samples, noise=0.1, factor=0.5, random_state=0)
    mlp = MLPClassifier((8, 6), solver="lbfgs", max_iter=20, random_state=1)
    return quietly_fitted(mlp, X, y), X, y


def quietly_fitted(estimator: Any, X: Any, y: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return estimator.fit(X, y)


def iris_pipeline() -> Problem:
    X, y = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])
    mlp = MLPClassifier((5,), activation="tanh", solver="lbfgs", max_iter=15, random_state=0)
    return quietly_fitted(make_pipeline(StandardScaler(), mlp), X, names[y]), X, names[y]


def two_outputs() -> Problem:
    X, y = make_regression(40, 3, n_targets=2, random_state=0)
    mlp = MLPRegressor(
        hidden_layer_sizes=(4,), activation="logistic", solver="lbfgs", max_iter=10, random_state=0
    )
    return quietly_fitted(mlp, X, y / 50), X, y / 50


def scaled_target() -> Problem:
    X, y = make_regression(40, 3, random_state=0)
    mlp = MLPRegressor(hidden_layer_sizes=(4,), solver="lbfgs", max_iter=10, random_state=0)
    model = TransformedTargetRegressor(mlp, transformer=StandardScaler())
    return quietly_fitted(model, X, y), X, y


def counts() -> Problem:
    rng = np.random.default_rng(5)
    network = random_network(rng, [2, 3, 1], "softplus", "exp")
    X = rng.normal(size=(20, 2))
    return network, X, random_targets(rng, "poisson", (20, 1))


def skips() -> Problem:
    """A 2-3-3-2 network in which all pairs of layers are joined, with weights missing."""
    rng = np.random.default_rng(3)
    network = random_network(rng, [2, 3, 3, 2], "tanh", "softmax", skips=True, missing=0.25)
    X = rng.normal(size=(15, 2))
    return network, X, rng.integers(0, 2, 15)


def absent() -> Problem:
    network, X, y = skips()
    return network.without([(1, 1), (2, 0)]), X, y


def no_biases() -> Problem:
    rng = np.random.default_rng(4)
    network = random_network(rng, [2, 3, 2], "elu", "identity", bias=False)
    X = rng.normal(size=(9, 2))
    return network, X, rng.normal(size=(9, 2))


PROBLEMS = {
    make.__name__: make
    for make in (
        circles,
        iris_pipeline,
        two_outputs,
        scaled_target,
        counts,
        skips,
        absent,
        no_biases,
    )
}


def shaken(network: Network, size: float, seed: int) -> Network:
    """The network with every weight and bias moved at random."""
    rng = np.random.default_rng(seed)
    changes = {name: value + size * rng.normal() for name, value in parameters(network)}
    return network.with_weights(changes)


def stepped(network: Network, directions: Any, steps: Any) -> Network:
    """The network moved along directions, weight by weight."""
    weights = [np.array(c.weights) for c in network.connections]
    biases = [None if layer.bias is None else np.array(layer.bias) for layer in network.layers]
    for direction, step in zip(directions, steps, strict=True):
        for array, move in zip(weights, direction.weight_steps, strict=True):
            array += step * move
        for bias, move in zip(biases, direction.bias_steps, strict=True):
            if bias is not None:
                bias += step * move
    return replace(
        network,
        connections=tuple(
            replace(c, weights=w) for c, w in zip(network.connections, weights, strict=True)
        ),
        layers=tuple(replace(x, bias=b) for x, b in zip(network.layers, biases, strict=True)),
    )
