"""Layout: where everything in a diagram stands, as numbers and nothing else.

A layout is computed without matplotlib and is tested as numbers. The drawing reads it and adds
nothing to it, so whatever can be said about overlap, order and elision can be said here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.layout.picture import InputPicture

__all__ = ["Gap", "Layout", "Orientation", "check_orientation", "place"]

Orientation = Literal["horizontal", "vertical"]
ORIENTATIONS: tuple[Orientation, ...] = ("horizontal", "vertical")


@dataclass(frozen=True, eq=False)
class Gap:
    """A run of neighbouring neurons that a layout leaves out of a wide layer.

    Parameters
    ----------
    layer : int
        The layer, counted from 0 at the input.
    position : tuple of float
        Centre ``(x, y)`` of the room that the gap takes, in data units.
    count : int
        How many neurons are left out here.
    extent : float
        Length of that room along the layer, in data units.
    """

    layer: int
    position: tuple[float, float]
    count: int
    extent: float


@dataclass(frozen=True, eq=False, repr=False)
class Layout:
    """Positions of the neurons of a network, and what is left out.

    Parameters
    ----------
    orientation : {"horizontal", "vertical"}
        Whether layers follow each other from left to right or from bottom to top.
    shown : tuple of ndarray of int
        For each layer, the indices of the neurons that are shown, ascending.
    positions : tuple of ndarray of shape (n_shown, 2)
        For each layer, the centres of those neurons in data units, row by row aligned with `shown`.
    gaps : tuple of Gap
        The runs of neurons that are left out.
    bias_positions : dict of int to tuple of float
        Layer ``r`` to the centre of the bias neuron that feeds layer ``r``.
    spacing : tuple of float
        ``(dx, dy)`` in data units. Any two of the neurons, bias neurons and centres of gaps are at
        least ``dx`` apart in x, or at least ``dy`` apart in y; pixels of a picture do not count.
    routes : dict of int to ndarray of shape (n_shown_source, n_skipped, 2)
        Index of a connection that skips layers to the way points of its edges: by shown source
        neuron, one point in each skipped layer. All edges that leave a neuron share these points.
        The points are NaN for a source neuron that has no edge to a shown neuron. A connection
        that is not here is drawn with straight edges.
    layer_positions : ndarray of shape (n_layers,)
        Coordinate of each layer along the axis on which the layers follow each other.
    picture : InputPicture, optional
        The room of the inputs where they are the pixels of a picture; their `positions` are then
        the pixels' centres in it. A drawing fits a picture with square pixels into this room.

    Notes
    -----
    The arrays are copied and read-only.

    Examples
    --------
    >>> from nnviz.layout import layered_layout
    >>> layout = layered_layout([2, 3, 1])
    >>> layout
    <Layout horizontal, 2-3-1 neurons shown>
    >>> layout.positions[1][:, 1]
    array([ 1.,  0., -1.])
    """

    orientation: Orientation
    shown: tuple[NDArray[np.int64], ...]
    positions: tuple[NDArray[np.float64], ...]
    gaps: tuple[Gap, ...]
    bias_positions: dict[int, tuple[float, float]]
    spacing: tuple[float, float]
    routes: dict[int, NDArray[np.float64]]
    layer_positions: NDArray[np.float64]
    picture: InputPicture | None = None

    def __post_init__(self) -> None:
        check_orientation(self.orientation)
        shown = tuple(_frozen(indices, np.int64) for indices in self.shown)
        positions = tuple(_frozen(points, np.float64) for points in self.positions)
        if len(shown) != len(positions):
            raise ValueError(
                f"positions must have one array for each of the {len(shown)} layers in shown; "
                f"it has {len(positions)}."
            )
        for k, (indices, points) in enumerate(zip(shown, positions, strict=True)):
            if indices.ndim != 1 or np.any(indices < 0) or np.any(np.diff(indices) <= 0):
                raise ValueError(
                    f"shown[{k}] must be ascending indices of neurons; it is {indices.tolist()}."
                )
            if points.shape != (indices.size, 2):
                raise ValueError(
                    f"positions[{k}] must have shape {(indices.size, 2)} to follow shown[{k}]; "
                    f"it has shape {points.shape}."
                )
        layer_positions = _frozen(self.layer_positions, np.float64)
        if layer_positions.shape != (len(shown),):
            raise ValueError(
                f"layer_positions must have shape {(len(shown),)}, one coordinate a layer; "
                f"it has shape {layer_positions.shape}."
            )
        if self.picture is not None and shown[0].size != self.picture.n_pixels:
            raise ValueError(
                f"picture must have a pixel for each of the {shown[0].size} inputs shown; it has "
                f"{self.picture.n_pixels}."
            )
        put = object.__setattr__
        put(self, "shown", shown)
        put(self, "positions", positions)
        put(self, "gaps", tuple(self.gaps))
        put(self, "bias_positions", dict(self.bias_positions))
        put(self, "routes", {k: _frozen(route, np.float64) for k, route in self.routes.items()})
        put(self, "layer_positions", layer_positions)

    def __repr__(self) -> str:
        counts = "-".join(str(indices.size) for indices in self.shown)
        elided = sum(gap.count for gap in self.gaps)
        left_out = f", {elided} elided" if elided else ""
        return f"<Layout {self.orientation}, {counts} neurons shown{left_out}>"

    @property
    def n_layers(self) -> int:
        """Number of layers, the input included."""
        return len(self.shown)

    @property
    def is_layered(self) -> bool:
        """Whether each layer is a column, or a row, as captions of layers need it."""
        across = 0 if self.orientation == "horizontal" else 1
        pairs = list(zip(self.positions, self.layer_positions, strict=True))
        columns = pairs if self.picture is None else pairs[1:]
        return all(np.allclose(points[:, across], place) for points, place in columns)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of neurons of each layer, those left out included."""
        return tuple(self.shown[k].size + self.n_hidden(k) for k in range(self.n_layers))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest box ``(xmin, ymin, xmax, ymax)`` around all of these, a picture too."""
        points = np.concatenate(list(self._points()))
        xmin, ymin = np.nanmin(points, axis=0)
        xmax, ymax = np.nanmax(points, axis=0)
        return float(xmin), float(ymin), float(xmax), float(ymax)

    def position(self, layer: int, neuron: int) -> tuple[float, float] | None:
        """Find a neuron's centre.

        Parameters
        ----------
        layer, neuron : int
            The neuron, both counted from 0.

        Returns
        -------
        tuple of float or None
            ``(x, y)`` in data units, or None where the layout does not show this neuron.

        Raises
        ------
        ValueError
            If the layer does not exist.

        Examples
        --------
        >>> from nnviz.layout import layered_layout
        >>> layout = layered_layout([1, 100, 1], max_neurons=4)
        >>> layout.position(0, 0)
        (0.0, 0.0)
        >>> layout.position(1, 50) is None
        True
        """
        indices = self.shown[self._checked(layer)]
        row = int(np.searchsorted(indices, neuron))
        if row == indices.size or indices[row] != neuron:
            return None
        x, y = self.positions[layer][row]
        return float(x), float(y)

    def n_hidden(self, layer: int) -> int:
        """Count the neurons of a layer that are left out.

        Parameters
        ----------
        layer : int
            The layer, counted from 0 at the input.

        Returns
        -------
        int
            The sum of the counts of the layer's gaps.

        Raises
        ------
        ValueError
            If the layer does not exist.

        Examples
        --------
        >>> from nnviz.layout import layered_layout
        >>> layered_layout([1, 100, 1], max_neurons=4).n_hidden(1)
        96
        """
        self._checked(layer)
        return sum(gap.count for gap in self.gaps if gap.layer == layer)

    def _checked(self, layer: int) -> int:
        if not 0 <= layer < self.n_layers:
            raise ValueError(
                f"layer: layer {layer} does not exist; this layout's layers are "
                f"0..{self.n_layers - 1}."
            )
        return layer

    def _points(self) -> Iterator[NDArray[np.float64]]:
        """Yield everything that takes room, as arrays of shape (n, 2)."""
        yield from self.positions
        if self.picture is not None:
            yield np.reshape(self.picture.box, (2, 2))
        along = np.array([0.0, 0.5] if self.orientation == "horizontal" else [0.5, 0.0])
        for gap in self.gaps:
            centre = np.array(gap.position)
            yield np.stack([centre - along * gap.extent, centre + along * gap.extent])
        if self.bias_positions:
            yield np.array(list(self.bias_positions.values()), dtype=np.float64)
        for route in self.routes.values():
            yield route.reshape(-1, 2)


def check_orientation(orientation: object) -> None:
    """Refuse an orientation that is neither "horizontal" nor "vertical"."""
    if not isinstance(orientation, str) or orientation not in ORIENTATIONS:
        allowed = " or ".join(repr(name) for name in ORIENTATIONS)
        raise ValueError(f"orientation must be {allowed}; it is {orientation!r}.")


def place(across: Any, along: NDArray[np.float64], orientation: Orientation) -> NDArray[np.float64]:
    """Turn layer coordinates into data coordinates.

    Parameters
    ----------
    across : float or ndarray
        Coordinate on the axis on which the layers follow each other; it is broadcast to `along`.
    along : ndarray of any shape
        Coordinate within the layer, growing from its first neuron to its last.
    orientation : {"horizontal", "vertical"}
        The first neuron is at the top of a horizontal layout, at the left of a vertical one.

    Returns
    -------
    ndarray of shape (..., 2)
        The points ``(x, y)``.
    """
    across = np.broadcast_to(np.asarray(across, dtype=np.float64), along.shape)
    # Adding 0.0 turns the -0.0 of a mirrored centre into 0.0.
    pair = [across, -along + 0.0] if orientation == "horizontal" else [along + 0.0, across]
    return np.stack(pair, axis=-1)


def _frozen(values: Any, dtype: type) -> NDArray[Any]:
    array: NDArray[Any] = np.array(values, dtype=dtype)
    array.flags.writeable = False
    return array
