"""The same picture gives the same bytes: again, in a thread, and in a process where much differs.

The other process draws the pictures in the opposite order, so that other figures were drawn before
each; its strings hash otherwise; its time zone, its locale, the time and what stands for the time
differ, and so does the number of threads that NumPy computes with.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.promises import saved_bytes
from tests.promises.cases import PICTURES, Case
from tests.promises.saved_bytes import DRAWN, digests, drawn, kinds_of

ROOT = Path(__file__).parents[2]
OTHERWISE = {
    "PYTHONHASHSEED": "4321", "TZ": "Asia/Kathmandu", "LC_ALL": "C",
    "SOURCE_DATE_EPOCH": "10000000",
    "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "MPLBACKEND": "svg",
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[subprocess.Popen[str]]:
    """The other process, which runs while this one draws."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.promises.saved_bytes"],
        cwd=ROOT, env={**os.environ, **OTHERWISE}, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What this process writes."""
    folder = tmp_path_factory.mktemp("here")
    return {
        "other formats": digests(drawn(PICTURES[0]).save, saved_bytes.MORE_KINDS, folder),
        "with fonts": saved_bytes.digests_with_fonts(folder),
        "stores": saved_bytes.digests_of_stores(folder),
    }


@pytest.mark.parametrize("case", DRAWN, ids=repr)
def test_again_and_in_a_thread(case: Case, here: dict[str, dict[str, str]], tmp_path: Path) -> None:
    display = drawn(case)
    here[case.name] = digests(display.save, kinds_of(case), tmp_path)
    if ":" in case.name and case is not saved_bytes.CULLED:
        return  # of each function one is enough here
    with ThreadPoolExecutor(1) as pool:
        again = pool.submit(digests, display.save, kinds_of(case), tmp_path).result()
    assert again == here[case.name]


def test_in_another_process(
    here: dict[str, dict[str, str]], process: subprocess.Popen[str]
) -> None:
    assert process.stdout is not None
    there: dict[str, Any] = json.load(process.stdout)
    assert process.wait(10) == 0
    assert set(here) <= set(there)
    if len(here) > 3:  # all tests run
        assert set(here) == set(there)
    different = [
        f"{name}: {kind}"
        for name, found in here.items()
        for kind, digest in found.items()
        if there[name][kind] != digest
    ]
    assert not different
    assert len({digest for found in there.values() for digest in found.values()}) > 90
