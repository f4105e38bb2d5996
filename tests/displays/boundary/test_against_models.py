"""What `plot_decision_boundary` shows, against the models' own predictions."""

from __future__ import annotations

import warnings
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_iris, make_moons
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from nnviz import DecisionBoundaryDisplay, Network, as_network, plot_decision_boundary
from tests.figures import new_axes, pixels, root


@pytest.fixture(scope="module")
def moons() -> tuple[Any, Any, Any]:
    X, y = make_moons(n_samples=120, noise=0.3, random_state=4)
    model = MLPClassifier((5,), solver="lbfgs", alpha=0.1, max_iter=5000, random_state=1)
    return model.fit(X, y), X, y


@pytest.fixture(scope="module")
def flowers() -> tuple[Any, pd.DataFrame, Any]:
    data = load_iris(as_frame=True)
    names = data.target_names[data.target]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(data.data, names), data.data, names


def draw(*args: Any, **options: Any) -> DecisionBoundaryDisplay:
    return plot_decision_boundary(*args, **{"ax": new_axes(5, 4), "grid_resolution": 40, **options})


def nodes(display: DecisionBoundaryDisplay) -> Any:
    return np.column_stack([display.xx0.ravel(), display.xx1.ravel()])


class TestGridValues:
    def test_are_the_probabilities_of_the_model(self, moons: tuple[Any, Any, Any]) -> None:
        model, X, y = moons
        display = draw(model, X, y)
        expected = [model.predict_proba([node])[0, 1] for node in nodes(display)[::37]]
        np.testing.assert_allclose(display.response.ravel()[::37], expected, rtol=1e-10)

    def test_of_the_class_of_interest(self, moons: tuple[Any, Any, Any]) -> None:
        model, X, y = moons
        display = draw(model, X, y, class_of_interest=0)
        expected = model.predict_proba(nodes(display))[:, 0]
        np.testing.assert_allclose(display.response.ravel(), expected, rtol=1e-10)

    @pytest.mark.parametrize("as_model", [as_network, lambda m: m.predict_proba])
    def test_of_networks_and_functions_are_the_same(
        self, moons: tuple[Any, Any, Any], as_model: Any
    ) -> None:
        model, X, y = moons
        display = draw(as_model(model), X.tolist(), y.tolist())
        expected = model.predict_proba(nodes(display))
        response = display.response.reshape(len(expected), -1)
        np.testing.assert_allclose(response[:, -1], expected[:, 1], rtol=1e-8, atol=1e-12)

    def test_of_a_decision_function(self, moons: tuple[Any, Any, Any]) -> None:
        _, X, y = moons
        model = LinearSVC(random_state=0).fit(X, y)
        display = draw(model, X, y)
        np.testing.assert_allclose(
            display.response.ravel(), model.decision_function(nodes(display)), rtol=1e-10
        )

    def test_of_predicted_classes(self, moons: tuple[Any, Any, Any]) -> None:
        _, X, y = moons
        labels = np.where(y == 1, "yes", "no")
        model = DecisionTreeClassifier(random_state=0).fit(X, labels)
        display = draw(model, X, labels, response_method="predict")
        predicted = model.classes_[display.response.ravel().astype(int)]
        np.testing.assert_array_equal(predicted, model.predict(nodes(display)))

    def test_of_a_search(self, moons: tuple[Any, Any, Any]) -> None:
        _, X, y = moons
        search = GridSearchCV(LogisticRegression(), {"C": [0.1, 10]}, cv=2).fit(X, y)
        display = draw(search, X, y)
        np.testing.assert_allclose(
            display.response.ravel(), search.predict_proba(nodes(display))[:, 1], rtol=1e-10
        )

    def test_over_two_of_four_features(self, flowers: tuple[Any, pd.DataFrame, Any]) -> None:
        model, X, y = flowers
        display = draw(model, X, y, features=("petal length (cm)", "petal width (cm)"),
                       fixed={"sepal width (cm)": 3.3})  # fmt: skip
        places = nodes(display)
        table = pd.DataFrame({
            "sepal length (cm)": np.median(X["sepal length (cm)"]),
            "sepal width (cm)": 3.3,
            "petal length (cm)": places[:, 0],
            "petal width (cm)": places[:, 1],
        })  # fmt: skip
        expected = model.predict_proba(table)
        np.testing.assert_allclose(display.response.reshape(-1, 3), expected, rtol=1e-10)
        pixels(root(display.ax_))
        said = display.note_.get_text().replace("\n", " ")
        assert "sepal length (cm) = 5.8" in said
        assert "sepal width (cm) = 3.3" in said

    def test_over_principal_components(self, flowers: tuple[Any, pd.DataFrame, Any]) -> None:
        model, X, y = flowers
        display = draw(model, X, y, plane="pca")
        mean, scale = X.mean().to_numpy(), X.std(ddof=0).to_numpy()
        standard = (X.to_numpy() - mean) / scale
        _, s, axes = np.linalg.svd(standard - standard.mean(axis=0), full_matrices=False)
        signs = np.sign([
            np.corrcoef(standard @ axes[k], display.train.places[:, k])[0, 1] for k in (0, 1)
        ])  # fmt: skip
        table = pd.DataFrame(nodes(display) @ (signs[:, None] * axes[:2]) * scale + mean,
                             columns=X.columns)  # fmt: skip
        expected = model.predict_proba(table)
        np.testing.assert_allclose(display.response.reshape(-1, 3), expected, rtol=1e-8, atol=1e-12)
        part = s**2 / (s**2).sum()
        assert f"{part[0]:.0%} of variance" in display.ax_.get_xlabel()
        assert f"{part[1]:.0%} of variance" in display.ax_.get_ylabel()

    def test_of_a_regressor(self) -> None:
        rng = np.random.default_rng(0)
        X = rng.normal(size=(50, 2))
        model = LinearRegression().fit(X, X @ [1.0, -2.0])
        display = draw(model, X, X @ [1.0, -2.0])
        np.testing.assert_allclose(
            display.response.ravel(), nodes(display) @ [1.0, -2.0], atol=1e-9
        )

    def test_with_a_categorical_axis(self) -> None:
        rng = np.random.default_rng(1)
        towns = np.array(["Ulm", "Bonn", "Jena"])[rng.integers(0, 3, 90)]
        X = pd.DataFrame({"town": towns, "age": rng.uniform(20, 70, 90)})
        y = (X["age"] > 45) ^ (X["town"] == "Bonn")
        encoder = make_column_transformer((OneHotEncoder(), ["town"]), remainder="passthrough")
        model = make_pipeline(encoder, DecisionTreeClassifier(random_state=0)).fit(X, y)
        display = draw(model, X, y, features=("town", "age"))
        ticks = [label.get_text() for label in display.ax_.get_xticklabels()]
        assert ticks == ["Bonn", "Jena", "Ulm"]
        assert display.ax_.get_ylabel() == "age"


