"""All that nnviz has, imported and used once; as a program, for a Python with other settings.

It prints what it drew, as digests by name, so that two settings can be compared.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import re
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import nnviz


def imported() -> list[str]:
    """Import all modules, and then all public names; return the names of the modules."""
    modules = ["nnviz"]
    for module in pkgutil.walk_packages(nnviz.__path__, "nnviz."):
        importlib.import_module(module.name)
        modules.append(module.name)
    for name in nnviz.__all__:
        getattr(nnviz, name)
    return modules


def drawn() -> dict[str, str]:
    """A digest of the pixels of every public picture; what animations draw is in their files."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from tests.promises.cases import IN_AXES

    found = {}
    for case in IN_AXES:
        figure = Figure(figsize=(4, 3), dpi=60)
        display = case.draw(figure.add_subplot())
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        found[case.name] = hashlib.sha256(canvas.buffer_rgba()).hexdigest()
        found[f"{case.name}: in words"] = f"{display!r}: {display.alt_text()}"
    return found


def computed() -> dict[str, str]:
    """What every computation returns, as far as it says so."""
    from tests.promises.cases import COMPUTATIONS

    # What has no repr of its own says where it lies.
    return {case.name: re.sub(" at 0x[0-9a-f]+", "", repr(case.call())) for case in COMPUTATIONS}


def written_and_read(folder: Path) -> dict[str, str]:
    """A digest of every kind of file, and what is read back from those that are read back."""
    from matplotlib.figure import Figure

    from tests.promises.cases import PICTURES, network, record, sweep

    display = PICTURES[0].draw(Figure(figsize=(3, 3)).add_subplot())
    animation = next(case for case in PICTURES if case.name == "animate").call()
    paths = [
        *(display.save(folder / f"picture.{kind}") for kind in ("png", "svg", "pdf")),
        *(animation.save(folder / f"film.{kind}") for kind in ("gif", "html")),
    ]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    for thing in (network(), record(), sweep()):
        path = thing.save(folder / "thing.npz")
        found[type(thing).__name__] = repr(type(thing).load(path))
    return found


def main() -> None:
    # Not all of the libraries say in which encoding they open their files; this only is ours.
    ours = r"(nnviz|tests\.promises)\b"
    warnings.filterwarnings("ignore", category=EncodingWarning)
    warnings.filterwarnings("error", category=EncodingWarning, module=ours)
    found: dict[str, Any] = {"modules": imported()}

    import matplotlib as mpl
    from sklearn.exceptions import ConvergenceWarning

    mpl.use("Agg")
    # A few epochs are few, which is no fault here.
    warnings.filterwarnings("ignore", category=ConvergenceWarning)
    with tempfile.TemporaryDirectory() as folder:
        found |= drawn() | computed() | written_and_read(Path(folder))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
