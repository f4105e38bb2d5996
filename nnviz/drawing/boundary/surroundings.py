"""The place of the axes, and what stands around them: names, legend, colour bar, notes.

Everything but the names and numbers of the axes keeps inside the place that these had at first, and
these keep inside the figure. A colour bar stands to the right. A legend stands to the right or
above, wherever it leaves more to the axes. Notes stand above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.transforms import Bbox

from nnviz.drawing.boundary.axis_words import EDGE, AxisWords
from nnviz.drawing.boundary.legend import BoundaryLegend
from nnviz.drawing.boundary.notes import write_notes
from nnviz.drawing.frame import measure, measure_legend, points_from, ruler_of
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.style import in_own_style, style_now
from nnviz.drawing.words import add_text, literal, shrinking_sizes

_GAP = 7.0  # points between the axes and a legend
_LARGEST = 0.45  # the part of the width that a legend may take beside the axes
_HIGHEST = 0.28  # the part of the height that a legend may take above them, if names can be cut
_LEAST = 0.3  # the part of width and height that words leave to the axes
_ROUNDS = 4


class _Extent(Artist):
    """Draws nothing: it tells layouts, and pictures that are cropped, what stands around axes."""

    def __init__(self, extent: Callable[[], Bbox]) -> None:
        super().__init__()
        self._extent = extent

    def draw(self, renderer: Any) -> None:
        """Draws nothing."""

    def get_tightbbox(self, renderer: Any = None) -> Bbox:
        """What stands around the axes, in pixels."""
        return self._extent()


class Surroundings:
    """Shares the place of the axes among the axes and the words around them.

    It is an axes locator, which matplotlib asks for the place of axes before anything is drawn,
    and fits the picture anew whenever that place, the limits or the words have changed.

    Parameters
    ----------
    ax : Axes
        Of the picture.
    words : AxisWords
        Along the axes.
    legend : BoundaryLegend or None
        Or none.
    bar : SideBar or None
        Or none.
    notes : sequence of str
        What the picture has to say.
    ink : colour
        Of the notes.
    settle : callable
        Called when the axes stand.
    **kw
        Properties of the notes.
    """

    def __init__(
        self, ax: Axes, words: AxisWords, legend: BoundaryLegend | None, bar: SideBar | None,
        notes: Sequence[str], ink: Any, *, settle: Callable[[], None], **kw: Any,
    ) -> None:  # fmt: skip
        self._style = style_now()
        present: Any = ax.get_axes_locator()
        if isinstance(present, Surroundings):  # drawn again on the same axes
            present.withdraw()
            present = present.before
        self.before: Any = present
        self._ax, self._words, self._legend, self._bar = ax, words, legend, bar
        self._notes, self._settle = [literal(note) for note in notes], settle
        self._key: tuple[Any, ...] | None = None
        self._aside = 0.0  # pixels that a colour bar takes
        self._above = 0.7 * _GAP  # points between the axes and the words above
        self._reach = (0.0, 0.0, 0.0, 0.0)
        self._box, self._outer, self._margins = ax.bbox.frozen(), ax.bbox.frozen(), np.zeros(4)
        # Words keep to a corner of the axes, so that they go with these where a picture is cropped.
        self._corner = points_from(ax, 0, 1)
        self.text = add_text(
            ax, 0, 0, "\n".join(self._notes), ha="left", va="top", transform=self._corner
        )
        self.text.set(color=ink, in_layout=False, linespacing=1.25, **kw)
        self._fixed = kw.get("fontsize")
        self._extent = ax.add_artist(_Extent(self._taken))
        self._extent.set_clip_on(False)
        ax.set_axes_locator(self)

    def __call__(self, ax: Any, renderer: Any) -> Bbox:
        """Where the axes are, as parts of the figure."""
        figure: Any = ax.get_figure(root=False)
        if self.before is not None:
            outer = self.before(ax, renderer)
        else:
            outer = ax.get_position(original=True)
        outer = outer.transformed(figure.transSubfigure)
        key = self._state(outer)
        if key != self._key:
            self._fit(outer)
            self._key = self._state(outer)  # with the words that the fitting itself has changed
        return self._box.transformed(figure.transSubfigure.inverted())

    def withdraw(self) -> None:
        """Leave the axes to another picture, which has words of its own."""
        if self._legend is not None:
            self._legend.hide()
        if self._bar is not None:
            self._bar.colorbar.ax.set_visible(False)
        self.text.set_visible(False)
        self._extent.set_visible(False)

    def _taken(self) -> Bbox:
        """What the words around the axes take; the whole place under a layout engine.

        An engine would give places that are not filled to the axes beside them.
        """
        boxes = [self._ax.bbox.frozen()]
        shown = None if self._legend is None else self._legend.legend
        for artist in (shown, self.text):
            if artist is not None and artist.get_visible():
                boxes.append(artist.get_window_extent(ruler_of(self._ax)))
        if self._bar is not None:
            box = boxes[0]
            boxes.append(Bbox.from_extents(box.x0, box.y0, box.x1 + self._aside, box.y1))
        if self._has_engine() and self._key is not None:
            # The axes of their own shape may come to fill the place in another shape of it.
            left, bottom, right, _ = self._reach
            place = self._outer
            boxes.append(
                Bbox.from_extents(place.x0 - left, place.y0 - bottom, place.x1 + right, place.y1)
            )
        return Bbox.union([box for box in boxes if box.width > 0 and box.height > 0])

    def get_subplotspec(self) -> SubplotSpec | None:
        """The place of the axes in a grid, for which ``tight_layout`` asks a locator."""
        return self._ax.get_subplotspec()

    def _state(self, outer: Bbox) -> tuple[Any, ...]:
        ax, root = self._ax, self._ax.get_figure(root=True)
        assert root is not None
        numbers = [*outer.extents, *root.bbox.extents, *ax.get_xlim(), *ax.get_ylim()]
        words = (*self._titles(), *self._words.names, ax.get_aspect())
        return (root.dpi, self._has_engine(), *words, *np.round(numbers, 9).tolist())

    def _titles(self) -> list[str]:
        return [self._ax.get_title(side) for side in ("left", "center", "right")]

    def _has_engine(self) -> bool:
        """Whether a layout engine makes room for the words along the axes."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        engine = root.get_layout_engine()
        return engine is not None and not isinstance(engine, PlaceHolderLayoutEngine)

    @in_own_style
    def _fit(self, outer: Bbox) -> None:
        unit, self._outer = self._unit(), outer
        self._aside = 0.0
        if self._bar is not None:
            self._aside = min(self._bar.width(0.8 * outer.height / unit) * unit, 0.5 * outer.width)
        beside = self._beside(outer)
        if self._legend is not None:
            self._legend.hide()
        inner = Bbox.from_extents(outer.x0, outer.y0, outer.x1 - max(self._aside, beside), outer.y1)
        self._margins = np.zeros(4)
        self._stand(inner, 0.0)
        title = self._title_height()
        free = (self._box.height - _LEAST * outer.height - title) / unit
        legend, notes = self._choose(outer, free, above=not beside)
        self._above = self._gap_above(legend, notes)
        top = (legend + notes + self._above) * unit if legend + notes else 0.0
        if top:
            self._stand(inner, top + title)
        self._place(outer, legend * unit, notes * unit, beside=bool(beside))
        self._settle()

    def _stand(self, inner: Bbox, top: float) -> None:
        """Put the axes where they and their own words fit; `top` pixels above them stay free."""
        ax, edge = self._ax, EDGE * self._unit()
        figure: Any = ax.get_figure(root=False)
        frame = figure.bbox  # a subfigure's neighbours are not for its words
        margins = np.array([*self._margins[:3], top])
        most = (1 - _LEAST) * np.array([inner.width, inner.height])
        for _ in range(_ROUNDS):
            left, bottom, right, above = margins
            self._box = Bbox.from_extents(
                inner.x0 + left, inner.y0 + bottom, inner.x1 - right, inner.y1 - above
            )
            ax.apply_aspect(self._box.transformed(figure.transSubfigure.inverted()))
            box = ax.bbox
            self._reach = reach = self._words.fit(box, self._outer)
            if self._has_engine():
                return
            rim = [box.x0 - edge - frame.x0, box.y0 - edge - frame.y0, frame.x1 - edge - box.x1,
                   frame.y1 - edge - box.y1]  # fmt: skip
            lacking = np.maximum(np.array(reach) - rim, 0.0)
            if np.all(lacking < 0.3):
                return
            margins = self._margins = margins + lacking
            for low, limit in enumerate(most):
                taken = margins[low] + margins[low + 2]
                if taken > limit:
                    margins[[low, low + 2]] *= limit / taken

    def _beside(self, outer: Bbox) -> float:
        """The pixels that a legend takes beside the axes; 0 where it goes above them."""
        if self._legend is None or self._bar is not None:
            return 0.0
        unit = self._unit()
        self._legend.reset()
        wide, high = (length * unit for length in self._legend.beside())
        taken = wide + _GAP * unit
        if high > 0.9 * outer.height or taken > _LARGEST * outer.width:
            return 0.0
        # About what the axes have: less their numbers and names.
        row = shrinking_sizes()[0] * unit
        width, height = outer.width - 3.5 * row, outer.height - 3.5 * row
        lower = height - (1 if 1.3 * wide < width else 2) * 1.8 * row
        chosen = self._area(width - taken, height) >= self._area(width, lower)
        return taken if chosen else 0.0

    def _area(self, width: float, height: float) -> float:
        """The area that axes of their own shape have in a place."""
        aspect = self._ax.get_aspect()
        if aspect == "auto":
            return max(width, 0.0) * max(height, 0.0)
        x0, x1 = self._ax.get_xlim()
        y0, y1 = self._ax.get_ylim()
        shape = float(aspect) * abs((y1 - y0) / (x1 - x0))
        side = max(min(width, height / shape), 0.0)
        return side * side * shape

    def _choose(self, outer: Bbox, free: float, *, above: bool) -> tuple[float, float]:
        """Choose the forms of what stands above; returns its heights in points."""
        width = self._width(outer)
        notes = write_notes(self.text, self._notes, width, free, self._fixed)
        if self._legend is None or not above:
            return 0.0, notes
        left = free - notes - 2 * _GAP
        # Rather shorter names than a legend that takes too much of the height.
        for height in (min(left, _HIGHEST * outer.height / self._unit()), left):
            self._legend.reset()
            for choose in (self._legend.above, self._legend.shortened):
                found = choose(width, height)
                if found is not None:
                    return found + 0.7 * _GAP, notes
        self._legend.hide()
        lacking = [*self._notes, "no room for a legend"]
        return 0.0, write_notes(self.text, lacking, width, free, self._fixed)

    def _gap_above(self, legend: float, notes: float) -> float:
        """Points from the axes to the words above: more where these hang over a bar's numbers."""
        gap = 0.7 * _GAP
        if self._bar is None:
            return gap
        wide = measure(self.text)[0] if notes else 0.0
        if self._legend is not None and legend:
            wide = max(wide, measure_legend(self._legend.legend)[0])
        over = wide * self._unit() > self._ax.bbox.width
        return max(gap, self._bar.reach()) if over else gap

    def _place(self, outer: Bbox, legend: float, notes: float, *, beside: bool) -> None:
        """Put legend and notes where the axes have left room for them; heights in pixels."""
        unit, box = self._unit(), self._ax.bbox
        root = self._ax.get_figure(root=True)
        assert root is not None
        top = min(outer.y1, root.bbox.height - EDGE * unit)
        # Right above the axes, since axes of their own shape may leave air above them; at the top
        # where a title stands between.
        if not any(self._titles()):
            top = min(top, box.y1 + legend + notes + self._above * unit)
        if self._legend is not None and beside:
            self._legend.show(box.width / unit + _GAP, 0.0, self._corner, one_column=True)
        elif self._legend is not None and legend:
            wide = measure_legend(self._legend.legend)[0] * unit
            self._legend.show(*self._points(self._from(outer, box.x0, wide), top), self._corner)
        wide = measure(self.text)[0] * unit if notes else 0.0
        self.text.set_position(self._points(self._from(outer, box.x0, wide), top - legend))

    def _points(self, x: float, y: float) -> tuple[float, float]:
        """A place in pixels as points from the upper left corner of the axes."""
        box, unit = self._ax.bbox, self._unit()
        return float(x - box.x0) / unit, float(y - box.y1) / unit

    def _title_height(self) -> float:
        """Pixels that a title of the axes needs between them and what stands above."""
        if not any(self._titles()):
            return 0.0
        texts = (self._ax.title, self._ax._left_title, self._ax._right_title)  # type: ignore[attr-defined]
        return max(measure(text)[1] for text in texts) * self._unit() + 10.0 * self._unit()

    def _from(self, outer: Bbox, axes: float, wide: float) -> float:
        """Begin above the axes' own left, or further left where words are too wide for that."""
        left = self._left(outer)
        return max(left, min(axes, left + self._width(outer) * self._unit() - wide))

    def _unit(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72

    def _left(self, outer: Bbox) -> float:
        return max(float(outer.x0), EDGE * self._unit())

    def _width(self, outer: Bbox) -> float:
        """Points between the left of the place and its right, or the figure's."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        right = min(outer.x1, root.bbox.width - EDGE * self._unit())
        return float(right - self._left(outer)) / self._unit()
