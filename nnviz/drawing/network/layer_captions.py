"""The captions of a diagram's layers, and of the parameters between them."""

from __future__ import annotations

from typing import Any

from matplotlib.text import Text

from nnviz.drawing import diagram_words as words
from nnviz.drawing.captions import Captions
from nnviz.drawing.frame import Frame
from nnviz.layout import Layout
from nnviz.network import Network


def draw_captions(
    frame: Frame, network: Network, layout: Layout, *, parameters: bool, **kw: Any
) -> tuple[list[Captions], list[tuple[int, Text]]]:
    """Write the captions of layers, and with `parameters` the counts of parameters.

    Where a network has too many layers for a caption each, one caption stands for all neighbouring
    hidden layers that are alike.

    Parameters
    ----------
    frame, network, layout
        Of the diagram.
    parameters : bool
        Whether to count.
    **kw
        Properties of the texts.

    Returns
    -------
    captions : list of Captions
        One or two rows, or a column.
    texts : list of (int, Text)
        All texts with the layer with which each appears.
    """
    input_shape = None if layout.picture is None else layout.picture.shape
    places = list(layout.layer_positions)
    forms = words.layer_captions(network, input_shape)
    stages = list(range(len(places)))
    captions: list[Captions] = []
    texts: list[tuple[int, Text]] = []
    if parameters:
        layers, counts = words.parameter_captions(network)
        between = [(places[r - 1] + places[r]) / 2 for r in layers]
        if layout.orientation == "horizontal":  # a row of its own, at the bottom
            captions.append(Captions(frame, between, counts, "parameter counts", 2, **kw))
            texts += zip(layers, captions[0].texts, strict=True)
        else:  # the same column: rows and what lies between them do not meet
            places, forms, stages = places + between, forms + counts, stages + layers
    captions.append(Captions(frame, places, forms, "captions", 3, **kw))
    texts += zip(stages, captions[-1].texts, strict=True)
    runs, run_forms = words.run_captions(network, input_shape)
    if len(runs) < network.n_layers:
        middles = [
            float(layout.layer_positions[first] + layout.layer_positions[last]) / 2
            for first, last in runs
        ]
        shorter = Captions(frame, middles, run_forms, "captions", 3, inwards=True, **kw)
        captions[-1].otherwise = shorter
        texts += zip([last for _, last in runs], shorter.texts, strict=True)
    return captions, texts
