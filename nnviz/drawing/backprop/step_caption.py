"""The one line under each frame of a lecture, of the same size in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.frame import Frame, Room, measure, points_from
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    normal_size,
    shrinking_sizes,
    smallest_size,
)

_GAP = 6.0  # points above the line
_DEPTH = 0.5  # how far subscripts reach below it, in sizes of the text


class StepCaption:
    """A line in the middle at the bottom; its room is that of the tallest of all frames.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    captions : sequence of sequence of str
        For each frame the forms of its line, the longest first.
    shown : int
        The frame that this one is.
    """

    what = "the caption"

    def __init__(
        self, frame: Frame, captions: Sequence[Sequence[str]], shown: int, **kw: Any
    ) -> None:
        self._frame, self._captions, self._shown = frame, captions, shown
        self._fixed = kw.get("fontsize")
        where = blended_transform_factory(frame.ax.transAxes, points_from(frame.ax, 0, 0))
        options = {"ha": "center", "va": "baseline", **kw, "transform": cast(Any, where)}
        self.text = add_text(frame.ax, 0.5, 0.0, "", math=True, **options)

    def claim(self, room: Room) -> None:
        """Take room for the largest size at which the lines of all frames fit."""
        least = smallest_size() / SUBSCRIPT  # subscripts have to be legible
        sizes = [self._fixed] if self._fixed else [normal_size(), *shrinking_sizes()]
        for size in sizes:
            used = size if self._fixed else max(size, least)
            self.text.set(fontsize=used, y=room.bottom + _DEPTH * used)
            fitting = [self._longest(forms, 0.94 * room.width) for forms in self._captions]
            chosen = [form for form, _ in fitting if form is not None]
            if len(chosen) == len(fitting):
                self.text.set(text=chosen[self._shown], visible=True)
                # All stand on one line, however deep the subscripts of each are.
                tallest = max(height for _, height in fitting)
                if room.take(bottom=max(tallest, 1.5 * used) + _GAP):
                    self._frame.note(self.what, None)
                    return
        self.hide()
        self._frame.note(self.what, f"{self.what} does not fit")

    def _longest(self, forms: Sequence[str], widest: float) -> tuple[str | None, float]:
        """The longest form that fits at the present size, and how high it is."""
        for form in forms:
            self.text.set_text(form)
            width, height = measure(self.text)
            if width <= widest:
                return form, height
        return None, 0.0

    def hide(self) -> None:
        """Show nothing."""
        self.text.set_visible(False)
