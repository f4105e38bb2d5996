"""Runs that failed: crosses between the x axis and its numbers, off the scale of the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import (
    Bbox,
    IdentityTransform,
    TransformedBbox,
    blended_transform_factory,
)

from nnviz.drawing.frame import measure
from nnviz.drawing.style import of_style
from nnviz.drawing.sweep_scores.marks import moved
from nnviz.drawing.words import add_text, shrinking_sizes

_ABOVE = 2.0  # points between the ticks and the row
_GAP = 2.5  # between a cross and its words
_APART = 4.0  # between words and the next cross
_FAR = 100.0  # heights of the axes, to which the row is not cut


class FailureRow:
    """Draws a cross below the axis at each value with failures, and words beside it.

    A run that failed has no score. A cross on the scale would have one, and at its lower end the
    least of all.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    places : sequence of float
        The values with failures, in data units.
    words : sequence of str
        Beside each cross, where there is room.
    values : sequence of float
        All values: words that reach as far as another one would seem to be about that.
    size : float
        Of a cross, in points.
    ink : colour
        On what lies around the axes.
    **kw
        Properties of the words.
    """

    def __init__(
        self, ax: Axes, places: Sequence[float], words: Sequence[str], *,
        values: Sequence[float], size: float, ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._ax, self._places = ax, list(places)
        self._others = sorted(set(values) - set(places))
        self._given: float | None = None  # the distance of the numbers as the caller has it
        options: dict[str, Any] = {"fontsize": shrinking_sizes()[0], "color": ink, **kw}
        self.texts: list[Text] = [
            add_text(ax, 0, 0, some, transform=IdentityTransform(), zorder=5.5, ha="left",
                     va="center_baseline", **options)
            for some in words
        ]  # fmt: skip
        high = [measure(text)[1] for text in self.texts]
        for text in self.texts:
            text.set(visible=False, in_layout=False)
        self.marks: list[Line2D] = [
            ax.plot(
                [x], [0.0], linestyle="none", marker="x", markersize=size, markeredgecolor=ink,
                markeredgewidth=1.1 * of_style("lines.linewidth"), zorder=5,
            )[0]
            for x in self._places
        ]  # fmt: skip
        # Not above or below the axes, where they are to be seen, but at their sides.
        sides = Bbox.from_extents(0.0, -_FAR, 1.0, 1.0)
        for mark in self.marks:
            mark.set_clip_path(None)
            mark.set_clip_box(TransformedBbox(sides, ax.transAxes))
        self._size = size + float(self.marks[0].get_markeredgewidth()) if self.marks else 0.0
        #: Points that the row takes, with the distance from the ticks above it.
        self.height = _ABOVE + max([self._size, *high]) if self.marks else 0.0
        self._stand()

    def make_room(self) -> None:
        """Move the numbers of the axis below the row."""
        if not self.marks:
            return
        tick: Any = self._ax.xaxis.get_major_ticks(1)[0]
        if self._given is None:
            self._given = float(tick.get_pad())
        if tick.get_pad() != self._given + self.height:
            self._ax.xaxis.set_tick_params(which="major", pad=self._given + self.height)
        self._stand()

    def fit(self, box: Bbox, unit: float) -> float:
        """Write the words below axes in a box, in pixels; returns what the row takes below it."""
        if not self.marks:
            return 0.0
        middle = box.y0 - self._below() * unit
        xs, others = self._pixels(self._places), self._pixels(self._others)
        half = self._size / 2 * unit
        taken = [(x - half, x + half) for x in xs]
        for x, text in zip(xs, self.texts, strict=True):
            wide = measure(text)[0] * unit
            right, left = x + half + _GAP * unit, x - half - _GAP * unit - wide
            text.set_visible(False)
            for start in (right, left) if box.x0 <= x <= box.x1 else ():
                span = (start - _APART * unit, start + wide + _APART * unit)
                marks = [(other, other) for other in others]
                marks += [other for other in taken if other != (x - half, x + half)]
                free = all(span[1] <= low or high <= span[0] for low, high in marks)
                if free and box.x0 <= start and start + wide <= box.x1:
                    text.set(position=(start, middle), visible=True)
                    taken.append((start, start + wide))
                    break
        return (self._below() + self.height / 2) * unit

    def withdraw(self) -> None:
        """Show nothing any more, and put the numbers of the axis back."""
        for artist in (*self.marks, *self.texts):
            artist.set_visible(False)
        if self._given is not None:
            self._ax.xaxis.set_tick_params(which="major", pad=self._given)

    def _pixels(self, places: Sequence[float]) -> list[float]:
        """Where values stand along x."""
        return [float(self._ax.transData.transform((x, 0.0))[0]) for x in places]

    def _below(self) -> float:
        """Points from the axes to the middle of the row."""
        tick: Any = self._ax.xaxis.get_major_ticks(1)[0]
        return float(tick.get_tick_padding()) + (self.height + _ABOVE) / 2

    def _stand(self) -> None:
        bottom = blended_transform_factory(self._ax.transData, self._ax.transAxes)
        for mark in self.marks:
            mark.set_transform(moved(self._ax, bottom, 0.0, -self._below()))
