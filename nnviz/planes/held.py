"""The features that stay the same all over a plane, and the words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.planes.samples import Samples
from nnviz.planes.tables import levels_of

Floats = NDArray[np.float64]
How = Literal["median", "mode", "given"]


@dataclass(frozen=True)
class Held:
    """A feature that stays the same.

    Attributes
    ----------
    feature : int
        Its index.
    name : str
        Its name.
    value : object
        Its value: a float for a numeric feature, otherwise a category.
    how : {"median", "mode", "given"}
        Where the value comes from.
    scale : float or None
        The feature's standard deviation, or 1 where it is constant; None for a categorical one.
    """

    feature: int
    name: str
    value: Any
    how: How
    scale: float | None

    def off(self, column: NDArray[Any]) -> Floats:
        """Return how far values are from the one that is held.

        Parameters
        ----------
        column : ndarray of shape (n_samples,)
            The feature's values.

        Returns
        -------
        ndarray of shape (n_samples,)
            Differences in standard deviations; 0 or 1 for categories.
        """
        if self.scale is None:
            return np.array([float(value != self.value) for value in column.tolist()])
        return np.asarray((column - self.value) / self.scale, dtype=np.float64)


def hold(samples: Samples, k: int, given: Mapping[int, Any]) -> Held:
    """Hold a feature at the value given for it, or else at its median or mode.

    Parameters
    ----------
    samples : Samples
        The samples.
    k : int
        The feature's index.
    given : mapping of int to object
        Values by feature, checked.

    Returns
    -------
    Held
        The feature. The median of whole numbers is one of them: the lower of the two in the
        middle. Of several categories that are as frequent, the first in order is the mode.
    """
    name, column = samples.names[k], samples.column(k)
    if not samples.numeric[k]:
        value = given[k] if k in given else _mode(samples, k)
        return Held(k, name, value, "given" if k in given else "mode", None)
    scale = float(column.std()) or 1.0
    if k in given:
        return Held(k, name, float(given[k]), "given", scale)
    return Held(k, name, _median(samples, k, column), "median", scale)


def _median(samples: Samples, k: int, column: Floats) -> float:
    dtype = samples.data.dtypes.iloc[k] if samples.is_frame else samples.data.dtype
    if getattr(dtype, "kind", "O") in "iu":
        return float(np.sort(column)[(len(column) - 1) // 2])
    return float(np.median(column))


def _mode(samples: Samples, k: int) -> Any:
    counts = Counter(samples.column(k).tolist())
    # The first of several that are as frequent.
    return max(levels_of([samples], [k]).tolist(), key=lambda level: counts[level])


def held_words(holds: Sequence[Held], most: int = 4) -> str:
    """Say in words what stays the same.

    Parameters
    ----------
    holds : sequence of Held
        The features.
    most : int, default=4
        How many may be listed at their medians and modes; more are counted.

    Returns
    -------
    str
        What was asked for first, then the medians, then the modes.
    """
    given = [held for held in holds if held.how == "given"]
    others = [held for held in holds if held.how != "given"]
    parts = [f"{held.name} = {_written(held.value)}" for held in given]
    if len(others) > most:
        kinds = {held.how for held in others}
        at = " or ".join(f"{how}s" for how in ("median", "mode") if how in kinds)
        which = "other features" if given else "features"
        return ", ".join([*parts, f"{len(others)} {which} at their {at}"])
    for how in ("median", "mode"):
        group = [held for held in others if held.how == how]
        if group:
            words = ", ".join(f"{held.name} = {_written(held.value)}" for held in group)
            parts.append(f"{words} ({how}{'s' * (len(group) > 1)})")
    return ", ".join(parts)


def _written(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
