"""Lines over a grid: the boundary, the zero lines of neurons, contours of one response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.contour import ContourSet
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from nnviz.drawing.boundary.lines import (
    Ask,
    Lines,
    Nodes,
    Regions,
    boundary_lines,
    crossings,
)
from nnviz.drawing.boundary.numbers import BoundaryNumbers, HiddenSums
from nnviz.drawing.frame import measure, ruler_of
from nnviz.drawing.style import of_style
from nnviz.drawing.words import new_text, short_number, shrinking_sizes
from nnviz.last_bits import on_lattice, settled, settled_range
from nnviz.planes import PlaneAxis

BOUNDARY = 4 / 3  # the width of the boundary in the style's own line width: 2 points
ZERO_LINE = 0.55
_CONTOURS = 6


def find_boundary(
    axes: Sequence[PlaneAxis], grid: Sequence[NDArray[np.float64]], regions: Regions,
    ask: Ask | None = None,
) -> Lines:  # fmt: skip
    """The decision boundary as lines in the units of the axes.

    On a categorical axis a category reaches halfway to its neighbours.

    Parameters
    ----------
    axes : sequence of PlaneAxis
        One or two.
    grid : sequence of ndarray
        The places of the nodes, by axis.
    regions : Regions
        Of the shape of the grid.
    ask : callable, optional
        From points of shape (n_points, n_axes) to the model's responses there.

    Returns
    -------
    list of ndarray of shape (n_vertices, 2)
        With one axis x is the place, and y goes from 0 to 1.
    """
    response, nodes = regions.response, []
    for k, (axis, places) in enumerate(zip(axes, grid, strict=True)):
        if axis.categories is None:
            nodes.append(Nodes(places))
            continue
        halves = np.column_stack([places - 0.5, places + 0.5]).ravel()
        nodes.append(Nodes(halves, np.repeat(places, 2), categorical=True))
        response = np.repeat(response, 2, axis=len(axes) - 1 - k)
    regions = Regions.of(response, regions.kind, regions.threshold)
    if len(nodes) == 1:
        return [np.array([[x, 0.0], [x, 1.0]]) for x in crossings(nodes[0], regions, ask)]
    return boundary_lines(nodes, regions, ask)


def extent_of(axes: Sequence[PlaneAxis], shape: Sequence[int]) -> tuple[float, ...]:
    """Where an image of the grid begins and ends: half a cell beyond its outer nodes."""
    ends: list[float] = []
    for axis, n in zip(axes, shape[::-1], strict=True):
        half = 0.0 if axis.categories is not None else (axis.high - axis.low) / (n - 1) / 2
        ends += [axis.low - half, axis.high + half]
    return tuple(ends)


def draw_lines(ax: Axes, lines: Lines, *, zorder: float, **options: Any) -> LineCollection:
    """Draw lines with round ends; the limits of the axes stay as they are."""
    drawn = LineCollection([on_lattice(line, _spans(ax)) for line in lines], zorder=zorder)
    drawn.set(capstyle="round", joinstyle="round")
    drawn.set(**options)
    ax.add_collection(drawn, autolim=False)
    return drawn


def _spans(ax: Axes) -> NDArray[np.float64]:
    """How much of each axis is in view."""
    return np.asarray(np.abs(np.diff([ax.get_xlim(), ax.get_ylim()])[:, 0]))


def draw_zero_lines(ax: Axes, hidden: HiddenSums, ink: Any) -> list[LineCollection]:
    """The line on which each weighted sum is zero, one collection a neuron."""
    drawn = []
    width = ZERO_LINE * of_style("lines.linewidth")
    if hidden.xx1 is None:
        return []
    for sums in np.moveaxis(hidden.values, -1, 0):
        generator = contour_generator(hidden.xx0, hidden.xx1, settled(sums, 0.0))
        lines: Any = generator.lines(0.0)
        drawn.append(
            draw_lines(ax, lines, zorder=2.0, color=ink, linewidth=width, linestyle=(0, (5, 2)))
        )
    return drawn


class Contours:
    """Contour lines of one response, with numbers where these do not touch each other.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : BoundaryNumbers
        What is shown.
    count : bool or int
        About how many lines; True chooses.
    ink, paper : colour
        Of lines and numbers, and of what lies behind numbers.
    **kw
        Properties of the numbers.
    """

    def __init__(
        self, ax: Axes, numbers: BoundaryNumbers, count: bool | int, ink: Any, paper: Any,
        label_kw: Mapping[str, Any],
    ) -> None:  # fmt: skip
        self._ax = ax
        response = np.asarray(numbers.response, dtype=float)
        wanted = _CONTOURS if count is True else int(count)
        levels = _levels(float(response.min()), float(response.max()), wanted)
        self.lines: ContourSet | None = None
        self.labels: list[Text] = []
        if not len(levels) or numbers.xx1 is None:
            return
        for level in levels:
            response = settled(response, level)
        width = 0.55 * of_style("lines.linewidth")
        view = (ax.dataLim.frozen(), ax.ignore_existing_data_limits)
        self.lines = ax.contour(
            numbers.xx0, numbers.xx1, response, levels=levels, colors=[ink], linewidths=width,
            linestyles="solid", zorder=2.2,
        )  # fmt: skip
        for path in self.lines.get_paths():
            path.vertices = on_lattice(path.vertices, _spans(ax))
        ax.dataLim.set(view[0])
        ax.ignore_existing_data_limits = view[1]
        size = float(label_kw.get("fontsize", shrinking_sizes()[-1]))
        if mpl.rcParams["text.usetex"]:  # by which matplotlib would measure the numbers
            cast(Any, self.lines)._get_nth_label_width = partial(self._width, levels, size)
        texts: Any = ax.clabel(
            self.lines, fontsize=size, colors=[ink], zorder=5.5, inline=False, fmt=short_number
        )
        self.labels = list(texts)
        for text in self.labels:
            text.set(usetex=False, parse_math=False, rotation=0, clip_on=True, **label_kw)
            text.set_bbox({"facecolor": paper, "edgecolor": "none", "pad": 1.0})

    def _width(self, levels: NDArray[np.float64], size: float, k: int) -> float:
        """Pixels that the number of a level takes, which is no TeX."""
        number = new_text(self._ax, 0.0, 0.0, short_number(levels[k]), fontsize=size)
        return measure(number)[0] * float(ruler_of(self._ax).dpi) / 72

    def thin_labels(self, obstacles: Sequence[Any]) -> None:
        """Hide the numbers that would touch an earlier one or the rim of the axes.

        Parameters
        ----------
        obstacles : sequence of Bbox
            In pixels: what else they must not touch.
        """
        taken = list(obstacles)
        box, renderer = self._ax.bbox, ruler_of(self._ax)
        for text in self.labels:
            text.set_visible(True)
            here = text.get_window_extent(renderer).padded(0.03 * renderer.dpi)
            inside = (
                box.x0 <= here.x0 and here.x1 <= box.x1 and box.y0 <= here.y0 and here.y1 <= box.y1
            )
            free = inside and not any(here.overlaps(other) for other in taken)
            text.set_visible(free)
            if free:
                taken.append(here)


def _levels(low: float, high: float, wanted: int) -> NDArray[np.float64]:
    low, high = settled_range(low, high)
    if not low < high:
        return np.empty(0)
    levels = np.asarray(
        MaxNLocator(nbins=wanted + 1, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    )
    levels = settled(settled(levels, low), high)
    return levels[(levels > low) & (levels < high)]
