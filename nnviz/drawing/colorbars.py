"""Slim horizontal colour bars, inset in the room below a diagram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.frame import Frame, Room, measure, points_from
from nnviz.drawing.words import add_text, normal_size, short_number, shrinking_sizes


@dataclass(frozen=True)
class Bar:
    """What one colour bar shows."""

    norm: Normalize
    cmap: Colormap
    label: str
    relative: bool = False  # the norm differs from layer to layer: count in parts of its limit


class Colorbars:
    """One colour bar, or two side by side, with "negative", a label and "positive" above."""

    def __init__(self, frame: Frame, bars: list[Bar], ink: Any, **kw: Any) -> None:
        ax = frame.ax
        self._ink = ink
        scale = normal_size() / 10
        self._thick, self._pad = 6.0 * scale, 3.0 * scale
        self._tick_size = shrinking_sizes()[len(bars) - 1]
        base = 4.0 + self._tick_size * 1.25 + self._pad
        self._length = length = 0.44 if len(bars) == 1 else 0.38
        starts = [0.5 - length / 2] if len(bars) == 1 else [0.08, 0.92 - length]
        self.colorbars: list[Colorbar] = []
        self.labels: list[list[Text]] = []
        where = blended_transform_factory(ax.transAxes, points_from(ax, 0, 0))
        for bar, start in zip(bars, starts, strict=True):
            inset = ax.inset_axes((start, base, length, self._thick), transform=where)
            self.colorbars.append(self._draw(ax, inset, bar, **kw))
            y = base + self._thick + self._pad
            options = {
                "fontsize": self._tick_size,
                "va": "bottom",
                "color": ink,
                "transform": where,
            }
            words = [
                ("left", 0.0, "negative"),
                ("center", 0.5, bar.label),
                ("right", 1.0, "positive"),
            ]
            if (bar.norm.vmin or 0.0) >= 0 or (bar.norm.vmax or 0.0) <= 0:
                words = words[1:2]
            self.labels.append(
                [
                    add_text(ax, start + length * part, y, word, ha=ha, **options)
                    for ha, part, word in words
                ]
            )
        self._height = base + self._thick + self._pad + 1.3 * self._tick_size + 6.0

    def claim(self, room: Room) -> None:
        """Take the strip at the bottom; drop "negative" and "positive" where the bar is short."""
        room.bottom += self._height
        for texts in self.labels:
            for text in texts:
                text.set_visible(True)
            fits = sum(measure(text)[0] + 6 for text in texts) <= self._length * room.width
            for text in texts[::2] if len(texts) == 3 else ():
                text.set_visible(fits)

    def _draw(self, ax: Axes, inset: Axes, bar: Bar, **kw: Any) -> Colorbar:
        figure = ax.get_figure(root=False)
        assert figure is not None
        mappable = ScalarMappable(bar.norm, bar.cmap)
        colorbar = figure.colorbar(mappable, cax=inset, **{"orientation": "horizontal", **kw})
        ticks = _ticks(bar.norm)
        labels = [short_number(tick) for tick in ticks]
        if bar.relative and bar.norm.vmax:
            labels = [short_number(tick / bar.norm.vmax) for tick in ticks]
        colorbar.set_ticks(list(ticks), labels=labels)
        colorbar.outline.set_visible(False)
        inset.tick_params(
            labelsize=self._tick_size, labelcolor=self._ink, color=self._ink, length=2, pad=2
        )
        for text in inset.get_xticklabels() + inset.get_yticklabels():
            text.set_usetex(False)
            text.set_parse_math(False)
        return colorbar


def _ticks(norm: Normalize) -> np.ndarray[Any, Any]:
    """Three to five round numbers inside a norm, zero among them where it is inside."""
    low, high = float(norm.vmin or 0.0), float(norm.vmax or 0.0)
    with np.errstate(all="ignore"):
        ticks = np.asarray(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    inside = ticks[(ticks >= low) & (ticks <= high)]
    return inside if inside.size > 1 else np.array(sorted({low, high}))
