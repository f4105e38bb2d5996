"""Points of samples and lines of models: which are drawn, how large, in which colours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import matplotlib as mpl
import numpy as np

from nnviz.drawing.paper import blend
from nnviz.drawing.words import normal_size
from nnviz.encoding import relative_luminance

# Blue, orange, purple, grey: far apart for every colour vision; dashes and markers differ too.
_ON_LIGHT = ("#0059b3", "#b84300", "#8a2f86", "#4a4d54")
_ON_DARK = ("#5aa5f2", "#f08a3c", "#d98ad6", "#c3c7ce")
_DASHES: tuple[Any, ...] = ("-", (0, (4, 1.6)), (0, (1.1, 1.3)), (0, (6, 1.5, 1.1, 1.5)),
                            (0, (9, 2.5)))  # fmt: skip
_MARKERS = ("o", "s", "^", "D", "v")
TEST_MARKER = "D"  # of test samples, where markers do not tell models apart


@dataclass(frozen=True)
class ModelLook:
    """What tells a model apart: its colour, and the stroke or the marker."""

    colour: Any
    dash: Any
    marker: str


def looks(n: int, paper: Any) -> list[ModelLook]:
    """The looks of models; the first twenty differ from each other."""
    colours = _ON_DARK if relative_luminance([paper])[0] < 0.18 else _ON_LIGHT
    combined = zip(cycle(colours), cycle(_DASHES), cycle(_MARKERS), strict=False)
    return [ModelLook(*parts) for parts in islice(combined, n)]


def point_look(n: int) -> tuple[float, float]:
    """Area in square points, and opacity, of each of `n` points: many are small and faint."""
    scale = (normal_size() / 10) ** 2
    area = np.interp(np.log10(max(n, 1)), [1.3, 2, 3, 4], [34, 22, 9, 4])
    opacity = np.interp(np.log10(max(n, 1)), [1.7, 2.5, 3, 4], [1.0, 0.75, 0.5, 0.25])
    return float(area) * scale, float(opacity)


def filled(colour: Any, n: int) -> dict[str, Any]:
    """Keywords of training points."""
    area, opacity = point_look(n)
    return {"s": area, "color": [colour], "alpha": opacity, "linewidths": 0.0}


def hollow(colour: Any, n: int) -> dict[str, Any]:
    """Keywords of test points."""
    area, _ = point_look(n)
    width = max(0.8 * float(mpl.rcParams["patch.linewidth"]), 0.6)
    return {"s": area, "facecolors": "none", "edgecolors": [colour], "linewidths": width}


def muted(ink: Any, paper: Any, amount: float) -> Any:
    """A colour between ink and paper."""
    return blend(ink, paper, amount)
