"""What the training of a Network computes, against scikit-learn's and few-line implementations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import (
    Connection,
    Layer,
    Network,
    as_network,
    backward,
    forward,
    gradient_paths,
    plot_loss,
    record_training,
)
from nnviz.history import TrainingRecord
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

SOLVERS = {
    "sgd": {"solver": "sgd", "momentum": 0.0, "learning_rate_init": 0.05},
    "momentum": {"solver": "sgd", "nesterovs_momentum": False, "learning_rate_init": 0.02},
    "nesterov": {"solver": "sgd", "nesterovs_momentum": True, "learning_rate_init": 0.02},
    "adam": {"solver": "adam", "learning_rate_init": 0.01},
}
needs_poisson = pytest.mark.skipif(
    "loss" not in MLPRegressor().get_params(), reason="an older scikit-learn"
)


def all_weights(network: Any) -> Any:
    network = as_network(network)
    arrays = [c.weights for c in network.connections] + [one.bias for one in network.layers[1:]]
    return np.concatenate([array.ravel() for array in arrays if array is not None])


def small(
    activation: str = "tanh", out_activation: str = "identity", n_outputs: int = 1
) -> Network:
    rng = np.random.default_rng(5)
    return Network.from_arrays(
        [rng.normal(size=(3, 4)), rng.normal(size=(4, n_outputs))],
        [rng.normal(size=4), rng.normal(size=n_outputs)],
        activation=activation, out_activation=out_activation,
    )  # fmt: skip


def with_skips() -> Network:
    """3-3-2-2: weights that skip a layer, some that are missing, a neuron taken out, no biases."""
    rng = np.random.default_rng(6)
    exists = np.array([[True, False], [True, True], [False, True]])
    layers = (
        Layer(3),
        Layer(3, activation="tanh", bias=rng.normal(size=3), absent=[1]),
        Layer(2, activation="softplus"),
        Layer(2, activation="identity", bias=np.ma.array([0.5, 0.0], mask=[False, True])),
    )
    connections = (
        Connection(0, 1, rng.normal(size=(3, 3))),
        Connection(1, 2, rng.normal(size=(3, 2)), exists),
        Connection(2, 3, rng.normal(size=(2, 2))),
        Connection(0, 3, rng.normal(size=(3, 2)), exists),
    )
    return Network(layers, connections)


class TestSameAsScikitLearn:
    @pytest.mark.parametrize("batches", ["full", "in order", "shuffled"])
    @pytest.mark.parametrize("solver", SOLVERS)
    @pytest.mark.parametrize(
        ("make", "y"),
        [
            (classifier, TWO), (classifier, LABELS), (classifier, MANY), (regressor, VALUES),
            (regressor, PAIRS), pytest.param("poisson", COUNTS, marks=needs_poisson),
        ],
        ids=["two", "three", "many", "one value", "two values", "poisson"],
    )  # fmt: skip
    def test_the_weights(self, make: Any, y: Any, solver: str, batches: str) -> None:
        options = {"activation": "tanh", "alpha": 0.03, "tol": 0.0, "n_iter_no_change": 10**6}
        options |= {"batch_size": 60 if batches == "full" else 7, "max_iter": 40}
        options |= {"shuffle": batches != "in order", **SOLVERS[solver]}
        model = regressor(loss="poisson", **options) if make == "poisson" else make(**options)
        theirs = record_training(model, X, y, snapshots=[0])
        start = theirs.snapshots[0]
        # scikit-learn draws the weights and then shuffles from one random state.
        rng = np.random.RandomState(model.random_state)
        for a, b in zip(start.sizes, start.sizes[1:], strict=False):
            rng.uniform(size=(a, b))
            rng.uniform(size=b)
        record = record_training(
            start, X, y, solver=solver, learning_rate=model.learning_rate_init, l2=0.03, rng=rng,
            batch_size=model.batch_size, max_iter=40, shuffle=model.shuffle,
        )  # fmt: skip
        assert record.history.updates_per_epoch == theirs.history.updates_per_epoch
        ours, expected = all_weights(record.estimator), all_weights(theirs.estimator)
        np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-10)
        assert np.abs(expected - all_weights(start)).max() > 0.05
        if batches == "full" and y is not PAIRS:
            # It reports the loss before each update. Of two values it reports half.
            losses = record.history["training loss"].values
            np.testing.assert_allclose(losses[:-1], theirs.estimator.loss_curve_, rtol=1e-10)

    def test_other_constants(self) -> None:
        model = classifier(beta_1=0.7, beta_2=0.9, epsilon=1e-3, batch_size=60, alpha=0.0)
        theirs = record_training(model, X, TWO, snapshots=[0])
        options = {"solver": "adam", "max_iter": 12, "learning_rate": 0.001}
        other = {"beta_1": 0.7, "beta_2": 0.9, "epsilon": 1e-3}
        ours = record_training(theirs.snapshots[0], X, TWO, solver_kw=other, **options)
        expected = all_weights(theirs.estimator)
        np.testing.assert_allclose(all_weights(ours.estimator), expected, rtol=0, atol=1e-12)
        plain = record_training(theirs.snapshots[0], X, TWO, **options)
        assert np.abs(all_weights(plain.estimator) - expected).max() > 1e-4

    def test_another_momentum(self) -> None:
        model = classifier(
            solver="sgd", momentum=0.5, batch_size=60, alpha=0.0, learning_rate_init=0.1
        )
        theirs = record_training(model, X, TWO, snapshots=[0])
        ours = record_training(
            theirs.snapshots[0], X, TWO, solver="nesterov", momentum=0.5, learning_rate=0.1,
            max_iter=12,
        )  # fmt: skip
        expected = all_weights(theirs.estimator)
        np.testing.assert_allclose(all_weights(ours.estimator), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("constants", [{}, {"decay": 0.5, "epsilon": 0.1}], ids=["own", "other"])
def test_rmsprop(constants: dict[str, float]) -> None:
    line = Network.from_arrays([np.ones((3, 1))], [[0.0]], out_activation="identity")
    record = record_training(
        line, X, VALUES, solver="rmsprop", learning_rate=0.03, solver_kw=constants, max_iter=50,
        snapshots=1,
    )  # fmt: skip
    design = np.column_stack([X, np.ones(len(X))])
    w, mean_square = np.array([1.0, 1.0, 1.0, 0.0]), np.zeros(4)
    decay, epsilon = constants.get("decay", 0.9), constants.get("epsilon", 1e-8)
    for network in record.snapshots.values():
        np.testing.assert_allclose(all_weights(network), w, rtol=1e-10, atol=1e-12)
        gradient = design.T @ (design @ w - VALUES) / len(X)
        mean_square = decay * mean_square + (1 - decay) * gradient**2
        w = w - 0.03 * gradient / (np.sqrt(mean_square) + epsilon)


class TestTrainable:
    WEIGHTS = ((1, 2, 3), (2, 1, 0), (1, "bias", 0))

    @pytest.mark.parametrize("solver", ["sgd", "adam"])
    def test_only_these_move(self, solver: str) -> None:
        network = small()
        record = record_training(
            network, X, VALUES, solver=solver, learning_rate=0.1, trainable=self.WEIGHTS,
            batch_size=20, rng=0, l2=0.1,
        )  # fmt: skip
        moved = all_weights(record.estimator) != all_weights(network)
        places = [2 * 4 + 3, 12 + 1, 16 + 0]
        assert np.flatnonzero(moved).tolist() == places

    def test_they_follow_their_own_gradients(self) -> None:
        network = small()
        record = record_training(
            network, X, VALUES, learning_rate=0.1, trainable=list(self.WEIGHTS), max_iter=6,
            snapshots=1,
        )  # fmt: skip
        w = dict.fromkeys(self.WEIGHTS, 0.0)
        w[1, 2, 3] = network.connections[0].weights[2, 3]
        w[2, 1, 0] = network.connections[1].weights[1, 0]
        w[1, "bias", 0] = network.layers[1].bias[0]
        for epoch, snapshot in record.snapshots.items():
            here = network.with_weights(w)
            np.testing.assert_allclose(all_weights(snapshot), all_weights(here), atol=1e-12)
            loss = backward(here, X, VALUES).loss
            assert record.history["training loss"].values[epoch] == pytest.approx(loss, rel=1e-12)
            w = {
                weight: value - 0.1 * gradient_paths(here, weight, X, VALUES).gradient
                for weight, value in w.items()
            }

    def test_weights_that_skip_layers(self) -> None:
        network = with_skips()
        weight = ((0, 1), (3, 0))
        record = record_training(network, X, PAIRS, learning_rate=0.1, trainable=[weight],
                                 max_iter=1)  # fmt: skip
        skip = record.estimator.connection(0, 3).weights
        before = network.connection(0, 3).weights
        gradient = gradient_paths(network, weight, X, PAIRS).gradient
        assert skip[1, 0] == pytest.approx(before[1, 0] - 0.1 * gradient, rel=1e-12)
        assert (skip != before).sum() == 1


class TestAnyNetwork:
    def test_skips_missing_weights_and_neurons_taken_out(self) -> None:
        network = with_skips()
        record = record_training(
            network, X, PAIRS, learning_rate=0.05, l2=0.5, max_iter=3, snapshots=1
        )
        for epoch in (0, 1, 2):
            before, after = record.snapshots[epoch], record.snapshots[epoch + 1]
            found = backward(before, X, PAIRS, l2=0.5)
            for k, connection in enumerate(after.connections):
                step = 0.05 * found.weight_gradients[k]
                expected = before.connections[k].weights - step
                np.testing.assert_allclose(connection.weights, expected, atol=1e-13)
                assert (connection.weights[~connection.mask] == 0).all()
                assert (connection.mask == network.connections[k].mask).all()
            for k, layer in enumerate(after.layers):
                if layer.bias is not None:
                    expected = before.layers[k].bias - 0.05 * found.bias_gradients[k]
                    np.testing.assert_allclose(layer.bias, expected, atol=1e-13)
        trained = record.estimator
        assert trained.layers[1].absent == (1,)
        assert trained.layers[2].bias is None
        assert trained.layers[3].bias[1] == 0.0
        assert trained.n_parameters == network.n_parameters

    def test_it_is_a_network_like_any_other(self) -> None:
        network = with_skips()
        trained = record_training(network, X, PAIRS, max_iter=2).estimator
        assert as_network(trained) is trained
        again = Network(trained.layers, trained.connections)
        np.testing.assert_array_equal(all_weights(again), all_weights(trained))
        for c in trained.connections:
            with pytest.raises(ValueError, match="read-only"):
                c.weights[0, 0] = 1.0
            with pytest.raises(ValueError, match="WRITEABLE"):
                c.weights.setflags(write=True)

    def test_what_was_given_stays(self) -> None:
        network, inputs, targets = small(), X.copy(), VALUES.copy()
        before = all_weights(network)
        record_training(network, inputs, targets, learning_rate=0.1, batch_size=7, rng=1)
        np.testing.assert_array_equal(all_weights(network), before)
        np.testing.assert_array_equal(inputs, X)
        np.testing.assert_array_equal(targets, VALUES)

    def test_of_a_pipeline_in_its_own_units(self) -> None:
        frame = pd.DataFrame(X * [1.0, 50.0, 0.1] + 3.0, columns=["a", "b", "c"])
        pipe = make_pipeline(StandardScaler(), classifier(max_iter=1)).fit(frame, LABELS)
        network = as_network(pipe)
        options: dict[str, Any] = {"learning_rate": 0.3, "max_iter": 20}
        val = frame.iloc[:20], LABELS[:20]
        record = record_training(network, frame, LABELS, X_val=val[0], y_val=val[1], **options)
        bare = as_network(pipe[-1])
        scaled = pipe[0].transform(frame)
        other = record_training(bare, scaled, LABELS, **options)
        np.testing.assert_array_equal(all_weights(record.estimator), all_weights(other.estimator))
        outputs = forward(record.estimator, val[0]).output
        predicted = record.estimator.classes[outputs.argmax(axis=1)]
        score = record.history["validation score"]
        assert score.final == accuracy_score(val[1], predicted)
        assert score.measure == "accuracy"

    def test_a_loss_that_was_named(self) -> None:
        network = small(out_activation="logistic")
        named = record_training(network, X, TWO, loss="squared_error", learning_rate=0.1)
        assert named.history["training loss"].measure == "half squared error"
        expected = backward(named.estimator, X, TWO, loss="squared_error").loss
        assert named.history["training loss"].final == pytest.approx(expected, rel=1e-12)
        auto = record_training(network, X, TWO, learning_rate=0.1)
        assert auto.history["training loss"].measure == "log loss"


class TestWhatIsRecorded:
    @pytest.mark.parametrize("batch_size", [None, 7, 60])
    def test_the_training_loss_is_exact_with_its_penalty(self, batch_size: int | None) -> None:
        record = record_training(
            small(), X, VALUES, learning_rate=0.05, l2=2.0, batch_size=batch_size, rng=3,
            max_iter=8, snapshots=1, evaluate_every=2,
        )  # fmt: skip
        history = record.history
        n_batches = 9 if batch_size == 7 else 1
        assert history.updates_per_epoch == n_batches
        series = history["training loss"]
        assert (series.penalty, series.running_mean) == (True, False)
        assert series.epochs.tolist() == list(range(9))
        for epoch, network in record.snapshots.items():
            bare = backward(network, X, VALUES).loss
            squares = sum((c.weights**2).sum() for c in network.connections)
            expected = bare + n_batches * 2.0 * squares / (2 * len(X))
            assert series.values[epoch] == pytest.approx(expected, rel=1e-12)
            if epoch % 2 == 0:
                exact = history["training loss, exact"]
                assert exact.values[epoch // 2] == pytest.approx(bare, rel=1e-12)
        assert history["training loss, exact"].label == "half squared error"
        assert series.label == "half squared error + L2"

    def test_the_penalty_is_that_of_the_updates(self) -> None:
        """The steps of an epoch, for weights that hardly move, add up to the recorded loss's."""
        network, rate = small(), 1e-9
        record = record_training(
            network, X, VALUES, learning_rate=rate, l2=3.0, batch_size=10, rng=0, max_iter=1
        )
        step = (all_weights(network) - all_weights(record.estimator)) / (6 * rate)
        found = backward(network, X, VALUES, l2=6 * 3.0)
        gradients = [*found.weight_gradients, *found.bias_gradients[1:]]
        expected = np.concatenate([one.ravel() for one in gradients])
        np.testing.assert_allclose(step, expected, rtol=1e-5, atol=1e-5)

    @pytest.mark.parametrize("network", [with_skips(), small(n_outputs=2)], ids=["skips", "plain"])
    def test_norms_of_gradients(self, network: Network) -> None:
        record = record_training(
            network, X, PAIRS, learning_rate=0.01, max_iter=4, evaluate_every=2, snapshots=2
        )
        history = record.history
        assert "training loss, exact" not in history
        for place, snapshot in enumerate(record.snapshots.values()):
            found = backward(snapshot, X, PAIRS)
            for layer in range(1, network.n_layers):
                parts = [found.weight_gradients[k] for k, _ in network.incoming(layer)]
                parts += [found.bias_gradients[layer]] if network.layers[layer].has_bias else []
                expected = np.sqrt(sum((part**2).sum() for part in parts))
                series = history[f"gradient norm, layer {layer}"]
                assert series.epochs.tolist() == [0, 2, 4]
                assert series.values[place] == pytest.approx(expected, rel=1e-12)

    def test_values_of_several_outputs(self) -> None:
        record = record_training(
            small(n_outputs=2), X, PAIRS, X_val=X_VAL, y_val=PAIRS[:25], max_iter=3, snapshots=1
        )
        history = record.history
        assert {one.label for one in history.losses} == {"half squared error, sum of outputs"}
        for epoch, network in record.snapshots.items():
            output = forward(network, X_VAL).output
            half = ((output - PAIRS[:25]) ** 2).sum() / 50
            assert history["validation loss"].values[epoch] == pytest.approx(half, rel=1e-12)
            score = r2_score(PAIRS[:25], output)
            assert history["validation score"].values[epoch] == pytest.approx(score, rel=1e-12)
        assert history["validation score"].measure == "R²"

    @pytest.mark.parametrize("values", [np.ones(25), np.arange(25.0)], ids=["all same", "differ"])
    def test_r2_is_that_of_scikit_learn(self, values: Any) -> None:
        record = record_training(small(), X, VALUES, X_val=X_VAL, y_val=values, max_iter=1)
        expected = r2_score(values, forward(record.estimator, X_VAL).output)
        assert record.history["validation score"].final == pytest.approx(expected, rel=1e-12)

    @pytest.mark.parametrize("y", [TWO, MANY], ids=["two", "many"])
    def test_accuracy_is_that_of_scikit_learn(self, y: Any) -> None:
        mlp = classifier().fit(X, y)
        record = record_training(as_network(mlp), X, y, X_val=X_VAL, y_val=y[:25], max_iter=1)
        score = record.history["validation score"]
        assert score.values[0] == mlp.score(X_VAL, y[:25])
        assert score.measure == "accuracy"

    def test_probabilities_as_targets_have_no_score(self) -> None:
        network = small(out_activation="logistic")
        soft = np.linspace(0.1, 0.9, 60)
        record = record_training(network, X, soft, X_val=X, y_val=soft, max_iter=2)
        assert record.history.names == ("training loss", "validation loss")
        values = record.history["validation loss"].values
        np.testing.assert_allclose(values, record.history["training loss"].values, rtol=1e-12)

    def test_outputs_without_classes(self) -> None:
        three = small(out_activation="softmax", n_outputs=3)
        indices = np.arange(60) % 3
        record = record_training(three, X, indices, X_val=X, y_val=indices, max_iter=3)
        right = forward(record.estimator, X).output.argmax(axis=1) == indices
        assert record.history["validation score"].final == right.mean()

    def test_saved_loaded_and_drawn(self, tmp_path: Any) -> None:
        record = record_training(small(), X, VALUES, max_iter=4, snapshots=2, evaluate_every=1)
        loaded = TrainingRecord.load(record.save(tmp_path / "record.npz"))
        assert loaded.history.stop == "max_iter"
        assert list(loaded.snapshots) == [0, 2, 4]
        for epoch, network in loaded.snapshots.items():
            expected = all_weights(record.snapshots[epoch])
            np.testing.assert_array_equal(all_weights(network), expected)
        display = plot_loss(record, ax=Figure().subplots())
        assert len(display.lines_) == 1
        np.testing.assert_allclose(
            display.lines_[0].get_ydata(), record.history["training loss"].values, rtol=1e-6
        )

    def test_the_last_snapshot_is_the_trained_network(self) -> None:
        record = record_training(small(), X, VALUES, max_iter=6, snapshots=3, learning_rate=0.1)
        np.testing.assert_array_equal(
            all_weights(record.snapshots[6]), all_weights(record.estimator)
        )
        odd = record_training(small(), X, VALUES, max_iter=7, snapshots=3, learning_rate=0.1)
        assert list(odd.snapshots) == [0, 3, 6]
        assert (all_weights(odd.snapshots[6]) != all_weights(odd.estimator)).any()
