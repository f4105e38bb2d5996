"""Series and histories: what they hold, what they say of it, what they refuse."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnviz import Series, TrainingHistory


def series(name: str = "loss", values: Any = (0.5, 0.4), epochs: Any = (1, 2), **kw: Any) -> Series:
    return Series(name, values, epochs, **kw)


class TestSeries:
    def test_arrays_are_copied_and_read_only(self) -> None:
        values, epochs = np.array([1.0, 2.0]), np.array([0, 5])
        one = series("a", values, epochs)
        values[0], epochs[0] = 9.0, 3
        for each in (one, copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert each.values.tolist() == [1.0, 2.0]
            assert each.epochs.tolist() == [0, 5]
            assert each.values.dtype == np.float64
            assert each.epochs.dtype == np.int64
            assert not each.values.flags.writeable
            assert not each.epochs.flags.writeable

    def test_words(self) -> None:
        one = series(measure="log loss", penalty=True, running_mean=True)
        assert one.label == "log loss + L2"
        assert one.description == "log loss + L2, a running mean over each epoch"
        assert series("my loss").label == series("my loss").description == "my loss"
        assert repr(series()) == "<Series 'loss': 2 values, epochs 1..2, final 0.4>"
        assert repr(series("a", [1], [7])) == "<Series 'a': 1 value, epoch 7, final 1>"

    @given(arrays(float, st.integers(1, 20)), st.sampled_from(["loss", "score", "gradient"]))
    def test_best_epoch(self, values: Any, kind: str) -> None:
        one = Series("a", values, 3 * np.arange(len(values)), kind=kind)
        finite = [v for v in values.tolist() if np.isfinite(v)]
        if kind == "gradient" or not finite:
            assert one.best_epoch is None
        else:
            best = min(finite) if kind == "loss" else max(finite)
            assert one.best_epoch == 3 * values.tolist().index(best)
        assert one.final == values[-1] or np.isnan(values[-1])

    def test_masked_values_are_missing(self) -> None:
        one = series(values=np.ma.masked_array([1.0, 2.0], [True, False]))
        assert np.isnan(one.values[0])
        assert one.values[1] == 2.0
        assert not one.values.flags.writeable

    @pytest.mark.parametrize(
        ("changes", "error", "message"),
        [
            ({"name": 3}, TypeError, "name must be a string; it is 3"),
            ({"values": []}, ValueError, "values of 'loss' must hold at least one number"),
            ({"values": [[1.0, 2.0]]}, ValueError, "values of 'loss' must be 1-D"),
            ({"values": ["a", "b"]}, TypeError, "values of 'loss' must hold real numbers"),
            ({"values": [1j, 2]}, TypeError, "complex"),
            ({"values": [[1], [1, 2]]}, ValueError, "rows have different lengths"),
            ({"epochs": [1]}, ValueError, "epochs of 'loss' .* as its values, 2; there are 1"),
            ({"epochs": [1.0, 2.0]}, TypeError, "epochs of 'loss' must hold integers"),
            ({"epochs": [2, 2]}, ValueError, "increase strictly; epoch 2 is followed by 2"),
            ({"epochs": [-1, 2]}, ValueError, r"0 \(before any update\) or more; .* -1"),
            ({"epochs": 3}, ValueError, "epochs of 'loss' must be 1-D"),
            ({"epochs": np.array([1, 2**63], dtype=np.uint64)}, ValueError, "at most"),
            ({"kind": "error"}, ValueError, "kind must be one of 'loss', .*; it is 'error'"),
            ({"on": "test"}, ValueError, "on must be one of 'training', 'validation', ''"),
            ({"measure": None}, TypeError, "measure must be a string"),
            ({"penalty": 1}, TypeError, "penalty must be True or False"),
            ({"running_mean": "no"}, TypeError, "running_mean must be True or False"),
        ],
    )
    def test_refused(self, changes: dict[str, Any], error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            series(**changes)


class TestHistory:
    HISTORY = TrainingHistory(
        [
            series("gradient norm, layer 1", [1, 2], [0, 2], kind="gradient"),
            series("a", on=""),
            series("b", on="training"),
            series("c", [3, 1, 2], [0, 4, 8], on="validation"),
            series("d", [0.1, 0.9, 0.9], [1, 2, 3], kind="score", on="validation"),
        ],
        updates_per_epoch=np.int64(4),
        stop="converged",
    )

    def test_finding_series(self) -> None:
        one = self.HISTORY
        assert one["b"].name == "b"
        assert "b" in one
        assert "z" not in one
        assert list(one) == list(one.names) == ["gradient norm, layer 1", "a", "b", "c", "d"]
        assert one.training_loss is one["b"]
        assert one.validation_loss is one["c"]
        assert one.validation_score is one["d"]
        assert [s.name for s in one.losses] == ["a", "b", "c"]
        assert [s.name for s in one.scores] == ["d"]
        assert (one.n_epochs, one.best_epoch, one.updates_per_epoch) == (8, 2, 4)
        assert "stopped early" in repr(TrainingHistory([], stop="early stopping"))
        with pytest.raises(KeyError, match="'gradient norm'; did you mean 'gradient norm, l"):
            one["gradient norm"]

    def test_what_is_not_there(self) -> None:
        bare = TrainingHistory([series(on="")])
        assert bare.training_loss is bare.series[0]
        assert bare.validation_loss is bare.validation_score is bare.best_epoch is None
        empty = TrainingHistory([])
        assert (empty.n_epochs, empty.training_loss, empty.best_epoch) == (0, None, None)
        nan = TrainingHistory(
            [
                series("s", [np.nan], [1], kind="score", on="validation"),
                series("l", [2, 1], [0, 1], on="validation"),
            ]
        )
        assert nan.best_epoch == 1

    @pytest.mark.parametrize(
        ("arguments", "error", "message"),
        [
            (([series(), series()],), ValueError, "names that differ; 2 are called 'loss'"),
            (([3],), TypeError, r"series\[0\] must be a Series; it is 3"),
            ((series(),), TypeError, "series must be a list of Series"),
            (("abc",), TypeError, "series must be a list"),
            (([], 0), ValueError, "updates_per_epoch must be at least 1"),
            (([], 1, "tired"), ValueError, "stop must be one of 'converged', .*'tired'"),
        ],
    )
    def test_refused(self, arguments: Any, error: Any, message: str) -> None:
        with pytest.raises(error, match=message):
            TrainingHistory(*arguments)
