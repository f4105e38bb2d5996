"""The scale of a histogram whose tallest bar has all of the height: what that bar counts."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import Formatter, MaxNLocator

from nnviz.drawing.words import short_number

_IN_FULL = 1_000_000  # from here on three digits will do


class CountTicks(MaxNLocator):
    """Ticks at the foot and at the top of the tallest bar; only at the top where that is low.

    Whoever fits numbers asks a locator for ever fewer of them.
    """

    def __init__(self) -> None:
        self._foot = True
        super().__init__(nbins=1, min_n_ticks=1)

    def set_params(self, **kwargs: Any) -> None:
        """Take a wish for one interval as one for a single number."""
        super().set_params(**kwargs)
        self._foot = kwargs.get("nbins") != 1

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The places of the ticks."""
        return np.array([0.0, 1.0] if self._foot else [1.0])


class CountNumbers(Formatter):
    """Writes 0 at the foot of the bars, and a count where the tallest ends.

    Parameters
    ----------
    tallest : int
        What the tallest bar counts.

    Examples
    --------
    >>> CountNumbers(1204)(1.0), CountNumbers(12_345_678)(1.0)
    ('1,204', '1.23e7')
    """

    def __init__(self, tallest: int) -> None:
        self._words = f"{tallest:,}" if tallest < _IN_FULL else short_number(tallest)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one number."""
        return "0" if x == 0 else self._words
