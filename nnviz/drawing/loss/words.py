"""The words of loss curves: what the axes and lines are called, and how a training ended."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.drawing.loss.numbers import LossNumbers, LossRun
from nnviz.drawing.words import literal, short_number
from nnviz.history import Series, TrainingHistory

_STOPS = {
    "converged": "converged after {}",
    "max_iter": "stopped at max_iter, {}",
    "early stopping": "stopped early after {}",
    "interrupted": "interrupted after {}",
    "diverged": "diverged after {}",
}
_BRIEF = {"converged": "{} to converge", "max_iter": "{}, max_iter",
          "early stopping": "{}, early stop", "interrupted": "{}, interrupted",
          "diverged": "{}, diverged"}  # fmt: skip
_CLIP = 18  # characters of a name where room is scarce


def epochs_in_words(n: int) -> str:
    """A number of epochs.

    Examples
    --------
    >>> epochs_in_words(1), epochs_in_words(2000)
    ('1 epoch', '2,000 epochs')
    """
    return f"{n:,} epoch{'' if n == 1 else 's'}"


def stop_in_words(history: TrainingHistory, *, brief: bool = False) -> str:
    """How a training ended; "" where that is unknown."""
    if history.stop is None:
        return ""
    return (_BRIEF if brief else _STOPS)[history.stop].format(epochs_in_words(history.n_epochs))


def axis_name(series: Sequence[Series]) -> str:
    """What an axis shows: what all series have in common."""
    for names in ({one.label for one in series}, {one.measure for one in series}):
        if len(names) == 1 and (name := next(iter(names))):
            return literal(name, 60)
    kinds = {one.kind for one in series}
    return kinds.pop() if len(kinds) == 1 and not kinds & {"other", "gradient"} else "value"


def score_axis_name(series: Sequence[Series]) -> str:
    """What the right axis shows."""
    name = axis_name(series)
    on = {one.on for one in series}
    where = on.pop() if len(on) == 1 else ""
    return f"{where} {name}".strip() if where and not name.startswith(where) else name


def full_label(series: Series) -> str:
    """What a line is called, and what exactly it shows."""
    name, what = literal(series.name, 60), literal(series.description, 90)
    return what if name == what or not series.measure and what.startswith(name) else (
        f"{name}: {what}"
    )  # fmt: skip


def short_label(series: Series) -> str:
    """What a line is called."""
    return literal(series.name, 60)


def run_label(run: LossRun, *, measured: bool) -> str:
    """What a training is called; with its loss where others have another."""
    name = literal(run.name, 60)
    if measured and run.losses and run.losses[0].measure:
        return f"{name}: {literal(run.losses[0].label, 60)}"
    return name


def clipped(name: str) -> str:
    """The beginning of a name."""
    return name if len(name) <= _CLIP else name[: _CLIP - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def panel_lines(run: LossRun, *, measured: bool) -> list[tuple[str, ...]]:
    """Ways to write the lines under the name of a panel, the longest first."""
    if run.history is None or not run.losses:
        return list(run.remarks)
    loss = run.losses[0]
    value = f"final {literal(loss.label, 40) if measured else 'loss'} {short_number(loss.final)}"
    remarks = [remark[0] for remark in run.remarks] or [""]
    long, brief = stop_in_words(run.history), stop_in_words(run.history, brief=True)
    ways: list[tuple[str, ...]]
    ways = [(f"{value}, {remark}" if remark else value, long) for remark in remarks]
    shortest = remarks[-1]
    ways += [(f"{value}, {shortest}" if shortest else value, brief), (value, shortest, brief),
             (shortest or value, brief), (shortest or value,)]  # fmt: skip
    return [tuple(line for line in way if line) for way in ways]


def losses_that_differ(numbers: LossNumbers) -> str:
    """The different losses in words; "" where there is one."""
    measures = [literal(one, 60) for one in numbers.measures]
    return ", ".join(measures) if len(measures) > 1 else ""
