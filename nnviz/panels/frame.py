"""The frame of panels: rows and columns that leave the words between them the room they need.

Panels hold pictures of any kind, so what their words take is measured as matplotlib draws them. The
frame is the locator of the axes around all panels, which matplotlib asks before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_cell import title_height, titles_of
from nnviz.drawing.frame import EDGE_OF_AXES, Frame, measure, ruler_of
from nnviz.drawing.style import in_own_style, style_now
from nnviz.drawing.words import normal_size
from nnviz.panels.outer_words import OuterName, OuterNote, pixels_per_point, say_in
from nnviz.panels.places import Band, Place, part_of

_ROUNDS = 6
_APART = (0.9, 0.7)  # between the words of panels side by side, and one below the other
_GAPS = (0.9, 0.6)  # the least between the panels themselves; all in the size of normal words
_TITLE_GAP = 3.0  # points between a panel and its title
_MOST_WORDS = 0.34  # the part of the height that legends and notes may take
_PAST = 1.25  # how long the name at the left of panels may be, in their height
_LEAST = 2.0  # the height that words are to leave to a row of panels, in the size of normal words


class PanelFrame:
    """Fits panels into their figure each time its size or their limits have changed.

    Parameters
    ----------
    host : Axes
        Around all panels.
    bands : sequence of Band
        One a function, each with as many places.
    columns : int
        So many places stand side by side; the others follow below, function by function.
    note : OuterNote
        Below everything.
    heading : OuterName
        Above everything.
    """

    def __init__(
        self, host: Axes, bands: Sequence[Band], columns: int, note: OuterNote, heading: OuterName
    ) -> None:
        self._style = style_now()
        self._host, self._bands, self._note, self._heading = host, list(bands), note, heading
        self._columns = columns
        self._blocks = -(-len(bands[0].places) // columns)
        self._rows = self._blocks * len(self._bands)
        self._key: tuple[Any, ...] | None = None
        self._area = Bbox.unit()
        self._box = Bbox.unit()
        host.set_axes_locator(self)
        for place in self._all():
            place.ax.set_axes_locator(partial(self._locate, place))

    def __call__(self, ax: Any, renderer: Any) -> Bbox:
        """Where the axes around all panels are, as parts of the figure."""
        key = self._state()
        if key != self._key:
            self._fit()
            self._key = self._state()
        return self._parts(self._box)

    def get_subplotspec(self) -> SubplotSpec | None:
        """The place of the axes in a grid, for which ``tight_layout`` asks a locator."""
        return self._host.get_subplotspec()

    def start(self, pixels: float = 1.0) -> None:
        """Give panels a place before the words around them are known, within so many pixels."""
        self._area = self._outer()
        size = normal_size() * self._unit()
        gaps = [np.full(self._columns - 1, 4.0 * size), np.full(self._rows - 1, 4.0 * size)]
        self._stand(self._area.padded(-pixels), np.full(4, 4.0 * size), gaps)

    def attach(self, place: Place, axes: Sequence[Axes], before: Bbox) -> None:
        """Take axes for a part of a panel that stood in a place, in parts of the figure."""

        def part(position: Bbox) -> Bbox:
            points = (position.get_points() - before.min) / np.maximum(before.size, 1e-9)
            return Bbox(points)

        place.inner = part(place.ax.get_position(original=True))
        place.attached = [(ax, part(ax.get_position(original=True))) for ax in axes]

    def row_of(self, band: int, k: int) -> tuple[int, int]:
        """Row and column of a place."""
        return (k // self._columns) * len(self._bands) + band, k % self._columns

    # ---------------------------------------------------------------------- the fitting

    @in_own_style
    def _fit(self) -> None:
        """Choose the words and the places of the panels; what lacks room goes, legends first."""
        for spare in range(3):
            inner = self._inner(legends=spare < 1, names=spare < 2)
            margins, gaps = self._settle(inner)
            high = inner.height - margins[1] - margins[3] - gaps[1].sum()
            if high / self._rows >= _LEAST * normal_size() * self._unit():
                break
        self._stand(inner, margins, gaps)
        reach = self._reach()
        self._fit_titles()
        self._place_words(reach)

    def _inner(self, *, legends: bool, names: bool) -> Bbox:
        """What bars, legends and notes leave of the figure."""
        outer = self._area = self._outer()
        for band in self._bands:
            if band.x_name is not None:
                band.x_name.text.set_visible(names)
        self._heading.text.set_visible(names)
        above = self._heading.fit(outer.width)
        bars = self._fit_bars(outer)
        inner = Bbox.from_extents(outer.x0, outer.y0, outer.x1 - bars, outer.y1 - above)
        below = self._fit_words(inner, legends=legends, names=names)
        return Bbox.from_extents(inner.x0, inner.y0 + below, inner.x1, inner.y1)

    def _settle(self, inner: Bbox) -> tuple[Any, list[Any]]:
        """Margins and gaps that suit the words that panels have in the places that these leave."""
        size = normal_size() * self._unit()
        margins = np.array([5.0, 3.0, 5.0, 2.0]) * size
        gaps = [np.full(self._columns - 1, 4.0 * size), np.full(self._rows - 1, 4.0 * size)]
        for n in range(_ROUNDS):
            self._stand(inner, margins, gaps)
            reach, titles = self._reach(), self._fit_titles()
            new_margins, new_gaps = self._needed(reach, titles, self._unit(), size)
            if n >= 2:  # words that just fit may come and go: from now on room only grows
                new_margins = np.maximum(new_margins, margins)
                new_gaps = [np.maximum(a, b) for a, b in zip(new_gaps, gaps, strict=True)]
            moved = max(
                float(np.max(np.abs(new_margins - margins))),
                *(float(np.max(np.abs(a - b), initial=0.0))
                  for a, b in zip(new_gaps, gaps, strict=True)),
            )  # fmt: skip
            margins, gaps = new_margins, new_gaps
            if moved < 0.3:
                break
        return margins, gaps

    def _outer(self) -> Bbox:
        """What the figure has for panels and words, below its own titles."""
        figure: Any = self._host.get_figure(root=False)
        unit = self._unit()
        box = figure.bbox.padded(-EDGE_OF_AXES * unit)
        top = box.y1
        heading = getattr(figure, "_suptitle", None)
        if heading is not None and heading.get_visible() and heading.get_text():
            top = min(top, heading.get_window_extent(ruler_of(self._host)).y0 - 0.5 * EDGE_OF_AXES)
        own = title_height(self._host)
        top -= own + (0.5 * EDGE_OF_AXES * unit if own else 0.0)
        return Bbox.from_extents(box.x0, box.y0, box.x1, max(top, box.y0 + 1.0))

    def _fit_bars(self, outer: Bbox) -> float:
        unit, widths = self._unit(), []
        high = outer.height / (1 if self._blocks > 1 else self._rows)
        for band in self._bands:
            widths.append(sum(bar.width(0.75 * high / unit) * unit for bar in band.bars))
        self._bar_rooms, self._likely_height = widths, 0.75 * high / unit
        return min(sum(widths) if self._blocks > 1 else max(widths), 0.4 * outer.width)

    def _height_of_bars(self, b: int, height: float) -> float:
        """The points for which a band's bars choose their numbers, so that these have room."""
        needed = sum(bar.width(height) for bar in self._bands[b].bars) * self._unit()
        return height if needed <= self._bar_rooms[b] + 0.5 else min(height, self._likely_height)

    def _fit_words(self, inner: Bbox, *, legends: bool, names: bool) -> float:
        """Choose the forms of legends and the note; returns the pixels that they take below."""
        most = _MOST_WORDS * inner.height
        notes = self._note.fit(inner.width, most)
        lacking = False
        self._legend_heights: list[float] = []
        for band in self._bands:
            free = most - notes - sum(self._legend_heights)
            free = free if legends else 0.0
            height = 0.0 if band.legend is None else band.legend.fit(inner.width, free)
            lacking = lacking or (band.legend is not None and not height)
            self._legend_heights.append(height)
        said = ["no room for a legend"] if lacking else []
        if not names and any(one.text.get_text() for one in self._outer_names()):
            said.append("no room for names")
        if said:
            notes = self._note.fit(inner.width, most, said)
        self._note_height = notes
        return notes + (sum(self._legend_heights) if self._blocks > 1 else
                        self._legend_heights[-1])  # fmt: skip

    def _stand(self, inner: Bbox, margins: Any, gaps: Sequence[Any]) -> None:
        """Put the panels into what the margins and gaps leave."""
        left, bottom, right, top = margins
        box = Bbox.from_extents(inner.x0 + left, inner.y0 + bottom, inner.x1 - right,
                                inner.y1 - top)  # fmt: skip
        wide = max((box.width - gaps[0].sum()) / self._columns, 2.0)
        high = (box.height - gaps[1].sum()) / self._rows
        high = max(high, 2.0)
        for b, band in enumerate(self._bands):
            for k, place in enumerate(band.places):
                row, column = self.row_of(b, k)
                x = box.x0 + column * wide + gaps[0][:column].sum()
                y = box.y1 - (row + 1) * high - gaps[1][:row].sum()
                place.box = Bbox.from_bounds(x, y, wide, high)
                place.ax.apply_aspect(self._locate(place))
                for ax, part in place.attached:
                    ax.set_position(self._parts(part_of(place.box, part)))

    def _reach(self) -> Any:
        """Pixels that words take beyond each place: left, bottom, right, top."""
        reach = np.zeros((len(self._bands), len(self._bands[0].places), 4))
        renderer = ruler_of(self._host)
        for b, band in enumerate(self._bands):
            for k, place in enumerate(band.places):
                box, ax = place.box, place.ax
                place.bottom, place.top = box.y0, box.y1
                if not ax.get_visible():
                    continue
                if not ax.axison and any(isinstance(one, Frame) for one in ax.get_children()):
                    continue  # a diagram stays within its axes
                # Of pictures of ours nothing but words and insets reaches beyond the axes.
                inner = None
                if ax in self._host.child_axes:
                    inner = [one for one in (*ax.texts, *ax.child_axes)
                             if one.get_visible() and one.get_in_layout()]  # fmt: skip
                around = [ax.get_tightbbox(renderer, bbox_extra_artists=inner)]
                around += [other.get_tightbbox(renderer) for other, _ in place.attached]
                tight = Bbox.union([one for one in around if one is not None])
                reach[b, k] = np.maximum(
                    [box.x0 - tight.x0, box.y0 - tight.y0, tight.x1 - box.x1, tight.y1 - box.y1],
                    0.0,
                )
                notes = [text for text in ax.texts if text.get_visible() and text.get_text()]
                above = [text.get_window_extent(renderer).y1 for text in notes
                         if not text.get_in_layout()]  # fmt: skip
                place.bottom = tight.y0
                place.top = min(max(tight.y1, *above, ax.bbox.y1), box.y1 + reach[b, k, 3])
        return reach

    def _fit_titles(self) -> Any:
        """Pixels that the titles of each band take."""
        unit, heights = self._unit(), []
        for band in self._bands:
            tallest = 0.0
            for place in band.places:
                width, height = place.box.width / unit, place.box.height / unit
                tallest = max(tallest, place.title.fit(width, max(height, 30.0)))
            heights.append(tallest * unit)
        return heights

    def _needed(self, reach: Any, titles: Any, unit: float, size: float) -> tuple[Any, list[Any]]:
        """Margins and gaps for what panels have around them."""
        grid = np.zeros((self._rows, self._columns, 4))
        for b, band in enumerate(self._bands):
            for k in range(len(band.places)):
                row, column = self.row_of(b, k)
                grid[row, column] = reach[b, k]
                grid[row, column, 3] += titles[b]
        across = [
            max(float(np.max(grid[:, c, 2] + grid[:, c + 1, 0])) + _APART[0] * size,
                _GAPS[0] * size) for c in range(self._columns - 1)
        ]  # fmt: skip
        self._below = [self._below_row(row, grid, unit) for row in range(self._rows)]
        down = [
            max(self._below[row] + float(np.max(grid[row + 1, :, 3])) + _APART[1] * size,
                _GAPS[1] * size) for row in range(self._rows - 1)
        ]  # fmt: skip
        names = [
            band.y_name.fit(_PAST * self._around(band).height) for band in self._bands
            if band.y_name is not None
        ]  # fmt: skip
        margins = np.array([
            float(np.max(grid[:, 0, 0])) + max(names, default=0.0), self._below[-1]
            - (self._legend_heights[-1] if self._blocks == 1 else 0.0),
            float(np.max(grid[:, -1, 2])), float(np.max(grid[0, :, 3])),
        ])  # fmt: skip
        return margins, [np.array(across), np.array(down)]

    def _below_row(self, row: int, grid: Any, unit: float) -> float:
        """Pixels that numbers, the name of the axis and the legend of a row take below it."""
        b, block = row % len(self._bands), row // len(self._bands)
        band = self._bands[b]
        taken = float(np.max(grid[row, :, 1]))
        if band.x_name is not None and block == self._blocks - 1:
            taken += band.x_name.fit(self._around(band).width)
        if self._blocks == 1:
            taken += self._legend_heights[b]
        return taken

    def _place_words(self, reach: Any) -> None:
        """Names, legends, bars, titles and notes, where the panels stand now."""
        unit = self._unit()
        everything = Bbox.union([self._around(band) for band in self._bands])
        floor = self._area.y0
        self._heading.place(everything, self._area.y1 + EDGE_OF_AXES * unit)
        if self._note.text.get_visible():
            self._note.place(everything, floor, self._area)
            floor += self._note_height
        x = max(place.box.x1 + reach[b, k, 2] for b, band in enumerate(self._bands)
                for k, place in enumerate(band.places))  # fmt: skip
        for b in reversed(range(len(self._bands))):
            band, around = self._bands[b], self._around(self._bands[b])
            lowest = [p for k, p in enumerate(band.places)
                      if self.row_of(b, k)[0] // len(self._bands) == self._blocks - 1]  # fmt: skip
            shown = [place for place in lowest if place.ax.get_visible()] or lowest
            edge = min(place.bottom for place in shown)
            if band.x_name is not None:
                band.x_name.place(around, edge)
                edge -= band.x_name.fit(around.width)
            if band.y_name is not None:
                left = min(place.box.x0 - reach[b, k, 0] for k, place in enumerate(band.places)
                           if k % self._columns == 0)  # fmt: skip
                band.y_name.place(around, left)
            if self._legend_heights[b] and band.legend is not None:
                if self._blocks > 1:
                    floor += self._legend_heights[b]
                    edge = floor
                band.legend.place(around, edge, self._area)
            high = self._height_of_bars(b, around.height / unit)
            at = (
                x
                if self._blocks == 1
                else x + sum(bar.width(high) * unit for one in self._bands[:b] for bar in one.bars)
            )
            for bar in band.bars:
                bar.place = Bbox.from_extents(at, around.y0, at + 1.0, around.y1)
                at += bar.width(high) * unit
        for b, band in enumerate(self._bands):  # titles of one row stand in one line
            rows = [self.row_of(b, k)[0] for k in range(len(band.places))]
            for row, place in zip(rows, band.places, strict=True):
                beside = [p for r, p in zip(rows, band.places, strict=True) if r == row]
                shown = [place for place in beside if place.ax.get_visible()] or beside
                lines = max(self._lines_height(one) for one in beside)
                self._place_title(place, max(one.top for one in shown), lines)
        for place in self._all():
            if place.failure is not None:
                say_in(place.failure, place.words, place.box, unit)
        self._box = Bbox.from_extents(self._area.x0, self._area.y0, self._area.x1, self._area.y1)

    def _lines_height(self, place: Place) -> float:
        """Pixels that the lines under the bold one of a title take."""
        lines = place.title.lines
        if not lines.get_visible():
            return 0.0
        return (measure(lines)[1] + 0.25 * float(lines.get_fontsize())) * self._unit()

    def _place_title(self, place: Place, top: float, lines: float) -> None:
        """The title above what its panel shows, its bold line above so many pixels for others."""
        unit, title, box = self._unit(), place.title, place.box
        wide = max((measure(text)[0] for text in (title.bold, title.lines)
                    if text.get_visible()), default=0.0) * unit  # fmt: skip
        drawn = place.ax.bbox if place.ax.get_visible() else box
        left = max(min(drawn.x0, box.x1 - wide), box.x0)
        bottom = top + _TITLE_GAP * unit
        title.lines.set_position((left, bottom + lines - self._lines_height(place)))
        title.bold.set_position((left, bottom + lines))

    # -------------------------------------------------------------------------- helpers

    def _around(self, band: Band) -> Bbox:
        """The box around the places of a band."""
        return Bbox.union([place.box for place in band.places])

    def _outer_names(self) -> list[OuterName]:
        names = [band.x_name for band in self._bands if band.x_name is not None]
        return [*names, self._heading]

    def _all(self) -> list[Place]:
        return [place for band in self._bands for place in band.places]

    def _state(self) -> tuple[Any, ...]:
        figure: Any = self._host.get_figure(root=False)
        heading = getattr(figure, "_suptitle", None)
        said = "" if heading is None else heading.get_text()
        each = []
        for place in self._all():
            ax = place.ax
            # Those of a diagram are its own, and follow from the place that it gets.
            limits = np.round([*ax.get_xlim(), *ax.get_ylim()], 9).tolist() if ax.axison else []
            each.append((ax.get_visible(), ax.get_xlabel(), ax.get_ylabel(), *titles_of(ax),
                         *limits))  # fmt: skip
        extents = np.round(figure.bbox.extents, 6).tolist()
        root = self._host.get_figure(root=True)
        assert root is not None
        return (root.dpi, said, *titles_of(self._host), *extents, *each)

    def _locate(self, place: Place, ax: Any = None, renderer: Any = None) -> Bbox:
        return self._parts(part_of(place.box, place.inner))

    def _parts(self, box: Bbox) -> Bbox:
        figure: Any = self._host.get_figure(root=False)
        return box.transformed(figure.transSubfigure.inverted())

    def _unit(self) -> float:
        return pixels_per_point(self._host)
