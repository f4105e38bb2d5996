"""Where panels are drawn: a figure of theirs, its size, and how many stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure, SubFigure

from nnviz.drawing.letters import one_picture
from nnviz.drawing.paper import blend
from nnviz.drawing.words import normal_size

AnyFigure = Figure | SubFigure

_SHAPE = 1.25  # the width of a panel, in its height, that is aimed at
_EMPTY = 1.0  # what a part of the places left empty costs, beside a shape that is e times too wide
_APART = 0.6  # what it costs where panels of one model no longer stand in one column
_PANEL = (3.3, 2.6)  # the width and height of a panel of a new figure, in inches
_WIDEST = 13.3  # of a new figure
_MOST = (4, 6)  # panels side by side in a new figure: of one function, of several


def check_figure(figure: Any) -> None:
    """Raise unless `figure` is None, or a figure or subfigure without axes."""
    if figure is None:
        return
    if isinstance(figure, Axes):
        raise TypeError(
            "figure must be a Figure, a SubFigure or None; got axes. Panels take a whole figure: "
            "give a subfigure (figure.subfigures) for a part of one."
        )
    if not isinstance(figure, Figure | SubFigure):
        raise TypeError(
            f"figure must be a Figure, a SubFigure or None; got {type(figure).__name__}."
        )
    n = len(axes_of(figure))
    if n:
        raise ValueError(
            f"figure must have no axes yet, since panels fill it; it has {n}. Clear "
            "it first (figure.clear()), or give a subfigure."
        )


@contextmanager
def panel_canvas(figure: AnyFigure | None, figsize: tuple[float, float] | None) -> Iterator[Axes]:
    """The axes around all panels; whatever fails inside leaves nothing behind.

    Without `figure` a new one is made through pyplot. With one, pyplot is not touched. Letters that
    fonts lack are warned of once for all panels.
    """
    with one_picture(), _canvas(figure, figsize) as host:
        yield host


@contextmanager
def _canvas(figure: AnyFigure | None, figsize: tuple[float, float] | None) -> Iterator[Axes]:
    if figure is not None:
        before = axes_of(figure)
        try:
            yield _host(figure)
        except BaseException:
            for ax in [ax for ax in axes_of(figure) if ax not in before]:
                ax.remove()
            raise
        return
    import matplotlib.pyplot as plt

    new = plt.figure(figsize=figsize)
    try:
        yield _host(new)
    except BaseException:
        plt.close(new)
        raise


def axes_of(figure: AnyFigure) -> list[Axes]:
    """The axes of a figure, or of a subfigure alone."""
    found: Any = figure.axes
    return list(found)


def _host(figure: AnyFigure) -> Axes:
    """Axes that are not seen; a layout engine leaves them where we put them."""
    host: Axes = figure.add_subplot()
    host.set_axis_off()
    host.set_in_layout(False)
    return host


def scratch_axes(figure: AnyFigure | None) -> Axes:
    """Axes with much room on a figure that is never shown, in the colours of a given one."""
    scratch = Figure(figsize=(10.0, 8.0), dpi=100)
    behind: Any = None
    part: Any = figure
    while part is not None:
        face = part.patch.get_facecolor() if part.patch.get_visible() else (0, 0, 0, 0)
        behind = to_rgba(face) if behind is None else _over(behind, face)
        above = part.get_figure(root=False)
        part = None if above is part else above
    if behind is not None:
        scratch.patch.set_facecolor(behind)
    return scratch.add_axes((0.1, 0.1, 0.8, 0.8))


def _over(colour: Any, face: Any) -> Any:
    """A colour over what lies behind; where that is transparent, the colour as it is."""
    return colour if to_rgba(face)[3] == 0 else blend(colour, to_rgba(face))


def new_size(n: int, functions: int, columns: int) -> tuple[float, float] | None:
    """The size of a new figure, in inches; None where the style says it."""
    if list(mpl.rcParams["figure.figsize"]) != list(mpl.rcParamsDefault["figure.figsize"]):
        return None
    rows = -(-n // columns) * functions
    wide = min(_PANEL[0], _WIDEST / columns)
    high = _PANEL[1] * max(wide / _PANEL[0], 0.85)
    return max(wide * columns, 4.0) + 0.4, max(high * rows, 2.4) + 0.7


def new_columns(n: int, functions: int) -> int:
    """How many panels stand side by side in a new figure."""
    style = list(mpl.rcParams["figure.figsize"])
    if style != list(mpl.rcParamsDefault["figure.figsize"]):
        return best_columns(n, functions, style[0] * 72, style[1] * 72)
    most = _MOST[functions > 1]
    if n <= most:
        return n
    rows = -(-n // most)
    return min(range(most, max(most - 2, 1), -1), key=lambda c: (-(-n // c) * c - n, abs(c - most)),
               default=-(-n // rows))  # fmt: skip


def best_columns(n: int, functions: int, width: float, height: float) -> int:
    """So many columns that panels have a shape that suits them, and few places are empty.

    Parameters
    ----------
    n, functions : int
        Models, and panels of each.
    width, height : float
        Of the figure, in points.
    """
    costs, line = [], normal_size()
    for columns in range(1, n + 1):
        blocks = -(-n // columns)
        wide = width / columns - 2.5 * line
        high = height / (blocks * functions) - 3.5 * line
        shape = max(wide, 0.1 * line) / max(high, 0.1 * line)
        cost = abs(np.log(shape / _SHAPE)) + _EMPTY * (columns * blocks - n) / n
        costs.append(cost + (_APART if functions > 1 and blocks > 1 else 0.0))
    return int(np.argmin(costs)) + 1
