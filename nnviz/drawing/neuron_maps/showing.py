"""Another network's maps in a picture that is drawn: colours, lines, curves and edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import Colormap, Normalize, TwoSlopeNorm

from nnviz.drawing.neuron_maps import words
from nnviz.drawing.neuron_maps.curves import curve_ranges
from nnviz.drawing.neuron_maps.diagram import MapDiagram
from nnviz.drawing.neuron_maps.layer_parts import absent, dotted, unit_curves, unit_lines
from nnviz.drawing.neuron_maps.map_edges import count_missing, norm_of_edges
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.scales import MapScale, map_scales
from nnviz.drawing.redrawing import same_but_for_numbers
from nnviz.edge_values import EdgeValues


def show_maps(diagram: MapDiagram, numbers: MapNumbers, values: EdgeValues) -> bool:
    """Put the maps of another network of the same kind into the picture.

    Parameters
    ----------
    diagram : MapDiagram
        That is drawn.
    numbers, values
        Of the other network, on the same plane and for the same samples.

    Returns
    -------
    bool
        False, with nothing changed, where words, scales or points would have to change too.
    """
    before, options = diagram.numbers, diagram.options
    if not same_but_for_numbers(before.network, numbers.network):
        return False
    if not _same_samples(before, numbers):
        return False
    cmap = options.cmap if isinstance(options.cmap, Colormap) else None
    scales = map_scales(numbers, options.norm_by, cmap, diagram.ink, diagram.paper, options.norm)
    if not all(map(_same_scale, diagram.scales, scales)):
        return False
    if diagram.ranges is not None and curve_ranges(numbers, scales, options.ylim) != diagram.ranges:
        return False
    edges, layout = diagram.edges, diagram.frame.layout
    if not _same_norm(edges.norm, norm_of_edges(numbers.network, values, options.edge_norm)):
        return False
    missing = count_missing(numbers.network, layout, values)
    notes = [
        words.map_notes(of, diagram.scales, layout, diagram.points.n_drawn, n)
        for of, n in ((before, edges.n_missing), (numbers, missing))
    ]
    if notes[0] != notes[1]:
        return False
    edges.show(numbers.network, layout, values)
    places = diagram.frame.places
    for layer in range(1, diagram.last + 1):
        shown, boxes = layout.shown[layer], places.boxes(layer)
        maps = numbers.maps[layer][shown]
        diagram.images[layer].show(
            maps[:, None, :] if numbers.one_input else maps,
            numbers.blank[layer][shown] | absent(numbers, layer, shown),
        )
        diagram.lines[layer].show(unit_lines(numbers, layer, shown), boxes)
        if diagram.ranges is not None:
            curves = unit_curves(numbers, layer, shown, diagram.ranges[layer])
            diagram.curves[layer].show(curves, boxes)
        diagram.outlines[layer].show(dotted(numbers, layer, shown))
    diagram.numbers, diagram.network = numbers, numbers.network
    return True


def _same_samples(one: MapNumbers, other: MapNumbers) -> bool:
    if one.grid is not other.grid or one.classes != other.classes:
        return False
    if (one.targets is None) != (other.targets is None):
        return False
    pairs = [(one.points, other.points), (one.distances, other.distances)]
    if one.targets is not None and other.targets is not None:
        pairs.append((one.targets, other.targets))
    # Of what enters, the maps stay too, unless the networks prepare their data in different ways.
    pairs.append((one.maps[0], other.maps[0]))
    return all(a is b or np.array_equal(a, b, equal_nan=True) for a, b in pairs)


def _same_scale(one: MapScale, other: MapScale) -> bool:
    if (one.low, one.high, one.middle) != (other.low, other.high, other.middle):
        return False
    return (
        _same_norm(one.norm, other.norm)
        and one.cmap == other.cmap
        and _same_colours(one.own, other.own)
        and one.full == other.full
    )


def _same_colours(one: Sequence[Any] | None, other: Sequence[Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return len(one) == len(other) and all(
        _same_norm(a[0], b[0]) and a[1] == b[1] for a, b in zip(one, other, strict=True)
    )


def _same_norm(one: Normalize, other: Normalize) -> bool:
    if type(one) is not type(other) or (one.vmin, one.vmax) != (other.vmin, other.vmax):
        return False
    centres = [norm.vcenter for norm in (one, other) if isinstance(norm, TwoSlopeNorm)]
    return len(set(centres)) < 2
