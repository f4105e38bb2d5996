"""Lines in the maps: where a neuron's weighted sum is zero, where a class becomes the likeliest."""

from __future__ import annotations

from collections.abc import Sequence

import contourpy
import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import settled

Floats = NDArray[np.float64]


def level_lines(
    values: Floats, level: float = 0.0, steps: tuple[bool, bool] = (False, False)
) -> list[Floats]:
    """Where values over the plane cross a level, in the unit square.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_columns), or (n_nodes,)
        At the nodes of a grid whose outermost nodes lie on the sides of the square; of one axis
        the crossings are upright lines.
    level : float, default=0.0
        The value that is sought.
    steps : tuple of bool
        Whether rows and columns are categories, between which the values jump.

    Returns
    -------
    list of ndarray of shape (n, 2)
        Polylines; none where the values do not cross the level, or beside what is not finite.

    Examples
    --------
    >>> (line,) = level_lines(np.array([[-1.0, 3.0], [-1.0, 3.0]]))
    >>> [float(x) for x in line[:, 0]]
    [0.25, 0.25]
    """
    values = settled(values, level)
    if values.ndim == 1:
        return _crossings(values - level, steps[1])
    finite = np.isfinite(values)
    if (
        not np.min(values, initial=np.inf, where=finite)
        < level
        < np.max(values, initial=-np.inf, where=finite)
    ):
        return []
    rows, y = _nodes(values.shape[0], steps[0])
    columns, x = _nodes(values.shape[1], steps[1])
    picked = values[np.ix_(rows, columns)]
    if not finite.all():  # next to what is no number there is no line
        picked = np.ma.masked_invalid(picked)
    lines = contourpy.contour_generator(x, y, picked).lines(level)
    return [np.asarray(line, dtype=float) for line in lines]


def margins(outputs: Floats) -> Floats:
    """By how much each output exceeds the largest of the others; zero on the decision boundary.

    Parameters
    ----------
    outputs : ndarray of shape (n_outputs, ...)
        At least two.

    Returns
    -------
    ndarray of the same shape
    """
    ordered = np.sort(outputs, axis=0)
    best, second = ordered[-1], ordered[-2]
    return np.asarray(np.where(outputs == best, outputs - second, outputs - best))


def placed(lines: Sequence[Sequence[Floats]], boxes: Floats) -> list[Floats]:
    """The lines of several maps, moved from the unit square to their boxes."""
    return [
        box[:2] + line * (box[2:] - box[:2])
        for box, of_map in zip(boxes, lines, strict=True)
        for line in of_map
    ]


def _nodes(n: int, steps: bool) -> tuple[NDArray[np.intp], Floats]:
    """Which nodes to take, and where they stand: a category has one on each of its sides."""
    if not steps:
        return np.arange(n), np.linspace(0.0, 1.0, n)
    sides = np.arange(n + 1) / n
    return np.repeat(np.arange(n), 2), np.repeat(sides, 2)[1:-1]


def _crossings(values: Floats, steps: bool) -> list[Floats]:
    index, x = _nodes(len(values), steps)
    values = values[index]
    before, after = values[:-1], values[1:]
    found = np.flatnonzero((before < 0) & (after >= 0) | (before >= 0) & (after < 0))
    with np.errstate(invalid="ignore", over="ignore"):
        part = np.nan_to_num(before[found] / (before[found] - after[found]), nan=0.5)
    at = x[:-1][found] + part * np.diff(x)[found]
    return [np.array([[place, 0.0], [place, 1.0]]) for place in at]
