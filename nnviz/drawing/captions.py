"""Captions of layers, of what lies between them, and the notes under a diagram."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.frame import (
    EDGE_OF_AXES,
    Frame,
    Room,
    depth_below_baseline,
    measure,
    points_from,
)
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    literal,
    shrinking_sizes,
    small_size,
    smallest_size,
)

_GAP = 6.0  # points between captions and neurons, and between neighbouring captions
_WIDEST = 0.3  # the part of the axes' width that captions beside rows may take


class Captions:
    """A text for each of some places along the layer axis: beside columns, or left of rows.

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
    side : {"bottom", "top"}, default="bottom"
        Of columns, where the captions stand.
    math : bool, default=False
        Whether there are symbols of ours in them; users' names never are.
    inwards : bool, default=False
        Of rows, whether the outermost captions do not reach past their rows: names beside small
        neurons are there.
    """

    def __init__(
        self, frame: Frame, places: Sequence[float], forms: Sequence[Sequence[str]], what: str,
        n_full: int, *, side: str = "bottom", math: bool = False, inwards: bool = False, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        self._frame, self._forms, self._what, self._ax = frame, forms, what, ax
        self._n_full, self._side, self._math = n_full, side, math
        self._places = np.asarray(places, dtype=float)
        self._columns = frame.layout.orientation == "horizontal"
        self._inwards = inwards and not self._columns
        self.size = kw.get("fontsize", kw.get("size"))
        #: Fewer captions, which stand in place of these where these do not fit.
        self.otherwise: Captions | None = None
        self.texts: list[Text] = []
        for place, choices in zip(self._places, forms, strict=True):
            va = "top" if side == "bottom" else "bottom"
            ha, va = ("center", va) if self._columns else ("right", "center")
            options: dict[str, Any] = {"fontsize": small_size(), "ha": ha, "va": va, **kw}
            options["math"] = math
            if self._inwards and place == self._places.min():
                options["va"] = "bottom"
            elif self._inwards and place == self._places.max():
                options["va"] = "top"
            x, y = (place, 0.0) if self._columns else (0.0, place)
            self.texts.append(add_text(ax, x, y, _lines(choices[0]), **options))

    def claim(self, room: Room) -> None:
        """Take a row at the bottom, or a column at the left, for the longest form that fits."""
        if not self.texts:
            return
        if self.otherwise is not None:
            self.otherwise.hide()
        fit = self._stand(room) or (self.otherwise is not None and self.otherwise._stand(room))
        self._frame.note(self._what, None if fit else f"{self._what} do not fit")

    def _stand(self, room: Room) -> bool:
        """Use the first form that fits; with none of them hide, and return False."""
        for rank, size in self._attempts():
            extents = self._use(rank, size)
            if self._fits(extents, room) and self._place(extents, room):
                return True
        self.hide()
        return False

    def hide(self) -> None:
        """Show none of them."""
        for text in self.texts:
            text.set_visible(False)

    def _attempts(self) -> list[tuple[int, float]]:
        """Forms and sizes in the order of preference: break lines, then shrink, then say less."""
        ranks = range(max(len(choices) for choices in self._forms))
        full, short = ranks[: self._n_full], ranks[self._n_full :]
        *sizes, last = [self.size] if self.size else shrinking_sizes()
        tries = [(some, size) for some in (full, short) for size in sizes]
        tries += [(full, last), (short, last)]
        return [(rank, size) for some, size in tries for rank in some]

    def _use(self, rank: int, size: float) -> list[tuple[float, float]]:
        used = [choices[min(rank, len(choices) - 1)] for choices in self._forms]
        if self._math and not self.size and any("$" in text for text in used):
            size = max(size, smallest_size() / SUBSCRIPT)  # subscripts have to be legible
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
        if self._inwards:  # all of the outermost lies on one side of its row
            sizes[order[[0, -1]]] *= 2
        apart = np.diff(self._places[order]) * self._unit(size, room)
        between = max(_GAP, 0.8 * float(self.texts[0].get_fontsize())) if self._columns else _GAP
        needed = (sizes[order][1:] + sizes[order][:-1]) / 2 + between
        return bool(np.all(needed <= apart)) and size > 0

    def _unit(self, size: float, room: Room) -> float:
        """Points for a data unit along the layer axis, if `size` points are left for it."""
        along = 0 if self._columns else 1
        bounds = self._frame.bounds
        span = max(bounds[2 + along] - bounds[along], 1e-9)
        return float(max(size - 2 * self._frame.estimated_radius(room), 0.0) / span)

    def _sides(self, extents: Sequence[tuple[float, float]], room: Room) -> tuple[float, float]:
        """The room at the left and right, with what the outermost captions need of it."""
        bounds = self._frame.bounds
        unit = self._unit(room.inner_width, room)
        radius = self._frame.estimated_radius(room)
        reach = np.array([width for width, _ in extents]) / 2 - radius + EDGE_OF_AXES
        left = float(np.max(reach - (self._places - bounds[0]) * unit))
        right = float(np.max(reach - (bounds[2] - self._places) * unit))
        return max(room.left, left), max(room.right, right)

    def _place(self, extents: Sequence[tuple[float, float]], room: Room) -> bool:
        """Take the room, and stand there."""
        widest = max(width for width, _ in extents)
        tallest = max(height for _, height in extents)
        x, y = room.left + widest, room.bottom + tallest
        above = self._side == "top"
        points = points_from(self._ax, 0, 1 if above and self._columns else 0)
        if self._columns:
            left, right = self._sides(extents, room)
            beside = {"left": left - room.left, "right": right - room.right}
            if above:
                y = -(room.top + tallest)
            elif self.texts[0].get_verticalalignment() == "baseline":
                depths = [depth_below_baseline(text) for text in self.texts]
                heights = [
                    height - depth for (_, height), depth in zip(extents, depths, strict=True)
                ]
                y, tallest = room.bottom + max(depths), max(heights) + max(depths)
            if not room.take(**{self._side: tallest + _GAP}, **beside):
                return False
            where = blended_transform_factory(self._ax.transData, points)
            for text in self.texts:
                text.set(y=y, transform=where)
            return True
        # The outermost captions are taller than their neurons and reach past them.
        reach = max(tallest / 2 - self._frame.estimated_radius(room), 0.0)
        reach = 0.0 if self._inwards else reach
        if not room.take(left=widest + 2 * _GAP, bottom=reach, top=reach):
            return False
        where = blended_transform_factory(points, self._ax.transData)
        for text in self.texts:
            text.set(x=x, transform=where)
        return True


class Notes:
    """The small line at the bottom that says what the picture leaves out and how to read it."""

    def __init__(self, frame: Frame, *, say: Callable[[], Sequence[str]], **kw: Any) -> None:
        ax = frame.ax
        self._say = say
        self.size = kw.get("fontsize", kw.get("size"))
        options = {"fontsize": small_size(), "ha": "center", "va": "bottom", **kw}
        where = blended_transform_factory(ax.transAxes, points_from(ax, 0, 0))
        self.text = add_text(ax, 0.5, 0.0, "", **{**options, "transform": where})

    def claim(self, room: Room) -> None:
        """Take as many lines at the bottom as the notes need."""
        notes = list(dict.fromkeys(self._say()))
        for size in [self.size] if self.size else shrinking_sizes():
            self.text.set(fontsize=size, y=room.bottom, visible=bool(notes))
            self.text.set_text("\n".join(self._wrap(notes, 0.94 * room.width)))
            if not notes or room.take(bottom=measure(self.text)[1] + _GAP):
                return
        self.text.set_visible(False)

    def _wrap(self, notes: Sequence[str], widest: float) -> list[str]:
        """Notes side by side where they fit, and broken only where one is too long for a line."""
        lines: list[str] = []
        for note in notes:
            if self._is_at_most(widest, note):
                parts, joint = [note], "  \N{MIDDLE DOT}  "
            else:
                parts, joint = note.split(" "), " "
                lines.append(parts.pop(0))
            for part in parts:
                longer = f"{lines[-1]}{joint}{part}" if lines else part
                if lines and not self._is_at_most(widest, longer):
                    lines.append(part)
                else:
                    lines[-1:] = [longer]
        return lines

    def _is_at_most(self, widest: float, words: str) -> bool:
        self.text.set(text=words, visible=True)
        return measure(self.text)[0] <= widest


def _lines(text: str) -> str:
    return "\n".join(literal(line) for line in text.split("\n"))
