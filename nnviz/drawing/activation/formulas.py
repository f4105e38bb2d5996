"""Formulas on a picture: as large fractions, in one line, and how small their letters get."""

from __future__ import annotations

import re

from nnviz.drawing.words import SUBSCRIPT, smallest_size

_FRACTION = r"\frac"
_BRACES = re.compile(r"\\.|[{}]")  # or a backslash and what it escapes


class Formula(str):
    """A text that is mathematics between dollar signs, or holds some.

    Users' names inside it have their dollar signs escaped; any other text is literal.
    """

    __slots__ = ()

    def least_size(self) -> float:
        """The size in points from which its smallest letters can be read."""
        return smallest_size() / SUBSCRIPT ** nesting(self)


class Equation(Formula):
    """What a picture is about, for larger letters."""

    __slots__ = ()


def with_formula(words: str, formula: str) -> Formula:
    r"""Literal words, with a formula after them.

    Examples
    --------
    >>> with_formula("ReLU: ", r"\max(0,\, z)")
    'ReLU: $\\max(0,\\, z)$'
    """
    escaped = words.replace("$", r"\$")
    return Formula(f"{escaped}${formula}$" if formula else escaped)


def large(formula: str) -> str:
    """With fractions whose halves are as large as everything else."""
    return formula.replace(_FRACTION, r"\dfrac")


def in_one_line(formula: str) -> str:
    r"""With strokes in place of fractions, for a line of text.

    Examples
    --------
    >>> in_one_line(r"\frac{z}{1 + |z|}")
    'z\\,/\\,(1 + |z|)'
    """
    at = formula.find(_FRACTION)
    if at < 0:
        return formula
    start = at + len(_FRACTION)
    above, after = _group(formula, start)
    below, end = _group(formula, after)
    return f"{formula[:at]}{_factor(above)}\\,/\\,{_factor(below)}{in_one_line(formula[end:])}"


def nesting(formula: str) -> int:
    """How many exponents and subscripts lie in each other at the most.

    Examples
    --------
    >>> nesting("z"), nesting("$h'(z)$"), nesting("$e^{-z}$"), nesting("$e^{z_{k}} + z^2$")
    (0, 1, 1, 2)
    """
    deepest, raised = 0, [0]
    scripts = False  # whether the next group or letter is an exponent or a subscript
    for character in formula:
        if character in "^_'":  # a prime is an exponent
            scripts = character != "'"
            deepest = max(deepest, raised[-1] + (not scripts))
            continue
        if character == "{":
            raised.append(raised[-1] + scripts)
        elif character == "}":
            if len(raised) > 1:
                raised.pop()
        else:
            deepest = max(deepest, raised[-1] + scripts)
        scripts = False
    return deepest


def _group(formula: str, start: int) -> tuple[str, int]:
    """What stands between braces from `start`, and where it ends."""
    depth, begin = 0, formula.find("{", start)  # there may be blanks before it
    for brace in _BRACES.finditer(formula, max(begin, start)):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return formula[begin + 1 : brace.start()], brace.end()
    raise ValueError(f"a fraction without braces: {formula!r}")


def _factor(part: str) -> str:
    """In brackets, if it is a sum or a product."""
    inside = in_one_line(part)
    depth = 0
    for at, character in enumerate(inside):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(character, 0)
        if depth == 0 and (character in "+-/" or inside.startswith(r"\,", at)):
            return f"({inside})"
    return inside
