"""A slim vertical colour bar to the right of the axes, in room that is kept for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, LogNorm, Normalize
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_ticks import LogTicks
from nnviz.drawing.frame import measure
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.words import format_number, literal, normal_size, shorten, shrinking_sizes

_APART = 0.9  # of the size of the numbers, from one to the next: digits are 0.73 high


class SideBar:
    """A colour bar as high as the axes.

    Parameters
    ----------
    ax : Axes
        It stands beside.
    norm, cmap : Normalize, Colormap
        What it shows.
    label : str
        What the numbers are.
    ink : colour
        Of its words.
    **kw
        Properties of its texts.
    """

    def __init__(
        self, ax: Axes, norm: Normalize, cmap: Colormap, label: str, ink: Any, **kw: Any
    ) -> None:
        self._ax, self._norm, self._name = ax, norm, literal(label)
        scale = normal_size() / 10
        self._thick, self._gap, self._pad = 8.0 * scale, 7.0 * scale, 3.0 * scale
        inset = ax.inset_axes((0, 0, 1, 1))
        inset.set_axes_locator(self._locate)
        inset.set_in_layout(False)
        figure = ax.get_figure(root=False)
        assert figure is not None
        self.colorbar: Colorbar = figure.colorbar(
            ScalarMappable(norm, cmap), cax=inset, orientation="vertical"
        )
        self.colorbar.outline.set_visible(False)
        self.colorbar.minorticks_off()
        self.colorbar.set_label(self._name, color=ink, usetex=False, parse_math=False, **kw)
        as_literal(inset.yaxis.label)
        self._size = float(kw.get("fontsize", shrinking_sizes()[0]))
        inset.tick_params(labelsize=self._size, labelcolor=ink, color=ink, length=2, pad=2)
        self.label = inset.yaxis.label
        self.label.set_fontsize(self._size)
        self._ticks: tuple[float, ...] = ()

    def width(self, height: float) -> float:
        """The width in points that it takes beside axes of some height in points."""
        self._set_ticks(height)
        numbers = max(measure(text)[0] for text in self.colorbar.ax.get_yticklabels())
        self.label.set_rotation(0)
        shorten(self.label, self._name, height)
        self.label.set_rotation(90)
        line = measure(self.label)[0]
        return self._gap + self._thick + 4.0 + numbers + self._pad + line + 4.0

    def reach(self) -> float:
        """The points that a number at its upper end reaches above it, and a little more."""
        return 0.37 * self._size + 1.0

    def _set_ticks(self, height: float) -> None:
        """As many numbers as stand apart."""
        low, high = float(self._norm.vmin or 0.0), float(self._norm.vmax or 0.0)
        log = isinstance(self._norm, LogNorm)
        places = self._ratios(low, high, height) if log else self._steps(low, high, height)
        if tuple(places) == self._ticks:
            return
        self._ticks = tuple(places)
        self.colorbar.set_ticks(list(places), labels=[format_number(v, "g") for v in places])
        for text in self.colorbar.ax.get_yticklabels():
            text.set(usetex=False, parse_math=False)

    def _steps(self, low: float, high: float, height: float) -> Any:
        bins = int(np.clip(height / (2.4 * self._size), 1, 5))
        locator = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10])
        with np.errstate(all="ignore"):  # among the largest numbers the next step is infinite
            places = np.asarray(locator.tick_values(low, high))
        places = places[(places >= low) & (places <= high)]
        # The fewest that there are may still be three: both ends and zero.
        for some in (places, places[[0, -1]] if places.size > 2 else places):
            parts = np.diff(some / 2) / (high / 2 - low / 2)  # halves, as the largest overflow
            if not parts.size or parts.min() * height >= _APART * self._size:
                return some
        return places[[places.size // 2]]

    def _ratios(self, low: float, high: float, height: float) -> Any:
        places = np.empty(0)
        for level in range(LogTicks.LEVELS):
            places = np.asarray(LogTicks(level).tick_values(low, high))
            parts = np.diff(np.log(places)) / np.log(high / low)
            if not parts.size or parts.min() * height >= 1.8 * self._size:
                break
        return places

    def _locate(self, inset: Any, renderer: Any) -> Bbox:
        figure = inset.get_figure(root=False)
        root = inset.get_figure(root=True)
        assert figure is not None
        assert root is not None
        unit = root.dpi / 72
        box = self._ax.bbox
        place = Bbox.from_bounds(box.x1 + self._gap * unit, box.y0, self._thick * unit, box.height)
        return place.transformed(figure.transSubfigure.inverted())
