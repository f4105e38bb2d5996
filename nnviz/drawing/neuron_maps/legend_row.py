"""The row above the maps: which points are which class, and what a blue edge does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.colors import Colormap, Normalize
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.class_points import marker_of
from nnviz.drawing.frame import Frame, Room, measure
from nnviz.drawing.neuron_maps.images import MapImages, draw_bar
from nnviz.drawing.words import add_text, literal, shrinking_sizes, small_size

_APART = 1.4  # between entries, in the size of the words
_SAMPLE = 1.9  # the length of a line before its words
_BAR = 5.0  # the length of a bar
_MARK = 0.9  # the width of a marker before its words
_LEAD = 0.5  # from a mark to its words
_LINE = 1.35  # the distance of rows
_GAP = 5.0  # points below the last row


@dataclass(frozen=True)
class Entry:
    """One entry: a class by its marker, a line in a colour, or a bar of all colours."""

    text: str
    colour: Any = None
    marker: int | None = None
    dashed: bool = False
    bar: tuple[Normalize, Colormap] | None = None
    part: tuple[float, float] | tuple[None, None] = (None, None)


class LegendRow:
    """Entries side by side above the maps, in as many rows as it takes.

    Parameters
    ----------
    frame : Frame
        Of the picture, whose data units are points.
    entries : sequence of Entry
        From left to right.
    paper : colour
        What lies behind.
    """

    def __init__(self, frame: Frame, entries: Sequence[Entry], paper: Any, **kw: Any) -> None:
        self._frame, self._entries, self._fixed = frame, list(entries), kw.get("fontsize")
        self.texts: list[Text] = []
        self.marks: list[Line2D | MapImages] = []
        for entry in self._entries:
            words = {"ha": "left", "va": "center_baseline", **kw}
            self.texts.append(add_text(frame.ax, 0, 0, literal(entry.text), **words))
            self.marks.append(self._mark(entry, paper))

    def _mark(self, entry: Entry, paper: Any) -> Line2D | MapImages:
        if entry.bar is not None:
            return draw_bar(self._frame.ax, *entry.bar, *entry.part)
        size = self._fixed or small_size()
        line = Line2D([], [], color=entry.colour, linewidth=0.28 * size, zorder=3)
        line.set(solid_capstyle="butt", linestyle="-", marker="none")
        if entry.marker is not None:
            marker, factor = marker_of(entry.marker)
            line.set(
                linestyle="none", marker=marker, markersize=0.75 * size * factor,
                markerfacecolor=entry.colour, markeredgecolor=paper, markeredgewidth=0.0,
            )  # fmt: skip
        elif entry.dashed:
            line.set_linestyle((0, (2.2, 1.2)))
        line.set_transform(self._frame.ax.transData)
        self._frame.ax.add_artist(line)
        return line

    @property
    def artists(self) -> list[Artist]:
        """All of them."""
        return [*self.texts, *self.marks]

    @property
    def height(self) -> float:
        """About how high it is."""
        return _LINE * small_size() + _GAP

    def hide(self) -> None:
        """Show nothing."""
        for artist in self.artists:
            artist.set_visible(False)

    def claim(self, room: Room) -> None:
        """Take as few rows at the top as it needs."""
        if not self._entries:
            return
        sizes = [self._fixed] if self._fixed else shrinking_sizes()
        for size in sizes:
            for text in self.texts:
                text.set(fontsize=size, visible=True)
            rows = self._rows(room.width - 8.0, size)
            # Rather smaller than in many rows.
            if rows is None or (len(rows) > 2 and size != sizes[-1]):
                continue
            if room.take(top=len(rows) * _LINE * size + _GAP):
                break
        else:
            self.hide()
            self._frame.note("legend", "no room for a legend")
            return
        self._frame.note("legend", None)
        y = room.height - room.top + _GAP + (len(rows) - 0.5) * _LINE * size
        for row in rows:
            self._place(row, room.width, y, size)
            y -= _LINE * size
        for artist in self.artists:
            artist.set_visible(True)

    def _length(self, k: int, size: float) -> float:
        entry = self._entries[k]
        if entry.bar is not None:
            return _BAR * size
        return size * (_SAMPLE if entry.marker is None else _MARK)

    def _lead(self, k: int, size: float) -> float:
        return self._length(k, size) + _LEAD * size

    def _width(self, k: int, size: float) -> float:
        return self._lead(k, size) + measure(self.texts[k])[0]

    def _rows(self, widest: float, size: float) -> list[list[int]] | None:
        """The entries of each row; None where one is too wide."""
        rows: list[list[int]] = [[]]
        left = widest
        for k in range(len(self._entries)):
            width = self._width(k, size)
            if width > widest:
                return None
            if rows[-1] and width > left:
                rows.append([])
                left = widest
            rows[-1].append(k)
            left -= width + _APART * size
        return rows

    def _place(self, row: Sequence[int], width: float, y: float, size: float) -> None:
        widths = [self._width(k, size) for k in row]
        x = (width - sum(widths) - _APART * size * (len(row) - 1)) / 2
        for k, wide in zip(row, widths, strict=True):
            length, mark = self._length(k, size), self.marks[k]
            if isinstance(mark, MapImages):
                mark.boxes[:] = (x, y - 0.22 * size, x + length, y + 0.22 * size)
            elif self._entries[k].marker is None:
                mark.set_data([x, x + length], [y, y])
            else:
                mark.set_data([x + length / 2], [y])
            self.texts[k].set_position((x + self._lead(k, size), y))
            x += wide + _APART * size
