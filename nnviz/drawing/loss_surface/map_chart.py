"""The loss as a map over two directions: pale tints, contour lines, trainings as paths."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colorbar import Colorbar
from matplotlib.colors import LogNorm
from matplotlib.contour import QuadContourSet
from matplotlib.image import NonUniformImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.path import Path

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
    laid,
    levels_of,
    lowest_of,
    norm_of,
    range_of,
    shown_values,
)
from nnviz.drawing.loss_surface.level_labels import LevelLabels
from nnviz.drawing.loss_surface.loss_bar import LossBar
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.surroundings import Entry, SurfaceLegend
from nnviz.drawing.loss_surface.tints import tints
from nnviz.drawing.loss_surface.words import (
    axis_ways,
    descent_words,
    loss_ways,
    lowest_words,
    present_words,
    stays,
)
from nnviz.drawing.paper import blend, faint_on, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.notation import get_notation
from nnviz.surfaces import LossSurface

_STRONGEST = 0.55  # the part of the hue in the tint of the highest loss
_LINE = 0.6  # the width of a contour line, in that of the style's lines
_MOST_ASPECT = 2.5  # how much longer one axis may be for both to have one scale


class MapChart:
    """Draws the loss over two directions into axes.

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
        self.norm = norm_of(surface, options)
        self._log = isinstance(self.norm, LogNorm)
        self.cmap = tints(self._paper, options, _STRONGEST)
        self._values = shown_values(surface, log=self._log)
        x, y = (laid(axis, float(axis[-1] - axis[0])) for axis in surface.coordinates)
        if ax.get_yscale() != "linear":
            ax.set_yscale("linear")
        ax.set_xlim(float(x[0]), float(x[-1]), auto=False)
        ax.set_ylim(float(y[0]), float(y[-1]), auto=False)
        ax.grid(visible=False)  # which would lie on the map
        ax.set_aspect("equal" if steps_alike(surface) else "auto", adjustable="box")
        self._entries: list[Entry] = []
        self.image = self._draw_image(x, y)
        self.gaps = self._draw_gaps(x, y)
        self.contours = self._draw_contours(x, y)
        self.descents: list[DescentArtists] = self._draw_descents()
        self.lowest = self._mark_lowest()
        self.present = self._mark_present()
        self.labels = self._label_levels()
        name_axes(ax, "", "", **options.label_kw)
        notation = get_notation(options.notation, options.index_base)  # type: ignore[arg-type]
        cell = NamedCell(
            ax,
            (axis_ways(surface, 0, notation), axis_ways(surface, 1, notation)),
            fixed="fontsize" in options.label_kw,
        )
        around = paper_colour(ax, around=True)
        self._around = readable_on(around, (self._ink, "black", "white"))
        self.bar: LossBar | None = None
        if options.colorbar:
            names = loss_ways(surface, log=self._log)
            self.bar = LossBar(ax, self.norm, self.cmap, names, self._around, **options.label_kw)
            if self.contours is not None:
                self.bar.colorbar.add_lines(self.contours)
        self.words = self._add_words()
        self.frame = ChartFrame(ax, [[cell]], above=self.words, bar=self.bar)

    @property
    def colorbar(self) -> Colorbar | None:
        """The colour bar."""
        return None if self.bar is None else self.bar.colorbar

    def _laid(self, places: Floats) -> Floats:
        """Places in data units without their last bits."""
        spans = [high - low for low, high in (self.ax.get_xlim(), self.ax.get_ylim())]
        return laid(places, np.array(spans))

    def _draw_image(self, x: Floats, y: Floats) -> NonUniformImage:
        image = NonUniformImage(
            self.ax, interpolation="bilinear", norm=self.norm, cmap=self.cmap, zorder=0.5,
            extent=(x[0], x[-1], y[0], y[-1]),
        )  # fmt: skip
        image.set_data(x, y, np.ma.masked_invalid(self._values))
        image.set(**self.options.image_kw)
        self.ax.add_image(image)
        grid = Rectangle(
            (x[0], y[0]), x[-1] - x[0], y[-1] - y[0], transform=self.ax.transData
        )  # fmt: skip
        image.set_clip_path(grid)  # beyond the grid nothing is known
        return image

    def _draw_gaps(self, x: Floats, y: Floats) -> list[PolyCollection]:
        """Stripe the cells without a loss."""
        bad = ~np.isfinite(self._values)
        if not bad.any():
            return []
        across, up = _borders(x), _borders(y)
        boxes = []
        for row, some in enumerate(bad):
            edges = np.flatnonzero(np.diff(np.concatenate([[False], some, [False]]).astype(int)))
            for first, after in zip(edges[::2], edges[1::2], strict=True):
                left, right, low, high = across[first], across[after], up[row], up[row + 1]
                boxes.append([(left, low), (right, low), (right, high), (left, high)])
        gaps = PolyCollection(boxes, zorder=1, gid="decoration: stripes", **self._stripes())
        self.ax.add_collection(gaps, autolim=False)
        self._entries.append((Patch(**self._stripes()), [self._lacking]))
        return [gaps]

    def _stripes(self) -> dict[str, Any]:
        return {
            "facecolor": blend(self._ink, self._paper, 0.06), "hatch": "////", "linewidth": 0.0,
            "edgecolor": faint_on(self._paper, self._ink),
            "hatch_linewidth": 0.5 * self._width,
        }  # fmt: skip

    @property
    def _lacking(self) -> str:
        """What is the matter where there is no colour."""
        return "not a positive, finite loss" if self._log else "not a finite loss"

    def _draw_contours(self, x: Floats, y: Floats) -> QuadContourSet | None:
        if not np.isfinite(self._values).any():
            return None
        low, high = range_of(self._values)
        levels = [level for level in levels_of(self.norm, self.options) if low < level < high]
        if not levels:
            return None
        colour = faint_on(self._paper, self._ink, 4.5)
        contours = self.ax.contour(
            x, y, np.ma.masked_invalid(self._values), levels=levels, colors=[colour],
            linewidths=_LINE * self._width, zorder=2, linestyles="-",
        )  # fmt: skip
        contours.set_paths([
            Path(self._laid(np.asarray(path.vertices)), path.codes) for path in
            contours.get_paths()
        ])  # fmt: skip
        contours.set(**self.options.contour_kw)
        return contours

    def _draw_descents(self) -> list[DescentArtists]:
        descents = self.surface.descents
        paths = [self._laid(descent.points) for descent in descents]
        found = draw_descents(
            self.ax, descents, paths, looks(len(descents), self._paper), self._paper, self.options
        )
        self._entries += [
            (drawn.handle, descent_words(descent))
            for drawn, descent in zip(found, descents, strict=True)
        ]
        return found

    def _mark_lowest(self) -> Line2D | None:
        """A hollow mark at the lowest node, unless that is where the weights are now."""
        if not np.isfinite(self._values).any():
            return None
        row, column = np.unravel_index(np.nanargmin(self._values), self._values.shape)
        x, y = self.surface.coordinates
        place = (float(x[column]), float(y[row]))
        if place == tuple(self.surface.present):
            return None
        (mark,) = self.ax.plot(*([value] for value in place), zorder=4.6, clip_on=False,
                               **marks.lowest_look(self._ink, self._paper))  # fmt: skip
        last_row, last_column = (n - 1 for n in self._values.shape)
        words = lowest_words(
            lowest_of(self.surface),
            at_rim=row in (0, last_row) or column in (0, last_column),
        )
        self._entries.insert(0, (marks.handle_of(mark), words))
        return mark

    def _mark_present(self) -> Line2D:
        look = marks.present_look(self._ink, self._paper)
        (mark,) = self.ax.plot(
            *([value] for value in self.surface.present), zorder=5, clip_on=False, **look
        )
        words = present_words(self.surface)
        if self.lowest is None and np.isfinite(self._values).any():
            words = [f"{words[0]}, the lowest on this grid", *words]
        self._entries.insert(0, (marks.handle_of(mark), words))
        return mark

    def _label_levels(self) -> LevelLabels | None:
        if self.contours is None:
            return None
        points = [np.asarray(mark.get_xydata(), dtype=float)
                  for mark in (self.present, self.lowest) if mark is not None]  # fmt: skip
        points += [np.asarray(drawn.dots.get_offsets(), dtype=float) for drawn in self.descents]
        lines = [np.asarray(drawn.line.get_xydata(), dtype=float) for drawn in self.descents]
        levels = [float(level) for level in self.contours.levels]
        return LevelLabels(
            self.ax, self.contours, levels, lambda level: self.cmap(self.norm(level)),
            points=points, lines=lines, ink=self._ink, **self.options.label_kw,
        )  # fmt: skip

    def _add_words(self) -> SurfaceLegend:
        return SurfaceLegend(
            self.ax, self._entries if self.options.legend else [], self._notes,
            settle=self._settle, leave=self._leave, beside=self.bar is None, corners=False,
            points=[], lines=[], inside=self._ink, around=self._around, **self.options.label_kw,
        )  # fmt: skip

    def _settle(self) -> None:
        """What depends on the size that the map has come to have."""
        if self.bar is not None:
            self.bar.settle()
        if self.labels is not None:
            self.labels.place()

    def _leave(self) -> None:
        if self.labels is not None:
            self.labels.withdraw()

    def _notes(self) -> list[str]:
        """What the picture has to say about itself."""
        notes = stays(self.surface)
        if self.bar is None:
            notes.append(f"colours: {loss_ways(self.surface, log=self._log)[0]}")
        notes += notes_on(self.surface.descents, self.descents)
        return notes


def steps_alike(surface: LossSurface) -> bool:
    """Whether both axes are steps of equal length, and their ranges much alike."""
    if any(direction.kind == "weight" for direction in surface.directions):
        return False
    spans = [float(axis[-1] - axis[0]) for axis in surface.coordinates]
    return max(spans) <= _MOST_ASPECT * min(spans)


def _borders(nodes: Floats) -> Floats:
    """The borders of the cells around nodes."""
    return np.concatenate([nodes[:1], (nodes[1:] + nodes[:-1]) / 2, nodes[-1:]])
