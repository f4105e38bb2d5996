"""The symbol of a feature without a name: an italic x with an index."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def write_symbol(label: Text, index: int) -> None:
    """Write the symbol of a feature to a text.

    It is plain text where the style's font has the subscripts: mathematics is parsed anew for each
    figure, which takes longer than to draw all the points on it.

    Parameters
    ----------
    label : Text
        To write to.
    index : int
        Of the feature.
    """
    label.set_fontstyle("italic")
    plain = f"x{str(index).translate(_SUBSCRIPTS)}"
    has_all = _has_glyphs(label.get_fontproperties().copy(), plain)
    label.set_usetex(False)
    label.set_parse_math(not has_all)
    label.set_text(plain if has_all else f"$x_{{{index}}}$")


@lru_cache(maxsize=64)
def _has_glyphs(font: FontProperties, characters: str) -> bool:
    found = get_font(findfont(font))
    return all(found.get_char_index(ord(character)) for character in characters)
