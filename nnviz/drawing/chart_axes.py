"""What charts do to axes: naming them, a scale on the right, and giving all back if they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text

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


@contextmanager
def kept_if_it_fails(ax: Axes) -> Iterator[None]:
    """Give the axes their labels, ticks, scales and place back if what is done inside fails."""
    scales = (ax.get_xscale(), ax.get_yscale())
    locator, adjustable, anchor = ax.get_axes_locator(), ax.get_adjustable(), ax.get_anchor()
    kept = [(axis, _ticks_of(axis), _state_of(axis.label)) for axis in (ax.xaxis, ax.yaxis)]
    try:
        yield
    except BaseException:
        ax.set_axes_locator(locator)
        ax.set_adjustable(adjustable)
        ax.set_anchor(anchor)
        if scales != (ax.get_xscale(), ax.get_yscale()):  # which would also set other ticks
            ax.set(xscale=scales[0], yscale=scales[1])
        for axis, ticks, label in kept:
            axis.set(**ticks)
            axis.label.set(**label)
        raise


def _ticks_of(axis: Axis) -> dict[str, Any]:
    return {
        "major_locator": axis.get_major_locator(), "major_formatter": axis.get_major_formatter(),
        "minor_locator": axis.get_minor_locator(), "minor_formatter": axis.get_minor_formatter(),
    }  # fmt: skip


def _state_of(label: Text) -> dict[str, Any]:
    return {
        "text": label.get_text(), "color": label.get_color(), "fontsize": label.get_fontsize(),
        "usetex": label.get_usetex(), "parse_math": label.get_parse_math(),
        "visible": label.get_visible(), "rotation": label.get_rotation(),
    }  # fmt: skip
