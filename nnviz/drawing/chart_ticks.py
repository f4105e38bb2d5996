"""Ticks of a chart: at round numbers, written in full, on linear and logarithmic axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import Formatter, Locator, MaxNLocator, NullFormatter

from nnviz.drawing.words import minus


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
        self._digits, self._least, self._in_full = 6, 0.0, False

    def format_ticks(self, values: list[float]) -> list[str]:
        """Write all ticks with as many digits as tell them apart."""
        places = np.unique(np.asarray(values, dtype=float))
        steps = np.diff(places)
        step = float(np.min(steps)) if places.size > 1 else 0.0
        largest = float(np.max(np.abs(places), initial=0.0))
        self._digits, self._least = 6, 1e-9 * step
        if places.size > 2 and steps.max() > 1.5 * step:
            self._least = 0.0  # on a logarithmic axis 1 is as nothing beside 1e25, and still 1
        # Thousands side by side are read more easily in one way than in two.
        self._in_full = step >= 0.01 and largest < 1e5
        if step > 0 and np.isfinite(largest):
            whole = np.floor(np.log10(largest)) + 1 if self._in_full else 0
            self._digits = int(np.clip(np.ceil(np.log10(largest / step)) + 2, max(whole, 3), 15))
        return [self(value, place) for place, value in enumerate(values)]

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one number."""
        if abs(x) < self._least:
            x = 0.0  # a locator's zero is a sum of steps
        text = f"{float(x):.{self._digits}g}"
        if self._in_full:
            return text.replace("-", minus())
        mantissa, _, exponent = f"{float(x):.{self._digits - 1}e}".partition("e")
        if exponent:
            short = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
            text = short if "e" in text or len(short) < len(text) - 1 else text
        return text.replace("-", minus())


class LogTicks(Locator):
    """Ticks of a logarithmic axis at 1, 2 and 5 times the powers of ten, or at fewer of these.

    Where fewer than two of them are inside the view, they are at round numbers as on any axis.

    Parameters
    ----------
    level : int, default=0
        From 0 to `LEVELS` - 1, the higher the fewer ticks.

    Examples
    --------
    >>> LogTicks().tick_values(0.1, 1.0).tolist(), LogTicks(2).tick_values(0.1, 100.0).tolist()
    ([0.1, 0.2, 0.5, 1.0], [0.1, 1.0, 10.0, 100.0])
    """

    #: Multiples of the powers of ten, and the distance of these in powers.
    _LEVELS = (((1, 2, 5), 1), ((1, 3), 1), *(((1,), step) for step in (1, 2, 3, 5, 10, 25, 100)))
    LEVELS = len(_LEVELS)

    def __init__(self, level: int = 0) -> None:
        self._level = level

    def set_params(self, level: int = 0) -> None:
        """Choose how many ticks there are."""
        self._level = level

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The places of the ticks inside a view."""
        low, high = sorted((vmin, vmax))
        if not (0 < low < high < np.inf):
            return np.array([])
        multiples, step = self._LEVELS[self._level]
        first = step * int(np.floor(np.log10(low) / step))
        powers = range(first, int(np.ceil(np.log10(high))) + 1, step)
        # As text, so that 1e-5 is the number that a reader would write.
        values = np.array([float(f"{k}e{power}") for power in powers for k in multiples])
        inside = values[(values >= low * (1 - 1e-9)) & (values <= high * (1 + 1e-9))]
        if inside.size >= 2 or (self._level > 2 and inside.size):
            return inside
        nbins = max(6 - self._level, 1)
        values = np.asarray(MaxNLocator(nbins, steps=_STEPS, min_n_ticks=1).tick_values(low, high))
        return values[(values >= low) & (values <= high)]

    def __call__(self) -> Any:
        """The places of the ticks for the axis as it is."""
        assert self.axis is not None
        return self.tick_values(*self.axis.get_view_interval())


_STEPS = [1, 2, 2.5, 5, 10]


def number_axis(axis: Axis) -> None:
    """Give an axis ticks at round numbers, written in full."""
    if axis.get_scale() == "log":
        axis.set_major_locator(LogTicks())
        axis.set_minor_formatter(NullFormatter())
    else:
        axis.set_major_locator(MaxNLocator("auto", steps=_STEPS))
    axis.set_major_formatter(PlainNumbers())
