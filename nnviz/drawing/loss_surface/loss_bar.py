"""The colour bar of a loss surface, whose numbers may stand on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LogNorm, Normalize

from nnviz.drawing.chart_ticks import LogTicks
from nnviz.drawing.frame import measure
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.words import format_number, literal


class LossBar(SideBar):
    """A colour bar as high as the axes.

    Parameters
    ----------
    ax : Axes
        It stands beside.
    norm, cmap : Normalize, Colormap
        What it shows.
    labels : sequence of str
        What the numbers are, from long to short.
    ink : colour
        Of its words.
    **kw
        Properties of its texts.
    """

    def __init__(
        self, ax: Axes, norm: Normalize, cmap: Colormap, labels: Sequence[str], ink: Any,
        **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(ax, norm, cmap, labels[0], ink, **kw)
        self._names = [literal(label) for label in labels]
        self.colorbar.minorticks_off()

    def width(self, height: float) -> float:
        """The width in points that it takes beside axes of some height in points."""
        self.label.set_rotation(0)
        for name in self._names:
            self._name = name
            self.label.set_text(name)
            if measure(self.label)[0] <= height:
                break
        return super().width(height)

    def settle(self) -> None:
        """Fit the numbers and the name to the axes as high as they have come to be."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        self.width(float(self._ax.bbox.height) * 72 / root.dpi)

    def _set_ticks(self, height: float) -> None:
        """As many numbers as stand apart."""
        if not isinstance(self._norm, LogNorm):
            super()._set_ticks(height)
            return
        low, high = float(self._norm.vmin or 0.0), float(self._norm.vmax or 0.0)
        places = np.empty(0)
        for level in range(LogTicks.LEVELS):
            places = np.asarray(LogTicks(level).tick_values(low, high))
            parts = np.diff(np.log(places)) / np.log(high / low)
            if not parts.size or parts.min() * height >= 1.8 * self._size:
                break
        if tuple(places) == self._ticks:
            return
        self._ticks = tuple(places)
        self.colorbar.set_ticks(list(places), labels=[format_number(v, "g") for v in places])
        for text in self.colorbar.ax.get_yticklabels():
            text.set(usetex=False, parse_math=False)
