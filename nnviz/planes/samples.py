"""Samples as the model's own `predict` takes them: order of columns, names, kinds of values."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters.kinds import is_kind
from nnviz.array_likes import as_full_array
from nnviz.network import Network
from nnviz.planes.models import known_features, resolve_model

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Samples:
    """A table of samples in the form in which a model takes it.

    Attributes
    ----------
    data : ndarray or DataFrame of shape (n_samples, n_features)
        What is handed to the model: its own columns in its own order.
    names : tuple of str
        The features' names; "x0", "x1", ... where nobody named them.
    named : bool
        Whether the names are the user's own.
    numeric : tuple of bool
        By feature: whether it holds numbers. Strings, categoricals and bools are categories.
    argument : str
        What the user calls the table.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> from nnviz.planes import as_samples
    >>> samples = as_samples([[1, 2], [3, 4]], Network.from_sizes([2, 1]))
    >>> samples.n_samples, samples.names, samples.named
    (2, ('x0', 'x1'), False)
    >>> samples.column(1)
    array([2., 4.])
    """

    data: Any
    names: tuple[str, ...]
    named: bool
    numeric: tuple[bool, ...]
    argument: str = "X"

    @property
    def n_samples(self) -> int:
        """How many samples there are."""
        return len(self.data)

    @property
    def n_features(self) -> int:
        """How many features each of them has."""
        return len(self.names)

    @property
    def is_frame(self) -> bool:
        """Whether the data are a DataFrame."""
        return is_frame(self.data)

    def column(self, k: int) -> NDArray[Any]:
        """Return one feature of all samples.

        Parameters
        ----------
        k : int
            The feature's index.

        Returns
        -------
        ndarray of shape (n_samples,)
            Of float64 for a numeric feature, of objects for a categorical one.
        """
        values = self.data.iloc[:, k] if self.is_frame else self.data[:, k]
        return np.array(values, dtype=np.float64 if self.numeric[k] else object)

    def numbers(self) -> Floats:
        """Return the numeric features of all samples.

        Returns
        -------
        ndarray of shape (n_samples, n_numeric)
            In the order of the columns.
        """
        places = [k for k, numeric in enumerate(self.numeric) if numeric]
        if not places:
            return np.empty((self.n_samples, 0))
        return np.column_stack([self.column(k) for k in places])

    def __repr__(self) -> str:
        return f"<Samples {self.argument}, {self.n_samples:,} x {self.n_features}>"


def as_samples(X: Any, model: Any, name: str = "X", *, model_name: str = "estimator") -> Samples:
    """Bring data into the form in which a model takes them.

    The columns of a DataFrame go into the order in which the model was fitted. An array given to
    a model that was fitted on a DataFrame becomes one, so that the model need not warn of missing
    names; a DataFrame given to a model that was fitted on an array becomes an array, and keeps
    its names for the axes.

    Parameters
    ----------
    X : array-like or DataFrame of shape (n_samples, n_features)
        Data in the units that the model's own ``predict`` takes.
    model : object
        The model: anything that `make_responder` takes.
    name : str, default="X"
        What errors call the data.
    model_name : str, default="estimator"
        What errors call the model.

    Returns
    -------
    Samples
        A copy of the data; `X` itself stays as it is.

    Raises
    ------
    TypeError
        If `X` is sparse or holds what is neither a number nor a category.
    ValueError
        If `X` is not 2-D, is empty, lacks columns or has others besides, or holds what is not
        finite.

    Examples
    --------
    >>> from sklearn.linear_model import LinearRegression
    >>> from nnviz.planes import as_samples
    >>> model = LinearRegression().fit([[0.0], [1.0]], [0.0, 2.0])
    >>> as_samples([[0.5], [0.75]], model).data
    array([[0.5 ],
           [0.75]])
    """
    model = resolve_model(model, model_name)
    features, width = known_features(model)
    if hasattr(X, "toarray") or hasattr(X, "todense"):
        raise TypeError(
            f"{name} is sparse; it must be a dense table, such as {name}.toarray() gives."
        )
    if hasattr(X, "columns") and hasattr(X, "to_numpy"):
        data, names = _from_frame(X, features, width, name)
    else:
        data, names = _from_array(X, width, name), None
    if features is not None and not is_frame(data):
        data = _framed(data, features)
    if isinstance(model, Network) and features is None:
        names = names or (model.layers[0].names if not model.preprocessing else None)
    names = features or names
    named = names is not None
    n_features = data.shape[1]
    names = names or tuple(f"x{k}" for k in range(n_features))
    numeric = tuple(_check_column(data, k, names[k], name) for k in range(n_features))
    return Samples(data, names, named, numeric, name)


def is_frame(data: Any) -> bool:
    """Tell whether data are a pandas DataFrame.

    Parameters
    ----------
    data : object
        Anything.

    Returns
    -------
    bool
        Whether they are.
    """
    return is_kind(data, "pandas", "DataFrame")


def _from_frame(
    X: Any, features: tuple[str, ...] | None, width: int | None, name: str
) -> tuple[Any, tuple[str, ...] | None]:
    """Return the data in the model's order, and the names if they are names at all."""
    if not is_frame(X):
        import pandas as pd

        X = pd.DataFrame({str(column): np.array(X[column]) for column in X.columns})
    X = X.copy()  # later changes of it reach no picture
    columns = list(X.columns)
    # A DataFrame made of an array has the columns 0, 1, 2, ..., which name nothing.
    nameless = columns == list(range(len(columns)))
    _check_shape(X.shape, width, name)
    names = tuple(str(column) for column in columns)
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice and features not in (None, names):  # columns of one name have nothing but their order
        raise ValueError(f"{name} has some columns twice: {', '.join(map(repr, twice))}.")
    if twice and features is not None:
        return X, None
    if features is not None and not nameless:
        _check_columns(names, features, name)
        return X.iloc[:, [names.index(feature) for feature in features]], None
    if features is not None:
        X.columns = list(features)
        return X, None
    given = None if nameless else names
    # What was fitted without names takes arrays; what says nothing takes what the user has.
    return (X if width is None else X.to_numpy()), given


