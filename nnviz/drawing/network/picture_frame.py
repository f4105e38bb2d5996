"""The frame of a diagram whose inputs are a picture, which keeps its pixels square."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import Frame, Room
from nnviz.layout import InputPicture, Layout

_ROUNDS = 60
_CLOSE = 1e-7  # of the picture's room: far less than a pixel of the screen


class PictureFrame(Frame):
    """Fits a diagram into its axes so that what the picture leaves of its room is not wasted.

    Attributes
    ----------
    picture : InputPicture
        Where the picture stands now.
    box : Bbox
        The same, for artists that follow it.
    """

    def __init__(self, ax: Axes, layout: Layout) -> None:
        super().__init__(ax, layout)
        assert layout.picture is not None
        self._room_of_picture = layout.picture
        self.picture: InputPicture = layout.picture
        self.box = Bbox(np.reshape(layout.picture.box, (2, 2)))
        self._rest = without_inputs(layout).bounds

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The smallest box around the picture as it is now and everything else."""
        low = np.minimum(self._rest[:2], self.picture.box[:2])
        high = np.maximum(self._rest[2:], self.picture.box[2:])
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def _set_limits(self, ax: Axes, room: Room) -> None:
        # The scale says how large the picture is, and the picture how much is left for the rest:
        # each round is closer than the one before, since the picture is only a part of the whole.
        self.picture = self._room_of_picture
        for _ in range(_ROUNDS):
            super()._set_limits(ax, room)
            before, size = self.picture.box, ax.bbox.size
            unit = size / np.ptp([ax.get_xlim(), ax.get_ylim()], axis=1)
            self.picture = self._room_of_picture.squared((float(unit[0]), float(unit[1])))
            if np.allclose(before, self.picture.box, rtol=0, atol=_CLOSE * self._span):
                break
        self.box.set_points(np.reshape(self.picture.box, (2, 2)))

    @property
    def _span(self) -> float:
        xmin, ymin, xmax, ymax = self._room_of_picture.box
        return max(xmax - xmin, ymax - ymin)


def without_inputs(layout: Layout) -> Layout:
    """The layout of all neurons that are drawn as such, where the inputs are a picture."""
    return replace(
        layout,
        shown=(layout.shown[0][:0], *layout.shown[1:]),
        positions=(layout.positions[0][:0], *layout.positions[1:]),
        picture=None,
    )
