"""The frame of a chart: panels in rows and columns that leave their words the room they need.

Numbers and names stand outside axes. Matplotlib lets them run out of a small figure, and into the
panel beside; a `ChartFrame` takes as much off the axes as keeps them in, and no more than that:
where everything fits, or a layout engine sees to it, a chart of one panel stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from matplotlib.layout_engine import PlaceHolderLayoutEngine, TightLayoutEngine
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_cell import Cell, SharedName, title_height, titles_of
from nnviz.drawing.frame import EDGE_OF_AXES
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.style import in_own_style, style_now
from nnviz.drawing.words import shrinking_sizes

_LEAST = 0.3  # the part of width and height that words leave to the panels
_LEAST_PANEL = 2.6  # the height of the lowest panel that may go, in the size of its numbers
_APART = (0.9, 0.6)  # between the words of panels side by side, and one below the other
_GAPS = (1.2, 1.3)  # the least between the panels themselves; all in the size of their numbers
_ROUNDS = 6


class WordsAbove(Protocol):
    """Words that stand in an empty part of a chart or above it."""

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Choose a form, and return the pixels that it needs above the axes; at most `free`."""

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand there."""

    def withdraw(self) -> None:
        """Show nothing any more."""


class ChartFrame:
    """Fits a chart into its place each time its size or its limits have changed.

    It is an axes locator, which matplotlib asks for the place of axes before anything is drawn.

    Parameters
    ----------
    ax : Axes
        Of the chart.
    cells : sequence of sequences of Cell or None
        Panels by row and column, of which the axes themselves may be one; that alone by default.
        Other panels are inset axes.
    heights : sequence of float, optional
        Of the rows, as parts of the whole; equal by default.
    droppable : Cell or None
        The panel of the last row, if that may go where it would be too low.
    names : sequence of SharedName
        Of axes that all panels share.
    above : WordsAbove or None
        A legend, for example.
    bar : SideBar or None
        A colour bar to the right.
    """

    def __init__(
        self, ax: Axes, cells: Sequence[Sequence[Cell | None]] | None = None, *,
        heights: Sequence[float] | None = None, droppable: Cell | None = None,
        names: Sequence[SharedName] = (), above: WordsAbove | None = None,
        bar: SideBar | None = None,
    ) -> None:  # fmt: skip
        self._style = style_now()
        before = ax.get_axes_locator()
        # Drawn again on the same axes, the chart starts from the place that these had at first.
        self._before: Callable[..., Any] | None = before
        if isinstance(before, ChartFrame):
            self._before = before._before
            before._withdraw()
        self._ax, self._above, self._bar, self._names = ax, above, bar, list(names)
        self._cells = [list(row) for row in (cells or [[Cell(ax)]])]
        self._heights = np.array(heights if heights is not None else [1.0] * len(self._cells))
        self._droppable = droppable
        self._key: tuple[Any, ...] | None = None
        self._box = ax.bbox.frozen()  # around all panels
        self._boxes: dict[Cell, Bbox] = {}
        self._reach: dict[Cell, Any] = {}
        self._gaps = [np.zeros(len(self._cells[0]) - 1), np.zeros(len(self._cells) - 1)]
        ax.set_axes_locator(self)
        for cell in self._all_cells():
            for panel in (cell.ax, cell.right):
                if panel is not None and panel is not ax:
                    panel.set_axes_locator(partial(self._locate, cell))

    @property
    def panel_fits(self) -> bool:
        """Whether the panel that may go is there."""
        return self._droppable is not None and self._droppable.shown

    def __call__(self, ax: Any, renderer: Any) -> Bbox:
        """Where the axes are, as parts of the figure."""
        if self._before is not None:
            outer = self._before(ax, renderer)
        else:
            outer = ax.get_position(original=True)
        outer = outer.transformed(ax.get_figure(root=False).transSubfigure)
        key = self._state(outer)
        if key != self._key:
            self._fit(outer)
            self._key = self._state(outer)  # with what the fitting itself has changed
        return self._parts(self._box)

    def _locate(self, cell: Cell, panel: Any, renderer: Any) -> Bbox:
        return self._parts(self._boxes.get(cell, self._box))

    def _parts(self, box: Bbox) -> Bbox:
        figure: Any = self._ax.get_figure(root=False)
        return box.transformed(figure.transSubfigure.inverted())

    def _withdraw(self) -> None:
        """Leave the axes to another chart, which has words and panels of its own."""
        if self._above is not None:
            self._above.withdraw()
        if self._bar is not None:
            self._bar.colorbar.ax.set_visible(False)
        for name in self._names:
            name.text.set_visible(False)
        for cell in self._all_cells():
            cell.withdraw()
            if cell.right is not None:
                cell.right.set_visible(False)
            if cell.ax is not self._ax:
                cell.show(False)
        if self._droppable is not None:
            self._show_numbers_below(True)

    def get_subplotspec(self) -> SubplotSpec | None:
        """The place of the axes in a grid, for which ``tight_layout`` asks a locator."""
        return self._ax.get_subplotspec()

    def _all_cells(self) -> list[Cell]:
        return [cell for row in self._cells for cell in row if cell is not None]

    def _state(self, outer: Bbox) -> tuple[Any, ...]:
        root = self._ax.get_figure(root=True)
        assert root is not None
        numbers = np.round([*outer.extents, *root.bbox.extents], 9).tolist()
        cells = [cell.state() for cell in self._all_cells()]
        return (root.dpi, self._has_engine(), *titles_of(self._ax), *numbers, *cells)

    def _has_engine(self) -> bool:
        """Whether a layout engine makes room for words: then the axes are not to."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        engine = root.get_layout_engine()
        if isinstance(engine, TightLayoutEngine) and self._ax.get_figure(root=False) is not root:
            return False  # it leaves subfigures alone
        return engine is not None and not isinstance(engine, PlaceHolderLayoutEngine)

    @in_own_style
    def _fit(self, outer: Bbox) -> None:
        place, unit = outer, self._unit()
        if self._bar is not None:
            aside = min(self._bar.width(0.8 * outer.height / unit) * unit, 0.5 * outer.width)
            place = Bbox.from_extents(outer.x0, outer.y0, outer.x1 - aside, outer.y1)
        if self._droppable is not None:
            self._drop(False)
        self._make_room(place, 0.0)
        if self._droppable is not None:
            low = self._boxes[self._droppable].height < _LEAST_PANEL * self._tick_pixels()
            if low:
                self._drop(True)
                self._make_room(place, 0.0)
        if self._above is None:
            return
        claimed = self._above.choose(self._ax, outer, self._free(outer))
        # What was chosen may also have moved square axes to one side.
        title = self._title_height()
        for n in range(4):  # in lower panels titles may have another height
            self._make_room(place, claimed + title if claimed > 0 else 0.0)
            before, title = title, self._title_height()
            if before - 6.0 < title <= before + 0.3:
                break
            title = max(title, before) if n else title  # which ends words that come and go
        self._above.place(self._ax, outer)

    def _drop(self, gone: bool) -> None:
        assert self._droppable is not None
        self._droppable.show(not gone)
        self._show_numbers_below(gone)

    def _show_numbers_below(self, shown: bool) -> None:
        """Numbers and name of the x axis stand below the lowest panel."""
        self._ax.tick_params(axis="x", labelbottom=shown)
        self._ax.xaxis.label.set_visible(shown)

    def _make_room(self, place: Bbox, top: float) -> None:
        """Stand where words have the room they need; `top` pixels above stay free."""
        margins = np.zeros(4)  # left, bottom, right, top
        self._gaps = [np.zeros_like(gaps) for gaps in self._gaps]
        most = (1 - _LEAST) * np.array([place.width, place.height])
        for n in range(_ROUNDS):
            self._stand(place, margins, top)
            reach = self._fit_words()
            # After some rounds gaps only grow: words that just fit may come and go.
            moved = self._set_gaps(place, grow=n >= 2)
            lacking = np.zeros(4) if self._has_engine() else self._lacking(reach)
            if np.all(lacking < 0.3) and moved < 0.3:
                break
            margins = margins + lacking
            for low, high, limit in ((0, 2, most[0]), (1, 3, most[1] - top)):
                if margins[low] + margins[high] > limit:
                    margins[[low, high]] *= max(limit, 0.0) / (margins[low] + margins[high])
        else:
            self._stand(place, margins, top)
            reach = self._fit_words()
        self._place_names(reach)

    def _stand(self, place: Bbox, margins: Any, top: float) -> None:
        """Put the panels into what the margins leave."""
        left, bottom, right, above = margins
        box = Bbox.from_extents(
            place.x0 + left, place.y0 + bottom, place.x1 - right, place.y1 - max(above, top)
        )
        columns, rows = len(self._cells[0]), len(self._cells)
        shown = np.array([any(cell is not None and cell.shown for cell in row)
                          for row in self._cells])  # fmt: skip
        parts = np.where(shown, self._heights, 0.0)
        parts = parts / parts.sum()
        wide = (box.width - self._gaps[0].sum()) / columns
        high = parts * (box.height - self._gaps[1].sum())
        y = box.y1
        for r in range(rows):
            x = box.x0
            for c, cell in enumerate(self._cells[r]):
                if cell is not None:
                    self._boxes[cell] = Bbox.from_bounds(x, y - high[r], wide, high[r])
                x += wide + (self._gaps[0][c] if c < columns - 1 else 0.0)
            y -= high[r] + (self._gaps[1][r] if r < rows - 1 else 0.0)
        self._box = box
        for cell in self._all_cells():
            if cell.shown:
                for axes in (cell.ax, cell.right):
                    if axes is not None:
                        axes.apply_aspect(self._parts(self._boxes[cell]))
        own = next((cell for cell in self._all_cells() if cell.ax is self._ax), None)
        if own is not None:
            self._box = self._boxes[own]

    def _fit_words(self) -> Any:
        """Let all panels choose their words; returns by how much these reach beyond all panels."""
        frame, edge = self._frame(), EDGE_OF_AXES * self._unit()
        for row in self._cells:
            for cell in row:
                if cell is None:
                    continue
                box = cell.ax.bbox if cell.shown else self._boxes[cell]
                longest = box.width
                if len(row) == 1:  # a name below may reach past the axes
                    middle = box.x0 + box.width / 2
                    longest = 2 * min(middle - frame.x0, frame.x1 - middle) - edge
                self._reach[cell] = cell.fit(box, longest)
        self._align_names()
        return self._outer_reach()

    def _align_names(self) -> None:
        """The names of the y axes in a column stand in one line."""
        for column in zip(*self._cells, strict=True):
            cells = [cell for cell in column if cell is not None and cell.shown]
            most = max((cell.across for cell in cells), default=0.0)
            for cell in cells:
                self._reach[cell][0] += most - cell.across if cell.ax.get_ylabel() else 0.0
                cell.align(most)

    def _outer_reach(self) -> Any:
        """Pixels that words take beyond all panels, by side."""
        reach = np.zeros(4)
        around = self._around()
        for cell in self._all_cells():
            if cell.shown:
                box, words = cell.ax.bbox, self._reach[cell]
                reach = np.maximum(reach, [
                    words[0] - (box.x0 - around.x0), words[1] - (box.y0 - around.y0),
                    words[2] - (around.x1 - box.x1), words[3] - (around.y1 - box.y1),
                ])  # fmt: skip
        self._numbers = reach.copy()  # where shared names begin
        unit = self._unit()
        for name in self._names:
            length = around.width if name.side == "bottom" else around.height
            reach[_SIDES[name.side]] += name.fit(length / unit) * unit
        return reach

    def _set_gaps(self, place: Bbox, *, grow: bool) -> float:
        """Keep panels so far apart that their words do; returns by how much that has changed."""
        tick = self._tick_pixels()
        moved = 0.0
        for k, (low, high, size) in enumerate(((2, 0, place.width), (1, 3, place.height))):
            cells = list(zip(*self._cells, strict=True)) if k == 0 else self._cells
            new = np.zeros(len(cells) - 1)
            for n, pair in enumerate(zip(cells[:-1], cells[1:], strict=True)):
                for one, other in zip(*pair, strict=True):
                    if one is None or other is None or not (one.shown and other.shown):
                        continue
                    words = self._reach[one][low] + self._reach[other][high]
                    new[n] = max(new[n], words + _APART[k] * tick, _GAPS[k] * tick)
            if grow:
                new = np.maximum(new, self._gaps[k])
            most = (1 - _LEAST) * size
            if new.sum() > most:
                new *= most / new.sum()
            moved = max(moved, float(np.max(np.abs(new - self._gaps[k]), initial=0.0)))
            self._gaps[k] = new
        return moved

    def _lacking(self, reach: Any) -> Any:
        """By how many pixels words reach out of the figure or subfigure, by side."""
        edge, frame = EDGE_OF_AXES / 2 * self._unit(), self._frame()
        around = self._around()
        return np.where(
            reach > 0,
            np.maximum([
                edge - around.x0 + frame.x0 + reach[0], edge - around.y0 + frame.y0 + reach[1],
                around.x1 + reach[2] - frame.x1 + edge,
                around.y1 + reach[3] - frame.y1 + edge,
            ], 0.0), 0.0,
        )  # fmt: skip

    def _place_names(self, reach: Any) -> None:
        """Shared names beyond the numbers; the axes around the panels reach up to their titles."""
        unit = self._unit()
        for name in self._names:
            name.place(self._numbers[_SIDES[name.side]] / unit)
        if not any(cell.ax is self._ax for cell in self._all_cells()):
            around = self._around()
            self._box = Bbox.from_extents(
                around.x0, around.y0, around.x1, around.y1 + self._numbers[3]
            )
            self._ax.apply_aspect(self._parts(self._box))  # for what stands above

    def _around(self) -> Bbox:
        """The box around the places of all panels."""
        return Bbox.union([self._boxes[cell] for cell in self._all_cells() if cell.shown])

    def _frame(self) -> Bbox:
        """The figure or subfigure, beyond which words are others'."""
        figure: Any = self._ax.get_figure(root=False)
        return cast(Bbox, figure.bbox)

    def _unit(self) -> float:
        root = self._ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72

    def _tick_pixels(self) -> float:
        shown = self._all_cells()[0].ax
        labels = shown.yaxis.get_majorticklabels()
        size = float(labels[0].get_fontsize()) if labels else shrinking_sizes()[0]
        return size * self._unit()

    def _title_height(self) -> float:
        """Pixels that words above panels need between these and what stands above."""
        above = max((self._reach[cell][3] for cell in self._cells[0] if cell is not None),
                    default=0.0)  # fmt: skip
        own = title_height(self._ax)
        return above + own + (4.0 if above + own else 0.0)

    def _free(self, outer: Bbox) -> float:
        """The most that words above may take off the height of the panels."""
        now = sum(self._boxes[row[0]].height for row in self._cells if row[0] is not None)
        return max(now - _LEAST * outer.height - self._title_height(), 0.0)


_SIDES = {"left": 0, "bottom": 1, "right": 2}
