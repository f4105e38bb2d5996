"""Networks asked for their responses, compared with the models they were made from."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_moons
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz.adapters import as_network
from nnviz.network import Network
from nnviz.planes import make_responder

X, MOON = make_moons(60, noise=0.3, random_state=2)
WORDS = np.where(MOON == 1, "yes", "no")
IRIS, KIND = load_iris(return_X_y=True)
NAMES = np.array(["setosa", "versicolor", "virginica"])[KIND]
MLP = {"hidden_layer_sizes": (4,), "solver": "lbfgs", "random_state": 0, "tol": 0.1}


@pytest.fixture(scope="module")
def binary():
    return make_pipeline(StandardScaler(), MLPClassifier(**MLP)).fit(X, WORDS)


@pytest.fixture(scope="module")
def several():
    return make_pipeline(StandardScaler(), MLPClassifier(**MLP)).fit(IRIS, NAMES)


def test_networks_answer_as_their_models(binary, several):
    for model, data in ((binary, X), (several, IRIS)):
        here, there = make_responder(as_network(model)), make_responder(model)
        assert (here.method, here.kind) == ("forward", there.kind)
        np.testing.assert_allclose(here(data), there(data), rtol=0, atol=1e-12)
        np.testing.assert_array_equal(here.predict(data), model.predict(data))
        labels = make_responder(as_network(model), "predict")
        np.testing.assert_array_equal(labels.classes[labels(data)], model.predict(data))


def test_weighted_sums_of_a_network(binary):
    respond = make_responder(as_network(binary), "decision_function", "no")
    p = binary.predict_proba(X)[:, 1]
    np.testing.assert_allclose(respond(X), -np.log(p / (1 - p)), rtol=1e-6, atol=1e-9)
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], binary.predict(X))


def test_outputs_of_bare_arrays():
    weights = [np.array([[1.0], [-2.0]])]
    z = X @ weights[0][:, 0]
    logistic = Network.from_arrays(weights, out_activation="logistic")
    respond = make_responder(logistic, labels=WORDS)
    assert respond.classes.tolist() == ["no", "yes"]
    np.testing.assert_allclose(respond(X), 1 / (1 + np.exp(-z)), rtol=1e-12)
    assert make_responder(logistic).classes.tolist() == [0, 1]
    identity = Network.from_arrays(weights, out_activation="identity")
    assert make_responder(identity, labels=MOON).kind == "value"
    np.testing.assert_array_equal(make_responder(identity)(X), z)
    signs = make_responder(identity, labels=2 * MOON - 1)
    assert (signs.kind, signs.threshold, signs.classes.tolist()) == ("decision", 0.0, [-1, 1])
    step = make_responder(Network.from_arrays(weights, out_activation="step"))
    assert step.kind == "classes"
    np.testing.assert_array_equal(step(np.vstack([X, [[2.0, 1.0]]])), [*(z >= 0), 1])


def test_several_outputs_of_bare_arrays():
    weights = [np.array([[1.0, 0.0, -1.0], [0.5, -1.0, 1.0]])]
    z = X @ weights[0]
    for out, kind in (("softmax", "probability"), ("logistic", "decision")):
        network = Network.from_arrays(weights, out_activation=out)
        respond = make_responder(network)
        assert (respond.kind, respond.classes.tolist()) == (kind, [0, 1, 2])
        np.testing.assert_array_equal(respond.predict(X), z.argmax(axis=1))
    identity = Network.from_arrays(weights, out_activation="identity")
    with pytest.raises(ValueError, match=r"3 identity outputs and no classes"):
        make_responder(identity)
    scores = make_responder(identity, labels=["a", "b", "c"] * 20)
    np.testing.assert_array_equal(scores(X), z)
    assert scores.predict(X).tolist() == np.array(["a", "b", "c"])[z.argmax(axis=1)].tolist()


def test_a_network_that_cannot_be_computed():
    with pytest.raises(ValueError, match="cannot be computed"):
        make_responder([2, 3, 1])
    network = Network.from_arrays([np.ones((2, 1))], out_activation="identity")
    with pytest.raises(ValueError, match=r"gives values, no classes"):
        make_responder(network, "predict_proba")
    with pytest.raises(ValueError, match=r"3 logistic outputs, which give no probabilities"):
        make_responder(
            Network.from_arrays([np.ones((2, 3))], out_activation="logistic"), "predict_proba"
        )
