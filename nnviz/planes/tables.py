"""Tables in the form of the model's own data, filled with the points of a plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.planes.samples import Samples


def table_like(samples: Samples, columns: Sequence[Any], n_rows: int) -> Any:
    """Fill a table that looks to the model like the samples.

    Parameters
    ----------
    samples : Samples
        The samples whose container, names and dtypes the table has.
    columns : sequence of ndarray of shape (n_rows,), or of scalars
        By feature: its values, or the one value that all rows share.
    n_rows : int
        How many rows there are.

    Returns
    -------
    ndarray or DataFrame of shape (n_rows, n_features)
        Whole numbers become floats where they vary: a plane runs between them. So do floats of 16
        bits, between which a plane's points would not be where its axes have them.
    """
    if samples.is_frame:
        return _frame_like(samples.data, columns, n_rows)
    data = samples.data
    dtype: Any = np.float64 if _is_coarse(data.dtype) else data.dtype
    if data.dtype.kind in "US":  # a longer string than those in the samples must have room
        dtype = object
    table = np.empty((n_rows, samples.n_features), dtype=dtype)
    for k, values in enumerate(columns):
        table[:, k] = values
    return table


def _frame_like(data: Any, columns: Sequence[Any], n_rows: int) -> Any:
    import pandas as pd

    filled = {}
    for k, values in enumerate(columns):
        dtype = data.dtypes.iloc[k]
        varies = isinstance(values, np.ndarray)
        column = values if varies else _repeated(values, n_rows)
        filled[k] = pd.Series(column, dtype=_dtype_for(dtype, values, varies))
    frame = pd.DataFrame(filled)
    frame.columns = data.columns
    return frame


def _is_coarse(dtype: Any) -> bool:
    kind = getattr(dtype, "kind", "O")
    return kind in "iu" or (kind == "f" and getattr(dtype, "itemsize", 8) < 4)


def _repeated(value: Any, n_rows: int) -> NDArray[Any]:
    dtype = np.float64 if isinstance(value, float) else object
    return np.full(n_rows, value, dtype=dtype)


def _dtype_for(dtype: Any, values: Any, varies: bool) -> Any:
    """Return the column's own dtype wherever it can hold the values."""
    kind = getattr(dtype, "kind", "O")
    if _is_coarse(dtype):
        whole = kind in "iu" and not varies and float(values).is_integer()
        return dtype if whole else np.dtype(np.float64)
    if hasattr(dtype, "categories"):
        known = set(dtype.categories)
        given = set(values.tolist()) if varies else {values}
        return dtype if given <= known else object
    return dtype


def levels_of(tables: Sequence[Samples], places: Sequence[int]) -> NDArray[Any]:
    """Return the categories of a feature, in order.

    Parameters
    ----------
    tables : sequence of Samples
        The samples; those of the first decide where they declare an order.
    places : sequence of int
        By table: the feature's index.

    Returns
    -------
    ndarray of object of shape (n_categories,)
        The declared order of a categorical column, otherwise sorted; what only later tables hold
        comes after a declared order.
    """
    first, k = tables[0], places[0]
    declared: list[Any] = []
    if first.is_frame and hasattr(first.data.dtypes.iloc[k], "categories"):
        declared = list(first.data.dtypes.iloc[k].categories)
    values = {
        value
        for table, place in zip(tables, places, strict=True)
        for value in table.column(place).tolist()
    }
    others = [value for value in values if value not in set(declared)]
    try:
        others = sorted(others)
    except TypeError:  # strings and numbers in one column
        others = sorted(others, key=lambda value: (type(value).__name__, str(value)))
    levels = np.empty(len(declared) + len(others), dtype=object)
    levels[:] = [*declared, *others]
    return levels


def places_of(values: NDArray[Any], levels: NDArray[Any], feature: str) -> NDArray[np.float64]:
    """Return where categories stand on their axis.

    Parameters
    ----------
    values : ndarray of object of shape (n_samples,)
        Categories.
    levels : ndarray of object of shape (n_categories,)
        All categories in order.
    feature : str
        What errors call the feature.

    Returns
    -------
    ndarray of shape (n_samples,)
        0, 1, 2, ...
    """
    places = {level: float(place) for place, level in enumerate(levels.tolist())}
    try:
        return np.array([places[value] for value in values.tolist()])
    except KeyError as error:
        allowed = ", ".join(map(repr, levels.tolist()))
        raise ValueError(
            f"the category {error.args[0]!r} of {feature!r} has no place on the axis; the axis "
            f"has {allowed}."
        ) from None
