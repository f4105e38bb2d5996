"""The colours of a layer's activations: the scale follows the range of its function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize

from nnviz.activations import get_activation
from nnviz.drawing.layer_activations.numbers import ActivityNumbers
from nnviz.drawing.paper import RGBA
from nnviz.encoding import MISSING, field_colormap

#: An axis ends here: twice its largest number has to be finite too.
LARGEST = float(np.finfo(float).max / 8)
_SMALLEST = 1e-280  # matplotlib calls an axis of less -0.05 to 0.05


@dataclass(frozen=True, eq=False)
class ActivityScale:
    """The colours of one layer's activations, and the range that its axis shows.

    Attributes
    ----------
    norm, cmap : Normalize, Colormap
        Of its heat map.
    low, high : float
        The range of the axis of its distribution.
    """

    norm: Normalize
    cmap: Colormap
    low: float
    high: float


def activity_scales(
    numbers: ActivityNumbers, norm_by: str, cmap: Colormap | None, papers: Sequence[RGBA],
    given: Sequence[tuple[float, float] | None] | None = None,
) -> list[ActivityScale]:  # fmt: skip
    """One scale for each layer.

    Light is zero. A function that is never negative starts from 0, which has the paper's colour:
    rectified, logistic and softmax alike, of which the latter two run to 1. tanh and softsign have
    all of their range, centred on zero. What has no bounds is centred on zero, unless it is all far
    from it. One scale has light elsewhere: that of logistic outputs is centred on their threshold,
    0.5, where the decision turns, as in all pictures of what a network decides. Softmax outputs
    have no such threshold, since the largest of them decides.

    Parameters
    ----------
    numbers : ActivityNumbers
        What is shown.
    norm_by : {"layer", "network"}
        Whether layers of the same function, where this has no bounds, share their limits.
    cmap : Colormap or None
        By default orange, paper, blue.
    papers : sequence of RGBA
        What lies behind each.
    given : sequence of (float, float) or None, optional
        By layer, in place of the least and the largest activation.

    Returns
    -------
    list of ActivityScale
    """
    names = [numbers.activation(activity) for activity in numbers.activities]
    limits = activity_limits(numbers, norm_by, given)
    return [
        _scale(name, low, high, cmap, paper, decides=not numbers.is_hidden(activity))
        for activity, name, (low, high), paper in zip(
            numbers.activities, names, limits, papers, strict=True
        )
    ]


def activity_limits(
    numbers: ActivityNumbers,
    norm_by: str,
    given: Sequence[tuple[float, float] | None] | None = None,
) -> list[tuple[float, float]]:
    """The least and the largest activation of each layer, or of all layers of its function."""
    limits = [_limits(activity.activations) for activity in numbers.activities]
    names = [numbers.activation(activity) for activity in numbers.activities]
    if norm_by == "network":
        limits = [
            (
                min(low for (low, _), other in zip(limits, names, strict=True) if other == name),
                max(high for (_, high), other in zip(limits, names, strict=True) if other == name),
            )
            for name in names
        ]
    known = given or [None] * len(limits)
    return [pair or own for pair, own in zip(known, limits, strict=True)]


def _limits(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    low, high = np.clip([low, high], -LARGEST, LARGEST).tolist()
    return low, high


def _scale(
    name: str, low: float, high: float, cmap: Colormap | None, paper: RGBA, *, decides: bool
) -> ActivityScale:
    field = field_colormap(paper) if cmap is None else cmap
    bottom, top = get_activation(name).range
    if name == "logistic" and decides:
        return ActivityScale(Normalize(0.0, 1.0), field, 0.0, 1.0)
    if bottom == 0.0:
        end = top if np.isfinite(top) else _above(high)
        return ActivityScale(Normalize(0.0, end), _part(field, cmap, 0.5, 1.0), 0.0, end)
    if np.isfinite([bottom, top]).all():
        return ActivityScale(Normalize(bottom, top), field, bottom, top)
    limit = _above(max(abs(low), abs(high)))
    if low * high > 0 and high > low and min(abs(low), abs(high)) > 0.5 * limit:
        # All of one sign and far from zero: around zero there would be one colour for all.
        part = (0.5, 1.0) if low > 0 else (0.0, 0.5)
        return ActivityScale(Normalize(low, high), _part(field, cmap, *part), low, high)
    if not high > low:
        low, high = min(low, 0.0), max(high, 0.0)
    if not high - low > _SMALLEST:
        low, high = -limit, limit
    return ActivityScale(Normalize(-limit, limit), field, low, high)


def _above(limit: float) -> float:
    """The limit itself; 1 where there is nothing, or so little that no axis can show it."""
    return limit if limit > _SMALLEST else 1.0


def _part(field: Colormap, given: Colormap | None, start: float, end: float) -> Colormap:
    """Half of our map, from the paper's colour; all of one that was given."""
    if given is not None:
        return field
    colours = field(np.linspace(start, end, 129))
    half = LinearSegmentedColormap.from_list("nnviz_half", list(colours), N=257)
    return half.with_extremes(bad=MISSING)
