"""Records and sweeps: their parts, and what they refuse."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from nnviz import Network, Series, SweepRun, TrainingHistory, TrainingRecord, TrainingSweep

HISTORY = TrainingHistory([Series("loss", [0.5, 0.4], [1, 2])])
NETWORK = Network.from_arrays([[[1.0, 2.0]], [[1.0], [2.0]]], [[0.0, 0.0], [1.0]])


def record(**changes: Any) -> TrainingRecord:
    parts = {"estimator": None, "history": HISTORY, "snapshots": {}, "random_state": 0}
    return TrainingRecord(**{**parts, **changes})


def run(alpha: Any = 0.0, **changes: Any) -> SweepRun:
    parts: dict[str, Any] = {
        "params": {"mlp__alpha": alpha}, "estimator": None, "history": HISTORY,
        "scores": {}, "cv_scores": None, "error": None, "warnings": (),
    }  # fmt: skip
    return SweepRun(**{**parts, **changes})


def sweep(given: Any, **changes: Any) -> TrainingSweep:
    grid = {"mlp__alpha": [one.params["mlp__alpha"] for one in given]}
    return TrainingSweep(
        **{"runs": given, "param_grid": grid, "scoring": "accuracy", "random_state": 0, **changes}
    )


class TestRecord:
    def test_snapshots_are_a_frozen_mapping_in_order(self) -> None:
        given = {5: NETWORK, 0: NETWORK}
        one = record(snapshots=given)
        given.clear()
        assert list(one.snapshots) == [0, 5]
        assert one.snapshot_bytes == 2 * 7 * 8
        with pytest.raises(TypeError):
            one.snapshots[3] = NETWORK  # type: ignore[index]
        for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
            assert list(again.snapshots) == [0, 5]
            with pytest.raises(TypeError):
                again.snapshots[3] = NETWORK
            assert not again.snapshots[0].connections[0].weights.flags.writeable

    @pytest.mark.parametrize(
        ("changes", "error", "message"),
        [
            ({"history": None}, TypeError, "history must be a TrainingHistory; it is None"),
            ({"snapshots": None}, TypeError, "snapshots must be a mapping of epochs to Networks"),
            ({"snapshots": {0: 1}}, TypeError, r"snapshots\[0\] must be a Network; it is 1"),
            ({"snapshots": {-1: NETWORK}}, ValueError, "an epoch must be at least 0"),
            ({"random_state": 1.5}, TypeError, "random_state must be an integer"),
        ],
    )
    def test_refused(self, changes: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            record(**changes)


class TestSweep:
    def test_best_by_the_most_telling_score(self) -> None:
        runs = [
            run(0.0, scores={"train": 0.9, "test": 0.5}),
            run(0.1, scores={"train": 0.8, "test": np.nan}),
            run(0.2, scores={"train": 0.7, "test": 0.6}),
            run(0.3, error="ValueError: no", history=None),
        ]
        one = sweep(runs)
        assert (one.score_kind, one.best) == ("test", 2)
        assert one.values("alpha") == one.values("mlp__alpha") == (0.0, 0.1, 0.2, 0.3)
        assert repr(one) == (
            "<TrainingSweep of 4 runs over mlp__alpha, best test accuracy 0.6, 1 failed>"
        )
        runs[0] = run(0.0, scores={"cv": -3.0}, cv_scores=[-4, -2])
        assert (sweep(runs).score_kind, sweep(runs).best) == ("cv", 0)
        runs[0] = run(0.0, scores={"cv": np.nan}, cv_scores=[np.nan])
        assert (sweep(runs).score_kind, sweep(runs).best) == ("cv", None)
        assert (sweep([run(error="E: ")]).score_kind, sweep([run(error="E: ")]).best) == (None,) * 2
        with pytest.raises(KeyError, match="no parameter 'beta'; it has mlp__alpha"):
            one.values("beta")

    def test_warnings_are_counted(self) -> None:
        runs = [run(0, warnings=["a", "b"]), run(1, warnings=["b"])]
        assert dict(sweep(runs).warnings) == {"a": 1, "b": 2}

    def test_frozen_and_copied(self) -> None:
        cv = np.array([1.0, 2.0])
        one = run(cv_scores=cv, scores={"cv": 1.5})
        cv[:] = 0
        for each in (one, pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
            assert each.cv_scores.tolist() == [1.0, 2.0]
            assert not each.cv_scores.flags.writeable
            for mapping in (each.params, each.scores):
                with pytest.raises(TypeError):
                    mapping["x"] = 1
        assert pickle.loads(pickle.dumps(sweep([one]))).names == ("mlp__alpha",)

    @pytest.mark.parametrize(
        ("changes", "error", "message"),
        [
            ({"params": 3}, TypeError, "params must be a mapping"),
            ({"params": {3: 4}}, TypeError, "params: a name must be a string"),
            ({"history": 3}, TypeError, "history must be a TrainingHistory or None"),
            ({"scores": {"val": 1}}, ValueError, "train, test and cv; there is 'val'"),
            ({"scores": {"cv": "x"}}, TypeError, r"scores\['cv'\] must hold real numbers"),
            ({"scores": {"cv": [1]}}, ValueError, r"scores\['cv'\] must be one number"),
            ({"cv_scores": [[1]]}, ValueError, "cv_scores must be 1-D"),
            ({"error": ValueError()}, TypeError, "error must be a string"),
            ({"warnings": "a"}, TypeError, "warnings must be a list of strings"),
            ({"warnings": [1]}, TypeError, "warnings: each must be a string"),
        ],
    )
    def test_runs_refused(self, changes: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            run(**changes)

    @pytest.mark.parametrize(
        ("changes", "error", "message"),
        [
            ({"runs": 3}, TypeError, "runs must be a list of SweepRun"),
            ({"runs": [3]}, TypeError, r"runs\[0\] must be a SweepRun"),
            ({"runs": [run(), run()]}, ValueError, "each of the 1 combinations; it has 2"),
            ({"param_grid": {"beta": [1]}}, ValueError, r"runs\[0\] must set beta, .* mlp__alpha"),
            ({"param_grid": {"mlp__alpha": "x"}}, TypeError, "must be a list of values"),
            ({"param_grid": [1]}, TypeError, "param_grid must be a mapping"),
            ({"scoring": None}, TypeError, "scoring must be a string"),
            ({"random_state": -1}, ValueError, "random_state must be at least 0"),
        ],
    )
    def test_sweeps_refused(self, changes: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            sweep([run()], **changes)
