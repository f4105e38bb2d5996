"""Against what the edges and neurons of a diagram are coloured: given norms, or their own."""

from __future__ import annotations

from typing import Any

from matplotlib.colors import Normalize
from numpy.typing import NDArray

from nnviz.drawing.network.options import DiagramOptions
from nnviz.edge_values import EdgeValues
from nnviz.encoding import edge_norms, signed_norm
from nnviz.network import Network
from nnviz.propagation import ForwardPass

_GRADIENT = "gradient at the weighted sum z"


def layer_norms(
    network: Network, values: EdgeValues, options: DiagramOptions
) -> dict[int, Normalize]:
    """The norm of the edges into each layer: one for all of them, or one for each.

    Parameters
    ----------
    network, values, options
        What is drawn, and how.

    Returns
    -------
    dict of int to Normalize
        By the layer to which edges lead. They are made from all values, shown or not, those of
        biases too if these are drawn; empty for a network without weights.
    """
    arrays = _arrays_by_layer(network, values, bias=options.bias)
    if options.norm_by == "network":
        everything = [array for some in arrays.values() for array in some]
        if not everything:
            return {}
        norm = edge_norms(everything, norm=options.norm, norm_by="network")[0]
        return dict.fromkeys(arrays, norm)
    given = options.norm or (None,) * network.n_layers
    return {layer: given[layer] or signed_norm(*some) for layer, some in arrays.items()}


def _arrays_by_layer(
    network: Network, values: EdgeValues, *, bias: bool
) -> dict[int, list[NDArray[Any]]]:
    """The values of the edges that lead to each layer."""
    arrays: dict[int, list[NDArray[Any]]] = {}
    for k, array in enumerate(values.connections or ()):
        connection = network.connections[k]
        known = array if connection.exists is None else array[connection.mask]
        arrays.setdefault(connection.target, []).append(known)
    for layer, of_layer in enumerate(values.biases if bias else ()):
        if layer > 0 and of_layer is not None and network.layers[layer].n_biases:
            arrays.setdefault(layer, []).append(of_layer)
    return arrays


def relative_words(network: Network, values: EdgeValues, options: DiagramOptions) -> str:
    """What values are divided by in a colour bar that stands for the norms of all layers."""
    arrays = _arrays_by_layer(network, values, bias=options.bias)
    norms = layer_norms(network, values, options)
    largest = all(norm.vmax == signed_norm(*arrays[layer]).vmax for layer, norm in norms.items())
    return f" / {'largest' if largest else 'limit'} of its layer"


def neuron_norm(
    network: Network, values: EdgeValues, sample: ForwardPass | None, options: DiagramOptions,
    *, inputs: bool = True,
) -> tuple[Normalize, str] | None:  # fmt: skip
    """The norm of the numbers that fill neurons, and what these are; None without such numbers.

    They are the biases if asked for, or else the activations of a sample, or the gradient where
    edges show that; those of the inputs too, if these are neurons.
    """
    found: list[Any] = []
    what = ""
    if options.neuron_fill == "bias":
        found, what = [one.bias for one in network.layers if one.bias is not None], "bias"
    elif options.neuron_fill == "paper" and sample is not None:
        # Inputs that are a picture are no neurons: they have a scale of their own.
        found, what = list(sample.activations[0 if inputs else 1 :]), "activation"
    elif options.neuron_fill == "paper":
        found, what = [one for one in values.neurons if one is not None], _GRADIENT
    if not found:
        return None
    return edge_norms(found, norm=options.neuron_norm, norm_by="network")[0], what
