"""How far up and down the picture of activation functions reaches."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nnviz.drawing.activation.numbers import ENDLESS, ActivationNumbers, Curve, Floats

_MARGIN = 0.07  # of what is shown, on each side
_CAP = 2.0  # how far curves are followed, in the farthest weighted sum
_FAR = 4.0  # a curve that goes so many times farther is cut
_WITHIN = 0.35  # if at least so much of it lies within


def y_limits(
    numbers: ActivationNumbers, *, derivative: bool, ranges: bool
) -> tuple[float, float, list[Curve]]:
    """The y limits, and the curves that leave them.

    An exponential over sums up to 15 would press everything else into a line, so that a curve is
    followed only so far.
    """
    cap = _CAP * max(abs(end) for end in numbers.z_range)
    lows, highs, cut = [], [], []
    for curve in numbers.curves:
        for values in [curve.values, *([curve.derivatives] if derivative else [])]:
            least, most, leaves = _extent(values, cap)
            lows.append(least)
            highs.append(most)
            if leaves and curve not in cut:
                cut.append(curve)
        if ranges and curve.range is not None:
            ends = [end for end in curve.range if math.isfinite(end)]
            lows += ends
            highs += ends
    low, high = min(lows), max(highs)
    if not high > low:
        more = 0.5 * abs(low) or 1.0
        return low - more, high + more, cut
    more = _MARGIN * (high - low)
    return low - more, high + more, cut


def room_below(low: float, high: float, parts: float) -> float:
    """The lower limit that leaves a part of the height below everything free."""
    return low - (high - low) * parts / (1.0 - parts)


def _extent(values: Floats, cap: float) -> tuple[float, float, bool]:
    """The least and the largest value to show, and whether there are others."""
    known = values[~np.isnan(values)]
    finite = known[np.abs(known) <= ENDLESS]
    if not finite.size:
        return 0.0, 0.0, bool(known.size)
    endless = finite.size < known.size
    within = np.abs(finite) <= cap
    far = float(np.max(np.abs(finite))) > _FAR * cap or endless
    if far and np.mean(within) >= _WITHIN:
        low, high = float(finite.min()), float(finite.max())
        return max(low, -cap), min(high, cap), low < -cap or high > cap or endless
    return float(finite.min()), float(finite.max()), endless


def merged(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Intervals that touch each other as one."""
    joined: list[tuple[float, float]] = []
    for low, high in intervals:
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined
