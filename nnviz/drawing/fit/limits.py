"""How far the axes of a fit reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.drawing.fit.numbers import FitNumbers, Floats

_MARGIN = 0.04  # of what is shown, on each side
_BEYOND = 1.5  # how far from the data curves are followed, in the span of the data


def around(values: Sequence[Floats]) -> tuple[float, float]:
    """Limits that hold all values with a margin."""
    low = min(float(np.min(some)) for some in values)
    high = max(float(np.max(some)) for some in values)
    return _with_margin(low, high)


def view_of(x: Floats) -> tuple[float, float]:
    """The x limits for curves over these places."""
    return _with_margin(float(x[0]), float(x[-1]))


def range_of_curves(numbers: FitNumbers) -> tuple[float, float, list[int]]:
    """The y limits for data and curves, and the models whose curves are cut.

    A curve that shoots away would press the data into a line, so that curves are followed only so
    far from them.
    """
    low = min(float(np.min(y)) for y in numbers.observed.values())
    high = max(float(np.max(y)) for y in numbers.observed.values())
    curves = [model.curve for model in numbers.models if model.curve is not None]
    if high > low:
        reach = _BEYOND * (high - low)
        least, most = low - reach, high + reach
    else:
        least, most = -np.inf, np.inf
    cut = [k for k, curve in enumerate(curves) if np.min(curve) < least or np.max(curve) > most]
    for curve in curves:
        low = min(low, max(float(np.min(curve)), least))
        high = max(high, min(float(np.max(curve)), most))
    return *_with_margin(low, high), cut


def _with_margin(low: float, high: float) -> tuple[float, float]:
    if not high > low:
        more = 0.1 * abs(low) or 1.0
        return low - more, high + more
    more = _MARGIN * (high - low)
    return low - more, high + more
