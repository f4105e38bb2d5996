"""Trainings over a grid of parameters: one run for each combination of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.history.checks import FrozenMappings, check_flag, check_mapping, check_seed, check_word
from nnviz.history.history import TrainingHistory
from nnviz.network.checks import check_numbers, real_numbers

__all__ = ["SweepRun", "TrainingSweep"]

SCORE_KINDS = ("cv", "test", "train")  # the most telling first


@dataclass(frozen=True, eq=False, repr=False)
class SweepRun(FrozenMappings):
    """One training of a sweep; frozen.

    Parameters
    ----------
    params : mapping of str to object
        What was set, under full names such as "mlp__alpha".
    estimator : object
        The trained clone; None if the training failed, or the run was loaded.
    history : TrainingHistory or None
        The curves; None if the training failed, or its solver keeps none (lbfgs).
    scores : mapping of str to float
        By "train", "test" or "cv" (the mean over the folds); empty if the training failed.
    cv_scores : array-like of shape (n_folds,), or None
        The score of each fold.
    error : str or None
        The error of a training that failed: "ValueError: ...".
    warnings : iterable of str
        The warnings of this run, each once.
    constant : bool, default=False
        Whether the trained estimator predicts about the same for all training data: one class, or
        numbers whose range is under 1% of that of y.

    Raises
    ------
    TypeError, ValueError
        If a part is not as above.

    Examples
    --------
    >>> from nnviz import SweepRun
    >>> run = SweepRun({"alpha": 0.1}, None, None, {"train": 0.97, "test": 0.93}, None, None, ())
    >>> run
    <SweepRun alpha=0.1: train 0.97, test 0.93>
    >>> run.failed
    False
    """

    params: Mapping[str, Any]
    estimator: Any
    history: TrainingHistory | None
    scores: Mapping[str, float]
    cv_scores: NDArray[np.float64] | None
    error: str | None
    warnings: tuple[str, ...]
    constant: bool = False

    def __post_init__(self) -> None:
        params = check_mapping("params", self.params, "names to values")
        for name in params:
            check_word("params: a name", name)
        if self.history is not None and not isinstance(self.history, TrainingHistory):
            raise TypeError(f"history must be a TrainingHistory or None; it is {self.history!r}.")
        scores = check_mapping("scores", self.scores, "kinds to numbers")
        for kind, score in scores.items():
            if kind not in SCORE_KINDS:
                raise ValueError(f"scores may be of train, test and cv; there is {kind!r}.")
            number = real_numbers(f"scores[{kind!r}]", score)
            if number.ndim:
                raise ValueError(f"scores[{kind!r}] must be one number; it is {score!r}.")
            scores[kind] = float(number)
        cv_scores = self.cv_scores
        if cv_scores is not None:
            cv_scores, _ = check_numbers("cv_scores", cv_scores, ndim=1)
        if self.error is not None:
            check_word("error", self.error)
        if isinstance(self.warnings, str) or not isinstance(self.warnings, Iterable):
            raise TypeError(f"warnings must be a list of strings; it is {self.warnings!r}.")
        warnings = tuple(check_word("warnings: each", text) for text in self.warnings)
        object.__setattr__(self, "params", MappingProxyType(params))
        object.__setattr__(self, "scores", MappingProxyType(scores))
        object.__setattr__(self, "cv_scores", cv_scores)
        object.__setattr__(self, "warnings", warnings)
        object.__setattr__(self, "constant", check_flag("constant", self.constant))

    @property
    def failed(self) -> bool:
        """Whether the training ended in an error."""
        return self.error is not None

    def __repr__(self) -> str:
        set_to = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        found = ", ".join(f"{kind} {score:.4g}" for kind, score in self.scores.items())
        return f"<SweepRun {set_to}: {self.error or found or 'no scores'}>"


@dataclass(frozen=True, eq=False, repr=False)
class TrainingSweep(FrozenMappings):
    """Trainings over a grid of parameters, as `nnviz.sweep_training` gives them; frozen.

    Parameters
    ----------
    runs : iterable of SweepRun
        One for each combination of values; the first name varies slowest, as in nested loops.
    param_grid : mapping of str to sequence
        The values of each parameter as given, under full names.
    scoring : str
        What the scores are, in words: "accuracy", "R²", the name of a scorer.
    random_state : int or None
        The seed of all runs, given or drawn; None where they have several, RandomState objects, or
        all failed.

    Raises
    ------
    TypeError, ValueError
        If a part is not as above, or the runs are not those of the grid.

    Examples
    --------
    >>> from nnviz import SweepRun, TrainingSweep
    >>> runs = [SweepRun({"alpha": alpha}, None, None, {"test": score}, None, None, ())
    ...         for alpha, score in ((0.0, 0.91), (0.1, 0.97))]
    >>> sweep = TrainingSweep(runs, {"alpha": [0.0, 0.1]}, "accuracy", random_state=0)
    >>> sweep
    <TrainingSweep of 2 runs over alpha, best test accuracy 0.97>
    >>> sweep.runs[sweep.best].params["alpha"]
    0.1
    """

    runs: tuple[SweepRun, ...]
    param_grid: Mapping[str, tuple[Any, ...]]
    scoring: str
    random_state: int | None

    def __post_init__(self) -> None:
        if isinstance(self.runs, (str, SweepRun)) or not isinstance(self.runs, Iterable):
            raise TypeError(f"runs must be a list of SweepRun; it is {self.runs!r}.")
        runs = tuple(self.runs)
        given = check_mapping("param_grid", self.param_grid, "names to lists of values")
        grid = {}
        for name, values in given.items():
            check_word("param_grid: a name", name)
            if isinstance(values, str) or not isinstance(values, Iterable):
                raise TypeError(f"param_grid[{name!r}] must be a list of values; it is {values!r}.")
            grid[name] = tuple(values)
        for k, run in enumerate(runs):
            if not isinstance(run, SweepRun):
                raise TypeError(f"runs[{k}] must be a SweepRun; it is {run!r}.")
            if tuple(run.params) != tuple(grid):
                raise ValueError(
                    f"runs[{k}] must set {', '.join(grid)}, in this order; it sets "
                    f"{', '.join(run.params)}."
                )
        n = int(np.prod([len(values) for values in grid.values()], dtype=object))
        if len(runs) != n:
            raise ValueError(
                f"runs must be one for each of the {n} combinations; it has {len(runs)}."
            )
        object.__setattr__(self, "runs", runs)
        object.__setattr__(self, "param_grid", MappingProxyType(grid))
        object.__setattr__(self, "scoring", check_word("scoring", self.scoring))
        object.__setattr__(self, "random_state", check_seed("random_state", self.random_state))

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of the parameters."""
        return tuple(self.param_grid)

    @property
    def score_kind(self) -> str | None:
        """The most telling score that any run has: "cv", else "test", else "train", else None."""
        for kind in SCORE_KINDS:
            if any(kind in run.scores for run in self.runs):
                return kind
        return None

    @property
    def best(self) -> int | None:
        """The index of the first run with the largest score of `score_kind`; None without any."""
        kind = self.score_kind
        if kind is None:
            return None
        scores = np.array([run.scores.get(kind, np.nan) for run in self.runs])
        return None if np.isnan(scores).all() else int(np.nanargmax(scores))

    @property
    def warnings(self) -> Mapping[str, int]:
        """How many runs gave each warning."""
        return MappingProxyType(Counter(text for run in self.runs for text in run.warnings))

    def values(self, name: str) -> tuple[Any, ...]:
        """List the value of a parameter in each run.

        Parameters
        ----------
        name : str
            Its full name, or its last part where only one parameter ends in it.

        Returns
        -------
        tuple
            A value for each run, in their order.

        Raises
        ------
        KeyError
            If no parameter of the sweep has this name.

        Examples
        --------
        >>> from nnviz import SweepRun, TrainingSweep
        >>> runs = [SweepRun({"mlp__alpha": alpha}, None, None, {}, None, None, ())
        ...         for alpha in (0.0, 0.1)]
        >>> TrainingSweep(runs, {"mlp__alpha": [0.0, 0.1]}, "accuracy", 0).values("alpha")
        (0.0, 0.1)
        """
        ending = [full for full in self.names if full.endswith(f"__{name}")]
        full = name if name in self.param_grid or len(ending) != 1 else ending[0]
        if full not in self.param_grid:
            raise KeyError(f"the sweep has no parameter {name!r}; it has {', '.join(self.names)}.")
        return tuple(run.params[full] for run in self.runs)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the sweep as .npz, whole or not at all; the estimators are not stored.

        Parameters
        ----------
        path : path-like
            The file, which ends in ``.npz``.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        ValueError
            If the file name has another suffix.
        FileNotFoundError
            If its folder does not exist.
        TypeError
            If a value of a parameter is an object that only a pickle could hold.

        Examples
        --------
        >>> from nnviz import SweepRun, TrainingSweep
        >>> run = SweepRun({"alpha": 0.1}, None, None, {"test": 0.97}, None, None, ())
        >>> TrainingSweep([run], {"alpha": [0.1]}, "accuracy", 0).save("sweep.npz").name
        'sweep.npz'
        """
        from nnviz.history.files import save_sweep

        return save_sweep(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> TrainingSweep:
        """Read a sweep that `save` wrote; nothing in the file is executed.

        Parameters
        ----------
        path : path-like
            The file.

        Returns
        -------
        TrainingSweep
            The sweep; the estimators of its runs are None.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file holds no sweep, or is damaged.

        Examples
        --------
        >>> from nnviz import SweepRun, TrainingSweep
        >>> run = SweepRun({"alpha": 0.1}, None, None, {"test": 0.97}, None, None, ())
        >>> path = TrainingSweep([run], {"alpha": [0.1]}, "accuracy", 0).save("sweep.npz")
        >>> TrainingSweep.load(path)
        <TrainingSweep of 1 run over alpha, best test accuracy 0.97>
        """
        from nnviz.history.files import load_sweep

        return load_sweep(path)

    def __repr__(self) -> str:
        n, failed = len(self.runs), sum(run.failed for run in self.runs)
        best = self.best
        kind = self.score_kind
        found = ""
        if best is not None and kind is not None:
            found = f", best {kind} {self.scoring} {self.runs[best].scores[kind]:.4g}"
        lost = f", {failed:,} failed" if failed else ""
        return (
            f"<TrainingSweep of {n:,} run{'' if n == 1 else 's'} over {', '.join(self.names)}"
            f"{found}{lost}>"
        )
