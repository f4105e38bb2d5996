"""One text of a picture, whose layout is worked out once for all pictures that have the same.

Most of the time of a small picture is that of its words: matplotlib shapes each text anew for
every renderer, first to measure and then to draw it, and parses each formula again.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Hashable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import ft2font
from matplotlib.artist import allow_rasterization
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text

#: Held while matplotlib reads a formula: the grammar is one for all threads, and remembers where
#: it is. All that is read otherwise may be read at the same time.
FORMULAS = threading.RLock()

_MOST = 1000  # layouts that are kept
_FAMILIES = ("font.cursive", "font.fantasy", "font.monospace", "font.sans-serif", "font.serif")
_IN_ALL = ("text.hinting", "text.hinting_factor", "text.kerning_factor")
_IN_MATH = (
    "mathtext.bf", "mathtext.bfit", "mathtext.cal", "mathtext.default", "mathtext.fallback",
    "mathtext.fontset", "mathtext.it", "mathtext.rm", "mathtext.sf", "mathtext.tt",
)  # fmt: skip
# How a renderer draws what is laid out is no public matter: only where it is known.
_DRAWS_GLYPHS = mpl.__version_info__[:2] == (3, 11)

_layouts: dict[Hashable, Any] = {}
_glyphs: dict[Hashable, list[tuple[Any, ...]]] = {}


class Word(Text):
    """A text that looks like any other, and takes a fraction of the time when it is drawn."""

    # What matplotlib's own stubs leave out.
    _linespacing: Any
    _multialignment: Any

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Draw the text."""
        with self._alone():
            super().draw(_remembering(renderer))

    def _get_layout(self, renderer: Any, *args: Any, **kw: Any) -> Any:
        base: Any = super()
        if args or kw or not isinstance(renderer, RendererAgg) or self.get_wrap():
            with self._alone():
                return base._get_layout(renderer, *args, **kw)
        key = (
            look_of(self), self.get_rotation_mode(), self.get_horizontalalignment(),
            self.get_verticalalignment(), self._multialignment, renderer.dpi,
        )  # fmt: skip
        layout = _layouts.get(key)
        if layout is None:
            with self._alone():
                layout = keep(_layouts, key, base._get_layout(renderer))
        return layout

    def _alone(self) -> AbstractContextManager[Any]:
        """While a formula is read, other threads wait with theirs."""
        return FORMULAS if self.get_parse_math() and "$" in self.get_text() else nullcontext()


def look_of(text: Text) -> Hashable:
    """What decides on the size of a text on a figure."""
    figure = text.get_figure(root=True)
    return (
        text.get_text(), hash(text.get_fontproperties()), text.get_rotation(),
        text.get_usetex(), text.get_parse_math(), getattr(text, "_linespacing", None),
        None if figure is None else figure.dpi, style_of_texts(text.get_parse_math()),
    )  # fmt: skip


def keep(kept: dict[Hashable, Any], key: Hashable, value: Any) -> Any:
    """Keep a value, and forget all others when there are too many."""
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value
    return value


def style_of_texts(math: bool = False) -> Hashable:
    """What the reader's style says of all texts; fonts keep only the names of their families."""
    style: Any = mpl.rcParams
    families = tuple(tuple(dict.__getitem__(style, name)) for name in _FAMILIES)
    others = _IN_ALL + _IN_MATH if math else _IN_ALL
    return (families, *(dict.get(style, name) for name in others))


def _remembering(renderer: Any) -> Any:
    """A renderer that paints on the same canvas, and remembers the glyphs of texts."""
    if type(renderer) is not RendererAgg or not _DRAWS_GLYPHS:
        return renderer
    same = object.__new__(_RememberingRenderer)
    same.__dict__ = renderer.__dict__
    return same


class _RememberingRenderer(RendererAgg):
    """What another one is, but for its texts."""

    height: float
    _renderer: Any

    _draw_text_glyphs_and_boxes: Any
    _prepare_font: Any

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        """Draw a text whose glyphs have been laid out before, if they have."""
        if ismath:
            parser = _parser(os.getpid(), threading.get_ident(), style_of_texts(math=True))
            found = parser.parse(s, self.dpi, prop, antialiased=gc.get_antialiased())
            glyphs = [(font, size, glyph, dx, dy) for font, size, _, glyph, dx, dy in found.glyphs]
            self._draw_glyphs(gc, x, y, angle, glyphs)
            self._draw_text_glyphs_and_boxes(gc, x, y, angle, [], found.rects)
            return
        if mtext is not None and (mtext.get_fontfeatures() or mtext.get_language()):
            super().draw_text(  # type: ignore[no-untyped-call]
                gc, x, y, s, prop, angle, ismath, mtext
            )
            return
        # One of this thread and process, for the style as it is now.
        font = self._prepare_font(prop)
        size, flags = prop.get_size_in_points(), get_hinting_flag()  # type: ignore[no-untyped-call]
        key = (font, s, size, self.dpi, flags)
        glyphs = _glyphs.get(key) or keep(_glyphs, key, [
            (item.ft_object, size, item.glyph_index, item.x, item.y)
            for item in font._layout(s, flags=flags)
        ])  # fmt: skip
        self._draw_glyphs(gc, x, y, angle, glyphs)

    def _draw_glyphs(
        self, gc: Any, x: float, y: float, angle: float, glyphs: list[tuple[Any, ...]]
    ) -> None:
        """Draw glyphs as `_draw_text_glyphs_and_boxes` does, which sets the size for each anew.

        That makes a font hint all glyphs anew, and takes more than half of the time.
        """
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        turned = (0x10000 * np.array([[cos, -sin], [sin, cos]])).round().astype(int)
        flags, antialiased = get_hinting_flag(), gc.get_antialiased()  # type: ignore[no-untyped-call]
        modes: Any = ft2font.RenderMode
        mode = modes.NORMAL if antialiased else modes.MONO
        sized: tuple[Any, ...] = ()
        for font, size, glyph, dx, dy in glyphs:
            if sized != (font, size):
                font.set_size(size, self.dpi)
                sized = (font, size)
            start = x + dx * cos - dy * sin, self.height - y + dx * sin + dy * cos
            font._set_transform(turned, [round(0x40 * part) for part in start])
            bitmap = font._render_glyph(glyph, flags, mode)
            buffer = bitmap.buffer
            if not antialiased:
                buffer *= 0xFF
            bottom = int(self.height) - bitmap.top + buffer.shape[0]
            self._renderer.draw_text_image(buffer, bitmap.left, bottom, 0, gc)


@lru_cache(maxsize=16)
def _parser(process: int, thread: int, style: Hashable) -> Any:
    """What reads formulas, and remembers them: fonts are of one thread and one process."""
    return MathTextParser("path")
