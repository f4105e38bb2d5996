"""The arguments of `plot_activation`, checked and turned into curves before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from numbers import Integral
from typing import Any

import numpy as np
from matplotlib.mathtext import MathTextParser

from nnviz.activations import ACTIVATIONS, Activation, canonical_name
from nnviz.displays.activation.curves import SOFTMAX, Source, make_curve, softmax_of_one
from nnviz.displays.activation.kinks import Floats, Function
from nnviz.drawing.activation.numbers import ActivationNumbers
from nnviz.drawing.line_looks import MOST_LOOKS
from nnviz.drawing.option_checks import is_number
from nnviz.drawing.word import FORMULAS
from nnviz.drawing.words import literal

_MOST_POINTS = 1_000_000
_FARTHEST = 1e9
_NARROWEST = 1e-6  # of the distance from zero: there float64 has still many places between


def activation_numbers(
    activation: Any, *, z_range: Any, n_points: Any, flat_below: Any, n_classes: Any
) -> ActivationNumbers:
    """Check all that `plot_activation` is given, and evaluate the functions."""
    low, high = _range(z_range)
    if not _is_count(n_points, 2, _MOST_POINTS):
        raise ValueError(f"n_points must be a count from 2 to {_MOST_POINTS:,}; got {n_points!r}.")
    if not _is_count(n_classes, 2, 1_000_000):
        raise ValueError(
            f"n_classes must be a count from 2 to 1,000,000, the logits of softmax; "
            f"got {n_classes!r}."
        )
    if not (is_number(flat_below, 0.0) and 0.0 < float(flat_below) < np.inf):
        raise ValueError(
            f"flat_below must be the slope under which a curve counts as flat, a number above 0; "
            f"got {flat_below!r}."
        )
    z = np.linspace(low, high, int(n_points))
    sources = [
        _source(argument, name, given, z, int(n_classes))
        for argument, name, given in _listed(activation)
    ]
    curves = tuple(
        make_curve(source, low, high, int(n_points), float(flat_below), int(n_classes))
        for source in _named_apart(sources)
    )
    return ActivationNumbers(curves, (low, high), float(flat_below))


def _is_count(value: Any, least: int, most: int) -> bool:
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    return whole and least <= int(value) <= most


def _range(z_range: Any) -> tuple[float, float]:
    try:
        low, high = z_range
    except (TypeError, ValueError):
        low, high = None, None
    if is_number(low, -_FARTHEST, _FARTHEST) and is_number(high, -_FARTHEST, _FARTHEST):
        low, high = float(low), float(high)
        if high - low > _NARROWEST * max(1.0, abs(low), abs(high)):
            return low, high
    raise ValueError(
        "z_range must be (low, high), two numbers from -1e9 to 1e9 of which the first is the "
        f"smaller; got {z_range!r}."
    )


def _listed(activation: Any) -> list[tuple[str, str | None, Any]]:
    """What errors call each function, the name that it was given, and the function."""
    if isinstance(activation, Mapping):
        for name in activation:
            if not isinstance(name, str) or not name.strip():
                raise TypeError(
                    f"activation: the names of functions must be texts, not empty; got {name!r}."
                )
        found: list[tuple[str, str | None, Any]] = [
            (f"activation[{name!r}]", name, given) for name, given in activation.items()
        ]
    elif isinstance(activation, list | tuple):
        found = [(f"activation[{k}]", None, given) for k, given in enumerate(activation)]
    else:
        return [("activation", None, activation)]
    if not found:
        raise ValueError("activation must hold at least one function; it is empty.")
    if len(found) > MOST_LOOKS:
        raise ValueError(
            f"activation must hold at most {MOST_LOOKS} functions, which is how many lines can be "
            f"told apart; it holds {len(found)}."
        )
    return found


def _source(argument: str, name: str | None, given: Any, z: Floats, n_classes: int) -> Source:
    if isinstance(given, str):
        try:
            given = ACTIVATIONS[canonical_name(given)]
        except ValueError as error:
            raise ValueError(str(error).replace("activation:", f"{argument}:", 1)) from None
    if given is SOFTMAX:
        function, slope = softmax_of_one(n_classes)
        return Source(name or given.label, function, slope, given)
    if isinstance(given, Activation):
        label = name or given.label
        for part in ("formula", "slope"):
            _check_formula(argument, part, getattr(given, part))
        exact = given.derivative
        function = _checked(given.function, argument, given.name, z)
        derived: Function | None = None
        if exact is not None:
            derived = _checked(
                lambda z: exact(z, given.function(z)), f"{argument}.derivative", given.name, z,
                may_lack=True,
            )  # fmt: skip
        return Source(label, function, derived, given)
    if callable(given) and not isinstance(given, type):
        called = name or _name_of(given)
        return Source(called, _checked(given, argument, called, z))
    raise TypeError(
        f"{argument} must be a name, such as 'relu', a function of an array, an Activation, or a "
        f"list or dict of these; got {type(given).__name__}."
    )


def _name_of(function: Any) -> str:
    name = str(getattr(function, "__name__", type(function).__name__))
    return "function" if name == "<lambda>" else name


def _named_apart(sources: list[Source]) -> list[Source]:
    """No two curves of one name: a second "ReLU" is called "ReLU (2)"."""
    taken: set[str] = set()
    apart = []
    for source in sources:
        plain = literal(source.name, 60) or "function"
        name, k = plain, 1
        while name in taken:
            k += 1
            name = f"{plain} ({k})"
        taken.add(name)
        apart.append(replace(source, name=name))
    return apart


def _check_formula(argument: str, part: str, formula: str) -> None:
    """Raise a ValueError for LaTeX that matplotlib cannot set: later would be too late."""
    if not isinstance(formula, str):
        raise TypeError(f"{argument}.{part} must be LaTeX (str); got {type(formula).__name__}.")
    try:
        if "$" in formula:
            raise ValueError("it holds a dollar sign")
        with FORMULAS:
            MathTextParser("path").parse(f"${formula}$" if formula else "")
    except ValueError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ValueError(
            f"{argument}.{part} must be LaTeX that matplotlib can set, without dollar signs; got "
            f"{formula!r}: {reason}."
        ) from None


def _checked(
    function: Callable[[Any], Any], argument: str, name: str, z: Floats, *, may_lack: bool = False
) -> Function:
    """The function as one that gives float64 arrays, after its answers over z have been checked.

    Raises
    ------
    TypeError, ValueError
        If it does not take an array, or its answers are of another shape, no real numbers, NaN
        (unless they `may_lack`), or those of several places depend on each other.
    """

    def plain(places: Floats) -> Floats:
        with np.errstate(all="ignore"):
            return np.array(function(places.copy()), dtype=np.float64)

    try:
        with np.errstate(all="ignore"):
            answer = np.asarray(function(z.copy()))
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"{argument} must take an array of weighted sums z and give one of the same shape; "
            f"{name!r} raised {type(error).__name__}: {error}"
        ) from error
    if answer.dtype.kind not in "biuf":
        raise TypeError(
            f"{argument} must give real numbers; the answers of {name!r} are {answer.dtype}."
        )
    if answer.shape != z.shape:
        raise ValueError(
            f"{argument} must give an array of the shape of z, {z.shape}; that of {name!r} has "
            f"shape {answer.shape}."
        )
    lacking = np.flatnonzero(np.isnan(answer))
    if lacking.size and not may_lack:
        raise ValueError(
            f"{argument} must have a value everywhere in z_range; {name!r} is NaN at "
            f"z = {z[lacking[0]]:g}."
        )
    some = slice(None, None, max(len(z) // 7, 1))
    if not np.allclose(plain(z[some]), answer[some], rtol=1e-9, atol=1e-12, equal_nan=True):
        raise ValueError(
            f"{argument} must work element by element: what {name!r} gives for one z depends on "
            "the others."
        )
    return plain
