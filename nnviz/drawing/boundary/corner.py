"""A few words in the emptiest corner of the axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.drawing.frame import measure, points_from
from nnviz.drawing.words import add_text, shorten, shrinking_sizes

_CORNERS = ((1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_PAD = 3.0  # points of paper around the words, and between them and the rim of the axes


class CornerWords:
    """Words on paper, where they hide the fewest points.

    Parameters
    ----------
    ax : Axes
        Where.
    words : str
        What; empty for none.
    points : ndarray of shape (n_points, 2)
        In data units.
    ink, paper : colour
        Of the words, and behind them.
    **kw
        Properties of the text.
    """

    def __init__(
        self, ax: Axes, words: str, points: NDArray[np.float64], ink: Any, paper: Any, **kw: Any
    ) -> None:
        self._ax, self._words, self._points = ax, words, points
        self._fixed = kw.pop("fontsize", None)
        self.text = None
        if words:
            self.text = add_text(ax, 0, 0, words, ha="left", va="bottom", color=ink, zorder=6,
                                 transform=points_from(ax, 0, 0), **kw)  # fmt: skip
            self.text.set_bbox({"facecolor": paper, "edgecolor": "none", "pad": _PAD})
            self.text.set_in_layout(False)

    def place(self) -> Bbox | None:
        """Stand in the emptiest corner, in letters that fit; returns the place in pixels."""
        if self.text is None:
            return None
        root = self._ax.get_figure(root=True)
        assert root is not None
        unit, box = root.dpi / 72, self._ax.bbox
        widest = box.width / unit - 4 * _PAD
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            self.text.set(fontsize=size, text=self._words)
            if measure(self.text)[0] <= widest:
                break
        else:
            shorten(self.text, self._words, widest)
        wide, high = (length * unit for length in measure(self.text))
        pad = 2 * _PAD * unit
        points = self._ax.transData.transform(self._points)
        places = []
        for across, up in _CORNERS:
            x = box.x0 + pad + across * (box.width - 2 * pad - wide)
            y = box.y0 + pad + up * (box.height - 2 * pad - high)
            place = Bbox.from_bounds(x, y, wide, high)
            near = place.padded(pad)
            hidden = np.all((points >= near.min) & (points <= near.max), axis=1).sum()
            places.append((int(hidden), place))
        best = min(places, key=lambda entry: entry[0])[1]
        self.text.set_position(((best.x0 - box.x0) / unit, (best.y0 - box.y0) / unit))
        return best.padded(pad / 2)
