"""forward and backward of any model: against scikit-learn's predictions and its own gradient."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.datasets import load_iris, make_circles, make_multilabel_classification
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nnviz.adapters import as_network
from nnviz.gradients import backward, forward
from nnviz.network import Network

HAS_POISSON = "loss" in inspect.signature(MLPRegressor).parameters
needs_poisson = pytest.mark.skipif(not HAS_POISSON, reason="MLPRegressor has no loss parameter")


def fitted(model, X, y):
    """Fit for a few epochs: a gradient is as true before convergence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(X, y)


def classifier(hidden=(5, 4), **options):
    return MLPClassifier(hidden_layer_sizes=hidden, max_iter=5, random_state=0, **options)


def regressor(hidden=(5, 4), **options):
    return MLPRegressor(hidden_layer_sizes=hidden, max_iter=5, random_state=0, **options)


def binary():
    return make_circles(n_samples=60, factor=0.2, noise=0.15, random_state=1)


def iris():
    return load_iris(return_X_y=True)


def multilabel():
    return make_multilabel_classification(n_samples=50, n_features=6, n_classes=4, random_state=1)


def regression(n_outputs=1):
    rng = np.random.default_rng(4)
    X = rng.normal(size=(40, 3))
    Y = np.stack([np.sin(X[:, 0]), X[:, 1] * X[:, 2], X.sum(axis=1)], axis=1)
    return X, Y[:, 0] if n_outputs == 1 else Y[:, :n_outputs]


def counts():
    X, _ = regression()
    return X, np.random.default_rng(5).poisson(np.exp(0.3 * X[:, 0])).astype(float)


def encoded(model, y):
    """Give scikit-learn's own targets for an estimator's labels or values."""
    if hasattr(model, "_label_binarizer"):
        y = model._label_binarizer.transform(y)
    return np.asarray(y, dtype=float).reshape(len(y), -1)


def own_gradient(model, X, y):
    """Have scikit-learn compute its own loss and gradient, whatever its version's signature."""
    given = {
        "X": X,
        "y": encoded(model, y),
        "sample_weight": None,
        "activations": [X] + [None] * len(model.coefs_),
        "deltas": [None] * len(model.coefs_),
        "coef_grads": [np.empty_like(w) for w in model.coefs_],
        "intercept_grads": [np.empty_like(b) for b in model.intercepts_],
    }
    wanted = inspect.signature(model._backprop).parameters
    return model._backprop(**{name: given[name] for name in wanted})


CASES = [
    pytest.param(classifier, {"activation": activation}, data, id=f"{data.__name__}-{activation}")
    for activation in ("identity", "logistic", "tanh", "relu")
    for data in (binary, iris, multilabel)
]
CASES += [
    pytest.param(regressor, {"activation": activation}, regression, id=f"regression-{activation}")
    for activation in ("identity", "logistic", "tanh", "relu")
]
CASES += [
    pytest.param(regressor, {}, lambda: regression(3), id="three values"),
    pytest.param(regressor, {"hidden": ()}, regression, id="no hidden layer"),
    pytest.param(classifier, {"hidden": (4, 4, 3, 3)}, binary, id="four hidden layers"),
    pytest.param(regressor, {"loss": "poisson"}, counts, id="poisson", marks=needs_poisson),
]


@pytest.mark.parametrize(("make", "options", "data"), CASES)
@pytest.mark.parametrize("alpha", [0.0, 0.7])
def test_backward_is_scikit_learns_own_gradient(make, options, data, alpha):
    X, y = data()
    model = fitted(make(alpha=alpha, **options), X, y)
    theirs, coef_grads, intercept_grads = own_gradient(model, X, y)
    ours = backward(model, X, y, l2=alpha)
    for mine, own in zip(ours.weight_gradients, coef_grads, strict=True):
        np.testing.assert_allclose(mine, own, rtol=1e-10, atol=1e-10 * np.abs(own).max())
    for mine, own in zip(ours.bias_gradients[1:], intercept_grads, strict=True):
        np.testing.assert_allclose(mine, own, rtol=1e-10, atol=1e-10 * np.abs(own).max())
    if ours.loss_name == "squared_error" and y.ndim > 1:
        # Its loss_ is a mean over outputs, its gradient that of their sum.
        penalty = 0.5 * alpha * sum((w**2).sum() for w in model.coefs_) / len(X)
        theirs = (theirs - penalty) * y.shape[1] + penalty
    assert ours.loss == pytest.approx(theirs, rel=1e-10)


