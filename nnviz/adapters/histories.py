"""Every kind of training as a TrainingHistory: estimators, tables, mappings, logs of frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters.kinds import is_kind
from nnviz.adapters.perceptron_history import perceptron_history
from nnviz.adapters.scikit_learn import is_estimator, unwrap_perceptron
from nnviz.history import Series, SweepRun, TrainingHistory, TrainingRecord, TrainingSweep

__all__ = ["as_history"]

_TAKEN = (
    "a fitted MLPClassifier or MLPRegressor, a Pipeline that ends in one, or a search around "
    "either; a TrainingHistory, a TrainingRecord or a SweepRun; a mapping of names to series; a "
    "DataFrame; a sequence of numbers; an object with a Keras-like .history"
)
_VALIDATION = ("val", "validation")
_TRAINING = ("train", "training")
_KINDS = {
    "loss": "loss",
    "acc": "score",
    "accuracy": "score",
    "score": "score",
    "r2": "score",
    "r\N{SUPERSCRIPT TWO}": "score",
}


def as_history(source: Any) -> TrainingHistory:
    """Return what is known of any kind of training as a `TrainingHistory`.

    Parameters
    ----------
    source : object
        A fitted MLPClassifier or MLPRegressor, a Pipeline that ends in one, or a search or
        TransformedTargetRegressor around either; a `TrainingRecord` or `SweepRun`; a mapping of
        names to series of numbers; a DataFrame, whose columns are series; a sequence of numbers,
        which becomes a series called "loss"; an object with a Keras-like ``history`` mapping. A
        `TrainingHistory` is returned as it is.

    Returns
    -------
    TrainingHistory
        The series. Those of scikit-learn are named for what they are: its ``loss_curve_`` is a
        running mean over each epoch, with the L2 penalty if ``alpha`` is above 0.

    Raises
    ------
    TypeError
        If it is none of these, a `TrainingSweep` (give one of its runs), or a series holds
        anything but real numbers.
    ValueError
        If the solver is lbfgs, which has no loss by epoch; if a run of a sweep failed; if there is
        no series, or one is empty or not 1-D.
    sklearn.exceptions.NotFittedError
        If an estimator is not fitted.

    Notes
    -----
    In a mapping or table, what a series is is told from its name only where that is conventional:
    one that begins with ``val_`` or "validation " is of validation data, with ``train_`` or
    "training " of training data (so is a name to which there is another one with ``val_``); one
    that ends in "loss" is a loss; in "accuracy", "acc", "score" or "r2", a score. Which loss it is
    is left open. Values are those after 1, 2, ... epochs, unless a DataFrame has an index of
    increasing integers other than a plain 0, 1, ..., or a Keras-like object an ``epoch`` list,
    whose 0 is the first epoch.

    Examples
    --------
    >>> from nnviz import as_history
    >>> history = as_history({"loss": [0.9, 0.5, 0.4], "val_loss": [1.0, 0.7, 0.8]})
    >>> history
    <TrainingHistory of 3 epochs: loss, val_loss>
    >>> history.validation_loss.name, history.best_epoch
    ('val_loss', 2)
    """
    if isinstance(source, TrainingHistory):
        return source
    if isinstance(source, TrainingRecord):
        return source.history
    if isinstance(source, SweepRun):
        return _of_run(source)
    if isinstance(source, TrainingSweep):
        raise TypeError(
            f"source is a TrainingSweep of {len(source.runs)} runs, each with a history of its "
            "own; give one of sweep.runs."
        )
    if isinstance(source, type):
        raise TypeError(
            f"source is the class {source.__name__} itself; it must be a fitted instance, "
            f"{source.__name__}(...).fit(X, y)."
        )
    if is_estimator(source):
        return _of_estimator(source)
    if isinstance(source, Mapping):
        return _named(source, None)
    if is_kind(source, "pandas", "DataFrame"):
        return _of_table(source)
    if isinstance(getattr(source, "history", None), Mapping):
        return _of_keras(source)
    if is_kind(source, "pandas", "Series"):
        name = "loss" if source.name is None else str(source.name)
        return _named({name: source}, _index_epochs(source.index))
    is_sequence = isinstance(source, Sequence) and not isinstance(source, (str, bytes))
    if is_sequence or isinstance(source, np.ndarray):
        return _named({"loss": source}, None)
    raise TypeError(f"source must be {_TAKEN}. It is of type {type(source).__name__}.")


def _of_run(run: SweepRun) -> TrainingHistory:
    if run.history is not None:
        return run.history
    if run.error is not None:
        raise ValueError(f"source: the training of this run failed, with {run.error}.")
    raise ValueError(
        "source: this run has no curve: its solver, lbfgs, keeps no loss by epoch; train with "
        'solver="adam" or "sgd".'
    )


def _of_estimator(estimator: Any) -> TrainingHistory:
    mlp, _, _ = unwrap_perceptron(estimator, "source")
    history = perceptron_history(mlp)
    if not history.series:
        raise ValueError("source: its training was interrupted before the first epoch was over.")
    return history


def _of_table(table: Any) -> TrainingHistory:
    columns: dict[str, Any] = {}
    for k, name in enumerate(table.columns):
        if str(name) in columns:
            raise ValueError(
                f"source must have columns with names that differ; several are called {name!r}."
            )
        columns[str(name)] = table.iloc[:, k]
    return _named(columns, _index_epochs(table.index))


def _index_epochs(index: Any) -> NDArray[Any] | None:
    """Return the epochs that a table's index gives, or None: a plain 0, 1, ... only counts rows."""
    epochs: NDArray[Any] = np.asarray(index)
    if epochs.dtype.kind not in "iu" or epochs.ndim != 1 or not epochs.size:
        return None
    if epochs[0] < 0 or (np.diff(epochs) <= 0).any():
        return None
    counts = np.array_equal(epochs, np.arange(len(epochs)))
    return None if counts and index.name is None else epochs


