"""Directions along which one weight moves alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from nnviz.network import Network
from nnviz.network.edits import find_weight
from nnviz.surfaces.direction import Direction


def weight_directions(network: Network, weights: Any) -> tuple[Direction, ...]:
    """Make a direction for each of one or two weights.

    Parameters
    ----------
    network : Network
        The network.
    weights : list of tuple
        One or two weights as `nnviz.gradient_paths` takes them; a single tuple is one weight.

    Returns
    -------
    tuple of Direction
        The directions.

    Raises
    ------
    TypeError, ValueError
        If they are not one or two different weights of the network.
    """
    if _is_weight(weights):
        weights = [weights]
    if isinstance(weights, (str, bytes)) or not isinstance(weights, Iterable):
        raise TypeError(f"weights: must be a list of one or two weights; it is {weights!r}.")
    given = list(weights)
    if not 1 <= len(given) <= 2:
        raise ValueError(
            f"weights: must be one weight or two, an axis each; {len(given)} were given."
        )
    directions = tuple(_direction(network, k, weight) for k, weight in enumerate(given))
    if len(directions) == 2 and directions[0].weight == directions[1].weight:
        raise ValueError(f"weights: must be two different weights; {given[0]!r} stands twice.")
    return directions


def value_of(network: Network, direction: Direction) -> float:
    """Return the present value of the weight that moves along a direction.

    Parameters
    ----------
    network : Network
        The network.
    direction : Direction
        The direction of one weight.

    Returns
    -------
    float
        Its value.
    """
    connection, row, column = find_weight(network, direction.weight)
    if connection is None:
        bias = network.layers[row].bias
        assert bias is not None
        return float(bias[column])
    weights = network.connections[connection].weights
    assert weights is not None
    return float(weights[row, column])


def _is_weight(value: Any) -> bool:
    if not isinstance(value, tuple) or not value:
        return False
    if len(value) == 2:  # ((l, i), (m, j)), and not two weights
        return all(
            isinstance(pair, tuple) and len(pair) == 2 and not isinstance(pair[0], tuple)
            for pair in value
        )
    return not isinstance(value[0], (tuple, list))


def _direction(network: Network, k: int, weight: Any) -> Direction:
    try:
        index, row, column = find_weight(network, weight)
    except (TypeError, ValueError) as error:
        raise type(error)(f"weights[{k}]{str(error).removeprefix('weight')}") from None
    weight_steps = [np.zeros(connection.mask.shape) for connection in network.connections]
    bias_steps = [np.zeros(layer.size) if layer.has_bias else None for layer in network.layers]
    if index is None:
        moved = bias_steps[row]
        assert moved is not None
        moved[column] = 1.0
        name: tuple[Any, ...] = (row, "bias", column)
    else:
        weight_steps[index][row, column] = 1.0
        connection = network.connections[index]
        name = ((connection.source, row), (connection.target, column))
    for steps in (*weight_steps, *bias_steps):
        if steps is not None:
            steps.setflags(write=False)
    return Direction("weight", name, tuple(weight_steps), tuple(bias_steps))
