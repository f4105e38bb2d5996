"""Everything in nnviz that writes a file, each with something small to write."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nnviz.storage import whole as storage
from tests.promises import cases
from tests.promises.saved_bytes import drawn


@dataclass(frozen=True)
class Saver:
    """Something that can be written.

    Attributes
    ----------
    name
        Of what writes, as users know it.
    suffix
        That the file takes.
    make
        Makes the method that writes; called once.
    """

    name: str
    suffix: str
    make: Callable[[], Callable[[Path], Any]]

    def __call__(self, path: Path) -> Any:
        return _method(self)(path)

    def __repr__(self) -> str:
        return self.name + self.suffix


@cache
def _method(saver: Saver) -> Callable[[Path], Any]:
    return saver.make()


@cache
def _display(case: cases.Case) -> Any:
    return drawn(case)


def _picture(case: cases.Case, suffix: str, method: str = "save") -> Saver:
    name = f"{case.function.__name__}(...).{method}"
    return Saver(name, suffix, lambda: getattr(_display(case), method))


def _first(name: str) -> cases.Case:
    return next(case for case in cases.PICTURES if case.function.__name__ == name)


#: Every kind of picture, as PNG; without the animation.
PICTURES = tuple(
    _picture(_first(name), ".png")
    for name in dict.fromkeys(case.function.__name__ for case in cases.PICTURES)
    if name != "animate"
)
#: One picture in every other way that matplotlib and Pillow write.
FORMATS = tuple(
    _picture(_first("draw_neuron"), suffix)
    for suffix in (".svg", ".pdf", ".svgz", ".eps", ".ps", ".jpg", ".tif", ".webp", ".raw")
)
FILMS = tuple(_picture(_first("animate"), suffix) for suffix in (".gif", ".html"))
STEPS = tuple(
    _picture(_first(name), ".pdf", "save_steps") for name in ("draw_network", "draw_backprop")
)
STORES = (
    Saver("Network.save", ".npz", lambda: cases.network(skips=True).save),
    Saver("TrainingRecord.save", ".npz", lambda: cases.record().save),
    Saver("TrainingSweep.save", ".npz", lambda: cases.sweep().save),
)
ALL = (*PICTURES, *FILMS, *STEPS, *STORES)

OLD = b"what was there before"


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def assert_old(path: Path) -> None:
    assert path.read_bytes() == OLD
    assert only_file(path.parent) == path


def fail_after(n_bytes: int, failure: BaseException, patch: pytest.MonkeyPatch) -> None:
    """Let new files take so many bytes, and then fail."""
    write = io.FileIO.write
    room = [n_bytes]

    def limited(file: Any, data: Any) -> int:
        part = memoryview(data)[: room[0]]
        if not part:
            raise failure
        room[0] -= len(part)
        return write(file, part)

    patch.setattr(storage._Sealed, "write", limited, raising=False)
