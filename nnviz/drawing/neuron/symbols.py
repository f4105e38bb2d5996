"""What the parts of one neuron are called: symbols in a notation, and names from a model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing import diagram_words as words
from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.network import Network
from nnviz.notation import Notation

_LAYER = re.compile(r"\^\{[^{}]*\}")


@dataclass(frozen=True)
class NeuronSymbols:
    """The symbols of a neuron in LaTeX, without dollar signs; inputs and weights one an input."""

    inputs: tuple[str, ...]
    weights: tuple[str, ...]
    bias: str
    z: str
    function: str
    output: str


def symbols_of(
    numbers: NeuronNumbers, shown: NDArray[np.int64], notation: Notation
) -> NeuronSymbols:
    """The symbols of a neuron of a model; `shown` are the inputs that are wanted."""
    network, layer, neuron = numbers.network, numbers.layer, numbers.neuron
    assert network is not None
    n = network.n_layers
    sources = [numbers.sources[int(k)] for k in shown]
    return NeuronSymbols(
        inputs=tuple(words.symbols(network, r, [i], notation)[0] for r, i in sources),
        weights=tuple(notation.weight(layer, i, neuron, n) for _, i in sources),
        bias=notation.bias(layer, neuron, n),
        z=notation.preactivation(layer, neuron, n),
        function=notation.function(layer, n),
        output=words.symbols(network, layer, [neuron], notation)[0],
    )


def bare_symbols(indices: list[int | str], notation: Notation) -> NeuronSymbols:
    """The symbols of a neuron by itself: no layer to be in, no neighbours to be told from.

    The bias is w_0, where the inputs count from 1 and the notation has no letter for it.
    """
    # As in the first layer of a network with hidden layers, then without the layer.
    bias = _bare(notation.bias(1, None, 3))
    if notation.index_base == 1:
        bias = bias.replace("_{B}", "_{0}")
    return NeuronSymbols(
        inputs=tuple(_bare(notation.input(i)) for i in indices),
        weights=tuple(_bare(notation.weight(1, i, None, 3)) for i in indices),
        bias=bias,
        z=_bare(notation.preactivation(1, None, 3)),
        function=_bare(notation.function(1, 3)),
        output=_bare(notation.activation(1, None, 3)),
    )


def _bare(symbol: str) -> str:
    return _LAYER.sub("", symbol)


def names_of_inputs(numbers: NeuronNumbers, shown: NDArray[np.int64]) -> list[str] | None:
    """The model's own names of the inputs, if all of them have one."""
    network = numbers.network
    if network is None:
        return None
    names = []
    for k in shown:
        layer, neuron = numbers.sources[int(k)]
        known = network.layers[layer].names
        if known is None:
            return None
        names.append(known[neuron])
    return names


def name_of_output(numbers: NeuronNumbers, notation: Notation) -> str | None:
    """What the neuron's output says, as a diagram of its network names it."""
    network = numbers.network
    if network is None:
        return None
    if numbers.layer == network.n_layers - 1:
        names = words.output_names(network, np.array([numbers.neuron]), notation)
        return names[0] if names else None
    known = network.layers[numbers.layer].names
    return None if known is None else known[numbers.neuron]


def captions_of(numbers: NeuronNumbers, notation: Notation) -> list[list[str]]:
    """For inputs, sum, bend and output the forms of their captions, the longest first."""
    label = numbers.activation.label
    broken = label.replace(" ", "\n")
    inputs, output = [("inputs", "inputs", "in")], [("output", "output", "out")]
    if numbers.network is not None:
        inputs = [_source(numbers.network, numbers)]
        name = numbers.network.layer_name(numbers.layer)
        index = numbers.neuron + notation.index_base
        output = [(name, name, "out" if numbers.layer == numbers.network.depth else name)]
        if numbers.network.sizes[numbers.layer] > 1:
            output = [(f"{name}, neuron {index}", f"{name}\nneuron {index}", f"neuron\n{index}")]
    return [
        [inputs[0][0], inputs[0][1], inputs[0][1], inputs[0][2]],
        ["weighted sum z", "weighted sum z", "weighted\nsum z", "sum z"],
        [label, label, broken, broken],
        [output[0][0], output[0][1], output[0][1], output[0][2]],
    ]


def _source(network: Network, numbers: NeuronNumbers) -> tuple[str, str, str]:
    layers: Any = sorted({layer for layer, _ in numbers.sources})
    count = f"{numbers.n_inputs:,} input{'' if numbers.n_inputs == 1 else 's'}"
    if len(layers) != 1:
        return count, count, count.replace(" ", "\n")
    name = network.layer_name(layers[0])
    if name == "input":
        return count, count, count.replace(" ", "\n")
    return f"{name}, {count}", f"{name}\n{count}", count.replace(" ", "\n")
