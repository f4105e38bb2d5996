"""The rules of the house that import-linter cannot see, and what the documents promise."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

import nnviz

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nnviz"
FILES = sorted(PACKAGE.rglob("*.py"))
DRAWS = ("drawing", "displays", "panels", "animation", "cli.py")
HEAVY = ("numpy", "matplotlib", "sklearn", "networkx", "pandas", "scipy")


def imported_names(path: Path, *, at_import: bool = False) -> Iterator[str]:
    """All that a file imports, as dotted names; or only what importing the file imports."""

    def walk(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            if at_import and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if at_import and isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                continue
            yield from walk(child)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")))


def below_the_drawing(path: Path) -> bool:
    return path.relative_to(PACKAGE).parts[0] not in DRAWS


def label(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", [*filter(below_the_drawing, FILES)], ids=label)
def test_no_matplotlib_below_the_drawing(path: Path) -> None:
    names = {name for name in imported_names(path) if name.split(".")[0] == "matplotlib"}
    if label(path) == "encoding.py":
        names = {name for name in names if not name.startswith("matplotlib.colors")}
    assert not names


@pytest.mark.parametrize("path", [*filter(below_the_drawing, FILES)], ids=label)
def test_models_libraries_are_imported_only_where_they_are_used(path: Path) -> None:
    libraries = {"sklearn", "networkx", "pandas", "scipy"}
    names = {name.split(".")[0] for name in imported_names(path, at_import=True)}
    assert not names & libraries


@pytest.mark.parametrize(
    "path", [path for path in FILES if label(path).startswith("displays")], ids=label
)
def test_displays_never_train(path: Path) -> None:
    assert not any(name.startswith("nnviz.training") for name in imported_names(path))


@pytest.mark.parametrize("path", FILES, ids=label)
def test_pyplot_is_imported_only_where_a_figure_is_made(path: Path) -> None:
    at_import = set(imported_names(path, at_import=True))
    assert not any(name.startswith("matplotlib.pyplot") for name in at_import)


def test_importing_nnviz_imports_nothing_heavy() -> None:
    program = f"import sys, nnviz; print(*(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


def test_every_public_name_is_there() -> None:
    assert nnviz.__all__ == sorted(nnviz.__all__)
    for name in nnviz.__all__:
        assert getattr(nnviz, name).__doc__, name
    assert set(nnviz.__all__) <= set(dir(nnviz))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = nnviz.no_such_name


def test_the_api_page_lists_every_public_name() -> None:
    page = (ROOT / "docs" / "api.rst").read_text(encoding="utf-8")
    listed = re.findall(r"^   (\w+)$", page, re.MULTILINE)
    assert sorted(listed) == nnviz.__all__


def test_the_version_is_that_of_the_distribution() -> None:
    assert nnviz.__version__ == version("nnviz-mpl")


def test_the_oldest_versions_are_the_bounds_of_pyproject() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    bounds = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    page = (ROOT / "tests" / "oldest.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^\w\S*$", page.split("# What these bring along")[0], re.MULTILINE)
    # So there is no bound above either, nor anything else.
    assert pins == [bound.replace(">=", "==") for bound in bounds]
    assert project["requires-python"] == ">=3.11"  # which the Makefile takes for them


def narrows_a_type(test: ast.expr) -> bool:
    """Whether all that is asked is what kind of thing something is."""
    match test:
        case ast.Call(func=ast.Name(id="isinstance")):
            return True
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Name(id="isinstance"))):
            return True
    return False


@pytest.mark.parametrize("path", FILES, ids=label)
def test_nothing_is_checked_by_assert_statements(path: Path) -> None:
    """``python -O`` leaves them out, so what may go wrong is raised; they tell mypy what is known.

    Docstrings are left out by ``-OO``, so nothing is read from them.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    checks = [ast.unparse(one) for one in statements if one.msg or not narrows_a_type(one.test)]
    assert checks == []
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert "__doc__" not in attributes
