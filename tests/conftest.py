"""What holds for the tests: hypothesis' profiles, and when pictures are compared."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import hypothesis
import matplotlib.ft2font
import pytest

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
