"""Small bars beside the output neurons of a classifier: the weighted sum and the probability."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation, blended_transform_factory
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, Room, inches_of, measure, points_from
from nnviz.drawing.words import add_text, format_number, normal_size, short_number, shrinking_sizes
from nnviz.encoding import signed_colours


class OutputBars:
    """For each output neuron a bar for z, from a zero in its middle, and one for its probability.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    points : ndarray of shape (n, 2)
        Places of the output neurons, in data units.
    sums, probabilities : ndarray of shape (n,)
        The weighted sums z, and the probabilities that they become.
    ink, paper, track : colour
        Of words and probability bars, of what lies behind, and of the ground of the bars.
    """

    def __init__(
        self,
        frame: Frame,
        points: NDArray[np.float64],
        sums: NDArray[np.float64],
        probabilities: NDArray[np.float64],
        *,
        ink: Any,
        paper: Any,
        track: Any,
    ) -> None:
        ax = frame.ax
        self._frame, self._points = frame, points
        self._columns = frame.layout.orientation == "horizontal"
        scale = normal_size() / 10
        self._gap = 6.0 * scale
        size = shrinking_sizes()[1]
        self._row, self._length = 1.3 * size, 44.0 * scale
        inches = inches_of(ax)
        if self._columns:
            self._anchor = blended_transform_factory(points_from(ax, 1, 0), ax.transData)
        else:
            self._anchor = blended_transform_factory(ax.transData, points_from(ax, 0, 1))
        limit = float(np.max(np.abs(sums), initial=0.0)) or 1.0
        rows = (
            (0.5, "z", sums, sums / limit / 2, 0.5),
            (-0.5, "P", probabilities, probabilities, 0.0),
        )
        signed = signed_colours(paper)
        self.bars: list[PathCollection] = []
        self.texts: list[Text] = []
        thick = 0.5 * self._row
        for place, word, values, parts, zero in rows:
            y = place * self._row
            for paths, colours in (
                ([_box(0.0, 1.0, y, thick, self._length)] * len(points), track),
                (
                    [_box(zero, zero + part, y, thick, self._length) for part in parts],
                    [signed[int(v > 0)] for v in values] if word == "z" else ink,
                ),
            ):
                bars = PathCollection(paths, facecolors=colours, linewidths=0, zorder=3)
                bars.set_offset_transform(self._anchor)
                bars.set_transform(Affine2D().scale(1 / 72) + inches)
                ax.add_collection(bars, autolim=False)
                self.bars.append(bars)
            shift = self._anchor + ScaledTranslation(-3 / 72, y / 72, inches)
            after = self._anchor + ScaledTranslation((self._length + 3) / 72, y / 72, inches)
            for value in values:
                options = {"fontsize": size, "va": "center_baseline", "color": ink}
                self.texts.append(add_text(ax, 0, 0, word, ha="right", transform=shift, **options))
                number = short_number(value) if word == "P" else format_number(value, ".2f")
                self.texts.append(add_text(ax, 0, 0, number, ha="left", transform=after, **options))

    def claim(self, room: Room) -> None:
        """Take room outside the names, if neighbouring neurons leave enough of it."""
        for text in self.texts:
            text.set_visible(True)
        words = [measure(text)[0] for text in self.texts]
        before, after = max(words[::2]) + 3, max(words[1::2]) + 3
        width, height = before + self._length + after, 2.1 * self._row
        along = 1 if self._columns else 0
        bounds = self._frame.bounds
        span = bounds[2 + along] - bounds[along]
        size = room.likely_height if self._columns else room.likely_width
        size -= 2 * self._frame.estimated_radius(room)
        steps = np.diff(np.sort(self._points[:, along]))
        apart = steps.min() / span * size if steps.size and span > 0 else size
        places = self._points.copy()
        if self._columns:
            places[:, 0] = -(room.right + after + self._length)
            fits = bool(apart >= height) and room.take(right=width + self._gap)
        else:
            places[:, 1] = -(room.top + height / 2)
            fits = bool(apart >= width + self._gap) and room.take(top=height + self._gap)
        for artist in (*self.bars, *self.texts):
            artist.set_visible(fits)
        self._frame.note("bars", None if fits else "bars of z and P do not fit")
        if not fits:
            return
        for bars in self.bars:
            bars.set_offsets(places)
        n = len(places)
        for row in range(2):
            for k in range(n):
                for text in self.texts[2 * (row * n + k) :][:2]:
                    text.set_position(tuple(places[k]))


def _box(start: float, end: float, y: float, thick: float, length: float) -> Path:
    left, right, half = start * length, end * length, thick / 2
    corners = [[left, y - half], [right, y - half], [right, y + half], [left, y + half]]
    return Path([*corners, corners[0]], closed=True)
