"""From where to where values go that a norm or an axis has to hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The span of a range has to be a finite number too, with room for margins.
_LARGEST = float(np.finfo(np.float64).max) / 8


def finite_range(values: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    """The least and the largest finite number of some arrays; zeros where there is none.

    Examples
    --------
    >>> finite_range([np.array([1.0, np.nan]), np.array([-np.inf, 3.0])])
    (1.0, 3.0)
    """
    known = [some[np.isfinite(some)] for some in values]
    known = [some for some in known if some.size]
    if not known:
        return 0.0, 0.0
    low = min(float(np.min(some)) for some in known)
    high = max(float(np.max(some)) for some in known)
    return max(low, -_LARGEST), min(high, _LARGEST)
