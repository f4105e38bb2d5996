"""The symbol of the chosen weight, on its edge."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.words import SUBSCRIPT, add_text, normal_size, small_size, smallest_size

_PAD = 1.5  # points of paper around the symbol
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7)  # parts of the edge, in the order in which they are tried


class WeightLabel:
    """A symbol in a box of paper, where the edge leaves the neurons clear.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    start, end : tuple of float
        The places that the edge joins, in data units.
    symbol : str
        What is written.
    paper : colour
        Of the box.
    """

    def __init__(
        self, frame: Frame, start: Any, end: Any, symbol: str, paper: Any, **kw: Any
    ) -> None:
        self._frame = frame
        self._ends = np.array([start, end], dtype=float)
        self._size = kw.get("fontsize")
        box = {"facecolor": paper, "edgecolor": "none", "pad": _PAD}
        options = {"ha": "center", "va": "center", "zorder": 4, "bbox": box, **kw, "math": True}
        self.text = add_text(frame.ax, 0, 0, symbol, **options)

    def fit(self) -> None:
        """Stand on the edge as large as fits, or not at all: the formula names the weight too."""
        scale = self._frame.scale
        pixels = self._frame.ax.transData.transform(self._ends)
        along = (pixels[1] - pixels[0]) / scale.pixels_per_point
        radius = scale.radius_in_points
        least = smallest_size() / SUBSCRIPT
        sizes = [1.2 * normal_size(), normal_size(), small_size()]
        sizes = [self._size] if self._size else [max(size, least) for size in sizes]
        for size in sizes:
            self.text.set(fontsize=size, visible=True)
            half = np.array(measure(self.text)) / 2 + _PAD + 1.0
            for part in _PLACES:
                # From the box to the circles at both ends.
                free = [
                    float(np.hypot(*np.maximum(np.abs(share * along) - half, 0.0)))
                    for share in (part, 1 - part)
                ]
                if min(free) > radius + 1.0:
                    x, y = self._ends[0] + part * (self._ends[1] - self._ends[0])
                    self.text.set_position((x, y))
                    return
        self.text.set_visible(False)
