"""The last value of each line, at its end, where there is room for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import measure, points_from
from nnviz.drawing.loss.curves import SeriesCurve
from nnviz.drawing.words import add_text, short_number, shrinking_sizes

_GAP = 4.0  # points between the axes and the values
_NEAR = 0.1  # the part of the width that a line may end before the right side
_WIDEST = 0.2  # the part of the width that values may take


class EndValues:
    """Values beside the axes, level with the ends of their lines.

    They are the last finite values themselves, where lines are smoothed too. A line that ends far
    from the right side has none, since it would not be clear whose it is.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    curves : sequence of SeriesCurve
        The lines; where two values would meet, that of the later line goes.
    inks : sequence of colour
        Of the values.
    """

    def __init__(self, ax: Axes, curves: Sequence[SeriesCurve], inks: Sequence[Any], **kw: Any):
        self._ax = ax
        self._ends = [curve.final_place for curve in curves]
        options: dict[str, Any] = {"fontsize": shrinking_sizes()[0], "va": "center", "ha": "left"}
        options |= kw
        where = points_from(ax, 1, 0)
        self.texts: list[Text] = []
        for end, ink in zip(self._ends, inks, strict=True):
            words = "" if end is None else short_number(end[1])
            self.texts.append(
                add_text(ax, 0, 0, words, transform=where, **{"color": ink, **options})
            )

    def fit(self, box: Bbox) -> float:
        """Stand beside the axes in a box; returns the pixels that are needed at its right."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        unit = root.dpi / 72
        taken: list[tuple[float, float]] = []
        widest = 0.0
        for end, text in zip(self._ends, self.texts, strict=True):
            text.set_visible(False)
            if end is None:
                continue
            wide, high = (length * unit for length in measure(text))
            y = float(self._ax.transData.transform(end)[1])
            low, top = y - high / 2, y + high / 2
            free = all(top <= other[0] or low >= other[1] for other in taken)
            near = float(self._ax.transData.transform(end)[0]) >= box.x1 - _NEAR * box.width
            if free and near and box.y0 <= y <= box.y1 and wide <= _WIDEST * box.width:
                text.set_position((_GAP, (y - box.y0) / unit))
                text.set_visible(True)
                taken.append((low, top))
                widest = max(widest, wide)
        return widest + 2 * _GAP * unit if taken else 0.0

    def withdraw(self) -> None:
        """Show nothing any more."""
        self._ends = [None] * len(self.texts)
        for text in self.texts:
            text.set_visible(False)
