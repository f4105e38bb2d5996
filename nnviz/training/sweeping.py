"""`sweep_training`."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from numbers import Integral
from typing import Any

import joblib

from nnviz.history import SweepRun, TrainingSweep
from nnviz.training.given import check_given_samples, check_given_targets
from nnviz.training.grid import check_grid, combinations
from nnviz.training.one_thread import one_thread
from nnviz.training.perceptrons import draw_seed, last_steps, perceptron_of, seed_of
from nnviz.training.progress import check_progress, progress_bar
from nnviz.training.run import Outcome, Task, run
from nnviz.training.scoring import check_scoring
from nnviz.training.validation import check_same_rows, further_data

__all__ = ["sweep_training"]


def sweep_training(
    estimator: Any,
    X: Any,
    y: Any,
    param_grid: Mapping[str, Any],
    *,
    X_test: Any = None,
    y_test: Any = None,
    cv: Any = None,
    scoring: Any = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
) -> TrainingSweep:
    """Train one clone of an estimator for each combination of parameters.

    Parameters
    ----------
    estimator : object
        An MLPClassifier or MLPRegressor, alone or as the last step of a Pipeline. It stays as it
        is.
    X : array-like, DataFrame or sparse matrix of shape (n_samples, n_features)
        What all are trained on.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        Labels or target values.
    param_grid : mapping of str to iterable
        The values of each parameter. In a Pipeline the bare name of a parameter, such as
        "alpha", will do where only one step has it; "mlp__alpha" is its full name.
    X_test, y_test : array-like, optional
        Samples for a score besides that on what was trained on.
    cv : int, splitter or iterable, optional
        As scikit-learn takes it: scores by cross-validation, besides. All runs have the same folds.
    scoring : str or callable, optional
        What the runs are scored by; by default the estimator's own ``score``.
    n_jobs : int, optional
        How many runs are trained at the same time, as joblib counts: None is one unless a
        ``joblib.parallel_config`` says more, -1 is all processors.
    progress : bool, optional
        A bar on standard error: True always, False never; by default only on a terminal.

    Returns
    -------
    TrainingSweep
        A run for each combination, the first name varying slowest. Where the perceptron's
        ``random_state`` is None, one seed is drawn for all runs, set in their estimators and
        reported.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, a parameter is unknown (those that there are are listed,
        the nearest first) or ambiguous, there are no values, data do not match, or all runs
        would have solver "lbfgs", which has no epochs.
    KeyboardInterrupt
        If the user interrupts a training: the sweep ends.

    Warns
    -----
    RuntimeWarning
        If all runs failed. One that fails among others does so quietly: it has an ``error``.
    Warning
        Each warning of the runs, once, with how many gave it.

    See Also
    --------
    record_training : One training with everything recorded.

    Notes
    -----
    The runs go through `joblib.Parallel`, so that ``joblib.parallel_config(backend="dask")``
    spreads them over a cluster. Each has one thread inside, whatever the backend, so that all
    backends give the same results to the last bit. Cross-validation scores are those of
    `sklearn.model_selection.cross_val_score`.

    A run whose solver is "lbfgs", because "solver" is among the parameters, has scores and no
    history.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import sweep_training
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier((3,), learning_rate_init=0.02, tol=0.01, random_state=0)
    >>> sweep = sweep_training(mlp, X[::2], y[::2], {"alpha": [0, 1]},
    ...                        X_test=X[1::2], y_test=y[1::2])
    >>> [sorted(run.scores) for run in sweep.runs]
    [['test', 'train'], ['test', 'train']]
    >>> sweep.values("alpha"), sweep.runs[1].history.stop
    ((0, 1), 'converged')
    """
    mlp = perceptron_of(estimator)
    check_progress(progress)
    is_count = isinstance(n_jobs, Integral) and not isinstance(n_jobs, bool) and n_jobs != 0
    if n_jobs is not None and not is_count:
        raise ValueError(
            "n_jobs must be None, a count, or a negative one, where -1 is all processors; it is "
            f"{n_jobs!r}."
        )
    grid = check_grid(estimator, param_grid)
    solvers = [values for name, values in grid.items() if name.rsplit("__", 1)[-1] == "solver"]
    if mlp.solver == "lbfgs" and not solvers and not _replaces(estimator, mlp, grid):
        raise ValueError(
            'estimator: solver="lbfgs" does not train by epochs, so no run would have a curve; '
            'give it solver="adam" or "sgd", or sweep "solver".'
        )
    check_same_rows("X", X, "y", y)
    classifies, plain = hasattr(mlp, "predict_proba"), estimator is mlp
    check_given_samples("X", X, plain=plain)
    check_given_targets("y", y, classifies=classifies)
    test = further_data("test", X, y, X_test, y_test, classifies=classifies, plain=plain)
    scorer, words = check_scoring(mlp, scoring)
    task = Task(
        estimator=estimator,
        X=X,
        y=y,
        X_test=None if test is None else test.X,
        y_test=None if test is None else test.y,
        folds=_folds(cv, X, y, classifies),
        scorer=scorer,
        seed=draw_seed() if seed_of(mlp) is None else seed_of(mlp),
    )
    all_params = combinations(grid)
    outcomes = _run_all(all_params, task, n_jobs, progress)
    sweep = TrainingSweep(
        runs=tuple(
            SweepRun(
                params=params,
                estimator=outcome.estimator,
                history=outcome.history,
                scores=outcome.scores,
                cv_scores=outcome.cv_scores,
                error=outcome.error,
                warnings=tuple(dict.fromkeys(text for _, text in outcome.warnings)),
                constant=outcome.constant,
            )
            for params, outcome in zip(all_params, outcomes, strict=True)
        ),
        param_grid=grid,
        scoring=words,
        random_state=_common_seed(outcomes),
    )
    _warn(outcomes)
    return sweep


def _replaces(estimator: Any, mlp: Any, grid: Mapping[str, Any]) -> bool:
    """Tell whether the perceptron itself is among what is swept."""
    params = estimator.get_params(deep=True)
    return any(params.get(name) is mlp for name in grid)


def _folds(cv: Any, X: Any, y: Any, classifies: bool) -> list[Any] | None:
    if cv is None:
        return None
    from sklearn.model_selection import check_cv

    try:
        return list(check_cv(cv, y, classifier=classifies).split(X, y))
    except (TypeError, ValueError) as error:
        raise type(error)(f"cv: {error}") from error


def _run_all(
    all_params: list[dict[str, Any]], task: Task, n_jobs: int | None, progress: bool | None
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with (
        one_thread(),
        progress_bar(progress, len(all_params), "sweep", "runs") as bar,
    ):
        jobs = (joblib.delayed(run)(k, params, task) for k, params in enumerate(all_params))
        for outcome in _parallel(n_jobs)(jobs):
            outcomes.append(outcome)
            bar.update()
    return sorted(outcomes, key=lambda outcome: outcome.index)


def _parallel(n_jobs: int | None) -> Any:
    try:
        return joblib.Parallel(n_jobs=n_jobs, return_as="generator_unordered")
    except ValueError:
        # Some backends hand over nothing before everything is done; the bar moves at the end then.
        return joblib.Parallel(n_jobs=n_jobs)


def _common_seed(outcomes: list[Outcome]) -> int | None:
    """Return the seed of all runs that did not fail, where it is one."""
    found = {
        seed_of(last_steps(outcome.estimator)[0])
        for outcome in outcomes
        if outcome.estimator is not None
    }
    return found.pop() if len(found) == 1 else None


def _warn(outcomes: list[Outcome]) -> None:
    """Say once what the runs warned of, and that all failed if they did."""
    n = len(outcomes)
    counts = Counter(warning for outcome in outcomes for warning in outcome.warnings)
    for (category, text), count in counts.items():
        warnings.warn(f"{count} of {n} runs: {text}", category, stacklevel=3)
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if len(errors) == n:
        warnings.warn(
            f"all {n} runs of the sweep failed; the first with {errors[0]}",
            RuntimeWarning,
            stacklevel=3,
        )
