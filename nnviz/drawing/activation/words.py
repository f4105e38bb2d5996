"""The words of the picture: ranges, and the labels of its legend from long to short."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nnviz.drawing.activation.formulas import Equation, Formula, in_one_line, large, with_formula
from nnviz.drawing.activation.numbers import ActivationNumbers, Curve
from nnviz.drawing.activation.options import ActivationOptions
from nnviz.drawing.chart_legend import Form
from nnviz.drawing.words import ELLIPSIS, minus, short_number

_NAME = 16  # characters of a name where room is scarce
_MOST_FORMULAS = 7  # a legend of more is a page to read
_PHI, _DENSITY = "\N{GREEK CAPITAL LETTER PHI}", "\N{GREEK SMALL LETTER PHI}"
INFINITY = "\N{INFINITY}"


def bound(value: float) -> str:
    """An end of a range.

    Examples
    --------
    >>> bound(-0.16997), bound(float("inf"))
    ('\N{MINUS SIGN}0.17', '∞')
    """
    if math.isinf(value):
        return INFINITY if value > 0 else minus() + INFINITY
    return short_number(value)


def interval(curve: Curve) -> str:
    """A range as an interval: a square bracket where its end is a value of the function.

    Examples
    --------
    >>> import numpy as np
    >>> z = np.array([0.0])
    >>> interval(Curve("ReLU", z, z, z, range=(0.0, float("inf")), attained=(True, False)))
    '[0, ∞)'
    """
    if curve.range is None:
        return "not known"
    low, high = (bound(value) for value in curve.range)
    if curve.attained is None:
        return f"{low} to {high}"
    first, last = curve.attained
    return f"{'[' if first else '('}{low}, {high}{']' if last else ')'}"


def forms(
    numbers: ActivationNumbers, options: ActivationOptions, *, flat: bool, derivative: bool
) -> list[Form]:
    """All ways to write the legend, the longest first.

    Parameters
    ----------
    numbers : ActivationNumbers
        What is drawn.
    options : ActivationOptions
        How.
    flat : bool
        Whether there is an entry for saturated parts, after all others.
    derivative : bool
        Whether there is an entry for derivatives, before it.
    """
    long_flat = [f"saturated: |h'(z)| < {short_number(numbers.flat_below)}"] if flat else []
    short_flat = ["saturated"] if flat else []
    if len(numbers.curves) == 1:
        return _of_one(numbers.curves[0], options, derivative, long_flat, short_flat)
    names = [curve.name for curve in numbers.curves]
    said = [name + _comma(curve.remark) for name, curve in zip(names, numbers.curves, strict=True)]
    ranges = [
        f", range {interval(curve)}" if options.mark_range else "" for curve in numbers.curves
    ]
    thin = ["thin: derivative h'(z)"] if derivative else []
    full = [*thin, *long_flat]
    found = []
    if options.formula and len(names) <= _MOST_FORMULAS:
        labels = [
            _with_its_formula(name, curve, more)
            for name, curve, more in zip(said, numbers.curves, ranges, strict=True)
        ]
        found.append(Form("", (*labels, *full), 0))
    plain = [name + more for name, more in zip(said, ranges, strict=True)]
    clipped = [_clip(name) for name in names]
    return [
        *found,
        Form("", (*plain, *full), 1),
        Form("", (*names, *thin, *short_flat), 2),
        Form("", (*clipped, *thin, *short_flat), 3),
    ]


def _of_one(
    curve: Curve, options: ActivationOptions, derivative: bool, long_flat: Sequence[str],
    short_flat: Sequence[str],
) -> list[Form]:  # fmt: skip
    range_of = f", range {interval(curve)}" if options.mark_range else ""
    lines = [curve.name + range_of, *([curve.remark] if curve.remark else [])]
    title = "\n".join(lines)
    found = []
    if options.formula and curve.formula:
        symbols = _symbols(curve, derivative)
        spelled = "\n".join([*lines, *([symbols] if symbols else [])])
        for write in (large, in_one_line):
            labels = [_equation(curve.symbol, write(curve.formula))]
            if derivative:
                labels.append(_equation(curve.slope_symbol, write(curve.slope)))
            found.append(Form(spelled, (*labels, *long_flat), 0))
    if derivative:
        both = (_equation(curve.symbol, ""), _equation(curve.slope_symbol, ""))
        return [*found, Form(title, (*both, *long_flat), 1), Form(title, (*both, *short_flat), 2),
                Form(_clip(curve.name), (*both, *short_flat), 3)]  # fmt: skip
    inline = curve.name + range_of + _comma(curve.remark)
    return [*found, Form("", (inline, *long_flat), 1),
            Form("", ("\n".join(lines), *short_flat), 2),
            Form("", (_clip(curve.name), *short_flat), 3)]  # fmt: skip


def _equation(symbol: str, formula: str) -> Equation:
    return Equation(with_formula("", f"{symbol} = {formula}" if formula else symbol))


def _with_its_formula(name: str, curve: Curve, more: str) -> str:
    if not curve.formula:
        return name + more
    left = "" if curve.symbol == "h(z)" else f"{curve.symbol} = "
    return Formula(with_formula(f"{name}: ", left + in_one_line(curve.formula)) + more)


def _symbols(curve: Curve, derivative: bool) -> str:
    """What the letters of a formula mean that not everybody knows."""
    if r"\Phi" not in curve.formula:
        return ""
    if derivative:
        return f"{_PHI}, {_DENSITY}: normal distribution and its density"
    return f"{_PHI}: normal distribution"


def _comma(remark: str) -> str:
    return f", {remark}" if remark else ""


def _clip(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + ELLIPSIS
