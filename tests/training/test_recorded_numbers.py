"""Losses, scores and gradients against scikit-learn's metrics and finite differences."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss, mean_poisson_deviance, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor

from nnviz import backward, forward, record_training
from tests.training.data import (
    COUNTS,
    LABELS,
    MANY,
    PAIRS,
    TWO,
    VALUES,
    X_VAL,
    X,
    classifier,
    regressor,
)

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def multilabel_loss(y: Any, p: Any) -> float:
    return sum(log_loss(y[:, k], p[:, k], labels=[0, 1]) for k in range(y.shape[1]))


@pytest.mark.parametrize(
    ("y", "loss", "measure"),
    [
        (TWO, lambda y, p: log_loss(y, p[:, 0]), "log loss"),
        (LABELS, log_loss, "cross-entropy"),
        (MANY, multilabel_loss, "log loss"),
    ],
    ids=["two", "three", "many"],
)
def test_losses_of_a_classifier(y: Any, loss: Any, measure: str) -> None:
    model = classifier(max_iter=6)
    record = record_training(model, X, y, X_val=X_VAL, y_val=y[:25], evaluate_every=2, snapshots=1)
    history = record.history
    assert history["validation loss"].epochs.tolist() == list(range(7))
    assert history["training loss, exact"].epochs.tolist() == [0, 2, 4, 6]
    for series in history.losses:
        assert series.measure == measure
    for epoch, network in record.snapshots.items():
        outputs = forward(network, X_VAL).output
        expected = loss(y[:25], outputs)
        assert history["validation loss"].values[epoch] == pytest.approx(expected, rel=1e-12)
    whole = loss(y, forward(record.snapshots[6], X).output)
    assert history["training loss, exact"].final == pytest.approx(whole, rel=1e-12)
    score = history["validation score"]
    assert score.measure == "accuracy"
    assert score.final == accuracy_score(y[:25], record.estimator.predict(X_VAL))


@pytest.mark.parametrize("y", [VALUES, PAIRS], ids=["one", "two"])
def test_losses_of_a_regressor(y: Any) -> None:
    model = regressor(max_iter=5, alpha=0.0, batch_size=60, learning_rate_init=1e-4)
    record = record_training(model, X, y, X_val=X_VAL, y_val=y[:25], evaluate_every=1, snapshots=1)
    history = record.history
    words = "half squared error" + (", mean of outputs" if y.ndim == 2 else "")
    assert {series.label for series in history.losses} == {words}
    for epoch, network in record.snapshots.items():
        half = mean_squared_error(y[:25], forward(network, X_VAL).output) / 2
        assert history["validation loss"].values[epoch] == pytest.approx(half, rel=1e-12)
    assert history["validation score"].measure == "R²"
    assert history["validation score"].final == record.estimator.score(X_VAL, y[:25])
    # With one batch an epoch, scikit-learn reports the loss of the weights before its update.
    exact = history["training loss, exact"].values
    np.testing.assert_allclose(history["training loss"].values, exact[:-1], rtol=1e-12)


@pytest.mark.skipif("loss" not in MLPRegressor().get_params(), reason="an older scikit-learn")
@pytest.mark.parametrize("early_stopping", [False, True])
def test_poisson_loss(early_stopping: bool) -> None:
    model = regressor(loss="poisson", early_stopping=early_stopping, n_iter_no_change=20)
    record = record_training(
        model, X, COUNTS, X_val=X_VAL, y_val=COUNTS[:25], evaluate_every=4, snapshots=12
    )
    assert record.history["validation loss"].label == "Poisson loss"
    outputs = forward(record.snapshots[12], X_VAL).output
    half = mean_poisson_deviance(COUNTS[:25], outputs[:, 0]) / 2
    assert record.history["validation loss"].final == pytest.approx(half, rel=1e-12)


def test_training_loss_is_scikit_learns_own() -> None:
    record = record_training(classifier(), X, LABELS)
    series = record.history["training loss"]
    assert series.values.tolist() == record.estimator.loss_curve_
    assert series.epochs.tolist() == list(range(1, 13))
    assert series.description == "cross-entropy + L2, a running mean over each epoch"
    assert list(record.history) == ["training loss"]
    assert dict(record.snapshots) == {}


def test_early_stopping_holds_out_what_is_not_in_the_exact_loss() -> None:
    """The split is made again here, with the random state where scikit-learn has it by then."""
    model = regressor(early_stopping=True, validation_fraction=0.25, hidden_layer_sizes=(4,))
    record = record_training(
        model, X, VALUES, X_val=X_VAL, y_val=VALUES[:25], evaluate_every=1, snapshots=1
    )
    rng = np.random.RandomState(3)
    for size in (3 * 4, 4, 4 * 1, 1):
        rng.uniform(size=size)
    kept, held, y_kept, y_held = train_test_split(X, VALUES, random_state=rng, test_size=0.25)
    exact = record.history["training loss, exact"]
    for epoch, value in zip(exact.epochs, exact.values, strict=True):
        half = mean_squared_error(y_kept, forward(record.snapshots[epoch], kept).output) / 2
        assert value == pytest.approx(half, rel=1e-12)
    names = [series.name for series in record.history.scores]
    assert names == ["validation score", "validation score, X_val"]
    inner, ours = record.history.scores
    assert inner.values.tolist() == record.estimator.validation_scores_
    assert record.history.validation_score is inner
    best = record.history.best_epoch
    assert best is not None
    for a, b in zip(record.snapshots[best].connections, record.estimator.coefs_, strict=True):
        np.testing.assert_array_equal(a.weights, b)
    assert ours.values[best] == record.estimator.score(X_VAL, VALUES[:25])
    assert record.history.updates_per_epoch == 1
    assert record.estimator.t_ == len(kept) * record.estimator.n_iter_


@pytest.mark.parametrize(("y", "model"), [(LABELS, classifier()), (PAIRS, regressor())])
def test_gradient_norms_against_finite_differences(y: Any, model: Any) -> None:
    record = record_training(
        model.set_params(activation="tanh", max_iter=3), X, y, evaluate_every=3, snapshots=3
    )
    network = record.snapshots[3]
    step = 1e-6
    for layer, connection in enumerate(network.connections, start=1):
        squares = 0.0
        n_from, n_to = connection.weights.shape
        places: list[Any] = [(layer, i, j) for i in range(n_from) for j in range(n_to)]
        places += [(layer, "bias", j) for j in range(n_to)]
        for place in places:
            _, i, j = place
            now = network.layers[layer].bias[j] if i == "bias" else connection.weights[i, j]
            up, down = (
                backward(network.with_weights({place: now + s}), X, y).loss for s in (step, -step)
            )
            squares += ((up - down) / (2 * step)) ** 2
        series = record.history[f"gradient norm, layer {layer}"]
        assert (series.kind, series.measure, series.on) == ("gradient", "gradient norm", "training")
        assert series.final == pytest.approx(math.sqrt(squares), rel=1e-6)


def test_large_data_go_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {"X_val": X_VAL, "y_val": LABELS[:25], "evaluate_every": 4}
    whole = record_training(classifier(), X, LABELS, **options).history
    monkeypatch.setattr("nnviz.training.evaluation._MOST_NUMBERS", 40)
    parts = record_training(classifier(), X, LABELS, **options).history
    for name in whole:
        np.testing.assert_allclose(parts[name].values, whole[name].values, rtol=1e-12)


@pytest.mark.parametrize(
    ("params", "stop"),
    [
        ({"max_iter": 5}, "max_iter"),
        ({"max_iter": 200, "tol": 0.5, "n_iter_no_change": 3}, "converged"),
        ({"max_iter": 200, "early_stopping": True, "n_iter_no_change": 2}, "early stopping"),
        ({"solver": "sgd", "learning_rate": "adaptive", "max_iter": 900, "tol": 0.5,
          "n_iter_no_change": 1}, "converged"),
    ],
)  # fmt: skip
def test_why_it_stopped(params: dict[str, Any], stop: str) -> None:
    record = record_training(classifier(**params), X, TWO)
    assert record.history.stop == stop
    n = record.estimator.n_iter_
    assert record.history.n_epochs == n
    if stop != "max_iter":
        # The criterion met in the very last epoch allowed, and one epoch before it would be.
        exactly = record_training(classifier(**{**params, "max_iter": n}), X, TWO)
        assert exactly.history.stop == stop
        short = record_training(classifier(**{**params, "max_iter": n - 1}), X, TWO)
        assert short.history.stop == "max_iter"


@pytest.mark.parametrize(
    ("batch_size", "expected"), [("auto", 1), (7, 9), (60, 1), (25, 3)], ids=str
)
def test_updates_per_epoch(batch_size: Any, expected: int) -> None:
    record = record_training(classifier(batch_size=batch_size, max_iter=2), X, TWO)
    assert record.history.updates_per_epoch == expected
    held = classifier(batch_size=batch_size, max_iter=2, early_stopping=True)
    n = 54 if batch_size == "auto" else batch_size
    if n <= 54:
        history = record_training(held, X, TWO).history
        assert history.updates_per_epoch == math.ceil(54 / n)


def test_an_error_of_the_estimators_own_score_is_not_hidden() -> None:
    class Unscored(MLPRegressor):  # type: ignore[misc]
        def score(self, *_: Any, **__: Any) -> float:
            raise ValueError("no score today")

    model = Unscored(hidden_layer_sizes=(2,), max_iter=2, random_state=0)
    with pytest.raises(ValueError, match="no score today"):
        record_training(model, X, VALUES, X_val=X_VAL, y_val=VALUES[: len(X_VAL)])


def test_a_training_that_diverges_ends_as_fit_does() -> None:
    wild = regressor(solver="sgd", learning_rate_init=1e6, max_iter=30)
    with np.errstate(all="ignore"), pytest.raises(ValueError, match="non-finite"):
        record_training(
            wild, X, VALUES, X_val=X_VAL, y_val=VALUES[:25], evaluate_every=1, snapshots=1
        )
