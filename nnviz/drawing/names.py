"""Names beside the input and output neurons: shortened, turned or left out as the room asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.frame import EDGE_OF_AXES, Frame, Room, measure
from nnviz.drawing.scale import BesideNeuron
from nnviz.drawing.words import add_text, literal, normal_size, shorten, shrinking_sizes

_SIDES = {
    "left": ((-1.0, 0.0), "right", "center"),
    "right": ((1.0, 0.0), "left", "center"),
    "bottom": ((0.0, -1.0), "center", "top"),
    "top": ((0.0, 1.0), "center", "bottom"),
}
_GAP = 5.0  # points between a neuron and its name
_BETWEEN = 5.0  # points between names side by side
_LINE = 1.2  # the distance of two lines of text, in their size
_WIDEST = 0.26  # the part of the axes that names may take on one side


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
        place = ax.transData + BesideNeuron(frame.scale, direction, _GAP)
        options: dict[str, Any] = {"ha": ha, "va": va, **kw, "transform": place, "math": math}
        self.size = kw.get("fontsize", kw.get("size"))
        #: Whether the names stand elsewhere, so that they are not needed here.
        self.suppressed: Callable[[], bool] = lambda: False
        self.texts = [
            add_text(ax, x, y, name, **options)
            for (x, y), name in zip(points, self._full, strict=True)
        ]

    def claim(self, room: Room) -> None:
        """Take room on one side, for names of a size that neighbours leave free."""
        shown = bool(self.texts) and not self.suppressed()
        says = None
        if shown:
            shown = self._fit(room)
            says = None if shown else "names do not fit"
        for text in self.texts:
            text.set_visible(shown)
        self._frame.note(f"names {self._side}", says)
        if not shown:
            return
        extents = [measure(text) for text in self.texts]
        across = self._side in ("left", "right")
        needed = _GAP + max(width if across else height for width, height in extents)
        setattr(room, self._side, getattr(room, self._side) + needed)
        if not across:  # the outermost names reach past their neurons
            reach = [width / 2 - self._frame.estimated_radius(room) for width, _ in extents]
            room.left = max(room.left, EDGE_OF_AXES + reach[0])
            room.right = max(room.right, EDGE_OF_AXES + reach[-1])

    def _fit(self, room: Room) -> bool:
        """Turn, shrink and shorten the names; False where neighbours would still overlap."""
        across = self._side in ("left", "right")
        free = self._distance(room, across)
        sizes = [self.size] if self.size else [normal_size(), *shrinking_sizes()]
        turned = False
        for size in sizes:
            for text, name in zip(self.texts, self._full, strict=True):
                text.set(visible=True, fontsize=size, text=name, rotation=0)
            extents = [measure(text) for text in self.texts]
            widest = max(width for width, _ in extents)
            # Side by side they need their widths, one below the other or turned their heights.
            turned = not across and widest > free - _BETWEEN
            limit = _WIDEST * (room.width if across else room.height) if across or turned else free
            if size * _LINE <= free and widest <= limit:
                break
        if turned:
            limit = _WIDEST * room.height
        if not self._math and widest > limit:
            for text, name in zip(self.texts, self._full, strict=True):
                shorten(text, name, limit)
        for text in self.texts:
            text.set_rotation(90 if turned else 0)
        return bool(self.size) or size * _LINE <= free

    def _distance(self, room: Room, across: bool) -> float:
        """Points from one neuron to the next along their layer, as far as is known yet."""
        along = int(across)
        places = np.sort(self._points[:, along])
        bounds = self._frame.layout.bounds
        span = bounds[2 + along] - bounds[along]
        if len(places) < 2 or span <= 0:
            return room.height if across else room.likely_width
        size = room.likely_height if across else room.likely_width
        size -= 2 * self._frame.estimated_radius(room)
        return float(np.diff(places).min() / span * size)
