"""The frame of a diagram: which axes it takes, and the limits that leave its words their room.

Words have sizes in points and neurons live in data units, so the limits depend on how large the
axes are. A `Frame` is an invisible artist that is drawn first and sets them anew whenever the
axes have another size than the last time: after a resize, under constrained layout, in another
backend.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from numbers import Real
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Affine2DBase, ScaledTranslation

from nnviz.drawing.given_axes import given_back_if_it_fails
from nnviz.drawing.letters import one_picture
from nnviz.drawing.paper import blend
from nnviz.drawing.scale import FILLED, NeuronScale
from nnviz.drawing.style import in_own_style, of_style, style_now
from nnviz.drawing.word import keep, look_of
from nnviz.layout import Layout

EDGE_OF_AXES = 4.0  # points that stay free all around
WHOLE_FIGURE = (0.02, 0.02, 0.96, 0.96)  # the axes of a diagram that has a figure of its own
_LEAST = 0.3  # the part of width and height that words leave to the neurons
_DIGITS = 9  # of pixels; what fonts say are 64ths of them
_sizes: dict[Hashable, tuple[float, float]] = {}  # of texts, in points


@dataclass
class Room:
    """The axes' size and what its words have claimed of it so far, in points."""

    width: float
    height: float
    left: float = EDGE_OF_AXES
    right: float = EDGE_OF_AXES
    bottom: float = EDGE_OF_AXES
    top: float = EDGE_OF_AXES
    last: Room | None = None  # of the round before, where all claims are known

    def take(self, **points: float) -> bool:
        """Claim points on some sides, all or none: the neurons keep a fair part of the axes.

        Parameters
        ----------
        **points
            By side: left, right, bottom, top.

        Returns
        -------
        bool
            False if that would leave too little; nothing is claimed then.
        """
        sides = {side: getattr(self, side) + more for side, more in points.items() if more > 0}
        for low, high, size in (("left", "right", self.width), ("bottom", "top", self.height)):
            if low in sides or high in sides:
                taken = sides.get(low, getattr(self, low)) + sides.get(high, getattr(self, high))
                if size - taken < _LEAST * size:
                    return False
        for side, claimed in sides.items():
            setattr(self, side, claimed)
        return True

    def is_as(self, other: Room) -> bool:
        """Whether all claims are the same."""
        return np.allclose(self._sides(), other._sides(), atol=0.01)

    def _sides(self) -> tuple[float, ...]:
        return (self.width, self.height, self.left, self.right, self.bottom, self.top)

    @property
    def inner_width(self) -> float:
        """What the claims have left of the width."""
        return max(self.width - self.left - self.right, 0.0)

    @property
    def inner_height(self) -> float:
        """What the claims have left of the height."""
        return max(self.height - self.bottom - self.top, 0.0)

    @property
    def likely_width(self) -> float:
        """The inner width as far as is known, with the claims that are still to come."""
        return self.inner_width if self.last is None else self.last.inner_width

    @property
    def likely_height(self) -> float:
        """The inner height as far as is known, with the claims that are still to come."""
        return 0.8 * self.inner_height if self.last is None else self.last.inner_height


