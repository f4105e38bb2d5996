"""What the picture of activation functions shows, as numbers: curves, jumps, ranges, flat parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[float, float]
ENDLESS = 1e300  # what is larger is drawn as if it were infinite: axes could not hold it


@dataclass(frozen=True)
class Jump:
    """A place at which a function jumps.

    Attributes
    ----------
    z : float
        Where.
    before, after : float
        The limits from the left and from the right; infinite at a pole.
    value : float
        What it is there; NaN where it has no value.
    """

    z: float
    before: float
    value: float
    after: float


@dataclass(frozen=True, eq=False)
class Curve:
    """An activation function over the range of the picture.

    Attributes
    ----------
    name : str
        What the picture calls it.
    z : ndarray of shape (n_points,)
        Where it is evaluated: evenly spaced, at 0 and at every kink.
    values : ndarray of shape (n_points,)
        h(z); infinite where it is.
    derivatives : ndarray of shape (n_points,)
        h'(z); NaN where the function has none, and says none.
    kinks : tuple of float
        Where in the range it jumps, or its slope does.
    jumps, slope_jumps : tuple of Jump
        Of h and of h'.
    range : tuple of float or None
        The infimum and the supremum over all z; None where they are not known.
    attained : tuple of bool or None
        Whether these are values of the function; None where that is not known.
    flat : tuple of (float, float)
        Where in the range the function is saturated: its slope is almost zero, and does not pass
        through zero as at a minimum.
    formula, slope : str
        h(z) and h'(z) in LaTeX; "" where they are not known.
    symbol, slope_symbol : str
        What stands left of these.
    remark : str
        What there is to say about the curve; "" for nothing.
    """

    name: str
    z: Floats
    values: Floats
    derivatives: Floats
    kinks: tuple[float, ...] = ()
    jumps: tuple[Jump, ...] = ()
    slope_jumps: tuple[Jump, ...] = ()
    range: Interval | None = None
    attained: tuple[bool, bool] | None = None
    flat: tuple[Interval, ...] = ()
    formula: str = ""
    slope: str = ""
    symbol: str = "h(z)"
    slope_symbol: str = "h'(z)"
    remark: str = ""


@dataclass(frozen=True, eq=False)
class ActivationNumbers:
    """Everything that the picture is drawn from.

    Attributes
    ----------
    curves : tuple of Curve
        One for each function.
    z_range : tuple of float
        The least and the largest weighted sum.
    flat_below : float
        A slope of less than this is almost zero.
    """

    curves: tuple[Curve, ...]
    z_range: Interval
    flat_below: float


def with_gaps(z: Floats, values: Floats, jumps: Sequence[Jump]) -> tuple[Floats, Floats]:
    """The points of a line that ends before each jump and begins anew after it."""
    places, heights = z, np.where(np.abs(values) <= ENDLESS, values, np.nan)
    # From right to left, so that what is still to be searched holds no NaN.
    for jump in sorted(jumps, key=lambda jump: -jump.z):
        k = int(np.searchsorted(places, jump.z))
        ends = [end if abs(end) <= ENDLESS else np.nan for end in (jump.before, jump.after)]
        there = int(k < len(places) and places[k] == jump.z)
        places = np.concatenate([places[:k], [jump.z, np.nan, jump.z], places[k + there :]])
        heights = np.concatenate([heights[:k], [ends[0], np.nan, ends[1]], heights[k + there :]])
    return places, heights
