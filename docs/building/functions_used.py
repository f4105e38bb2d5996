"""Gallery pages list the names of nnviz that they use, and the pages of these list them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import nnviz

_FOOT = ".. _sphx_glr_download_"


def names_used(script: str) -> list[str]:
    """The public names of nnviz in a script: functions, then classes."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "nnviz":
                found.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and node.module == "nnviz":
            found.update(alias.name for alias in node.names)
    return sorted(found & set(nnviz.__all__), key=lambda name: (name[0].isupper(), name))


def add_names(app: Sphinx, docname: str, source: list[str]) -> None:
    """Write the names before the foot of a page that Sphinx-Gallery has made."""
    script = Path(app.srcdir, docname).with_suffix(".py")
    if _FOOT not in source[0] or not script.is_file():
        return
    names = names_used(script.read_text(encoding="utf-8"))
    if names:
        listed = ", ".join(f":py:obj:`nnviz.{name}`" for name in names)
        body, foot = source[0].split(_FOOT, 1)
        source[0] = f"{body}\n\n.. rubric:: nnviz on this page\n\n{listed}\n\n{_FOOT}{foot}"


def list_examples_anew(app: Sphinx, env: Any, *changes: Any) -> list[str]:
    """The pages of names, which Sphinx would keep although the gallery has changed."""
    return [docname for docname in env.found_docs if docname.startswith("generated/")]


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", add_names)
    app.connect("env-get-outdated", list_examples_anew)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
