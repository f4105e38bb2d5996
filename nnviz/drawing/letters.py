"""Letters that fonts lack: a box in their place, and one warning of a whole picture.

Matplotlib warns of each such letter whenever a text with it is measured or drawn, which makes
dozens of warnings of one name, and none that says what to do.
"""

from __future__ import annotations

import sys
import threading
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.text import Text

_BOXES = "\N{WHITE SQUARE}\N{REPLACEMENT CHARACTER}?"  # the first that the font has
_MOST = 8  # letters that a warning lists
_LAYS_OUT_SCRIPTS = mpl.__version_info__ >= (3, 11)
_NOT_THE_CALLER = ("nnviz", "contextlib", "matplotlib")


class _Pictures(threading.local):
    """The letters of users' words in the pictures that a thread is drawing, one in another."""

    def __init__(self) -> None:
        self.letters: list[set[str]] = []


_pictures = _Pictures()


def writable(text: str, font: FontProperties) -> str:
    """A text with a box for each letter that its font lacks."""
    if text.isascii():
        return text
    letters = _letters_of(font)
    if all(_is_in(letter, letters) for letter in text):
        return text
    box = next((box for box in _BOXES if _is_in(box, letters)), "?")
    return "".join(
        letter if _is_in(letter, letters) else _unseen(letter) if _is_unseen(letter) else box
        for letter in text
    )  # fmt: skip


def _unseen(letter: str) -> str:
    """A letter that says how others are written, where matplotlib knows what that means."""
    return letter if _LAYS_OUT_SCRIPTS else ""


def lacking(text: Iterable[str], font: FontProperties) -> set[str]:
    """The letters of a text that its font lacks, but for those that nobody would see."""
    wanted = {letter for letter in text if not letter.isascii()}
    letters = _letters_of(font) if wanted else []
    return {one for one in wanted if not (_is_in(one, letters) or _is_unseen(one))}


def note_letters(words: str) -> None:
    """Note what a user's words hold, since they may be written only when the picture is fitted."""
    if _pictures.letters and not words.isascii():
        _pictures.letters[-1].update(words)


@contextmanager
def one_picture() -> Iterator[None]:
    """What is drawn inside warns once of letters that its fonts lack.

    Of a picture inside another one the outer one warns.
    """
    _pictures.letters.append(set())
    try:
        yield
    finally:
        letters = _pictures.letters.pop()
        if _pictures.letters:
            _pictures.letters[-1] |= letters


def warn_of_lacking(texts: Iterable[Text]) -> None:
    """Warn of the letters that fonts lack, once a picture is drawn; not of a part of another.

    Parameters
    ----------
    texts : iterable of Text
        All of the picture's own. Words that are not among them yet count as well, if none of its
        fonts has them.
    """
    if len(_pictures.letters) != 1:
        return
    pending = set(_pictures.letters[-1])
    fonts = {FontProperties()}
    missing: dict[str, str] = {}  # letters, and the font that lacks them
    for text in texts:
        words, font = text.get_text(), text.get_fontproperties().copy()
        fonts.add(font)
        if not (words.isascii() or text.get_parse_math()):
            missing |= dict.fromkeys(lacking(words, font), font.get_name())
            pending -= set(words)
    if pending:
        without = set.intersection(*(lacking(pending, font) for font in fonts))
        missing |= dict.fromkeys(without, FontProperties().get_name())
    if missing:
        warnings.warn(_in_words(missing), UserWarning, stacklevel=_caller())


def _in_words(missing: dict[str, str]) -> str:
    letters = sorted(missing)
    listed = [f"{one!r} (U+{ord(one):04X})" for one in letters[:_MOST]]
    if len(letters) > _MOST:
        listed.append(f"{len(letters) - _MOST} more")
    which = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
    font = missing[letters[0]]
    return (
        f"The font {font} has no glyph for {which}; a box stands for each. Fonts are tried one "
        f"after the other: plt.rcParams['font.family'] = [{font!r}, 'a font that has them']."
    )


def _caller() -> int:
    """How many frames above a warning the code is that asked for the picture."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None:
        if str(frame.f_globals.get("__name__")).split(".")[0] not in _NOT_THE_CALLER:
            break
        frame, level = frame.f_back, level + 1
    return level


def _is_in(letter: str, letters: list[frozenset[int]]) -> bool:
    return letter.isascii() or any(ord(letter) in some for some in letters)


def _letters_of(font: FontProperties) -> list[frozenset[int]]:
    """What each of the files has that matplotlib takes the glyphs of a font from."""
    files: list[Any] = fontManager._find_fonts_by_props(font)
    return [_letters_in(file) for file in files]


@lru_cache(maxsize=64)
def _letters_in(file: Any) -> frozenset[int]:
    return frozenset(get_font([file]).get_charmap())


@lru_cache(maxsize=4096)
def _is_unseen(letter: str) -> bool:
    """Whether a letter only says how others are to be written."""
    marks = "\u034f", "\u115f", "\u1160"
    ranges = ("\u180b", "\u180f"), ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef")
    return (
        unicodedata.category(letter) == "Cf"
        or letter in marks
        or any(low <= letter <= high for low, high in ranges)
    )
