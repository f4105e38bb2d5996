"""The frame of a chart: axes, and a panel below them, that leave their words the room they need.

Numbers and labels of a chart stand outside its axes. Matplotlib lets them run out of a small
figure; a `ChartFrame` takes as much off the axes as keeps them in, and no more than that: where
everything fits, or a layout engine sees to it, the axes stay exactly where they are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.gridspec import SubplotSpec
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_ticks import number_axis, shown_numbers, thin_ticks
from nnviz.drawing.frame import EDGE_OF_AXES, measure, ruler
from nnviz.drawing.words import literal, shorten, shrinking_sizes

_PANEL = 0.27  # the part of the height that a panel below takes
_LEAST = 0.3  # the part of width and height that words leave to the axes
_LEAST_PANEL = 2.6  # the height of the lowest panel, in the size of its numbers
_ROUNDS = 5


class WordsAbove(Protocol):
    """Words that stand in an empty part of a chart or above it."""

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose a form, and return the pixels that it needs above the axes; at most `free`."""

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand there."""

    def withdraw(self) -> None:
        """Show nothing any more."""


class ChartFrame:
    """Fits a chart into its place each time its size or its limits have changed.

    It is an axes locator, which matplotlib asks for the place of axes before anything is drawn.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    panel : Axes or None
        Inset axes that take the lower part, and share the x axis.
    above : WordsAbove or None
        A legend, for example.
    """

    def __init__(
        self, ax: Axes, *, panel: Axes | None = None, above: WordsAbove | None = None
    ) -> None:
        before = ax.get_axes_locator()
        # Drawn again on the same axes, the chart starts from the place that these had at first.
        self._before: Callable[..., Any] | None = before
        if isinstance(before, ChartFrame):
            self._before = before._before
            before._withdraw()
        self._ax, self._panel, self._above = ax, panel, above
        self._pad = float(ax.yaxis.labelpad)
        self._names = {
            axis: axis.label.get_text() for shown in self._axes() for axis in _both(shown)
        }
        self._sizes = {axis: float(axis.label.get_fontsize()) for axis in self._names}
        self._key: tuple[Any, ...] | None = None
        self._boxes = [ax.bbox.frozen()]
        self.panel_fits = panel is not None
        ax.set_axes_locator(self)
        if panel is not None:
            panel.set_axes_locator(self._locate_panel)

    def __call__(self, ax: Any, renderer: Any) -> Bbox:
        """Where the axes are, as parts of the figure."""
        figure: Any = ax.get_figure(root=False)
        if self._before is not None:
            outer = self._before(ax, renderer)
        else:
            outer = ax.get_position(original=True)
        outer = outer.transformed(figure.transSubfigure)
        key = self._state(outer)
        if key != self._key:
            self._fit(outer)
            self._key = self._state(outer)  # with what the fitting itself has changed
        return self._boxes[0].transformed(figure.transSubfigure.inverted())

    def _withdraw(self) -> None:
        """Leave the axes to another chart, which has words and a panel of its own."""
        if self._above is not None:
            self._above.withdraw()
        if self._panel is not None:
            self._panel.set_visible(False)
            self._ax.tick_params(axis="x", labelbottom=True)
            self._ax.xaxis.label.set_visible(True)
            self._ax.yaxis.labelpad = self._pad

    def get_subplotspec(self) -> SubplotSpec | None:
        """The place of the axes in a grid, for which ``tight_layout`` asks a locator."""
        return self._ax.get_subplotspec()

    def _locate_panel(self, panel: Any, renderer: Any) -> Bbox:
        figure: Any = panel.get_figure(root=False)
        return self._boxes[-1].transformed(figure.transSubfigure.inverted())

    def _axes(self) -> list[Axes]:
        return [self._ax] if self._panel is None else [self._ax, self._panel]

    def _state(self, outer: Bbox) -> tuple[Any, ...]:
        ax, root = self._ax, self._ax.get_figure(root=True)
        assert root is not None
        views = [
            value for shown in self._axes() for value in (*shown.get_xlim(), *shown.get_ylim())
        ]
        numbers = np.round([*outer.extents, *root.bbox.extents, *views], 9)
        return (root.dpi, self._has_engine(), *_titles(ax), *numbers.tolist())

    def _has_engine(self) -> bool:
        """Whether a layout engine makes room for words: then the axes are not to."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        engine = root.get_layout_engine()
        return engine is not None and not isinstance(engine, PlaceHolderLayoutEngine)

    def _fit(self, outer: Bbox) -> None:
        self.panel_fits = self._panel is not None
        margins = np.zeros(4)  # left, bottom, right, top
        margins = self._make_room(outer, margins, 0.0)
        if self._panel is not None and self._boxes[-1].height < self._least_panel():
            self.panel_fits = False
            margins = self._make_room(outer, np.zeros(4), 0.0)
        if self._above is None:
            return
        claimed = self._above.choose(self._ax, outer, self._free(outer))
        # What was chosen may also have moved square axes to one side.
        top = claimed + self._title_height() if claimed > 0 else 0.0
        self._make_room(outer, np.zeros(4), top)
        self._above.place(self._ax, outer)

    def _make_room(self, outer: Bbox, margins: Any, top: float) -> Any:
        """Take off the axes what their words need; returns it, in pixels by side."""
        for _ in range(_ROUNDS):
            self._stand(outer, margins, top)
            for shown in self._axes():
                for axis in _both(shown):
                    thin_ticks(axis)
            self._fit_labels()
            if self._has_engine():
                return margins
            lacking = self._lacking()
            if np.all(lacking < 0.3):
                return margins
            most = (1 - _LEAST) * np.array([outer.width, outer.height])
            new = margins + lacking
            for low, high, limit in ((0, 2, most[0]), (1, 3, most[1] - top)):
                if new[low] + new[high] > limit:
                    new[[low, high]] *= max(limit, 0.0) / (new[low] + new[high])
            margins = new
        self._stand(outer, margins, top)
        return margins

    def _stand(self, outer: Bbox, margins: Any, top: float) -> None:
        """Put the axes into what the margins leave."""
        left, bottom, right, above = margins
        box = Bbox.from_extents(
            outer.x0 + left, outer.y0 + bottom, outer.x1 - right, outer.y1 - max(above, top)
        )
        shown = self.panel_fits
        if self._panel is not None:
            self._panel.set_visible(shown)
            self._ax.tick_params(axis="x", labelbottom=not shown)
            self._ax.xaxis.label.set_visible(not shown)
        self._boxes = [box]
        if self._panel is not None and shown:
            gap = 1.3 * self._tick_pixels()
            split = box.y0 + _PANEL * (box.height - gap)
            self._boxes = [
                Bbox.from_extents(box.x0, split + gap, box.x1, box.y1),
                Bbox.from_extents(box.x0, box.y0, box.x1, split),
            ]
        figure: Any = self._ax.get_figure(root=False)
        for axes, place in zip(self._axes(), self._boxes, strict=False):
            axes.apply_aspect(place.transformed(figure.transSubfigure.inverted()))

    def _tick_pixels(self) -> float:
        labels = self._ax.yaxis.get_majorticklabels()
        root = self._ax.get_figure(root=True)
        assert root is not None
        size = float(labels[0].get_fontsize()) if labels else shrinking_sizes()[0]
        return size * root.dpi / 72

    def _least_panel(self) -> float:
        return _LEAST_PANEL * self._tick_pixels()

    def _fit_labels(self) -> None:
        """Names of axes as large and as long as their side allows, in one line with each other."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        unit = root.dpi / 72
        edge = EDGE_OF_AXES * unit
        for axes in self._axes():
            box, middle = axes.bbox, axes.bbox.x0 + axes.bbox.width / 2
            # A name below may reach past the axes; one beside them would meet what stands there.
            limits = (2 * min(middle, root.bbox.width - middle) - edge, box.height)
            for axis, limit in zip(_both(axes), limits, strict=True):
                self._fit_label(axis, limit / unit)
        if self._panel is not None and self.panel_fits:
            self._align()

    def _fit_label(self, axis: Axis, limit: float) -> None:
        label, name = axis.label, self._names[axis]
        sizes = [self._sizes[axis], *(s for s in shrinking_sizes() if s < self._sizes[axis])]
        for size in sizes:
            label.set(text=name, fontsize=size)
            if _length(label) <= limit:
                return
        rotation = label.get_rotation()
        label.set_rotation(0)  # to shorten it by its width
        shorten(label, name, limit)
        label.set_rotation(rotation)

    def _align(self) -> None:
        """The names of both y axes in one line."""
        assert self._panel is not None
        root = self._ax.get_figure(root=True)
        assert root is not None
        lefts = []
        for axes in self._axes():
            axes.yaxis.labelpad = self._pad
            boxes = shown_numbers(axes.yaxis)
            lefts.append(min((box.x0 for box in boxes), default=axes.bbox.x0))
        for axes, left in zip(self._axes(), lefts, strict=True):
            axes.yaxis.labelpad = self._pad + (left - min(lefts)) * 72 / root.dpi

    def _lacking(self) -> Any:
        """By how many pixels words reach out of the figure, by side."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        edge = EDGE_OF_AXES / 2 * root.dpi / 72
        boxes = []
        for axes in self._axes():
            if axes.get_visible() and axes.axison:
                boxes += [axis.get_tightbbox(ruler_of(axes)) for axis in _both(axes)]
        if any(_titles(self._ax)):
            boxes.append(self._ax.title.get_window_extent(ruler_of(self._ax)))
        found = [box for box in boxes if box is not None and np.isfinite(box.extents).all()]
        if not found:
            return np.zeros(4)
        around = Bbox.union(found)
        frame = root.bbox
        return np.maximum(
            [edge - around.x0, edge - around.y0, around.x1 - frame.width + edge,
             around.y1 - frame.height + edge], 0.0,
        )  # fmt: skip

    def _title_height(self) -> float:
        """Pixels that a title of the axes needs between them and what stands above."""
        if not any(_titles(self._ax)):
            return 0.0
        box = self._ax.title.get_window_extent(ruler_of(self._ax))
        return float(max(box.y1 - self._ax.bbox.y1, 0.0)) + 4.0

    def _free(self, outer: Bbox) -> float:
        """The most that words above may take off the height of the axes."""
        now = sum(box.height for box in self._boxes)
        return max(now - _LEAST * outer.height - self._title_height(), 0.0)


