"""A perceptron before its first update, and the samples that early stopping will hold out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.training.epoch_hook import after_each_epoch

# So little that an update is lost in the rounding of any weight.
_NO_STEP = 1e-300
_MOST_ROWS = 10_000
# Rows carry their number times this: a power of two, so that it comes back exactly, and small, so
# that no exponential output overflows.
_UNIT = 2.0**-40


@dataclass(frozen=True, eq=False)
class Initial:
    """Where a training begins.

    Parameters
    ----------
    coefs, intercepts : list of ndarray
        The weights and biases before any update.
    held_out : ndarray of int, or None
        The rows that early stopping holds out, where they were asked for.
    """

    coefs: list[NDArray[Any]]
    intercepts: list[NDArray[Any]]
    held_out: NDArray[np.intp] | None


class _Enough(Exception):
    """Ends a training after its first epoch, before anything is said about convergence."""


def find_initial(untrained: Any, trained: Any, y: Any, *, held_out: bool) -> Initial:
    """Find the initial weights of a perceptron by training another one that does not move.

    scikit-learn draws the weights when ``fit`` begins and shows nobody. They follow from the
    random state, the sizes and the kind of targets alone, so a few rows of nothing will do; which
    rows early stopping holds out follows from the number of samples besides, so that rows which
    carry their own number show it.

    Parameters
    ----------
    untrained : MLPClassifier or MLPRegressor
        A perceptron that is not fitted, in the random state from which the other was trained. It
        is changed.
    trained : MLPClassifier or MLPRegressor
        The other, in or after its training.
    y : array-like
        The targets.
    held_out : bool
        Whether the rows that early stopping holds out are wanted.

    Returns
    -------
    Initial
        The weights in the type that the trained one has, and the rows.
    """
    from scipy.sparse import csr_array

    n_features, dtype = trained.coefs_[0].shape[0], trained.coefs_[0].dtype
    targets = _column_as_vector(y) if held_out else _few(trained, y)
    n_rows = targets.shape[0] if hasattr(targets, "shape") else len(targets)
    untrained.set_params(
        learning_rate_init=_NO_STEP,
        early_stopping=held_out,
        max_iter=1,
        shuffle=False,
        verbose=False,
        batch_size=_MOST_ROWS if n_rows > 2 * _MOST_ROWS else "auto",
    )
    rows = np.arange(n_rows, dtype=np.int32)
    X = csr_array((rows * _UNIT, (rows, np.zeros_like(rows))), shape=(n_rows, n_features))
    held: list[Any] = []

    def stop(X_held: Any) -> None:
        held.append(X_held)
        raise _Enough

    try:
        with after_each_epoch(untrained, stop):
            untrained.fit(X, targets)
    except _Enough:
        pass
    found = None
    if held_out:
        found = (held[0][:, [0]].toarray().ravel() / _UNIT).astype(np.intp)
    return Initial(
        [weights.astype(dtype) for weights in untrained.coefs_],
        [biases.astype(dtype) for biases in untrained.intercepts_],
        found,
    )


def _column_as_vector(y: Any) -> Any:
    shape = np.shape(y)
    return np.asarray(y).ravel() if len(shape) == 2 and shape[1] == 1 else y


def _few(mlp: Any, y: Any) -> Any:
    """Return a few targets, of which a perceptron makes as many outputs as of all."""
    if not hasattr(mlp, "classes_"):
        shape = np.shape(y)
        several = len(shape) == 2 and shape[1] > 1
        return np.ones((2, shape[1]) if several else 2)
    if hasattr(y, "toarray"):
        return y[:2]  # an indicator matrix
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels[:2]
    labels = labels.ravel()
    _, first = np.unique(labels, return_index=True)
    return labels[np.sort(first)]
