"""The arguments of `draw_neuron`, checked and turned into numbers before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from numbers import Integral
from typing import Any

import numpy as np

from nnviz.activations import canonical_name
from nnviz.adapters import as_network
from nnviz.displays import _missing
from nnviz.displays._sample import forward_of
from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.drawing.neuron.options import NeuronOptions
from nnviz.network import Network
from nnviz.propagation import ForwardPass


def numbers_of_symbols(n_inputs: Any, activation: Any, bias: Any) -> NeuronNumbers:
    """A neuron without a model: so many inputs, or any number, and an activation."""
    if isinstance(n_inputs, str):
        if not (len(n_inputs) == 1 and n_inputs.isalpha() and n_inputs.isascii()):
            raise ValueError(
                "n_inputs must be a count, at least 1, or one letter for any number, such as 'k'; "
                f"got {n_inputs!r}."
            )
    elif not isinstance(n_inputs, Integral) or isinstance(n_inputs, bool):
        raise TypeError(
            "n_inputs must be a count, at least 1, or one letter for any number, such as 'k'; "
            f"got {n_inputs!r}."
        )
    elif n_inputs < 1:
        raise ValueError(f"n_inputs must be at least 1; got {n_inputs}.")
    bend = canonical_name(activation)
    if bend == "softmax":
        raise ValueError(
            "activation: softmax takes the sums of all neurons of a layer, so that a neuron by "
            "itself has no curve; give a model, or another activation, such as 'logistic'."
        )
    count = n_inputs if isinstance(n_inputs, str) else int(n_inputs)
    return NeuronNumbers(bend, count, has_bias=bias is not False)


def check_no_model(layer: Any, neuron: Any, sample: Any) -> None:
    """Raise a ValueError where an argument needs a model and there is none."""
    given = {"layer": layer, "neuron": neuron, "sample": sample}
    for name, value in given.items():
        if value is not None:
            raise ValueError(f"{name} needs a model: give the network as the first argument.")


def numbers_of_model(model: Any, layer: Any, neuron: Any, sample: Any) -> NeuronNumbers:
    """One neuron of a model, and its arithmetic for a sample if there is one."""
    network = as_network(model)
    if not network.has_weights:
        raise ValueError(
            "model: the weights of this network are not known; without a model, draw_neuron("
            "n_inputs=...) draws a neuron of symbols."
        )
    layer = _place("layer", layer, 1, network.depth, "this network's layers that compute are")
    last = network.sizes[layer] - 1
    if neuron is None and last == 0:
        neuron = 0
    neuron = _place("neuron", neuron, 0, last, f"the neurons of layer {layer} are")
    if neuron in network.layers[layer].absent:
        raise ValueError(f"neuron: neuron {neuron} of layer {layer} has been taken out.")
    name = network.layers[layer].activation
    if name is None:
        raise ValueError(
            f"model: the activation of layer {layer} is not known; give it when the network is "
            "made, for example with Network.from_arrays(..., activation='relu', "
            "out_activation='identity')."
        )
    sources, weights = _incoming(network, layer, neuron)
    if not sources:
        raise ValueError(f"neuron: no weight leads into neuron {neuron} of layer {layer}.")
    bias = network.layers[layer].bias
    has_bias = bool(network.layers[layer].bias_mask[neuron])
    passed = forward_of(network, sample)
    numbers = NeuronNumbers(
        name,
        len(sources),
        has_bias=has_bias,
        network=network,
        layer=layer,
        neuron=neuron,
        sources=sources,
        weights=weights,
        bias=float(bias[neuron]) if has_bias and bias is not None else None,
        # A softmax neuron that has no neighbours needs no sample for its curve.
        offset=-np.inf if name == "softmax" and last == 0 else None,
    )
    if passed is None:
        return numbers
    return replace(numbers, **_of_sample(passed, layer, neuron, sources, name))


def check_options(numbers: NeuronNumbers, options: NeuronOptions) -> None:
    """Raise where options do not go with the neuron."""
    if options.bias is False and numbers.has_bias:
        raise ValueError(
            "bias=False would leave out a part of the sum: this neuron has a bias. "
            "Use 'term' or 'input'."
        )
    names = options.input_names
    if names is None:
        return
    if isinstance(names, str) or not hasattr(names, "__len__"):
        raise TypeError(f"input_names must be a list of names; got {names!r}.")
    n = numbers.n_inputs if isinstance(numbers.n_inputs, int) else 3
    if len(names) != n:
        which = "" if isinstance(numbers.n_inputs, int) else " (the first two and the last)"
        raise ValueError(
            f"input_names must hold {n} names, one for each input{which}; it holds {len(names)}."
        )


def _place(name: str, value: Any, low: int, high: int, legal: str) -> int:
    if value is None:
        raise ValueError(f"{name} must be given with a model; {legal} {low}..{high}.")
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number; got {value!r}.")
    place = int(value)
    if not low <= place <= high:
        computes = " compute" if name == "layer" and place == 0 else " exist"
        raise ValueError(f"{name}: {name} {value} does not{computes}; {legal} {low}..{high}.")
    return place


def _incoming(
    network: Network, layer: int, neuron: int
) -> tuple[tuple[tuple[int, int], ...], np.ndarray[Any, np.dtype[np.float64]]]:
    sources: list[tuple[int, int]] = []
    weights: list[float] = []
    for _, connection in network.incoming(layer):
        assert connection.weights is not None
        for i in np.flatnonzero(connection.mask[:, neuron]):
            if int(i) not in network.layers[connection.source].absent:
                sources.append((connection.source, int(i)))
                weights.append(float(connection.weights[i, neuron]))
    array = np.array(weights, dtype=np.float64)
    array.flags.writeable = False
    return tuple(sources), array


def _of_sample(
    passed: ForwardPass, layer: int, neuron: int, sources: tuple[tuple[int, int], ...], name: str
) -> dict[str, Any]:
    sums = passed.preactivations[layer]
    assert sums is not None
    inputs = np.array([passed.activations[r][0, i] for r, i in sources], dtype=np.float64)
    inputs.flags.writeable = False
    offset = None
    if name == "softmax":
        others = np.delete(sums[0], neuron)
        offset = float(np.logaddexp.reduce(others)) if others.size else -np.inf
    return {
        "inputs": inputs,
        "z": float(sums[0, neuron]),
        "output": float(passed.activations[layer][0, neuron]),
        "offset": offset,
    }


def check_defaults(n_inputs: Any, activation: Any) -> None:
    """Raise a ValueError where something is asked that the model itself says."""
    given = {"n_inputs": (n_inputs, 3), "activation": (activation, "step")}
    for name, (value, default) in given.items():
        if value is not default and value != default:
            raise ValueError(f"{name} is for a neuron without a model; the model has its own.")


def warn_of_missing(numbers: NeuronNumbers) -> None:
    """One warning that counts the weights that are NaN or infinite."""
    if numbers.weights is None:
        return
    values = np.append(numbers.weights, [] if numbers.bias is None else [numbers.bias])
    missing, total = _missing.count_not_finite([values])
    _missing.warn_of_missing(missing, total, "weight", "they are drawn dotted, in purple")
