"""Digests of all that nnviz writes; as a program, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

import nnviz
from tests.pictured import fixed_network
from tests.promises import cases
from tests.promises.cases import PICTURES, Case

KINDS = ("png", "svg", "pdf")
#: What else matplotlib writes, for one picture; fonts as they are (42) and texts as texts too.
MORE_KINDS = ("svgz", "eps", "ps", "jpg", "tif", "webp", "raw")
WITH_FONTS = {"pdf.fonttype": 42, "ps.fonttype": 42, "svg.fonttype": "none"}
#: So many edges that those are left out which others cover.
CULLED = Case(
    "draw_network: thousands of edges", nnviz.draw_network,
    lambda: (fixed_network([60, 60, 10]),), lambda: {"max_neurons": None}, "ax",
)  # fmt: skip
DRAWN = (*PICTURES, CULLED)


def drawn(case: Case) -> Any:
    """What the function returns, drawn small, and on no figure of pyplot's where it may be so."""
    if case.place is None:
        display = case.call()
        if hasattr(display, "close"):
            display.close()
        return display
    return case.draw(Figure(figsize=(4, 3)).add_subplot())


def kinds_of(case: Case) -> tuple[str, ...]:
    return ("gif", "html") if case.function is nnviz.animate else KINDS


def digests(save: Callable[[Path], Path], kinds: Iterable[str], folder: Path) -> dict[str, str]:
    """The digest of what is written, by format."""
    found = {}
    for kind in kinds:
        path = save(folder / f"x.{kind}")
        found[kind] = hashlib.sha256(path.read_bytes()).hexdigest()
        path.unlink()
    return found


def digests_with_fonts(folder: Path) -> dict[str, str]:
    before = {key: mpl.rcParams[key] for key in WITH_FONTS}
    mpl.rcParams.update(WITH_FONTS)
    try:
        return digests(drawn(PICTURES[1]).save, ("pdf", "eps", "svg"), folder)
    finally:
        mpl.rcParams.update(before)


def digests_of_stores(folder: Path) -> dict[str, str]:
    things = {"network": cases.network(skips=True), "record": cases.record(),
              "sweep": cases.sweep()}  # fmt: skip
    return {name: digests(thing.save, ["npz"], folder)["npz"] for name, thing in things.items()}


def all_digests(pictures: Iterable[Case], folder: Path) -> dict[str, dict[str, str]]:
    return {
        **{case.name: digests(drawn(case).save, kinds_of(case), folder) for case in pictures},
        "other formats": digests(drawn(PICTURES[0]).save, MORE_KINDS, folder),
        "with fonts": digests_with_fonts(folder),
        "stores": digests_of_stores(folder),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        json.dump(all_digests(DRAWN[::-1], Path(made)), sys.stdout)
