"""The frame of maps: data units are points, and the columns stand in what the words leave free."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, Room
from nnviz.drawing.neuron_maps.geometry import Places, place_maps
from nnviz.drawing.scale import NeuronScale
from nnviz.layout import Layout


class HalfMap(NeuronScale):
    """Half the height of a hidden map in pixels, where a diagram has the radius of a neuron."""

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax, (1.0, 1.0), 1.0)
        self._points = 1.0

    def set_points(self, points: float) -> None:
        """Half of this height in points."""
        self._points = points
        self.invalidate()

    def get_matrix(self) -> NDArray[np.float64]:
        """The scaling to half a map in pixels."""
        pixels = self._points * self.pixels_per_point
        return np.diag([pixels, pixels, 1.0])


class MapFrame(Frame):
    """Fits the columns of maps into the axes, in points from their lower left corner.

    Attributes
    ----------
    places : Places
        Where the maps stand now.
    title : float
        Points that are free above each output.
    in_output : list of Affine2D
        For each output, from the unit square to its map.
    """

    def __init__(self, ax: Axes, layout: Layout, aspect: float) -> None:
        super().__init__(ax, layout)
        self.scale: HalfMap = HalfMap(ax)
        self._slots, self._aspect = layout, aspect
        self.title = 0.0
        self.in_output = [Affine2D() for _ in layout.shown[-1]]
        self.places = place_maps(layout, aspect, (0.0, 0.0, 1.0, 1.0))

    def likely_places(self, room: Room) -> Places:
        """Where the maps will stand, as far as is known while words still claim room."""
        last = room.last or room
        right, top = room.width - max(last.right, room.right), room.height - last.top
        box = (max(last.left, room.left), last.bottom, right, max(top, last.bottom + 1.0))
        return place_maps(self._slots, self._aspect, box, self.title)

    def _set_limits(self, ax: Axes, room: Room) -> None:
        box = (room.left, room.bottom, room.width - room.right, room.height - room.top)
        self.places = place_maps(self._slots, self._aspect, box, self.title)
        self.layout = self.places.layout
        self.scale.set_points(self.places.sizes[max(self.layout.n_layers - 2, 0)][1] / 2)
        boxes = self.places.boxes(self.layout.n_layers - 1)
        for transform, (xmin, ymin, xmax, ymax) in zip(self.in_output, boxes, strict=True):
            transform.clear().scale(xmax - xmin, ymax - ymin).translate(xmin, ymin)
        # Axes that share an axis are other pictures, with limits of their own.
        ax.set_xlim(0.0, room.width, auto=False, emit=False)
        ax.set_ylim(0.0, room.height, auto=False, emit=False)


def unit_square(low: Any, high: Any) -> Affine2D:
    """From the plane to the unit square; a plane of one axis keeps its second coordinate."""
    low, span = np.asarray(low, dtype=float), np.asarray(high, dtype=float) - low
    return Affine2D().translate(*-low).scale(*(1 / span))
