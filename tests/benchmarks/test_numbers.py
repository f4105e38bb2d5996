"""What the numbers behind pictures cost: a backward pass, and the import."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import Any

import numpy as np

from nnviz import Network, backward
from tests.benchmarks.timing import median_ratio, time_in_turns


def test_backward_against_its_matrix_products(goal: Any) -> None:
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(1000, 784)), rng.integers(0, 10, 1000)
    first, second = rng.normal(size=(784, 128)) * 0.05, rng.normal(size=(128, 10)) * 0.1
    network = Network.from_arrays(
        [first, second], [np.zeros(128), np.zeros(10)], activation="relu", out_activation="softmax"
    )
    hidden = np.maximum(X @ first, 0)
    delta = rng.normal(size=(1000, 10))

    def products() -> None:
        X @ first, hidden @ second  # forward
        back = delta @ second.T
        hidden.T @ delta, X.T @ back

    times = time_in_turns(
        {"ours": lambda: backward(network, X, y), "bare": products}, rounds=41, warm_up=3
    )
    ratio = median_ratio(times, "ours", "bare")
    goal("backward, 784-128-10, 1,000 samples / its matrix products", 3, ratio, "x")


def test_import(goal: Any) -> None:
    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    times = time_in_turns(
        {"ours": lambda: run("import nnviz"), "bare": lambda: run("pass")}, rounds=21
    )
    beyond = [a - b for a, b in zip(times["ours"], times["bare"], strict=True)]
    goal("import nnviz, beyond bare Python", 30, 1000 * statistics.median(beyond), " ms")
