"""Curves of activation functions: values, slopes, kinks and flat parts, all computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.activations import ACTIVATIONS, Activation
from nnviz.displays.activation.flat import flat_intervals
from nnviz.displays.activation.kinks import Floats, Function, find_bends, find_jumps
from nnviz.drawing.activation.numbers import Curve, Jump

SOFTMAX = ACTIVATIONS["softmax"]
_STEP = float(np.finfo(float).eps) ** (1 / 3)  # of a central difference, for z up to 1
_BESIDE = 1e-11  # how far from a jump its limits are asked for
_SAME = 1e-9  # limits that are so close, for their size, are no jump


@dataclass(frozen=True, eq=False)
class Source:
    """A function to draw, as it was given.

    Attributes
    ----------
    name : str
        What the picture calls it.
    function : callable
        Checked: it takes an array and gives real numbers of its shape, element by element.
    derivative : callable or None
        h'(z), for those that know it.
    activation : Activation or None
        What else is known of it.
    """

    name: str
    function: Function
    derivative: Function | None = None
    activation: Activation | None = None


def make_curve(
    source: Source, low: float, high: float, n_points: int, flat_below: float, n_classes: int
) -> Curve:
    """Evaluate a function and its slope over a range, with its kinks among the places."""
    known = source.activation
    if known is None:
        breaks = find_jumps(source.function, low, high)
        kinks = sorted([*breaks, *find_bends(source.function, low, high, breaks)])
    else:
        kinks = breaks = [float(kink) for kink in known.kinks if low <= kink <= high]
    exact = source.derivative
    slope = exact or difference(source.function, (low, *kinks, high))
    z = np.union1d(np.linspace(low, high, n_points), [*kinks, *([0.0] if low < 0 < high else [])])
    values, derivatives = source.function(z), slope(z)
    jumps = jumps_at(source.function, breaks, _BESIDE if known is None else 0.0)
    places = [jump.z for jump in jumps]
    for kink in kinks:
        # A difference across a kink is not the slope at it; at a jump there is none.
        if exact is None or kink in places:
            derivatives[z == kink] = np.nan
    slope_jumps = tuple(
        Jump(jump.z, jump.before, np.nan if exact is None or jump.z in places else jump.value,
             jump.after)
        for jump in jumps_at(slope, kinks, 0.0, keep=places)
    )  # fmt: skip
    for array in (z, values, derivatives):
        array.flags.writeable = False
    facts: dict[str, Any] = {}
    if known is not None:
        facts = {"range": known.range, "attained": known.attained, "formula": known.formula,
                 "slope": known.slope}  # fmt: skip
    if known is SOFTMAX:
        others = "the other 0" if n_classes == 2 else "the others 0"
        facts |= {"symbol": "h_{k}(z)", "slope_symbol": r"\partial h_{k} / \partial z_{k}",
                  "remark": f"one of {n_classes} logits, {others}"}  # fmt: skip
    return Curve(
        source.name, z, values, derivatives, tuple(kinks), jumps, slope_jumps,
        flat=flat_intervals(slope, low, high, kinks, flat_below), **facts,
    )  # fmt: skip


def softmax_of_one(n_classes: int) -> tuple[Function, Function]:
    """Softmax of one logit while the others stay at 0, and its slope."""

    def function(z: Floats) -> Floats:
        logits = np.zeros((len(z), n_classes))
        logits[:, 0] = z
        return np.array(SOFTMAX.function(logits)[:, 0])

    def slope(z: Floats) -> Floats:
        h = function(z)
        return np.asarray(h * (1.0 - h))

    return function, slope


def jumps_at(
    function: Function, places: list[float], beside: float, keep: list[float] | None = None
) -> tuple[Jump, ...]:
    """The jumps among some places; those to `keep` count as jumps in any case."""
    found = []
    for z in places:
        more = beside * max(1.0, abs(z))
        with np.errstate(under="ignore"):  # next to 0 are numbers with fewer digits
            around = np.array(
                [np.nextafter(z - more, -np.inf), z, np.nextafter(z + more, np.inf)], dtype=float
            )
        before, value, after = (float(h) + 0.0 for h in function(around))
        if beside:
            far = function(np.array([z - 1e3 * more, z + 1e3 * more]))
            before, after = _pole(before, far[0]), _pole(after, far[1])
        size = max(1.0, *(abs(h) for h in (before, after) if np.isfinite(h)), 0.0)
        if z in (keep or []) or not abs(after - before) <= _SAME * size:
            found.append(Jump(z, before, value, after))
    return tuple(found)


def _pole(near: float, farther: float) -> float:
    """The limit of values that grow ten times over on the way to a place: infinite."""
    if abs(near) > 10 * abs(farther) and abs(near) > 1e6:
        return float(np.copysign(np.inf, near))
    return near


def difference(function: Function, stops: tuple[float, ...]) -> Callable[[Floats], Floats]:
    """The slope of a function by central differences, which reach over none of the stops.

    Beside a stop (a kink, or an end of the range) the difference is one-sided, of second order
    too; at a kink itself it is that of the right side.
    """
    places = np.unique(stops)

    def slope(z: Floats) -> Floats:
        step = _STEP * np.maximum(1.0, np.abs(z))
        # What is left to the next stop on either side.
        k = np.clip(np.searchsorted(places, z, side="right"), 1, len(places) - 1)
        left, right = z - places[k - 1], places[k] - z
        side = np.where(left < step, 1.0, np.where(right < step, -1.0, 0.0))
        with np.errstate(all="ignore"):
            middle = (function(_held(z + step, places)) - function(_held(z - step, places))) / (
                2 * step
            )
            near, far = _held(z + side * step, places), _held(z + 2 * side * step, places)
            beside = -3 * function(z) + 4 * function(near) - function(far)
            beside = side * beside / (2 * step)
        return np.asarray(np.where(side == 0, middle, beside))

    return slope


def _held(z: Floats, places: Floats) -> Floats:
    """No farther than the ends of the range, beyond which a function need not be defined."""
    return np.clip(z, places[0], places[-1])
