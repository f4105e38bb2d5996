"""Snapshots within a memory, the bar, Ctrl-C, and what is refused."""

from __future__ import annotations

import io
import pickle
import re
import signal
import sys
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from nnviz import record_training
from nnviz.training.snapshots import Snapshots
from tests.training.data import LABELS, TWO, VALUES, X_VAL, X, classifier, regressor

quiet = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@quiet
class TestSnapshots:
    def test_every_and_given(self) -> None:
        assert list(record_training(classifier(), X, TWO, snapshots=5).snapshots) == [0, 5, 10]
        given = record_training(classifier(), X, TWO, snapshots=[7, 3, 3, 99]).snapshots
        assert list(given) == [0, 3, 7]
        assert list(record_training(classifier(), X, TWO, snapshots=[]).snapshots) == [0]

    def test_they_are_copies(self) -> None:
        record = record_training(classifier(), X, TWO, snapshots=1)
        firsts = [network.connections[0].weights for network in record.snapshots.values()]
        assert len({array.tobytes() for array in firsts}) == 13
        assert not any(np.shares_memory(array, record.estimator.coefs_[0]) for array in firsts)
        before = firsts[-1].copy()
        record.estimator.coefs_[0][:] = 0.0
        np.testing.assert_array_equal(firsts[-1], before)

    def test_thinned_out(self) -> None:
        n_bytes = 8 * (3 * 5 + 5 + 5 * 4 + 4 + 4 + 1)
        with pytest.warns(UserWarning, match="thinned out to every 4 epochs: at every 1") as said:
            record = record_training(
                classifier(), X, TWO, snapshots=1, max_snapshot_bytes=5 * n_bytes
            )
        assert list(record.snapshots) == [0, 4, 8, 12]
        assert record.snapshot_bytes == 4 * n_bytes
        ours = [one for one in said if one.category is UserWarning]
        assert len(ours) == 1
        assert ours[0].filename == __file__
        whole = record_training(classifier(), X, TWO, snapshots=4)
        for a, b in zip(record.snapshots.values(), whole.snapshots.values(), strict=True):
            np.testing.assert_array_equal(a.connections[1].weights, b.connections[1].weights)

    @pytest.mark.parametrize("model", [classifier(), make_pipeline(StandardScaler(), classifier())])
    def test_a_list_that_outgrows_the_memory_is_refused(self, model: Any) -> None:
        with pytest.raises(ValueError, match=r"snapshots: 4 of 49 .* take 1,568 bytes; .* 1,567"):
            record_training(model, X, TWO, snapshots=[1, 2, 3, 99], max_snapshot_bytes=1567)
        with pytest.raises(ValueError, match="snapshots: 1 of 49 .* take 392 bytes"):
            record_training(model, X, TWO, snapshots=1, max_snapshot_bytes=391)

    def test_a_bare_model_is_refused_before_it_is_trained(self) -> None:
        class Untouchable(MLPClassifier):
            def fit(self, X: Any, y: Any) -> Any:
                raise AssertionError("trained")

        for y in (TWO, LABELS, np.column_stack([TWO, TWO])):
            with pytest.raises(ValueError, match="max_snapshot_bytes"):
                record_training(Untouchable(), X, y, snapshots=[1], max_snapshot_bytes=9)

    @pytest.mark.parametrize("n_epochs", [0, 1, 7, 100])
    @pytest.mark.parametrize("room", [1, 2, 3, 9])
    @pytest.mark.parametrize("every", [1, 3])
    def test_what_is_kept_is_evenly_spaced_and_fits(
        self, n_epochs: int, room: int, every: int
    ) -> None:
        kept = Snapshots(every, 8 * room, n_epochs)
        for epoch in range(n_epochs + 1):
            if kept.wants(epoch):
                kept.keep(epoch, epoch, 1)
        assert len(kept.kept) <= room
        assert list(kept.kept) == list(range(0, n_epochs + 1, kept.every))
        assert kept.every in [every * 2**k for k in range(9)]
        if kept.thinned:  # no more than was needed went
            assert len(range(0, n_epochs + 1, kept.every // 2)) > room


class TestBar:
    @quiet
    def test_only_when_asked_or_on_a_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        for progress in (None, False):
            record_training(classifier(), X, TWO, progress=progress)
            assert capsys.readouterr() == ("", "")
        record_training(classifier(), X, TWO, progress=True)
        out, err = capsys.readouterr()
        assert out == ""
        assert "12/12" in err
        assert re.search(r"loss 0\.\d+", err)

    @quiet
    def test_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = io.StringIO()
        terminal.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stderr", terminal)
        record_training(classifier(), X, TWO)
        assert "12/12" in terminal.getvalue()

    def test_closed_on_errors(self, capsys: pytest.CaptureFixture[str]) -> None:
        from tqdm import tqdm

        with pytest.raises(ValueError, match="hidden_layer_sizes must be > 0"):
            record_training(classifier(hidden_layer_sizes=(-1,)), X, TWO, progress=True)
        assert not list(getattr(tqdm, "_instances", []))
        assert capsys.readouterr().err.endswith("\n")


class TestInterrupt:
    def interrupted_at(self, epoch: int, monkeypatch: pytest.MonkeyPatch, **options: Any) -> Any:
        from nnviz.training.evaluation import Evaluation

        value, calls = Evaluation.value, []

        def pressed(self: Any, network: Any) -> float:
            calls.append(0)
            if len(calls) == epoch + 1:
                signal.raise_signal(signal.SIGINT)
            return value(self, network)

        monkeypatch.setattr(Evaluation, "value", pressed)
        model = classifier(**options)
        with pytest.warns(UserWarning, match="Training interrupted by user"):
            return record_training(
                model, X, TWO, X_val=X_VAL, y_val=TWO[:25], snapshots=1, evaluate_every=1
            )

    def test_what_was_recorded_is_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = self.interrupted_at(4, monkeypatch)
        assert record.history.stop == "interrupted"
        assert record.history["training loss"].epochs.tolist() == [1, 2, 3, 4]
        assert record.history["validation loss"].epochs.tolist() == [0, 1, 2, 3]
        assert list(record.snapshots) == [0, 1, 2, 3, 4]
        assert record.estimator.n_iter_ == 4
        assert "_update_no_improvement_count" not in vars(record.estimator)
        pickle.dumps(record)

    def test_in_the_first_and_in_the_last_epoch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = self.interrupted_at(0, monkeypatch)
        assert "validation loss" not in first.history
        assert first.history.n_epochs == 1
        monkeypatch.undo()
        last = self.interrupted_at(12, monkeypatch)
        assert (last.history.stop, last.history.n_epochs) == ("interrupted", 12)

    def test_with_early_stopping(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = self.interrupted_at(3, monkeypatch, early_stopping=True)
        assert record.history["validation score"].epochs.tolist() == [1, 2, 3]

    def test_the_initial_weights_do_not_stay(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = self.interrupted_at(0, monkeypatch)
        initial = record.snapshots[0].connections[0].weights
        assert (record.estimator.coefs_[0] != initial).any()

    def test_before_the_first_epoch_is_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Pressed(MLPClassifier):
            def _backprop(self, *args: Any, **named: Any) -> Any:
                raise KeyboardInterrupt

        with pytest.warns(UserWarning, match="interrupted"):
            record = record_training(Pressed(), X, TWO, snapshots=1)
        assert record.history.series == ()
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 0)
        assert dict(record.snapshots) == {}


class TestRefused:
    @pytest.mark.parametrize(
        ("model", "message"),
        [
            (LogisticRegression(), "MLPClassifier or MLPRegressor, alone or .* LogisticRegression"),
            (make_pipeline(StandardScaler(), LinearRegression()), "whose last step .* LinearRegr"),
            (MLPClassifier, r"is the class MLPClassifier itself; .* MLPClassifier\(\.\.\.\)"),
            ([4, 3, 2], "it is of type list"),
            (None, "it is of type NoneType"),
            (Pipeline([]), "it is of type Pipeline"),
        ],
    )
    def test_what_is_no_perceptron(self, model: Any, message: str) -> None:
        with pytest.raises(TypeError, match=f"estimator .*{message}"):
            record_training(model, X, TWO)

    def test_lbfgs(self) -> None:
        with pytest.raises(ValueError, match=r'solver="lbfgs" does not train by epochs; .*"adam"'):
            record_training(classifier(solver="lbfgs"), X, TWO)

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"X_val": X_VAL}, ValueError, "y_val must come with X_val"),
            ({"y_val": TWO[:25]}, ValueError, "X_val must come with y_val"),
            ({"X_val": X_VAL, "y_val": TWO}, ValueError, "y_val must have .* 25 rows .* has 60"),
            ({"X_val": X_VAL[:, :2], "y_val": TWO[:25]}, ValueError, r"X_val .* 3 columns"),
            ({"X_val": X_VAL[:, 0], "y_val": TWO[:25]}, ValueError, r"X_val .* shape \(25,\)"),
            ({"X_val": X_VAL[:0], "y_val": TWO[:0]}, ValueError, "X_val must hold at least one"),
            ({"X_val": X_VAL, "y_val": [5] * 25}, ValueError, "y_val .* labels that y has; .* 5"),
            ({"X_val": X_VAL, "y_val": np.ones((25, 2))}, ValueError, "y_val .* columns as y, 1"),
            ({"X_val": 3.0, "y_val": TWO}, TypeError, "X_val must be a table"),
            ({"X_val": X_VAL, "y_val": 3.0}, TypeError, "y_val must be a table"),
            (
                {"X_val": np.full((2, 3), np.nan), "y_val": [0, 1]},
                ValueError,
                "X_val must hold no missing .* row 0, column 0 is nan",
            ),
            ({"evaluate_every": 0}, ValueError, "evaluate_every must be at least 1; it is 0"),
            ({"evaluate_every": 1.5}, TypeError, "evaluate_every must be an integer"),
            ({"evaluate_every": True}, TypeError, "evaluate_every must be an integer"),
            ({"snapshots": 0}, ValueError, "snapshots must be at least 1"),
            ({"snapshots": -2}, ValueError, "snapshots must be at least 1"),
            ({"snapshots": [1, -2]}, ValueError, "snapshots: an epoch must be at least 0"),
            ({"snapshots": [1.5]}, TypeError, "snapshots: an epoch must be an integer"),
            ({"snapshots": "all"}, TypeError, "snapshots must be a number of epochs or a list"),
            ({"snapshots": 1, "max_snapshot_bytes": 0}, ValueError, "max_snapshot_bytes .* 1"),
            ({"progress": "yes"}, TypeError, "progress must be True, False or None"),
        ],
    )
    def test_options(self, options: dict[str, Any], error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            record_training(classifier(max_iter=3), X, TWO, **options)

    def test_a_regressors_validation(self) -> None:
        for y_val, message in (
            ([np.nan, 1.0], "y_val must hold no missing"),
            ([1.0], "at least two"),
        ):
            with pytest.raises(ValueError, match=message):
                record_training(
                    regressor(max_iter=3), X, VALUES, X_val=X_VAL[: len(y_val)], y_val=y_val
                )

    def test_names_of_columns(self) -> None:
        frame = pd.DataFrame(X, columns=["a", "b", "c"])
        for wrong, came in ((X_VAL, "it has none"), (frame[["c", "b", "a"]], "its are c, b, a")):
            with pytest.raises(ValueError, match=f"X_val must have the column names .*; {came}"):
                record_training(classifier(), frame, TWO, X_val=wrong, y_val=TWO[: len(wrong)])

    @quiet
    def test_names_that_the_training_has_not(self) -> None:
        frame = pd.DataFrame(X, columns=["a", "b", "c"])
        record = record_training(classifier(), X, TWO, X_val=frame, y_val=TWO)
        assert record.history["validation score"].final == record.estimator.score(X, TWO)

    def test_rows_and_data_that_fit_refuses(self) -> None:
        with pytest.raises(ValueError, match="y must have a target for each of the 60 rows of X"):
            record_training(classifier(), X, TWO[:-1])
        with pytest.raises(ValueError, match="X must hold at least one sample"):
            record_training(classifier(), X[:0], TWO[:0])
        with pytest.raises(ValueError, match="hidden_layer_sizes must be > 0"):
            record_training(classifier(hidden_layer_sizes=(-1,)), X, TWO)
        for params in ({"max_iter": "x"}, {"hidden_layer_sizes": "x"}, {"max_iter": 0}):
            with pytest.raises(ValueError, match=f"The '{next(iter(params))}' parameter of MLP"):
                record_training(classifier(**params), X, TWO, snapshots=[1])
        for table in (X[:, 0], X.ravel()[:60].tolist()):
            with pytest.raises(ValueError, match="X must be 2-D"):
                record_training(classifier(), table, TWO, snapshots=[1])

    def test_a_transformer_that_fails_on_validation_data(self) -> None:
        def transform(Z: Any) -> Any:
            if len(Z) == 25:
                raise ValueError("not these")
            return Z

        model = make_pipeline(FunctionTransformer(transform), classifier())
        with pytest.raises(ValueError, match="not these"):
            record_training(model, X, TWO, X_val=X_VAL, y_val=TWO[:25])

    def test_another_scikit_learn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from sklearn.neural_network._multilayer_perceptron import BaseMultilayerPerceptron

        monkeypatch.delattr(BaseMultilayerPerceptron, "_update_no_improvement_count")
        with pytest.raises(RuntimeError, match="does not call MLPClassifier"):
            record_training(classifier(), X, TWO)


def test_warnings_pass_through_as_in_fit() -> None:
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        record_training(
            classifier(batch_size=99), X, TWO, X_val=X_VAL, y_val=TWO[:25], evaluate_every=1,
            snapshots=1,
        )  # fmt: skip
    with warnings.catch_warnings(record=True) as plain:
        warnings.simplefilter("always")
        classifier(batch_size=99).fit(X, TWO)
    assert [(w.category, str(w.message)) for w in said] == [
        (w.category, str(w.message)) for w in plain
    ]
    assert any(w.category is ConvergenceWarning for w in plain)
