"""Boundaries between regions of a grid: polylines through the places where two responses are equal.

Contours of one response at a level give no boundary between several classes, and contours of the
numbers of classes give a staircase. Here an edge of the grid whose two ends belong to different
classes is crossed where the responses of these two classes are equal, and the crossings of each
cell are joined: with two of them by a line, with three through a point between them, where three
regions meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.boundary.chains import chained
from nnviz.last_bits import settled

Ask = Callable[[NDArray[np.float64]], NDArray[Any]]
Lines = list[NDArray[np.float64]]

_STEPS = 4  # how often the model is asked for each crossing, at most
_CLOSE = 1e-3  # of the difference between the ends of an edge: close enough to zero
_EVEN = 1e-9  # of the largest lead at the corners of a cell: a sum that is taken for zero
_SMALLEST = 1e-12  # a probability of zero is taken for this one, since it has no logarithm


@dataclass(frozen=True, eq=False)
class Nodes:
    """The places of a grid's nodes along one axis.

    Attributes
    ----------
    drawn : ndarray of shape (n_nodes,)
        Where they are in the picture. A place may occur twice, for regions that end abruptly.
    asked_at : ndarray of shape (n_nodes,) or None
        Where the model is asked for them, if that is elsewhere.
    categorical : bool
        Whether there is nothing between them to ask for.
    """

    drawn: NDArray[np.float64]
    asked_at: NDArray[np.float64] | None = None
    categorical: bool = False

    @property
    def asked(self) -> NDArray[np.float64]:
        """Where the model is asked."""
        return self.drawn if self.asked_at is None else self.asked_at


@dataclass(frozen=True, eq=False)
class Regions:
    """Which class each node of a grid belongs to, and how far it is ahead of another one.

    Attributes
    ----------
    labels : ndarray of int
        Of the shape of the grid. Where there is a threshold, 1 is above it; -1 is where a response
        is NaN or infinite, which no boundary borders on.
    response : ndarray
        Of the shape of the grid, or with one more axis for several classes.
    kind : {"probability", "decision", "classes"}
        What the responses are.
    threshold : float or None
        Of a response without an axis of classes.

    Examples
    --------
    >>> import numpy as np
    >>> Regions.of(np.array([0.2, 0.5, 0.7]), "probability", 0.5).labels
    array([0, 0, 1])
    """

    labels: NDArray[np.intp]
    response: NDArray[Any]
    kind: str
    threshold: float | None

    @classmethod
    def of(cls, response: NDArray[Any], kind: str, threshold: float | None) -> Regions:
        """The regions of some responses."""
        if kind == "classes":
            return cls(np.asarray(response, dtype=np.intp), response, kind, threshold)
        if threshold is None:
            # Of classes that are as high as each other, the first.
            best = np.max(response, axis=-1, keepdims=True)
            labels = np.argmax(settled(response, best), axis=-1)
            known = np.isfinite(response).all(axis=-1)
        else:
            labels = (settled(response, threshold) > threshold).astype(np.intp)
            known = np.isfinite(response)
        labels[~known] = -1
        return cls(labels, response, kind, threshold)

    def lead(
        self, at: tuple[NDArray[np.intp], ...], first: NDArray[np.intp], second: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """By how much one class is ahead of another at some nodes.

        Parameters
        ----------
        at : tuple of ndarray of int
            The nodes, an index array an axis.
        first, second : ndarray of int
            The classes.

        Returns
        -------
        ndarray
            1 or -1 where only classes are known.
        """
        return self.lead_in(self.response[at], first, second)

    def lead_in(
        self, response: NDArray[Any], first: NDArray[np.intp], second: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """By how much one class is ahead of another in some responses.

        Probabilities are compared by their logarithms: in these a logistic or softmax output is as
        smooth as its weighted sums, so that straight lines between nodes are close to them.

        Parameters
        ----------
        response : ndarray of shape (n,) or (n, n_classes)
            As the model gives it.
        first, second : ndarray of int of shape (n,)
            The classes.

        Returns
        -------
        ndarray of shape (n,)
            1 or -1 where only classes are known.
        """
        if self.kind == "classes":
            return np.asarray(np.where(response == first, 1.0, -1.0))
        logs = self.kind == "probability"
        if self.threshold is None:
            rows = np.arange(len(first))
            a, b = response[rows, first], response[rows, second]
            return np.asarray(_log(a) - _log(b) if logs else a - b, dtype=float)
        if logs and 0 < self.threshold < 1:
            odds = self.threshold / (1 - self.threshold)
            lead = _log(response) - _log(1 - response) - np.log(odds)
        else:
            lead = np.asarray(response, dtype=float) - self.threshold
        return np.asarray(np.where(first == 1, lead, -lead))


def _log(values: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(np.log(np.maximum(values, _SMALLEST)))


def boundary_lines(nodes: Sequence[Nodes], regions: Regions, ask: Ask | None = None) -> Lines:
    """The lines between the regions of a grid.

    Parameters
    ----------
    nodes : sequence of two Nodes
        Along x and along y.
    regions : Regions
        Of shape (n_rows, n_columns).
    ask : callable, optional
        From points of shape (n_points, 2) to the model's responses there: the crossings of edges
        are then not only interpolated.

    Returns
    -------
    list of ndarray of shape (n_vertices, 2)
        A closed line ends where it starts.

    Examples
    --------
    >>> import numpy as np
    >>> axis = Nodes(np.array([0.0, 1.0]))
    >>> boundary_lines((axis, axis), Regions.of(np.array([[0, 1], [0, 1]]), "classes", None))
    [array([[0.5, 0. ],
           [0.5, 1. ]])]
    """
    labels = regions.labels
    columns = labels.shape[1]
    # Edge 2n runs from node n along x, edge 2n + 1 along y.
    changes = (_change(labels[:, :-1], labels[:, 1:]), _change(labels[:-1], labels[1:]))
    numbers, found = [], []
    for axis, changed in enumerate(changes):
        i, j = np.nonzero(changed)
        numbers.append((i * columns + j) * 2 + axis)
        found.append(_crossed(nodes, regions, (i, j), axis, ask))
    order = np.argsort(np.concatenate(numbers))
    places = np.concatenate(found)[order]
    cells = _cells(changes, np.concatenate(numbers)[order], columns)
    segments, centres = _segments(regions, *cells, places)
    return chained(segments, np.concatenate([places, centres]))


def crossings(nodes: Nodes, regions: Regions, ask: Ask | None = None) -> NDArray[np.float64]:
    """The places along one axis where the class changes.

    Parameters
    ----------
    nodes : Nodes
        Along the axis.
    regions : Regions
        Of shape (n_nodes,).
    ask : callable, optional
        From points of shape (n_points, 1) to the model's responses there.

    Returns
    -------
    ndarray of shape (n_crossings,)

    Examples
    --------
    >>> import numpy as np
    >>> regions = Regions.of(np.array([0.0, 0.25, 1.0]), "decision", 0.5)
    >>> crossings(Nodes(np.array([0.0, 1.0, 2.0])), regions).round(3)
    array([1.333])
    """
    changes = np.flatnonzero(_change(regions.labels[:-1], regions.labels[1:]))
    return np.asarray(_crossed((nodes,), regions, (changes,), 0, ask)[:, 0])


def _change(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where the classes of neighbours differ; next to what is unknown nothing is known."""
    return np.asarray((first != second) & (first >= 0) & (second >= 0))


