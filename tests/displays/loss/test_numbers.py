"""What loss curves show, as numbers: sources, smoothing, what is missing, what is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Series, TrainingHistory, TrainingRecord, plot_loss
from nnviz.displays._sweep_words import value_in_words
from nnviz.displays.loss.arguments import loss_numbers
from nnviz.drawing.loss.numbers import gaps, limits, lone_points, spread
from nnviz.history.smoothing import smoothed
from tests.displays.loss.helpers import curve, history, sweep, training

X, Y = load_iris(return_X_y=True)
QUICK = {"hidden_layer_sizes": (3,), "max_iter": 1000, "tol": 1e-2, "random_state": 0}
MINUS = "\N{MINUS SIGN}"


def series(source: Any) -> dict[str, list[float]]:
    (run,) = loss_numbers(source).runs
    assert run.history is not None
    return {one.name: one.values.tolist() for one in run.history.series}


class TestSources:
    @pytest.mark.parametrize("wrap", [
        lambda mlp: mlp,
        lambda mlp: make_pipeline(StandardScaler(), mlp),
        lambda mlp: GridSearchCV(mlp, {"alpha": [1e-4]}, cv=2),
    ], ids=["MLP", "Pipeline", "search"])  # fmt: skip
    def test_a_fitted_model(self, wrap: Any) -> None:
        model = wrap(MLPClassifier(**QUICK)).fit(X, Y)
        mlp = getattr(model, "best_estimator_", model)
        mlp = mlp[-1] if hasattr(mlp, "steps") else mlp
        assert series(model) == {"training loss": mlp.loss_curve_}

    def test_named_series_are_one_training(self) -> None:
        named = {"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 2.5, 2.0]}
        assert series(named) == named
        assert series(pd.DataFrame(named)) == named
        keras = SimpleNamespace(history=named, epoch=[0, 1, 2])
        assert series(keras) == named

    @pytest.mark.parametrize("make", [list, tuple, np.array, pd.Series])
    def test_numbers_alone_are_a_loss(self, make: Any) -> None:
        assert series(make([3.0, 2.0])) == {"loss": [3.0, 2.0]}

    def test_a_record_and_a_history(self) -> None:
        made = history()
        assert series(made).keys() == {"training loss", "validation loss"}
        assert series(TrainingRecord(None, made, {}, 0)) == series(made)

    def test_several_by_name(self) -> None:
        named = loss_numbers({"a": history(), 0.1: [2.0, 1.0], "c": {"loss": [1.0]}})
        assert [run.name for run in named.runs] == ["a", "0.1", "c"]
        listed = loss_numbers([history(), [2.0, 1.0]])
        assert [run.name for run in listed.runs] == ["training 1", "training 2"]
        assert loss_numbers([np.array([2.0, 1.0])]).runs[0].losses[0].final == 1.0

    def test_a_sweep(self) -> None:
        numbers = loss_numbers(sweep(failed=3, constant=4))
        assert [run.name for run in numbers.runs] == [f"1e{MINUS}5", "0.001", "0.1", "10", "1000"]
        assert numbers.heading == "alpha"
        assert numbers.values == (1e-5, 1e-3, 0.1, 10.0, 1000.0)
        assert [run.best for run in numbers.runs] == [False, False, True, False, False]
        assert numbers.runs[3].history is None
        assert numbers.runs[3].remarks[1] == ("failed: ValueError",)
        assert numbers.runs[4].remarks[0][0].startswith("constant output, test R")

    def test_values_that_are_no_numbers(self) -> None:
        assert loss_numbers(sweep((True, False), "warm")).values == ()
        assert loss_numbers(sweep(((5,), (80, 20)), "sizes")).runs[1].name == "(80, 20)"

    @pytest.mark.parametrize(("value", "words"), [
        (1e-05, f"1e{MINUS}5"), (0.1, "0.1"), (-2.5, f"{MINUS}2.5"), (800, "800"), (1e6, "1e6"),
        ("relu", "relu"), (None, "None"), (True, "True"), ((80, 20), "(80, 20)"),
        ("a" * 50, "a" * 39 + "\N{HORIZONTAL ELLIPSIS}"),
    ])  # fmt: skip
    def test_values_in_words(self, value: Any, words: str) -> None:
        assert value_in_words(value) == words


class TestWhatScikitLearnMeasures:
    """Names are truthful: checked against what the estimators say that they minimise."""

    @pytest.mark.parametrize(("y", "label"), [
        (Y, "cross-entropy + L2"), (Y > 0, "log loss + L2"),
        (np.stack([Y > 0, Y > 1], axis=1), "log loss + L2"),
    ])  # fmt: skip
    def test_a_classifier(self, y: Any, label: str) -> None:
        display = plot_loss(MLPClassifier(**QUICK).fit(X, y), ax=_axes())
        assert display.ax_.get_ylabel() == label

    @pytest.mark.parametrize(
        ("alpha", "label"), [(1e-4, "half squared error + L2"), (0.0, "half squared error")]
    )
    def test_a_regressor(self, alpha: float, label: str) -> None:
        mlp = MLPRegressor(alpha=alpha, **QUICK).fit(X[:, :3], X[:, 3])
        assert plot_loss(mlp, ax=_axes()).ax_.get_ylabel() == label

    def test_validation_scores_are_no_loss(self) -> None:
        mlp = MLPClassifier(early_stopping=True, **QUICK).fit(X, Y)
        display = plot_loss(mlp, ax=_axes())
        (right,) = display.right_axes_
        assert right.get_ylabel() == "validation accuracy"
        np.testing.assert_array_equal(display.score_lines_[0].get_ydata(), mlp.validation_scores_)
        np.testing.assert_array_equal(display.lines_[0].get_ydata(), mlp.loss_curve_)


class TestSmoothing:
    @given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.floats(0, 0.99))
    def test_it_is_a_weighted_mean_of_what_came_before(self, values: Any, weight: float) -> None:
        found = smoothed(values, weight)
        for k in range(len(values)):
            weights = weight ** np.arange(k, -1, -1.0)
            expected = np.average(values[: k + 1], weights=weights)
            assert found[k] == pytest.approx(expected, rel=1e-6, abs=1e-3)

    def test_a_constant_is_that_constant_at_once(self) -> None:
        np.testing.assert_allclose(smoothed([2.5] * 9, 0.9), 2.5, rtol=1e-12)

    def test_what_is_not_finite_is_left_out(self) -> None:
        found = smoothed([1.0, np.nan, np.inf, 3.0], 0.5)
        np.testing.assert_allclose(found, [1.0, np.nan, np.inf, (0.25 + 1.5) / 0.75])

    def test_none(self) -> None:
        values = curve()
        np.testing.assert_array_equal(smoothed(values, 0.0), values)


class TestWhatIsMissing:
    X = np.arange(1.0, 8.0)

    @pytest.mark.parametrize(("values", "found"), [
        ([1, 2, 3, 4, 5, 6, 7], []),
        ([1, 2, np.nan, np.nan, 5, 6, 7], [(2.5, 4.5)]),
        ([np.nan, 2, 3, np.inf, 5, 6, np.nan], [(0.5, 1.5), (3.5, 4.5), (6.5, 7.5)]),
        ([np.nan] * 7, [(0.5, 7.5)]),
    ])  # fmt: skip
    def test_stretches(self, values: Any, found: Any) -> None:
        assert gaps(self.X, np.array(values, dtype=float)) == found

    def test_points_without_neighbours(self) -> None:
        nan = np.nan
        assert lone_points(np.array([1.0, nan, 2.0, 3.0, nan, 4.0])) == [0, 5]
        assert lone_points(np.array([1.0])) == [0]
        assert lone_points(np.array([nan])) == []

    def test_limits(self) -> None:
        assert spread([np.array([np.nan, 2.0]), np.array([-1.0])]) == (-1.0, 2.0)
        assert spread([np.array([-1.0, 3.0])], positive=True) == (3.0, 3.0)
        assert spread([np.array([np.nan])]) is None
        assert limits((1.0, 100.0), log=True, margin=0.5) == pytest.approx((0.1, 1000.0))
        assert limits((2.0, 2.0), log=False, margin=0.1) == pytest.approx((1.8, 2.2))
        low, high = limits((0.0, 0.0), log=False, margin=0.1)
        assert low < 0 < high


class TestErrors:
    @pytest.mark.parametrize(("source", "words"), [
        ([], "source is an empty list"),
        ({}, "no series"),
        ("loss", "type str"),
        (None, "None"),
        (3.0, "float"),
        ({"loss": [1.0, 2.0], "val_loss": [[1.0], [2.0]]}, "val_loss"),
        ({"loss": ["a", "b"]}, "loss"),
        ({"a": history(), "b": "nothing"}, r"source\['b'\]"),
        ([history(), None], r"source\[1\]"),
        (np.zeros((2, 2)), "1-D"),
        ([1.0, 2j], "source"),
    ])  # fmt: skip
    def test_sources(self, source: Any, words: str) -> None:
        with pytest.raises((TypeError, ValueError), match=words):
            plot_loss(source)

    def test_an_unfitted_model(self) -> None:
        with pytest.raises(NotFittedError, match="not fitted"):
            plot_loss(MLPClassifier())
        with pytest.raises(NotFittedError, match=r"source\['b'\].*not fitted"):
            plot_loss({"a": [1.0], "b": MLPClassifier()})

    def test_lbfgs_has_no_curve(self) -> None:
        mlp = MLPClassifier(solver="lbfgs", hidden_layer_sizes=(2,), random_state=0).fit(X, Y)
        with pytest.raises(ValueError, match="lbfgs.*record_training"):
            plot_loss(mlp)

    @pytest.mark.parametrize(("options", "words"), [
        ({"smoothing": -0.1}, "smoothing.*-0.1"),
        ({"smoothing": 1.0}, "smoothing"),
        ({"smoothing": True}, "smoothing"),
        ({"smoothing": "much"}, "smoothing"),
        ({"log": "yes"}, "log must be one of"),
        ({"panels": 2}, "panels must be one of"),
        ({"x": "steps"}, "x must be one of"),
        ({"columns": 0}, "columns"),
        ({"columns": 1.5}, "columns"),
        ({"sharey": None}, "sharey"),
        ({"best": "yes"}, "best"),
        ({"line_kw": {"colour": "red"}}, "line_kw"),
        ({"line_kw": 3}, "line_kw must be a dict"),
        ({"label_kw": {"size": 3, "no": 1}}, "label_kw"),
        ({"figsize": (1, -1)}, "figsize"),
        ({"ax": 3}, "ax must be"),
    ])  # fmt: skip
    def test_options(self, options: Any, words: str) -> None:
        with pytest.raises((TypeError, ValueError), match=words):
            plot_loss([3.0, 2.0], **options)

    def test_updates_that_nobody_knows(self) -> None:
        with pytest.raises(ValueError, match="x='updates'.*record_training"):
            plot_loss([3.0, 2.0], x="updates")
        with pytest.raises(ValueError, match="of 'b'"):
            plot_loss({"a": history(), "b": [1.0]}, x="updates")

    def test_a_logarithm_of_nothing(self) -> None:
        with pytest.raises(ValueError, match="log=True needs a loss above 0"):
            plot_loss([0.0, -1.0], log=True)

    def test_nothing_is_left_on_given_axes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ax = _axes()
        ax.set(xlim=(3, 4), ylim=(5, 6), xlabel="mine")
        before = set(ax.get_children())
        monkeypatch.setattr("nnviz.drawing.loss.chart.ChartFrame", None)
        with pytest.raises(TypeError):
            plot_loss([300.0, 2.0], ax=ax)
        assert set(ax.get_children()) == before
        assert (ax.get_xlim(), ax.get_ylim(), ax.get_xlabel()) == ((3, 4), (5, 6), "mine")
        assert (ax.get_yscale(), ax.get_axes_locator()) == ("linear", None)


def _axes() -> Any:
    from tests.figures import new_axes

    return new_axes()


def test_a_history_without_curves_is_refused_or_drawn_empty() -> None:
    empty = TrainingHistory([], stop="interrupted")
    display = plot_loss(empty, ax=_axes())
    assert display.lines_ == []
    assert "interrupted" in display.alt_text().lower()


def test_values_that_cannot_stand_on_a_logarithmic_scale_are_counted() -> None:
    display = plot_loss(TrainingHistory([training([1.0, 0.1, 0.0, -1.0, 0.01])]), log=True,
                        ax=_axes())  # fmt: skip
    display.figure_.canvas.draw()
    assert display.note_.get_visible()
    assert display.note_.get_text().startswith("2 values at or below 0")


def test_values_that_stand_apart_are_averaged_over_as_many_epochs() -> None:
    epochs = np.array([1, 2, 4, 7])
    values = np.array([3.0, 1.0, 4.0, 1.5])
    # The same as of a value for each epoch, each held since the one before.
    held = np.repeat(values, np.diff(epochs, prepend=0))
    np.testing.assert_allclose(smoothed(values, 0.8, epochs), smoothed(held, 0.8)[epochs - 1])


def test_epoch_0_has_no_place_on_a_logarithmic_scale() -> None:
    made = Series("validation loss", [3.0, 2.0, 1.0], [0, 1, 2], on="validation")
    display = plot_loss(TrainingHistory([made]), log_x=True, ax=_axes())
    display.figure_.canvas.draw()
    assert display.ax_.get_xscale() == "log"
    assert display.note_.get_text() == "epoch 0 cannot stand on a logarithmic scale"
    assert display.ax_.get_xlim()[0] > 0.5
