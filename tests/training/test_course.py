"""The numbers that the course notes print, from recorded trainings on full runs."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from sklearn.datasets import load_iris, make_circles
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import TrainingRecord, record_training

PRINTED: dict[str, float] = {"rtol": 1e-6, "atol": 1e-8}


def recorded(model: Any, X: Any, y: Any, **options: Any) -> TrainingRecord:
    with warnings.catch_warnings():  # as in the notes, some stop at max_iter
        warnings.simplefilter("ignore")
        return record_training(model, X, y, **options)


def test_circles() -> None:
    X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.2, random_state=1, stratify=y)
    model = MLPClassifier((8, 6), activation="relu", max_iter=2000, random_state=2024)
    record = recorded(model, X, y, X_val=X_test, y_val=y_test, snapshots=50)
    printed = [
        [-4.51589347e-09, 3.09568370e-01, 3.93462057e-01, 1.07580913e-01, -5.35855889e-17,
         -7.52727725e-17],
        [-2.30775935e-42, 2.24534395e-05],
    ]  # fmt: skip
    second = record.estimator.coefs_[1]
    np.testing.assert_allclose(second[0], printed[0], **PRINTED)
    np.testing.assert_allclose(second[-1, -2:], printed[1], **PRINTED)
    assert record.history["validation score"].final == record.estimator.score(X_test, y_test)
    assert record.history.updates_per_epoch == 4


def test_iris() -> None:
    iris = load_iris()
    y = iris.target_names[iris.target]
    X, X_test, y, y_test = train_test_split(iris.data, y, test_size=0.2, random_state=1, stratify=y)
    mlp = MLPClassifier((3, 2), activation="relu", max_iter=6000, random_state=2024)
    record = recorded(make_pipeline(StandardScaler(), mlp), X, y, X_val=X_test, y_val=y_test)
    assert np.round(record.estimator.predict_proba(X_test[:1])[0], 3).tolist() == [0, 0.001, 0.999]
    predicted = record.estimator.predict(X_test)
    crosstab = [
        [int(((predicted == p) & (y_test == t)).sum()) for t in iris.target_names]
        for p in iris.target_names
    ]
    assert crosstab == [[10, 0, 0], [0, 10, 1], [0, 0, 9]]
    assert record.history["validation score"].final == 29 / 30


def test_regression() -> None:
    rng = np.random.default_rng(2024)
    x = np.linspace(0, 5, 1000)
    y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.3 * rng.normal(size=1000)
    X, X_test, y, y_test = train_test_split(x[:, None], y, test_size=0.2, random_state=1)
    mlp = MLPRegressor(
        hidden_layer_sizes=(80, 20), activation="relu", random_state=2024, max_iter=2000
    )
    record = recorded(
        make_pipeline(StandardScaler(), mlp), X, y, X_val=X_test, y_val=y_test, evaluate_every=1
    )
    exact = record.history["training loss, exact"]
    np.testing.assert_allclose(exact.final, 0.049319401195777296, **PRINTED)
    predicted = [0.26670396, 3.69201112, 3.6049855, 0.37045803, 1.58530131]
    np.testing.assert_allclose(record.estimator.predict(X[:5]), predicted, **PRINTED)
    outer = [-0.525548563, -0.182610993, -0.0207258451, 0.501400632, -0.210009181]
    np.testing.assert_allclose(record.estimator[-1].coefs_[2][:5, 0], outer, **PRINTED)
