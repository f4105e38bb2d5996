"""Loss curves in one pair of axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_cell import Cell
from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.loss.curves import SeriesCurve
from nnviz.drawing.loss.end_values import EndValues
from nnviz.drawing.loss.numbers import LossNumbers, LossRun
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.panel import LossPanel, is_log, is_log_x, judge_of, x_limits, y_limits
from nnviz.drawing.loss.strokes import run_colours, strokes
from nnviz.drawing.loss.words import (
    axis_name,
    clipped,
    epochs_in_words,
    full_label,
    run_label,
    score_axis_name,
    short_label,
    stop_in_words,
)
from nnviz.drawing.paper import READABLE, blend, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal
from nnviz.encoding import contrast_ratio

_GREY = 0.65  # how much ink is in the lines that say what a dash means


class LossChart:
    """Draws all trainings into the axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : LossNumbers
        What to draw.
    options : LossOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: LossNumbers, options: LossOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        around = paper_colour(ax, around=True)
        self._around = readable_on(around, (self._ink, "black", "white"))
        log, log_x = is_log(numbers, options), is_log_x(numbers, options, shared=False)
        everyone = range(len(numbers.runs))
        self.panels = [LossPanel(
            ax, numbers, everyone, strokes(numbers, self._paper), options, log=log, log_x=log_x,
            ink=self._ink, paper=self._paper,
        )]  # fmt: skip
        panel = self.panels[0]
        with np.errstate(over="ignore"):  # matplotlib's own limits, which ours replace
            ax.set_xlim(*x_limits(numbers, everyone, options, log=log_x), auto=False)
        ax.set_ylim(*y_limits(panel.curves, log=log, given=options.y_range), auto=False)
        if panel.right is not None:
            scores = y_limits(panel.score_curves, log=False, given=options.score_range)
            panel.right.set_ylim(*scores, auto=False)
        shown = [curve.series for curve in panel.curves]
        name_axes(ax, "epoch" if options.x == "epochs" else "parameter updates",
                  axis_name(shown) if shown else "loss", **options.label_kw)  # fmt: skip
        whole_numbers(ax)
        self._words = self._add_words(panel)
        self.end_values: EndValues | None = None
        if options.end_values and panel.right is None:
            inks = [curve.line.get_color() for curve in panel.curves]
            if any(contrast_ratio([ink], around)[0] < READABLE for ink in inks):
                inks = [self._around] * len(inks)
            self.end_values = EndValues(ax, panel.curves, inks, **options.label_kw)
        cell = Cell(ax, right=panel.right, beside=self.end_values)
        self.frame = ChartFrame(ax, [[cell]], above=self._words)

    @property
    def legend(self) -> Any:
        """The legend that is shown."""
        return self._words.legend

    @property
    def note(self) -> Any:
        """The text that says what is left out."""
        return self._words.note

    def _add_words(self, panel: LossPanel) -> ChartLegend:
        entries = self._entries(panel)
        title = literal(self.numbers.heading)
        full, brief = (tuple(entry[k] for entry in entries) for k in (1, 2))
        forms = [Form(title, full, 0), Form(title, brief, 1),
                 Form(title, tuple(clipped(label) for label in brief), 2)]  # fmt: skip
        lines = [self._in_axes(curve) for curve in panel.all_curves]
        low, high = self.ax.get_ylim()
        for curve in panel.all_curves:  # nor over shaded stretches
            for gap in curve.gaps:
                x = np.linspace(gap.get_x(), gap.get_x() + gap.get_width(), 9)
                lines.append(
                    np.column_stack([np.repeat(x, 2), np.tile([low, high, high, low], 5)[:18]])
                )
        return ChartLegend(
            self.ax, [entry[0] for entry in entries],
            forms if self.options.legend and entries else [], lambda: notes(self.panels),
            points=[], lines=lines, inside=self._ink, around=self._around,
            **self.options.label_kw,
        )  # fmt: skip

    def _in_axes(self, curve: SeriesCurve) -> Any:
        """The points of a line in the units of the left scale."""
        points = np.column_stack([curve.x, curve.y])
        axes = curve.line.axes
        if axes is self.ax:
            return points
        assert isinstance(axes, Axes)
        # Both have limits that stay, so that heights can be told in parts of the axes.
        low, high = axes.get_ylim()
        parts = (points[:, 1] - low) / (high - low)
        scale = self.ax.yaxis.get_transform()
        ends = scale.transform(np.array(self.ax.get_ylim()))
        points[:, 1] = scale.inverted().transform(ends[0] + parts * (ends[1] - ends[0]))
        return points

    def _entries(self, panel: LossPanel) -> list[tuple[Any, str, str]]:
        """Handles of the legend, each with its words in full and in short."""
        if len(self.numbers.runs) == 1:
            entries = [(own_line(curve.line), full_label(curve.series), short_label(curve.series))
                       for curve in panel.all_curves]  # fmt: skip
        else:
            entries = self._entries_of_runs(panel)
        marks = mark_entries(self.panels, self.numbers)
        return [*entries, *raw_entries(self.panels), *marks, *gap_entries(self.panels)]

    def _entries_of_runs(self, panel: LossPanel) -> list[tuple[Any, str, str]]:
        measured = len(self.numbers.measures) > 1
        width = 1.1 * of_style("lines.linewidth")
        colours = run_colours(self.numbers, self._paper)
        entries: list[tuple[Any, str, str]] = []
        for run, colour in zip(self.numbers.runs, colours, strict=True):
            words = run_label(run, measured=measured)
            remark = "" if run.history is not None else run.remarks[0][0]
            full = f"{words}: {remark}" if remark else words
            line = Line2D([], [], color=colour, linewidth=width, linestyle="-", marker="none")
            entries.append((line, full, words))
        return [*entries, *role_entries(panel.all_curves, self._ink, self._paper)]