class Frame(Artist):
    """Fits a diagram into its axes each time the axes have a new size.

    `starts` are called first: what the words of an earlier size have left behind is forgotten.
    `claims` are called next, in order, with a `Room` from which each takes what it needs, and
    put their words there. `finish` are called when the limits stand. Both are repeated until
    nothing changes; `settled` are called then. `notes` are the sentences that the picture has to
    say about itself.
    """

    def __init__(self, ax: Axes, layout: Layout) -> None:
        super().__init__()
        self.ax, self.layout = ax, layout
        self._style = style_now()
        largest = 1.9 * of_style("font.size")
        self.scale = NeuronScale(ax, layout.spacing, largest)
        self.largest_radius = largest
        self.starts: list[Callable[[], None]] = []
        self.claims: list[Callable[[Room], None]] = []
        self.finish: list[Callable[[], None]] = []
        self.settled: list[Callable[[], None]] = []
        self.notes: dict[str, str] = {}
        self._said: dict[str, str] = {}  # of the notes those that no fitting has written
        self._fitting = False
        self.name_sizes: dict[str, float] = {}
        #: Places in data units that take room as neurons do, and that the layout does not know.
        self.extra_points: list[tuple[float, float]] = []
        self.room: Room | None = None
        self._fitted: tuple[float, float] | None = None
        self.set_zorder(-1e6)
        self.set_in_layout(False)
        ax.add_artist(self)

    def draw(self, renderer: Any) -> None:
        """Draws nothing: only sees to it that what is drawn after it fits."""
        self.fit()

    @in_own_style
    def fit(self) -> None:
        """Set the limits and place the words, if the axes have another size than before."""
        ax = self.ax
        width = ax.bbox.width / self.scale.pixels_per_point
        height = ax.bbox.height / self.scale.pixels_per_point
        if self._fitted is not None and np.allclose(self._fitted, (width, height), rtol=1e-6):
            return
        self._fitted = (width, height)
        # From the start each time: axes that come back to a size look as they did.
        self.name_sizes.clear()
        self.notes.clear()
        self.notes.update(self._said)
        self.room = None
        for forget in self.starts:
            forget()
        self._fitting = True
        try:
            self._settle(width, height)
        finally:
            self._fitting = False

    def _settle(self, width: float, height: float) -> None:
        """Have words and limits follow from each other until they agree."""
        ax = self.ax
        # Some words depend on the room that others leave, or say that others do not fit: after a
        # first round they know, and a further one or two settle it.
        for _ in range(8):
            said, before = dict(self.notes), self.room
            self.room = room = Room(width, height)
            room.last = before
            for claim in self.claims:
                claim(room)
            self._set_limits(ax, room)
            for step in self.finish:
                step()
            if self.notes == said and before is not None and before.is_as(room):
                break
        for step in self.settled:
            step()

    def note(self, about: str, text: str | None) -> None:
        """Say on the picture what it leaves out or how to read it; None takes the note back."""
        for notes in [self.notes] if self._fitting else [self.notes, self._said]:
            if text is None:
                notes.pop(about, None)
            else:
                notes[about] = text

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The smallest box (xmin, ymin, xmax, ymax) around the layout and the extra points."""
        xmin, ymin, xmax, ymax = self.layout.bounds
        if not self.extra_points:
            return xmin, ymin, xmax, ymax
        points = np.array([(xmin, ymin), (xmax, ymax), *self.extra_points])
        low, high = points.min(axis=0), points.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def estimated_radius(self, room: Room) -> float:
        """About the radius in points that neurons will have, while words still claim room."""
        xmin, ymin, xmax, ymax = self.bounds
        (dx, dy), likely = self.layout.spacing, (room.likely_width, room.likely_height)
        across = likely[0] / max(xmax - xmin, dx) * dx
        return min(self.largest_radius, FILLED * min(across, likely[1] / max(ymax - ymin, dy) * dy))

    def _set_limits(self, ax: Axes, room: Room) -> None:
        xmin, ymin, xmax, ymax = self.bounds
        low, span = np.array([xmin, ymin]), np.array([xmax - xmin, ymax - ymin])
        # A diagram without extent one way (one neuron a layer) is centred that way.
        spread = np.where(span > 0, span, self.layout.spacing)
        size = np.array([room.width, room.height])
        before = np.array([room.left, room.bottom])
        after = np.array([room.right, room.top])
        free = np.maximum(size - before - after, 0.15 * size)
        # The radius follows the scale and the scale leaves room for the radius: a few rounds
        # of the two settle it, since each radius is at most the one before.
        radius = self.largest_radius
        for _ in range(30):
            scale = np.maximum(free - 2 * radius, 0.1 * free) / spread
            before_that = radius
            radius = min(self.largest_radius, FILLED * float(np.min(scale * self.layout.spacing)))
            if radius == before_that:
                break
        unused = np.where(span > 0, 0.0, (free - 2 * radius) / 2)
        start = low - (before + radius + unused) / scale
        end = start + size / scale
        # Axes that share an axis are other diagrams, with limits of their own.
        ax.set_xlim(start[0], end[0], auto=False, emit=False)
        ax.set_ylim(start[1], end[1], auto=False, emit=False)


def measure(text: Text) -> tuple[float, float]:
    """Width and height of a text in points; what was measured once is remembered."""
    figure = text.get_figure(root=True)
    assert figure is not None
    look = look_of(text)
    size = _sizes.get(look)
    if size is None:
        visible = text.get_visible()
        text.set_visible(True)  # a hidden text has no extent
        extent = text.get_window_extent(ruler(figure.dpi, threading.get_ident()))
        text.set_visible(visible)
        # The last bits are those of the place where it happens to stand.
        width, height = (round(float(side), _DIGITS) for side in extent.size)
        size = width * 72 / figure.dpi, height * 72 / figure.dpi
        keep(_sizes, look, size)
    return size


def depth_below_baseline(text: Text) -> float:
    """How far a text whose vertical alignment is "baseline" reaches below its place, in points."""
    figure = text.get_figure(root=True)
    assert figure is not None
    extent = text.get_window_extent(ruler(figure.dpi, threading.get_ident()))
    baseline = text.get_transform().transform(text.get_position())[1]
    return float(baseline - extent.y0) * 72 / figure.dpi


def measure_legend(legend: Legend) -> tuple[float, float]:
    """Width and height of a legend in points."""
    figure = legend.get_figure(root=True)
    assert figure is not None
    extent = legend.get_window_extent(ruler(figure.dpi, threading.get_ident()))
    return extent.width * 72 / figure.dpi, extent.height * 72 / figure.dpi


@lru_cache(maxsize=16)
def ruler(dpi: float, thread: int) -> RendererAgg:
    """What texts are measured with: the same for every backend, and never of a past resolution."""
    return cast(RendererAgg, cast(Any, RendererAgg)(1, 1, dpi))


def ruler_of(ax: Axes) -> RendererAgg:
    """What the words of an axes are measured with."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return ruler(figure.dpi, threading.get_ident())


