"""Small data, and what it means that two perceptrons are the same to the last bit."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

_RNG = np.random.default_rng(7)
X = _RNG.normal(size=(60, 3))
THREE = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0.3)
LABELS = np.array(["ash", "elm", "oak"])[THREE]
TWO = (X[:, 0] * X[:, 1] > 0).astype(int)
MANY = np.column_stack([X[:, 0] > 0, X[:, 1] > 0.2, X[:, 2] > 0]).astype(int)
VALUES = X @ [1.0, -0.5, 0.2] + np.sin(X[:, 0])
PAIRS = np.column_stack([VALUES, X[:, 1] ** 2])
COUNTS = _RNG.poisson(np.exp(0.3 * X[:, 0])).astype(float)
X_VAL = _RNG.normal(size=(25, 3))


def classifier(**params: Any) -> MLPClassifier:
    return MLPClassifier(
        **{"hidden_layer_sizes": (5, 4), "max_iter": 12, "random_state": 3, **params}
    )


def regressor(**params: Any) -> MLPRegressor:
    return MLPRegressor(
        **{"hidden_layer_sizes": (5, 4), "max_iter": 12, "random_state": 3, **params}
    )


def assert_same_perceptron(ours: Any, theirs: Any, X: Any) -> None:
    """Bit for bit: all that fit leaves behind."""
    assert vars(ours).keys() == vars(theirs).keys()
    for name in ("coefs_", "intercepts_"):
        for a, b in zip(getattr(ours, name), getattr(theirs, name), strict=True):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
    for name in ("loss_curve_", "validation_scores_", "best_loss_", "best_validation_score_",
                 "n_iter_", "t_", "loss_"):  # fmt: skip
        assert getattr(ours, name) == getattr(theirs, name), name
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    pickle.dumps(ours)
