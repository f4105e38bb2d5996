"""The words of a fit: scores, and the labels of its legend from long to short."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from nnviz.drawing.chart_legend import Form
from nnviz.drawing.fit.numbers import FitNumbers, ModelFit
from nnviz.drawing.words import ELLIPSIS, format_number, literal, short_number

_MOST = 6  # decimals of a coefficient of determination
_NAME = 16  # characters of a model's name where room is scarce
R2 = "R\N{SUPERSCRIPT TWO}"


def r2_words(value: float) -> str:
    """A coefficient of determination; it reads 1 only where it is 1.

    Examples
    --------
    >>> r2_words(0.914), r2_words(0.99962), r2_words(1.0), r2_words(-31415.9)
    ('0.91', '0.9996', '1', '\N{MINUS SIGN}31416')
    """
    if value == 1.0:
        return "1"
    if not math.isfinite(value) or value <= -10:
        return short_number(value)
    for digits in range(2, _MOST + 1):
        text = format_number(value, f".{digits}f")
        if float(format(value, f".{digits}f")) < 1.0:
            return text
    return f"over 0.{'9' * _MOST}"


def scores_in_words(scores: Mapping[str, float]) -> str:
    """Coefficients of determination of train and test samples; "" where there are none.

    Examples
    --------
    >>> scores_in_words({"train": 0.914, "test": 0.88})
    'R² 0.91 train, 0.88 test'
    >>> scores_in_words({"train": 0.914})
    'R² 0.91'
    """
    known = {kind: value for kind, value in scores.items() if not math.isnan(value)}
    if not known:
        return ""
    if len(scores) == 1:
        return f"{R2} {r2_words(next(iter(known.values())))}"
    return f"{R2} " + ", ".join(f"{r2_words(value)} {kind}" for kind, value in known.items())


def error_in_words(errors: Mapping[str, float]) -> str:
    """Half the mean squared error of train and test samples.

    Examples
    --------
    >>> error_in_words({"train": 0.0493194})
    'half squared error 0.0493'
    """
    if len(errors) == 1:
        return f"half squared error {short_number(next(iter(errors.values())))}"
    parts = (f"{short_number(value)} {kind}" for kind, value in errors.items())
    return "half squared error " + ", ".join(parts)


def forms(
    numbers: FitNumbers,
    others: Sequence[tuple[str, str]],
    scores: bool,
    *,
    first: int,
    in_entries: bool = True,
) -> list[Form]:
    """All ways to write a legend, the longest first.

    Parameters
    ----------
    numbers : FitNumbers
        What is drawn.
    others : sequence of (str, str)
        The entries beside those of the models: each in full, and short.
    scores : bool
        Whether to write scores.
    first : int
        How many of these stand before the models.
    in_entries : bool, default=True
        Whether models have entries of their own.
    """
    models, full = numbers.models, [long for long, _ in others]
    brief = [short for _, short in others]

    def mixed(some: list[str], names: list[str]) -> tuple[str, ...]:
        return (*some[:first], *(names if in_entries else ()), *some[first:])

    names = [literal(model.name, 60) for model in models]
    clipped = [_clip(name) for name in names]
    if len(models) == 1:
        title = scores_in_words(models[0].r2) if scores else ""
        broken = title.replace(", ", ",\n")
        long, short = mixed(full, names), mixed(brief, clipped)
        return [
            Form(title, long, 0), Form(broken, long, 0), Form(title, short, 1),
            Form(broken, short, 1), Form("", short, 2),
        ]  # fmt: skip
    found = []
    if scores:
        ways = ((full, names, _both), (full, names, _both_in_lines), (brief, clipped, _score))
        for rank, (some, whose, write) in zip((0, 0, 1), ways, strict=True):
            labels = [write(name, model) for name, model in zip(whose, models, strict=True)]
            found.append(Form("", mixed(some, labels), rank))
    return [*found, Form("", mixed(full, names), 2), Form("", mixed(brief, clipped), 3)]


def _both(name: str, model: ModelFit) -> str:
    parts = (scores_in_words(model.r2), error_in_words(model.half_squared_error))
    return f"{name}: " + ", ".join(part for part in parts if part)


def _both_in_lines(name: str, model: ModelFit) -> str:
    parts = (name, scores_in_words(model.r2), error_in_words(model.half_squared_error))
    return "\n".join(part for part in parts if part)


def _score(name: str, model: ModelFit) -> str:
    score = scores_in_words(model.r2)
    return f"{name}: {score}" if score else name


def _clip(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + ELLIPSIS
