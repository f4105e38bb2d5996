"""Lines at the ends of the ranges of functions, with their values where these fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform
from numpy.typing import NDArray

from nnviz.drawing.activation.numbers import Curve
from nnviz.drawing.activation.words import bound
from nnviz.drawing.frame import measure
from nnviz.drawing.paper import blend
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, shrinking_sizes

_INK = 0.75  # how much of it is in a line
_DASHED = (0, (5, 3))  # a value that is never reached
_APART = 3.0  # points between a label and what is around it


class RangeMarks:
    """A line at each infimum and supremum: dashed if no function takes that value.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    curves : sequence of Curve
        Whose ranges.
    lines : sequence of ndarray of shape (n, 2)
        In data units, what labels must not lie on.
    ends : sequence of Line2D
        Circles that they must not lie on.
    bars : sequence of Patch
        And bars.
    ink, paper : colour
        Of the axes.
    **kw
        Properties of the texts.
    """

    def __init__(
        self, ax: Axes, curves: Sequence[Curve], lines: Sequence[NDArray[Any]], *,
        ends: Sequence[Line2D], bars: Sequence[Patch], ink: Any, paper: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._ax, self._curve_lines, self._circles, self._bars = ax, lines, ends, bars
        self._fixed = kw.get("fontsize")
        more = {key: value for key, value in kw.items() if key != "fontsize"}
        width = 0.7 * of_style("lines.linewidth")
        self.lines: list[Line2D] = []
        self.labels: list[Text] = []
        self._words: list[tuple[str, ...]] = []
        for value, reached in ends_of(curves):
            dash = _DASHED if reached == {False} or reached == {None} else "-"
            line = ax.axhline(
                value, color=blend(ink, paper, _INK), linewidth=width, linestyle=dash, zorder=2,
                marker="none", label=f"range {bound(value)}",
            )  # fmt: skip
            self.lines.append(line)
            (how,) = reached if len(reached) == 1 else (None,)
            known = {True: "reached", False: "not reached", None: ""}[how]
            number = bound(value)
            self._words.append((f"{number}, {known}", number) if known else (number,))
            label = add_text(ax, 0, 0, "", ha="left", va="bottom", transform=IdentityTransform())
            label.set(**{"color": ink, **more}, visible=False, in_layout=False)
            label.set_zorder(5)
            self.labels.append(label)

    def fit(self, taken: Sequence[Bbox]) -> None:
        """Put each label where it lies on nothing; where there is no such place it is left out."""
        if not self.labels:
            return
        to_pixels = self._ax.transData.transform
        paths = [Path(to_pixels(line)) for line in self._curve_lines]
        used = [*taken, *self._around_circles(), *(bar.get_window_extent() for bar in self._bars)]
        for label, line, words in zip(self.labels, self.lines, self._words, strict=True):
            label.set_visible(False)
            others = [self._height(other) for other in self.lines if other is not line]
            found = self._place_for(label, self._height(line), words, paths, used, others)
            if found is not None:
                label.set(position=(found.x0, found.y0), visible=True)
                used.append(found)

    def boxes(self) -> list[Bbox]:
        """Where labels stand, in pixels."""
        return [self._box(label) for label in self.labels if label.get_visible()]

    def withdraw(self) -> None:
        """Show nothing any more."""
        for artist in (*self.lines, *self.labels):
            artist.set_visible(False)

    def _around_circles(self) -> list[Bbox]:
        root = self._ax.get_figure(root=True)
        assert root is not None
        found = []
        for circles in self._circles:
            radius = float(circles.get_markersize()) / 2 * root.dpi / 72
            for x, y in self._ax.transData.transform(circles.get_xydata()):
                found.append(Bbox.from_extents(x, y, x, y).padded(radius))
        return found

    def _height(self, line: Line2D) -> float:
        value = float(line.get_ydata()[0])  # type: ignore[arg-type, index]
        return float(self._ax.transData.transform((0.0, value))[1])

    def _place_for(
        self, label: Text, height: float, words: Sequence[str], paths: Sequence[Path],
        used: Sequence[Bbox], others: Sequence[float],
    ) -> Bbox | None:  # fmt: skip
        root = self._ax.get_figure(root=True)
        assert root is not None
        gap, frame = _APART * root.dpi / 72, self._ax.bbox
        middle = (frame.y0 + frame.y1) / 2
        for text in words:
            for size in [self._fixed] if self._fixed else shrinking_sizes():
                label.set(text=text, fontsize=size)
                wide, high = (side * root.dpi / 72 for side in measure(label))
                # Towards the middle of the axes first, since there is more room.
                inner = height - gap - high if height > middle else height + gap
                outer = height + gap if height > middle else height - gap - high
                for y in (inner, outer):
                    for x in (frame.x0 + 2 * gap, frame.x1 - 2 * gap - wide):
                        box = Bbox.from_bounds(x, y, wide, high)
                        wider = box.padded(0.8 * gap)
                        if (
                            frame.x0 < wider.x0 < wider.x1 < frame.x1
                            and frame.y0 < wider.y0 < wider.y1 < frame.y1
                            and not any(wider.overlaps(other) for other in used)
                            and not any(wider.y0 < other < wider.y1 for other in others)
                            and not any(path.intersects_bbox(wider, filled=False) for path in paths)
                        ):
                            return box
        return None

    def _box(self, label: Text) -> Bbox:
        root = self._ax.get_figure(root=True)
        assert root is not None
        wide, high = (side * root.dpi / 72 for side in measure(label))
        return Bbox.from_bounds(*label.get_position(), wide, high)


def ends_of(curves: Sequence[Curve]) -> list[tuple[float, set[bool | None]]]:
    """The finite ends of ranges in order, and which of True, False, None their functions reach."""
    found: dict[float, set[bool | None]] = {}
    for curve in curves:
        attained = curve.attained or (None, None)
        for value, reached in zip(curve.range or (), attained, strict=False):
            if math.isfinite(value):
                found.setdefault(float(value), set()).add(reached)
    return sorted(found.items())
