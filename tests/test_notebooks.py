"""Pages of the gallery as the notebooks that readers download, each run in a kernel of its own."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
PAGES = ["start/p01_tutorial", "how_to/p21_sliders"]
SETUP = f"""
%matplotlib inline
import sys, warnings
sys.path.insert(0, {str(ROOT)!r})
warnings.simplefilter("error")
"""
# What puts one figure into a cell: a picture that is drawn, or a function that hands one over.
DRAWS = re.compile(r"^(?:\w+ = )?nnviz\.(?:draw|plot)_|^(?:at_epoch|with_weight)\(", re.MULTILINE)


def cells(page: str) -> list[str]:
    """The code of a page, cell by cell."""
    script = (ROOT / "gallery" / f"{page}.py").read_text(encoding="utf-8")
    return [code for _, *lines in map(str.splitlines, re.split(r"^# %%", script, flags=re.M)[1:])
            if re.sub(r"^#.*$", "", code := "\n".join(lines), flags=re.M).strip()]  # fmt: skip


@pytest.fixture(autouse=True)
def no_settings_of_whoever_runs_the_tests(tmp_path, monkeypatch):
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR", "PATH"):
        monkeypatch.setenv(f"JUPYTER_{name}", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("MPLBACKEND", raising=False)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_as_a_notebook_and_shows_each_picture_once(page):
    codes = cells(page)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in [SETUP, *codes]]
    )
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", extra_arguments=["--log-level=ERROR"]
    )
    with asyncio.Runner() as runner:
        runner.run(client.async_execute())
    assert len(codes) > 1
    for code, cell in zip(codes, notebook.cells[1:], strict=True):
        shown = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        assert len(shown) == bool(DRAWS.search(code)), code
        said = [output.text for output in cell.outputs if output.get("name") == "stderr"]
        assert not said
