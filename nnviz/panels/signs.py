"""Signs of a legend: artists, and slim bars of colours, which matplotlib's legends do not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import Colormap, Normalize
from matplotlib.image import BboxImage
from matplotlib.legend_handler import HandlerBase
from matplotlib.transforms import Bbox, TransformedBbox

_LONG, _THICK = 5.0, 0.45  # of a bar, in the size of the words


@dataclass(frozen=True, eq=False)
class Bar:
    """A slim bar of colours, from `low` to `high`."""

    norm: Normalize
    cmap: Colormap
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Entry:
    """A sign, and what it stands for."""

    handle: Artist | Bar
    label: str


class BarHandler(HandlerBase):
    """Draws a bar of colours, longer than other signs are."""

    def legend_artist(
        self, legend: Any, orig_handle: Any, fontsize: float, handlebox: Any
    ) -> BboxImage:
        """Add the bar to the box of a sign."""
        handlebox.width = _LONG * fontsize
        thick = _THICK * fontsize
        low = handlebox.ydescent * -1 + (handlebox.height - thick) / 2
        place = Bbox.from_bounds(-handlebox.xdescent, low, handlebox.width, thick)
        image = BboxImage(
            TransformedBbox(place, handlebox.get_transform()), norm=orig_handle.norm,
            cmap=orig_handle.cmap, interpolation="nearest",
        )  # fmt: skip
        image.set_data(np.linspace(orig_handle.low, orig_handle.high, 257)[np.newaxis, :])
        handlebox.add_artist(image)
        return image
