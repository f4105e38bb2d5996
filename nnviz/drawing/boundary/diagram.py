"""A decision boundary over two inputs as artists on axes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colorbar import Colorbar
from matplotlib.image import AxesImage
from matplotlib.legend import Legend

from nnviz.drawing.boundary.axis_words import AxisWords
from nnviz.drawing.boundary.corner import CornerWords
from nnviz.drawing.boundary.grid_lines import (
    BOUNDARY,
    Contours,
    draw_lines,
    draw_zero_lines,
    extent_of,
)
from nnviz.drawing.boundary.legend import BoundaryLegend, legend_entries, words_of_errors
from nnviz.drawing.boundary.markers import Markers
from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.options import BoundaryOptions
from nnviz.drawing.boundary.shading import Shading, draw_image, smooth_image
from nnviz.drawing.boundary.strip import Strip
from nnviz.drawing.boundary.surroundings import Surroundings
from nnviz.drawing.boundary.words import share
from nnviz.drawing.paper import ink_colour, paper_colour, readable_on
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.style import of_style
from nnviz.drawing.words import short_number

_ALIKE = 3.0  # ranges that differ by no more than this factor are taken to have the same unit


class BoundaryDiagram:
    """Draws the picture; its attributes are the artists.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : BoundaryNumbers
        What is shown.
    options : BoundaryOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: BoundaryNumbers, options: BoundaryOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self.paper, self.ink = paper_colour(ax), ink_colour(ax)
        self.shading = Shading(numbers, options, self.paper)
        self.strip: Strip | None = None
        if len(numbers.axes) == 1:
            self.strip = Strip(ax, numbers, self.shading, options, ink=self.ink, paper=self.paper)
        self._set_view()
        self.image: AxesImage | None = self._draw_image()
        self.boundary = self._draw_boundary()
        self.zero_lines: list[LineCollection] = []
        if options.hidden_lines and numbers.hidden is not None:
            self.zero_lines = draw_zero_lines(ax, numbers.hidden, self.ink)
        self.markers = Markers(
            ax, numbers, self.shading, options.max_points, options.scatter_kw, ink=self.ink,
            paper=self.paper, lanes=None if self.strip is None else self.strip.lanes,
        )  # fmt: skip
        self.contours: Contours | None = None
        if options.contours:
            self.contours = Contours(
                ax, numbers, options.contours, self.ink, self.paper, options.label_kw
            )
        self._surround()

    def _set_view(self) -> None:
        ax, axes, options = self.ax, self.numbers.axes, self.options
        xlim = options.xlim or (axes[0].low, axes[0].high)
        ax.set_xlim(*xlim, auto=False)
        if self.strip is not None:
            ax.set_ylim(*self.strip.view, auto=False)
            ax.set_aspect("auto")
            return
        ylim = options.ylim or (axes[1].low, axes[1].high)
        ax.set_ylim(*ylim, auto=False)
        spans = [high - low for low, high in (xlim, ylim)]
        alike = max(spans) <= _ALIKE * min(spans) and same_units(self.numbers)
        ax.set_aspect("equal" if alike else "auto", adjustable="box")

    def _draw_image(self) -> AxesImage | None:
        numbers = self.numbers
        if self.strip is not None:
            return self.strip.image
        smooth = numbers.kind != "classes" and all(axis.categories is None for axis in numbers.axes)
        colours, kw = smooth_image(self.shading.image(numbers.response), smooth=smooth)
        left, right, bottom, top = extent_of(numbers.axes, colours.shape[:2])
        kw |= self.options.image_kw
        return draw_image(self.ax, colours, (left, right, bottom, top), **kw)

    def _draw_boundary(self) -> LineCollection:
        lines = list(self.numbers.boundary)
        if self.strip is not None:
            lines = self.strip.upright(lines)
        width = BOUNDARY * of_style("lines.linewidth")
        kw = {"color": self.ink, "linewidth": width, **self.options.line_kw}
        return draw_lines(self.ax, lines, zorder=2.5, **kw)

    def _surround(self) -> None:
        ax, numbers, options = self.ax, self.numbers, self.options
        around = readable_on(paper_colour(ax, around=True), (self.ink, "black", "white"))
        behind = paper_colour(ax, around=True)
        kw = {key: value for key, value in options.label_kw.items() if key != "color"}
        self.axis_words = AxisWords(ax, numbers, self.strip)
        entries = legend_entries(
            numbers, self.shading, ink=around, paper=behind, zero_lines=bool(self.zero_lines)
        )
        self._legend: BoundaryLegend | None = None
        if options.legend and entries:
            self._legend = BoundaryLegend(ax, entries, around, **kw)
        self._bar: SideBar | None = None
        shown = options.colorbar
        if shown is None:
            shown = numbers.kind == "value" and self.strip is None
        if shown and self.shading.norm is not None and self.shading.cmap is not None:
            self._bar = SideBar(
                ax, self.shading.norm, self.shading.cmap, numbers.of_response(), around, **kw
            )
        self.score = CornerWords(ax, words_of_score(numbers) if options.accuracy else "",
                                 self.markers.places, self.ink, self.paper, **kw)  # fmt: skip
        self.surroundings = Surroundings(
            ax, self.axis_words, self._legend, self._bar, self._notes(), around,
            settle=self._settle, **kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        numbers = self.numbers
        notes = [numbers.held] if numbers.held else []
        if numbers.missing_part:
            sign = "no curve" if self.image is None else "purple"
            notes.append(f"{sign}: NaN or infinite, {share(numbers.missing_part)} of the picture")
        sets = {"train": numbers.train, "test": numbers.test}
        for name, shown in self.markers.shown.items():
            whole = len(sets[name] or ())
            which = "test points" if name == "test" else "points"
            if shown < whole:
                notes.append(f"{shown:,} of {whole:,} {which} shown")
        if self.markers.fades:
            where = "these values" if numbers.held else "these two components"
            notes.append(f"points fade with their distance from {where}")
        wrong = words_of_errors(numbers)
        if wrong and not self.options.legend:
            notes.append(f"ringed: {wrong}")
        return notes

    def _settle(self) -> None:
        """What depends on where the axes stand."""
        box = self.score.place()
        if self.contours is not None:
            self.contours.thin_labels([] if box is None else [box])

    @property
    def legend(self) -> Legend | None:
        """The one that is shown, or None."""
        return None if self._legend is None else self._legend.legend

    @property
    def colorbar(self) -> Colorbar | None:
        """Beside the axes, or None."""
        return None if self._bar is None else self._bar.colorbar


def same_units(numbers: BoundaryNumbers) -> bool:
    """Whether the two axes may have the same unit.

    Units stand in brackets at the end of names, as in "petal length (cm)"; where both names have
    one they must agree, and where only one has it they do not.
    """
    first, second = numbers.axes
    if first.categories is not None or second.categories is not None:
        return False
    return _unit_in(first.label) == _unit_in(second.label) or first.explained is not None


def _unit_in(name: str) -> str:
    for opening, closing in ("()", "[]"):
        if name.rstrip().endswith(closing) and opening in name:
            return name.rstrip()[name.rindex(opening) + 1 : -1].strip()
    return ""


def words_of_score(numbers: BoundaryNumbers) -> str:
    """The part of right predictions, or R2 for regression; "" without points."""
    if numbers.train is None:
        return ""
    name = "accuracy" if numbers.classes else "R\N{SUPERSCRIPT TWO}"
    words = f"{name} {_score(numbers.train.score)}"
    return words if numbers.test is None else f"{words}, test {_score(numbers.test.score)}"


def _score(value: float) -> str:
    """Rounded down where rounding up would claim that all is right."""
    if 0.995 <= value < 1:
        return short_number(np.floor(value * 1000) / 1000, 3)
    return format(value, ".2f").replace("-", "\N{MINUS SIGN}")
