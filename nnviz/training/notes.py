"""Numbers noted by epoch, which become the curves of a history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnviz.history import Series

#: What a series is of: measure, kind, on, and whether with a penalty.
Facts = tuple[str, str, str, bool]

_GRADIENT: Facts = ("gradient norm", "gradient", "training", False)


class Notes:
    """Keeps what is noted after each epoch, by the name of the series."""

    def __init__(self) -> None:
        self._noted: dict[str, list[tuple[int, float]]] = {}

    def put(self, name: str, epoch: int, value: float) -> None:
        """Note a number.

        Parameters
        ----------
        name : str
            The series.
        epoch : int
            After how many epochs it holds.
        value : float
            The number.
        """
        self._noted.setdefault(name, []).append((epoch, value))

    def series(
        self, facts: Mapping[str, Facts], renamed: Mapping[str, str] | None = None
    ) -> list[Series]:
        """Give all that was noted.

        Parameters
        ----------
        facts : mapping
            What is known of each series, in the order wanted; the others are norms of gradients
            and come after.
        renamed : mapping, optional
            Other names to give some.

        Returns
        -------
        list of Series
            The curves.
        """
        order = [name for name in facts if name in self._noted]
        order += [name for name in self._noted if name not in facts]
        shown = {name: name for name in order} | dict(renamed or {})
        return [self._one(name, shown[name], facts.get(name, _GRADIENT)) for name in order]

    def _one(self, name: str, shown: str, facts: Facts) -> Series:
        epochs: Any
        values: Any
        epochs, values = map(np.array, zip(*self._noted[name], strict=True))
        measure, kind, on, penalty = facts
        return Series(shown, values, epochs, measure=measure, kind=kind, on=on, penalty=penalty)
