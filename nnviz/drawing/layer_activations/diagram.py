"""The picture of layer activations: for each layer its distribution, and neurons by samples."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import NullLocator
from numpy.typing import NDArray

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axis
from nnviz.drawing.chart_cell import Cell, SharedName, write_alike
from nnviz.drawing.layer_activations.arrangement import arrange, ends
from nnviz.drawing.layer_activations.count_ticks import CountNumbers, CountTicks
from nnviz.drawing.layer_activations.distribution import Distribution
from nnviz.drawing.layer_activations.heat_map import HeatMap
from nnviz.drawing.layer_activations.numbers import ActivityNumbers, Floats, columns, spans
from nnviz.drawing.layer_activations.options import LayerActivationsOptions
from nnviz.drawing.layer_activations.row_marks import RowMarks, mark_look
from nnviz.drawing.layer_activations.scales import ActivityScale, activity_scales
from nnviz.drawing.layer_activations.titles import LayerTitle
from nnviz.drawing.layer_activations.words import (
    can_be_silent,
    layer_heading,
    left_out,
    legend_forms,
    neuron_names,
    not_finite,
    padded,
    samples_name,
    title_lines,
)
from nnviz.drawing.layer_activations.words_above import WordsAbovePanels
from nnviz.drawing.paper import blend, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.words import normal_size
from nnviz.silence import LayerActivity

_HEIGHTS = (0.36, 0.64)  # of distributions and heat maps
_TITLE, _TITLES = 0.16, 0.35  # the part of the height of a layer that its title may take
_STRIPS = {True: 0.12, False: 0.05}  # the height of the colours below, with heat maps or not
_BARS = 0.6  # how much ink is in the bars
_NAMES = 0.4  # the part of a column's width that names of neurons may take
_MARK = 0.5  # the size of a mark in the legend, in that of our words
COUNT, ACTIVATION, NEURON = "count", "activation", "neuron"
AVERAGED = "where rows or columns share a pixel, it shows their mean"


class LayerActivationsChart:
    """Draws the activations of some layers into axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : ActivityNumbers
        What to draw.
    options : LayerActivationsOptions
        How.
    """

    def __init__(
        self, ax: Axes, numbers: ActivityNumbers, options: LayerActivationsOptions
    ) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self.orientation, n_layers = arrange(ax, len(numbers.activities), options.orientation)
        #: The layers that are drawn.
        self.drawn = ends(numbers.activities, n_layers)
        #: The samples that are drawn, from left to right.
        self.shown = columns(numbers, options.order, options.max_samples)
        self._face = (ax.patch.get_facecolor(), ax.patch.get_visible())
        ax.set_axis_off()
        self._around = readable_on(
            paper_colour(ax, around=True), (ink_colour(ax), "black", "white")
        )
        panels = [self._add_panel() for _ in self.drawn]
        self._ink, self._paper = ink_colour(panels[0]), paper_colour(panels[0])
        cmap = options.cmap
        assert not isinstance(cmap, str)  # the options have looked it up
        every = activity_scales(
            numbers, options.norm_by, cmap, [self._paper] * len(numbers.activities),
            options.limits,
        )  # fmt: skip
        scales = dict(zip((a.layer for a in numbers.activities), every, strict=True))
        self.scales: list[ActivityScale] = [scales[activity.layer] for activity in self.drawn]
        self.distributions = [
            self._distribution(panel, activity, scale)
            for panel, activity, scale in zip(panels, self.drawn, self.scales, strict=True)
        ]
        self.panels = panels
        self.heat_maps: list[HeatMap] = []
        self.marks: list[RowMarks] = []
        if options.heat_map:
            for activity, scale in zip(self.drawn, self.scales, strict=True):
                self.heat_maps.append(self._heat_map(activity, scale))
                self.marks.append(self._row_marks(self.heat_maps[-1].panel, activity))
        lines = padded([title_lines(numbers, activity, options.index_base)
                        for activity in self.drawn])  # fmt: skip
        most = _TITLE if self._across else _TITLES / len(self.drawn)
        self.titles = [
            LayerTitle(panel, layer_heading(numbers, activity), ways, of=ax, most=most,
                       ink=self._around, **options.label_kw)
            for panel, activity, ways in zip(panels, self.drawn, lines, strict=True)
        ]  # fmt: skip
        write_alike(self.titles)
        self._name()
        self._words = self._add_words()
        self.frame = self._frame()

    @property
    def legend(self) -> Legend | None:
        """The legend that is shown."""
        return self._words.legend

    @property
    def note(self) -> Text:
        """The text that says what is left out."""
        return self._words.note

    @property
    def _across(self) -> bool:
        return self.orientation == "horizontal"

    @property
    def _sorted_by(self) -> str:
        """By what the samples are sorted, in words."""
        if self.options.order == "given" or self.numbers.y_order is None:
            return ""
        return "y" if self.numbers.groups is None else "class"

    # -------------------------------------------------------------------------- panels

    def _add_panel(self) -> Axes:
        panel: Axes = self.ax.inset_axes((0.0, 0.0, 1.0, 1.0))
        panel.patch.set_facecolor(self._face[0])
        panel.patch.set_visible(self._face[1])
        panel.grid(False)
        return panel

    def _distribution(
        self, panel: Axes, activity: LayerActivity, scale: ActivityScale
    ) -> Distribution:
        drawn = Distribution(
            panel, activity.of_present(), scale,
            colour=blend(self._ink, self._paper, _BARS),
            strip=_STRIPS[self.options.heat_map] if self.options.colorbar else 0.0,
            **self.options.bar_kw,
        )  # fmt: skip
        tallest = int(drawn.counts.max(initial=0.0))
        panel.yaxis.set_major_locator(CountTicks() if tallest else NullLocator())
        panel.yaxis.set_major_formatter(CountNumbers(tallest))
        for side in ("left", "right", "top"):  # a line at the left looks like a bar
            panel.spines[side].set_visible(False)
        return drawn

    def _heat_map(self, activity: LayerActivity, scale: ActivityScale) -> HeatMap:
        values: Floats = activity.activations[self.shown]
        heat_map = HeatMap(
            self._add_panel(), values, scale, present=activity.present,
            names=neuron_names(self.numbers, activity), widest=self._widest_name(),
            index_base=self.options.index_base, **self.options.image_kw,
        )  # fmt: skip
        if self._sorted_by == "class" and self.numbers.groups is not None:
            heat_map.separate(
                spans(self.numbers.groups, self.shown), self.numbers.group_names, ink=self._ink,
                paper=self._paper, width=0.6 * of_style("lines.linewidth"),
            )  # fmt: skip
        return heat_map

    def _widest_name(self) -> float:
        """So many points may names of neurons take beside their heat map."""
        root = self.ax.get_figure(root=True)
        assert root is not None
        n_columns = len(self.drawn) if self._across else 2
        return _NAMES * self.ax.bbox.width * 72 / root.dpi / n_columns

    def _row_marks(self, panel: Axes, activity: LayerActivity) -> RowMarks:
        return RowMarks(panel, self._marked(activity), activity.activations.shape[1], self._around)

    def _marked(self, activity: LayerActivity) -> dict[str, NDArray[np.intp]]:
        saturated = activity.saturated
        return {
            "silent": activity.silent,
            "saturated": np.array([], dtype=np.intp) if saturated is None else saturated,
            "taken out": np.flatnonzero(~activity.present),
        }

    # --------------------------------------------------------------------------- words

    def _name(self) -> None:
        kw = {"color": self._around, **self.options.label_kw}
        last = len(self.drawn) - 1
        for k, panel in enumerate(self.panels):
            name_axis(panel.xaxis, ACTIVATION if self._across or k == last else "", **kw)
            ticks, numbers = panel.yaxis.get_major_locator(), panel.yaxis.get_major_formatter()
            name_axis(panel.yaxis, COUNT if k == 0 or not self._across else "", **kw)
            panel.yaxis.set_major_locator(ticks)
            panel.yaxis.set_major_formatter(numbers)
        for k, heat_map in enumerate(self.heat_maps):
            below = "" if self._across or k != last else self._samples()
            beside = NEURON if k == 0 or not self._across else ""
            heat_map.name(below, beside, **kw)
            if not self._across and k != last:
                heat_map.panel.tick_params(axis="x", labelbottom=False)

    def _samples(self) -> str:
        return samples_name(self.numbers.n_samples, len(self.shown), sorted_by=self._sorted_by)

    def _add_words(self) -> WordsAbovePanels:
        options, size = self.options, _MARK * normal_size()
        kinds = self._kinds()
        handles = [Line2D([], [], **mark_look(kind, self._around, size)) for kind in kinds]
        forms = legend_forms(kinds, self.drawn[0]) if options.legend and kinds else []
        return WordsAbovePanels(
            self.ax, handles, forms, self._notes, ink=self._around, **options.label_kw
        )

    def _kinds(self) -> list[str]:
        """What there is to mark, or could have been."""
        marked = [self._marked(activity) for activity in self.drawn]
        found = {kind for of_layer in marked for kind, some in of_layer.items() if len(some)}
        if any(can_be_silent(self.numbers, activity) for activity in self.drawn):
            found.add("silent")
        if any(activity.saturated is not None for activity in self.drawn):
            found.add("saturated")
        return [kind for kind in ("silent", "saturated", "taken out") if kind in found]

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        notes = left_out(self.numbers, self.drawn)
        lost = [drawn.n_lost for drawn in self.distributions]
        notes += not_finite(lost, purple=bool(self.heat_maps))
        if any(heat_map.image.is_crowded for heat_map in self.heat_maps):
            notes.append(AVERAGED)
        return notes

    # ------------------------------------------------------------------------ placing

    def _frame(self) -> ChartFrame:
        above = [Cell(panel, title=title)
                 for panel, title in zip(self.panels, self.titles, strict=True)]  # fmt: skip
        below = [Cell(heat_map.panel, beside=marks)
                 for heat_map, marks in zip(self.heat_maps, self.marks, strict=True)]  # fmt: skip
        rows = [above, below] if below else [above]
        heights = _HEIGHTS if self._across and below else None
        names = []
        if self._across and below:
            name = SharedName(self.ax, self._samples(), "bottom",
                              **{"color": self._around, **self.options.label_kw})  # fmt: skip
            names.append(name)
        if not self._across:
            rows = [list(row) for row in zip(*rows, strict=True)]
        return ChartFrame(self.ax, rows, heights=heights, names=names, above=self._words)
