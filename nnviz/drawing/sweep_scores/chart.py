"""The picture of the scores of a sweep."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_legend import Form
from nnviz.drawing.paper import blend, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.sweep_scores.failure_row import FailureRow
from nnviz.drawing.sweep_scores.legend import ScoreLegend
from nnviz.drawing.sweep_scores.looks import ScoreLook, point_size, score_looks
from nnviz.drawing.sweep_scores.marks import (
    draw_arrow,
    draw_error_bars,
    draw_folds,
    draw_line,
    draw_points,
    draw_ring,
)
from nnviz.drawing.sweep_scores.numbers import Floats, ScoreNumbers, last_part
from nnviz.drawing.sweep_scores.options import ScoreOptions
from nnviz.drawing.sweep_scores.point_words import PointWords, Tag
from nnviz.drawing.sweep_scores.scales import across, own_limits
from nnviz.drawing.sweep_scores.value_names import ValueCell, ValueNames
from nnviz.drawing.sweep_scores.words import (
    away_words,
    best_labels,
    clipped,
    constant_words,
    failure_labels,
    kind_labels,
    score_axis_words,
)
from nnviz.drawing.words import smallest_size

# What lies above what: training scores below all others, since their large marks are empty, and
# error bars above all points but those that they belong to.
_LINES = {"train": 2.0, "test": 2.2, "cv": 2.3}
_POINTS = {"train": 2.1, "test": 2.4, "cv": 3.0}
_FOLDS, _BARS = 2.6, 2.8
_FOLDS_AWAY = (0.75, 1.15)  # in the width of a point; the latter clears a training score
_GREY = 0.65  # how much ink is in the marks that say what dashes and fillings mean
_MOST_TICKS = 12  # so many numbers that were tried have ticks of their own
_LETTER = 0.56  # the width of a letter, in the size of the text


class ScoreChart:
    """Draws the scores of a sweep into axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : ScoreNumbers
        What to draw.
    options : ScoreOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: ScoreNumbers, options: ScoreOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self.across = across(numbers, options.log)
        self.limits = options.ylim or own_limits(numbers)
        self.looks = score_looks(numbers, self._paper, even=self.across.scale == "even")
        self.lines: list[Line2D] = []
        self.points: list[PathCollection] = []
        self.error_bars: list[LineCollection] = []
        self.folds: list[PathCollection] = []
        self.best: list[Line2D] = []
        self.arrows: list[Line2D] = []
        #: Line, value and kind of the scores below the picture.
        self.away: list[tuple[int, int, str]] = []
        self._n_folds_away = 0
        self._tags: list[Tag] = []
        self._set_scales()
        for line in range(len(numbers.lines)):
            for kind in reversed(numbers.kinds):
                self._draw(line, kind)
        if options.best:
            self._mark_best()
        around = paper_colour(ax, around=True)
        self._around = readable_on(around, (self._ink, "black", "white"))
        self._failures = self._mark_failures()
        self._names = self._name()
        self.words = PointWords(
            ax, self._tags, [*self.points, *self.best, *self.arrows],
            [*self._joining(), *self.error_bars], self._ink, **options.label_kw,
        )  # fmt: skip
        self._legend = self._add_legend()
        self.frame = ChartFrame(
            ax, [[ValueCell(ax, self._names, self.words, self._failures)]], above=self._legend
        )  # fmt: skip

    @property
    def legend(self) -> Any:
        """The legend that is shown."""
        return self._legend.legend

    @property
    def note(self) -> Any:
        """The text that says what is left out."""
        return self._legend.note

    @property
    def failed(self) -> list[Line2D]:
        """A cross for each value with failures."""
        return self._failures.marks

    @property
    def texts(self) -> list[Text]:
        """Words beside points and crosses."""
        return [*self.words.texts, *self._failures.texts]

    # ------------------------------------------------------------------------ scales

    def _set_scales(self) -> None:
        scale = "log" if self.across.scale == "log" else "linear"
        if self.ax.get_xscale() != scale:
            self.ax.set_xscale(scale)
        self.ax.set_xlim(*(self.options.xlim or self.across.limits), auto=False)
        self.ax.set_ylim(*self.limits, auto=False)

    def _name(self) -> ValueNames | None:
        numbers, place = self.numbers, self.across
        name_axes(self.ax, last_part(numbers.name), score_axis_words(numbers),
                  **self.options.label_kw)  # fmt: skip
        even = place.scale == "even"
        if not even and len(np.unique(place.places)) > _MOST_TICKS:
            return None
        if not even and not numbers.exact_words:
            return None  # round numbers are read more easily
        upright = even and numbers.places is None
        best = [float(place.places[column]) for _, column in numbers.best_places]
        return ValueNames(
            self.ax.xaxis, place.places, numbers.value_words, upright=upright, first=best
        )  # fmt: skip

    # ------------------------------------------------------------------------- marks

    def _draw(self, line: int, kind: str) -> None:
        """One line with its points; scores below the picture are arrows at its bottom."""
        numbers, x, look = self.numbers, self.across.places, self.looks[line, kind]
        scores = numbers.finite[kind][line]
        low = self.limits[0]
        y = np.where(scores >= low, scores, np.nan)
        drawn = draw_line(self.ax, x, y, look, _LINES[kind])
        drawn.set(**self.options.line_kw)
        self.lines.append(drawn)
        points = draw_points(self.ax, x, y, look, self._paper, _POINTS[kind])
        points.set(**self.options.scatter_kw)
        label = ", ".join(word for word in (numbers.lines[line], kind) if word)
        drawn.set_label(label)
        points.set_label(label)
        self.points.append(points)
        if kind == "cv":
            self._draw_folds(line, x, y, look)
        arrows = {
            column: draw_arrow(self.ax, x[column], look, self._paper)
            for column in np.flatnonzero(scores < low).tolist()
        }
        self.arrows += arrows.values()
        self.away += [(line, column, kind) for column in arrows]
        # Among several lines the note says it, since words would stand beside more than one.
        if kind == numbers.kinds[0] and len(numbers.lines) == 1:
            for column in np.flatnonzero(numbers.constant[line]).tolist():
                mark, point = (arrows[column], 0) if column in arrows else (points, column)
                self._tags.append(Tag(mark, point, "constant output", (line, column), True))

    def _draw_folds(self, line: int, x: Floats, y: Floats, look: ScoreLook) -> None:
        more = self.numbers.deviations[line]
        self.error_bars.append(
            draw_error_bars(self.ax, x, y - more, y + more, look, self._paper, _BARS)
        )
        folds = [self.numbers.folds(line, column) for column in range(len(x))]
        places = np.repeat(x, [len(some) for some in folds])
        values = np.concatenate(folds) if folds else np.array([])
        inside = values >= self.limits[0]
        self._n_folds_away += int(np.sum(~inside))
        # Where lines stand side by side, the room between them is for the folds of each.
        clear = "train" in self.numbers.kinds and len(self.numbers.lines) == 1
        self.folds.append(
            draw_folds(self.ax, places[inside], values[inside], look, self._paper, _FOLDS,
                       _FOLDS_AWAY[clear])
        )  # fmt: skip

    def _mark_best(self) -> None:
        kind = self.numbers.kinds[0]
        for line, column in self.numbers.best_places:
            score = float(self.numbers.scores[kind][line, column])
            self.best.append(
                draw_ring(self.ax, self.across.places[column], score, self.looks[line, kind],
                          self._ink)
            )  # fmt: skip

    def _mark_failures(self) -> FailureRow:
        """A cross for each value with failures, and how many of how many there."""
        failed = self.numbers.failed
        columns = np.flatnonzero(failed.any(axis=0)).tolist()
        n_lines = len(failed)
        words = [
            "failed" if n_lines == 1 else f"{int(failed[:, column].sum())} of {n_lines} failed"
            for column in columns
        ]
        return FailureRow(
            self.ax, [float(self.across.places[column]) for column in columns], words,
            values=self.across.places.tolist(), ink=self._around,
            size=1.1 * point_size(len(self.numbers.values)), **self.options.label_kw,
        )  # fmt: skip

    def _joining(self) -> list[Line2D]:
        """The lines that are to be seen."""
        return [line for line in self.lines if line.get_linestyle() != "None"]

    # ------------------------------------------------------------------------- words

    def _add_legend(self) -> ScoreLegend:
        numbers, options = self.numbers, self.options
        entries = self._entries()
        title = numbers.heading if len(numbers.lines) > 1 else ""
        full, broken, brief = (tuple(entry[k] for entry in entries) for k in (1, 2, 3))
        forms = [Form(title, full, 0), Form(title, broken, 0), Form(title, brief, 1)]
        lines = [np.asarray(line.get_xydata(), dtype=float) for line in self._joining()]
        lines += [
            np.asarray(bar, dtype=float) + (self.looks[line, "cv"].aside, 0.0)
            for line, bars in enumerate(self.error_bars) for bar in bars.get_segments()
        ]  # fmt: skip
        return ScoreLegend(
            self.words, self.ax, [entry[0] for entry in entries], forms if options.legend else [],
            self._notes, points=self.words.corners, lines=lines, inside=self._ink,
            around=self._around, **options.label_kw,
        )  # fmt: skip

    def _entries(self) -> list[tuple[Any, str, str, str]]:
        """Handles of the legend, each with its words in full, in lines and in short."""
        numbers = self.numbers
        entries: list[tuple[Any, str, str, str]] = []
        kinds = numbers.kinds
        several = len(numbers.lines) > 1
        if several:
            for line, name in enumerate(numbers.lines):
                handle = self._handle(self.looks[line, kinds[0]], plain=len(kinds) > 1)
                entries.append((handle, name, name, clipped(name)))
        grey = blend(self._ink, self._paper, _GREY)
        for kind in kinds:
            if several and len(kinds) == 1 and kind != "cv":
                continue  # the axis says it
            look = self.looks[0, kind]
            handle = self._handle(look, colour=grey if several else look.colour)
            if several:
                handle.set_marker("o")
            entries.append((handle, *kind_labels(numbers, kind)))
        if self.best:
            entries.append((_small(self.best[0], self.looks[0, kinds[0]].size * 1.6),
                            *best_labels(numbers)))  # fmt: skip
        if self.failed:
            cross = _small(self.failed[0], None)
            cross.set_markeredgecolor(self._ink)
            entries.append((cross, *failure_labels(numbers)))
        return entries

    def _handle(self, look: ScoreLook, *, colour: Any = None, plain: bool = False) -> Line2D:
        colour, empty = look.colour if colour is None else colour, look.filling < 1
        handle = Line2D(
            [], [], color=colour, linestyle="-" if plain and look.dash != "none" else look.dash,
            linewidth=look.width, marker=look.marker, markersize=0.9 * look.size,
            markerfacecolor=blend(colour, self._paper, look.filling) if empty else colour,
            markeredgecolor=colour,
            markeredgewidth=0.75 * of_style("lines.linewidth") if empty else 0.0,
        )  # fmt: skip
        handle.set(**self.options.line_kw)
        return handle

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        numbers = self.numbers
        notes = [self.across.why] if self.across.why else []
        notes += away_words(numbers, self.away)
        lost = sum(int(np.isinf(table).sum()) for table in numbers.scores.values())
        if lost:
            notes.append(f"{lost:,} infinite score{'s' if lost > 1 else ''} left out")
        if self._n_folds_away:
            n = self._n_folds_away
            notes.append(f"{n:,} fold{'s are' if n > 1 else ' is'} below too")
        untold = self.words.to_note
        if len(numbers.lines) > 1:
            untold = [(line, column) for line, column in np.argwhere(numbers.constant).tolist()]
        notes += constant_words(numbers, untold)
        if self.failed and not self.options.legend:
            notes.append(failure_labels(numbers)[-1])
        if self._names is not None and self._names.n_left_out and numbers.places is None:
            notes.append(f"{self._names.n_left_out:,} values are not named")
        letters = int(self.ax.bbox.width / self._unit() / (_LETTER * smallest_size()))
        return [textwrap.fill(note, max(letters, 16), break_long_words=False) for note in notes]

    def _unit(self) -> float:
        root = self.ax.get_figure(root=True)
        assert root is not None
        return float(root.dpi) / 72


def _small(mark: Line2D, size: float | None) -> Line2D:
    """A handle that looks like a mark."""
    handle = Line2D([], [])
    handle.update_from(mark)
    handle.set_markersize(0.9 * mark.get_markersize() if size is None else size)
    return handle
