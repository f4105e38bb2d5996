"""Drawing a figure again where only some of its artists have changed, to the very same pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure, SubFigure
from numpy.typing import NDArray

from nnviz.animation.frames import Pixels, packed

Mask = NDArray[np.bool_]
Box = tuple[int, int, int, int]  # first row, last row, first column, last column; ends are outside

_MARGIN = 8  # pixels around what has changed so far, in which it may change without a new plan
_MOST_PLANS = 10  # a figure that needs more is drawn whole
_BLACK, _WHITE = np.uint32(0xFF000000), np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, eq=False)
class _Plan:
    """What has to be drawn again, between what lies below it and what lies above.

    `below` is the picture up to the first artist that changes. `settled` are the pixels that come
    out the same whatever the changing artists draw, and `picture` has them. `again` are the
    artists to be drawn: those that change, and those above them that touch other pixels.
    """

    changing: set[Artist]
    boxes: dict[Any, Box]
    below: Pixels
    again: list[Artist]
    settled: Mask
    picture: Pixels


class Repainter:
    """Draws a figure again and again, and each time no more than it must.

    Texts take most of the time of a drawing, and most of them never change. Which pixels do not
    depend on the artists that change is found by an experiment: everything above these is drawn
    twice, once over black and once over white in their place. Blending is monotone in what lies
    below, so that a pixel which comes out the same both times is the same over any colour.

    Parameters
    ----------
    figure : Figure
        With an Agg canvas and an opaque background.
    """

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._canvas = cast(Any, figure.canvas)  # matplotlib's own are not typed
        self._plan: _Plan | None = None
        self._n_plans = 0
        self._state: tuple[list[Artist], list[Any]] | None = None

    def draw(self) -> Pixels:
        """Draw the figure as it is now.

        Returns
        -------
        ndarray of uint32 of shape (height, width)
            A copy of the pixels, four bytes each: red, green, blue, opacity.
        """
        artists = _in_order(self._figure)
        state = None if artists is None else (artists, _places(self._figure))
        if artists is None or self._state is None or not _same(state, self._state):
            self._plan, self._n_plans = None, 0
            return self._draw_whole()
        changed = {artist for artist in artists if artist.stale}
        if self._plan is not None and changed <= self._plan.changing:
            outside = self._draw_parts(self._plan)
            if outside is None:
                return self._pixels().copy()
            boxes = {**self._plan.boxes}
            boxes[outside[0]] = _around(boxes[outside[0]], outside[1])
            changing = self._plan.changing
        else:
            before = self._plan
            boxes = {} if before is None else {**before.boxes}
            changing = changed if before is None else changed | before.changing
        pixels = self._draw_whole()
        self._plan = None
        if changing and self._n_plans < _MOST_PLANS and _same(self._state, state):
            self._n_plans += 1
            self._plan = self._make_plan(artists, changing, boxes)
        return pixels

    def _pixels(self) -> Pixels:
        return _pixels_of(self._canvas.get_renderer())

    def _draw_whole(self) -> Pixels:
        self._canvas.draw()
        artists = _in_order(self._figure)
        self._state = None
        if artists is not None:
            self._state = (artists, _places(self._figure))
            for artist in artists:  # not every artist says by itself that it has been drawn
                artist.stale = False
        return self._pixels().copy()

    def _draw_parts(self, plan: _Plan) -> tuple[Any, Box] | None:
        """Draw what a plan says; if an artist leaves its box, return which box and how far."""
        renderer, pixels = self._canvas.get_renderer(), self._pixels()
        pixels[:] = plan.below
        for home, artists in _runs(plan.again, plan.changing):
            before = pixels.copy() if home is not None else None
            for artist in artists:
                artist.draw(renderer)
                artist.stale = False
            if before is not None:
                touched = before != pixels
                first, last, left, right = plan.boxes[home]
                touched[first:last, left:right] = False
                if touched.any():
                    return home, _box_of(touched)
        np.copyto(pixels, plan.picture, where=plan.settled)
        return None

    def _make_plan(
        self, artists: Sequence[Artist], changing: set[Artist], boxes: dict[Any, Box]
    ) -> _Plan:
        first = min(k for k, artist in enumerate(artists) if artist in changing)
        renderers = [self._blank_renderer() for _ in range(2)]
        over = [_pixels_of(renderer) for renderer in renderers]
        for renderer in renderers:
            for artist in artists[:first]:
                artist.draw(renderer)
        below = over[0].copy()
        touched: dict[Artist, Mask] = {}
        for home, run in _runs(artists[first:], changing):
            if home is not None:
                boxes[home] = _around(boxes.get(home), self._extent(run))
                rows, columns = slice(*boxes[home][:2]), slice(*boxes[home][2:])
                over[0][rows, columns], over[1][rows, columns] = _BLACK, _WHITE
                continue
            for artist in run:
                before = [pixels.copy() for pixels in over]
                for renderer in renderers:
                    artist.draw(renderer)
                touched[artist] = (before[0] != over[0]) | (before[1] != over[1])
        settled = over[0] == over[1]
        again = [
            artist
            for artist in artists[first:]
            if artist in changing or (touched[artist] & ~settled).any()
        ]
        return _Plan(changing, boxes, below, again, settled, over[0])

    def _blank_renderer(self) -> RendererAgg:
        """A renderer like the canvas's own, with the background of the figure."""
        height, width = self._pixels().shape
        renderer = cast(RendererAgg, cast(Any, RendererAgg)(width, height, self._figure.dpi))
        self._figure.patch.draw(renderer)
        return renderer

    def _extent(self, artists: Sequence[Artist]) -> Box | None:
        """The pixels that some artists touch by themselves."""
        found: Box | None = None
        for colour in (_BLACK, _WHITE):
            renderer = self._blank_renderer()
            pixels = _pixels_of(renderer)
            pixels[:] = colour
            for artist in artists:
                artist.draw(renderer)
            touched = pixels != colour
            if touched.any():
                box = _box_of(touched)
                found = box if found is None else _union(found, box)
        return found


