"""Threads, processes and a cluster give what one process gives, to the last bit."""

from __future__ import annotations

import random
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_info, threadpool_limits

from nnviz import TrainingSweep, sweep_training
from nnviz.training.one_thread import one_thread
from nnviz.training.quiet import gathered_warnings
from tests.training.data import LABELS, X_VAL, X, classifier

GRID = {"alpha": [0.0, 0.5, "x"], "hidden_layer_sizes": [(3,), (4, 2)]}
MODEL = make_pipeline(StandardScaler(), classifier())


def sweep(**options: Any) -> tuple[TrainingSweep, list[str]]:
    """A sweep and its warnings."""
    with pytest.warns(ConvergenceWarning) as said:
        result = sweep_training(
            MODEL, X, LABELS, GRID, X_test=X_VAL, y_test=LABELS[:25], cv=2, **options
        )
    return result, sorted(str(one.message) for one in said)


@pytest.fixture(scope="module")
def serial() -> tuple[TrainingSweep, list[str]]:
    return sweep()


def assert_identical(ours: Any, theirs: Any) -> None:
    assert ours[1] == theirs[1]
    assert len(ours[0].runs) == len(theirs[0].runs) == 6
    for a, b in zip(ours[0].runs, theirs[0].runs, strict=True):
        assert a.params == b.params
        assert a.scores == b.scores
        assert (a.error, a.warnings) == (b.error, b.warnings)
        if a.error is not None:
            continue
        np.testing.assert_array_equal(a.cv_scores, b.cv_scores)
        for k, weights in enumerate(a.estimator[-1].coefs_):
            np.testing.assert_array_equal(weights, b.estimator[-1].coefs_[k])
        first, second = a.history["training loss"], b.history["training loss"]
        np.testing.assert_array_equal(first.values, second.values)
        assert not second.values.flags.writeable


@pytest.mark.parametrize("backend", ["loky", "threading", "multiprocessing"])
def test_two_jobs(backend: str, serial: Any) -> None:
    filters, threads = list(warnings.filters), [one["num_threads"] for one in threadpool_info()]
    with joblib.parallel_config(backend=backend):
        assert_identical(sweep(n_jobs=2), serial)
    assert list(warnings.filters) == filters
    assert [one["num_threads"] for one in threadpool_info()] == threads
    if backend == "loky":
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True)


def blas_threads() -> list[int]:
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


def test_one_thread_holds_until_the_last_has_gone() -> None:
    """The first that comes goes first, as happens between threads."""
    with threadpool_limits(limits=2):
        first, second = one_thread(), one_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert set(blas_threads()) == {1}
        second.__exit__(None, None, None)
        assert set(blas_threads()) == {2}


def test_warnings_of_threads_are_kept_apart() -> None:
    """Two threads warn while the other gathers; each gets its own."""
    barrier, found = threading.Barrier(2), {}

    def work(name: str) -> None:
        with gathered_warnings() as said:
            barrier.wait(10)
            warnings.warn(f"of {name}", UserWarning, stacklevel=1)
            warnings.warn(f"of {name}", UserWarning, stacklevel=1)
            barrier.wait(10)
        found[name] = [text for _, text in said]

    before = list(warnings.filters), warnings.showwarning
    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert found == {"a": ["of a"], "b": ["of b"]}
    assert (list(warnings.filters), warnings.showwarning) == before


def test_warnings_of_a_thread_that_trains_nothing_are_shown() -> None:
    def elsewhere() -> list[Any]:
        with gathered_warnings() as said:
            shown = threading.Thread(target=warnings.warn, args=("outside", UserWarning))
            shown.start()
            shown.join(10)
        return list(said)

    with pytest.warns(UserWarning, match="outside"):
        said = elsewhere()
    assert said == []


@pytest.fixture
def random_kept() -> Iterator[None]:
    """Python's random state put back: dask draws from it."""
    state = random.getstate()
    yield
    random.setstate(state)


@pytest.mark.usefixtures("random_kept")
def test_a_cluster_of_two_workers(
    serial: Any, tmp_path: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None,
            local_directory=str(tmp_path),
        ) as cluster,
        Client(cluster) as client,
    ):  # fmt: skip
        with joblib.parallel_config(backend="dask"):
            ours = sweep(progress=False)
        assert len(client.scheduler_info()["workers"]) == 2
    assert_identical(ours, serial)
    assert "ConvergenceWarning" not in capfd.readouterr().err  # workers send theirs to us
