"""Checks of what a training by scikit-learn is given, where its own errors name no argument."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnviz.array_likes import as_full_array, as_numbers, refuse_masked

__all__ = ["check_given_samples", "check_given_targets"]


def check_given_samples(name: str, X: Any, *, plain: bool) -> None:
    """Raise unless samples are what a perceptron, or whatever stands before it, may take.

    Parameters
    ----------
    name : str
        What errors call them.
    X : array-like, DataFrame or sparse matrix
        The samples.
    plain : bool
        Whether the perceptron gets them as they are. What the steps of a Pipeline take they know
        best; only what is hidden by a mask no step would see.

    Raises
    ------
    TypeError, ValueError
        If they are no table of finite real numbers.
    """
    refuse_masked(name, X)
    if not plain or hasattr(X, "toarray"):
        return
    if isinstance(X, np.matrix):
        raise TypeError(f"{name} must be no np.matrix; give np.asarray({name}).")
    fills = [getattr(dtype, "fill_value", 0) for dtype in getattr(X, "dtypes", ())]
    if any(fill != 0 for fill in fills):  # which scikit-learn cannot make a sparse matrix of
        raise ValueError(f"{name} must have 0 as the fill value of its sparse columns.")
    array = as_full_array(name, X)
    if array.ndim != 2:
        raise ValueError(
            f"{name} must be 2-D, (n_samples, n_features); it has shape {array.shape}."
        )
    _check_finite(name, as_numbers(name, array))


def check_given_targets(name: str, y: Any, *, classifies: bool) -> None:
    """Raise unless targets are labels, for a classifier, or finite numbers.

    Parameters
    ----------
    name : str
        What errors call them.
    y : array-like or sparse matrix
        The targets.
    classifies : bool
        Whether they are labels.

    Raises
    ------
    TypeError, ValueError
        If they are not.
    """
    refuse_masked(name, y)
    if hasattr(y, "toarray"):
        return
    array = as_full_array(name, y)
    if array.ndim not in (1, 2):
        raise ValueError(
            f"{name} must be 1-D, or 2-D with one row a sample; it has shape {array.shape}."
        )
    if not classifies:
        _check_finite(name, as_numbers(name, array))
        return
    if array.dtype.kind in "cmMSV":
        raise TypeError(f"{name} must hold labels; its dtype is {array.dtype}.")
    if array.dtype.kind == "f":
        _check_finite(name, array)
    for label in array.ravel().tolist() if array.dtype.kind == "O" else ():
        if label is None or type(label).__name__ == "NAType" or label != label:
            raise ValueError(f"{name} must hold no missing values; it holds {label}.")
    # What scikit-learn does not take for labels; it sees a mixed list as texts.
    seen = np.asarray(y)
    if seen.dtype.kind == "f" and not np.array_equal(seen, np.round(seen)):
        raise ValueError(f"{name} must hold labels; it holds numbers that are not whole.")
    own_kind = getattr(getattr(y, "dtype", None), "kind", "O")
    if seen.dtype.kind == "O" and own_kind == "O" and not isinstance(seen.flat[0], str):
        raise ValueError(
            f"{name} must hold labels, texts or whole numbers; its dtype is object and it holds "
            f"{seen.flat[0]!r}."
        )


def _check_finite(name: str, numbers: Any) -> None:
    bad = np.argwhere(~np.isfinite(numbers))
    if bad.size:
        place = tuple(int(k) for k in bad[0])
        at = ", ".join(f"{what} {k}" for what, k in zip(("row", "column"), place, strict=False))
        raise ValueError(
            f"{name} must hold no missing and no infinite values; {at} is {numbers[place]}."
        )
