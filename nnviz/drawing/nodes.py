"""Neurons: one collection of circles a layer, and the dots that stand for neurons left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import ArrayLike

from nnviz.drawing.scale import NeuronScale
from nnviz.drawing.style import of_style

CIRCLE = Path.unit_circle()
SQUARE = Path(0.88 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]), closed=True)


class NeuronCollection(PathCollection):
    """Circles whose size comes from a `NeuronScale` and whose places are data."""

    def __init__(
        self, positions: ArrayLike, ax: Axes, scale: NeuronScale, shape: Path = CIRCLE, **kw: Any
    ) -> None:
        super().__init__([shape], offsets=positions, offset_transform=ax.transData, **kw)
        self.set_transform(scale)
        self._scale = scale
        self._outline = np.atleast_1d(self.get_linewidth()).astype(float)

    def fit_outline(self) -> None:
        """Keep the outline thin beside the radius, so that small neurons are not all rim."""
        largest = 0.35 * self._scale.radius_in_points
        least = 0.4 * of_style("lines.linewidth")
        widths = np.minimum(self._outline, max(largest, least))
        if not np.array_equal(widths, np.atleast_1d(self.get_linewidth())):
            self.set_linewidth(widths)

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that the circles cover; PathCollection's own would pass over the radius."""
        places = self.get_offset_transform().transform(self.get_offsets())
        if not len(places):
            return Bbox.null()
        radius = self._scale.radius
        return Bbox([places.min(axis=0) - radius, places.max(axis=0) + radius])

    def get_datalim(self, transData: Any) -> Bbox:
        """Nothing: the frame of the diagram sets the limits."""
        return Bbox.null()


def draw_neurons(
    ax: Axes, scale: NeuronScale, positions: ArrayLike, *, shape: Path = CIRCLE, **kw: Any
) -> NeuronCollection:
    """Add the neurons of one layer to the axes."""
    neurons = NeuronCollection(positions, ax, scale, shape, **kw)
    ax.add_collection(neurons, autolim=False)
    return neurons


def draw_dots(ax: Axes, positions: ArrayLike, *, points: float, **kw: Any) -> PathCollection:
    """Add the small dots that stand where neurons are left out."""
    dots = PathCollection(
        [CIRCLE], sizes=[points**2], offsets=positions, offset_transform=ax.transData, **kw
    )
    # PathCollection scales its marker by the root of its size, in points.
    dots.set_transform(IdentityTransform())
    ax.add_collection(dots, autolim=False)
    return dots
