"""The loss over one or two directions, and the descents on it: numbers that a picture shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.network.checks import real_numbers
from nnviz.surfaces.direction import Direction

__all__ = ["Descent", "LossSurface"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Descent:
    """A training seen from a surface: where its snapshots stand.

    Attributes
    ----------
    name : str
        What it is called.
    epochs : ndarray of int of shape (n,)
        The epochs of the snapshots, increasing.
    points : ndarray of shape (n, n_axes)
        Their coordinates on the surface's axes: the weights' own values, or steps along the
        directions; those of the nearest place in the surface's plane where they do not lie in it.
    losses : ndarray of shape (n,)
        The true loss of each snapshot, which is the surface's where `exact`.
    exact : bool
        Whether every snapshot lies in the plane: nothing else moved.
    distance : ndarray of shape (n,)
        How far each snapshot lies from the plane: the Euclidean length over all weights and
        biases, 0 up to rounding counting as 0.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.surfaces import loss_surface
    >>> line = [Network.from_arrays([[[w]]], out_activation="identity") for w in (0.0, 1.0, 1.5)]
    >>> descents = {"by hand": dict(enumerate(line))}
    >>> surface = loss_surface(line[-1], [[1.0]], [[2.0]], weights=[(1, 0, 0)], descents=descents)
    >>> surface.descents[0]
    <Descent 'by hand': 3 snapshots, exact>
    >>> surface.descents[0].points[:, 0], surface.descents[0].losses
    (array([0. , 1. , 1.5]), array([2.   , 0.5  , 0.125]))
    """

    name: str
    epochs: NDArray[np.int64]
    points: Array
    losses: Array
    exact: bool
    distance: Array

    def __repr__(self) -> str:
        n = len(self.epochs)
        how = "exact" if self.exact else "a projection"
        return f"<Descent {self.name!r}: {n:,} snapshot{'' if n == 1 else 's'}, {how}>"


@dataclass(frozen=True, eq=False, repr=False)
class LossSurface:
    """The loss of a network as one or two coordinates of its weights move and all else stays.

    Attributes
    ----------
    network : Network
        The network, at its present weights.
    directions : tuple of Direction
        What moves along each axis: one or two.
    coordinates : tuple of ndarray
        By axis: the places of the grid, increasing; the weight's own value, or the step along the
        direction, of which 0 is the present network. The present place is among them exactly, for
        which the spacing may differ a little on its two sides.
    present : tuple of float
        By axis: where the present network is.
    values : ndarray of shape (n_0,) or (n_1, n_0)
        The loss, as matplotlib's ``contour`` takes it: a row for each place on the second axis.
        It may be infinite or NaN far out.
    loss : float
        The loss at the present weights, with the penalty if there is one.
    slopes : tuple of float
        By axis: dL/d coordinate at the present weights; for a weight its gradient. NaN where the
        gradient is not defined by neuron (a hidden softmax layer).
    loss_name, loss_label : str
        The loss: a key of `nnviz.losses.LOSSES`, and its words.
    l2 : float
        The strength of the penalty in all of these losses.
    n_samples : int
        How many samples the loss is a mean over.
    descents : tuple of Descent
        Trainings, seen from here.
    measure : callable
        The losses at places (n, n_axes) given as steps from the present network.

    See Also
    --------
    loss_surface : Computes it.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.surfaces import loss_surface
    >>> network = Network.from_arrays([[[0.5]]], out_activation="identity")
    >>> surface = loss_surface(network, [[1.0]], [[2.0]], weights=[(1, 0, 0)], span=(0, 4),
    ...                        resolution=9)
    >>> surface
    <LossSurface of half squared error over 1 weight, 9 places>
    >>> surface.coordinates[0][:4], surface.values[:4]
    (array([0. , 0.5, 1. , 1.5]), array([2.   , 1.125, 0.5  , 0.125]))
    >>> surface.slopes, surface.value_at([[2.0]])
    ((-1.5,), array([0.]))
    """

    network: Network
    directions: tuple[Direction, ...]
    coordinates: tuple[Array, ...]
    present: tuple[float, ...]
    values: Array
    loss: float
    slopes: tuple[float, ...]
    loss_name: str
    loss_label: str
    l2: float
    n_samples: int
    descents: tuple[Descent, ...] = ()
    measure: Callable[[Array], Array] = field(repr=False, kw_only=True)

    def at(self, *coordinates: float) -> Network:
        """Return the network at a place of the surface.

        Parameters
        ----------
        *coordinates : float
            One for each axis.

        Returns
        -------
        Network
            The network there; `network` stays as it is.

        Raises
        ------
        TypeError, ValueError
            If there is not one finite number for each axis.
        """
        point = _check_points([list(coordinates)], len(self.directions), "coordinates")[0]
        return moved_network(self.network, self.directions, self.present, point)

    def value_at(self, points: Any) -> Array:
        """Compute the loss at any places, exactly rather than between nodes of the grid.

        Parameters
        ----------
        points : array-like of shape (n, n_axes)
            The places, in the coordinates of the axes.

        Returns
        -------
        ndarray of shape (n,)
            The losses, with the penalty if there is one.

        Raises
        ------
        TypeError, ValueError
            If `points` are not finite numbers of that shape.
        """
        places = _check_points(points, len(self.directions), "points")
        return self.measure(places - np.array(self.present))

    def __repr__(self) -> str:
        kind = self.directions[0].kind
        axes = len(self.directions)
        what = {
            "weight": f"{axes} weight{'s' * (axes > 1)}",
            "random": f"{axes} random directions",
            "pca": f"{axes} principal components",
        }[kind]
        places = " x ".join(str(n) for n in reversed(self.values.shape))
        return f"<LossSurface of {self.loss_label} over {what}, {places} places>"


def moved_network(
    network: Network, directions: tuple[Direction, ...], present: tuple[float, ...], point: Array
) -> Network:
    """Move a network's weights to a place of a surface.

    Parameters
    ----------
    network : Network
        The network at its present weights.
    directions : tuple of Direction
        The directions of the axes.
    present : tuple of float
        By axis: where the present network is.
    point : ndarray of shape (n_axes,)
        The place.

    Returns
    -------
    Network
        The network there.
    """
    if directions[0].kind == "weight":
        # The values themselves: present + (value - present) would lose their last bits.
        pairs = zip(directions, point, strict=True)
        return network.with_weights({d.weight: float(value) for d, value in pairs})
    connections, layers = list(network.connections), list(network.layers)
    steps = point - np.array(present)
    for k, connection in enumerate(connections):
        moves = _sum(steps, [direction.weight_steps[k] for direction in directions])
        connections[k] = replace(connection, weights=connection.weights + moves)
    for k, layer in enumerate(layers):
        if layer.bias is not None:
            moves = _sum(steps, [direction.bias_steps[k] for direction in directions])
            layers[k] = replace(layer, bias=layer.bias + moves)
    return replace(network, layers=tuple(layers), connections=tuple(connections))


def _sum(steps: Array, arrays: list[Any]) -> Any:
    total: Any = 0.0
    for step, array in zip(steps, arrays, strict=True):
        total = total + step * array
    return total


def _check_points(points: Any, n_axes: int, argument: str) -> Array:
    try:
        places = real_numbers(argument, points)
    except ValueError:
        raise ValueError(f"{argument}: must be a full array of numbers.") from None
    if places.ndim != 2 or places.shape[1] != n_axes:
        count = places.shape[-1] if places.ndim == 2 else f"shape {places.shape}"
        raise ValueError(
            f"{argument}: must have {n_axes} number{'s' * (n_axes > 1)} a place, one for each "
            f"axis; got {count}."
        )
    if not np.isfinite(places).all():
        raise ValueError(f"{argument}: must be finite numbers; got {points!r}.")
    return places
