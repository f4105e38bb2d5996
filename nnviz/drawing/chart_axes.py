"""What charts do to axes: naming them, and a scale on the right."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis

from nnviz.drawing.chart_ticks import number_axis
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.words import literal


def name_axes(ax: Axes, x: str, y: str, **kw: Any) -> None:
    """Label both axes with literal text, and give them plain numbers."""
    name_axis(ax.xaxis, x, **kw)
    name_axis(ax.yaxis, y, **kw)


def name_axis(axis: Axis, name: str, **kw: Any) -> None:
    """Label one axis with literal text, and give it plain numbers."""
    number_axis(axis)
    as_literal(axis.label, **kw)
    axis.set_label_text(literal(name))


def add_right_axes(ax: Axes, name: str, **kw: Any) -> Axes:
    """Axes in the same place, with the same x axis and a y axis of their own on the right.

    They are inset axes, which the figure and pyplot do not count among their own.
    """
    right: Axes = ax.inset_axes((0.0, 0.0, 1.0, 1.0), sharex=ax)
    right.patch.set_visible(False)
    right.xaxis.set_visible(False)
    right.yaxis.tick_right()
    right.yaxis.set_label_position("right")
    for side in ("left", "bottom", "top"):
        right.spines[side].set_visible(False)
    name_axis(right.yaxis, name, **kw)
    return right
