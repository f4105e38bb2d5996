"""The frame of a picture in three dimensions: what its words leave to it, and how many ticks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import Formatter, Locator, MaxNLocator, NullFormatter
from matplotlib.transforms import Affine2D, Bbox
from mpl_toolkits.mplot3d import proj3d

from nnviz.drawing.chart_cell import title_height
from nnviz.drawing.chart_ticks import LogTicks, PlainNumbers
from nnviz.drawing.frame import EDGE_OF_AXES, measure, ruler
from nnviz.drawing.literal_text import literal_ticks
from nnviz.drawing.loss_surface.axis_names import Ways, write_name
from nnviz.drawing.loss_surface.surroundings import SurfaceLegend
from nnviz.drawing.style import in_own_style, style_now
from nnviz.drawing.words import short_number

_COUNTS = ((5, 4, 3), (2, 1))  # how many intervals between numbers to try, for all names
_PARTS = (1.0, 0.75, 0.55)  # how long names may be, in what they may be at most
_PADS = (4.0, 8.0, 14.0, 20.0, 27.0, 35.0, 44.0, 54.0)  # points between an axis and its name
_LEAST = 0.6  # the part of the height that a legend leaves
_SMALLEST = 0.4  # the least part of the place that the axes take, whatever their words need
_NAMES = (0.5, 0.4, 0.6)  # how long the names of the axes may be, as parts of the place
_APART = 3.0  # points between a name and the numbers of its axis
_ROUNDS = 6


class LogHeights(Locator):
    """Ticks at round losses along an axis that shows their logarithms.

    Parameters
    ----------
    nbins : int, default=5
        About how many.
    """

    def __init__(self, nbins: int = 5) -> None:
        self._nbins = nbins

    def set_params(self, nbins: int = 5) -> None:
        """Choose how many ticks there are."""
        self._nbins = nbins

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The places of the ticks inside a view."""
        low, high = sorted((vmin, vmax))
        places: Any = np.array([])
        for level in range(LogTicks.LEVELS):
            places = LogTicks(level).tick_values(10**low, 10**high)
            if len(places) <= self._nbins + 1:
                break
        return np.log10(places)

    def __call__(self) -> Any:
        """The places of the ticks for the axis as it is."""
        assert self.axis is not None
        return self.tick_values(*self.axis.get_view_interval())


class LossOfHeight(Formatter):
    """The loss whose logarithm is shown."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one number."""
        return short_number(10.0**x)


