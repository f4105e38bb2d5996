"""Records and sweeps saved and loaded are the same; other files are refused in words."""

from __future__ import annotations

import json
import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnviz import Network, Series, SweepRun, TrainingHistory, TrainingRecord, TrainingSweep
from nnviz.storage import read_arrays, write_arrays
from tests.networks import assert_same_network, skip_network

VALUES = arrays(float, st.integers(1, 6))
TEXTS = st.text(max_size=8)
SERIES = st.builds(
    lambda values, start, **words: Series("", values, start + 2 * np.arange(len(values)), **words),
    VALUES,
    st.integers(0, 2**40),
    measure=TEXTS,
    kind=st.sampled_from(["loss", "score", "gradient", "other"]),
    on=st.sampled_from(["training", "validation", ""]),
    penalty=st.booleans(),
    running_mean=st.booleans(),
)
HISTORIES = st.builds(
    lambda several, names, updates, stop: TrainingHistory(
        [
            Series(name, one.values, one.epochs, one.measure, one.kind, one.on, one.penalty,
                   one.running_mean)
            for one, name in zip(several, names, strict=False)
        ],
        updates,
        stop,
    ),
    st.lists(SERIES, max_size=3),
    st.lists(TEXTS, min_size=3, max_size=3, unique=True),
    st.none() | st.integers(1, 10**9),
    st.sampled_from(["converged", "max_iter", "early stopping", "interrupted", "diverged", None]),
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
PARAMS = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3).map(tuple)
                      | st.lists(inner, max_size=3), max_leaves=4)  # fmt: skip


def assert_same_history(a: Any, b: Any) -> None:
    assert (a is None) == (b is None)
    if a is None:
        return
    assert (a.names, a.updates_per_epoch, a.stop) == (b.names, b.updates_per_epoch, b.stop)
    for one, other in zip(a.series, b.series, strict=True):
        assert one.values.tobytes() == other.values.tobytes()  # NaN and -0.0 too
        np.testing.assert_array_equal(one.epochs, other.epochs)
        for word in ("measure", "kind", "on", "penalty", "running_mean"):
            assert getattr(one, word) == getattr(other, word)


@given(history=HISTORIES, seed=st.none() | st.integers(0, 2**32 - 1), shots=st.integers(0, 2))
def test_any_record(tmp_path_factory: Any, history: Any, seed: Any, shots: int) -> None:
    path = tmp_path_factory.getbasetemp() / "record.npz"
    record = TrainingRecord(object(), history, {5 * k: skip_network() for k in range(shots)}, seed)
    assert record.save(path) == path
    loaded = TrainingRecord.load(path)
    assert_same_history(loaded.history, history)
    assert loaded.estimator is None
    assert loaded.random_state == seed
    assert list(loaded.snapshots) == list(record.snapshots)
    for network in loaded.snapshots.values():
        assert_same_network(network, skip_network())


@given(
    history=st.none() | HISTORIES,
    values=st.lists(PARAMS, min_size=1, max_size=4),
    name=TEXTS,
    error=st.none() | TEXTS,
    scores=st.dictionaries(st.sampled_from(["train", "test", "cv"]), st.floats(allow_nan=False)),
    cv_scores=st.none() | VALUES,
    warnings=st.lists(TEXTS, max_size=2),
)
def test_any_sweep(
    tmp_path_factory: Any, history: Any, values: Any, name: str, error: Any, scores: Any,
    cv_scores: Any, warnings: Any,
) -> None:  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "sweep.npz"
    runs = [
        SweepRun({name: value}, object(), history, scores, cv_scores, error, warnings)
        for value in values
    ]
    sweep = TrainingSweep(runs, {name: values}, "R²", 7)
    assert sweep.save(path) == path
    loaded = TrainingSweep.load(path)
    assert dict(loaded.param_grid) == dict(sweep.param_grid)
    assert repr(loaded.param_grid) == repr(sweep.param_grid)  # 1, 1.0 and True are apart
    assert (loaded.scoring, loaded.random_state) == ("R²", 7)
    for a, b in zip(loaded.runs, runs, strict=True):
        assert a.estimator is None
        assert (a.params, a.scores, a.error) == (b.params, b.scores, b.error)
        assert a.warnings == b.warnings
        assert_same_history(a.history, history)
        if cv_scores is None:
            assert a.cv_scores is None
        else:
            np.testing.assert_array_equal(a.cv_scores, cv_scores)


def record() -> TrainingRecord:
    history = TrainingHistory([Series("loss", [0.5, np.nan], [0, 3])], 2, "max_iter")
    return TrainingRecord(None, history, {0: skip_network(), 4: skip_network()}, 3)


def sweep(value: Any = 0.1) -> TrainingSweep:
    run = SweepRun({"alpha": value}, None, None, {"cv": 1.0}, [1.0], None, ())
    return TrainingSweep([run], {"alpha": [value]}, "accuracy", 0)


@pytest.mark.parametrize("thing", [record(), sweep()])
def test_same_bytes_whole_or_not_at_all(tmp_path: Any, thing: Any) -> None:
    one, other = thing.save(tmp_path / "a.npz"), thing.save(str(tmp_path / "b.npz"))
    assert one.read_bytes() == other.read_bytes()
    with pytest.raises(ValueError, match=r"path must end in \.npz"):
        thing.save(tmp_path / "a.pkl")
    with pytest.raises(FileNotFoundError, match="does not exist"):
        thing.save(tmp_path / "nowhere" / "a.npz")
    assert sorted(os.listdir(tmp_path)) == ["a.npz", "b.npz"]
    with pytest.raises(FileNotFoundError):
        type(thing).load(tmp_path / "c.npz")


