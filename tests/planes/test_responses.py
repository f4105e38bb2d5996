"""Every kind of model asked for its response, compared with its own methods."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.datasets import load_iris, make_moons
from sklearn.ensemble import IsolationForest
from sklearn.exceptions import NotFittedError
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.model_selection import (
    FixedThresholdClassifier,
    GridSearchCV,
    TunedThresholdClassifierCV,
)
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import MultiOutputClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from nnviz.adapters import as_network
from nnviz.network import Network
from nnviz.planes import as_samples, make_responder

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


# ------------------------------------------------------------------------------- classifiers


def test_two_classes(binary):
    respond = make_responder(binary)
    assert (respond.method, respond.kind, respond.threshold) == (
        "predict_proba",
        "probability",
        0.5,
    )
    assert respond.classes.tolist() == ["no", "yes"]
    np.testing.assert_array_equal(respond(X), binary.predict_proba(X)[:, 1])
    np.testing.assert_array_equal(respond.predict(X), binary.predict(X))
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], binary.predict(X))
    assert respond.n_responses == 1


@pytest.mark.parametrize("label", ["no", "yes"])
@pytest.mark.parametrize("method", ["predict_proba", "decision_function"])
def test_the_class_of_interest_of_two(method, label):
    model = LogisticRegression().fit(X, WORDS)
    respond = make_responder(model, method, label)
    if method == "predict_proba":
        own = model.predict_proba(X)[:, model.classes_.tolist().index(label)]
    else:
        own = model.decision_function(X) * (1 if label == "yes" else -1)
    np.testing.assert_array_equal(respond(X), own)
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], model.predict(X))
    assert (respond(X) > respond.threshold).tolist() == (model.predict(X) == label).tolist()


def test_several_classes(several):
    respond = make_responder(several)
    np.testing.assert_array_equal(respond(IRIS), several.predict_proba(IRIS))
    assert (respond.n_responses, respond.threshold) == (3, None)
    np.testing.assert_array_equal(
        respond.classes[respond.decide(respond(IRIS))], several.predict(IRIS)
    )
    one = make_responder(several, class_of_interest="versicolor")
    np.testing.assert_array_equal(one(IRIS), several.predict_proba(IRIS)[:, 1])
    assert (one.n_responses, one.positive) == (1, 1)
    with pytest.raises(ValueError, match="does not say which class"):
        one.decide(one(IRIS))


def test_labels_are_indices_into_the_classes(several):
    respond = make_responder(several, "predict")
    assert respond.kind == "classes"
    np.testing.assert_array_equal(respond.classes[respond(IRIS)], several.predict(IRIS))
    assert respond(IRIS).dtype.kind == "i"


def test_string_labels_answer_as_integers_do(several):
    twin = make_pipeline(StandardScaler(), MLPClassifier(**MLP)).fit(IRIS, KIND)
    for method in ("predict_proba", "predict"):
        there = make_responder(several, method)(IRIS)
        np.testing.assert_array_equal(make_responder(twin, method)(IRIS), there)


def test_the_order_of_the_methods():
    assert make_responder(SGDClassifier(random_state=0).fit(X, MOON)).method == "decision_function"
    assert (
        make_responder(DecisionTreeClassifier(random_state=0).fit(X, MOON)).method
        == "predict_proba"
    )

    class Voter(ClassifierMixin, BaseEstimator):
        classes_ = np.array([False, True])

        def predict(self, data):
            return np.asarray(data)[:, 0] > 0

    respond = make_responder(Voter())
    assert (respond.method, respond.kind) == ("predict", "classes")
    np.testing.assert_array_equal(respond(X), X[:, 0] > 0)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_ties_go_to_the_first_class_as_the_model_has_it(k):
    model = KNeighborsClassifier(2 * k).fit(X, WORDS)
    assert (model.predict_proba(X) == 0.5).any()
    for label in (None, "no", "yes"):
        respond = make_responder(model, class_of_interest=label)
        np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], model.predict(X))


def test_searches_and_frames():
    frame = pd.DataFrame(X, columns=["u", "v"]).assign(w=np.where(X[:, 0] > 0, "p", "q"))
    encode = ColumnTransformer([("n", StandardScaler(), ["u", "v"]), ("w", OneHotEncoder(), ["w"])])
    model = GridSearchCV(
        make_pipeline(encode, LogisticRegression()), {"logisticregression__C": [0.1, 1.0]}, cv=2
    ).fit(frame, WORDS)
    samples = as_samples(frame[["w", "v", "u"]], model)
    respond = make_responder(model, samples=samples)
    np.testing.assert_array_equal(respond(samples.data), model.predict_proba(frame)[:, 1])


def test_pairs_of_classes_are_no_classes():
    # Three classes have three pairs, so that the shape alone does not tell.
    model = SVC(decision_function_shape="ovo", random_state=0).fit(IRIS, NAMES)
    assert model.decision_function(IRIS).shape == (150, 3)
    respond = make_responder(model)
    assert respond.method == "predict"
    np.testing.assert_array_equal(respond.predict(IRIS), model.predict(IRIS))
    with pytest.raises(ValueError, match=r"number for each pair of classes"):
        make_responder(model, "decision_function")
    rest = OneVsOneClassifier(SVC(random_state=0)).fit(IRIS, NAMES)
    np.testing.assert_array_equal(make_responder(rest)(IRIS), rest.decision_function(IRIS))


def test_a_machine_whose_probabilities_are_a_fit_of_their_own():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        model = SVC(probability=True, random_state=0).fit(X, WORDS)
    respond = make_responder(model)
    assert respond.method == "decision_function"
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], model.predict(X))
    np.testing.assert_array_equal(
        make_responder(model, "predict_proba")(X), model.predict_proba(X)[:, 1]
    )


@pytest.mark.parametrize("label", [None, "no", "yes"])
@pytest.mark.parametrize("pos_label", [None, "no", "yes"])
@pytest.mark.parametrize("method", ["predict_proba", "decision_function"])
def test_a_threshold_of_the_models_own(method, pos_label, label):
    options = {"threshold": 0.8, "response_method": method, "pos_label": pos_label}
    model = FixedThresholdClassifier(LogisticRegression(), **options).fit(X, WORDS)
    usual = LogisticRegression().fit(X, WORDS)
    assert (model.predict(X) != usual.predict(X)).any()
    respond = make_responder(model, class_of_interest=label, samples=as_samples(X, model))
    assert respond.method == method
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], model.predict(X))
    other = {"predict_proba": "decision_function", "decision_function": "predict_proba"}[method]
    with pytest.raises(ValueError, match=f"own threshold of estimator is one for {method}"):
        make_responder(model, other)


def test_a_threshold_that_was_tuned():
    rare = X[:, 0] > np.quantile(X[:, 0], 0.85)
    model = TunedThresholdClassifierCV(LogisticRegression(), cv=3, random_state=0).fit(X, rare)
    respond = make_responder(model, samples=as_samples(X, model))
    assert respond.threshold == model.best_threshold_ != 0.5
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], model.predict(X))


def test_models_that_work_with_much_get_smaller_parts():
    nearest = KNeighborsClassifier(3).fit(IRIS, KIND)
    assert make_responder(nearest).working_numbers == 512
    process = GaussianProcessRegressor(optimizer=None, alpha=0.1).fit(
        np.arange(400.0)[:, np.newaxis], np.zeros(400)
    )
    assert make_responder(process).working_numbers == 1200
    wide = Network.from_arrays(
        [np.ones((2, 900)), np.ones((900, 1))], activation="relu", out_activation="logistic"
    )
    assert make_responder(wide).working_numbers == 3 * 903


def test_outliers_and_clusters():
    forest = IsolationForest(n_estimators=5, random_state=0).fit(X)
    respond = make_responder(forest)
    assert respond.classes.tolist() == [-1, 1]
    np.testing.assert_array_equal(respond.classes[respond.decide(respond(X))], forest.predict(X))
    means = KMeans(3, n_init=1, random_state=0).fit(X)
    respond = make_responder(means, samples=as_samples(X, means))
    np.testing.assert_array_equal(respond(X), means.predict(X))


# -------------------------------------------------------------------------------- regressors


def test_regressors_in_their_own_units():
    y = np.exp(X[:, 0])
    inner = make_pipeline(StandardScaler(), MLPRegressor(**MLP))
    model = TransformedTargetRegressor(inner, transformer=StandardScaler()).fit(X, y)
    respond = make_responder(model)
    assert (respond.method, respond.kind, respond.classes) == ("predict", "value", None)
    np.testing.assert_array_equal(respond(X), model.predict(X))
    network = make_responder(as_network(model))
    assert network.method == "forward"
    np.testing.assert_allclose(network(X), model.predict(X), rtol=1e-12)
    np.testing.assert_array_equal(network.predict(X), network(X))
    column = LinearRegression().fit(X, y.reshape(-1, 1))
    np.testing.assert_array_equal(make_responder(column)(X), column.predict(X)[:, 0])


# ----------------------------------------------------------------------------------- errors


class Nothing:
    pass


class Silent:
    def predict(self, data):
        return np.zeros(len(data))


class Texts(LinearRegression):
    def predict(self, data):
        return np.full(len(data), "low")


class Complex(LinearRegression):
    def predict(self, data):
        return np.full(len(data), 1j)


class NoPrediction:
    _estimator_type = "regressor"

    def predict_proba(self, data):
        return np.zeros((len(data), 2))


BAD = [
    (
        lambda: Texts().fit(X, MOON),
        {},
        TypeError,
        r"estimator\.predict must give numbers; it gives 'low'",
    ),
    (
        lambda: Complex().fit(X, MOON),
        {},
        TypeError,
        r"estimator\.predict must give real numbers; it gives complex ones",
    ),
    (NoPrediction, {}, TypeError, r"estimator \(NoPrediction\) is a regressor without predict"),
    (lambda: Nothing(), {}, TypeError, r"estimator must have a method predict.*Nothing is neither"),
    (lambda: LogisticRegression, {}, TypeError, r"estimator is the class LogisticRegression"),
    (lambda: LogisticRegression(), {}, NotFittedError, r"LogisticRegression is not fitted yet"),
    (
        lambda: make_pipeline(StandardScaler(), SVC(random_state=0)),
        {},
        NotFittedError,
        r"Pipeline is not fitted",
    ),
    (
        lambda: GridSearchCV(SVC(random_state=0), {}),
        {},
        NotFittedError,
        r"GridSearchCV is not fitted",
    ),
    (
        lambda: GridSearchCV(SVC(random_state=0), {"C": [1.0]}, refit=False, cv=2).fit(X, MOON),
        {},
        ValueError,
        r"refit=False",
    ),
    (
        lambda: LinearRegression().fit(X, MOON),
        {"response_method": "predict_proba"},
        ValueError,
        r"response_method='predict_proba' is for classifiers; estimator \(LinearRegression\)",
    ),
    (
        lambda: LinearRegression().fit(X, MOON),
        {"class_of_interest": 1},
        ValueError,
        r"class_of_interest is for classifiers",
    ),
    (
        lambda: SGDClassifier(random_state=0).fit(X, MOON),
        {"response_method": "predict_proba"},
        ValueError,
        r"estimator \(SGDClassifier\) has no such method; it has decision_function, predict",
    ),
    (
        lambda: LogisticRegression().fit(X, WORDS),
        {"class_of_interest": "maybe"},
        ValueError,
        r"class_of_interest must be one of the classes of estimator, 'no', 'yes'; it is 'maybe'",
    ),
    (
        lambda: LogisticRegression().fit(X, MOON),
        {"class_of_interest": True},
        ValueError,
        r"0, 1; it is True",
    ),
    (
        lambda: LogisticRegression().fit(X, MOON),
        {"response_method": "p"},
        ValueError,
        r"one of 'au",
    ),
    (lambda: LinearRegression().fit(X, X), {}, ValueError, r"gives 2 values a sample"),
    (
        lambda: KNeighborsClassifier(3).fit(X, np.c_[MOON, MOON]),
        {},
        ValueError,
        r"several labels",
    ),
    (
        lambda: MultiOutputClassifier(LogisticRegression()).fit(X, np.c_[MOON, MOON]),
        {},
        ValueError,
        r"several labels",
    ),
    (
        lambda: OneVsRestClassifier(LogisticRegression()).fit(X, np.c_[MOON, 1 - MOON]),
        {},
        ValueError,
        r"several labels",
    ),
    (lambda: MLPClassifier(**MLP).fit(X, np.c_[MOON, 1 - MOON]), {}, ValueError, r"several labels"),
    (
        lambda: DecisionTreeClassifier(random_state=0).fit(X, ["one"] * 60),
        {},
        ValueError,
        r"estimator knows one class only, 'one'",
    ),
    (lambda: Silent(), {}, TypeError, r"samples to try it on must be given"),
]


@pytest.mark.parametrize(("make", "options", "error", "words"), BAD)
def test_bad_models_are_named(make, options, error, words):
    with pytest.raises(error, match=words):
        make_responder(make(), **options)(X)
