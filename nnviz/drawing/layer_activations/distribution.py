"""How a layer's activations are distributed: a histogram over a strip of their colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import StepPatch

from nnviz.drawing.layer_activations.numbers import Floats
from nnviz.drawing.layer_activations.scales import LARGEST, ActivityScale
from nnviz.last_bits import on_lattice

_APART = 0.4  # between bars and colours, in the height of these
_FEWEST, _MOST = 8, 40  # bars
_COLOURS = 256
_CHUNK = 2**20  # values that are looked at together


class Distribution:
    """Draws the histogram of one layer.

    Exact zeros are not in it: the one bar of a rectified layer's zeros would flatten all others,
    and their share is written above.

    Parameters
    ----------
    panel : Axes
        Where to draw.
    values : ndarray of shape (n_samples, n_neurons)
        Of the neurons that are there.
    scale : ActivityScale
        Of the layer.
    colour : colour
        Of the bars.
    strip : float
        The height of the colours of the heat map below the bars, in that of the tallest bar; 0
        for none.
    **bar_kw
        Properties of the bars.
    """

    def __init__(
        self, panel: Axes, values: Floats, scale: ActivityScale, *, colour: Any, strip: float,
        **bar_kw: Any,
    ) -> None:  # fmt: skip
        counts, edges, self.n_lost = _histogram(values, scale)
        tallest = float(counts.max(initial=0.0)) or 1.0
        #: How many values are in each bar.
        self.counts = counts
        look: Mapping[str, Any] = {"facecolor": colour, "linewidth": 0.0, "zorder": 2, **bar_kw}
        self.bars: StepPatch = panel.stairs(counts / tallest, edges, fill=True, **look)
        self.strip: AxesImage | None = None
        bottom = 0.0
        if strip:
            top, bottom = -_APART * strip, -(1 + _APART) * strip
            self.strip = panel.imshow(
                np.linspace(scale.low, scale.high, _COLOURS)[np.newaxis],
                extent=(scale.low, scale.high, bottom, top), aspect="auto", origin="lower",
                cmap=scale.cmap, norm=scale.norm, interpolation="nearest", zorder=1,
            )  # fmt: skip
        panel.set_xlim(scale.low, scale.high, auto=False)
        panel.set_ylim(bottom, 1.06, auto=False)


def _histogram(values: Floats, scale: ActivityScale) -> tuple[Floats, Floats, int]:
    """Counts, edges of the bars, and how many values are not finite."""
    flat = values.reshape(-1)
    n_bars = int(np.clip(np.sqrt(flat.size), _FEWEST, _MOST))
    edges = np.linspace(scale.low, scale.high, n_bars + 1)
    span = scale.high - scale.low
    steady = on_lattice(edges, span)
    counts, n_lost = np.zeros(n_bars), 0
    for start in range(0, flat.size, _CHUNK):
        # What is larger than an axis can be is at its end; NaN and infinity are nowhere.
        some = flat[start : start + _CHUNK]
        some = np.where(np.isfinite(some), np.clip(some, -LARGEST, LARGEST), some)
        finite = np.isfinite(some)
        n_lost += int(some.size - finite.sum())
        # Values that stand on an edge go to the right of it, whatever their last bits.
        counts += np.histogram(on_lattice(some[finite & (some != 0)], span), steady)[0]
    return counts, edges, n_lost
