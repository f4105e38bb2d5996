"""What holds for everything that pytest runs here: doctests, tests and benchmarks."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

# Imported here once, so that no test is blamed for what these packages set up when first imported.
import matplotlib.pyplot as plt
import networkx  # noqa: F401
import numpy as np
import pandas  # noqa: F401
import pytest
import scipy.spatial  # noqa: F401
import sklearn.neural_network  # noqa: F401


def _rc_params() -> dict[str, Any]:
    # dict.items goes round RcParams' own look-up, which warns of parameters on their way out.
    items = dict.items(mpl.rcParams)
    return {key: list(value) if isinstance(value, list) else value for key, value in items}


def _numpy_state() -> tuple[Any, ...]:
    # The global state is what must not move; that it is old is the point.
    name, keys, position, has_gauss, gauss = np.random.get_state()  # noqa: NPY002
    return name, tuple(keys), position, has_gauss, gauss


def _globals_now() -> dict[str, Any]:
    return {
        "rcParams": _rc_params(),
        "the backend": mpl.get_backend(),
        "NumPy's global random state": _numpy_state(),
        "NumPy's error handling": np.geterr(),
        "Python's global random state": random.getstate(),
        "the warning filters": list(warnings.filters),
    }


def _difference(before: Any, after: Any) -> str:
    if not isinstance(before, dict):
        return ""
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return f" ({', '.join(sorted(keys))})"


@pytest.fixture
def pyplot() -> ModuleType:
    """matplotlib.pyplot, for a test whose figures may stay open: they are closed after it."""
    return plt


@pytest.fixture(autouse=True)
def _doctests_in_an_empty_folder(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an example saves, it saves out of the way."""
    if not isinstance(request.node, pytest.Function):
        monkeypatch.chdir(request.getfixturevalue("tmp_path"))


@pytest.fixture(autouse=True)
def _globals_unchanged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves something global other than it was, or a figure open.

    Figures may stay open in doctests, which show what a reader would type, and in tests that ask
    for the fixture `pyplot`.
    """
    plt.close("all")
    before = _globals_now()
    yield
    after = _globals_now()
    figures = plt.get_fignums()

    plt.close("all")
    if after["the backend"] != before["the backend"]:
        plt.switch_backend(before["the backend"])
    dict.update(mpl.rcParams, before["rcParams"])
    np.random.set_state(before["NumPy's global random state"])  # noqa: NPY002
    random.setstate(before["Python's global random state"])
    np.seterr(**before["NumPy's error handling"])

    changed = [
        name + _difference(before[name], after[name])
        for name in before
        if before[name] != after[name]
    ]
    assert not changed, f"the test left changed: {'; '.join(changed)}"
    is_test = isinstance(request.node, pytest.Function)
    if is_test and "pyplot" not in request.fixturenames:
        assert not figures, (
            f"the test left {len(figures)} pyplot figure(s) open; a test that means to asks for "
            "the fixture 'pyplot'"
        )
