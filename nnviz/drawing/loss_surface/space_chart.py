"""The loss as a surface in three dimensions, with trainings lifted by their true loss."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.lines import Line2D
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from nnviz.drawing.line_looks import looks
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.loss_surface import marks
from nnviz.drawing.loss_surface.descents import (
    DescentArtists,
    handle_of,
    line_look,
    longest_first,
    notes_on,
    seen_dots,
    shared_starts,
)
from nnviz.drawing.loss_surface.heights import (
    Floats,
    laid,
    lowest_of,
    norm_of,
    range_of,
    shown_values,
)
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.space_frame import SpaceFrame
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
from nnviz.drawing.paper import blend, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.word_budget import nothing
from nnviz.notation import get_notation
from nnviz.surfaces import Descent, LossSurface

_STRONGEST = 0.8  # the part of the hue in the colour of the highest loss
_MESH = 30  # about so many patches a side
_EDGE, _PANE = 0.45, 0.04  # how much ink is in the lines of the mesh and in the panes
_BEYOND = 1.0  # how far from the surface trainings are followed, in its height
_NO_LOSS = float("inf")
_HAIR = 1e-6
_BESIDE = 15.0  # degrees from a corner at which one looks, as matplotlib does


class SpaceChart:
    """Draws the loss over two directions into axes in three dimensions.

    Parameters
    ----------
    ax : Axes3D
        Where to draw.
    surface : LossSurface
        What to draw.
    options : LossSurfaceOptions
        How.
    """

    def __init__(self, ax: Any, surface: LossSurface, options: LossSurfaceOptions) -> None:
        self.ax, self.surface, self.options = ax, surface, options
        ax.patch.set_visible(False)  # the panes alone are what lies behind
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self._width = of_style("lines.linewidth")
        self.norm = norm_of(surface, options)
        self._log = isinstance(self.norm, LogNorm)
        self.gaps: list[Any] = []
        self._entries: list[Entry] = []
        ax.computed_zorder = False  # what is marked on the surface is not to vanish in it
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color(blend(self._ink, self._paper, _PANE))
            as_literal(axis.label, **options.label_kw)
        values = shown_values(surface, log=self._log)
        self._heights = self._height(values)
        for axis_limits, coordinates in zip(
            (ax.set_xlim, ax.set_ylim), surface.coordinates, strict=True
        ):
            axis_limits(float(coordinates[0]), float(coordinates[-1]), auto=False)
        ax.set_zlim(*self._limits(), auto=False)
        self.polygons = self._draw_surface(values)
        self.descents = self._draw_descents()
        self.lowest = self._mark_lowest()
        self.present = self._mark_present()
        self._cover: Axes = ax.inset_axes((0.0, 0.0, 1.0, 1.0))
        self._cover.set_axis_off()
        self._cover.set_in_layout(False)
        notation = get_notation(options.notation, options.index_base)  # type: ignore[arg-type]
        height = [(name, False) for name in loss_ways(surface, log=self._log)]
        self.frame = SpaceFrame(
            ax, self._cover, [axis_ways(surface, 0, notation), axis_ways(surface, 1, notation),
                              height], self._add_words, log=self._log,
            fixed="fontsize" in options.label_kw,
        )  # fmt: skip
        self.words = self.frame.words

    def face_lowest(self) -> None:
        """Turn the axes so that the quarter of the grid with the least loss is in front."""
        heights = self._height(shown_values(self.surface, log=self._log))
        rows, columns = (n // 2 for n in heights.shape)
        best, turned = _NO_LOSS, None
        for y, part in ((-1, heights[:rows]), (1, heights[rows:])):
            for x, quarter in ((1, part[:, columns:]), (-1, part[:, :columns])):
                known = quarter[np.isfinite(quarter)]
                # What is lower by a hair is not lower: matplotlib's own view comes first.
                if known.size and known.mean() < best - _HAIR * abs(known.mean()):
                    best = float(known.mean())
                    turned = float(np.degrees(np.arctan2(y, x))) - _BESIDE
        if turned is not None:
            self.ax.view_init(azim=turned)

    def _height(self, losses: Floats) -> Floats:
        """Where losses stand along the third axis; NaN where they cannot."""
        good = np.isfinite(losses) & ((losses > 0) | (not self._log))
        some = np.where(good, losses, np.nan)
        return np.log10(some) if self._log else some

    def _limits(self) -> tuple[float, float]:
        ends = np.array([self.norm.vmin, self.norm.vmax], dtype=float)
        low, high = (float(end) for end in (np.log10(ends) if self._log else ends))
        reach = _BEYOND * (high - low)
        heights = [self._height(descent.losses) for descent in self.surface.descents]
        near = np.concatenate([[low, high], *heights])
        return range_of(near[(near >= low - reach) & (near <= high + reach)])

    def _draw_surface(self, values: Floats) -> Poly3DCollection:
        x, y = self.surface.coordinates
        z = laid(self._heights, self.ax.get_zlim())
        cmap = tints(self._paper, self.options, _STRONGEST)
        columns, rows = _cuts(len(x)), _cuts(len(y))
        patches, losses = [], []
        for low, high in zip(rows[:-1], rows[1:], strict=True):
            for left, right in zip(columns[:-1], columns[1:], strict=True):
                i, j = _rim(low, high, left, right)
                if np.isfinite(z[i, j]).all():
                    patches.append(np.column_stack([x[j], y[i], z[i, j]]))
                    losses.append(float(np.mean(values[low : high + 1, left : right + 1])))
        polygons = Poly3DCollection(
            patches, zorder=1, gid="decoration: the surface",
            facecolors=cmap(self.norm(np.array(losses))),
            edgecolors=[blend(self._ink, self._paper, _EDGE)], linewidths=0.3 * self._width,
        )  # fmt: skip
        polygons.set(**self.options.surface_kw)
        self.ax.add_collection3d(polygons, autolim=False)
        return polygons

    def _draw_descents(self) -> list[DescentArtists]:
        descents = self.surface.descents
        seen = [self._inside(descent) for descent in descents]
        paths = [places for places, _ in seen]
        limits = (self.ax.get_xlim(), self.ax.get_ylim(), self.ax.get_zlim())
        order = longest_first(paths, [high - low for low, high in limits])
        every = looks(len(descents), self._paper)
        artists: dict[int, DescentArtists] = {}
        for k, around in zip(order, shared_starts([paths[k] for k in order]), strict=True):
            descent, look, (places, n_outside) = descents[k], every[k], seen[k]
            drawn = line_look(look, self._paper, exact=descent.exact)
            (line,) = self.ax.plot(*places.T, zorder=4, label=descent.name, **drawn)
            line.set(**self.options.line_kw)
            where, kw = seen_dots(places, look, self._paper, around=around)
            dots = self.ax.scatter(
                *where.T, zorder=4.3, depthshade=False, label=descent.name, **kw
            )  # fmt: skip
            dots.set(**self.options.scatter_kw)
            handle = handle_of(look, exact=descent.exact)
            artists[k] = DescentArtists(line, dots, handle, n_outside)
        found = [artists[k] for k in range(len(descents))]
        self._entries += [
            (drawn.handle, descent_words(descent))
            for drawn, descent in zip(found, descents, strict=True)
        ]
        return found

    def _inside(self, descent: Descent) -> tuple[Floats, int]:
        """The places of snapshots; NaN outside the axes, which would not cut them off."""
        limits = [self.ax.get_xlim(), self.ax.get_ylim(), self.ax.get_zlim()]
        places = np.column_stack([descent.points, self._height(descent.losses)])
        places = laid(places, np.array([high - low for low, high in limits]))
        low, high = np.array(limits).T
        more = 1e-6 * (high - low)
        with np.errstate(invalid="ignore"):
            bad = ~((places >= low - more) & (places <= high + more)).all(axis=1)
        places[bad] = np.nan
        return places, int(bad.sum())

    def _mark_lowest(self) -> Line2D | None:
        values = self._heights
        if not np.isfinite(values).any():
            return None
        row, column = np.unravel_index(int(np.nanargmin(values)), values.shape)
        x, y = self.surface.coordinates
        place = (float(x[column]), float(y[row]))
        rim = row in (0, len(y) - 1) or column in (0, len(x) - 1)
        if place == tuple(self.surface.present) or rim:  # there it would lie on numbers
            return None
        mark = self._mark((*place, float(values[row, column])), 4.6, marks.lowest_look)
        words = lowest_words(lowest_of(self.surface), at_rim=False)
        self._entries.insert(0, (marks.handle_of(mark), words))
        return mark

    def _mark_present(self) -> Line2D:
        (height,) = self._height(np.array([self.surface.loss]))
        mark = self._mark((*self.surface.present, float(height)), 5, marks.present_look)
        words = present_words(self.surface)
        if np.isfinite(height) and height <= np.nanmin(self._heights):
            words = [f"{words[0]}, the lowest on this grid", *words]
        self._entries.insert(0, (marks.handle_of(mark), words))
        return mark

    def _mark(self, place: tuple[float, ...], zorder: float, look: Any) -> Line2D:
        spans = [high - low for low, high in
                 (self.ax.get_xlim(), self.ax.get_ylim(), self.ax.get_zlim())]  # fmt: skip
        values = laid(np.array(place), np.array(spans))
        mark: Line2D
        (mark,) = self.ax.plot(*([value] for value in values), zorder=zorder,
                               **look(self._ink, self._paper))  # fmt: skip
        return mark

    def _add_words(self) -> SurfaceLegend:
        around = paper_colour(self.ax, around=False)
        ink = readable_on(around, (self._ink, "black", "white"))
        return SurfaceLegend(
            self._cover, self._entries if self.options.legend else [], self._notes,
            settle=nothing, leave=nothing, beside=False, corners=False, points=[], lines=[],
            inside=ink, around=ink, **self.options.label_kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        """What the picture has to say about itself."""
        notes = stays(self.surface) + notes_on(self.surface.descents, self.descents)
        if not np.isfinite(self._heights).all():
            wanted = "positive, finite" if self._log else "finite"
            notes.append(f"left out: where the loss is not a {wanted} number")
        return notes


def _cuts(n: int) -> Any:
    """The nodes at which so many nodes are cut into patches."""
    step = max(1, round((n - 1) / _MESH))
    cuts = np.arange(0, n - 1, step)
    return np.append(cuts, n - 1).tolist()


def _rim(low: int, high: int, left: int, right: int) -> tuple[Any, Any]:
    """The rows and columns of the nodes around a patch."""
    across, up = np.arange(left, right + 1), np.arange(low, high + 1)
    rows = [np.full(len(across), low), up[1:], np.full(len(across) - 1, high), up[-2:0:-1]]
    columns = [across, np.full(len(up) - 1, right), across[-2::-1],
               np.full(max(len(up) - 2, 0), left)]  # fmt: skip
    return np.concatenate(rows), np.concatenate(columns)
