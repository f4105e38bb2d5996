"""What `plot_sweep_scores` returns: the scores of a sweep and their artists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.sweep_scores.description import describe
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.drawing.sweep_scores.chart import ScoreChart
from nnviz.drawing.sweep_scores.numbers import Floats, ScoreNumbers
from nnviz.drawing.sweep_scores.options import ScoreOptions
from nnviz.drawing.sweep_scores.scales import across, own_limits
from nnviz.history import TrainingSweep


@dataclass(eq=False, repr=False)
class SweepScoresDisplay(DisplayMixin):
    """The scores of a sweep against the values that were tried.

    It is what `plot_sweep_scores` returns; make one through that function.

    Attributes
    ----------
    numbers : ScoreNumbers
        What is drawn. Its parts are attributes here too: `sweep`, `values`, `lines`, `scores`,
        `deviations`, `best`.
    options : ScoreOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    lines_ : list of Line2D
        For each combination of the other parameters, a line for each kind of score; "train" first,
        then "test", then "cv". NaN where a score is below the picture. Without a line style
        between values that have no order.
    points_ : list of PathCollection
        The scores themselves, in the same order.
    error_bars_ : list of LineCollection
        One standard deviation over the folds to both sides of the mean; one a line, for "cv" only.
    folds_ : list of PathCollection
        The scores of the folds; one a line, for "cv" only.
    best_ : list of Line2D
        A ring around the best score; more where several are the same.
    failed_ : list of Line2D
        A cross below the axis at each value with runs that failed.
    arrows_ : list of Line2D
        At the bottom, for each score below the picture.
    words_ : list of Text
        Words beside points and crosses, visible where there is room for them.
    legend_ : Legend or None
        The legend.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: ScoreNumbers
    options: ScoreOptions = field(default_factory=ScoreOptions)
    figsize: tuple[float, float] | None = None

    @property
    def sweep(self) -> TrainingSweep:
        """Where the scores are from."""
        return self.numbers.sweep

    @property
    def values(self) -> tuple[Any, ...]:
        """The values along x: numbers in ascending order, anything else as it was given."""
        return self.numbers.values

    @property
    def lines(self) -> tuple[str, ...]:
        """The values of the other parameters in words, for each line; ("",) without any."""
        return self.numbers.lines

    @property
    def scores(self) -> Mapping[str, Floats]:
        """By kind, the scores as an array of shape (n_lines, n_values); NaN where there is none."""
        return self.numbers.scores

    @property
    def deviations(self) -> Floats:
        """The standard deviation over the folds, shape (n_lines, n_values); NaN without folds."""
        return self.numbers.deviations

    @property
    def best(self) -> int:
        """The index, in the sweep, of the first run with the best of the most telling scores."""
        return self.numbers.best

    def plot(self, *, ax: Axes | None = None, **options: Any) -> SweepScoresDisplay:
        """Draw the scores, or draw them again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_sweep_scores`: log, xlim, ylim, best, legend, line_kw,
            scatter_kw, label_kw; the others stay as they were.

        Returns
        -------
        SweepScoresDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax, x_scales=("linear", "log"))
        chosen = changed(self.options, options)
        place = across(self.numbers, chosen.log)  # an error here leaves no figure behind
        if place.scale == "log" and chosen.xlim is not None and chosen.xlim[0] <= 0:
            raise ValueError(f"xlim must be above 0 on a logarithmic axis; got {chosen.xlim!r}.")
        with canvas(ax, self.figsize) as axes:
            self._keep(ScoreChart(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the scores are drawn, as options of `plot`.

        Returns
        -------
        dict
            "ylim"; for values that stand where their numbers are "log" and "xlim" too. Drawing with
            these is drawing as it is; drawing several displays with what is common to them makes
            their axes comparable.
        """
        place, options = across(self.numbers, self.options.log), self.options
        scale: dict[str, Any] = {"ylim": options.ylim or own_limits(self.numbers)}
        if place.scale != "even":
            scale["log"] = place.scale == "log"
            scale["xlim"] = options.xlim or place.limits
        return scale

    def _keep(self, chart: ScoreChart) -> None:
        self.options, self.ax_ = chart.options, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.lines_: list[Line2D] = chart.lines
        self.points_: list[PathCollection] = chart.points
        self.error_bars_: list[LineCollection] = chart.error_bars
        self.folds_: list[PathCollection] = chart.folds
        self.best_: list[Line2D] = chart.best
        self.failed_: list[Line2D] = chart.failed
        self.arrows_: list[Line2D] = chart.arrows
        self.words_: list[Text] = chart.texts
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
        return describe(self.numbers, across(self.numbers, self.options.log).scale)
