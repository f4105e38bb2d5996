"""What recording a training costs, beside the training."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.neural_network import MLPClassifier, MLPRegressor

from nnviz import record_training
from tests.benchmarks.timing import median_ratio, time_in_turns

# A course's network, whose epochs are the shortest that there are, and a larger one.
CASES = {
    "2-8-6-1, 800 samples": (MLPClassifier((8, 6), max_iter=200, random_state=0), 800, 2),
    "64-100-10, 1,797 samples": (MLPClassifier((100,), max_iter=20, random_state=0), 1797, 64),
    "1-80-20-1, 800 samples": (
        MLPRegressor(hidden_layer_sizes=(80, 20), max_iter=100, random_state=0), 800, 1,
    ),
}  # fmt: skip


def quietly(call: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()

    return run


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("snapshots", [None, 10])
def test_recording_against_fit(case: str, snapshots: int | None, goal: Any) -> None:
    model, n_samples, n_features = CASES[case]
    model = clone(model).set_params(n_iter_no_change=1000)
    X = np.random.default_rng(0).normal(size=(n_samples, n_features))
    y = (X.sum(axis=1) > 0).astype(int) if isinstance(model, MLPClassifier) else X.sum(axis=1)
    times = time_in_turns(
        {
            "ours": quietly(lambda: record_training(model, X, y, snapshots=snapshots)),
            "fit": quietly(lambda: clone(model).fit(X, y)),
        },
        rounds=9,
    )
    what = "" if snapshots is None else f", snapshots={snapshots}"
    goal(f"record_training of {case}{what} / fit", 1.3, median_ratio(times, "ours", "fit"), "x")
