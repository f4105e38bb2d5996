"""Who is silent and who is saturated: against NumPy alone, and on networks built so."""

from __future__ import annotations

import tracemalloc
import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import make_circles
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import nnviz.silence
from nnviz import Network, as_network, plot_layer_activations
from nnviz.activations import ACTIVATIONS
from nnviz.silence import activity_over
from tests.displays.layer_activations.networks import X, by_hand, rectified, saturated
from tests.figures import fixed_network, new_axes, pixels


def plot(*args: Any, **options: Any) -> Any:
    return plot_layer_activations(*args, ax=new_axes(), **options)


class TestActivations:
    def test_are_those_of_the_network(self) -> None:
        for network in (rectified(), saturated(), saturated("logistic")):
            display = plot(network, X)
            assert display.layers == [1, 2]
            for found, expected in zip(display.activations, by_hand(network, X), strict=True):
                np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)

    def test_in_the_units_that_the_model_takes(self) -> None:
        y = np.sin(X[:, 0])
        model = make_pipeline(
            StandardScaler(),
            MLPRegressor(hidden_layer_sizes=(4,), solver="lbfgs", max_iter=40, random_state=0),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(1000 * X, y)
        display = plot(model, 1000 * X)
        np.testing.assert_allclose(display.activations[-1][:, 0], model.predict(1000 * X))

    def test_of_chosen_layers(self) -> None:
        network = fixed_network(3, 5, 4, 2, out_activation="identity")
        data = X[:, [0, 1, 0]]
        assert plot(network, data, layers=2).layers == [2]
        display = plot(network, data, layers=[3, 1, 3])
        assert display.layers == [1, 3] == display.drawn
        assert [a.shape for a in display.activations] == [(80, 5), (80, 2)]

    def test_chunks_change_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = plot(saturated(), X)
        monkeypatch.setattr(nnviz.silence, "_CHUNK_BYTES", 16 * 11 * 7)
        parts = plot(saturated(), X)
        for one, other in zip(whole.activities, parts.activities, strict=True):
            np.testing.assert_allclose(one.activations, other.activations, rtol=1e-12)
            np.testing.assert_array_equal(one.zero_counts, other.zero_counts)
        np.testing.assert_array_equal(
            whole.activities[0].flat_counts, parts.activities[0].flat_counts
        )

    def test_are_read_only(self) -> None:
        with pytest.raises(ValueError, match="read-only"):
            plot(rectified(), X).activations[0][0, 0] = 1.0

    def test_memory_is_bounded(self) -> None:
        network = fixed_network(4, 40, 2, out_activation="identity")
        data = np.tile(X, (1250, 2))  # 100,000 samples
        kept = 8 * len(data) * 42
        tracemalloc.start()
        activity_over(network, data, [1, 2], saturation=0.05, saturated_on=0.95)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        # What is kept, and a few arrays as large as the part of a chunk that is one layer.
        assert kept < peak < kept + 3 * 2**26

    def test_too_many_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(nnviz.silence, "MAX_BYTES", 8 * 80 * 9 - 1)
        with pytest.raises(ValueError, match="9 neurons on 80 samples would take .* fewer layers"):
            plot(rectified(), X)
        plot(rectified(), X, layers=[1])


class TestSilent:
    def test_constructed(self) -> None:
        display = plot(rectified((3, 5)), X)
        hidden, output = display.silent
        assert hidden.tolist() == [3, 5]
        assert output.tolist() == []
        assert display.saturated == [None, None]

    def test_all_of_a_layer(self) -> None:
        display = plot(rectified(tuple(range(8))), X)
        assert display.silent[0].tolist() == list(range(8))
        assert display.zero_shares[0] == 1.0

    def test_one_sample_wakes_a_neuron(self) -> None:
        network = Network.from_arrays([[[1.0, -1.0]], [[1.0], [1.0]]], activation="relu",
                                      out_activation="identity")  # fmt: skip
        data = np.full((100, 1), 2.0)
        assert plot(network, data).silent[0].tolist() == [1]
        data[99] = -1e-6
        assert plot(network, data).silent[0].tolist() == []

    def test_share_of_zeros(self) -> None:
        network = rectified()
        display = plot(network, X)
        for share, values in zip(display.zero_shares, by_hand(network, X), strict=True):
            assert share == np.mean(values == 0)
        assert 0.25 < display.zero_shares[0] < 1

    def test_neurons_that_were_taken_out_are_not_silent(self) -> None:
        display = plot(rectified((3, 5)).without([(1, 3), (1, 0)]), X)
        assert display.silent[0].tolist() == [5]
        left = np.delete(display.activations[0], [0, 3], axis=1)
        assert display.zero_shares[0] == np.mean(left == 0)

    def test_a_large_rate_with_momentum_silences_a_layer(self) -> None:
        data, y = make_circles(400, noise=0.1, factor=0.4, random_state=0)
        silenced = []
        for seed in range(4, 12):
            model = MLPClassifier((8, 6), solver="sgd", learning_rate_init=0.5, momentum=0.9,
                                  max_iter=40, random_state=seed)  # fmt: skip
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model.fit(data, y)
            display = plot(model, data)
            a, expected = data, []
            for w, b in zip(model.coefs_[:-1], model.intercepts_[:-1], strict=True):
                a = np.maximum(a @ w + b, 0)
                expected.append(np.flatnonzero(a.max(axis=0) <= 0).tolist())
            assert [some.tolist() for some in display.silent[:-1]] == expected
            silenced.append([len(some) for some in expected])
            if silenced[-1][1] == 6:
                pixels(display.figure_)
                title = display.titles_[1]
                assert title.startswith("hidden 2, ReLU\nall 6 silent\n")
                # Nothing reaches the output any more: it says the same of every sample.
                assert np.ptp(display.activations[-1]) == 0
                break
        else:
            raise AssertionError(f"no layer was silenced: {silenced}")


class TestSaturated:
    @pytest.mark.parametrize("activation", ["tanh", "logistic", "softsign"])
    def test_constructed(self, activation: str) -> None:
        display = plot(saturated(activation), X)
        assert display.saturated[0] is not None
        assert display.saturated[0].tolist() == [1, 4]
        assert display.saturated[1] is None
        assert display.flat_shares[1] is None

    @pytest.mark.parametrize("activation", ["tanh", "logistic", "softsign"])
    @pytest.mark.parametrize(("part", "on"), [(0.05, 0.95), (0.6, 0.3), (0.9, 1.0)])
    def test_against_differences(self, activation: str, part: float, on: float) -> None:
        rng = np.random.default_rng(0)
        weights, bias = rng.normal(0, 2, (2, 30)), rng.normal(0, 2, 30)
        network = Network.from_arrays([weights, np.ones((30, 1))], [bias, [0.0]],
                                      activation=activation, out_activation="identity")  # fmt: skip
        display = plot(network, X, saturation=part, saturated_on=on)
        z, h = X @ weights + bias, ACTIVATIONS[activation].function
        step = 1e-5
        slopes = np.abs(h(z + step) - h(z - step)) / (2 * step)
        grid = np.linspace(-1e-2, 1e-2, 200_001)
        largest = np.max(np.abs(np.gradient(h(grid), grid)))
        flat = slopes < part * largest
        (found, _), (share, _) = display.saturated, display.flat_shares
        assert share == flat.mean()
        assert found.tolist() == np.flatnonzero(flat.mean(axis=0) >= on).tolist()
        assert (display.saturation, display.saturated_on) == (part, on)

    def test_on_the_very_share_of_the_samples(self) -> None:
        network = Network.from_arrays([[[1.0]], [[1.0]]], activation="tanh",
                                      out_activation="identity")  # fmt: skip
        data = np.zeros((20, 1))
        data[:19] = 50.0
        assert plot(network, data, saturated_on=0.95).saturated[0].tolist() == [0]
        assert plot(network, data, saturated_on=0.96).saturated[0].tolist() == []

    def test_is_not_judged_where_it_is_no_fault_or_not_defined(self) -> None:
        for activation in ("relu", "identity", "step", "elu", "softplus"):
            network = Network.from_arrays([[[9.0]], [[9.0]]], activation=activation,
                                          out_activation="logistic")  # fmt: skip
            assert plot(network, 5 + X[:, :1]).saturated == [None, None]


class TestOrder:
    def test_as_given(self) -> None:
        display = plot(rectified(), X, max_samples=None)
        assert display.shown.tolist() == list(range(80))
        some = plot(rectified(), X, max_samples=8).shown
        assert some.tolist() == [5, 15, 25, 35, 45, 55, 65, 75]

    def test_by_class_every_class_kept(self) -> None:
        y = np.zeros(80, dtype=int)
        y[[70, 3]] = [1, 2]
        display = plot(rectified(), X, y, max_samples=10)
        assert len(display.shown) == 10
        assert y[display.shown].tolist() == [0] * 8 + [1, 2]
        given = plot(rectified(), X, y, order="given", max_samples=None)
        assert given.shown.tolist() == list(range(80))

    def test_by_the_model_s_own_order_of_classes(self) -> None:
        data, y = make_circles(60, random_state=0)
        texts = np.where(y == 1, "outside", "inside")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = MLPClassifier((3,), max_iter=3, random_state=0).fit(data, texts)
        display = plot(model, data, texts)
        assert texts[display.shown].tolist() == ["inside"] * 30 + ["outside"] * 30
        # Within a class in the order given.
        assert np.all(np.diff(display.shown[:30]) > 0)

    def test_by_a_target(self) -> None:
        y = np.sin(np.arange(80.0))
        shown = plot(rectified(), X, y, max_samples=None).shown
        np.testing.assert_array_equal(shown, np.argsort(y))
        assert plot(rectified(), X, y).numbers.groups is None

    def test_nothing_is_changed(self) -> None:
        y = np.arange(80) % 3
        data, labels = X.copy(), y.copy()
        plot(rectified(), data, labels)
        np.testing.assert_array_equal(data, X)
        np.testing.assert_array_equal(labels, y)


def test_not_for_a_model_without_layers() -> None:
    with pytest.raises(TypeError):
        plot(LogisticRegression().fit(X, X[:, 0] > 0), X)


def test_network_of_a_pipeline_is_the_same() -> None:
    perceptron = MLPRegressor(hidden_layer_sizes=(3,), max_iter=2, random_state=0)
    model = make_pipeline(StandardScaler(), perceptron)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(X, X[:, 0])
    one, other = plot(model, X), plot(as_network(model), X)
    np.testing.assert_array_equal(one.activations[0], other.activations[0])
