"""What lectures on training claim, tried out for real: rates, batches, dead layers, penalties."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import make_circles
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Network, TrainingRecord, as_network, backward, forward, record_training
from nnviz.silence import activity_over

quiet = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@cache
def curve() -> tuple[Any, ...]:
    """The regression data of the course: X, X_test, y, y_test."""
    rng = np.random.default_rng(2024)
    x = np.linspace(0, 5, 1000)
    y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
    return tuple(train_test_split(x[:, None], y, test_size=0.2, random_state=1))


def start_of(model: Any, X: Any, y: Any) -> Network:
    """The weights with which scikit-learn would begin."""
    return record_training(model, X, y, snapshots=[0]).snapshots[0]


class TestLearningRate:
    """On a quadratic loss the largest rate that converges is known: 2 / largest curvature."""

    X = np.random.default_rng(0).normal(size=(50, 2)) * [1.0, 3.0] + [0.5, -1.0]
    Y = X @ [1.0, -2.0] + 0.5
    DESIGN = np.column_stack([X, np.ones(50)])  # a linear network's weights, and its bias
    CURVATURES, DIRECTIONS = np.linalg.eigh(DESIGN.T @ DESIGN / 50)
    BEST = np.array([1.0, -2.0, 0.5])
    START = np.array([3.0, 3.0, -3.0])
    LIMIT = 2 / CURVATURES[-1]

    def trained(self, rate: float, n: int, **options: Any) -> TrainingRecord:
        line = Network.from_arrays(
            [self.START[:2, np.newaxis]], [self.START[2:]], out_activation="identity"
        )
        return record_training(
            line, self.X, self.Y, learning_rate=rate, max_iter=n, snapshots=1, **options
        )

    def errors(self, record: TrainingRecord) -> Any:
        """How far the parameters are from the best, along each direction of curvature."""
        found = [
            [*network.connections[0].weights.ravel(), *network.layers[1].bias]
            for network in record.snapshots.values()
        ]
        return (np.array(found) - self.BEST) @ self.DIRECTIONS

    @pytest.mark.parametrize("part", [0.001, 0.5, 0.99, 1.0, 1.01])
    def test_every_direction_shrinks_or_grows_by_its_own_factor(self, part: float) -> None:
        errors = self.errors(self.trained(part * self.LIMIT, 100))
        factors = 1 - part * self.LIMIT * self.CURVATURES
        expected = errors[0] * factors ** np.arange(101)[:, np.newaxis]
        np.testing.assert_allclose(errors, expected, rtol=0, atol=1e-10)

    def test_too_small_right_and_too_large(self) -> None:
        # The best rate makes the factors of the smallest and the largest curvature the same.
        right = 2 / (self.CURVATURES[0] + self.CURVATURES[-1])
        losses = {
            rate: self.trained(rate, 400).history["training loss"].values
            for rate in (0.001 * right, right, 0.99 * self.LIMIT, 1.01 * self.LIMIT)
        }
        small, good, under, over = losses.values()
        assert (np.diff(small) < 0).all()
        assert small[-1] > 0.01 * small[0]
        assert good[-1] < 1e-20
        assert (np.diff(under) < 0).all()
        assert good[-1] < under[-1] < 0.01 * under[0]
        assert over[-1] > 100 * over[0]
        assert (np.diff(over[-200:]) > 0).all()

    @pytest.mark.parametrize(
        ("solver", "limit"),
        [
            ("momentum", 2 * (1 + 0.9)),
            # The roots of z^2 - (1 + m)(1 - c) z + m (1 - c) reach -1 at this c.
            ("nesterov", 2 * (1 + 0.9) / (1 + 2 * 0.9)),
        ],
    )
    def test_momentum_moves_the_limit(self, solver: str, limit: float) -> None:
        limit /= self.CURVATURES[-1]
        for part, shrinks in ((0.98, True), (1.02, False)):
            record = self.trained(part * limit, 300, solver=solver, momentum=0.9)
            errors = np.abs(self.errors(record)[:, -1])
            assert (errors[-10:].max() < 1e-3 * errors[0]) == shrinks
            assert (errors[-10:].max() > 1e3 * errors[0]) != shrinks


class TestBatches:
    """ "All other things equal" needs a word: as many updates, or as many epochs?"""

    @pytest.mark.parametrize("seed", [2024, 0])
    @quiet
    def test_full_batch_against_mini_batches(self, seed: int) -> None:
        X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
        X, _, y, _ = train_test_split(X, y, test_size=0.2, random_state=1, stratify=y)
        start = start_of(MLPClassifier((8, 6), max_iter=1, random_state=seed), X, y)
        mini = record_training(start, X, y, learning_rate=0.1, batch_size=32, max_iter=20, rng=0)
        full = record_training(start, X, y, learning_rate=0.1, max_iter=500)
        assert mini.history.updates_per_epoch == 25
        by_epoch = mini.history["training loss"].values
        by_update = full.history["training loss"].values
        # After as many updates they are at the same loss, all the way from 0.7 to 0.1.
        np.testing.assert_allclose(by_epoch, by_update[::25], rtol=0.06)
        assert by_epoch[-1] < 0.2 * by_epoch[0]
        # After as many epochs the full batch has hardly begun.
        assert by_update[20] > 0.9 * by_update[0]
        assert by_update[20] > 4 * by_epoch[20]


class TestALayerThatFallsSilent:
    """A rate of 0.5 throws the second ReLU layer out of all data, if there is momentum."""

    @staticmethod
    def model(momentum: float) -> Any:
        mlp = MLPRegressor(
            hidden_layer_sizes=(80, 20), solver="sgd", learning_rate_init=0.5, momentum=momentum,
            max_iter=2000, random_state=2024,
        )  # fmt: skip
        return make_pipeline(StandardScaler(), mlp)

    @staticmethod
    def n_silent(network: Network, X: Any) -> int:
        (layer,) = activity_over(
            network, network.transform(X), [2], saturation=0.05, saturated_on=0.95
        )
        return len(layer.silent)

    @pytest.mark.parametrize("by", ["scikit-learn", "nnviz"])
    def test_with_momentum(self, by: str) -> None:
        X, X_test, y, _ = curve()
        record = record_training(self.model(0.9), X, y, snapshots=[0])
        if by == "nnviz":
            record = record_training(
                record.snapshots[0], X, y, solver="nesterov", learning_rate=0.5, batch_size=200,
                max_iter=100, rng=0,
            )  # fmt: skip
        network = as_network(record.estimator)
        assert self.n_silent(network, X) == 20
        # All that is left is the output's bias: a constant, no better than the mean of y.
        for data in (X, X_test):
            output = forward(network, data).output
            np.testing.assert_array_equal(output, network.layers[3].bias[0])
        assert 2 * backward(network, X, y).loss >= (1 - 1e-12) * np.var(y)

    def test_there_is_no_way_back(self) -> None:
        X, _, y, _ = curve()
        network = as_network(record_training(self.model(0.9), X, y).estimator)
        gradient = backward(network, X, y)
        assert not any(part.any() for part in gradient.weight_gradients)
        for solver in ("sgd", "adam"):
            more = record_training(network, X, y, solver=solver, learning_rate=0.01, max_iter=50)
            for a, b in zip(network.connections, more.estimator.connections, strict=True):
                np.testing.assert_array_equal(a.weights, b.weights)
            assert self.n_silent(more.estimator, X) == 20

    def test_without_momentum(self) -> None:
        X, X_test, y, y_test = curve()
        record = record_training(self.model(0.0), X, y)
        assert self.n_silent(as_network(record.estimator), X) < 20
        assert record.estimator.score(X_test, y_test) > 0.5


class TestThirtyPoints:
    """Too small a penalty fits the noise, too large a one not even the curve."""

    @pytest.mark.parametrize("seed", [0, 1])
    @quiet
    def test_alpha_from_too_small_to_too_large(self, seed: int) -> None:
        X, X_test, y, y_test = curve()
        X, y = X[:30], y[:30]
        mlp = MLPRegressor(
            hidden_layer_sizes=(80, 20), activation="tanh", max_iter=1, random_state=seed
        )
        start = start_of(make_pipeline(StandardScaler(), mlp), X, y)
        train, test = [], []
        for alpha in (1e-5, 1e-2, 1.0):
            network = record_training(
                start, X, y, solver="adam", learning_rate=0.01, l2=alpha, max_iter=2000
            ).estimator
            train.append(mean_squared_error(y, forward(network, X).output))
            test.append(mean_squared_error(y_test, forward(network, X_test).output))
        noise = 0.3**2
        overfit, right, underfit = range(3)
        assert train[overfit] < 0.6 * train[right] < 0.6 * 0.8 * train[underfit]
        assert test[overfit] > 1.15 * test[right]
        assert test[underfit] > 1.15 * test[right]
        # What overfits promises less error than the noise allows; the right one is nearest to it.
        assert train[overfit] < 0.5 * noise
        assert noise < test[right] < 2.2 * noise
