"""What `plot_loss` returns: trainings, their curves and their artists."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.loss.arguments import check_options
from nnviz.displays.loss.description import describe
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.loss.chart import LossChart
from nnviz.drawing.loss.common_scale import loss_scale
from nnviz.drawing.loss.grid import LossGrid
from nnviz.drawing.loss.numbers import LossNumbers
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.words import losses_that_differ
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.history import TrainingHistory


@dataclass(eq=False, repr=False)
class LossDisplay(DisplayMixin):
    """Loss curves of one training, of several, or of the runs of a sweep.

    It is what `plot_loss` returns; make one through that function.

    Attributes
    ----------
    numbers : LossNumbers
        What is drawn: `runs`, each with its `name` and `history`, and the `sweep` that they are of.
    options : LossOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    lines_ : list of Line2D
        A line for each loss of each training in turn; smoothed where that is asked for.
    raw_lines_ : list of Line2D
        The values themselves under smoothed lines.
    score_lines_ : list of Line2D
        The scores, on the right scale.
    ghosts_ : list of Line2D
        The other trainings in each panel.
    best_, stops_ : list of Line2D
        The rings at best epochs, and the bars where a training was ended before its time.
    gaps_ : list of Rectangle
        Over epochs whose values are not finite.
    end_values_ : list of Text
        The last value of each line, visible where there is room for it.
    legend_ : Legend or None
        The legend.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    axes_ : list of Axes
        The panels; `ax_` alone where there are none.
    right_axes_ : list of Axes
        Those with the scale of the scores.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: LossNumbers
    options: LossOptions = field(default_factory=LossOptions)
    figsize: tuple[float, float] | None = None

    @property
    def histories(self) -> dict[str, TrainingHistory]:
        """The trainings by name, "" for the only one; those without curves are left out."""
        return {run.name: run.history for run in self.numbers.runs if run.history is not None}

    def plot(self, *, ax: Axes | None = None, **options: Any) -> LossDisplay:
        """Draw the curves, or draw them again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_loss`: panels, sharex, sharey, columns, log, log_x,
            smoothing, x, x_range, y_range, score_range, scores, best, end_values, legend, line_kw,
            label_kw; the others stay as they were.

        Returns
        -------
        LossDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.

        Warns
        -----
        UserWarning
            If different losses are to be drawn on one scale.
        """
        check_axes(ax, scales=("linear", "log"), x_scales=("linear", "log"))
        chosen = changed(self.options, options)
        check_options(self.numbers, chosen)
        self._warn(chosen)
        with canvas(ax, self.figsize) as axes:
            draw = LossGrid if chosen.panels else LossChart
            self._keep(draw(axes, self.numbers, chosen), chosen)
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the curves are drawn, as options of `plot`.

        Returns
        -------
        dict
            "log" and "log_x"; "x_range", "y_range" and "score_range" where there are such scales.
            Drawing with these is drawing as it is; drawing several displays with what is common to
            them makes their axes comparable.
        """
        return loss_scale(self.numbers, self.options)

    def _warn(self, options: LossOptions) -> None:
        different = losses_that_differ(self.numbers)
        if different and not (options.panels and options.sharey is not True):
            warnings.warn(
                f"These trainings have different losses ({different}), whose values on one scale "
                "do not compare; panels=True gives each a scale of its own.",
                UserWarning,
                stacklevel=3,
            )

    def _keep(self, chart: LossChart | LossGrid, options: LossOptions) -> None:
        self.options, self.ax_ = options, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.axes_: list[Axes] = [panel.ax for panel in chart.panels]
        self.right_axes_: list[Axes] = [
            panel.right for panel in chart.panels if panel.right is not None
        ]
        curves = [curve for panel in chart.panels for curve in panel.curves]
        scores = [curve for panel in chart.panels for curve in panel.score_curves]
        self.lines_: list[Line2D] = [curve.line for curve in curves]
        self.score_lines_: list[Line2D] = [curve.line for curve in scores]
        self.raw_lines_: list[Line2D] = [
            curve.raw for curve in (*curves, *scores) if curve.raw is not None
        ]
        self.ghosts_: list[Line2D] = chart.ghosts if isinstance(chart, LossGrid) else []
        self.best_: list[Line2D] = [mark for p in chart.panels for mark in p.marks["best"]]
        self.stops_: list[Line2D] = [mark for p in chart.panels for mark in p.marks["stop"]]
        self.gaps_: list[Rectangle] = [gap for c in (*curves, *scores) for gap in c.gaps]
        ends = chart.end_values
        self.end_values_: list[Text] = [] if ends is None else ends.texts
        self.note_: Text = chart.note
        self._chart = chart

    @property
    def legend_(self) -> Legend | None:
        """The legend; which of its forms is shown depends on the room there is."""
        legend: Legend | None = self._chart.legend
        return legend

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.numbers, self.options)
