"""What each neuron puts out, written beside it, in the first frame of a lecture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.scale import BesideNeuron
from nnviz.drawing.words import add_text, short_number, shrinking_sizes

_PAD = 1.0  # points of paper around a number


class ValueLabels:
    """Numbers on paper to the right of all neurons, or none where they would touch each other.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    values : sequence of ndarray
        By layer, of the neurons that the layout shows.
    paper : colour
        What lies behind.
    """

    def __init__(
        self, frame: Frame, values: Sequence[NDArray[np.float64]], paper: Any, **kw: Any
    ) -> None:
        self._frame, self._values, self._size = frame, values, kw.get("fontsize")
        where = frame.ax.transData + BesideNeuron(frame.scale, (1.0, 0.0), 2.0 + _PAD)
        box = {"facecolor": paper, "edgecolor": "none", "pad": _PAD}
        options = {"ha": "left", "va": "center_baseline", "zorder": 4, "bbox": box, **kw,
                   "transform": where}  # fmt: skip
        self.texts: list[list[Text]] = [
            [add_text(frame.ax, x, y, "", **options) for x, y in places]
            for places in frame.layout.positions
        ]

    def fit(self) -> bool:
        """Choose digits and a size at which no number reaches its neighbours; False without."""
        frame, layout = self._frame, self._frame.layout
        scale = frame.ax.transData.transform(layout.spacing) - frame.ax.transData.transform((0, 0))
        slot = np.abs(scale) / frame.scale.pixels_per_point
        places = layout.layer_positions
        apart = float(np.diff(places).min()) * slot[0] / layout.spacing[0]
        widest = apart - 2 * frame.scale.radius_in_points - 3 * _PAD - 2.0
        for digits in (3, 2):
            for size in [self._size] if self._size else shrinking_sizes():
                for texts, values in zip(self.texts, self._values, strict=True):
                    for text, value in zip(texts, values, strict=True):
                        text.set(text=short_number(value, digits), fontsize=size, visible=True)
                extents = np.array([measure(text) for texts in self.texts for text in texts])
                wide, high = extents.max(axis=0)
                if wide <= widest and high + 2 * _PAD <= slot[1]:
                    return True
        for texts in self.texts:
            for text in texts:
                text.set_visible(False)
        return False
