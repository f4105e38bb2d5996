"""The diagram of one weight's gradient along paths: its artists put together on one axes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.path import Path
from matplotlib.text import Text

from nnviz.drawing import diagram_words as words
from nnviz.drawing.backprop import words as says
from nnviz.drawing.backprop.formula_rows import FactorRow, Lines, WayBack
from nnviz.drawing.backprop.gate_marks import mark_gates
from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.drawing.backprop.options import BackpropOptions
from nnviz.drawing.backprop.path_edges import PathEdges
from nnviz.drawing.backprop.role_edges import role_edges
from nnviz.drawing.backprop.role_legend import RoleLegend
from nnviz.drawing.backprop.roles import ROLES, role_colours
from nnviz.drawing.backprop.staging import Stage, Staging
from nnviz.drawing.backprop.step_caption import StepCaption
from nnviz.drawing.backprop.weight_label import WeightLabel
from nnviz.drawing.captions import Captions, Notes
from nnviz.drawing.elision import Elisions
from nnviz.drawing.frame import Frame
from nnviz.drawing.names import Names
from nnviz.drawing.neuron_labels import Form, NeuronLabels
from nnviz.drawing.nodes import CIRCLE, SQUARE, NeuronCollection, draw_neurons
from nnviz.drawing.paper import ink_colour, paper_colour
from nnviz.drawing.scale import FILLED
from nnviz.drawing.style import of_style
from nnviz.drawing.word_budget import Entry, WordBudget, nothing
from nnviz.drawing.words import (
    SUBSCRIPT,
    literal,
    normal_size,
    short_number,
    small_size,
    smallest_size,
)
from nnviz.layout import Layout
from nnviz.paths import Factor

_SMALL = Path(0.8 * np.asarray(CIRCLE.vertices), CIRCLE.codes)  # the loss is no neuron
_MINOR_NOTES = ("widths", "outputs", "gates")
_LONGEST = 40  # letters of an output's name


class BackpropDiagram:
    """Draws the paths of one weight's gradient into an axes, and holds the artists.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : BackpropNumbers
        What to draw.
    layout : Layout
        Where its neurons stand; with a place for the bias neuron where a bias is chosen.
    options : BackpropOptions
        How.
    stage : Stage, optional
        The frame of a lecture that it is; by default it is the whole picture.
    """

    def __init__(
        self, ax: Axes, numbers: BackpropNumbers, layout: Layout, options: BackpropOptions,
        stage: Stage | None = None,
    ) -> None:  # fmt: skip
        layer = numbers.start.target[0]
        kept = {layer: layout.bias_positions[layer]} if numbers.start.source is None else {}
        layout = replace(layout, bias_positions=kept)
        self.ax, self.numbers, self.layout, self.options = ax, numbers, layout, options
        self.network, self.notation = numbers.network, numbers.rule.notation
        ax.set_axis_off()
        ax.set_aspect("auto")
        self.step = None if stage is None else stage.step
        self.ink, self.paper = ink_colour(ax), paper_colour(ax)
        self.colours = role_colours(self.paper, self.ink)
        self.label_kw = {"color": self.ink, **options.label_kw}
        self.frame = Frame(ax, layout)
        self.loss_place = self._place_loss()
        self.frame.extra_points.append(self.loss_place)
        self.groups = role_edges(numbers, layout, self.loss_place)
        self.path_edges = PathEdges(
            self.frame, self.groups, self.colours, self.paper, options.edge_kw, self.step
        )
        self.neurons, self.bias_neurons, self.loss = self._draw_neurons()
        self.gates = mark_gates(self.frame, numbers, self.ink, self.paper)
        self.names = self._draw_names()
        self.neuron_labels = self._label_neurons()
        if layout.gaps:
            Elisions(self.frame, self.ink, self.paper, **self.label_kw)
        self.weight_label = self._label_weight()
        self.legend_maker = self._draw_legend()
        self.captions, self.weight_captions = self._draw_captions()
        self.row, self.values, self.way_back = self._draw_formula()
        self.staging = None if stage is None else Staging(self, stage)
        self.lines = self._draw_lines()
        self.notes = Notes(self.frame, say=self._say, **self.label_kw)
        hidden = sum(gap.count for gap in layout.gaps if gap.layer > layer)
        notes = says.notes_of(numbers, hidden=hidden, names=self._output_names())
        for about, note in notes.items():
            if stage is None or about in ("hidden", "gates"):
                self.frame.note(about, note)
        self.budget = WordBudget(self.frame, self._dispensable(), self._needed)
        self._order_claims()
        self.frame.finish.append(self.path_edges.fit)
        self.frame.finish.append(self._fit_strokes)
        self.frame.finish.append(self.neuron_labels.fit)
        self.frame.finish.append(self.weight_label.fit)
        if self.staging is None:
            self.frame.finish.append(self._note_labels)
        else:
            self.frame.settled.append(self.staging.apply)
        self.frame.fit()

    def _place_loss(self) -> tuple[float, float]:
        """One layer after the outputs, at their middle."""
        places = self.layout.layer_positions
        outputs = self.layout.positions[-1][:, 1]
        apart = float(places[-1] - places[-2])
        return float(places[-1]) + apart, float(outputs.max() + outputs.min()) / 2

    def _order_claims(self) -> None:
        """Who takes room first: what stands farther out, and what others need to know of."""
        unit = normal_size()
        symbols = max(small_size(), smallest_size() / SUBSCRIPT)
        line = 1.5 * symbols + 0.6 * unit
        if self.names is not None:
            self.frame.claims.append(self.names.claim)
        add = self.budget.add
        if self.legend_maker is not None:
            maker = self.legend_maker
            add(Entry("legend", maker.claim, maker.hide, 1.8 * unit))
        n_notes = len(set(self.frame.notes) - set(_MINOR_NOTES))
        add(Entry("notes", self.notes.claim, nothing, (0.6 + 1.2 * n_notes) * unit))
        for about in _MINOR_NOTES:
            if about in self.frame.notes:
                add(Entry(about, nothing, nothing, 1.2 * unit))
        for name, lines in self.lines.items():
            add(Entry(name, lines.claim, lines.hide, line, lines.what))
        staging = self.staging
        if staging is not None:
            add(Entry("panel", staging.start_panel, nothing, 0.0))
        if self.way_back is not None:
            add(Entry("way back", self.way_back.claim, self.way_back.hide, 2.2 * unit))
        if self.values is not None:
            add(Entry("values", self.values.claim, self.values.hide, 1.8 * unit, "values"))
        if self.row is not None:
            add(Entry("factors", self.row.claim, self.row.hide, 3 * symbols))
        if staging is not None:
            rest = max(0.0, staging.height - 4.0 * unit - 3 * symbols)
            add(Entry("bars", staging.end_panel, nothing, rest))
        if self.weight_captions is not None:
            below = self.weight_captions
            add(Entry("weights", below.claim, below.hide, line, "symbols of weights"))
        if self.captions is not None:
            height = 2.6 * symbols + 0.6 * unit
            add(Entry("captions", self.captions.claim, self.captions.hide, height, "captions"))
        self.frame.claims.extend(self.budget.claims())

    def _needed(self, height: float) -> list[float]:
        """The points that neurons need to be labelled, and those that do without labels."""
        slots = 1 + max(float(np.ptp(points[:, 1])) for points in self.layout.positions)
        slot = 0.72 * smallest_size() / FILLED / self.layout.spacing[1]
        least = 0.36 * height
        return [float(np.clip(slots * slot, least, 0.54 * height)), least]

    def _fit_strokes(self) -> None:
        """Sizes of marks and widths of outlines, for the size that neurons have now."""
        for mark in self.gates:
            mark.set_markersize(min(0.55 * normal_size(), 0.7 * self.frame.scale.radius_in_points))
            mark.set_visible("gates" not in self.budget.dropped)
        for neurons in (*self.neurons, *self.bias_neurons, self.loss):
            neurons.fit_outline()

    def _draw_neurons(
        self,
    ) -> tuple[list[NeuronCollection], list[NeuronCollection], NeuronCollection]:
        outline = 0.8 * of_style("lines.linewidth")
        common = {"facecolors": [self.paper], "linewidths": outline, "zorder": 3,
                  "edgecolors": [self.ink], **self.options.node_kw}  # fmt: skip
        lit = self.numbers.lit() if self.step is None else self.step.lit(self.numbers)
        neurons = []
        for layer, points in enumerate(self.layout.positions):
            rims = np.tile(self.ink, (len(points), 1))
            rims[~lit[layer][self.layout.shown[layer]]] = self.colours["context"]
            own = {**common, "edgecolors": rims, **self.options.node_kw}
            neurons.append(draw_neurons(self.ax, self.frame.scale, points, shape=CIRCLE, **own))
        biases = [
            draw_neurons(self.ax, self.frame.scale, [place], shape=SQUARE, **common)
            for place in self.layout.bias_positions.values()
        ]
        loss = draw_neurons(self.ax, self.frame.scale, [self.loss_place], shape=_SMALL, **common)
        return neurons, biases, loss

    def _draw_names(self) -> Names | None:
        texts, math = words.input_names(self.network, self.layout.shown[0], self.notation)
        if not self.options.names or not texts or math:  # symbols stand inside the neurons
            return None
        points = self.layout.positions[0]
        return Names(self.frame, points, texts, "left", **self.label_kw)

    def _output_names(self) -> list[str]:
        last = self.network.depth
        if not self.options.names or self.network.layers[last].names is None:
            return []
        if self.network.sizes[last] > 10:
            return []
        every = np.arange(self.network.sizes[last])
        names = words.output_names(self.network, every, self.notation)
        return [literal(name, _LONGEST) for name in names]

    def _label_neurons(self) -> NeuronLabels:
        positions = list(self.layout.positions)
        forms = [
            words.neuron_forms(
                self.network, layer, self.layout.shown[layer], "notation", self.notation,
                values=None, named=False, beside=False,
            )
            for layer in range(self.network.n_layers)
        ]  # fmt: skip
        for place in self.layout.bias_positions.values():
            positions.append(np.array([place]))
            forms.append([Form(("+1",))])
        letter = self.notation.loss().partition("(")[0]
        positions.append(np.array([self.loss_place]))
        forms.append([Form((f"${letter}$",), True), Form((f"${letter}$",), True)])
        colours = [[self.ink] * len(points) for points in positions]
        kw = {name: value for name, value in self.options.label_kw.items() if name != "fontsize"}
        return NeuronLabels(
            self.frame, positions, forms, colours, self.options.label_kw.get("fontsize"), **kw
        )

    def _label_weight(self) -> WeightLabel:
        layer, j = self.numbers.start.target
        if self.numbers.start.source is None:
            start = self.layout.bias_positions[layer]
        else:
            before, i = self.numbers.start.source
            start = self._at(before, i)
        kw = {**self.label_kw, "color": self.colours["weight"], **self.options.label_kw}
        via = [group.via for group in self.groups if group.role == "weight"]
        if via and via[0] is not None and self.numbers.start.source is not None:
            row = int(np.searchsorted(self.layout.shown[before], i))
            start = tuple(via[0][row][-1])
        symbol = f"${self.numbers.weight_symbol}$"
        return WeightLabel(self.frame, start, self._at(layer, j), symbol, self.paper, **kw)

    def _at(self, layer: int, neuron: int) -> tuple[float, float]:
        place = self.layout.position(layer, neuron)
        assert place is not None  # highlighted neurons are never left out
        return place

    def _draw_legend(self) -> RoleLegend | None:
        occurring = [role for role in ROLES[:-1] if any(g.role == role for g in self.groups)]
        if not self.options.legend:
            return None
        return RoleLegend(
            self.frame, occurring, self.colours, len(self.numbers.routes),
            self.numbers.start.source is None,
            ink=self.label_kw["color"], paper=self.paper, **_size(self.options.label_kw),
        )  # fmt: skip

    def _draw_captions(self) -> tuple[Captions | None, Captions | None]:
        if not self.layout.is_layered:
            return None, None
        places = list(self.layout.layer_positions)
        above = says.layer_captions(self.network, self.notation)
        above.append(says.loss_caption(self.notation, self.numbers.loss_label))
        layers, between = says.weight_captions(self.network, self.notation)
        middles = [(places[r - 1] + places[r]) / 2 for r in layers]
        captions = Captions(self.frame, [*places, self.loss_place[0]], above, "captions", 3,
                            side="top", math=True, **self.label_kw)  # fmt: skip
        below = None
        if layers:
            below = Captions(self.frame, middles, between, "symbols of weights", 2, math=True,
                             **self.label_kw)  # fmt: skip
        return captions, below

    def column_of(self, factor: Factor) -> float:
        """Where a factor belongs, on the axis of the layers."""
        places = self.layout.layer_positions
        if factor.kind == "loss":
            return self.loss_place[0]
        if factor.edge is not None:
            (before, _), (after, _) = factor.edge
            return float(places[before] + places[after]) / 2
        if factor.neuron is not None:
            return float(places[factor.neuron[0]])
        return float(self.layout.bias_positions[self.numbers.start.target[0]][0])

    def _draw_formula(self) -> tuple[FactorRow | None, FactorRow | None, WayBack | None]:
        rule = self.numbers.rule
        if not self.numbers.routes or not self.layout.is_layered:
            return None, None, None
        columns = [self.column_of(factor) for factor in rule.factors]
        forms = [says.factor_forms(factor) for factor in rule.factors]
        common = {"ink": self.label_kw["color"], **self.label_kw}
        row = FactorRow(self.frame, columns, forms, "the factors", math=True, **common)
        values = None
        if rule.sample is not None:
            numbers = [[short_number(f.value), short_number(f.value, 2)] for f in rule.factors
                       if f.value is not None]  # fmt: skip
            values = FactorRow(
                self.frame, columns, numbers, "values", math=False, beside=row, **common
            )
        back = WayBack(
            self.frame, row, rule.residual_latex, rule.n_residual,
            colour=self.colours["path"], paper=self.paper, **common,
        )  # fmt: skip
        return row, values, back

    def _dispensable(self) -> list[str]:
        """What goes where there is little room, the first first."""
        order = ["outputs", "widths", "weights", "gates", "sample", "way back", "values"]
        if self.numbers.sample_is_zero():  # then the closed gate has to be named
            order.remove("sample")
        return order

    def _draw_lines(self) -> dict[str, Lines | StepCaption]:
        """The lines at the bottom, the outermost first."""
        if self.staging is not None:
            return {"caption": self.staging.caption}
        numbers = self.numbers
        lines: dict[str, Lines | StepCaption] = {}
        if numbers.paths is not None:
            forms = says.contribution_forms(numbers)
            lines["sum"] = Lines(self.frame, forms, "the sum over paths", **self.label_kw)
        elif numbers.routes:
            forms = says.sum_forms(numbers)
            lines["sum"] = Lines(self.frame, forms, "the sum", **self.label_kw)
        if not numbers.routes:
            forms = says.formula_forms(numbers)
            lines["formula"] = Lines(self.frame, forms, "the formula", nested=True, **self.label_kw)
        sample = says.sample_forms(numbers)
        if sample:
            lines["sample"] = Lines(self.frame, sample, "the sample", **self.label_kw)
        return lines

    def _note_labels(self) -> None:
        says_so = None
        if self.neuron_labels.hidden:
            says_so = "the neurons are too small for text inside"
        self.frame.note("neuron labels", says_so)

    def _say(self) -> list[str]:
        notes = self.frame.notes
        said = [notes[k] for k in notes if k not in self.budget.dropped]
        if self.staging is not None or self.values is None or not self.values.shown:
            return says.together(said)
        if "sample" in self.budget.dropped:
            said.append(f"values: sample {self.numbers.rule.sample}")
        return says.together(said)

    @property
    def legend(self) -> Legend | None:
        """The legend that is shown."""
        return None if self.legend_maker is None else self.legend_maker.legend

    @property
    def formula_texts(self) -> list[Text]:
        """The factors of the chosen path's product."""
        return [] if self.row is None else self.row.texts

    @property
    def value_texts(self) -> list[Text]:
        """Their values for the sample."""
        return [] if self.values is None else self.values.texts


def _size(label_kw: Any) -> dict[str, Any]:
    return {"fontsize": label_kw["fontsize"]} if "fontsize" in label_kw else {}
