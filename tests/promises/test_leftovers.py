"""Whatever fails, and wherever: no figure stays open, and given axes are as they were."""

from __future__ import annotations

import inspect
import re
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
from tests.promises.cases import COMPUTATIONS, IN_AXES, PICTURES, Case
from tests.promises.state import differences, figure_state, peopled_axes, pyplot_now, state_of

NNVIZ = str(Path(nnviz.__file__).parent)
ADDS = ("add_artist", "add_collection", "add_line", "add_patch", "text", "inset_axes", "add_image")


def how_many(few: int) -> int:
    """So many faults a picture; many more where one is thorough."""
    return 10 if hypothesis.settings.get_current_profile_name() == "thorough" else few


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


@pytest.mark.parametrize("case", list({case.function: case for case in IN_AXES}.values()), ids=repr)
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


# ------------------------------------------------------------------------------- bad options

BAD = (object(), float("nan"), "nonsense", -1, [1] * 17)

#: What takes any of these, and why.
TAKES_ALL = {
    ("plot_loss_surface", "rng"): "nothing is random along one weight",
    ("chain_rule", "sample"): "there is no sample to choose where there are no data",
    ("draw_panels", "X"): "no data go to a diagram",
    ("draw_panels", "y"): "no data go to a diagram",
    ("animate", "X"): "no data go to a diagram",
    ("animate", "y"): "no data go to a diagram",
}

#: Cases in which what is in vain above matters.
IN_EARNEST = {
    ("plot_loss_surface: two directions", "rng"), ("draw_panels: of a record", "X"),
    ("draw_panels: of a record", "y"),
}  # fmt: skip


def _first_cases() -> list[Case]:
    firsts: dict[Any, Case] = {}
    for case in (*PICTURES, *COMPUTATIONS):
        firsts.setdefault(case.function, case)
    return list(firsts.values())


def _refusal(case: Case, name: str, bad: Any) -> str | None:
    """What is said of a bad value; None where it is taken. Nothing may be left of it."""
    positional, options = list(case.positional()), case.options()
    names = list(inspect.signature(case.function).parameters)
    if names.index(name) < len(positional):
        positional[names.index(name)] = bad
    else:
        options[name] = bad
    ax = peopled_axes()
    if case.place == "ax" and name != "ax":
        options["ax"] = ax
    before, pyplot_before = state_of(ax), pyplot_now()
    try:
        case.function(*positional, **options)
    except (TypeError, ValueError) as error:
        wrong = differences(before, state_of(ax)) + differences(pyplot_before, pyplot_now())
        assert wrong == [], f"{name}={bad!r}"
        return str(error)
    finally:
        plt.close("all")
    return None


def _says_what_is_wrong(case: Case, name: str) -> bool:
    """Whether some bad value is refused by the name of its option."""
    thorough = how_many(0) > 0
    named = False
    for bad in BAD:
        said = _refusal(case, name, bad)
        # A list of sizes is a model as well, which then does not go with the other arguments.
        assert said is None or re.search(rf"\b{name}\b", said) or bad is BAD[-1], (name, said)
        named = named or (said is not None and re.search(rf"\b{name}\b", said) is not None)
        if named and not thorough:
            break
    return named


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", _first_cases(), ids=repr)
def test_a_bad_value_of_any_option_is_refused_by_its_name(case: Case) -> None:
    parameters = inspect.signature(case.function).parameters
    options = [name for name, one in parameters.items() if one.kind is not one.VAR_KEYWORD]
    taken = {name for name in options if (case.function.__name__, name) not in TAKES_ALL
             and not _says_what_is_wrong(case, name)}  # fmt: skip
    assert taken == set()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "option"), sorted(IN_EARNEST))
def test_what_is_taken_in_vain_is_refused_where_it_matters(name: str, option: str) -> None:
    (case,) = (case for case in PICTURES if case.name == name)
    assert _says_what_is_wrong(case, option)