class SpaceFrame:
    """Fits a picture in three dimensions into its place each time this has changed.

    It is an axes locator, which matplotlib asks for the place of axes before anything is drawn.

    Parameters
    ----------
    ax : Axes3D
        Of the picture.
    cover : Axes
        An inset as large as the whole place, for the words above.
    ways : sequence of sequences of (str, bool)
        Names of the three axes.
    words : callable
        Makes the legend, on the cover.
    log : bool
        Whether heights are logarithms.
    fixed : bool
        Whether the caller has chosen the size of the names.
    """

    def __init__(
        self, ax: Any, cover: Axes, ways: Sequence[Ways], words: Callable[[], SurfaceLegend], *,
        log: bool, fixed: bool,
    ) -> None:  # fmt: skip
        self._style = style_now()
        before = ax.get_axes_locator()
        if isinstance(before, SpaceFrame):  # drawn again on the same axes
            before.withdraw()
            before = before.before
        self.before: Any = before
        self._ax, self._cover, self._ways = ax, cover, ways
        self._fixed = fixed
        self._sides = (ax.xaxis, ax.yaxis, ax.zaxis)
        self._sizes = [float(axis.label.get_fontsize()) for axis in self._sides]
        for axis in self._sides:
            axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
            axis.set_major_formatter(PlainNumbers())
        if log:
            ax.zaxis.set_major_locator(LogHeights())
            ax.zaxis.set_major_formatter(LossOfHeight())
        self._formatters = [axis.get_major_formatter() for axis in self._sides]
        self.words = words()
        self._key: tuple[Any, ...] | None = None
        self._box = ax.bbox.frozen()
        self._outer = self._box
        ax.set_axes_locator(self)
        cover.set_axes_locator(self._locate_cover)

    def __call__(self, ax: Any, renderer: Any) -> Bbox:
        """Where the axes are, as parts of the figure."""
        if self.before is not None:
            outer = self.before(ax, renderer)
        else:
            outer = ax.get_position(original=True)
        outer = outer.transformed(ax.get_figure(root=False).transSubfigure)
        key = self._state(outer)
        if key != self._key:
            self._fit(outer)
            self._key = key
        return self._parts(self._box)

    def withdraw(self) -> None:
        """Leave the axes to another picture, which has words of its own."""
        self.words.withdraw()
        self._cover.set_visible(False)

    def get_subplotspec(self) -> SubplotSpec | None:
        """The place of the axes in a grid, for which ``tight_layout`` asks a locator."""
        spec: SubplotSpec | None = self._ax.get_subplotspec()
        return spec

    def _locate_cover(self, cover: Any, renderer: Any) -> Bbox:
        return self._parts(self._outer)

    def _parts(self, box: Bbox) -> Bbox:
        figure: Any = self._ax.get_figure(root=False)
        return box.transformed(figure.transSubfigure.inverted())

    def _state(self, outer: Bbox) -> tuple[Any, ...]:
        root = self._ax.get_figure(root=True)
        ax = self._ax
        numbers = [*outer.extents, *root.bbox.extents, *ax.get_xlim(), *ax.get_ylim(),
                   *ax.get_zlim()]  # fmt: skip
        return (root.dpi, ax.get_title(), *np.round(numbers, 9).tolist())

    @in_own_style
    def _fit(self, outer: Bbox) -> None:
        unit, root = self._unit(), self._ax.get_figure(root=True)
        edge = EDGE_OF_AXES / 2 * unit
        self._outer = outer
        self._cover.apply_aspect(self._parts(outer))
        above = title_height(self._ax)
        free = (1 - _LEAST) * outer.height - above
        taken = self.words.choose(self._cover, outer, max(free, 0.0))
        top = outer.y1 - taken - above
        place = Bbox.from_extents(
            max(outer.x0, edge), max(outer.y0, edge), min(outer.x1, root.bbox.width - edge),
            min(top, root.bbox.height - edge),
        )  # fmt: skip
        for axis, formatter in zip(self._sides, self._formatters, strict=True):
            axis.set_major_formatter(formatter)
        if not self._write(place):
            self._drop_numbers(place)
        self.words.place(self._cover, outer)

    def _write(self, place: Bbox) -> bool:
        """Choose names and numbers that do not meet; whether there are any."""
        for counts in _COUNTS:
            for part in _PARTS:
                self._name(place, part)
                for count in counts:
                    for axis in self._sides:
                        axis.get_major_locator().set_params(nbins=count)
                    self._pad_names(place)
                    self._stand(place)
                    if not self._meet():
                        return True
        return False

    def _drop_numbers(self, place: Bbox) -> None:
        """Do without the numbers of one axis after the other, until none meet."""
        for axis in (self._ax.yaxis, self._ax.xaxis, self._ax.zaxis):
            axis.set_major_formatter(NullFormatter())
            self._pad_names(place)
            self._stand(place)
            if not self._meet():
                return

    def _name(self, place: Bbox, part: float) -> None:
        """Write the names of the axes in the ways that fit."""
        sizes = (place.width, place.width, place.height)
        for k, axis in enumerate(self._sides):
            longest = part * _NAMES[k] * min(sizes[k], 1.4 * place.height) / self._unit()
            write_name(axis.label, self._ways[k], self._sizes[k], longest, fixed=self._fixed)

    def _pad_names(self, place: Bbox) -> None:
        """Put the names as near to their axes as their numbers allow."""
        for axis in self._sides:
            axis.labelpad = _PADS[0]
        self._stand(place)
        for axis in self._sides:
            for pad in _PADS:
                axis.labelpad = pad
                self._put_words(axis)
                name = _outline(axis.label, self._unit(), self._ruler())
                if name is None or not any(
                    name.intersects_bbox(box.padded(_APART * self._unit()), filled=True)
                    for box in self._numbers(axis)
                ):
                    break

    def _stand(self, place: Bbox) -> None:
        """The largest box in which all words are inside the place."""
        box = place.frozen()
        for _ in range(_ROUNDS):
            self._ax.apply_aspect(self._parts(box))
            around = self._extent()
            over = np.array([
                place.x0 - around.x0, place.y0 - around.y0, around.x1 - place.x1,
                around.y1 - place.y1,
            ])  # fmt: skip
            # Towards the middle where there is air on one side, and smaller where there is none.
            shift = (np.array([over[0] - over[2], over[1] - over[3]])) / 2
            lack = max(over[0] + over[2], over[1] + over[3]) / 2
            if lack <= 0.5 and np.all(over <= 0.5):
                break
            size = np.array([box.width, box.height])
            factor = 1.0 if lack <= 0 else max(1 - 2.2 * lack / float(size.min()), 0.5)
            middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]) + shift
            half = np.maximum(size * factor, _SMALLEST * np.array([place.width, place.height])) / 2
            box = Bbox([middle - half, middle + half])
        self._ax.apply_aspect(self._parts(box))
        self._box = box

    def _extent(self) -> Bbox:
        """What the axes take with their numbers and names, in pixels."""
        ax = self._ax
        ax.M = ax.get_proj()
        ax.invM = np.linalg.inv(ax.M)
        for axis in self._sides:
            self._put_words(axis)
        boxes = [axis.get_tightbbox(self._ruler()) for axis in self._sides]
        corners = np.array(list(product(ax.get_xlim(), ax.get_ylim(), ax.get_zlim())))
        x, y, _ = proj3d.proj_transform(*corners.T, ax.M)
        cube = ax.transData.transform(np.column_stack([x, y]))
        boxes.append(Bbox([cube.min(axis=0), cube.max(axis=0)]))
        return Bbox.union([box for box in boxes if box is not None])

    def _numbers(self, axis: Any) -> list[Bbox]:
        """The boxes of the numbers along an axis, where they stand now."""
        low, high = sorted(axis.get_view_interval())
        found = []
        places = axis.get_majorticklocs()
        literal_ticks(axis)
        for tick, place in zip(axis.get_major_ticks(len(places)), places, strict=True):
            if low <= place <= high and tick.label1.get_text() and tick.label1.get_visible():
                found.append(tick.label1.get_window_extent(self._ruler()))
        return found

    def _meet(self) -> bool:
        """Whether numbers or names meet each other."""
        boxes = [box for axis in self._sides for box in self._numbers(axis)]
        for n, box in enumerate(boxes):
            if any(box.padded(1.5).overlaps(other) for other in boxes[:n]):
                return True
        outlines = [_outline(axis.label, self._unit(), self._ruler()) for axis in self._sides]
        names = [name for name in outlines if name is not None]
        if any(name.intersects_bbox(box, filled=True) for name in names for box in boxes):
            return True
        return any(
            name.intersects_path(other, filled=True)
            for n, name in enumerate(names) for other in names[:n]
        )  # fmt: skip

    def _put_words(self, axis: Any) -> None:
        """Let the numbers and the name of an axis stand where they will be drawn."""
        # Asked for its box alone, an axis moves them from matplotlib 3.11.1 on only.
        literal_ticks(axis)
        axis.draw(self._ruler())

    def _ruler(self) -> Any:
        return ruler(self._ax.get_figure(root=True).dpi, threading.get_ident())

    def _unit(self) -> float:
        return float(self._ax.get_figure(root=True).dpi) / 72


def _outline(label: Text, unit: float, renderer: Any) -> Path | None:
    """The turned box of a name in pixels; None where there is none."""
    if not label.get_text() or not label.get_visible():
        return None
    angle = label.get_rotation()
    box = label.get_window_extent(renderer)
    label.set_rotation(0)
    wide, high = (length * unit for length in measure(label))
    label.set_rotation(angle)
    corners = np.array([(-wide, -high), (wide, -high), (wide, high), (-wide, high),
                        (-wide, -high)]) / 2  # fmt: skip
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return Path(Affine2D().rotate_deg(angle).translate(*middle).transform(corners))
