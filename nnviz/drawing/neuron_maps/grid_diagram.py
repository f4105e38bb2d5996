"""One panel for each neuron, with axes and ticks for reading off."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.text import Text

from nnviz.drawing import diagram_words
from nnviz.drawing.axis_numbers import AxisNumbers
from nnviz.drawing.chart_ticks import number_axis
from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.frame import Room, measure
from nnviz.drawing.neuron_maps import words
from nnviz.drawing.neuron_maps.curves import curve_ranges
from nnviz.drawing.neuron_maps.images import MapImages
from nnviz.drawing.neuron_maps.layer_parts import dotted, draw_images, unit_curves, unit_lines
from nnviz.drawing.neuron_maps.legend_row import LegendRow
from nnviz.drawing.neuron_maps.map_marks import DOTTED, MapLines
from nnviz.drawing.neuron_maps.numbers import Floats, MapNumbers
from nnviz.drawing.neuron_maps.options import MapOptions
from nnviz.drawing.neuron_maps.output_points import OutputPoints
from nnviz.drawing.neuron_maps.panels import PanelFrame, Spaces
from nnviz.drawing.neuron_maps.scales import map_scales
from nnviz.drawing.paper import ink_colour, paper_colour
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, literal, shorten, shrinking_sizes
from nnviz.layout import Layout

_ROOM_FOR_NUMBERS = 3.8  # the narrowest panel that has numbers, in the size of these
_TICK = 2.5  # the length of ticks in points
_APART = 8.0  # points between titles side by side


class GridDiagram:
    """Draws a panel for each neuron of all layers but the first, and holds the artists.

    Parameters
    ----------
    ax : Axes
        Where they stand; the panels are inset axes.
    numbers : MapNumbers
        What.
    layout : Layout
        Which neurons are shown.
    options : MapOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: MapNumbers, layout: Layout, options: MapOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self.last = numbers.network.n_layers - 1
        self.shown = layout.shown[1:]
        ax.set_axis_off()
        ax.set_aspect("auto")
        self.ink, self.paper = ink_colour(ax), paper_colour(ax)
        self.label_kw = {"color": self.ink, **options.label_kw}
        self.frame = PanelFrame(ax, layout, [len(shown) for shown in self.shown], numbers.aspect)
        cmap = options.cmap if isinstance(options.cmap, Colormap) else None
        self.scales = map_scales(numbers, options.norm_by, cmap, self.ink, self.paper, options.norm)
        self.ranges = None
        if numbers.one_input:
            self.ranges = curve_ranges(numbers, self.scales, options.ylim)
        self.images: list[list[MapImages]] = [[] for _ in numbers.maps]
        self.lines: list[list[MapLines]] = [[] for _ in numbers.maps]
        self.curves: list[list[MapLines]] = [[] for _ in numbers.maps] if self.ranges else []
        self.panels = [self._draw_layer(layer) for layer in range(1, self.last + 1)]
        self.points = OutputPoints(
            [(panel, panel.transAxes) for panel in self.panels[-1]], self.shown[-1], numbers,
            self.scales[-1], self.ranges[-1] if self.ranges else None, options.max_points,
            ink=self.ink, paper=self.paper, scatter_kw=options.scatter_kw,
        )  # fmt: skip
        self.titles = self._write_titles()
        self.axis_names = self._name_axes()
        self._lowest = 0.0  # where the name of the first axis stands at the lowest
        self.legend = self._draw_legend()
        self.notes = words.MapNotes(self.frame, say=self._say, **self.label_kw)
        notes = words.map_notes(numbers, self.scales, layout, self.points.n_drawn, 0)
        notes.pop("axes", None)  # they have their names
        if self.points.fades:
            notes["fading"] = words.FADING
        held = numbers.grid.plane.held()
        if held:
            notes["held"] = held
        n_hidden = sum(gap.count for gap in layout.gaps if gap.layer > 0)
        if n_hidden:
            notes["elided"] = f"{n_hidden:,} neurons are not shown"
        for about, note in notes.items():
            self.frame.note(about, note)
        rows = [] if self.legend is None else [self.legend.claim]
        self.frame.claims += [*rows, self.notes.claim, self._claim_names, self._claim_panels]
        self.frame.finish.append(self._place)
        self.frame.fit()

    @property
    def axes(self) -> Any:
        """The panels as an array: a row a layer, None where a row is shorter than the longest."""
        array = np.full((len(self.panels), max(map(len, self.panels))), None, dtype=object)
        for row, panels in enumerate(self.panels):
            array[row, : len(panels)] = panels
        return array

    def _draw_layer(self, layer: int) -> list[Axes]:
        shown, numbers = self.shown[layer - 1], self.numbers
        dots = dotted(numbers, layer, shown)
        lines = unit_lines(numbers, layer, shown)
        curves = None
        if self.ranges:
            curves = unit_curves(numbers, layer, shown, self.ranges[layer])
        panels = []
        for k, neuron in enumerate(shown):
            panel = self.ax.inset_axes((0.0, 0.0, 1.0, 1.0))
            panel.set_axes_locator(self.frame.locator(layer - 1, k))
            box = self._limits(panel, layer, int(neuron))
            image = draw_images(
                panel, numbers, self.scales[layer], layer, shown[[k]],
                ink=self.ink, paper=self.paper, **self.options.image_kw,
            )  # fmt: skip
            image.boxes[:] = box
            image.set_zorder(0.5)
            self.images[layer].append(image)
            self.lines[layer].append(self._line(panel, [lines[k]], box, layer, 0.6))
            if curves is not None:
                self.curves[layer].append(self._line(panel, [curves[k]], box, layer, 1.0))
            self._style(panel, dotted=bool(dots[k]))
            panels.append(panel)
        return panels

    def _limits(self, panel: Axes, layer: int, neuron: int) -> Floats:
        """Set the limits of a panel, and return them as xmin, ymin, xmax, ymax."""
        axes = self.numbers.grid.plane.axes
        if self.ranges:
            low, high = self.ranges[layer][neuron].low, self.ranges[layer][neuron].high
        else:
            low, high = axes[1].low, axes[1].high
        panel.set_xlim(axes[0].low, axes[0].high)
        panel.set_ylim(low, high)
        return np.array([[axes[0].low, low, axes[0].high, high]])

    def _line(self, panel: Axes, lines: Any, box: Floats, layer: int, part: float) -> MapLines:
        width = of_style("lines.linewidth")
        width *= 1.35 if layer == self.last else part
        kw = {"colors": [self.ink], **self.options.line_kw}
        drawn = MapLines(panel, lines, width, **kw)
        drawn.place(box)
        return drawn

    def _style(self, panel: Axes, *, dotted: bool) -> None:
        panel.patch.set_visible(False)
        for spine in panel.spines.values():
            spine.set(color=self.ink, linestyle=DOTTED if dotted else "-", visible=True)
        panel.tick_params(length=_TICK, pad=2.0, color=self.ink, labelcolor=self.ink)
        panel.grid(visible=False)
        axes = self.numbers.grid.plane.axes
        sides = [(panel.xaxis, axes[0])]
        sides.append((panel.yaxis, axes[1] if len(axes) > 1 else None))  # type: ignore[arg-type]
        for axis, of_plane in sides:
            if of_plane is None or of_plane.categories is None:
                number_axis(axis)
            else:
                names = [literal(name) for name in of_plane.categories]
                axis.set_ticks(range(len(names)), labels=names)

    def _write_titles(self) -> list[list[Text]]:
        network, base = self.numbers.network, int(self.options.notation.index_base)  # type: ignore[union-attr]
        outputs = diagram_words.output_names(network, self.shown[-1], self.options.notation)  # type: ignore[arg-type]
        self._title_forms: list[list[tuple[str, str]]] = []
        for layer in range(1, self.last + 1):
            name = network.layer_name(layer)
            forms = [
                (f"{name}, {int(k) + base}", str(int(k) + base)) for k in self.shown[layer - 1]
            ]
            if layer == self.last and outputs and self.options.names:
                names = [output.removeprefix("y = ") for output in outputs]
                short = ["out"] if len(names) == 1 else names
                forms = list(zip(outputs, short, strict=True))
            self._title_forms.append(forms)
        kw = {"ha": "center", "va": "bottom", **self.label_kw}
        return [
            [add_text(self.ax, 0, 0, literal(full), **kw) for full, _ in forms]
            for forms in self._title_forms
        ]

    def _name_axes(self) -> list[Text]:
        axes = self.numbers.grid.plane.axes
        names = [literal(axes[0].label)]
        names.append(literal(axes[1].label) if len(axes) > 1 else "activation")
        return [
            add_text(self.ax, 0, 0, name, rotation=turn, **{"ha": ha, "va": va, **self.label_kw})
            for name, turn, ha, va in zip(
                names, (0, 90), ("center", "left"), ("bottom", "center"), strict=True
            )
        ]

    def _draw_legend(self) -> LegendRow | None:
        if not self.options.legend:
            return None
        entries = []
        if self.points.n_drawn and self.numbers.sample_classes is not None:
            colours = class_colours(len(self.numbers.classes), self.paper)
            entries += words.class_entries(self.numbers, colours)
        if self.options.colorbar:
            entries += words.scale_entries(self.numbers, self.scales)
        return LegendRow(self.frame, entries, self.paper, **self.label_kw)

    def _say(self) -> list[str]:
        return words.said(self.frame.notes, ())

    def _claim_names(self, room: Room) -> None:
        """Room for the names of the axes, left of all panels and below them."""
        size = shrinking_sizes()[0]
        fixed = self.options.label_kw.get("fontsize")
        for text, longest, side in zip(
            self.axis_names, (room.width, room.likely_height), ("bottom", "left"), strict=True
        ):
            text.set(fontsize=fixed or size, visible=True)
            shorten(text, text.__dict__.setdefault("_nnviz_full", text.get_text()), 0.9 * longest)
            thick = measure(text)[1 if side == "bottom" else 0]
            place = getattr(room, side)
            if room.take(**{side: thick + 3.0}):
                if side == "bottom":
                    self._lowest = place
                else:
                    text.set_x(place)
            else:
                text.set_visible(False)

    def _claim_panels(self, room: Room) -> None:
        """Choose the titles and whether the panels have numbers, for the size that they get."""
        fixed = self.options.label_kw.get("fontsize")
        sizes = [fixed] if fixed else shrinking_sizes()
        for rank, size in [*((0, size) for size in sizes), (1, sizes[-1])]:
            for texts, forms in zip(self.titles, self._title_forms, strict=True):
                for text, form in zip(texts, forms, strict=True):
                    text.set(text=literal(form[rank]), fontsize=size, visible=True)
            title = max(measure(text)[1] for texts in self.titles for text in texts) + 2.0
            fits = self._with_numbers(room, size, title)
            widest = max(measure(text)[0] for texts in self.titles for text in texts)
            free = self.frame.width + self.frame.between - _APART
            if fits and widest <= free:
                break
        for texts in self.titles:
            for text in texts:
                text.set_visible(widest <= free)
        self.frame.note("indices", None if widest <= free else "no titles")
        self.frame.note("ticks", None if fits else "no numbers")

    def _with_numbers(self, room: Room, size: float, title: float) -> bool:
        """Arrange the panels with numbers beside them, or without where they are too small."""
        frame = self.frame
        frame.spaces, frame.between = Spaces(3.2 * size, size, 1.5 * size + 4.0, title), 2.4 * size
        frame.arrange(room)
        fits = frame.side >= _ROOM_FOR_NUMBERS * size
        if not fits:
            frame.spaces, frame.between = Spaces(2.0, 2.0, 3.0, title), 5.0
            frame.arrange(room)
        for layer, panels in enumerate(self.panels):
            for k, panel in enumerate(panels):
                first = frame.columns[layer][k] == 0
                panel.tick_params(
                    labelsize=size, labelbottom=fits, labelleft=fits and bool(first),
                    bottom=fits, left=fits,
                )  # fmt: skip
        return fits

    def _place(self) -> None:
        frame = self.frame
        numbers = "ticks" not in frame.notes
        for layer, (panels, texts) in enumerate(zip(self.panels, self.titles, strict=True)):
            for k, (panel, text) in enumerate(zip(panels, texts, strict=True)):
                xmin, _, xmax, ymax = frame.boxes[layer][k]
                text.set_position(((xmin + xmax) / 2, ymax + 2.0))
                if numbers:
                    panel.apply_aspect(self.frame.box(layer, k))
                    AxisNumbers(panel.xaxis).fit(panel.bbox.width)
                    AxisNumbers(panel.yaxis).fit(panel.bbox.height)
        boxes = np.concatenate(frame.boxes)
        middle = (boxes.min(axis=0)[:2] + boxes.max(axis=0)[2:]) / 2
        across, up = self.axis_names
        across.set_x(float(middle[0]))
        lowest = float(boxes[:, 1].min()) - frame.spaces.bottom - measure(across)[1]
        across.set_y(max(lowest, self._lowest))
        up.set_y(float(middle[1]))
        for line in (line for of_kind in (self.lines, self.curves) for of_layer in of_kind
                     for line in of_layer):  # fmt: skip
            line.fit(frame.side)
        self.points.fit(frame.side)
