"""New networks from old: other weights, or fewer neurons."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from nnviz.network.checks import check_place
from nnviz.network.model import Network

_FORMS = "(r, i, j), (r, 'bias', j) or ((l, i), (m, j))"


def with_weights(network: Network, changes: Mapping[Any, float]) -> Network:
    """Return a network with other values, as `Network.with_weights` says.

    Parameters
    ----------
    network : Network
        The network.
    changes : mapping
        Values by weight.

    Returns
    -------
    Network
        The new network.
    """
    if not isinstance(changes, Mapping):
        raise TypeError(f"changes must be a mapping of {_FORMS} to values; it is {changes!r}.")
    weights: dict[int, Any] = {}
    biases: dict[int, Any] = {}
    for weight, value in changes.items():
        number = _check_value(weight, value)
        connection, row, column = find_weight(network, weight)
        if connection is None:
            bias = network.layers[row].bias
            if bias is None:
                raise ValueError(
                    f"weight {weight}: the values of this network's biases are unknown."
                )
            biases.setdefault(row, bias.copy())[column] = number
        else:
            known = network.connections[connection].weights
            if known is None:
                raise ValueError(
                    f"weight {weight}: this network is an architecture, without weights."
                )
            weights.setdefault(connection, known.copy())[row, column] = number
    return replace(
        network,
        layers=tuple(
            replace(layer, bias=biases[k]) if k in biases else layer
            for k, layer in enumerate(network.layers)
        ),
        connections=tuple(
            replace(connection, weights=weights[k]) if k in weights else connection
            for k, connection in enumerate(network.connections)
        ),
    )


def find_weight(network: Network, weight: Any) -> tuple[int | None, int, int]:
    """Return where a weight is.

    Parameters
    ----------
    network : Network
        The network.
    weight : tuple
        ``(r, i, j)``, ``(r, "bias", j)`` or ``((l, i), (m, j))``.

    Returns
    -------
    connection : int or None
        Index of its connection; None for a bias.
    row, column : int
        Its place in the connection's weights; of a bias, the layer and the neuron.

    Raises
    ------
    TypeError, ValueError
        If it is no weight, or not one of this network.

    Examples
    --------
    >>> find_weight(Network.from_sizes([4, 3, 2]), (2, 0, 1))
    (1, 0, 1)
    >>> find_weight(Network.from_sizes([4, 3, 2]), (2, "bias", 1))
    (None, 2, 1)
    """
    if isinstance(weight, tuple) and len(weight) == 3:
        target = _check_computing_layer(network, weight[0])
        column = check_place("weight", weight[2], network.sizes[target], "neuron")
        if isinstance(weight[1], str):
            return _find_bias(network, weight, target, column)
        source = target - 1
        row = check_place("weight", weight[1], network.sizes[source], "neuron")
    elif isinstance(weight, tuple) and len(weight) == 2 and all(map(_is_pair, weight)):
        (source, row), (target, column) = weight
        source, row = check_neuron(network, "weight", (source, row))
        target, column = check_neuron(network, "weight", (target, column))
    else:
        raise TypeError(f"weight must be {_FORMS}; it is {weight!r}.")
    for index, connection in enumerate(network.connections):
        if (connection.source, connection.target) == (source, target):
            if connection.mask[row, column]:
                return index, row, column
            break
    raise ValueError(
        f"weight: there is none from neuron {row} of layer {source} to neuron {column} of layer "
        f"{target}; {weight} does not exist."
    )


def check_neuron(network: Network, argument: str, neuron: Any) -> tuple[int, int]:
    """Return a neuron of the network as ``(layer, index)``.

    Parameters
    ----------
    network : Network
        The network.
    argument : str
        What the error calls it.
    neuron : tuple
        What a user gave.

    Returns
    -------
    tuple of int
        The layer and the index.
    """
    if not _is_pair(neuron):
        raise TypeError(f"{argument}: a neuron must be (layer, index); it is {neuron!r}.")
    layer = check_place(argument, neuron[0], network.n_layers, "layer")
    return layer, check_place(argument, neuron[1], network.sizes[layer], f"layer {layer}'s neuron")


def without(network: Network, neurons: Iterable[tuple[int, int]]) -> Network:
    """Return a network with fewer neurons, as `Network.without` says.

    Parameters
    ----------
    network : Network
        The network.
    neurons : iterable of tuple
        The neurons to take out, as (layer, index).

    Returns
    -------
    Network
        The new network.
    """
    if not isinstance(neurons, Iterable):
        raise TypeError(f"neurons must be a list of (layer, index); it is {neurons!r}.")
    absent: dict[int, set[int]] = {}
    for given in neurons:
        layer, neuron = check_neuron(network, "neurons", given)
        if layer == network.depth:
            raise ValueError(
                f"neurons: {given} is an output, which cannot be taken out; allowed are the "
                f"neurons of layers 0..{network.depth - 1}."
            )
        absent.setdefault(layer, set()).add(neuron)

    layers = tuple(
        replace(layer, absent=(*layer.absent, *absent[k])) if k in absent else layer
        for k, layer in enumerate(network.layers)
    )
    # A Network takes the edges of absent neurons out by itself.
    return replace(network, layers=layers)


def _find_bias(
    network: Network, weight: Any, target: int, column: int
) -> tuple[int | None, int, int]:
    if weight[1] != "bias":
        raise ValueError(f"weight: {weight[1]!r} is no neuron; allowed are an index or 'bias'.")
    if not network.layers[target].bias_mask[column]:
        raise ValueError(f"weight: neuron {column} of layer {target} has no bias.")
    return None, target, column


def _check_computing_layer(network: Network, layer: Any) -> int:
    if isinstance(layer, (bool, np.bool_)) or not isinstance(layer, numbers.Integral):
        raise TypeError(f"weight must be {_FORMS}, with integers; the layer is {layer!r}.")
    number = int(layer)
    if not 1 <= number <= network.depth:
        raise ValueError(
            f"weight: layer {number} does not exist; this network's layers are 1..{network.depth}."
        )
    return number


def _check_value(weight: Any, value: Any) -> float:
    if not isinstance(value, (numbers.Real, np.bool_)):
        raise TypeError(f"changes[{weight}] must be a real number; it is {value!r}.")
    return float(value)


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2
