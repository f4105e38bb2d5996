"""The examples of every docstring, run as a reader would type them."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import nnviz

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def modules() -> list[str]:
    found = pkgutil.walk_packages(nnviz.__path__, "nnviz.")
    return sorted(module.name for module in found if not module.name.endswith("__main__"))


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [
        test
        for name in modules()
        for test in finder.find(import_module(name), name)
        if test.examples
    ]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_example(
    example: doctest.DocTest,
    pyplot: ModuleType,
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # what an example saves, it saves out of the way
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    result = runner.run(example, out=said.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(said)


def test_every_public_function_has_an_example() -> None:
    with_example = {example.name.rsplit(".", 1)[-1] for example in examples()}
    functions = {name for name in nnviz.__all__ if name[0].islower()}
    assert functions <= with_example
