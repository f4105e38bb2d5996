"""How far the axes of a fit reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.class_points import thinned
from nnviz.drawing.fit.numbers import FitNumbers, Floats
from nnviz.drawing.fit.options import FitOptions

_MARGIN = 0.04  # of what is shown, on each side
_BEYOND = 1.5  # how far from the data curves are followed, in the span of the data
_RESIDUALS = 1.08  # how far their axis reaches, in the largest of them


def shown_samples(numbers: FitNumbers, options: FitOptions) -> dict[str, NDArray[Any]]:
    """Which of the "train" and "test" samples are drawn."""
    across = numbers.inputs or numbers.models[0].predicted
    return {
        kind: thinned(np.column_stack([across[kind], y]), np.zeros(len(y)), options.max_points)
        for kind, y in numbers.observed.items()
    }


def limits_of(numbers: FitNumbers, options: FitOptions) -> tuple[tuple[float, float], ...]:
    """The limits of the axes along x and y: given ones, or those that hold what is shown."""
    if numbers.x is not None:
        found = view_of(numbers.x), range_of_curves(numbers)
    else:
        values = [*numbers.observed.values()]
        for model in numbers.models:
            values += model.predicted.values()
        found = (around(values),) * 2
    return options.xlim or found[0], options.ylim or found[1]


def residual_limits(
    numbers: FitNumbers, shown: Mapping[str, NDArray[Any]], options: FitOptions
) -> tuple[float, float]:
    """The limits of residuals: given ones, or as far down as up, to the largest that is drawn."""
    if options.residual_ylim is not None:
        return options.residual_ylim
    values = [model.residuals[kind][some] for model in numbers.models
              for kind, some in shown.items()]  # fmt: skip
    reach = _RESIDUALS * max(float(np.max(np.abs(some), initial=0.0)) for some in values)
    return -(reach or 1.0), reach or 1.0


def around(values: Sequence[Floats]) -> tuple[float, float]:
    """Limits that hold all values with a margin."""
    low = min(float(np.min(some)) for some in values)
    high = max(float(np.max(some)) for some in values)
    return _with_margin(low, high)


def view_of(x: Floats) -> tuple[float, float]:
    """The x limits for curves over these places."""
    return _with_margin(float(x[0]), float(x[-1]))


def range_of_curves(numbers: FitNumbers) -> tuple[float, float]:
    """The y limits for data and curves.

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
    for curve in curves:
        low = min(low, max(float(np.min(curve)), least))
        high = max(high, min(float(np.max(curve)), most))
    return _with_margin(low, high)


def cut_curves(numbers: FitNumbers, low: float, high: float) -> list[int]:
    """The models whose curves leave the picture at the bottom or at the top."""
    curves = [model.curve for model in numbers.models if model.curve is not None]
    return [k for k, curve in enumerate(curves) if np.min(curve) < low or np.max(curve) > high]


def _with_margin(low: float, high: float) -> tuple[float, float]:
    if not high > low:
        more = 0.1 * abs(low) or 1.0
        return low - more, high + more
    more = _MARGIN * (high - low)
    return low - more, high + more
