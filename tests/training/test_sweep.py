"""A sweep: its runs against plain fits, its scores against scikit-learn's, what it refuses."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import KFold, ParameterGrid, cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from threadpoolctl import threadpool_limits

from nnviz import sweep_training
from tests.training.data import (
    LABELS,
    TWO,
    VALUES,
    X_VAL,
    X,
    assert_same_perceptron,
    classifier,
    regressor,
)

quiet = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
PIPELINE = make_pipeline(StandardScaler(), classifier())


@quiet
class TestRuns:
    def test_each_is_a_plain_fit(self) -> None:
        grid = {"alpha": [0.0, 1.0], "hidden_layer_sizes": [(3,), (4, 2), (5,)]}
        sweep = sweep_training(PIPELINE, X, LABELS, grid, X_test=X_VAL, y_test=LABELS[:25], cv=3)
        full = {f"mlpclassifier__{name}": values for name, values in grid.items()}
        assert dict(sweep.param_grid) == {name: tuple(values) for name, values in full.items()}
        expected = [
            {"mlpclassifier__alpha": a, "mlpclassifier__hidden_layer_sizes": h}
            for a in grid["alpha"]
            for h in grid["hidden_layer_sizes"]
        ]
        assert [dict(run.params) for run in sweep.runs] == expected
        assert sorted(map(str, expected)) == sorted(str(p) for p in ParameterGrid(full))
        for run in sweep.runs:
            plain = clone(PIPELINE).set_params(**run.params)
            with threadpool_limits(1):
                cv = cross_val_score(clone(plain), X, LABELS, cv=3)
                plain.fit(X, LABELS)
            assert_same_perceptron(run.estimator[-1], plain[-1], X)
            assert run.history is not None
            assert run.history["training loss"].values.tolist() == plain[-1].loss_curve_
            assert run.scores == {
                "train": plain.score(X, LABELS),
                "test": plain.score(X_VAL, LABELS[:25]),
                "cv": np.mean(cv),
            }
            np.testing.assert_array_equal(run.cv_scores, cv)
        assert (sweep.scoring, sweep.score_kind, sweep.random_state) == ("accuracy", "cv", 3)
        assert sweep.best == np.argmax([run.scores["cv"] for run in sweep.runs])
        assert not hasattr(PIPELINE[-1], "coefs_")
        pickle.loads(pickle.dumps(sweep))

    def test_values_of_any_kind(self) -> None:
        grid = {
            "mlpclassifier": [classifier(max_iter=3), classifier(max_iter=4, random_state=None)],
            "standardscaler": [StandardScaler(), MinMaxScaler(), "passthrough"],
            "memory": (None,),
        }
        sweep = sweep_training(PIPELINE, X, TWO, grid)
        assert len(sweep.runs) == 6
        assert not any(run.failed for run in sweep.runs)
        assert sweep.runs[1].params["standardscaler"] is grid["standardscaler"][1]
        assert len({id(run.estimator[0]) for run in sweep.runs[:2]}) == 2
        assert not hasattr(grid["mlpclassifier"][0], "coefs_")
        assert {run.estimator[-1].random_state for run in sweep.runs} == {3}
        other = sweep_training(
            classifier(), X, TWO,
            {"early_stopping": [True, False], "learning_rate_init": np.array([0.01, 0.1])},
        )  # fmt: skip
        assert other.values("learning_rate_init") == (0.01, 0.1, 0.01, 0.1)
        assert all(type(v) is float for v in other.values("learning_rate_init"))
        assert other.runs[0].history is not None
        assert other.runs[0].history.validation_score is not None

    def test_names(self) -> None:
        one = sweep_training(
            PIPELINE, X, TWO, {"mlpclassifier__alpha": [0.0], "with_mean": [False]}
        )
        assert one.names == ("mlpclassifier__alpha", "standardscaler__with_mean")
        two = make_pipeline(StandardScaler(), make_pipeline(MinMaxScaler(), classifier()))
        assert sweep_training(two, X, TWO, {"alpha": (0.5,)}).names == (
            "pipeline__mlpclassifier__alpha",
        )

    def test_one_seed_is_drawn_for_all(self) -> None:
        model = classifier(random_state=None)
        one, other = (sweep_training(model, X, TWO, {"alpha": [0, 0]}) for _ in range(2))
        seeds = {run.estimator.random_state for run in one.runs}
        assert seeds == {one.random_state}
        assert one.random_state != other.random_state
        a, b = (run.history["training loss"].values for run in one.runs if run.history)
        np.testing.assert_array_equal(a, b)
        swept = sweep_training(model, X, TWO, {"random_state": [0, 1]})
        assert swept.random_state is None
        assert [run.estimator.random_state for run in swept.runs] == [0, 1]
        state = np.random.RandomState(0)
        same = sweep_training(classifier(random_state=state), X, TWO, {"alpha": [0, 0]})
        assert same.random_state is None
        np.testing.assert_array_equal(*(run.estimator.coefs_[0] for run in same.runs))

    @pytest.mark.parametrize(
        ("scoring", "words"),
        [
            (None, "R²"),
            ("r2", "R²"),
            ("neg_mean_squared_error", "neg_mean_squared_error"),
            (lambda model, X, y: float(len(y)), "<lambda>"),
        ],
    )
    def test_scoring_of_a_regressor(self, scoring: Any, words: str) -> None:
        sweep = sweep_training(regressor(), X, VALUES, {"alpha": [0]}, scoring=scoring, cv=3)
        assert sweep.scoring == words
        (run,) = sweep.runs
        with threadpool_limits(1):
            expected = cross_val_score(regressor(alpha=0), X, VALUES, cv=3, scoring=scoring)
        np.testing.assert_array_equal(run.cv_scores, expected)

    def test_scoring_by_a_scorer_and_folds_of_ones_own(self) -> None:
        scorer, folds = (
            make_scorer(f1_score),
            KFold(3, shuffle=True, random_state=np.random.RandomState(0)),
        )
        sweep = sweep_training(
            classifier(), X, TWO, {"alpha": [0, 0]}, scoring=scorer, cv=folds, X_test=X, y_test=TWO
        )
        assert "f1_score" in sweep.scoring
        first, second = sweep.runs
        np.testing.assert_array_equal(first.cv_scores, second.cv_scores)  # the same folds
        assert first.scores["test"] == f1_score(TWO, first.estimator.predict(X))

    def test_a_label_that_only_the_test_data_have_counts_as_wrong(self) -> None:
        sweep = sweep_training(classifier(), X, TWO, {"alpha": [0]}, X_test=X, y_test=TWO + 1)
        (run,) = sweep.runs
        assert run.scores["test"] == np.mean(run.estimator.predict(X) == TWO + 1)

    @pytest.mark.parametrize("kind", [object, str])
    def test_texts_as_labels(self, kind: type) -> None:
        labels = np.array(["no", "yes"], dtype=kind)[TWO]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            # At the second rate all hidden neurons fall silent, and all answers are alike.
            rates = {"learning_rate_init": [0.01, 50.0]}
            swept = sweep_training(classifier(solver="sgd", max_iter=60), X, labels, rates)
        assert [run.error for run in swept.runs] == [None, None]
        assert [run.constant for run in swept.runs] == [False, True]

    def test_lbfgs_beside_others(self) -> None:
        model = classifier(max_iter=2000)
        sweep = sweep_training(model, X, TWO, {"solver": ["adam", "lbfgs"]}, X_test=X, y_test=TWO)
        adam, lbfgs = sweep.runs
        assert adam.history is not None
        assert lbfgs.history is None
        assert not lbfgs.failed
        assert set(lbfgs.scores) == {"train", "test"}
        start = classifier(solver="lbfgs", max_iter=2000)
        assert not sweep_training(start, X, TWO, {"solver": ["adam"]}).runs[0].failed

    def test_the_bar(self, capsys: pytest.CaptureFixture[str]) -> None:
        sweep_training(classifier(), X, TWO, {"alpha": [0, 1]})
        assert capsys.readouterr() == ("", "")
        sweep_training(classifier(), X, TWO, {"alpha": [0, 1]}, progress=True)
        assert "2/2" in capsys.readouterr().err


class TestWarningsAndErrors:
    def test_warnings_are_counted(self) -> None:
        with pytest.warns(ConvergenceWarning) as said:
            sweep = sweep_training(
                classifier(n_iter_no_change=3), X, TWO,
                {"max_iter": [3, 400], "tol": [0.5, 0.0001], "alpha": [0.0, 0.1]}, cv=2,
            )  # fmt: skip
        texts = [str(one.message) for one in said]
        assert len(texts) == len(set(texts))
        assert all(one.filename == __file__ for one in said)
        text = "Stochastic Optimizer: Maximum iterations (3) reached"
        (found,) = (one for one in texts if text in one)
        assert found.startswith("4 of 8 runs: ")
        assert all([text in one for one in run.warnings] == [True] for run in sweep.runs[:4])
        assert sum(count for one, count in sweep.warnings.items() if text in one) == 4

    @quiet
    def test_a_failing_fit_is_a_marked_run(self) -> None:
        sweep = sweep_training(classifier(), X, TWO, {"alpha": [0.1, -1.0, "x"]}, cv=2)
        good, negative, word = sweep.runs
        assert not good.failed
        for run in (negative, word):
            assert run.error is not None
            assert run.error.startswith("InvalidParameterError: The 'alpha' parameter")
            assert (run.estimator, run.history, run.cv_scores) == (None, None, None)
            assert dict(run.scores) == {}
        assert sweep.best == 0
        assert "2 failed" in repr(sweep)

    def test_all_fail(self) -> None:
        with pytest.warns(RuntimeWarning, match="all 2 runs .* first with InvalidParameterError"):
            sweep = sweep_training(classifier(), X, TWO, {"alpha": [-1.0, -2.0]})
        assert (sweep.best, sweep.score_kind) == (None, None)
        assert all(run.failed for run in sweep.runs)

    def test_errors_of_the_scorer(self) -> None:
        with pytest.warns((RuntimeWarning, ConvergenceWarning)):
            sweep = sweep_training(classifier(), X, LABELS, {"alpha": [0]}, scoring="roc_auc")
        assert sweep.runs[0].error is not None
        assert "multi_class" in sweep.runs[0].error

    def test_ctrl_c_ends_the_sweep(self) -> None:
        class Pressed(MLPClassifier):
            def _backprop(self, *args: Any, **named: Any) -> Any:
                raise KeyboardInterrupt

        before = list(warnings.filters)
        with pytest.raises(KeyboardInterrupt):
            sweep_training(Pressed(), X, TWO, {"alpha": [0, 1]})
        assert warnings.filters == before

    @pytest.mark.parametrize(
        ("grid", "error", "message"),
        [
            ({"alhpa": [0]}, ValueError, "no parameter 'alhpa'; .* nearest first, .*__alpha, "),
            ({"mlpclassifier__aplha": [0]}, ValueError, "first, mlpclassifier__alpha, "),
            ({3: [0]}, TypeError, "names must be strings; there is 3"),
            ({}, ValueError, "at least one parameter; it is empty"),
            ([{"alpha": [0]}], TypeError, "param_grid must be a mapping"),
            ({"alpha": []}, ValueError, r"param_grid\['alpha'\] must hold at least one value"),
            ({"activation": "relu"}, TypeError, r"it is 'relu': did you mean \['relu'\]"),
            ({"alpha": 0.1}, TypeError, r"must be a list of values, .* 0\.1"),
            ({"alpha": {0.1, 1}}, TypeError, "must be a list of values, in their order"),
            ({"alpha": {"a": 1}}, TypeError, "must be a list of values"),
            ({"alpha": np.ones((2, 2))}, ValueError, r"1-D list; it has shape \(2, 2\)"),
            ({"copy": [True]}, ValueError, "'copy' may be any of minmaxscaler__copy, standard"),
            ({"alpha": [0], "mlpclassifier__alpha": [0]}, ValueError, "is there twice"),
        ],
    )
    def test_grids(self, grid: Any, error: Any, message: str) -> None:
        model = make_pipeline(StandardScaler(), MinMaxScaler(), classifier())
        with pytest.raises(error, match=message):
            sweep_training(model, X, TWO, grid)

    @pytest.mark.parametrize(
        ("model", "options", "error", "message"),
        [
            (LogisticRegression(), {}, TypeError, "estimator must be an MLPClassifier"),
            (classifier(solver="lbfgs"), {}, ValueError, 'no run would have a curve; .* "solver"'),
            (classifier(), {"X_test": X}, ValueError, "y_test must come with X_test"),
            (classifier(), {"X_test": X, "y_test": TWO[:3]}, ValueError, "y_test must have"),
            (classifier(), {"cv": 1}, ValueError, "cv: "),
            (classifier(), {"cv": "three"}, ValueError, "cv: "),
            (classifier(), {"scoring": "acuracy"}, ValueError, "nearest are accuracy"),
            (classifier(), {"scoring": ["accuracy"]}, TypeError, "scoring must be the name of one"),
            (classifier(), {"progress": 1}, TypeError, "progress must be"),
        ],
    )
    def test_arguments(self, model: Any, options: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            sweep_training(model, X, TWO, {"alpha": [0, 1]}, **options)