def _of_keras(source: Any) -> TrainingHistory:
    epochs = getattr(source, "epoch", None)
    if epochs is None or len(epochs) == 0:
        return _named(source.history, None, trained=True)
    first = np.asarray(epochs)
    if first.dtype.kind not in "iu":
        raise TypeError(f"source.epoch must hold integers; its dtype is {first.dtype}.")
    for name, values in source.history.items():
        if np.size(values) != len(first):
            raise ValueError(
                f"source.history[{name!r}] must have a value for each of the {len(first)} epochs; "
                f"it has {np.size(values)}. Give such series as TrainingHistory([Series(name, "
                "values, epochs), ...])."
            )
    return _named(source.history, first + 1, trained=True)


def _named(
    columns: Mapping[Any, Any], epochs: NDArray[Any] | None, *, trained: bool = False
) -> TrainingHistory:
    if not columns:
        raise ValueError("source holds no series.")
    names = {str(name).lower() for name in columns}
    series = []
    for name, values in columns.items():
        numbers = _numbers(str(name), values)
        kind, on = _meaning(str(name))
        if not on and (trained or f"val_{str(name).lower()}" in names):
            on = "training"
        given = np.arange(1, len(numbers) + 1) if epochs is None else epochs
        series.append(Series(str(name), numbers, given, kind=kind, on=on))
    return TrainingHistory(tuple(series))


def _meaning(name: str) -> tuple[str, str]:
    """Tell the kind of a series and the data that it is on from a conventional name."""
    words = re.findall(r"[^\W_]+", name.lower())
    first, last = (words[0], words[-1]) if words else ("", "")
    on = "validation" if first in _VALIDATION else "training" if first in _TRAINING else ""
    return _KINDS.get(last, "other"), on


def _numbers(name: str, values: Any) -> Any:
    """Return a series as an array of real numbers, NaN where one is missing."""
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"source: {name!r} must be a sequence of numbers; it is {values!r}.")
    if isinstance(values, (Mapping, set, frozenset)):
        raise TypeError(
            f"source: {name!r} must be a sequence of numbers; it is a {type(values).__name__}."
        )
    try:
        array = np.ma.asarray(values) if np.ma.isMaskedArray(values) else np.asarray(values)
    except ValueError:
        raise ValueError(
            f"source: {name!r} must be one series of numbers; it holds series of unequal length."
        ) from None
    if array.dtype.kind == "O":
        array = _plain(name, array)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"source: {name!r} must hold real numbers; its dtype is {array.dtype}.")
    if array.ndim != 1:
        raise ValueError(f"source: {name!r} must be 1-D; it has shape {array.shape}.")
    if array.size == 0:
        raise ValueError(f"source: {name!r} must hold at least one number; it is empty.")
    return array


def _plain(name: str, array: NDArray[Any]) -> NDArray[Any]:
    """Return an array of objects as one of floats, where each is a number or missing."""
    plain = []
    for value in array.ravel().tolist():
        missing = value is None or type(value).__name__ == "NAType"
        if not missing and not isinstance(value, Real):
            if isinstance(value, (Sequence, np.ndarray)) and not isinstance(value, (str, bytes)):
                raise ValueError(
                    f"source: {name!r} must be one series of numbers; it holds series of unequal "
                    "length."
                )
            raise TypeError(f"source: {name!r} must hold real numbers; it holds {value!r}.")
        plain.append(np.nan if missing else float(value))
    return np.array(plain, dtype=np.float64).reshape(array.shape)
