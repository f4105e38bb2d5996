"""Names of the inputs, left of their ramps, and of the outputs, above one map or right of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.drawing.frame import Room, measure
from nnviz.drawing.neuron_maps.map_frame import MapFrame
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    literal,
    normal_size,
    shorten,
    shrinking_sizes,
    smallest_size,
)

_GAP = 5.0  # points between a map and its name
_WIDEST = 0.2  # the part of the axes that names may take on one side
_LINE = 1.15  # the height of a line of text, in its size


class SideNames:
    """The names of a layer's neurons, beside or above their maps.

    Parameters
    ----------
    frame : MapFrame
        Of the picture.
    layer : int
        Whose.
    names : sequence of str
        One for each map.
    side : {"left", "right", "top"}
        Where they stand.
    math : bool, default=False
        Whether they are symbols of ours; users' names never are.
    """

    def __init__(
        self, frame: MapFrame, layer: int, names: Sequence[str], side: str, *,
        math: bool = False, **kw: Any,
    ) -> None:  # fmt: skip
        self._frame, self._layer, self._side, self._math = frame, layer, side, math
        self._full = [name if math else literal(name) for name in names]
        self._fixed = kw.get("fontsize")
        ha = {"left": "right", "right": "left", "top": "center"}[side]
        va = "bottom" if side == "top" else "center"
        self.texts = [
            add_text(frame.ax, 0, 0, name, math=math, **{"ha": ha, "va": va, **kw})
            for name in self._full
        ]

    def claim(self, room: Room) -> None:
        """Take room on the side, for names of a size that their neighbours leave free."""
        shown = bool(self.texts) and self._fit(room)
        if shown:
            extents = [measure(text) for text in self.texts]
            if self._side == "top":
                self._frame.title = max(height for _, height in extents) + 3.0
            else:
                widest = max(width for width, _ in extents)
                shown = room.take(**{self._side: widest + _GAP})
        elif self._side == "top":
            self._frame.title = 0.0
        for text in self.texts:
            text.set_visible(shown)
        says = None if shown or not self.texts else "names do not fit"
        self._frame.note(f"names {self._side}", says)

    def _fit(self, room: Room) -> bool:
        """Shrink and shorten; False where neighbours would still overlap."""
        places = self._frame.likely_places(room)
        y = np.sort(places.layout.positions[self._layer][:, 1])
        free = float(np.diff(y).min(initial=room.likely_height))
        widest = _WIDEST * room.width
        if self._side == "top":
            widest = places.widths[self._layer] + 2 * _GAP
        sizes = [self._fixed] if self._fixed else [normal_size(), *shrinking_sizes()]
        for size in sizes:
            used = max(size, smallest_size() / SUBSCRIPT) if self._math else size
            for text, name in zip(self.texts, self._full, strict=True):
                text.set(text=name, fontsize=used, visible=True)
            extents = [measure(text) for text in self.texts]
            high = max(_LINE * used, *(height for _, height in extents), 0.0)
            fits = high <= free
            if fits and max(width for width, _ in extents) <= widest:
                return True
        if not self._math:
            for text, name in zip(self.texts, self._full, strict=True):
                shorten(text, name, widest)
        return fits

    def place(self) -> None:
        """Stand beside the maps where these stand now."""
        boxes = self._frame.places.boxes(self._layer)
        for text, (xmin, ymin, xmax, ymax) in zip(self.texts, boxes, strict=True):
            middle = (ymin + ymax) / 2
            text.set_position({
                "left": (xmin - _GAP, middle),
                "right": (xmax + _GAP, middle),
                "top": ((xmin + xmax) / 2, ymax + 2.0),
            }[self._side])  # fmt: skip