def _check_columns(names: tuple[str, ...], features: tuple[str, ...], name: str) -> None:
    missing = [feature for feature in features if feature not in names]
    extra = [column for column in names if column not in features]
    parts = [f"lacks {', '.join(map(repr, missing))}"] if missing else []
    parts += [f"has {', '.join(map(repr, extra))} besides"] if extra else []
    if parts:
        raise ValueError(
            f"{name} must have the {len(features)} columns that the model was fitted on; it "
            f"{' and '.join(parts)}."
        )


def _from_array(X: Any, width: int | None, name: str) -> NDArray[Any]:
    data = as_full_array(name, X)
    _check_shape(data.shape, width, name)
    return np.array(data)  # later changes of X reach no picture


def _check_shape(shape: tuple[int, ...], width: int | None, name: str) -> None:
    if len(shape) == 1:
        advice = (
            f"{name}.reshape(-1, 1) for one feature" if width in (1, None) else "a row a sample"
        )
        raise ValueError(f"{name} must be 2-D, (n_samples, n_features); it is 1-D. Give {advice}.")
    if len(shape) != 2:
        raise ValueError(f"{name} must be 2-D, (n_samples, n_features); it has shape {shape}.")
    if width is not None and shape[1] != width:
        raise ValueError(
            f"{name} must have {width} column{'s' * (width != 1)}, one for each feature of the "
            f"model; it has {shape[1]}."
        )
    if 0 in shape:
        what = "sample" if shape[0] == 0 else "feature"
        raise ValueError(f"{name} must hold at least one {what}; it holds none.")


def _framed(data: NDArray[Any], features: tuple[str, ...]) -> Any:
    """Give an array the names under which the model was fitted."""
    try:
        import pandas as pd
    except ImportError:  # then the model warns by itself
        return data
    frame = pd.DataFrame(data, columns=list(features))
    return frame.infer_objects() if data.dtype.kind == "O" else frame


def _check_column(data: Any, k: int, feature: str, name: str) -> bool:
    """Tell whether a column holds numbers; raise if it holds what no picture can show."""
    values = data.iloc[:, k].array if is_frame(data) else data[:, k]
    kind = getattr(values.dtype, "kind", "O")
    if kind == "c":
        raise TypeError(f"{name} must hold real numbers; column {feature!r} is complex.")
    if kind in "mMV":
        raise TypeError(
            f"{name} must hold numbers or categories; the dtype of column {feature!r} is "
            f"{values.dtype}."
        )
    # The categories of a categorical column may be numbers, and are categories all the same.
    categorical = hasattr(values.dtype, "categories")
    items = np.asarray(values) if kind in "iufb" and not categorical else None
    if items is None or items.dtype.kind == "O":
        items = np.array(values, dtype=object)
    if items.dtype.kind == "O":
        missing = _missing(data, items, k)
        numeric = not categorical and all(_is_number(item) for item in items[~missing])
        bad = missing
        if numeric and not missing.any():
            bad = ~np.isfinite(items.astype(np.float64))
    else:
        numeric = kind != "b"
        bad = ~np.isfinite(items)
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise ValueError(
            f"{name} must hold no missing and no infinite values; row {row}, column {feature!r} "
            f"is {items[row]}."
        )
    return bool(numeric)


def _missing(data: Any, items: NDArray[Any], k: int) -> NDArray[np.bool_]:
    if is_frame(data):
        return np.asarray(data.iloc[:, k].isna(), dtype=np.bool_)
    return np.array([_is_missing(item) for item in items], dtype=np.bool_)


def _is_missing(item: Any) -> bool:
    # NaN is what differs from itself; of pandas' NA even that is not known.
    return item is None or type(item).__name__ == "NAType" or bool(item != item)


def _is_number(item: Any) -> bool:
    return isinstance(item, Real) and not isinstance(item, (bool, np.bool_))
