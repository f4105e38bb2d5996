"""Threads that each draw, train or sweep for themselves get what one after the other gets."""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

import nnviz
from tests.conftest import version_differences
from tests.figures import pixels
from tests.promises.cases import IN_AXES, Case, network, rings, unfitted

N_THREADS = 8
# Pictures of much mathematics, many texts, images, contours, legends, and panels in panels.
DRAWN = [
    case for case in IN_AXES
    if case.name in {
        "draw_network", "draw_network: many neurons", "draw_neuron", "draw_backprop: no data",
        "draw_neuron_maps", "plot_decision_boundary: hidden lines", "plot_activation",
        "plot_loss_surface: a weight",
    }
]  # fmt: skip


@pytest.fixture(autouse=True)
def _threads_take_turns_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def picture(case: Case) -> Any:
    figure = Figure(figsize=(3.0, 2.4), dpi=50)
    case.draw(figure.add_subplot())
    return pixels(figure)


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What each of the threads gives, all of which start together."""
    start = threading.Barrier(N_THREADS)

    def begin(k: int) -> Any:
        start.wait()
        return work(k)

    with ThreadPoolExecutor(N_THREADS) as pool:
        return list(pool.map(begin, range(N_THREADS)))


@pytest.mark.skipif(
    bool(version_differences()), reason="older matplotlib is not made for threads at all"
)
def test_pictures() -> None:
    """Each thread draws all of them, each in an order of its own."""
    assert len(DRAWN) == 8
    alone = [picture(case) for case in DRAWN]

    def draw_all(k: int) -> list[tuple[int, Any]]:
        order = [(k + n) % len(DRAWN) for n in range(len(DRAWN))]
        return [(n, picture(DRAWN[n])) for n in order]

    for drawn in at_once(draw_all):
        for n, found in drawn:
            np.testing.assert_array_equal(found, alone[n], err_msg=DRAWN[n].name)


def test_trainings() -> None:
    X, y = rings()

    def train(k: int) -> Any:
        if k % 2:
            return nnviz.record_training(network(), X, y, max_iter=5, rng=k, snapshots=[0, 5])
        return nnviz.record_training(unfitted().set_params(random_state=k), X, y, snapshots=2)

    with warnings.catch_warnings():  # for all threads: filters are the process's
        warnings.simplefilter("ignore")
        alone = [train(k) for k in range(N_THREADS)]
        together = at_once(train)
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one.history.series[0].values, other.history.series[0].values)
        assert list(one.snapshots) == list(other.snapshots)
        for epoch, snapshot in one.snapshots.items():
            for mine, theirs in zip(
                snapshot.connections, other.snapshots[epoch].connections, strict=True
            ):
                np.testing.assert_array_equal(mine.weights, theirs.weights)


def test_sweeps() -> None:
    X, y = rings()

    def sweep(k: int) -> Any:
        grid = {"alpha": [0.1 * (k + 1), 1.0]}
        return nnviz.sweep_training(unfitted(), X, y, grid, X_test=X[:10], y_test=y[:10])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alone = [sweep(k) for k in range(N_THREADS)]
        together = at_once(sweep)
    for one, other in zip(alone, together, strict=True):
        assert [run.params for run in one.runs] == [run.params for run in other.runs]
        assert [run.scores for run in one.runs] == [run.scores for run in other.runs]
        for mine, theirs in zip(one.runs, other.runs, strict=True):
            assert mine.error is None
            assert theirs.error is None
            for weights, others in zip(mine.estimator.coefs_, theirs.estimator.coefs_, strict=True):
                np.testing.assert_array_equal(weights, others)
