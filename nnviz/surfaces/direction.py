"""A direction in which weights move: how far each goes per unit of an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Direction:
    """A direction through the space of a network's weights and biases.

    Attributes
    ----------
    kind : {"weight", "random", "pca"}
        One weight alone; a random direction, filter-normalised; a principal component of snapshots.
    weight : tuple or None
        For one weight alone, which: ``((l, i), (m, j))``, or ``(r, "bias", j)`` for a bias.
    weight_steps : tuple of ndarray of shape (n_source, n_target)
        By connection: how far each weight goes per unit of the axis; 0 where it stays or does not
        exist.
    bias_steps : tuple of ndarray of shape (size,), or None
        By layer: how far each bias goes; None for a layer without biases.
    explained : float or None
        The part of the snapshots' variance that a principal component explains, 0..1.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.surfaces import loss_surface
    >>> network = Network.from_arrays([[[2.0]], [[3.0]]], activation="relu",
    ...                               out_activation="identity")
    >>> surface = loss_surface(network, [[0.5]], [[1.0]], weights=[(2, 0, 0)])
    >>> surface.directions[0]
    <Direction of weight ((1, 0), (2, 0))>
    >>> surface.directions[0].weight_steps
    (array([[0.]]), array([[1.]]))
    """

    kind: str
    weight: tuple[Any, ...] | None
    weight_steps: tuple[Array, ...]
    bias_steps: tuple[Array | None, ...]
    explained: float | None = None

    def __repr__(self) -> str:
        if self.weight is not None:
            return f"<Direction of weight {self.weight}>"
        if self.explained is not None:
            return f"<Direction of a principal component, {self.explained:.1%} of the variance>"
        return f"<Direction, {self.kind}>"


def parameter_vector(network: Network) -> Array:
    """List all weights that exist, by connection, and then all biases, by layer.

    Parameters
    ----------
    network : Network
        A network with weights and biases.

    Returns
    -------
    ndarray of shape (n_parameters,)
        Their values.
    """
    weights = [connection.weights for connection in network.connections]
    return _listed(network, weights, [layer.bias for layer in network.layers])


def direction_vector(network: Network, direction: Direction) -> Array:
    """List a direction's steps as `parameter_vector` lists the values.

    Parameters
    ----------
    network : Network
        The network.
    direction : Direction
        A direction through its weights.

    Returns
    -------
    ndarray of shape (n_parameters,)
        The steps.
    """
    return _listed(network, direction.weight_steps, direction.bias_steps)


def steps_of_vector(
    network: Network, vector: Array
) -> tuple[tuple[Array, ...], tuple[Array | None, ...]]:
    """Turn a list of numbers, one for each parameter, into arrays by connection and by layer.

    Parameters
    ----------
    network : Network
        The network.
    vector : ndarray of shape (n_parameters,)
        Numbers in the order of `parameter_vector`.

    Returns
    -------
    weight_steps, bias_steps : tuple
        As a `Direction` has them.
    """
    place, by_connection = 0, []
    for connection in network.connections:
        steps: Array = np.zeros(connection.mask.shape)
        steps[connection.mask] = vector[place : place + connection.n_weights]
        place += connection.n_weights
        by_connection.append(_frozen(steps))
    by_layer: list[Array | None] = []
    for layer in network.layers:
        if not layer.has_bias:
            by_layer.append(None)
            continue
        moves: Array = np.zeros(layer.size)
        moves[layer.bias_mask] = vector[place : place + layer.n_biases]
        place += layer.n_biases
        by_layer.append(_frozen(moves))
    return tuple(by_connection), tuple(by_layer)


def parameter_name(network: Network, place: int) -> tuple[Any, ...]:
    """Say which weight or bias stands at a place of `parameter_vector`.

    Parameters
    ----------
    network : Network
        The network.
    place : int
        The place.

    Returns
    -------
    tuple
        ``(r, i, j)``, ``(r, "bias", j)``, or ``((l, i), (m, j))`` where layers are skipped.
    """
    left = place
    for connection in network.connections:
        if left < connection.n_weights:
            i, j = (int(k) for k in np.argwhere(connection.mask)[left])
            source, target = connection.source, connection.target
            return (target, i, j) if target - source == 1 else ((source, i), (target, j))
        left -= connection.n_weights
    for index, layer in enumerate(network.layers):
        if left < layer.n_biases:
            return index, "bias", int(np.flatnonzero(layer.bias_mask)[left])
        left -= layer.n_biases
    raise IndexError(f"place {place} is beyond the last parameter.")


def _listed(network: Network, weights: Any, biases: Any) -> Array:
    parts = [w[c.mask] for c, w in zip(network.connections, weights, strict=True)]
    parts += [
        bias[layer.bias_mask]
        for layer, bias in zip(network.layers, biases, strict=True)
        if bias is not None and layer.has_bias
    ]
    return np.concatenate(parts)


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
