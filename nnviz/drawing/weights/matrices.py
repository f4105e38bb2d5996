"""Weight matrices as heat maps, one a connection."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_cell import PanelTitle
from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.option_checks import as_colormap
from nnviz.drawing.style import of_style
from nnviz.drawing.weights.bar import WeightsBar
from nnviz.drawing.weights.cell_values import CellValues
from nnviz.drawing.weights.cells import WeightCells, missing_look
from nnviz.drawing.weights.common_scale import panel_norms
from nnviz.drawing.weights.grid import PanelGrid
from nnviz.drawing.weights.matrix_cell import MatrixCell
from nnviz.drawing.weights.numbers import WeightMatrix, WeightNumbers
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.drawing.weights.words import matrix_lines, panel_name, plural, sides
from nnviz.drawing.words import literal, short_number, small_size
from nnviz.encoding import field_colormap

_BIAS_ROW, _BIAS_GAP = 1 / 14, 1 / 45  # of the height of the matrix, and at least
_LEAST_ROW, _LEAST_GAP = 1.0, 0.3  # so many rows
LABEL = "weight"


class MatricesChart:
    """Draws a heat map of each weight matrix.

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
        grid = self._grid = PanelGrid(ax, len(numbers.matrices), options.columns)
        self.axes = grid.axes
        self.cmap: Colormap = (
            field_colormap(grid.paper) if options.cmap is None else as_colormap(options.cmap)
        )
        self.norms: list[Normalize] = panel_norms(numbers, options)
        self._missing = missing_look(grid.ink, grid.paper)
        self.images: list[WeightCells] = []
        self.bias_images: list[WeightCells] = []
        self._bars: list[WeightsBar] = []
        self.cells = [self._panel(k, matrix) for k, matrix in enumerate(numbers.matrices)]
        shared = options.colorbar and options.norm_by == "network"
        bar = self._bar(ax, self.axes, self.norms[0], grid.columns) if shared else None
        self._words = self._add_words()
        self.frame = ChartFrame(ax, grid.cells([*self.cells]), above=self._words, bar=bar)

    @property
    def titles(self) -> list[PanelTitle]:
        """What stands above the panels."""
        return [cell.title for cell in self.cells if cell.title is not None]

    @property
    def value_texts(self) -> list[Text]:
        """The numbers in the cells."""
        return [text for cell in self.cells for text in cell.values.texts]

    @property
    def colorbars(self) -> list[Colorbar]:
        """One, or one a panel."""
        return [bar.colorbar for bar in self._bars]

    @property
    def legend(self) -> Legend | None:
        """What stripes and purple stand for, where there are any of them."""
        return self._words.legend

    @property
    def note(self) -> Text:
        """The text that says what the picture leaves out."""
        return self._words.note

    def _panel(self, k: int, matrix: WeightMatrix) -> MatrixCell:
        panel, options, grid = self.axes[k], self.options, self._grid
        base, norm = options.index_base, self.norms[k]
        n_rows, n_columns = matrix.values.shape
        left, top = base - 0.5, base - 0.5
        right, bottom = left + n_columns, top + n_rows
        self._add_image(panel, matrix.values, matrix.exists, norm, (left, bottom, right, top))
        values = [np.where(matrix.exists, matrix.values, np.nan).ravel()]
        rows, columns = np.indices(matrix.values.shape).reshape(2, -1) + base
        places = [np.column_stack([columns, rows])]
        middle = None
        if matrix.bias is not None and matrix.bias_exists is not None:
            start = bottom + max(_LEAST_GAP, _BIAS_GAP * n_rows)
            end = start + max(_LEAST_ROW, _BIAS_ROW * n_rows)
            middle = (start + end) / 2
            box = (left, end, right, start)
            self._add_image(panel, matrix.bias[np.newaxis], matrix.bias_exists[np.newaxis], norm,
                            box, bias=True)  # fmt: skip
            values.append(np.where(matrix.bias_exists, matrix.bias, np.nan))
            along = np.arange(n_columns) + base
            places.append(np.column_stack([along, np.full(n_columns, middle)]))
            self._frame_apart(panel, (left, bottom, right, top), box)
            bottom = end
        panel.set_xlim(left, right, auto=False)
        panel.set_ylim(bottom, top, auto=False)
        below, beside = sides(self.numbers.network, matrix, base, options.names, middle)
        for axis in (panel.xaxis, panel.yaxis):
            as_literal(axis.label, **{"color": grid.around, "fontsize": small_size(),
                                      **options.label_kw})  # fmt: skip
        panel.tick_params(length=0)
        written = CellValues(
            panel, np.concatenate(values), np.concatenate(places), norm, self.cmap,
            wanted=options.values, spec=options.value_format, ink=grid.ink, **options.label_kw,
        )  # fmt: skip
        own_bar = options.colorbar and options.norm_by == "layer"
        limit = "" if options.colorbar or options.norm_by == "network" else _limit_words(norm)
        title = PanelTitle(
            panel, panel_name(self.numbers.network, matrix), matrix_lines(matrix, limit),
            ink=grid.around, **options.label_kw,
        )  # fmt: skip
        return MatrixCell(
            panel, below, beside, grid.place, values=written, title=title,
            beside=self._bar(panel, [panel], norm, 1) if own_bar else None,
        )  # fmt: skip

    def _add_image(
        self, panel: Axes, values: Any, exists: Any, norm: Normalize, box: Any, *,
        bias: bool = False,
    ) -> None:  # fmt: skip
        image = WeightCells(
            panel, values[np.newaxis], exists[np.newaxis], norm, self.cmap, missing=self._missing,
            boxes=np.array([box]), **self.options.image_kw,
        )  # fmt: skip
        (self.bias_images if bias else self.images).append(image)

    def _frame_apart(self, panel: Axes, *boxes: Any) -> None:
        """Outline the weights and the biases each, in place of both together."""
        spine = panel.spines["left"]
        colour, width = spine.get_edgecolor(), spine.get_linewidth()
        for each in panel.spines.values():
            each.set_visible(False)
        for left, bottom, right, top in boxes:
            line = Line2D(
                [left, right, right, left, left], [bottom, bottom, top, top, bottom], color=colour,
                linewidth=width, zorder=2.5, clip_on=False, solid_joinstyle="miter",
                gid="decoration", marker="none", linestyle="-",
            )  # fmt: skip
            panel.add_line(line)

    def _bar(self, ax: Axes, panels: list[Axes], norm: Normalize, columns: int) -> WeightsBar:
        label = f"{LABEL}, bias" if self.options.bias else LABEL
        bar = WeightsBar(
            ax, panels, norm, self.cmap, label, self._grid.around,
            wide=partial(self._grid.width_of, columns), **self.options.label_kw,
        )  # fmt: skip
        self._bars.append(bar)
        return bar

    def _add_words(self) -> ChartLegend:
        matrices, grid = self.numbers.matrices, self._grid
        entries: list[tuple[Any, str, str]] = []
        missing = any(
            not matrix.exists.all()
            or (matrix.bias_exists is not None and not matrix.bias_exists.all())
            for matrix in matrices
        )
        if missing:
            entries.append((striped_handle(self._missing), "no weight there", "no weight"))
        n_bad = sum(int(np.count_nonzero(~np.isfinite(matrix.coloured))) for matrix in matrices)
        if n_bad:
            handle = Patch(facecolor=self.cmap(np.nan), linewidth=0)
            words = f"NaN or infinite: {plural(n_bad, 'weight')}"
            entries.append((handle, words, f"{n_bad:,} NaN"))
        full, brief = (tuple(entry[k] for entry in entries) for k in (1, 2))
        forms = [Form("", full, 0), Form("", brief, 1)] if entries else []
        return ChartLegend(
            self.ax, [entry[0] for entry in entries], forms, self._notes, points=[], lines=[],
            inside=grid.around, around=grid.around, corners=False, **self.options.label_kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        notes = []
        crowded = [np.prod(image.crowding()) for image in self.images]
        if max(crowded) > 1:
            notes.append("a pixel shows its largest |weight|")
        if any(cell.bare for cell in self.cells):
            notes.append("no room for indices")
        if any(cell.nameless for cell in self.cells):
            notes.append("rows: from, columns: to")
        unwritten = [
            literal(panel_name(self.numbers.network, matrix), 40)
            for cell, matrix in zip(self.cells, self.numbers.matrices, strict=True)
            if cell.values.asked_for and not cell.values.shown
        ]
        if unwritten:
            notes.append("no room for the values" + (
                "" if len(unwritten) == len(self.cells) else f" of {', '.join(unwritten)}"
            ))  # fmt: skip
        return notes


def striped_handle(missing: Any) -> Patch:
    """What stands in a legend for cells without a weight."""
    return Patch(
        facecolor=missing.ground, edgecolor=missing.stripe, hatch="/////", linewidth=0,
        hatch_linewidth=0.7 * of_style("lines.linewidth"), gid="decoration",
    )  # fmt: skip


def _limit_words(norm: Normalize) -> str:
    """How far the colours of a panel go."""
    low, high = float(norm.vmin or 0.0), float(norm.vmax or 0.0)
    if low == -high:
        return f"colours to \N{PLUS-MINUS SIGN}{short_number(high)}"
    return f"colours {short_number(low)} to {short_number(high)}"
