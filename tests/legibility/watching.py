"""Drawing a figure while noting every line of text that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure, FigureBase
from matplotlib.mathtext import MathTextParser
from matplotlib.patheffects import PathEffectRenderer
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.edge_label_collection import EdgeLabelCollection
from tests.legibility.colour import over


@dataclass(frozen=True, eq=False)
class TextLine:
    """One line of text as it is drawn. Places are in pixels, y upwards."""

    owner: object  # the Text, or whatever stands for it: lines of one owner may touch
    artist: Text | None
    words: str
    rgba: tuple[float, float, float, float]
    box: NDArray[np.float64]  # (4, 2), the corners in order
    clip: tuple[float, float, float, float] | None  # x0, y0, x1, y1
    call: tuple[Any, ...]  # (gc, x, y, s, prop, angle, ismath), to draw it again
    as_path: bool  # with path effects, letters are drawn as paths, and fall a little differently

    @property
    def artists(self) -> tuple[Artist, ...]:
        return () if self.artist is None else (self.artist,)

    @property
    def bounds(self) -> NDArray[np.float64]:
        return np.concatenate([self.box.min(axis=0), self.box.max(axis=0)])


class Watcher(RendererAgg):
    """Draws everything but letters, and notes these."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)
        self.texts: list[TextLine] = []
        self.owners: list[Text] = []  # those being drawn, the innermost last
        self._letters_rgb: tuple[float, ...] | None = None

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):  # type: ignore[no-untyped-def]
        self.note(gc, x, y, s, prop, angle, ismath, as_path=False)

    def note(self, gc, x, y, s, prop, angle, ismath, *, as_path):  # type: ignore[no-untyped-def]
        rgba = _gc_rgba(gc)
        box = self._box(x, y, s, prop, angle, ismath)
        if box is None or rgba[3] == 0:
            return  # blanks, or letters without colour
        copy = self.new_gc()
        copy.copy_properties(gc)
        owner = self.owners[-1] if self.owners else None
        clip = _clip_bounds(gc)
        line = TextLine(
            owner=object() if owner is None else owner,
            artist=owner,
            words=s,
            rgba=rgba,
            box=box,
            clip=clip,
            call=(copy, x, y, s, prop, angle, ismath),
            as_path=as_path,
        )
        if clip is None or _intersects(line.bounds, clip):
            self.texts.append(line)

    def _box(  # type: ignore[no-untyped-def]
        self, x, y, s, prop, angle, ismath
    ) -> NDArray[np.float64] | None:
        """The inked extent of the letters, turned with the text; None when there is no ink.

        Fonts say how far letters advance, and mathematics come in boxes with some air, so that the
        letters are drawn, upright, and looked at.
        """
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        margin = 4 + int(self.points_to_pixels(prop.get_size_in_points()) / 2)
        left, base = margin, margin + int(np.ceil(height - descent))
        sheet = RendererAgg(
            int(np.ceil(width)) + 2 * margin, base + int(np.ceil(descent)) + margin, self.dpi
        )
        sheet.draw_text(black_ink(sheet), left, base, s, prop, 0, ismath=ismath)
        ink = np.asarray(sheet.buffer_rgba())[..., 3] / 255
        x0, x1 = _extent(ink.max(axis=0))
        y0, y1 = _extent(ink.max(axis=1))
        if not x0 < x1:
            return None
        corners = np.array([(x0, y1), (x1, y1), (x1, y0), (x0, y0)]) - (left, base)
        turn = np.deg2rad(angle)
        rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return (corners * (1, -1)) @ rotation + (x, self.height - y)

    @contextmanager
    def letters_left_out(self, rgb: tuple[float, ...]) -> Iterator[None]:
        """While a text with path effects is drawn as paths: its halo stays, its letters do not."""
        self._letters_rgb = tuple(rgb[:3])
        try:
            yield
        finally:
            self._letters_rgb = None

    def draw_path(self, gc, path, transform, rgbFace=None):  # type: ignore[no-untyped-def]
        letters = self._letters_rgb
        if letters is not None and rgbFace is not None and tuple(rgbFace[:3]) == letters:
            if gc.get_linewidth() == 0 or tuple(gc.get_rgb()[:3]) == letters:
                return
            # A halo wider than the letters' own strokes is seen all around them: what would show
            # through large letters, were they left hollow, is in nobody's way.
            rgbFace = gc.get_rgb()
        super().draw_path(gc, path, transform, rgbFace)


@dataclass(frozen=True, eq=False)
class Drawing:
    """A figure as Agg drew it, and the paper that it lies on."""

    rgba: NDArray[np.uint8]
    paper: NDArray[np.float64]

    @property
    def shape(self) -> tuple[int, int]:
        height, width = self.rgba.shape[:2]
        return height, width

    def part(self, rows: slice, columns: slice) -> NDArray[np.float64]:
        """The colours that are seen; of a part, since of most pixels nobody asks."""
        return over(self.rgba[rows, columns] / 255, self.paper)


