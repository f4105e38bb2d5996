"""The legend and the note of a loss surface, and what is placed when these stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.frame import EDGE_OF_AXES

_LOW, _HIGH = 0.2, 0.3  # parts of the height of the place that a legend should and may take
_AIR = 3 * EDGE_OF_AXES  # points of what is free that words above leave to those below

Entry = tuple[Any, Sequence[str]]  # a handle, and its words from long to short


class SurfaceLegend(ChartLegend):
    """A legend above the axes or in an empty corner; what depends on its place follows it.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    entries : sequence of (artist, sequence of str)
        Handles, each with its words from long to short.
    say : callable
        Returns what the picture has to say.
    settle : callable
        Called when axes and legend stand.
    leave : callable
        Called when another picture comes in their place.
    beside : bool
        Whether it may stand beside square axes, as it may not where a colour bar does.
    **kw
        For `ChartLegend`.
    """

    def __init__(
        self, ax: Axes, entries: Sequence[Entry], say: Callable[[], Sequence[str]], *,
        settle: Callable[[], None], leave: Callable[[], None], beside: bool, **kw: Any,
    ) -> None:  # fmt: skip
        self._settle, self._leave, self._may_stand_beside = settle, leave, beside
        self._part = _LOW
        super().__init__(ax, [entry[0] for entry in entries], forms_of(entries), say, **kw)

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose the words, and leave some air below the numbers and names of the axes."""
        return super().choose(ax, outer, max(free - _AIR * self._pixels_per_point(), 0.0))

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand in the corner, or above the axes with the note below."""
        super().place(ax, outer)
        self._settle()

    def withdraw(self) -> None:
        """Show nothing any more."""
        super().withdraw()
        self._leave()

    def _choose_legend(self, width: float, free: float) -> float | None:
        """Rather fewer words than a legend that presses the picture flat."""
        found = None
        for self._part in (_LOW, _HIGH):
            found = super()._choose_legend(width, free)
            if found is not None:
                break
        return found

    def _tallest(self) -> float:
        return self._part * float(self._outer.height)

    def _fits_beside(self, extent: tuple[float, float]) -> bool:
        return self._may_stand_beside and super()._fits_beside(extent)


def forms_of(entries: Sequence[Entry]) -> list[Form]:
    """The forms of a legend, the longest first."""
    most = max((len(words) for _, words in entries), default=0)
    return [
        Form("", tuple(words[min(way, len(words) - 1)] for _, words in entries), way)
        for way in range(most)
    ]
