"""The trained clone equals a plain fit to the last bit, whatever is recorded meanwhile."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Network, as_network, record_training
from tests.training.data import (
    LABELS,
    MANY,
    PAIRS,
    THREE,
    TWO,
    VALUES,
    X_VAL,
    X,
    assert_same_perceptron,
    classifier,
    regressor,
)

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

EVERYTHING: dict[str, Any] = {"evaluate_every": 2, "snapshots": 3}


def check(model: Any, X: Any, y: Any, **options: Any) -> Any:
    record = record_training(model, X, y, **EVERYTHING, **options)
    plain = clone(model).fit(X, y)
    assert not hasattr(model, "coefs_")
    ours = record.estimator
    assert_same_perceptron(
        ours[-1] if isinstance(ours, Pipeline) else ours,
        plain[-1] if isinstance(plain, Pipeline) else plain,
        X if not isinstance(plain, Pipeline) else plain[:-1].transform(X),
    )
    np.testing.assert_array_equal(ours.predict(X), plain.predict(X))
    return record


@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize(
    "solver",
    [
        {"solver": "adam"},
        {"solver": "sgd", "learning_rate": "constant", "nesterovs_momentum": False},
        {"solver": "sgd", "learning_rate": "invscaling", "learning_rate_init": 0.1},
        {"solver": "sgd", "learning_rate": "adaptive", "tol": 0.1, "n_iter_no_change": 1},
    ],
    ids=["adam", "constant", "invscaling", "adaptive"],
)
@pytest.mark.parametrize("early_stopping", [False, True])
@pytest.mark.parametrize("batch_size", ["auto", 7])
def test_solvers_schedules_activations_batches(
    activation: str, solver: dict[str, Any], early_stopping: bool, batch_size: Any
) -> None:
    params = {**solver, "activation": activation, "batch_size": batch_size}
    params |= {"early_stopping": early_stopping, "validation_fraction": 0.3}
    # Numbers: scikit-learn 1.6 cannot stop early with words for labels.
    y = THREE if early_stopping else LABELS
    check(classifier(**params), X, y, X_val=X_VAL, y_val=y[:25])
    check(regressor(**params), X, VALUES, X_val=X_VAL, y_val=VALUES[:25])


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, np.int64(5)])
@pytest.mark.parametrize("shuffle", [True, False])
def test_seeds(seed: Any, shuffle: bool) -> None:
    record = check(classifier(random_state=seed, shuffle=shuffle), X, TWO)
    assert record.random_state == seed
    assert type(record.random_state) is int


@pytest.mark.parametrize("early_stopping", [False, True])
def test_kinds_of_data(early_stopping: bool) -> None:
    params = {"early_stopping": early_stopping, "hidden_layer_sizes": 4}
    y = THREE if early_stopping else LABELS
    check(classifier(**params), X.astype(np.float32), y)
    check(regressor(**params), X.astype(np.float32), PAIRS.astype(np.float32))
    check(classifier(**params), X, MANY)
    check(classifier(**params), X.tolist(), y.tolist())
    check(classifier(**params), csr_matrix(X), TWO)
    frame = pd.DataFrame(X, columns=["a", "b", "c"])
    check(classifier(**params), frame, pd.Series(y), X_val=frame, y_val=pd.Series(y))


@pytest.mark.filterwarnings("ignore:A column-vector y was passed")
def test_a_column_of_labels() -> None:
    check(classifier(early_stopping=True), X, TWO[:, None])
    check(classifier(), X, TWO[:, None])


def test_warm_start_begins_anew_as_a_clone_does() -> None:
    check(classifier(warm_start=True), X, TWO)
    fitted = classifier(warm_start=True).fit(X, TWO)
    before = pickle.dumps(fitted)
    record = record_training(fitted, X, TWO)
    assert pickle.dumps(fitted) == before
    assert_same_perceptron(record.estimator, clone(fitted).fit(X, TWO), X)


def test_pipelines(tmp_path: Any) -> None:
    for model in (
        make_pipeline(StandardScaler(), classifier()),
        make_pipeline(StandardScaler(), "passthrough", None, PCA(2), classifier()),
        make_pipeline(StandardScaler(), classifier(early_stopping=True)),
        Pipeline([("s", StandardScaler()), ("m", classifier())], memory=str(tmp_path)),
        Pipeline([("s", StandardScaler()), ("m", classifier())], memory=str(tmp_path)),
    ):
        check(model, X, THREE, X_val=X_VAL, y_val=THREE[:25])
    nested = make_pipeline(StandardScaler(), make_pipeline(PCA(2), regressor()))
    record = record_training(nested, X, VALUES, X_val=X_VAL, y_val=VALUES[:25], snapshots=4)
    plain = clone(nested).fit(X, VALUES)
    assert_same_perceptron(
        record.estimator[-1][-1], plain[-1][-1], plain[-1][:-1].transform(plain[:-1].transform(X))
    )
    np.testing.assert_array_equal(record.estimator.predict(X), plain.predict(X))
    score = record.history["validation score"].final
    assert score == plain.score(X_VAL, VALUES[:25])


def test_a_pipelines_snapshots_take_raw_data() -> None:
    model = make_pipeline(StandardScaler(), classifier(max_iter=6))
    record = record_training(model, 100 * X, TWO, snapshots=[6])
    last = record.snapshots[6]
    assert list(record.snapshots) == [0, 6]
    np.testing.assert_array_equal(last.transform(100 * X), model[:1].fit_transform(100 * X))
    for a, b in zip(last.connections, as_network(record.estimator).connections, strict=True):
        np.testing.assert_array_equal(a.weights, b.weights)


def test_a_random_state_object_is_copied_and_stays() -> None:
    state = np.random.RandomState(4)
    before = state.get_state()[1].copy()
    record = record_training(classifier(random_state=state), X, TWO, **EVERYTHING)
    np.testing.assert_array_equal(state.get_state()[1], before)
    assert record.random_state is None
    plain = clone(classifier(random_state=state)).fit(X, TWO)
    for a, b in zip(record.estimator.coefs_, plain.coefs_, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_seed_is_drawn_and_reported() -> None:
    model = make_pipeline(StandardScaler(), classifier(random_state=None))
    one, other = (record_training(model, X, TWO, snapshots=6) for _ in range(2))
    assert model[-1].random_state is None
    assert one.random_state != other.random_state
    assert one.estimator[-1].random_state == one.random_state
    again = clone(one.estimator).fit(X, TWO)
    Z = again[:-1].transform(X)
    assert_same_perceptron(one.estimator[-1], again[-1], Z)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("solver", ["adam", "sgd"])
@pytest.mark.parametrize("early_stopping", [False, True])
def test_epoch_0_is_what_the_random_state_draws(
    dtype: Any, solver: str, early_stopping: bool
) -> None:
    """Drawn here as scikit-learn documents it: Glorot's uniform distribution."""
    model = classifier(solver=solver, early_stopping=early_stopping)
    for evaluate in (None, 5):
        record = record_training(
            model, X.astype(dtype), THREE, snapshots=100, evaluate_every=evaluate
        )
        rng = np.random.RandomState(3)
        first = record.snapshots[0]
        for connection, layer in zip(first.connections, first.layers[1:], strict=True):
            bound = np.sqrt(6 / sum(connection.weights.shape))
            weights = rng.uniform(-bound, bound, connection.weights.shape)
            np.testing.assert_array_equal(connection.weights, weights.astype(dtype))
            biases = rng.uniform(-bound, bound, layer.size)
            np.testing.assert_array_equal(layer.bias, biases.astype(dtype))


def test_a_subclass_of_ones_own() -> None:
    class Own(MLPClassifier):
        pass

    own = Own(hidden_layer_sizes=(3,), max_iter=5, random_state=0)
    record = record_training(own, X, TWO, snapshots=2)
    assert type(record.estimator) is Own
    assert all(isinstance(one, Network) for one in record.snapshots.values())
