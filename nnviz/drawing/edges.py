"""Edges: one collection a connection, which holds arrays and makes its segments when drawn."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import Colormap, Normalize, to_rgba_array
from matplotlib.path import Path
from matplotlib.patheffects import PathEffectRenderer
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import NDArray

_LINE = Path([[0.0, 0.0], [1.0, 0.0]])
_DASHES = (3.0, 1.6)  # in line widths, for negative edges
_MISSING_DASHES = (1.2, 1.2)


class EdgeCollection(Collection):
    """The edges between two layers, drawn weakest first.

    It keeps the neurons' places and, for each edge, the numbers of the two neurons that it joins;
    line segments exist only while it draws. The order of `sources`, `targets` and `get_array` is
    the order of drawing.

    Parameters
    ----------
    starts, ends : ndarray of shape (n, 2)
        Places of the neurons of the source and the target layer, in data units.
    sources, targets : ndarray of int
        Which of them each edge joins.
    values : ndarray or None
        One number an edge, for its colour; None for an architecture without weights. Values that
        are not finite are drawn in the colour map's bad colour, dotted.
    strength : ndarray
        In [0, 1], one an edge, for its width and its place in the order of drawing.
    via : ndarray of shape (n_starts, k, 2), optional
        Points between the two layers that the edges of a neuron pass through, as smooth curves.
    along : {0, 1}, default=0
        The axis along which the layers follow each other: 0 for x, 1 for y.
    context : ndarray of bool, optional
        Edges that recede: thin, pale and first.
    context_colour : colour, optional
        Of those edges.
    dashed : bool, default=False
        Negative edges get dashes.
    """

    # What matplotlib's own stubs leave out.
    _antialiaseds: Any
    _edgecolors: Any
    _linestyles: Any
    _linewidths: Any
    _set_gc_clip: Any
    _urls: Any

    def __init__(
        self,
        starts: NDArray[np.float64],
        ends: NDArray[np.float64],
        sources: NDArray[np.intp],
        targets: NDArray[np.intp],
        values: NDArray[np.float64] | None,
        strength: NDArray[np.float64],
        *,
        via: NDArray[np.float64] | None = None,
        along: int = 0,
        context: NDArray[np.bool_] | None = None,
        context_colour: Any = None,
        dashed: bool = False,
        norm: Normalize | None = None,
        cmap: Colormap | None = None,
        edgecolors: Any = None,
        **kw: Any,
    ) -> None:
        self._starts, self._ends, self._via, self._along = starts, ends, via, along
        order = self._take(sources, targets, strength, context)
        self._context_colour = context_colour
        self._width_range: tuple[float, float] | None = None
        kw.setdefault("capstyle", "butt")
        super().__init__(
            facecolors="none", edgecolors=edgecolors, norm=norm, cmap=cmap, offsets=None, **kw
        )
        # A width or a dash of the caller's own holds for every edge, whatever its strength.
        self._own_width = "linewidths" in kw or "linewidth" in kw
        self._own_dashes = "linestyles" in kw or "linestyle" in kw
        if values is not None:
            self.set_array(np.ma.masked_invalid(values[order]))
            if not self._own_dashes:
                self._set_dashes(values[order], dashed)

    def _take(
        self, sources: NDArray[np.intp], targets: NDArray[np.intp], strength: NDArray[np.float64],
        context: NDArray[np.bool_] | None,
    ) -> NDArray[np.intp]:  # fmt: skip
        """Keep which neurons are joined, in the order of drawing, and return that order."""
        key = strength if context is None else np.where(context, strength - 2.0, strength)
        order = np.argsort(key, kind="stable")
        self.sources, self.targets = sources[order], targets[order]
        self.strength = strength[order]
        self._context = None if context is None else context[order]
        return order

    def show(
        self, sources: NDArray[np.intp], targets: NDArray[np.intp], values: NDArray[np.float64],
        strength: NDArray[np.float64], *, context: NDArray[np.bool_] | None = None,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """Show other numbers in the same places, as a collection made from them would."""
        order = self._take(sources, targets, strength, context)
        self.set_array(np.ma.masked_invalid(values[order]))
        if not self._own_dashes:
            self.set_linestyle("-")
            self._set_dashes(values[order], dashed)
        if self._width_range is not None:
            widths, self._width_range = self._width_range, None
            self.set_width_range(*widths)
        self.stale = True

    def _set_dashes(self, values: NDArray[np.float64], dashed: bool) -> None:
        missing = ~np.isfinite(values)
        if not (missing.any() or (dashed and (values < 0).any())):
            return
        styles: list[Any] = ["-"] * values.size
        for k in np.flatnonzero(missing):
            styles[k] = (0, _MISSING_DASHES)
        if dashed:
            for k in np.flatnonzero(values < 0):
                styles[k] = (0, _DASHES)
        self.set_linestyle(styles)

    def move(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64],
        via: NDArray[np.float64] | None = None,
    ) -> None:  # fmt: skip
        """Put the neurons at other places, in data units; the points between may move with them."""
        self._starts, self._ends = starts, ends
        self._via = self._via if via is None else via
        self.stale = True

    def set_width_range(self, smallest: float, largest: float) -> None:
        """Widths in points of the weakest and the strongest edge."""
        if self._own_width or self._width_range == (smallest, largest):
            return
        self._width_range = (smallest, largest)
        widths = smallest + (largest - smallest) * self.strength
        if self._context is not None:
            widths = np.where(self._context, smallest, widths)
        self.set_linewidth(cast(Any, widths))

    def update_scalarmappable(self) -> None:
        """Map values to colours, then let the edges of the context recede."""
        super().update_scalarmappable()
        if self._context is not None and self._context.any():
            colours = np.array(np.broadcast_to(self._edgecolors, (self.strength.size, 4)))
            colours[self._context] = to_rgba_array(self._context_colour)
            self._edgecolors = colours

    def get_segments(self) -> NDArray[np.float64]:
        """The edges as polylines in data units, shape (n, k, 2), in the order of drawing."""
        ends = [self._starts[self.sources][:, None], self._ends[self.targets][:, None]]
        if self._via is not None:
            ends.insert(1, self._via[self.sources])
        return np.concatenate(ends, axis=1)

    def get_paths(self) -> list[Path]:
        """The edges as paths in pixels; made anew at each call."""
        transform = self.axes.transData if self.axes is not None else IdentityTransform()
        segments = self.get_segments()
        points = transform.transform(segments.reshape(-1, 2)).reshape(segments.shape)
        return [_smooth(line, self._along) for line in points]

    def draw(self, renderer: Any) -> None:
        """Make the segments for the renderer's resolution, and draw them."""
        if not self.get_visible() or not self.sources.size or self.axes is None:
            return
        renderer.open_group(type(self).__name__, self.get_gid())
        self.update_scalarmappable()
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        gc.set_snap(self.get_snap())
        gc.set_capstyle(self.get_capstyle() or "butt")
        if self.get_path_effects():
            renderer = PathEffectRenderer(self.get_path_effects(), renderer)
        if self._via is None:
            # One line, turned and stretched for each edge: no path is made, and none is kept.
            paths, transforms, offsets = [_LINE], *self._lines()
        else:
            paths, offsets = self.get_paths(), np.zeros((1, 2))
            transforms = np.empty((0, 3, 3))
        renderer.draw_path_collection(
            gc,
            IdentityTransform().frozen(),
            paths,
            transforms,
            offsets,
            IdentityTransform(),
            self.get_facecolor(),
            self.get_edgecolor(),
            self._linewidths,
            self._linestyles,
            self._antialiaseds,
            self._urls,
            "screen",
        )
        gc.restore()
        renderer.close_group(type(self).__name__)
        self.stale = False

    def _lines(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each edge the matrix that turns and stretches `_LINE`, and where it starts."""
        assert self.axes is not None
        starts = self.axes.transData.transform(self._starts)[self.sources]
        along = self.axes.transData.transform(self._ends)[self.targets] - starts
        matrices = np.zeros((len(starts), 3, 3))
        matrices[:, :2, 0] = along
        matrices[:, 1, 1] = matrices[:, 2, 2] = 1.0
        return matrices, starts

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that the edges cover."""
        if not self.sources.size or self.axes is None:
            return Bbox.null()
        points = self.axes.transData.transform(self.get_segments().reshape(-1, 2))
        return Bbox([points.min(axis=0), points.max(axis=0)])

    def get_datalim(self, transData: Any) -> Bbox:
        """Nothing: the frame of the diagram sets the limits."""
        return Bbox.null()

    def contains(self, mouseevent: Any) -> tuple[bool, dict[str, Any]]:
        """Edges within their own width, and the pick radius, of the pointer."""
        figure = self.get_figure(root=True)
        if figure is None or self.axes is None or mouseevent.canvas is not figure.canvas:
            return False, {}
        if not self.get_visible() or not self.sources.size:
            return False, {}
        segments = self.get_segments()
        lines = self.axes.transData.transform(segments.reshape(-1, 2)).reshape(segments.shape)
        pointer = np.array([mouseevent.x, mouseevent.y])
        distance = np.full(len(lines), np.inf)
        for k in range(segments.shape[1] - 1):
            start, along = lines[:, k], lines[:, k + 1] - lines[:, k]
            length = np.maximum((along**2).sum(axis=1), np.finfo(float).tiny)
            part = np.clip(((pointer - start) * along).sum(axis=1) / length, 0, 1)
            distance = np.minimum(distance, np.hypot(*(start + part[:, None] * along - pointer).T))
        hit = np.flatnonzero(
            distance <= np.asarray(self.get_linewidth()) / 2 + self.get_pickradius()
        )
        return bool(hit.size), {"ind": hit}


def _smooth(points: NDArray[np.float64], along: int) -> Path:
    """A line through points; with more than two of them a curve, level at each one between."""
    if len(points) == 2:
        return Path(points)
    vertices, codes = [points[0]], [Path.MOVETO]
    for start, end in zip(points[:-1], points[1:], strict=True):
        middle = (start[along] + end[along]) / 2
        first, second = start.copy(), end.copy()
        first[along] = second[along] = middle
        vertices += [first, second, end]
        codes += [Path.CURVE4] * 3
    return Path(np.array(vertices), codes)


def draw_edges(ax: Axes, **kw: Any) -> EdgeCollection:
    """Add the edges of one connection to the axes."""
    edges = EdgeCollection(**kw)
    ax.add_collection(edges, autolim=False)
    return edges
