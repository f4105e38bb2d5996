"""Neuron maps on axes of their own, of models fitted once and of networks of fixed weights."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from sklearn.datasets import load_iris, make_circles
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import NeuronMapsDisplay, draw_neuron_maps
from tests.figures import new_axes


@cache
def circles_data() -> tuple[Any, Any]:
    return make_circles(n_samples=400, factor=0.2, noise=0.15, random_state=2024)


@cache
def circles_model() -> MLPClassifier:
    X, y = circles_data()
    return MLPClassifier(
        hidden_layer_sizes=(8, 6), solver="lbfgs", max_iter=60, random_state=0
    ).fit(X, y)


@cache
def iris_data() -> tuple[Any, Any]:
    data = load_iris(as_frame=True)
    return data.data, data.target_names[data.target]


@cache
def iris_model() -> Pipeline:
    X, y = iris_data()
    mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", max_iter=200, random_state=1)
    return make_pipeline(StandardScaler(), mlp).fit(X, y)


@cache
def wave_data() -> tuple[Any, Any]:
    X = np.linspace(0, 5, 200)[:, None]
    return X, X[:, 0] / 2 + np.sin(X[:, 0])


@cache
def wave_model() -> MLPRegressor:
    X, y = wave_data()
    return MLPRegressor(hidden_layer_sizes=(5,), solver="lbfgs", max_iter=300, random_state=0).fit(
        X, y
    )


def draw(model: Any, X: Any, y: Any = None, **options: Any) -> NeuronMapsDisplay:
    """On axes that pyplot knows nothing of, with a coarse grid unless told otherwise."""
    ax = options.pop("ax", None) or new_axes(*options.pop("size", (7, 5)))
    return draw_neuron_maps(model, X, y, ax=ax, **{"grid_resolution": 21, **options})


def circles(**options: Any) -> NeuronMapsDisplay:
    return draw(circles_model(), *circles_data(), **options)


def iris(**options: Any) -> NeuronMapsDisplay:
    if "plane" not in options:
        options = {"features": ("petal length (cm)", "petal width (cm)"), **options}
    return draw(iris_model(), *iris_data(), **options)


def wave(**options: Any) -> NeuronMapsDisplay:
    return draw(wave_model(), *wave_data(), **options)


def notes(display: NeuronMapsDisplay) -> str:
    """All that the picture says in words."""
    texts = [text.get_text() for text in display.ax_.texts if text.get_visible()]
    return " ".join(" ".join(texts).split())
