"""Records and sweeps as .npz files: one JSON header and plain arrays."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnviz.history.history import TrainingHistory
from nnviz.history.json_values import from_json, to_json
from nnviz.history.record import TrainingRecord
from nnviz.history.series import Series
from nnviz.history.sweep import SweepRun, TrainingSweep
from nnviz.network.files import check_headers, check_suffix, restored_network, stored_network
from nnviz.storage import in_short, read_arrays, write_arrays

_VERSION = 1
_RECORD = "nnviz_record"
_SWEEP = "nnviz_sweep"

Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")


def save_record(record: TrainingRecord, path: str | PathLike[str]) -> Path:
    """Write a record, as `TrainingRecord.save` says.

    Parameters
    ----------
    record : TrainingRecord
        The record.
    path : path-like
        The file.

    Returns
    -------
    Path
        The file written.
    """
    check_suffix(path)
    arrays: Arrays = {}
    header = {
        "version": _VERSION,
        "history": _store_history(record.history, "history", arrays),
        "snapshots": list(record.snapshots),
        "random_state": record.random_state,
    }
    for epoch, network in record.snapshots.items():
        for name, array in stored_network(network).items():
            arrays[f"epoch_{epoch}.{name}"] = array
    written = write_arrays(path, {_RECORD: _header(header), **arrays})
    if any(one.preprocessing or one.target_transformer for one in record.snapshots.values()):
        warnings.warn(
            "The preprocessing of the snapshots is not stored: those that are loaded take data "
            "in the units of their input layers.",
            UserWarning,
            stacklevel=3,
        )
    return written


def load_record(path: str | PathLike[str]) -> TrainingRecord:
    """Read a record, as `TrainingRecord.load` says.

    Parameters
    ----------
    path : path-like
        The file.

    Returns
    -------
    TrainingRecord
        The record, without its estimator.
    """

    def restore(header: dict[str, Any], arrays: Arrays) -> TrainingRecord:
        by_epoch: dict[str, Arrays] = {}
        for name, array in arrays.items():
            epoch, _, part = name.partition(".")
            by_epoch.setdefault(epoch, {})[part] = array
        epochs = header["snapshots"]
        if len(set(epochs)) < len(epochs):
            raise ValueError("an epoch has more than one snapshot.")
        return TrainingRecord(
            estimator=None,
            history=_restore_history(header["history"], "history", arrays),
            snapshots={epoch: restored_network(by_epoch[f"epoch_{epoch}"]) for epoch in epochs},
            random_state=header["random_state"],
        )

    return _load(path, _RECORD, "training record", "TrainingRecord.save", restore)


def save_sweep(sweep: TrainingSweep, path: str | PathLike[str]) -> Path:
    """Write a sweep, as `TrainingSweep.save` says.

    Parameters
    ----------
    sweep : TrainingSweep
        The sweep.
    path : path-like
        The file.

    Returns
    -------
    Path
        The file written.
    """
    check_suffix(path)
    arrays: Arrays = {}
    grid = [
        [name, [to_json(f"param_grid[{name!r}]", value) for value in values]]
        for name, values in sweep.param_grid.items()
    ]
    runs = []
    for k, run in enumerate(sweep.runs):
        history = run.history
        runs.append(
            {
                "params": [to_json(f"runs[{k}]", value) for value in run.params.values()],
                "history": history and _store_history(history, f"run_{k}", arrays),
                "scores": dict(run.scores),
                "error": run.error,
                "warnings": run.warnings,
                "constant": run.constant,
            }
        )
        if run.cv_scores is not None:
            arrays[f"run_{k}.cv_scores"] = run.cv_scores
    header = {
        "version": _VERSION,
        "param_grid": grid,
        "runs": runs,
        "scoring": sweep.scoring,
        "random_state": sweep.random_state,
    }
    return write_arrays(path, {_SWEEP: _header(header), **arrays})


def load_sweep(path: str | PathLike[str]) -> TrainingSweep:
    """Read a sweep, as `TrainingSweep.load` says.

    Parameters
    ----------
    path : path-like
        The file.

    Returns
    -------
    TrainingSweep
        The sweep, without its estimators.
    """

    def restore(header: dict[str, Any], arrays: Arrays) -> TrainingSweep:
        grid = {name: tuple(map(from_json, values)) for name, values in header["param_grid"]}
        runs = []
        for k, run in enumerate(header["runs"]):
            history, values = run["history"], map(from_json, run["params"])
            runs.append(
                SweepRun(
                    params=dict(zip(grid, values, strict=True)),
                    estimator=None,
                    history=history and _restore_history(history, f"run_{k}", arrays),
                    scores=run["scores"],
                    cv_scores=arrays.get(f"run_{k}.cv_scores"),
                    error=run["error"],
                    warnings=run["warnings"],
                    constant=run["constant"],
                )
            )
        return TrainingSweep(
            runs=tuple(runs),
            param_grid=grid,
            scoring=header["scoring"],
            random_state=header["random_state"],
        )

    return _load(path, _SWEEP, "sweep", "TrainingSweep.save", restore)


def _load(
    path: str | PathLike[str],
    key: str,
    noun: str,
    written_by: str,
    restore: Callable[[dict[str, Any], Arrays], T],
) -> T:
    arrays = read_arrays(path, written_by=written_by)
    check_headers(path, arrays)
    what = f"{noun}, as {written_by} stores one"
    if key not in arrays:
        found = ", ".join(sorted(arrays)[:5]) or "nothing"
        raise ValueError(f"path: {str(path)!r} holds no {what}; it holds {found}.")
    try:
        header = json.loads(arrays.pop(key).tobytes())
        if header["version"] != _VERSION:
            raise ValueError(f"its version is {header['version']!r}; {_VERSION} is read.")
        return restore(header, arrays)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
            RecursionError) as error:  # fmt: skip
        raise ValueError(f"path: {str(path)!r} holds no legal {what}: {in_short(error)}") from error


def _header(header: dict[str, Any]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(header).encode("ascii"), dtype=np.uint8)


def _store_history(history: TrainingHistory, key: str, arrays: Arrays) -> dict[str, Any]:
    """Put the numbers of a history among the arrays, and return the rest."""
    described = []
    for k, one in enumerate(history.series):
        arrays[f"{key}.values_{k}"] = one.values
        arrays[f"{key}.epochs_{k}"] = one.epochs
        words = ("name", "measure", "kind", "on", "penalty", "running_mean")
        described.append({word: getattr(one, word) for word in words})
    return {
        "series": described,
        "updates_per_epoch": history.updates_per_epoch,
        "stop": history.stop,
    }


def _restore_history(header: dict[str, Any], key: str, arrays: Arrays) -> TrainingHistory:
    return TrainingHistory(
        tuple(
            Series(
                values=arrays[f"{key}.values_{k}"], epochs=arrays[f"{key}.epochs_{k}"], **described
            )
            for k, described in enumerate(header["series"])
        ),
        updates_per_epoch=header["updates_per_epoch"],
        stop=header["stop"],
    )
