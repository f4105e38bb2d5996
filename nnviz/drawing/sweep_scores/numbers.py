"""The numbers of a picture of scores: one row for each line, one column for each value along x."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.words import literal
from nnviz.history import TrainingSweep

Floats = NDArray[np.float64]


def last_part(name: str) -> str:
    """A parameter's name without what it is nested in.

    Examples
    --------
    >>> last_part("mlp__alpha")
    'alpha'
    """
    return literal(name.rsplit("__", 1)[-1], 80)


def _grow(values: Sequence[Any]) -> bool:
    """Whether values are sizes of layers, none of which shrinks from one to the next.

    Examples
    --------
    >>> _grow([(5,), (20,), (20, 20)]), _grow([(20,), (5, 5)]), _grow(["adam", "sgd"])
    (True, False, False)
    """
    sizes = [value if isinstance(value, (tuple, list)) else (value,) for value in values]
    if not all(isinstance(n, Integral) and not isinstance(n, bool) for some in sizes for n in some):
        return False
    return all(
        before <= after
        for one, other in pairwise(sizes)
        for before, after in zip_longest(one, other, fillvalue=0)
    )


@dataclass(frozen=True, eq=False)
class ScoreNumbers:
    """Scores of a sweep, in a table of lines and values.

    Attributes
    ----------
    sweep : TrainingSweep
        Where they are from.
    name : str
        The parameter along x, under its full name.
    values : tuple
        What was tried of it: numbers in ascending order, anything else as given.
    value_words : tuple of str
        The same in words.
    places : ndarray of shape (n_values,), or None
        The same as numbers; None where not all of them are.
    heading : str
        The names of the other parameters that have several values; "" where there are none.
    lines : tuple of str
        For each combination of values of the others, these in words; one "" where there are none.
    line_values : tuple of float
        The values of the one other parameter, where they are numbers.
    runs : ndarray of int, shape (n_lines, n_values)
        Which run of the sweep stands where.
    scores : mapping of str to ndarray of shape (n_lines, n_values)
        By kind, the most telling first: "cv", "test", "train". NaN where a run has none.
    deviations : ndarray of shape (n_lines, n_values)
        The standard deviation of the scores of the folds; NaN where there are none.
    """

    sweep: TrainingSweep
    name: str
    values: tuple[Any, ...]
    value_words: tuple[str, ...]
    places: Floats | None
    heading: str
    lines: tuple[str, ...]
    line_values: tuple[float, ...]
    runs: NDArray[np.intp]
    scores: Mapping[str, Floats]
    deviations: Floats

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of scores, the most telling first."""
        return tuple(self.scores)

    @property
    def ordered(self) -> bool:
        """Whether the values have an order, so that a line through their scores is a trend.

        Numbers have one, and sizes of hidden layers of which each holds the one before.
        """
        return self.places is not None or _grow(self.values) or _grow(self.values[::-1])

    @property
    def exact_words(self) -> bool:
        """Whether the words of numbers are all of their digits."""
        if self.places is None:
            return True
        written = [float(word.replace("\N{MINUS SIGN}", "-")) for word in self.value_words]
        return bool(written == self.places.tolist())

    @property
    def finite(self) -> Mapping[str, Floats]:
        """The scores with NaN in place of infinite ones."""
        return {kind: np.where(np.isfinite(table), table, np.nan)
                for kind, table in self.scores.items()}  # fmt: skip

    @property
    def best(self) -> int:
        """The index of the first run with the largest score of the most telling kind."""
        return min(int(self.runs[line, column]) for line, column in self.best_places)

    @property
    def best_places(self) -> list[tuple[int, int]]:
        """Line and value of all runs with the largest score of the most telling kind."""
        table = self.finite[self.kinds[0]]
        found = np.argwhere(table == np.nanmax(table)).tolist()
        return sorted(((line, column) for line, column in found), key=lambda at: self.runs[at])

    @property
    def best_score(self) -> float:
        """The largest score of the most telling kind."""
        return float(np.nanmax(self.finite[self.kinds[0]]))

    @property
    def failed(self) -> NDArray[np.bool_]:
        """Which runs failed, shape (n_lines, n_values)."""
        return self._ask(lambda run: run.failed)

    @property
    def constant(self) -> NDArray[np.bool_]:
        """Which trained networks predict the same for all data, shape (n_lines, n_values)."""
        return self._ask(lambda run: run.constant)

    def folds(self, line: int, column: int) -> Floats:
        """The finite scores of the folds of one run; empty where it has none."""
        scores = self.sweep.runs[int(self.runs[line, column])].cv_scores
        return np.array([]) if scores is None else scores[np.isfinite(scores)]

    @property
    def fold_counts(self) -> tuple[int, int]:
        """The least and the largest number of folds of a run; (0, 0) where there are none."""
        counts = [len(run.cv_scores) for run in self.sweep.runs if run.cv_scores is not None]
        return (min(counts), max(counts)) if counts and "cv" in self.scores else (0, 0)

    def at(self, line: int, column: int) -> str:
        """The values of one run in words, that along x first; with names where all are numbers."""
        if self.places is not None and self.line_values:
            name = last_part(self.name)
            return f"{name} {self.value_words[column]}, {self.heading} {self.lines[line]}"
        return ", ".join(word for word in (self.value_words[column], self.lines[line]) if word)

    def _ask(self, question: Any) -> NDArray[np.bool_]:
        answers = np.array([bool(question(run)) for run in self.sweep.runs])
        return answers[self.runs]
