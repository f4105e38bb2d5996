"""One training of a sweep, as a worker does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray

from nnviz.adapters.perceptron_history import perceptron_history
from nnviz.history import TrainingHistory
from nnviz.training.one_thread import one_thread
from nnviz.training.perceptrons import is_perceptron, last_steps
from nnviz.training.quiet import Said, gathered_warnings

_CONSTANT = 0.01  # the part of the range of y under which predictions are called constant


@dataclass(frozen=True)
class Task:
    """What is the same for all trainings of a sweep.

    Parameters
    ----------
    estimator : object
        The estimator that is cloned.
    X, y : array-like
        What it is trained on.
    X_test, y_test : array-like or None
        What else it is judged by.
    folds : list of (train, test), or None
        Rows, for scores by cross-validation.
    scorer : callable
        Gives ``scorer(estimator, X, y)``.
    seed : int or None
        For perceptrons that have no random state.
    """

    estimator: Any
    X: Any
    y: Any
    X_test: Any
    y_test: Any
    folds: list[Any] | None
    scorer: Any
    seed: int | None


@dataclass
class Outcome:
    """What came of one training.

    Parameters
    ----------
    index : int
        Its place in the sweep.
    estimator, history, cv_scores, error, constant : object
        As in `SweepRun`.
    scores : dict of str to float
        As in `SweepRun`.
    warnings : list of (type, str)
        Categories and texts.
    """

    index: int
    estimator: Any
    history: TrainingHistory | None
    scores: dict[str, float]
    cv_scores: NDArray[np.float64] | None
    error: str | None
    warnings: list[tuple[type[Warning], str]]
    constant: bool = False


def run(index: int, params: dict[str, Any], task: Task) -> Outcome:
    """Train a clone with some parameters, and score it.

    Parameters
    ----------
    index : int
        Its place in the sweep.
    params : dict of str to object
        What is set.
    task : Task
        The rest.

    Returns
    -------
    Outcome
        What came of it; an error is part of it.

    Raises
    ------
    KeyboardInterrupt
        If the user interrupted the training, which scikit-learn keeps to itself.
    """
    outcome = Outcome(index, None, None, {}, None, None, [])
    # With one thread sums are added in one order, so that every backend gives the same bits.
    # A cluster's backend would else send each fold on, whatever number of jobs it is asked for.
    with (
        gathered_warnings() as said,
        one_thread(),
        joblib.parallel_config(backend="sequential"),
    ):
        try:
            _train(outcome, params, task, said)
        except Exception as error:
            outcome.estimator = outcome.history = outcome.cv_scores = None
            outcome.scores = {}
            outcome.error = f"{type(error).__name__}: {error}"
    outcome.warnings = list(said)
    return outcome


def _train(outcome: Outcome, params: dict[str, Any], task: Task, said: Said) -> None:
    from sklearn.base import clone
    from sklearn.model_selection import cross_val_score

    # The values are cloned as well: one may be an estimator that several runs share.
    values = {name: clone(value, safe=False) for name, value in params.items()}
    estimator = clone(task.estimator).set_params(**values)
    last, _ = last_steps(estimator)
    if is_perceptron(last) and last.random_state is None:
        last.set_params(random_state=task.seed)
    untrained = clone(estimator)
    estimator.fit(task.X, task.y)
    if any("interrupted by user" in text for _, text in said):
        raise KeyboardInterrupt  # which scikit-learn kept to itself
    if is_perceptron(last) and last.solver != "lbfgs":
        outcome.history = perceptron_history(last)
    outcome.estimator = estimator
    outcome.constant = _is_constant(estimator.predict(task.X), task.y)
    outcome.scores["train"] = float(task.scorer(estimator, task.X, task.y))
    if task.X_test is not None:
        outcome.scores["test"] = float(task.scorer(estimator, task.X_test, task.y_test))
    if task.folds is not None:
        outcome.cv_scores = cross_val_score(
            untrained,
            task.X,
            task.y,
            cv=task.folds,
            scoring=task.scorer,
            error_score="raise",
        )
        outcome.scores["cv"] = float(np.mean(outcome.cv_scores))


def _is_constant(predicted: Any, y: Any) -> bool:
    """Whether predictions are about the same for all data, although y is not."""
    predicted, y = np.asarray(predicted), np.asarray(y)
    if predicted.dtype.kind != "f":
        return bool(np.any(y != y[:1]) and np.all(predicted == predicted[:1]))
    ranges = np.ptp(np.asarray(y, dtype=np.float64), axis=0)
    return bool(np.all(np.ptp(predicted, axis=0) < _CONSTANT * ranges))
