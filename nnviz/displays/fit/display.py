"""What `plot_fit` returns: a fit, its numbers and its artists."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.fit.arguments import FitQuestion, fit_with
from nnviz.drawing.fit.diagram import FitChart
from nnviz.drawing.fit.limits import limits_of, residual_limits, shown_samples
from nnviz.drawing.fit.numbers import FitNumbers, Floats, ModelFit
from nnviz.drawing.fit.options import FitOptions
from nnviz.drawing.fit.words import R2, r2_words
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.drawing.words import literal, short_number

_SAMPLES = {"train": "training", "test": "test"}


@dataclass(eq=False, repr=False)
class FitDisplay(DisplayMixin):
    """A regression: data and fitted curve, or observed against predicted values.

    It is what `plot_fit` returns; make one through that function. Where several models are
    compared, `curve`, `predicted`, `residuals`, `r2` and `half_squared_error` are those of the
    first; `models` has them all.

    Attributes
    ----------
    numbers : FitNumbers
        What is drawn. Its parts are attributes here too: `models`, `x`, `inputs`, `observed`,
        `training_range`.
    options : FitOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    question : FitQuestion or None
        What the model was asked, to ask another one.
    shown : dict of ndarray of int
        Which "train" and "test" samples are drawn as points; after drawing.
    points_ : list of PathCollection
        Train, then test; for several features, these of each model in turn.
    curves_ : list of Line2D
        One a model, for one feature; empty for more.
    shades_ : list of Rectangle
        Over what lies outside the training range.
    identity_ : Line2D or None
        Where observed equals predicted, for several features.
    residual_points_ : list of PathCollection
        As `points_`, in the lower panel; empty without one.
    zero_ : Line2D or None
        The residual of zero.
    legend_ : Legend or None
        The legend.
    note_ : Text
        What the picture leaves out; invisible where that is nothing.
    ax_, residual_ax_, figure_ : Axes, Axes or None, Figure
        Where it is drawn.
    """

    numbers: FitNumbers
    options: FitOptions = field(default_factory=FitOptions)
    figsize: tuple[float, float] | None = None
    question: FitQuestion | None = None

    @property
    def models(self) -> tuple[ModelFit, ...]:
        """The models with their predictions and scores."""
        return self.numbers.models

    @property
    def x(self) -> Floats | None:
        """Where the curves are evaluated, shape (n_points,); None for several features."""
        return self.numbers.x

    @property
    def inputs(self) -> Mapping[str, Floats] | None:
        """The one feature of the "train" and "test" samples; None for several features."""
        return self.numbers.inputs

    @property
    def observed(self) -> Mapping[str, Floats]:
        """The y of the "train" and "test" samples."""
        return self.numbers.observed

    @property
    def training_range(self) -> tuple[float, float] | None:
        """The range of the one feature in X; None for several features."""
        return self.numbers.training_range

    @property
    def curve(self) -> Floats | None:
        """The predictions at `x`, shape (n_points,); None for several features."""
        return self.models[0].curve

    @property
    def predicted(self) -> Mapping[str, Floats]:
        """The predictions for the "train" and "test" samples."""
        return self.models[0].predicted

    @property
    def residuals(self) -> Mapping[str, Floats]:
        """Observed minus predicted, for the "train" and "test" samples."""
        return self.models[0].residuals

    @property
    def r2(self) -> Mapping[str, float]:
        """The coefficient of determination on the "train" and "test" samples."""
        return self.models[0].r2

    @property
    def half_squared_error(self) -> Mapping[str, float]:
        """Half of the mean squared residual of the "train" and "test" samples."""
        return self.models[0].half_squared_error

    def plot(self, *, ax: Axes | None = None, **options: Any) -> FitDisplay:
        """Draw the fit, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_fit`: residuals, max_points, legend, scores, x_name,
            y_name, xlim, ylim, residual_ylim, line_kw, scatter_kw, label_kw; the others stay as
            they were.

        Returns
        -------
        FitDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        with canvas(ax, self.figsize) as axes:
            self._keep(FitChart(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the numbers are drawn, as options of `plot`.

        Returns
        -------
        dict
            "xlim" and "ylim" of the axes, and with residuals "residual_ylim". Drawing with these is
            drawing as it is; drawing several displays with what is common to them makes their axes
            comparable.
        """
        numbers, options = self.numbers, self.options
        xlim, ylim = limits_of(numbers, options)
        scale: dict[str, Any] = {"xlim": xlim, "ylim": ylim}
        if options.residuals:
            shown = shown_samples(numbers, options)
            scale["residual_ylim"] = residual_limits(numbers, shown, options)
        return scale

    def with_model(self, model: Any) -> FitDisplay:
        """The same picture with another model in the place of the estimator, not drawn yet.

        Parameters
        ----------
        model : object
            Anything that `plot_fit` takes.

        Returns
        -------
        FitDisplay
            With the same data, options and compared models, and the other model's predictions.

        Raises
        ------
        TypeError, ValueError
            If it is no model that predicts numbers, takes other features, or there was no estimator
            beside `compare`.
        RuntimeError
            If this display was not made by `plot_fit`, so that the data are unknown.
        """
        if self.question is None:
            raise RuntimeError("with_model needs the data; call plot_fit instead.")
        numbers = fit_with(model, self.numbers, self.question)
        return FitDisplay(numbers, self.options, self.figsize, self.question)

    def _keep(self, chart: FitChart) -> None:
        self.options, self.ax_ = chart.options, chart.ax
        self.residual_ax_: Axes | None = chart.panel
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        self.shown: dict[str, NDArray[Any]] = chart.shown
        self.points_: list[PathCollection] = chart.points
        self.curves_: list[Line2D] = chart.curves
        self.shades_: list[Rectangle] = chart.shades
        self.identity_: Line2D | None = chart.identity
        self.residual_points_: list[PathCollection] = chart.residual_points
        self.zero_: Line2D | None = chart.zero
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
        numbers = self.numbers
        counts = [f"{len(y):,} {_SAMPLES[kind]}" for kind, y in numbers.observed.items()]
        if len(counts) == 1:
            counts = [f"{len(numbers.observed['train']):,}"]
        of = " and ".join(counts)
        one = len(numbers.observed["train"]) == 1 and len(counts) == 1
        names = " and ".join(f"'{literal(model.name)}'" for model in numbers.models)
        several = len(numbers.models) > 1
        if numbers.x is not None and numbers.training_range is not None:
            what = f"curves of {len(numbers.models)} models" if several else "fitted curve"
            low, high = (short_number(v) for v in (numbers.x[0], numbers.x[-1]))
            first = (
                f"Chart of {of} sample{'' if one else 's'} and the {what} over "
                f"{literal(numbers.x_name)} from {low} to {high}."
            )
        else:
            which = f" of {len(numbers.models)} models" if several else ""
            first = (
                f"Chart of the observed against the predicted values{which} for {of} "
                f"sample{'' if one else 's'}, with the line on which they are equal."
            )
        sentences = [first]
        if several:
            sentences.append(f"The models are {names}.")
        sentences.append(self._scores())
        if any(numbers.beyond()) and numbers.training_range is not None:
            low, high = (short_number(value) for value in numbers.training_range)
            sentences.append(f"What lies outside the training range, {low} to {high}, is shaded.")
        return " ".join(sentences)

    def _scores(self) -> str:
        """One sentence on how well the models fit."""
        parts = []
        for model in self.models:
            on = [
                r2_words(value) + (f" on the {_SAMPLES[kind]} samples" if len(model.r2) > 1 else "")
                for kind, value in model.r2.items()
                if not math.isnan(value)
            ]
            whose = f" of '{literal(model.name)}'" if len(self.models) > 1 else ""
            if on:
                parts.append(f"{R2}{whose} is {' and '.join(on)}")
        return "; ".join(parts or [f"For {R2} there are too few samples"]) + "."
