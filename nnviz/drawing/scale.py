"""The radius of a neuron as transforms, so that it follows the axes' size by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2DBase
from numpy.typing import NDArray

from nnviz.drawing.style import of_style

FILLED = 0.37  # a neuron's radius as a part of the free distance to its neighbours


class NeuronScale(Affine2DBase):
    """Scales the unit circle to a neuron: round, clear of its neighbours, at any axes shape.

    The radius in pixels is a fixed part of the smaller of the two spacings, as the axes show
    them, and at most `largest` points.
    """

    _invalid: Any

    def __init__(self, ax: Axes, spacing: tuple[float, float], largest: float) -> None:
        super().__init__()
        self._data = ax.transData
        self._inches = ax.get_figure(root=False).dpi_scale_trans  # type: ignore[union-attr]
        self._spacing = spacing
        self._largest = largest
        self._matrix = np.eye(3)
        self.set_children(self._data, self._inches)

    def get_matrix(self) -> NDArray[np.float64]:
        """The scaling to a radius in pixels."""
        if self._invalid:
            dx, dy = self._spacing
            corners = self._data.transform([[0.0, 0.0], [dx, 0.0], [0.0, dy]])
            across = np.hypot(*(corners[1:] - corners[0]).T)
            pixels = min(FILLED * float(across.min()), self._largest * self.pixels_per_point)
            self._matrix = np.diag([pixels, pixels, 1.0])
            self._inverted = None
            self._invalid = 0
        return self._matrix

    @property
    def pixels_per_point(self) -> float:
        """What a point is in pixels, at the figure's present resolution."""
        return (
            float(self._inches.transform((1.0, 0.0))[0] - self._inches.transform((0.0, 0.0))[0])
            / 72
        )

    @property
    def radius(self) -> float:
        """The radius in pixels."""
        return float(self.get_matrix()[0, 0])

    @property
    def radius_in_points(self) -> float:
        """The radius in points."""
        return self.radius / self.pixels_per_point


def stroke_range(scale: NeuronScale) -> tuple[float, float]:
    """The widths in points of a diagram's weakest and strongest edges, for neurons of this size."""
    line = of_style("lines.linewidth")
    return 0.4 * line, max(min(3 * line, 0.32 * scale.radius_in_points), 1.5 * line)


class BesideNeuron(Affine2DBase):
    """Moves a point given in pixels past the rim of a neuron, in one direction, by some points."""

    def __init__(self, scale: NeuronScale, direction: tuple[float, float], gap: float) -> None:
        super().__init__()
        self._scale = scale
        self._direction = np.asarray(direction, dtype=float)
        self._gap = gap
        self.set_children(scale)

    def get_matrix(self) -> NDArray[np.float64]:
        """The shift in pixels."""
        distance = self._scale.radius + self._gap * self._scale.pixels_per_point
        matrix = np.eye(3)
        matrix[:2, 2] = self._direction * distance
        self._inverted: Any = None
        self._invalid = 0
        return matrix
