"""What computing a surface takes in memory, and that parts add up to the whole."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from nnviz import Network
from nnviz.surfaces import loss_surface
from tests.surfaces.problems import PROBLEMS


def wide(n_samples: int) -> tuple[Network, Any, Any]:
    rng = np.random.default_rng(0)
    sizes = (3, 40, 30, 5)
    network = Network.from_arrays(
        [rng.normal(size=shape) / 3 for shape in zip(sizes, sizes[1:], strict=False)],
        [rng.normal(size=size) for size in sizes[1:]],
        activation="tanh",
        out_activation="softmax",
    )
    return network, rng.normal(size=(n_samples, 3)), rng.integers(0, 5, n_samples)


@pytest.mark.parametrize("max_bytes", [2**19, 2**21, 2**23])
@pytest.mark.parametrize(
    "options",
    [
        {"weights": [(1, 0, 4), (2, 3, 3)]},
        {"directions": "random", "rng": 0},
        {"directions": "pca"},
    ],
    ids=["weights", "random", "pca"],
)
def test_memory_is_bounded(options: dict[str, Any], max_bytes: int) -> None:
    network, X, y = wide(4000)
    descents = None
    if options.get("directions") == "pca":
        rng = np.random.default_rng(1)
        descents = {
            "d": {
                k: network.with_weights({(r, "bias", k): rng.normal() for r in (1, 2, 3)})
                for k in range(4)
            } | {9: network}
        }  # fmt: skip

    def run() -> None:
        loss_surface(network, X, y, resolution=9, max_bytes=max_bytes, descents=descents, **options)

    run()  # what is imported or cached the first time
    tracemalloc.start()
    try:
        run()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    data = X.nbytes * 2 + 8 * 5 * len(y) * 2  # the inputs, the targets, and what checks them
    model = 8 * network.n_parameters * 30  # directions and the plan of the pass
    assert peak <= max_bytes + data + model
    if max_bytes == 2**23:
        # The bound is one that matters: all places at once would take far more.
        assert 10 * max_bytes < 8 * 81 * 4000 * 75


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("max_bytes", [1, 3000, 20_000])
def test_parts_add_up_to_the_whole(problem: str, max_bytes: int) -> None:
    model, X, y = PROBLEMS[problem]()
    options: dict[str, Any] = {"directions": "random", "rng": 0, "resolution": 5, "l2": 0.2}
    whole = loss_surface(model, X, y, **options)
    parts = loss_surface(model, X, y, max_bytes=max_bytes, **options)
    np.testing.assert_allclose(parts.values, whole.values, rtol=1e-12)
    np.testing.assert_allclose(parts.slopes, whole.slopes, rtol=1e-10, atol=1e-14)
    assert parts.loss == pytest.approx(whole.loss, rel=1e-13)


@pytest.mark.parametrize("max_bytes", [0, -1])
def test_no_memory(max_bytes: int) -> None:
    network, X, y = wide(3)
    with pytest.raises(ValueError, match="max_bytes must be at least 1"):
        loss_surface(network, X, y, weights=(1, 0, 0), max_bytes=max_bytes)
    with pytest.raises(TypeError, match="max_bytes must be an integer"):
        loss_surface(network, X, y, weights=(1, 0, 0), max_bytes=1e6)  # type: ignore[arg-type]