def _crossed(
    nodes: Sequence[Nodes], regions: Regions, start: tuple[NDArray[np.intp], ...], axis: int,
    ask: Ask | None,
) -> NDArray[np.float64]:  # fmt: skip
    """The places where edges along one axis, from some nodes, are crossed."""
    along = len(start) - 1 - axis  # the rows of an array run along the last axis
    end = (*start[:along], start[along] + 1, *start[along + 1 :])
    indices = start[::-1], end[::-1]
    a, b = regions.labels[start], regions.labels[end]
    low, high = np.zeros(len(a)), np.ones(len(a))
    before, after = regions.lead(start, a, b), regions.lead(end, a, b)
    start_lead, end_lead = before, after
    parts = _zero(low, high, before, after)
    if ask is not None and len(a) and not nodes[axis].categorical:
        first, last = (
            np.column_stack([some.asked[k] for some, k in zip(nodes, index, strict=True)])
            for index in indices
        )
        # The Illinois method: where an end stays twice, its weight is halved, so that it moves too.
        # With classes alone all weights are the same, and it halves the edges.
        moved = np.zeros(len(a))
        for _ in range(_STEPS):
            points = first + parts[:, None] * (last - first)
            here = regions.lead_in(ask(points), a, b)
            if (
                regions.kind != "classes"
                and (np.abs(here) <= _CLOSE * (start_lead - end_lead)).all()
            ):
                break
            ahead = here > 0
            if regions.kind != "classes":
                before = np.where(~ahead & (moved < 0), before / 2, before)
                after = np.where(ahead & (moved > 0), after / 2, after)
            low, before = np.where(ahead, parts, low), np.where(ahead, here, before)
            high, after = np.where(ahead, high, parts), np.where(ahead, after, here)
            moved = np.where(ahead, 1, -1)
            parts = _zero(low, high, before, after)
    first, last = (
        np.column_stack([some.drawn[k] for some, k in zip(nodes, index, strict=True)])
        for index in indices
    )
    return np.asarray(first + parts[:, None] * (last - first))


