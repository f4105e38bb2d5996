"""The legend of a decision boundary: classes, test points, wrong points, lines of neurons."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nnviz.drawing.boundary.grid_lines import ZERO_LINE
from nnviz.drawing.boundary.markers import SOFT
from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.shading import Shading
from nnviz.drawing.class_points import marker_of
from nnviz.drawing.frame import measure_legend, ruler
from nnviz.drawing.letters import writable
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.paper import blend
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal, shrinking_sizes
from nnviz.encoding import signed_colours

_LONGEST = 60  # letters of a name
_HANDLE, _HANDLE_GAP = 1.4, 0.5  # beside a name, in the size of its letters


@dataclass(frozen=True)
class Entry:
    """A sign and what it stands for."""

    handle: Any
    label: str
    is_name: bool = False  # a user's name, which may be cut


def legend_entries(
    numbers: BoundaryNumbers, shading: Shading, *, ink: Any, paper: Any, zero_lines: bool
) -> list[Entry]:
    """What the legend of a picture lists.

    Parameters
    ----------
    numbers : BoundaryNumbers
        What is shown.
    shading : Shading
        Has the colours.
    ink, paper : colour
        Of words and lines, and of what lies behind.
    zero_lines : bool
        Whether the zero lines of neurons are drawn.

    Returns
    -------
    list of Entry
        Classes first.
    """
    entries = []
    # One class is shaded, against all others.
    alone = numbers.train is None and numbers.is_single and numbers.sides[0] is None
    for k, name in enumerate(numbers.classes):
        if alone and k != numbers.sides[1]:
            continue
        label = literal(name, _LONGEST) or "(no name)"
        if numbers.train is None:
            entries.append(
                Entry(Patch(facecolor=tuple(shading.tint(k)), edgecolor=ink), label, True)
            )
        else:
            entries.append(Entry(_point(k, shading.colours[k], paper), label, True))
    if numbers.test is not None:
        train = Line2D([], [], linestyle="", marker="o", color=ink, markeredgecolor=paper)
        shape = "o" if numbers.classes else "D"
        test = Line2D([], [], linestyle="", marker=shape, markerfacecolor=paper, color=ink)
        entries += [Entry(train, "training"), Entry(test, "test")]
    elif numbers.train is not None and not numbers.classes:
        point = Line2D([], [], linestyle="", marker="o", markerfacecolor=paper, color=ink)
        if len(numbers.axes) == 1:
            point.set(markerfacecolor=blend(ink, to_rgba(paper), SOFT), markeredgecolor=paper)
        entries.append(Entry(point, "observed"))
    if not numbers.classes and len(numbers.axes) == 1:
        curve = Line2D([], [], color=signed_colours(paper)[1], linestyle="-", marker="none")
        curve.set_linewidth(1.4 * curve.get_linewidth())
        entries.append(Entry(curve, "predicted"))
    wrong = words_of_errors(numbers)
    if wrong:
        ring = Line2D([], [], linestyle="", marker="o", markerfacecolor="none", color=ink)
        ring.set(markersize=1.5 * ring.get_markersize(), markeredgewidth=1.2)
        entries.append(Entry(ring, wrong))
    if zero_lines and numbers.hidden is not None:
        n = numbers.hidden.values.shape[-1]
        line = Line2D([], [], color=ink, linestyle=(0, (5, 2)), marker="none")
        line.set_linewidth(ZERO_LINE * line.get_linewidth())
        neurons = "neuron" if n == 1 else "neurons"
        entries.append(Entry(line, f"z = 0, {n:,} hidden {neurons}"))
    return entries


def words_of_errors(numbers: BoundaryNumbers) -> str:
    """How many points the model gets wrong, in words; "" where there are none to judge."""
    if numbers.train is None or not numbers.classes:
        return ""
    words = f"{numbers.train.n_wrong:,} of {len(numbers.train):,} wrong"
    if numbers.test is not None:
        words += f", test {numbers.test.n_wrong:,} of {len(numbers.test):,}"
    return words


def _point(k: int, colour: Any, paper: Any) -> Line2D:
    marker, factor = marker_of(k)
    point = Line2D([], [], linestyle="", marker=marker, color=tuple(colour), markeredgecolor=paper)
    point.set(markersize=1.15 * factor * point.get_markersize(), markeredgewidth=0.6)
    return point


class BoundaryLegend:
    """A legend in as many columns as it takes; it is hidden until it has a place.

    Parameters
    ----------
    ax : Axes
        It belongs to.
    entries : sequence of Entry
        At least one.
    ink : colour
        Of its words.
    **kw
        Properties of its texts.
    """

    def __init__(self, ax: Axes, entries: Sequence[Entry], ink: Any, **kw: Any) -> None:
        self._ax, self._entries, self._ink = ax, list(entries), ink
        self._fixed = kw.pop("fontsize", None)
        self._kw = kw
        # One for each number of columns, made when it is first wanted, since each takes as long as
        # all the points. That is before axes are drawn, while they are given their place.
        n = len(self._entries)
        self._columns = sorted({n, 1} | ({-(-n // 2), -(-n // 3)} if n > 3 else set()))
        self._legends: dict[int, Legend] = {}
        self._longest: int | None = None  # letters of a name, where names are cut
        self._shown: Legend | None = None

    @property
    def legend(self) -> Legend:
        """The one that is shown, or the one that was last."""
        return self._of(len(self._entries)) if self._shown is None else self._shown

    def _of(self, columns: int) -> Legend:
        if columns not in self._legends:
            self._legends[columns] = self._make(columns)
        return self._legends[columns]

    def _make(self, columns: int) -> Legend:
        legend = Legend(
            self._ax, [entry.handle for entry in self._entries],
            [entry.label for entry in self._entries], loc="upper left", ncols=columns,
            frameon=False, borderaxespad=0.0, borderpad=0.0, handlelength=_HANDLE,
            fontsize=of_style("legend.fontsize"),
            handletextpad=_HANDLE_GAP, columnspacing=1.2, labelspacing=0.4, numpoints=1,
            bbox_to_anchor=(0.0, 0.0),
        )  # fmt: skip
        for text in legend.get_texts():
            as_literal(text, color=self._ink, **self._kw)
        legend.set(in_layout=False, visible=False, zorder=6)
        self._ax.add_artist(legend)
        legend.set_clip_on(False)
        return legend

    def hide(self) -> None:
        """Show none."""
        for legend in self._legends.values():
            legend.set_visible(False)

    def beside(self) -> tuple[float, float]:
        """About the width and height in points of one column."""
        size = self._fixed or shrinking_sizes()[0]
        figure = self._ax.get_figure(root=True)
        assert figure is not None
        renderer: Any = ruler(figure.dpi, threading.get_ident())
        font = FontProperties(size=size)
        widths = [
            renderer.get_text_width_height_descent(writable(entry.label, font), font, False)[0]
            for entry in self._entries
        ]
        wide = (_HANDLE + _HANDLE_GAP) * size + max(widths) * 72 / figure.dpi
        return wide + 2.0, len(self._entries) * 1.45 * size

    def above(self, width: float, height: float) -> float | None:
        """Choose the columns and the size for a width; returns the height, all in points.

        None where nothing fits.
        """
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            for columns in reversed(self._columns):
                legend = self._of(columns)
                self._write(legend, size)
                wide, high = measure_legend(legend)
                if wide <= width and high <= height:
                    self._shown = legend
                    return high
        return None

    def shortened(self, width: float, height: float) -> float | None:
        """The same with names cut, for names that are longer than the picture is wide."""
        for longest in (30, 20, 14, 9):
            self._longest = longest
            high = self.above(width, height)
            if high is not None:
                return high
        return None

    def show(self, x: float, y: float, where: Any, *, one_column: bool = False) -> None:
        """Stand with the upper left corner at a place, in the units of a transform."""
        if one_column:
            self._shown = self._of(1)
            self._write(self._shown, self._fixed or shrinking_sizes()[0])
        self.legend.set_bbox_to_anchor((x, y), transform=where)
        self.legend.set_visible(True)

    def reset(self) -> None:
        """Write all names in full again."""
        self._longest = None

    def _write(self, legend: Legend, size: float) -> None:
        """Set the size of the words, and cut names where that is wanted."""
        for text, entry in zip(legend.get_texts(), self._entries, strict=True):
            cut = self._longest if entry.is_name else None
            text.set(fontsize=size, text=literal(entry.label, cut or 200))
