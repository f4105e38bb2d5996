"""The formulas that pictures show say what the functions compute: they are read and evaluated."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from nnviz.activations import ACTIVATIONS
from nnviz.drawing.activation.formulas import (
    Equation,
    Formula,
    in_one_line,
    large,
    nesting,
    with_formula,
)

BY_NEURON = [name for name in ACTIVATIONS if name != "softmax"]
NAMES = {
    "exp": np.exp, "max": np.maximum, "min": np.minimum, "ln": np.log, "abs": np.abs,
    "Phi": np.vectorize(lambda z: 0.5 * math.erfc(-z / math.sqrt(2.0))),
    "varphi": lambda z: np.exp(-z * z / 2) / math.sqrt(2 * math.pi),
}  # fmt: skip


def group(text: str, start: int) -> tuple[str, int]:
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1 : at], at + 1
    raise AssertionError(text)


def without_braces(text: str) -> str:
    """Fractions and powers as Python has them."""
    while r"\frac" in text:
        at = text.index(r"\frac")
        above, after = group(text, at + 5)
        below, end = group(text, after)
        text = f"{text[:at]}(({above})/({below})){text[end:]}"
    while "e^{" in text:
        at = text.index("e^{")
        power, end = group(text, at + 2)
        text = f"{text[:at]} exp({power}){text[end:]}"
    while "^{" in text:
        at = text.index("^{")
        power, end = group(text, at + 1)
        text = f"{text[:at]}**({power}){text[end:]}"
    return text


def as_python(latex: str) -> str:
    text = without_braces(latex).replace(r"\,", " ").replace("[", "(").replace("]", ")")
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text).replace("h(z)", "h").replace("\\", "")
    tokens = re.findall(r"\d+\.?\d*|[A-Za-z]+|\*\*|[-+*/(),]", text)
    written = [tokens[0]]
    for before, token in zip(tokens[:-1], tokens[1:], strict=True):
        ends = before == ")" or (before[0].isalnum() and before not in NAMES)
        if ends and (token == "(" or token[0].isalnum()):
            written.append("*")  # two factors side by side
        written.append(token)
    return " ".join(written)


def evaluate(latex: str, z: Any, h: Any = None) -> Any:
    case = re.fullmatch(r"(.*)\\ \\mathrm\{if\}\\ z (>|\\geq) 0,\\ \\mathrm\{else\}\\ (.*)", latex)
    if case:
        first, relation, second = case.groups()
        holds = z > 0 if relation == ">" else z >= 0
        return np.where(holds, evaluate(first, z, h), evaluate(second, z, h))
    latex = latex.removesuffix(r"\ \mathrm{for}\ z \neq 0")
    value = eval(as_python(latex), {"__builtins__": {}}, {**NAMES, "z": z, "h": h})
    return value + 0 * z


Z = np.concatenate([np.linspace(-6, 6, 241), [0.0, 1e-9, -1e-9]])


@pytest.mark.parametrize("name", BY_NEURON)
def test_formula(name: str) -> None:
    activation = ACTIVATIONS[name]
    # SELU's constants are written with four decimals.
    rtol = 1e-4 if name == "selu" else 1e-12
    written = evaluate(activation.formula, Z)
    np.testing.assert_allclose(written, activation.function(Z), rtol=rtol, atol=1e-14)


@pytest.mark.parametrize("name", BY_NEURON)
def test_slope(name: str) -> None:
    activation = ACTIVATIONS[name]
    z = Z[Z != 0] if name == "step" else Z
    h = activation.function(z)
    rtol = 1e-4 if name == "selu" else 1e-10
    assert activation.derivative is not None
    np.testing.assert_allclose(
        evaluate(activation.slope, z, h), activation.derivative(z, h), rtol=rtol, atol=1e-12
    )


def test_the_reader_of_formulas_sees_a_wrong_one() -> None:
    wrong = r"\frac{1}{1 - e^{-z}}"
    assert not np.allclose(evaluate(wrong, Z[Z != 0]), ACTIVATIONS["logistic"].function(Z[Z != 0]))


def test_softmax() -> None:
    softmax = ACTIVATIONS["softmax"]
    assert softmax.formula == r"\frac{e^{z_{k}}}{\sum_{m} e^{z_{m}}}"
    assert softmax.slope == r"h_{k}\,(1 - h_{k})"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_all_forms_can_be_set(name: str) -> None:
    parse = MathTextParser("path").parse
    for formula in (ACTIVATIONS[name].formula, ACTIVATIONS[name].slope):
        for written in (large(formula), in_one_line(formula)):
            assert parse(f"${written}$").width > 0
        assert r"\frac" not in in_one_line(formula)


@pytest.mark.parametrize("name", BY_NEURON)
def test_in_one_line_it_is_still_the_same(name: str) -> None:
    activation = ACTIVATIONS[name]
    for formula in (activation.formula, activation.slope):
        h = activation.function(Z)
        np.testing.assert_allclose(
            evaluate(in_one_line(formula), Z, h), evaluate(formula, Z, h), rtol=1e-12
        )


@pytest.mark.parametrize(("formula", "line"), [
    ("z", "z"),
    (r"\frac{1}{2}", r"1\,/\,2"),
    (r"\frac{a + b}{c\, d}", r"(a + b)\,/\,(c\, d)"),
    (r"\frac{(a + b)^{2}}{e^{-z}}", r"(a + b)^{2}\,/\,e^{-z}"),
    (r"1 + \frac{\frac{a}{b}}{c} + d", r"1 + (a\,/\,b)\,/\,c + d"),
    (r"\frac {1} {2} z", r"1\,/\,2 z"),
    (r"\frac{\{}{b}\}", r"\{\,/\,b\}"),
])  # fmt: skip
def test_strokes_in_place_of_fractions(formula: str, line: str) -> None:
    assert in_one_line(formula) == line


def test_a_fraction_needs_its_braces() -> None:
    for formula in (r"\frac{1}{2", r"\frac12"):
        with pytest.raises(ValueError, match="a fraction without braces"):
            in_one_line(formula)


@pytest.mark.parametrize(("formula", "depth"), [
    ("z", 0), ("h(z)^2", 1), ("h'(z)", 1), (r"\max(0,\, z)", 0), ("e^{-z}", 1),
    (r"\frac{e^{z_{k}}}{\sum_{m} e^{z_{m}}}", 2), ("a_{b^{c^d}}", 3), (r"\frac{1}{2}", 0),
])  # fmt: skip
def test_how_small_letters_get(formula: str, depth: int) -> None:
    assert nesting(formula) == depth


def test_names_in_a_formula_stay_literal() -> None:
    text = with_formula("a $x$: ", "z^{2}")
    assert text == r"a \$x\$: $z^{2}$"
    assert isinstance(text, Formula)
    assert not isinstance(text, Equation)
