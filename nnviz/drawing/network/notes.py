"""What a diagram says of itself in notes: what it leaves out, and how to read its marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.drawing.network.groups import Group
from nnviz.drawing.network.look import NeuronLook
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.words import short_number
from nnviz.edge_values import EdgeValues, largest_value
from nnviz.layout import Layout
from nnviz.network import Network


def notes_of(
    network: Network,
    layout: Layout,
    groups: Sequence[Group],
    values: EdgeValues,
    look: NeuronLook,
    options: DiagramOptions,
) -> dict[str, str]:
    """The notes of a diagram by what they are about, before anything is known of the room."""
    notes = {
        "thinned": _thinned(network, layout, groups, options),
        "receding": _receding(groups, options),
        "heaviest": _heaviest_left_out(network, layout, values),
        "missing": _missing(groups),
        "sign": values.note,
    }
    if any(look.silent(layer).any() for layer in range(network.n_layers)):
        notes["silent"] = "dotted: silent for this sample"
    if look.n_cut_off:
        neurons = "neuron" if look.n_cut_off == 1 else "neurons"
        notes["cut off"] = f"grey: {look.n_cut_off:,} {neurons} without effect on any output"
    absent = sum(len(layer.absent) for layer in network.layers)
    if absent:
        notes["absent"] = f"crossed: {absent} {'neurons' if absent > 1 else 'neuron'} taken out"
    if options.captions == "parameters":
        notes["total"] = f"{network.n_parameters:,} parameters in total"
    return {about: note for about, note in notes.items() if note}


def _thinned(
    network: Network, layout: Layout, groups: Sequence[Group], options: DiagramOptions
) -> str:
    groups = [group for group in groups if group.values is not None]
    n_shown = sum(group.n_all for group in groups)
    n_drawn = sum(group.sources.size for group in groups)
    if n_drawn == n_shown:
        return ""
    # Missing ones are drawn whatever their size, and are counted in a note of their own.
    n_missing = sum(_n_missing(group) for group in groups)
    n_drawn, n_shown = n_drawn - n_missing, n_shown - n_missing
    where = ""
    if layout.gaps:
        n_all = sum(connection.n_weights for connection in network.connections)
        n_all += sum(
            network.layers[group.target_layer].n_biases for group in groups if group.of_bias
        )
        where = f" between the neurons shown ({n_all:,} in all)"
    if options.top_edges is not None:
        return f"the {n_drawn:,} strongest of {n_shown:,} edges{where}"
    return f"{n_drawn:,} of {n_shown:,} edges{where}: those of at least {options.min_abs:g}"


def _receding(groups: Sequence[Group], options: DiagramOptions) -> str:
    if options.highlight is not None:
        return ""
    n_full: dict[int, int] = {}
    n_faint = 0
    for group in groups:
        if group.values is not None:
            faint = np.zeros(group.sources.size, bool) if group.context is None else group.context
            full = int(np.count_nonzero(~faint & np.isfinite(group.values)))
            n_full[group.target_layer] = n_full.get(group.target_layer, 0) + full
            n_faint += int(np.count_nonzero(faint))
    if not n_faint:
        return ""
    counts = set(n_full.values())
    if len(n_full) > 1 and len(counts) == 1:
        return f"the {counts.pop():,} strongest edges into each layer in full, {n_faint:,} faint"
    return f"the strongest {sum(n_full.values()):,} edges in full, {n_faint:,} faint"


def _heaviest_left_out(network: Network, layout: Layout, values: EdgeValues) -> str:
    """A heavy edge that belongs to a neuron in a gap must not go unsaid."""
    largest = largest_value(values, network) if layout.gaps else None
    if largest is None:
        return ""
    *ends, value = largest
    if all(layout.position(layer, neuron) is not None for layer, neuron in ends):
        return ""
    return f"the heaviest edge, {short_number(value)}, belongs to a neuron not shown"


def _missing(groups: Sequence[Group]) -> str:
    missing = sum(_n_missing(group) for group in groups)
    are = "values are" if missing > 1 else "value is"
    return f"{missing:,} {are} NaN or infinite: dotted, purple" if missing else ""


def _n_missing(group: Group) -> int:
    return 0 if group.values is None else int(np.count_nonzero(~np.isfinite(group.values)))
