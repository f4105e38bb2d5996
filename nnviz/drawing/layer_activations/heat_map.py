"""The activations of one layer: a row for each neuron, a column for each sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.ticker import NullFormatter, NullLocator
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from nnviz.drawing.chart_axes import name_axis
from nnviz.drawing.layer_activations.crisp_image import CrispImage
from nnviz.drawing.layer_activations.named_ticks import NamedNumbers, NamedTicks
from nnviz.drawing.layer_activations.numbers import Floats
from nnviz.drawing.layer_activations.scales import LARGEST, ActivityScale
from nnviz.drawing.style import of_style

_CHARACTER = 0.6  # the width of a letter, in the size of its text


class HeatMap:
    """Draws the heat map of one layer.

    Parameters
    ----------
    panel : Axes
        Where to draw.
    values : ndarray of shape (n_columns, n_neurons)
        What is drawn.
    scale : ActivityScale
        Of the layer.
    present : ndarray of bool of shape (n_neurons,)
        False for neurons that were taken out; they leave paper.
    names : sequence of str or None
        Of the neurons.
    widest : float
        So many points may names take.
    index_base : int
        From where indices of neurons count.
    **image_kw
        Properties of the image.
    """

    def __init__(
        self, panel: Axes, values: Floats, scale: ActivityScale, *, present: NDArray[np.bool_],
        names: Sequence[str] | None, widest: float, index_base: int, **image_kw: Any,
    ) -> None:  # fmt: skip
        self.panel, (n_columns, size) = panel, values.shape
        self.image = CrispImage(
            panel, cmap=scale.cmap, norm=scale.norm, interpolation="nearest", origin="upper",
            extent=(0.0, float(n_columns), size - 0.5, -0.5), interpolation_stage="data",
        )  # fmt: skip
        there = values[:, present]
        if not present.all() and np.isfinite(there).all():
            # A neuron that was taken out leaves paper, also in the mean of rows that share a pixel.
            self.image.set_cmap(scale.cmap.with_extremes(bad=(0, 0, 0, 0)))
            values = np.where(present, values, np.nan)
        measurable = np.where(np.isfinite(values), np.clip(values, -LARGEST, LARGEST), np.nan)
        self.image.set_data(np.ma.masked_invalid(measurable.T))
        self.image.set_clip_path(panel.patch)
        if not present.all() and not np.isfinite(there).all():  # here what is bad is purple
            rows = [Path.unit_rectangle().transformed(Affine2D().scale(n_columns, 1.0)
                    .translate(0.0, k - 0.5)) for k in np.flatnonzero(present)]  # fmt: skip
            path = Path.make_compound_path(*rows) if rows else Path(np.empty((0, 2)))
            self.image.set_clip_path(path, panel.transData)
        self.image.set(**{"zorder": 1, **image_kw})
        panel.add_image(self.image)
        self.separators: LineCollection | None = None
        panel.set_xlim(0.0, float(n_columns), auto=False)
        panel.set_ylim(size - 0.5, -0.5, auto=False)
        panel.xaxis.set_major_locator(NullLocator())
        panel.xaxis.set_major_formatter(NullFormatter())
        ticks = NamedTicks(
            range(size) if names else (), names or (), numbers=True,
            most=int(widest / (_CHARACTER * of_style("ytick.labelsize"))),
        )  # fmt: skip
        panel.yaxis.set_major_locator(ticks)
        panel.yaxis.set_major_formatter(NamedNumbers(ticks, index_base))

    def separate(
        self, spans: Sequence[tuple[int, int, int]], names: Sequence[str], *, ink: Any, paper: Any,
        width: float,
    ) -> None:  # fmt: skip
        """Draw lines between classes, and write their names below."""
        inner = [end for _, _, end in spans[:-1]]
        if inner:
            low, high = self.panel.get_ylim()
            self.separators = LineCollection(
                [[(x, low), (x, high)] for x in inner], colors=[ink], linewidths=width, zorder=2,
                path_effects=[withStroke(linewidth=2.6 * width, foreground=paper)],
            )  # fmt: skip
            self.panel.add_collection(self.separators, autolim=False)
        middles = [(start + end) / 2 for _, start, end in spans]
        ticks = NamedTicks(middles, [names[k] for k, _, _ in spans], numbers=False)
        self.panel.xaxis.set_major_locator(ticks)
        self.panel.xaxis.set_major_formatter(NamedNumbers(ticks))
        self.panel.tick_params(axis="x", length=0)

    def name(self, x: str, y: str, **kw: Any) -> None:
        """Name the axes, without changing their ticks."""
        for axis, name in ((self.panel.xaxis, x), (self.panel.yaxis, y)):
            locator, formatter = axis.get_major_locator(), axis.get_major_formatter()
            name_axis(axis, name, **kw)
            axis.set_major_locator(locator)
            axis.set_major_formatter(formatter)
