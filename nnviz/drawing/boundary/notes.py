"""What a picture says about itself, as lines that fit a width."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.text import Text

from nnviz.drawing.frame import measure
from nnviz.drawing.words import shorten, shrinking_sizes

_MOST_LINES = 4


def write_notes(
    text: Text, notes: Sequence[str], width: float, height: float, size: float | None = None
) -> float:
    """Write sentences below each other, broken into lines, as large as fits.

    Parameters
    ----------
    text : Text
        To write them to.
    notes : sequence of str
        One line each, if they are short enough.
    width, height : float
        What there is, in points.
    size : float, optional
        Of the letters, where the caller has chosen it.

    Returns
    -------
    float
        The height that they take, in points. Where all sizes take too much the last lines go.
    """
    text.set_text("")
    if not notes:
        return 0.0
    for tried in [size] if size else shrinking_sizes():
        text.set_fontsize(tried)
        lines = [line for note in notes for line in _broken(text, note, width)]
        text.set_text("\n".join(lines))
        high = measure(text)[1]
        if len(lines) <= max(_MOST_LINES, len(notes)) and high <= height:
            return high
    while len(lines) > 1 and measure(text)[1] > height:
        lines.pop()
        text.set_text("\n".join(lines))
    return measure(text)[1]


def _broken(text: Text, note: str, width: float) -> list[str]:
    """A note in lines of at most this width; a word that is longer ends with an ellipsis."""
    lines: list[str] = []
    for word in note.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        text.set_text(longer)
        if lines and measure(text)[0] <= width:
            lines[-1] = longer
            continue
        shorten(text, word, width)
        lines.append(text.get_text())
    return lines
