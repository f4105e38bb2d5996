"""The words for a run of a sweep: the values that were tried, and what came of them."""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any

from nnviz.drawing.scoring_names import scoring_in_words
from nnviz.drawing.words import literal, minus, short_number
from nnviz.history import SweepRun, TrainingSweep

_LONGEST = 40  # characters of a value or of an error


def value_in_words(value: Any) -> str:
    """A value of a parameter in as few characters as it takes.

    Examples
    --------
    >>> [value_in_words(v) for v in (1e-05, 0.1, 1000.0, 64, (80, 20), "relu", None)]
    ['1e\N{MINUS SIGN}5', '0.1', '1000', '64', '(80, 20)', 'relu', 'None']
    """
    if isinstance(value, Real) and not isinstance(value, (bool, Integral)):
        text = f"{float(value):.6g}"
        mantissa, _, exponent = text.partition("e")
        return (f"{mantissa}e{int(exponent)}" if exponent else text).replace("-", minus())
    return literal(value, _LONGEST)


def scores_in_words(run: SweepRun, sweep: TrainingSweep) -> list[str]:
    """The most telling score of a run, with its name and in short; empty where it has none.

    Examples
    --------
    >>> run = SweepRun({"alpha": 0.1}, None, None, {"train": 0.97, "test": 0.934}, None, None, ())
    >>> scores_in_words(run, TrainingSweep([run], {"alpha": [0.1]}, "accuracy", 0))
    ['test accuracy 0.934', 'test 0.934']
    """
    kind = sweep.score_kind
    if kind is None or kind not in run.scores:
        return []
    number = short_number(run.scores[kind])
    return [f"{kind} {scoring_in_words(sweep.scoring, _LONGEST)} {number}", f"{kind} {number}"]


def run_remarks(run: SweepRun, sweep: TrainingSweep) -> tuple[tuple[str, ...], ...]:
    """Ways to write what came of a run, in lines, the longest first."""
    if run.error is not None:
        kind = run.error.split(":", 1)[0]
        return ((f"failed: {literal(run.error, 80)}",), (f"failed: {kind}",), ("failed",))
    scores = scores_in_words(run, sweep)
    if run.history is None:
        without = "no loss by epoch"
        return (*((f"{without}, {score}",) for score in scores), (without,))
    if run.constant:
        said = "constant output"
        scores = [f"{said}, {scores[0]}", said] if scores else [said]
    return tuple((score,) for score in scores)
