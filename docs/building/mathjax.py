"""MathJax and its fonts come with the site, from a Python package rather than from elsewhere."""

from __future__ import annotations

import shutil
from importlib.metadata import files
from pathlib import Path

from sphinx.application import Sphinx

PACKAGE = "sphinx-mathjax-offline"
# What a page with formulas asks for; the package has MathJax in ten more combinations.
NEEDED = ("tex-chtml.js", "input/tex/extensions/", "output/chtml/fonts/", "a11y/", "sre/", "ui/")


def copy_mathjax(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    copied = 0
    for file in files(PACKAGE) or ():
        inside = file.as_posix().partition("/static/mathjax/")[2]
        if inside.startswith(NEEDED):
            target = Path(app.outdir, "_static", "mathjax", inside)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)
            copied += 1
    if not copied:
        raise FileNotFoundError(f"{PACKAGE} holds no MathJax where it used to")


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("sphinx.ext.mathjax")
    app.config.mathjax_path = "mathjax/tex-chtml.js"
    app.connect("build-finished", copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
