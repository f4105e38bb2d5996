"""Ticks of a chart: numbers without a factor beside the axis, and no more than stand apart."""

from __future__ import annotations

import threading

import numpy as np
from matplotlib.axis import Axis, XAxis
from matplotlib.ticker import Formatter, MaxNLocator
from matplotlib.transforms import Bbox

from nnviz.drawing.frame import ruler
from nnviz.drawing.words import minus

_COUNTS = ("auto", 7, 5, 4, 3, 2, 1)  # how many intervals to try
_APART = {"x": 0.7, "y": 0.2}  # between neighbouring numbers, in their size


class PlainNumbers(Formatter):
    """Each tick is its whole number: "2e6" rather than "2" and a "1e6" in a corner.

    Examples
    --------
    >>> numbers = PlainNumbers()
    >>> _ = numbers.format_ticks([0.0, 5e5, 1e6])
    >>> [numbers(value) for value in (0.0, 5e5, 1e6)]
    ['0', '5e5', '1e6']
    """

    def __init__(self) -> None:
        self._digits, self._least = 6, 0.0

    def format_ticks(self, values: list[float]) -> list[str]:
        """Write all ticks with as many digits as tell them apart."""
        places = np.unique(np.asarray(values, dtype=float))
        step = float(np.min(np.diff(places))) if places.size > 1 else 0.0
        largest = float(np.max(np.abs(places), initial=0.0))
        self._digits, self._least = 6, 1e-9 * step
        if step > 0 and np.isfinite(largest):
            self._digits = int(np.clip(np.ceil(np.log10(largest / step)) + 2, 3, 15))
        return [self(value, place) for place, value in enumerate(values)]

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one number."""
        if abs(x) < self._least:
            x = 0.0  # a locator's zero is a sum of steps
        text = f"{float(x):.{self._digits}g}"
        mantissa, _, exponent = f"{float(x):.{self._digits - 1}e}".partition("e")
        if exponent:
            short = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
            text = short if "e" in text or len(short) < len(text) - 1 else text
        return text.replace("-", minus())


def number_axis(axis: Axis) -> None:
    """Give an axis ticks at round numbers, written in full."""
    axis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(PlainNumbers())


def thin_ticks(axis: Axis) -> None:
    """As many ticks as fit side by side where the axes stand now, in letters of a fair size."""
    along = "x" if isinstance(axis, XAxis) else "y"
    locator = axis.get_major_locator()
    if not isinstance(locator, MaxNLocator):
        return  # somebody has put others there
    for count in _COUNTS:
        locator.set_params(nbins=count, min_n_ticks=1 if count in (1, 2) else 2)
        boxes = shown_numbers(axis)
        if len(boxes) < 2:
            return
        size = float(axis.get_majorticklabels()[0].get_fontsize()) / 72 * _dpi(axis)
        gaps = [
            (second.x0 - first.x1) if along == "x" else (second.y0 - first.y1)
            for first, second in zip(boxes[:-1], boxes[1:], strict=True)
        ]
        if min(gaps) >= _APART[along] * size:
            return


def shown_numbers(axis: Axis) -> list[Bbox]:
    """Where the numbers inside the view are, in pixels and in order."""
    renderer = ruler(_dpi(axis), threading.get_ident())
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    shown = []
    for tick in axis.get_major_ticks(len(axis.get_majorticklocs())):
        tick.label1.set_usetex(False)
        tick.label1.set_parse_math(False)
    axis.get_majorticklabels()  # brings texts and places up to date
    for tick in axis.get_major_ticks():
        label = tick.label1
        if (
            label.get_visible()
            and label.get_text()
            and low - slack <= tick.get_loc() <= high + slack
        ):
            shown.append((tick.get_loc(), label.get_window_extent(renderer)))
    return [box for _, box in sorted(shown, key=lambda entry: float(entry[0]))]


def _dpi(axis: Axis) -> float:
    figure = axis.get_figure(root=True)
    assert figure is not None
    return float(figure.dpi)
