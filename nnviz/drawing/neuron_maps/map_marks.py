"""What stands on the maps: outlines, lines, indices, and the points on the outputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from nnviz.drawing.frame import measure
from nnviz.drawing.neuron_maps.map_frame import MapFrame
from nnviz.drawing.neuron_maps.zero_lines import placed
from nnviz.drawing.style import of_style
from nnviz.drawing.words import add_text, small_size, smallest_size
from nnviz.last_bits import on_lattice

Floats = NDArray[np.float64]
DOTTED = (0, (1, 1.6))


class MapOutlines(PolyCollection):
    """The borders of a layer's maps."""

    def __init__(self, ax: Axes, n: int, dotted: NDArray[np.bool_], **kw: Any) -> None:
        self._width = 0.8 * of_style("lines.linewidth")
        self._own_width = "linewidths" in kw or "linewidth" in kw
        self._own_styles = "linestyles" in kw or "linestyle" in kw
        self._dotted = dotted
        options: dict[str, Any] = {"linewidths": self._width, "zorder": 3.95}
        options["linestyles"] = _outlines(dotted)
        super().__init__([np.zeros((4, 2))] * n, **{**options, "facecolors": "none", **kw})
        ax.add_collection(self, autolim=False)

    def show(self, dotted: NDArray[np.bool_]) -> None:
        """Let others be dotted."""
        if not self._own_styles and not np.array_equal(dotted, self._dotted):
            self.set_linestyle(_outlines(dotted))
        self._dotted = dotted

    def place(self, boxes: Floats) -> None:
        """Stand around the maps; thin ones around small maps."""
        corners = boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
        self.set_verts(list(corners))
        if not self._own_width:
            least = 0.4 * of_style("lines.linewidth")
            side = float(boxes[0, 3] - boxes[0, 1])
            self.set_linewidth(float(np.clip(0.05 * side, least, self._width)))

    def get_datalim(self, transData: Any) -> Bbox:
        """Nothing: the frame sets the limits."""
        return Bbox.null()


class MapLines(LineCollection):
    """Lines in a layer's maps, given in the unit square."""

    def __init__(
        self, ax: Axes, lines: Sequence[Sequence[Floats]], width: float, **kw: Any
    ) -> None:
        options: dict[str, Any] = {"linewidths": width, "zorder": 2.5, "capstyle": "butt"}
        super().__init__([], **{**options, **kw})
        #: By map, polylines in the unit square.
        self.lines = lines
        self._width, self._own_width = width, "linewidths" in kw or "linewidth" in kw
        ax.add_collection(self, autolim=False)

    def show(self, lines: Sequence[Sequence[Floats]], boxes: Floats) -> None:
        """Other lines, in maps that stand in these boxes."""
        self.lines = lines
        self.place(boxes)

    def place(self, boxes: Floats) -> None:
        """Lie in the maps where these stand now, in data units."""
        steady = [[on_lattice(line, 1.0) for line in of_map] for of_map in self.lines]
        self.set_segments(placed(steady, boxes))

    def fit(self, side: float) -> None:
        """Be thin in maps of which a side is so many points."""
        if not self._own_width:
            least = 0.4 * of_style("lines.linewidth")
            self.set_linewidth(float(np.clip(0.045 * side, least, self._width)))

    def get_datalim(self, transData: Any) -> Bbox:
        """Nothing: the frame sets the limits."""
        return Bbox.null()


class MapIndices:
    """The index of each hidden neuron, in the upper left corner of its map.

    Parameters
    ----------
    frame : MapFrame
        Of the picture.
    layers : sequence of int
        Whose neurons.
    texts : sequence of sequence of str
        By layer.
    paper : colour
        What lies behind.
    """

    def __init__(
        self, frame: MapFrame, layers: Sequence[int], texts: Sequence[Sequence[str]],
        paper: Any, **kw: Any,
    ) -> None:  # fmt: skip
        self._frame, self._layers, self._fixed = frame, list(layers), kw.get("fontsize")
        options: dict[str, Any] = {"ha": "center", "va": "center_baseline", "zorder": 4, **kw}
        self.texts: list[list[Text]] = [
            [add_text(frame.ax, 0, 0, text, **options) for text in of_layer] for of_layer in texts
        ]
        self.hidden = False
        #: A patch of paper under each number: the maps may have any colour.
        self.plates = PolyCollection([], facecolors=[paper], edgecolors="none", zorder=3.9)
        frame.ax.add_collection(self.plates, autolim=False)

    def fit(self) -> None:
        """As large as the maps allow; none where that is too small to read."""
        places = self._frame.places
        sides = [min(places.sizes[layer]) for layer in self._layers]
        size = self._fixed or min([small_size(), *(0.3 * side for side in sides)])
        self.hidden = not self._fixed and size < smallest_size()
        plates = []
        for layer, texts in zip(self._layers, self.texts, strict=True):
            for text, (xmin, _, _, ymax) in zip(texts, places.boxes(layer), strict=True):
                text.set(visible=not self.hidden, fontsize=max(size, 1.0))
                if not self.hidden:
                    # Older matplotlib puts texts on whole pixels, which takes up to half of one.
                    width, height = measure(text)[0] + 0.35 * size, 1.15 * size
                    text.set_position((xmin + width / 2, ymax - height / 2))
                    plates.append(_rectangle(xmin, ymax - height, width, height))
        self.plates.set_verts(plates)
        says = "the maps are too small for the neurons' numbers" if self.hidden else None
        self._frame.note("indices", says)


def _outlines(dotted: NDArray[np.bool_]) -> list[Any]:
    return [DOTTED if is_dotted else "-" for is_dotted in dotted]


def _rectangle(x: float, y: float, width: float, height: float) -> Floats:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
