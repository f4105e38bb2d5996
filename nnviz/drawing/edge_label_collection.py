"""Many numbers on edges as one artist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.glyphs import glyphs_of

Floats = NDArray[np.float64]
_PAD = 0.14  # of a box beyond its number, in the size of the font
_AT_ONCE = 2000  # numbers in one path
#: The properties of texts that numbers in bulk have too.
PROPERTIES = frozenset(
    {"alpha", "color", "fontfamily", "fontproperties", "fontsize", "fontstretch", "fontstyle",
     "fontvariant", "fontweight", "zorder"}
)  # fmt: skip


class EdgeLabelCollection(Artist):
    """The numbers on the edges of one connection, each turned along its edge on a box of paper.

    A renderer that paints pixels gets the outlines of all letters as one path, which takes a
    fiftieth of the time of as many texts; others get texts, which can be searched for in a PDF.

    Parameters
    ----------
    ax : Axes
        That it is added to.
    segments : ndarray of shape (n, 2, 2)
        The edges from their sources to their targets, in data units.
    strings : sequence of str
        One an edge.
    paper : colour
        Of the boxes.
    options : mapping
        Properties of texts, of those that `PROPERTIES` lists.
    """

    # What matplotlib's own stubs leave out.
    _set_gc_clip: Any

    def __init__(
        self,
        ax: Axes,
        segments: Floats,
        strings: Sequence[str],
        *,
        paper: Any,
        options: Mapping[str, Any],
    ) -> None:
        super().__init__()
        look = Text(usetex=False, parse_math=False, **options)  # which knows all about fonts
        self._font: FontProperties = look.get_fontproperties()
        self._colour = to_rgba(look.get_color(), look.get_alpha())
        self._paper = to_rgba(paper)
        self._segments = segments
        #: The numbers, an edge each.
        self.strings: tuple[str, ...] = tuple(strings)
        #: Which of them are written.
        self.shown: NDArray[np.bool_] = np.zeros(len(self.strings), dtype=bool)
        self._fractions = np.full(len(self.strings), 0.5)
        self.glyphs = glyphs_of(self._font)
        self._widths = self.glyphs.widths(self.strings)
        self._low, self._high = self.glyphs.extent(self.strings)
        self.set_zorder(look.get_zorder())
        self.set_clip_on(False)
        ax.add_artist(self)

    @property
    def size(self) -> float:
        """The size of the numbers in points."""
        return float(self._font.get_size_in_points())

    def half_sizes(self, size: float) -> Floats:
        """Half the width and half the height of each number at a size, in points."""
        heights = np.full(len(self.strings), self._high - self._low)
        return np.stack([self._widths, heights], axis=1) * size / 2

    def place(self, fractions: Floats, shown: NDArray[np.bool_], size: float) -> None:
        """Where the numbers stand on their edges, which are written, and at which size."""
        self._fractions, self.shown = fractions, shown
        self._font.set_size(size)
        self.stale = True

    def get_positions(self) -> Floats:
        """The middles of all numbers in data units, shape (n, 2)."""
        starts, ends = self._segments[:, 0], self._segments[:, 1]
        return starts + self._fractions[:, None] * (ends - starts)

    def get_rotations(self) -> Floats:
        """By how many degrees each number is turned: along its edge, never upside down."""
        return self._rotations(np.arange(len(self.strings)))

    def _rotations(self, some: NDArray[np.intp]) -> Floats:
        assert self.axes is not None
        points = self.axes.transData.transform(self._segments[some].reshape(-1, 2))
        return angles_along(points.reshape(-1, 2, 2))

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Write the numbers that are shown."""
        if not self.get_visible() or not self.shown.any() or self.axes is None:
            return
        renderer.open_group(type(self).__name__, self.get_gid())
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        gc.set_linewidth(0.0)
        pixels = renderer.points_to_pixels(self.size)
        shown = np.flatnonzero(self.shown)
        for some in np.split(shown, range(_AT_ONCE, shown.size, _AT_ONCE)):
            self._draw_path(renderer, gc, self._boxes(some, pixels), self._paper)
            self.draw_letters(renderer, gc, some, pixels)
        gc.restore()
        renderer.close_group(type(self).__name__)
        self.stale = False

    def draw_letters(
        self, renderer: Any, gc: Any, some: NDArray[np.intp], pixels: float
    ) -> None:  # fmt: skip
        """Draw the letters of some numbers, whose font is so many pixels high."""
        if hasattr(renderer, "buffer_rgba"):
            strings = [self.strings[k] for k in some]
            path = self.glyphs.path(strings, self._matrices(some, pixels))
            self._draw_path(renderer, gc, path, self._colour)
            return
        gc.set_foreground(self._colour, isRGBA=True)
        for string, x, y, angle in self.letters(renderer, some, pixels):
            renderer.draw_text(gc, x, y, string, self._font, angle, ismath=False)

    def letters(
        self, renderer: Any, some: NDArray[np.intp], pixels: float
    ) -> Iterator[tuple[str, float, float, float]]:
        """Of some numbers the string, where it starts on its base line, and the angle.

        Places are as a renderer's `draw_text` takes them.
        """
        height = renderer.get_canvas_width_height()[1]
        starts = self._matrices(some, pixels)[:, :, 2]
        for k, (x, y), angle in zip(some, starts, self._rotations(some), strict=True):
            yield self.strings[k], x, height - y if renderer.flipy() else y, float(angle)

    @property
    def colour(self) -> tuple[float, float, float, float]:
        """Of the letters."""
        return self._colour

    @property
    def font(self) -> FontProperties:
        """Of the letters, with their size."""
        return self._font

    def _matrices(self, some: NDArray[np.intp], pixels: float) -> Floats:
        """How letters are turned, enlarged and moved to the starts of their base lines."""
        turned = self._turned(some)
        across = np.stack([self._widths[some], np.full(some.size, self._high + self._low)], axis=1)
        starts = self._centres(some) - np.einsum("nij,nj->ni", turned, across) * pixels / 2
        return np.concatenate([turned * pixels, starts[:, :, None]], axis=2)

    def _centres(self, some: NDArray[np.intp]) -> Floats:
        assert self.axes is not None
        return np.asarray(self.axes.transData.transform(self.get_positions()[some]))

    def _turned(self, some: NDArray[np.intp]) -> Floats:
        turns = np.radians(self._rotations(some))
        cos, sin = np.cos(turns), np.sin(turns)
        return np.stack([np.stack([cos, -sin], axis=1), np.stack([sin, cos], axis=1)], axis=1)

    def _boxes(self, some: NDArray[np.intp], pixels: float) -> Path:
        """The boxes of paper under some numbers, with round corners."""
        halves = self.half_sizes(pixels)[some]
        # From corner to corner: where its round begins, what it bends around, where it ends.
        signs = np.repeat([[-1, -1], [1, -1], [1, 1], [-1, 1]], 3, axis=0)
        pads = np.array(
            [[-1, 0], [-1, -1], [0, -1], [0, -1], [1, -1], [1, 0],
             [1, 0], [1, 1], [0, 1], [0, 1], [-1, 1], [-1, 0], [0, 0]], dtype=float
        )  # fmt: skip
        signs = np.concatenate([signs, [[-1, -1]]])
        corners = signs * halves[:, None] + pads * _PAD * pixels
        points = corners @ self._turned(some).transpose(0, 2, 1) + self._centres(some)[:, None]
        codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3]
        codes += 3 * [Path.LINETO, Path.CURVE3, Path.CURVE3] + [Path.CLOSEPOLY]
        path = Path(points.reshape(-1, 2), np.tile(codes, some.size))
        path.should_simplify = False
        return path

    def _draw_path(self, renderer: Any, gc: Any, path: Path, colour: Any) -> None:
        gc.set_foreground(colour, isRGBA=True)
        renderer.draw_path(gc, path, IdentityTransform(), colour)

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that the boxes cover."""
        some = np.flatnonzero(self.shown)
        figure = self.get_figure(root=True)
        if not some.size or self.axes is None or figure is None:
            return Bbox.null()
        points = np.asarray(self._boxes(some, self.size * figure.dpi / 72).vertices)
        return Bbox([points.min(axis=0), points.max(axis=0)])


def angles_along(lines: Floats) -> Floats:
    """By how many degrees texts are turned to lie along lines, never upside down."""
    along = lines[:, 1] - lines[:, 0]
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    return np.asarray((angles + 90.0) % 180.0 - 90.0)
