"""Models for pictures side by side: nothing is trained, so that they are the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz import Network, Series, SweepRun, TrainingHistory, TrainingRecord, TrainingSweep
from tests.pictured import fixed_network

RUNS = (1e-5, 0.001, 0.1, 1.0, 10.0, 1000.0)


def ring(n: int = 120) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points of two classes, one around the other."""
    k = np.arange(n)
    radius = np.where(k % 2, 0.35, 1.0) * (1 + 0.15 * np.sin(12.9898 * k))
    X = np.column_stack([radius * np.cos(2.39996 * k), radius * np.sin(2.39996 * k)])
    return np.round(X, 3), (k % 2).astype(np.int64)


def classifier(seed: int = 2024, sizes: tuple[int, ...] = (2, 4, 3, 1), **kw: Any) -> Network:
    return fixed_network(
        sizes, seed=seed, out="logistic", output_names=("1",), classes=[0, 1], **kw
    )


def record(n: int = 11, sizes: tuple[int, ...] = (2, 4, 3, 1)) -> TrainingRecord:
    """A training whose weights grow from epoch to epoch."""
    last = classifier(sizes=sizes)
    snapshots = {}
    for epoch in range(n):
        part = 0.3 + 0.7 * epoch / max(n - 1, 1)
        snapshots[epoch] = last.with_weights({
            (c.target, i, j): part * float(c.weights[i, j])
            for c in last.connections
            for i in range(c.weights.shape[0])
            for j in range(c.weights.shape[1])
        })  # fmt: skip
    return TrainingRecord(None, history(0.1, n), snapshots, random_state=0)


def history(alpha: float, n: int = 60, **kw: Any) -> TrainingHistory:
    """A loss that falls; with a larger penalty it starts higher."""
    epochs = np.arange(1, n + 1)
    values = 0.02 * (1 + alpha**0.5) + (1 + 2 * alpha**0.5) * 0.9**epochs
    return TrainingHistory(
        [Series("training loss", values, epochs, kind="loss", measure="half squared error")], **kw
    )


def wave(n: int = 40) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of a wave, with errors that are the same on every machine."""
    x = np.linspace(0, 5, n)
    y = x / 2 + np.sin(x) * np.cos(2 * x) + 0.2 * np.sin(12.9898 * np.arange(n))
    return x[:, None], y


def regressor(alpha: float) -> Callable[[Any], Any]:
    def predict(X: Any) -> Any:
        x = np.asarray(X, dtype=float)[:, 0]
        return (x / 2 + np.sin(x) * np.cos(2 * x)) / (1 + alpha) + alpha / (1 + alpha)

    return predict


def sweep(*, failing: int | None = None) -> TrainingSweep:
    """Runs over a penalty; one of them may have failed."""
    runs = []
    for k, alpha in enumerate(RUNS):
        if k == failing:
            error = "ValueError: the solver met numbers that are not finite, and gave up"
            runs.append(SweepRun({"mlp__alpha": alpha}, None, None, {}, None, error, ()))
            continue
        score = round(0.93 - abs(k - 2) * 0.07, 3)
        runs.append(SweepRun(
            {"mlp__alpha": alpha}, regressor(alpha), history(alpha), {"test": score}, None, None,
            (), constant=alpha > 500,
        ))  # fmt: skip
    return TrainingSweep(runs, {"mlp__alpha": list(RUNS)}, "R²", random_state=0)
