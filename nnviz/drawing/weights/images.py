"""The weights into the neurons of a layer as images, one a neuron."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.legend import Legend
from matplotlib.patches import Patch
from matplotlib.text import Text

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_cell import PanelTitle
from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.option_checks import as_colormap
from nnviz.drawing.paper import blend
from nnviz.drawing.weights.bar import WeightsBar
from nnviz.drawing.weights.cells import WeightCells, missing_look
from nnviz.drawing.weights.common_scale import panel_norms
from nnviz.drawing.weights.grid import PanelGrid
from nnviz.drawing.weights.image_cell import ImageCell
from nnviz.drawing.weights.matrices import LABEL, striped_handle
from nnviz.drawing.weights.numbers import WeightNumbers
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.drawing.weights.words import image_lines, panel_name, plural
from nnviz.encoding import field_colormap

_OUTLINE = 0.4  # how much ink is in the outline of an image


class ImagesChart:
    """Draws the weights into neurons as images.

    Parameters
    ----------
    ax : Axes
        In whose place to draw.
    numbers : WeightNumbers
        What to draw.
    options : WeightsOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: WeightNumbers, options: WeightsOptions) -> None:
        assert numbers.images is not None
        self.ax, self.numbers, self.options = ax, numbers, options
        images = self._shown = numbers.images
        grid = self._grid = PanelGrid(ax, 1, 1)
        self.axes = grid.axes
        panel = self.axes[0]
        panel.set_axis_off()
        self.cmap: Colormap = (
            field_colormap(grid.paper) if options.cmap is None else as_colormap(options.cmap)
        )
        # The scale is that of all neurons, so that it stays when others are shown.
        self.norms: list[Normalize] = panel_norms(numbers, options)
        self._missing = missing_look(grid.ink, grid.paper)
        cells = WeightCells(
            panel, images.images, images.exists, self.norms[0], self.cmap, missing=self._missing,
            boxes=np.zeros((len(images.neurons), 4)), **options.image_kw,
        )  # fmt: skip
        self.images = [cells]
        title = PanelTitle(
            panel, panel_name(numbers.network, images.matrix),
            image_lines(images, options.index_base, options.neurons is not None),
            ink=grid.around, **options.label_kw,
        )  # fmt: skip
        self.titles = [title]
        self.cell = ImageCell(
            panel, cells, [str(int(k) + options.index_base) for k in images.neurons],
            np.isin(images.neurons, images.dead), title=title, ink=grid.around,
            outline=blend(grid.ink, grid.paper, _OUTLINE), **options.label_kw,
        )  # fmt: skip
        self._bars: list[WeightsBar] = []
        if options.colorbar:
            bar = WeightsBar(
                ax, self.axes, self.norms[0], self.cmap, LABEL, grid.around,
                wide=partial(grid.width_of, 1), **options.label_kw,
            )  # fmt: skip
            self._bars.append(bar)
        self._words = self._add_words()
        self.frame = ChartFrame(
            ax, [[self.cell]], above=self._words, bar=self._bars[0] if self._bars else None
        )

    @property
    def colorbars(self) -> list[Colorbar]:
        """One, or none."""
        return [bar.colorbar for bar in self._bars]

    @property
    def legend(self) -> Legend | None:
        """What stripes and purple stand for, where there are any of them."""
        return self._words.legend

    @property
    def note(self) -> Text:
        """The text that says what the picture leaves out."""
        return self._words.note

    def _add_words(self) -> ChartLegend:
        grid, images = self._grid, self._shown
        entries: list[tuple[Any, str]] = []
        if not images.exists.all():
            entries.append((striped_handle(self._missing), "no weight"))
        n_bad = int(np.count_nonzero(images.exists & ~np.isfinite(images.images)))
        if n_bad:
            handle = Patch(facecolor=self.cmap(np.nan), linewidth=0)
            entries.append((handle, f"NaN or infinite: {plural(n_bad, 'weight')}"))
        forms = [Form("", tuple(words for _, words in entries), 0)] if entries else []
        return ChartLegend(
            self.ax, [handle for handle, _ in entries], forms, self._notes, points=[], lines=[],
            inside=grid.around, around=grid.around, corners=False, **self.options.label_kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        notes = []
        if np.prod(self.images[0].crowding()) > 1:
            notes.append("a pixel shows its largest |weight|")
        if not self.cell.labelled:
            notes.append("no room for the indices")
        return notes
