"""Which layers there is room for, and whether they stand side by side or one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from matplotlib.axes import Axes

from nnviz.drawing.words import normal_size, smallest_size

_COLUMN = 12.5  # the least width of a layer beside others, in the size of the smallest words
_ROW = 11.5  # its least height below others
_BORDERS = (5.0, 7.0)  # what names and notes take of width and height

Item = TypeVar("Item")


def arrange(ax: Axes, n_layers: int, orientation: str) -> tuple[str, int]:
    """Choose how layers stand, and how many of them.

    Parameters
    ----------
    ax : Axes
        Where, as large as these are now.
    n_layers : int
        How many there are to draw.
    orientation : {"auto", "horizontal", "vertical"}
        Side by side or one below the other; "auto" takes the way in which there is room for more,
        or follows the shape of the axes.

    Returns
    -------
    tuple of (str, int)
        "horizontal" or "vertical", and how many there is room for: at least one.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    size = np.array([ax.bbox.width, ax.bbox.height]) * 72 / figure.dpi
    least = np.array([_COLUMN, _ROW]) * smallest_size()
    free = size - np.array(_BORDERS) * normal_size()
    room = np.clip(free // least, 1, n_layers).astype(int)
    if orientation == "auto":
        wide = room[0] > room[1] or (room[0] == room[1] and size[0] >= size[1])
        orientation = "horizontal" if wide else "vertical"
    return orientation, int(room[0 if orientation == "horizontal" else 1])


def ends(items: Sequence[Item], most: int) -> list[Item]:
    """At most so many: the first ones and the last ones.

    Examples
    --------
    >>> ends("abcdef", 3)
    ['a', 'b', 'f']
    """
    if len(items) <= most:
        return list(items)
    n_last = most // 2
    return [*items[: most - n_last], *items[len(items) - n_last :]]
