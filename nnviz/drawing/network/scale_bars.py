"""Which colour bars a diagram needs: of its edges, of its neurons, of the pixels of its inputs."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.colors import Colormap, Normalize

from nnviz.drawing.colorbars import Bar
from nnviz.drawing.network.groups import Group
from nnviz.drawing.network.input_image import InputImage
from nnviz.drawing.network.look import NeuronLook
from nnviz.drawing.network.norms import relative_words
from nnviz.drawing.network.options import DiagramOptions
from nnviz.edge_values import EdgeValues
from nnviz.network import Network


def bars_of(
    network: Network, values: EdgeValues, groups: Sequence[Group], look: NeuronLook,
    picture: InputImage | None, options: DiagramOptions, *, cmap: Colormap, dashed: bool,
) -> list[Bar]:  # fmt: skip
    """The bars of a diagram, that of the edges first, then neurons, then pixels.

    Parameters
    ----------
    network, values, groups, look, picture, options
        What is drawn, and how.
    cmap : Colormap
        Of the edges.
    dashed : bool
        Whether negative edges are.

    Returns
    -------
    list of Bar
    """
    bars = []
    valued = [group for group in groups if group.values is not None]
    if valued:
        label = options.colorbar_label or values.label
        relative = options.norm_by == "layer"
        if relative:
            label += relative_words(network, values, options)
        norm = Normalize(-1, 1) if relative else valued[0].norm
        bars.append(Bar(norm, cmap, label, dashed))
    if look.scale is not None:
        bars.append(Bar(*look.scale))
    if picture is not None and picture.numbers is not None:
        bars.append(Bar(picture.numbers.norm, picture.cmap, picture.numbers.label))
    return bars
