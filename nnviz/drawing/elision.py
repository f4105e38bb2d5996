"""The dots and the count that stand where neurons of a wide layer are left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.nodes import draw_dots
from nnviz.drawing.words import add_text, halo, small_size, smallest_size
from nnviz.layout import Gap

_DOTS = (-0.36, -0.27, 0.27, 0.36)  # places of the dots in the gap, as parts of its extent


class Elisions:
    """For each gap of a layout two dots, the count of neurons left out, and two dots."""

    def __init__(self, frame: Frame, ink: Any, paper: Any, **kw: Any) -> None:
        ax = frame.ax
        self._frame = frame
        self._sizes = (kw["fontsize"],) * 2 if "fontsize" in kw else (small_size(), smallest_size())
        self._along = 1 if frame.layout.orientation == "horizontal" else 0
        self.dots: list[PathCollection] = []
        self.texts: list[Text] = []
        for gap in frame.layout.gaps:
            places = self._dots_of(gap)
            self.dots.append(draw_dots(ax, places, points=1.3, facecolors=[ink], zorder=3))
            options: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 4,
                       "path_effects": halo(paper, 3), **kw}  # fmt: skip
            self.texts.append(add_text(ax, *gap.position, text="", **options))
        frame.finish.append(self.fit)

    def _dots_of(self, gap: Gap) -> NDArray[np.float64]:
        """The places of a gap's dots."""
        places = np.tile(np.asarray(gap.position, dtype=float), (len(_DOTS), 1))
        places[:, self._along] += np.array(_DOTS) * gap.extent
        return places

    @property
    def artists(self) -> list[list[Artist]]:
        """The artists of each gap."""
        return [[dots, text] for dots, text in zip(self.dots, self.texts, strict=True)]

    def fit(self) -> None:
        """Write the count as "60 more", as "+60", or not at all, as the gap has room."""
        ax = self._frame.ax
        left_out = 0
        for gap, text, dots in zip(self._frame.layout.gaps, self.texts, self.dots, strict=True):
            text.set_position(gap.position)  # a frame may have moved its layout
            dots.set_offsets(self._dots_of(gap))
            ends = np.tile(np.asarray(gap.position, dtype=float), (2, 1))
            ends[:, self._along] += np.array([-0.5, 0.5]) * gap.extent
            pixels = float(np.ptp(ax.transData.transform(ends)[:, self._along]))
            free = pixels / self._frame.scale.pixels_per_point
            more, count = f"{gap.count:,} more", f"+{gap.count:,}"
            small, smallest = self._sizes
            for words, size, part in (
                (more, small, 0.5),
                (more, smallest, 0.5),
                (count, smallest, 0.95),
            ):
                text.set(text=words, fontsize=size, visible=True)
                extent = measure(text)
                fits = extent[self._along] <= part * free and self._is_inside(gap, extent)
                dots.set_visible(part < 0.6)
                if fits:
                    break
            else:
                text.set_visible(False)
                dots.set_visible(True)
                left_out += gap.count
        says = f"{left_out:,} neurons are not shown" if left_out else None
        self._frame.note("elided", says)

    def _is_inside(self, gap: Gap, extent: tuple[float, float]) -> bool:
        """Whether a text of this size in points stays in the axes and clear of other layers."""
        ax, per_point = self._frame.ax, self._frame.scale.pixels_per_point
        centre = ax.transData.transform(gap.position)
        half = np.array(extent) * per_point / 2
        low, high = np.array([ax.bbox.min, ax.bbox.max])
        places = self._frame.layout.layer_positions
        across = np.zeros((len(places), 2))
        across[:, 1 - self._along] = places
        apart = np.abs(np.diff(ax.transData.transform(across)[:, 1 - self._along]))
        clear = half[1 - self._along] <= 0.8 * apart.min() - self._frame.scale.radius
        return bool(np.all(centre - half >= low) and np.all(centre + half <= high) and clear)
