"""Slim horizontal colour bars, inset in the room below a diagram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import EDGE_OF_AXES, Frame, Room, measure, points_from
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.words import (
    add_text,
    format_number,
    literal,
    normal_size,
    shorten,
    shrinking_sizes,
)


@dataclass(frozen=True)
class Bar:
    """What one colour bar shows."""

    norm: Normalize
    cmap: Colormap
    label: str
    dashed: bool = False  # whether negative values are dashed in the picture


class Colorbars:
    """One colour bar, or up to three side by side, with "negative", a label and "positive" above.

    They stand in points from the bottom of the axes, centred below the network.
    """

    def __init__(self, frame: Frame, bars: list[Bar], ink: Any, **kw: Any) -> None:
        ax = frame.ax
        self._frame, self._ink = frame, ink
        scale = normal_size() / 10
        self._thick, self._pad = 6.0 * scale, 3.0 * scale
        self._tick_size = shrinking_sizes()[len(bars) - 1]
        # Of the axes' width, for each bar and between them.
        self._part, self._apart = {1: (0.5, 0.08), 2: (0.4, 0.08)}.get(len(bars), (0.28, 0.05))
        self._base = EDGE_OF_AXES + self._tick_size * 1.25 + self._pad
        self._starts = [0.0] * len(bars)  # points from the left
        self._length = 1.0
        self._fitted: list[Any] = [None] * len(bars)  # for what the ticks were chosen last
        self._where = points_from(ax, 0, 0)
        self.colorbars: list[Colorbar] = []
        self.labels: list[list[Text]] = []
        self._bars = bars
        self._names = [literal(bar.label) for bar in bars]
        for k, bar in enumerate(bars):
            inset = ax.inset_axes((0, 0, 1, 1))
            inset.set_axes_locator(partial(self._locate, k))
            self.colorbars.append(self._draw(ax, inset, bar, **kw))
            options: dict[str, Any] = {"fontsize": self._tick_size, "va": "bottom"}
            options |= {"color": ink, "transform": self._where}
            words = [("center", self._names[k])]
            if (bar.norm.vmin or 0.0) < 0 < (bar.norm.vmax or 0.0):
                negative = "negative (dashed)" if bar.dashed else "negative"
                words = [("left", negative), *words, ("right", "positive")]
            y = self._base + self._thick + self._pad
            self.labels.append([add_text(ax, 0, y, word, ha=ha, **options) for ha, word in words])
        self._height = self._base + self._thick + self._pad + 1.3 * self._tick_size + 2.0

    def claim(self, room: Room) -> None:
        """Take the strip at the bottom; drop "negative" and "positive" where the bar is short."""
        shown = room.take(bottom=self._height)
        for colorbar in self.colorbars:
            colorbar.ax.set_visible(shown)
        self._frame.note("colour bars", None if shown else "no room for a colour bar")
        self._length = self._part * room.width
        for k, texts in enumerate(self.labels):
            for text in texts:
                text.set_visible(shown)
            if not shown:
                continue
            self._fit_ticks(k)
            label = texts[len(texts) // 2]
            shorten(label, self._names[k], self._length)
            # The label stands in the middle, so the longer of the other two decides.
            widths = [measure(text)[0] for text in texts]
            sides = max(widths[0], widths[-1]) + 8 if len(texts) == 3 else 0.0
            fits = 2 * sides + widths[len(texts) // 2] <= self._length
            for text in texts[::2] if len(texts) == 3 else ():
                text.set_visible(fits)

    def place(self) -> None:
        """Centre the bars below the network, whose place is known when the limits stand."""
        xmin, _, xmax, _ = self._frame.bounds
        pixels = self._frame.ax.transData.transform(((xmin + xmax) / 2, 0.0))
        middle = float(self._where.inverted().transform(pixels)[0])
        width = self._frame.room.width if self._frame.room else 0.0
        apart = self._apart * width
        total = len(self._starts) * self._length + (len(self._starts) - 1) * apart
        start = min(max(middle - total / 2, EDGE_OF_AXES), width - EDGE_OF_AXES - total)
        for k, texts in enumerate(self.labels):
            self._starts[k] = start + k * (self._length + apart)
            for text in texts:
                part = {"left": 0.0, "center": 0.5, "right": 1.0}[text.get_horizontalalignment()]
                text.set_x(self._starts[k] + part * self._length)

    def _locate(self, k: int, inset: Axes, renderer: Any) -> Bbox:
        """Where a bar's axes are, as parts of the figure: an axes locator."""
        figure = inset.get_figure(root=False)
        assert figure is not None
        box = Bbox.from_bounds(self._starts[k], self._base, self._length, self._thick)
        return box.transformed(self._where - figure.transSubfigure)

    def _draw(self, ax: Axes, inset: Axes, bar: Bar, **kw: Any) -> Colorbar:
        figure = ax.get_figure(root=False)
        assert figure is not None
        mappable = ScalarMappable(bar.norm, bar.cmap)
        colorbar = figure.colorbar(mappable, cax=inset, **{"orientation": "horizontal", **kw})
        colorbar.outline.set_visible(False)
        inset.tick_params(
            labelsize=self._tick_size, labelcolor=self._ink, color=self._ink, length=2, pad=2
        )
        return colorbar

    def _fit_ticks(self, k: int) -> None:
        """As many ticks as stand side by side: all, the outermost and the middle, or one."""
        colorbar, norm = self.colorbars[k], self._bars[k].norm
        wanted = (self._length, self._frame.scale.pixels_per_point, norm.vmin, norm.vmax)
        if self._fitted[k] == wanted:  # the other words of the picture are not settled yet
            return
        self._fitted[k] = wanted
        ticks = _ticks(norm)
        middle = ticks[[len(ticks) // 2]]
        for some in (ticks, np.unique(np.r_[ticks[:1], middle, ticks[-1:]]), middle):
            colorbar.set_ticks(list(some), labels=[format_number(tick, "g") for tick in some])
            labels = colorbar.ax.get_xticklabels()
            for text in labels + colorbar.ax.get_yticklabels():
                as_literal(text)
            widths = np.array([measure(text)[0] for text in labels])
            places = np.ma.filled(np.ma.asarray(norm(some), dtype=float), 0.0) * self._length
            if widths.size < 2 or np.all(np.diff(places) >= (widths[1:] + widths[:-1]) / 2 + 3):
                return


def _ticks(norm: Normalize) -> np.ndarray[Any, Any]:
    """Three to five round numbers inside a norm, zero among them where it is inside."""
    low, high = float(norm.vmin or 0.0), float(norm.vmax or 0.0)
    with np.errstate(all="ignore"):
        ticks = np.asarray(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    inside = ticks[(ticks >= low) & (ticks <= high)]
    return inside if inside.size > 1 else np.array(sorted({low, high}))
