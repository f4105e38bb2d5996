"""The strokes of edges that are drawn in bulk: their looks, and many lines as one path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray

DASHES = (3.0, 1.6)  # in line widths, for negative edges
MISSING_DASHES = (1.2, 1.2)
_LEVELS = 256  # of widths, in a vector format

Dash = tuple[float, Any]
SOLID: Dash = (0, None)


@dataclass(frozen=True, eq=False)
class Strokes:
    """How some edges are drawn, weakest first: an entry for each of them.

    `kinds` says which of `dashes` an edge has.
    """

    colours: NDArray[np.float64]
    widths: NDArray[np.float64]
    kinds: NDArray[np.int8]
    dashes: list[Dash]

    @property
    def opaque(self) -> bool:
        """Whether lines of one path look as they would one by one, where they cross."""
        return bool((self.colours[:, 3] == 1).all())

    def linestyles(self) -> list[Dash]:
        """The dashes as matplotlib's renderers take them: one for all, or one for each."""
        if len(self.dashes) == 1:
            return self.dashes
        return [
            _scaled(self.dashes[kind], width)
            for kind, width in zip(self.kinds, self.widths, strict=True)
        ]

    def draw_compound(self, renderer: Any, gc: Any, lines: NDArray[np.float64]) -> None:
        """Draw the lines, shape (n, 2, 2) in pixels, with one path for those that look alike.

        In SVG and PDF a path costs far more than the lines in it. Widths are brought to 256 levels
        between the smallest and the largest, places to a hundredth of a point, and colours are
        exact; the order of drawing is kept from level to level.
        """
        low, high = float(self.widths.min()), float(self.widths.max())
        step = (high - low) / _LEVELS or 1.0
        levels = np.minimum((self.widths - low) // step, _LEVELS - 1)
        # Weak before strong, and a context before all else: levels of neighbours in the order.
        runs = np.cumsum(np.append(0, np.diff(levels) != 0))
        keys = np.column_stack([runs, self.colours, self.kinds])
        _, first, groups = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        groups = groups.ravel()
        members = np.split(np.argsort(groups, kind="stable"), np.cumsum(np.bincount(groups))[:-1])
        for number in np.lexsort((first, runs[first])):
            alike = members[number]
            width = low + (float(levels[alike[0]]) + 0.5) * step if high > low else low
            gc.set_linewidth(width)
            gc.set_dashes(*_scaled(self.dashes[int(self.kinds[alike[0]])], width))
            gc.set_foreground(tuple(self.colours[alike[0]]), isRGBA=True)
            codes = np.tile([Path.MOVETO, Path.LINETO], alike.size)
            path = Path(np.round(lines[alike].reshape(-1, 2), 2), codes)
            path.should_simplify = False
            renderer.draw_path(gc, path, IdentityTransform(), None)


def _scaled(dash: Dash, width: float) -> Dash:
    offset, pattern = dash
    if pattern is None or not mpl.rcParams["lines.scale_dashes"]:
        return dash
    return offset * width, [part * width for part in pattern]
