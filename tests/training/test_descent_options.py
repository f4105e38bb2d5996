"""How the training of a Network ends, its snapshots, bar and seed, and what is refused."""

from __future__ import annotations

import pickle
import re
import signal
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Network, as_network, plot_loss, record_training
from nnviz.training.network_recorder import NetworkRecorder
from tests.training.data import LABELS, TWO, VALUES, X_VAL, X, classifier, regressor
from tests.training.test_descent import all_weights, small, with_skips

quiet = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def parabola() -> Network:
    """One weight, whose loss over x = 1, y = 0 is w^2 / 2."""
    return Network.from_arrays([[[1.0]]], out_activation="identity")


class TestStops:
    def test_max_iter(self) -> None:
        history = record_training(small(), X, VALUES, max_iter=5).history
        assert (history.stop, history.n_epochs) == ("max_iter", 5)
        assert record_training(small(), X, VALUES).history.n_epochs == 200

    @pytest.mark.parametrize("n", [1, 4])
    def test_converged(self, n: int) -> None:
        # Each step halves the weight: losses 1/2, 1/8, 1/32, 1/128, ...
        record = record_training(
            parabola(), [[1.0]], [0.0], learning_rate=0.5, tol=0.05, n_iter_no_change=n
        )
        history = record.history
        # 1/32 improves by 0.09, 1/128 by 0.02; the best goes down all the same.
        assert (history.stop, history.n_epochs) == ("converged", 2 + n + 1)
        assert history["training loss"].final == 0.5 / 4 ** (2 + n + 1)
        longer = record_training(parabola(), [[1.0]], [0.0], learning_rate=0.5, max_iter=30)
        assert (longer.history.stop, longer.history.n_epochs) == ("max_iter", 30)

    @pytest.mark.parametrize(("tol", "n"), [(0.0, 3), (1e-3, 5), (1e-3, 20)])
    def test_what_counts_is_the_best_so_far(self, tol: float, n: int) -> None:
        options: dict[str, Any] = {"solver": "momentum", "learning_rate": 0.1}
        losses = record_training(parabola(), [[1.0]], [0.0], **options).history["training loss"]
        best, without, expected = losses.values[0], 0, 0
        while without <= n:  # a heavy ball goes up and down
            expected += 1
            value = losses.values[expected]
            without = without + 1 if value > best - tol else 0
            best = min(best, value)
        history = record_training(
            parabola(), [[1.0]], [0.0], tol=tol, n_iter_no_change=n, **options
        ).history
        assert (history.stop, history.n_epochs) == ("converged", expected)

    def test_the_default_patience(self) -> None:
        history = record_training(parabola(), [[1.0]], [0.0], learning_rate=0.5, tol=1.0).history
        assert (history.stop, history.n_epochs) == ("converged", 11)

    def test_diverged(self) -> None:
        # Each step multiplies the loss by (1 - 1e6)^2, which passes 1e100 with the ninth.
        with pytest.warns(
            UserWarning, match=r"after epoch 9 the loss is 5e\+107. .* 1e.06;"
        ) as said:
            record = record_training(
                parabola(), [[1.0]], [0.0], learning_rate=1e6, snapshots=1, evaluate_every=1,
                X_val=[[1.0], [2.0]], y_val=[0.0, 1.0],
            )  # fmt: skip
        assert [one.filename for one in said] == [__file__]
        assert (record.history.stop, record.history.n_epochs) == ("diverged", 9)
        expected = 0.5 * (1 - 1e6) ** (2 * np.arange(10))
        np.testing.assert_allclose(record.history["training loss"].values, expected, rtol=1e-12)
        np.testing.assert_array_equal(
            all_weights(record.estimator), all_weights(record.snapshots[9])
        )
        assert repr(record.history).endswith("diverged>")

    def test_in_a_mini_batch(self) -> None:
        with pytest.warns(UserWarning, match="diverged .* the loss is (nan|inf)"):
            record = record_training(
                small(), X, VALUES, learning_rate=1e30, batch_size=10, rng=0, snapshots=1,
                X_val=X_VAL, y_val=VALUES[:25], evaluate_every=1,
            )  # fmt: skip
        assert record.history.stop == "diverged"
        assert not np.isfinite(record.history["training loss"].final)
        assert "Diverged after" in plot_loss(record, ax=Figure().subplots()).alt_text()

    def test_a_start_that_is_far_away_already(self) -> None:
        network = parabola().with_weights({(1, 0, 0): 1e60})
        history = record_training(network, [[1.0]], [0.0], learning_rate=0.5, max_iter=400).history
        assert history.stop == "max_iter"
        assert history["training loss"].values[[0, -1]] == pytest.approx([5e119, 0.0])

    def test_weights_that_no_loss_shows(self) -> None:
        # The first step makes the neuron silent with a weight of -inf: the loss is finite.
        network = Network.from_arrays(
            [[[1.0]], [[1e200]]], activation="relu", out_activation="identity"
        )
        with pytest.warns(UserWarning, match="after epoch 1 a weight is no longer finite"):
            record = record_training(
                network, [[1e-60]], [0.0], learning_rate=1e100, trainable=[(1, 0, 0)]
            )
        assert record.history.stop == "diverged"
        assert record.history["training loss"].final == 0.0


