"""One input: the response as curves over a strip that shows where each class is predicted."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from numpy.typing import NDArray

from nnviz.drawing.boundary.grid_lines import extent_of
from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.options import BoundaryOptions
from nnviz.drawing.boundary.shading import Shading, draw_image, smooth_image
from nnviz.drawing.boundary.value_range import finite_range
from nnviz.drawing.chart_ticks import number_axis
from nnviz.drawing.literal_text import as_literal
from nnviz.drawing.style import of_style
from nnviz.drawing.words import literal
from nnviz.encoding import signed_colours
from nnviz.last_bits import on_lattice, settled_range

_STRIP = 0.32  # the height of the strip, as a part of that of the curves
_GAP = 0.06  # between them


class Strip:
    """The curves and the strip below them; for regression the curve alone.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    numbers : BoundaryNumbers
        What is shown.
    shading : Shading
        Has the colours.
    options : BoundaryOptions
        How.
    ink, paper : colour
        Of lines, and of what lies behind.

    Attributes
    ----------
    curves : list of Line2D
        One a class, or one for a response of one number; none where only classes are known.
    image : AxesImage or None
        The strip; None for regression.
    lanes : ndarray of shape (n_classes,) or None
        How high the points of each class stand.
    view : tuple of float
        The limits along y.
    """

    def __init__(
        self, ax: Axes, numbers: BoundaryNumbers, shading: Shading, options: BoundaryOptions,
        *, ink: Any, paper: Any,
    ) -> None:  # fmt: skip
        self._ax, self._numbers = ax, numbers
        self.curves: list[Line2D] = []
        self.image: AxesImage | None = None
        self.lanes: NDArray[np.float64] | None = None
        self._low, self._high = options.ylim or curve_range(numbers)
        self._draw_curves(shading, ink, paper)
        span = self._high - self._low
        if not numbers.classes:
            self.view = (self._low - 0.05 * span, self._high + 0.05 * span)
            return
        alone = numbers.kind == "classes"
        bottom = self._low - (_GAP + _STRIP) * span
        top = self._high if alone else self._low - _GAP * span
        n = numbers.n_classes
        # Class 0 stands lowest, as it does on the curve of a binary response.
        self.lanes = bottom + (np.arange(n) + 0.5) / n * (top - bottom)
        self.view = (bottom, self._high + (0.0 if alone else 0.05 * span))
        smooth = numbers.axes[0].categories is None and not alone
        colours, kw = smooth_image(shading.image(numbers.response)[None], smooth=smooth)
        left, right = extent_of(numbers.axes, colours.shape[1:2])
        kw |= options.image_kw
        self.image = draw_image(ax, colours, (left, right, bottom, top), **kw)

    def _draw_curves(self, shading: Shading, ink: Any, paper: Any) -> None:
        numbers = self._numbers
        if numbers.kind == "classes":
            return
        response = np.atleast_2d(np.asarray(numbers.response, dtype=float).T)
        width = of_style("lines.linewidth")
        x = np.asarray(numbers.xx0, dtype=float)
        steps = numbers.axes[0].categories is not None
        if steps:  # a category reaches halfway to its neighbours
            x = np.column_stack([x - 0.5, x + 0.5]).ravel()
            response = np.repeat(response, 2, axis=1)
        for k, values in enumerate(response):
            colour = ink if numbers.is_single else tuple(shading.colours[k])
            above = numbers.kind == "value"  # there the points lie all about the curve
            if above:
                colour, width = signed_colours(paper)[1], 1.4 * width
            values = on_lattice(values, self._high - self._low)
            line = Line2D(x, values, color=colour, linewidth=width, zorder=3.5 if above else 2.4)
            line.set(solid_capstyle="butt", linestyle="-", marker="none")
            self._ax.add_artist(line)
            self.curves.append(line)

    def upright(self, lines: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        """The boundary as lines over the whole height."""
        low, high = self.view
        return [np.column_stack([line[:, 0], [low, high]]) for line in lines]

    def name_axis(self) -> None:
        """Numbers beside the curves only, and what they are."""
        axis, numbers = self._ax.yaxis, self._numbers
        as_literal(axis.label)
        if numbers.kind == "classes":
            axis.set_major_locator(FixedLocator([]))
            axis.set_major_formatter(FixedFormatter([]))
            axis.set_label_text("")
            return
        number_axis(axis)
        axis.set_major_locator(_Between(self._low, self._high))
        name = numbers.of_response() if numbers.is_single else "P(y = class)"
        if not numbers.is_single and numbers.kind == "decision":
            name = "decision function"
        axis.set_label_text(literal(name))


def curve_range(numbers: BoundaryNumbers) -> tuple[float, float]:
    """From where to where the curves of responses over one input are shown."""
    if numbers.kind in ("probability", "classes"):
        return 0.0, 1.0
    values = [np.ravel(np.asarray(numbers.response, dtype=float))]
    if numbers.kind == "value":
        values += [part.targets for part in (numbers.train, numbers.test) if part is not None]
    low, high = settled_range(*finite_range(values))
    return (low, high) if low < high else (low - 0.5, high + 0.5)


class _Between(MaxNLocator):
    """Round numbers along the curves, none along the strip."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__("auto", steps=[1, 2, 2.5, 5, 10])
        self._ends = (low, high)

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """The places of the numbers, whatever the limits of the axis."""
        low, high = self._ends
        slack = 1e-9 * (high - low)
        values = super().tick_values(low, high)
        return [float(value) for value in values if low - slack <= value <= high + slack]
