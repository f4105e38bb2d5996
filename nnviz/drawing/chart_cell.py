"""One panel of a chart: its numbers, names and title, and the room that these take around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from nnviz.drawing.axis_numbers import AxisNumbers
from nnviz.drawing.frame import measure, points_from
from nnviz.drawing.words import add_text, literal, shorten, shrinking_sizes

_TITLE_GAP = 3.0  # points between a panel and its title
_LINE = 1.2  # the distance of two lines, in their size
_SMALLER = 1.2  # how many shorter ways to write are better than a smaller size
_MOST_TITLE = 0.45  # the part of a panel's height that its title may take


class WordsBeside(Protocol):
    """Words at the right of a panel."""

    def fit(self, box: Bbox) -> float:
        """Stand at the right of a box, and return the pixels needed there."""

    def withdraw(self) -> None:
        """Show nothing any more."""


class PanelTitle:
    """A bold line at the upper left of a panel, and smaller ones below it.

    Parameters
    ----------
    ax : Axes
        The panel.
    bold : str
        What tells the panel from the others.
    lines : sequence of sequence of str
        Ways to write what follows, the longest first, each as lines.
    ink : colour
        Of the words.
    """

    def __init__(
        self, ax: Axes, bold: str, lines: Sequence[Sequence[str]] = ((),), *, ink: Any, **kw: Any
    ) -> None:
        self._bold = literal(bold)
        self.ways = [[literal(line) for line in way] for way in lines] or [[]]
        #: All titles that are to look alike; the panel's own at least.
        self.group: list[PanelTitle] = [self]
        self.chosen: tuple[tuple[float, float, float], tuple[int, float]] | None = None
        self.fixed = kw.get("fontsize")
        options: dict[str, Any] = {"color": ink, "va": "bottom", "ha": "left", **kw}
        corner = points_from(ax, 0, 1)
        self.bold = add_text(ax, 0, 0, self._bold, transform=corner, fontweight="bold", **options)
        self.lines = add_text(ax, 0, 0, "", transform=corner, **options)
        self.lines.set_linespacing(_LINE)

    @property
    def text(self) -> str:
        """What the title says now."""
        shown = [text.get_text() for text in (self.bold, self.lines) if text.get_visible()]
        return "\n".join(text for text in shown if text)

    @property
    def lacks_room(self) -> bool:
        """Whether there is no room for the bold line."""
        return bool(self._bold) and not self.bold.get_visible()

    def withdraw(self) -> None:
        """Show nothing any more."""
        for text in (self.bold, self.lines):
            text.set_visible(False)

    def fit(self, width: float, height: float) -> float:
        """Write what fits into a panel's width, in points; returns the height that it takes."""
        leader = self.group[0]
        root = self.bold.get_figure(root=True)
        assert root is not None
        key = (round(width, 2), round(height, 2), float(root.dpi))
        if leader.chosen is None or leader.chosen[0] != key:
            leader.chosen = (key, leader.choose(width, height))
            for title in self.group:
                title.place(*leader.chosen[1], width)
        return self.height(leader.chosen[1][1])

    def choose(self, width: float, height: float) -> tuple[int, float]:
        """The way to write, and the size, that suit all titles of the group."""
        sizes = [self.fixed] if self.fixed else shrinking_sizes()
        none = max(len(title.ways) for title in self.group)
        tries = ((way, k) for way in range(none) for k in range(len(sizes)))
        for way, k in sorted(tries, key=lambda one: one[0] + _SMALLER * one[1]):
            if all(title.fits(way, sizes[k], width, height) for title in self.group):
                return way, sizes[k]
        return none, sizes[0] if height > 4 * sizes[0] else sizes[-1]

    def place(self, way: int, size: float, width: float) -> None:
        """Stand above the panel."""
        words = self.write(way, size)
        shorten(self.bold, self._bold, width)
        if measure(self.bold)[0] > width:
            self.bold.set_visible(False)
        below = measure(self.lines)[1] + 0.25 * size if words else 0.0
        self.lines.set_position((0.0, _TITLE_GAP))
        self.bold.set_position((0.0, _TITLE_GAP + below))

    def fits(self, way: int, size: float, width: float, height: float) -> bool:
        """Whether a way to write fits into a panel."""
        words = self.write(way, size)
        fits = not words or measure(self.lines)[0] <= width
        return fits and self.height(size) <= _MOST_TITLE * height

    def write(self, way: int, size: float) -> bool:
        """Write the bold line, and a way of the others; the last where there are not so many."""
        none = way >= max(len(title.ways) for title in self.group)
        words = [] if none else self.ways[min(way, len(self.ways) - 1)]
        self.lines.set(text="\n".join(words), fontsize=size, visible=bool(words))
        self.bold.set(text=self._bold, fontsize=size, visible=bool(self._bold))
        return bool(words)

    def height(self, size: float) -> float:
        """Points that the title takes as it is written now."""
        taken = measure(self.lines)[1] + 0.25 * size if self.lines.get_visible() else 0.0
        if self._bold:
            taken += _LINE * size
        return taken + (_TITLE_GAP if taken else 0.0)


