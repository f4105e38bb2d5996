"""The inputs as a picture: an image at the place of their layer, and the edges that reach into it.

Edges start in the middles of the pixels, in their true directions, and the image lies on them: so
they end at its border. Only the strongest are drawn on the image as well, up to their pixels, since
all of them would hide it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, TransformedBbox
from numpy.typing import NDArray

from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.drawing.network.groups import Group
from nnviz.drawing.network.picture_edges import ON_EDGES
from nnviz.drawing.network.picture_frame import PictureFrame
from nnviz.drawing.network.pixels import PixelNumbers, pixel_colormap
from nnviz.drawing.nodes import draw_dots
from nnviz.drawing.paper import RGBA, blend
from nnviz.drawing.style import of_style
from nnviz.drawing.words import halo

REACHING = 20  # so many edges are drawn up to their pixels
_RIM = 1.2  # points of paper around them, both sides together
_DOT = 2.2  # points across a pixel's dot


class PixelImage(AxesImage):
    """An image whose place is a box that moves with the diagram."""

    def __init__(self, ax: Axes, box: Bbox, **kw: Any) -> None:
        self.box = box
        super().__init__(ax, **{"interpolation": "nearest", "origin": "upper", **kw})

    def get_extent(self) -> tuple[float, float, float, float]:
        """Left, right, bottom, top in data units."""
        return self.box.x0, self.box.x1, self.box.y0, self.box.y1

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that it covers, wherever the diagram has moved it."""
        return Bbox(TransformedBbox(self.box, self.get_transform()).get_points())


