"""Marks of scores: lines, points, error bars, folds, the best, what has shot away."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.transforms import (
    Affine2D,
    ScaledTranslation,
    Transform,
    blended_transform_factory,
)

from nnviz.drawing.frame import inches_of
from nnviz.drawing.paper import blend
from nnviz.drawing.style import of_style
from nnviz.drawing.sweep_scores.looks import ScoreLook
from nnviz.drawing.sweep_scores.numbers import Floats
from nnviz.drawing.words import halo

_FOLD = 0.5  # how much of a line's colour is in the points of its folds
_RIM = 1.6  # points of paper around an error bar, on both sides together
_RING = 2.5  # the width of the ring around the best, in that of a point
ABOVE_BOTTOM = 1.2  # how far marks at the bottom are from it, in the width of a point


def moved(ax: Axes, transform: Transform, x: float, y: float = 0.0) -> Transform:
    """A transform, and then so many points sideways and up."""
    return transform + ScaledTranslation(x / 72, y / 72, inches_of(ax))


def placed(ax: Axes, look: ScoreLook, further: float = 0.0) -> Transform:
    """Data units, moved as a look says, and then so many points further to the right."""
    return moved(ax, Affine2D().translate(look.aside, 0.0) + ax.transData, look.shift + further)


def _face(look: ScoreLook, paper: Any) -> Any:
    """What is inside points."""
    return blend(look.colour, paper, look.filling) if look.filling < 1 else look.colour


def _edge(look: ScoreLook) -> float:
    """The width of their outline, in points."""
    return max(0.75 * of_style("lines.linewidth"), 0.8) if look.filling < 1 else 0.0


def draw_line(ax: Axes, x: Floats, y: Floats, look: ScoreLook, order: float) -> Line2D:
    """The line through the scores of one kind."""
    (line,) = ax.plot(
        x, y, color=look.colour, linestyle=look.dash, linewidth=look.width, marker="none",
        zorder=order, transform=placed(ax, look), dash_capstyle="butt",
        solid_joinstyle="round",
    )  # fmt: skip
    return line


def draw_points(
    ax: Axes, x: Floats, y: Floats, look: ScoreLook, paper: Any, order: float
) -> PathCollection:
    """The scores of one kind."""
    points = ax.scatter(
        x, y, s=look.size**2, marker=look.marker, zorder=order, facecolors=[_face(look, paper)],
        edgecolors=[look.colour], linewidths=_edge(look),
    )  # fmt: skip
    points.set_offset_transform(placed(ax, look))
    return points


def draw_error_bars(
    ax: Axes, x: Floats, low: Floats, high: Floats, look: ScoreLook, paper: Any, order: float
) -> LineCollection:
    """A bar from `low` to `high` at each place, with a rim that parts it from what it crosses."""
    there = np.isfinite(low) & np.isfinite(high)
    ends = np.stack([np.column_stack([x, low]), np.column_stack([x, high])], axis=1)[there]
    bars = LineCollection(
        list(ends), colors=[look.colour], linewidths=look.width, zorder=order, capstyle="butt",
        transform=placed(ax, look), path_effects=halo(paper, look.width + _RIM),
    )  # fmt: skip
    ax.add_collection(bars, autolim=False)
    return bars


def draw_folds(
    ax: Axes, x: Floats, y: Floats, look: ScoreLook, paper: Any, order: float, away: float
) -> PathCollection:
    """Faint points beside the error bars, one for each fold, so many widths of a point away."""
    dots = ax.scatter(
        x, y, s=(0.55 * look.size) ** 2, marker="o", zorder=order, linewidths=0.0,
        facecolors=[blend(look.colour, paper, _FOLD)],
    )  # fmt: skip
    dots.set_offset_transform(placed(ax, look, away * look.size))
    return dots


def draw_ring(ax: Axes, x: float, y: float, look: ScoreLook, ink: Any) -> Line2D:
    """A ring around the best score."""
    size = look.size * (_RING if not look.hollow else 1.8)
    (ring,) = ax.plot(
        [x], [y], linestyle="none", marker="o", markersize=size, markerfacecolor="none",
        markeredgecolor=ink, markeredgewidth=0.9 * of_style("lines.linewidth"),
        zorder=6, transform=placed(ax, look),
    )  # fmt: skip
    return ring


def draw_arrow(ax: Axes, x: float, look: ScoreLook, paper: Any) -> Line2D:
    """The point of an arrow at the bottom, for a score below the picture."""
    (arrow,) = ax.plot(
        [x], [0.0], linestyle="none", marker="v",
        markersize=1.1 * look.size, markeredgecolor=look.colour,
        markerfacecolor=_face(look, paper),
        markeredgewidth=0.75 * of_style("lines.linewidth"),
        zorder=4 if look.hollow else 5, transform=_at_bottom(ax, look),
    )  # fmt: skip
    return arrow


def _at_bottom(ax: Axes, look: ScoreLook) -> Transform:
    """Data units along x, as a look moves them, and somewhat above the bottom of the axes."""
    along = Affine2D().translate(look.aside, 0.0) + ax.transData
    bottom = blended_transform_factory(along, ax.transAxes)
    return moved(ax, bottom, look.shift, ABOVE_BOTTOM * look.size)
