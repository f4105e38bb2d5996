"""What a surface costs: against a pass for each place, one at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import Network, backward
from nnviz.losses import resolve_loss
from nnviz.propagation import propagate
from nnviz.surfaces import loss_surface
from nnviz.targets import encode_targets
from tests.benchmarks.timing import median_ratio, time_in_turns

SMALL, WIDE = (2, 8, 6, 1), (784, 100, 10)
LOOPED = 15


def made(sizes: tuple[int, ...], out_activation: str, n_samples: int) -> tuple[Network, Any, Any]:
    rng = np.random.default_rng(0)
    network = Network.from_arrays(
        [rng.normal(size=pair) / np.sqrt(pair[0]) for pair in zip(sizes, sizes[1:], strict=False)],
        [0.1 * rng.normal(size=size) for size in sizes[1:]],
        activation="relu",
        out_activation=out_activation,
    )
    n_labels = max(2, sizes[-1])
    return network, rng.normal(size=(n_samples, sizes[0])), rng.integers(0, n_labels, n_samples)


@pytest.mark.parametrize(
    ("what", "sizes", "n_samples", "options", "forward_limit", "backward_limit"),
    [
        ("one weight", SMALL, 800, {"weights": [(1, 0, 4)]}, 0.4, 0.25),
        ("two weights", SMALL, 800, {"weights": [(1, 0, 4), (2, 4, 3)]}, 0.3, 0.2),
        ("random", SMALL, 800, {"directions": "random", "rng": 0}, 0.3, 0.2),
        ("random", SMALL, 50, {"directions": "random", "rng": 0}, 0.1, 0.07),
        ("one weight", WIDE, 1000, {"weights": [(1, 0, 4)]}, 0.1, 0.06),
        ("random", WIDE, 1000, {"directions": "random", "rng": 0, "resolution": 15}, 0.25, 0.15),
    ],
)
def test_surface_against_a_loop(
    goal: Any,
    what: str,
    sizes: tuple[int, ...],
    n_samples: int,
    options: dict[str, Any],
    forward_limit: float,
    backward_limit: float,
) -> None:
    network, X, y = made(sizes, "softmax" if sizes[-1] > 1 else "logistic", n_samples)
    surface = loss_surface(network, X, y, **options)
    # The loops visit some of the places; all of them would cost so many times as much.
    visited = [surface.coordinates[0][:LOOPED], *(nodes[:1] for nodes in surface.coordinates[1:])]
    points = np.column_stack([places.ravel() for places in np.meshgrid(*visited)])
    loss = resolve_loss("auto", network.layers[-1].activation)
    targets = encode_targets(network, y, n_samples, loss)

    def forward_loop() -> None:
        for point in points:
            loss.value(targets, propagate(surface.at(*point), X).output)

    def backward_loop() -> None:
        for point in points:
            _ = backward(surface.at(*point), X, y).loss

    times = time_in_turns(
        {
            "ours": lambda: loss_surface(network, X, y, **options),
            "forward": forward_loop,
            "backward": backward_loop,
        },
        rounds=3,
    )
    n_places = surface.values.size
    name = f"{what}, {'-'.join(map(str, sizes))}, {n_samples:,} samples, {n_places:,} places"
    for theirs, limit in (("forward", forward_limit), ("backward", backward_limit)):
        ratio = median_ratio(times, "ours", theirs) * len(points) / n_places
        goal(f"surface: {name} / a loop of {theirs} passes", limit, ratio, "x")
