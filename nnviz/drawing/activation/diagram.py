"""The picture of activation functions: curves, jumps, slopes, ranges and saturated parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.activation.legend import ActivationLegend
from nnviz.drawing.activation.limits import merged, room_below, y_limits
from nnviz.drawing.activation.numbers import ActivationNumbers, Curve, Floats, Jump, with_gaps
from nnviz.drawing.activation.options import ActivationOptions
from nnviz.drawing.activation.range_marks import RangeMarks
from nnviz.drawing.activation.words import forms
from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.line_looks import LineLook, looks
from nnviz.drawing.paper import blend, ink_colour, paper_colour, readable_on
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal, short_number

_CURVE, _SLOPE, _RISER = 1.5, 0.85, 0.7  # widths, in that of the style's lines
_DASHED = (0, (4, 1.8))
_DOTTED = (0, (1.1, 1.6))
_ZERO, _SHADE = 0.38, 0.1  # how much ink is in the zero lines, and in the shade of flat parts
_BAR, _LEAST_BELOW = 0.032, 0.02  # heights of bars of flat parts and below them, in the axes'


class ActivationChart:
    """Draws activation functions into axes.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : ActivationNumbers
        What to draw.
    options : ActivationOptions
        How.
    """

    def __init__(self, ax: Axes, numbers: ActivationNumbers, options: ActivationOptions) -> None:
        self.ax, self.numbers, self.options = ax, numbers, options
        self._ink, self._paper = ink_colour(ax), paper_colour(ax)
        self._line = of_style("lines.linewidth")
        self._several = len(numbers.curves) > 1
        self.looks = looks(len(numbers.curves), self._paper)
        self.curves: list[Line2D] = []
        self.slopes: list[Line2D] = []
        self.risers: list[Line2D] = []
        self.ends: list[Line2D] = []
        self.flat: list[Any] = []
        self._paths: list[Any] = []  # in data units, what words must not lie on
        low, high = self._limits()
        self._zero_lines = self._draw_zero_lines(low, high)
        if options.saturation:
            self._draw_flat_parts()
        # Slopes lie under the curves, which are what the picture is of.
        if options.derivative:
            for curve, look in zip(numbers.curves, self.looks, strict=True):
                self._draw_slope(curve, look)
        for curve, look in zip(numbers.curves, self.looks, strict=True):
            self._draw_curve(curve, look)
        self.marks = RangeMarks(
            ax, numbers.curves if options.mark_range else (), [*self._paths, *self._zeros()],
            ends=self.ends, bars=self.flat if self._several else (), ink=self._ink,
            paper=self._paper,
            **options.label_kw,
        )  # fmt: skip
        self._name()
        self._words = self._add_words()
        self.frame = ChartFrame(ax, above=self._words)

    @property
    def legend(self) -> Legend | None:
        """The legend that is shown."""
        return self._words.legend

    @property
    def zero_lines(self) -> list[Line2D]:
        """The zero lines that are in the picture."""
        return [line for line in self._zero_lines if line is not None]

    @property
    def note(self) -> Text:
        """The text that says what is left out."""
        return self._words.note

    # ------------------------------------------------------------------------- lines

    def _limits(self) -> tuple[float, float]:
        numbers, options = self.numbers, self.options
        low, high, self._cut = y_limits(
            numbers, derivative=options.derivative, ranges=options.mark_range
        )
        if options.saturation and self._several and any(curve.flat for curve in numbers.curves):
            low = room_below(low, high, _LEAST_BELOW + _BAR * len(numbers.curves))
        self.ax.set_xlim(*numbers.z_range, auto=False)
        self.ax.set_ylim(low, high, auto=False)
        return low, high

    def _draw_zero_lines(self, low: float, high: float) -> tuple[Line2D | None, Line2D | None]:
        """Lines through the origin, so that it can be found."""
        look: dict[str, Any] = {
            "color": blend(self._ink, self._paper, _ZERO), "linewidth": 0.5 * self._line,
            "linestyle": "-", "zorder": 1.5, "marker": "none", "gid": "decoration: zero",
        }  # fmt: skip
        first, last = self.numbers.z_range
        upright = self.ax.axvline(0.0, **look) if first < 0 < last else None
        return upright, self.ax.axhline(0.0, **look) if low < 0 < high else None

    def _draw_curve(self, curve: Curve, look: LineLook) -> None:
        z, h = with_gaps(curve.z, curve.values, curve.jumps)
        width = _CURVE * self._line
        (line,) = self.ax.plot(
            z, h, color=look.colour, linestyle=look.dash, linewidth=width, zorder=4,
            solid_joinstyle="miter", solid_capstyle="butt", dash_capstyle="butt", marker="none",
            label=curve.name,
        )  # fmt: skip
        line.set(**self.options.line_kw)
        self.curves.append(line)
        self._paths.append(np.column_stack([z, h]))
        self._draw_jumps(curve.jumps, line)

    def _draw_slope(self, curve: Curve, look: LineLook) -> None:
        z, slope = with_gaps(curve.z, curve.derivatives, curve.slope_jumps)
        (line,) = self.ax.plot(
            z, slope, color=look.colour, linestyle=look.dash if self._several else _DASHED,
            linewidth=_SLOPE * self._line, zorder=3.5, dash_capstyle="butt", marker="none",
            label=f"derivative of {curve.name}",
        )  # fmt: skip
        more = {key: value for key, value in self.options.line_kw.items() if key in _OF_BOTH}
        line.set(**more)
        self.slopes.append(line)
        self._paths.append(np.column_stack([z, slope]))
        self._draw_jumps(curve.slope_jumps, line)

    def _draw_jumps(self, jumps: Sequence[Jump], line: Line2D) -> None:
        """A dotted riser at each jump; a filled end where the value is, an open one where not."""
        colour, order, width = line.get_color(), line.get_zorder(), line.get_linewidth()
        for jump in jumps:
            ends = [jump.before, jump.after]
            if not all(map(math.isfinite, ends)):
                continue  # a pole
            if jump.before != jump.after:
                (riser,) = self.ax.plot(
                    [jump.z, jump.z], ends, color=colour, linestyle=_DOTTED, marker="none",
                    linewidth=_RISER * self._line, zorder=order - 0.1, label="_riser",
                    gapcolor=None if self.flat else self._paper,  # over a zero line
                )  # fmt: skip
                self.risers.append(riser)
                self._paths.append(np.array([[jump.z, end] for end in ends]))
            filled = [jump.value] if math.isfinite(jump.value) else []
            hollow = [end for end in dict.fromkeys(ends) if end not in filled]
            for heights, face, kind in ((hollow, self._paper, "open"), (filled, colour, "filled")):
                if heights:
                    (marks,) = self.ax.plot(
                        [jump.z] * len(heights), heights, linestyle="none", marker="o",
                        markerfacecolor=face, markeredgecolor=colour, zorder=order + 0.2,
                        markersize=1.8 * width + 1.6 * self._line, alpha=line.get_alpha(),
                        markeredgewidth=0.7 * self._line, label=f"_{kind} end",
                    )  # fmt: skip
                    self.ends.append(marks)

    # ----------------------------------------------------------------- flat parts

    def _draw_flat_parts(self) -> None:
        """Shade where a single curve is flat; a bar for each of several, at the bottom."""
        if not self._several:
            (curve,) = self.numbers.curves
            face = blend(self._ink, self._paper, _SHADE)
            for low, high in merged(curve.flat):
                self.flat.append(
                    self.ax.axvspan(low, high, facecolor=face, linewidth=0, zorder=0.2,
                                    label="saturated")
                )  # fmt: skip
            return
        n = len(self.numbers.curves)
        across = blended_transform_factory(self.ax.transData, self.ax.transAxes)
        for k, (curve, look) in enumerate(zip(self.numbers.curves, self.looks, strict=True)):
            bottom = _LEAST_BELOW + _BAR * (n - 1 - k)
            for low, high in merged(curve.flat):
                bar = Rectangle(
                    (low, bottom), high - low, 0.6 * _BAR, transform=across, linewidth=0,
                    facecolor=look.colour, zorder=2.5, label=f"{curve.name} is saturated",
                )  # fmt: skip
                self.ax.add_patch(bar)
                self.flat.append(bar)
                view = self.ax.get_ylim()
                y = view[0] + (bottom + 0.3 * _BAR) * (view[1] - view[0])
                self._paths.append(np.array([[low, y], [high, y]]))

    # ------------------------------------------------------------------------- words

    def _name(self) -> None:
        options = self.options
        both = "activation h(z), derivative h'(z)" if options.derivative else "activation h(z)"
        x = options.x_name if options.x_name is not None else "weighted sum z"
        y = options.y_name if options.y_name is not None else both
        name_axes(self.ax, x, y, **options.label_kw)

    def _handles(self) -> list[Any]:
        handles: list[Any] = [
            Line2D([], [], color=line.get_color(), linestyle=look.dash, alpha=line.get_alpha(),
                   linewidth=min(line.get_linewidth(), 1.5 * self._line), marker="none")
            for line, look in zip(self.curves, self.looks, strict=True)
        ]  # fmt: skip
        if self.slopes:
            colour = self._ink if self._several else self.slopes[0].get_color()
            handles.append(
                Line2D([], [], color=colour, linewidth=_SLOPE * self._line, marker="none",
                       linestyle="-" if self._several else _DASHED)
            )  # fmt: skip
        if self.flat:
            amount = 0.6 if self._several else 2 * _SHADE
            face = blend(self._ink, self._paper, amount)
            handles.append(Patch(facecolor=face, linewidth=0))
        return handles

    def _add_words(self) -> ActivationLegend:
        numbers, options = self.numbers, self.options
        choices = forms(numbers, options, flat=bool(self.flat), derivative=options.derivative)
        around = paper_colour(self.ax, around=True)
        across = np.array(numbers.z_range)
        levels = [float(np.asarray(line.get_ydata())[0]) for line in self.marks.lines]
        ranges = [np.column_stack([across, [level, level]]) for level in levels]
        return ActivationLegend(
            self.ax, self._handles(), choices if options.legend else [], self._notes,
            marks=self.marks, zero_lines=self._zero_lines,
            points=self._end_places(), lines=[*self._paths, *ranges],
            inside=self._ink, around=readable_on(around, (self._ink, "black", "white")),
            **options.label_kw,
        )  # fmt: skip

    def _zeros(self) -> list[Floats]:
        """The zero lines, as far as the picture goes."""
        low, high = self.ax.get_ylim()
        across = np.array(self.numbers.z_range)
        return [np.array([[0.0, low], [0.0, high]]), np.column_stack([across, [0.0, 0.0]])]

    def _end_places(self) -> list[Floats]:
        return [np.asarray(mark.get_xydata(), dtype=float) for mark in self.ends]

    def _notes(self) -> list[str]:
        """What the picture leaves out."""
        notes = [f"{literal(curve.name, 30)} leaves the picture" for curve in self._cut]
        if self.options.saturation and not self.flat:
            limit = short_number(self.numbers.flat_below)
            notes.append(f"nowhere saturated here: no slope stays under {limit}")
        return notes


#: Of the properties of curves those that their derivatives take too.
_OF_BOTH = ("color", "alpha", "zorder", "visible", "rasterized", "clip_on", "antialiased")
