"""Where the slope of a function is almost zero: there a neuron is saturated, and hardly learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[float, float]

_NODES = 2001
_HALVINGS = 60
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
    with np.errstate(under="ignore"):  # next to 0 are numbers with fewer digits
        first_z, last_z = np.nextafter(start, np.inf), np.nextafter(end, -np.inf)
    inside = fine[(fine > first_z) & (fine < last_z)]
    z = np.union1d(np.linspace(first_z, last_z, _NODES), inside)
    slopes = slope(z)
    is_flat = np.abs(slopes) < below
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_flat.astype(int), [0]])))
    if not edges.size:
        return []  # and ask the function for nothing
    firsts, afters = edges[::2], edges[1::2]
    lows = np.where(firsts > 0, _roots(slope, below, z[firsts], z[firsts - 1]), start)
    held = np.minimum(afters, len(z) - 1)
    highs = np.where(afters < len(z), _roots(slope, below, z[afters - 1], z[held]), end)
    found = []
    for first, after, low, high in zip(firsts, afters, lows, highs, strict=True):
        part = slopes[first:after]
        signs = [part.min() < -_NOISE, part.max() > _NOISE]
        if first > 0 and after < len(z):
            # Beyond both ends the slope is larger: of one sign there, or it has passed zero.
            signs = [min(slopes[first - 1], slopes[after]) < 0,
                     max(slopes[first - 1], slopes[after]) > 0]  # fmt: skip
        if not all(signs):
            found.append((float(low), float(high)))
    return found


def _roots(slope: Callable[[Floats], Floats], below: float, flat: Floats, steep: Floats) -> Floats:
    """Where the slope meets the limit, between places on either side of it, by halving."""
    for _ in range(_HALVINGS):
        middle = (flat + steep) / 2
        is_flat = np.abs(slope(middle)) < below
        flat, steep = np.where(is_flat, middle, flat), np.where(is_flat, steep, middle)
    return flat
