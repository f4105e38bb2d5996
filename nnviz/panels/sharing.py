"""What panels of one function share: a scale, limits, and the numbers and names of their axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnviz.displays._one_scale import one_scale


def is_display(drawn: Any) -> bool:
    """Whether a function has returned one of our displays, which can be drawn again."""
    return callable(getattr(drawn, "plot", None)) and callable(getattr(drawn, "alt_text", None))


def common_scale(displays: Sequence[Any], name: str) -> dict[str, Any] | None:
    """Options with which all displays are drawn on one scale; None where they know of none.

    Raises
    ------
    ValueError
        If they have no scale in common.
    """
    known = [display for display in displays if display is not None]
    if not known or not all(callable(getattr(one, "scale", None)) for one in known):
        return None
    try:
        return one_scale([one.scale() for one in known])
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"share: these pictures of {name} have no scale in common; share=False draws each on "
            f"its own. {error}"
        ) from error


def join_limits(panels: Sequence[Axes]) -> None:
    """Give panels that show the same along an axis the same limits, around those of all."""
    shown = [ax for ax in panels if ax.axison]
    if len(shown) < 2 or len(shown) < len(panels):
        return
    for axis in ("x", "y"):
        if not _alike(shown, axis):
            continue
        limits = np.array([getattr(ax, f"get_{axis}lim")() for ax in shown], dtype=float)
        downwards = limits[:, 0] > limits[:, 1]
        if downwards.any() and not downwards.all():
            continue
        low, high = float(limits.min()), float(limits.max())
        ends = (high, low) if downwards.all() else (low, high)
        for ax in shown:
            getattr(ax, f"set_{axis}lim")(*ends)


def link(panels: Sequence[Axes]) -> set[str]:
    """Let panels with the same limits move together; returns along which axes they do."""
    linked: set[str] = set()
    shown = [ax for ax in panels if ax.axison]
    if len(shown) < 2 or len(shown) < len(panels):
        return linked
    for axis in ("x", "y"):
        limits = [getattr(ax, f"get_{axis}lim")() for ax in shown]
        same = np.allclose(limits, limits[0], rtol=1e-12, atol=0.0)
        free = all(getattr(ax, f"_share{axis}") is None for ax in shown[1:])
        if same and free and _alike(shown, axis):
            linked.add(axis)
            for ax in shown[1:]:
                getattr(ax, f"share{axis}")(shown[0])
    return linked


def _alike(panels: Sequence[Axes], axis: str) -> bool:
    """Whether panels have the same kind of scale, and the same name, along an axis."""
    scales = {getattr(ax, f"get_{axis}scale")() for ax in panels}
    names = {getattr(ax, f"get_{axis}label")() for ax in panels}
    return len(scales) == 1 and len(names) == 1


def outer_numbers(panels: Sequence[Axes], columns: int, linked: set[str], *, stacked: bool) -> None:
    """Leave numbers beside the first column, and below the lowest panels, where all share them.

    Parameters
    ----------
    panels : sequence of Axes
        Of one function, from left to right and from top to bottom.
    columns : int
        How many stand side by side.
    linked : set of str
        Along which axes they have the same limits.
    stacked : bool
        Whether panels of the same function stand below each other.
    """
    n = len(panels)
    for k, panel in enumerate(panels):
        first, last = k % columns == 0, k % columns == columns - 1 or k == n - 1
        for ax in _with_insets(panel):
            on_right = ax.yaxis.get_ticks_position() == "right"
            if on_right and "y" in linked and _same_right(panels):
                if not last:
                    ax.tick_params(axis="y", labelright=False)
            elif not on_right and "y" in linked and not first:
                ax.tick_params(axis="y", labelleft=False)
            if "x" in linked and stacked and k + columns < n:
                ax.tick_params(axis="x", labelbottom=False)


def take_names(panels: Sequence[Axes], columns: int) -> tuple[str, str]:
    """Take the names that all panels have from them, and return these; "" where they differ.

    A name that only some have, or that differs from the others in a panel, stays where it is, and
    in the first column where all have it.
    """
    shown = [panel for panel in panels if panel.get_visible()]
    if not shown or not all(panel.axison for panel in shown):
        return "", ""
    found = []
    for axis in ("x", "y"):
        names = [
            [ax.__getattribute__(f"get_{axis}label")() for ax in _with_insets(panel)
             if not _right(ax) or axis == "x"]
            for panel in shown
        ]  # fmt: skip
        told = [tuple(dict.fromkeys(name for name in some if name)) for some in names]
        if len(set(told)) > 1 or not told[0]:
            found.append("")
        elif len(told[0]) == 1:
            found.append(told[0][0])
            for panel in shown:
                for ax in _with_insets(panel):
                    if axis == "x" or not _right(ax):
                        getattr(ax, f"set_{axis}label")("")
        else:
            found.append("")
            for k, panel in enumerate(panels):
                for ax in _with_insets(panel):
                    if axis == "y" and k % columns and not _right(ax):
                        ax.set_ylabel("")
    _take_right(panels, columns)
    return found[0], found[1]


def _take_right(panels: Sequence[Axes], columns: int) -> None:
    """The names on the right stay at the last column, where all have the same."""
    rights = [[ax.get_ylabel() for ax in _with_insets(panel) if _right(ax)] for panel in panels]
    if any(some != rights[0] for some in rights):
        return
    for k, panel in enumerate(panels):
        if k % columns != columns - 1 and k != len(panels) - 1:
            for ax in _with_insets(panel):
                if _right(ax):
                    ax.set_ylabel("")


def join_right(panels: Sequence[Axes]) -> None:
    """Give the scales on the right of panels the same limits."""
    rights = [ax for panel in panels for ax in _with_insets(panel) if _right(ax)]
    if len(rights) < 2 or len({ax.get_ylabel() for ax in rights}) > 1:
        return
    limits = np.array([ax.get_ylim() for ax in rights])
    for ax in rights:
        ax.set_ylim(float(limits.min()), float(limits.max()), auto=False)


def _same_right(panels: Sequence[Axes]) -> bool:
    limits = [ax.get_ylim() for panel in panels for ax in _with_insets(panel) if _right(ax)]
    return bool(limits) and np.allclose(limits, limits[0])


def _with_insets(panel: Axes) -> list[Axes]:
    """A panel, and the axes in it that have numbers of their own: residuals, a scale at right."""
    insets: list[Any] = [ax for ax in panel.child_axes if isinstance(ax, Axes)]
    return [panel, *(ax for ax in insets if ax.axison and ax.get_visible())]


def _right(ax: Axes) -> bool:
    return bool(ax.yaxis.get_ticks_position() == "right")
