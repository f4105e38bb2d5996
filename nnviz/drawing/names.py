"""Names beside the input and output neurons: shortened, turned or left out as the room asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import EDGE_OF_AXES, Frame, Room, measure
from nnviz.drawing.scale import BesideNeuron
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    literal,
    normal_size,
    shorten,
    shrinking_sizes,
    smallest_size,
)

_SIDES = {
    "left": ((-1.0, 0.0), "right", "center"),
    "right": ((1.0, 0.0), "left", "center"),
    "bottom": ((0.0, -1.0), "center", "top"),
    "top": ((0.0, 1.0), "center", "bottom"),
}
_BETWEEN = 5.0  # points between names side by side
_LINE = 1.2  # the distance of two lines of text, in their size
_WIDEST = 0.26  # the part of the axes that names may take on one side
# So many names fit beside hardly any picture; texts are made for them when there is first room.
_MANY = 200


def _never() -> bool:
    return False


class Names:
    """The names on one side of a diagram.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    points : ndarray of shape (n, 2)
        Places of the neurons, in data units.
    names : sequence of str
        One a neuron.
    side : {"left", "right", "bottom", "top"}
        Where they stand, seen from the neurons.
    math : sequence of bool
        Which of them are mathematics of ours; users' names never are.
    """

    def __init__(
        self, frame: Frame, points: NDArray[np.float64], names: Sequence[str], side: str,
        *, math: bool = False, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        direction, ha, va = _SIDES[side]
        self._frame, self._side, self._points = frame, side, points
        self._full = [name if math else literal(name) for name in names]
        self._math = math
        self._gap = 0.6 * normal_size()  # points between a neuron and its name
        place = ax.transData + BesideNeuron(frame.scale, direction, self._gap)
        self._options: dict[str, Any] = {
            "ha": ha, "va": va, **kw, "transform": place, "math": math,
        }  # fmt: skip
        self.size = kw.get("fontsize", kw.get("size"))
        #: Whether the names stand elsewhere, so that they are not needed here.
        self.suppressed: Callable[[], bool] = _never
        self.texts: list[Text] = []
        if len(self._full) <= _MANY:
            self._make_texts()

    def _make_texts(self) -> None:
        if not self.texts:
            self.texts += [
                add_text(self._frame.ax, x, y, name, **self._options)
                for (x, y), name in zip(self._points, self._full, strict=True)
            ]

    def claim(self, room: Room) -> None:
        """Take room on one side, for names of a size that neighbours leave free."""
        shown = bool(self._full) and not self.suppressed()
        says = None
        if shown:
            shown = self._could_fit(room) and self._fit(room)
            if shown:
                extents = [measure(text) for text in self.texts]
                shown = room.take(**self._needed(extents, room))
            says = None if shown else "names do not fit"
        for text in self.texts:
            text.set_visible(shown)
        self._frame.note(f"names {self._side}", says)

    def reach_below(self, room: Room) -> float:
        """Points that the lowest name reaches below the neurons, into what stands there."""
        if self._side not in ("left", "right") or not self.texts:
            return 0.0
        lowest = int(np.argmin(self._points[:, 1]))
        if not self.texts[lowest].get_visible():
            return 0.0
        above = (self._points[lowest, 1] - self._frame.bounds[1]) * self._unit(room, True)
        half = measure(self.texts[lowest])[1] / 2
        return max(half - self._frame.estimated_radius(room) - float(above) - EDGE_OF_AXES, 0.0)

    def _needed(self, extents: Sequence[tuple[float, float]], room: Room) -> dict[str, float]:
        """The room for names of these sizes, in points by side."""
        if self._side in ("left", "right"):
            return {self._side: self._gap + max(width for width, _ in extents)}
        radius = self._frame.estimated_radius(room)
        reach = [EDGE_OF_AXES + width / 2 - radius for width, _ in extents]
        return {  # the outermost names reach past their neurons
            self._side: self._gap + max(height for _, height in extents),
            "left": reach[0] - room.left,
            "right": reach[-1] - room.right,
        }

    def _could_fit(self, room: Room) -> bool:
        """Whether lines of the smallest size would have room; nothing needs to be measured for it.

        It is the thousands of names that do not fit which would take seconds to measure.
        """
        smallest = self._sizes()[-1]
        if self.size or smallest * _LINE <= self._distance(room, self._side in ("left", "right")):
            self._make_texts()
            return True
        self._frame.name_sizes[self._side] = smallest
        for text in self.texts:  # other words take the size of these
            text.set_fontsize(smallest)
        return False

    def _fit(self, room: Room) -> bool:
        """Turn, shrink and shorten the names; False where neighbours would still overlap."""
        across = self._side in ("left", "right")
        free = self._distance(room, across)
        limit = _WIDEST * (room.width if across else room.height)
        turned = fits = False
        *sizes, last = self._sizes()
        for size in [*sizes, last]:
            if size == last and sizes and fits:
                break  # rather shortened than as small as that
            for text, name in zip(self.texts, self._full, strict=True):
                text.set(visible=True, fontsize=size, text=name, rotation=0)
            widest = max(measure(text)[0] for text in self.texts)
            # Side by side they need their widths, one below the other or turned their heights.
            turned = not across and widest > free - _BETWEEN
            line = size * _LINE
            if self._math:  # scripts above and below make a line taller
                line = max(line, 1.0 + max(measure(text)[1] for text in self.texts))
            fits = bool(self.size) or line <= free
            if fits and (widest <= limit or not (across or turned)):
                break
        if (across or turned) and widest > limit and not self._math:
            for text, name in zip(self.texts, self._full, strict=True):
                shorten(text, name, limit)
        for text in self.texts:
            text.set_rotation(90 if turned else 0)
        self._frame.name_sizes[self._side] = float(self.texts[0].get_fontsize())
        return fits

    def _sizes(self) -> list[float]:
        if self.size:
            return [self.size]
        # Both sides have one size: where the other had to shrink, this one does too.
        others = [size for side, size in self._frame.name_sizes.items() if side != self._side]
        largest = min(others, default=normal_size())
        sizes = [size for size in (normal_size(), *shrinking_sizes()) if size <= largest]
        # Where there are subscripts, they are what has to stay legible.
        return [max(size, smallest_size() / SUBSCRIPT) if self._math else size for size in sizes]

    def _distance(self, room: Room, across: bool) -> float:
        """Points from one neuron to the next along their layer, as far as is known yet."""
        unit = self._unit(room, across)
        if len(self._points) < 2 or unit == 0:
            return room.height if across else room.likely_width
        return float(np.diff(np.sort(self._points[:, int(across)])).min() * unit)

    def _unit(self, room: Room, across: bool) -> float:
        """Points for a data unit along the inputs or outputs, as far as is known yet."""
        low, high = self._frame.bounds[int(across)], self._frame.bounds[2 + int(across)]
        size = room.likely_height if across else room.likely_width
        size -= 2 * self._frame.estimated_radius(room)
        return float(size / (high - low)) if high > low else 0.0
