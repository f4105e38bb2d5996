"""Where values stand along x, and how far the scores are shown along y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.drawing.sweep_scores.numbers import Floats, ScoreNumbers

_FARTHEST = 1e290  # what an axis can hold, with its margins
_AUTO_LOG = 100.0  # from this ratio on, of the largest to the least, the scale is logarithmic
_MARGIN = 0.07  # of what is shown, on each side, along x
_WIDER = 0.12  # the same where several error bars stand side by side
_HIGHER = 0.1  # the same along y, where a ring may stand at the edge
_AWAY = 10.0  # so many heights of the others from them, a score has shot away
_LEAST = 0.25  # the least height of the others, in the largest of them
_BAND = 0.09  # the part of the height that arrows at the bottom have
_KEPT = 3  # at least every third score stays


@dataclass(frozen=True, eq=False)
class Across:
    """Where values stand along x.

    Attributes
    ----------
    scale : {"linear", "log", "even"}
        "even" for values that stand side by side, whatever they are.
    places : ndarray of shape (n_values,)
        In data units.
    limits : tuple of float
        Of the axis.
    why : str
        Why numbers stand side by side; "" where they do not.
    """

    scale: str
    places: Floats
    limits: tuple[float, float]
    why: str = ""


def across(numbers: ScoreNumbers, log: bool | str) -> Across:
    """Where the values stand; a ValueError where a logarithmic scale cannot hold them."""
    places = numbers.places
    margin = _WIDER if "cv" in numbers.scores and len(numbers.lines) > 1 else _MARGIN
    if log is True:
        if places is None:
            raise ValueError(
                f"log=True needs values of {numbers.name} that are numbers; they are "
                f"{', '.join(numbers.value_words)}."
            )
        if places.min() <= 0:
            raise ValueError(
                f"log=True needs values of {numbers.name} above 0; the least is "
                f"{numbers.value_words[int(np.argmin(places))]}."
            )
        return _log(places, margin)
    if places is None:
        return _even(len(numbers.values))
    positive = places[places > 0]
    wide = positive.size > 1 and positive.max() >= _AUTO_LOG * positive.min()
    if log is False or not wide:
        ends = float(places.min()), float(places.max())
        return Across("linear", places, _with_margin(*ends, margin))
    if positive.size == places.size:
        return _log(places, margin)
    what = numbers.value_words[0] if len(places) - positive.size == 1 else "what is not above 0"
    return _even(len(places), f"evenly spaced: {what} has no place on a logarithmic scale")


def _log(places: Floats, margin: float) -> Across:
    low, high = (float(value) for value in np.log10([places.min(), places.max()]))
    more = margin * (high - low) or 0.5
    return Across("log", places, (10.0 ** (low - more), 10.0 ** (high + more)))


def _even(n: int, why: str = "") -> Across:
    return Across("even", np.arange(n, dtype=float), (-0.5, n - 0.5), why)


def _with_margin(low: float, high: float, margin: float = _MARGIN) -> tuple[float, float]:
    more = margin * (high - low) if high > low else 0.1 * abs(low) or 1.0
    return low - more, high + more


def bulk(values: Sequence[float] | Floats) -> tuple[float, float]:
    """The range of scores without those so far below that they would flatten all others.

    Scores have shot away if their distance from the rest is over ten times the range of the rest,
    which counts as a quarter of the largest of these at least. So an R² of 0 stays beside one of
    0.9, and one of -10 does not. At least a third of all stay, and always the best.

    Examples
    --------
    >>> bulk([0.9, 0.91, 0.0, -0.1]), bulk([0.9, 0.91, -3e6, -40.0])
    ((-0.1, 0.91), (0.9, 0.91))
    """
    rest = np.sort(np.asarray(values, dtype=float))
    least = -(-len(rest) // _KEPT)
    while cut := _n_away(rest, least):
        rest = rest[cut:]
    return float(rest[0]), float(rest[-1])


def _n_away(values: Floats, least: int) -> int:
    """How many ascending scores are far from the others, of which `least` stay; 0 for none."""
    for cut in range(1, len(values) - least + 1):
        rest = values[cut:]
        height = max(float(rest[-1] - rest[0]), _LEAST * float(np.abs(rest[[0, -1]]).max()))
        if height > 0 and rest[0] - values[cut - 1] > _AWAY * height:
            return cut
    return 0


def score_limits(numbers: ScoreNumbers, *, band: float) -> tuple[float, float]:
    """Limits along y for all scores, folds and deviations that have not shot away.

    `band` is the part of the height that stays free at the bottom for marks.
    """
    shown = [table[np.isfinite(table)] for table in numbers.scores.values()]
    if "cv" in numbers.scores:
        mean, more = numbers.scores["cv"], numbers.deviations
        shown += [ends[np.isfinite(ends)] for ends in (mean - more, mean + more)]
        shown += [numbers.folds(*place) for place in np.ndindex(numbers.runs.shape)]
    # Scores beyond it stand at the end.
    low, high = bulk(np.clip(np.concatenate(shown), -_FARTHEST, _FARTHEST))
    low, high = _with_margin(low, high, _HIGHER)
    return low - band * (high - low) / (1 - band), high


def own_limits(numbers: ScoreNumbers) -> tuple[float, float]:
    """Limits along y, with a band at the bottom where arrows will stand there."""
    limits = score_limits(numbers, band=0.0)
    if any(np.any(table < limits[0]) for table in numbers.finite.values()):
        return score_limits(numbers, band=_BAND)
    return limits
