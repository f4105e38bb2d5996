"""Every public function of nnviz, with something to call it on: what the common checks run over.

A promise that is made for all functions is tested on this list. `test_cases.py` sees to it that no
public function is missing from it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sklearn.datasets import make_circles
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

import nnviz
from nnviz import Network
from tests.pictured import fixed_array, fixed_network


@dataclass(frozen=True)
class Case:
    """A public function and what it is called on.

    Attributes
    ----------
    name
        Starts with the name of the function.
    function
        The function.
    positional
        Makes what it is given by position, anew each time.
    options
        Makes what it is given by name, anew each time.
    place
        By which name the function takes where to draw, "ax" or "figure"; None where it takes none.
    """

    name: str
    function: Callable[..., Any]
    positional: Callable[[], tuple[Any, ...]]
    options: Callable[[], dict[str, Any]] = dict
    place: str | None = None

    def call(self, **options: Any) -> Any:
        """Call the function on new inputs; further options come after the case's own."""
        return self.function(*self.positional(), **{**self.options(), **options})

    def draw(self, ax: Any, **options: Any) -> Any:
        """Draw into these axes; the whole figure of them where the function takes a figure."""
        if self.place is None:
            raise ValueError(f"{self.name} takes no axes.")
        where = ax if self.place == "ax" else ax.figure
        if self.place == "figure":
            ax.remove()
        return self.call(**{self.place: where}, **options)

    def __repr__(self) -> str:
        return self.name


# --------------------------------------------------------------- models and data, small ones


@cache
def _data(n_samples: int) -> tuple[Any, Any]:
    return make_circles(n_samples, factor=0.3, noise=0.1, random_state=0)


