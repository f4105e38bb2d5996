"""A grid over a plane, and a model's responses on it, computed in parts of bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network.checks import check_integer
from nnviz.planes.plane import Plane, PlaneAxis
from nnviz.planes.responder import Responder

Floats = NDArray[np.float64]

# The most that the responses of a grid may take, and that their computation takes besides.
MAX_GRID_BYTES = 512 * 2**20
CHUNK_BYTES = 64 * 2**20


@dataclass(frozen=True, eq=False, repr=False)
class Grid:
    """The nodes of a grid over a plane, or along a line.

    Attributes
    ----------
    plane : Plane
        The plane.
    nodes : tuple of ndarray
        By axis: the places of the nodes, the first and the last on its limits; 0, 1, 2, ... for
        a categorical axis.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.planes import as_samples, make_plane
    >>> samples = as_samples([[0, 0], [2, 4]], Network.from_sizes([2, 1]))
    >>> grid = make_plane(samples, eps=1).grid(3)
    >>> grid.xx0
    array([[-1.,  1.,  3.],
           [-1.,  1.,  3.],
           [-1.,  1.,  3.]])
    >>> grid.shape, grid.n_points
    ((3, 3), 9)
    """

    plane: Plane
    nodes: tuple[Floats, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the responses: nodes along the second axis, then along the first."""
        return tuple(len(nodes) for nodes in reversed(self.nodes))

    @property
    def n_points(self) -> int:
        """How many points there are."""
        return int(np.prod(self.shape))

    @property
    def xx0(self) -> Floats:
        """The first coordinate of every node, as numpy.meshgrid gives it; read-only."""
        return np.broadcast_to(self.nodes[0], self.shape)

    @property
    def xx1(self) -> Floats | None:
        """The second coordinate of every node; None along a line."""
        if len(self.nodes) == 1:
            return None
        return np.broadcast_to(self.nodes[1][:, np.newaxis], self.shape)

    @cached_property
    def points(self) -> Floats:
        """All nodes as points of the plane: an array of shape (n_points, n_axes)."""
        return self.rows(0, self.n_points)

    def rows(self, start: int, stop: int) -> Floats:
        """Return some of the points.

        Parameters
        ----------
        start, stop : int
            The first point, and the first that is no longer wanted.

        Returns
        -------
        ndarray of shape (stop - start, n_axes)
            Points in the order of ``xx0.ravel()``.
        """
        places = np.unravel_index(np.arange(start, min(stop, self.n_points)), self.shape)
        # The last place of an index belongs to the first axis.
        return np.column_stack(
            [nodes[place] for nodes, place in zip(self.nodes, reversed(places), strict=True)]
        )

    def chunks(self, size: int) -> Iterator[tuple[slice, Any]]:
        """Walk over the grid in parts.

        Parameters
        ----------
        size : int
            How many points a part has at most.

        Yields
        ------
        where : slice
            Which points they are.
        data : ndarray or DataFrame
            Their inputs, as the model takes them.
        """
        for start in range(0, self.n_points, size):
            stop = min(start + size, self.n_points)
            yield slice(start, stop), self.plane.inputs(self.rows(start, stop))

    def __repr__(self) -> str:
        return f"<Grid {' x '.join(map(str, reversed(self.shape)))} of {self.plane!r}>"


def make_grid(plane: Plane, resolution: Any, name: str = "grid_resolution") -> Grid:
    """Make a grid, as `Plane.grid` says.

    Parameters
    ----------
    plane : Plane
        The plane.
    resolution : int
        The number of nodes along an axis.
    name : str, default="grid_resolution"
        What errors call it.

    Returns
    -------
    Grid
        The grid.
    """
    resolution = check_integer(name, resolution, least=2)
    counts = [_n_nodes(axis, resolution) for axis in plane.axes]
    n_points = 1
    for count in counts:
        n_points *= count
    check_size(n_points, 1, name, resolution)
    nodes = tuple(
        np.linspace(axis.low, axis.high, count)
        if axis.categories is None
        else np.arange(count, dtype=np.float64)
        for axis, count in zip(plane.axes, counts, strict=True)
    )
    return Grid(plane, nodes)


def _n_nodes(axis: PlaneAxis, resolution: int) -> int:
    return resolution if axis.categories is None else len(axis.categories)


def check_size(
    n_points: int, n_numbers: int, name: str = "grid_resolution", resolution: int | None = None
) -> None:
    """Refuse a grid whose numbers would take more than the memory that is allowed.

    Parameters
    ----------
    n_points : int
        The number of points.
    n_numbers : int
        How many numbers are kept of each.
    name : str, default="grid_resolution"
        What errors call the number of nodes along an axis.
    resolution : int, optional
        That number, where it is known.

    Raises
    ------
    ValueError
        If it is more than `MAX_GRID_BYTES`.
    """
    size = 8 * n_points * n_numbers
    if size <= MAX_GRID_BYTES:
        return
    given = name if resolution is None else f"{name}={resolution:,}"
    each = "" if n_numbers == 1 else f" of {n_numbers} numbers each"
    raise ValueError(
        f"{given} makes a grid of {n_points:,} points{each}, {size / 2**20:,.0f} MB; at most "
        f"{MAX_GRID_BYTES // 2**20} MB are allowed."
    )


def evaluate(
    respond: Responder, grid: Grid, max_bytes: int = CHUNK_BYTES, name: str = "grid_resolution"
) -> NDArray[Any]:
    """Compute a model's responses on a grid, in parts of bounded memory.

    Parameters
    ----------
    respond : Responder
        The model's responses.
    grid : Grid
        The grid.
    max_bytes : int, default=64 MB
        About how much memory the computation of a part may take, besides the result.
    name : str, default="grid_resolution"
        What errors call the number of nodes along an axis.

    Returns
    -------
    ndarray of shape ``grid.shape`` or ``grid.shape + (n_classes,)``
        The responses; indices into the classes where the model gives labels only.

    Raises
    ------
    ValueError
        If the result would take more than `MAX_GRID_BYTES`.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.planes import as_samples, evaluate, make_plane, make_responder
    >>> network = Network.from_arrays([[[2.0], [-1.0]]], out_activation="identity")
    >>> samples = as_samples([[0, 0], [2, 4]], network)
    >>> grid = make_plane(samples, eps=0).grid(2)
    >>> evaluate(make_responder(network), grid)
    array([[ 0.,  4.],
           [-4.,  0.]])
    """
    check_size(grid.n_points, respond.n_responses, name, max(grid.shape))
    numbers = respond.working_numbers + 6 * grid.plane.samples.n_features + 4 * respond.n_responses
    size = max(1, int(max_bytes) // (8 * numbers))
    values: NDArray[Any] | None = None
    for where, data in grid.chunks(size):
        part = respond(data)
        if values is None:
            values = np.empty((grid.n_points, *part.shape[1:]), dtype=part.dtype)
        values[where] = part
    assert values is not None
    return values.reshape(*grid.shape, *values.shape[1:])
