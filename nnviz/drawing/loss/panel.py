"""Trainings in one pair of axes: losses on the left scale, scores on the right one, and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from nnviz.drawing.chart_axes import add_right_axes
from nnviz.drawing.loss.curves import SeriesCurve, mark_best, mark_stop
from nnviz.drawing.loss.numbers import LossNumbers, LossRun, limits, places, spread
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.strokes import Stroke
from nnviz.drawing.loss.words import score_axis_name
from nnviz.history import Series

_MARGIN_X, _MARGIN_Y = 0.02, 0.06
_AUTO_LOG = 30.0  # from this ratio on, of the largest to the least loss, the scale is logarithmic
_AUTO_LOG_X = 10.0  # the same of the epochs of panels
# What ended a training before its own end.
_STOPPED = ("early stopping", "interrupted", "diverged")


class LossPanel:
    """Draws some of the trainings.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : LossNumbers
        All trainings.
    chosen : sequence of int
        Which to draw.
    strokes : mapping
        The stroke of each series.
    options : LossOptions
        How.
    log, log_x : bool
        Whether the left scale, and that of the epochs, are logarithmic.
    ink, paper : colour
        Of the picture.
    """

    def __init__(
        self, ax: Axes, numbers: LossNumbers, chosen: Sequence[int],
        strokes: Mapping[tuple[int, str], Stroke], options: LossOptions, *,
        log: bool, log_x: bool, ink: Any, paper: Any,
    ) -> None:  # fmt: skip
        self.ax, self._options, self._ink, self._paper = ax, options, ink, paper
        self.scores = options.scores
        self._log_x = log_x
        runs = [numbers.runs[k] for k in chosen]
        self.curves: list[SeriesCurve] = []
        self.score_curves: list[SeriesCurve] = []
        self.right: Axes | None = None
        if (ax.get_yscale() == "log") != log:
            ax.set_yscale("log" if log else "linear")
        if (ax.get_xscale() == "log") != log_x:
            ax.set_xscale("log" if log_x else "linear")
        scores = [one for run in runs for one in run.scores] if options.scores else []
        if scores and any(run.losses for run in runs):
            self.right = add_right_axes(ax, score_axis_name(scores), **options.label_kw)
        for k, run in zip(chosen, runs, strict=True):
            self.curves += [self._draw(ax, run, one, strokes[k, one.name], log)
                            for one in run.losses]  # fmt: skip
            self.score_curves += [
                self._draw(self.right or ax, run, one, strokes[k, one.name], False)
                for one in (run.scores if options.scores else ())
            ]
        if not self.curves:
            self.curves, self.score_curves = self.score_curves, []
        self.marks: dict[str, list[Line2D]] = {"best": [], "stop": []}
        if options.best:
            for run in runs:
                self._mark(run)

    @property
    def all_curves(self) -> list[SeriesCurve]:
        """Those of both scales."""
        return [*self.curves, *self.score_curves]

    def _draw(self, ax: Axes, run: LossRun, series: Any, stroke: Stroke, log: bool) -> SeriesCurve:
        x = places(run, series, self._options.x)
        return SeriesCurve(
            ax, series, x, stroke, self._options, log=log, log_x=self._log_x, ink=self._ink,
            paper=self._paper,
        )  # fmt: skip

    def _mark(self, run: LossRun) -> None:
        """Ring the best epoch on the curve that says which it is, and mark an early end."""
        history = run.history
        if history is None:
            return
        own = [curve for curve in self.all_curves if curve.series in history.series]
        judge = judge_of(run, scores=self._options.scores)
        for curve in own:
            place = curve.at(judge.best_epoch) if judge is not None and judge.best_epoch else None
            if curve.series is judge and place is not None:
                axes = curve.line.axes
                assert isinstance(axes, Axes)
                colour = curve.line.get_color()
                self.marks["best"].append(mark_best(axes, place, colour, self._paper))
        if history.stop in _STOPPED and own and own[0].last is not None:
            axes = own[0].line.axes
            assert isinstance(axes, Axes)
            self.marks["stop"].append(mark_stop(axes, own[0].last, own[0].line.get_color()))


def judge_of(run: LossRun, *, scores: bool) -> Series | None:
    """The curve that says which epoch is best: the first validation score, or loss, drawn."""
    history = run.history
    if history is None:
        return None
    for series in (history.validation_score if scores else None, history.validation_loss):
        if series is not None and series.best_epoch is not None:
            return series
    return None


def is_log(numbers: LossNumbers, options: LossOptions) -> bool:
    """Whether losses stand on a logarithmic scale; unless told, it is their range that decides.

    A range that was given counts as theirs: it may be that of other charts beside this one.
    """
    values = [one.values for _, one in numbers.losses()]
    if options.y_range is not None:
        values.append(np.array(options.y_range))
    found = spread(values)
    positive = spread(values, positive=True)
    if positive is None or options.log is False:
        return False
    if options.log is True:
        return True
    assert found is not None
    wide = found[0] > 0 and found[1] >= _AUTO_LOG * found[0]
    return wide or (numbers.sweep is not None and found[0] > 0)


def is_log_x(numbers: LossNumbers, options: LossOptions, *, shared: bool) -> bool:
    """Whether epochs stand on a logarithmic scale.

    Unless told, they do where panels share it and the longest training would press the shortest
    into a corner.
    """
    if options.log_x != "auto":
        return bool(options.log_x)
    found = [places(run, one, options.x) for run, one in numbers.losses()]
    ends = [float(x[-1]) for x in found]
    positive = all(x[0] > 0 for x in found)
    return bool(shared and ends and positive and max(ends) >= _AUTO_LOG_X * min(ends))


def shares(numbers: LossNumbers, asked: bool | str) -> bool:
    """Whether panels have one scale: where they show one kind of loss, unless told."""
    return len(numbers.measures) <= 1 if asked == "auto" else bool(asked)


def x_limits(
    numbers: LossNumbers, chosen: Sequence[int], options: LossOptions, *, log: bool
) -> Any:
    """Limits along x for some trainings, before the first and after the last value."""
    range_ = options.x_range or x_range(numbers, chosen, options, log=log)
    if range_ is not None and range_[0] == range_[1] and not log:
        step = max(range_[0], 1.0)  # so that the numbers beside it are whole
        return range_[0] - step, range_[1] + step
    return limits(range_, log=log, margin=_MARGIN_X)


def x_range(
    numbers: LossNumbers, chosen: Sequence[int], options: LossOptions, *, log: bool
) -> tuple[float, float] | None:
    """From where to where the curves of some trainings go along x; None where nowhere."""
    found = []
    for k in chosen:
        run = numbers.runs[k]
        found += [places(run, one, options.x) for one in (*run.losses, *run.scores)]
    return spread(found, positive=log)


def left_series(numbers: LossNumbers, chosen: Sequence[int], options: LossOptions) -> list[Series]:
    """The series on the left scale of a panel: losses, or scores where there are none."""
    runs = [numbers.runs[k] for k in chosen]
    losses = [one for run in runs for one in run.losses]
    return losses or [one for run in runs for one in run.scores if options.scores]


def y_limits(
    curves: Sequence[Any], *, log: bool, given: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Limits that hold all values that are drawn, or a given range."""
    if given is not None:
        return limits(given, log=log, margin=_MARGIN_Y)
    values = []
    for curve in curves:
        values += [curve.y] + ([] if curve.raw is None else [curve.raw.get_ydata()])
    return limits(spread(values, positive=log), log=log, margin=_MARGIN_Y)