class TestTheBoundary:
    def test_lies_where_the_probability_is_a_half(self, moons: tuple[Any, Any, Any]) -> None:
        model, X, y = moons
        display = draw(model, X, y, grid_resolution=200)
        points = vertices(display)
        assert len(points) > 20
        np.testing.assert_allclose(model.predict_proba(points)[:, 1], 0.5, atol=1e-2)

    def test_lies_where_the_two_highest_are_equal(
        self, flowers: tuple[Any, pd.DataFrame, Any]
    ) -> None:
        _, X, y = flowers
        two = X.iloc[:, 2:].to_numpy()
        model = LogisticRegression(max_iter=1000).fit(two, y)
        points = vertices(draw(model, two, y, grid_resolution=200))
        assert len(points) > 20
        highest = np.sort(model.predict_proba(points), axis=1)
        np.testing.assert_allclose(highest[:, -1], highest[:, -2], atol=5e-3)

    def test_of_a_line_is_that_line(self) -> None:
        X, y = make_moons(n_samples=80, noise=0.3, random_state=0)
        model = LogisticRegression().fit(X, y)
        points = vertices(draw(model, X, y))
        z = points @ model.coef_[0] + model.intercept_[0]
        np.testing.assert_allclose(z, 0, atol=1e-9)


class TestPoints:
    def test_errors_are_counted_among_all(self, moons: tuple[Any, Any, Any]) -> None:
        model, X, y = moons
        display = draw(model, X[:80], y[:80], X_test=X[80:], y_test=y[80:], max_points=20)
        assert display.train.n_wrong == int((model.predict(X[:80]) != y[:80]).sum())
        assert display.test is not None
        assert display.test.n_wrong == int((model.predict(X[80:]) != y[80:]).sum())

    def test_each_class_has_a_marker_and_the_legend_its_name(
        self, flowers: tuple[Any, pd.DataFrame, Any]
    ) -> None:
        model, X, y = flowers
        display = draw(model, X, y, features=(2, 3))
        assert display.legend_ is not None
        said = [text.get_text() for text in display.legend_.get_texts()]
        assert said[:3] == ["setosa", "versicolor", "virginica"]
        shapes = {len(points.get_paths()[0].vertices) for points in display.points_}
        assert len(shapes) >= 3