@pytest.mark.parametrize(
    ("loss_name", "make", "data"),
    [
        ("log_loss", classifier, binary),
        ("log_loss", classifier, multilabel),
        ("cross_entropy", classifier, iris),
        ("squared_error", regressor, regression),
    ],
)
def test_auto_names_the_loss_that_the_model_was_trained_on(loss_name, make, data):
    X, y = data()
    assert backward(fitted(make(), X, y), X, y).loss_name == loss_name


# ------------------------------------------------------------------------------ forward


@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
def test_forward_is_predict_proba(activation):
    X, y = iris()
    model = fitted(classifier(activation=activation), X, y)
    np.testing.assert_allclose(forward(model, X).output, model.predict_proba(X), rtol=1e-12)


def test_forward_of_a_binary_classifier_is_the_positive_classs_probability():
    X, y = binary()
    model = fitted(classifier(), X, y)
    np.testing.assert_allclose(forward(model, X).output[:, 0], model.predict_proba(X)[:, 1])


def test_forward_of_a_multilabel_classifier():
    X, y = multilabel()
    model = fitted(classifier(), X, y)
    np.testing.assert_allclose(forward(model, X).output, model.predict_proba(X))


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_forward_of_a_regressor_is_predict(n_outputs):
    X, y = regression(n_outputs)
    model = fitted(regressor(), X, y)
    output = forward(model, X).output
    np.testing.assert_allclose(output.squeeze(), model.predict(X), rtol=1e-12)


@needs_poisson
def test_forward_of_a_poisson_regressor_is_predict():
    X, y = counts()
    model = fitted(regressor(loss="poisson"), X, y)
    np.testing.assert_allclose(forward(model, X).output[:, 0], model.predict(X), rtol=1e-12)


def test_a_pipeline_takes_raw_features():
    X, y = iris()
    X = 100 + 50 * X
    model = fitted(make_pipeline(StandardScaler(), classifier()), X, y)
    result = forward(model, X)
    np.testing.assert_allclose(result.output, model.predict_proba(X), rtol=1e-12)
    np.testing.assert_allclose(result.activations[0], model[0].transform(X), rtol=1e-12)
    inside = backward(model[-1], model[0].transform(X), y)
    outside = backward(model, X, y)
    np.testing.assert_allclose(outside.weight_gradients[0], inside.weight_gradients[0], rtol=1e-10)
    # A network made from a Pipeline keeps its units, a changed one too.
    np.testing.assert_array_equal(forward(as_network(model), X).output, result.output)
    ablated = as_network(model).without([(1, 0)])
    assert forward(ablated, X).activations[1][:, 0].max() == 0.0


def test_a_search_around_a_pipeline():
    X, y = binary()
    pipeline = Pipeline([("scaler", StandardScaler()), ("mlp", classifier())])
    search = fitted(GridSearchCV(pipeline, {"mlp__alpha": [0.1, 1.0]}, cv=2), X, y)
    np.testing.assert_allclose(
        forward(search, X).output[:, 0], search.predict_proba(X)[:, 1], rtol=1e-12
    )
    best = backward(search.best_estimator_, X, y)
    np.testing.assert_array_equal(
        backward(search, X, y).weight_gradients[1], best.weight_gradients[1]
    )