def write_alike(titles: Sequence[PanelTitle]) -> None:
    """Let titles be as long, and as large, as suits all of them."""
    for title in titles:
        title.group = list(titles)


class Cell:
    """A panel of a chart.

    Parameters
    ----------
    ax : Axes
        The panel.
    title : PanelTitle or None
        Above it.
    right : Axes or None
        Axes in the same place whose numbers and name stand on the right.
    beside : WordsBeside or None
        Further words at the right.
    """

    def __init__(
        self, ax: Axes, *, title: PanelTitle | None = None, right: Axes | None = None,
        beside: WordsBeside | None = None,
    ) -> None:  # fmt: skip
        self.ax, self.title, self.right, self.beside = ax, title, right, beside
        sides: list[Axis] = [ax.xaxis, ax.yaxis]
        if right is not None:
            sides.append(right.yaxis)
        self._numbers = [AxisNumbers(side) for side in sides]
        self._names = [side.label.get_text() for side in sides]
        self._written = list(self._names)
        self._sizes = [float(side.label.get_fontsize()) for side in sides]
        self._pads: list[float] = []  # known when what stood here before has left
        self.shown = True
        #: Pixels between the panel and the name of its y axis, numbers included.
        self.across = 0.0

    def show(self, shown: bool) -> None:
        """Show the panel, or nothing of it."""
        self.shown = shown
        for axes in (self.ax, self.right):
            if axes is not None:
                axes.set_visible(shown)

    def state(self) -> tuple[Any, ...]:
        """What a fitting depends on, beside the place of the panel."""
        values: list[float] = []
        for axes in (self.ax, *([] if self.right is None else [self.right])):
            values += [*axes.get_xlim(), *axes.get_ylim()]
        labels = tuple(numbers.axis.label.get_text() for numbers in self._numbers)
        with np.errstate(over="ignore"):  # where rounding makes a huge limit infinite
            values = np.round(values, 9).tolist()
        return (self.shown, *labels, *titles_of(self.ax), *values)

    def fit(self, box: Bbox, longest: float) -> Any:
        """Choose the words for a panel that stands in a box, in pixels.

        Parameters
        ----------
        box : Bbox
            Of the panel.
        longest : float
            How long the name below may be.

        Returns
        -------
        ndarray of shape (4,)
            By how many pixels words reach beyond the box: left, bottom, right, top.
        """
        reach = np.zeros(4)
        if not (self.shown and self.ax.get_visible()):
            return reach
        unit = self._unit()
        self._pads = self._pads or [float(numbers.axis.labelpad) for numbers in self._numbers]
        if self.ax.axison:
            for k, numbers in enumerate(self._numbers):
                low, ends, length = _SIDES[k]
                taken = numbers.fit((box.width, box.height)[k > 0])
                across = taken.across
                if k == 1:
                    self.across = across
                if numbers.axis.get_visible() and self._fit_name(k, (longest, box.height)[k > 0]):
                    size = measure(numbers.axis.label)
                    across += self._pads[k] * unit + size[length] * unit
                reach[low] = max(reach[low], across)
                reach[ends[0]] = max(reach[ends[0]], taken.before)
                reach[ends[1]] = max(reach[ends[1]], taken.after)
        if self.beside is not None:
            reach[2] = max(reach[2], self.beside.fit(box))
        if self.title is not None:
            above = self.title.fit(box.width / unit, box.height / unit) * unit
            reach[3] = max(reach[3], above)
        reach[3] = max(reach[3], title_height(self.ax))
        return reach

    def align(self, across: float) -> None:
        """Put the name of the y axis so far from the panel that it is in line with others."""
        self.ax.yaxis.labelpad = self._pads[1] + (across - self.across) / self._unit()

    def withdraw(self) -> None:
        """Take back what is not the axes' own, and how far their name was moved."""
        for words in (self.title, self.beside):
            if words is not None:
                words.withdraw()
        if self._pads:
            self.ax.yaxis.labelpad = self._pads[1]

    def _fit_name(self, k: int, length: float) -> bool:
        """Write the name as large and as long as the side allows; False where there is none."""
        label = self._numbers[k].axis.label
        if not label.get_visible():
            return False
        if label.get_text() != self._written[k]:  # the caller has changed it
            self._names[k], self._sizes[k] = label.get_text(), float(label.get_fontsize())
        fit_name(label, self._names[k], self._sizes[k], length / self._unit())
        self._written[k] = label.get_text()
        return bool(self._names[k])

    def _unit(self) -> float:
        root = self.ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72


