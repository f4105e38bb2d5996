"""Marks of scores: lines, points, error bars, folds, the best, failures, what has shot away."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from nnviz.drawing.frame import inches_of
from nnviz.drawing.paper import blend
from nnviz.drawing.sweep_scores.looks import ScoreLook
from nnviz.drawing.sweep_scores.numbers import Floats

_FOLD = 0.5  # how much of a line's colour is in the points of its folds
_RING = 2.5  # the width of the ring around the best, in that of a point
ABOVE_BOTTOM = 1.2  # how far marks at the bottom are from it, in the width of a point


def moved(ax: Axes, transform: Transform, x: float, y: float = 0.0) -> Transform:
    """A transform, and then so many points sideways and up."""
    return transform + ScaledTranslation(x / 72, y / 72, inches_of(ax))


def draw_line(ax: Axes, x: Floats, y: Floats, look: ScoreLook, order: float) -> Line2D:
    """The line through the scores of one kind."""
    (line,) = ax.plot(
        x, y, color=look.colour, linestyle=look.dash, linewidth=look.width, marker="none",
        zorder=order, transform=moved(ax, ax.transData, look.shift), dash_capstyle="butt",
        solid_joinstyle="round",
    )  # fmt: skip
    return line


def draw_points(
    ax: Axes, x: Floats, y: Floats, look: ScoreLook, paper: Any, order: float
) -> PathCollection:
    """The scores of one kind."""
    edge = max(0.75 * float(mpl.rcParams["lines.linewidth"]), 0.8)
    points = ax.scatter(
        x, y, s=look.size**2, marker=look.marker, zorder=order,
        facecolors=[paper if look.hollow else look.colour], edgecolors=[look.colour],
        linewidths=edge if look.hollow else 0.0,
    )  # fmt: skip
    points.set_offset_transform(moved(ax, ax.transData, look.shift))
    return points


def draw_error_bars(
    ax: Axes, x: Floats, low: Floats, high: Floats, look: ScoreLook
) -> LineCollection:
    """A bar from `low` to `high` at each place."""
    there = np.isfinite(low) & np.isfinite(high)
    ends = np.stack([np.column_stack([x, low]), np.column_stack([x, high])], axis=1)[there]
    bars = LineCollection(
        list(ends), colors=[look.colour], linewidths=look.width, zorder=2.6, capstyle="butt",
        transform=moved(ax, ax.transData, look.shift),
    )  # fmt: skip
    ax.add_collection(bars, autolim=False)
    return bars


def draw_folds(
    ax: Axes, x: Floats, y: Floats, look: ScoreLook, paper: Any
) -> PathCollection:  # fmt: skip
    """Faint points beside the error bars, one for each fold."""
    dots = ax.scatter(
        x, y, s=(0.55 * look.size) ** 2, marker="o", zorder=2.4, linewidths=0.0,
        facecolors=[blend(look.colour, paper, _FOLD)],
    )  # fmt: skip
    dots.set_offset_transform(moved(ax, ax.transData, look.shift + 0.75 * look.size))
    return dots


def draw_ring(ax: Axes, x: float, y: float, look: ScoreLook, ink: Any) -> Line2D:
    """A ring around the best score."""
    size = look.size * (_RING if not look.hollow else 1.8)
    (ring,) = ax.plot(
        [x], [y], linestyle="none", marker="o", markersize=size, markerfacecolor="none",
        markeredgecolor=ink, markeredgewidth=0.9 * float(mpl.rcParams["lines.linewidth"]),
        zorder=6, transform=moved(ax, ax.transData, look.shift),
    )  # fmt: skip
    return ring


def draw_failure(ax: Axes, x: float, size: float, ink: Any) -> Line2D:
    """A cross at the bottom, for runs without a score."""
    (cross,) = ax.plot(
        [x], [0.0], linestyle="none", marker="x", markersize=1.1 * size, markeredgecolor=ink,
        markeredgewidth=1.1 * float(mpl.rcParams["lines.linewidth"]), zorder=5,
        transform=_at_bottom(ax, 0.0, ABOVE_BOTTOM * size),
    )  # fmt: skip
    return cross


def draw_arrow(ax: Axes, x: float, look: ScoreLook, paper: Any) -> Line2D:
    """The point of an arrow at the bottom, for a score below the picture."""
    (arrow,) = ax.plot(
        [x], [0.0], linestyle="none", marker="v",
        markersize=1.1 * look.size, markeredgecolor=look.colour,
        markerfacecolor=paper if look.hollow else look.colour,
        markeredgewidth=0.75 * float(mpl.rcParams["lines.linewidth"]),
        zorder=4 if look.hollow else 5,
        transform=_at_bottom(ax, look.shift, ABOVE_BOTTOM * look.size),
    )  # fmt: skip
    return arrow


def _at_bottom(ax: Axes, right: float, up: float) -> Transform:
    """Data units along x, parts of the axes along y, and so many points further."""
    return moved(ax, blended_transform_factory(ax.transData, ax.transAxes), right, up)