def test_numpy_numbers_become_plain(tmp_path: Any) -> None:
    loaded = TrainingSweep.load(sweep((np.int64(3), np.float32(0.5))).save(tmp_path / "a.npz"))
    assert repr(loaded.runs[0].params["alpha"]) == "(3, 0.5)"


@pytest.mark.parametrize("value", [object(), {1: 2}, np.ones(2), 1j, b"a", lambda: 0])
def test_values_that_need_a_pickle_are_refused(tmp_path: Any, value: Any) -> None:
    with pytest.raises(TypeError, match=r"param_grid\['alpha'\] holds .* without a pickle"):
        sweep(value).save(tmp_path / "a.npz")
    assert os.listdir(tmp_path) == []


def test_preprocessing_is_not_stored_and_that_is_said_once(tmp_path: Any) -> None:
    network = Network(skip_network().layers, skip_network().connections, preprocessing=[object()])
    one = TrainingRecord(None, record().history, {0: network, 1: network}, 0)
    with pytest.warns(UserWarning, match="preprocessing of the snapshots is not stored") as said:
        path = one.save(tmp_path / "a.npz")
    assert len(said) == 1
    assert said[0].filename == __file__
    assert TrainingRecord.load(path).snapshots[0].preprocessing == ()


@pytest.mark.parametrize("thing", [record(), sweep()])
def test_cut_short_anywhere(tmp_path: Any, thing: Any) -> None:
    whole = thing.save(tmp_path / "a.npz").read_bytes()
    path = tmp_path / "b.npz"
    for n in range(0, len(whole), 97):
        path.write_bytes(whole[:n])
        with pytest.raises(ValueError, match=r"^path: .*b\.npz'"):
            type(thing).load(path)


@pytest.mark.parametrize("thing", [record(), sweep()])
def test_a_byte_changed_anywhere_is_noticed_or_harmless(tmp_path: Any, thing: Any) -> None:
    whole = thing.save(tmp_path / "a.npz").read_bytes()
    path = tmp_path / "b.npz"
    refused = []
    for n in range(0, len(whole), 41):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 0x15]) + whole[n + 1 :])
        try:
            type(thing).load(path)
        except ValueError as error:
            refused.append(str(error))
    assert len(refused) > 10
    assert all(message.startswith("path: ") for message in refused)


@pytest.mark.parametrize("thing", [record(), sweep()])
def test_foreign_files(tmp_path: Any, thing: Any) -> None:
    what = "training record" if isinstance(thing, TrainingRecord) else "sweep"
    skip_network().save(tmp_path / "network.npz")
    np.savez(tmp_path / "arrays.npz", a=np.ones(3))
    np.savez(tmp_path / "objects.npz", a=np.array([{}]))
    (tmp_path / "text.npz").write_text("loss,val_loss\n1,2\n")
    other = sweep() if isinstance(thing, TrainingRecord) else record()
    other.save(tmp_path / "other.npz")
    for name in ("network", "arrays", "other"):
        with pytest.raises(ValueError, match=f"^path: .*{name}.npz' holds no {what}"):
            type(thing).load(tmp_path / f"{name}.npz")
    for name in ("objects", "text"):
        with pytest.raises(ValueError, match=f"^path: .*{name}.npz'"):
            type(thing).load(tmp_path / f"{name}.npz")


def tampered(thing: Any, path: Any, change: Any) -> Any:
    arrays = read_arrays(thing.save(path))
    key = next(name for name in arrays if name.startswith("nnviz_"))
    text = change if isinstance(change, bytes) else None
    if text is None:
        header = json.loads(arrays[key].tobytes())
        header.update(change)
        text = json.dumps(header).encode()
    arrays[key] = np.frombuffer(text, dtype=np.uint8)
    return write_arrays(path, arrays)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 99}, {"history": None}, {"history": {}}, {"snapshots": [9]}, {"snapshots": 5},
        {"snapshots": [[0]]}, {"snapshots": [0, 0]}, {"random_state": "x"},
        {"history": {"series": [{"name": 3}], "updates_per_epoch": 1, "stop": None}},
        {"history": {"series": [{"name": "a", "extra": 1}], "updates_per_epoch": 1, "stop": None}},
        b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"null",
    ],
    ids=str,
)  # fmt: skip
def test_tampered_record(tmp_path: Any, change: Any) -> None:
    path = tampered(record(), tmp_path / "a.npz", change)
    with pytest.raises(ValueError, match=r"^path: .*a\.npz' holds no legal training record"):
        TrainingRecord.load(path)


@pytest.mark.parametrize(
    "change",
    [
        {"version": None}, {"param_grid": {}}, {"param_grid": []}, {"runs": []}, {"runs": [1]},
        {"param_grid": [["alpha", [{"code": ["os.system"]}]]]},
        {"param_grid": [["alpha", [[1]]]]}, {"param_grid": [["alpha", [{}]]]}, {"scoring": 3},
        b"", b"[]", b"\xff", b"[" * 100_000,
    ],
    ids=str,
)  # fmt: skip
def test_tampered_sweep(tmp_path: Any, change: Any) -> None:
    path = tampered(sweep(), tmp_path / "a.npz", change)
    with pytest.raises(ValueError, match=r"^path: .*a\.npz' holds no legal sweep"):
        TrainingSweep.load(path)
