"""Where labels along lines stand, so that none lies on another or on a disc."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_AT_ONCE = 20_000  # pairs of a label and a disc, so that arrays stay small
_ROUNDS = 16  # after so many labels, places that are taken are forgotten


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
    chosen = np.zeros(len(lines), dtype=np.intp)
    shown = np.zeros(len(lines), dtype=bool)
    for label, place in _in_turn(centres[order], across[order], free[order]):
        if all_or_none and label != np.count_nonzero(shown):
            return None
        chosen[order[label]], shown[order[label]] = place, True
    if all_or_none and not shown.all():
        return None
    return centres[np.arange(len(lines)), chosen], shown


def _in_turn(centres: Floats, across: Floats, free: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Each label that gets a place, and which: the first that those before it have left."""
    # All places that are still to be had, label by label. The first of them is taken, which
    # takes from the rest all that overlap.
    labels, places = np.nonzero(free)
    low, high = (centres + sign * across[:, None] for sign in (-1, 1))
    sides = np.array([*low[labels, places].T, *high[labels, places].T])
    left = np.ones(labels.size, dtype=bool)
    at = rounds = 0
    while at < labels.size:
        label, (x0, y0, x1, y1) = labels[at], sides[:, at]
        yield int(label), int(places[at])
        at = int(np.searchsorted(labels, label, side="right"))
        rest = left[at:]
        taken = sides[0, at:] < x1
        taken &= sides[2, at:] > x0
        taken &= sides[1, at:] < y1
        taken &= sides[3, at:] > y0
        rest &= ~taken
        rounds += 1
        if rounds % _ROUNDS == 0:
            kept = at + np.flatnonzero(rest)
            labels, places, sides = labels[kept], places[kept], sides[:, kept]
            left, at = np.ones(kept.size, dtype=bool), 0
        elif rest.any():
            at += int(rest.argmax())
        else:
            return


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
