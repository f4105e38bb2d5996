"""The arithmetic of one neuron in a line, with printed numbers that agree with each other.

Rounded factors need not add up to the rounded sum. A reader who checks the line with a pocket
calculator must get what it says, so as many digits are printed as that takes; where even many do
not do, the line says "about equal".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.drawing.words import format_number, minus, short_number

Format = Callable[[float], str]
_TIMES = "\N{MULTIPLICATION SIGN}"
_LARGEST = 1e4  # from here on a number is not written with decimals
_MOST_DIGITS = 9
_MANY = 12  # a line that does not hold more terms than that is tried with so many


def fixed(digits: int) -> Format:
    """Numbers with so many decimals."""
    return lambda value: format_number(value, f".{digits}f")


def significant(digits: int) -> Format:
    """Numbers with so many significant digits."""
    return lambda value: short_number(value, digits)


def printed_value(text: str) -> float:
    """The number that a reader takes from its text."""
    return float(text.replace(minus(), "-"))


def kept_whole(text: str, value: float, ends: Sequence[float] = (0.0,)) -> bool:
    """Whether a text does not claim that a value is 0, or another end that it only approaches."""
    return all(value == end or printed_value(text) != end for end in ends)


@dataclass(frozen=True)
class Arithmetic:
    """The numbers of a neuron for a sample, and the line that works them out.

    Parameters
    ----------
    numbers : NeuronNumbers
        With a sample.
    shown : tuple of int
        The inputs that the picture shows; the others are summed up.
    """

    numbers: NeuronNumbers
    shown: tuple[int, ...]

    @cached_property
    def term_counts(self) -> list[int]:
        """How many terms the line may have."""
        return term_counts(len(self.shown), int(self.numbers.n_inputs))

    def terms(self, count: int) -> list[int]:
        """The inputs whose terms are written, those of largest size, in the order of indices."""
        products = self._products
        sizes = [-abs(products[k]) if math.isfinite(products[k]) else -math.inf for k in self.shown]
        order = np.argsort(sizes, kind="stable")[:count]
        return sorted(self.shown[int(k)] for k in order)

    def rest(self, count: int) -> float | None:
        """The sum of the terms that are not written; None where all are."""
        written = set(self.terms(count))
        left = [product for k, product in enumerate(self._products) if k not in written]
        return sum(left) if left else None

    def pieces(self, count: int) -> list[str]:
        """The line with so many terms, in pieces between which it may be broken.

        Without terms it says the sum alone.
        """
        z, output = self.result(self._z), self.end(self._output)
        bent = f"{z}, {self.numbers.activation.label}, {output}"
        if count == 0:
            return [f"z = {bent}"]
        write = self.factor
        line: list[str] = []
        for k in self.terms(count):
            weight, value = write(self._weights[k]), in_product(write(self._inputs[k]))
            line.append(signed(f"{weight} {_TIMES} {value}", first=not line))
        rest, is_right = self._written_rest(count)
        if rest is not None:
            left = int(self.numbers.n_inputs) - count
            line.append(f"{signed(rest)} ({left:,} more)")
        if self.numbers.bias is not None:
            line.append(signed(write(self.numbers.bias)))
        equal = "=" if is_right else "\N{ALMOST EQUAL TO}"
        return [*line, f"{equal} {bent}"]

    @property
    def factor(self) -> Format:
        """How weights, inputs and the bias are written."""
        kind, digits, _ = self._plan
        return kind(digits)

    @property
    def result(self) -> Format:
        """How the sum is written."""
        kind, _, digits = self._plan
        return kind(digits)

    @property
    def end(self) -> Format:
        """How the output is written."""
        return self._end_beside(self.result)

    @cached_property
    def _plan(self) -> tuple[Callable[[int], Format], int, int]:
        """The fewest digits of factors and sum with which the line is right to its last one."""
        plans = [(fixed, d) for d in (2, 3, 4) if self._bear(fixed(d))]
        plans += [(significant, d) for d in range(3, _MOST_DIGITS)]
        for kind, most in plans:
            whole = self._added_up(len(self.shown), kind(most), kind(most))
            fewest = 2 if kind is fixed and (abs(self._z) >= 0.1 or not self._z) else 3
            for digits in range(fewest, most + 3):
                result = kind(digits)
                z = result(self._z)
                if not kept_whole(z, self._z) or not self._bends_to_output(z, result):
                    continue
                if result(whole) == z:
                    return kind, most, digits
        return significant, 4, 4

    def _bear(self, write: Format) -> bool:
        """Whether decimals suit all factors: none so large, and none so small that it goes."""
        factors = [*self._weights, *self._inputs, self.numbers.bias or 0.0]
        return all(abs(v) < _LARGEST and kept_whole(write(v), v) for v in factors)

    def _end_beside(self, result: Format) -> Format:
        """How the output is written beside such a sum: never as a bound that it only approaches."""
        size = abs(self._output)
        if self._output == self._z:
            return result
        if size >= 100:
            return significant(4)
        choices = [fixed(2), fixed(3), fixed(4)][0 if size >= 0.1 or not size else 1 :]
        ends = (0.0, *self.numbers.activation.range)
        for write in choices if size >= 0.01 or not size else ():
            if kept_whole(write(self._output), self._output, ends):
                return write
        return significant(3) if size < 0.1 else fixed(4)

    def _bends_to_output(self, z: str, result: Format) -> bool:
        """Whether the printed sum, put through the activation, gives the printed output."""
        curve = self.numbers.curve
        if curve is None:
            return True
        with np.errstate(all="ignore"):
            output = float(curve(np.array([printed_value(z)]))[0])
        end = self._end_beside(result)
        return end(output) == end(self._output)

    def _added_up(self, count: int, factor: Format, rest: Format) -> float:
        """What a reader gets who works out the line with so many terms."""
        total = sum(
            printed_value(factor(self._weights[k])) * printed_value(factor(self._inputs[k]))
            for k in self.terms(count)
        )
        left = self.rest(count)
        total += 0.0 if left is None else printed_value(rest(left))
        bias = self.numbers.bias
        return total + (0.0 if bias is None else printed_value(factor(bias)))

    def _written_rest(self, count: int) -> tuple[str | None, bool]:
        """The sum of the other terms, with as many digits as it takes; and whether they do."""
        kind, digits, of_sum = self._plan
        z = self.result(self._z)
        rest = self.rest(count)
        for more in range(digits, _MOST_DIGITS):
            if kind(of_sum)(self._added_up(count, self.factor, kind(more))) == z:
                return (None if rest is None else kind(more)(rest)), True
        return (None if rest is None else self.factor(rest)), False

    @cached_property
    def _weights(self) -> list[float]:
        assert self.numbers.weights is not None
        return [float(value) for value in self.numbers.weights]

    @cached_property
    def _inputs(self) -> list[float]:
        assert self.numbers.inputs is not None
        return [float(value) for value in self.numbers.inputs]

    @cached_property
    def _products(self) -> list[float]:
        return [w * x for w, x in zip(self._weights, self._inputs, strict=True)]

    @property
    def _z(self) -> float:
        assert self.numbers.z is not None
        return self.numbers.z

    @property
    def _output(self) -> float:
        assert self.numbers.output is not None
        return self.numbers.output


def term_counts(n_shown: int, n_inputs: int) -> list[int]:
    """How many terms a line may have: all that are shown, or fewer, but never one too few.

    Examples
    --------
    >>> term_counts(4, 4), term_counts(3, 30)
    ([4, 2, 1], [3, 2, 1])
    """
    fewer = range(min(n_shown - 1, _MANY), 0, -1)
    return [n_shown, *(k for k in fewer if n_inputs - k >= 2)]


def in_product(text: str) -> str:
    """A number as a second factor: a negative one in parentheses."""
    return f"({text})" if text.startswith(minus()) else text


def signed(text: str, *, first: bool = False) -> str:
    """A term of a sum, with the sign before it set apart: "+ 0.13", or "0.13" if it is the first.

    Examples
    --------
    >>> signed("0.13"), signed("\N{MINUS SIGN}0.13"), signed("0.13", first=True)
    ('+ 0.13', '\N{MINUS SIGN} 0.13', '0.13')
    """
    negative = text.startswith(minus())
    if first:
        return text
    return f"{minus()} {text.removeprefix(minus())}" if negative else f"+ {text}"