@cache
def _fitted_on_rings() -> Any:
    model = MLPClassifier((4, 3), solver="sgd", max_iter=12, learning_rate_init=0.1, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(*_data(40))


@cache
def _fitted_on_a_line() -> Any:
    x, y = line()
    model = MLPRegressor(hidden_layer_sizes=(4,), solver="sgd", max_iter=12, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(x, y)


@cache
def _recorded() -> Any:
    X, y = _data(40)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return nnviz.record_training(
            unfitted(), X, y, X_val=X[:10], y_val=y[:10], snapshots=[0, 2, 4]
        )


@cache
def _swept() -> Any:
    X, y = _data(40)
    rates = {"learning_rate_init": [0.01, 0.1, 1.0]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return nnviz.sweep_training(unfitted(), X, y, rates, X_test=X[:10], y_test=y[:10])


def rings() -> tuple[Any, Any]:
    """Two rings of 40 points: X of shape (40, 2), y of shape (40,), 0 or 1."""
    X, y = _data(40)
    return X.copy(), y.copy()


def line() -> tuple[Any, Any]:
    """A sine: x of shape (30, 1), y of shape (30,)."""
    x = np.linspace(-3, 3, 30)[:, None]
    return x, np.sin(x[:, 0])


def classifier() -> Any:
    """A fitted MLPClassifier, 2-4-3-1."""
    return deepcopy(_fitted_on_rings())


def regressor() -> Any:
    """A fitted MLPRegressor, 1-4-1."""
    return deepcopy(_fitted_on_a_line())


def unfitted() -> Any:
    """An MLPClassifier that four epochs train."""
    return MLPClassifier((4, 3), solver="sgd", max_iter=4, learning_rate_init=0.1, random_state=0)


def record() -> Any:
    """The record of a training, with snapshots of the epochs 0, 2 and 4."""
    return deepcopy(_recorded())


def sweep() -> Any:
    """The sweep of three rates."""
    return deepcopy(_swept())


def network(*, skips: bool = False) -> Network:
    """A network 2-4-3-1 of fixed weights; with skips, one connection goes over a layer."""
    return fixed_network(
        [2, 4, 3, 1], out="logistic", output_names=("1",), classes=[0, 1],
        skips=[(0, 2)] if skips else [],
    )  # fmt: skip


def arrays() -> tuple[list[Any], list[Any]]:
    """Weights and biases of a network 2-4-3-1."""
    sizes = (2, 4, 3, 1)
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    return (
        [fixed_array(m, n, seed=k) for k, (m, n) in enumerate(pairs)],
        [fixed_array(n, seed=9 + k) for k, (_, n) in enumerate(pairs)],
    )


# ------------------------------------------------------------------------------ the list

#: Functions that draw, into axes or a figure or one of their own.
PICTURES: tuple[Case, ...] = (
    Case("draw_network", nnviz.draw_network, lambda: (classifier(),), place="ax"),
    Case(
        "draw_network: skips, biases, vertical", nnviz.draw_network,
        lambda: (network(skips=True),),
        lambda: {"bias": True, "orientation": "vertical", "highlight": [(1, 2)]}, "ax",
    ),
    Case(
        "draw_network: a sample's contributions", nnviz.draw_network, lambda: (classifier(),),
        lambda: {"sample": rings()[0][3], "edge_values": "contribution",
                 "node_kw": {"linewidth": 1.5}}, "ax",
    ),
    Case(
        "draw_network: a gradient", nnviz.draw_network, lambda: (classifier(),),
        lambda: {"edge_values": nnviz.backward(classifier(), *rings())}, "ax",
    ),
    Case(
        "draw_network: many neurons", nnviz.draw_network,
        lambda: (fixed_network([36, 30, 3]),), lambda: {"input_shape": (6, 6)}, "ax",
    ),
    Case(
        "draw_network: an architecture", nnviz.draw_network,
        lambda: (Network.from_sizes([3, 2, 2]),), place="ax",
    ),
    Case("mlp_draw", nnviz.mlp_draw, lambda: (classifier(),), lambda: {"figsize": (4, 5)}),
    Case("draw_neuron", nnviz.draw_neuron, tuple, place="ax"),
    Case(
        "draw_neuron: of a model", nnviz.draw_neuron, lambda: (classifier(),),
        lambda: {"layer": 1, "neuron": 2, "sample": rings()[0][3]}, "ax",
    ),
    Case(
        "draw_backprop", nnviz.draw_backprop, lambda: (classifier(), (1, 0, 2)),
        lambda: {"X": rings()[0], "y": rings()[1], "path": "strongest"}, "ax",
    ),
    Case(
        "draw_backprop: no data", nnviz.draw_backprop,
        lambda: (network(), (2, "bias", 1)), place="ax",
    ),
    Case(
        "draw_neuron_maps", nnviz.draw_neuron_maps, lambda: (classifier(), *rings()),
        lambda: {"grid_resolution": 20}, "ax",
    ),
    Case(
        "draw_neuron_maps: one input", nnviz.draw_neuron_maps, lambda: (regressor(), *line()),
        lambda: {"grid_resolution": 20}, "ax",
    ),
    Case(
        "plot_decision_boundary", nnviz.plot_decision_boundary, lambda: (classifier(), *rings()),
        lambda: {"grid_resolution": 20, "X_test": rings()[0][:5], "y_test": rings()[1][:5],
                 "accuracy": True}, "ax",
    ),
    Case(
        "plot_decision_boundary: hidden lines", nnviz.plot_decision_boundary,
        lambda: (classifier(), *rings()),
        lambda: {"grid_resolution": 20, "hidden_lines": True, "contours": 3}, "ax",
    ),
    Case(
        "plot_fit", nnviz.plot_fit, lambda: (regressor(), *line()),
        lambda: {"grid_resolution": 30, "residuals": True}, "ax",
    ),
    Case(
        "plot_activation", nnviz.plot_activation, lambda: (["tanh", "relu"],),
        lambda: {"derivative": True, "mark_range": True, "n_points": 61}, "ax",
    ),
    Case(
        "plot_layer_activations", nnviz.plot_layer_activations,
        lambda: (classifier(), *rings()), place="ax",
    ),
    Case("plot_loss", nnviz.plot_loss, lambda: (record(),), place="ax"),
    Case(
        "plot_loss: panels", nnviz.plot_loss, lambda: (sweep(),), lambda: {"panels": True}, "ax"
    ),
    Case("plot_sweep_scores", nnviz.plot_sweep_scores, lambda: (sweep(),), place="ax"),
    Case(
        "plot_weights", nnviz.plot_weights, lambda: (classifier(),), lambda: {"bias": True}, "ax"
    ),
    Case(
        "plot_weights: distributions", nnviz.plot_weights, lambda: (classifier(),),
        lambda: {"kind": "distributions", "bins": 8}, "ax",
    ),
    Case(
        "plot_weights: images", nnviz.plot_weights, lambda: (fixed_network([9, 4, 2]),),
        lambda: {"kind": "images", "image_shape": (3, 3)}, "ax",
    ),
    Case(
        "plot_loss_surface: a weight", nnviz.plot_loss_surface,
        lambda: (classifier(), *rings()), lambda: {"weights": [(1, 0, 2)], "resolution": 15}, "ax",
    ),
    Case(
        "plot_loss_surface: two directions", nnviz.plot_loss_surface,
        lambda: (classifier(), *rings()),
        lambda: {"directions": "random", "rng": 0, "resolution": 9}, "ax",
    ),
    Case(
        "draw_panels", nnviz.draw_panels,
        lambda: ({"one": classifier(), "two": network()}, nnviz.draw_network), place="figure",
    ),
    Case(
        "draw_panels: of a record", nnviz.draw_panels,
        lambda: (record(), nnviz.plot_decision_boundary, *rings()),
        lambda: {"epochs": [0, 4], "grid_resolution": 15}, "figure",
    ),
    Case(
        "animate", nnviz.animate, lambda: (record(), nnviz.draw_network),
        lambda: {"figsize": (3, 2), "dpi": 50, "progress": False},
    ),
)  # fmt: skip

#: Functions that compute.
COMPUTATIONS: tuple[Case, ...] = (
    Case("as_network", nnviz.as_network, lambda: (classifier(),)),
    Case("as_network: arrays", nnviz.as_network, lambda: (arrays(),)),
    Case("as_history", nnviz.as_history, lambda: (classifier(),)),
    Case("as_history: a mapping", nnviz.as_history, lambda: ({"loss": [3.0, 2.0, 1.5]},)),
    Case("forward", nnviz.forward, lambda: (classifier(), rings()[0])),
    Case("backward", nnviz.backward, lambda: (classifier(), *rings())),
    Case(
        "gradient_paths", nnviz.gradient_paths, lambda: (classifier(), (1, 0, 2), *rings())
    ),
    Case("chain_rule", nnviz.chain_rule, lambda: (classifier(), (1, 0, 2), (1, 0))),
    Case("layered_layout", nnviz.layered_layout, lambda: (network(skips=True),)),
    Case("encode_edges", nnviz.encode_edges, lambda: (fixed_array(4, 3, seed=1),)),
    Case(
        "record_training", nnviz.record_training, lambda: (unfitted(), *rings()),
        lambda: {"snapshots": 2},
    ),
    Case(
        "record_training: a Network", nnviz.record_training, lambda: (network(), *rings()),
        lambda: {"max_iter": 3, "rng": 0, "snapshots": [0, 3]},
    ),
    Case(
        "sweep_training", nnviz.sweep_training,
        lambda: (unfitted(), *rings(), {"alpha": [0.1, 1.0]}),
    ),
)  # fmt: skip

#: Pictures that can be drawn into axes that are given.
IN_AXES = tuple(case for case in PICTURES if case.place is not None)
