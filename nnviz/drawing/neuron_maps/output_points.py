"""The points on the outputs' maps: in the colours of their classes, or of their target values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from numpy.typing import NDArray

from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.class_points import draw_class_points, point_size, thinned
from nnviz.drawing.neuron_maps.curves import CurveRange
from nnviz.drawing.neuron_maps.map_frame import unit_square
from nnviz.drawing.neuron_maps.numbers import Floats, MapNumbers
from nnviz.drawing.neuron_maps.scales import MapScale
from nnviz.drawing.paper import RGBA, blend

_CROWDED = 0.5  # the diameter of a point, at most: this part of the distance of evenly spread ones
_LEAST = 1.8  # points
_FAINTEST = 0.25


class OutputPoints:
    """The samples, drawn on the map of each output that is shown.

    Parameters
    ----------
    homes : sequence of (Axes, Transform)
        For each output that is shown, where it is drawn: the axes, and the way from the unit square
        to pixels.
    shown : ndarray of int
        Which outputs these are.
    numbers : MapNumbers
        What.
    scale : MapScale
        Of the outputs.
    ranges : list of CurveRange, or None
        By output the upright scale, where outputs are curves.
    max_points : int or None
        At most so many.
    ink, paper : RGBA
        Of the picture.
    scatter_kw : mapping
        Properties of the collections.
    """

    def __init__(
        self, homes: Sequence[tuple[Axes, Any]], shown: NDArray[np.int64], numbers: MapNumbers,
        scale: MapScale, ranges: list[CurveRange] | None, max_points: int | None, *, ink: RGBA,
        paper: RGBA, scatter_kw: Mapping[str, Any],
    ) -> None:  # fmt: skip
        #: By output that is shown, one collection a class.
        self.collections: list[list[PathCollection]] = []
        self.n_drawn = 0
        self.fades = bool((numbers.distances > 1e-9).any())
        if max_points == 0 or (numbers.one_input and numbers.targets is None):
            return
        groups = numbers.sample_classes
        whole = np.zeros(numbers.n_samples, dtype=np.intp) if groups is None else groups
        kept = thinned(numbers.points, whole, max_points)
        self.n_drawn = kept.size
        low = [axis.low for axis in numbers.grid.plane.axes]
        high = [axis.high for axis in numbers.grid.plane.axes]
        opacity = None
        if self.fades:
            opacity = np.clip(np.exp(-0.5 * numbers.distances[kept]), _FAINTEST, 1.0)
        for output, (ax, to_pixels) in zip(shown, homes, strict=True):
            targets = None if numbers.targets is None else numbers.targets[kept, output]
            points = numbers.points[kept]
            if ranges is None:
                onto = unit_square(low, high)
            else:
                assert targets is not None
                upright = ranges[output]
                onto = unit_square([*low, upright.low], [*high, upright.high])
                points = np.column_stack([points, targets])
            classes, colours = _colours(numbers, kept, targets, ink, paper)
            drawn = draw_class_points(
                ax, points, classes, colours, paper=paper, opacity=opacity,
                size=point_size(self.n_drawn), zorder=3.5,
                scatter_kw={"offset_transform": onto + to_pixels, **scatter_kw},
            )  # fmt: skip
            if numbers.kind == "values" and targets is not None and ranges is None:
                drawn[0].set_facecolor(list(map(tuple, _of_values(targets, scale, int(output)))))
            self.collections.append(drawn)
        every = [points for drawn in self.collections for points in drawn]
        fixed = {"sizes", "s", "linewidths", "linewidth"} & set(scatter_kw)
        self._fitted = [] if fixed else every
        self._diameters = [float(np.sqrt(points.get_sizes()[0])) for points in self._fitted]
        self._rims = [float(np.atleast_1d(points.get_linewidth())[0]) for points in self._fitted]

    def fit(self, side: float) -> None:
        """Keep points small beside the side of the maps in points: they must not hide them."""
        if not self.n_drawn:
            return
        largest = max(_CROWDED * side / np.sqrt(max(self.n_drawn, 25)), _LEAST)
        usual = point_size(self.n_drawn)
        part = min(largest / usual, 1.0)
        for points, diameter, rim in zip(self._fitted, self._diameters, self._rims, strict=True):
            points.set_sizes(np.array([(part * diameter) ** 2]))
            points.set_linewidth(part * rim)


def _colours(
    numbers: MapNumbers, kept: NDArray[np.intp], targets: Floats | None,
    ink: RGBA, paper: RGBA,
) -> tuple[NDArray[np.intp], Floats]:  # fmt: skip
    """The class of each point for one output, and the colours of the classes."""
    if numbers.kind == "values" or targets is None:
        plain = np.array([blend(ink, paper, 0.72)])
        return np.zeros(kept.size, dtype=np.intp), plain
    if numbers.kind == "classes":
        assert numbers.sample_classes is not None
        return numbers.sample_classes[kept], class_colours(numbers.network.sizes[-1], paper)
    return np.asarray(targets > 0.5, dtype=np.intp), class_colours(2, paper)


def _of_values(targets: Floats, scale: MapScale, output: int) -> Floats:
    """The colours of target values: those of the map, strong where these are known."""
    norm, cmap = (scale.norm, scale.cmap) if scale.own is None else scale.own[output]
    if scale.full is not None:
        cmap = scale.full[output % len(scale.full)]
    return np.asarray(cmap(norm(targets)))
