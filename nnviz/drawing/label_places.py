"""Where labels along lines stand, so that none lies on another or on a disc."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_AT_ONCE = 1_000_000  # pairs of a label and a disc


def place_labels(
    lines: Floats,
    angles: Floats,
    halves: Floats,
    order: NDArray[np.intp],
    fractions: Floats,
    discs: Floats,
    radii: float | Floats,
    *,
    clear: float,
    all_or_none: bool = False,
) -> tuple[Floats, NDArray[np.bool_]] | None:
    """Give each label, in turn, the first of some places along its line that is still free.

    All lengths are in pixels.

    Parameters
    ----------
    lines : ndarray of shape (n, 2, 2)
        Start and end of the line of each label.
    angles : ndarray of shape (n,)
        By which the labels are turned, in degrees: those of the lines, up to half a turn.
    halves : ndarray of shape (n, 2)
        Half the width and half the height of each label.
    order : ndarray of int
        Which label comes first.
    fractions : ndarray of shape (m,)
        The places to try, as fractions of a line.
    discs : ndarray of shape (k, 2)
        Centres of what to keep clear of.
    radii : float or ndarray of shape (k,)
        Their radii.
    clear : float
        The gap between two labels.
    all_or_none : bool, default=False
        Give up as soon as one label has no place.

    Returns
    -------
    centres : ndarray of shape (n, 2)
        Of the labels; those without a place are where they were to stand first.
    shown : ndarray of bool
        Which labels have a place. None in place of both with `all_or_none`, where not all have.
    """
    along = lines[:, 1] - lines[:, 0]
    turns = np.radians(angles)
    cos, sin = np.abs(np.cos(turns)), np.abs(np.sin(turns))
    across = np.stack(
        [cos * halves[:, 0] + sin * halves[:, 1], sin * halves[:, 0] + cos * halves[:, 1]], axis=1
    )
    across += clear / 2
    if all_or_none and _more_than_fits(lines, across):
        return None
    centres = lines[:, None, 0] + fractions[:, None] * along[:, None]
    free = ~_on_discs(lines, turns, halves, fractions, discs, np.broadcast_to(radii, len(discs)))
    if all_or_none and not free.any(axis=1).all():
        return None
    # By turn, so that a label which gets a place takes it from what follows alone.
    free = np.ascontiguousarray(free[order].T)
    low = np.ascontiguousarray((centres - across[:, None])[order].T)
    high = np.ascontiguousarray((centres + across[:, None])[order].T)
    chosen = np.zeros(len(lines), dtype=np.intp)
    shown = np.zeros(len(lines), dtype=bool)
    for turn, label in enumerate(order):
        place = int(free[:, turn].argmax())
        if not free[place, turn]:
            if all_or_none:
                return None
            continue
        chosen[label], shown[label] = place, True
        (left, bottom), (right, top) = low[:, place, turn], high[:, place, turn]
        later = slice(turn + 1, None)
        taken = low[0, :, later] < right
        taken &= high[0, :, later] > left
        taken &= low[1, :, later] < top
        taken &= high[1, :, later] > bottom
        free[:, later] &= ~taken
    return centres[np.arange(len(lines)), chosen], shown


def _more_than_fits(lines: Floats, across: Floats) -> bool:
    """Whether boxes of such half sizes have a larger area than all places together."""
    points = lines.reshape(-1, 2)
    room = np.ptp(points, axis=0) + 2 * across.max(axis=0)
    return bool(4 * across.prod(axis=1).sum() > room.prod())


def _on_discs(
    lines: Floats, turns: Floats, halves: Floats, fractions: Floats, discs: Floats, radii: Floats
) -> NDArray[np.bool_]:
    """Which labels would meet a disc at which of their places."""
    result = np.zeros((len(lines), fractions.size), dtype=bool)
    if not len(discs):
        return result
    step = max(_AT_ONCE // len(discs), 1)
    for first in range(0, len(lines), step):
        part = slice(first, first + step)
        cos, sin = np.cos(turns[part])[:, None], np.sin(turns[part])[:, None]
        (start_x, start_y), (end_x, end_y) = lines[part].transpose(1, 2, 0)[..., None]
        dx, dy = discs[:, 0] - start_x, discs[:, 1] - start_y
        # A label that moves along its line has a disc at a constant height beside it: too near
        # it is on a stretch of the line.
        beyond = np.maximum(np.abs(dy * cos - dx * sin) - halves[part, 1:], 0.0)
        labels, near = np.nonzero(beyond < radii)
        if not labels.size:
            continue
        middle = (dx * cos + dy * sin)[labels, near]
        beyond = beyond[labels, near]
        reach = halves[part][labels, 0] + np.sqrt(radii[near] ** 2 - beyond**2)
        length = ((end_x - start_x) * cos + (end_y - start_y) * sin)[labels]
        hit = np.abs(middle[:, None] - fractions * length) < reach[:, None]
        heads = np.flatnonzero(np.diff(labels, prepend=-1))
        result[first + labels[heads]] = np.logical_or.reduceat(hit, heads, axis=0)
    return result