def points_from(ax: Axes, x: float, y: float) -> Affine2DBase:
    """Points, counted from a place of the axes given in axes fractions."""
    corner = ScaledTranslation(x, y, cast(Any, ax.transAxes))
    return cast(Affine2DBase, Affine2D().scale(1 / 72) + inches_of(ax) + corner)


def inches_of(ax: Axes) -> Affine2DBase:
    """Inches to pixels, on the figure or subfigure of an axes."""
    figure = ax.get_figure(root=False)
    assert figure is not None
    return cast(Affine2DBase, figure.dpi_scale_trans)


@contextmanager
def canvas(ax: Axes | None, figsize: tuple[float, float] | None = None) -> Iterator[Axes]:
    """The axes to draw a diagram in; whatever fails inside leaves nothing behind.

    Without `ax` a new figure is made through pyplot, which one axes fills. A given axes is used
    as it is, and pyplot is not touched. Letters that fonts lack are warned of once.
    """
    # Whatever comes after the drawing, an interruption too, comes inside the first of the two.
    with _new_axes(figsize) if ax is None else _given_axes(ax) as axes, one_picture():
        yield axes


@contextmanager
def _given_axes(ax: Axes) -> Iterator[Axes]:
    with given_back_if_it_fails(ax):
        yield ax


@contextmanager
def _new_axes(figsize: tuple[float, float] | None) -> Iterator[Axes]:
    import matplotlib.pyplot as plt

    known, figure = set(plt.get_fignums()), None
    try:
        figure = plt.figure(figsize=figsize)
        yield figure.add_axes(WHOLE_FIGURE)
    except BaseException:
        if figure is not None:
            plt.close(figure)
        else:  # interrupted while pyplot made it
            for number in set(plt.get_fignums()) - known:
                plt.close(number)
        raise


def axes_like(ax: Axes) -> Axes:
    """Empty axes at the same place of a new figure of the same size, made without pyplot."""
    root, owner = ax.get_figure(root=True), ax.get_figure(root=False)
    assert root is not None
    assert owner is not None
    width, height = root.get_size_inches()
    figure = Figure(figsize=(width, height), dpi=root.dpi)
    figure.patch.set_facecolor(root.get_facecolor())
    if owner is not root:
        figure.patch.set_facecolor(blend(owner.get_facecolor(), to_rgba(root.get_facecolor())))
    place = ax.bbox.transformed(root.transFigure.inverted())
    return figure.add_axes(place.bounds)


def check_axes(
    ax: Any, *, scales: tuple[str, ...] = ("linear",), x_scales: tuple[str, ...] = ("linear",)
) -> None:
    """Raise unless `ax` is None or a plain two-dimensional axes on a figure.

    `scales` are those that its y axis may have, and `x_scales` its x axis: for pictures that set
    them themselves, more.
    """
    if ax is None:
        return
    if not isinstance(ax, Axes):
        hint = " (pass one of the array's axes)" if isinstance(ax, np.ndarray) else ""
        raise TypeError(f"ax must be a matplotlib Axes or None; got {type(ax).__name__}{hint}.")
    if ax.name != "rectilinear":
        raise ValueError(
            f"ax must be a plain two-dimensional axes; this one's projection is {ax.name!r}."
        )
    found = (ax.get_xscale(), ax.get_yscale())
    if found[0] not in x_scales or found[1] not in scales:
        raise ValueError(f"ax must have linear scales; this one's are {found[0]} and {found[1]}.")
    if ax.get_figure(root=True) is None:
        raise ValueError("ax must be on a figure; this one has been removed from its own.")


def check_figsize(figsize: Any) -> None:
    """Raise a ValueError unless `figsize` is None or two positive numbers."""
    if figsize is None:
        return
    good = np.shape(figsize) == (2,) and all(isinstance(side, Real) for side in figsize)
    if not good or not all(0 < side < np.inf for side in figsize):
        raise ValueError(f"figsize must be (width, height) in inches; got {figsize!r}.")
