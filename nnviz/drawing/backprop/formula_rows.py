"""The chain rule under a diagram: its factors in columns, and the way back from the loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.captions import Captions
from nnviz.drawing.frame import Frame, Room, measure, points_from
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    normal_size,
    shrinking_sizes,
    small_size,
    smallest_size,
)

_GAP = 6.0  # points between rows
_DOT = "\N{DOT OPERATOR}"
_TICK = 3.0  # points that the ends of a bracket reach up


class FactorRow(Captions):
    """One row of factors, each in its column, with dots between them.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    places : sequence of float
        The columns, in data units.
    forms : sequence of sequence of str
        For each factor its forms, the longest first.
    what : str
        What the row is, for the note that says that it does not fit.
    ink : colour
        Of the dots.
    beside : FactorRow, optional
        A row above, claimed later: this one is shown only with it, and no larger.
    """

    def __init__(
        self, frame: Frame, places: Sequence[float], forms: Sequence[Sequence[str]], what: str,
        *, math: bool, ink: Any, beside: FactorRow | None = None, **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(frame, places, forms, what, 1, math=math, va="baseline", **kw)
        points = points_from(frame.ax, 0, 0)
        self._points, self._beside = points, beside
        options = {"ha": "center", "va": "center_baseline", "color": ink, "transform": points}
        self.dots = [add_text(frame.ax, 0, 0, _DOT, **options) for _ in self.texts[1:]]
        frame.finish.append(self._place_dots)

    @property
    def shown(self) -> bool:
        """Whether there was room for the row."""
        return bool(self.texts) and self.texts[0].get_visible()

    def claim(self, room: Room) -> None:
        """Take a row at the bottom, if there is one for the row above too."""
        if self._beside is not None and room.last is not None and not self._beside.shown:
            self.hide()
            self._frame.note(self._what, None)
            return
        super().claim(room)

    def _attempts(self) -> list[tuple[int, float]]:
        sizes = [self.size] if self.size else [1.25 * normal_size(), 1.1 * normal_size()]
        sizes += [] if self.size else shrinking_sizes()
        if self._beside is not None and not self.size:
            largest = float(self._beside.texts[0].get_fontsize())
            sizes = [size for size in sizes if size <= largest] or sizes[-1:]
        ranks = range(max(len(choices) for choices in self._forms))
        return [(rank, size) for rank in ranks for size in sizes]

    def column(self, place: float) -> float:
        """A place of the layer axis in points from the left of the axes."""
        pixels = self._frame.ax.transData.transform((place, 0.0))
        return float(self._points.inverted().transform(pixels)[0])

    def extent(self, number: int) -> tuple[float, float]:
        """Left and right end of a factor, in points from the left of the axes."""
        half, middle = measure(self.texts[number])[0] / 2, self.column(float(self._places[number]))
        return middle - half, middle + half

    def _place_dots(self) -> None:
        for k, dot in enumerate(self.dots):
            dot.set_visible(self.shown)
            if not self.shown:
                continue
            size = float(self.texts[k].get_fontsize())
            dot.set(x=(self.extent(k)[1] + self.extent(k + 1)[0]) / 2, fontsize=1.5 * size)
            dot.set_y(float(self.texts[k].get_position()[1]) + 0.3 * size)


class WayBack:
    """Under the factors an arrow that points back from the loss, and what the last ones are.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    row : FactorRow
        The factors.
    residual : str or None
        What the last factors multiply to, in LaTeX.
    n_residual : int
        How many they are.
    colour, ink, paper : colour
        Of the arrow, of words, and of what lies behind.
    """

    def __init__(
        self, frame: Frame, row: FactorRow, residual: str | None, n_residual: int,
        *, colour: Any, ink: Any, paper: Any, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        self._frame, self._row, self._n_residual = frame, row, n_residual
        points = points_from(ax, 0, 0)
        self._size = kw.get("fontsize", small_size())
        options: dict[str, Any] = {"ha": "center", "color": ink, **kw, "transform": points}
        self.arrow = FancyArrowPatch(
            (1, 0), (0, 0), transform=points, arrowstyle="->", shrinkA=0, shrinkB=0,
            mutation_scale=normal_size(), color=colour, linewidth=0.12 * normal_size(), zorder=2,
        )  # fmt: skip
        ax.add_artist(self.arrow)
        box = {"facecolor": paper, "edgecolor": "none", "pad": 2.0}
        self.word = add_text(
            ax, 0, 0, "backward",
            **{**options, "va": "center", "bbox": box, "fontsize": self._size, "zorder": 3},
        )  # fmt: skip
        self.residual = None
        self.bracket = None
        if residual is not None and n_residual:
            self.residual = add_text(
                ax, 0, 0, f"$= {residual}$", math=True, **{**options, "va": "top"}
            )
            if n_residual > 1:
                self.bracket = Line2D(
                    [], [], transform=points, color=ink, solid_joinstyle="miter", linestyle="-",
                    marker="none",
                )  # fmt: skip
                self.bracket.set_linewidth(0.1 * normal_size())
                ax.add_artist(self.bracket)
        self._y = 0.0
        frame.finish.append(self._place)

    def claim(self, room: Room) -> None:
        """Take a strip at the bottom."""
        shown = self._row.shown or room.last is None
        if self.residual is not None:
            small = smallest_size() if "_" not in self.residual.get_text() else (
                smallest_size() / SUBSCRIPT)  # fmt: skip
            self.residual.set_fontsize(max(self._size, small))
        height = 1.3 * self._size
        if self.residual is not None:
            height = max(height, measure(self.residual)[1] + _TICK + 2.0)
        shown = shown and room.take(bottom=height + _GAP)
        self._y = room.bottom - _GAP
        self._show(shown)

    def hide(self) -> None:
        """Show nothing."""
        self._show(False)

    def _show(self, shown: bool) -> None:
        for artist in (self.arrow, self.word, self.residual, self.bracket):
            if artist is not None:
                artist.set_visible(shown)

    def _place(self) -> None:
        """Put everything under its columns, which are known when the limits stand."""
        if not (self._row.shown and self.word.get_visible()):
            self._show(False)
            return
        n, top = len(self._row.texts), self._y
        left, right = self._row.extent(0)[0], self._row.extent(n - 1)[1]
        if self.residual is not None:
            first, last = self._row.extent(n - self._n_residual)[0], right
            width = measure(self.residual)[0]
            room = self._frame.room
            assert room is not None  # the frame has fitted its claims
            middle = min((first + last) / 2, room.width - 4.0 - width / 2)
            y = top - _TICK if self.bracket is not None else top
            self.residual.set(x=middle, y=y - 2.0)
            if self.bracket is not None:
                self.bracket.set_data([first, first, last, last], [top, y, y, top])
            right = min(first, middle - width / 2) - 8.0
        middle = top - 0.65 * self._size
        self.arrow.set_positions((right, middle), (left, middle))
        self.arrow.set_visible(right - left > 2.0 * normal_size())
        self.word.set(x=(left + right) / 2, y=middle)
        self.word.set_visible(measure(self.word)[0] <= right - left - 4.0 * normal_size())


class Lines:
    """A few words in the middle at the bottom, in the longest of some forms that fits.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    forms : sequence of list of str
        The forms, the longest first; each in pieces between which it may be broken.
    what : str
        What it is, for the note that says that it does not fit.
    nested : bool, default=False
        Whether there are subscripts of subscripts, which have to be legible.
    most_lines : int, default=2
        How many lines a form may be broken into.
    """

    def __init__(
        self, frame: Frame, forms: Sequence[Sequence[str]], what: str, *, nested: bool = False,
        most_lines: int = 2, **kw: Any,
    ) -> None:  # fmt: skip
        ax = frame.ax
        self._frame, self._forms, self.what = frame, forms, what
        self._nested, self._most_lines = nested, most_lines
        self._fixed = kw.get("fontsize")
        where = blended_transform_factory(ax.transAxes, points_from(ax, 0, 0))
        options = {"ha": "center", "va": "bottom", **kw, "transform": cast(Any, where)}
        self.text = add_text(ax, 0.5, 0.0, "", math=True, **options)

    def claim(self, room: Room) -> None:
        """Take room at the bottom for the longest form that fits."""
        widest = 0.94 * room.width
        attempts = [
            (form, number, n_lines)
            for n_lines in range(1, self._most_lines + 1)
            for number, form in enumerate(self._forms[:-1] or self._forms)
        ]
        attempts.append((self._forms[-1], len(self._forms) - 1, self._most_lines))
        for form, number, lines_allowed in attempts:
            deep = self._nested and number == 0
            for size in [self._fixed] if self._fixed else [normal_size(), *shrinking_sizes()]:
                subscripts = any("_" in piece or "^" in piece for piece in form)
                least = smallest_size() / (SUBSCRIPT ** (2 if deep else int(subscripts)))
                used = float(self._fixed or max(size, least))
                self.text.set(fontsize=used, y=room.bottom, visible=True)
                lines = self._broken(form, widest)
                self.text.set_text("\n".join(lines))
                fits = len(lines) <= lines_allowed and measure(self.text)[0] <= widest
                if fits and room.take(bottom=measure(self.text)[1] + _GAP):
                    self._frame.note(self.what, None)
                    return
        self.hide()
        self._frame.note(self.what, f"{self.what} do not fit")

    def hide(self) -> None:
        """Show nothing."""
        self.text.set_visible(False)

    def _broken(self, pieces: Sequence[str], widest: float) -> list[str]:
        lines: list[str] = []
        for piece in pieces:
            longer = f"{lines[-1]} {piece}" if lines else piece
            self.text.set_text(longer)
            if lines and measure(self.text)[0] > widest:
                lines.append(piece)
            else:
                lines[-1:] = [longer]
        return lines
