"""Validate the docstrings of the public names and of their members: `make docstrings`.

numpydoc's own linter reads the source, takes a property for a function, and does not know what is
public; here the objects themselves are asked. The checks are those of pyproject.toml.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numpydoc.docscrape import NumpyDocString
from numpydoc.validate import ERROR_MSGS, validate

import nnviz

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def chosen_checks() -> set[str]:
    """The codes to report, from a list of codes in which "all" turns the others round."""
    settings = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["numpydoc_validation"]
    listed = set(settings["checks"])
    if "all" in listed:
        return set(ERROR_MSGS) - listed
    return listed


def public_objects() -> Iterator[tuple[str, Any]]:
    """Dotted names and objects: what nnviz exports, and the public members of exported classes."""
    for name in nnviz.__all__:
        thing = getattr(nnviz, name)
        home = f"{thing.__module__}.{thing.__qualname__}"
        yield home, thing
        if inspect.isclass(thing):
            for member, value in inspect.getmembers(thing):
                if not member.startswith("_") and _is_ours(value):
                    yield f"{home}.{member}", value


def _is_ours(value: Any) -> bool:
    function = value.fget if isinstance(value, property) else value
    ours = str(getattr(function, "__module__", "")).startswith("nnviz")
    return ours and (isinstance(value, property) or inspect.isroutine(value))


def _fields_are_attributes(thing: Any) -> bool:
    """Whether a dataclass lists its fields as attributes.

    What nnviz makes and hands out, such as a Display, is read rather than constructed.
    """
    if not (inspect.isclass(thing) and dataclasses.is_dataclass(thing)):
        return False
    attributes = NumpyDocString(inspect.getdoc(thing) or "")["Attributes"]
    listed = {name.strip() for entry in attributes for name in entry.name.split(",")}
    return {field.name for field in dataclasses.fields(thing) if field.init} <= listed


def main() -> int:
    """Print what is wrong, and return the exit status."""
    checks = chosen_checks()
    n_checked = n_wrong = 0
    for name, thing in public_objects():
        found = validate(name)
        reported = checks - {"PR01"} if _fields_are_attributes(thing) else checks
        errors = [f"{code} {text}" for code, text in found["errors"] if code in reported]
        n_checked += 1
        n_wrong += bool(errors)
        for error in errors:
            sys.stdout.write(f"{found['file']}:{found['file_line']}: {name}: {error}\n")
    sys.stdout.write(f"docstrings: {n_checked} public objects, {n_wrong} at fault\n")
    return int(n_wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
