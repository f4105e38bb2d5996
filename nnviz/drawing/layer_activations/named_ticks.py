"""Ticks with names of classes or neurons, as long as all of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from nnviz.drawing.chart_ticks import PlainNumbers
from nnviz.drawing.words import ELLIPSIS, literal

_LENGTHS = (12, 7, 4)  # characters of a name, tried in this order
_WISHES = {"auto": 0, 7: 1, 5: 2}  # which numbers of intervals ask for them
_MOST_NUMBERS = 9


class NamedTicks(MaxNLocator):
    """Places with names; round numbers, or nothing, where the names do not fit.

    Whoever fits numbers asks a locator for ever fewer of them. The first wishes are taken for
    shorter names, and only the following ones for fewer numbers.

    Parameters
    ----------
    places : sequence of float
        Of the names.
    names : sequence of str
        One a place.
    numbers : bool
        Whether whole numbers stand where the names do not fit.
    most : int or None
        How many characters of a name there is room for, across the axis; where that cuts them
        short, they do not fit.
    """

    def __init__(
        self, places: Sequence[float], names: Sequence[str], *, numbers: bool,
        most: int | None = None,
    ) -> None:  # fmt: skip
        self._places, self._numbers = np.asarray(places, dtype=float), numbers
        self._names = [literal(name) for name in names]
        longest = max(map(len, self._names), default=0)
        self._lengths = [
            length for length in _LENGTHS
            if most is None or min(length, longest) <= most and (length > 4 or longest <= 4)
        ]  # fmt: skip
        self.longest: int | None = None
        super().__init__(nbins="auto", integer=True, steps=[1, 2, 2.5, 5, 10], min_n_ticks=1)

    def set_params(self, **kwargs: Any) -> None:
        """Take a wish for fewer ticks as one for shorter names."""
        asked = {**kwargs, "min_n_ticks": 1}  # one neuron has one number
        if asked.get("nbins") == "auto":  # which would be few in the low rows of many layers
            asked["nbins"] = _MOST_NUMBERS
        super().set_params(**asked)
        level = _WISHES.get(kwargs.get("nbins", "auto"), len(_LENGTHS))
        self.longest = self._lengths[level] if level < len(self._lengths) else None

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The places of the ticks."""
        if self.longest is not None and len(self._places):
            return self._places
        if not self._numbers:
            return np.array([])
        values = np.asarray(super().tick_values(vmin, vmax))
        return values[values == np.round(values)]

    def written(self) -> list[str] | None:
        """The names as they are written now; None where there are none."""
        longest = self.longest
        if longest is None or not len(self._places):
            return None
        return [
            name if len(name) <= longest else name[: longest - 1].rstrip() + ELLIPSIS
            for name in self._names
        ]


class NamedNumbers(PlainNumbers):
    """Writes the names of `NamedTicks`, or else whole numbers.

    Parameters
    ----------
    ticks : NamedTicks
        Of the same axis.
    base : int
        What a whole number of 0 is written as.
    """

    def __init__(self, ticks: NamedTicks, base: int = 0) -> None:
        super().__init__()
        self._ticks, self._base = ticks, base

    def format_ticks(self, values: list[float]) -> list[str]:
        """Write all ticks."""
        names = self._ticks.written()
        if names is not None and len(names) == len(values):
            return names
        return super().format_ticks([value + self._base for value in values])
