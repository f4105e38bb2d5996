"""What people give as arrays: nothing that is hidden in it, or that is no number, passes for data.

NumPy's own ``asarray`` drops the mask of a masked array, reads numbers out of bytes and makes
numbers of dates; each time a picture would show what nobody measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["as_full_array", "as_numbers", "refuse_masked"]


def refuse_masked(argument: str, values: Any) -> None:
    """Raise a ValueError if a masked array, or one in a list, hides entries.

    Parameters
    ----------
    argument : str
        What the error calls it.
    values : object
        What a user gave.

    Raises
    ------
    ValueError
        If some entries are masked.

    Examples
    --------
    >>> refuse_masked("X", np.ma.masked_equal([1.0, -1.0], -1.0))
    Traceback (most recent call last):
    ...
    ValueError: X must hold no missing values; some of its entries are masked.
    """
    parts: Iterable[Any] = values if isinstance(values, list | tuple) else (values,)
    if any(isinstance(part, np.ma.MaskedArray) and np.ma.is_masked(part) for part in parts):
        raise ValueError(f"{argument} must hold no missing values; some of its entries are masked.")


def as_full_array(argument: str, values: Any) -> NDArray[Any]:
    """Read an array of any kind and shape, without a copy where none is needed.

    Parameters
    ----------
    argument : str
        What errors call it.
    values : array-like
        What a user gave.

    Returns
    -------
    ndarray
        The same entries.

    Raises
    ------
    ValueError
        If some entries are masked, or rows have different lengths.

    Examples
    --------
    >>> as_full_array("y", [1, 2])
    array([1, 2])
    """
    refuse_masked(argument, values)
    try:
        array: NDArray[Any] = np.asarray(values)
        if array.dtype.kind in "US" and not hasattr(values, "dtype"):
            # NumPy turns the numbers of a mixed list into texts.
            array = np.asarray(values, dtype=object)
        return array
    except ValueError:
        raise ValueError(
            f"{argument} must be a full table; its rows have different lengths."
        ) from None


def as_numbers(argument: str, array: NDArray[Any]) -> NDArray[np.float64]:
    """Read real numbers as float64, without a copy where none is needed.

    Parameters
    ----------
    argument : str
        What errors call it.
    array : ndarray
        Integers, floats, bools, or objects that are real numbers.

    Returns
    -------
    ndarray of float64
        Of the same shape; NaN where an object says that it is missing.

    Raises
    ------
    TypeError
        If it holds anything else, such as complex numbers, dates, texts or bytes.

    Examples
    --------
    >>> as_numbers("y", np.array([1, None], dtype=object))
    array([ 1., nan])
    """
    if array.dtype.kind in "biuf":
        with np.errstate(over="ignore"):  # a long double beyond float64's range becomes inf
            return array.astype(np.float64, copy=False)
    if array.dtype.kind == "c":
        raise TypeError(f"{argument} must hold real numbers; it holds complex numbers.")
    if array.dtype.kind in "US":
        raise TypeError(f"{argument} must hold real numbers; it holds texts.")
    if array.dtype.kind != "O":
        raise TypeError(f"{argument} must hold real numbers; its dtype is {array.dtype}.")
    numbers = np.empty(array.size)
    for place, item in enumerate(array.ravel()):
        numbers[place] = _number(argument, item)
    return numbers.reshape(array.shape)


def _number(argument: str, item: Any) -> float:
    # pandas has missing values of its own, and is not asked for where nobody uses it.
    if item is None or type(item).__name__ in ("NAType", "NaTType"):
        return float("nan")
    if isinstance(item, str | bytes):
        raise TypeError(f"{argument} must hold real numbers; it holds texts.")
    if not isinstance(item, Real | Decimal | np.bool_):
        raise TypeError(
            f"{argument} must hold real numbers; it holds values of the kind {type(item).__name__}."
        )
    try:
        return float(item)
    except OverflowError:  # an integer beyond float64's range
        return float("inf") if item > 0.0 else -float("inf")  # type: ignore[operator]
