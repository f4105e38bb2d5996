"""Fitted models and their data, for the pictures of decision boundaries."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from sklearn.datasets import load_iris, make_blobs, make_circles, make_moons
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Fitted(NamedTuple):
    """A model, and what it was fitted on."""

    model: Any
    X: Any
    y: Any


def _fitted(model: Any, X: Any, y: Any) -> Fitted:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few iterations are enough for a picture
        return Fitted(model.fit(X, y), X, y)


def network(*sizes: int, **options: Any) -> MLPClassifier:
    settings = {"solver": "lbfgs", "max_iter": 60, "alpha": 0.01, "random_state": 0, **options}
    return MLPClassifier(sizes, **settings)


@cache
def moons() -> Fitted:
    return _fitted(network(8, 6), *make_moons(200, noise=0.25, random_state=0))


@cache
def circles() -> Fitted:
    X, y = make_circles(300, factor=0.2, noise=0.15, random_state=2024)
    return _fitted(network(8, 6), X, y)


@cache
def iris() -> Fitted:
    """String labels, four features with names in a DataFrame."""
    data = load_iris(as_frame=True)
    model = make_pipeline(StandardScaler(), network(8, alpha=1.0))
    return _fitted(model, data.data, data.target_names[data.target])


@cache
def blobs(n: int = 10) -> Fitted:
    X, y = make_blobs(40 * n, centers=n, random_state=3, cluster_std=0.9)
    return _fitted(make_pipeline(StandardScaler(), LogisticRegression()), X, y)


@cache
def one_input() -> Fitted:
    X, y = make_moons(150, noise=0.25, random_state=0)
    return _fitted(LogisticRegression(), X[:, 1:], y)


@cache
def surface() -> Fitted:
    rng = np.random.default_rng(0)
    X = rng.uniform(-2, 2, (150, 2))
    y = np.sin(2 * X[:, 0]) * X[:, 1]
    model = MLPRegressor(hidden_layer_sizes=(20,), solver="lbfgs", max_iter=80, random_state=0)
    return _fitted(model, X, y)


@cache
def line() -> Fitted:
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 5, (80, 1))
    return _fitted(LinearRegression(), X, 2 * X[:, 0] + rng.normal(size=80))
