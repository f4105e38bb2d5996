"""Checks that the classes of a training's history share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network.checks import check_integer, read_only


class FrozenMappings:
    """Lets a frozen dataclass with read-only arrays and mappings be pickled and copied.

    A mapping proxy has no pickle, and NumPy forgets on the way that an array was read-only.
    """

    def __getstate__(self) -> dict[str, Any]:
        return {
            name: dict(value) if isinstance(value, MappingProxyType) else value
            for name, value in self.__dict__.items()
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
            self.__dict__[name] = MappingProxyType(value) if isinstance(value, dict) else value


def check_mapping(argument: str, value: Any, what: str) -> dict[Any, Any]:
    """Return a copy of a mapping.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What was given.
    what : str
        What it maps, in words.

    Returns
    -------
    dict
        The copy, in its order.
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"{argument} must be a mapping of {what}; it is {value!r}.")
    return dict(value)


def check_word(argument: str, value: Any) -> str:
    """Return a string.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What was given.

    Returns
    -------
    str
        The same.
    """
    if not isinstance(value, str):
        raise TypeError(f"{argument} must be a string; it is {value!r}.")
    return str(value)


def check_choice(argument: str, value: Any, allowed: tuple[Any, ...]) -> Any:
    """Return one of some values.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What was given.
    allowed : tuple
        The values that are allowed: strings, or None.

    Returns
    -------
    object
        The value.
    """
    if (value is not None and not isinstance(value, str)) or value not in allowed:
        words = ", ".join(repr(one) for one in allowed)
        raise ValueError(f"{argument} must be one of {words}; it is {value!r}.")
    return value


def check_flag(argument: str, value: Any) -> bool:
    """Return a bool.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What was given.

    Returns
    -------
    bool
        The same.
    """
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{argument} must be True or False; it is {value!r}.")
    return bool(value)


def check_seed(argument: str, value: Any) -> int | None:
    """Return a seed.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        What was given.

    Returns
    -------
    int or None
        The same.
    """
    return None if value is None else check_integer(argument, value, least=0)


def check_epochs(argument: str, values: Any) -> NDArray[np.int64]:
    """Copy epochs into a read-only array.

    Parameters
    ----------
    argument : str
        What the error calls it.
    values : array-like of int
        What was given.

    Returns
    -------
    ndarray of int64
        The copy: 0 or more, strictly increasing.
    """
    given = np.asarray(values)
    if given.ndim != 1:
        raise ValueError(f"{argument} must be 1-D; it has shape {given.shape}.")
    if given.dtype.kind not in "iu":
        raise TypeError(f"{argument} must hold integers; its dtype is {given.dtype}.")
    if given.size and int(given.max()) > np.iinfo(np.int64).max:
        raise ValueError(f"{argument} must be at most 2**63 - 1; it has {given.max()}.")
    epochs = given.astype(np.int64)
    wrong = np.flatnonzero(np.diff(epochs) <= 0)
    if wrong.size:
        k = int(wrong[0])
        raise ValueError(
            f"{argument} must increase strictly; epoch {epochs[k]} is followed by {epochs[k + 1]}."
        )
    if epochs.size and epochs[0] < 0:
        raise ValueError(
            f"{argument} must be 0 (before any update) or more; it begins with {epochs[0]}."
        )
    read_only(epochs)
    return epochs
