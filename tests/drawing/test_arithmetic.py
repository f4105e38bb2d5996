"""The line of arithmetic: a reader who works it out gets what it says."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.activations import get_activation
from nnviz.drawing.neuron.arithmetic import (
    Arithmetic,
    fixed,
    in_product,
    kept_whole,
    signed,
    significant,
)
from nnviz.drawing.neuron.numbers import NeuronNumbers, shown_inputs

MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"


def neuron(
    weights: Any, inputs: Any, bias: float | None = None, activation: str = "relu"
) -> NeuronNumbers:
    weights, inputs = np.asarray(weights, float), np.asarray(inputs, float)
    z = float(weights @ inputs) + (bias or 0.0)
    function = get_activation(activation)
    return NeuronNumbers(
        activation, len(weights), has_bias=bias is not None, weights=weights, bias=bias,
        inputs=inputs, z=z, output=float(function.function(np.array([z]))[0]),
    )  # fmt: skip


def arithmetic(*args: Any, shown: Any = None, **kw: Any) -> Arithmetic:
    numbers = neuron(*args, **kw)
    return Arithmetic(numbers, tuple(range(len(numbers.weights)) if shown is None else shown))  # type: ignore[arg-type]


def worked_out(line: str) -> tuple[float, float, float]:
    """What the terms of a line add up to, the sum that it says, and the output."""
    line = line.replace(MINUS, "-")
    left, right = re.split(r" [=\N{ALMOST EQUAL TO}] ", line)
    left = re.sub(r"\(\d[\d,]* more\)", "", left)
    z, *_, output = right.split(", ")
    # A sum of products of numbers is what Python reads too.
    total = eval(left.replace(TIMES, "*"), {"__builtins__": {}})
    return float(total), float(z), float(output)


def test_the_example_of_a_neuron() -> None:
    line = " ".join(arithmetic([0.31, -0.8], [1.2, 0.41], 0.13).pieces(2))
    assert line == (f"0.31 {TIMES} 1.20 {MINUS} 0.80 {TIMES} 0.41 + 0.13 = 0.17, ReLU, 0.17")


def test_negative_inputs_stand_in_parentheses() -> None:
    line = arithmetic([0.5, -0.5], [-1.0, -2.0]).pieces(2)
    assert line[:2] == [f"0.50 {TIMES} ({MINUS}1.00)", f"{MINUS} 0.50 {TIMES} ({MINUS}2.00)"]


def test_as_many_digits_as_it_takes() -> None:
    # To two decimals the line would read 0.33 x 1.50 = 0.49.
    line = " ".join(arithmetic([0.3251], [1.5049]).pieces(1))
    total, z, output = worked_out(line)
    assert f"{total:.2f}" == f"{z:.2f}" == "0.49"
    assert output == z


def test_small_and_large_numbers_are_not_lost() -> None:
    line = " ".join(arithmetic([1e-5, 3.0], [2e3, 1e-3]).pieces(2))
    assert f"1e{MINUS}5 {TIMES} 2e3" in line
    assert "0.023" in line


def test_other_terms_are_summed_up() -> None:
    weights, inputs = np.linspace(-2, 2, 12), np.cos(np.arange(12.0))
    sums = arithmetic(weights, inputs, 0.5, shown=[0, 1, 2, 9, 10, 11])
    assert sums.term_counts == [6, 5, 4, 3, 2, 1]
    for count in sums.term_counts:
        line = " ".join(sums.pieces(count))
        assert f"({12 - count} more)" in line
        total, z, _ = worked_out(line)
        assert total == pytest.approx(z, abs=0.006)
        products = np.abs(weights * inputs)[[0, 1, 2, 9, 10, 11]]
        kept = [0, 1, 2, 9, 10, 11]
        expected = sorted(kept[k] for k in np.argsort(-products)[:count])
        assert sums.terms(count) == expected
        assert sums.rest(count) == pytest.approx(
            sum(w * x for k, (w, x) in enumerate(zip(weights, inputs, strict=True))
                if k not in expected)
        )  # fmt: skip


def test_a_single_term_is_never_called_the_rest() -> None:
    assert arithmetic([1, 2, 3], [1, 1, 1]).term_counts == [3, 1]
    assert arithmetic([1, 2], [1, 1]).term_counts == [2]
    assert arithmetic([1], [1]).term_counts == [1]


def test_the_sum_alone() -> None:
    assert arithmetic([0.5], [2.0], activation="logistic").pieces(0) == [
        "z = 1.00, sigmoid (logistic), 0.73"
    ]


def test_a_probability_is_not_rounded_to_a_certainty() -> None:
    end = arithmetic([9.0], [1.0], activation="logistic").pieces(1)[-1]
    assert end.endswith("sigmoid (logistic), 0.9999")
    end = arithmetic([-9.0], [1.0], activation="logistic").pieces(1)[-1]
    assert end.endswith("1.23e\N{MINUS SIGN}4")


def test_missing_numbers_are_said() -> None:
    line = " ".join(arithmetic([np.nan, 1.0], [1.0, 2.0]).pieces(2))
    assert line.endswith("= nan, ReLU, nan")


NUMBERS = st.floats(-50, 50, allow_nan=False).map(lambda v: round(v, 6))


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6),
    NUMBERS,
    st.sampled_from(["relu", "tanh", "logistic", "identity", "step"]),
)
def test_every_line_adds_up(pairs: Any, bias: float, activation: str) -> None:
    weights, inputs = zip(*pairs, strict=True)
    sums = arithmetic(weights, inputs, bias, activation=activation)
    line = " ".join(sums.pieces(len(pairs)))
    total, z, output = worked_out(line)
    if " = " in line:
        assert sums.result(total) == sums.result(z)
        bent = float(get_activation(activation).function(np.array([z]))[0])
        assert sums.end(bent) == sums.end(output)


def test_signs() -> None:
    assert signed("0.1") == "+ 0.1"
    assert signed(f"{MINUS}0.1") == f"{MINUS} 0.1"
    assert signed(f"{MINUS}0.1", first=True) == f"{MINUS}0.1"
    assert in_product("2") == "2"
    assert in_product(f"{MINUS}2") == f"({MINUS}2)"


def test_kept_whole() -> None:
    assert not kept_whole(fixed(2)(0.001), 0.001)
    assert kept_whole(significant(2)(0.001), 0.001)
    assert kept_whole("0.00", 0.0)
    assert not kept_whole("1.00", 0.9999, (0.0, 1.0))


class TestShownInputs:
    def test_heaviest_in_their_order(self) -> None:
        numbers = NeuronNumbers("relu", 6, weights=np.array([0.1, -5.0, 0.2, 3.0, -0.3, 4.0]))
        assert shown_inputs(numbers, 3).tolist() == [1, 3, 5]
        assert shown_inputs(numbers, 5).tolist() == [0, 1, 2, 3, 4, 5]  # one more than most
        assert shown_inputs(numbers, None).size == 6

    def test_of_symbols_the_first_and_the_last(self) -> None:
        assert shown_inputs(NeuronNumbers("step", 30), 5).tolist() == [
            0, 1, 2, 28, 29,
        ]  # fmt: skip

    def test_missing_weights_count_as_heavy(self) -> None:
        numbers = NeuronNumbers("relu", 5, weights=np.array([1, 2, np.nan, 3, 4]))
        assert 2 in shown_inputs(numbers, 2)
