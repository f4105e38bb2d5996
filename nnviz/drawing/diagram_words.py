"""What a diagram says in words: names beside neurons, labels inside them, captions of layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import get_activation
from nnviz.drawing.neuron_labels import Form
from nnviz.drawing.words import short_number
from nnviz.network import Network
from nnviz.notation import Notation

_CROSS = "\N{MULTIPLICATION SIGN}"


def neuron_forms(
    network: Network,
    layer: int,
    shown: NDArray[np.int64],
    wanted: str | None,
    notation: Notation,
    *,
    values: NDArray[np.float64] | None,
    named: bool,
    beside: bool,
) -> list[Form]:
    """What may stand inside the neurons of a layer, the wanted form first.

    Neurons that are `named` outside carry no index beside their name; `beside` says that their
    values stand outside too.
    """
    index = Form(tuple(str(int(k) + notation.index_base) for k in shown))
    if wanted is None or (wanted == "index" and named):
        return [Form(("",) * len(shown))]
    if wanted == "notation":
        return [
            Form(tuple(f"${s}$" for s in symbols(network, layer, shown, notation)), True),
            index,
        ]
    names = network.layers[layer].names
    if wanted == "name" and names is not None:
        return [Form(tuple(names[int(k)] for k in shown)), index]
    if wanted == "value" and values is not None:
        forms = [Form(tuple(short_number(v, digits) for v in values)) for digits in (3, 2, 1)]
        # What stands beside the neurons as well goes first where there is little room inside.
        return [*forms, Form(("",) * len(shown))] if beside else forms
    return [index]


def crossed(forms: Sequence[Form], out: NDArray[np.bool_]) -> list[Form]:
    """The forms with a cross for the neurons that are taken out of the network."""
    return [
        Form(tuple(_CROSS if gone else text for text, gone in zip(form.texts, out, strict=True)),
             form.math)
        for form in forms
    ]  # fmt: skip


def symbols(
    network: Network, layer: int, shown: Sequence[int] | NDArray[np.int64], notation: Notation
) -> list[str]:
    """The notation's names of the neurons of a layer, in LaTeX."""
    last = network.n_layers - 1
    if layer == 0:
        return [notation.input(int(k)) for k in shown]
    if layer == last:
        return [notation.output(int(k), network.sizes[last]) for k in shown]
    return [notation.activation(layer, int(k), network.n_layers) for k in shown]


def input_names(
    network: Network, shown: NDArray[np.int64], notation: Notation
) -> tuple[list[str], bool]:
    """Names of the inputs, and whether they are mathematics of ours: X_0 where there are none."""
    names = network.layers[0].names
    if names is not None:
        return [names[int(k)] for k in shown], False
    if not network.has_weights:
        return [], False
    return [f"${symbol}$" for symbol in symbols(network, 0, shown, notation)], True


def output_names(network: Network, shown: NDArray[np.int64], notation: Notation) -> list[str]:
    """What each output says: a class, a probability, a prediction; nothing where it is unknown."""
    layer = network.layers[-1]
    names = layer.names
    if names is not None and network.classes is not None and layer.activation == "logistic":
        inside = "y = {}" if layer.size == 1 else "{}"
        return [f"P({inside.format(names[int(k)])})" for k in shown]
    if names is not None:
        return [_class_name(names[int(k)], network) for k in shown]
    if network.has_weights and layer.activation in ("identity", "exp"):
        if layer.size == 1:
            return ["prediction"]
        return [f"prediction {int(k) + notation.index_base}" for k in shown]
    return []


def _class_name(name: str, network: Network) -> str:
    """A class by its name; a bare number is said to be one: "y = 3"."""
    if network.classes is not None and network.classes.dtype.kind in "iufb":
        return f"y = {name}"
    return name


def layer_captions(network: Network, input_shape: tuple[int, int] | None = None) -> list[list[str]]:
    """For each layer the forms of its caption, the longest first; inputs may be a picture."""
    captions = []
    for number, layer in enumerate(network.layers):
        name = network.layer_name(number)
        kind = "feature" if number == 0 else "neuron"
        size = f"{layer.size:,}"
        if number == 0 and input_shape is not None:
            size = f" {_CROSS} ".join(map(str, input_shape))
        count = f"{size} {kind}{'' if layer.size == 1 else 's'}"
        short = "in" if number == 0 else "out" if number == network.n_layers - 1 else f"h{number}"
        more = ""
        if number == 0 and network.preprocessing:
            more = "preprocessed"
        elif layer.activation is not None:
            more = get_activation(layer.activation).label
        forms = [f"{name}\n{count}"]
        if more:
            broken = more.replace(" ", "\n")
            forms = [
                f"{name}\n{count}, {more}",
                f"{name}\n{count}\n{more}",
                f"{name}\n{count}\n{broken}",
            ]
        forms += forms[:1] * (3 - len(forms))
        captions.append([*forms, f"{name}\n{size}", f"{short}\n{size}", short])
    return captions


def run_captions(
    network: Network, input_shape: tuple[int, int] | None = None
) -> tuple[list[tuple[int, int]], list[list[str]]]:
    """The layers with neighbouring hidden ones that are alike as one, and the forms for each.

    Returned are the first and the last layer of each run, and what `layer_captions` has for layers.
    """
    captions = layer_captions(network, input_shape)
    runs: list[tuple[int, int]] = []
    for number in range(network.n_layers):
        first = runs[-1][0] if runs else 0
        if number and first and _alike(network, first, number):
            runs[-1] = (first, number)
        else:
            runs.append((number, number))
    forms = []
    for first, last in runs:
        if first == last:
            forms.append(captions[first])
            continue
        layer, name = network.layers[first], f"hidden {first} to {last}"
        each = f"{layer.size:,} neuron{'' if layer.size == 1 else 's'} each"
        more = "" if layer.activation is None else get_activation(layer.activation).label
        broken = more.replace(" ", "\n")
        joint = ", " if more else ""
        forms.append(
            [
                f"{name}\n{each}{joint}{more}",
                f"{name}\n{each}\n{more}".rstrip(),
                f"{name}\n{each}\n{broken}".rstrip(),
                f"{name}\n{each}",
                f"h{first} to h{last}\n{layer.size:,}",
                f"h{first} to h{last}",
            ]
        )
    return runs, forms


def _alike(network: Network, first: int, number: int) -> bool:
    """Whether two hidden layers have the same caption but for their numbers."""
    one, other = network.layers[first], network.layers[number]
    same = (one.size, one.activation) == (other.size, other.activation)
    return same and number < network.n_layers - 1 and one.caption is None and other.caption is None


def parameter_captions(network: Network) -> tuple[list[int], list[list[str]]]:
    """The layers that have parameters, and for each the forms of their count."""
    numbers, captions = [], []
    for number in range(1, network.n_layers):
        layer = network.layers[number]
        products, total = [], 0
        for _, connection in network.incoming(number):
            n_weights = int(connection.n_weights)
            dense = connection.exists is None
            source = network.sizes[connection.source]
            products.append(
                f"{source} \N{MULTIPLICATION SIGN} {layer.size}" if dense else f"{n_weights:,}"
            )
            total += n_weights
        if layer.has_bias:
            n_biases = layer.n_biases
            products.append(str(n_biases))
            total += n_biases
        if products:
            sum_ = " + ".join(products)
            numbers.append(number)
            captions.append([f"{sum_} = {total:,}", f"{sum_}\n= {total:,}", f"{total:,}"])
    return numbers, captions


def listed(items: Sequence[str]) -> str:
    """Items as a phrase: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