def test_a_preprocessing_of_mixed_columns():
    pd = pytest.importorskip("pandas")
    X = pd.DataFrame({"size": [1.0, np.nan, 3.0, 4.0], "kind": ["a", "b", "a", "c"]})
    y = ["no", "yes", "no", "yes"]
    number = make_pipeline(SimpleImputer(), StandardScaler())
    columns = ColumnTransformer([("n", number, ["size"]), ("k", OneHotEncoder(), ["kind"])])
    model = fitted(make_pipeline(columns, classifier()), X, y)
    # The imputer takes NaN, so that they are allowed here.
    output = forward(model, X).output
    np.testing.assert_allclose(output[:, 0], model.predict_proba(X)[:, 1], rtol=1e-12)
    assert backward(model, X, pd.Series(y)).loss > 0


def test_x_as_a_table_and_as_a_list():
    pd = pytest.importorskip("pandas")
    X, y = binary()
    table = pd.DataFrame(X, columns=["left", "right"])
    model = fitted(make_pipeline(StandardScaler(), classifier()), table, y)
    expected = model.predict_proba(table)[:, 1]
    for data in (table, X, X.tolist()):
        np.testing.assert_allclose(forward(model, data).output[:, 0], expected, rtol=1e-12)


@pytest.mark.parametrize("inside", [True, False])
def test_a_regressor_of_transformed_targets(inside):
    X, y = regression()
    y = 1000 + 300 * y
    if inside:
        scaled = TransformedTargetRegressor(regressor(), transformer=StandardScaler())
        model = fitted(make_pipeline(StandardScaler(), scaled), X, y)
        ttr = model[-1]
    else:
        pipeline = make_pipeline(StandardScaler(), regressor())
        ttr = model = TransformedTargetRegressor(pipeline, transformer=StandardScaler())
        fitted(model, X, y)
    output = forward(model, X).output
    np.testing.assert_allclose(
        ttr.transformer_.inverse_transform(output)[:, 0], model.predict(X), rtol=1e-10
    )
    gradient = backward(model, X, y)
    scaled_y = ttr.transformer_.transform(y.reshape(-1, 1))
    assert gradient.loss == pytest.approx(0.5 * np.mean((output - scaled_y) ** 2), rel=1e-12)
    np.testing.assert_allclose(gradient.deltas[-1], (output - scaled_y) / len(y), rtol=1e-10)


# ------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    "names",
    [["no", "yes"], [False, True], [-1, 1], [2.0, 7.0]],
    ids=["str", "bool", "int", "float"],
)
def test_binary_labels_of_any_kind(names):
    pd = pytest.importorskip("pandas")
    X, target = binary()
    y = np.array(names)[target]
    model = fitted(classifier(), X, y)
    expected = forward(model, X).output[:, 0] - target
    for labels in (y, y.tolist(), pd.Series(y, index=np.arange(len(y))[::-1]), y.reshape(-1, 1)):
        delta = backward(model, X, labels).deltas[-1][:, 0]
        np.testing.assert_allclose(delta, expected / len(X), rtol=1e-12)


def test_labels_of_many_classes():
    X, target = iris()
    y = load_iris().target_names[target]
    model = fitted(classifier(), X, y)
    delta = backward(model, X[10:130], y[10:130]).deltas[-1]
    expected = (model.predict_proba(X) - np.eye(3)[target])[10:130] / 120
    np.testing.assert_allclose(delta, expected, rtol=1e-10, atol=1e-15)
    by_columns = backward(model, X, np.eye(3)[target])
    np.testing.assert_array_equal(by_columns.deltas[-1], backward(model, X, y).deltas[-1])


def test_some_of_the_classes_will_do():
    X, y = iris()
    model = fitted(classifier(), X, y)
    assert backward(model, X[:50], y[:50]).deltas[-1].shape == (50, 3)


def test_a_classifier_that_saw_one_class():
    X, _ = binary()
    y = np.ones(len(X), dtype=int)
    model = fitted(classifier(), X, y)
    ours = backward(model, X, y)
    np.testing.assert_allclose(
        ours.deltas[-1], (forward(model, X).output - encoded(model, y)) / len(X), rtol=1e-12
    )


