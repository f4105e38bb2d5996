"""What stands above all panels: what marks mean, and what the picture leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox, IdentityTransform

from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.frame import EDGE_OF_AXES, measure
from nnviz.drawing.words import add_text, shrinking_sizes

_GAP = 0.6  # between the words and the panels, in their size


class WordsAbovePanels:
    """A legend of the marks, and below it a note that takes as many lines as it needs.

    Parameters
    ----------
    ax : Axes
        Around all panels.
    handles : sequence of artists
        One for each kind of mark.
    forms : sequence of Form
        Ways to write the legend, the longest first; empty where there is none.
    say : callable
        Returns what the picture leaves out, as it stands now.
    ink : colour
        Of the words.
    """

    def __init__(
        self, ax: Axes, handles: Sequence[Any], forms: Sequence[Form],
        say: Callable[[], Sequence[str]], *, ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._say, self._fixed = say, kw.get("fontsize")
        self._legend = ChartLegend(
            ax, handles, forms, list, points=[], lines=[], inside=ink, around=ink, corners=False,
            **kw,
        )  # fmt: skip
        options = {"color": ink, **{key: kw[key] for key in kw if key != "fontsize"}}
        self.note = add_text(ax, 0, 0, "", ha="left", va="top", transform=IdentityTransform())
        self.note.set(**{**options, "visible": False, "in_layout": False})
        self._taken = 0.0

    @property
    def legend(self) -> Legend | None:
        """The legend that is shown."""
        return self._legend.legend

    def choose(self, ax: Axes, outer: Bbox, free: float) -> float:
        """Write the note and choose a form for the legend; returns the pixels that they take."""
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            taken = self._write(ax, outer, free, size)
            self._taken = self._legend.choose(ax, outer, free - taken)
            legend, notes = self.legend, bool(self._say())
            fits = not notes or self.note.get_visible()
            if fits and (legend is None or legend.get_visible()):
                break
        return self._taken + taken

    def place(self, ax: Axes, outer: Bbox) -> None:
        """Stand there."""
        self._legend.place(ax, outer)
        unit = _unit(ax)
        left = max(float(outer.x0), EDGE_OF_AXES / 2 * unit)
        gap = EDGE_OF_AXES / 2 * unit if self._taken else 0.0  # which the legend leaves below it
        self.note.set_position((left, outer.y1 - self._taken + gap))

    def withdraw(self) -> None:
        """Show nothing any more."""
        self._legend.withdraw()
        self.note.set_visible(False)

    def _write(self, ax: Axes, outer: Bbox, free: float, size: float) -> float:
        """Write the note; returns the pixels that it takes above the panels."""
        unit, notes = _unit(ax), list(self._say())
        self.note.set_visible(False)
        if not notes:
            return 0.0
        widest = outer.width / unit - EDGE_OF_AXES
        self.note.set_fontsize(size)
        self.note.set_text("\n".join(self._wrapped(notes, widest)))
        wide, high = measure(self.note)
        needed = (high + _GAP * size) * unit
        if wide > widest or needed > free:
            return 0.0
        self.note.set_visible(True)
        return needed

    def _wrapped(self, notes: Sequence[str], widest: float) -> list[str]:
        """Words side by side as far as they fit into a line."""
        lines: list[str] = []
        for word in "  \N{MIDDLE DOT}  ".join(notes).split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            self.note.set_text(longer)
            if lines and measure(self.note)[0] > widest:
                lines.append(word)
            else:
                lines[-1:] = [longer]
        return lines


def _unit(ax: Axes) -> float:
    """Pixels in a point."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return float(figure.dpi) / 72
