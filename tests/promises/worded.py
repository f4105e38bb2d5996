"""Every public picture with users' words wherever it takes them, on figures without pyplot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnviz import (
    Connection,
    Layer,
    Network,
    Series,
    SweepRun,
    TrainingHistory,
    TrainingSweep,
    draw_backprop,
    draw_network,
    draw_neuron,
    draw_neuron_maps,
    draw_panels,
    mlp_draw,
    plot_activation,
    plot_decision_boundary,
    plot_fit,
    plot_layer_activations,
    plot_loss,
    plot_loss_surface,
    plot_sweep_scores,
    plot_weights,
)
from tests.figures import fixed_arrays

Words = Sequence[Any]
X = np.round(np.sin(12.9898 * np.arange(24)).reshape(12, 2), 3)
EPOCHS = np.arange(1, 13)
WAVE = np.sin(6 * X[:, 0])


def some(words: Words, n: int) -> list[Any]:
    return list(islice(cycle(words), n))


def figure(width: float = 7.0, height: float = 5.0) -> Figure:
    new = Figure(figsize=(width, height), dpi=60)
    FigureCanvasAgg(new)
    return new


def axes(width: float = 7.0, height: float = 5.0) -> Any:
    return figure(width, height).add_axes((0.1, 0.12, 0.8, 0.8))


def network(words: Words, n_inputs: int = 2) -> Network:
    """Two inputs, three hidden neurons and two classes, all of which have names."""
    (first, second), (one, two) = fixed_arrays(n_inputs, 3, 2)
    return Network(
        [
            Layer(n_inputs, names=some(words, n_inputs), caption=str(words[0])),
            Layer(3, "relu", one, names=some(words, 3), caption=str(words[-1])),
            Layer(2, "softmax", two, names=some(words, 2), caption=str(words[0])),
        ],
        [Connection(0, 1, first), Connection(1, 2, second)],
        classes=distinct([str(word) for word in words], 2),
    )  # fmt: skip


def plain_network() -> Network:
    coefs, intercepts = fixed_arrays(2, 3, 1)
    return Network.from_arrays(coefs, intercepts, activation="relu", out_activation="identity")


def distinct(words: Words, n: int) -> list[Any]:
    """So many words that differ: classes and keys that are equal are one."""
    found: list[Any] = list(dict.fromkeys(words))[:n]
    return found + [f"other {k}" for k in range(n - len(found))]


def targets(words: Words) -> Any:
    """A class for each sample, as a text."""
    classes = distinct([str(word) for word in words], 2)
    return np.array(classes, dtype=object)[(X.sum(axis=1) > 0).astype(int)]


def table(words: Words) -> pd.DataFrame:
    return pd.DataFrame(X, columns=some(words, 2))


class Voter:
    """A classifier that need not be fitted, with classes and features of any names."""

    def __init__(self, words: Words) -> None:
        self.classes_ = np.array([str(word) for word in distinct(words, 2)], dtype=object)
        self.n_features_in_ = 2

    def predict_proba(self, given: Any) -> Any:
        given = np.asarray(given, dtype=float)
        one = 1 / (1 + np.exp(-3 * given.sum(axis=1)))
        return np.column_stack([1 - one, one])

    def predict(self, given: Any) -> Any:
        return self.classes_[self.predict_proba(given).argmax(axis=1)]

    def fit(self, given: Any, y: Any) -> Voter:
        return self


class Wave:
    """A regressor that need not be fitted."""

    n_features_in_ = 1

    def predict(self, given: Any) -> Any:
        return np.sin(5 * np.asarray(given, dtype=float)[:, 0])

    def fit(self, given: Any, y: Any) -> Wave:
        return self


def curve(k: int = 0) -> Any:
    return (1 + k) * 0.8 ** np.arange(12) + 0.1


def history(word: Any, k: int = 0) -> TrainingHistory:
    return TrainingHistory([
        Series(str(word), curve(k), EPOCHS, kind="loss", measure="log loss", on="training"),
        Series(f"{word} too", curve(k + 1), EPOCHS, kind="loss", measure="log loss",
               on="validation"),
    ])  # fmt: skip


def sweep(words: Words) -> TrainingSweep:
    """A sweep over a parameter and values that are words; its last run has failed in words."""
    name, values = str(words[0]), distinct(words, 3)
    runs = [
        SweepRun({name: value}, None, history(words[0], k), {"train": 0.9, "test": 0.8 - 0.1 * k},
                 None, None, ())
        for k, value in enumerate(values[:2])
    ]  # fmt: skip
    runs.append(SweepRun({name: values[2]}, None, None, {}, None, f"ValueError: {words[0]}", ()))
    return TrainingSweep(runs, {name: values}, str(words[-1]), 0)


def descents(words: Words, n: int = 2) -> dict[Any, dict[int, Network]]:
    """Trainings of one weight or two, by names that are words."""
    weights = ((1, 0, 0), (2, 0, 0))[:n]
    return {
        word: {
            epoch: plain_network().with_weights(
                dict(zip(weights, (1 - 0.1 * epoch + 0.2 * k, 0.3 * epoch), strict=False))
            )
            for epoch in range(4)
        }
        for k, word in enumerate(distinct(words, 2))
    }


def square(z: Any) -> Any:
    return np.asarray(z) ** 2


def _network(words: Words, **options: Any) -> Any:
    return draw_network(network(words), ax=axes(), **options)


def _backprop(words: Words) -> Any:
    made = network(words)
    return draw_backprop(made, (1, 0, 0), X=X, y=[made.classes[0]] * 12, ax=axes(9, 6))


def _neuron(words: Words) -> Any:
    return draw_neuron(network(words), layer=1, neuron=0, sample=[0.3, -0.2], ax=axes())


def _boundary(words: Words, **options: Any) -> Any:
    return plot_decision_boundary(
        Voter(words), table(words), targets(words), ax=axes(), grid_resolution=20, **options
    )


def _maps(words: Words, **options: Any) -> Any:
    return draw_neuron_maps(
        network(words), table(words), targets(words), ax=axes(9, 6), grid_resolution=16, **options
    )


def _fit(words: Words) -> Any:
    return plot_fit(
        Wave(), pd.DataFrame(X[:, :1], columns=some(words, 1)), pd.Series(WAVE, name=words[0]),
        compare={word: Wave() for word in distinct(words, 2)}, residuals=True, ax=axes(),
    )  # fmt: skip


def _surface(words: Words, **options: Any) -> Any:
    ax = options.pop("ax", None) or axes()
    return plot_loss_surface(
        plain_network(), X, WAVE, weights=[(1, 0, 0), (2, 0, 0)], descents=descents(words),
        resolution=9, ax=ax, **options,
    )  # fmt: skip


def _space(words: Words) -> Any:
    return _surface(words, kind="surface", ax=figure().add_subplot(projection="3d"))


def _loss_of_table(words: Words) -> Any:
    return plot_loss(
        pd.DataFrame({word: curve(k) for k, word in enumerate(distinct(words, 3))}), ax=axes()
    )


def _loss(words: Words) -> Any:
    return plot_loss({w: history(w, k) for k, w in enumerate(distinct(words, 3))}, ax=axes())


def _panels(words: Words, draw: Any = None) -> Any:
    models: Mapping[Any, Any] = {word: Voter(words) for word in distinct(words, 3)}
    return draw_panels(
        models, plot_decision_boundary, table(words), targets(words), figure=figure(9, 4),
        grid_resolution=12,
    )  # fmt: skip


def _panels_of_sweep(words: Words) -> Any:
    return draw_panels(sweep(words), plot_loss, figure=figure(9, 4))


def _activation(words: Words) -> Any:
    return plot_activation(dict.fromkeys(distinct(words, 2), square), ax=axes(),
                           x_name=str(words[0]), y_name=str(words[-1]))  # fmt: skip


PICTURES: dict[str, Callable[[Words], Any]] = {
    "network": _network,
    "vertical network": lambda w: _network(w, orientation="vertical", neuron_labels="name"),
    "network of a sample": lambda w: _network(
        w, sample=[0.3, -0.2], bias=True, colorbar_label=str(w[0])
    ),
    "mlp_draw": lambda w: mlp_draw(network(w), figsize=(5, 6)),
    "backprop": _backprop,
    "neuron": _neuron,
    "abstract neuron": lambda w: draw_neuron(
        n_inputs=3, input_names=some(w, 3), output_name=str(w[0]), ax=axes()
    ),
    "boundary": _boundary,
    "boundary with a bar": lambda w: _boundary(w, colorbar=True, accuracy=True),
    "neuron maps": _maps,
    "grid of maps": lambda w: _maps(w, arrange="grid"),
    "fit": _fit,
    "weights": lambda w: plot_weights(network(w), ax=axes()),
    "distributions": lambda w: plot_weights(network(w), kind="distributions", ax=axes()),
    "layer activations": lambda w: plot_layer_activations(
        network(w), table(w), targets(w), ax=axes()
    ),
    "loss": _loss,
    "loss of a table": _loss_of_table,
    "losses of a sweep": lambda w: plot_loss(sweep(w), ax=axes(9, 5)),
    "surface": _surface,
    "surface in space": _space,
    "line of a surface": lambda w: plot_loss_surface(
        plain_network(), X, WAVE, weights=[(1, 0, 0)], descents=descents(w, 1), resolution=15,
        ax=axes(),
    ),
    "sweep": lambda w: plot_sweep_scores(sweep(w), ax=axes()),
    "activation": _activation,
    "panels": _panels,
    "panels of a sweep": _panels_of_sweep,
}  # fmt: skip
