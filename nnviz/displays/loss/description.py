"""Loss curves in words, for those who do not see them."""

from __future__ import annotations

from nnviz.drawing.loss.numbers import LossNumbers, LossRun
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.loss.words import epochs_in_words, stop_in_words
from nnviz.drawing.scoring_names import scoring_in_words
from nnviz.drawing.words import literal, short_number

_MOST = 8  # so many trainings are told one by one


def describe(numbers: LossNumbers, options: LossOptions) -> str:
    """Two to four sentences on what loss curves show."""
    n = len(numbers.runs)
    if n == 1 and numbers.sweep is None:
        return _one(numbers.runs[0])
    what = f"{n} trainings"
    if numbers.heading:
        what = f"{n} training{'' if n == 1 else 's'} over {literal(numbers.heading)}"
    where = "a panel each" if options.panels else "on one pair of axes"
    sentences = [f"Loss curves of {what}, {where}."]
    told = [_brief(run) for run in numbers.runs[:_MOST]]
    rest = f"; {n - _MOST} more are not told here" if n > _MOST else ""
    sentences.append(f"Last losses: {'; '.join(told)}{rest}.")
    best = next((run for run in numbers.runs if run.best), None)
    sweep = numbers.sweep
    if best is not None and sweep is not None and sweep.best is not None:
        kind = sweep.score_kind or ""
        score = sweep.runs[sweep.best].scores[kind]
        sentences.append(
            f"The best {kind} {scoring_in_words(sweep.scoring)}, {short_number(score)}, is that of "
            f"{literal(best.name)}."
        )
    failed = sum(run.history is None for run in numbers.runs)
    if failed:
        sentences.append(f"{failed} of them {'has' if failed == 1 else 'have'} no curve.")
    return " ".join(sentences)


def _one(run: LossRun) -> str:
    history = run.history
    assert history is not None
    shown = [*run.losses, *run.scores]
    names = ", ".join(literal(one.description) for one in shown[:4])
    sentences = [f"Curves of a training over {epochs_in_words(history.n_epochs)}: {names}."]
    parts = []
    for one in shown[:4]:
        first, last = (short_number(v) for v in (one.values[0], one.values[-1]))
        if len(one.values) > 1:
            parts.append(f"{literal(one.name)} goes from {first} to {last}")
        else:
            parts.append(f"{literal(one.name)} is {last}")
    sentences.append("The " + ", ".join(parts) + ".")
    if history.best_epoch is not None:
        sentences.append(f"On validation data it is best after "
                         f"{epochs_in_words(history.best_epoch)}.")  # fmt: skip
    if history.stop is not None:
        words = stop_in_words(history)
        sentences.append(words[0].upper() + words[1:] + ".")
    return " ".join(sentences)


def _brief(run: LossRun) -> str:
    if not run.losses:
        return f"{literal(run.name)} none"
    return f"{literal(run.name)} {short_number(run.losses[0].final)}"
