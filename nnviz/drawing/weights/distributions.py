"""The distribution of the weights of each layer."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_cell import Cell, PanelTitle, SharedName
from nnviz.drawing.chart_legend import ChartLegend
from nnviz.drawing.option_checks import as_colormap
from nnviz.drawing.style import of_style
from nnviz.drawing.weights.common_scale import tops
from nnviz.drawing.weights.grid import PanelGrid
from nnviz.drawing.weights.numbers import Histogram, WeightNumbers, histograms
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.drawing.weights.words import distribution_lines, panel_name, plural, zero_notes
from nnviz.drawing.weights.zero_bar import draw_zero_bar
from nnviz.drawing.words import normal_size
from nnviz.encoding import signed_colours

_MARGIN = 0.03  # of the range, on each side


class DistributionsChart:
    """Draws a histogram of each weight matrix.

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
        self.ax, self.numbers, self.options = ax, numbers, options
        self._own = options.norm_by == "layer"
        grid = self._grid = PanelGrid(
            ax, len(numbers.matrices), options.columns, sharex=not self._own
        )
        self.axes = grid.axes
        self.histograms = histograms(
            numbers.matrices, bins=options.bins, by_layer=self._own, density=options.density
        )
        if options.cmap is None:
            self._colours: tuple[object, object] = signed_colours(grid.paper)
        else:
            cmap = as_colormap(options.cmap)
            self._colours = (cmap(0.0), cmap(1.0))
        self.bars: list[StepPatch] = []
        self.zeros: list[Line2D] = []
        self.zero_bars: list[Rectangle] = []
        self._cut = False
        cells: list[Cell] = []
        self.titles: list[PanelTitle] = [self._title(k) for k in range(grid.n)]
        for k in range(grid.n):
            self._draw(self.axes[k], self.histograms[k])
            name_axes(self.axes[k], "", "")
            if not options.density:
                locator = self.axes[k].yaxis.get_major_locator()
                assert isinstance(locator, MaxNLocator)
                locator.set_params(integer=True)
            below = k + grid.columns >= grid.n
            self.axes[k].tick_params(labelbottom=self._own or below)
            cells.append(Cell(self.axes[k], title=self.titles[k]))
        self._words = ChartLegend(
            ax, [], [], self._notes, points=[], lines=[], inside=grid.around, around=grid.around,
            corners=False, **options.label_kw,
        )  # fmt: skip
        kw = {"color": grid.around, "fontsize": normal_size(), **options.label_kw}
        names = [
            SharedName(ax, "weight", "bottom", **kw),
            SharedName(ax, "density" if options.density else "weights in a bin", "left", **kw),
        ]
        self.frame = ChartFrame(ax, grid.cells(cells), names=names, above=self._words)

    @property
    def legend(self) -> Legend | None:
        """What stripes and purple stand for, where there are any of them."""
        return self._words.legend

    @property
    def note(self) -> Text:
        """The text that says how to read the words."""
        return self._words.note

    def _draw(self, panel: Axes, histogram: Histogram) -> None:
        half = len(histogram.heights) // 2
        parts = (slice(0, half), slice(half, None))
        for part, colour, sign in zip(parts, self._colours, ("negative", "positive"), strict=True):
            heights = histogram.heights[part]
            edges = histogram.edges[part.start : (half if part.stop else 2 * half) + 1]
            bar = StepPatch(heights, edges, baseline=0.0, fill=True, zorder=2, linewidth=0,
                            facecolor=colour, edgecolor="none")  # fmt: skip
            bar.set_label(f"{sign} weights")
            bar.set(**self.options.bar_kw)
            panel.add_patch(bar)
            self.bars.append(bar)
        zero = panel.axvline(
            0.0, color=self._grid.ink, linewidth=0.6 * of_style("lines.linewidth"),
            linestyle=(0, (4, 2)), zorder=2.5, marker="none",
        )  # fmt: skip
        self.zeros.append(zero)
        limit = float(histogram.edges[-1]) * (1 + 2 * _MARGIN)
        panel.set_xlim(-limit, limit, auto=False)
        # Densities compare with each other, so they have one scale.
        k = self.histograms.index(histogram)
        top = tops(self.histograms, self.options)[k]
        if self.options.ylim is not None:  # no bar is cut
            top = max(self.options.ylim[k][1], top)
        panel.set_ylim(0.0, top, auto=False)
        self._cut = self._cut or histogram.at_zero > top
        self.zero_bars.append(
            draw_zero_bar(panel, histogram.at_zero, ink=self._grid.ink, paper=self._grid.paper)
        )

    def _title(self, k: int) -> PanelTitle:
        matrix = self.numbers.matrices[k]
        return PanelTitle(
            self.axes[k], panel_name(self.numbers.network, matrix), distribution_lines(matrix),
            ink=self._grid.around, **self.options.label_kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        """How to read what stands in the titles."""
        notes = []
        n_bad = sum(matrix.n_bad for matrix in self.numbers.matrices)
        if n_bad:
            notes.append(f"NaN or infinite, in no bin: {plural(n_bad, 'weight')}")
        return [*notes, *zero_notes(self.numbers.matrices, cut=self._cut)]
