"""The legend of neuron maps for several pictures: classes, edges, and the scale of each layer."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from nnviz.displays.neuron_maps import NeuronMapsDisplay
from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.class_points import marker_of
from nnviz.drawing.neuron_maps import words
from nnviz.drawing.neuron_maps.diagram import MapDiagram
from nnviz.drawing.neuron_maps.grid_diagram import GridDiagram
from nnviz.drawing.neuron_maps.legend_row import Entry as MapEntry
from nnviz.drawing.neuron_maps.options import MapOptions
from nnviz.drawing.words import small_size
from nnviz.edge_values import edge_values_of
from nnviz.panels.signs import Bar, Entry


def map_entries(display: NeuronMapsDisplay, options: MapOptions, paper: Any) -> tuple[Entry, ...]:
    """What the legend and the bars of neuron maps say, as entries of one legend.

    Parameters
    ----------
    display : NeuronMapsDisplay
        That has been drawn.
    options : MapOptions
        With the scale that is to be shown.
    paper : colour
        What lies behind it.

    Returns
    -------
    tuple of Entry
        Classes first; the scales of the maps, from the first hidden layer on, last.
    """
    ax = Figure(facecolor=paper).add_axes((0.0, 0.0, 1.0, 1.0))
    numbers = display.numbers
    diagram: MapDiagram | GridDiagram
    entries: list[MapEntry] = []
    if options.arrange == "grid":
        diagram = GridDiagram(ax, numbers, display.layout, options)
        pushes = []
    else:
        values = edge_values_of(display.network)
        diagram = MapDiagram(ax, numbers, display.layout, values, options)
        named = options.edge_cmap is None
        pushes = words.push_entries(numbers, diagram.edge_cmap, diagram.edges.dashed, named)
        if options.colorbar:
            pushes.append(words.weight_entry(diagram.edges.norm, diagram.edge_cmap))
    if diagram.points.n_drawn and numbers.sample_classes is not None:
        entries += words.class_entries(numbers, class_colours(len(numbers.classes), diagram.paper))
    entries += pushes
    if options.colorbar:
        entries += words.scale_entries(numbers, diagram.scales)
    return tuple(_as_sign(entry, paper) for entry in entries)


def _as_sign(entry: MapEntry, paper: Any) -> Entry:
    size = small_size()
    if entry.bar is not None:
        norm, cmap = entry.bar
        low, high = (
            float(end or 0.0) if part is None else float(part)
            for part, end in zip(entry.part, (norm.vmin, norm.vmax), strict=True)
        )
        return Entry(Bar(norm, cmap, low, high), entry.text)
    line = Line2D([], [], color=entry.colour, linewidth=0.28 * size)
    line.set_solid_capstyle("butt")
    if entry.marker is not None:
        marker, factor = marker_of(entry.marker)
        line.set(linestyle="none", marker=marker, markersize=0.75 * size * factor,
                 markeredgecolor=paper, markeredgewidth=0.0)  # fmt: skip
    elif entry.dashed:
        line.set_linestyle((0, (2.2, 1.2)))
    return Entry(line, entry.text)