def whole_numbers(ax: Axes) -> None:
    """Epochs and updates are counted in whole numbers."""
    locator = ax.xaxis.get_major_locator()
    if isinstance(locator, MaxNLocator):  # on a logarithmic scale they are whole from 1 on
        locator.set_params(integer=True)


def role_entries(curves: list[SeriesCurve], ink: Any, paper: Any) -> list[tuple[Any, str, str]]:
    """What dashes mean, where the lines of one training differ by them."""
    grey = blend(ink, paper, _GREY)
    found: dict[str, tuple[Any, str, str]] = {}
    for curve in curves:
        series = curve.series
        handle = own_line(curve.line)
        handle.set_color(grey)
        name = short_label(series)
        found.setdefault(name, (handle, full_label(series), name))
    return list(found.values()) if len(found) > 1 else []


def mark_entries(panels: list[LossPanel], numbers: LossNumbers) -> list[tuple[Any, str, str]]:
    """What rings and bars mean."""
    entries = []
    runs = [run for run in numbers.runs if run.history is not None]
    for kind in ("best", "stop"):
        marks = [mark for panel in panels for mark in panel.marks[kind]]
        if marks:
            words = _best_words(runs, panels[0].scores) if kind == "best" else _stop_words(runs)
            handle = Line2D([], [])
            handle.update_from(marks[0])
            handle.set_markersize(0.8 * marks[0].get_markersize())
            entries.append((handle, words, "best" if kind == "best" else words))
    return entries


def _best_words(runs: Sequence[LossRun], scores: bool) -> str:
    """What rings stand for: the best of what, and after how many epochs where that is one."""
    judges = [judge for run in runs if (judge := judge_of(run, scores=scores)) is not None]
    words = f"best {score_axis_name(judges)}"
    if len(runs) == 1 and judges[0].best_epoch is not None:
        words += f", after {epochs_in_words(judges[0].best_epoch)}"
    return words


def _stop_words(runs: Sequence[LossRun]) -> str:
    history = runs[0].history
    return stop_in_words(history) if len(runs) == 1 and history is not None else "ended early"


def raw_entries(panels: list[LossPanel]) -> list[tuple[Any, str, str]]:
    """What faint lines under smoothed ones are."""
    raws = [curve.raw for panel in panels for curve in panel.all_curves if curve.raw is not None]
    return [(own_line(raws[0]), "pale: not smoothed", "not smoothed")] if raws else []


def gap_entries(panels: list[LossPanel]) -> list[tuple[Any, str, str]]:
    """What shaded stretches mean."""
    gaps = [gap for panel in panels for curve in panel.all_curves for gap in curve.gaps]
    if not gaps:
        return []
    words = "not a finite number"
    return [(Patch(facecolor=gaps[0].get_facecolor(), linewidth=0), words, words)]


def notes(panels: list[LossPanel]) -> list[str]:
    """What the picture leaves out."""
    curves = [curve for panel in panels for curve in panel.all_curves]
    lost = sum(curve.n_lost for curve in curves)
    said = []
    if lost:
        are = "value" if lost == 1 else "values"
        said.append(f"{lost:,} {are} at or below 0 cannot stand on a logarithmic scale")
    if any(curve.lost_start for curve in curves):
        said.append("epoch 0 cannot stand on a logarithmic scale")
    empty = [curve.series.name for curve in curves if curve.last is None]
    if empty and len(empty) == len(curves):
        said.append("no value is finite")
    return said


def own_line(line: Line2D) -> Line2D:
    """A handle that looks like a line, without its points."""
    handle = Line2D([], [])
    handle.update_from(line)
    handle.set(marker="none", path_effects=[])
    return handle
