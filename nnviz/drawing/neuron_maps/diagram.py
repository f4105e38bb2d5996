"""What every neuron sees: the diagram of a network with a map in place of each neuron."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from numpy.typing import NDArray

from nnviz.drawing import diagram_words
from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.elision import Elisions
from nnviz.drawing.neuron_maps import words
from nnviz.drawing.neuron_maps.column_words import ColumnCaptions, ScaleBars
from nnviz.drawing.neuron_maps.curves import curve_ranges
from nnviz.drawing.neuron_maps.images import MapImages
from nnviz.drawing.neuron_maps.layer_parts import (
    dotted,
    draw_images,
    unit_curves,
    unit_lines,
)
from nnviz.drawing.neuron_maps.legend_row import LegendRow
from nnviz.drawing.neuron_maps.map_edges import MapEdges
from nnviz.drawing.neuron_maps.map_frame import MapFrame
from nnviz.drawing.neuron_maps.map_marks import MapIndices, MapLines, MapOutlines
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.neuron_maps.options import MapOptions
from nnviz.drawing.neuron_maps.output_points import OutputPoints
from nnviz.drawing.neuron_maps.scales import map_scales
from nnviz.drawing.neuron_maps.side_names import SideNames
from nnviz.drawing.paper import ink_colour, paper_colour
from nnviz.drawing.style import of_style
from nnviz.drawing.word_budget import Entry, WordBudget, nothing
from nnviz.drawing.words import small_size
from nnviz.edge_values import EdgeValues
from nnviz.encoding import edge_colormap
from nnviz.layout import Layout

# What goes first where room is short, and the part of the height that maps should have.
_ORDER = ("bars", "captions", "legend", "notes")
_NEEDED = (0.52, 0.42)


class MapDiagram:
    """Draws the maps of a network into an axes, and holds the artists.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : MapNumbers
        What.
    layout : Layout
        Which neurons are shown, and in which order; horizontal.
    values : EdgeValues
        The weights.
    options : MapOptions
        How.
    """

    def __init__(
        self, ax: Axes, numbers: MapNumbers, layout: Layout, values: EdgeValues,
        options: MapOptions,
    ) -> None:  # fmt: skip
        self.ax, self.numbers, self.options = ax, numbers, options
        self.network, self.last = numbers.network, numbers.network.n_layers - 1
        ax.set_axis_off()
        ax.set_aspect("auto")
        self.ink, self.paper = ink_colour(ax), paper_colour(ax)
        self.label_kw = {"color": self.ink, **options.label_kw}
        self.frame = MapFrame(ax, layout, numbers.aspect)
        cmap = options.cmap if isinstance(options.cmap, Colormap) else None
        self.scales = map_scales(numbers, options.norm_by, cmap, self.ink, self.paper, options.norm)
        self.ranges = None
        if numbers.one_input:
            self.ranges = curve_ranges(numbers, self.scales, options.ylim)
        chosen = options.edge_cmap
        self.edge_cmap = chosen if isinstance(chosen, Colormap) else edge_colormap(self.paper)
        self.edges = MapEdges(
            ax, self.network, layout, values, self.edge_cmap, options.negative_dash,
            options.edge_norm, **options.edge_kw,
        )  # fmt: skip
        self.images = [self._draw_images(layer) for layer in range(self.last + 1)]
        self.lines = [self._draw_lines(layer) for layer in range(self.last + 1)]
        self.curves = [self._draw_curves(k) for k in range(self.last + 1)] if self.ranges else []
        self.outlines = [self._draw_outlines(layer) for layer in range(self.last + 1)]
        self.points = OutputPoints(
            [(ax, in_output + ax.transData) for in_output in self.frame.in_output],
            self._shown(self.last), numbers, self.scales[-1],
            self.ranges[-1] if self.ranges else None, options.max_points,
            ink=self.ink, paper=self.paper, scatter_kw=options.scatter_kw,
        )  # fmt: skip
        self.indices = self._write_indices()
        self.elisions = self._draw_elisions()
        self.names = self._write_names()
        self.legend = self._draw_legend()
        self.budget = WordBudget(
            self.frame, _ORDER, lambda height: [part * height for part in _NEEDED]
        )
        self.notes = words.MapNotes(self.frame, say=self._say, **self.label_kw)
        self.bars = (
            ScaleBars(self.frame, self.scales, **self.label_kw) if options.colorbar else None
        )
        self.captions = self._write_captions()
        self._take_room(layout)

    def _shown(self, layer: int) -> NDArray[np.int64]:
        return self.frame.layout.shown[layer]

    def _draw_images(self, layer: int) -> MapImages:
        return draw_images(
            self.ax, self.numbers, self.scales[layer], layer, self._shown(layer),
            ink=self.ink, paper=self.paper, **self.options.image_kw,
        )  # fmt: skip

    def _draw_lines(self, layer: int) -> MapLines:
        """Where the weighted sums are zero; of outputs, the decision boundary."""
        line = of_style("lines.linewidth")
        width = (1.35 if layer == self.last else 0.6) * line
        kw = {"colors": [self.ink], **self.options.line_kw}
        return MapLines(self.ax, unit_lines(self.numbers, layer, self._shown(layer)), width, **kw)

    def _draw_curves(self, layer: int) -> MapLines:
        assert self.ranges is not None
        curves = unit_curves(self.numbers, layer, self._shown(layer), self.ranges[layer])
        width = (1.35 if layer == self.last else 1.0) * of_style("lines.linewidth")
        above = 3.7 if layer == self.last else 2.6
        kw = {"colors": [self.ink], "zorder": above, **self.options.line_kw}
        return MapLines(self.ax, curves, width, **kw)

    def _draw_outlines(self, layer: int) -> MapOutlines:
        shown = self._shown(layer)
        kw = {"edgecolors": [self.ink], **self.options.node_kw}
        return MapOutlines(self.ax, len(shown), dotted(self.numbers, layer, shown), **kw)

    def _write_indices(self) -> MapIndices | None:
        if self.options.neuron_labels is None or self.last < 2:
            return None
        base = int(self.options.notation.index_base)  # type: ignore[union-attr]
        layers = range(1, self.last)
        texts = [[str(int(k) + base) for k in self._shown(layer)] for layer in layers]
        return MapIndices(self.frame, layers, texts, self.paper, **self.label_kw)

    def _draw_elisions(self) -> Elisions | None:
        if not self.frame.layout.gaps:
            return None
        return Elisions(self.frame, self.ink, self.paper, **self.label_kw)

    def _write_names(self) -> list[SideNames]:
        if not self.options.names:
            return []
        notation: Any = self.options.notation
        inputs, math = diagram_words.input_names(self.network, self._shown(0), notation)
        outputs = diagram_words.output_names(self.network, self._shown(self.last), notation)
        names = []
        if inputs:
            names.append(SideNames(self.frame, 0, inputs, "left", math=math, **self.label_kw))
        if outputs:
            side = "top" if len(outputs) == 1 else "right"
            names.append(SideNames(self.frame, self.last, outputs, side, **self.label_kw))
        return names

    def _draw_legend(self) -> LegendRow | None:
        if not self.options.legend:
            return None
        named = self.options.edge_cmap is None
        entries = []
        if self.points.n_drawn and self.numbers.sample_classes is not None:
            colours = class_colours(len(self.numbers.classes), self.paper)
            entries += words.class_entries(self.numbers, colours)
        entries += words.push_entries(self.numbers, self.edge_cmap, self.edges.dashed, named)
        if self.options.colorbar:
            entries.append(words.weight_entry(self.edges.norm, self.edge_cmap))
        return LegendRow(self.frame, entries, self.paper, **self.label_kw)

    def _write_captions(self) -> ColumnCaptions | None:
        if not self.options.captions:
            return None
        forms = diagram_words.layer_captions(self.network)
        return ColumnCaptions(self.frame, forms, **{**self.label_kw})

    def _take_room(self, layout: Layout) -> None:
        """Who takes room first: what stands farther out; and what goes where room is short."""
        frame = self.frame
        notes = words.map_notes(
            self.numbers, self.scales, layout, self.points.n_drawn, self.edges.n_missing
        )
        if self.points.fades:
            notes["fading"] = words.FADING
        for about, note in notes.items():
            frame.note(about, note)
        budget = self.budget
        for names in self.names:
            budget.add(Entry("names", names.claim, nothing, 0.0))
        if self.legend is not None:
            legend = self.legend
            budget.add(Entry("legend", legend.claim, legend.hide, legend.height, "legend"))
        budget.add(Entry("notes", self.notes.claim, nothing, 1.6 * small_size()))
        for name, row in (("bars", self.bars), ("captions", self.captions)):
            if row is not None:
                budget.add(Entry(name, row.claim, row.hide, row.height, name))
        frame.claims += budget.claims()
        frame.finish.append(self._place)
        frame.fit()

    def _place(self) -> None:
        """Put everything where the columns stand now."""
        places = self.frame.places
        for layer in range(self.last + 1):
            boxes = places.boxes(layer)
            self.images[layer].boxes[:] = boxes
            self.outlines[layer].place(boxes)
            for of_layer in (self.lines, self.curves):
                if of_layer:
                    of_layer[layer].place(boxes)
                    of_layer[layer].fit(min(places.sizes[layer]))
        self.edges.place(places)
        self.edges.fit(self.frame.scale)
        self.points.fit(min(places.sizes[-1]))
        for part in (*self.names, self.bars, self.captions):
            if part is not None:
                part.place()
        if self.indices is not None:
            self.indices.fit()

    def _say(self) -> list[str]:
        return words.said(self.frame.notes, self.budget.dropped)

    @property
    def artists(self) -> list[Artist]:
        """The maps, for who wants to hide or change them."""
        return [*self.images]
