"""What the edges of a diagram show: weights, a gradient, contributions, or arrays of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.losses import LOSSES
from nnviz.network import Network
from nnviz.network.checks import real_numbers
from nnviz.propagation import BackwardPass, ForwardPass

__all__ = ["EdgeValues", "count_missing", "edge_values_of", "largest_value", "n_negative"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EdgeValues:
    """One number for each edge of a network.

    Attributes
    ----------
    connections : tuple of ndarray, or None
        For each connection an array of the shape of its weights; None for a network without.
    biases : tuple of ndarray or None
        By layer; None where a layer has no bias, or no number for it is known.
    label : str
        What the numbers are, for the colour bar.
    note : str
        How to read their sign, where that needs words.
    neurons : tuple of ndarray or None
        By layer, for a gradient: what belongs to the neurons themselves, dL/dz summed over the
        samples. Empty otherwise.
    """

    connections: tuple[Floats, ...] | None
    biases: tuple[Floats | None, ...]
    label: str = "weight"
    note: str = ""
    neurons: tuple[Floats | None, ...] = ()


def edge_values_of(
    network: Network, values: Any = None, sample: ForwardPass | None = None
) -> EdgeValues:
    """Find out what the edges should show.

    Parameters
    ----------
    network : Network
        The network of the diagram.
    values : optional
        None for the weights and biases; a `BackwardPass` for the gradient; "contribution" for
        weight times incoming activation of a sample; a sequence with an array for each
        connection; or a mapping from ``(source, target)``, or from a target layer, to arrays,
        in which ``(layer, "bias")`` may name vectors for biases.
    sample : ForwardPass, optional
        Of one sample; needed for "contribution".

    Returns
    -------
    EdgeValues

    Raises
    ------
    ValueError
        If the arrays do not fit the connections, or "contribution" comes without a sample.
    TypeError
        If `values` is none of the above.
    """
    none = (None,) * network.n_layers
    if values is None:
        biases = tuple(layer.bias for layer in network.layers)
        if not network.has_weights:
            return EdgeValues(None, none)
        arrays = tuple(c.weights for c in network.connections if c.weights is not None)
        return EdgeValues(arrays, biases)
    if isinstance(values, BackwardPass):
        gradients = values.weight_gradients
        if len(gradients) != len(network.connections):
            raise ValueError(
                f"edge_values: this BackwardPass has {len(gradients)} connections; the network has "
                f"{len(network.connections)}."
            )
        checked = tuple(_checked(network, k, array) for k, array in enumerate(gradients))
        sign = "positive: lowering this weight lowers the loss"
        label = f"gradient of the {LOSSES[values.loss_name].label}"
        with np.errstate(invalid="ignore", over="ignore"):  # such sums are drawn as missing
            sums = tuple(None if one is None else one.sum(axis=0) for one in values.deltas)
        return EdgeValues(checked, tuple(values.bias_gradients), label, sign, sums)
    if isinstance(values, str):
        if values != "contribution":
            raise ValueError(
                "edge_values must be None, 'contribution', a BackwardPass or arrays by "
                f"connection; got {values!r}."
            )
        return _contributions(network, sample)
    if isinstance(values, Mapping):
        return _from_mapping(network, values)
    if isinstance(values, Sequence) or (isinstance(values, np.ndarray) and values.ndim):
        if len(values) != len(network.connections):
            raise ValueError(
                f"edge_values must have {len(network.connections)} arrays, one for each "
                f"connection; it has {len(values)}."
            )
        arrays = tuple(_checked(network, k, array) for k, array in enumerate(values))
        return EdgeValues(arrays, none, "edge value")
    raise TypeError(
        "edge_values must be None, 'contribution', a BackwardPass or arrays by connection; "
        f"got {type(values).__name__}."
    )


def _contributions(network: Network, sample: ForwardPass | None) -> EdgeValues:
    if sample is None:
        raise ValueError("edge_values='contribution' needs a sample: give sample=.")
    with np.errstate(invalid="ignore", over="ignore"):  # such products are drawn as missing
        arrays = tuple(
            sample.activations[c.source][0][:, None] * c.weights
            for c in network.connections
            if c.weights is not None
        )
    biases = tuple(layer.bias for layer in network.layers)
    return EdgeValues(arrays, biases, "weight \N{MULTIPLICATION SIGN} input")


def _from_mapping(network: Network, values: Mapping[Any, Any]) -> EdgeValues:
    left = dict(values)
    arrays = []
    for k, connection in enumerate(network.connections):
        names: list[Any] = [(connection.source, connection.target)]
        if len(network.incoming(connection.target)) == 1:
            names.append(connection.target)
        given = [name for name in names if name in left]
        if not given:
            raise ValueError(
                f"edge_values lacks the connection {names[0]}; it has {list(values)!r}."
            )
        arrays.append(_checked(network, k, left.pop(given[0])))
    biases: list[Floats | None] = [None] * network.n_layers
    for number, layer in enumerate(network.layers):
        vector = left.pop((number, "bias"), None)
        if vector is None:
            continue
        numbers = real_numbers(f"edge_values[{(number, 'bias')}]", vector)
        if not layer.has_bias or numbers.shape != (layer.size,):
            raise ValueError(
                f"edge_values[{(number, 'bias')}] must have shape ({layer.size},), and the layer "
                f"a bias; it has shape {numbers.shape}."
            )
        biases[number] = numbers.copy()  # later changes of it reach no picture
    if left:
        raise ValueError(f"edge_values: there is no connection {next(iter(left))!r}.")
    return EdgeValues(tuple(arrays), tuple(biases), "edge value")


def _checked(network: Network, k: int, array: Any) -> Floats:
    connection = network.connections[k]
    shape = (network.sizes[connection.source], network.sizes[connection.target])
    result = real_numbers(f"edge_values[{k}]", array)
    if result.shape != shape:
        raise ValueError(
            f"edge_values[{k}] must have the shape {shape} of the connection from layer "
            f"{connection.source} to layer {connection.target}; it has shape {result.shape}."
        )
    return result.copy()  # later changes of it reach no picture


def count_missing(values: EdgeValues, network: Network) -> tuple[int, int]:
    """How many of a network's values are not finite, and of how many; edges and biases."""
    arrays = [array for _, array in _existing(values, network)]
    pairs = zip(values.biases, network.layers, strict=True)
    arrays += [bias[layer.bias_mask] for bias, layer in pairs if bias is not None]
    total = sum(array.size for array in arrays)
    return total - sum(int(np.count_nonzero(np.isfinite(array))) for array in arrays), total


