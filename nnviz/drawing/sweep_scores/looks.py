"""How lines and points of scores look: what was scored, and which values they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np

from nnviz.drawing.line_colours import line_colours
from nnviz.drawing.line_looks import looks
from nnviz.drawing.sweep_scores.numbers import ScoreNumbers

_BY_KIND: dict[str, Any] = {"cv": "-", "test": "-", "train": (0, (4, 1.6))}
_BESIDE_CV = (0, (1.1, 1.3))  # the dash of test scores where there are those of folds too
_MANY = 14  # values; more have smaller points
_HOLLOW = 1.4  # the size of a hollow point, which may lie around a filled one
_MOST_APART = 14.0  # points that lines with error bars are moved sideways in all


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
    hollow : bool
        Whether points have the paper's colour inside.
    width : float
        Of the line, in points.
    shift : float
        By how many points all of it is moved sideways.
    """

    colour: Any
    dash: Any
    marker: str
    size: float
    hollow: bool
    width: float
    shift: float = 0.0


def score_looks(
    numbers: ScoreNumbers, paper: Any, *, even: bool
) -> dict[tuple[int, str], ScoreLook]:
    """The look of each line and kind of score.

    Over one parameter each kind has a colour of its own. Over more, lines differ by colour and
    marker, and kinds by dash and filling; by dash too where there is one kind only.
    """
    n, kinds = len(numbers.lines), numbers.kinds
    size = point_size(len(numbers.values))
    width = float(mpl.rcParams["lines.linewidth"]) * (0.75 if even else 1.1)
    found = {}
    if n == 1:
        first, second, third = looks(3, paper)
        own = {"train": second, kinds[0] if kinds[0] != "train" else "": first}
        for kind in kinds:
            look = own.get(kind, third)
            found[0, kind] = ScoreLook(look.colour, _dash(kind, kinds), look.marker,
                                       *_filling(kind, size), width)  # fmt: skip
        return found
    colours = line_colours(n, paper, numbers.line_values)
    apart = shifts(n, size) if "cv" in kinds else [0.0] * n
    for line, look in enumerate(looks(n, paper)):
        for kind in kinds:
            dash = _dash(kind, kinds) if len(kinds) > 1 else look.dash
            found[line, kind] = ScoreLook(colours[line], dash, look.marker, *_filling(kind, size),
                                          width, apart[line])  # fmt: skip
    return found


def point_size(n: int) -> float:
    """The width of points, in points, where there are `n` values."""
    size = 1.15 * float(mpl.rcParams["lines.markersize"])
    return size * float(np.clip((_MANY / max(n, 1)) ** 0.5, 0.55, 1.0))


def shifts(n: int, size: float) -> Sequence[float]:
    """By how many points each of `n` lines is moved, so that error bars stand side by side."""
    step = min(0.9 * size, _MOST_APART / max(n - 1, 1))
    return [step * (k - (n - 1) / 2) for k in range(n)]


def _dash(kind: str, kinds: Sequence[str]) -> Any:
    return _BESIDE_CV if kind == "test" and "cv" in kinds else _BY_KIND[kind]


def _filling(kind: str, size: float) -> tuple[float, bool]:
    return (_HOLLOW * size, True) if kind == "train" else (size, False)