def draw(
    figure: Figure, kind: type[RendererAgg], paper: NDArray[np.float64]
) -> tuple[Drawing, RendererAgg]:
    width, height = (int(round(side)) for side in figure.bbox.size)
    renderer = kind(width, height, figure.dpi)
    figure.draw(renderer)
    return Drawing(np.array(renderer.buffer_rgba()), paper), renderer


def draw_ground(figure: Figure, paper: NDArray[np.float64]) -> tuple[Drawing, Watcher]:
    draw_text, draw_with_effects = Text.draw, PathEffectRenderer.draw_text
    draw_letters = EdgeLabelCollection.draw_letters

    def draw_owned(self: Text, renderer: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(renderer, Watcher):
            return draw_text(self, renderer, *args, **kwargs)
        renderer.owners.append(self)
        try:
            return draw_text(self, renderer, *args, **kwargs)
        finally:
            renderer.owners.pop()

    def draw_halo(  # type: ignore[no-untyped-def]
        self, gc, x, y, s, prop, angle, ismath=False, mtext=None
    ):
        watcher = self._renderer
        if not isinstance(watcher, Watcher):
            draw_with_effects(self, gc, x, y, s, prop, angle, ismath=ismath, mtext=mtext)
            return
        watcher.note(gc, x, y, s, prop, angle, ismath, as_path=True)
        with watcher.letters_left_out(gc.get_rgb()):
            draw_with_effects(self, gc, x, y, s, prop, angle, ismath=ismath, mtext=mtext)

    def draw_numbers(  # type: ignore[no-untyped-def]
        self: EdgeLabelCollection, renderer, gc, some, pixels
    ):
        if not isinstance(renderer, Watcher):
            draw_letters(self, renderer, gc, some, pixels)
            return
        gc.set_foreground(self.colour, isRGBA=True)
        for string, x, y, angle in self.letters(renderer, some, pixels):
            renderer.note(gc, x, y, string, self.font, angle, False, as_path=True)

    with (
        mock.patch.object(Text, "draw", draw_owned),
        mock.patch.object(PathEffectRenderer, "draw_text", draw_halo),
        mock.patch.object(EdgeLabelCollection, "draw_letters", draw_numbers),
    ):
        ground, watcher = draw(figure, Watcher, paper)
    assert isinstance(watcher, Watcher)
    return ground, watcher


@contextmanager
def formulas_remembered() -> Iterator[None]:
    """Parse each formula once: that takes 10 ms, and matplotlib remembers 50 in each renderer."""
    parse, known = MathTextParser.parse, {}

    def parse_once(self, s, dpi=72, prop=None, **kwargs):  # type: ignore[no-untyped-def]
        if kwargs.get("antialiased") is None:
            kwargs["antialiased"] = mpl.rcParams["text.antialiased"]
        output = getattr(self, "_output_type", id(self))
        key = (output, s, dpi, hash(prop), kwargs["antialiased"])
        if key not in known:
            known[key] = parse(self, s, dpi, prop, **kwargs)
        return known[key]

    with mock.patch.object(MathTextParser, "parse", parse_once):
        yield


def black_ink(renderer: RendererAgg, like: Any = None) -> Any:
    gc = renderer.new_gc()
    if like is not None:
        gc.copy_properties(like)
    gc.set_alpha(None)
    gc.set_foreground((0, 0, 0, 1), isRGBA=True)
    return gc


def _extent(ink: NDArray[np.float64]) -> tuple[float, float]:
    """Where ink starts and ends along an axis; a pixel half inked is inked on its inner half."""
    inked = np.flatnonzero(ink > 0.1)
    if not len(inked):
        return 0.0, 0.0
    first, last = inked[0], inked[-1]
    return float(first + 1 - ink[first]), float(last + ink[last])


def _gc_rgba(gc: Any) -> tuple[float, float, float, float]:
    rgb = gc.get_rgb()
    alpha = gc.get_alpha() if gc.get_forced_alpha() or len(rgb) == 3 else rgb[3]
    return (*rgb[:3], alpha)


def _clip_bounds(gc: Any) -> tuple[float, float, float, float] | None:
    rectangle = gc.get_clip_rectangle()
    if rectangle is not None:
        return tuple(rectangle.extents)
    path, transform = gc.get_clip_path()
    return None if path is None else tuple(path.get_extents(transform).extents)


def _intersects(bounds: NDArray[np.float64], clip: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = bounds
    return bool(x0 < clip[2] and x1 > clip[0] and y0 < clip[3] and y1 > clip[1])


@contextmanager
def made_transparent(figure: Figure) -> Iterator[None]:
    """Make the papers of a figure invisible, as ``savefig(transparent=True)`` does."""
    with ExitStack() as stack:
        for artist in figure.findobj(lambda artist: isinstance(artist, FigureBase | Axes)):
            patch = artist.patch
            for name in ("facecolor", "edgecolor"):
                stack.callback(patch.set, **{name: getattr(patch, f"get_{name}")()})
            patch.set(facecolor="none", edgecolor="none")
        yield
