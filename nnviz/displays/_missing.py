"""One warning, which counts, where a picture shows values that are NaN or infinite."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np


def count_not_finite(arrays: Iterable[Any]) -> tuple[int, int]:
    """How many numbers of some arrays are NaN or infinite, and of how many.

    Examples
    --------
    >>> count_not_finite([[1.0, float("nan")], [float("inf")]])
    (2, 3)
    """
    missing = total = 0
    for array in arrays:
        values = np.asarray(array)
        total += values.size
        if values.dtype.kind == "f":  # classes, whole numbers and words are what they are
            missing += values.size - int(np.count_nonzero(np.isfinite(values)))
    return missing, total


def warn_of_missing(missing: int, total: int, what: str, how: str) -> None:
    """Warn once, at the line of the caller outside nnviz, if any are missing.

    Parameters
    ----------
    missing, total : int
        How many values are NaN or infinite, and of how many.
    what : str
        What they are, such as "weight".
    how : str
        How the picture shows them, such as "they are drawn dotted, in purple".
    """
    if not missing:
        return
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("nnviz."):
        level, frame = level + 1, frame.f_back
    warnings.warn(
        f"{missing:,} of {total:,} values ({what}) are NaN or infinite; {how}.",
        UserWarning,
        stacklevel=level,
    )
