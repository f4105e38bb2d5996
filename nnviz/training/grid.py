"""The parameters of a sweep: their full names, and the combinations of their values."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

import numpy as np

_SHOWN = 12


def check_grid(estimator: Any, param_grid: Any) -> dict[str, tuple[Any, ...]]:
    """Return the values of each parameter under its full name.

    Parameters
    ----------
    estimator : object
        An estimator of scikit-learn's.
    param_grid : mapping of str to iterable
        Values by name. A bare name stands for the one full name that ends in it.

    Returns
    -------
    dict of str to tuple
        The values by full name, in the order given.

    Raises
    ------
    TypeError, ValueError
        If a name is unknown or ambiguous, or values are no list or empty.
    """
    if not isinstance(param_grid, Mapping):
        raise TypeError(
            "param_grid must be a mapping of names to lists of values, such as "
            f"{{'alpha': [0, 0.1]}}; it is {param_grid!r}."
        )
    if not param_grid:
        raise ValueError("param_grid must name at least one parameter; it is empty.")
    known = sorted(estimator.get_params(deep=True))
    grid: dict[str, tuple[Any, ...]] = {}
    for name, values in param_grid.items():
        full = _full_name(name, known)
        if full in grid:
            raise ValueError(f"param_grid: {full!r} is there twice, once as {name!r}.")
        grid[full] = _values(name, values)
    return grid


def combinations(grid: Mapping[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    """List all combinations of values; the first name varies slowest.

    Parameters
    ----------
    grid : mapping of str to tuple
        The values by name.

    Returns
    -------
    list of dict
        A value for each name.

    Examples
    --------
    >>> combinations({"a": (1, 2), "b": (3, 4)})[1]
    {'a': 1, 'b': 4}
    """
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


def _full_name(name: Any, known: list[str]) -> str:
    if not isinstance(name, str):
        raise TypeError(f"param_grid: names must be strings; there is {name!r}.")
    if name in known:
        return name
    ending = [full for full in known if full.endswith(f"__{name}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise ValueError(
            f"param_grid: {name!r} may be any of {', '.join(ending)}; give the full name."
        )
    near = sorted(known, key=lambda full: -_likeness(name, full))
    more = f" and {len(near) - _SHOWN} more" if len(near) > _SHOWN else ""
    raise ValueError(
        f"param_grid: the estimator has no parameter {name!r}; it has, the nearest first, "
        f"{', '.join(near[:_SHOWN])}{more}."
    )


def _likeness(name: str, full: str) -> float:
    """Say how like two names are, or the last parts of them."""
    last = full.rsplit("__", 1)[-1]
    return max(SequenceMatcher(None, name, one).ratio() for one in (full, last))


def _values(name: str, values: Any) -> tuple[Any, ...]:
    argument = f"param_grid[{name!r}]"
    refused = (str, bytes, Mapping, set, frozenset)
    if isinstance(values, refused) or not isinstance(values, Iterable):
        raise TypeError(
            f"{argument} must be a list of values, in their order; it is {values!r}"
            + (f": did you mean [{values!r}]?" if isinstance(values, str) else ".")
        )
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise ValueError(f"{argument} must be a 1-D list; it has shape {values.shape}.")
        values = values.tolist()
    listed = tuple(values)
    if not listed:
        raise ValueError(f"{argument} must hold at least one value; it is empty.")
    return listed
