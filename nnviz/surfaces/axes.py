"""How far the axes of a surface reach, and the places on them."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network.checks import check_integer
from nnviz.surfaces.direction import Direction
from nnviz.surfaces.surface import Descent

Array = NDArray[np.float64]

#: Places along an axis, where there is one axis and where there are two.
RESOLUTIONS = {1: 201, 2: 61}
#: The most places that there may be in all.
MAX_PLACES = 2**22
#: What is left free on either side of descents, as a part of their extent.
MARGIN = 0.1
#: A descent that shoots away is followed so many times as far as the axis would reach without it.
MOST_COVERED = 10.0
#: Neither axis over principal components is shorter than this part of the other.
LEAST_ASPECT = 0.5
#: Images hold their places as numbers of single precision, which end at 3e38.
FARTHEST = 1e37


def make_spans(
    span: Any,
    directions: tuple[Direction, ...],
    present: tuple[float, ...],
    descents: Sequence[Descent],
) -> list[tuple[float, float]]:
    """Choose how far each axis reaches, or check what a user gave.

    Parameters
    ----------
    span : tuple, number, sequence of these, or None
        What a user gave.
    directions : tuple of Direction
        The directions of the axes.
    present : tuple of float
        By axis: where the present network is.
    descents : sequence of Descent
        What is to be covered.

    Returns
    -------
    list of (float, float)
        By axis: the first and the last place.

    Raises
    ------
    TypeError, ValueError
        If `span` is no pair of increasing finite numbers for each axis around the present place.
    """
    if span is not None:
        return _given_spans(span, present)
    if directions[0].kind == "pca":
        return _spans_of_components(descents)
    spans = []
    for axis, (direction, place) in enumerate(zip(directions, present, strict=True)):
        reach = max(2.0, 2.0 * abs(place)) if direction.kind == "weight" else 1.0
        low, high = place - reach, place + reach
        for descent in descents:
            if descent.exact or direction.kind == "weight":
                low, high = _covering(low, high, place, reach, descent.points[:, axis])
        spans.append((low, high))
    return spans


def make_nodes(low: float, present: float, high: float, count: int) -> Array:
    """Lay places from `low` to `high`, of which one is the present one exactly.

    Parameters
    ----------
    low, present, high : float
        The ends, and the place between them or on one of them.
    count : int
        The number of places, at least 3.

    Returns
    -------
    ndarray of shape (count,)
        Even on either side of the present place; the steps of the two sides differ as little as
        whole numbers of steps allow.

    Raises
    ------
    ValueError
        If the ends are so close that there are not so many numbers between them, or so far out
        that no picture holds them.
    """
    if not max(abs(low), abs(high)) <= FARTHEST:
        raise ValueError(
            f"span: the axis would reach from {low:.3g} to {high:.3g}, since the weight is "
            f"{present:.3g}; it can reach to {FARTHEST:g} and its negative."
        )
    if not low < high:
        raise ValueError(f"span: reaches from {low!r} to {high!r}, which is nowhere.")
    below = round((count - 1) * (present - low) / (high - low))
    # Where there is room on a side, there is a place on it.
    below = max(below, int(present > low))
    below = min(below, count - 1 - int(present < high))
    nodes = np.empty(count)
    nodes[: below + 1] = np.linspace(low, present, below + 1) if below else present
    above = count - 1 - below
    nodes[below:] = np.linspace(present, high, above + 1) if above else present
    nodes[below] = present
    if not (np.diff(nodes) > 0).all():
        raise ValueError(
            f"span: from {low!r} to {high!r} there is no room for {count} different numbers."
        )
    nodes.setflags(write=False)
    return nodes


def make_resolution(resolution: Any, n_axes: int) -> list[int]:
    """Return the number of places along each axis.

    Parameters
    ----------
    resolution : int, pair of int, or None
        What a user gave.
    n_axes : int
        How many axes there are.

    Returns
    -------
    list of int
        The numbers.

    Raises
    ------
    TypeError, ValueError
        If they are no integers of 3 or more, one for each axis.
    """
    counts = _counts(resolution, n_axes)
    if math.prod(counts) > MAX_PLACES:
        raise ValueError(
            f"resolution: {resolution!r} makes {math.prod(counts):,} places; at most "
            f"{MAX_PLACES:,} are allowed."
        )
    return counts


def _counts(resolution: Any, n_axes: int) -> list[int]:
    if resolution is None:
        return [RESOLUTIONS[n_axes]] * n_axes
    if isinstance(resolution, Iterable) and not isinstance(resolution, (str, bytes)):
        counts = list(resolution)
        if len(counts) != n_axes:
            raise ValueError(
                f"resolution: must be an integer, or one for each of {n_axes} "
                f"ax{'es' if n_axes > 1 else 'is'}; it is {resolution!r}."
            )
        return [check_integer("resolution", count, least=3) for count in counts]
    return [check_integer("resolution", resolution, least=3)] * n_axes


def _given_spans(span: Any, present: tuple[float, ...]) -> list[tuple[float, float]]:
    n_axes = len(present)
    if _is_number(span):
        return [_reaching(span, place) for place in present]
    if isinstance(span, (str, bytes)) or not isinstance(span, Iterable):
        raise TypeError(
            "span: must be a number (how far on either side), (low, high), or one of these for "
            f"each axis; it is {span!r}."
        )
    given = list(span)
    if len(given) == 2 and all(map(_is_number, given)):
        return [_pair(given, place, "span") for place in present]
    if len(given) != n_axes:
        raise ValueError(
            f"span: must be one number or (low, high) for each of {n_axes} "
            f"ax{'es' if n_axes > 1 else 'is'}; it is {span!r}."
        )
    return [
        _reaching(one, place) if _is_number(one) else _pair(one, place, f"span[{k}]")
        for k, (one, place) in enumerate(zip(given, present, strict=True))
    ]


def _reaching(span: Any, present: float) -> tuple[float, float]:
    reach = float(span)
    if not (np.isfinite(reach) and reach > 0):
        raise ValueError(f"span: a number must be finite and above 0; it is {span!r}.")
    return present - reach, present + reach


def _pair(pair: Any, present: float, argument: str) -> tuple[float, float]:
    if isinstance(pair, (str, bytes)) or not isinstance(pair, Iterable):
        raise TypeError(f"{argument}: must be (low, high); it is {pair!r}.")
    ends = list(pair)
    if len(ends) != 2 or not all(map(_is_number, ends)):
        raise TypeError(f"{argument}: must be (low, high), two numbers; it is {pair!r}.")
    low, high = float(ends[0]), float(ends[1])
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ValueError(
            f"{argument}: must be (low, high), finite, with low below high; it is {pair!r}."
        )
    if not low <= present <= high:
        raise ValueError(f"{argument}: must hold the present place, {present:.6g}; it is {pair!r}.")
    return low, high


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_))


def _covering(
    low: float, high: float, place: float, reach: float, points: Array
) -> tuple[float, float]:
    finite = points[np.isfinite(points)]
    if not len(finite):
        return low, high
    first, last = float(finite.min()), float(finite.max())
    margin = MARGIN * (last - first)
    most = MOST_COVERED * reach
    return (
        min(low, max(first - margin, place - most)),
        max(high, min(last + margin, place + most)),
    )


def _spans_of_components(descents: Sequence[Descent]) -> list[tuple[float, float]]:
    points = np.concatenate([descent.points for descent in descents] + [np.zeros((1, 2))])
    low, high = points.min(axis=0), points.max(axis=0)
    extent = high - low
    # A line of snapshots in a plane of one scale would else be a picture like a ribbon.
    wanted = np.maximum((1.0 + 2.0 * MARGIN) * extent, LEAST_ASPECT * extent.max())
    middle = (low + high) / 2.0
    return [
        (float(centre - half), float(centre + half))
        for centre, half in zip(middle, wanted / 2.0, strict=True)
    ]
