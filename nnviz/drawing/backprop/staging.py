"""One frame of a lecture: the whole picture with its room, of which a part is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnviz.drawing.backprop.part_bars import PartBars
from nnviz.drawing.backprop.step_caption import StepCaption
from nnviz.drawing.backprop.steps import Step
from nnviz.drawing.backprop.value_labels import ValueLabels
from nnviz.drawing.frame import Room
from nnviz.drawing.paper import blend
from nnviz.drawing.words import normal_size

if TYPE_CHECKING:
    from nnviz.drawing.backprop.diagram import BackpropDiagram

_PANEL = 9.0  # the height of the strip of formula and bars, in sizes of words
_FAINT = 0.55  # the part of ink in factors that are still to come


@dataclass(frozen=True)
class Stage:
    """All frames of a lecture, and which of them is drawn."""

    steps: Sequence[Step]
    shown: int

    @property
    def step(self) -> Step:
        """The frame that is drawn."""
        return self.steps[self.shown]


class Staging:
    """Hides what a frame does not show yet; all of it keeps its room, so that nothing moves.

    Parameters
    ----------
    diagram : BackpropDiagram
        With everything drawn.
    stage : Stage
        Which frame it is.
    """

    def __init__(self, diagram: BackpropDiagram, stage: Stage) -> None:
        self._diagram, self.step = diagram, stage.step
        captions = [step.caption for step in stage.steps]
        kw = diagram.label_kw
        self.caption = StepCaption(diagram.frame, captions, stage.shown, **kw)
        self.bars = None
        if self.step.shows_bars:
            self.bars = PartBars(
                diagram.frame, diagram.numbers, diagram.colours, ink=kw["color"], **kw
            )
        self.has_bars = any(step.shows_bars for step in stage.steps)
        self.outputs = None
        passes, sample = diagram.numbers.passes, diagram.numbers.rule.sample
        if self.step.name == "forward" and passes is not None:
            values = [
                values[sample][shown]
                for values, shown in zip(
                    passes.forward.activations, diagram.layout.shown, strict=True
                )
            ]
            self.outputs = ValueLabels(diagram.frame, values, diagram.paper, **kw)
        self._bottom = self._top = 0.0
        self._below = 0.0  # half of what bars need beside what the formula takes

    @property
    def height(self) -> float:
        """The height of the strip of formula and bars, in points."""
        return _PANEL * normal_size() if self.has_bars else 0.0

    def start_panel(self, room: Room) -> None:
        """Begin the strip of formula and bars."""
        self._bottom = room.bottom
        room.take(bottom=self._below)

    def end_panel(self, room: Room) -> None:
        """Take as much as bars need beside what the formula has taken, half of it below."""
        formula = room.bottom - self._bottom - self._below
        self._below = max(0.0, self.height - formula) / 2
        room.take(bottom=self._below)
        self._top = room.bottom

    def apply(self) -> None:
        """Show the frame's part, when everything has its place."""
        diagram, step = self._diagram, self.step
        self._show_formula()
        if self.bars is not None:
            self.bars.place(self._bottom, self._top)
        if self.outputs is not None and self.outputs.fit():
            for labels in diagram.neuron_labels.layers[: diagram.network.n_layers]:
                labels.set_visible(False)  # indices could be taken for values
        if step.shows_bars and diagram.weight_captions is not None:
            diagram.weight_captions.hide()
        if not step.shows_all_paths and diagram.legend_maker is not None:
            diagram.legend_maker.hide()
        if "weight" not in step.roles:
            diagram.weight_label.text.set_visible(False)
        reached = [factor.neuron[0] for factor in diagram.numbers.gates() if factor.neuron]
        for mark, layer in zip(diagram.gates, reached, strict=True):
            if layer < step.reach or not step.roles:
                mark.set_visible(False)

    def _show_formula(self) -> None:
        diagram, step = self._diagram, self.step
        row, values, back = diagram.row, diagram.values, diagram.way_back
        if row is None:
            return
        coming = len(row.texts) - step.n_factors
        faint = blend(diagram.ink, diagram.paper, _FAINT)
        for k, text in enumerate(row.texts):
            text.set_color(faint if k < coming else diagram.label_kw["color"])
        for k, dot in enumerate(row.dots):
            dot.set_color(faint if k < coming else diagram.label_kw["color"])
        if values is not None:
            for k, text in enumerate((*values.texts,)):
                text.set_visible(text.get_visible() and k >= coming)
            for k, dot in enumerate(values.dots):
                dot.set_visible(dot.get_visible() and k >= coming)
        if back is not None and (step.n_factors == 0 or step.shows_bars):
            back.hide()
        if step.shows_bars:
            for some in (row, values):
                for text in () if some is None else (*some.texts, *some.dots):
                    text.set_visible(False)
