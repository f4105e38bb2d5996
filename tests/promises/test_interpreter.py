"""nnviz says and does the same under every setting of Python, and gives no cause for warnings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import nnviz

ROOT = Path(__file__).parents[2]
WARNINGS_ARE_ERRORS = ("-W", "error")
#: Docstrings are gone, and assert statements.
OPTIMISED = ("-OO", *WARNINGS_ARE_ERRORS)
#: Files that are left open are reported.
DEVELOPER = ("-X", "dev", *WARNINGS_ARE_ERRORS)
#: Files that are opened without an encoding are reported too; the program lets only nnviz fail.
ENCODINGS = ("-X", "warn_default_encoding")


def started(*arguments: str, folder: Path = ROOT) -> subprocess.Popen[str]:
    # Not what somebody has set in this shell: the flags alone count.
    chosen = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**chosen, "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def said(process: subprocess.Popen[str]) -> str:
    """What it printed; a failure where it complained, if only while it ended."""
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    return out


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, ...], dict[str, Any]]:
    """What the program `under_flags` found, by the flags that it ran under."""
    program = ("-m", "tests.promises.under_flags")
    settings = {OPTIMISED: OPTIMISED, DEVELOPER: (*DEVELOPER, *ENCODINGS)}
    running = {name: started(*flags, *program) for name, flags in settings.items()}
    return {flags: json.loads(said(process)) for flags, process in running.items()}


def test_all_modules_are_imported_and_all_functions_used(
    found: dict[tuple[str, ...], dict[str, Any]],
) -> None:
    files = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / "nnviz").rglob("*.py"))
    modules = {".".join(path.parts).removesuffix(".__init__") for path in files}
    for one in found.values():
        assert set(one["modules"]) == modules
        assert len(one) > len(nnviz.__all__)


def test_pictures_numbers_and_files_are_the_same_without_assert_statements(
    found: dict[tuple[str, ...], dict[str, Any]],
) -> None:
    optimised, developer = found[OPTIMISED], found[DEVELOPER]
    assert optimised.keys() == developer.keys()
    assert [key for key in optimised if optimised[key] != developer[key]] == []


def test_the_demonstration_warns_of_nothing(tmp_path: Path) -> None:
    out = said(started("-OO", *DEVELOPER, "-m", "nnviz", "demo", "--out", str(tmp_path)))
    written = sorted(re.findall(r"[\w-]+\.(?:png|svg|pdf|npz|gif)$", out, re.MULTILINE))
    assert written == sorted(path.name for path in tmp_path.iterdir())
    assert len(written) > 3


def test_the_first_example_of_the_readme_warns_of_nothing(tmp_path: Path) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    assert said(started(*DEVELOPER, "-c", example, folder=tmp_path)) == ""
    assert [path.name for path in tmp_path.iterdir()] == ["network.png"]