class InputImage:
    """Draws the picture of the inputs, and keeps it at its place.

    Parameters
    ----------
    frame : PictureFrame
        Of the diagram.
    numbers : PixelNumbers or None
        What the pixels show; None leaves them blank.
    group : Group or None
        The edges that leave the inputs, and
    edges : EdgeCollection or None
        what draws them.
    marked : sequence of int
        Inputs that are highlighted.
    ink, paper : colour
        Of outlines, and of what lies behind.
    cmap : Colormap
        Of the edges.
    dashed : bool
        Whether negative edges are dashed.
    **kw
        Properties of edges that the caller wants.
    """

    def __init__(
        self, frame: PictureFrame, numbers: PixelNumbers | None, group: Group | None,
        edges: EdgeCollection | None, *, marked: Sequence[int], ink: RGBA, paper: RGBA,
        cmap: Colormap, dashed: bool, **kw: Any,
    ) -> None:  # fmt: skip
        self._frame, self._ax, self._group, self._edges = frame, frame.ax, group, edges
        self._marked = np.asarray(marked, dtype=int)
        self._box = frame.box
        self.numbers = numbers
        self.cmap = pixel_colormap(paper, ink, of_sample=numbers is not None and numbers.of_sample)
        self.image = self._draw_image()
        line = of_style("lines.linewidth")
        self.outline = Rectangle(
            (0, 0), 1, 1, facecolor="none", edgecolor=ink, linewidth=0.5 * line, zorder=2.05
        )
        self._ax.add_artist(self.outline)
        self.marks = LineCollection(
            [], colors=[ink], linewidths=0.8 * line, zorder=2.4,
            path_effects=halo(paper, 0.8 * line + 2.0), joinstyle="miter",
        )  # fmt: skip
        self._ax.add_collection(self.marks, autolim=False)
        self.grid = LineCollection(
            [], colors=[blend(ink, paper, 0.38)], linewidths=0.4 * line, zorder=2.02,
            gid="decoration",
        )  # fmt: skip
        if numbers is None:  # nothing else would show that there are pixels
            self._ax.add_collection(self.grid, autolim=False)
        self.reaching = np.zeros(0, dtype=np.intp) if group is None else self._choose(group)
        self.rims: list[EdgeCollection] = []
        self.lines: list[EdgeCollection] = []
        self.dots: list[PathCollection] = []
        if self.reaching.size and group is not None:
            self._draw_reaching(group, ink, paper, cmap, dashed, **kw)
        frame.finish.append(self.place)

    @property
    def artists(self) -> list[Artist]:
        """Of the picture alone, without edges."""
        return [self.image, self.outline, self.marks, self.grid]

    @property
    def edge_artists(self) -> list[Artist]:
        """The edges on the picture, which appear with all others."""
        return [*self.rims, *self.lines, *self.dots]

    @property
    def note(self) -> str:
        """Which edges are drawn as far as their pixels, if not all of them are."""
        if self._group is None or self.reaching.size == self._group.sources.size:
            return ""
        if not self.reaching.size:
            return "edges end at the picture's border"
        marked = np.isin(self._group.sources[self.reaching], self._marked)
        own = int(np.count_nonzero(~marked))
        if not marked.any():
            return f"the {own} strongest edges reach their pixels"
        also = f", and the {own} strongest others" if own else ""
        return f"edges of marked pixels reach them{also}"

    def _draw_image(self) -> PixelImage:
        rows, columns = self._frame.picture.shape
        values = np.zeros(rows * columns) if self.numbers is None else self.numbers.values
        norm = Normalize(0.0, 1.0) if self.numbers is None else self.numbers.norm
        image = PixelImage(self._ax, self._box, norm=norm, cmap=self.cmap, zorder=ON_EDGES)
        image.set_data(np.ma.masked_invalid(values.reshape(rows, columns)))
        image.set_clip_path(self._ax.patch)
        self._ax.add_artist(image)
        return image

    def _choose(self, group: Group) -> NDArray[np.intp]:
        """The edges that are drawn up to their pixels."""
        strength = group.strength
        lit = np.ones(strength.size, dtype=bool) if group.context is None else ~group.context
        if group.values is None and strength.size > REACHING:
            return np.zeros(0, dtype=np.intp)  # none is stronger than another
        candidates = np.flatnonzero(lit)
        order = candidates[np.argsort(-strength[candidates], kind="stable")]
        # All edges of a pixel that is asked about meet in its middle, where they hide little.
        asked = np.isin(group.sources[order], self._marked)
        return np.unique(np.concatenate([order[:REACHING], order[asked]]))

    def _draw_reaching(
        self, group: Group, ink: RGBA, paper: RGBA, cmap: Colormap, dashed: bool, **kw: Any
    ) -> None:
        chosen = self.reaching
        common: dict[str, Any] = {
            "starts": group.starts, "ends": group.ends, "sources": group.sources[chosen],
            "targets": group.targets[chosen], "strength": group.strength[chosen],
        }  # fmt: skip
        colours: dict[str, Any] = {"edgecolors": ink}
        values = None
        if group.values is not None:
            values, colours = group.values[chosen], {"norm": group.norm, "cmap": cmap}
        rims = draw_edges(self._ax, **common, values=None, edgecolors=paper, zorder=2.1)
        options = {**colours, **kw, "zorder": 2.2}
        lines = draw_edges(self._ax, **common, values=values, dashed=dashed, **options)
        inside = TransformedBbox(self._box, self._ax.transData)
        for edges in (rims, lines):
            edges.set_clip_box(inside)
        rims.set_gid("decoration")
        rims.set_visible(lines.get_visible())
        self.rims, self.lines = [rims], [lines]
        self.dots = [
            draw_dots(
                self._ax, np.zeros((1, 2)), points=_DOT, facecolors=[ink], edgecolors=[paper],
                linewidths=0.6, zorder=2.3, gid="decoration", visible=lines.get_visible(),
            )
        ]  # fmt: skip

    def fit_strokes(self, smallest: float, largest: float) -> None:
        """Give the edges on the picture the widths that they have outside of it."""
        for edges in self.lines:
            edges.set_width_range(smallest, largest)
        for edges in self.rims:
            edges.set_width_range(smallest + _RIM, largest + _RIM)

    def place(self) -> None:
        """Put everything where the picture is now."""
        picture = self._frame.picture
        xmin, ymin, xmax, ymax = picture.box
        self.image.stale = True
        self.outline.set_bounds(xmin, ymin, xmax - xmin, ymax - ymin)
        centres, group = picture.centres, self._group
        half = np.array([(xmax - xmin) / picture.shape[1], (ymax - ymin) / picture.shape[0]]) / 2
        corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) * half
        self.marks.set_segments(list(centres[self._marked][:, None] + corners))
        across = np.linspace(xmin, xmax, picture.shape[1] + 1)[1:-1]
        down = np.linspace(ymin, ymax, picture.shape[0] + 1)[1:-1]
        self.grid.set_segments(
            [[(x, ymin), (x, ymax)] for x in across] + [[(xmin, y), (xmax, y)] for y in down]
        )
        if group is None or self._edges is None:
            return
        for edges in (self._edges, *self.rims, *self.lines):
            edges.move(centres, group.ends)
        for dots in self.dots:
            dots.set_offsets(cast(Any, centres[np.unique(group.sources[self.reaching])]))