def n_negative(values: EdgeValues, network: Network) -> int:
    """How many edges have a negative value that is finite."""
    return sum(
        int(np.count_nonzero((array < 0) & (array > -np.inf)))
        for _, array in _existing(values, network)
    )


def largest_value(
    values: EdgeValues, network: Network
) -> tuple[tuple[int, int], tuple[int, int], float] | None:
    """Find the edge of largest finite absolute value.

    Returns
    -------
    tuple or None
        The neurons that it joins, as (layer, neuron), and its value.
    """
    best: tuple[float, int, int] | None = None
    for k, array in _existing(values, network):
        place = _place_of_largest(array)
        if place is None:
            continue
        size = float(abs(array[place]))
        if best is None or size > best[0]:
            exists = network.connections[k].exists
            flat = place if exists is None else int(np.flatnonzero(exists)[place])
            best = (size, k, flat)
    if best is None or values.connections is None:
        return None
    _, k, place = best
    connection, array = network.connections[k], values.connections[k]
    i, j = (int(index) for index in np.unravel_index(place, array.shape))
    return (connection.source, i), (connection.target, j), float(array[i, j])


def _place_of_largest(array: Floats) -> int | None:
    """Where the first finite value of largest size stands."""
    if not array.size:
        return None
    ends = sorted((int(np.argmin(array)), int(np.argmax(array))))
    if not np.isfinite(array[ends]).all():
        sizes = np.where(np.isfinite(array), np.abs(array), -1.0)
        place = int(np.argmax(sizes))
        return place if sizes[place] >= 0 else None
    first, last = ends  # without a temporary, where all is finite
    return last if abs(array[last]) > abs(array[first]) else first


def _existing(values: EdgeValues, network: Network) -> Iterator[tuple[int, Floats]]:
    """The values of the edges that exist, by connection and in the order of their indices."""
    for k, array in enumerate(values.connections or ()):
        exists = network.connections[k].exists
        yield k, array.ravel() if exists is None else array[exists]
