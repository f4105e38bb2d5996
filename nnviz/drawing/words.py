"""Words on pictures: their sizes, their halo, users' names as literal text, numbers as text."""

from __future__ import annotations

import unicodedata
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from nnviz.drawing.directions import for_itself
from nnviz.drawing.frame import measure
from nnviz.drawing.letters import note_letters
from nnviz.drawing.literal_text import LiteralText
from nnviz.drawing.style import of_style
from nnviz.last_bits import to_be_written

SUBSCRIPT = 0.7  # matplotlib's size of a subscript beside its text
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MANY = 12  # digits that are wanted as they are, last bits and all


def normal_size() -> float:
    """The size of our words in points: the style's own font size."""
    return of_style("font.size")


def smallest_size() -> float:
    """The smallest size that words shrink to before they are left out, in points.

    Four points under the style's font size (18 of 22 on slides), and never under 6.
    """
    size = normal_size()
    return min(size, max(size - 4.0, 6.0))


def small_size() -> float:
    """The size of words of the second rank: captions, ticks, notes."""
    return max(0.9 * normal_size(), smallest_size())


def shrinking_sizes() -> list[float]:
    """The sizes to try for words of the second rank, largest first."""
    return [small_size(), (small_size() + smallest_size()) / 2, smallest_size()]


def literal(name: Any, longest: int = 200) -> str:
    """A user's name as one line of text that can be drawn: no control characters, not endless."""
    characters = []
    for character in str(name):
        category = unicodedata.category(character)
        if character.isspace():
            characters.append(" ")
        elif category in ("Cc", "Cs", "Cn"):
            characters.append("\N{REPLACEMENT CHARACTER}")
        else:
            characters.append(character)
    text = whole = for_itself("".join(characters).strip()).strip()
    # What keeps a name's direction from its neighbours takes up to two characters.
    for kept in (longest - 1, longest - 3):
        if len(text) > longest:
            text = for_itself(whole[:kept] + ELLIPSIS)
    note_letters(text)
    return text


def add_text(ax: Axes, x: float, y: float, text: str, *, math: bool = False, **kw: Any) -> Text:
    """Add a text that is never TeX, and mathematics only where `math` says so."""
    options = {"fontsize": normal_size(), "clip_on": False, "transform": ax.transData, **kw}
    made = LiteralText(x, y, text, usetex=False, parse_math=math, **options)
    ax.add_artist(made)
    return made


def new_text(ax: Axes, x: float, y: float, text: str, **kw: Any) -> Text:
    """A text at a place in data units that another artist will draw; never TeX."""
    made = LiteralText(x, y, text, usetex=False, **kw)
    figure = ax.get_figure(root=False)
    assert figure is not None
    made.set_figure(figure)
    made.axes = ax
    made.set_transform(ax.transData)
    return made


def halo(paper: Any, points: float) -> list[Any]:
    """Path effects that lay a rim of paper under a text."""
    return [withStroke(linewidth=points, foreground=paper)]


def shorten(text: Text, full: str, widest: float) -> None:
    """Set `full` or as much of it as is at most `widest` points wide, with an ellipsis."""
    text.set_text(full)
    if len(full) < 2 or measure(text)[0] <= widest:
        return
    low, high = 1, len(full) - 1  # the longest start of the name that still fits
    while low < high:
        middle = (low + high + 1) // 2
        text.set_text(full[:middle].rstrip() + ELLIPSIS)
        if measure(text)[0] <= widest:
            low = middle
        else:
            high = middle - 1
    text.set_text(full[:low].rstrip() + ELLIPSIS)


def format_number(value: float, spec: str) -> str:
    """A number in a format, without the sign of a zero: never "-0.00".

    Examples
    --------
    >>> format_number(-0.0004, ".2f"), format_number(-0.5, ".2f")
    ('0.00', '\N{MINUS SIGN}0.50')
    """
    text = format(float(value), spec)
    if sum(character.isdigit() for character in text) < _MANY:
        text = format(to_be_written(value), spec)
    if text.startswith("-") and not any(digit in text for digit in "123456789ni"):
        text = text[1:]
    return text.replace("-", minus())


def minus() -> str:
    """The minus sign of the reader's style: a hyphen is short beside digits and dashed lines."""
    return "\N{MINUS SIGN}" if mpl.rcParams["axes.unicode_minus"] else "-"


def short_number(value: float, digits: int = 3) -> str:
    """A number to a few significant digits in as few characters as it takes.

    Examples
    --------
    >>> [short_number(v) for v in (0.12345, -12.345, 1234.5, 0.0, 0.000162, 5.1e-7)]
    ['0.123', '\N{MINUS SIGN}12.3', '1234', '0', '1.62e\N{MINUS SIGN}4', '5.1e\N{MINUS SIGN}7']
    """
    value = to_be_written(value)
    plain = format_number(value, ".0f" if 1e3 <= abs(value) < 1e5 else f".{digits}g")
    mantissa, _, exponent = format(float(value), f".{digits - 1}e").partition("e")
    if not exponent:  # nan, inf
        return plain
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    scientific = f"{mantissa}e{int(exponent)}".replace("-", minus())
    return scientific if "e" in plain or len(scientific) < len(plain) else plain
