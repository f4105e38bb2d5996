"""Other weights on a diagram that is drawn: colours, widths, dashes and the order of edges."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.drawing.network.diagram import Diagram
from nnviz.drawing.network.groups import Group, edge_groups
from nnviz.drawing.network.look import NeuronLook
from nnviz.drawing.network.norms import relative_words
from nnviz.drawing.network.notes import notes_of
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.redrawing import same_but_for_numbers
from nnviz.edge_values import EdgeValues
from nnviz.network import Network
from nnviz.propagation import ForwardPass


def show_weights(
    diagram: Diagram, network: Network, values: EdgeValues, sample: ForwardPass | None
) -> bool:
    """Put the numbers of another network of the same kind on the edges.

    Parameters
    ----------
    diagram : Diagram
        That is drawn.
    network, values, sample
        Whose numbers.

    Returns
    -------
    bool
        False, with nothing changed, where more than the edges would have to change: words, the
        fills of neurons, or which edges there are.
    """
    plain = diagram.edge_labels is None and diagram.look.scale is None
    plain = plain and diagram.picture is None
    if not plain or sample is not None or diagram.sample is not None:
        return False
    if not same_but_for_numbers(diagram.network, network) or values.label != diagram.values.label:
        return False
    options, layout = diagram.options, diagram.layout
    look = NeuronLook(network, layout, values, sample, options, diagram.paper)
    groups = edge_groups(network, layout, values, options)
    shown = range(network.n_layers)
    if not all(np.array_equal(look.cut_off(k), diagram.look.cut_off(k)) for k in shown):
        return False
    if look.scale is not None or not _joined_alike(diagram.groups, groups):
        return False
    before = (diagram.network, layout, diagram.groups, diagram.values, diagram.look, options)
    if notes_of(*before) != notes_of(network, layout, groups, values, look, options):
        return False
    if _bar_words(diagram.network, diagram.values, options) != _bar_words(network, values, options):
        return False
    edges = iter(diagram.edges)
    bias_edges = iter(diagram.bias_edges)
    for group in groups:
        collection = next(bias_edges if group.of_bias else edges)
        if group.values is not None:
            collection.show(
                group.sources, group.targets, group.values, group.strength,
                context=group.context, dashed=diagram.dashed,
            )  # fmt: skip
    diagram.network, diagram.values, diagram.groups = network, values, groups
    diagram.look = look
    return True


def _bar_words(network: Network, values: EdgeValues, options: DiagramOptions) -> str:
    """What the words of the colour bar say of these numbers."""
    if options.norm_by != "layer" or values.connections is None:
        return ""
    return relative_words(network, values, options)


def _joined_alike(before: list[Group], after: list[Group]) -> bool:
    """Whether the same edges are drawn, against the same norms."""
    return len(before) == len(after) and all(
        np.array_equal(one.sources, other.sources)
        and np.array_equal(one.targets, other.targets)
        and (one.values is None) == (other.values is None)
        and _same_norm(one.norm, other.norm)
        for one, other in zip(before, after, strict=True)
    )


def _same_norm(one: Any, other: Any) -> bool:
    if one is None or other is None or one is other:
        return one is other
    return type(one) is type(other) and (one.vmin, one.vmax) == (other.vmin, other.vmax)
