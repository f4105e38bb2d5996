"""What panels have in common to say: entries of one legend, and what of them is each panel's own.

A display's legend speaks of that display. Of several, the entries that all have are said once;
where the words of one sign differ ("3 of 200 wrong"), the legend has what they have in common, and
the panels say their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nnviz.panels.signs import Bar, Entry

_JOINTS = ("of", "after", "at", "in", "on", "by", "to", "and", "with")  # no word ends with them


@dataclass(frozen=True, eq=False)
class Key:
    """What the legend of one display says: its title, and its entries."""

    title: str
    entries: tuple[Entry, ...]
    has_formulas: bool = False  # whose words are not literal


def key_of(display: Any) -> Key:
    """What a display that has been drawn says in its legend; nothing where that is not one."""
    legend = getattr(display, "legend_", None)
    if not isinstance(legend, Legend):
        return Key("", ())
    title = legend.get_title()
    words = [text.get_text() for text in legend.get_texts()]
    entries = tuple(
        Entry(handle, " ".join(label.split()))
        for handle, label in zip(legend.legend_handles, words, strict=True)
        if handle is not None and label.strip()
    )
    formulas = any(text.get_parse_math() for text in legend.get_texts())
    said = title.get_text().strip() if title.get_visible() else ""
    return Key(" ".join(said.split()), entries, formulas)


def joined_key(keys: Sequence[Key]) -> tuple[Key, list[list[str]]]:
    """What the legend of all says, and what of it is each display's own.

    Parameters
    ----------
    keys : sequence of Key
        Of each display.

    Returns
    -------
    Key
        Of all of them.
    list of list of str
        By display, the words that are its own.
    """
    own: list[list[str]] = [[] for _ in keys]
    titles = list(dict.fromkeys(key.title for key in keys if key.title))
    title = titles[0] if len(titles) == 1 and all(key.title for key in keys) else ""
    if not title:
        for words, key in zip(own, keys, strict=True):
            words += [key.title] if key.title else []
    looks = dict.fromkeys(_look(entry.handle) for key in keys for entry in key.entries)
    entries = []
    for look in looks:
        same = [[entry for entry in key.entries if _look(entry.handle) == look] for key in keys]
        found = [one for some in same for one in some]
        if max(len(some) for some in same) > 1:  # signs that words alone tell apart
            entries += _different(found)
            continue
        labels = list(dict.fromkeys(entry.label for entry in found))
        if len(labels) == 1:
            entries.append(found[0])
            continue
        common = common_words(labels)
        if not common:
            entries += _different(found)
            continue
        entries.append(Entry(found[0].handle, common))
        for words, some in zip(own, same, strict=True):
            words += [entry.label for entry in some]
    return Key(title, tuple(entries)), own


def _different(entries: Sequence[Entry]) -> list[Entry]:
    """The first entry of each label."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.label, entry)
    return list(found.values())


def common_words(labels: Sequence[str]) -> str:
    """The words with which all labels begin or end, or the first that all have; no numbers.

    Examples
    --------
    >>> common_words(["3 of 200 wrong", "17 of 200 wrong"])
    'wrong'
    >>> common_words(["best loss, after 12 epochs", "best loss, after 1 epoch"])
    'best loss'
    >>> common_words(["present weights: loss 0.7", "present weights: loss 0.04"])
    'present weights'
    >>> common_words(["3 of 200 wrong, test 5 of 90", "7 of 200 wrong, test 2 of 90"])
    'wrong'
    """
    words = [re.sub(r"[(),:;]", "", label).split() for label in labels]
    start = _shared(words)
    # "present weights: loss 0.7" speaks of the weights; what is said of them is a panel's own.
    start = start[: len(re.split(r"[,:;]", labels[0])[0].split())]
    end = _shared([some[::-1] for some in words])[::-1]
    if start or end:
        return " ".join(start or end)
    telling = [word for word in words[0] if word.isalpha() and word not in _JOINTS]
    return next((word for word in telling if all(word in some for some in words)), "")


def _shared(lists: Sequence[Sequence[str]]) -> list[str]:
    """What all lists begin with, up to a number, and not ending in a word that joins two."""
    shared = []
    for words in zip(*lists, strict=False):
        if len(set(words)) > 1 or any(character.isdigit() for character in words[0]):
            break
        shared.append(words[0])
    while shared and shared[-1] in _JOINTS:
        shared.pop()
    return shared


def _look(handle: Artist | Bar) -> tuple[Any, ...]:
    """What a sign looks like, so that two of the same look are one."""
    if isinstance(handle, Bar):
        return ("bar", handle.low, handle.high, handle.cmap.name, handle.norm.vmin,
                handle.norm.vmax)  # fmt: skip
    if isinstance(handle, Line2D):
        width = round(float(handle.get_linewidth()), 2)
        return ("line", _hex(handle.get_color()), str(handle.get_linestyle()), width,
                str(handle.get_marker()), _hex(handle.get_markerfacecolor()),
                _hex(handle.get_markeredgecolor()), str(handle._dash_pattern))  # type: ignore[attr-defined] # fmt: skip
    if isinstance(handle, Patch):
        return ("patch", _hex(handle.get_facecolor()), _hex(handle.get_edgecolor()),
                handle.get_hatch(), str(handle.get_linestyle()))  # fmt: skip
    return ("other", id(handle))


def _hex(colour: Any) -> str:
    try:
        return to_hex(colour, keep_alpha=True)
    except (TypeError, ValueError):
        return str(colour)
