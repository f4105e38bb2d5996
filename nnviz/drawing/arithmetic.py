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

from nnviz.drawing.neuron_numbers import NeuronNumbers
from nnviz.drawing.words import format_number, minus, short_number

Format = Callable[[float], str]
_TIMES = "\N{MULTIPLICATION SIGN}"
_LARGEST = 1e4  # from here on a number is not written with decimals
_MOST_DIGITS = 9


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
        """How many terms the line may have: all that are shown, or fewer, but never one less."""
        whole, n = len(self.shown), int(self.numbers.n_inputs)
        return [k for k in range(whole, 0, -1) if k == n or n - k >= 2]

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
        bent = f"{self.numbers.activation.label},"
        if count == 0:
            return [f"z = {z},", *bent.split(), output]
        write, line = self.factor, []
        for k in self.terms(count):
            weight, value = write(self._weights[k]), write(self._inputs[k])
            value = f"({value})" if value.startswith(minus()) else value
            line.append(signed(f"{weight} {_TIMES} {value}", first=not line))
        rest = self.rest(count)
        if rest is not None:
            left = int(self.numbers.n_inputs) - count
            line.append(f"{signed(write(rest))} ({left:,} more)")
        if self.numbers.bias is not None:
            line.append(signed(write(self.numbers.bias)))
        equal = "=" if self._plan[3] else "\N{ALMOST EQUAL TO}"
        return [*line, f"{equal} {z},", *bent.split(), output]

    @property
    def factor(self) -> Format:
        """How weights, inputs and the bias are written."""
        return self._plan[0]

    @property
    def result(self) -> Format:
        """How the sum is written."""
        return self._plan[1]

    @property
    def end(self) -> Format:
        """How the output is written."""
        return self._plan[2]

    @cached_property
    def _plan(self) -> tuple[Format, Format, Format, bool]:
        """The formats with the fewest digits under which the line is right to its last digit."""
        formats = [fixed(d) for d in (2, 3, 4) if self._bear(fixed(d))]
        n_fixed = len(formats)
        formats += [significant(d) for d in range(3, _MOST_DIGITS)]
        for rank, factor in enumerate(formats):
            kind = fixed if rank < n_fixed else significant
            for digits in range(2 if kind is fixed else 3, _MOST_DIGITS):
                result = kind(digits)
                if not kept_whole(result(self._z), self._z):
                    continue
                if self._is_right(factor, result, self._end):
                    return factor, result, self._end, True
                if digits >= (2 if kind is fixed else 3) + rank:
                    break
        return significant(4), significant(4), self._end, False

    def _bear(self, write: Format) -> bool:
        """Whether decimals suit all factors: none so large, and none so small that it goes."""
        factors = [*self._weights, *self._inputs, self.numbers.bias or 0.0]
        return all(abs(v) < _LARGEST and kept_whole(write(v), v) for v in factors)

    @cached_property
    def _end(self) -> Format:
        low, high = self.numbers.activation.range
        for write in (fixed(2), fixed(3), fixed(4), significant(3)):
            text = write(self._output)
            ends = (0.0, low, high)
            if abs(self._output) < _LARGEST and kept_whole(text, self._output, ends):
                return write
        return significant(3) if abs(self._output) < 0.1 or abs(self._output) > 10 else fixed(4)

    def _is_right(self, factor: Format, result: Format, end: Format) -> bool:
        z = result(self._z)
        curve = self.numbers.curve
        if curve is not None:
            with np.errstate(all="ignore"):
                output = float(curve(np.array([printed_value(z)]))[0])
            if end(output) != end(self._output):
                return False
        for count in self.term_counts:
            parts = [
                printed_value(factor(self._weights[k])) * printed_value(factor(self._inputs[k]))
                for k in self.terms(count)
            ]
            for other in (self.rest(count), self.numbers.bias):
                parts += [] if other is None else [printed_value(factor(other))]
            if result(sum(parts)) != z:
                return False
        return True

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