# Of the sides x, y and the right y: where words go, where numbers pass the ends, and which of
# width and height of a name (as it stands there) adds up with them.
_SIDES = ((1, (0, 2), 1), (0, (1, 3), 0), (2, (1, 3), 0))


class SharedName:
    """The name of an axis that all panels share, in the middle of one side.

    Parameters
    ----------
    ax : Axes
        It belongs to, around all panels.
    name : str
        The name.
    side : {"left", "bottom", "right"}
        Where it stands.
    """

    def __init__(self, ax: Axes, name: str, side: str, **kw: Any) -> None:
        self._ax, self._name, self.side = ax, literal(name), side
        x, y, self._turned = {"left": (0.0, 0.5, True), "right": (1.0, 0.5, True),
                              "bottom": (0.5, 0.0, False)}[side]  # fmt: skip
        va = {"left": "bottom", "right": "top", "bottom": "top"}[side]
        self.text = add_text(
            ax, 0, 0, self._name, ha="center", va=va, rotation=90 if self._turned else 0,
            rotation_mode="anchor", transform=points_from(ax, x, y), **kw,
        )  # fmt: skip
        self._size = float(self.text.get_fontsize())

    def fit(self, length: float) -> float:
        """Write it as large and as long as a side of so many points allows; returns its height."""
        fit_name(self.text, self._name, self._size, length)
        return (4.0 + measure(self.text)[0 if self._turned else 1]) if self._name else 0.0

    def place(self, away: float) -> None:
        """Stand so many points away from the panels, with the numbers between."""
        away += 4.0
        self.text.set_position(
            {"left": (-away, 0.0), "right": (away, 0.0), "bottom": (0.0, -away)}[self.side]
        )


def fit_name(label: Text, name: str, size: float, longest: float) -> None:
    """Write a name as large, and then as long, as so many points allow."""
    rotation = label.get_rotation()
    label.set_rotation(0)  # to measure it by its width
    for smaller in [size, *(s for s in shrinking_sizes() if s < size)]:
        label.set(text=name, fontsize=smaller)
        if measure(label)[0] <= longest:
            break
    else:
        shorten(label, name, longest)
    label.set_rotation(rotation)


def titles_of(ax: Axes) -> tuple[str, ...]:
    """The titles that a user has given to axes."""
    return ax.get_title(), ax.get_title("left"), ax.get_title("right")


def title_height(ax: Axes) -> float:
    """Pixels that a user's title needs above its axes."""
    if not any(titles_of(ax)):
        return 0.0
    figure = ax.get_figure(root=True)
    assert figure is not None
    texts = (ax.title, ax._left_title, ax._right_title)  # type: ignore[attr-defined]
    pad = float(ax.titleOffsetTrans.to_values()[5])  # type: ignore[attr-defined]
    return max(measure(text)[1] for text in texts if text.get_text()) * figure.dpi / 72 + pad