def test_an_indicator_matrix_may_be_sparse():
    sparse = pytest.importorskip("scipy.sparse")
    X, y = multilabel()
    model = fitted(classifier(), X, y)
    dense = backward(model, X, y)
    assert backward(model, sparse.csr_matrix(X), sparse.csr_matrix(y)).loss == dense.loss
    assert backward(model, X, y.astype(bool)).loss == dense.loss


def test_arrays_without_classes():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(5, 2))
    softmax = Network.from_arrays([rng.normal(size=(2, 3))], out_activation="softmax")
    by_index = backward(softmax, X, [2, 0, 1, 1, 0])
    assert by_index.loss == backward(softmax, X, np.eye(3)[[2, 0, 1, 1, 0]]).loss
    soft = np.full((5, 3), 1 / 3)
    assert backward(softmax, X, soft).loss > 0
    logistic = Network.from_arrays([rng.normal(size=(2, 1))], out_activation="logistic")
    assert backward(logistic, X, [0, 1, 1, 0, 1]).loss_name == "log_loss"
    squared = backward(logistic, X, [0, 1, 1, 0, 1], loss="squared_error")
    assert squared.loss_name == "squared_error"


# ------------------------------------------------------------------------------ refusals


@pytest.fixture(scope="module")
def iris_model():
    X, y = iris()
    names = load_iris().target_names
    return fitted(make_pipeline(StandardScaler(), classifier()), X, names[y])


X_IRIS = load_iris().data
Y_IRIS = load_iris().target_names[load_iris().target]


@pytest.mark.parametrize(
    ("X", "message"),
    [
        (X_IRIS[0], r"X must be 2-D.*reshape\(1, -1\)"),
        (X_IRIS[:, :3], r"X must have 4 columns.*it has 3"),
        (X_IRIS[:0], r"X must hold at least one sample"),
        (np.where(X_IRIS > 7, np.nan, X_IRIS), r"X.*finite.*nan"),
        ([[1.0, 2.0, 3.0, 4.0], [1.0]], r"X.*rows have different lengths"),
        (X_IRIS[np.newaxis], r"X must be 2-D.*\(1, 150, 4\)"),
    ],
    ids=["1-D", "narrow", "empty", "nan", "ragged", "3-D"],
)
def test_x_that_is_refused(iris_model, X, message):
    network = Network.from_arrays([np.ones((4, 1))], out_activation="identity")
    for model in (iris_model, network):
        with pytest.raises(ValueError, match=message):
            forward(model, X)


def changed(index, label):
    y = Y_IRIS.astype(object)
    y[index] = label
    return y


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (changed(3, "lily"), r"y: the model does not know the label 'lily'; it knows 'setosa', "),
        (changed([3, 5], ["lily", "rose"]), "does not know the labels 'lily', 'rose'"),
        (changed(3, np.nan), "does not know the label nan"),
        (changed(3, None), "does not know the label None"),
        (load_iris().target, r"does not know the labels 0, 1, 2"),
        (Y_IRIS[:-1], "y: must have as many rows as X, 150; it has 149"),
        (np.zeros((150, 2)), r"one label a sample; it has shape \(150, 2\)"),
        (np.full((150, 3), 0.5), "the 3 columns must hold 0 and 1 only"),
        (np.ones((150, 3)), "takes rows that add up to 1; row 0 adds up to 3"),
        (np.zeros((150, 1, 1)), "y: must be 1-D, or 2-D"),
        ("setosa", r"y: must be 1-D, or 2-D with one row a sample; it has shape \(\)"),
        ([["setosa"], ["setosa", "virginica"]], "y: must be a full table"),
    ],
)
def test_labels_that_are_refused(iris_model, y, message):
    with pytest.raises(ValueError, match=message):
        backward(iris_model, X_IRIS, y)


