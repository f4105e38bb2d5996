"""Own classes and functions, whose answers alone tell what they are."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_moons
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz.planes import as_samples, make_responder

X, MOON = make_moons(60, noise=0.3, random_state=2)
WORDS = np.where(MOON == 1, "yes", "no")
IRIS, KIND = load_iris(return_X_y=True)
NAMES = np.array(["setosa", "versicolor", "virginica"])[KIND]
MLP = {"hidden_layer_sizes": (4,), "solver": "lbfgs", "random_state": 0, "tol": 0.1}


class Own:
    """Only predicts, and says nothing of itself."""

    def __init__(self, answer, **methods):
        self.answer = answer
        for name, method in methods.items():
            setattr(self, name, method)

    def predict(self, data):
        return self.answer(np.asarray(data))


@pytest.fixture(scope="module")
def binary():
    return make_pipeline(StandardScaler(), MLPClassifier(**MLP)).fit(X, WORDS)


@pytest.fixture(scope="module")
def several():
    return make_pipeline(StandardScaler(), MLPClassifier(**MLP)).fit(IRIS, NAMES)


def ask(model, *args, **options):
    return make_responder(model, *args, samples=as_samples(X, model), **options)


@pytest.mark.parametrize(
    ("answer", "classes"),
    [
        (lambda data: np.where(data[:, 0] > 0, "right", "left"), ["left", "right"]),
        (lambda data: data[:, 0] > 0, [False, True]),
        (lambda data: (data[:, 0] > 0).astype(int) + 3, [3, 4]),
        (lambda data: np.where(data[:, 0] > 0, "right", "left").tolist(), ["left", "right"]),
    ],
)
def test_an_own_class_that_only_predicts(answer, classes):
    respond = ask(Own(answer))
    assert (respond.method, respond.kind) == ("predict", "classes")
    assert respond.classes.tolist() == classes
    assert respond.classes[respond(X)].tolist() == list(answer(X))
    assert respond.predict(X).tolist() == list(answer(X))


def test_labels_of_the_data_complete_the_classes():
    model = Own(lambda data: np.full(len(data), "a"))
    assert ask(model, labels=["b", "a", "c"]).classes.tolist() == ["a", "b", "c"]
    with pytest.raises(ValueError, match=r"estimator knows one class only, 'a'"):
        ask(model)


def test_own_values_and_own_probabilities():
    assert ask(Own(lambda data: data[:, 0])).kind == "value"
    assert ask(Own(lambda data: np.round(data[:, 0])), labels=X[:, 1]).kind == "value"
    floats = ask(Own(lambda data: (data[:, 0] > 0) * 1.0), labels=MOON)
    assert (floats.kind, floats.classes.tolist()) == ("classes", [0.0, 1.0])

    def share(data):
        p = 1 / (1 + np.exp(-np.asarray(data)[:, 0]))
        return np.c_[p, 1 - p]

    model = Own(lambda data: np.where(data[:, 0] > 0, "a", "b"), predict_proba=share)
    respond = ask(model)
    assert (respond.method, respond.classes.tolist()) == ("predict_proba", ["a", "b"])
    np.testing.assert_array_equal(respond(X), share(X)[:, 1])
    model = Own(lambda data: data[:, 0] > 0, decision_function=lambda data: data[:, 0])
    assert (ask(model).kind, ask(model).threshold) == ("decision", 0.0)
    three = Own(
        lambda data: np.where(data[:, 0] > 0, "a", "b"),
        predict_proba=lambda data: np.full((len(data), 3), 1 / 3),
    )
    with pytest.raises(ValueError, match=r"predict_proba gives 3 classes, but 2 labels are known"):
        ask(three)


def test_functions(binary, several):
    values = ask(lambda data: data[:, 0] ** 2)
    assert (values.method, values.kind) == ("call", "value")
    np.testing.assert_array_equal(values(X), X[:, 0] ** 2)
    assert ask(lambda data: (data[:, 0] > 0).astype(int)).kind == "value"
    assert ask(lambda data: (data[:, 0] > 0).astype(int), labels=MOON).kind == "classes"
    words = ask(binary.predict)
    assert (words.kind, words.classes.tolist()) == ("classes", ["no", "yes"])
    shares = ask(binary.predict_proba, labels=WORDS)
    assert (shares.kind, shares.classes.tolist()) == ("probability", ["no", "yes"])
    np.testing.assert_array_equal(shares(X), binary.predict_proba(X)[:, 1])
    np.testing.assert_array_equal(shares.predict(X), binary.predict(X))
    samples = as_samples(IRIS, several)
    respond = make_responder(several.predict_proba, samples=samples)
    assert respond.classes.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(respond.predict(IRIS), several.predict_proba(IRIS).argmax(axis=1))
    with pytest.raises(ValueError, match="estimator gives 2 values a sample"):
        ask(lambda data: data * 3)


def test_how_a_functions_numbers_are_to_be_read():
    chance = ask(lambda data: 1 / (1 + np.exp(-data[:, 0])), "predict_proba", labels=WORDS)
    assert (chance.kind, chance.threshold) == ("probability", 0.5)
    assert chance.predict(X).tolist() == np.where(X[:, 0] > 0, "yes", "no").tolist()
    score = ask(lambda data: data[:, 0], "decision_function", "no", labels=WORDS)
    np.testing.assert_array_equal(score(X), -X[:, 0])


def test_an_unknown_label_on_the_grid():
    model = Own(lambda data: np.where(data[:, 0] > 100, "far", np.where(data[:, 0] > 0, "a", "b")))
    respond = ask(model)
    with pytest.raises(ValueError, match=r"predicts the label 'far'.*'a', 'b'.*classes_"):
        respond(np.array([[200.0, 0.0]]))


def test_answers_without_meaning_are_named():
    with pytest.raises(TypeError, match=r"estimator.predict must give labels or real"):
        ask(Own(lambda data: data[:, 0] * 1j))
    with pytest.raises(ValueError, match=r"a row for each of 60 samples; it gives 1"):
        ask(lambda data: [1.0])
    with pytest.raises(ValueError, match=r"gives shape \(60, 1, 2\)"):
        ask(lambda data: data[:, np.newaxis])
    with pytest.raises(ValueError, match=r"gives one table for each of 2 outputs"):
        ask(lambda data: [data, data])
    words = np.full((60, 2), "w")
    respond = ask(Own(lambda data: data[:, 0] > 0, decision_function=lambda data: words))
    with pytest.raises(TypeError, match=r"must give real numbers; its dtype is"):
        respond(X)


def test_scores_of_two_classes_in_two_columns():
    scores = np.array([[0.5, 2.0], [3.0, -1.0], [1.0, 1.0]])
    own = Own(lambda data: scores.argmax(axis=1), decision_function=lambda data: scores)
    respond = make_responder(own, samples=as_samples(scores, own))
    np.testing.assert_array_equal(respond(scores), [1.5, -4.0, 0.0])
    assert respond.decide(respond(scores)).tolist() == [1, 0, 0]


def test_another_width_than_that_of_the_classes_falls_back_or_is_named():
    class Odd(Own):
        classes_ = np.array(["a", "b", "c"])

    odd = Odd(
        lambda data: np.where(data[:, 0] > 0, "a", "c"),
        decision_function=lambda data: np.zeros((len(data), 4)),
    )
    assert ask(odd).method == "predict"
    with pytest.raises(ValueError, match=r"decision_function gives 4 numbers a sample for 3 cl"):
        ask(odd, "decision_function")(X)


def test_labels_of_another_kind_than_those_of_y_are_refused():
    def numerals(data):
        return np.where(data[:, 0] > 0.5, "1", "0")

    samples = as_samples(np.array([[0.0, 1.0], [1.0, 0.0]]), numerals)
    with pytest.raises(ValueError, match="labels of the kind that y holds; it gives '0'"):
        make_responder(numerals, labels=np.array([0, 1]), samples=samples)
