"""Captions of layers, the counts of parameters between them, and the notes under a diagram."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.frame import EDGE_OF_AXES, Frame, Room, measure, points_from
from nnviz.drawing.words import add_text, literal, shrinking_sizes, small_size, smallest_size

_GAP = 6.0  # points between captions and neurons, and between neighbouring captions
_WIDEST = 0.3  # the part of the axes' width that captions beside rows may take


class Captions:
    """A text for each of some places along the layer axis: below columns, or left of rows.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    places : sequence of float
        Where they stand along the layer axis, in data units.
    forms : sequence of sequence of str
        For each place its forms, the longest first; all places use the same rank of form, the
        first at which no two of them collide.
    what : str
        What they are, for the note that says that they do not fit.
    n_full : int
        How many of the first forms say all, and differ only in how lines break.
    """

    def __init__(
        self, frame: Frame, places: Sequence[float], forms: Sequence[Sequence[str]], what: str,
        n_full: int, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        self._frame, self._forms, self._what, self._ax = frame, forms, what, ax
        self._n_full = n_full
        self._places = np.asarray(places, dtype=float)
        self._columns = frame.layout.orientation == "horizontal"
        self.size = kw.get("fontsize", kw.get("size"))
        self.texts: list[Text] = []
        for place, choices in zip(self._places, forms, strict=True):
            ha, va = ("center", "top") if self._columns else ("left", "center")
            options: dict[str, Any] = {"fontsize": small_size(), "ha": ha, "va": va, **kw}
            x, y = (place, 0.0) if self._columns else (0.0, place)
            self.texts.append(add_text(ax, x, y, _lines(choices[0]), **options))

    def claim(self, room: Room) -> None:
        """Take a row at the bottom, or a column at the left, for the longest form that fits."""
        if not self.texts:
            return
        for rank, size in self._attempts():
            extents = self._use(rank, size)
            if self._fits(extents, room):
                self._place(extents, room)
                self._frame.note(self._what, None)
                return
        for text in self.texts:
            text.set_visible(False)
        self._frame.note(self._what, f"{self._what} do not fit")

    def _attempts(self) -> list[tuple[int, float]]:
        """Forms and sizes in the order of preference: break lines, then shrink, then say less."""
        sizes = [self.size] if self.size else shrinking_sizes()
        ranks = range(max(len(choices) for choices in self._forms))
        full = ranks[: self._n_full]
        return [(rank, size) for some in (full, ranks[self._n_full :]) for size in sizes
                for rank in some]  # fmt: skip

    def _use(self, rank: int, size: float) -> list[tuple[float, float]]:
        for text, choices in zip(self.texts, self._forms, strict=True):
            text.set(text=_lines(choices[min(rank, len(choices) - 1)]), fontsize=size, visible=True)
        return [measure(text) for text in self.texts]

    def _fits(self, extents: Sequence[tuple[float, float]], room: Room) -> bool:
        sizes = np.array(extents)[:, 0 if self._columns else 1]
        if self._columns:
            left, right = self._sides(extents, room)
            size = room.width - left - right
        else:
            if max(extent[0] for extent in extents) > _WIDEST * room.width:
                return False
            size = room.likely_height
        order = np.argsort(self._places)
        apart = np.diff(self._places[order]) * self._unit(size, room)
        needed = (sizes[order][1:] + sizes[order][:-1]) / 2 + _GAP
        return bool(np.all(needed <= apart)) and size > 0

    def _unit(self, size: float, room: Room) -> float:
        """Points for a data unit along the layer axis, if `size` points are left for it."""
        along = 0 if self._columns else 1
        bounds = self._frame.layout.bounds
        span = max(bounds[2 + along] - bounds[along], 1e-9)
        return float(max(size - 2 * self._frame.estimated_radius(room), 0.0) / span)

    def _sides(self, extents: Sequence[tuple[float, float]], room: Room) -> tuple[float, float]:
        """The room at the left and right, with what the outermost captions need of it."""
        bounds = self._frame.layout.bounds
        unit = self._unit(room.inner_width, room)
        radius = self._frame.estimated_radius(room)
        reach = [
            extent[0] / 2
            - radius
            + EDGE_OF_AXES
            - np.array([place - bounds[0], bounds[2] - place]) * unit
            for place, extent in zip(self._places, extents, strict=True)
        ]
        left, right = np.max(reach, axis=0)
        return max(room.left, float(left)), max(room.right, float(right))

    def _place(self, extents: Sequence[tuple[float, float]], room: Room) -> None:
        if self._columns:
            tallest = max(height for _, height in extents)
            where = blended_transform_factory(self._ax.transData, points_from(self._ax, 0, 0))
            for text in self.texts:
                text.set(y=room.bottom + tallest, transform=where)
            room.bottom += tallest + _GAP
            room.left, room.right = self._sides(extents, room)
        else:
            where = blended_transform_factory(points_from(self._ax, 0, 0), self._ax.transData)
            for text in self.texts:
                text.set(x=room.left, transform=where)
            room.left += max(width for width, _ in extents) + 2 * _GAP


class Notes:
    """The small line at the bottom that says what the picture leaves out and how to read it."""

    def __init__(self, frame: Frame, *, say: Callable[[], Sequence[str]], **kw: Any) -> None:
        ax = frame.ax
        self._ax, self._say = ax, say
        options = {"fontsize": smallest_size(), "ha": "center", "va": "bottom", **kw}
        where = blended_transform_factory(ax.transAxes, points_from(ax, 0, 0))
        self.text = add_text(ax, 0.5, 0.0, "", **{**options, "transform": where})

    def claim(self, room: Room) -> None:
        """Take as many lines at the bottom as the notes need."""
        lines = self._wrap(list(dict.fromkeys(self._say())), 0.94 * room.width)
        self.text.set_text("\n".join(lines))
        self.text.set_visible(bool(lines))
        if lines:
            self.text.set_y(room.bottom)
            room.bottom += measure(self.text)[1] + _GAP

    def _wrap(self, notes: Sequence[str], widest: float) -> list[str]:
        lines: list[str] = []
        for note in notes:
            for k, word in enumerate(note.split(" ")):
                joint = "  \N{MIDDLE DOT}  " if k == 0 else " "
                longer = f"{lines[-1]}{joint}{word}" if lines else word
                self.text.set(text=longer, visible=True)
                if not lines or measure(self.text)[0] <= widest:
                    lines[-1:] = [longer]
                else:
                    lines.append(word)
        return lines


def _lines(text: str) -> str:
    return "\n".join(literal(line) for line in text.split("\n"))
