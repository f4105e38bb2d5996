"""A line or a plane through the space of a model's inputs: along features, or components."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnviz.planes.held import Held, held_words
from nnviz.planes.samples import Samples
from nnviz.planes.tables import places_of, table_like

if TYPE_CHECKING:
    from nnviz.planes.components import Components
    from nnviz.planes.grid import Grid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PlaneAxis:
    """One axis of a plane.

    Attributes
    ----------
    label : str
        The feature's name, or words such as "component 1 (73% of variance)".
    low, high : float
        Where it begins and ends: in the feature's units, in places of categories, or in
        standard deviations for a component.
    categories : tuple of str, or None
        The categories at the places 0, 1, 2, ...; None for a numeric axis.
    feature : int or None
        The feature's index; None for a component.
    explained : float or None
        The part of the variance that a component explains, 0..1.

    Examples
    --------
    >>> from nnviz.planes import PlaneAxis
    >>> PlaneAxis("petal length", 1.0, 6.9, feature=2).categories is None
    True
    """

    label: str
    low: float
    high: float
    categories: tuple[str, ...] | None = None
    feature: int | None = None
    explained: float | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Plane(ABC):
    """A plane through the space of the inputs, or a line where there is one axis.

    Attributes
    ----------
    axes : tuple of PlaneAxis
        One or two axes.
    samples : Samples
        The samples that it was made for; data on the plane look like theirs.
    holds : tuple of Held
        The features that stay the same all over the plane.
    """

    axes: tuple[PlaneAxis, ...]
    samples: Samples
    holds: tuple[Held, ...]

    @property
    def n_axes(self) -> int:
        """How many axes there are, 1 or 2."""
        return len(self.axes)

    @property
    def fixed(self) -> dict[str, Any]:
        """The values of the features that stay the same, by name."""
        return {held.name: held.value for held in self.holds}

    def held(self, most: int = 4) -> str:
        """Say in words what stays the same.

        Parameters
        ----------
        most : int, default=4
            How many features may be listed at their medians and modes; more are counted.

        Returns
        -------
        str
            Such as "petal length = 4.35, petal width = 1.3 (medians)"; empty if nothing is held.
        """
        return held_words(self.holds, most)

    @abstractmethod
    def inputs(self, points: Any) -> Any:
        """Return the data at some points of the plane, as the model takes them.

        Parameters
        ----------
        points : array-like of shape (n_points, n_axes)
            Points in the units of the axes. On a categorical axis the nearest place counts.

        Returns
        -------
        ndarray or DataFrame of shape (n_points, n_features)
            Data in the container of the samples' own.
        """

    @abstractmethod
    def project(self, samples: Samples) -> Floats:
        """Return the points of the plane that samples lie over.

        Parameters
        ----------
        samples : Samples
            Any samples of the same model.

        Returns
        -------
        ndarray of shape (n_samples, n_axes)
            Points in the units of the axes.
        """

    def distances(self, samples: Samples) -> Floats:
        """Return how far samples are from the plane.

        Parameters
        ----------
        samples : Samples
            Any samples of the same model.

        Returns
        -------
        ndarray of shape (n_samples,)
            Euclidean distances in standard deviations of the columns, as the plane's samples have
            them; a category other than the plane's counts as 1. All 0 where all is on the axes.
        """
        squares = self._squares_off(samples)
        for held in self.holds:
            squares += held.off(samples.column(self.place(samples, held.feature))) ** 2
        return np.sqrt(squares)

    def _squares_off(self, samples: Samples) -> Floats:
        """Squared distances within what the axes are made of."""
        return np.zeros(samples.n_samples)

    def grid(self, resolution: int, name: str = "grid_resolution") -> Grid:
        """Return a grid over the plane, with its outer nodes on the limits of the axes.

        Parameters
        ----------
        resolution : int
            The number of nodes along an axis, 2 or more. A categorical axis has one a category.
        name : str, default="grid_resolution"
            What errors call it.

        Returns
        -------
        Grid
            The grid.

        Raises
        ------
        TypeError, ValueError
            If the resolution is no integer, is below 2, or makes more points than fit in the
            memory that is allowed.
        """
        from nnviz.planes.grid import make_grid

        return make_grid(self, resolution, name)

    def place(self, samples: Samples, k: int) -> int:
        """Return the index that samples have for one of the plane's features.

        Parameters
        ----------
        samples : Samples
            Any samples of the same model.
        k : int
            The feature's index in the plane's own samples.

        Returns
        -------
        int
            The index of the feature of the same name, whatever the order of the columns.
        """
        names = self.samples.names
        if samples.n_features != len(names):
            raise ValueError(
                f"{samples.argument} must have {len(names)} columns, like "
                f"{self.samples.argument}; it has {samples.n_features}."
            )
        if samples.names == names or not (samples.named and self.samples.named):
            return k
        if names[k] not in samples.names:
            raise ValueError(f"{samples.argument} lacks the feature {names[k]!r}.")
        if samples.names.count(names[k]) > 1:
            raise ValueError(
                f"{samples.argument} must have its columns in the order of those of "
                f"{self.samples.argument}, since several are called {names[k]!r}."
            )
        return samples.names.index(names[k])

    def _numeric_column(self, samples: Samples, k: int) -> Floats:
        """The numbers of one feature; texts are none, although `samples` may take them for some."""
        column = samples.column(self.place(samples, k))
        try:
            return column.astype(np.float64)
        except (TypeError, ValueError):
            raise TypeError(
                f"{samples.argument} must hold numbers in the column {self.samples.names[k]!r}, "
                f"like {self.samples.argument}; it holds {column[0]!r}."
            ) from None

    def _points(self, points: Any) -> Floats:
        array = np.asarray(points, dtype=np.float64)
        if array.ndim != 2 or array.shape[1] != self.n_axes:
            raise ValueError(
                f"points must have shape (n_points, {self.n_axes}); they have {array.shape}."
            )
        return array

    def _table(self, columns: dict[int, Any], n_rows: int) -> Any:
        values = [columns.get(k) for k in range(self.samples.n_features)]
        for held in self.holds:
            values[held.feature] = held.value
        return table_like(self.samples, values, n_rows)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {' x '.join(axis.label for axis in self.axes)}>"


@dataclass(frozen=True, eq=False, repr=False)
class FeaturePlane(Plane):
    """A plane along one or two features; all others stay the same.

    Attributes
    ----------
    axes : tuple of PlaneAxis
        One or two axes, each a feature.
    samples : Samples
        The samples that it was made for.
    holds : tuple of Held
        The other features.
    levels : tuple of ndarray, or None
        By axis: the categories themselves; None for a numeric axis.
    """

    levels: tuple[NDArray[Any] | None, ...]

    def inputs(self, points: Any) -> Any:
        """Return the data at some points of the plane, as the model takes them.

        Parameters
        ----------
        points : array-like of shape (n_points, n_axes)
            Points in the units of the axes.

        Returns
        -------
        ndarray or DataFrame of shape (n_points, n_features)
            The points' features, and those that are held.
        """
        points = self._points(points)
        columns: dict[int, Any] = {}
        for values, axis, levels in zip(points.T, self.axes, self.levels, strict=True):
            assert axis.feature is not None
            if levels is not None:
                nearest = np.clip(np.rint(values), 0, len(levels) - 1)
                columns[axis.feature] = levels[nearest.astype(np.intp)]
            else:
                columns[axis.feature] = values
        return self._table(columns, len(points))

    def project(self, samples: Samples) -> Floats:
        """Return the points of the plane that samples lie over.

        Parameters
        ----------
        samples : Samples
            Any samples of the same model.

        Returns
        -------
        ndarray of shape (n_samples, n_axes)
            Their values of the features on the axes.
        """
        columns = []
        for axis, levels in zip(self.axes, self.levels, strict=True):
            assert axis.feature is not None
            if levels is not None:
                values = samples.column(self.place(samples, axis.feature))
                columns.append(places_of(values, levels, axis.label))
            else:
                columns.append(self._numeric_column(samples, axis.feature))
        return np.column_stack(columns)


@dataclass(frozen=True, eq=False, repr=False)
class ComponentPlane(Plane):
    """The plane of the first two principal components of the standardised numeric features.

    Attributes
    ----------
    axes : tuple of PlaneAxis
        Two axes, each a component.
    samples : Samples
        The samples that it was made for.
    holds : tuple of Held
        The categorical features.
    components : Components
        The means, scales and directions.
    """

    components: Components

    def inputs(self, points: Any) -> Any:
        """Return the data at some points of the plane, as the model takes them.

        Parameters
        ----------
        points : array-like of shape (n_points, 2)
            Points in standard deviations along the components.

        Returns
        -------
        ndarray or DataFrame of shape (n_points, n_features)
            The features in their own units, and the categories that are held.
        """
        points = self._points(points)
        numbers = self.components.numbers(points)
        columns = dict(zip(self.components.features, numbers.T, strict=True))
        return self._table(columns, len(points))

    def project(self, samples: Samples) -> Floats:
        """Return the points of the plane that samples lie over.

        Parameters
        ----------
        samples : Samples
            Any samples of the same model.

        Returns
        -------
        ndarray of shape (n_samples, 2)
            The feet of their perpendiculars, in standardised units.
        """
        return self.components.points(self._numbers(samples))

    def _squares_off(self, samples: Samples) -> Floats:
        return self.components.squares_off(self._numbers(samples))

    def _numbers(self, samples: Samples) -> Floats:
        return np.column_stack([self._numeric_column(samples, k) for k in self.components.features])
