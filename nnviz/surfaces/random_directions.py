"""Random directions in which each neuron's incoming weights move by as much as they are long."""

from __future__ import annotations

import numbers
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.surfaces.direction import Direction

Array = NDArray[np.float64]


def random_directions(network: Network, rng: Any) -> tuple[Direction, Direction]:
    """Draw two random directions with filter normalisation.

    Parameters
    ----------
    network : Network
        The network.
    rng : int, Generator or None
        What `numpy.random.default_rng` takes.

    Returns
    -------
    tuple of Direction
        Two directions, each neuron's part of which is as long as its incoming weights.

    Raises
    ------
    TypeError, ValueError
        If `rng` is nothing of the kind, or the network's weights leave no two directions.

    References
    ----------
    Li, H., Xu, Z., Taylor, G., Studer, C., and Goldstein, T. (2018). Visualizing the loss
    landscape of neural nets. Advances in Neural Information Processing Systems, 31.
    """
    generator = _generator(rng)
    lengths = _lengths(network, [connection.weights for connection in network.connections])
    if not any(length.any() for length in lengths):
        raise ValueError(
            'directions: "random" moves weights by as much as they are long; all of these are 0.'
        )
    first, second = (_draw(network, generator, lengths) for _ in range(2))
    overlap, one, two = (_inner(a, b) for a, b in ((first, second), (first, first), (second,) * 2))
    if one * two - overlap**2 <= 1e-12 * one * two:
        raise ValueError(
            'directions: "random" found no two directions, since each neuron of this network has '
            "too few incoming weights; give weights=[...] instead."
        )
    return first, second


def _generator(rng: Any) -> np.random.Generator:
    is_seed = isinstance(rng, numbers.Integral) and not isinstance(rng, (bool, np.bool_))
    known = (np.random.Generator, np.random.BitGenerator, np.random.SeedSequence)
    if rng is not None and not is_seed and not isinstance(rng, known):
        raise TypeError(
            f"rng: must be None, an integer or a numpy.random.Generator; it is {rng!r}."
        )
    if is_seed and rng < 0:
        raise ValueError(f"rng: must be 0 or more; it is {rng}.")
    return np.random.default_rng(rng)


def _draw(network: Network, generator: np.random.Generator, lengths: list[Array]) -> Direction:
    drawn = [
        generator.standard_normal(connection.mask.shape) * connection.mask
        for connection in network.connections
    ]
    found = _lengths(network, drawn)
    steps = []
    for connection, draw in zip(network.connections, drawn, strict=True):
        length, own = found[connection.target], lengths[connection.target]
        scaled = draw * np.divide(own, length, out=np.zeros_like(own), where=length > 0)
        scaled.setflags(write=False)
        steps.append(scaled)
    still = tuple(
        np.broadcast_to(0.0, layer.size) if layer.has_bias else None for layer in network.layers
    )
    return Direction("random", None, tuple(steps), still)


def _lengths(network: Network, weights: list[Any]) -> list[Array]:
    """Give the length of each neuron's incoming weights, over all connections, by layer."""
    squares = [np.zeros(size) for size in network.sizes]
    for connection, array in zip(network.connections, weights, strict=True):
        squares[connection.target] += np.einsum("ij,ij->j", array, array)
    return [np.sqrt(square) for square in squares]


def _inner(one: Direction, other: Direction) -> float:
    pairs = zip(one.weight_steps, other.weight_steps, strict=True)
    return sum(float(np.vdot(a, b)) for a, b in pairs)
