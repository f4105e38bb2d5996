"""What tells the lines of trainings apart: colour by training, dash by what was measured on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import Any

from nnviz.drawing.line_colours import line_colours
from nnviz.drawing.line_looks import looks
from nnviz.drawing.loss.numbers import LossNumbers, LossRun
from nnviz.history import Series

_BY_ROLE: dict[str, Any] = {"training": "-", "validation": (0, (4, 1.6)), "score": (0, (1.1, 1.3))}
_FURTHER: tuple[Any, ...] = ("-", (0, (6, 1.5, 1.1, 1.5)), (0, (2.2, 0.9)))


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn."""

    colour: Any
    dash: Any


def role_of(series: Series) -> str:
    """What the dash of a series says."""
    if series.is_score:
        return "score"
    return series.on


def strokes(numbers: LossNumbers, paper: Any) -> dict[tuple[int, str], Stroke]:
    """The stroke of each series, by the index of its run and its name."""
    if len(numbers.runs) == 1:
        run = numbers.runs[0]
        series = [*run.losses, *run.scores]
        chosen = zip(series, looks(len(series), paper), strict=True)
        return {(0, one.name): Stroke(look.colour, look.dash) for one, look in chosen}
    found = {}
    colours = run_colours(numbers, paper)
    for k, run in enumerate(numbers.runs):
        further = cycle(_FURTHER)
        for one in (*run.losses, *run.scores):
            role = role_of(one)
            dash = _BY_ROLE[role] if _is_first(run, one) and role else next(further)
            found[k, one.name] = Stroke(colours[k], dash)
    return found


def _is_first(run: LossRun, series: Series) -> bool:
    """Whether it is the first of its role in its run."""
    alike = [one for one in (*run.losses, *run.scores) if role_of(one) == role_of(series)]
    return alike[0] is series


def run_colours(numbers: LossNumbers, paper: Any) -> list[Any]:
    """A colour for each training: in order of their values where these are numbers."""
    n = len(numbers.runs)
    return line_colours(n, paper, numbers.values if len(numbers.values) == n else ())
