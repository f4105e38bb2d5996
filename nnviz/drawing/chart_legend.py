"""The legend of a chart: in an empty corner of its axes, beside or above, in words that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.path import Path
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.frame import EDGE_OF_AXES, measure, measure_legend, ruler_of
from nnviz.drawing.literal_text import as_literal, literal_ticks, may_be_tex
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, shrinking_sizes

_GAP = 0.6  # between the words and the axes, in the words' size
_CORNERS = ((0, 1), (1, 1), (1, 0), (0, 0))  # the order in which they are tried
_APART = 10.0  # points between the axes and a legend beside them
_LARGEST = 0.62  # the part of the axes' width that a legend in a corner may take


class Form(NamedTuple):
    """One way to write a legend.

    Attributes
    ----------
    title : str
        The line above.
    labels : tuple of str
        What the entries are called.
    rank : int
        0 if it says everything; the same for forms that say the same.
    """

    title: str
    labels: tuple[str, ...]
    rank: int


class ChartLegend:
    """A legend, and a line that says what the picture leaves out.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    handles : sequence of artists
        One an entry.
    choices : sequence of Form
        Ways to write it, the longest first; empty where there is no legend.
    say : callable
        Returns what the picture leaves out, as it stands now.
    points, lines : sequence of ndarray of shape (n, 2)
        In data units: what a legend in a corner must not hide.
    inside, around : colour
        Ink on the axes and beside them.
    corners : bool, default=True
        Whether the legend may stand in a corner of the axes, as it may not where these are only
        the frame of many panels.
    """

    def __init__(
        self, ax: Axes, handles: Sequence[Any], choices: Sequence[Form],
        say: Callable[[], Sequence[str]], *, points: Sequence[NDArray[np.float64]],
        lines: Sequence[NDArray[np.float64]], inside: Any, around: Any,
        corners: bool = True, **kw: Any,
    ) -> None:  # fmt: skip
        self._corners = _CORNERS if corners else ()
        self._ax, self._forms, self._say = ax, choices, say
        self._points, self._lines = points, lines
        self._inside, self._around = inside, around
        self._fixed = kw.get("fontsize")
        self._kw = {key: value for key, value in kw.items() if key != "fontsize"}
        self.note = add_text(ax, 0, 0, "", ha="left", va="top", transform=IdentityTransform())
        self.note.set(**{"color": around, **self._kw}, visible=False, in_layout=False)
        # One for each number of columns, since artists are not made while others are drawn.
        columns = sorted({1, 2, 3, len(handles)} & set(range(1, len(handles) + 1)), reverse=True)
        self._legends = [self._make(handles, n) for n in columns] if choices else []
        self._place: tuple[float, float] | None = None  # of a corner
        self._beside = False
        self._outer = ax.bbox.frozen()
        self._claimed = (0.0, 0.0)  # pixels of the legend and of the note above the axes

    @property
    def legend(self) -> Legend | None:
        """The one that is shown, or the widest where none is."""
        shown = [legend for legend in self._legends if legend.get_visible()]
        return next(iter(shown or self._legends), None)

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose a form for the legend and the note; returns the pixels needed above the axes."""
        unit, self._outer = self._pixels_per_point(), outer
        width = self._right(outer) - self._left(outer)
        self._place, self._beside = None, False
        for legend in self._legends:
            legend.set_visible(False)
        note = self._write_note(width, free, self._say())
        legend_height = 0.0
        if self._legends:
            found = self._choose_legend(width, free - note)
            if found is None:
                note = self._write_note(width, free, [*self._say(), "no room for a legend"])
            else:
                legend_height = found
        self._claimed = (legend_height, note)
        if self._ax.get_aspect() != "auto":
            self._ax.set_anchor("W" if self._beside else "C")
        return legend_height + note + (EDGE_OF_AXES / 2 * unit if legend_height + note else 0.0)

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand in the corner, or above the axes with the note below."""
        legend, (height, _) = self.legend, self._claimed
        left = self._left(outer)
        if legend is None or not legend.get_visible() or not self._in_axes or self._claimed[1]:
            left = max(left, min(self._ax.bbox.x0, self._right(outer) - self._widest()))
        if legend is not None and legend.get_visible():
            if self._beside:
                box = self._ax.bbox
                place = (box.x1 + _APART * self._pixels_per_point(), box.y1)
                legend.set_bbox_to_anchor(place, transform=IdentityTransform())
            elif self._place is not None:
                box = self._corner(self._place, measure_legend(legend))
                legend.set_bbox_to_anchor((box.x0, box.y1), transform=IdentityTransform())
            else:
                legend.set_bbox_to_anchor((left, outer.y1), transform=IdentityTransform())
        if self.note.get_visible():
            self.note.set_position((left, outer.y1 - height))

    def withdraw(self) -> None:
        """Show nothing any more."""
        for artist in (*self._legends, self.note):
            artist.set_visible(False)

    def _choose_legend(self, width: float, free: float) -> float | None:
        """Pixels above the axes: 0 for a corner, None where nothing fits."""
        for said in sorted({form.rank for form in self._forms}):
            alike = [form for form in self._forms if form.rank == said]
            for size in [self._fixed] if self._fixed else shrinking_sizes():
                if any(self._spare(form, size) for form in alike):
                    return 0.0
                for form in alike:
                    needed = self._fits_above(form, size, width, free)
                    if needed is not None:
                        return needed
        return None

    def _spare(self, form: Form, size: float) -> bool:
        """Show one column in an empty corner or beside square axes, if it fits."""
        single = self._legends[-1]
        self._write(single, form, size, self._inside)
        extent = measure_legend(single)
        self._place = self._empty_corner(extent, size)
        if self._place is None and self._fits_beside(extent):
            self._write(single, form, size, self._around)
            self._beside = True
        single.set_visible(self._in_axes)
        return self._in_axes

    def _fits_above(self, form: Form, size: float, width: float, free: float) -> float | None:
        """Show as few rows as fit above the axes; returns their pixels."""
        unit = self._pixels_per_point()
        for legend in self._legends:
            self._write(legend, form, size, self._around)
            wide, high = measure_legend(legend)
            needed = (high + _GAP * size) * unit
            if wide * unit <= width and needed <= min(free, self._tallest()):
                legend.set_visible(True)
                return needed
        return None

    def _fits_beside(self, extent: tuple[float, float]) -> bool:
        """Whether a square chart in wide axes leaves so much room at its right."""
        box, unit = self._ax.bbox, self._pixels_per_point()
        if may_be_tex(self._ax.yaxis):  # the numbers may not have been fitted yet
            literal_ticks(self._ax.yaxis)
        words = self._ax.yaxis.get_tightbbox(ruler_of(self._ax))
        left = 0.0 if words is None else box.x0 - words.x0
        needed = (extent[0] + 2 * _APART) * unit
        free = self._outer.width - box.width - left
        return self._ax.get_aspect() != "auto" and needed <= free and extent[1] * unit <= box.height

    def _tallest(self) -> float:
        """A legend above takes at most so many pixels."""
        return 0.45 * float(self._ax.bbox.height)

    def _empty_corner(self, extent: tuple[float, float], size: float) -> tuple[float, float] | None:
        """A corner that is empty even when the note has made the axes lower."""
        unit, box = self._pixels_per_point(), self._ax.bbox
        if self.note.get_visible():
            note = measure(self.note)[1] + float(self.note.get_fontsize()) + EDGE_OF_AXES / 2
            left = max(float(box.height) - note * unit, 1.0)
            extent = extent[0], extent[1] * float(box.height) / left
        if extent[0] * unit > _LARGEST * box.width or extent[1] * unit > 0.6 * box.height:
            return None
        points = [self._ax.transData.transform(some) for some in self._points]
        lines = [Path(self._ax.transData.transform(line)) for line in self._lines]
        for corner in self._corners:
            place = self._corner(corner, extent).padded(0.35 * size * unit)
            hidden = any(_inside(place, some).any() for some in points)
            if not hidden and not any(line.intersects_bbox(place, filled=False) for line in lines):
                return corner
        return None

    def _corner(self, corner: tuple[float, float], extent: tuple[float, float]) -> Bbox:
        unit, box = self._pixels_per_point(), self._ax.bbox
        wide, high = extent[0] * unit, extent[1] * unit
        pad = 0.7 * shrinking_sizes()[0] * unit
        x = box.x0 + pad + corner[0] * (box.width - 2 * pad - wide)
        y = box.y0 + pad + corner[1] * (box.height - 2 * pad - high)
        return Bbox.from_bounds(x, y, wide, high)

    def _write_note(self, width: float, free: float, notes: Sequence[str]) -> float:
        """Write the note; returns the pixels that it takes above the axes."""
        unit = self._pixels_per_point()
        self.note.set_visible(False)
        if not notes:
            return 0.0
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            for joint in ("  \N{MIDDLE DOT}  ", "\n"):
                self.note.set(text=joint.join(notes), fontsize=size)
                wide, high = measure(self.note)
                needed = (high + _GAP * size) * unit
                if wide * unit <= width and needed <= free:
                    self.note.set_visible(True)
                    return needed
        return 0.0

    def _write(self, legend: Legend, form: Form, size: float, ink: Any) -> None:
        for text, label in zip(legend.get_texts(), form.labels, strict=True):
            text.set(text=label, fontsize=size, color=ink)
            text.set(**self._kw)
        title = legend.get_title()
        legend.set_title(form.title)
        as_literal(title, fontsize=size, color=ink)
        title.set(visible=bool(form.title), **self._kw)

    def _make(self, handles: Sequence[Any], columns: int) -> Legend:
        labels = [label or " " for label in self._forms[0].labels]
        legend = Legend(
            self._ax, list(handles), labels, loc="upper left", ncols=columns, frameon=False,
            borderaxespad=0.0, borderpad=0.0, handlelength=2.2, columnspacing=1.4, title=" ",
            fontsize=of_style("legend.fontsize"), alignment="left", bbox_to_anchor=(0.0, 0.0),
            labelspacing=0.35,
        )  # fmt: skip
        for text in (*legend.get_texts(), legend.get_title()):
            as_literal(text)
        legend.set_in_layout(False)
        legend.set_zorder(6)
        self._ax.add_artist(legend)
        legend.set_clip_on(False)
        return legend

    def _pixels_per_point(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return root.dpi / 72

    def _left(self, outer: Bbox) -> float:
        return max(float(outer.x0), EDGE_OF_AXES / 2 * self._pixels_per_point())

    def _right(self, outer: Bbox) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return min(
            float(outer.x1), float(root.bbox.width) - EDGE_OF_AXES / 2 * self._pixels_per_point()
        )

    @property
    def _in_axes(self) -> bool:
        """Whether the legend takes no height of the axes."""
        return self._beside or self._place is not None

    def _widest(self) -> float:
        """Pixels of the widest of what stands above."""
        legend = self.legend
        widths = [measure(self.note)[0]] if self.note.get_visible() else []
        if legend is not None and legend.get_visible() and not self._in_axes:
            widths.append(measure_legend(legend)[0])
        return max(widths, default=0.0) * self._pixels_per_point()


def _inside(box: Bbox, points: Any) -> Any:
    return np.all((points >= box.min) & (points <= box.max), axis=1)
