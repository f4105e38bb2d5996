"""One neuron on one axes: its inputs, the circle of the sum, the box of the bend, its output."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.captions import Captions, Notes
from nnviz.drawing.edge_labels import EdgeLabels
from nnviz.drawing.elision import Elisions
from nnviz.drawing.frame import Frame
from nnviz.drawing.names import Names
from nnviz.drawing.neuron import symbols as symbols
from nnviz.drawing.neuron import words as neuron_words
from nnviz.drawing.neuron.activation_box import ActivationBox
from nnviz.drawing.neuron.arithmetic import Arithmetic, in_product
from nnviz.drawing.neuron.arrows import ArrowCollection, draw_arrows
from nnviz.drawing.neuron.formula_line import (
    FormulaLine,
    arithmetic_forms,
    model_forms,
    symbol_forms,
)
from nnviz.drawing.neuron.layout import BEND, INPUTS, OUTPUT, SUM, neuron_layout
from nnviz.drawing.neuron.numbers import NeuronNumbers, shown_inputs
from nnviz.drawing.neuron.options import NeuronOptions
from nnviz.drawing.neuron.room import NeuronRoom
from nnviz.drawing.neuron.sum_words import SumWords
from nnviz.drawing.neuron_labels import NeuronLabels
from nnviz.drawing.nodes import CIRCLE, SQUARE, NeuronCollection, draw_dots, draw_neurons
from nnviz.drawing.paper import blend, ink_colour, paper_colour
from nnviz.drawing.scale import NeuronScale
from nnviz.drawing.style import of_style
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    format_number,
    halo,
    normal_size,
    small_size,
    smallest_size,
)
from nnviz.encoding import edge_colormap, signed_norm, strengths

_TIMES = "\N{MULTIPLICATION SIGN}"
_DOTTED = (0, (1, 1.6))
_LABELLED = (0.12, 0.76)  # the part of an arrow along which its number may stand
_PLAIN = 0.45  # the strength of an arrow without a weight


def points_of(scale: NeuronScale) -> float:
    """The radius in points."""
    return scale.radius_in_points


class NeuronDiagram:
    """Draws one neuron into an axes, and holds the artists.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : NeuronNumbers
        What.
    options : NeuronOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: NeuronNumbers, options: NeuronOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        ax.set_axis_off()
        ax.set_aspect("auto")
        self.ink, self.paper = ink_colour(ax), paper_colour(ax)
        self.label_kw = {"color": self.ink, **options.label_kw}
        self.notation = options.symbols_in(alone=numbers.network is None)
        self.shown, self.indices = self._choose_inputs()
        self.symbols = (
            symbols.bare_symbols(self.indices, self.notation)
            if numbers.network is None
            else symbols.symbols_of(numbers, self.shown, self.notation)
        )
        any_number = not isinstance(numbers.n_inputs, int)
        left_out = 0 if any_number else int(numbers.n_inputs) - self.shown.size
        way_in = str(options.bias) if numbers.has_bias else None
        self.layout = neuron_layout(len(self.indices), left_out, way_in, dots=any_number)
        self.arithmetic = None
        if numbers.z is not None:
            self.arithmetic = Arithmetic(numbers, tuple(int(k) for k in self.shown))
        self.frame = Frame(ax, self.layout)
        font = normal_size()
        self.sum_scale = NeuronScale(ax, self.layout.sum_spacing, 3.6 * font)
        self.bend_scale = NeuronScale(ax, self.layout.bend_spacing, 5.2 * font)
        self.norm, self.cmap = self._encoding()
        self.box = self._draw_box()
        self.neurons = self._draw_circles()
        self.weights, self.bias_arrow, self.flow = self._draw_arrows()
        self.sum_words = self._write_sum()
        self.bias_text = self._write_bias_term()
        self.weight_labels = self._label_weights()
        self.neuron_labels = self._label_neurons()
        self.names = self._draw_names()
        self.elisions, self.dots = self._draw_gaps()
        self.formula = self._draw_formula()
        self.notes = Notes(self.frame, say=self._say, **self.label_kw)
        self.captions = self._draw_captions()
        self._order()
        self.frame.fit()

    def _choose_inputs(self) -> tuple[NDArray[np.int64], list[int | str]]:
        """Which inputs are drawn, and by which index each of them goes."""
        if isinstance(self.numbers.n_inputs, int):
            shown = shown_inputs(self.numbers, self.options.max_inputs)
            return shown, [int(k) for k in shown]
        letter = self.numbers.n_inputs
        last = letter if self.notation.index_base == 1 else f"{letter}-1"
        return np.arange(3), [0, 1, last]

    def _encoding(self) -> tuple[Normalize, Colormap]:
        """The norm and the map of the weights, as in a diagram of the network."""
        cmap = self.options.cmap
        weights = [] if self.numbers.weights is None else [self.numbers.weights]
        weights += [] if self.numbers.bias is None else [np.array([self.numbers.bias])]
        chosen = cmap if isinstance(cmap, Colormap) else edge_colormap(self.paper)
        return signed_norm(*weights), chosen

    def _draw_box(self) -> ActivationBox:
        numbers = self.numbers
        point = None
        if numbers.z is not None and numbers.output is not None:
            point = (numbers.z, numbers.output)
        (x, y), = self.layout.positions[BEND]  # fmt: skip
        if numbers.curve is None:
            self.frame.note("curve", "softmax: the other neurons' sums move the curve")
        elif numbers.activation.name == "softmax":
            self.frame.note("curve", "softmax: the other neurons' sums are those of this sample")
        return ActivationBox(
            self.ax,
            self.bend_scale,
            (float(x), float(y)),
            numbers.activation,
            numbers.possible_curves,
            point,
            ink=self.ink,
            paper=self.paper,
            node_kw=self.options.node_kw,
            line_kw=self.options.line_kw,
        )

    def _draw_circles(self) -> dict[str, NeuronCollection]:
        line = 0.8 * of_style("lines.linewidth")
        look = {"facecolors": [self.paper], "edgecolors": [self.ink], "linewidths": line,
                "zorder": 3, **self.options.node_kw}  # fmt: skip
        place, scale = self.layout.positions, self.frame.scale
        silent = {"linestyles": [_DOTTED]} if self.numbers.is_silent else {}
        drawn = {
            "inputs": draw_neurons(self.ax, scale, place[INPUTS], shape=CIRCLE, **look),
            # What the eye should see first.
            "sum": draw_neurons(
                self.ax, self.sum_scale, place[SUM], shape=CIRCLE,
                **{**look, "linewidths": 2 * line, **self.options.node_kw},
            ),
            "output": draw_neurons(
                self.ax, scale, place[OUTPUT], shape=CIRCLE, **{**silent, **look}
            ),
        }  # fmt: skip
        if self.options.bias == "input" and self.numbers.has_bias:
            where = [self.layout.bias_positions[1]]
            drawn["bias"] = draw_neurons(self.ax, scale, where, shape=SQUARE, **look)
        return drawn

    def _draw_arrows(
        self,
    ) -> tuple[ArrowCollection, ArrowCollection | None, list[ArrowCollection]]:
        place, zero = self.layout.positions, np.zeros(1, dtype=np.intp)
        rim, circle, box = (
            partial(points_of, scale)
            for scale in (self.frame.scale, self.sum_scale, self.bend_scale)
        )
        weights = None if self.numbers.weights is None else self.numbers.weights[self.shown]
        n = len(place[INPUTS])
        into = draw_arrows(
            self.ax, starts=place[INPUTS], ends=place[SUM], sources=np.arange(n),
            targets=np.zeros(n, dtype=np.intp), start_reach=rim, end_reach=circle,
            **self._look_of(weights, n),
        )  # fmt: skip
        bias = None
        if self.numbers.has_bias:
            value = None if self.numbers.bias is None else np.array([self.numbers.bias])
            start = np.array([self.layout.bias_positions[1]])
            reach = rim if self.options.bias == "input" else self._below_term
            bias = draw_arrows(
                self.ax, starts=start, ends=place[SUM], sources=zero, targets=zero, along=1,
                start_reach=reach, end_reach=circle, **self._look_of(value, 1),
            )  # fmt: skip
        width = 1.1 * of_style("lines.linewidth")
        flow = [
            draw_arrows(
                self.ax, starts=place[column], ends=place[column + 1], sources=zero, targets=zero,
                values=None, strength=np.ones(1), start_reach=first, end_reach=second, zorder=1,
                edgecolors=[self.ink], linewidths=width,
            )
            for column, first, second in ((SUM, circle, box), (BEND, box, rim))
        ]  # fmt: skip
        return into, bias, flow

    def _below_term(self) -> float:
        return 0.0 if self.bias_text is None else 0.75 * float(self.bias_text.get_fontsize())

    def _look_of(self, values: NDArray[np.float64] | None, n: int) -> dict[str, Any]:
        look: dict[str, Any] = {"zorder": 1, "values": values}
        if values is None:
            look["strength"] = np.full(n, _PLAIN)
            look["edgecolors"] = [blend(self.ink, self.paper, 0.62)]
        else:
            strength = strengths(values, self.norm)
            strength[~np.isfinite(values)] = 0.5
            look |= {"strength": strength, "norm": self.norm, "cmap": self.cmap}
            look["dashed"] = self.options.negative_dash is not False
        return {**look, **self.options.edge_kw}

    def _write_sum(self) -> SumWords:
        (place,) = self.layout.positions[SUM]
        value = None
        if self.arithmetic is not None and self.numbers.z is not None:
            value = self.arithmetic.result(self.numbers.z)
        size = self.options.label_kw.get("fontsize")
        return SumWords(self.frame, self.sum_scale, place, value, size, **self.label_kw)

    def weight_text(self, value: float) -> str:
        """A weight as the picture writes it: as in its arithmetic, if there is one."""
        return format_number(value, ".2f") if self.arithmetic is None else (
            self.arithmetic.factor(value))  # fmt: skip

    def _write_bias_term(self) -> Text | None:
        if not self.numbers.has_bias or self.options.bias != "term":
            return None
        math = self.numbers.bias is None
        bias = self.numbers.bias
        symbol = f"${self.symbols.bias}$" if bias is None else in_product(self.weight_text(bias))
        size = max(small_size(), smallest_size() / SUBSCRIPT if math else 0.0)
        options: dict[str, Any] = {"fontsize": size, "ha": "center", "va": "center", "zorder": 4}
        options |= {"path_effects": halo(self.paper, 3), **self.label_kw}
        x, y = self.layout.bias_positions[1]
        return add_text(self.ax, x, y, f"1 {_TIMES} {symbol}", math=math, **options)

    def _label_weights(self) -> EdgeLabels:
        starts, (end,) = self.layout.positions[INPUTS], self.layout.positions[SUM]
        weights = self.numbers.weights
        if weights is None:
            texts = [f"${symbol}$" for symbol in self.symbols.weights]
            importance = np.ones(len(texts))
        else:
            texts = [self.weight_text(float(weights[k])) for k in self.shown]
            importance = np.abs(np.nan_to_num(weights[self.shown]))
        if "bias" in self.neurons:
            bias = self.numbers.bias
            starts = np.concatenate([starts, [self.layout.bias_positions[1]]])
            texts.append(f"${self.symbols.bias}$" if bias is None else self.weight_text(bias))
            importance = np.append(importance, 1.0 if bias is None else abs(bias))
        segments = np.stack([starts + part * (end - starts) for part in _LABELLED], axis=1)
        size = self.label_kw.get("fontsize")
        if weights is None and size is None:  # the subscripts have to be legible
            size = max(normal_size(), smallest_size() / SUBSCRIPT)
        return EdgeLabels(
            self.frame, segments, texts, importance, position="auto", all_or_none=False,
            obstacles=np.concatenate([starts, self.layout.positions[SUM]]), paper=self.paper,
            size=size, radii=self._label_obstacles, **{"math": weights is None, **self.label_kw},
        )  # fmt: skip

    def _label_obstacles(self) -> NDArray[np.float64]:
        """The radii in pixels of the circles that the arrows of weights join."""
        n = len(self.indices) + ("bias" in self.neurons)
        return np.append(np.full(n, self.frame.scale.radius), self.sum_scale.radius)

    def _label_neurons(self) -> NeuronLabels:
        if self.arithmetic is None:
            forms = neuron_words.symbol_circles(
                self.symbols, self.indices, self.notation.index_base, named=self.options.names
            )
        else:
            forms = neuron_words.value_circles(self.arithmetic)
        positions = [self.layout.positions[INPUTS], self.layout.positions[OUTPUT]]
        if "bias" in self.neurons:
            positions.append(np.array([self.layout.bias_positions[1]]))
        forms = forms[: len(positions)]
        colours = [[self.ink] * len(points) for points in positions]
        kw = {name: value for name, value in self.options.label_kw.items() if name != "fontsize"}
        size = self.options.label_kw.get("fontsize")
        return NeuronLabels(self.frame, positions, forms, colours, size, **kw)

    def _draw_names(self) -> dict[str, Names]:
        if not self.options.names:
            return {}
        known = neuron_words.names_beside(self.numbers, self.shown, self.options, self.notation)
        inputs = [f"${symbol}$" for symbol in self.symbols.inputs]
        names = {}
        for side, column, symbolic in (
            ("left", INPUTS, inputs),
            ("right", OUTPUT, [f"${self.symbols.output}$"]),
        ):
            texts, points = known[side], self.layout.positions[column]
            names[side] = Names(
                self.frame, points, texts or symbolic, side, math=texts is None, **self.label_kw
            )
            if texts is None:  # symbols are not written twice
                names[side].suppressed = self._symbols_are_inside
        return names

    def _symbols_are_inside(self) -> bool:
        labels = self.neuron_labels
        return self.arithmetic is None and not labels.hidden and labels.rank == 0

    def _draw_gaps(self) -> tuple[Elisions | None, Any]:
        if self.layout.gaps:
            if self.numbers.weights is not None:
                n, left = int(self.numbers.n_inputs), self.layout.gaps[0].count
                self.frame.note(
                    "inputs", f"the {n - left} heaviest of {n:,} inputs, in their order"
                )
            return Elisions(self.frame, self.ink, self.paper, **self.label_kw), None
        if self.layout.dots is None:
            return None, None
        x, y = self.layout.dots
        places = [(x, y + shift) for shift in (-0.35, 0.0, 0.35)]
        points = 0.22 * normal_size()
        return None, draw_dots(self.ax, places, points=points, facecolors=[self.ink], zorder=3)

    def _draw_formula(self) -> FormulaLine | None:
        if not self.options.formula:
            return None
        numbers, math = self.numbers, True
        if self.arithmetic is not None:
            forms, math = arithmetic_forms(self.arithmetic), False
        elif numbers.weights is not None:
            forms = model_forms(numbers, self.symbols, [int(k) for k in self.shown])
        else:
            forms = symbol_forms(numbers, self.symbols, self.notation)
        what = "the formula" if self.arithmetic is None else "the arithmetic"
        return FormulaLine(self.frame, forms, what, math=math, **self.label_kw)

    def _draw_captions(self) -> Captions | None:
        if not self.options.captions:
            return None
        forms = symbols.captions_of(self.numbers, self.notation)
        places = list(self.layout.layer_positions)
        return Captions(self.frame, places, forms, "captions", 3, **self.label_kw)

    def _order(self) -> None:
        """Who takes room first: what stands farther out, and what others need to know of."""
        frame = self.frame
        room = NeuronRoom(
            frame,
            counts=self.elisions.texts if self.elisions else [],
            names=self.names,
            above=[] if self.bias_text is None else [self.bias_text],
        )
        frame.claims += [
            room.claim_names,
            room.claim_shape,
            room.claim_left,
            room.claim_top,
            self.notes.claim,
        ]
        frame.claims += [part.claim for part in (self.formula, self.captions) if part is not None]
        frame.claims.append(room.claim_bottom)
        frame.finish += [self._fit_strokes, self.box.fit, self.neuron_labels.fit]
        frame.finish += [self.sum_words.fit, self._note_labels]

    def _fit_strokes(self) -> None:
        line = of_style("lines.linewidth")
        radius = points_of(self.sum_scale)
        largest = max(min(4 * line, 0.2 * radius, radius / len(self.indices)), 1.6 * line)
        for arrows in (self.weights, self.bias_arrow):
            if arrows is not None:
                arrows.set_width_range(0.5 * line, largest)
        for neurons in self.neurons.values():
            neurons.fit_outline()

    def _note_labels(self) -> None:
        if self.numbers.is_silent:
            self.frame.note("silent", "dotted: silent for this sample")
        inside = "symbols" if self.arithmetic is None else "values"
        says = f"the {inside} in circles" if self.neuron_labels.hidden else None
        self.frame.note("neuron labels", says)

    def _say(self) -> list[str]:
        hidden = sum(not text.get_visible() for text in self.weight_labels.texts)
        return neuron_words.said(self.frame.notes, hidden)
