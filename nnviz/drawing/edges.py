"""Edges: one collection a connection, which holds arrays and makes its segments when drawn."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from matplotlib.artist import allow_rasterization
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize, to_rgba_array
from matplotlib.path import Path
from matplotlib.patheffects import PathEffectRenderer
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import NDArray

from nnviz.culling import layers_needed, visible_edges
from nnviz.drawing.edge_order import FEWEST_CULLED, OrderedEdges

_LINE = Path([[0.0, 0.0], [1.0, 0.0]])
_FEWEST_IN_VECTORS = 500  # a path there costs more than what an edge costs in pixels


class EdgeCollection(OrderedEdges):
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
    context_colour : colour or Colormap, optional
        Of those edges. A colour map has them as deep as they are strong beside the strongest of
        them, which has its last colour.
    dashed : bool, default=False
        Negative edges get dashes.
    cull : bool, default=False
        Do not draw edges that others cover, where there are many and straight.
    """

    # What matplotlib's own stubs leave out.
    _antialiaseds: Any
    _set_gc_clip: Any
    _urls: Any

    #: Vector formats are looked at from near: cells of a quarter of a point.
    _vector_detail = 2.0
    #: How many edges were drawn the last time; None before the first.
    n_painted: int | None = None

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
        cull: bool = False,
        norm: Normalize | None = None,
        cmap: Colormap | None = None,
        edgecolors: Any = None,
        **kw: Any,
    ) -> None:
        self._starts, self._ends, self._via, self._along = starts, ends, via, along
        self._last_seen: tuple[Any, NDArray[np.intp]] | None = None
        super().__init__(
            sources, targets, values, strength,
            context=context, context_colour=context_colour, dashed=dashed, cull=cull,
            norm=norm, cmap=cmap, edgecolors=edgecolors, **kw,
        )  # fmt: skip

    def move(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64],
        via: NDArray[np.float64] | None = None,
    ) -> None:  # fmt: skip
        """Put the neurons at other places, in data units; the points between may move with them."""
        self._starts, self._ends = starts, ends
        self._via = self._via if via is None else via
        self.stale = True

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

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Make the segments for the renderer's resolution, and draw them."""
        if not self.get_visible() or not self.n_edges or self.axes is None:
            return
        renderer.open_group(type(self).__name__, self.get_gid())
        on_pixels = hasattr(renderer, "buffer_rgba")
        seen = self._seen(on_pixels)
        self.n_painted = self.n_edges if seen is None else int(seen.size)
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        gc.set_snap(self.get_snap())
        gc.set_capstyle(self.get_capstyle() or "butt")
        if seen is None:
            self._draw_all(renderer, gc)
        elif seen.size:
            strokes = self._strokes(seen)
            if on_pixels or not strokes.opaque:
                self._draw_lines(
                    renderer, gc, seen, strokes.colours, strokes.widths, strokes.linestyles()
                )
            else:
                gc.set_antialiased(self._antialiaseds[0])
                strokes.draw_compound(renderer, gc, self._places(seen))
        gc.restore()
        renderer.close_group(type(self).__name__)
        self.stale = False

    def _draw_all(self, renderer: Any, gc: Any) -> None:
        self.update_scalarmappable()
        if self.get_path_effects():
            renderer = PathEffectRenderer(self.get_path_effects(), renderer)
        look = (self.get_edgecolor(), self._linewidths, self._linestyles)
        if self._via is None:
            self._draw_lines(renderer, gc, None, *look)
        else:
            none = np.empty((0, 3, 3))
            self._draw_collection(renderer, gc, self.get_paths(), none, np.zeros((1, 2)), *look)

    def _draw_lines(
        self, renderer: Any, gc: Any, chosen: NDArray[np.intp] | None, *look: Any
    ) -> None:
        # One line, turned and stretched for each edge: no path is made, and none is kept.
        self._draw_collection(renderer, gc, [_LINE], *self._lines(chosen), *look)

    def _draw_collection(
        self, renderer: Any, gc: Any, paths: Any, transforms: Any, offsets: Any,
        colours: Any, widths: Any, linestyles: Any,
    ) -> None:  # fmt: skip
        renderer.draw_path_collection(
            gc, IdentityTransform().frozen(), paths, transforms, offsets, IdentityTransform(),
            self.get_facecolor(), colours, widths, linestyles, self._antialiaseds, self._urls,
            "screen",
        )  # fmt: skip

    def _lines(
        self, chosen: NDArray[np.intp] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each edge the matrix that turns and stretches `_LINE`, and where it starts."""
        places = self._places(chosen)
        matrices = np.zeros((len(places), 3, 3))
        matrices[:, :2, 0] = places[:, 1] - places[:, 0]
        matrices[:, 1, 1] = matrices[:, 2, 2] = 1.0
        return matrices, places[:, 0]

    def _places(self, chosen: NDArray[np.intp] | None) -> NDArray[np.float64]:
        """Start and end of edges in pixels, shape (n, 2, 2)."""
        assert self.axes is not None
        every = slice(None) if chosen is None else chosen
        to_pixels = self.axes.transData.transform
        starts = to_pixels(self._starts)[self._sources[every]]
        return np.stack([starts, to_pixels(self._ends)[self._targets[every]]], axis=1)

    def _seen(self, on_pixels: bool) -> NDArray[np.intp] | None:
        """The numbers of the edges that are not covered, weakest first; None to draw all."""
        fewest = FEWEST_CULLED if on_pixels else _FEWEST_IN_VECTORS
        detail = 1.0 if on_pixels else self._vector_detail
        layers = self._layers(detail) if self._culls and self.n_edges >= fewest else None
        if layers is None:
            return None
        assert self.axes is not None
        to_pixels = self.axes.transData.transform
        starts, ends = to_pixels(self._starts) * detail, to_pixels(self._ends) * detail
        box = self._visible_box() * detail
        question = (
            self._version, self._dashes_are_ours, layers,
            starts.tobytes(), ends.tobytes(), box.tobytes(),
        )  # fmt: skip
        if self._last_seen is None or self._last_seen[0] != question:
            self._last_seen = (question, self._find_seen(starts, ends, box, layers, detail))
        return self._last_seen[1]

    def _find_seen(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64], box: NDArray[np.float64],
        layers: int, detail: float,
    ) -> NDArray[np.intp]:  # fmt: skip
        """The numbers of the edges that are seen, for neurons at these places in pixels."""
        return visible_edges(
            starts, ends, self._sources, self._targets, self._keys,
            hides=self._hides(), layers=layers, box=tuple(box),
        )  # fmt: skip

    def _hides(self, some: Any = slice(None)) -> NDArray[np.bool_] | None:
        """Which edges cover what lies under them: all but dashed and missing ones."""
        kinds = self._kinds(some)
        if kinds is not None:
            return np.asarray(kinds == 0)
        if self._values is None:
            return None
        finite = np.isfinite(self._values[some])
        return None if finite.all() else finite

    def _layers(self, detail: float) -> int | None:
        """How many edges cover what lies under them; None if they have looks of which none do."""
        dashes_known = self._dashes_are_ours or (
            len(self._linestyles) == 1 and self._linestyles[0][1] is None
        )
        if self._via is not None or self.get_path_effects() or not dashes_known:
            return None
        widths = np.asarray(self._linewidths)
        if widths.size > 1:  # of the caller's own, unless they go with the order
            given = not self._is_ordered or widths.size != self.n_edges
            if given or (np.diff(widths) < 0).any():
                return None
        alpha = self.get_alpha()
        if np.ndim(cast(Any, alpha)):
            return None
        colours, faint = [], self._context_colour
        if self._context is not None:
            shades = isinstance(faint, Colormap)
            colours.append(faint(np.arange(faint.N)) if shades else to_rgba_array(faint))
        if not self._is_mapped:
            if len(self._edgecolors) not in (1, self.n_edges):
                return None
            colours.append(self._edgecolors)
        elif alpha is None:
            cmap = self.cmap
            # Not the colour of missing values: they hide nothing in any case.
            ends = [cmap.get_under(), cmap.get_over()]
            colours.append(np.vstack([cmap(np.linspace(0, 1, cmap.N)), *ends]))
        alphas = [some[:, 3].min() for some in colours]
        if alpha is not None:
            alphas.append(alpha)
        figure = self.get_figure(root=True)
        assert figure is not None
        used = self._linewidths if self._width_range is None else self._width_range
        thinnest = float(np.min(used)) * figure.dpi / 72 * detail
        return layers_needed(float(min(alphas)), thinnest)

    def _visible_box(self) -> NDArray[np.float64]:
        """What can be seen, and half of the widest edge around it: xmin, ymin, xmax, ymax."""
        figure = self.get_figure(root=True)
        assert figure is not None
        box, clip = figure.bbox, self.get_clip_box() if self.get_clip_on() else None
        if clip is not None:
            box = Bbox.intersection(box, clip) or Bbox.null()
        widest = float(np.max(self._linewidths))
        if self._width_range is not None:
            widest = max(widest, self._width_range[1])
        around = widest * figure.dpi / 72 / 2 + 1
        return np.array([box.x0 - around, box.y0 - around, box.x1 + around, box.y1 + around])

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that the edges cover."""
        if not self.n_edges or self.axes is None:
            return Bbox.null()
        parts = []
        for places, used in (
            (self._starts, self._sources), (self._ends, self._targets), (self._via, self._sources),
        ):  # fmt: skip
            if places is not None:
                joined = np.zeros(len(places), dtype=bool)
                joined[used] = True
                parts.append(places[joined].reshape(-1, 2))
        points = self.axes.transData.transform(np.concatenate(parts))
        return Bbox([points.min(axis=0), points.max(axis=0)])

    def get_datalim(self, transData: Any) -> Bbox:
        """Nothing: the frame of the diagram sets the limits."""
        return Bbox.null()

    def contains(self, mouseevent: Any) -> tuple[bool, dict[str, Any]]:
        """Edges within their own width, and the pick radius, of the pointer."""
        figure = self.get_figure(root=True)
        if figure is None or self.axes is None or mouseevent.canvas is not figure.canvas:
            return False, {}
        if not self.get_visible() or not self.n_edges:
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
