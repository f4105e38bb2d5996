"""The arguments of `draw_network`, checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nnviz.adapters.graphs import neuron_places
from nnviz.displays import _missing
from nnviz.drawing.network.options import DiagramOptions
from nnviz.edge_values import EdgeValues, count_missing, edge_values_of
from nnviz.layout import Layout, positions_layout
from nnviz.layout.picture import check_shape_fits
from nnviz.network import Network
from nnviz.propagation import ForwardPass


def check_highlight(network: Network, options: DiagramOptions) -> None:
    """Raise a ValueError unless `highlight` names neurons of the network."""
    for layer, neuron in options.highlight or ():
        if not 0 <= layer < network.n_layers:
            raise ValueError(
                f"highlight: layer {layer} does not exist; this network's layers are "
                f"0..{network.n_layers - 1}."
            )
        if not 0 <= neuron < network.sizes[layer]:
            raise ValueError(
                f"highlight: neuron {neuron} does not exist; the neurons of layer {layer} are "
                f"0..{network.sizes[layer] - 1}."
            )


def check_values(network: Network, values: EdgeValues, options: DiagramOptions) -> None:
    """Options that need numbers must not be asked of a network that has none."""
    lacking = values.connections is None
    for name in ("norm", "min_abs", "top_edges", "full_edges"):
        given = getattr(options, name)
        if lacking and given is not None and not isinstance(given, str):
            raise ValueError(f"{name} needs a network with weights; this one is an architecture.")
    if isinstance(options.norm, tuple) and len(options.norm) != network.n_layers:
        raise ValueError(
            f"norm must have {network.n_layers} entries, one for each layer (None for the inputs); "
            f"it has {len(options.norm)}."
        )
    if lacking and options.edge_labels is True:
        raise ValueError("edge_labels=True needs weights; this network is an architecture.")
    if options.neuron_fill == "bias" and not any(lay.bias is not None for lay in network.layers):
        raise ValueError("neuron_fill='bias' needs biases; this network has none.")


def check_picture(network: Network, given: Layout | None, options: DiagramOptions) -> None:
    """Raise a ValueError unless the inputs can be the picture that the options ask for."""
    if options.input_shape is None:
        if options.input_norm is not None and (given is None or given.picture is None):
            raise ValueError("input_norm is of the pixels of a picture: give input_shape with it.")
        return
    if given is not None:
        raise ValueError(
            "input_shape and layout cannot both be given: a layout has its own places for the "
            "inputs; layered_layout(..., input_shape=...) makes one in which they are a picture."
        )
    check_shape_fits(options.input_shape, network)


def given_layout(
    network: Network, layout: Any, model: Any, options: DiagramOptions
) -> Layout | None:
    """The layout of the caller's, checked against the network; None if there is none."""
    if layout is None:
        return None
    if options.bias and not (isinstance(layout, Layout) and layout.bias_positions):
        raise ValueError(
            "bias=True needs places for the bias neurons; give no layout, or one made by "
            "layered_layout(..., bias=True)."
        )
    if isinstance(layout, Layout):
        if layout.sizes != network.sizes:
            raise ValueError(
                f"layout must be of a network of the sizes {network.sizes}; it is of "
                f"{layout.sizes}."
            )
        return layout
    if isinstance(layout, Mapping):
        places = neuron_places(model) if hasattr(model, "adj") else None
        try:
            return positions_layout(network, layout, orientation=options.orientation, places=places)
        except (TypeError, ValueError) as error:
            raise type(error)(f"layout: {error}") from error
    raise TypeError(f"layout must be a Layout or a dict of positions; got {type(layout).__name__}.")


def values_of_model(network: Network, given: Any, sample: ForwardPass | None) -> EdgeValues:
    """What the edges of another model show, where what was given says how to find it."""
    if given is not None and not isinstance(given, str):
        raise ValueError(
            f"edge_values were given as {type(given).__name__}, numbers of one model, and no other "
            "model has them; call draw_network with those of the other one."
        )
    return edge_values_of(network, given, sample)


def warn_of_missing(
    values: EdgeValues, network: Network, options: DiagramOptions, sample: ForwardPass | None
) -> None:
    """One warning that counts the values that are NaN or infinite, at the caller's line."""
    if not options.bias:
        values = replace(values, biases=(None,) * network.n_layers)
    missing, total = count_missing(values, network)
    _missing.warn_of_missing(missing, total, values.label, "they are drawn dotted, in purple")
    if not missing and options.neuron_fill == "paper":  # numbers fill the neurons
        filled = values.neurons or (() if sample is None else sample.activations)
        missing, total = _missing.count_not_finite([one for one in filled if one is not None])
        what = "gradient at the weighted sum z" if values.neurons else "activation"
        _missing.warn_of_missing(missing, total, what, "their neurons are purple")
