"""The colour bar of weights: as high as the panels beside it, and without a name if it has to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import measure
from nnviz.drawing.side_bar import SideBar

_MOST = 0.36  # the part of the width that it may take with its name


class WeightsBar(SideBar):
    """A colour bar beside one panel or several.

    Parameters
    ----------
    ax : Axes
        It stands to the right of these.
    panels : sequence of Axes
        From the lowest to the highest of which it reaches.
    norm, cmap : Normalize, Colormap
        What it shows.
    label : str
        What the numbers are.
    ink : colour
        Of its words.
    wide : callable
        Returns the points that panels and bar have together.
    """

    def __init__(
        self, ax: Axes, panels: Sequence[Axes], norm: Normalize, cmap: Colormap, label: str,
        ink: Any, *, wide: Callable[[], float], **kw: Any,
    ) -> None:  # fmt: skip
        words = {key: value for key, value in kw.items() if key != "color"}
        super().__init__(ax, norm, cmap, label, kw.get("color", ink), **words)
        self._panels, self._wide = list(panels), wide

    def width(self, height: float) -> float:
        """The width in points that it takes beside axes of some height in points."""
        needed = super().width(height)
        named = needed <= _MOST * self._wide()
        self.label.set_visible(named)
        return needed if named else needed - self._pad - measure(self.label)[0]

    def withdraw(self) -> None:
        """Show nothing any more."""
        self.colorbar.ax.set_visible(False)

    def fit(self, box: Bbox) -> float:
        """Stand at the right of a box, and return the pixels needed there."""
        root = self.colorbar.ax.get_figure(root=True)
        assert root is not None
        unit = root.dpi / 72
        return self.width(box.height / unit) * unit

    def _locate(self, inset: Any, renderer: Any) -> Bbox:
        figure = inset.get_figure(root=False)
        place = super()._locate(inset, renderer).transformed(figure.transSubfigure)
        around = Bbox.union([panel.bbox.frozen() for panel in self._panels])
        # The numbers at its ends stay inside the figure.
        root = inset.get_figure(root=True)
        numbers = (measure(text)[1] for text in self.colorbar.ax.get_yticklabels())
        half = max(numbers, default=0.0) / 2 * root.dpi / 72
        low, high = max(around.y0, half), min(around.y1, root.bbox.height - half)
        if low < high:
            around = Bbox.from_extents(around.x0, low, around.x1, high)
        place = Bbox.from_extents(place.x0, around.y0, place.x1, around.y1)
        return place.transformed(figure.transSubfigure.inverted())