def _zero(low: Any, high: Any, before: Any, after: Any) -> NDArray[np.float64]:
    """Where a straight line from `before` at `low` to `after` at `high` is zero."""
    with np.errstate(invalid="ignore", divide="ignore"):
        part = before / (before - after)
    return np.asarray(low + np.clip(np.nan_to_num(part, nan=0.5), 0.0, 1.0) * (high - low))


def _cells(
    changes: tuple[NDArray[np.bool_], NDArray[np.bool_]], numbers: NDArray[np.intp], columns: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_], NDArray[np.intp]]:
    """The cells that are crossed: row, column, which sides, and the places of the crossings."""
    across, along = changes
    crossed = across[:-1] | across[1:] | along[:, :-1] | along[:, 1:]
    i, j = np.nonzero(crossed)
    # The sides of a cell: below, right, above, left.
    sides = np.stack([across[i, j], along[i, j + 1], across[i + 1, j], along[i, j]], axis=-1)
    node = i * columns + j
    edges = np.stack([node * 2, node * 2 + 3, (node + columns) * 2, node * 2 + 1], axis=-1)
    return i, j, sides, np.searchsorted(numbers, edges)


def _segments(
    regions: Regions, i: NDArray[np.intp], j: NDArray[np.intp], sides: NDArray[np.bool_],
    edges: NDArray[np.intp], places: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:  # fmt: skip
    """Pairs of indices into the places and centres, and the centres of cells where regions meet."""
    labels, count = regions.labels, sides.sum(axis=-1)
    plain = count == 2
    found = [edges[plain][sides[plain]].reshape(-1, 2)]
    # At a saddle two classes have opposite corners each.
    saddle = (
        (count == 4) & (labels[i, j] == labels[i + 1, j + 1])
        & (labels[i, j + 1] == labels[i + 1, j])
    )  # fmt: skip
    found += _through_saddles(regions, i[saddle], j[saddle], edges[saddle])
    meeting = (count > 2) & ~saddle
    centres = np.zeros((int(meeting.sum()), 2))
    for number, k in enumerate(np.flatnonzero(meeting)):
        ends = edges[k][sides[k]]
        centres[number] = places[ends].mean(axis=0)
        found.append(np.column_stack([ends, np.full(len(ends), len(places) + number)]))
    return np.concatenate(found).astype(np.intp), centres


def _through_saddles(
    regions: Regions, i: NDArray[np.intp], j: NDArray[np.intp], edges: NDArray[np.intp]
) -> list[NDArray[np.intp]]:
    """Two lines a saddle: the class that leads in the middle of the cell stays in one piece."""
    a, b = regions.labels[i, j], regions.labels[i, j + 1]
    leads = np.array(
        [regions.lead((i + down, j + right), a, b) for down in (0, 1) for right in (0, 1)]
    )
    # Where all corners are as sure, their leads add up to 0 but for last bits.
    # With the first corner's class in one piece, the lines cut off the other two corners.
    whole = leads.sum(axis=0) >= -_EVEN * np.abs(leads).max(axis=0)
    first, second = edges[whole], edges[~whole]
    return [first[:, [0, 1]], first[:, [2, 3]], second[:, [3, 0]], second[:, [1, 2]]]
