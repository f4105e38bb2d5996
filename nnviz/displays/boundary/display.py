"""What `plot_decision_boundary` returns: the responses over the inputs, and the artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colorbar import Colorbar
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.boundary.numbers import (
    BoundaryQuestion,
    boundary_numbers,
    warn_of_missing,
)
from nnviz.displays.boundary.words import describe
from nnviz.drawing.boundary.diagram import BoundaryDiagram
from nnviz.drawing.boundary.numbers import BoundaryNumbers, PointNumbers
from nnviz.drawing.boundary.options import BoundaryOptions
from nnviz.drawing.boundary.shading import norm_of
from nnviz.drawing.boundary.strip import curve_range
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display


@dataclass(eq=False, repr=False)
class DecisionBoundaryDisplay(DisplayMixin):
    """What a model decides over its inputs: the numbers, and after drawing the artists.

    It is what `plot_decision_boundary` returns; make one through that function.

    Attributes
    ----------
    numbers : BoundaryNumbers
        What is drawn. `xx0`, `xx1`, `response`, `classes`, `train` and `test` are attributes here
        too.
    options : BoundaryOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    question : BoundaryQuestion or None
        What the model was asked, to ask another one.
    image_ : AxesImage or None
        The shading; None for regression over one input.
    boundary_ : LineCollection
        The boundary: its vertices lie where the two highest responses are equal.
    points_, test_points_ : list of PathCollection
        One for each class; one in all for regression.
    rings_ : PathCollection
        Around the points that the model gets wrong.
    curves_ : list of Line2D
        Over one input: the responses.
    zero_lines_ : list of LineCollection
        One for each neuron of the first hidden layer.
    contours_ : ContourSet or None
        Of one response.
    contour_labels_ : list of Text
        The numbers on them.
    legend_ : Legend or None
        Of classes and errors.
    colorbar_ : Colorbar or None
        Of one response.
    accuracy_ : Text or None
        In a corner.
    note_ : Text
        What the picture says about itself; empty if that is nothing.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    numbers: BoundaryNumbers
    options: BoundaryOptions = field(default_factory=BoundaryOptions)
    figsize: tuple[float, float] | None = None
    question: BoundaryQuestion | None = None

    @property
    def xx0(self) -> NDArray[Any]:
        """The first coordinate of each node of the grid, of shape (n_rows, n_columns)."""
        return self.numbers.xx0

    @property
    def xx1(self) -> NDArray[Any] | None:
        """The second coordinate of each node; None over one input."""
        return self.numbers.xx1

    @property
    def response(self) -> NDArray[Any]:
        """The model's response at each node, with one more axis for several classes."""
        return self.numbers.response

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes; none for regression."""
        return self.numbers.classes

    @property
    def train(self) -> PointNumbers | None:
        """The points of X and y; None without y."""
        return self.numbers.train

    @property
    def test(self) -> PointNumbers | None:
        """The points of X_test and y_test, or None."""
        return self.numbers.test

    def plot(self, *, ax: Axes | None = None, **options: Any) -> DecisionBoundaryDisplay:
        """Draw the boundary, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; a new figure by default.
        **options
            Any visual option of `plot_decision_boundary`; the others stay as they were.

        Returns
        -------
        DecisionBoundaryDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown, has a value that is not allowed, or does not go with the
            response.
        """
        check_axes(ax)
        chosen = changed(self.options, options)
        chosen.check_for(self.numbers)
        with canvas(ax, self.figsize) as axes:
            self._keep(BoundaryDiagram(axes, self.numbers, chosen))
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Against what the numbers are drawn, as options of `plot`.

        Returns
        -------
        dict
            "xlim" and, unless one input's probabilities or classes are shown, "ylim"; "norm" where
            shades follow one. Drawing with these is drawing as it is; drawing several displays
            with what is common to them makes their axes and colours comparable.
        """
        numbers, options = self.numbers, self.options
        first = numbers.axes[0]
        scale: dict[str, Any] = {"xlim": options.xlim or (first.low, first.high)}
        if len(numbers.axes) > 1:
            scale["ylim"] = options.ylim or (numbers.axes[1].low, numbers.axes[1].high)
        elif numbers.kind in ("decision", "value"):
            scale["ylim"] = options.ylim or curve_range(numbers)
        norm = norm_of(numbers, options.norm)
        return scale if norm is None else {**scale, "norm": norm}

    def with_model(self, estimator: Any) -> DecisionBoundaryDisplay:
        """The same picture of another model, not drawn yet.

        Parameters
        ----------
        estimator : object
            Anything that `plot_decision_boundary` takes.

        Returns
        -------
        DecisionBoundaryDisplay
            With the same data, plane and options, and the other model's responses.

        Raises
        ------
        TypeError, ValueError
            If it is no model, takes other features, or does not go with the data or the options.
        RuntimeError
            If this display was not made by `plot_decision_boundary`, so that the data are unknown.

        Warns
        -----
        UserWarning
            If some responses are NaN or infinite; it counts them.
        """
        if self.question is None:
            raise RuntimeError("with_model needs the data; call plot_decision_boundary instead.")
        respond = self.question.responder(estimator)
        numbers = boundary_numbers(self.question, estimator, respond)
        self.options.check_for(numbers)
        warn_of_missing(numbers)
        return DecisionBoundaryDisplay(numbers, self.options, self.figsize, self.question)

    def _keep(self, diagram: BoundaryDiagram) -> None:
        self.options, self.ax_ = diagram.options, diagram.ax
        self.figure_: Figure = diagram.ax.get_figure(root=True)  # type: ignore[assignment]
        self.image_: AxesImage | None = diagram.image
        self.boundary_: LineCollection = diagram.boundary
        self.points_: list[PathCollection] = diagram.markers.train
        self.test_points_: list[PathCollection] = diagram.markers.test
        self.rings_: PathCollection = diagram.markers.rings
        self.curves_: list[Line2D] = [] if diagram.strip is None else diagram.strip.curves
        self.zero_lines_: list[LineCollection] = diagram.zero_lines
        contours = diagram.contours
        self.contours_: ContourSet | None = None if contours is None else contours.lines
        self.contour_labels_: list[Text] = [] if contours is None else contours.labels
        self._diagram = diagram
        self.colorbar_: Colorbar | None = diagram.colorbar
        self.accuracy_: Text | None = diagram.score.text
        self.note_: Text = diagram.surroundings.text

    @property
    def legend_(self) -> Legend | None:
        """The legend that is shown: which one depends on the size of the figure."""
        return self._diagram.legend

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.numbers)
