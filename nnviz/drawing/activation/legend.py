"""The legend of activation functions: formulas among its words, and the emptiest place for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from nnviz.drawing.activation.formulas import Equation, Formula
from nnviz.drawing.activation.range_marks import RangeMarks
from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.frame import ruler_of
from nnviz.drawing.words import shrinking_sizes

_LARGER, _TITLE = 1.5, 1.2  # the sizes of equations and of the title, in that of other words
_STEPS = 16  # places to try along each side of the axes
_ALONG = (1, 0)  # the direction of the upright and of the level zero line
_CORNERS = ((0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0))  # in the order of preference


class ActivationLegend(ChartLegend):
    """A `ChartLegend` whose entries may be formulas, and that keeps clear of range labels.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    handles, choices, say
        As for a `ChartLegend`.
    marks : RangeMarks
        Fitted together with the legend.
    zero_lines : pair of Line2D or None
        The upright and the level one. The legend avoids them where it can; where it cannot, they
        are cut.
    **kw
        As for a `ChartLegend`.
    """

    def __init__(
        self, ax: Axes, handles: Sequence[Any], choices: Sequence[Form], say: Any, *,
        marks: RangeMarks, zero_lines: tuple[Line2D | None, Line2D | None], **kw: Any,
    ) -> None:  # fmt: skip
        self._marks, self._zero_lines = marks, zero_lines
        super().__init__(ax, handles, choices, say, **kw)

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose as a `ChartLegend` does, with the labels of ranges in their places."""
        self._marks.fit([])
        return super().choose(ax, outer, free)

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand there; labels of ranges give way to what has come to stand on them."""
        super().place(ax, outer)
        legend = self.legend
        shown = legend is not None and legend.get_visible()
        boxes = []
        if legend is not None and shown:
            boxes.append(legend.get_window_extent(ruler_of(self._ax)))
        self._marks.fit(boxes)
        self._cut_zero_lines(boxes)

    def withdraw(self) -> None:
        """Show nothing any more."""
        super().withdraw()
        self._marks.withdraw()

    def _choose_legend(self, width: float, free: float) -> float | None:
        """In the axes as long as letters can shrink: above them, formulas take much height."""
        sizes = [self._fixed] if self._fixed else shrinking_sizes()
        for said in sorted({form.rank for form in self._forms}):
            alike = [form for form in self._forms if form.rank == said]
            if any(self._spare(form, size) for size in sizes for form in alike):
                return 0.0
            for size in sizes:
                for form in alike:
                    needed = self._fits_above(form, size, width, free)
                    if needed is not None:
                        return needed
        return None

    def _write(self, legend: Legend, form: Form, size: float, ink: Any) -> None:
        super()._write(legend, form, size, ink)
        formulas = [label for label in form.labels if isinstance(label, Formula)]
        in_lines = [label.least_size() for label in formulas if not isinstance(label, Equation)]
        size = max([size, *in_lines])  # of all entries, so that none stands out by its size
        for text, label in zip(legend.get_texts(), form.labels, strict=True):
            text.set(parse_math=label in formulas, fontsize=size)
            if isinstance(label, Equation):
                text.set_fontsize(max(_LARGER * size, label.least_size()))
        legend.get_title().set_fontsize(_TITLE * size)

    def _empty_corner(self, extent: tuple[float, float], size: float) -> tuple[float, float] | None:
        unit, box = self._pixels_per_point(), self._ax.bbox
        if extent[0] * unit > 0.8 * box.width or extent[1] * unit > 0.8 * box.height:
            return None
        to_pixels = self._ax.transData.transform
        lines = [Path(to_pixels(line)) for line in self._lines]
        x, y = to_pixels((0.0, 0.0))
        upright, level = (line is not None for line in self._zero_lines)
        points = np.concatenate([to_pixels(some) for some in self._points] or [np.zeros((0, 2))])
        taken = self._marks.boxes()
        crossing: tuple[float, float] | None = None
        for place in _PLACES:
            extended = self._corner(place, extent).padded(0.5 * size * unit)
            inside = (points >= extended.min) & (points <= extended.max)
            if (
                inside.all(axis=1).any()
                or any(line.intersects_bbox(extended, filled=False) for line in lines)
                or any(extended.overlaps(label) for label in taken)
            ):
                continue
            on_upright = upright and extended.x0 < x < extended.x1
            if not on_upright and not (level and extended.y0 < y < extended.y1):
                return place
            crossing = crossing or place
        return crossing

    def _cut_zero_lines(self, boxes: Sequence[Bbox]) -> None:
        """Leave out of the zero lines what would run through the legend."""
        frame, pad = self._ax.bbox, 0.4 * shrinking_sizes()[0] * self._pixels_per_point()
        origin = self._ax.transData.transform((0.0, 0.0))
        for line, along in zip(self._zero_lines, _ALONG, strict=True):
            if line is None:
                continue
            path = [0.0, 1.0]
            for box in boxes:
                ends, sides = np.array(box.padded(pad)).T[along], np.array(box).T[1 - along]
                if sides[0] < origin[1 - along] < sides[1]:
                    first, last = (ends - frame.min[along]) / frame.size[along]
                    # Shorter rests than this look like dirt.
                    least = 2.5 * pad / frame.size[along]
                    path = [
                        *([0.0, float(first)] if first > least else []),
                        np.nan,
                        *([float(last), 1.0] if last < 1.0 - least else []),
                    ]
            still = np.where(np.isnan(path), np.nan, 0.0)
            line.set_data(*((path, still) if along == 0 else (still, path)))


def _places() -> list[tuple[float, float]]:
    """Places in the axes, those near a corner first."""
    along = np.linspace(0.0, 1.0, _STEPS + 1).tolist()

    def distance(place: tuple[float, float]) -> float:
        return min(
            float(np.hypot(place[0] - x, place[1] - y)) + 0.05 * rank
            for rank, (x, y) in enumerate(_CORNERS)
        )

    return sorted(((x, y) for x in along for y in along), key=distance)


_PLACES = _places()
