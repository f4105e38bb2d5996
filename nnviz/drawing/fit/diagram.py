"""The picture of a fit: data and curve over one feature, or observed against predicted."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_cell import Cell
from nnviz.drawing.chart_legend import ChartLegend
from nnviz.drawing.fit.limits import cut_curves, limits_of, residual_limits, shown_samples
from nnviz.drawing.fit.numbers import FitNumbers, Floats
from nnviz.drawing.fit.options import FitOptions
from nnviz.drawing.fit.points import (
    TEST_MARKER,
    filled,
    hollow,
    muted,
    point_look,
)
from nnviz.drawing.fit.words import forms
from nnviz.drawing.line_looks import LineLook, looks
from nnviz.drawing.paper import ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style

_PANEL = 0.27  # the part of the height that residuals take
_CURVE = 1.5  # the width of a curve, in that of the style's lines
_FAR = 20.0  # how far shading goes on beyond the picture, in widths of the curve
_SHADE, _DATA, _TEST = 0.09, 0.55, 0.72  # how much ink is in the colours of these
_FEW = 150  # so many points, or fewer, stand before the curve
EXTRAPOLATION = "extrapolation"


class FitChart:
    """Draws the numbers of a fit into axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : FitNumbers
        What to draw.
    options : FitOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: FitNumbers, options: FitOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self._line = of_style("lines.linewidth")
        self._several = len(numbers.models) > 1
        self.looks = looks(len(numbers.models), self._paper)
        #: Which samples are drawn.
        self.shown = shown_samples(numbers, options)
        self._xlim, self._ylim = limits_of(numbers, options)
        self.points: list[PathCollection] = []
        self.residual_points: list[PathCollection] = []
        self.curves: list[Line2D] = []
        self.shades: list[Rectangle] = []
        self.identity: Line2D | None = None
        self.zero: Line2D | None = None
        self.panel: Axes | None = None
        self._cut: list[str] = []
        self._entries: list[tuple[Any, str, str]] = []  # handle, label in full, short label
        self._first = 0
        if options.residuals:
            self.panel = self._add_panel()
        if numbers.x is not None:
            self._draw_curves(numbers.x)
        else:
            self._draw_against_predicted()
        if self.panel is not None:
            self._draw_residuals(self.panel)
        self._name()
        self._words = self._add_words()
        panel = None if self.panel is None else Cell(self.panel)
        self.frame = ChartFrame(
            ax, [[Cell(ax)], *([] if panel is None else [[panel]])],
            heights=None if panel is None else (1 - _PANEL, _PANEL), droppable=panel,
            above=self._words,
        )  # fmt: skip

    @property
    def legend(self) -> Legend | None:
        """The legend that is shown."""
        return self._words.legend

    @property
    def note(self) -> Any:
        """The text that says what is left out."""
        return self._words.note

    @property
    def _are_few(self) -> bool:
        return sum(len(shown) for shown in self.shown.values()) <= _FEW

    # ------------------------------------------------------------------ one feature

    def _draw_curves(self, x: Floats) -> None:
        numbers, ax = self.numbers, self.ax
        assert numbers.inputs is not None
        self._draw_shades(x)
        colours = {"train": muted(self._ink, self._paper, _DATA),
                   "test": muted(self._ink, self._paper, _TEST)}  # fmt: skip
        for kind, observed in numbers.observed.items():
            shown = self.shown[kind]
            self.points.append(
                self._scatter(ax, numbers.inputs[kind][shown], observed[shown], kind, colours[kind])
            )
            self._entries.append((self._point_handle(kind, colours[kind]), *self._labels(kind)))
        self._first = len(self._entries)
        for model, look in zip(numbers.models, self.looks, strict=True):
            assert model.curve is not None
            (line,) = ax.plot(x, model.curve, **self._curve_keywords(look), label=model.name)
            if len(x) == 1:  # a line of one point would not be seen
                line.set(marker="_", markersize=8 * self._line, markeredgewidth=self._line)
            line.set(**self.options.line_kw)
            self.curves.append(line)
        if self.shades:
            face = muted(self._ink, self._paper, 2 * _SHADE)
            self._entries.append((Patch(facecolor=face, linewidth=0), EXTRAPOLATION, EXTRAPOLATION))
        ax.set_xlim(*self._xlim, auto=False)
        cut = cut_curves(numbers, *self._ylim)
        self._cut = [f"{numbers.models[k].name} leaves the picture" for k in cut]
        ax.set_ylim(*self._ylim, auto=False)

    def _curve_keywords(self, look: LineLook) -> dict[str, Any]:
        width = _CURVE * self._line
        rim = withStroke(linewidth=1.8 * width, foreground=self._paper)
        return {
            "color": look.colour, "linestyle": look.dash, "linewidth": width, "zorder": 4,
            "solid_joinstyle": "round", "dash_capstyle": "butt", "marker": "none",
            # Few points lie over the curve, which a rim of paper would hide.
            "path_effects": [] if self._are_few else [rim],
        }  # fmt: skip

    def _draw_shades(self, x: Floats) -> None:
        """Shade what lies outside the training range, where the picture goes there."""
        assert self.numbers.training_range is not None
        face = muted(self._ink, self._paper, _SHADE)
        far = _FAR * float(x[-1] - x[0])
        low, high = self.numbers.training_range
        below, above = self.numbers.beyond()
        for goes, start, end in ((below, low - far, low), (above, high, high + far)):
            if goes:
                for axes in [self.ax] if self.panel is None else [self.ax, self.panel]:
                    shade = axes.axvspan(start, end, facecolor=face, linewidth=0, zorder=0.2)
                    self.shades.append(shade)

    # -------------------------------------------------------------- several features

    def _draw_against_predicted(self) -> None:
        numbers, ax = self.numbers, self.ax
        ax.set_xlim(*self._xlim, auto=False)
        ax.set_ylim(*self._ylim, auto=False)
        if self.panel is None:
            ax.set_aspect("equal", adjustable="box")
        self.identity = ax.axline(
            (0.0, 0.0), slope=1.0, color=self._ink, linewidth=0.8 * self._line,
            linestyle=(0, (5, 2)), zorder=4, marker="none", label="observed = predicted",
        )  # fmt: skip
        self.identity.set(**self.options.line_kw)
        for model, look in zip(numbers.models, self.looks, strict=True):
            for kind, observed in numbers.observed.items():
                shown = self.shown[kind]
                marker = look.marker if self._several else None
                drawn = self._scatter(
                    ax, model.predicted[kind][shown], observed[shown], kind, look.colour, marker
                )
                drawn.set_label(f"{model.name}, {kind}")
                self.points.append(drawn)
        if not self._several:
            colour = self.looks[0].colour
            for kind in numbers.observed:
                self._entries.append((self._point_handle(kind, colour), *self._labels(kind)))
        elif len(numbers.observed) > 1:
            grey = muted(self._ink, self._paper, _TEST)
            for kind in numbers.observed:
                handle = self._point_handle(kind, grey, marker="o")
                self._entries.append((handle, *self._labels(kind)))
        self._first = len(self._entries)
        handle = Line2D([], [], color=self._ink, linewidth=0.8 * self._line, linestyle=(0, (5, 2)),
                        marker="none")  # fmt: skip
        self._entries.append((handle, "observed = predicted", "equal"))

    # --------------------------------------------------------------------- residuals

    def _add_panel(self) -> Axes:
        panel: Axes = self.ax.inset_axes((0.0, -0.4, 1.0, 0.3), sharex=self.ax)
        panel.patch.set_facecolor(self.ax.patch.get_facecolor())
        panel.patch.set_visible(self.ax.patch.get_visible())
        return panel

    def _draw_residuals(self, panel: Axes) -> None:
        numbers = self.numbers
        self.zero = panel.axhline(
            0.0, color=self._ink, linewidth=0.8 * self._line, linestyle="-", zorder=4, marker="none"
        )
        for model, look in zip(numbers.models, self.looks, strict=True):
            for kind in numbers.observed:
                shown = self.shown[kind]
                across = (numbers.inputs or model.predicted)[kind][shown]
                values = model.residuals[kind][shown]
                marker = look.marker if self._several else None
                drawn = self._scatter(panel, across, values, kind, look.colour, marker)
                self.residual_points.append(drawn)
        panel.set_ylim(*residual_limits(numbers, self.shown, self.options), auto=False)

    # ------------------------------------------------------------------------ shared

    def _scatter(
        self, ax: Axes, x: Floats, y: Floats, kind: str, colour: Any, marker: Any = None
    ) -> PathCollection:
        n = sum(len(shown) for shown in self.shown.values()) * (
            len(self.looks) if self.numbers.x is None else 1
        )
        look = filled(colour, n) if kind == "train" else hollow(colour, n)
        marker = marker or ("o" if kind == "train" else TEST_MARKER)
        order = (4.5 if self._are_few else 2) + (0.2 if kind == "test" else 0)
        drawn = ax.scatter(x, y, marker=marker, zorder=order, **look)
        drawn.set_label(kind)
        drawn.set(**self.options.scatter_kw)
        return drawn

    def _point_handle(self, kind: str, colour: Any, marker: Any = None) -> Line2D:
        size = max(float(point_look(100)[0]) ** 0.5, 4.0)
        face = colour if kind == "train" else "none"
        width = 0.0 if kind == "train" else 0.8 * of_style("patch.linewidth")
        return Line2D(
            [], [], linestyle="none", marker=marker or ("o" if kind == "train" else TEST_MARKER),
            markerfacecolor=face, markeredgecolor=colour, markeredgewidth=width, markersize=size,
        )  # fmt: skip

    def _labels(self, kind: str) -> tuple[str, str]:
        """What points are called, and how many are drawn of how many where not all are."""
        name = kind if len(self.numbers.observed) > 1 else "data"
        n, shown = len(self.numbers.observed[kind]), len(self.shown[kind])
        return (name if shown == n else f"{name}, {shown:,} of {n:,} points drawn"), name

    def _model_handles(self) -> list[Any]:
        if self.numbers.x is not None:
            return [
                Line2D([], [], color=line.get_color(), linestyle=look.dash, linewidth=
                       min(line.get_linewidth(), 1.3 * self._line), alpha=line.get_alpha(),
                       marker="none")
                for line, look in zip(self.curves, self.looks, strict=True)
            ]  # fmt: skip
        if not self._several:
            return []
        return [self._point_handle("train", look.colour, look.marker) for look in self.looks]

    def _name(self) -> None:
        numbers, options, kw = self.numbers, self.options, dict(self.options.label_kw)
        x = options.x_name if options.x_name is not None else numbers.x_name
        y = options.y_name if options.y_name is not None else numbers.y_name
        if numbers.x is None:
            # The axes say which of the two they are, and what the values are of.
            whose = "" if y == "y" else f" {y}"
            x = options.x_name if options.x_name is not None else f"predicted{whose}"
            y = f"observed{whose}"
        name_axes(self.ax, x, y, **kw)
        if self.panel is not None:
            name_axes(self.panel, x, "residual", **kw)

    def _add_words(self) -> ChartLegend:
        numbers, options = self.numbers, self.options
        models = self._model_handles()
        handles = [entry[0] for entry in self._entries]
        handles[self._first : self._first] = models
        labels = [(full, short) for _, full, short in self._entries]
        choices = forms(numbers, labels, options.scores, first=self._first, in_entries=bool(models))
        points = [np.asarray(drawn.get_offsets(), dtype=float) for drawn in self.points]
        lines = [np.asarray(line.get_xydata(), dtype=float) for line in self.curves]
        if self.identity is not None:
            lines.append(np.array([self.ax.get_xlim(), self.ax.get_ylim()]).T)
        around_axes = paper_colour(self.ax, around=True)
        return ChartLegend(
            self.ax, handles, choices if options.legend else [], self._notes, points=points,
            lines=lines, inside=self._ink,
            around=readable_on(around_axes, (self._ink, "black", "white")), **options.label_kw,
        )  # fmt: skip

    def _notes(self) -> list[str]:
        """What the picture leaves out, as it stands now."""
        notes = list(self._cut)
        if self.panel is not None and not self.frame.panel_fits:
            notes.append("no room for residuals")
        return notes
