"""The colour bar of a loss surface, whose name may be long or short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize

from nnviz.drawing.frame import measure
from nnviz.drawing.side_bar import SideBar
from nnviz.drawing.words import literal


class LossBar(SideBar):
    """A colour bar as high as the axes.

    Parameters
    ----------
    ax : Axes
        It stands beside.
    norm, cmap : Normalize, Colormap
        What it shows.
    labels : sequence of str
        What the numbers are, from long to short.
    ink : colour
        Of its words.
    **kw
        Properties of its texts.
    """

    def __init__(
        self, ax: Axes, norm: Normalize, cmap: Colormap, labels: Sequence[str], ink: Any,
        **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(ax, norm, cmap, labels[0], ink, **kw)
        self._names = [literal(label) for label in labels]

    def width(self, height: float) -> float:
        """The width in points that it takes beside axes of some height in points."""
        self.label.set_rotation(0)
        for name in self._names:
            self._name = name
            self.label.set_text(name)
            if measure(self.label)[0] <= height:
                break
        return super().width(height)

    def settle(self) -> None:
        """Fit the numbers and the name to the axes as high as they have come to be."""
        root = self._ax.get_figure(root=True)
        assert root is not None
        self.width(float(self._ax.bbox.height) * 72 / root.dpi)
