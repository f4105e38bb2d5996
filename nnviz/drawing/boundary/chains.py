"""Segments joined to lines as long as can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def chained(segments: NDArray[np.intp], places: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Join segments that share an end to lines; a line ends where it meets none or several others.

    Parameters
    ----------
    segments : ndarray of int of shape (n_segments, 2)
        Indices of the ends.
    places : ndarray of shape (n_places, 2)
        Where they are.

    Returns
    -------
    list of ndarray of shape (n_vertices, 2)
        A closed line ends where it starts.

    Examples
    --------
    >>> import numpy as np
    >>> places = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]])
    >>> [line.tolist() for line in chained(np.array([[1, 2], [0, 1]]), places)]
    [[[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]]]
    """
    if not len(segments):
        return []
    ends, numbers = np.unique(segments, return_inverse=True)
    pairs = numbers.reshape(-1, 2)
    # The segments at each end stand together: those of end k from starts[k] to starts[k + 1].
    order = np.argsort(pairs.ravel(), kind="stable")
    degree = np.bincount(pairs.ravel(), minlength=len(ends))
    starts = np.concatenate([[0], np.cumsum(degree)]).tolist()
    at_end = (order // 2).tolist()
    first, second = pairs[:, 0].tolist(), pairs[:, 1].tolist()
    used = bytearray(len(pairs))
    lines = []

    def walk(end: int, segment: int) -> None:
        line = [end]
        while True:
            used[segment] = 1
            end = second[segment] if first[segment] == end else first[segment]
            line.append(end)
            low, high = starts[end], starts[end + 1]
            if high - low != 2:
                break
            segment = at_end[low] if not used[at_end[low]] else at_end[low + 1]
            if used[segment]:
                break
        lines.append(places[ends[line]])

    for end in np.flatnonzero(degree != 2).tolist():
        for k in range(starts[end], starts[end + 1]):
            if not used[at_end[k]]:
                walk(end, at_end[k])
    for segment in range(len(pairs)):
        if not used[segment]:
            walk(first[segment], segment)
    return lines
