"""Whatever fails, and wherever: no figure stays open, and given axes are as they were."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import hypothesis
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import nnviz
from tests.promises.cases import IN_AXES, PICTURES, Case
from tests.promises.state import differences, figure_state, peopled_axes, pyplot_now, state_of

NNVIZ = str(Path(nnviz.__file__).parent)
ADDS = ("add_artist", "add_collection", "add_line", "add_patch", "text", "inset_axes", "add_image")


def how_many(few: int) -> int:
    """So many faults a picture; many more where one is thorough."""
    return 40 if hypothesis.settings.get_current_profile_name() == "thorough" else few


class Stop(KeyboardInterrupt):
    """Ctrl-C, which nothing in nnviz may take for its own."""


@contextmanager
def interrupted(at: int) -> Iterator[list[int]]:
    """Ctrl-C at the at-th line of nnviz that runs; yields how many have run so far."""
    count = [0]

    def in_function(frame: Any, event: str, argument: Any) -> Any:
        if event == "line":
            count[0] += 1
            if count[0] == at:
                sys.settrace(before)
                raise Stop
        return in_function

    def of_nnviz(frame: Any, event: str, argument: Any) -> Any:
        return in_function if frame.f_code.co_filename.startswith(NNVIZ) else None

    before = sys.gettrace()
    sys.settrace(of_nnviz)
    try:
        yield count
    finally:
        sys.settrace(before)


@contextmanager
def failing_adds(at: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The at-th artist that is added to axes is refused; yields how many were added so far."""
    count = [0]

    def refusing(add: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kw: Any) -> Any:
            count[0] += 1
            if count[0] == at:
                raise MemoryError("no room for an artist")
            return add(*args, **kw)

        return wrapped

    with monkeypatch.context() as patch:
        for name in ADDS:
            patch.setattr(Axes, name, refusing(getattr(Axes, name)))
        yield count


def attempt(case: Case, fault: Any, inputs: tuple[Any, Any]) -> tuple[int, bool]:
    """Draw with a fault, and see what is left of it: how much ran, and whether it got to it."""
    positional, options = inputs
    ax = peopled_axes()
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    where: dict[str, Any] = {"ax": ax} if case.place == "ax" else {}
    if case.place == "figure":
        ax.remove()
        where = {"figure": figure}
    look = state_of if case.place != "figure" else figure_state
    shown = ax if case.place != "figure" else figure
    before, pyplot_before = look(shown), pyplot_now()  # type: ignore[arg-type]
    failed = False
    with fault as count:
        try:
            case.function(*positional, **{**options, **where})
        except (Stop, MemoryError):
            failed = True
    if failed:
        wrong = differences(before, look(shown)) + differences(pyplot_before, pyplot_now())  # type: ignore[arg-type]
        assert wrong == [], f"{case}, fault {count[0]}"
    plt.close("all")
    return count[0], failed


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", PICTURES, ids=repr)
def test_after_ctrl_c_anywhere_everything_is_as_it_was(case: Case) -> None:
    inputs = (case.positional(), case.options())
    total, _ = attempt(case, interrupted(-1), inputs)
    rng = np.random.default_rng(crc32(case.name.encode()))
    for k in range(how_many(2)):
        # Most lines compute; where artists are made and handed on is at the end.
        at = rng.integers(1, total + 1) if k % 2 else total - rng.integers(0, min(total // 4, 400))
        attempt(case, interrupted(int(at)), inputs)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", PICTURES, ids=repr)
def test_after_an_artist_is_refused_everything_is_as_it_was(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = (case.positional(), case.options())
    total, _ = attempt(case, failing_adds(-1, monkeypatch), inputs)
    rng = np.random.default_rng(crc32(case.name.encode()))
    for at in {total, *rng.integers(1, total + 1, how_many(2) - 1).tolist()}:
        _, failed = attempt(case, failing_adds(at, monkeypatch), inputs)
        assert failed


@pytest.mark.parametrize("case", IN_AXES, ids=repr)
def test_a_figure_of_its_own_is_closed_after_a_failure(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    plt.figure()
    ax = plt.gcf().add_subplot()
    before = pyplot_now()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with failing_adds(3, monkeypatch), pytest.raises(MemoryError):
            case.call()
    assert differences(before, pyplot_now()) == []
    assert plt.gca() is ax
    plt.close("all")
