"""What holds for all tests: what they leave as it was, hypothesis, when pictures are compared."""

from __future__ import annotations

import os
import random
import re
import signal
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

# A shell that starts the tests in the background has them ignore Ctrl-C, which some tests press.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Imported here once, so that no test is blamed for what these packages set up when first imported.
import hypothesis
import matplotlib.ft2font
import matplotlib.pyplot as plt
import networkx  # noqa: F401
import numpy as np
import pandas  # noqa: F401
import pytest
import scipy.spatial  # noqa: F401
import sklearn.neural_network  # noqa: F401

HERE = Path(__file__).parent
PICTURES = HERE / "pictures.txt"
BENCHMARKS = HERE / "benchmarks"

# "quick" while writing code, "ci" otherwise, "thorough" now and then: HYPOTHESIS_PROFILE=thorough.
# No deadline: what one example takes depends on who else uses the machine.
hypothesis.settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=10)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@cache
def version_differences() -> tuple[str, ...]:
    """In words, how the installed versions differ from those that the pictures were drawn with.

    Only the first part of tests/pictures.txt counts: pytest's version moves no pixel.
    """
    differences = []
    first_part = PICTURES.read_text().split("# What the tests run on")[0]
    for name, pinned in re.findall(r"^([\w.-]+)==(\S+)$", first_part, re.MULTILINE):
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "absent"
        if installed != pinned:
            differences.append(f"{name} is {installed}, not {pinned}")
    if matplotlib.ft2font.__freetype_build_type__ != "local":
        differences.append("matplotlib uses the system's FreeType")
    return tuple(differences)


@pytest.fixture(scope="session")
def on_pinned_versions() -> bool:
    """Whether pictures can be compared pixel by pixel here."""
    return not version_differences()


def pytest_report_header() -> str:
    differences = version_differences()
    if differences:
        return f"pictures: not compared ({'; '.join(differences)})"
    return f"pictures: compared (the versions of {PICTURES.relative_to(HERE.parent)})"


@pytest.hookimpl(tryfirst=True)  # before pytest deselects by marker
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    differences = version_differences()
    generating = config.getoption("--mpl-generate-path") is not None
    for item in items:
        if " at 0x" in item.nodeid:
            # pytest-xdist gives up where two processes know tests by different names.
            raise pytest.UsageError(f"an address in a name, say ids=...: {item.nodeid}")
        if item.path.is_relative_to(BENCHMARKS):
            item.add_marker(pytest.mark.benchmark)
        if differences and item.get_closest_marker("mpl_image_compare"):
            if generating:
                raise pytest.UsageError(
                    f"pictures are drawn under tests/pictures.txt only: {'; '.join(differences)}"
                )
            item.add_marker(
                pytest.mark.skip(reason=f"a picture of other versions: {differences[0]}")
            )


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
def _globals_unchanged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves something global other than it was, or a figure open.

    Figures may stay open in tests that ask for the fixture `pyplot`.
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
    if "pyplot" not in request.fixturenames:
        assert not figures, (
            f"the test left {len(figures)} pyplot figure(s) open; a test that means to asks for "
            "the fixture 'pyplot'"
        )
