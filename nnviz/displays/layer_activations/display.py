"""What `plot_layer_activations` returns: the activations, who is silent, and the artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.layer_activations.arguments import (
    ActivityQuestion,
    check_limits,
    warn_of_missing,
)
from nnviz.displays.layer_activations.description import alt_text, summary
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.layer_activations.diagram import LayerActivationsChart
from nnviz.drawing.layer_activations.numbers import ActivityNumbers
from nnviz.drawing.layer_activations.options import LayerActivationsOptions
from nnviz.drawing.layer_activations.scales import activity_limits
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.silence import LayerActivity


@dataclass(eq=False, repr=False)
class LayerActivationsDisplay(DisplayMixin):
    """The activations of a network's layers on some samples.

    It is what `plot_layer_activations` returns; make one through that function. Lists by layer
    have one entry for each layer that was asked for, in increasing order.

    Attributes
    ----------
    numbers : ActivityNumbers
        What is shown. Its parts are attributes here too: `layers`, `activities`, `activations`,
        `silent`, `saturated`, `zero_shares`, `flat_shares`, `saturation`, `saturated_on`.
    options : LayerActivationsOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    question : ActivityQuestion or None
        What the model was asked, to ask another one.
    drawn : list of int
        The layers that there was room for; after drawing, as all that follow.
    shown : ndarray of int
        The samples in the heat maps, from left to right.
    histograms_ : list of StepPatch
        By drawn layer.
    strips_ : list of AxesImage
        By drawn layer, the colours below the histogram; empty with ``colorbar=False``.
    images_ : list of AxesImage
        By drawn layer, the heat map; empty with ``heat_map=False``.
    marks_ : list of dict of str to Line2D
        By drawn layer, the marks of "silent", "saturated" and "taken out" neurons.
    titles_ : list of str
        What stands above each layer.
    legend_ : Legend or None
        What the marks mean.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    axes_ : list of Axes
        The panels: all distributions, then all heat maps.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: ActivityNumbers
    options: LayerActivationsOptions = field(default_factory=LayerActivationsOptions)
    figsize: tuple[float, float] | None = None
    question: ActivityQuestion | None = None

    @property
    def activities(self) -> tuple[LayerActivity, ...]:
        """What the neurons do, by layer."""
        return self.numbers.activities

    @property
    def layers(self) -> list[int]:
        """The layers, by their indices in the network."""
        return [activity.layer for activity in self.activities]

    @property
    def activations(self) -> list[NDArray[np.float64]]:
        """By layer, shape (n_samples, n_neurons); in the order of X."""
        return [activity.activations for activity in self.activities]

    @property
    def silent(self) -> list[NDArray[np.intp]]:
        """By layer, the neurons that put out exactly 0 on every sample."""
        return [activity.silent for activity in self.activities]

    @property
    def saturated(self) -> list[NDArray[np.intp] | None]:
        """By layer, the saturated neurons; None where that is not judged."""
        return [activity.saturated for activity in self.activities]

    @property
    def zero_shares(self) -> list[float]:
        """By layer, the part of all activations that is exactly 0."""
        return [activity.zero_share for activity in self.activities]

    @property
    def flat_shares(self) -> list[float | None]:
        """By layer, the part of all activations on flat parts; None where not judged."""
        return [activity.flat_share for activity in self.activities]

    @property
    def saturation(self) -> float:
        """The part of the largest slope under which a function is flat."""
        return self.activities[0].saturation

    @property
    def saturated_on(self) -> float:
        """The part of the samples on which a saturated neuron is flat, at least."""
        return self.activities[0].saturated_on

    def plot(self, *, ax: Axes | None = None, **options: Any) -> LayerActivationsDisplay:
        """Draw the activations, or draw them again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_layer_activations`: heat_map, order, max_samples, norm_by,
            limits, cmap, colorbar, legend, orientation, index_base, bar_kw, image_kw, label_kw; the
            others stay as they were.

        Returns
        -------
        LayerActivationsDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        check_limits(self.numbers, chosen.limits)
        if chosen.order == "y" and self.numbers.y_order is None:
            raise ValueError("order='y' needs y; none was given.")
        with canvas(ax, self.figsize) as axes:
            self._keep(LayerActivationsChart(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the activations are drawn, as options of `plot`.

        Returns
        -------
        dict
            "limits" by layer. Drawing with these is drawing as it is; drawing several displays with
            what is common to them makes their colours and axes comparable.
        """
        pairs = activity_limits(self.numbers, self.options.norm_by, self.options.limits)
        # A layer that always puts out one number keeps the scale that it has.
        return {"limits": tuple(pair if pair[0] < pair[1] else None for pair in pairs)}

    def with_model(self, model: Any) -> LayerActivationsDisplay:
        """The same picture of another model, not drawn yet.

        Parameters
        ----------
        model : object
            Anything that `plot_layer_activations` takes.

        Returns
        -------
        LayerActivationsDisplay
            With the same data and options, and the other model's activations.

        Raises
        ------
        TypeError, ValueError
            If it is no model, takes other features, or does not go with y or the layers.
        RuntimeError
            If this display was not made by `plot_layer_activations`, so that the data are unknown.

        Warns
        -----
        UserWarning
            As the function that made this display.
        """
        if self.question is None:
            raise RuntimeError("with_model needs the data; call plot_layer_activations instead.")
        numbers = self.question.answer(model)
        check_limits(numbers, self.options.limits)
        warn_of_missing(numbers)
        return LayerActivationsDisplay(numbers, self.options, self.figsize, self.question)

    def _keep(self, chart: LayerActivationsChart) -> None:
        self.options, self.ax_ = chart.options, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.drawn = [activity.layer for activity in chart.drawn]
        self.shown = chart.shown
        self.histograms_: list[StepPatch] = [one.bars for one in chart.distributions]
        self.strips_: list[AxesImage] = [
            one.strip for one in chart.distributions if one.strip is not None
        ]
        self.images_: list[AxesImage] = [heat_map.image for heat_map in chart.heat_maps]
        self.marks_: list[dict[str, Line2D]] = [marks.lines for marks in chart.marks]
        self.axes_: list[Axes] = [*chart.panels, *(each.panel for each in chart.heat_maps)]
        self.note_: Text = chart.note
        self._chart = chart

    @property
    def titles_(self) -> list[str]:
        """What stands above each drawn layer; which form depends on the room there is."""
        return [title.text.rstrip() for title in self._chart.titles]

    @property
    def legend_(self) -> Legend | None:
        """What the marks mean; which of its forms is shown depends on the room there is."""
        return self._chart.legend

    def summary(self) -> str:
        """Return a table with a row for each layer, all silent and saturated neurons named.

        Returns
        -------
        str
            The table.
        """
        return summary(self.numbers)

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return alt_text(self.numbers, self.options.heat_map)
