"""What a picture of loss curves shows, as numbers: trainings, and what is drawn of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.history import Series, TrainingHistory, TrainingSweep

Floats = NDArray[np.float64]

# No axis goes further: what is computed with its ends has to be finite as well.
_FARTHEST = 1e298


@dataclass(frozen=True, eq=False)
class LossRun:
    """One training of the picture.

    Attributes
    ----------
    name : str
        What tells it from the others; "" for the only one.
    history : TrainingHistory or None
        Its curves; None where there are none.
    remarks : tuple of tuple of str
        Ways to write, in lines, what else is said of it in a panel: the longest first.
    best : bool
        Whether it has the best score of a sweep.
    """

    name: str
    history: TrainingHistory | None
    remarks: tuple[tuple[str, ...], ...] = ()
    best: bool = False

    @property
    def losses(self) -> tuple[Series, ...]:
        """The series of the left axis: losses, and what is neither a loss nor a score."""
        return tuple(one for one in self._shown() if not one.is_score)

    @property
    def scores(self) -> tuple[Series, ...]:
        """The series of the right axis."""
        return tuple(one for one in self._shown() if one.is_score)

    def _shown(self) -> tuple[Series, ...]:
        """All series but the sizes of gradients, unless there are no others."""
        if self.history is None:
            return ()
        series = self.history.series
        return tuple(one for one in series if one.kind != "gradient") or series


@dataclass(frozen=True, eq=False)
class LossNumbers:
    """Everything that loss curves are drawn from.

    Attributes
    ----------
    runs : tuple of LossRun
        The trainings.
    sweep : TrainingSweep or None
        Where they are the runs of one.
    heading : str
        What the names of the runs are values of; "" where they are just names.
    values : tuple of float
        The numbers that these names stand for; empty where they stand for none.
    """

    runs: tuple[LossRun, ...]
    sweep: TrainingSweep | None = None
    heading: str = ""
    values: tuple[float, ...] = ()

    def losses(self) -> Iterator[tuple[LossRun, Series]]:
        """All series of the left axis."""
        return ((run, one) for run in self.runs for one in run.losses)

    def scores(self) -> Iterator[tuple[LossRun, Series]]:
        """All series of the right axis."""
        return ((run, one) for run in self.runs for one in run.scores)

    @property
    def measures(self) -> tuple[str, ...]:
        """The different losses that are shown, in words, as far as they are known."""
        return tuple(dict.fromkeys(one.measure for _, one in self.losses() if one.measure))


def places(run: LossRun, series: Series, unit: str) -> Floats:
    """Where the values of a series stand along x, in epochs or in parameter updates."""
    per_epoch = run.history.updates_per_epoch if run.history is not None else None
    factor = per_epoch if unit == "updates" and per_epoch is not None else 1
    return series.epochs.astype(np.float64) * factor


def spread(values: Sequence[Floats], *, positive: bool = False) -> tuple[float, float] | None:
    """The least and the largest finite value, of positive ones only if asked for; or None."""
    low, high = np.inf, -np.inf
    for some in values:
        kept = some[np.isfinite(some) & ((some > 0) if positive else True)]
        if kept.size:
            low, high = min(low, float(kept.min())), max(high, float(kept.max()))
    return (low, high) if low <= high else None


def limits(range_: tuple[float, float] | None, *, log: bool, margin: float) -> tuple[float, float]:
    """Limits around a range, with a margin on both sides as a part of it."""
    if range_ is None:
        return (0.1, 1.0) if log else (0.0, 1.0)
    low, high = range_
    if log:
        low, high = np.log10(low), np.log10(high)
        more = margin * (high - low) if high - low > 0.02 else 0.15
        end = np.log10(_FARTHEST)
        return float(10 ** max(low - more, -end)), float(10 ** min(high + more, end))
    low, high = max(low, -_FARTHEST), min(high, _FARTHEST)
    more = margin * (high - low)
    if not more > 1e-9 * max(abs(low), abs(high)):
        more = 0.1 * abs(low) or 0.5
    return max(low - more, -_FARTHEST), min(high + more, _FARTHEST)


def gaps(x: Floats, values: Floats) -> list[tuple[float, float]]:
    """Where values are not finite: stretches that reach half way to their neighbours."""
    bad = ~np.isfinite(values)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]]).astype(int)))
    step = float(np.min(np.diff(x))) if len(x) > 1 else 1.0
    padded = np.concatenate([[x[0] - step], x, [x[-1] + step]]) if len(x) else x
    middles = (padded[1:] + padded[:-1]) / 2  # before each value, and after the last
    return [
        (float(middles[first]), float(middles[after]))
        for first, after in zip(edges[::2], edges[1::2], strict=True)
    ]


def lone_points(values: Floats) -> list[int]:
    """The finite values without a finite neighbour, which a line would not show."""
    good = np.concatenate([[False], np.isfinite(values), [False]])
    return [int(k) for k in np.flatnonzero(good[1:-1] & ~good[:-2] & ~good[2:])]
