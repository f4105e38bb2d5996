"""The title of a layer, whose height is that of the picture's to grant, not of one panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from nnviz.drawing.chart_cell import PanelTitle
from nnviz.drawing.frame import measure
from nnviz.drawing.words import smallest_size


class LayerTitle(PanelTitle):
    """The title above the distribution of a layer.

    How tall it may be follows the height of the whole picture. That of the panel below would
    shrink as the title grows, so that the two might never settle.

    Parameters
    ----------
    panel : Axes
        It stands above.
    bold : str
        The layer.
    lines : sequence of sequence of str
        Ways to write who is silent and saturated, the longest first.
    of : Axes
        Those of the whole picture.
    most : float
        The part of their height that a title may take.
    ink : colour
        Of the words.
    """

    def __init__(
        self, panel: Axes, bold: str, lines: Sequence[Sequence[str]], *, of: Axes, most: float,
        ink: Any, **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(panel, bold, lines, ink=ink, **kw)
        self._of, self._most = of, most

    def fits(self, way: int, size: float, width: float, height: float) -> bool:
        """Whether a way to write fits above a panel of some width."""
        words = self.write(way, size)
        if (words and measure(self.lines)[0] > width) or self.height(size) > self._tallest():
            return False
        # A name is cut only where the smallest words would not do either.
        return size <= smallest_size() or measure(self.bold)[0] <= width

    def _tallest(self) -> float:
        figure: Any = self._of.get_figure(root=False)
        root: Any = self._of.get_figure(root=True)
        place = self._of.get_position(original=True)
        return float(self._most * place.height * figure.bbox.height * 72 / root.dpi)
