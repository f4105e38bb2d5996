"""Loss curves side by side: a panel for each training, the others faintly behind."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_cell import Cell, PanelTitle, SharedName, write_alike
from nnviz.drawing.chart_legend import ChartLegend, Form
from nnviz.drawing.line_looks import looks
from nnviz.drawing.loss.chart import (
    gap_entries,
    mark_entries,
    notes,
    own_line,
    raw_entries,
    role_entries,
    whole_numbers,
)
from nnviz.drawing.loss.curves import draw_ghost
from nnviz.drawing.loss.numbers import LossNumbers, places
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.panel import LossPanel, is_log, is_log_x, shares, x_limits, y_limits
from nnviz.drawing.loss.strokes import Stroke, strokes
from nnviz.drawing.loss.words import axis_name, panel_lines
from nnviz.drawing.paper import ink_colour, paper_colour, readable_on
from nnviz.drawing.scoring_names import scoring_in_words
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal, normal_size

_SHAPE = 1.6  # the width of a panel, in its height, that is aimed at
_WORDS = (1.5, 4.5)  # about what words take of a panel's width and height, in lines
_EMPTY = 1.0  # what a part of the places left empty costs, beside a shape that is e times too wide
_BEST = 2.2  # the width of the frame of the best panel, in that of the others


class LossGrid:
    """Draws each training into a panel of its own.

    Parameters
    ----------
    ax : Axes
        In whose place to draw.
    numbers : LossNumbers
        What to draw.
    options : LossOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: LossNumbers, options: LossOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        face, visible = ax.patch.get_facecolor(), ax.patch.get_visible() and ax.get_frame_on()
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self._log = is_log(numbers, options)
        self._log_x = is_log_x(numbers, options, shared=self.shares_x)
        self._around = readable_on(paper_colour(ax, around=True), (self._ink, "black", "white"))
        n = len(numbers.runs)
        self.columns = min(options.columns or best_columns(n, ax), n)
        self.end_values = None
        ax.set_axis_off()
        self.axes: list[Axes] = []
        for k in range(n):
            first = self.axes[0] if k else None
            panel = ax.inset_axes(
                (0.0, 0.0, 1.0, 1.0), sharex=first if self.shares_x else None,
                sharey=first if self.shares_y else None,
            )  # fmt: skip
            panel.patch.set_facecolor(face)
            panel.patch.set_visible(visible)
            self.axes.append(panel)
        look = self._strokes()
        self.panels = [
            LossPanel(panel, numbers, [k], look, options, log=self._log, log_x=self._log_x,
                      ink=self._ink, paper=self._paper)
            for k, panel in enumerate(self.axes)
        ]  # fmt: skip
        self.ghosts: list[Line2D] = []
        if self.shares_y and self.shares_x:
            self._draw_ghosts()
        self._set_limits()
        self._words = self._add_words()
        self.titles = [self._title(k) for k in range(n)]
        write_alike(self.titles)
        names = self._name_panels()
        cells: list[list[Cell | None]] = [
            [None] * self.columns for _ in range(-(-n // self.columns))
        ]
        for k, drawn in enumerate(self.panels):
            cell = Cell(drawn.ax, title=self.titles[k], right=drawn.right)
            cells[k // self.columns][k % self.columns] = cell
        self.frame = ChartFrame(ax, cells, names=names, above=self._words)

    @property
    def legend(self) -> Any:
        """The legend that is shown."""
        return self._words.legend

    @property
    def note(self) -> Any:
        """The text that says what is left out."""
        return self._words.note

    @property
    def shares_x(self) -> bool:
        """Whether all panels have the same epochs: where they show one loss, unless told."""
        return shares(self.numbers, self.options.sharex)

    @property
    def shares_y(self) -> bool:
        """Whether all panels have one scale: where they show one loss, unless told otherwise."""
        return shares(self.numbers, self.options.sharey)

    def _strokes(self) -> dict[tuple[int, str], Stroke]:
        """All trainings look alike, since each has its own panel."""
        own = strokes(self.numbers, self._paper)
        first = looks(1, self._paper)[0].colour
        if len(self.numbers.runs) > 1:
            own = {key: Stroke(first, stroke.dash) for key, stroke in own.items()}
        return own

    def _draw_ghosts(self) -> None:
        for k, panel in enumerate(self.axes):
            for other, run in enumerate(self.numbers.runs):
                if other != k and run.losses:
                    series = run.losses[0]
                    values = self.panels[other].curves[0].y
                    x = places(run, series, self.options.x)
                    self.ghosts.append(draw_ghost(panel, x, values, self._ink, self._paper))

    def _set_limits(self) -> None:
        everyone = range(len(self.panels))
        for k, panel in enumerate(self.panels):
            alike = self.panels if self.shares_y else [panel]
            chosen = everyone if self.shares_x else [k]
            curves = [curve for one in alike for curve in one.curves]
            with np.errstate(over="ignore"):  # matplotlib's own limits, which ours replace
                panel.ax.set_xlim(
                    *x_limits(self.numbers, chosen, self.options, log=self._log_x), auto=False
                )
            ylim = y_limits(curves, log=self._log, given=self.options.y_range)
            panel.ax.set_ylim(*ylim, auto=False)
            if panel.right is not None:
                scores = [curve for one in self.panels for curve in one.score_curves]
                right = y_limits(scores, log=False, given=self.options.score_range)
                panel.right.set_ylim(*right, auto=False)

    def _title(self, k: int) -> PanelTitle:
        run = self.numbers.runs[k]
        lines = panel_lines(run, measured=len(self.numbers.measures) > 1)
        if run.best:
            for spine in self.axes[k].spines.values():
                spine.set(linewidth=_BEST * spine.get_linewidth(), edgecolor=self._ink)
        bold = f"{literal(run.name)} (best)" if run.best else run.name
        return PanelTitle(self.axes[k], bold, lines, ink=self._around, **self.options.label_kw)

    def _name_panels(self) -> list[SharedName]:
        """Numbers at the outer panels, and names once."""
        n, kw = len(self.axes), dict(self.options.label_kw)
        kw.setdefault("color", self._around)
        kw.setdefault("fontsize", normal_size())
        for k, panel in enumerate(self.panels):
            name_axes(panel.ax, "", "")
            whole_numbers(panel.ax)
            panel.ax.tick_params(
                labelbottom=not self.shares_x or k + self.columns >= n,
                labelleft=not self.shares_y or k % self.columns == 0,
            )
            if panel.right is not None:
                panel.right.set_ylabel("")
                last = k % self.columns == self.columns - 1 or k == n - 1
                panel.right.tick_params(labelright=last)
        shown = [one for _, one in self.numbers.losses()]
        names = [
            SharedName(self.ax, "epoch" if self.options.x == "epochs" else "parameter updates",
                       "bottom", **kw),
            SharedName(self.ax, axis_name(shown) if shown else "loss", "left", **kw),
        ]  # fmt: skip
        rights = [one for _, one in self.numbers.scores()]
        if any(panel.right is not None for panel in self.panels):
            names.append(SharedName(self.ax, axis_name(rights), "right", **kw))
        return names

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        lacking = any(title.lacks_room for title in self.titles)
        return [*notes(self.panels), *(["no room for the names of panels"] if lacking else [])]

    def _add_words(self) -> ChartLegend:
        curves = [curve for panel in self.panels for curve in panel.all_curves]
        entries = role_entries(curves, self._ink, self._paper)
        if self.ghosts and not entries and curves:
            entries.append((own_line(curves[0].line), "this one", "this"))
        if self.ghosts:
            handle = Line2D([], [])
            handle.update_from(self.ghosts[0])
            handle.set(marker="none")
            entries.append((handle, "all others", "others"))
        sweep = self.numbers.sweep
        if sweep is not None and any(run.best for run in self.numbers.runs):
            frame = Patch(facecolor="none", edgecolor=self._ink,
                          linewidth=_BEST * of_style("axes.linewidth"))  # fmt: skip
            words = f"best {sweep.score_kind} {scoring_in_words(sweep.scoring, 40)}"
            entries.append((frame, words, "best"))
        entries += [
            *raw_entries(self.panels),
            *mark_entries(self.panels, self.numbers),
            *gap_entries(self.panels),
        ]
        title = literal(self.numbers.heading)
        full, brief = (tuple(entry[k] for entry in entries) for k in (1, 2))
        forms = [Form(title, full, 0), Form(title, brief, 1)]
        handles = [entry[0] for entry in entries] or [Line2D([], [], linestyle="none")]
        if not entries:
            forms = [Form(title, ("",), 0)] if title else []
        return ChartLegend(
            self.ax, handles, forms if self.options.legend else [], self._notes,
            points=[], lines=[], inside=self._around, around=self._around, corners=False,
            **self.options.label_kw,
        )  # fmt: skip


def best_columns(n: int, ax: Axes) -> int:
    """So many columns that panels have a shape that suits them, and few places are empty."""
    root = ax.get_figure(root=True)
    assert root is not None
    line = normal_size() * root.dpi / 72
    costs = []
    for columns in range(1, n + 1):
        rows = -(-n // columns)
        wide = ax.bbox.width / columns - _WORDS[0] * line
        high = ax.bbox.height / rows - _WORDS[1] * line
        shape = max(wide, 0.1 * line) / max(high, 0.1 * line)
        costs.append(abs(np.log(shape / _SHAPE)) + _EMPTY * (columns * rows - n) / n)
    return int(np.argmin(costs)) + 1
