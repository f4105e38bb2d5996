"""The words of scores: axes, the legend from long to short, and what the picture leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.drawing.scoring_names import scoring_in_words
from nnviz.drawing.sweep_scores.numbers import ScoreNumbers
from nnviz.drawing.words import ELLIPSIS, format_number, literal, short_number

_KINDS = {"cv": "cross-validation", "test": "test", "train": "training"}
_OF_KIND = {"cv": "cross-validated", "test": "test", "train": "training"}
_BRIEF = {"cv": "cv", "test": "test", "train": "training"}
_MOST_DIGITS = 8
_NAME = 14  # characters of a name where room is scarce
_TOLD = 3  # so many runs are named one by one


def score_words(value: float) -> str:
    """A score to three digits; it reads 1 only where it is 1.

    Examples
    --------
    >>> score_words(0.91639), score_words(0.99987), score_words(1.0), score_words(-1.2e6)
    ('0.916', '0.9999', '1', '\N{MINUS SIGN}1.2e6')
    """
    if 0.999 < value < 1.0:
        for digits in range(4, _MOST_DIGITS + 1):
            text = format_number(value, f".{digits}f")
            if float(text) < 1.0:
                return text
        return f"over 0.{'9' * _MOST_DIGITS}"
    return short_number(value)


def scoring_words(numbers: ScoreNumbers) -> str:
    """What the scores are."""
    return scoring_in_words(numbers.sweep.scoring)


def kind_words(kind: str) -> str:
    """On what data scores of a kind are.

    Examples
    --------
    >>> kind_words("train")
    'training'
    """
    return _OF_KIND[kind]


def score_axis_words(numbers: ScoreNumbers) -> str:
    """The name of the y axis, with the data where all scores are on the same."""
    name = scoring_words(numbers)
    return name if len(numbers.kinds) > 1 else f"{_OF_KIND[numbers.kinds[0]]} {name}"


def kind_labels(numbers: ScoreNumbers, kind: str) -> tuple[str, str, str]:
    """What the legend calls a kind of score: in full, in lines, and in short."""
    if kind != "cv" or numbers.fold_counts[1] == 0:
        return (_KINDS[kind],) * 2 + (_BRIEF[kind],)
    least, most = numbers.fold_counts
    folds = f"{most}" if least == most else f"{least} to {most}"
    words = f"mean and one standard deviation of {folds} folds"
    broken = words.replace(" of ", "\nof ")
    return (f"{_KINDS[kind]}: {words} (dots)", f"{_KINDS[kind]}:\n{broken} (dots)",
            f"cv: mean, 1 st. dev.,\n{folds} folds (dots)")  # fmt: skip


def best_labels(numbers: ScoreNumbers) -> tuple[str, str, str]:
    """What the legend says of the best score: in full, in lines, and in short."""
    kind, places = numbers.kinds[0], numbers.best_places
    score = score_words(numbers.best_score)
    others = len(places) - 1
    more = f" and {others} others" if others > 1 else ""
    if others == 1:
        more = f" and {numbers.at(*places[1])}"
    where, brief = numbers.at(*places[0]), clipped(numbers.at(*places[0]))
    rest = f" and {others} more" if others else ""
    what = f"best {_OF_KIND[kind]} {scoring_words(numbers)} {score}"
    return (f"{what} at {where}{more}", f"{what}\nat {where}{more}",
            f"best {_BRIEF[kind]} {score}\nat {brief}{rest}")  # fmt: skip


def failure_labels(numbers: ScoreNumbers) -> tuple[str, str, str]:
    """What the legend says of runs that failed: in full, in lines, and in short."""
    errors = [run.error for run in numbers.sweep.runs if run.error is not None]
    kinds = {literal(error.split(":", 1)[0], 40) for error in errors}
    n = len(numbers.sweep.runs)
    words = f"failed: {len(errors):,} of {n:,} runs"
    if len(kinds) > 1:
        return (words,) * 3
    (kind,) = kinds
    return f"{words} ({kind})", f"{words}\n({kind})", words


def clipped(name: str) -> str:
    """The beginning of a name."""
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + ELLIPSIS


def away_words(numbers: ScoreNumbers, away: Sequence[tuple[int, int, str]]) -> list[str]:
    """Which scores are below the picture: line, value and kind of each."""
    if not away:
        return []
    name = scoring_words(numbers)
    by_run: dict[tuple[int, int], list[str]] = {}
    for line, column, kind in away:
        by_run.setdefault((line, column), []).append(kind)
    if len(by_run) > _TOLD:
        least = min(float(numbers.scores[kind][line, column]) for line, column, kind in away)
        return [f"{len(away):,} scores are below, down to {name} {score_words(least)}"]
    said = []
    for place, kinds in by_run.items():
        words = [
            f"{_BRIEF[kind] if len(numbers.kinds) > 1 else ''} "
            f"{score_words(float(numbers.scores[kind][place]))}".strip()
            for kind in kinds
        ]
        said.append(f"{numbers.at(*place)}: {name} {', '.join(words)}, below")
    return said


def constant_words(numbers: ScoreNumbers, places: Sequence[tuple[int, int]]) -> list[str]:
    """Which networks predict the same for all data, where the picture has no room to say it."""
    if not places:
        return []
    if len(places) > _TOLD:
        return [f"constant output: {len(places):,} runs"]
    return [f"constant output: {'; '.join(numbers.at(*place) for place in places)}"]
