"""What weights are drawn against, in the terms of their options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import Normalize

from nnviz.drawing.weights.numbers import Histogram, WeightNumbers, bins_of, histograms
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.encoding import edge_norms

_HEADROOM = 1.06
_WHOLE = 2.0  # up to so many times the others, the bar at zero has all of its height
_CUT = 1.3  # so high in these it is where it would flatten them


def panel_norms(numbers: WeightNumbers, options: WeightsOptions) -> list[Normalize]:
    """The norm of each matrix; for images that of all neurons, shown or not."""
    arrays = [matrix.coloured for matrix in numbers.matrices]
    if not isinstance(options.norm, tuple):
        return edge_norms(arrays, norm=options.norm, norm_by=options.norm_by)
    return [
        edge_norms([array], norm=norm, norm_by="network")[0]
        for array, norm in zip(arrays, options.norm, strict=True)
    ]


def weights_scale(numbers: WeightNumbers, options: WeightsOptions) -> dict[str, Any]:
    """Norms, or the bins of distributions and the heights of their axes.

    Parameters
    ----------
    numbers, options
        What is drawn, and how.

    Returns
    -------
    dict
        By the name of an option its value.
    """
    by_layer = options.norm_by == "layer"
    if options.shown_kind != "distributions":
        norms = tuple(panel_norms(numbers, options))
        return {"norm": norms if by_layer else norms[0]}
    found = histograms(
        numbers.matrices, bins=options.bins, by_layer=by_layer, density=options.density
    )
    bins = tuple(bins_of(one) for one in found)
    heights = [top for _, top in options.ylim] if options.ylim else tops(found, options)
    return {
        "bins": bins if by_layer else bins[0],
        "ylim": tuple((0.0, top) for top in heights),
    }


def check_panels(numbers: WeightNumbers, options: WeightsOptions) -> None:
    """Raise a ValueError unless what is given by matrix is given for each of them."""
    n = len(numbers.matrices)
    for name in ("norm", "bins", "ylim"):
        value = getattr(options, name)
        by_panel = isinstance(value, tuple) and (name == "ylim" or options.norm_by == "layer")
        if by_panel and len(value) != n:
            raise ValueError(
                f"{name} must have {n} entries, one for each matrix; it has {len(value)}."
            )


def tops(shown: Sequence[Histogram], options: WeightsOptions) -> list[float]:
    """How high the axis of each panel goes: densities compare, so that they have one scale."""
    highest = [_highest(one) for one in shown]
    if options.density and options.norm_by == "network":
        highest = [max(highest)] * len(highest)
    return [_HEADROOM * (one or 1.0) for one in highest]


def _highest(histogram: Histogram) -> float:
    """How much of the bars is to be seen: all, but for a bar at zero that would flatten others."""
    signed = float(np.max(histogram.heights, initial=0.0))
    if signed and histogram.at_zero > _WHOLE * signed:
        return _CUT * signed
    return max(signed, histogram.at_zero)
