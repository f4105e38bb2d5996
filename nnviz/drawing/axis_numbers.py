"""The numbers along one side of axes: as many as stand apart, and the room that they take.

What they take is found without asking the axes for their ticks, which would be made and placed for
it: that takes longer than all the rest of a picture's layout.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axis import Axis, XAxis
from matplotlib.ticker import MaxNLocator

from nnviz.drawing.chart_ticks import LogTicks, PlainNumbers
from nnviz.drawing.frame import ruler
from nnviz.drawing.letters import writable
from nnviz.drawing.literal_text import literal_ticks, may_be_tex

_COUNTS = ("auto", 7, 5, 4, 3, 2, 1)  # how many intervals to try
_APART = (0.7, 0.2)  # between neighbours along x and along y, in their size


class Reach(NamedTuple):
    """Pixels that numbers take beyond their axes: away from these, and past both ends."""

    across: float = 0.0
    before: float = 0.0
    after: float = 0.0


class AxisNumbers:
    """Keeps the numbers along one side apart.

    Parameters
    ----------
    axis : Axis
        One side of the axes.
    counts : sequence of int or "auto"
        How many intervals between numbers to try, most first.
    """

    def __init__(self, axis: Axis, counts: Sequence[Any] = _COUNTS) -> None:
        self.axis, self._counts = axis, counts
        self.along = 0 if isinstance(axis, XAxis) else 1
        self._chosen: tuple[Any, ...] = (None, None, None)
        self._known: dict[str, tuple[float, float]] = {}  # widths and heights of texts
        self._measured_with: tuple[float, float] | None = None

    def fit(self, length: float) -> Reach:
        """Choose the numbers for a side of so many pixels, and return the room that they take."""
        tick: Any = self.axis.get_major_ticks(1)[0]
        label = tick.label2 if self._on_the_far_side() else tick.label1
        if not self.axis.get_visible():
            return Reach()
        marks = Reach(tick.get_tick_padding() * self._unit())  # which stand without numbers too
        if not label.get_visible():
            return marks
        places, sizes = self._choose(length, label)
        if not len(places):
            return marks
        along = self.along
        across = (tick.get_pad() + tick.get_tick_padding()) * self._unit()
        return Reach(
            across + float(sizes[:, 1 - along].max()),
            max(float(np.max(sizes[:, along] / 2 - places)), 0.0),
            max(float(np.max(sizes[:, along] / 2 + places)) - length, 0.0),
        )

    def _on_the_far_side(self) -> bool:
        axis: Any = self.axis  # that of an x or a y axis has more than an Axis
        return axis.get_ticks_position() in ("right", "top")

    def _choose(self, length: float, label: Any) -> tuple[Any, Any]:
        """As many numbers as stand apart: their middles along the side, and widths and heights."""
        axis, font = self.axis, label.get_fontproperties()
        locator: Any = axis.get_major_locator()
        ways = self._ways(locator)
        gap = _APART[self.along] * font.get_size_in_points() * self._unit()
        low, high = axis.get_view_interval()
        size = font.get_size_in_points()
        state = (length, low, high, size, self._unit(), id(locator), axis.get_scale())
        if self._chosen[0] == state:
            return self._chosen[1], self._chosen[2]
        for way in ways:
            locator.set_params(**way)
            places, sizes = self._placed(locator, low, high, length, font)
            if len(places) < 2 or self._free(places, sizes) >= gap:
                break
        if not ways:
            places, sizes = self._placed(locator, low, high, length, font)
        # Ticks are made for it, so only where their texts are not numbers of ours, or would be TeX.
        numbers = type(axis.get_major_formatter()) is PlainNumbers
        if not (ways and numbers) or may_be_tex(axis):
            self._as_plain_text()
        self._chosen = (state, places, sizes)
        return places, sizes

    def _ways(self, locator: Any) -> list[dict[str, Any]]:
        """Parameters of a locator of ours, those of most numbers first."""
        if isinstance(locator, LogTicks):
            return [{"level": level} for level in range(LogTicks.LEVELS)]
        if isinstance(locator, MaxNLocator):
            return [
                {"nbins": count, "min_n_ticks": 1 if count in (1, 2) else 2}
                for count in self._counts
            ]
        return []  # somebody has put others there

    def _placed(
        self, locator: Any, low: float, high: float, length: float, font: Any
    ) -> tuple[Any, Any]:
        values = np.asarray(locator.tick_values(*sorted((low, high))), dtype=float)
        texts = self.axis.get_major_formatter().format_ticks(list(values))
        scale = self.axis.get_transform()
        ends = scale.transform(np.array([low, high], dtype=float))
        with np.errstate(all="ignore"):
            parts = (scale.transform(values) - ends[0]) / (ends[1] - ends[0])
        shown = np.flatnonzero((parts >= -1e-9) & (parts <= 1 + 1e-9))
        shown = shown[np.argsort(parts[shown], kind="stable")]
        return parts[shown] * length, self.measured([texts[i] for i in shown], font)

    def _free(self, places: Any, sizes: Any) -> float:
        """Pixels between the two numbers that are nearest to each other."""
        half = sizes[:, self.along] / 2
        return float(np.min(np.diff(places) - half[1:] - half[:-1]))

    def _as_plain_text(self) -> None:
        """No TeX and no mathematics in numbers, whatever the style says."""
        literal_ticks(self.axis)

    def measured(self, texts: Sequence[str], font: Any) -> Any:
        """Widths and heights of texts in pixels, shape (n, 2)."""
        root = self.axis.get_figure(root=True)
        assert root is not None
        key = (root.dpi, font.get_size_in_points())
        if key != self._measured_with:
            self._known.clear()
            self._measured_with = key
        renderer: Any = ruler(root.dpi, threading.get_ident())
        for text in ("lp", *texts):
            if text not in self._known:
                words = writable(text, font)
                size = renderer.get_text_width_height_descent(words, font, False)[:2]
                self._known[text] = size
        # A line of text is as high as letters with and without descenders.
        line = self._known["lp"][1]
        sizes = [(self._known[text][0], max(self._known[text][1], line)) for text in texts]
        return np.array(sizes, dtype=float).reshape(-1, 2)

    def _unit(self) -> float:
        root = self.axis.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72
