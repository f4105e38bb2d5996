"""What a layer's maps consist of, wherever they stand: colours, lines, curves, who is dotted."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nnviz.drawing.neuron_maps.curves import CurveRange
from nnviz.drawing.neuron_maps.images import MapImages
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.scales import MapScale, tinted
from nnviz.drawing.neuron_maps.zero_lines import level_lines, margins
from nnviz.drawing.paper import RGBA, blend

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

_GREY = 0.16  # of ink, in the maps of neurons that are zero all over
_CROSS = (np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]]))


def absent(numbers: MapNumbers, layer: int, shown: Indices) -> NDArray[np.bool_]:
    """Which of some neurons have been taken out of the network."""
    return np.isin(shown, numbers.network.layers[layer].absent)


def dotted(numbers: MapNumbers, layer: int, shown: Indices) -> NDArray[np.bool_]:
    """Which of some neurons are silent on all samples, or taken out."""
    hidden = 0 < layer < len(numbers.maps) - 1
    return np.asarray((numbers.silent[layer][shown] & hidden) | absent(numbers, layer, shown))


def draw_images(
    ax: Axes, numbers: MapNumbers, scale: MapScale, layer: int, shown: Indices,
    *, ink: RGBA, paper: RGBA, **kw: Any,
) -> MapImages:  # fmt: skip
    """Add the maps of some neurons of a layer; over one input, stripes to lie under curves."""
    maps, cmap = numbers.maps[layer][shown], scale.cmap
    own = None if scale.own is None else [scale.own[k] for k in shown]
    if numbers.one_input:
        maps = maps[:, None, :]
        if layer < len(numbers.maps) - 1:
            cmap = tinted(cmap, paper)
            own = None if own is None else [(norm, cmap) for norm, _ in own]
    return MapImages(
        ax, maps, scale.norm, cmap, own=own,
        blank=numbers.blank[layer][shown] | absent(numbers, layer, shown),
        blank_colour=blend(ink, paper, _GREY), steps=numbers.steps, **kw,
    )  # fmt: skip


def unit_lines(numbers: MapNumbers, layer: int, shown: Indices) -> list[list[Floats]]:
    """For some neurons of a layer the lines in their maps, in the unit square.

    They lie where weighted sums are zero; in outputs of classes, where the most probable class
    changes; nothing is decided in the outputs of a regressor. Neurons that have been taken out
    are crossed.
    """
    lines: list[list[Floats]] = [[] for _ in shown]
    values, last = numbers.sums[layer], len(numbers.maps) - 1
    if layer == last and numbers.kind == "classes":
        values = margins(numbers.maps[layer])
    elif layer == last and numbers.kind == "values":
        values = None
    if values is not None:
        lines = [level_lines(values[k], steps=numbers.steps) for k in shown]
    for k in np.flatnonzero(absent(numbers, layer, shown)):
        lines[k] = list(_CROSS)
    return lines


def unit_curves(
    numbers: MapNumbers, layer: int, shown: Indices, ranges: list[CurveRange]
) -> list[list[Floats]]:
    """For some neurons of a layer their activation over one input, in the unit square."""
    gone = absent(numbers, layer, shown)
    return [
        [] if out else ranges[k].lines(numbers.maps[layer][k])
        for k, out in zip(shown, gone, strict=True)
    ]
