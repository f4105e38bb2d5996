"""Layered networks from layer sizes or from arrays of weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.network.checks import (
    check_activation,
    check_integer,
    check_names,
    check_numbers,
    read_only,
)
from nnviz.network.connection import Connection
from nnviz.network.layer import Layer
from nnviz.network.model import Network


def network_from_sizes(
    sizes: Any,
    *,
    activation: str | None,
    out_activation: str | None,
    bias: bool,
    input_names: Any,
    output_names: Any,
) -> Network:
    """Make an architecture, as `Network.from_sizes` says.

    Parameters
    ----------
    sizes : sequence of int
        The number of neurons in each layer.
    activation, out_activation : str or None
        Names of activations.
    bias : bool
        Whether there are biases.
    input_names, output_names : sequence of str or None
        Names of neurons.

    Returns
    -------
    Network
        A network without weights.
    """
    if not isinstance(bias, (bool, np.bool_)):
        raise TypeError(f"bias must be True or False; it is {bias!r}.")
    items = _as_list("sizes", sizes, "a list of layer sizes, such as [4, 3, 2]")
    if len(items) < 2:
        raise ValueError(
            f"sizes must name at least two layers, input and output; it holds {len(items)}."
        )
    widths = [check_integer(f"sizes[{k}]", size, least=1) for k, size in enumerate(items)]
    layers = _layers(
        widths,
        [{}] + [{"has_bias": bool(bias)}] * (len(widths) - 1),
        activation=activation,
        out_activation=out_activation,
        input_names=input_names,
        output_names=output_names,
    )
    connections = [Connection(k, k + 1) for k in range(len(widths) - 1)]
    return Network(tuple(layers), tuple(connections))


def network_from_arrays(
    coefs: Any,
    intercepts: Any,
    *,
    activation: str | None,
    out_activation: str | None,
    input_names: Any,
    output_names: Any,
) -> Network:
    """Make a network from its weights, as `Network.from_arrays` says.

    Parameters
    ----------
    coefs : sequence of array-like
        The weights, by layer.
    intercepts : sequence of array-like or None
        The biases, by layer.
    activation, out_activation : str or None
        Names of activations.
    input_names, output_names : sequence of str or None
        Names of neurons.

    Returns
    -------
    Network
        The network.
    """
    expected = "a list with one 2-D array of weights a layer"
    weights = _as_list("coefs", coefs, expected)
    if not weights:
        raise ValueError(f"coefs must be {expected}; it is empty.")
    connections: list[Connection] = []
    for k, array in enumerate(weights):
        numbers, exists = check_numbers(f"coefs[{k}]", array, ndim=2)
        if 0 in numbers.shape:
            raise ValueError(
                f"coefs[{k}] has shape {numbers.shape}; a layer must have at least one neuron."
            )
        if connections and numbers.shape[0] != connections[-1].mask.shape[1]:
            before = connections[-1].mask.shape
            raise ValueError(
                f"coefs[{k}] must have {before[1]} rows to follow coefs[{k - 1}], which has shape "
                f"{before}; it has shape {numbers.shape}."
            )
        connections.append(Connection(k, k + 1, numbers, exists))
    widths = [connections[0].mask.shape[0], *(c.mask.shape[1] for c in connections)]
    layers = _layers(
        widths,
        [{}, *_biases(intercepts, widths[1:])],
        activation=activation,
        out_activation=out_activation,
        input_names=input_names,
        output_names=output_names,
    )
    return Network(tuple(layers), tuple(connections))


def _biases(intercepts: Any, widths: list[int]) -> list[dict[str, Any]]:
    """Return what a Layer takes about its bias, for each layer after the first."""
    if intercepts is None:
        return [{}] * len(widths)
    given = _as_list("intercepts", intercepts, "a list with one 1-D array of biases a layer")
    if len(given) != len(widths):
        raise ValueError(
            f"intercepts must hold {len(widths)} arrays, as many as coefs; it holds {len(given)}."
        )
    biases: list[dict[str, Any]] = []
    for k, (array, width) in enumerate(zip(given, widths, strict=True)):
        if array is None:
            biases.append({})
            continue
        numbers, exists = check_numbers(f"intercepts[{k}]", array, ndim=1)
        if len(numbers) != width:
            raise ValueError(
                f"intercepts[{k}] must hold {width} numbers, as coefs[{k}] has {width} columns; it "
                f"has shape {numbers.shape}."
            )
        if exists is not None:
            exists = read_only(exists)
        biases.append({"bias": numbers, "bias_exists": exists})
    return biases


def _layers(
    widths: list[int],
    biases: list[dict[str, Any]],
    *,
    activation: str | None,
    out_activation: str | None,
    input_names: Any,
    output_names: Any,
) -> list[Layer]:
    hidden = check_activation("activation", activation)
    last = len(widths) - 1
    activations = [None, *[hidden] * (last - 1), check_activation("out_activation", out_activation)]
    names = {
        0: check_names("input_names", input_names, widths[0]),
        last: check_names("output_names", output_names, widths[-1]),
    }
    return [
        Layer(width, activation=activations[k], names=names.get(k), **biases[k])
        for k, width in enumerate(widths)
    ]


def _as_list(argument: str, given: Any, expected: str) -> list[Any]:
    # A table or a mapping iterates over its keys, a str over its letters: none of them is meant.
    wrong = isinstance(given, (str, bytes, dict)) or hasattr(given, "columns")
    if not wrong:
        try:
            return list(given)
        except TypeError:
            pass
    raise TypeError(f"{argument} must be {expected}; it is of type {type(given).__name__}.")
