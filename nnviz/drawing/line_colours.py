"""Colours of many lines: in order of their values where these are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import to_hex

from nnviz.drawing.line_looks import looks
from nnviz.encoding import contrast_ratio

_SEEN = 3.05  # the contrast that a line needs is 3; colours get rounded


def line_colours(n: int, paper: Any, values: Sequence[float] = ()) -> list[Any]:
    """Choose a colour for each of `n` lines.

    Parameters
    ----------
    n : int
        How many.
    paper : colour
        What lies behind.
    values : sequence of float
        A number for each line, by whose order colours go from dark to light; none where lines
        stand for names.
    """
    if len(values):
        ramp = _ramp(n, paper)
        order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
        return [ramp[k] for k in order]
    return [look.colour for look in looks(n, paper)]


def _ramp(n: int, paper: Any) -> list[Any]:
    """Colours from dark to light that can all be seen on the paper."""
    colours = mpl.colormaps["viridis"](np.linspace(0.0, 1.0, 256))
    seen = colours[contrast_ratio(colours, paper) >= _SEEN]
    if not len(seen):  # a paper of middle grey
        return [look.colour for look in looks(n, paper)]
    return [to_hex(seen[int(k)]) for k in np.linspace(0, len(seen) - 1, n).round()]
