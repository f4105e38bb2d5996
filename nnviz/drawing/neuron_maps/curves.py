"""Maps over one input: a curve for each neuron, on stripes of its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.scales import MapScale
from nnviz.last_bits import settled_range

_MARGIN = 0.06  # of the range, above and below
_LARGEST = float(np.finfo(np.float64).max) / 8  # the span of a range has to be a number too


@dataclass(frozen=True)
class CurveRange:
    """The values at the lower and the upper side of a layer's maps."""

    low: float
    high: float

    def lines(self, values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """The curve of values at evenly spaced nodes, in the unit square."""
        known = np.isfinite(values)  # what is infinite is no part of a curve
        drawn = np.where(known, np.clip(values, -_LARGEST, _LARGEST), np.nan)
        up = (drawn - self.low) / (self.high - self.low)
        line = np.column_stack([np.linspace(0.0, 1.0, len(values)), up])
        if known.all():
            return [line]
        pieces = np.split(line, np.flatnonzero(np.diff(known.astype(int))) + 1)
        return [piece for piece in pieces if np.isfinite(piece).all() and len(piece) > 1]


def curve_ranges(
    numbers: MapNumbers, scales: list[MapScale], ylim: Any = None
) -> list[list[CurveRange]]:
    """For each neuron of each layer the range of its curve: its scale's, with a margin.

    `ylim` gives the outputs of a regressor limits of the caller's: a pair, or one for each.
    """
    last = len(numbers.maps) - 1
    ranges = []
    for layer, scale in enumerate(scales):
        if layer == 0:
            assert scale.own is not None
            pairs = [(float(norm.vmin or 0), float(norm.vmax or 0)) for norm, _ in scale.own]
        elif layer == last and numbers.threshold is None and ylim is not None:
            given = ylim if isinstance(ylim[0], tuple) else [ylim] * len(numbers.maps[layer])
            ranges.append([CurveRange(low, high) for low, high in given])
            continue
        elif layer == last and numbers.threshold is None:
            pairs = [_of_values(numbers, k) for k in range(len(numbers.maps[layer]))]
        else:
            pairs = [(scale.low, scale.high)] * len(numbers.maps[layer])
        ranges.append([_with_margin(low, high) for low, high in pairs])
    return ranges


def _of_values(numbers: MapNumbers, output: int) -> tuple[float, float]:
    """What the targets need besides the curve."""
    found = [numbers.maps[-1][output]]
    found += [] if numbers.targets is None else [numbers.targets[:, output]]
    values = np.concatenate(found)
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = settled_range(float(values.min()), float(values.max()))
    return max(low, -_LARGEST), min(high, _LARGEST)


def _with_margin(low: float, high: float) -> CurveRange:
    span = (high - low) or 1.0
    return CurveRange(low - _MARGIN * span, high + _MARGIN * span)
