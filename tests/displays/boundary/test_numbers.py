"""The numbers of decision boundaries are the model's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from nnviz import DecisionBoundaryDisplay, Network, as_network, forward, plot_decision_boundary
from tests.boundaries import blobs, circles, iris, line, moons, one_input, surface
from tests.figures import new_axes


def draw(model: Any, X: Any, y: Any = None, **options: Any) -> DecisionBoundaryDisplay:
    ax = options.pop("ax", None) or new_axes()
    return plot_decision_boundary(model, X, y, ax=ax, **{"grid_resolution": 40, **options})


def nodes(display: DecisionBoundaryDisplay) -> Any:
    assert display.xx1 is not None
    return np.column_stack([display.xx0.ravel(), display.xx1.ravel()])


def vertices(display: DecisionBoundaryDisplay) -> Any:
    return np.concatenate([np.asarray(path.vertices) for path in display.boundary_.get_paths()])


class TestResponses:
    def test_binary(self) -> None:
        model, X, y = moons()
        display = draw(model, X, y)
        expected = model.predict_proba(nodes(display))[:, 1].reshape(40, 40)
        np.testing.assert_allclose(display.response, expected, rtol=1e-12)

    def test_several_classes(self) -> None:
        model, X, y = blobs()
        display = draw(model, X, y)
        expected = model.predict_proba(nodes(display)).reshape(40, 40, 10)
        np.testing.assert_allclose(display.response, expected, rtol=1e-9)

    def test_predict(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, features=(2, 3), response_method="predict")
        table = pd.DataFrame(np.tile(X.median().to_numpy(), (1600, 1)), columns=X.columns)
        table.iloc[:, 2:] = nodes(display)
        names = np.array(display.classes)[display.response.ravel()]
        np.testing.assert_array_equal(names, model.predict(table))

    def test_decision_function(self) -> None:
        _, X, y = moons()
        model = SVC(random_state=0).fit(X, y)
        display = draw(model, X, y)
        expected = model.decision_function(nodes(display)).reshape(40, 40)
        np.testing.assert_allclose(display.response, expected)
        assert display.numbers.threshold == 0.0

    def test_regression(self) -> None:
        model, X, y = surface()
        display = draw(model, X, y)
        np.testing.assert_allclose(display.response.ravel(), model.predict(nodes(display)))
        assert display.train is not None
        assert display.train.score == pytest.approx(model.score(X, y))
        assert display.boundary_.get_paths() == []

    def test_class_of_interest(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, plane="pca", class_of_interest="versicolor")
        assert display.response.shape == (40, 40)
        both = draw(model, X, y, plane="pca").response[..., 1]
        np.testing.assert_allclose(display.response, both)

    def test_network_and_function(self) -> None:
        model, X, y = moons()
        ours = draw(model, X, y).response
        np.testing.assert_allclose(draw(as_network(model), X, y).response, ours, rtol=1e-9)
        np.testing.assert_allclose(draw(model.predict_proba, X, y).response, ours, rtol=1e-12)

    def test_lists(self) -> None:
        model, X, y = moons()
        display = draw(model, X.tolist(), y.tolist())
        np.testing.assert_array_equal(display.response, draw(model, X, y).response)


class TestBoundary:
    """The model itself is asked at the vertices."""

    @pytest.mark.parametrize("fitted", [moons, circles])
    def test_binary(self, fitted: Any) -> None:
        model, X, y = fitted()
        found = vertices(draw(model, X, y, grid_resolution=200))
        assert len(found) > 50
        p = model.predict_proba(found)[:, 1]
        assert np.abs(p - 0.5).max() < 1e-2
        assert np.median(np.abs(p - 0.5)) < 1e-3

    def test_several_classes(self) -> None:
        model, X, y = blobs()
        found = vertices(draw(model, X, y, grid_resolution=200))
        highest = np.sort(model.predict_proba(found), axis=1)[:, -2:]
        gaps = highest[:, 1] - highest[:, 0]
        assert np.quantile(gaps, 0.9) < 1e-6  # the rest lie in cells where three regions meet
        assert gaps.max() < 0.1

    def test_decision_function(self) -> None:
        _, X, y = moons()
        model = SVC(random_state=0).fit(X, y)
        found = vertices(draw(model, X, y, grid_resolution=200))
        assert np.abs(model.decision_function(found)).max() < 1e-2

    def test_predict_changes_within_a_cell(self) -> None:
        _, X, y = moons()
        model = KNeighborsClassifier(3).fit(X, y)
        display = draw(model, X, y, response_method="predict", grid_resolution=120)
        found = vertices(display)
        cell = np.ptp(display.xx0) / 119
        around = found[:, None] + cell * np.array([[-1, 0], [1, 0], [0, -1], [0, 1]])
        labels = model.predict(around.reshape(-1, 2)).reshape(-1, 4)
        assert (labels.min(axis=1) != labels.max(axis=1)).mean() > 0.95

    def test_one_input(self) -> None:
        model, X, y = one_input()
        display = draw(model, X, y, grid_resolution=60)
        (line,) = display.numbers.boundary
        expected = -model.intercept_[0] / model.coef_[0, 0]
        np.testing.assert_allclose(line[:, 0], expected, atol=1e-9)
        span = np.ptp(display.ax_.get_xlim())
        np.testing.assert_allclose(vertices(display)[:, 0], expected, atol=1e-7 * span)

    def test_categories_reach_halfway(self) -> None:
        table, target, model = people()
        display = draw(model, table, target, features=("town", "age"), grid_resolution=100)
        found = vertices(display)
        upright = np.isclose(found[:, 0] % 1, 0.5)
        assert upright.all()  # within a category the boundary is level
        for k, town in enumerate(display.numbers.axes[0].categories or ()):
            levels = found[np.isclose(found[:, 0], k - 0.5), 1]
            p = model.predict_proba(pd.DataFrame({"town": town, "age": levels}))[:, 1]
            assert np.abs(p - 0.5).min() < 1e-6


def people() -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {"town": rng.choice(["Aachen", "Bonn", "Celle"], 120), "age": rng.uniform(20, 70, 120)}
    )
    target = np.where(table["age"] + 8 * (table["town"] == "Bonn") > 45, "yes", "no")
    encoder = make_column_transformer(
        (OneHotEncoder(sparse_output=False), ["town"]), remainder=StandardScaler()
    )
    return table, target, make_pipeline(encoder, LogisticRegression()).fit(table, target)


class TestPoints:
    def test_wrong_points_are_those_that_the_model_predicts_wrong(self) -> None:
        model, X, y = moons()
        display = draw(model, X[:150], y[:150], X_test=X[150:], y_test=y[150:])
        assert display.train is not None
        assert display.test is not None
        wrong = model.predict(X) != y
        np.testing.assert_array_equal(display.train.wrong, wrong[:150])
        assert display.train.n_wrong == wrong[:150].sum() > 0
        assert display.test.n_wrong == wrong[150:].sum() > 0
        assert display.test.score == pytest.approx(model.score(X[150:], y[150:]))
        places = np.concatenate([X[:150][wrong[:150]], X[150:][wrong[150:]]])
        np.testing.assert_allclose(display.rings_.get_offsets(), places)

    def test_wrong_by_the_point_itself_not_by_its_place(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, features=(0, 1))
        assert display.train is not None
        assert display.train.n_wrong == (model.predict(X) != y).sum()

    def test_test_points_lie_inside(self) -> None:
        model, X, y = moons()
        far = np.array([[9.0, -7.0]])
        display = draw(model, X, y, X_test=far, y_test=[0])
        low, high = display.ax_.get_xlim()
        assert low < 9.0 < high

    def test_labels_of_any_kind(self) -> None:
        _, X, y = moons()
        for labels in (y.astype(bool), pd.Series(y), pd.Categorical(np.array(["a", "b"])[y])):
            model = LogisticRegression().fit(X, labels)
            display = draw(model, X, labels)
            assert display.train is not None
            np.testing.assert_array_equal(display.train.targets, y)


class TestMoreFeatures:
    def test_others_are_held_at_their_medians(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, features=("petal length (cm)", "petal width (cm)"))
        assert display.note_.get_text().startswith("sepal length (cm) = 5.8, sepal width")

    def test_held_where_asked(self) -> None:
        model, X, y = iris()
        features = ("petal length (cm)", "petal width (cm)")
        display = draw(model, X, y, features=features, fixed={"sepal length (cm)": 7.0})
        table = pd.DataFrame(
            {"a": 7.0, "b": X.iloc[:, 1].median(), "c": nodes(display)[:, 0],
             "d": nodes(display)[:, 1]}
        )  # fmt: skip
        table.columns = X.columns
        expected = model.predict_proba(table).reshape(40, 40, 3)
        np.testing.assert_allclose(display.response, expected, rtol=1e-9)
        assert "sepal length (cm) = 7" in display.note_.get_text()

    def test_components(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, plane="pca")
        z = (X - X.mean()) / X.std(ddof=0)
        parts = np.linalg.svd(z.to_numpy(), compute_uv=False) ** 2
        shares = [f"{part / parts.sum():.0%}" for part in parts[:2]]
        labels = [display.ax_.get_xlabel(), display.ax_.get_ylabel()]
        assert all(share in label for share, label in zip(shares, labels, strict=True))
        assert "fade with their distance" in display.note_.get_text()
        opacity = np.asarray(display.points_[0].get_facecolor())[:, 3]
        assert display.train is not None
        away = display.train.distances[display.train.targets == 0]
        assert (np.diff(opacity[np.argsort(away)]) <= 1e-12).all()
        assert opacity.min() < opacity.max()

    def test_hidden_lines_are_where_the_sums_are_zero(self) -> None:
        model, X, y = iris()
        display = draw(model, X, y, plane="pca", hidden_lines=True)
        assert len(display.zero_lines_) == 8
        numbers = display.numbers
        assert numbers.hidden is not None
        network: Network = as_network(model)
        z = (X - X.mean()) / X.std(ddof=0)
        axes = np.linalg.svd(z.to_numpy(), full_matrices=False)[2][:2]
        for k, lines in enumerate(display.zero_lines_):
            for path in lines.get_paths():
                found = np.asarray(path.vertices)
                signs = np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])
                raw = (found * signs) @ axes * X.std(ddof=0).to_numpy() + X.mean().to_numpy()
                passed = forward(network, pd.DataFrame(raw, columns=X.columns))
                sums = passed.preactivations[1]
                assert sums is not None
                np.testing.assert_allclose(sums[:, k], 0, atol=1e-3)


def test_one_input_has_a_curve() -> None:
    model, X, y = one_input()
    (curve,) = draw(model, X, y).curves_
    x = np.asarray(curve.get_xdata())
    expected = model.predict_proba(x[:, None])[:, 1]
    np.testing.assert_allclose(curve.get_ydata(), expected, rtol=0, atol=1e-7)


def test_regression_over_one_input_is_a_curve_and_points() -> None:
    model, X, y = line()
    display = draw(model, X, y)
    (curve,), (points,) = display.curves_, display.points_
    x = np.asarray(curve.get_xdata())
    expected = model.predict(x[:, None])
    np.testing.assert_allclose(curve.get_ydata(), expected, rtol=0, atol=1e-7 * np.ptp(expected))
    np.testing.assert_allclose(points.get_offsets(), np.column_stack([X[:, 0], y]))
    assert display.image_ is None


def test_alt_text_says_what_is_shown() -> None:
    model, X, y = moons()
    text = draw(model, X, y).alt_text()
    assert "2 classes: 0, 1" in text
    assert f"{(model.predict(X) != y).sum()} of 200 points are predicted wrong" in text
