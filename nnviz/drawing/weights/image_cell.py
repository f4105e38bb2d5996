"""A panel that holds many small images, each with its index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_cell import Cell, PanelTitle
from nnviz.drawing.frame import measure
from nnviz.drawing.style import of_style
from nnviz.drawing.weights.cells import WeightCells
from nnviz.drawing.words import add_text, shrinking_sizes

_GAP = 0.1  # between images, in the shorter side of one
_SPREAD = 0.3  # what may be added to it, in the sides of an image
_ALIKE = 0.88  # images of this part of the largest size are as good, if more of the place is used
_LEAST_GAP = 3.0  # points
_LINE = 1.2  # the height of an index, in its size
_LEAST_IMAGE = 1.4  # the least height of an image with an index above, in the size of that


class Tiling(NamedTuple):
    """How images stand in a box: columns, sides and gaps in points."""

    columns: int
    width: float
    height: float
    gaps: tuple[float, float]


def tile(n: int, aspect: float, box: tuple[float, float], label: float) -> Tiling:
    """The tiling with the largest images.

    Parameters
    ----------
    n : int
        How many images.
    aspect : float
        Their width over their height.
    box : tuple of float
        Width and height of the place for them, in points.
    label : float
        Points that stay free above each.

    Examples
    --------
    >>> tile(6, 1.0, (100.0, 66.0), 0.0).columns
    3
    """
    found: list[tuple[float, float, Tiling]] = []
    for columns in range(1, n + 1):
        rows = -(-n // columns)
        size, gap = _sizes(columns, rows, aspect, box, label)
        left = np.array([box[0] - columns * size * aspect - (columns - 1) * gap,
                         box[1] - rows * (size + label) - (rows - 1) * gap])  # fmt: skip
        waste = float(np.sum(left / np.array(box))) + (columns * rows - n) / n
        # What is left goes between them, as far as that looks like one picture still.
        more = np.maximum(left, 0.0) / np.maximum([columns - 1, rows - 1], 1)
        across = gap + min(float(more[0]), _SPREAD * size * aspect)
        down = gap + min(float(more[1]), _SPREAD * size)
        found.append((size, waste, Tiling(columns, size * aspect, size, (across, down))))
    largest = max(size for size, _, _ in found)
    return min((one for one in found if one[0] >= _ALIKE * largest), key=lambda one: one[1])[2]


def _sizes(
    columns: int, rows: int, aspect: float, box: tuple[float, float], label: float
) -> tuple[float, float]:
    """The height of images in so many columns and rows, and the gap between them."""
    part = _GAP * min(aspect, 1.0)  # of the height
    wide = box[0] / (columns * aspect + (columns - 1) * part)
    high = (box[1] - rows * label) / (rows + (rows - 1) * part)
    gap = max(part * min(wide, high), _LEAST_GAP)
    size = min((box[0] - (columns - 1) * gap) / columns / aspect,
               (box[1] - rows * label - (rows - 1) * gap) / rows)  # fmt: skip
    return max(size, 0.1), gap


class ImageCell(Cell):
    """A panel in points from its lower left corner, in which images stand in rows.

    Parameters
    ----------
    ax : Axes
        The panel.
    cells : WeightCells
        The images.
    labels : sequence of str
        One above each.
    dotted : ndarray of bool of shape (n,)
        Whose outlines are dotted.
    title : PanelTitle
        Above them.
    ink : colour
        Of labels and outlines.
    """

    def __init__(
        self, ax: Axes, cells: WeightCells, labels: Sequence[str], dotted: Any, *,
        title: PanelTitle, ink: Any, outline: Any, **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(ax, title=title)
        self._cells, self._fixed = cells, kw.get("fontsize")
        self._aspect = cells.get_array().shape[2] / cells.get_array().shape[1]  # type: ignore[union-attr]
        options: dict[str, Any] = {"color": ink, **kw, "ha": "left", "va": "bottom"}
        self.labels: list[Text] = [add_text(ax, 0, 0, label, **options) for label in labels]
        width = of_style("axes.linewidth")
        dot = (0, (1.0, 2.0))
        self.outlines = LineCollection(
            [], colors=[ink if dead else outline for dead in dotted], zorder=2.5,
            linewidths=[(1.3 if dead else 0.7) * width for dead in dotted],
            linestyles=[dot if dead else "-" for dead in dotted], gid="decoration", clip_on=False,
        )  # fmt: skip
        ax.add_collection(self.outlines, autolim=False)
        #: Whether there is room for the labels.
        self.labelled = True

    def fit(self, box: Bbox, longest: float) -> Any:
        """Place the images in a box of pixels; see `Cell.fit`."""
        unit = self._unit()
        width, height = box.width / unit, box.height / unit
        self.ax.set_xlim(0.0, width, auto=False)
        self.ax.set_ylim(0.0, height, auto=False)
        n = len(self.labels)
        for size in [self._fixed] if self._fixed else shrinking_sizes():
            for text in self.labels:
                text.set_fontsize(size)
            tiling = tile(n, self._aspect, (width, height), _LINE * size + 1.0)
            widest = max(measure(text)[0] for text in self.labels)
            fits = tiling.height >= _LEAST_IMAGE * size and widest <= tiling.width
            if fits:
                break
        self.labelled = fits
        if not fits:
            tiling = tile(n, self._aspect, (width, height), 0.0)
        self._stand(tiling, height, (_LINE * size + 1.0) if fits else 0.0)
        return super().fit(box, longest)

    def _stand(self, tiling: Tiling, height: float, above: float) -> None:
        boxes, outlines = [], []
        across, down = tiling.width + tiling.gaps[0], tiling.height + above + tiling.gaps[1]
        for k, text in enumerate(self.labels):
            row, column = divmod(k, tiling.columns)
            x0, y1 = column * across, height - above - row * down
            x1, y0 = x0 + tiling.width, y1 - tiling.height
            boxes.append((x0, y0, x1, y1))
            outlines.append([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])
            text.set_position((x0, y1 + 1.0))
            text.set_visible(self.labelled)
        self._cells.boxes = np.array(boxes)
        self.outlines.set_segments(outlines)
