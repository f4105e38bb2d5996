"""The picture of activation functions in sentences, from its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nnviz.drawing.activation.limits import merged
from nnviz.drawing.activation.numbers import ActivationNumbers, Curve, Interval
from nnviz.drawing.activation.options import ActivationOptions
from nnviz.drawing.activation.words import INFINITY, bound, interval
from nnviz.drawing.words import short_number

_MOST = 8  # functions whose values are listed


def describe(numbers: ActivationNumbers, options: ActivationOptions) -> str:
    """Two to four sentences."""
    low, high = (short_number(end) for end in numbers.z_range)
    over = f"over the weighted sum z from {low} to {high}"
    curves = numbers.curves
    if len(curves) == 1:
        curve = curves[0]
        remark = f" ({curve.remark})" if curve.remark else ""
        sentences = [f"Chart of the activation function '{curve.name}'{remark} {over}."]
        sentences.append(_course(curve, options.mark_range))
        if options.derivative:
            sentences.append(_steepest(curve, "A dashed line is its derivative, which"))
    else:
        names = _listed([f"'{curve.name}'" for curve in curves])
        sentences = [f"Chart of {len(curves)} activation functions {over}: {names}."]
        shown = curves[:_MOST]
        ends = _listed([f"'{c.name}' {_number(float(c.values[-1]))}" for c in shown])
        more = "" if len(shown) == len(curves) else f", the first {len(shown)} of them are"
        sentences.append(f"At the right end{more or ' they are'} {ends}.")
        if options.derivative:
            sentences.append("Thin lines are their derivatives.")
    if options.saturation:
        sentences.append(_saturated(numbers))
    return " ".join(sentences)


def _course(curve: Curve, mark_range: bool) -> str:
    """How a curve goes, from its values."""
    first, last = (_number(float(curve.values[k])) for k in (0, -1))
    ends = f"from {first} at the left end to {last} at the right end"
    known = curve.range is not None and mark_range
    within = f", its range is {_in_words(curve)}" if known else ""
    if curve.jumps:
        places = _listed([short_number(jump.z) for jump in curve.jumps[:_MOST]])
        return f"It goes {ends} and jumps at z = {places}{within}."
    if curve.kinks:
        places = _listed([short_number(kink) for kink in curve.kinks[:_MOST]])
        return f"It goes {ends} and has a kink at z = {places}{within}."
    return f"It goes {ends}{within}."


def _in_words(curve: Curve) -> str:
    if curve.range is None or curve.attained is None:
        return interval(curve)
    parts = []
    for value, reached in zip(curve.range, curve.attained, strict=True):
        how = "" if math.isinf(value) else ", reached" if reached else ", not reached"
        parts.append(f"{_number(value)}{how}")
    return " to ".join(parts) if "," not in parts[0] else f"{parts[0]}, to {parts[1]}"


def _number(value: float) -> str:
    return bound(value).replace(INFINITY, "infinity")


def _steepest(curve: Curve, start: str) -> str:
    known = np.isfinite(curve.derivatives)
    if not known.any():
        return f"{start} is nowhere known."
    slopes = np.where(known, curve.derivatives, 0.0)
    k = int(np.argmax(np.abs(slopes)))
    value, place = short_number(float(slopes[k])), short_number(float(curve.z[k]))
    if np.count_nonzero(np.isclose(slopes, slopes[k], rtol=1e-9, atol=1e-12)) > 1:
        return f"{start} is {value} where it is largest in size."
    return f"{start} is largest in size, {value}, at z = {place}."


def _saturated(numbers: ActivationNumbers) -> str:
    limit = f"the slope stays under {short_number(numbers.flat_below)}"
    found = {curve.name: _places(merged(curve.flat), numbers.z_range) for curve in numbers.curves}
    if not any(found.values()):
        return f"Nowhere here is a function saturated, which means that {limit}."
    if len(found) == 1:
        return f"It is saturated, which means that {limit}, {next(iter(found.values()))}."
    parts = [f"'{name}' {where}" for name, where in found.items() if where]
    return f"Saturated, which means that {limit}, are {_listed(parts)}."


def _places(intervals: Sequence[Interval], z_range: Interval) -> str:
    parts = []
    for low, high in intervals:
        if (low, high) == z_range:
            return "everywhere"
        if low == z_range[0]:
            parts.append(f"below z = {short_number(high)}")
        elif high == z_range[1]:
            parts.append(f"above z = {short_number(low)}")
        else:
            parts.append(f"between z = {short_number(low)} and {short_number(high)}")
    return _listed(parts)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
