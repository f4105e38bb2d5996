"""Marks beside the rows of a heat map: who is silent, who is saturated, who was taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox, blended_transform_factory
from numpy.typing import NDArray

from nnviz.drawing.frame import points_from
from nnviz.drawing.words import normal_size

MARKERS = {"silent": "o", "saturated": "s", "taken out": "x"}
_LARGEST, _LEAST = 0.55, 0.2  # the size of a mark, in that of our words
_GAP = 0.15  # between the panel and its marks, and between those
_AFTER = 0.7  # and after them, so that it is clear whose they are; all in the size of our words


def mark_look(kind: str, ink: Any, size: float) -> dict[str, Any]:
    """Keywords of a line that draws marks of a kind; a silent neuron's is empty."""
    return {
        "linestyle": "none", "marker": MARKERS[kind], "markersize": size, "color": ink,
        "markerfacecolor": ink if kind == "saturated" else "none", "markeredgecolor": ink,
        "markeredgewidth": max(0.16 * size, 0.5),
    }  # fmt: skip


class RowMarks:
    """Marks to the right of a panel, as large as its rows are high.

    Parameters
    ----------
    panel : Axes
        With a row for each neuron.
    neurons : mapping of str to ndarray of int
        By kind, those to mark.
    size : int
        How many rows there are.
    ink : colour
        Of the marks.
    """

    def __init__(
        self, panel: Axes, neurons: Mapping[str, NDArray[np.intp]], size: int, ink: Any
    ) -> None:
        self._panel, self._size = panel, size
        place = blended_transform_factory(points_from(panel, 1, 0), panel.transData)
        #: By kind, if there are any.
        self.lines: dict[str, Line2D] = {}
        for kind, marked in neurons.items():
            if not len(marked):
                continue
            line = Line2D(
                np.zeros(len(marked)), np.asarray(marked, dtype=float), transform=place,
                clip_on=False, label=kind, zorder=5, **mark_look(kind, ink, 1.0),
            )  # fmt: skip
            line.set_in_layout(False)
            panel.add_artist(line)  # which, unlike add_line, moves no limits
            line.set_clip_on(False)
            self.lines[kind] = line

    def fit(self, box: Bbox) -> float:
        """Make the marks as large as the rows of a box allow; returns the pixels they take."""
        figure = self._panel.get_figure(root=True)
        assert figure is not None
        if not self.lines:
            return 0.0
        unit, words = figure.dpi / 72, normal_size()
        size = float(np.clip(0.8 * box.height / unit / self._size, _LEAST * words,
                             _LARGEST * words))  # fmt: skip
        x = _GAP * words
        for line in self.lines.values():
            line.set(markersize=size, markeredgewidth=max(0.16 * size, 0.5))
            line.set_xdata(np.full(len(line.get_ydata()), x + size / 2))  # type: ignore[arg-type]
            x += size + _GAP * words
        return (x - _GAP * words + 0.2 * size + _AFTER * words) * unit

    def withdraw(self) -> None:
        """Show nothing any more."""
        for line in self.lines.values():
            line.set_visible(False)
