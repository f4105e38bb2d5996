"""Checks of what a user gives, each of which names the argument, what was allowed and what came."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import ACTIVATIONS, canonical_name

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class Frozen:
    """Makes the arrays of a frozen dataclass read-only again after pickling or a deep copy.

    NumPy forgets the flag on both ways, and a worker process would else hold a network that can
    be written to.
    """

    def __setstate__(self, state: dict[str, Any]) -> None:
        for value in state.values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        self.__dict__.update(state)


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array itself, no longer writable.

    Parameters
    ----------
    array : ndarray
        Any array that nobody else writes to.

    Returns
    -------
    ndarray
        The same array.
    """
    array.setflags(write=False)
    return array


def check_integer(argument: str, value: Any, *, least: int) -> int:
    """Return an integer.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What a user gave.
    least : int
        The smallest value allowed.

    Returns
    -------
    int
        The value; floats and bools are no integers.
    """
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{argument} must be an integer, at least {least}; it is {value!r}.")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{argument} must be an integer, at least {least}; it is {value!r}."
        ) from None
    if number < least:
        raise ValueError(f"{argument} must be at least {least}; it is {number}.")
    return number


def check_place(argument: str, value: Any, n: int, what: str) -> int:
    """Return an index.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What a user gave.
    n : int
        How many places there are.
    what : str
        What stands at the places, such as "neuron".

    Returns
    -------
    int
        The index, 0..n-1.
    """
    try:
        index = check_integer(argument, value, least=0)
    except ValueError:
        index = -1
    if not 0 <= index < n:
        raise ValueError(f"{argument}: {what} {value} does not exist; allowed are 0..{n - 1}.")
    return index


def check_activation(argument: str, name: Any) -> str | None:
    """Return the canonical name of an activation.

    Parameters
    ----------
    argument : str
        What the error calls it.
    name : str or None
        What a user gave.

    Returns
    -------
    str or None
        The canonical name; None stands for an unknown activation and stays None.
    """
    if name is None:
        return None
    if not isinstance(name, str):
        raise TypeError(f"{argument} must be the name of an activation or None; it is {name!r}.")
    try:
        return canonical_name(name)
    except ValueError:
        allowed = ", ".join(ACTIVATIONS)
        raise ValueError(
            f"{argument}: {name!r} is not a known activation; allowed are {allowed}, or None "
            "where it is unknown."
        ) from None


def check_names(argument: str, names: Any, size: int | None) -> tuple[str, ...] | None:
    """Return the names of neurons.

    Parameters
    ----------
    argument : str
        What the error calls it.
    names : iterable or None
        What a user gave.
    size : int or None
        How many names there must be; None where any number will do.

    Returns
    -------
    tuple of str, or None
        One name for each neuron.
    """
    if names is None:
        return None
    if isinstance(names, (str, bytes)) or not isinstance(names, Iterable):
        count = "" if size is None else f"{size} "
        raise TypeError(f"{argument} must be a list of {count}names; it is {names!r}.")
    strings = tuple(str(name) for name in names)
    if size is not None and len(strings) != size:
        raise ValueError(
            f"{argument} must hold {size} names, one for each neuron; it holds {len(strings)}."
        )
    return strings


def check_numbers(argument: str, values: Any, *, ndim: int) -> tuple[FloatArray, BoolArray | None]:
    """Copy real numbers into a read-only float64 array.

    Parameters
    ----------
    argument : str
        What the error calls it.
    values : array-like
        What a user gave.
    ndim : int
        The number of dimensions it must have.

    Returns
    -------
    numbers : ndarray of float64
        The copy, 0 where a masked array hides an entry.
    exists : ndarray of bool, or None
        False where a masked array hides an entry; None where nothing is hidden.
    """
    given = _as_array(argument, values)
    if given.dtype.kind not in "biuf":
        raise TypeError(
            f"{argument} must hold real numbers; its dtype is {given.dtype}, "
            f"{'complex numbers' if given.dtype.kind == 'c' else 'which are none'}."
        )
    if given.ndim != ndim:
        raise ValueError(f"{argument} must be {ndim}-D; it has shape {given.shape}.")
    exists = None
    if np.ma.isMaskedArray(given):
        exists = ~np.ma.getmaskarray(given)
    with np.errstate(over="ignore"):  # a long double beyond float64's range becomes inf
        numbers = np.array(np.ma.getdata(given), dtype=np.float64, order="C", copy=True)
    if exists is not None:
        numbers[~exists] = 0.0
    return read_only(numbers), exists


def real_numbers(argument: str, values: Any) -> FloatArray:
    """Read real numbers of any shape as float64, without a copy where none is needed.

    Parameters
    ----------
    argument : str
        What the error calls it.
    values : array-like
        What a user gave.

    Returns
    -------
    ndarray of float64
        NaN where a masked array hides an entry.
    """
    array = _as_array(argument, values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{argument} must hold real numbers; its dtype is {array.dtype}.")
    if isinstance(array, np.ma.MaskedArray):
        return np.ma.filled(array.astype(float), np.nan)
    return array.astype(float, copy=False)


def check_flags(argument: str, values: Any, shape: tuple[int, ...] | None) -> BoolArray:
    """Copy an array of bools that has the given shape.

    Parameters
    ----------
    argument : str
        What the error calls it.
    values : array-like of bool
        What a user gave.
    shape : tuple of int, or None
        The shape it must have; None where any will do.

    Returns
    -------
    ndarray of bool
        The copy.
    """
    given = _as_array(argument, values)
    if given.dtype.kind != "b":
        raise TypeError(f"{argument} must hold bools; its dtype is {given.dtype}.")
    if shape is not None and given.shape != shape:
        raise ValueError(f"{argument} must have shape {shape}; it has shape {given.shape}.")
    return np.array(given, dtype=np.bool_, order="C", copy=True)


def none_if_all(exists: BoolArray | None) -> BoolArray | None:
    """Return a mask in the one spelling of its meaning.

    Parameters
    ----------
    exists : ndarray of bool, or None
        A mask that is False for what does not exist.

    Returns
    -------
    ndarray of bool, or None
        The mask, read-only; None where everything exists.
    """
    if exists is None or exists.all():
        return None
    return read_only(exists)


def _as_array(argument: str, values: Any) -> NDArray[Any]:
    try:
        array: NDArray[Any] = np.asanyarray(values)
    except ValueError:
        raise ValueError(
            f"{argument} must be a full array; its rows have different lengths."
        ) from None
    return array
