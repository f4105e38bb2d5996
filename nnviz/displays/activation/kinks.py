"""Where a function that says nothing of itself jumps, or bends at a point."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Function = Callable[[Floats], Floats]

_NODES = 4001
_MOST = 200  # a function with more jumps than this is noise, and is drawn as it comes
_JUMP = 1e-6  # a jump is at least so large a part of what the function spans
_BEND = 1e-3  # a kink changes the slope by at least so large a part of the steepest
_PARTS = 8  # into which an interval around a kink is cut to come nearer to it
_CLOSE = 1e-6  # how near


def find_jumps(function: Function, low: float, high: float) -> list[float]:
    """The places at which a function jumps or has a pole, found by halving.

    Parameters
    ----------
    function : callable
        Works element by element.
    low, high : float
        Where to look.

    Returns
    -------
    list of float
        In order; none if there are more than can be drawn as such.
    """
    z, h = _nodes(function, low, high)
    span = _span(h)
    steps = _distances(h)
    chosen = np.flatnonzero(steps > 1e-3 * span)
    if not chosen.size or span == 0:
        return []
    left, right = z[chosen], z[chosen + 1]
    before, after = h[chosen], h[chosen + 1]
    for _ in range(70):
        middle = (left + right) / 2
        value = function(middle)
        first = _distance(before, value) >= _distance(value, after)
        right, after = np.where(first, middle, right), np.where(first, value, after)
        left, before = np.where(first, left, middle), np.where(first, before, value)
    found = right[_distance(before, after) > _JUMP * span]
    return _tidy(found, 9, 1e-11, low, high)


def find_bends(function: Function, low: float, high: float, jumps: list[float]) -> list[float]:
    """The places at which the slope of a function jumps, where the function itself does not.

    Parameters
    ----------
    function : callable
        Works element by element.
    low, high : float
        Where to look.
    jumps : list of float
        Where the function jumps.

    Returns
    -------
    list of float
        In order, to about a millionth; none if there are more than can be drawn as such.
    """
    z, h = _nodes(function, low, high)
    width = z[1] - z[0]
    with np.errstate(all="ignore"):
        slopes = np.abs(np.diff(h)) / width
        bends = np.abs(np.diff(h, 2)) / width
    finite = np.isfinite(bends)
    steepest = float(np.max(slopes[np.isfinite(slopes)], initial=0.0))
    bends = np.where(finite, bends, 0.0)
    around = np.pad(bends, 1)
    peak = (bends >= around[:-2]) & (bends >= around[2:]) & (bends > 0.1 * _BEND * steepest)
    middle = z[1:-1][peak]
    for jump in jumps:
        middle = middle[np.abs(middle - jump) > 2 * width]
    if not middle.size:
        return []
    left, right = middle - width, middle + width
    change = np.zeros_like(middle)
    while float(np.max(right - left)) > _CLOSE:
        cuts = np.linspace(left, right, _PARTS + 1)
        values = function(cuts.ravel()).reshape(cuts.shape)
        with np.errstate(all="ignore"):
            second = np.nan_to_num(np.abs(np.diff(values, 2, axis=0)))
        best = np.argmax(second, axis=0)
        across = np.arange(len(left))
        change = second[best, across] / ((right - left) / _PARTS)
        left, right = cuts[best, across], cuts[best + 2, across]
    found = ((left + right) / 2)[change > _BEND * steepest]
    return _tidy(found, 6, _CLOSE, low, high)


def _nodes(function: Function, low: float, high: float) -> tuple[Floats, Floats]:
    z = np.linspace(low, high, _NODES)
    return z, function(z)


def _span(h: Floats) -> float:
    finite = h[np.isfinite(h)]
    return float(np.ptp(finite)) if finite.size else 0.0


def _distances(h: Floats) -> Floats:
    return _distance(h[:-1], h[1:])


def _distance(first: Floats, second: Floats) -> Floats:
    """How far apart values are; two that are infinite alike are not."""
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.abs(second - first), nan=0.0, posinf=np.inf)


def _tidy(found: Floats, digits: int, near: float, low: float, high: float) -> list[float]:
    """Each place once, inside the range, and as the round number that it is meant to be."""
    places: list[float] = []
    for value in np.sort(found).tolist():
        rounded = round(value, digits) + 0.0  # never -0.0
        place = rounded if abs(rounded - value) <= near else value
        if low <= place <= high and (not places or place - places[-1] > 10 * near):
            places.append(place)
    return places if len(places) <= _MOST else []
