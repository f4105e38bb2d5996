"""The legend of scores, which settles whether words stand beside points or in the note."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_legend import ChartLegend
from nnviz.drawing.sweep_scores.point_words import PointWords


class ScoreLegend(ChartLegend):
    """A legend beside words that may lose their room to it.

    What stands above the axes makes them lower, and words that have stood beside a point may not
    do so any more when the note is written already. So they go into the note then.

    Parameters
    ----------
    words : PointWords
        The words beside points.
    *args, **kw
        Of `ChartLegend`.
    """

    def __init__(self, words: PointWords, *args: Any, **kw: Any) -> None:
        self._words = words
        super().__init__(*args, **kw)

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose a form, and return the pixels that it needs above the axes; at most `free`."""
        self._words.in_note = False
        self._words.fit(ax.bbox)
        needed = super().choose(ax, outer, free)
        if needed > 0:
            self._words.in_note = True
            self._words.fit(ax.bbox)
            needed = super().choose(ax, outer, free)
        return needed
