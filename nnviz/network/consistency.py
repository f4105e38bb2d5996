"""Whether layers, connections and classes fit each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network.checks import none_if_all, read_only
from nnviz.network.connection import Connection
from nnviz.network.layer import Layer


def check_layers(given: Any) -> tuple[Layer, ...]:
    """Check each layer against its place in the network.

    Parameters
    ----------
    given : sequence of Layer
        What a user gave.

    Returns
    -------
    tuple of Layer
        The layers.

    Raises
    ------
    TypeError, ValueError
        If these cannot be a network's layers.
    """
    layers = _check_kind("layers", given, Layer)
    if len(layers) < 2:
        raise ValueError(f"layers must be at least two, input and output; it holds {len(layers)}.")
    first, last = layers[0], layers[-1]
    if first.has_bias:
        raise ValueError("layers[0] is the input, which has no bias; it has one.")
    if first.activation not in (None, "identity"):
        raise ValueError(
            f"layers[0] is the input, which computes nothing; its activation is "
            f"{first.activation!r}."
        )
    if last.absent:
        raise ValueError(
            f"layers[{len(layers) - 1}].absent must be empty: an output cannot be taken out; it "
            f"is {last.absent}."
        )
    if first.activation is not None:
        layers = (replace(first, activation=None), *layers[1:])
    return layers


def check_connections(given: Any, layers: tuple[Layer, ...]) -> tuple[Connection, ...]:
    """Fit the connections to the layers.

    Parameters
    ----------
    given : sequence of Connection
        What a user gave.
    layers : tuple of Layer
        The layers, checked.

    Returns
    -------
    tuple of Connection
        The connections in order, each with its shape, and without the weights of absent neurons.

    Raises
    ------
    TypeError, ValueError
        If they do not fit.
    """
    connections = _check_kind("connections", given, Connection)
    fitted = []
    seen = set()
    for number, connection in enumerate(connections):
        argument = f"connections[{number}]"
        pair = (connection.source, connection.target)
        if connection.target >= len(layers):
            raise ValueError(
                f"{argument}: layer {connection.target} does not exist; this network's layers are "
                f"0..{len(layers) - 1}."
            )
        if pair in seen:
            raise ValueError(
                f"{argument}: there is another connection from {pair[0]} to {pair[1]}."
            )
        seen.add(pair)
        if (connection.weights is None) != (connections[0].weights is None):
            raise ValueError(
                f"{argument}: either all connections have weights or none has; connections[0] and "
                "this one differ."
            )
        source, target = layers[connection.source], layers[connection.target]
        shape = (source.size, target.size)
        if connection.shape not in (None, shape):
            raise ValueError(
                f"{argument} must have shape {shape}, the sizes of layers {pair[0]} and {pair[1]}; "
                f"it has shape {connection.shape}."
            )
        fitted.append(_without_absent(connection, source, target, shape))
    if fitted and fitted[0].weights is not None:
        _check_biases_known(layers)
    return tuple(sorted(fitted, key=lambda connection: (connection.target, connection.source)))


def _check_biases_known(layers: tuple[Layer, ...]) -> None:
    for number, layer in enumerate(layers):
        if layer.has_bias and layer.bias is None:
            raise ValueError(
                f"layers[{number}]: the weights are known, but the biases are not; give bias, or "
                "has_bias=False."
            )


def _without_absent(
    connection: Connection, source: Layer, target: Layer, shape: tuple[int, int]
) -> Connection:
    """Take out the weights of neurons that are not there."""
    if connection.shape is None:
        connection = replace(connection, shape=shape)
    if not source.absent and not target.absent:
        return connection
    exists = connection.mask & source.present[:, np.newaxis] & target.present
    if none_if_all(exists) is None or np.array_equal(exists, connection.mask):
        return connection
    return replace(connection, exists=exists)


def _check_kind(argument: str, given: Any, kind: type[Any]) -> tuple[Any, ...]:
    if not isinstance(given, Iterable):
        raise TypeError(f"{argument} must be a sequence of {kind.__name__}; it is {given!r}.")
    items = tuple(given)
    for number, item in enumerate(items):
        if not isinstance(item, kind):
            raise TypeError(f"{argument}[{number}] must be a {kind.__name__}; it is {item!r}.")
    return items


def check_classes(classes: Any, n_outputs: int) -> NDArray[Any] | None:
    """Copy the labels of a classifier.

    Parameters
    ----------
    classes : array-like or None
        What a user gave.
    n_outputs : int
        The size of the last layer.

    Returns
    -------
    ndarray or None
        The labels, read-only.

    Raises
    ------
    ValueError
        If there are not as many as the outputs tell apart.
    """
    if classes is None:
        return None
    labels = np.array(classes, copy=True)
    if labels.dtype.kind == "U" and labels.ndim == 1 and labels.tolist() != list(classes):
        # NumPy cuts off a NUL at the end of a string, and two classes might become one.
        labels = np.array(classes, dtype=object)
    if labels.ndim != 1:
        raise ValueError(f"classes must be 1-D; it has shape {labels.shape}.")
    # A single output neuron tells two classes apart, or was trained on one class alone.
    allowed = (1, 2) if n_outputs == 1 else (n_outputs,)
    if len(labels) not in allowed:
        raise ValueError(
            f"classes must hold {' or '.join(map(str, allowed))} labels for {n_outputs} output "
            f"neuron{'s' * (n_outputs != 1)}; it holds {len(labels)}."
        )
    return read_only(labels)
