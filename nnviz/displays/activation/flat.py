"""Where the slope of a function is almost zero: there a neuron is saturated, and hardly learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Floats = NDArray[np.float64]
Interval = tuple[float, float]

_NODES = 2001
_FINE = 10.0  # functions bend within this distance of zero, however wide the range is
_NOISE = 1e-7  # a slope so small has no sign: it may be the error of a difference


def flat_intervals(
    slope: Callable[[Floats], Floats], low: float, high: float, kinks: Sequence[float], below: float
) -> tuple[Interval, ...]:
    """The intervals in which the absolute slope stays under a limit.

    Where the slope passes through zero the function has a minimum or a maximum, and is not
    saturated, however flat it is there.

    Parameters
    ----------
    slope : callable
        h'(z), element by element.
    low, high : float
        Where to look.
    kinks : sequence of float
        Where the slope may jump; intervals end there.
    below : float
        The limit.

    Returns
    -------
    tuple of (float, float)
        In order. Their ends are roots of ``abs(h'(z)) - below``, kinks, or ends of the range.
    """
    stops = np.unique([low, *kinks, high]).tolist()
    found: list[Interval] = []
    for start, end in zip(stops[:-1], stops[1:], strict=True):
        found += _between(slope, start, end, below)
    return tuple(found)


def _between(
    slope: Callable[[Floats], Floats], start: float, end: float, below: float
) -> list[Interval]:
    fine = np.linspace(-_FINE, _FINE, _NODES)
    # At a kink itself the slope may be that of either side.
    first_z, last_z = np.nextafter(start, np.inf), np.nextafter(end, -np.inf)
    inside = fine[(fine > first_z) & (fine < last_z)]
    z = np.union1d(np.linspace(first_z, last_z, _NODES), inside)
    slopes = slope(z)

    def above(place: float) -> float:
        return float(np.abs(slope(np.array([place]))[0])) - below

    is_flat = np.abs(slopes) < below
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_flat.astype(int), [0]])))
    found = []
    for first, after in edges.reshape(-1, 2).tolist():
        part = slopes[first:after]
        signs = [part.min() < -_NOISE, part.max() > _NOISE]
        low, high = start, end
        if first > 0:
            low = _root(above, z[first - 1], z[first])
        if after < len(z):
            high = _root(above, z[after - 1], z[after])
        if first > 0 and after < len(z):
            # Beyond both ends the slope is larger: of one sign there, or it has passed zero.
            signs = [min(slopes[first - 1], slopes[after]) < 0,
                     max(slopes[first - 1], slopes[after]) > 0]  # fmt: skip
        if not all(signs):
            found.append((low, high))
    return found


def _root(above: Callable[[float], float], first: float, second: float) -> float:
    """Where the slope meets the limit, between two places on either side of it."""
    if above(first) == 0.0:
        return float(first)
    if above(second) == 0.0:
        return float(second)
    return float(brentq(above, first, second, xtol=1e-12))
