"""Values of parameters as JSON, which tells tuples from lists."""

from __future__ import annotations

from typing import Any

import numpy as np


def to_json(argument: str, value: Any) -> Any:
    """Return what JSON can hold for the value of a parameter.

    Parameters
    ----------
    argument : str
        What the error calls it.
    value : object
        None, a bool, a number, a string, or a tuple, list or string-keyed dict of these.

    Returns
    -------
    object
        What `from_json` makes the value from again; a NumPy number becomes a plain one.

    Raises
    ------
    TypeError
        If it is anything else.

    Examples
    --------
    >>> to_json("value", (8, 6))
    {'tuple': [8, 6]}
    """
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, (tuple, list)):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [to_json(argument, item) for item in value]}
    if isinstance(value, dict) and all(type(key) is str for key in value):
        return {"dict": [[key, to_json(argument, item)] for key, item in value.items()]}
    raise TypeError(
        f"{argument} holds {value!r}, which cannot be stored without a pickle; numbers, strings, "
        "bools, None, and tuples, lists and dicts of these can."
    )


def from_json(stored: Any) -> Any:
    """Return the value that `to_json` stored.

    Parameters
    ----------
    stored : object
        What JSON held.

    Returns
    -------
    object
        The value.

    Examples
    --------
    >>> from_json({"tuple": [8, 6]})
    (8, 6)
    """
    if not isinstance(stored, dict):
        if isinstance(stored, list):
            raise ValueError(f"a value of a parameter is the bare list {stored!r}.")
        return stored
    ((kind, items),) = stored.items()
    if kind == "dict":
        return {str(key): from_json(item) for key, item in items}
    makers: dict[str, Any] = {"tuple": tuple, "list": list}
    return makers[kind](from_json(item) for item in items)
