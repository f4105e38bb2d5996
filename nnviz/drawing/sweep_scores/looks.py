"""How lines and points of scores look: what was scored, and which values they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.drawing.line_colours import line_colours
from nnviz.drawing.line_looks import looks
from nnviz.drawing.style import of_style
from nnviz.drawing.sweep_scores.numbers import ScoreNumbers

_BY_KIND: dict[str, Any] = {"cv": "-", "test": "-", "train": (0, (4, 1.6))}
_BESIDE_CV = (0, (1.1, 1.3))  # the dash of test scores where there are those of folds too
_MANY = 14  # values; more have smaller points
_HOLLOW = 1.4  # the size of a hollow point, which may lie around a filled one
_TINT = 0.35  # how much colour is in test scores beside cross-validated ones of several lines
_MOST_APART = 14.0  # points that lines with error bars are moved sideways in all
_GROUP = 0.55  # the part of the distance of two names that the scores of one take, side by side


@dataclass(frozen=True)
class ScoreLook:
    """How one line and its points look.

    Attributes
    ----------
    colour : colour
        Of both.
    dash, marker : object
        As matplotlib takes them.
    size : float
        The width of a point, in points.
    filling : float
        How much of the colour is inside points: 0 leaves the paper's.
    width : float
        Of the line, in points.
    shift : float
        By how many points all of it is moved sideways.
    aside : float
        By which part of the distance of two values it is moved, where these stand side by side.
    """

    colour: Any
    dash: Any
    marker: str
    size: float
    filling: float
    width: float
    shift: float = 0.0
    aside: float = 0.0

    @property
    def hollow(self) -> bool:
        """Whether points have the paper's colour inside."""
        return self.filling == 0.0


def score_looks(
    numbers: ScoreNumbers, paper: Any, *, even: bool
) -> dict[tuple[int, str], ScoreLook]:
    """The look of each line and kind of score.

    Over one parameter each kind has a colour of its own. Over more, lines differ by colour and
    marker, and kinds by dash and filling; by dash too where there is one kind only. Between values
    without an order there are no lines, which would show a trend; what several lines have there
    stands side by side.
    """
    n, kinds = len(numbers.lines), numbers.kinds
    size = point_size(len(numbers.values))
    width = of_style("lines.linewidth") * (0.75 if even else 1.1)
    found = {}
    if n == 1:
        first, second, third = looks(3, paper)
        own = {"train": second, kinds[0] if kinds[0] != "train" else "": first}
        for kind in kinds:
            look = own.get(kind, third)
            dash = _dash(kind, kinds) if numbers.ordered else "none"
            found[0, kind] = ScoreLook(look.colour, dash, look.marker,
                                       *_filling(kind, size), width)  # fmt: skip
        return found
    colours = line_colours(n, paper, numbers.line_values)
    still = [0.0] * n
    apart = shifts(n, size) if "cv" in kinds and numbers.ordered else still
    aside = still if numbers.ordered else [_GROUP * ((k + 0.5) / n - 0.5) for k in range(n)]
    for line, look in enumerate(looks(n, paper)):
        for kind in kinds:
            dash = _dash(kind, kinds) if len(kinds) > 1 else look.dash
            larger, filling = _filling(kind, size)
            if kind == "test" and "cv" in kinds:
                filling = _TINT  # their colour and marker are the same
            found[line, kind] = ScoreLook(
                colours[line], dash if numbers.ordered else "none", look.marker, larger, filling,
                width, apart[line], aside[line],
            )  # fmt: skip
    return found


def point_size(n: int) -> float:
    """The width of points, in points, where there are `n` values."""
    size = 1.15 * of_style("lines.markersize")
    return size * float(np.clip((_MANY / max(n, 1)) ** 0.5, 0.55, 1.0))


def shifts(n: int, size: float) -> Sequence[float]:
    """By how many points each of `n` lines is moved, so that error bars stand side by side."""
    step = min(0.9 * size, _MOST_APART / max(n - 1, 1))
    return [step * (k - (n - 1) / 2) for k in range(n)]


def _dash(kind: str, kinds: Sequence[str]) -> Any:
    return _BESIDE_CV if kind == "test" and "cv" in kinds else _BY_KIND[kind]


def _filling(kind: str, size: float) -> tuple[float, float]:
    return (_HOLLOW * size, 0.0) if kind == "train" else (size, 1.0)
