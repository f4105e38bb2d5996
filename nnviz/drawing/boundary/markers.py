"""The points on a decision boundary's picture: training, test, and rings around wrong ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.markers import MarkerStyle
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.boundary.numbers import BoundaryNumbers, PointNumbers
from nnviz.drawing.boundary.shading import Shading
from nnviz.drawing.class_points import draw_class_points, point_size, thinned
from nnviz.drawing.paper import blend
from nnviz.drawing.style import of_style

SOFT = 0.62  # the part of ink in points beside a curve
_FAINTEST = 0.3  # the opacity of points that are very far off
_RING = 1.65  # the diameter of a ring, in that of a point


class Markers:
    """All points of a picture.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : BoundaryNumbers
        What is shown.
    shading : Shading
        Has the colours.
    max_points : int or None
        At most so many of each set.
    ink, paper : colour
        Of rings, and of rims.
    lanes : tuple of float, optional
        With one axis: the heights of the lanes of the classes.

    Attributes
    ----------
    train, test : list of PathCollection
        One a class, or one in all for regression; empty where there is no such set.
    rings : PathCollection
        Around wrong points, of both sets.
    shown : dict of str to int
        How many of each set are drawn.
    fades : bool
        Whether points fade with their distance.
    """

    def __init__(
        self, ax: Axes, numbers: BoundaryNumbers, shading: Shading, max_points: int | None,
        scatter_kw: Mapping[str, Any], *, ink: Any, paper: Any,
        lanes: NDArray[np.float64] | None = None,
    ) -> None:  # fmt: skip
        self._ax, self._numbers, self._shading = ax, numbers, shading
        self._ink, self._paper, self._kw, self._lanes = ink, paper, scatter_kw, lanes
        sets = {"train": numbers.train, "test": numbers.test}
        kept = {name: thinned(part.places, _groups(part, numbers), max_points)
                for name, part in sets.items() if part is not None}  # fmt: skip
        self.shown = {name: len(indices) for name, indices in kept.items()}
        self.size = point_size(sum(self.shown.values()), ax)
        self.fades = any(
            bool((part.distances > 1e-9).any()) for part in sets.values() if part is not None
        )
        drawn: dict[str, list[PathCollection]] = {"train": [], "test": []}
        wrong = [np.empty((0, 2))]
        for name, indices in kept.items():
            part = sets[name]
            assert part is not None
            places = self._places(part, indices)
            drawn[name] = self._draw(part, indices, places, hollow=name == "test")
            wrong.append(places[part.wrong[indices]])
        self.train, self.test = drawn["train"], drawn["test"]
        self.rings = self._draw_rings(np.concatenate(wrong))
        self.places = np.concatenate(
            [wrong[0], *(self._places(part, kept[name]) for name, part in sets.items()
                         if part is not None)]
        )  # fmt: skip

    def _places(self, part: PointNumbers, indices: NDArray[np.intp]) -> NDArray[np.float64]:
        places = _spread(part.places[indices], self._numbers)
        if places.shape[1] == 2:
            return places
        if self._lanes is None:
            return np.column_stack([places[:, 0], part.targets[indices]])
        return np.column_stack([places[:, 0], self._lanes[part.targets[indices]]])

    def _draw(
        self, part: PointNumbers, indices: NDArray[np.intp], places: NDArray[np.float64],
        *, hollow: bool,
    ) -> list[PathCollection]:  # fmt: skip
        fade = None
        if self.fades:
            fade = _FAINTEST + (1 - _FAINTEST) * np.exp(-0.5 * part.distances[indices] ** 2)
        common: dict[str, Any] = {"paper": self._paper, "opacity": fade, "size": self.size}
        if self._numbers.classes:
            return draw_class_points(
                self._ax, places, part.targets[indices], self._shading.colours, hollow=hollow,
                scatter_kw=self._kw, **common,
            )  # fmt: skip
        (points,) = draw_class_points(
            self._ax, places, np.zeros(len(places), dtype=np.intp),
            np.array([mpl.colors.to_rgba(self._ink)]), **common,
        )  # fmt: skip
        self._colour_by_value(points, part.targets[indices], hollow=hollow)
        points.set(**self._kw)
        return [points]

    def _colour_by_value(
        self, points: PathCollection, targets: NDArray[Any], *, hollow: bool
    ) -> None:
        """Faces in the colours of the map, so that a good prediction is a point that vanishes."""
        edges = np.tile(mpl.colors.to_rgba(self._ink), (len(targets), 1))
        if self.fades:
            edges[:, 3] = np.asarray(points.get_facecolor())[:, 3]
        points.set(edgecolor=edges if self.fades else edges[:1])
        points.set_linewidth(max(0.12 * self.size, 0.45 * of_style("lines.linewidth")))
        if len(self._numbers.axes) == 1:
            soft = blend(self._ink, self._paper, SOFT)
            points.set_edgecolor([soft if hollow else self._paper])
            points.set_facecolor([self._paper if hollow else soft])
            return
        assert self._shading.cmap is not None
        assert self._shading.norm is not None
        points.set_facecolor(self._shading.cmap(self._shading.norm(targets)))
        if hollow:  # the other look of test points, where faces are taken by the values
            style = MarkerStyle("D")
            points.set_paths([style.get_path().transformed(style.get_transform())])

    def _draw_rings(self, places: NDArray[np.float64]) -> PathCollection:
        style = MarkerStyle("o")
        path = style.get_path().transformed(style.get_transform())
        rings = PathCollection(
            (path,), ((_RING * self.size) ** 2,), offsets=places,
            offset_transform=self._ax.transData, facecolors="none", edgecolors=[self._ink],
            linewidths=max(0.16 * self.size, 0.4 * of_style("lines.linewidth")),
            zorder=4,
        )  # fmt: skip
        rings.set_transform(IdentityTransform())
        self._ax.add_collection(rings, autolim=False)
        return rings


def _groups(part: PointNumbers, numbers: BoundaryNumbers) -> NDArray[np.intp]:
    """Groups that are thinned alike, so that the part of wrong points stays what it is."""
    if not numbers.classes:
        return np.zeros(len(part), dtype=np.intp)
    return np.asarray(part.targets * 2 + part.wrong)


def _spread(places: NDArray[np.float64], numbers: BoundaryNumbers) -> NDArray[np.float64]:
    """Points of a category beside each other, since they would all stand on one line.

    Each goes by a part of the golden ratio further than the one before it: spread evenly, without
    a random number.
    """
    places = places.copy()
    for k, axis in enumerate(numbers.axes):
        if axis.categories is not None:
            step = (np.arange(len(places)) * (0.6180339887498949 + 0.1 * k)) % 1.0
            places[:, k] += 0.6 * (step - 0.5)
    return places
