"""`plot_fit`: its numbers, against the models' own predictions and scikit-learn's scores."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

from nnviz import FitDisplay, Network, as_network, plot_fit
from tests.figures import new_axes

X1 = np.linspace(0.0, 5.0, 60)[:, None]
Y1 = X1[:, 0] / 2 + np.sin(X1[:, 0]) + 0.2 * np.cos(40 * X1[:, 0])
X3 = np.column_stack([np.sin(np.arange(60.0)), np.cos(np.arange(60.0) ** 2), np.arange(60.0) % 7])
Y3 = X3 @ [1.0, -2.0, 0.5] + 0.3 * np.sin(9 * np.arange(60.0))
CURVED = make_pipeline(PolynomialFeatures(4), LinearRegression()).fit(X1, Y1)
FLAT = LinearRegression().fit(X3, Y3)


def plot(*args: Any, **options: Any) -> FitDisplay:
    return plot_fit(*args, ax=new_axes(), **options)


class TestOneFeature:
    def test_the_curve_is_the_models_own_prediction(self) -> None:
        display = plot(CURVED, X1, Y1)
        assert display.x is not None
        assert display.curve is not None
        expected = CURVED.predict(display.x[:, None])
        np.testing.assert_array_equal(display.curve, expected)
        (line,) = display.curves_
        np.testing.assert_array_equal(line.get_xydata(), np.column_stack([display.x, expected]))
        assert display.training_range == (0.0, 5.0)
        assert (display.x[0], display.x[-1]) == (0.0, 5.0)

    def test_the_grid_is_finer_than_the_data(self) -> None:
        few = plot(CURVED, X1[::20], Y1[::20], grid_resolution=40)
        assert few.x is not None
        assert len(few.x) == 40
        assert len(plot(CURVED, X1, Y1).curve) == 500  # type: ignore[arg-type]

    def test_points_are_the_data(self) -> None:
        display = plot(CURVED, X1, Y1, X_test=X1[:5] + 0.01, y_test=Y1[:5])
        train, test = display.points_
        np.testing.assert_array_equal(train.get_offsets(), np.column_stack([X1, Y1]))
        np.testing.assert_array_equal(test.get_offsets(), np.column_stack([X1[:5] + 0.01, Y1[:5]]))
        assert len(train.get_facecolor()) == 1
        assert len(test.get_facecolor()) == 0
        assert train.get_paths()[0].vertices.shape != test.get_paths()[0].vertices.shape

    def test_scores_are_those_of_scikit_learn(self) -> None:
        X_test, y_test = X1[::3] + 0.02, Y1[::3]
        display = plot(CURVED, X1, Y1, X_test=X_test, y_test=y_test)
        guess = CURVED.predict(X_test)
        assert display.r2["train"] == r2_score(Y1, CURVED.predict(X1))
        assert display.r2["test"] == r2_score(y_test, guess)
        half = mean_squared_error(y_test, guess) / 2
        assert display.half_squared_error["test"] == pytest.approx(half, rel=1e-12)
        np.testing.assert_array_equal(display.predicted["test"], guess)
        np.testing.assert_array_equal(display.residuals["test"], y_test - guess)

    def test_extrapolation(self) -> None:
        display = plot(CURVED, X1, Y1, extrapolate=1.5)
        assert display.x is not None
        assert (display.x[0], display.x[-1]) == (-1.5, 6.5)
        assert {0.0, 5.0} <= set(display.x)
        below, above = display.shades_
        assert below.get_x() + below.get_width() == pytest.approx(0.0)
        assert below.get_x() < display.ax_.get_xlim()[0]
        assert above.get_x() == 5.0
        np.testing.assert_array_equal(display.curve, CURVED.predict(display.x[:, None]))

    def test_test_samples_beyond_the_training_range(self) -> None:
        inside = plot(CURVED, X1, Y1, X_test=[[2.0]], y_test=[1.0])
        assert inside.shades_ == []
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            outside = plot(CURVED, X1, Y1, X_test=[[6.0]], y_test=[1.0])
        (shade,) = outside.shades_
        assert shade.get_x() == 5.0
        assert outside.x is not None
        assert outside.x[-1] == 6.0
        assert np.isnan(outside.r2["test"])  # one sample has no variance
        assert "outside the training range, 0 to 5, is shaded" in outside.alt_text()

    def test_a_curve_that_shoots_away_leaves_the_picture_and_this_is_said(self) -> None:
        display = plot(lambda X: np.exp(20 * X[:, 0]), X1, Y1)
        low, high = display.ax_.get_ylim()
        assert high - low < 5 * np.ptp(Y1)
        display.figure_.canvas.draw()
        assert display.note_.get_visible()
        assert display.note_.get_text() == "fit leaves the picture"


class TestSeveralFeatures:
    def test_observed_against_predicted(self) -> None:
        display = plot(FLAT, X3, Y3)
        assert display.x is display.curve is display.inputs is display.training_range is None
        assert display.curves_ == []
        (points,) = display.points_
        np.testing.assert_allclose(points.get_offsets(), np.column_stack([FLAT.predict(X3), Y3]))
        assert display.r2["train"] == r2_score(Y3, FLAT.predict(X3))
        assert display.identity_ is not None
        assert display.identity_.get_slope() == 1  # type: ignore[attr-defined]
        assert display.ax_.get_xlim() == display.ax_.get_ylim()
        assert display.ax_.get_aspect() == 1

    def test_words(self) -> None:
        display = plot(FLAT, X3, Y3, X_test=X3[:9], y_test=Y3[:9] + 0.5)
        display.figure_.canvas.draw()
        assert display.legend_ is not None
        train, test = (f"{display.r2[kind]:.2f}" for kind in ("train", "test"))
        assert display.legend_.get_title().get_text() == f"R² {train} train, {test} test"

    def test_a_categorical_feature_has_no_curve(self) -> None:
        frame = pd.DataFrame({"colour": ["red", "blue", "green"] * 8})
        y = np.tile([1.0, 2.0, 4.0], 8) + 0.1 * np.sin(np.arange(24))
        model = make_pipeline(make_column_transformer((OneHotEncoder(), ["colour"])),
                              LinearRegression()).fit(frame, y)  # fmt: skip
        display = plot(model, frame, y)
        assert display.x is None
        np.testing.assert_array_equal(display.predicted["train"], model.predict(frame))


class TestModels:
    def test_names_of_a_frame_go_to_the_axes_and_back_to_the_model(self) -> None:
        frame = pd.DataFrame({"x in $": X1[:, 0]})
        y = pd.Series(Y1, name="y_$1$")
        model = make_pipeline(StandardScaler(), LinearRegression()).fit(frame, y)
        display = plot(model, frame, y)  # a feature-name warning would be an error
        assert display.x is not None
        expected = model.predict(pd.DataFrame({"x in $": display.x}))
        np.testing.assert_array_equal(display.curve, expected)
        assert display.ax_.get_xlabel() == "x in $"
        assert display.ax_.get_ylabel() == "y_$1$"
        assert not display.ax_.xaxis.label.get_parse_math()
        np.testing.assert_array_equal(plot(model, X1, Y1).curve, expected)  # type: ignore[arg-type]

    def test_columns_in_another_order(self) -> None:
        frame = pd.DataFrame(X3, columns=["a", "b", "c"])
        model = LinearRegression().fit(frame, Y3)
        display = plot(model, frame[["c", "a", "b"]], pd.Series(Y3, name="load"))
        predicted = model.predict(frame)
        np.testing.assert_allclose(display.predicted["train"], predicted, rtol=1e-13, atol=1e-13)
        assert display.ax_.get_xlabel() == "predicted load"
        assert display.ax_.get_ylabel() == "observed load"

    def test_names_given(self) -> None:
        display = plot(CURVED, X1, Y1, x_name="time", y_name="height")
        assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == ("time", "height")

    @pytest.mark.parametrize("kind", ["search", "forest", "callable", "own class", "network"])
    def test_anything_that_predicts(self, kind: str) -> None:
        class Own:
            def predict(self, X: Any) -> Any:
                return 2 * np.asarray(X)[:, 0]

        models: dict[str, Any] = {
            "search": lambda: GridSearchCV(LinearRegression(), {"positive": [True, False]}, cv=2),
            "forest": lambda: RandomForestRegressor(5, random_state=0),
            "callable": lambda: lambda X: X[:, 0] ** 2,
            "own class": Own,
            "network": lambda: Network.from_arrays([[[1.0, -1.0]], [[1.0], [2.0]]], None,
                                                   activation="relu", out_activation="identity"),
        }  # fmt: skip
        model = models[kind]()
        if hasattr(model, "fit"):
            model.fit(X1, Y1)
        display = plot(model, X1.tolist(), Y1.tolist())
        assert display.x is not None
        grid = display.x[:, None]
        if kind == "network":
            expected = np.maximum(grid, 0)[:, 0] + 2 * np.maximum(-grid, 0)[:, 0]
        else:
            expected = (model if kind == "callable" else model.predict)(grid)
        np.testing.assert_allclose(display.curve, expected, rtol=1e-12)

    def test_a_column_of_y_and_of_predictions(self) -> None:
        model = LinearRegression().fit(X1, Y1[:, None])
        display = plot(model, X1, Y1[:, None])
        assert display.observed["train"].shape == display.predicted["train"].shape == (60,)
        assert display.r2["train"] == pytest.approx(r2_score(Y1, model.predict(X1)))

    def test_inputs_stay_as_they_were(self) -> None:
        X, y = X1.copy(), Y1.copy()
        display = plot(CURVED, X, y, residuals=True)
        np.testing.assert_array_equal(X, X1)
        y[0] = 99.0
        assert display.observed["train"][0] == Y1[0]


class TestCompare:
    def test_two_models(self) -> None:
        straight = LinearRegression().fit(X1, Y1)
        display = plot(None, X1, Y1, compare={"curved": CURVED, "straight": straight})
        assert [model.name for model in display.models] == ["curved", "straight"]
        assert display.x is not None
        for model, fitted in zip(display.models, (CURVED, straight), strict=True):
            np.testing.assert_array_equal(model.curve, fitted.predict(display.x[:, None]))
            assert model.r2["train"] == r2_score(Y1, fitted.predict(X1))
        first, second = display.curves_
        assert first.get_color() != second.get_color()
        assert first.get_linestyle() != second.get_linestyle()
        display.figure_.canvas.draw()
        assert display.legend_ is not None
        words = [text.get_text() for text in display.legend_.get_texts()]
        score = f"R² {display.models[1].r2['train']:.2f}"
        assert any("straight" in line and score in line for line in words)
        error = display.models[1].half_squared_error["train"]
        assert any(f"half squared error {error:.3g}" in line for line in words)

    def test_the_estimator_comes_first(self) -> None:
        twice = plot(CURVED, X1, Y1, compare={"double": lambda X: 2 * CURVED.predict(X)})
        assert [model.name for model in twice.models] == ["fit", "double"]
        np.testing.assert_allclose(twice.models[1].curve, 2 * twice.models[0].curve)  # type: ignore[arg-type, operator]
        listed = plot(CURVED, X1, Y1, compare={"a": CURVED, "b": lambda X: X[:, 0]})
        assert [model.name for model in listed.models] == ["a", "b"]

    def test_with_several_features_models_differ_by_marker_too(self) -> None:
        other = LinearRegression(fit_intercept=False).fit(X3, Y3)
        display = plot(FLAT, X3, Y3, X_test=X3[:9], y_test=Y3[:9], compare={"other": other})
        assert len(display.points_) == 4
        first, _, second, _ = display.points_
        assert not np.array_equal(first.get_facecolor(), second.get_facecolor())
        assert first.get_paths()[0].vertices.shape != second.get_paths()[0].vertices.shape
        np.testing.assert_array_equal(second.get_offsets()[:, 0], other.predict(X3))


@pytest.fixture(scope="module")
def course() -> tuple[Any, ...]:
    """A network of 1-80-20-1, fitted to a wave with noise: it trains in a second or so."""
    rng = np.random.default_rng(2024)
    X = np.linspace(0, 5, 1000)
    Y = X / 2 + np.sin(X) * np.cos(2 * X) + 0.3 * rng.normal(size=1000)
    table = pd.DataFrame({"X": X, "Y": Y})
    X_train, X_test, y_train, y_test = train_test_split(
        table[["X"]], table["Y"], test_size=0.2, random_state=1
    )
    regressor = MLPRegressor(hidden_layer_sizes=(80, 20), random_state=2024, max_iter=2000)
    scaler = StandardScaler().set_output(transform="pandas")
    model = Pipeline([("scaler", scaler), ("mlp", regressor)]).fit(X_train, y_train)
    return model, X_train, y_train, X_test, y_test


def test_the_weights_of_the_output_replaced(course: tuple[Any, ...]) -> None:
    model, X_train, y_train, X_test, y_test = course
    weights = np.random.default_rng(2024).uniform(0, 0.1, 20)
    tampered = as_network(model).with_weights({(3, k, 0): w for k, w in enumerate(weights)})
    display = plot(
        model, X_train, y_train, X_test=X_test, y_test=y_test,
        compare={"fitted": model, "tampered": tampered},
    )  # fmt: skip
    before, after = (fit.half_squared_error["train"] for fit in display.models)
    # Of the fit the last digits depend on the processor's arithmetic while it trains.
    assert before == pytest.approx(0.0493194, rel=1e-3)
    assert after == pytest.approx(0.9872144, rel=1e-3)
    assert display.models[0].r2["train"] > 0.9 > 0 > display.models[1].r2["train"]
    assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == ("X", "Y")
    # The same network, replaced in a copy of the estimator itself.
    hidden = model["scaler"].transform(X_train).to_numpy()
    for coef, intercept in zip(model["mlp"].coefs_[:2], model["mlp"].intercepts_[:2], strict=True):
        hidden = np.maximum(hidden @ coef + intercept, 0)
    expected = hidden @ weights + model["mlp"].intercepts_[2]
    np.testing.assert_allclose(display.models[1].predicted["train"], expected, rtol=1e-9)
