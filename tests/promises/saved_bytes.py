"""Digests of all that every public picture is saved as; as a program, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.promises.cases import PICTURES, Case

KINDS = ("png", "svg", "pdf")
#: What else matplotlib writes, for one picture; fonts as they are (42) and texts as texts too.
MORE_KINDS = ("svgz", "eps", "ps", "jpg", "tif", "webp", "gif", "raw")
WITH_FONTS = {"pdf.fonttype": 42, "ps.fonttype": 42, "svg.fonttype": "none"}


def drawn(case: Case) -> Any:
    """What the function returns, drawn small, and on no figure of pyplot's where it may be so."""
    if case.place is None:
        display = case.call()
        if hasattr(display, "close"):
            display.close()
        return display
    return case.draw(Figure(figsize=(4, 3)).add_subplot())


def digests(display: Any, kinds: Iterable[str], folder: Path) -> dict[str, str]:
    found = {}
    for kind in kinds:
        path = display.save(folder / f"x.{kind}")
        found[kind] = hashlib.sha256(path.read_bytes()).hexdigest()
        path.unlink()
    return found


def kinds_of(case: Case) -> tuple[str, ...]:
    return ("gif", "html") if case.name.startswith("animate") else KINDS


def all_digests(cases: Iterable[Case], folder: Path) -> dict[str, dict[str, str]]:
    found = {}
    for case in cases:
        display = drawn(case)
        found[case.name] = digests(display, kinds_of(case), folder)
    before = {key: mpl.rcParams[key] for key in WITH_FONTS}
    mpl.rcParams.update(WITH_FONTS)
    try:
        found["with fonts"] = digests(drawn(PICTURES[1]), ("pdf", "eps", "svg"), folder)
    finally:
        mpl.rcParams.update(before)
    found["other formats"] = digests(drawn(PICTURES[0]), MORE_KINDS, folder)
    return found


if __name__ == "__main__":
    order = -1 if "backwards" in sys.argv else 1
    with tempfile.TemporaryDirectory() as made:
        json.dump(all_digests(PICTURES[::order], Path(made)), sys.stdout)