@pytest.mark.parametrize(
    ("y", "error", "message"),
    [
        (np.array([1.0, np.nan]), ValueError, "y: must be finite; row 1, column 0 is nan"),
        (np.array([1.0, np.inf]), ValueError, "y: must be finite"),
        (np.zeros((2, 2)), ValueError, r"y: must have 1 value a sample; it has shape \(2, 2\)"),
        (np.array([1j, 2.0]), TypeError, "y: must hold real numbers"),
        (["low", "high"], TypeError, "y: must hold real numbers; it holds texts"),
        (None, ValueError, r"y: must be 1-D"),
    ],
)
@pytest.mark.parametrize("transformed", [False, True])
def test_values_that_are_refused(y, error, message, transformed):
    X, target = regression()
    model = regressor()
    if transformed:
        model = TransformedTargetRegressor(model, transformer=StandardScaler())
    fitted(model, X, target)
    with pytest.raises(error, match=message):
        backward(model, X[:2], y)


def test_a_target_transformer_that_gives_another_number_of_values():
    class Twice:
        n_features_in_ = 1

        def transform(self, values):
            return np.hstack([values, values])

    X, y = regression()
    model = fitted(TransformedTargetRegressor(regressor(), transformer=StandardScaler()), X, y)
    model.transformer_ = Twice()
    with pytest.raises(ValueError, match="y: the model's target transformer gives 2 values a samp"):
        backward(model, X, y)


def test_targets_that_a_loss_is_not_defined_for():
    exponential = Network.from_arrays([[[1.0]]], out_activation="exp")
    with pytest.raises(ValueError, match="y: the Poisson loss takes targets 0 or more"):
        backward(exponential, [[1.0]], [-1.0])
    logistic = Network.from_arrays([[[1.0]]], out_activation="logistic")
    with pytest.raises(ValueError, match="y: the log loss takes targets from 0 to 1"):
        backward(logistic, [[1.0]], [2.0])
    softmax = Network.from_arrays([[[1.0, 2.0]]], out_activation="softmax")
    with pytest.raises(ValueError, match="does not know the label 2; it knows 0, 1"):
        backward(softmax, [[1.0]], [2])


def test_multilabel_targets_that_are_refused():
    X, y = multilabel()
    model = fitted(classifier(), X, y)
    with pytest.raises(ValueError, match=r"one column of 0 and 1 for each of the 4 labels"):
        backward(model, X, y[:, 0])
    with pytest.raises(ValueError, match="the 4 columns must hold 0 and 1 only"):
        backward(model, X, 2 * y)


def test_losses_that_are_refused(iris_model):
    with pytest.raises(ValueError, match="loss: squared_error with a softmax output"):
        backward(iris_model, X_IRIS, Y_IRIS, loss="squared_error")
    with pytest.raises(ValueError, match="loss: must be one of auto, squared_error"):
        backward(iris_model, X_IRIS, Y_IRIS, loss="mse")
    with pytest.raises(ValueError, match="l2: must be a finite number, 0 or more"):
        backward(iris_model, X_IRIS, Y_IRIS, l2=-0.1)


def test_models_that_are_refused():
    with pytest.raises(TypeError):
        forward("model", X_IRIS)
    with pytest.raises(NotFittedError):
        forward(clone(classifier()), X_IRIS)
    with pytest.raises(ValueError, match="model: this network cannot be computed: layers 1, 2"):
        forward([4, 3, 2], X_IRIS)


def test_nothing_given_is_changed(iris_model):
    X, y = X_IRIS.copy(), Y_IRIS.copy()
    before = [w.copy() for w in iris_model[-1].coefs_]
    backward(iris_model, X, y, l2=0.5)
    np.testing.assert_array_equal(X, X_IRIS)
    np.testing.assert_array_equal(y, Y_IRIS)
    for w, was in zip(iris_model[-1].coefs_, before, strict=True):
        np.testing.assert_array_equal(w, was)


def test_the_result_does_not_follow_later_changes_of_x():
    X = np.ones((2, 1))
    result = forward(Network.from_arrays([[[2.0]]], out_activation="identity"), X)
    X[:] = 5.0
    np.testing.assert_array_equal(result.activations[0], 1.0)
