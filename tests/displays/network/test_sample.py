"""A sample on its way through the network."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from nnviz import Network
from tests.displays.network.helpers import MINUS, dashes, draw, inside, notes, strings
from tests.figures import fixed_arrays, fixed_network, new_axes


class TestSample:
    def test_fills_and_values(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=[1.0, -0.5], size=(8, 6))
        hidden = np.maximum(np.array([1.0, -0.5]) @ coefs[0] + intercepts[0], 0)
        output = hidden @ coefs[1] + intercepts[1]
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.activations[1][0], hidden)
        written = [float(t.replace(MINUS, "-")) for t in inside(display)[1]]
        np.testing.assert_allclose(written, hidden, rtol=0.05, atol=1e-12)
        assert display.neuron_colorbar_ is not None
        limit = max(np.abs(hidden).max(), np.abs(output).max(), 1.0)
        assert display.neuron_colorbar_.norm.vmax == pytest.approx(limit)
        assert f"the output is {output[0]:.3g}" in display.alt_text()

    def test_silent_neurons_are_dotted_and_said_to_be(self) -> None:
        network = Network.from_arrays(
            [[[1.0, -1.0]], [[1.0], [1.0]]], activation="relu", out_activation="identity"
        )
        display = draw(network, sample=[2.0])
        assert dashes(display.neurons_[1]) == [False, True]
        assert "dotted: silent for this sample" in notes(display)
        display = draw(network)
        assert dashes(display.neurons_[1]) == [False, False]

    def test_contribution(self) -> None:
        coefs, _ = fixed_arrays(2, 3, 1)
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=[2.0, -1.0], edge_values="contribution")
        edges = display.edges_[0]
        found = np.zeros((2, 3))
        found[edges.sources, edges.targets] = edges.get_array()
        np.testing.assert_allclose(found, np.array([[2.0], [-1.0]]) * coefs[0])

    def test_bars_of_a_classifier(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 3)
        network = fixed_network(2, 3, 3, out_activation="softmax")
        display = draw(network, sample=[1.0, 0.5], size=(9, 6))
        hidden = np.maximum(np.array([1.0, 0.5]) @ coefs[0] + intercepts[0], 0)
        z = hidden @ coefs[1] + intercepts[1]
        words = strings(display.ax_.texts)
        assert words.count("z") == words.count("P") == 3
        for value in z:
            assert f"{value:.2f}".replace("-", MINUS) in words
        assert draw(fixed_network(2, 1, out_activation="identity"), sample=[1, 1])
        regressor = draw(fixed_network(2, 1, out_activation="identity"), sample=[1, 1])
        assert "P" not in strings(regressor.ax_.texts)

    @pytest.mark.parametrize(
        "sample", [[1.0, 2.0], (1, 2), np.array([[1.0, 2.0]]), [[1.0, 2.0]], np.array([1, 2])]
    )
    def test_of_any_kind(self, sample: Any) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=sample)
        assert display.sample is not None
        np.testing.assert_array_equal(display.sample.activations[0], [[1, 2]])

    def test_of_pandas(self) -> None:
        import pandas as pd

        network = fixed_network(2, 1, out_activation="identity", input_names=["a", "b"])
        frame = pd.DataFrame({"a": [1.0], "b": [2.0]})
        for sample in (frame, frame.iloc[0]):
            display = draw(network, sample=sample)
            assert display.sample is not None
            np.testing.assert_array_equal(display.sample.activations[0], [[1, 2]])

    @pytest.mark.parametrize(
        "sample",
        [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0], [3.0, 4.0]], 5.0, [np.nan, 1.0], ["a", "b"],
         [[[1.0, 2.0]]], []],
    )  # fmt: skip
    def test_bad_ones(self, sample: Any) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises((ValueError, TypeError)):
            draw(fixed_network(2, 1, out_activation="identity"), ax=ax, sample=sample)
        assert ax.get_children() == before

    def test_of_an_architecture(self) -> None:
        with pytest.raises(ValueError, match="weights"):
            draw([2, 3, 1], sample=[1.0, 2.0])

    def test_of_unknown_activations(self) -> None:
        with pytest.raises(ValueError, match="activation"):
            draw(([[[1.0]], [[1.0]]], None), sample=[1.0])

    def test_of_a_pipeline_is_in_its_raw_units(self) -> None:
        from sklearn.neural_network import MLPRegressor
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        X = np.array([[100.0, 0.1], [200.0, 0.3], [300.0, 0.2], [400.0, 0.5]])
        mlp = MLPRegressor(
            hidden_layer_sizes=(3,), solver="lbfgs", max_iter=50, tol=1.0, random_state=0
        )
        pipeline = make_pipeline(StandardScaler(), mlp).fit(X, [1.0, 2.0, 3.0, 4.0])
        before = pickle.dumps(pipeline)
        display = draw(pipeline, sample=X[1])
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.output[0], pipeline.predict(X[1:2]))
        np.testing.assert_allclose(
            display.sample.activations[0][0], pipeline[0].transform(X[1:2])[0]
        )
        assert "preprocessed" in notes(display)
        changed = display.network.with_weights({(1, 0, 0): 0.0})
        again = draw(changed, sample=X[1])
        assert again.sample is not None
        np.testing.assert_allclose(again.sample.activations[0], display.sample.activations[0])
        assert pickle.dumps(pipeline) == before

    def test_of_a_classifier_is_its_own_probability(self) -> None:
        from sklearn.neural_network import MLPClassifier

        X = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.9], [0.9, 0.1]])
        mlp = MLPClassifier(
            hidden_layer_sizes=(3,), solver="lbfgs", max_iter=50, tol=1.0, random_state=0
        )
        mlp.fit(X, ["no", "yes", "no", "yes"])
        display = draw(mlp, sample=X[0])
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.output[0, 0], mlp.predict_proba(X[:1])[0, 1])
        assert strings(display.names_[-1]) == ["P(y = yes)"]
