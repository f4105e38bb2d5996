"""Axes in three dimensions: making them, checking them, and giving all back if drawing fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes

from nnviz.drawing.frame import WHOLE_FIGURE
from nnviz.drawing.letters import one_picture

_ZOOM = 1.2  # of axes that are made here: they have a figure of their own to fill


def check_space(ax: Any) -> None:
    """Raise unless `ax` is None or an axes in three dimensions, on a figure."""
    if ax is None:
        return
    if not isinstance(ax, Axes):
        raise TypeError(f"ax must be a matplotlib Axes or None; got {type(ax).__name__}.")
    if ax.name != "3d":
        raise ValueError(
            "ax must be in three dimensions for kind='surface', made with projection='3d'; this "
            f"one's projection is {ax.name!r}."
        )
    if ax.get_figure(root=True) is None:
        raise ValueError("ax must be on a figure; this one has been removed from its own.")


@contextmanager
def space(ax: Axes | None, figsize: tuple[float, float] | None = None) -> Iterator[Any]:
    """The axes to draw in; whatever fails inside leaves nothing behind.

    Without `ax` a new figure is made through pyplot. A given axes is used as it is, and pyplot is
    not touched. Letters that fonts lack are warned of once.
    """
    with one_picture(), _space(ax, figsize) as axes:
        yield axes


@contextmanager
def _space(ax: Axes | None, figsize: tuple[float, float] | None) -> Iterator[Any]:
    if ax is not None:
        kept = _kept(ax)
        try:
            yield ax
        except BaseException:
            _give_back(ax, *kept)
            raise
        return
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=figsize)
    try:
        axes: Any = figure.add_axes(WHOLE_FIGURE, projection="3d")
        axes.set_box_aspect(None, zoom=_ZOOM)
        yield axes
    except BaseException:
        plt.close(figure)
        raise


def _sides(ax: Any) -> tuple[Any, ...]:
    return ax.xaxis, ax.yaxis, ax.zaxis


def _kept(ax: Any) -> tuple[Any, ...]:
    children = set(ax.get_children())
    state = {
        "axes_locator": ax.get_axes_locator(), "xlim": ax.get_xlim(), "ylim": ax.get_ylim(),
        "zlim": ax.get_zlim(), "autoscalex_on": ax.get_autoscalex_on(),
        "autoscaley_on": ax.get_autoscaley_on(), "autoscalez_on": ax.get_autoscalez_on(),
    }  # fmt: skip
    sides = []
    for axis in _sides(ax):
        label = axis.label
        words = {
            "text": label.get_text(), "color": label.get_color(), "fontsize":
            label.get_fontsize(), "usetex": label.get_usetex(), "parse_math":
            label.get_parse_math(), "visible": label.get_visible(),
        }  # fmt: skip
        ticks = {
            "major_locator": axis.get_major_locator(), "major_formatter":
            axis.get_major_formatter(),
        }  # fmt: skip
        sides.append((words, ticks, axis.labelpad, axis.pane.get_facecolor()))
    return children, state, sides, (ax.computed_zorder, ax.patch.get_visible())


def _give_back(ax: Any, children: Any, state: Any, sides: Any, rest: Any) -> None:
    for artist in set(ax.get_children()) - children:
        artist.remove()
    ax.set(**state)
    for axis, (words, ticks, pad, pane) in zip(_sides(ax), sides, strict=True):
        axis.label.set(**words)
        axis.set(**ticks)
        axis.labelpad = pad
        axis.set_pane_color(pane)
    ax.computed_zorder = rest[0]
    ax.patch.set_visible(rest[1])
