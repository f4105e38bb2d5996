"""The scores of a sweep in words, for those who do not see them."""

from __future__ import annotations

import numpy as np

from nnviz.drawing.sweep_scores.numbers import ScoreNumbers, last_part
from nnviz.drawing.sweep_scores.words import (
    constant_words,
    kind_words,
    score_words,
    scoring_words,
)

_SCALES = {"linear": "", "log": " on a logarithmic axis", "even": ""}


def describe(numbers: ScoreNumbers, scale: str) -> str:
    """Two to four sentences on what a picture of scores shows."""
    kinds = " and ".join(kind_words(kind) for kind in numbers.kinds)
    n, scoring = len(numbers.sweep.runs), scoring_words(numbers)
    words = numbers.value_words
    if numbers.places is None:
        along = ", ".join(words[:6]) + (f" and {len(words) - 6} more" if len(words) > 6 else "")
        along = f": {along}"
    else:
        along = f" from {words[0]} to {words[-1]}" if len(words) > 1 else f", {words[0]}"
    lines = f", a line for each of {len(numbers.lines)} values of {numbers.heading}"
    sentences = [
        f"Chart of the {kinds} {scoring} of {n:,} training{'' if n == 1 else 's'} over "
        f"{last_part(numbers.name)}{along}{_SCALES[scale]}"
        f"{lines if len(numbers.lines) > 1 else ''}."
    ]
    kind = numbers.kinds[0]
    table = numbers.finite[kind]
    best = numbers.best_places
    more = f" and {len(best) - 1} more" if len(best) > 1 else ""
    said = f"The best {kind_words(kind)} {scoring} is {score_words(numbers.best_score)}, at " + (
        numbers.at(*best[0]) + more
    )
    least = float(np.nanmin(table))
    if least < numbers.best_score:
        line, column = np.argwhere(table == least)[0].tolist()
        said += f"; the least is {score_words(least)}, at {numbers.at(line, column)}"
    sentences.append(f"{said}.")
    failed = [numbers.at(line, column) for line, column in np.argwhere(numbers.failed).tolist()]
    if failed:
        where = f", at {'; '.join(failed)}" if len(failed) <= 3 else ""
        sentences.append(f"{len(failed)} of the trainings failed{where}.")
    same = [(line, column) for line, column in np.argwhere(numbers.constant).tolist()]
    constant = constant_words(numbers, same)
    if constant:
        sentences.append(f"{constant[0][0].upper()}{constant[0][1:]}.")
    return " ".join(sentences)
