"""What `draw_panels` returns: the displays of all panels, and what is around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from matplotlib.colorbar import Colorbar
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.displays._mixin import DisplayMixin
from nnviz.drawing.option_checks import changed
from nnviz.drawing.saving import register_display, take_displays
from nnviz.panels.canvas import (
    AnyFigure,
    best_columns,
    check_figure,
    new_columns,
    new_size,
    panel_canvas,
)
from nnviz.panels.chart import PanelChart
from nnviz.panels.description import describe
from nnviz.panels.options import PanelOptions
from nnviz.panels.pictures import Pictures
from nnviz.panels.subjects import Subjects

_OPTIONS = ("share", "legend", "colorbar", "columns")


@dataclass(eq=False, repr=False)
class PanelsDisplay(DisplayMixin):
    """One picture for each of several models, or several of each: side by side, on one scale.

    It is what `draw_panels` returns; make one through that function.

    Attributes
    ----------
    subjects : Subjects
        Whom the panels show: title, model, and what else is said of each.
    pictures : list of Pictures
        What is drawn of them, one a function.
    options : PanelOptions
        The options of the last drawing.
    figsize : tuple of float or None
        Of a new figure, in inches.
    displays : list of list of object
        A list for each function, with a display for each model; None where a function of others
        has returned no display, or where there is nothing to draw.
    titles : list of str
        Of the models.
    axes_ : ndarray of Axes of shape (n_functions, n_models)
        The panels, wherever they stand; after drawing, as all that follow.
    scales_ : list of dict
        For each function, the options that put its pictures on one scale; empty where there are
        none.
    titles_ : list of Text
        Above the panels of each model.
    legends_ : list of Legend or None
        For each function.
    legend_ : Legend or None
        The first of these.
    colorbars_ : list of Colorbar
        Those that stand for several panels; panels may have others of their own.
    note_ : Text
        What the panels leave out; invisible where that is nothing.
    ax_, figure_ : Axes, Figure
        Around all panels; where they are drawn.
    """

    subjects: Subjects
    pictures: list[Pictures]
    options: PanelOptions = field(default_factory=PanelOptions)
    figsize: tuple[float, float] | None = None

    @property
    def displays(self) -> list[list[Any]]:
        """For each function the displays, one a model; None where there is none."""
        return [list(pictures.displays) for pictures in self.pictures]

    @property
    def titles(self) -> list[str]:
        """What the models are called."""
        return [subject.title for subject in self.subjects.each]

    def plot(self, *, figure: AnyFigure | None = None, **options: Any) -> PanelsDisplay:
        """Draw the panels, or draw them again with other options.

        Parameters
        ----------
        figure : Figure or SubFigure, optional
            Where to draw; a new figure by default.
        **options
            Of panels share, legend, colorbar and columns, and any visual option of the functions;
            the others stay as they were.

        Returns
        -------
        PanelsDisplay
            Itself.

        Raises
        ------
        TypeError, ValueError
            If an option is unknown or has a value that is not allowed. Nothing is drawn then.
        """
        check_figure(figure)
        own = {name: value for name, value in options.items() if name in _OPTIONS}
        chosen = changed(self.options, own)
        changes = self._changes({n: v for n, v in options.items() if n not in _OPTIONS})
        n, functions = len(self.subjects.each), len(self.pictures)
        if figure is None:
            wanted = new_columns(n, functions)
            if self.figsize is not None:
                wanted = best_columns(n, functions, *(72 * side for side in self.figsize))
        else:
            box, dpi = figure.bbox, figure.dpi
            wanted = best_columns(n, functions, 72 * box.width / dpi, 72 * box.height / dpi)
        columns = min(int(chosen.columns or wanted), n)
        figsize = self.figsize or new_size(n, functions, columns)
        with panel_canvas(figure, figsize) as host:
            chart = PanelChart(host, self.subjects, self.pictures, chosen, columns, changes)
            self._keep(chart, chosen)
        return self

    def _changes(self, options: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The options that each function takes."""
        found = [pictures.changed(options) for pictures in self.pictures]
        for name in options:
            if not any(name in some for some in found):
                who = " and ".join(pictures.recipe.name for pictures in self.pictures)
                raise TypeError(f"There is no visual option {name!r} of panels, nor of {who}.")
        return found

    def _keep(self, chart: PanelChart, options: PanelOptions) -> None:
        self.options, self.ax_ = options, chart.host
        self.figure_ = cast(Figure, chart.host.get_figure(root=True))
        self.scales_: list[dict[str, Any]] = [shared.scale or {} for shared in chart.shared]
        self.titles_: list[Text] = [place.title.bold for place in chart.bands[0].places]
        self.colorbars_: list[Colorbar] = [
            bar.colorbar for band in chart.bands for bar in band.bars
        ]
        self.note_: Text = chart.note.text
        self._chart = chart
        # Their panels speak through this display.
        take_displays(self.figure_, [ax for axes in chart.panels for ax in axes])
        register_display(chart.host, self)

    @property
    def axes_(self) -> NDArray[Any]:
        """The panels as an array, a row for each function."""
        # Made when it is asked for: the garbage collector does not see through arrays of objects,
        # and would keep the figure for ever.
        panels = np.empty((len(self.pictures), len(self.subjects.each)), dtype=object)
        for row, axes in enumerate(self._chart.panels):
            panels[row, :] = axes
        return panels

    @property
    def legends_(self) -> list[Legend | None]:
        """For each function its legend; which of its forms is shown depends on the room."""
        return [None if band.legend is None else band.legend.legend for band in self._chart.bands]

    @property
    def legend_(self) -> Legend | None:
        """The first legend."""
        return next((legend for legend in self.legends_ if legend is not None), None)

    def alt_text(self) -> str:
        """Say what the panels are, then each of them shortly, from their numbers.

        Returns
        -------
        str
            The description.
        """
        return describe(self.subjects, self.pictures, self.displays)
