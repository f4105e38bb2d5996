"""Names that are written from right to left, beside words and numbers that are not.

In one line of text a Hebrew or Arabic name would take the signs and numbers beside it along, so
that a minus comes to stand behind its number; and a control character that overrides directions
would write the digits of all numbers after it backwards.
"""

from __future__ import annotations

import unicodedata

_FIRST, _LAST = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_ISOLATES = (_FIRST, "\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}")
_OVERRIDES = ("LRE", "RLE", "LRO", "RLO", "PDF")  # which reach as far as they like
_LEFTWARDS = ("R", "AL", "AN")
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_WITH_THE_LAST = ("NSM", "BN")  # marks upon a letter


def for_itself(text: str) -> str:
    """A text whose letters from right to left take nothing along of what stands beside them.

    Examples
    --------
    >>> for_itself("age"), len(for_itself("\N{HEBREW LETTER ALEF}, -0.5"))
    ('age', 9)
    """
    if text.isascii():
        return text
    text = "".join(c for c in text if unicodedata.bidirectional(c) not in _OVERRIDES)
    depths = _depths(text)
    if depths is None:
        text = "".join(c for c in text if c not in (*_ISOLATES, _LAST))
        depths = [0] * len(text)
    kinds = [unicodedata.bidirectional(c) for c in text]
    leftwards = [k for k, kind in enumerate(kinds) if kind in _LEFTWARDS and not depths[k]]
    if not leftwards:
        return text
    start, end = leftwards[0], leftwards[-1] + 1
    while end < len(text) and (kinds[end] in _WITH_THE_LAST or text[end] == _CUT):
        end += 1
    return f"{text[:start]}{_FIRST}{text[start:end]}{_LAST}{text[end:]}"


def _depths(text: str) -> list[int] | None:
    """In how many isolates each character is; None where some do not end, or have not begun."""
    depth, depths = 0, []
    for character in text:
        depth += character in _ISOLATES
        depths.append(depth)
        depth -= character == _LAST
        if depth < 0:
            return None
    return None if depth else depths
