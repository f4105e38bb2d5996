"""Points of samples: how large they are, and in which colours."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.drawing.paper import blend
from nnviz.drawing.style import of_style
from nnviz.drawing.words import normal_size

TEST_MARKER = "D"  # of test samples, where markers do not tell models apart


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
    width = max(0.8 * of_style("patch.linewidth"), 0.6)
    return {"s": area, "facecolors": "none", "edgecolors": [colour], "linewidths": width}


def muted(ink: Any, paper: Any, amount: float) -> Any:
    """A colour between ink and paper."""
    return blend(ink, paper, amount)
