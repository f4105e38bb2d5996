"""Data on their way to the first layer: the model's own preprocessing, and checks."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.array_likes import as_full_array, as_numbers
from nnviz.network.checks import FloatArray
from nnviz.network.model import Network


def transform(network: Network, X: Any) -> FloatArray:
    """Return what enters the first layer, as `Network.transform` says.

    Parameters
    ----------
    network : Network
        The network.
    X : array-like or DataFrame
        Data in the units that the model takes.

    Returns
    -------
    ndarray of shape (n_samples, n_inputs)
        What enters the first layer.
    """
    data = _check_table(network, X)
    if not network.preprocessing:
        return _check_inputs(data, network.sizes[0], "X")
    if network.input_features is not None:
        data = _with_columns(data, network.input_features)
    elif _is_table(data):
        # A transformer fitted without names would warn of names that it cannot compare.
        data = data.to_numpy()
    for transformer in network.preprocessing:
        data = _transformed(transformer, data)
    return _check_inputs(data, network.sizes[0], "X: what comes out of the preprocessing")


def _check_table(network: Network, X: Any) -> Any:
    """Return 2-D data of the right width; a table's columns in the order of the model's."""
    features = network.input_features
    width = _width(network)
    if _is_table(X):
        columns = [str(column) for column in X.columns]
        if features is not None:
            X = _in_order(X, columns, features)
        shape: tuple[int, ...] = (len(X), len(X.columns))
    else:
        X = X.toarray() if hasattr(X, "toarray") else as_full_array("X", X)
        shape = tuple(X.shape)
    if len(shape) == 1 and width is not None:
        advice = "X.reshape(1, -1) for one sample" if shape == (width,) else "one row a sample"
        raise ValueError(f"X must be 2-D, (n_samples, {width}); it is 1-D. Give {advice}.")
    if len(shape) != 2:
        raise ValueError(f"X must be 2-D, (n_samples, n_features); it has shape {shape}.")
    if width is not None and shape[1] != width:
        raise ValueError(
            f"X must have {width} column{'s' * (width != 1)}, one for each feature of the model; "
            f"it has {shape[1]}."
        )
    if shape[0] == 0:
        raise ValueError("X must hold at least one sample; it holds none.")
    return X


def _width(network: Network) -> int | None:
    """Return how many columns the data must have; None where only the preprocessing knows."""
    if not network.preprocessing:
        return network.sizes[0]
    if network.input_features is not None:
        return len(network.input_features)
    width = getattr(network.preprocessing[0], "n_features_in_", None)
    return None if width is None else int(width)


def _in_order(X: Any, columns: list[str], features: tuple[str, ...]) -> Any:
    missing = [name for name in features if name not in columns]
    extra = [name for name in columns if name not in features]
    if missing or extra or len(columns) != len(features):
        parts = [f"lacks {', '.join(map(repr, missing))}"] if missing else []
        parts += [f"has {', '.join(map(repr, extra))} besides"] if extra else []
        parts = parts or ["has some of them twice"]
        raise ValueError(
            f"X must have the {len(features)} columns that the model was fitted on; it "
            f"{' and '.join(parts)}."
        )
    return X if columns == list(features) else X[list(features)]


def _with_columns(data: Any, features: tuple[str, ...]) -> Any:
    """Give an array the names under which the first transformer was fitted."""
    if _is_table(data):
        return data
    try:
        import pandas as pd
    except ImportError:  # the transformers then warn themselves
        return data
    return pd.DataFrame(data, columns=list(features))


def _check_inputs(data: Any, width: int, argument: str) -> FloatArray:
    if hasattr(data, "toarray"):  # one-hot encoders answer with sparse matrices
        data = data.toarray()
    array = as_full_array(argument, data)
    if array.ndim != 2 or array.shape[1] != width:
        raise ValueError(
            f"{argument} must have shape (n_samples, {width}), one column for each input; it has "
            f"shape {array.shape}."
        )
    inputs = np.array(as_numbers(argument, array), order="C")
    finite = np.isfinite(inputs)
    if not finite.all():
        row, column = np.argwhere(~finite)[0]
        raise ValueError(
            f"{argument} must hold finite numbers; row {row}, column {column} is "
            f"{inputs[row, column]}."
        )
    return inputs


def _transformed(transformer: Any, data: Any) -> Any:
    try:
        return transformer.transform(data)
    except (TypeError, ValueError) as error:
        if type(error).__name__ == "NotFittedError":
            raise
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(
            f"X: the model's {type(transformer).__name__} does not take these data. {error}"
        ) from error


def _is_table(X: Any) -> bool:
    return hasattr(X, "columns") and hasattr(X, "to_numpy")