def _pixels_of(renderer: RendererAgg) -> Pixels:
    """The pixels of a renderer, which can be written to."""
    return packed(np.asarray(renderer.buffer_rgba()))  # type: ignore[no-untyped-call]


def _in_order(figure: Figure) -> list[Artist] | None:
    """What is drawn on a figure after its background, in the order of drawing.

    None for figures that are put together in another way.
    """
    if any(isinstance(child, SubFigure) for child in figure.get_children()):
        return None
    artists: list[Artist] = []
    for child in sorted(figure.get_children(), key=lambda child: child.get_zorder()):
        if child is figure.patch or not child.get_visible():
            continue
        if isinstance(child, Axes):
            if not all(_is_plain(ax) for ax in (child, *child.child_axes)):
                return None
            artists += _of_axes(child)
        else:
            artists.append(child)
    return artists


def _is_plain(ax: Any) -> bool:
    return ax.get_rasterization_zorder() is None and not any(
        child.get_animated() for child in ax.get_children()
    )


def _of_axes(ax: Axes) -> Iterator[Artist]:
    """What an axes draws, as its own `draw` orders it."""
    hidden: set[Artist] = {ax.patch}
    if ax.axison and ax.get_frame_on():
        yield ax.patch
    else:
        hidden.update(ax.spines.values())
    if not ax.axison:
        hidden.update((ax.xaxis, ax.yaxis))
    for child in sorted(ax.get_children(), key=lambda child: child.get_zorder()):
        if child in hidden or not child.get_visible():
            continue
        if isinstance(child, Axes):
            yield from _of_axes(child)
        else:
            yield child


def _places(figure: Figure) -> list[Any]:
    """Where all axes of a figure stand, and what they show."""
    every = [ax for parent in figure.axes for ax in (parent, *parent.child_axes)]
    return [
        (ax, tuple(map(float, ax.bbox.extents)), tuple(map(float, ax.viewLim.extents)))
        for ax in every
    ]


def _same(one: Any, other: Any) -> bool:
    """Whether two states have the same artists, in the same order and places."""
    if one is None or other is None or len(one[0]) != len(other[0]) or one[1] != other[1]:
        return False
    return all(a is b for a, b in zip(one[0], other[0], strict=True))


def _runs(artists: Sequence[Artist], changing: set[Artist]) -> Iterator[tuple[Any, list[Artist]]]:
    """Neighbours that change in the same axes, or that do not change; these have None as home."""
    run: list[Artist] = []
    last: Any = None
    for artist in artists:
        home: Any = None
        if artist in changing:
            home = artist if artist.axes is None else artist.axes
        if run and home is not last:
            yield last, run
            run = []
        run.append(artist)
        last = home
    if run:
        yield last, run


def _box_of(touched: Mask) -> Box:
    rows, columns = np.flatnonzero(touched.any(axis=1)), np.flatnonzero(touched.any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _union(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


def _around(before: Box | None, found: Box | None) -> Box:
    """A box around both, with a margin around what is new."""
    if found is None:
        return before or (0, 0, 0, 0)
    if before is not None and _union(before, found) == before:
        return before
    wide = (
        max(found[0] - _MARGIN, 0), found[1] + _MARGIN,
        max(found[2] - _MARGIN, 0), found[3] + _MARGIN,
    )  # fmt: skip
    return wide if before is None else _union(before, wide)
