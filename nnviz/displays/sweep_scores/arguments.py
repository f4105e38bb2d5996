"""The arguments of `plot_sweep_scores`, turned into numbers before anything is drawn."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from itertools import product
from math import isfinite
from numbers import Real
from typing import Any

import numpy as np

from nnviz.displays._sweep_words import value_in_words
from nnviz.drawing.sweep_scores.numbers import Floats, ScoreNumbers, last_part
from nnviz.drawing.words import short_number
from nnviz.history import TrainingSweep

_KINDS = ("cv", "test", "train")  # the most telling first
_LONG_NUMBER = 7  # characters of a number that are too many


def score_numbers(sweep: Any, x: Any, scores: Any) -> ScoreNumbers:
    """Check what `plot_sweep_scores` is given, and lay the scores out in a table."""
    if not isinstance(sweep, TrainingSweep):
        raise TypeError(
            f"sweep must be a TrainingSweep, as sweep_training gives; got {type(sweep).__name__}. "
            "plot_loss draws other trainings."
        )
    kinds = _kinds(sweep, scores)
    name = _name(sweep, x)
    _check_order(sweep)
    along = sweep.names.index(name)
    shape = [len(values) for values in sweep.param_grid.values()]
    table = np.moveaxis(np.arange(len(sweep.runs)).reshape(shape), along, -1)
    runs = table.reshape(-1, shape[along])
    values = sweep.param_grid[name]
    places = _numbers(values)
    if places is not None:
        order = np.argsort(places, kind="stable")
        places, runs = places[order], runs[:, order]
        values = tuple(values[k] for k in order)
    # What has one value only tells no lines apart.
    others = [other for other in sweep.names if other != name and len(sweep.param_grid[other]) > 1]
    line_values = _numbers(sweep.param_grid[others[0]]) if len(others) == 1 else None
    return ScoreNumbers(
        sweep, name, tuple(values), _in_words(values), places,
        ", ".join(last_part(other) for other in others),
        tuple(", ".join(words) for words in product(*(_in_words(sweep.param_grid[o])
                                                      for o in others))),
        () if line_values is None else tuple(line_values.tolist()), runs,
        {kind: _read_only(_scores(sweep, kind)[runs]) for kind in kinds},
        _read_only(np.array([_deviation(run.cv_scores) for run in sweep.runs])[runs]),
    )  # fmt: skip


def _kinds(sweep: TrainingSweep, scores: Any) -> tuple[str, ...]:
    """The kinds of scores to draw, the most telling first."""
    there = [kind for kind in _KINDS if np.isfinite(_scores(sweep, kind)).any()]
    if not there:
        failed = [run.error for run in sweep.runs if run.error is not None]
        why = f"; {len(failed)} failed, the first with {failed[0]}" if failed else ""
        raise ValueError(
            f"sweep must have scores; none of its {len(sweep.runs)} runs has a finite one{why}."
        )
    if scores is None:
        return tuple(there)
    asked = [scores] if isinstance(scores, str) else scores
    if not isinstance(asked, Sequence) or not asked:
        raise TypeError(f"scores must be None, a kind of score or a list of them; got {scores!r}.")
    for kind in asked:
        if kind not in there:
            raise ValueError(
                f"scores must be of the kinds that this sweep has, {', '.join(there)}; got "
                f"{kind!r}."
            )
    return tuple(kind for kind in there if kind in asked)


def _name(sweep: TrainingSweep, x: Any) -> str:
    """The full name of the parameter along x."""
    if x is None:
        counts = [
            (sum(_is_number(value) for value in values) if len(values) > 1 else 0, len(values))
            for values in sweep.param_grid.values()
        ]
        return sweep.names[counts.index(max(counts))]
    if not isinstance(x, str):
        raise TypeError(f"x must be None or the name of a parameter; got {x!r}.")
    ending = [full for full in sweep.names if full.endswith(f"__{x}")]
    if x in sweep.names or len(ending) == 1:
        return x if x in sweep.names else ending[0]
    if ending:
        raise ValueError(f"x: {x!r} could be any of {', '.join(ending)}; give the full name.")
    near = difflib.get_close_matches(x, sweep.names, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(
        f"x must be a parameter of the sweep, {', '.join(sweep.names)}; got {x!r}.{hint}"
    )


def _check_order(sweep: TrainingSweep) -> None:
    """Raise a ValueError unless the runs stand in the order of the grid."""
    for k, wanted in enumerate(product(*sweep.param_grid.values())):
        for name, value in zip(sweep.names, wanted, strict=True):
            if not _same(sweep.runs[k].params[name], value):
                raise ValueError(
                    "sweep: its runs must stand in the order of its grid, the first name varying "
                    f"slowest; runs[{k}] has {name}={sweep.runs[k].params[name]!r}, not {value!r}."
                )


def _same(one: Any, other: Any) -> bool:
    # NaN equals nothing, and arrays compare by entry; what is written alike will do.
    if one is other or repr(one) == repr(other):
        return True
    try:
        return bool(one == other)
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and isfinite(float(value))


def _numbers(values: Sequence[Any]) -> Floats | None:
    """The values as numbers; None where not all of them are."""
    if not all(_is_number(value) for value in values):
        return None
    return _read_only(np.array([float(value) for value in values]))


def _in_words(values: Sequence[Any]) -> tuple[str, ...]:
    """The values in words; numbers with many digits in three, if these tell them apart."""
    full = [value_in_words(value) for value in values]
    brief = [
        short_number(float(value)) if _is_number(value) and len(word) > _LONG_NUMBER else word
        for value, word in zip(values, full, strict=True)
    ]
    return tuple(brief if len(set(brief)) == len(set(full)) else full)


def _scores(sweep: TrainingSweep, kind: str) -> Floats:
    return np.array([run.scores.get(kind, np.nan) for run in sweep.runs], dtype=float)


def _deviation(folds: Floats | None) -> float:
    """The standard deviation over the folds, as scikit-learn's ``std_test_score``."""
    return float("nan") if folds is None or not len(folds) else float(np.std(folds))


def _read_only(array: Floats) -> Floats:
    array.flags.writeable = False
    return array
