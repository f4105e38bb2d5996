"""What `plot_activation` returns: functions, their numbers and their artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.activation.description import describe
from nnviz.drawing.activation.diagram import ActivationChart
from nnviz.drawing.activation.numbers import ActivationNumbers, Curve
from nnviz.drawing.activation.options import ActivationOptions
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display


@dataclass(eq=False, repr=False)
class ActivationDisplay(DisplayMixin):
    """Activation functions as curves over the weighted sum z.

    It is what `plot_activation` returns; make one through that function.

    Attributes
    ----------
    numbers : ActivationNumbers
        What is drawn; `curves`, `z_range` and `flat_below` are attributes here too.
    options : ActivationOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    lines_ : list of Line2D
        One a function. The data end before each jump and begin anew after it.
    derivative_lines_ : list of Line2D
        One a function; empty without derivatives.
    jump_lines_ : list of Line2D
        The dotted risers of all jumps.
    jump_ends_ : list of Line2D
        Circles at jumps: filled at the value of the function, open at limits that are not.
    range_lines_ : list of Line2D
        From below, one at each infimum and supremum; empty unless ranges are marked.
    range_labels_ : list of Text
        Their values; invisible where there is no room for them.
    saturated_ : list of Rectangle
        The shades, or bars, of saturated parts.
    zero_lines_ : list of Line2D
        Through the origin, where that is in the picture.
    legend_ : Legend or None
        The legend, with the formulas.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: ActivationNumbers
    options: ActivationOptions = field(default_factory=ActivationOptions)
    figsize: tuple[float, float] | None = None

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The functions: places, values, derivatives, kinks, jumps, ranges, saturated parts."""
        return self.numbers.curves

    @property
    def z_range(self) -> tuple[float, float]:
        """The least and the largest weighted sum."""
        return self.numbers.z_range

    @property
    def flat_below(self) -> float:
        """Saturated means that the slope stays under this."""
        return self.numbers.flat_below

    def plot(self, *, ax: Axes | None = None, **options: Any) -> ActivationDisplay:
        """Draw the functions, or draw them again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_activation`: derivative, formula, mark_range, saturation,
            legend, x_name, y_name, line_kw, label_kw; the others stay as they were.

        Returns
        -------
        ActivationDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        with canvas(ax, self.figsize) as axes:
            self._keep(ActivationChart(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def _keep(self, chart: ActivationChart) -> None:
        self.options, self.ax_ = chart.options, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.lines_: list[Line2D] = chart.curves
        self.derivative_lines_: list[Line2D] = chart.slopes
        self.jump_lines_: list[Line2D] = chart.risers
        self.jump_ends_: list[Line2D] = chart.ends
        self.range_lines_: list[Line2D] = chart.marks.lines
        self.range_labels_: list[Text] = chart.marks.labels
        self.saturated_: list[Rectangle] = chart.flat
        self.zero_lines_: list[Line2D] = chart.zero_lines
        self.note_: Text = chart.note
        self._chart = chart

    @property
    def legend_(self) -> Legend | None:
        """The legend; which of its forms is shown depends on the room there is."""
        return self._chart.legend

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.numbers, self.options)
