"""The legend that names the roles of edges, above a diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.colors import same_color
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D

from nnviz.drawing.backprop.roles import DOTTED, LABELS, WIDTHS
from nnviz.drawing.frame import Frame, Room, measure_legend, points_from
from nnviz.drawing.words import shrinking_sizes, small_size, smallest_size

_GAP = 6.0  # points between the legend and what stands below it


class RoleLegend:
    """Lines and names of the roles that occur, in one row, or in as many as it takes.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    roles : sequence of str
        The roles that occur.
    colours : mapping of str to colour
        Of all roles.
    n_paths : int
        How many paths are chosen.
    of_bias : bool
        Whether the chosen weight is a bias.
    ink, paper : colour
        Of words, and of what lies behind.
    """

    def __init__(
        self, frame: Frame, roles: Sequence[str], colours: Mapping[str, Any], n_paths: int,
        of_bias: bool, *, ink: Any, paper: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._frame, self._ink, self._paper = frame, ink, paper
        self._fixed = kw.get("fontsize")
        self._size = self._fixed or small_size()
        wide = 0.36 * self._size
        self._labels, self._handles = [], []
        for role in roles:
            label = LABELS[role]
            if role == "weight" and of_bias:
                label = "chosen bias"
            self._labels.append(f"{label}s" if role == "path" and n_paths > 1 else label)
            width = wide * WIDTHS[role][1]
            line = Line2D([], [], color=colours[role], linewidth=width, marker="none")
            line.set_solid_capstyle("butt")
            line.set_linestyle(DOTTED if role == "dead" else "-")
            handle: Any = line
            if role == "weight":  # a double line
                inner = Line2D([], [], color=paper, linewidth=0.3 * width, marker="none")
                inner.set_linestyle("-")
                handle = (line, inner)
            self._handles.append(handle)
        # One for each number of columns, since artists are not made while others are drawn.
        self._choices = [self._make(n) for n in range(len(roles), 0, -1)]

    def _make(self, columns: int) -> Legend:
        ax = self._frame.ax
        legend = Legend(
            ax, self._handles, self._labels, loc="upper center", ncols=columns, frameon=False,
            fontsize=self._size, labelcolor=[self._ink], borderaxespad=0.0, borderpad=0.0,
            handlelength=2.0, columnspacing=1.2, bbox_to_anchor=(0.0, 0.0),
            handler_map={tuple: HandlerTuple(ndivide=1)},
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_usetex(False)
            text.set_parse_math(False)
        for line in legend.findobj(Line2D):  # copies of the handles
            if same_color(line.get_color(), self._paper):
                line.set_gid("decoration: the middle of a double line")
        legend.set_in_layout(False)
        ax.add_artist(legend)
        return legend

    @property
    def legend(self) -> Legend:
        """The one that is shown, or the widest where none is."""
        shown = [legend for legend in self._choices if legend.get_visible()]
        return shown[0] if shown else self._choices[0]

    def hide(self) -> None:
        """Show none."""
        for legend in self._choices:
            legend.set_visible(False)

    def claim(self, room: Room) -> None:
        """Take a row at the top, or as few rows as it needs."""
        self.hide()
        where = points_from(self._frame.ax, 0, 1)
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            for legend in self._choices:
                for text in legend.get_texts():
                    text.set_fontsize(size)
                width, height = measure_legend(legend)
                y = -room.top
                if width <= room.width - 8 and room.take(top=height + _GAP):
                    legend.set_bbox_to_anchor((room.width / 2, y), transform=where)
                    legend.set_visible(True)
                    self._frame.note("legend", None)
                    return
                if size != smallest_size() and not self._fixed:
                    break  # rather smaller than in more rows
        self._frame.note("legend", "no room for a legend")
