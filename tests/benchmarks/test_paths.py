"""What one weight's gradient by edges costs, beside the gradient at all weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import Network, backward, gradient_paths
from tests.benchmarks.timing import median_ratio, time_in_turns


@pytest.mark.parametrize("weight", [(1, 300, 5), (2, 5, 7), (3, 7, 2)], ids=str)
def test_edge_shares_against_backward(weight: tuple[int, int, int], goal: Any) -> None:
    rng = np.random.default_rng(0)
    sizes = (784, 128, 64, 10)
    X, y = rng.normal(size=(1000, 784)), rng.integers(0, 10, 1000)
    weights = [0.1 * rng.normal(size=shape) for shape in zip(sizes, sizes[1:], strict=False)]
    biases = [np.zeros(size) for size in sizes[1:]]
    network = Network.from_arrays(weights, biases, activation="relu", out_activation="softmax")
    times = time_in_turns(
        {
            "ours": lambda: gradient_paths(network, weight, X, y).edge_shares,
            "backward": lambda: backward(network, X, y),
        },
        rounds=31,
        warm_up=3,
    )
    ratio = median_ratio(times, "ours", "backward")
    goal(f"edge_shares of {weight}, 784-128-64-10, 1,000 samples / backward", 3, ratio, "x")
