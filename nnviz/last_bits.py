"""Pictures and words that do not hang on the last bits of computed numbers.

Exponentials and matrix products differ in their last bits from processor to processor, as NumPy
and the BLAS choose other instructions. That is too little to see, but where a line runs straight
on, these bits decide to which side each of its vertices turns, and with it the rounding of its
stroke; and where two numbers are equal but for these bits, they decide which one is the larger.
So lines that are computed are laid on a fine lattice when they are handed to artists, and numbers
that are compared are first made equal to what they differ from by last bits only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "on_lattice",
    "same_but_for_last_bits",
    "settled",
    "settled_range",
    "to_be_written",
]

_STEPS = 24  # a lattice has about two to this power of steps in its span
_TIE = 1e-12  # of the largest value: far above last bits, far below what is seen


def on_lattice(values: ArrayLike, span: ArrayLike) -> NDArray[np.float64]:
    """Round numbers to less than a ten-millionth of a span.

    Parameters
    ----------
    values : array-like
        Such as the vertices of a line.
    span : array-like
        The length of what is shown, of a shape that broadcasts with the values.

    Returns
    -------
    ndarray of float64
        Multiples of a power of two, so that round numbers stay what they are. Values are
        unchanged where a span is 0 or not finite.

    Examples
    --------
    >>> on_lattice([0.5, 0.1 + 0.2, 0.3], 1.0).tolist()
    [0.5, 0.30000001192092896, 0.30000001192092896]
    """
    array = np.asarray(values, dtype=np.float64)
    with np.errstate(all="ignore"):
        # Rounded, so that a span of 1 but for its last bits has the lattice of 1.
        step = np.exp2(np.rint(np.log2(np.abs(np.asarray(span, dtype=np.float64)))) - _STEPS)
        rounded = np.rint(array / step) * step
    return np.where((step > 0) & np.isfinite(rounded), rounded, array)


def settled(values: NDArray[Any], level: ArrayLike) -> NDArray[Any]:
    """Put values on a level that they differ from by their last bits only.

    Parameters
    ----------
    values : ndarray
        Numbers that are to be compared with the level.
    level : array-like
        Of a shape that broadcasts with the values.

    Returns
    -------
    ndarray
        All other values are as they were.

    Examples
    --------
    >>> import numpy as np
    >>> settled(np.array([0.1 + 0.2, 0.4]), 0.3).tolist()
    [0.3, 0.4]
    """
    return np.where(same_but_for_last_bits(values, level), level, values)


def same_but_for_last_bits(values: NDArray[Any], other: ArrayLike) -> NDArray[np.bool_]:
    """Tell which numbers are equal but for their last bits.

    Parameters
    ----------
    values : ndarray
        Numbers; the largest finite one says how large their errors may be.
    other : array-like
        Of a shape that broadcasts with the values.

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> import numpy as np
    >>> same_but_for_last_bits(np.array([0.1 + 0.2, 0.4]), 0.3).tolist()
    [True, False]
    """
    sizes, level = np.abs(np.asarray(values, dtype=np.float64)), np.asarray(other)
    largest = np.max(sizes, initial=0.0, where=np.isfinite(sizes))
    with np.errstate(invalid="ignore", over="ignore"):  # of infinite numbers, of huge ones
        return np.asarray((values == level) | (np.abs(values - level) <= _TIE * largest))


def settled_range(low: float, high: float) -> tuple[float, float]:
    """Make the ends of a range 0, or the same, where they are so but for their last bits.

    Parameters
    ----------
    low, high : float
        The smallest and the largest of some numbers.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> settled_range(-1e-17, 2.0), settled_range(0.3, 0.1 + 0.2)
    ((0.0, 2.0), (0.3, 0.3))
    """
    ends = settled(np.array([low, high], dtype=np.float64), 0.0)
    low, high = (float(end) for end in settled(ends, ends[0]))
    return low, high


def to_be_written(value: float) -> float:
    """Round a number to twelve significant digits, so that it is rounded further in one way only.

    Parameters
    ----------
    value : float
        Such as 0.815, in whose place may come 0.8150000000000001.

    Returns
    -------
    float

    Examples
    --------
    >>> [format(to_be_written(value), ".2f") for value in (0.815, 0.8150000000000001)]
    ['0.81', '0.81']
    """
    return float(f"{float(value):.12g}")