class TestInterrupt:
    @staticmethod
    def interrupted_at(epoch: int, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Any:
        after_epoch = NetworkRecorder.after_epoch

        def pressed(self: Any, now: int, loss: float) -> None:
            if now == epoch:
                signal.raise_signal(signal.SIGINT)
            after_epoch(self, now, loss)

        monkeypatch.setattr(NetworkRecorder, "after_epoch", pressed)
        with pytest.warns(UserWarning, match="Training interrupted by user") as said:
            record = record_training(
                small(), X, VALUES, X_val=X_VAL, y_val=VALUES[:25], snapshots=1, evaluate_every=1,
                learning_rate=0.1, max_iter=12, **options,
            )  # fmt: skip
        assert [one.filename for one in said] == [__file__]
        return record

    def test_what_was_recorded_is_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = self.interrupted_at(4, monkeypatch)
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 3)
        assert list(record.snapshots) == [0, 1, 2, 3]
        pickle.dumps(record)
        monkeypatch.undo()
        four = record_training(small(), X, VALUES, learning_rate=0.1, max_iter=4)
        np.testing.assert_array_equal(all_weights(record.estimator), all_weights(four.estimator))

    def test_before_the_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = self.interrupted_at(0, monkeypatch)
        assert (record.history.stop, record.history.series) == ("interrupted", ())
        np.testing.assert_array_equal(all_weights(record.estimator), all_weights(small()))

    def test_in_the_middle_of_an_epoch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from nnviz.training.optimisers import Descent

        step, steps = Descent.step, []

        def pressed(self: Any, gradient: Any) -> Any:
            steps.append(0)
            if len(steps) == 15:  # the third of the third epoch
                signal.raise_signal(signal.SIGINT)
            return step(self, gradient)

        monkeypatch.setattr(Descent, "step", pressed)
        options: dict[str, Any] = {"learning_rate": 0.1, "batch_size": 10, "rng": 0}
        with pytest.warns(UserWarning, match="Training interrupted by user"):
            record = record_training(small(), X, VALUES, snapshots=1, **options)
        monkeypatch.undo()
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 2)
        two = record_training(small(), X, VALUES, max_iter=2, **options)
        for network in (record.estimator, record.snapshots[2]):
            np.testing.assert_array_equal(all_weights(network), all_weights(two.estimator))


class TestSnapshots:
    def test_every_and_given(self) -> None:
        for wanted, epochs in ((5, [0, 5, 10]), ([7, 3, 99], [0, 3, 7]), ([], [0]), (None, [])):
            record = record_training(small(), X, VALUES, max_iter=12, snapshots=wanted)
            assert list(record.snapshots) == epochs

    def test_the_first_is_what_was_given_and_all_differ(self) -> None:
        record = record_training(small(), X, VALUES, max_iter=5, snapshots=1, learning_rate=0.1)
        np.testing.assert_array_equal(all_weights(record.snapshots[0]), all_weights(small()))
        assert len({all_weights(one).tobytes() for one in record.snapshots.values()}) == 6

    def test_thinned_out(self) -> None:
        n_bytes = 8 * (3 * 4 + 4 + 4 + 1)
        with pytest.warns(UserWarning, match="thinned out to every 4 epochs: at every 1") as said:
            record = record_training(
                small(), X, VALUES, max_iter=12, snapshots=1, max_snapshot_bytes=5 * n_bytes
            )
        assert [one.filename for one in said] == [__file__]
        assert list(record.snapshots) == [0, 4, 8, 12]
        assert record.snapshot_bytes == 4 * n_bytes

    def test_a_list_that_outgrows_the_memory(self) -> None:
        with pytest.raises(ValueError, match="snapshots: 3 of 21 weights and biases each take 504"):
            record_training(small(), X, VALUES, snapshots=[1, 2], max_snapshot_bytes=503)


