"""Words beside marks, where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from nnviz.drawing.frame import measure
from nnviz.drawing.sweep_scores.numbers import Floats
from nnviz.drawing.words import add_text, shrinking_sizes

_GAP = 4.0  # points between a mark and its words
_CLEAR = 2.5  # the least between words and any mark
# Where words are tried, seen from their mark: the side, and how they are aligned to it.
_SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))


class Tag(NamedTuple):
    """Words for one mark.

    Attributes
    ----------
    mark : artist
        A line or points.
    point : int
        Which of its points.
    text : str
        The words.
    about : tuple of (int, int)
        The line and the value that they are about.
    noted : bool
        Whether a note says it where they are not there.
    """

    mark: Line2D | PathCollection
    point: int
    text: str
    about: tuple[int, int]
    noted: bool


class PointWords:
    """Places words beside marks so that they hide nothing.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    tags : sequence of Tag
        The words.
    marks : sequence of Line2D or PathCollection
        All points that words must not hide.
    lines : sequence of artists
        All lines, and collections of lines, that they must not hide.
    ink : colour
        Of the words.
    """

    def __init__(
        self, ax: Axes, tags: Sequence[Tag], marks: Sequence[Line2D | PathCollection],
        lines: Sequence[Artist], ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._ax, self._tags, self._marks, self._lines = ax, tags, marks, lines
        options: dict[str, Any] = {"fontsize": shrinking_sizes()[0], "color": ink, **kw}
        self.texts: list[Text] = [
            add_text(ax, 0, 0, tag.text, transform=IdentityTransform(), zorder=5.5, **options)
            for tag in tags
        ]
        for text in self.texts:
            text.set(visible=False, in_layout=False)
        #: Whether words that a note can say are left to it.
        self.in_note = False
        #: Corners of all marks and words, in data units: what a legend must not hide.
        self.corners: list[Floats] = []

    @property
    def to_note(self) -> list[tuple[int, int]]:
        """The line and the value of words that are not there, and that a note is to say."""
        return [tag.about for tag, text in zip(self._tags, self.texts, strict=True)
                if tag.noted and not text.get_visible()]  # fmt: skip

    def fit(self, box: Bbox) -> float:
        """Stand beside the marks in a box, in pixels; nothing is needed at its right."""
        boxes = [self._box(mark, k) for mark in self._marks for k in range(len(_places(mark)))]
        boxes = [one for one in boxes if np.isfinite(one.extents).all() and one.overlaps(box)]
        paths = [path for artist in self._lines for path in _paths(artist)]
        taken: list[Bbox] = []
        for tag, text in zip(self._tags, self.texts, strict=True):
            text.set_visible(False)
            if tag.noted and self.in_note:
                continue
            mark = self._box(tag.mark, tag.point)
            for side in _SIDES if np.isfinite(mark.extents).all() else ():
                place = self._place(text, mark, side)
                inside = (box.x0 <= place.x0 and place.x1 <= box.x1
                          and box.y0 <= place.y0 and place.y1 <= box.y1)  # fmt: skip
                around = place.padded(_CLEAR * self._unit())
                if not inside or any(around.overlaps(other) for other in (*boxes, *taken)):
                    continue
                if any(path.intersects_bbox(place, filled=False) for path in paths):
                    continue
                middle = ((place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2)
                text.set(position=middle, ha="center", va="center", visible=True)
                taken.append(place)
                break
        found = [one.corners() for one in (*boxes, *taken)]
        places = np.concatenate(found) if found else np.empty((0, 2))
        self.corners[:] = [self._ax.transData.inverted().transform(places)]
        return 0.0

    def withdraw(self) -> None:
        """Show nothing any more."""
        for text in self.texts:
            text.set_visible(False)
        self._tags, self.texts = [], []

    def _place(self, text: Text, mark: Bbox, side: tuple[int, int]) -> Bbox:
        """The box of words on one side of a mark."""
        unit = self._unit()
        wide, high = (length * unit for length in measure(text))
        gap = _GAP * unit
        x = {0: (mark.x0 + mark.x1 - wide) / 2, 1: mark.x1 + gap, -1: mark.x0 - gap - wide}[side[0]]
        y = {0: (mark.y0 + mark.y1 - high) / 2, 1: mark.y1 + gap, -1: mark.y0 - gap - high}[side[1]]
        return Bbox.from_bounds(x, y, wide, high)

    def _box(self, mark: Line2D | PathCollection, k: int) -> Bbox:
        """The box of one point of a mark, in pixels."""
        x, y = _places(mark)[k]
        if isinstance(mark, Line2D):
            size = float(mark.get_markersize()) + float(mark.get_markeredgewidth())
        else:
            sizes, widths = mark.get_sizes(), np.atleast_1d(mark.get_linewidth())
            size = float(sizes[k % len(sizes)]) ** 0.5 + float(widths[k % len(widths)])
        half = size / 2 * self._unit()
        return Bbox.from_extents(x - half, y - half, x + half, y + half)

    def _unit(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72


def _places(mark: Line2D | PathCollection) -> Floats:
    """Where the points of a mark are, in pixels; NaN where there is none."""
    if isinstance(mark, Line2D):
        return np.asarray(mark.get_transform().transform(mark.get_xydata()), dtype=float)
    offsets: Any = np.ma.filled(np.ma.asarray(mark.get_offsets(), dtype=float), np.nan)
    return np.asarray(mark.get_offset_transform().transform(offsets), dtype=float)


def _paths(artist: Any) -> list[Path]:
    """The lines of an artist, in pixels."""
    transform = artist.get_transform()
    if isinstance(artist, Line2D):
        return [Path(transform.transform(artist.get_xydata()))]
    return [transform.transform_path(path) for path in artist.get_paths()]
