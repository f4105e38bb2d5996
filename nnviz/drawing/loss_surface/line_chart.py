"""The loss as a curve over one weight, with the tangent at the present value."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.line_looks import looks
from nnviz.drawing.loss_surface import marks
from nnviz.drawing.loss_surface.axis_names import NamedCell
from nnviz.drawing.loss_surface.descents import (
    DescentArtists,
    draw_descents,
    notes_on,
)
from nnviz.drawing.loss_surface.heights import (
    Floats,
    is_log,
    laid,
    limits_of_curve,
    shown_values,
)
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.surroundings import Entry, SurfaceLegend
from nnviz.drawing.loss_surface.words import (
    axis_ways,
    descent_words,
    loss_name,
    present_words,
    slope_words,
    stays,
)
from nnviz.drawing.paper import blend, faint_on, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.word_budget import nothing
from nnviz.notation import get_notation
from nnviz.surfaces import LossSurface

_CURVE, _TANGENT = 1.5, 1.2  # widths in that of the style's lines
_MARGIN = 0.02  # beside the curve
_REACH = (0.18, 0.26)  # half of the tangent, as parts of the width and height at the most
_DASH: Any = (0, (4, 1.6))
_GREY = 5.0  # the contrast of the curve with the paper, where it is grey
_GAP = 0.14  # how much ink is in the shade where there is no loss


class LineChart:
    """Draws the loss over one direction into axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    surface : LossSurface
        What to draw.
    options : LossSurfaceOptions
        How.
    """

    def __init__(self, ax: Axes, surface: LossSurface, options: LossSurfaceOptions) -> None:
        self.ax, self.surface, self.options = ax, surface, options
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self._width = of_style("lines.linewidth")
        self._log = is_log(surface, options)
        scale = "log" if self._log else "linear"
        if ax.get_yscale() != scale:
            ax.set_yscale(scale)
        x = laid(surface.coordinates[0], float(np.ptp(surface.coordinates[0])))
        more = _MARGIN * float(x[-1] - x[0])
        ax.set_xlim(float(x[0]) - more, float(x[-1]) + more, auto=False)
        ax.set_ylim(*limits_of_curve(surface, options), auto=False)
        # Trainings have the colours of lines where there are any, and curve and tangent have none.
        plain = looks(2, self._paper)
        self._colours = [look.colour for look in plain]
        if surface.descents:
            self._colours = [faint_on(self._paper, self._ink, _GREY), self._ink]
        self._looks = looks(len(surface.descents), self._paper)
        self._entries: list[Entry] = []
        self.gaps: list[Rectangle] = []
        self.line = self._draw_curve(x)
        self.tangent = self._draw_tangent()
        self.descents: list[DescentArtists] = self._draw_descents()
        self.present = self._mark_present()
        name_axes(ax, "", loss_name(surface), **options.label_kw)
        notation = get_notation(options.notation, options.index_base)  # type: ignore[arg-type]
        cell = NamedCell(
            ax,
            (axis_ways(surface, 0, notation), [(loss_name(surface), False)]),
            fixed="fontsize" in options.label_kw,
        )
        self.words = self._add_words()
        self.frame = ChartFrame(ax, [[cell]], above=self.words)

    def _laid(self, x: Floats, y: Floats) -> Floats:
        """Places in data units without their last bits, of shape (n, 2)."""
        low, high = self.ax.get_ylim()
        return np.column_stack([
            laid(x, self.ax.get_xlim()), laid(y, y if self._log else (low, high))
        ])  # fmt: skip

    def _draw_curve(self, x: Floats) -> Line2D:
        values = shown_values(self.surface, log=self._log)
        (line,) = self.ax.plot(
            *self._laid(x, values).T, color=self._colours[0], linestyle="-", marker="none",
            linewidth=_CURVE * self._width, solid_joinstyle="round", label="loss", zorder=3,
        )  # fmt: skip
        line.set(**self.options.line_kw)
        gaps = _stretches(x, ~np.isfinite(values))
        face = blend(self._ink, self._paper, _GAP)
        self.gaps = [self.ax.axvspan(*ends, facecolor=face, linewidth=0, zorder=0.3)
                     for ends in gaps]  # fmt: skip
        handle = Line2D([], [], color=line.get_color(), linestyle=line.get_linestyle(),
                        linewidth=min(line.get_linewidth(), 1.3 * self._width),
                        marker="none")  # fmt: skip
        if self.surface.descents:
            self._entries.append((handle, [loss_name(self.surface), "loss"]))
        return line

    def _draw_tangent(self) -> Line2D | None:
        slope, loss = self.surface.slopes[0], self.surface.loss
        if not self.options.tangent or not np.isfinite([slope, loss]).all():
            return None
        low, high = self.ax.get_xlim()
        reach = _REACH[0] * (high - low)
        bottom, top = self.ax.get_ylim()
        rise = _REACH[1] * (top - bottom)
        if self._log and loss > 0:
            # As steep at the present loss as a line on the linear scale that is as high as this.
            rise = min(rise, 0.9 * loss)
        with np.errstate(over="ignore"):  # next to no slope at all
            if slope:
                reach = min(reach, rise / abs(slope))
        x = self.surface.present[0] + reach * np.linspace(-1, 1, 41 if self._log else 2)
        y = loss + slope * (x - self.surface.present[0])
        width = _TANGENT * self._width
        (line,) = self.ax.plot(
            *self._laid(x, y).T, color=self._colours[1], linestyle=_DASH, linewidth=width,
            marker="none", dash_capstyle="butt", label="tangent", zorder=3.6,
        )  # fmt: skip
        handle = Line2D([], [], color=self._colours[1], linestyle=_DASH, linewidth=width,
                        marker="none")  # fmt: skip
        self._entries.append((handle, slope_words(self.surface)))
        return line

    def _draw_descents(self) -> list[DescentArtists]:
        paths = []
        for descent in self.surface.descents:
            losses = np.where(np.isfinite(descent.losses), descent.losses, np.nan)
            if self._log:
                losses = np.where(losses > 0, losses, np.nan)
            paths.append(self._laid(descent.points[:, 0], losses))
        found = draw_descents(
            self.ax, self.surface.descents, paths, self._looks, self._paper, self.options,
            growing=True,
        )  # fmt: skip
        for drawn, descent in zip(found, self.surface.descents, strict=True):
            drawn.line.set(linewidth=0.7 * self._width, zorder=2.5, path_effects=[])
            self._entries.append((drawn.handle, descent_words(descent)))
        return found

    def _mark_present(self) -> Line2D:
        place = self._laid(np.array(self.surface.present), np.array([self.surface.loss]))
        (mark,) = self.ax.plot(*place.T, zorder=5, **marks.present_look(self._ink, self._paper))
        self._entries.insert(0, (marks.handle_of(mark), present_words(self.surface)))
        return mark

    def _add_words(self) -> SurfaceLegend:
        if self.gaps:
            handle = Patch(facecolor=self.gaps[0].get_facecolor(), linewidth=0)
            self._entries.append((handle, [self._lacking]))
        lines = [self.line, *([] if self.tangent is None else [self.tangent])]
        lines += [drawn.line for drawn in self.descents]
        points = [np.asarray(self.present.get_xydata(), dtype=float)]
        points += [np.asarray(drawn.dots.get_offsets(), dtype=float) for drawn in self.descents]
        around = paper_colour(self.ax, around=True)
        return SurfaceLegend(
            self.ax, self._entries if self.options.legend else [], self._notes,
            settle=nothing, leave=nothing, beside=False, points=points,
            lines=[np.asarray(line.get_xydata(), dtype=float) for line in lines],
            inside=self._ink, around=readable_on(around, (self._ink, "black", "white")),
            **self.options.label_kw,
        )  # fmt: skip

    @property
    def _lacking(self) -> str:
        """What is the matter where there is no curve."""
        return "not a positive, finite number" if self._log else "not a finite number"

    def _notes(self) -> list[str]:
        """What the picture has to say about itself."""
        notes = stays(self.surface)
        notes += notes_on(self.surface.descents, self.descents)
        if self.tangent is None and self.options.tangent:
            notes.append("no slope is defined here")
        return notes


def _stretches(x: Floats, bad: Any) -> list[tuple[float, float]]:
    """Where there is no loss: stretches that reach half way to the neighbours."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]]).astype(int)))
    middles = np.concatenate([[x[0]], (x[1:] + x[:-1]) / 2, [x[-1]]])
    return [
        (float(middles[first]), float(middles[after]))
        for first, after in zip(edges[::2], edges[1::2], strict=True)
    ]
