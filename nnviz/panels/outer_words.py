"""Words around panels: names that they share, one legend of all, notes, and colour bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from nnviz.drawing.chart_cell import fit_name
from nnviz.drawing.frame import measure, measure_legend
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.words import add_text, literal, normal_size, shorten, shrinking_sizes
from nnviz.panels.keys import Key
from nnviz.panels.signs import Bar, BarHandler

_PAD = 4.0  # points between such words and what they stand beside
_LONGEST = 120  # letters of an entry


def pixels_per_point(ax: Axes) -> float:
    """How many pixels a point has on the figure of some axes."""
    root = ax.get_figure(root=True)
    assert root is not None
    return float(root.dpi) / 72


class OuterName:
    """The name of an axis that panels share, in the middle of their left side or below them.

    Parameters
    ----------
    host : Axes
        It belongs to.
    name : str
        The name.
    upright : bool
        Whether it stands at the left.
    math : bool, default=False
        Whether it may hold mathematics, as a name that matplotlib was given may.
    """

    def __init__(
        self, host: Axes, name: str, *, upright: bool, ink: Any, math: bool = False
    ) -> None:
        self._host, self._name, self._upright = host, literal(name), upright
        self.text = add_text(
            host, 0, 0, self._name, ha="center", va="bottom" if upright else "top",
            rotation=90 if upright else 0, rotation_mode="anchor", color=ink,
            math=math, transform=IdentityTransform(),
        )  # fmt: skip
        self.text.set_in_layout(False)

    def fit(self, length: float) -> float:
        """Write it for a side of so many pixels; returns those across, 0 where it is hidden."""
        if not self._name or not self.text.get_visible():
            return 0.0
        unit = pixels_per_point(self._host)
        fit_name(self.text, self._name, normal_size(), length / unit)
        return (measure(self.text)[0 if self._upright else 1] + _PAD) * unit

    def place(self, panels: Bbox, edge: float) -> None:
        """Stand along panels, beyond an edge, in pixels."""
        away = _PAD * pixels_per_point(self._host)
        if self._upright:
            self.text.set_position((edge - away, (panels.y0 + panels.y1) / 2))
        else:
            self.text.set_position(((panels.x0 + panels.x1) / 2, edge - away))


class OuterLegend:
    """One legend for all panels, in as many columns as there is room for.

    Parameters
    ----------
    host : Axes
        It belongs to.
    key : Key
        What it says.
    ink : colour
        Of its words.
    """

    def __init__(self, host: Axes, key: Key, ink: Any) -> None:
        self._host, self._key = host, key
        self._labels = [literal(entry.label, _LONGEST) for entry in key.entries]
        n = len(key.entries)
        # One for each number of columns, since artists are not made while others are drawn.
        counts = sorted({n, -(-n // 2), -(-n // 3), -(-n // 4), 1}, reverse=True)
        self._legends = [self._make(columns, ink) for columns in counts]

    def _make(self, columns: int, ink: Any) -> Legend:
        handles: list[Any] = [entry.handle for entry in self._key.entries]
        legend = Legend(
            self._host, handles, self._labels, loc="upper left", ncols=columns, frameon=False,
            borderaxespad=0.0, borderpad=0.0, handlelength=2.0, handletextpad=0.6,
            columnspacing=1.5, labelspacing=0.4, numpoints=1, bbox_to_anchor=(0.0, 0.0),
            title=literal(self._key.title) or None, alignment="center",
            handler_map={Bar: BarHandler()},
        )  # fmt: skip
        for text in (*legend.get_texts(), legend.get_title()):
            as_literal(text, color=ink)
        legend.set(in_layout=False, visible=False, zorder=6)
        self._host.add_artist(legend)
        legend.set_clip_on(False)
        return legend

    @property
    def legend(self) -> Legend:
        """The one that is shown, or else the widest."""
        return next((one for one in self._legends if one.get_visible()), self._legends[0])

    def fit(self, width: float, most: float) -> float:
        """Choose columns and size for a width; returns the pixels of its height, 0 for no room."""
        unit = pixels_per_point(self._host)
        for legend in self._legends:
            legend.set_visible(False)
        sizes = shrinking_sizes()
        # Words are cut only where they do not fit otherwise.
        for longest, size in [*((_LONGEST, size) for size in sizes), (40, sizes[-1]),
                              (24, sizes[-1]), (14, sizes[-1])]:  # fmt: skip
            for legend in self._legends:
                legend.get_title().set_fontsize(size)
                for text, label in zip(legend.get_texts(), self._labels, strict=True):
                    text.set(text=literal(label, longest), fontsize=size)
                wide, high = measure_legend(legend)
                if wide * unit <= width and (high + 2 * _PAD) * unit <= most:
                    legend.set_visible(True)
                    return (high + 2 * _PAD) * unit
        return 0.0

    def place(self, panels: Bbox, top: float, area: Bbox) -> None:
        """Stand below an edge, in the middle of the panels, in pixels."""
        unit = pixels_per_point(self._host)
        wide = measure_legend(self.legend)[0] * unit
        left = min(max((panels.x0 + panels.x1 - wide) / 2, area.x0), area.x1 - wide)
        place = (left, top - _PAD * unit)
        self.legend.set_bbox_to_anchor(place, transform=IdentityTransform())


class OuterNote:
    """What the panels leave out, in one or more lines below everything.

    Parameters
    ----------
    host : Axes
        It belongs to.
    notes : sequence of str
        What is always said.
    """

    def __init__(self, host: Axes, notes: Sequence[str], ink: Any) -> None:
        self._host, self.notes = host, [literal(note) for note in notes]
        self.text: Text = add_text(
            host, 0, 0, "", ha="center", va="bottom", color=ink, transform=IdentityTransform()
        )
        self.text.set_in_layout(False)

    def fit(self, width: float, most: float, more: Sequence[str] = ()) -> float:
        """Write it for a width; returns the pixels that it takes."""
        unit = pixels_per_point(self._host)
        notes = [*self.notes, *more]
        self.text.set_visible(bool(notes))
        for size in shrinking_sizes() if notes else ():
            self.text.set_fontsize(size)
            self.text.set_text("\n".join(wrapped(self.text, notes, width / unit)))
            wide, high = measure(self.text)
            if wide * unit <= width and high * unit <= most:
                return (high + _PAD) * unit
        self.text.set_visible(False)
        return 0.0

    def place(self, panels: Bbox, bottom: float, area: Bbox) -> None:
        """Stand above an edge, in the middle of the panels, in pixels."""
        half = measure(self.text)[0] * pixels_per_point(self._host) / 2
        middle = (panels.x0 + panels.x1) / 2
        middle = min(max(middle, area.x0 + half), area.x1 - half)
        self.text.set_position((middle, bottom))


def wrapped(text: Text, sentences: Sequence[str], width: float) -> list[str]:
    """Sentences in lines of at most so many points, in the size that a text has."""
    lines: list[str] = []
    joint = "  \N{MIDDLE DOT}  "
    for sentence in sentences:
        started = f"{lines[-1]}{joint}{sentence}" if lines else sentence
        text.set_text(started)
        if lines and measure(text)[0] <= width:
            lines[-1] = started
            continue
        line = ""
        for word in sentence.split():
            longer = f"{line} {word}".strip()
            text.set_text(longer)
            if not line or measure(text)[0] <= width:
                line = longer
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


class BandBar(SideBar):
    """A colour bar to the right of panels, as high as these.

    Parameters
    ----------
    host : Axes
        It belongs to.
    norm, cmap, label, ink
        As of a `SideBar`.
    """

    def __init__(self, host: Axes, norm: Normalize, cmap: Colormap, label: str, ink: Any) -> None:
        super().__init__(host, norm, cmap, label, ink)
        #: Left end, lower and upper end, in pixels.
        self.place = Bbox.unit()

    def _locate(self, inset: Any, renderer: Any) -> Bbox:
        figure = inset.get_figure(root=False)
        unit = pixels_per_point(self._ax)
        box = Bbox.from_bounds(
            self.place.x0 + self._gap * unit, self.place.y0, self._thick * unit, self.place.height
        )
        return box.transformed(figure.transSubfigure.inverted())


def say_in(text: Text, words: str, box: Bbox, unit: float) -> None:
    """Write words into the middle of a box, in as many lines as it takes and as fit."""
    text.set_position(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    width, height = 0.94 * box.width / unit, 0.94 * box.height / unit
    for size in shrinking_sizes():
        text.set_fontsize(size)
        lines = wrapped(text, [words], width)
        text.set_text("\n".join(lines))
        wide, high = measure(text)
        if wide <= width and high <= height:
            return
    text.set_text(lines[0])
    room = max(int(height / (1.3 * shrinking_sizes()[-1])), 1)
    kept = [*lines[: room - 1], " ".join(lines[room - 1 :])]
    longest = []
    for line in kept:
        shorten(text, line, width)
        longest.append(text.get_text())
    text.set_text("\n".join(longest))