def test_bar(capsys: pytest.CaptureFixture[str]) -> None:
    for progress in (None, False):
        record_training(small(), X, VALUES, max_iter=12, progress=progress)
        assert capsys.readouterr() == ("", "")
    record_training(small(), X, VALUES, max_iter=12, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "12/12" in err
    assert re.search(r"loss \d+\.\d+", err)


class TestRandomness:
    def test_one_seed_one_training(self) -> None:
        options: dict[str, Any] = {"learning_rate": 0.1, "batch_size": 7, "max_iter": 5}
        first = record_training(small(), X, VALUES, rng=4, **options)
        assert first.random_state == 4
        for rng in (np.int64(4), np.random.default_rng(4)):
            again = record_training(small(), X, VALUES, rng=rng, **options)
            np.testing.assert_array_equal(
                all_weights(first.estimator), all_weights(again.estimator)
            )
        assert again.random_state is None
        other = record_training(small(), X, VALUES, rng=5, **options)
        assert (all_weights(first.estimator) != all_weights(other.estimator)).any()

    def test_a_seed_that_was_drawn_is_reported(self) -> None:
        options: dict[str, Any] = {"learning_rate": 0.1, "batch_size": 7, "max_iter": 5}
        drawn = record_training(small(), X, VALUES, **options)
        again = record_training(small(), X, VALUES, rng=drawn.random_state, **options)
        np.testing.assert_array_equal(all_weights(drawn.estimator), all_weights(again.estimator))

    @pytest.mark.parametrize("options", [{}, {"batch_size": 60}, {"batch_size": 7,
                                                                   "shuffle": False}])  # fmt: skip
    def test_nothing_is_drawn_where_nothing_is_random(self, options: dict[str, Any]) -> None:
        assert record_training(small(), X, VALUES, max_iter=2, **options).random_state is None


class TestRefusedWithAnEstimator:
    @pytest.mark.parametrize(
        ("options", "where"),
        [
            ({"solver": "sgd"}, 'parameter of its own: solver, "sgd" or "adam"'),
            ({"learning_rate": 0.1}, "of its own: learning_rate_init"),
            ({"momentum": 0.9}, "of its own: momentum"),
            ({"solver_kw": {}}, "of its own: beta_1, beta_2 and epsilon"),
            ({"batch_size": 10}, "of its own: batch_size"),
            ({"max_iter": 10}, "of its own: max_iter"),
            ({"l2": 0.0}, "of its own: alpha"),
            ({"tol": 0.0}, "of its own: tol"),
            ({"n_iter_no_change": 5}, "of its own: n_iter_no_change"),
            ({"shuffle": False}, "of its own: shuffle"),
            ({"rng": 0}, "of its own: random_state"),
            ({"loss": "auto"}, "a MLPClassifier has its own loss"),
            ({"trainable": [(1, 0, 0)]}, "scikit-learn trains all weights; nnviz.as_network"),
        ],
    )
    def test_each(self, options: dict[str, Any], where: str) -> None:
        name = next(iter(options))
        for model in (classifier(), make_pipeline(StandardScaler(), classifier())):
            with pytest.raises(ValueError, match=f"^{name} is for .* a Network; .*{where}"):
                record_training(model, X, TWO, **options)


class TestRefused:
    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"solver": "lbfgs"}, ValueError, "solver must be one of 'sgd', .*'adam'; .*by epochs"),
            ({"solver": "Adam"}, ValueError, "solver must be one of .*; it is 'Adam'"),
            ({"solver": 3}, ValueError, "solver must be one of .*; it is 3"),
            ({"learning_rate": 0}, ValueError, "learning_rate must be .* above 0; it is 0"),
            ({"learning_rate": -0.1}, ValueError, "learning_rate .* above 0; it is -0.1"),
            ({"learning_rate": np.nan}, ValueError, "learning_rate must be a finite .* nan"),
            ({"learning_rate": np.inf}, ValueError, "learning_rate must be a finite .* inf"),
            ({"learning_rate": True}, TypeError, "learning_rate must be a number"),
            ({"learning_rate": "adaptive"}, TypeError, "constant .*; it is 'adaptive'"),
            ({"momentum": 0.9}, ValueError, "momentum is for .*; solver is 'sgd'"),
            ({"momentum": 0.9, "solver": "adam"}, ValueError, "momentum .* solver is 'adam'"),
            ({"momentum": 1.1, "solver": "momentum"}, ValueError, "momentum .* from 0 to 1"),
            ({"momentum": "x", "solver": "nesterov"}, TypeError, "momentum must be a number"),
            ({"solver_kw": {"beta_1": 0.5}}, ValueError, "'sgd' has no constants; .* 'beta_1'"),
            ({"solver_kw": {"beta_1": 1.0}, "solver": "adam"}, ValueError, "'beta_1'.* below 1"),
            ({"solver_kw": {"beta": 0.5}, "solver": "adam"}, ValueError, "'beta_2', 'epsilon'"),
            ({"solver_kw": {"epsilon": 0}, "solver": "rmsprop"}, ValueError, "'epsilon'.*above 0"),
            ({"solver_kw": 0.5, "solver": "adam"}, TypeError, "solver_kw must be a mapping"),
            ({"batch_size": 61}, ValueError, "batch_size .* number of samples, 60; it is 61"),
            ({"batch_size": 0}, ValueError, "batch_size must be at least 1"),
            ({"batch_size": "auto"}, TypeError, "batch_size .* None for all samples; it is 'auto'"),
            ({"batch_size": 2.5}, TypeError, "batch_size must be an integer"),
            ({"max_iter": 0}, ValueError, "max_iter must be at least 1"),
            ({"max_iter": 1.5}, TypeError, "max_iter must be an integer"),
            ({"l2": -1}, ValueError, "l2 must be a finite number, 0 or more; it is -1"),
            ({"l2": np.nan}, ValueError, "l2 must be a finite number"),
            ({"tol": -1}, ValueError, "tol must be a finite number, 0 or more"),
            ({"n_iter_no_change": 3}, ValueError, "n_iter_no_change must come with tol"),
            ({"n_iter_no_change": 0, "tol": 0}, ValueError, "n_iter_no_change must be at least 1"),
            ({"shuffle": 1}, TypeError, "shuffle must be True or False"),
            ({"rng": "x"}, TypeError, "rng must be a seed"),
            ({"rng": -1}, ValueError, "rng must be at least 0"),
            ({"rng": True}, TypeError, "rng must be an integer"),
            ({"loss": "mse"}, ValueError, "loss: must be one of auto"),
            ({"loss": "log_loss"}, ValueError, "loss: log_loss is for outputs that are logistic"),
            ({"trainable": []}, ValueError, "trainable must hold at least one weight"),
            ({"trainable": "all"}, TypeError, "trainable must be a list of weights; it is 'all'"),
            ({"trainable": 3}, TypeError, "trainable must be a list of weights"),
            ({"trainable": (1, 0, 4)}, TypeError, r"trainable\[0\] must be .* it is 1. One weight"),
            ({"trainable": [(1, 0, 0), (3, 0, 0)]}, ValueError, r"trainable\[1\]: layer 3 does no"),
            ({"trainable": [(1, 0, 4)]}, ValueError, r"trainable\[0\]: neuron 4 does not exist"),
            ({"trainable": [(1, 0, 0), ((0, 0), (1, 0))]}, ValueError, "once; .* are the same"),
            ({"X_val": X_VAL}, ValueError, "y_val must come with X_val"),
            ({"y_val": VALUES}, ValueError, "X_val must come with y_val"),
            ({"X_val": X_VAL, "y_val": VALUES}, ValueError, "y_val must have .* 25 rows of X_val"),
            ({"X_val": X_VAL[:, :2], "y_val": VALUES[:25]}, ValueError, "X_val must have 3 col"),
            ({"X_val": X_VAL, "y_val": np.full(25, np.nan)}, ValueError, "y_val: must be finite"),
            ({"X_val": X_VAL[:1], "y_val": VALUES[:1]}, ValueError, "X_val must .* two samples"),
            ({"evaluate_every": 0}, ValueError, "evaluate_every must be at least 1"),
            ({"snapshots": -1}, ValueError, "snapshots must be at least 1"),
            ({"progress": 3}, TypeError, "progress must be"),
        ],
    )
    def test_options(
        self, options: dict[str, Any], error: Any, message: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def started(self: Any, *_: Any) -> None:
            raise AssertionError("trained")

        monkeypatch.setattr(NetworkRecorder, "after_epoch", started)
        with pytest.raises(error, match=message):
            record_training(small(), X, VALUES, **options)

    def test_missing_weights(self) -> None:
        for weight, message in (
            ((2, 0, 1), "none from neuron 0 of layer 1 to neuron 1 of layer 2"),
            ((1, 0, 1), "none from neuron 0 of layer 0 to neuron 1 of layer 1"),
            ((2, "bias", 0), "neuron 0 of layer 2 has no bias"),
            ((3, "bias", 1), "neuron 1 of layer 3 has no bias"),
            (((0, 2), (3, 0)), "does not exist"),
        ):
            with pytest.raises(ValueError, match=rf"^trainable\[0\]: .*{message}"):
                record_training(with_skips(), X, np.ones((60, 2)), trainable=[weight])

    def test_data(self) -> None:
        holed = X.copy()
        holed[3, 1] = np.nan
        for inputs, y, message in (
            (holed, VALUES, "X must hold finite numbers; row 3, column 1 is nan"),
            (X[:, :2], VALUES, "X must have 3 columns"),
            (X, VALUES[:-1], "y must have a target for each of the 60 rows"),
            (X[:0], VALUES[:0], "X must hold at least one sample"),
            (X, np.full(60, np.inf), "y: must be finite"),
            (X, np.ones((60, 2)), "y: must have 1 value a sample"),
        ):
            with pytest.raises(ValueError, match=message):
                record_training(small(), inputs, y)

    @quiet
    def test_labels_that_the_network_does_not_know(self) -> None:
        network = as_network(classifier().fit(X, LABELS))
        with pytest.raises(ValueError, match="^y: the model does not know the label 'fir'"):
            record_training(network, X, np.where(LABELS == "ash", "fir", LABELS))
        with pytest.raises(ValueError, match="^y_val: the model does not know the label 'fir'"):
            record_training(network, X, LABELS, X_val=X[:1], y_val=["fir"])

    def test_networks_that_cannot_be_trained(self) -> None:
        rng = np.random.default_rng(0)
        arrays = [rng.normal(size=(3, 2)), rng.normal(size=(2, 1))]
        softmax = Network.from_arrays(arrays, activation="softmax", out_activation="identity")
        step = Network.from_arrays(arrays, activation="tanh")
        for network, message in (
            (Network.from_sizes([3, 1], out_activation="identity"), "layer 1 has no known weights"),
            (softmax, "layer 1 is a hidden softmax layer"),
            (small().with_weights({(1, 0, 0): np.nan}), "finite weights; .* layer 0 to layer 1 is"),
            (small().with_weights({(2, "bias", 0): np.inf}), "biases of layer 2 is inf"),
        ):
            with pytest.raises(ValueError, match=f"^estimator: .*{message}"):
                record_training(network, X, VALUES)
        with pytest.raises(ValueError, match='loss: "auto" follows the output activation, which'):
            record_training(step, X, VALUES)
        with pytest.raises(ValueError, match="^estimator: .* layer 2 has no known activation"):
            record_training(step, X, VALUES, loss="squared_error")

    def test_a_loss_that_is_not_finite_at_the_start(self) -> None:
        network = Network.from_arrays([[[1e200]]], out_activation="identity")
        with pytest.raises(ValueError, match="^estimator: the loss of .* is inf before any update"):
            record_training(network, [[1.0], [2.0]], [0.0, 1.0])

    @pytest.mark.parametrize(
        ("model", "message"),
        [
            (([[[1.0]]], [[0.0]]), "of type tuple; a Network is taken as well, which nnviz.as_net"),
            ([3, 1], "of type list; a Network is taken as well"),
            (Network, "is the class Network itself; .* such as Network.from_arrays"),
        ],
    )
    def test_what_is_no_network(self, model: Any, message: str) -> None:
        with pytest.raises(TypeError, match=f"^estimator .*{message}"):
            record_training(model, X, VALUES)

    @quiet
    def test_an_estimator_goes_on_as_a_network(self) -> None:
        mlp = regressor().fit(X, VALUES)
        record = record_training(as_network(mlp), X, VALUES, max_iter=30, learning_rate=0.01)
        losses = record.history["training loss"].values
        assert losses[0] == pytest.approx(((mlp.predict(X) - VALUES) ** 2).mean() / 2, rel=1e-12)
        assert losses[-1] < 0.9 * losses[0]
