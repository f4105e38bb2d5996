"""What `plot_weights` returns: weights, and the artists that show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from matplotlib.text import Text

from nnviz.adapters import as_network
from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.weights.arguments import warn_of_missing, weight_numbers
from nnviz.displays.weights.description import describe
from nnviz.drawing.chart_cell import PanelTitle
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.drawing.weights.cells import WeightCells
from nnviz.drawing.weights.common_scale import check_panels, weights_scale
from nnviz.drawing.weights.distributions import DistributionsChart
from nnviz.drawing.weights.images import ImagesChart
from nnviz.drawing.weights.matrices import MatricesChart
from nnviz.drawing.weights.numbers import Histogram, WeightNumbers
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.network import Network

_Chart = MatricesChart | DistributionsChart | ImagesChart
_CHARTS: dict[str, type[_Chart]] = {
    "matrices": MatricesChart, "distributions": DistributionsChart, "images": ImagesChart,
}  # fmt: skip


@dataclass(eq=False, repr=False)
class WeightsDisplay(DisplayMixin):
    """The weights of a network: matrices, their distributions, or images of neurons.

    It is what `plot_weights` returns; make one through that function.

    Attributes
    ----------
    network : Network
        Whose weights they are.
    options : WeightsOptions
        The options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    numbers : WeightNumbers
        What is drawn: `matrices`, each with `values`, `exists` and `bias`, and `images`.
    norms : list of Normalize
        Of each matrix; the same object for all where they share one scale. Empty for
        distributions.
    histograms : list of Histogram
        Of each matrix, with its `edges`, `heights` and `at_zero`, for distributions; empty
        otherwise.
    images_ : list of WeightCells
        The heat map of each matrix, or the one artist that holds all images.
    bias_images_ : list of WeightCells
        The biases below each matrix that has them.
    bars_ : list of StepPatch
        For each distribution its negative part, then the positive one.
    zeros_ : list of Line2D
        The line at zero of each distribution.
    zero_bars_ : list of Rectangle
        For each distribution the grey bar of the weights that are zero or nearly so; invisible
        where there are none.
    values_ : list of Text
        The numbers in the cells, visible where all of a matrix fit.
    outlines_ : list of LineCollection
        Around the images; empty otherwise.
    labels_ : list of Text
        The indices above the images.
    colorbars_ : list of Colorbar
        One, or one a matrix with ``norm_by="layer"``.
    titles_ : list of PanelTitle
        What stands above each panel; each has a `text`.
    legend_ : Legend or None
        What stripes and purple stand for, where there are any of them.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    axes_ : list of Axes
        The panels.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    network: Network
    options: WeightsOptions = field(default_factory=WeightsOptions)
    figsize: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        self.numbers: WeightNumbers = weight_numbers(self.network, self.options)
        self.norms: list[Normalize] = []
        self.histograms: list[Histogram] = []

    @property
    def weights(self) -> dict[tuple[int, int], np.ma.MaskedArray[Any, Any]]:
        """The weights shown, by ``(source, target)``; masked where there is none."""
        return {
            (matrix.source, matrix.target): np.ma.masked_array(
                matrix.values, mask=~matrix.exists, copy=True
            )
            for matrix in self.numbers.matrices
        }

    @property
    def norm(self) -> Normalize | list[Normalize] | None:
        """The norm of the colours; a list with ``norm_by="layer"``, None for distributions."""
        if not self.norms:
            return None
        return self.norms if self.options.norm_by == "layer" else self.norms[0]

    def plot(self, *, ax: Axes | None = None, **options: Any) -> WeightsDisplay:
        """Draw the weights, or draw them again in another way.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any option of `plot_weights` but `model` and `figsize`; the others stay as they were.

        Returns
        -------
        WeightsDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        numbers = weight_numbers(self.network, chosen)
        check_panels(numbers, chosen)
        with canvas(ax, self.figsize) as axes:
            chart = _CHARTS[chosen.shown_kind](axes, numbers, chosen)
            self._keep(chart)
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the weights are drawn, as options of `plot`.

        Returns
        -------
        dict
            "norm", with ``norm_by="layer"`` a tuple by matrix; of distributions "bins", the width
            of bins and how far they reach, and "ylim" by matrix. Drawing with these is drawing as
            it is; drawing several displays with what is common to them makes them comparable.
        """
        return weights_scale(weight_numbers(self.network, self.options), self.options)

    def with_model(self, model: Any) -> WeightsDisplay:
        """The same picture of another model, not drawn yet.

        Parameters
        ----------
        model : object
            Anything that `plot_weights` takes.

        Returns
        -------
        WeightsDisplay
            With the same options, and the other model's weights.

        Raises
        ------
        TypeError, ValueError
            If it is no model with weights, or does not go with the options.

        Warns
        -----
        UserWarning
            As the function that made this display.
        """
        other = WeightsDisplay(as_network(model), self.options, self.figsize)
        check_panels(other.numbers, self.options)
        warn_of_missing(other.numbers)
        return other

    def _keep(self, chart: _Chart) -> None:
        self.options, self.numbers, self.ax_ = chart.options, chart.numbers, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.axes_: list[Axes] = list(chart.axes)
        self.note_: Text = chart.note
        self.titles_: list[PanelTitle] = list(chart.titles)
        self._chart = chart
        # What the kind of picture does not have stays empty.
        self.norms, self.histograms = [], []
        self.images_: list[WeightCells] = []
        self.bias_images_: list[WeightCells] = []
        self.colorbars_: list[Colorbar] = []
        self.bars_: list[StepPatch] = []
        self.zeros_: list[Line2D] = []
        self.zero_bars_: list[Rectangle] = []
        self.values_: list[Text] = []
        self.outlines_: list[LineCollection] = []
        self.labels_: list[Text] = []
        if isinstance(chart, DistributionsChart):
            self.histograms = list(chart.histograms)
            self.bars_, self.zeros_ = list(chart.bars), list(chart.zeros)
            self.zero_bars_ = list(chart.zero_bars)
            return
        self.norms, self.images_ = list(chart.norms), list(chart.images)
        self.colorbars_ = list(chart.colorbars)
        if isinstance(chart, MatricesChart):
            self.bias_images_, self.values_ = list(chart.bias_images), list(chart.value_texts)
        else:
            self.outlines_, self.labels_ = [chart.cell.outlines], list(chart.cell.labels)

    @property
    def legend_(self) -> Legend | None:
        """What stripes and purple stand for, where there are any of them."""
        return self._chart.legend

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.numbers, self.options)
