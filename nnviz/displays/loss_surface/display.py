"""What `plot_loss_surface` returns: a loss surface, its numbers and its artists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colorbar import Colorbar
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.image import NonUniformImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.displays.loss_surface.description import describe
from nnviz.drawing.frame import canvas, check_axes
from nnviz.drawing.loss_surface.heights import is_log, kind_of, losses_of_curve, norm_of
from nnviz.drawing.loss_surface.line_chart import LineChart
from nnviz.drawing.loss_surface.map_chart import MapChart
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.space_axes import check_space, space
from nnviz.drawing.loss_surface.space_chart import SpaceChart
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display
from nnviz.surfaces import Descent, LossSurface


@dataclass(eq=False, repr=False)
class LossSurfaceDisplay(DisplayMixin):
    """The loss as a function of one or two weights, or along two directions.

    It is what `plot_loss_surface` returns; make one through that function, or from a `LossSurface`
    that is there already. Artists that a kind of picture does not have are None, or an empty list.

    Attributes
    ----------
    surface : LossSurface
        What is drawn. Some of its parts are attributes here too: `values`, `coordinates`,
        `slopes`, `loss`, `descents`.
    options : LossSurfaceOptions
        The visual options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    line_, tangent_ : Line2D or None
        The loss over one weight, and its tangent at the present value.
    image_ : NonUniformImage or None
        The colours of a map.
    contours_ : QuadContourSet or None
        The lines of equal loss on a map.
    level_labels_ : list of Text
        Their losses, visible where there is room.
    surface_ : Poly3DCollection or None
        The surface of a picture in three dimensions.
    present_ : Line2D
        The dot at the present weights.
    lowest_ : Line2D or None
        The mark where the grid is lowest; None on a curve, and where that is the present place.
    descents_ : list of Line2D
        The path of each training.
    descent_points_ : list of PathCollection
        Its snapshots.
    gaps_ : list of artists
        Over what has no loss that can be drawn.
    colorbar_ : Colorbar or None
        The colour bar of a map.
    legend_ : Legend or None
        The legend.
    note_ : Text
        What the picture says of itself; invisible where that is nothing.
    ax_, figure_ : Axes, Figure
        Where it is drawn.
    """

    surface: LossSurface
    options: LossSurfaceOptions = field(default_factory=LossSurfaceOptions)
    figsize: tuple[float, float] | None = None

    @property
    def values(self) -> NDArray[Any]:
        """The losses on the grid, shape (n_0,) or (n_1, n_0)."""
        return self.surface.values

    @property
    def coordinates(self) -> tuple[NDArray[Any], ...]:
        """The places of the grid, by axis."""
        return self.surface.coordinates

    @property
    def slopes(self) -> tuple[float, ...]:
        """The slope of the loss along each axis at the present weights."""
        return self.surface.slopes

    @property
    def loss(self) -> float:
        """The loss at the present weights."""
        return self.surface.loss

    @property
    def descents(self) -> tuple[Descent, ...]:
        """The trainings."""
        return self.surface.descents

    def plot(self, *, ax: Axes | None = None, **options: Any) -> LossSurfaceDisplay:
        """Draw the surface, or draw it again with other visual options.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw, in three dimensions for ``kind="surface"``; a new figure by default.
        **options
            Any visual option of `plot_loss_surface`: kind, log, tangent, contours, colorbar,
            legend, notation, index_base, cmap, norm, y_range, line_kw, contour_kw, image_kw,
            surface_kw, scatter_kw, label_kw; the others stay as they were.

        Returns
        -------
        LossSurfaceDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed.
        """
        chosen = changed(self.options, options)
        kind = kind_of(self.surface, chosen)
        if kind == "surface":
            check_space(ax)
            with space(ax, self.figsize) as axes:
                chart = SpaceChart(axes, self.surface, chosen)
                if ax is None:  # otherwise the view is the user's
                    chart.face_lowest()
                self._keep(chart)
                register_display(axes, self)
            return self
        check_axes(ax, scales=("linear", "log"))
        draw = LineChart if kind == "line" else MapChart
        with canvas(ax, self.figsize) as axes:
            self._keep(draw(axes, self.surface, chosen))
            register_display(axes, self)
        return self

    def scale(self) -> dict[str, Any]:
        """Say against what the losses are drawn, as options of `plot`.

        Returns
        -------
        dict
            For a map and a surface "norm"; for a curve "y_range", and whether the scale is "log".
        """
        surface, options = self.surface, self.options
        if kind_of(surface, options) != "line":
            return {"norm": norm_of(surface, options)}
        return {"y_range": losses_of_curve(surface, options), "log": is_log(surface, options)}

    def _keep(self, chart: LineChart | MapChart | SpaceChart) -> None:
        self.options, self.ax_ = chart.options, chart.ax
        self.figure_: Figure = chart.ax.get_figure(root=True)  # type: ignore[assignment]
        line = chart if isinstance(chart, LineChart) else None
        over = chart if isinstance(chart, MapChart) else None
        self.line_: Line2D | None = line.line if line else None
        self.tangent_: Line2D | None = line.tangent if line else None
        self.image_: NonUniformImage | None = over.image if over else None
        self.contours_: QuadContourSet | None = over.contours if over else None
        self.level_labels_: list[Text] = over.labels.texts if over and over.labels else []
        self.colorbar_: Colorbar | None = over.colorbar if over else None
        self.surface_: Collection | None = chart.polygons if isinstance(chart, SpaceChart) else None
        self.present_: Line2D = chart.present
        self.lowest_: Line2D | None = None if isinstance(chart, LineChart) else chart.lowest
        self.descents_: list[Line2D] = [drawn.line for drawn in chart.descents]
        self.descent_points_: list[Any] = [drawn.dots for drawn in chart.descents]
        self.gaps_: list[Any] = list(chart.gaps)
        self.note_: Text = chart.words.note
        self._chart = chart

    @property
    def legend_(self) -> Legend | None:
        """The legend; which of its forms is shown depends on the room there is."""
        return self._chart.words.legend

    def alt_text(self) -> str:
        """Describe the picture in two to four sentences, from its numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.surface, self.options)
