"""Axes that a user has given: what they are like, and giving all of it back if drawing fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text


@contextmanager
def given_back_if_it_fails(ax: Axes) -> Iterator[None]:
    """Take off what was drawn inside, and set the axes as they were, if anything fails there."""
    before = set(ax.get_children())
    view = (ax.get_xlim(), ax.get_autoscalex_on(), ax.get_ylim(), ax.get_autoscaley_on())
    axison, aspect = ax.axison, ax.get_aspect()
    limits = (ax.dataLim.get_points().copy(), np.array(ax.dataLim.minpos))
    fresh = ax.ignore_existing_data_limits
    try:
        with kept_if_it_fails(ax):
            yield
    except BaseException:
        for artist in ax.get_children():
            # Contours take their numbers with them, of which some may not have been drawn yet.
            if artist not in before and artist in ax.get_children():
                with suppress(NotImplementedError, ValueError):
                    artist.remove()
        ax.set_xlim(view[0], auto=view[1])
        ax.set_ylim(view[2], auto=view[3])
        ax.set_aspect(aspect)
        ax.axison = axison
        ax.dataLim.set_points(limits[0])
        smallest: Any = ax.dataLim.minpos  # an array of two, the smallest positive numbers
        smallest[:] = limits[1]
        ax.ignore_existing_data_limits = fresh
        raise


@contextmanager
def kept_if_it_fails(ax: Axes) -> Iterator[None]:
    """Give the axes their labels, ticks, scales and place back if what is done inside fails."""
    scales = (ax.get_xscale(), ax.get_yscale())
    locator, adjustable, anchor = ax.get_axes_locator(), ax.get_adjustable(), ax.get_anchor()
    kept = [
        (axis, _ticks_of(axis), type(axis.label), _state_of(axis.label))
        for axis in (ax.xaxis, ax.yaxis)
    ]
    try:
        yield
    except BaseException:
        ax.set_axes_locator(locator)
        ax.set_adjustable(adjustable)
        ax.set_anchor(anchor)
        if scales != (ax.get_xscale(), ax.get_yscale()):  # which would also set other ticks
            ax.set(xscale=scales[0], yscale=scales[1])
        for axis, ticks, kind, label in kept:
            axis.set(**ticks)
            axis.label.__class__ = kind
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
