"""as_history: what each kind of source becomes, and what is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import (
    Series,
    SweepRun,
    TrainingHistory,
    TrainingRecord,
    TrainingSweep,
    as_history,
    as_network,
)

X = np.linspace(-1.0, 1.0, 40).reshape(20, 2)
TWO = (X[:, 0] > 0).astype(int)
THREE = np.arange(20) % 3
MANY = np.column_stack([TWO, 1 - TWO])
HISTORY = TrainingHistory([Series("loss", [0.5], [1])])


def classifier(**params: Any) -> MLPClassifier:
    return MLPClassifier(**{"hidden_layer_sizes": (3,), "max_iter": 5, "random_state": 0, **params})


def regressor(**params: Any) -> MLPRegressor:
    return MLPRegressor(**{"hidden_layer_sizes": (3,), "max_iter": 5, "random_state": 0, **params})


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
class TestEstimators:
    @pytest.mark.parametrize(
        ("model", "y", "label"),
        [
            (classifier(), TWO, "log loss + L2"),
            (classifier(alpha=0.0), MANY, "log loss"),
            (classifier(alpha=0), THREE, "cross-entropy"),
            (regressor(alpha=0), X[:, 0], "half squared error"),
            (regressor(), X, "half squared error, mean of outputs + L2"),
        ],
    )
    def test_the_loss_is_named_for_what_it_is(self, model: Any, y: Any, label: str) -> None:
        history = as_history(model.fit(X, y))
        (series,) = history.series
        assert series.values.tolist() == model.loss_curve_
        assert series.epochs.tolist() == [1, 2, 3, 4, 5]
        assert (series.name, series.kind, series.on) == ("training loss", "loss", "training")
        assert series.label == label
        assert series.running_mean
        assert (history.stop, history.updates_per_epoch) == ("max_iter", 1)

    @pytest.mark.skipif("loss" not in MLPRegressor().get_params(), reason="an older scikit-learn")
    def test_poisson(self) -> None:
        model = regressor(loss="poisson", alpha=0).fit(X, TWO.astype(float))
        assert as_history(model).series[0].label == "Poisson loss"

    @pytest.mark.parametrize(
        ("model", "measure"), [(classifier(), "accuracy"), (regressor(), "R²")]
    )
    def test_validation_scores(self, model: Any, measure: str) -> None:
        model.set_params(early_stopping=True, validation_fraction=0.2, batch_size=5).fit(X, TWO)
        history = as_history(model)
        score = history.validation_score
        assert score is not None
        assert score is history["validation score"]
        assert score.values.tolist() == model.validation_scores_
        assert (score.measure, score.kind, score.on) == (measure, "score", "validation")
        assert not score.penalty
        assert history.updates_per_epoch == 4  # 16 samples are left

    def test_wrapped(self) -> None:
        pipeline = make_pipeline(StandardScaler(), classifier()).fit(X, TWO)
        search = GridSearchCV(pipeline, {"mlpclassifier__alpha": [0.1, 0.2]}, cv=2).fit(X, TWO)
        target = TransformedTargetRegressor(regressor(), transformer=StandardScaler())
        target.fit(X, X[:, 0])
        for model, mlp in (
            (pipeline, pipeline[-1]),
            (search, search.best_estimator_[-1]),
            (target, target.regressor_),
        ):
            assert as_history(model)["training loss"].values.tolist() == mlp.loss_curve_

    def test_several_fits(self) -> None:
        warm = classifier(warm_start=True)
        warm.fit(X, TWO).fit(X, TWO)
        assert (as_history(warm).n_epochs, as_history(warm).stop) == (10, None)
        part = classifier()
        for _ in range(3):
            part.partial_fit(X, TWO, classes=[0, 1])
        assert (as_history(part).n_epochs, as_history(part).stop) == (3, None)

    def test_lbfgs(self) -> None:
        model = make_pipeline(StandardScaler(), classifier(solver="lbfgs", max_iter=500))
        with pytest.raises(
            ValueError, match=r'solver="lbfgs" keeps no loss by epoch.*record_training'
        ):
            as_history(model.fit(X, TWO))

    def test_interrupted_before_the_first_epoch_was_over(self) -> None:
        model = classifier().fit(X, TWO)
        model.loss_curve_ = []
        with pytest.raises(ValueError, match="its training was interrupted before the first epoch"):
            as_history(model)

    def test_not_fitted(self) -> None:
        for model in (
            classifier(),
            make_pipeline(StandardScaler(), classifier()),
            GridSearchCV(classifier(), {"alpha": [1]}),
        ):
            with pytest.raises(NotFittedError, match="source: this .* is not fitted yet"):
                as_history(model)

    def test_other_models(self) -> None:
        with pytest.raises(TypeError, match="source is of type LinearRegression; it must be an M"):
            as_history(LinearRegression())
        with pytest.raises(TypeError, match="source is the class MLPClassifier itself"):
            as_history(MLPClassifier)
        look_alike = SimpleNamespace(coefs_=[np.ones((1, 1))], intercepts_=[np.ones(1)])
        with pytest.raises(ValueError, match="SimpleNamespace has no loss_curve_"):
            as_history(look_alike)
        search = GridSearchCV(classifier(), {"alpha": [1]}, refit=False, cv=2).fit(X, TWO)
        with pytest.raises(ValueError, match="source is a GridSearchCV with refit=False"):
            as_history(search)


class TestOurOwn:
    def test_histories_records_and_runs(self) -> None:
        assert as_history(HISTORY) is HISTORY
        assert as_history(TrainingRecord(None, HISTORY, {}, 0)) is HISTORY
        run = SweepRun({"a": 1}, None, HISTORY, {}, None, None, ())
        assert as_history(run) is HISTORY
        with pytest.raises(TypeError, match=r"TrainingSweep of 1 runs, .* one of sweep\.runs"):
            as_history(TrainingSweep([run], {"a": [1]}, "accuracy", 0))
        failed = SweepRun({"a": 1}, None, None, {}, None, "ValueError: no", ())
        with pytest.raises(ValueError, match="training of this run failed, with ValueError: no"):
            as_history(failed)
        bare = SweepRun({"a": 1}, None, None, {"train": 1.0}, None, None, ())
        with pytest.raises(ValueError, match="this run has no curve: its solver, lbfgs"):
            as_history(bare)


class TestNamedSeries:
    @pytest.mark.parametrize(
        ("name", "kind", "on"),
        [
            ("val_loss", "loss", "validation"),
            ("validation loss", "loss", "validation"),
            ("train_loss", "loss", "training"),
            ("Training Loss", "loss", "training"),
            ("loss", "loss", ""),
            ("val_accuracy", "score", "validation"),
            ("val/acc", "score", "validation"),
            ("train r2", "score", "training"),
            ("R²", "score", ""),
            ("f1_score", "score", ""),
            ("learning rate", "other", ""),
            ("lossless", "other", ""),
            ("valley", "other", ""),
            ("", "other", ""),
            ("$", "other", ""),
        ],
    )
    def test_only_what_is_conventional_is_guessed(self, name: str, kind: str, on: str) -> None:
        (series,) = as_history({name: [3.0, 2.0]}).series
        assert (series.name, series.kind, series.on, series.measure) == (name, kind, on, "")
        assert not series.penalty
        assert not series.running_mean

    def test_beside_a_val_series_a_series_is_training(self) -> None:
        history = as_history({"loss": [1, 2, 3], "val_loss": [2, 3], "other": [1]})
        assert [s.on for s in history.series] == ["training", "validation", ""]
        assert [s.epochs.tolist() for s in history.series] == [[1, 2, 3], [1, 2], [1]]
        assert (history.stop, history.updates_per_epoch) == (None, None)

    @given(st.lists(st.floats(), min_size=1, max_size=9))
    def test_a_plain_sequence(self, values: list[float]) -> None:
        for source in (values, tuple(values), np.array(values)):
            (series,) = as_history(source).series
            assert series.name == "loss"
            np.testing.assert_array_equal(series.values, values)
            assert series.epochs.tolist() == list(range(1, len(values) + 1))

    def test_missing_values(self) -> None:
        for values in ([1, None, 3], np.ma.masked_array([1, 2, 3], [0, 1, 0])):
            np.testing.assert_array_equal(as_history(values).series[0].values, [1, np.nan, 3])

    @pytest.mark.parametrize(
        ("source", "error", "message"),
        [
            ({}, ValueError, "source holds no series"),
            ([], ValueError, "'loss' must hold at least one number; it is empty"),
            ({"a": []}, ValueError, "'a' must hold at least one number; it is empty"),
            ({"a": [[1, 2], [3]]}, ValueError, "'a' must be one series .* unequal length"),
            ({"a": [1, [3]]}, ValueError, "'a' must be one series .* unequal length"),
            (
                {"a": np.array([1, [3]], dtype=object)},
                ValueError,
                "'a' must be one series .* unequal length",
            ),
            ([[1, 2], [3, 4]], ValueError, r"'loss' must be 1-D; it has shape \(2, 2\)"),
            (np.array(3.0), ValueError, r"'loss' must be 1-D; it has shape \(\)"),
            ({"a": ["x"]}, TypeError, "'a' must hold real numbers; its dtype is <U1"),
            ({"a": [1, "x", None]}, TypeError, "'a' must hold real numbers"),
            ({"a": [1.0, object()]}, TypeError, "'a' must hold real numbers; it holds <obj"),
            ({"a": [1j]}, TypeError, "'a' must hold real numbers; its dtype is complex128"),
            ({"a": 3.0}, TypeError, "'a' must be a sequence of numbers; it is 3.0"),
            ({"a": "123"}, TypeError, "'a' must be a sequence of numbers; it is '123'"),
            ({"a": {"b": [1]}}, TypeError, "'a' must be a sequence of numbers; it is a dict"),
            ("loss", TypeError, "source must be a fitted .* of type str"),
            (3, TypeError, "source must be a fitted .* of type int"),
            (None, TypeError, "of type NoneType"),
            (as_network([2, 1]), TypeError, "of type Network"),
        ],
    )
    def test_refused(self, source: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            as_history(source)


class TestTables:
    def test_columns_are_series(self) -> None:
        table = pd.DataFrame({"loss": [1.0, 0.5], "val_loss": [2, 1], 3: [0, 1]})
        before = table.copy()
        history = as_history(table)
        assert history.names == ("loss", "val_loss", "3")
        assert history["loss"].epochs.tolist() == [1, 2]
        assert history["loss"].on == "training"
        pd.testing.assert_frame_equal(table, before)

    @pytest.mark.parametrize(
        ("index", "epochs"),
        [
            ([0, 10, 20], [0, 10, 20]),
            (pd.Index([0, 1, 2], name="epoch"), [0, 1, 2]),
            (pd.RangeIndex(3), [1, 2, 3]),
            ([3, 2, 1], [1, 2, 3]),
            ([5, 5, 6], [1, 2, 3]),
            ([-1, 0, 1], [1, 2, 3]),
            (["a", "b", "c"], [1, 2, 3]),
            ([0.5, 1.5, 2.5], [1, 2, 3]),
        ],
    )
    def test_index(self, index: Any, epochs: list[int]) -> None:
        table = pd.DataFrame({"a": [3.0, 2.0, 1.0]}, index=index)
        assert as_history(table)["a"].epochs.tolist() == epochs
        assert as_history(table["a"])["a"].epochs.tolist() == epochs
        assert as_history(table["a"].rename(None)).names == ("loss",)

    def test_missing_and_nullable(self) -> None:
        table = pd.DataFrame({"a": pd.array([1, None, 3], dtype="Int64"), "b": [1.0, np.nan, 3.0]})
        for series in as_history(table).series:
            np.testing.assert_array_equal(series.values, [1, np.nan, 3])

    def test_refused(self) -> None:
        with pytest.raises(ValueError, match="names that differ; several are called 'a'"):
            as_history(pd.DataFrame([[1, 2]], columns=["a", "a"]))
        with pytest.raises(ValueError, match="source holds no series"):
            as_history(pd.DataFrame())
        with pytest.raises(TypeError, match="'a' must hold real numbers"):
            as_history(pd.DataFrame({"a": ["x", "y"]}))


class TestKeras:
    def test_its_history_object(self) -> None:
        log = {"loss": [3, 2, 1], "val_loss": [3, 3, 2], "accuracy": [0.1, 0.2, 0.3],
               "val_accuracy": [0.1, 0.1, 0.2]}  # fmt: skip
        history = as_history(SimpleNamespace(history=log, epoch=[4, 5, 6]))
        assert [(s.kind, s.on) for s in history.series] == [
            ("loss", "training"), ("loss", "validation"),
            ("score", "training"), ("score", "validation"),
        ]  # fmt: skip
        assert history["loss"].epochs.tolist() == [5, 6, 7]
        assert (history.best_epoch, history.n_epochs) == (7, 7)
        without = as_history(SimpleNamespace(history={"loss": [3.0]}))
        assert without["loss"].on == "training"
        assert without["loss"].epochs.tolist() == [1]

    def test_refused(self) -> None:
        log = SimpleNamespace(history={"loss": [1, 2], "val_loss": [1]}, epoch=[0, 1])
        with pytest.raises(ValueError, match=r"history\['val_loss'\] must have .* 2 epochs"):
            as_history(log)
        with pytest.raises(TypeError, match=r"source\.epoch must hold integers"):
            as_history(SimpleNamespace(history={"loss": [1]}, epoch=[0.5]))
        with pytest.raises(ValueError, match="holds no series"):
            as_history(SimpleNamespace(history={}, epoch=[]))