def ruler_of(ax: Axes) -> Any:
    """What the words of an axes are measured with."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return ruler(figure.dpi, threading.get_ident())


def _both(ax: Axes) -> tuple[Axis, Axis]:
    return ax.xaxis, ax.yaxis


def _titles(ax: Axes) -> tuple[str, str, str]:
    return ax.get_title(), ax.get_title("left"), ax.get_title("right")


def _length(label: Text) -> float:
    return max(measure(label))


def name_axes(ax: Axes, x: str, y: str, **kw: Any) -> None:
    """Label both axes with literal text, and give them plain numbers."""
    for axis, name in zip(_both(ax), (x, y), strict=True):
        number_axis(axis)
        axis.label.set(usetex=False, parse_math=False, **kw)
        axis.set_label_text(literal(name))


@contextmanager
def kept_if_it_fails(ax: Axes) -> Iterator[None]:
    """Give the axes their labels, ticks and place back if what is done inside fails."""
    locator, adjustable, anchor = ax.get_axes_locator(), ax.get_adjustable(), ax.get_anchor()
    kept = [(axis, axis.get_major_locator(), axis.get_major_formatter(), _state_of(axis.label))
            for axis in _both(ax)]  # fmt: skip
    try:
        yield
    except BaseException:
        ax.set_axes_locator(locator)
        ax.set_adjustable(adjustable)
        ax.set_anchor(anchor)
        for axis, places, formatter, label in kept:
            axis.set_major_locator(places)
            axis.set_major_formatter(formatter)
            axis.label.set(**label)
        raise


def _state_of(label: Text) -> dict[str, Any]:
    return {
        "text": label.get_text(), "color": label.get_color(), "fontsize": label.get_fontsize(),
        "usetex": label.get_usetex(), "parse_math": label.get_parse_math(),
        "visible": label.get_visible(), "rotation": label.get_rotation(),
    }  # fmt: skip