class TestTheSamePicture:
    def test_for_any_kind_of_labels(self, moons: tuple[Any, Any, Any]) -> None:
        _, X, y = moons
        images = []
        for labels in (y, np.where(y == 1, "yes", "no"), y == 1,
                       pd.Series(np.where(y == 1, "yes", "no")).astype("category")):  # fmt: skip
            model = LogisticRegression().fit(X, labels)
            images.append(pixels(root(draw(model, X, labels, legend=False).ax_)))
        for image in images[1:]:
            np.testing.assert_array_equal(image, images[0])

    def test_for_columns_in_another_order(self, flowers: tuple[Any, pd.DataFrame, Any]) -> None:
        model, X, y = flowers
        features = ("petal length (cm)", "petal width (cm)")
        first = pixels(root(draw(model, X, y, features=features).ax_))
        turned = draw(model, X[X.columns[::-1]], y, features=features)
        np.testing.assert_array_equal(pixels(root(turned.ax_)), first)

    def test_drawn_again(self, moons: tuple[Any, Any, Any]) -> None:
        model, X, y = moons
        display = draw(model, X, y)
        first, ax = pixels(root(display.ax_)), new_axes(5, 4)
        display.plot(ax=ax)
        np.testing.assert_array_equal(pixels(root(ax)), first)
        assert plt.get_fignums() == []


def test_hidden_lines_are_where_weighted_sums_are_zero(moons: tuple[Any, Any, Any]) -> None:
    model, X, y = moons
    display = draw(model, X, y, hidden_lines=True)
    drawn = np.vstack([np.asarray(path.vertices) for path in _paths(display.zero_lines_)])
    inside = drawn[np.isfinite(drawn).all(axis=1)]
    z = inside @ model.coefs_[0] + model.intercepts_[0]
    assert np.abs(z).min(axis=1).max() < 1e-6


def test_nothing_warns_of_feature_names(flowers: tuple[Any, pd.DataFrame, Any]) -> None:
    model, X, y = flowers
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(model, X, y, features=(2, 3))
        draw(model, X.to_numpy(), y, features=(2, 3))
        draw(model, X.to_numpy().tolist(), y, plane="pca")


def test_one_feature_is_a_curve() -> None:
    rng = np.random.default_rng(2)
    X = rng.normal(size=(60, 1))
    y = (X[:, 0] + 0.5 * rng.normal(size=60) > 0).astype(int)
    model = LogisticRegression().fit(X, y)
    display = draw(model, X, y)
    assert display.xx1 is None
    np.testing.assert_allclose(display.response, model.predict_proba(display.xx0[:, None])[:, 1])


def test_a_network_of_several_logistic_outputs_takes_the_largest() -> None:
    network = Network.from_arrays([[[1.0, -1.0, 0.0], [0.0, 0.5, -1.0]]], [[0.0, 0.1, 0.2]],
                                  out_activation="softmax")  # fmt: skip
    X = np.random.default_rng(3).normal(size=(40, 2))
    z = X @ network.connections[0].weights + [0.0, 0.1, 0.2]
    display = draw(network, X, z.argmax(axis=1))
    assert display.train.n_wrong == 0
    e = np.exp(nodes(display) @ network.connections[0].weights + [0.0, 0.1, 0.2])
    np.testing.assert_allclose(
        display.response.reshape(-1, 3), e / e.sum(axis=1, keepdims=True), rtol=1e-10
    )


def vertices(display: DecisionBoundaryDisplay) -> Any:
    points = np.vstack([np.asarray(path.vertices) for path in _paths(display.boundary_)])
    return points[np.isfinite(points).all(axis=1)]


def _paths(artists: Any) -> list[Any]:
    listed = artists if isinstance(artists, list | tuple) else [artists]
    return [
        path
        for artist in listed
        for path in (artist.get_paths() if hasattr(artist, "get_paths") else [artist.get_path()])
    ]
