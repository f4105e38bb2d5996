"""What `plot_weights` is to show, found in the network and checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.displays import _missing
from nnviz.drawing.weights.numbers import WeightMatrix, WeightNumbers, weight_images
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.network import Connection, Network


def weight_numbers(network: Network, options: WeightsOptions) -> WeightNumbers:
    """The weights that are to be shown; a ValueError where the network has no such."""
    if not network.has_weights:
        raise ValueError(
            f"model has no weights to plot: it is an architecture of the sizes {network.sizes}, "
            "such as Network.from_sizes makes."
        )
    layers = _layers(network, options.layers)
    if options.shown_kind == "images":
        return _image_numbers(network, options, layers)
    chosen = [c for c in network.connections if layers is None or c.target in layers]
    matrices = [_matrix(network, connection, bias=options.bias) for connection in chosen]
    if options.bias and not any(matrix.bias is not None for matrix in matrices):
        raise ValueError("bias=True needs biases; the layers that are shown have none.")
    return WeightNumbers(network, tuple(matrices))


def _layers(network: Network, given: Any) -> tuple[int, ...] | None:
    """The layers into which weights are shown; None for all."""
    if given is None:
        return None
    items = [given] if isinstance(given, Integral) else given
    if isinstance(items, str) or not isinstance(items, (Sequence, np.ndarray, range)):
        raise TypeError(f"layers must be None, a layer or a sequence of layers; got {given!r}.")
    if not len(items):
        raise ValueError("layers must name at least one layer; it is empty.")
    for layer in items:
        if not isinstance(layer, Integral) or isinstance(layer, bool):
            raise TypeError(f"layers: a layer must be an integer; got {layer!r}.")
        if not 1 <= int(layer) <= network.depth:
            raise ValueError(
                f"layers: layer {layer} does not exist, or no weights lead to it; those of this "
                f"network are {_range_words(1, network.depth)}."
            )
        if not network.incoming(int(layer)):
            raise ValueError(f"layers: no weights lead to layer {layer} of this network.")
    return tuple(int(layer) for layer in items)


def _matrix(network: Network, connection: Connection, *, bias: bool) -> WeightMatrix:
    weights = connection.weights
    assert weights is not None
    layer = network.layers[connection.target]
    # The biases stand once, with the weights of the layer before.
    nearest = max(c.source for _, c in network.incoming(connection.target))
    shown = bias and layer.bias is not None and connection.source == nearest
    return WeightMatrix(
        connection.source, connection.target, weights, connection.mask,
        layer.bias if shown else None, layer.bias_mask if shown else None,
    )  # fmt: skip


def warn_of_missing(numbers: WeightNumbers) -> None:
    """One warning that counts the weights shown that are NaN or infinite."""
    images = numbers.images
    if images is None:
        shown = [matrix.coloured for matrix in numbers.matrices]
    else:
        shown = [images.images[images.exists]]
    missing, total = _missing.count_not_finite(shown)
    _missing.warn_of_missing(missing, total, "weight", "they are purple, or in no bar")


def _image_numbers(
    network: Network, options: WeightsOptions, layers: tuple[int, ...] | None
) -> WeightNumbers:
    shape, n_inputs = options.image_shape, network.sizes[0]
    if shape is None:
        raise ValueError(
            "kind='images' needs image_shape=(height, width), whose product is the number of "
            f"inputs, {n_inputs}."
        )
    height, width = shape
    if height * width != n_inputs:
        raise ValueError(
            f"image_shape must have the number of inputs, {n_inputs}, as its product; got "
            f"{(height, width)}, whose product is {height * width}."
        )
    if layers is not None and len(layers) > 1:
        raise ValueError(
            f"layers must be one layer for kind='images'; got {len(layers)}: {list(layers)}."
        )
    targets = [connection.target for _, connection in network.outgoing(0)]
    if not targets:
        raise ValueError("kind='images' needs weights from the inputs; this network has none.")
    target = targets[0] if layers is None else layers[0]
    connection = network.connection(0, target)
    if connection is None:
        raise ValueError(
            "layers: kind='images' shows weights from the inputs, and none lead to layer "
            f"{target}; they lead to {', '.join(map(str, targets))}."
        )
    matrix = _matrix(network, connection, bias=False)
    neurons = _neurons(options, target, matrix.values.shape[1])
    images = weight_images(matrix, (int(height), int(width)), neurons)
    return WeightNumbers(network, (matrix,), images)


def _neurons(options: WeightsOptions, layer: int, size: int) -> NDArray[np.int64]:
    """The neurons that are shown: those asked for, or the first ones."""
    given: Any = options.neurons
    if given is None:
        most = size if options.max_images is None else min(int(options.max_images), size)
        return np.arange(most)
    items = [given] if isinstance(given, Integral) else given
    if isinstance(items, str) or not isinstance(items, (Sequence, np.ndarray, range)):
        raise TypeError(f"neurons must be None or a sequence of neurons; got {given!r}.")
    if not len(items):
        raise ValueError("neurons must name at least one neuron; it is empty.")
    for neuron in items:
        if not isinstance(neuron, Integral) or isinstance(neuron, bool):
            raise TypeError(f"neurons: a neuron must be an integer; got {neuron!r}.")
        if not 0 <= int(neuron) < size:
            raise ValueError(
                f"neurons: neuron {neuron} does not exist; the neurons of layer {layer} are "
                f"{_range_words(0, size - 1)}."
            )
    return np.array([int(neuron) for neuron in items])


def _range_words(first: int, last: int) -> str:
    return f"{first}..{last}"
