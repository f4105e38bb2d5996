"""Panels in words, for who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnviz.drawing.diagram_words import listed
from nnviz.drawing.words import literal
from nnviz.panels.pictures import Pictures
from nnviz.panels.subjects import Subjects

_MOST = 12  # titles that are named, and panels that are told of
_FEW = 4  # panels of which more than one sentence is told


def describe(subjects: Subjects, rows: Sequence[Pictures], inner: Sequence[Sequence[Any]]) -> str:
    """What the panels are, then each of them shortly.

    Parameters
    ----------
    subjects : Subjects
        Whom they show.
    rows : sequence of Pictures
        What is drawn of each, one a function.
    inner : sequence of sequence of object
        For each function, the displays of the panels, or None.

    Returns
    -------
    str
    """
    each = subjects.each
    n = len(each) * len(rows)
    titles = [literal(one.title, 40) for one in each[:_MOST]]
    if len(each) > _MOST:
        titles.append(f"{len(each) - _MOST:,} more")
    of = f" {literal(subjects.heading)}" if subjects.heading else ""
    drawn = listed([pictures.recipe.name for pictures in rows])
    sentences = [
        f"{n:,} panel{'' if n == 1 else 's'} drawn with {drawn}, for{of} {listed(titles)}."
    ]
    best = next((one.title for one in each if one.best), None)
    if best is not None:
        sentences.append(f"The best is {literal(best, 40)}.")
    for subject in each:
        if subject.failure:
            sentences.append(f"{literal(subject.title, 40)} {literal(subject.failure, 120)}.")
    if subjects.note:
        sentences.append(f"Shown are {subjects.note}.")
    for displays in inner:
        told: list[tuple[str, str]] = []  # titles may be alike once they are shortened
        for subject, display in zip(each[:_MOST], displays, strict=False):
            if display is not None:
                told.append((literal(subject.title, 40), _shortly(display, few=n <= _FEW)))
        if len({words for _, words in told}) == 1 and len(told) > 1:
            sentences.append(f"Each: {told[0][1]}")
        else:
            sentences += [f"{title}: {words}" for title, words in told]
    return " ".join(sentences)


def _shortly(display: Any, *, few: bool) -> str:
    """All that a display says of itself where panels are few, else what tells it from others."""
    words = str(display.alt_text())
    if few:
        return words
    sentences = [f"{part.rstrip('.')}." for part in words.split(". ")]
    return " ".join(sentences[:2])
