"""One series as a line: smoothed over its faint raw values, with what is missing marked."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from nnviz.drawing.loss.numbers import Floats, gaps, lone_points
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.strokes import Stroke
from nnviz.drawing.paper import blend, faint_on
from nnviz.drawing.style import of_style
from nnviz.history import Series
from nnviz.history.smoothing import smoothed

_GAP = 0.14  # how much of line or ink is in the colours of these
_POINT = 3.2  # the size of a value without neighbours, in the width of the line


class SeriesCurve:
    """Draws one series.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    series : Series
        What to draw.
    x : ndarray
        The places of its values.
    stroke : Stroke
        How.
    options : LossOptions
        How all are drawn.
    log, log_x : bool
        Whether the scales of values and places are logarithmic, so that what is not positive is
        not there.
    ink, paper : colour
        Of the picture.
    """

    def __init__(
        self, ax: Axes, series: Series, x: Floats, stroke: Stroke, options: LossOptions, *,
        log: bool, log_x: bool, ink: Any, paper: Any,
    ) -> None:  # fmt: skip
        x = np.where(x > 0, x, np.nan) if log_x else x
        self.series, self.x = series, x
        #: Whether the values before any update are left out.
        self.lost_start = bool(np.isnan(x).any())
        values = series.values
        shown = np.where(np.isfinite(values) & ((values > 0) | (not log)), values, np.nan)
        #: How many values are finite and cannot stand on a logarithmic scale.
        self.n_lost = int(np.isfinite(values).sum() - np.isfinite(shown).sum())
        self.y = self._shown = shown
        if options.smoothing:
            self.y = smoothed(shown, options.smoothing, series.epochs)
        width = of_style("lines.linewidth")
        self.raw: Line2D | None = None
        if options.smoothing:
            (self.raw,) = ax.plot(x, shown, color=faint_on(paper, stroke.colour), marker="none",
                                  linestyle="-", linewidth=0.7 * width, zorder=1.9)  # fmt: skip
        (self.line,) = ax.plot(
            x, self.y, color=stroke.colour, linestyle=stroke.dash, linewidth=1.1 * width,
            marker="none", zorder=3, label=series.name, solid_joinstyle="round",
            dash_capstyle="butt",
        )  # fmt: skip
        lone = lone_points(self.y)
        if lone:
            self.line.set(marker="o", markersize=_POINT * width, markevery=lone)
        self.line.set(**options.line_kw)
        face = blend(ink, paper, _GAP)
        self.gaps: list[Rectangle] = [
            ax.axvspan(*ends, facecolor=face, linewidth=0, zorder=0.3)
            for ends in gaps(x[~np.isnan(x)], values[~np.isnan(x)])
        ]  # fmt: skip

    @property
    def last(self) -> tuple[float, float] | None:
        """The place and value of the last finite value, as drawn; None without any."""
        good = np.flatnonzero(np.isfinite(self.y) & np.isfinite(self.x))
        return (float(self.x[good[-1]]), float(self.y[good[-1]])) if good.size else None

    @property
    def final_place(self) -> tuple[float, float] | None:
        """The place and value of the last finite value, not smoothed; None without any."""
        values = self._shown
        good = np.flatnonzero(np.isfinite(values) & np.isfinite(self.x))
        return (float(self.x[good[-1]]), float(values[good[-1]])) if good.size else None

    def at(self, epoch: int) -> tuple[float, float] | None:
        """The place and value, not smoothed, after so many epochs."""
        found = np.flatnonzero(self.series.epochs == epoch)
        if not found.size or not np.isfinite([self.x[found[0]], self._shown[found[0]]]).all():
            return None
        return float(self.x[found[0]]), float(self._shown[found[0]])


def mark_best(ax: Axes, place: tuple[float, float], colour: Any, paper: Any) -> Line2D:
    """A ring at the best epoch."""
    width = of_style("lines.linewidth")
    (ring,) = ax.plot(
        *([value] for value in place), linestyle="none", marker="o", markersize=5.2 * width,
        markerfacecolor=paper, markeredgecolor=colour, markeredgewidth=width, zorder=5,
        clip_on=False,
    )  # fmt: skip
    return ring


def mark_stop(ax: Axes, place: tuple[float, float], colour: Any) -> Line2D:
    """A bar across the line where training stopped before it was done."""
    width = of_style("lines.linewidth")
    (bar,) = ax.plot(
        *([value] for value in place), linestyle="none", marker="|", markersize=8.0 * width,
        markeredgecolor=colour, markeredgewidth=1.2 * width, zorder=4.5, clip_on=False,
    )  # fmt: skip
    return bar


def draw_ghost(ax: Axes, x: Floats, values: Floats, ink: Any, paper: Any) -> Line2D:
    """A training of another panel, for comparison."""
    width = of_style("lines.linewidth")
    (ghost,) = ax.plot(x, values, color=faint_on(paper, ink), linewidth=0.5 * width,
                       linestyle="-", marker="none", zorder=1.5)  # fmt: skip
    lone = lone_points(values)
    if lone:
        ghost.set(marker="o", markersize=0.8 * _POINT * width, markevery=lone)
    return ghost
