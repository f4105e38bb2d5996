"""Fitted estimators, alone and wrapped, with everything they know."""

from __future__ import annotations

import copy
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.neural_network import BernoulliRBM, MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from nnviz.adapters import as_network
from nnviz.network import Network

X = np.random.default_rng(0).normal(size=(30, 3))
FRAME = pd.DataFrame(X, columns=["length", "width $", "height"])
SIGN = (X[:, 0] > 0).astype(int)
THREE = np.repeat(["a", "b", "c"], 10)
TARGET = X @ [1.0, 2.0, 3.0] + 5.0
SMALL = {"hidden_layer_sizes": (4, 2), "max_iter": 3, "random_state": 0}


def fit(estimator, data, targets):
    """Fit for a few epochs; how well does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return estimator.fit(data, targets)


def activations(network):
    return [layer.activation for layer in network.layers]


def output(network: Network, data) -> np.ndarray:
    """Compute the forward pass of a layered ReLU network, up to the last preactivation."""
    values = network.transform(data)
    for connection, layer in zip(network.connections, network.layers[1:], strict=True):
        values = values @ connection.weights + layer.bias
        if layer is not network.layers[-1]:
            values = np.maximum(values, 0.0)
    return values


class TestPerceptrons:
    def test_binary(self):
        mlp = fit(MLPClassifier(**SMALL), X, np.where(SIGN, "yes", "no"))
        network = as_network(mlp)
        assert network.sizes == (3, 4, 2, 1)
        assert activations(network) == [None, "relu", "relu", "logistic"]
        assert network.layers[-1].names == ("yes",)
        assert network.classes.tolist() == ["no", "yes"]
        assert network.layers[0].names is None
        assert network.input_features is None
        assert network.preprocessing == ()
        for mine, theirs in zip(network.connections, mlp.coefs_, strict=True):
            np.testing.assert_array_equal(mine.weights, theirs)
        for layer, theirs in zip(network.layers[1:], mlp.intercepts_, strict=True):
            np.testing.assert_array_equal(layer.bias, theirs)
        probability = 1 / (1 + np.exp(-output(network, X)))
        np.testing.assert_allclose(probability[:, 0], mlp.predict_proba(X)[:, 1], rtol=1e-12)

    @pytest.mark.parametrize(
        ("labels", "name"), [([False, True], "True"), ([-1, 1], "1"), ([1.0, 2.0], "2.0")]
    )
    def test_binary_labels_of_other_types(self, labels, name):
        classes = np.array(labels)
        network = as_network(fit(MLPClassifier(**SMALL), X, classes[SIGN]))
        assert network.layers[-1].names == (name,)
        assert network.classes.dtype == classes.dtype

    def test_three_classes(self):
        mlp = fit(MLPClassifier(**SMALL, activation="tanh"), X, THREE)
        network = as_network(mlp)
        assert activations(network) == [None, "tanh", "tanh", "softmax"]
        assert network.layers[-1].names == ("a", "b", "c")
        assert network.classes.tolist() == ["a", "b", "c"]

    def test_labels_as_objects(self):
        network = as_network(fit(MLPClassifier(**SMALL), X, THREE.astype(object)))
        assert network.layers[-1].names == ("a", "b", "c")

    def test_multilabel(self):
        labels = np.stack([SIGN, X[:, 1] > 0, X[:, 2] > 0], axis=1).astype(int)
        network = as_network(fit(MLPClassifier(**SMALL), X, labels))
        assert activations(network)[-1] == "logistic"
        assert network.layers[-1].names == ("0", "1", "2")
        assert network.classes.tolist() == [0, 1, 2]

    def test_one_class(self):
        mlp = fit(MLPClassifier(**SMALL), X, np.zeros(30))
        network = as_network(mlp)
        assert network.classes.tolist() == [0.0]
        assert network.layers[-1].names is None

    def test_regressor(self):
        mlp = fit(MLPRegressor(**SMALL), X, TARGET)
        network = as_network(mlp)
        assert activations(network) == [None, "relu", "relu", "identity"]
        assert network.classes is None
        assert network.layers[-1].names is None
        np.testing.assert_allclose(output(network, X)[:, 0], mlp.predict(X), rtol=1e-12)

    def test_several_targets(self):
        network = as_network(fit(MLPRegressor(**SMALL), X, X[:, :2]))
        assert network.sizes[-1] == 2
        assert network.layers[-1].names is None

    def test_poisson(self):
        if "loss" not in MLPRegressor().get_params():
            pytest.skip("needs scikit-learn 1.7")
        mlp = fit(MLPRegressor(**SMALL, loss="poisson"), X, np.abs(TARGET))
        network = as_network(mlp)
        assert activations(network)[-1] == "exp"
        np.testing.assert_allclose(np.exp(output(network, X)[:, 0]), mlp.predict(X), rtol=1e-12)

    def test_no_hidden_layer(self):
        network = as_network(
            fit(MLPRegressor(hidden_layer_sizes=(), max_iter=3, random_state=0), X, TARGET)
        )
        assert activations(network) == [None, "identity"]

    def test_partial_fit(self):
        mlp = MLPClassifier(**SMALL).partial_fit(X, SIGN, classes=[0, 1])
        assert as_network(mlp).sizes == (3, 4, 2, 1)

    def test_fitted_on_a_frame(self):
        network = as_network(fit(MLPClassifier(**SMALL), FRAME, SIGN))
        assert network.layers[0].names == ("length", "width $", "height")
        assert network.input_features == ("length", "width $", "height")
        np.testing.assert_array_equal(network.transform(FRAME[FRAME.columns[::-1]]), X)

    def test_copies(self):
        mlp = fit(MLPClassifier(**SMALL), X, SIGN)
        before = copy.deepcopy(mlp)
        network = as_network(mlp)
        network.with_weights({(1, 0, 0): 99.0})
        network.without([(1, 0)])
        for one, other in zip(mlp.coefs_, before.coefs_, strict=True):
            np.testing.assert_array_equal(one, other)
            assert one.flags.writeable
        mlp.coefs_[0][:] = 0.0
        mlp.classes_[:] = 7
        np.testing.assert_array_equal(network.connections[0].weights, before.coefs_[0])
        assert network.classes.tolist() == [0, 1]

    def test_subclass(self):
        class Mine(MLPClassifier):
            pass

        assert as_network(fit(Mine(**SMALL), X, SIGN)).sizes == (3, 4, 2, 1)


class TestPipelines:
    def test_arrays(self):
        pipeline = fit(make_pipeline(StandardScaler(), MLPRegressor(**SMALL)), X, TARGET)
        network = as_network(pipeline)
        assert network.layers[0].names is None
        assert network.input_features is None
        np.testing.assert_allclose(output(network, X)[:, 0], pipeline.predict(X), rtol=1e-12)
        np.testing.assert_allclose(output(network, FRAME)[:, 0], pipeline.predict(X), rtol=1e-12)

    @pytest.mark.parametrize("kind", ["default", "pandas"])
    def test_frames(self, kind):
        scaler = StandardScaler().set_output(transform=kind)
        pipeline = fit(Pipeline([("s", scaler), ("mlp", MLPRegressor(**SMALL))]), FRAME, TARGET)
        network = as_network(pipeline)
        assert network.layers[0].names == ("length", "width $", "height")
        assert network.input_features == ("length", "width $", "height")
        for data in (FRAME, X):
            np.testing.assert_allclose(
                output(network, data)[:, 0], pipeline.predict(FRAME), rtol=1e-12
            )

    def test_names_of_what_enters_the_first_layer(self):
        steps = [StandardScaler(), "passthrough", PCA(2), None, MLPClassifier(**SMALL)]
        network = as_network(fit(make_pipeline(*steps), FRAME, SIGN))
        assert network.layers[0].names == ("pca0", "pca1")
        assert network.input_features == ("length", "width $", "height")
        assert len(network.preprocessing) == 2
        # Without names at the start there is nothing to name: x0, x1 would be made up.
        assert as_network(fit(make_pipeline(*steps), X, SIGN)).layers[0].names is None

    def test_transformer_that_does_not_name_its_output(self):
        double = FunctionTransformer(lambda data: np.hstack([data, data]))
        network = as_network(fit(make_pipeline(double, MLPClassifier(**SMALL)), FRAME, SIGN))
        assert network.layers[0].names is None
        assert network.input_features == ("length", "width $", "height")
        assert network.transform(FRAME).shape == (30, 6)

    def test_columns_of_several_kinds(self):
        frame = FRAME.assign(kind=THREE)
        columns = ColumnTransformer(
            [("scale", StandardScaler(), ["length"]), ("hot", OneHotEncoder(), ["kind"])]
        )
        pipeline = fit(make_pipeline(columns, MLPRegressor(**SMALL)), frame, TARGET)
        network = as_network(pipeline)
        assert network.layers[0].names == (
            "scale__length",
            "hot__kind_a",
            "hot__kind_b",
            "hot__kind_c",
        )
        np.testing.assert_allclose(output(network, frame)[:, 0], pipeline.predict(frame))

    def test_mlp_alone(self):
        network = as_network(fit(make_pipeline(MLPClassifier(**SMALL)), FRAME, SIGN))
        assert network.preprocessing == ()
        assert network.input_features == ("length", "width $", "height")

    def test_nested(self):
        inner = make_pipeline(StandardScaler(), MLPRegressor(**SMALL))
        pipeline = fit(make_pipeline(PCA(2), inner), FRAME, TARGET)
        network = as_network(pipeline)
        assert [type(step) for step in network.preprocessing] == [PCA, StandardScaler]
        assert network.layers[0].names == ("pca0", "pca1")
        np.testing.assert_allclose(output(network, FRAME)[:, 0], pipeline.predict(FRAME))

    def test_refitting_leaves_the_network_as_it_is(self):
        pipeline = fit(make_pipeline(StandardScaler(), MLPRegressor(**SMALL)), X, TARGET)
        network = as_network(pipeline)
        before = network.transform(X)
        fit(pipeline, 100 * X + 7, TARGET)
        np.testing.assert_array_equal(network.transform(X), before)

    def test_tampering_and_ablation_keep_the_preprocessing(self):
        pipeline = fit(make_pipeline(StandardScaler(), MLPClassifier(**SMALL)), FRAME, THREE)
        network = as_network(pipeline)
        for other in (network.with_weights({(1, 0, 0): 0.0}), network.without([(1, 1)])):
            assert other.preprocessing is network.preprocessing
            assert other.input_features == network.input_features
            assert other.classes.tolist() == ["a", "b", "c"]
            np.testing.assert_array_equal(other.transform(FRAME), network.transform(FRAME))


class TestWrappers:
    @pytest.mark.parametrize("inside", ["mlp", "pipeline"])
    def test_searches(self, inside):
        mlp = MLPClassifier(**SMALL)
        model = mlp if inside == "mlp" else make_pipeline(StandardScaler(), mlp)
        name = "alpha" if inside == "mlp" else "mlpclassifier__alpha"
        grid = GridSearchCV(model, {name: [0.1, 1.0]}, cv=2)
        chance = RandomizedSearchCV(model, {name: [0.1, 1.0]}, cv=2, n_iter=1, random_state=0)
        for search in (grid, chance):
            fit(search, FRAME, SIGN)
            network = as_network(search)
            assert network.sizes == (3, 4, 2, 1)
            assert len(network.preprocessing) == (inside == "pipeline")
            assert network.input_features == ("length", "width $", "height")
            probability = 1 / (1 + np.exp(-output(network, FRAME)))
            np.testing.assert_allclose(probability[:, 0], search.predict_proba(FRAME)[:, 1])

    def test_search_that_refits_by_name(self):
        search = GridSearchCV(
            MLPClassifier(**SMALL), {"alpha": [0.1]}, cv=2, scoring=["accuracy"], refit="accuracy"
        )
        assert as_network(fit(search, X, SIGN)).sizes == (3, 4, 2, 1)

    def test_search_inside_a_pipeline(self):
        search = GridSearchCV(MLPClassifier(**SMALL), {"alpha": [0.1]}, cv=2)
        network = as_network(fit(make_pipeline(StandardScaler(), search), X, SIGN))
        assert len(network.preprocessing) == 1

    @pytest.mark.parametrize("wrap", ["around a pipeline", "inside a pipeline", "in a search"])
    def test_transformed_targets(self, wrap):
        mlp, scaler = MLPRegressor(**SMALL), StandardScaler()
        if wrap == "around a pipeline":
            inner = make_pipeline(scaler, mlp)
            model = TransformedTargetRegressor(inner, transformer=StandardScaler())
        else:
            target = TransformedTargetRegressor(mlp, transformer=StandardScaler())
            model = make_pipeline(scaler, target)
        if wrap == "in a search":
            name = "transformedtargetregressor__regressor__alpha"
            model = GridSearchCV(model, {name: [0.1]}, cv=2)
        fit(model, FRAME, TARGET)
        network = as_network(model)
        assert len(network.preprocessing) == 1
        found = network.target_transformer.inverse_transform(output(network, FRAME))
        np.testing.assert_allclose(found[:, 0], model.predict(FRAME), rtol=1e-12)

    def test_transformed_targets_keep_a_copy(self):
        model = TransformedTargetRegressor(MLPRegressor(**SMALL), transformer=StandardScaler())
        network = as_network(fit(model, X, TARGET))
        mean = network.target_transformer.mean_.copy()
        model.transformer_.mean_[:] = 0.0
        np.testing.assert_array_equal(network.target_transformer.mean_, mean)


class TestLookalikes:
    coefs = ([[1.0, 2.0]], [[3.0], [4.0]])

    def test_all_that_is_needed(self):
        network = as_network(SimpleNamespace(coefs_=self.coefs, intercepts_=[[0.0, 0.0], [1.0]]))
        assert network.sizes == (1, 2, 1)
        assert activations(network) == [None] * 3

    def test_what_else_it_knows(self):
        model = SimpleNamespace(
            coefs_=self.coefs,
            intercepts_=[[0.0, 0.0], [1.0]],
            activation="sigmoid",
            out_activation_="linear",
            feature_names_in_=["x"],
            classes_=[0, 1],
        )
        network = as_network(model)
        assert activations(network) == [None, "logistic", "identity"]
        assert network.layers[0].names == ("x",)
        assert network.layers[-1].names == ("1",)

    @pytest.mark.parametrize("activation", ["mish", None, np.tanh, 5])
    def test_unknown_activation_is_none(self, activation):
        model = SimpleNamespace(
            coefs_=self.coefs,
            intercepts_=[[0.0, 0.0], [1.0]],
            activation=activation,
            out_activation_=activation,
        )
        assert activations(as_network(model)) == [None] * 3

    def test_what_does_not_fit_is_left_out(self):
        model = SimpleNamespace(
            coefs_=self.coefs,
            intercepts_=[[0.0, 0.0], [1.0]],
            feature_names_in_=["x", "y"],
            classes_=[0, 1, 2],
        )
        network = as_network(model)
        assert network.layers[0].names is None
        assert network.classes is None
        assert network.layers[-1].names is None

    def test_arrays_that_do_not_chain(self):
        model = SimpleNamespace(coefs_=[np.ones((2, 3)), np.ones((2, 1))], intercepts_=None)
        with pytest.raises(ValueError, match=r"coefs\[1\] must have 3 rows"):
            as_network(model)

    @pytest.mark.parametrize("coefs", [[], 5, [1.0], [[1.0, 2.0]]])
    def test_arrays_that_are_none(self, coefs):
        with pytest.raises((TypeError, ValueError), match=r"^coefs"):
            as_network(SimpleNamespace(coefs_=coefs, intercepts_=[[1.0]]))

    def test_half_of_it_is_no_model(self):
        with pytest.raises(TypeError, match="^model must be"):
            as_network(SimpleNamespace(coefs_=self.coefs))


class TestRefused:
    mlp = MLPClassifier(**SMALL)

    @pytest.mark.parametrize(
        "model",
        [
            mlp,
            MLPRegressor(),
            make_pipeline(StandardScaler(), mlp),
            GridSearchCV(mlp, {"alpha": [0.1]}),
            GridSearchCV(make_pipeline(StandardScaler(), mlp), {"mlpclassifier__alpha": [0.1]}),
            TransformedTargetRegressor(MLPRegressor()),
            SimpleNamespace(coefs_=None, intercepts_=None),
        ],
    )
    def test_unfitted(self, model):
        with pytest.raises(NotFittedError, match="is not fitted yet; call its fit"):
            as_network(model)

    @pytest.mark.parametrize(
        ("model", "message"),
        [
            (LogisticRegression(), "model is of type LogisticRegression; it must be an MLPClass"),
            (StandardScaler(), "model is of type StandardScaler; it must be"),
            (BernoulliRBM(), "model is of type BernoulliRBM; it must be"),
            (
                Pipeline([("scale", StandardScaler()), ("clf", LogisticRegression())]),
                "model: the Pipeline's last step 'clf' is of type LogisticRegression; it must be",
            ),
            (
                Pipeline([("mlp", MLPClassifier()), ("last", "passthrough")]),
                "model: the Pipeline's last step 'last' is 'passthrough'; it must be",
            ),
            (Pipeline([]), "model is a Pipeline without steps"),
            (Pipeline([("last", None)]), "last step 'last' is of type NoneType"),
        ],
    )
    def test_without_a_perceptron(self, model, message):
        with pytest.raises(TypeError, match=message):
            as_network(model)

    def test_fitted_wrappers_without_a_perceptron(self):
        search = GridSearchCV(LogisticRegression(), {"C": [1.0]}, cv=2).fit(X, SIGN)
        with pytest.raises(TypeError, match="best estimator of the GridSearchCV is of type Logis"):
            as_network(search)
        target = TransformedTargetRegressor(LinearRegression()).fit(X, TARGET)
        with pytest.raises(TypeError, match="regressor of the TransformedTargetRegressor is of"):
            as_network(target)

    @pytest.mark.parametrize("fitted", [False, True])
    def test_search_without_refit(self, fitted):
        search = GridSearchCV(self.mlp, {"alpha": [0.1]}, cv=2, refit=False)
        if fitted:
            fit(search, X, SIGN)
        with pytest.raises(ValueError, match="GridSearchCV with refit=False, .* refit=True"):
            as_network(search)

    def test_targets_transformed_twice(self):
        inner = TransformedTargetRegressor(MLPRegressor(**SMALL), transformer=StandardScaler())
        model = fit(TransformedTargetRegressor(inner, transformer=StandardScaler()), X, TARGET)
        with pytest.raises(ValueError, match="transforms the targets a second time"):
            as_network(model)
