"""The line below a neuron: its formula or its arithmetic, broken or shortened as the room asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.transforms import blended_transform_factory

from nnviz.drawing.frame import Frame, Room, measure, points_from
from nnviz.drawing.neuron.arithmetic import Arithmetic, signed, term_counts
from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.drawing.neuron.symbols import NeuronSymbols
from nnviz.drawing.words import (
    SUBSCRIPT,
    add_text,
    format_number,
    normal_size,
    shrinking_sizes,
    smallest_size,
)
from nnviz.notation import Notation

_GAP = 8.0  # points between the line and what stands above it
_WIDEST = 0.94  # the part of the axes' width that it may take
_TALLEST = 0.16  # the part of its height, as long as a smaller or shorter form will do
_MOST_LINES = 3
_SPACE = 0.36  # the width of a space, in its size, and a little more

Pieces = list[str]


class FormulaLine:
    """One text, in the longest of some forms that fits.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    forms : sequence of list of str
        The forms, the longest first; each in pieces between which it may be broken.
    what : str
        What it is, for the note that says that it does not fit.
    math : bool
        Whether there are symbols of ours in it.
    """

    def __init__(
        self, frame: Frame, forms: Sequence[Pieces], what: str, *, math: bool, **kw: Any
    ) -> None:
        ax = frame.ax
        self._frame, self._forms, self._what, self._math = frame, forms, what, math
        self._size = kw.get("fontsize", kw.get("size"))
        where = blended_transform_factory(ax.transAxes, points_from(ax, 0, 0))
        options = {"ha": "center", "va": "bottom", **kw, "transform": where, "math": math}
        self.text = add_text(ax, 0.5, 0.0, "", **options)
        self._widths: dict[str, float] = {}

    def claim(self, room: Room) -> None:
        """Take room at the bottom for the longest form that fits."""
        attempts = self._attempts()
        limits = [_TALLEST * room.height] * len(attempts) + [room.height] * len(attempts)
        widest = _WIDEST * room.width
        for (pieces, size, most_lines), tallest in zip(attempts * 2, limits, strict=True):
            lines = self._broken(pieces, size, widest)
            if len(lines) > most_lines:
                continue
            self.text.set(text="\n".join(lines), fontsize=size, y=room.bottom, visible=True)
            width, height = measure(self.text)
            if width <= widest and height <= tallest and room.take(bottom=height + _GAP):
                self._frame.note("formula", None)
                return
        self.text.set_visible(False)
        self._frame.note("formula", self._what)

    def _attempts(self) -> list[tuple[Pieces, float, int]]:
        """Shrink, then break into lines, then leave terms out."""
        sizes = [self._size] if self._size else [normal_size(), *shrinking_sizes()]
        if self._math and not self._size:  # where there are subscripts, they have to be legible
            sizes = sorted({max(size, smallest_size() / SUBSCRIPT) for size in sizes}, reverse=True)
        first, *others = self._forms
        sizes = sizes * 2 if len(sizes) == 1 else sizes
        large, small = sizes[:2], sizes[2:]
        lines = range(1, _MOST_LINES + 1)
        tries = [(first, size, n) for n in lines for size in large]
        tries += [(first, size, n) for size in small for n in lines]
        return tries + [(form, size, n) for form in others for size in sizes[1:] for n in (1, 2)]

    def _broken(self, pieces: Pieces, size: float, widest: float) -> list[str]:
        """The pieces in lines, by the widths that they have one by one."""
        lines: list[list[str]] = []
        used = 0.0
        for piece in pieces:
            width = self._width(piece) * size
            if lines and used + _SPACE * size + width <= widest:
                lines[-1].append(piece)
                used += _SPACE * size + width
            else:
                lines.append([piece])
                used = width
        return [" ".join(line) for line in lines]

    def _width(self, piece: str) -> float:
        """Its width as a part of its size; measured once."""
        if piece not in self._widths:
            self.text.set(text=piece, fontsize=normal_size())
            self._widths[piece] = measure(self.text)[0] / normal_size()
        return self._widths[piece]


def arithmetic_forms(arithmetic: Arithmetic) -> list[Pieces]:
    """The arithmetic of a sample with fewer and fewer terms, and at last the sum alone."""
    return [arithmetic.pieces(count) for count in [*arithmetic.term_counts, 0]]


def symbol_forms(
    numbers: NeuronNumbers, symbols: NeuronSymbols, notation: Notation
) -> list[Pieces]:
    """The formula of a neuron of symbols: all of its terms, or a sum sign."""
    base = notation.index_base
    last = numbers.n_inputs if base == 1 else _less_one(numbers.n_inputs)
    input_, weight = (_any(symbols.inputs[0], base), _any(symbols.weights[0], base))
    total = rf"\sum_{{i={base}}}^{{{last}}} {weight} {input_}"
    start = f"{symbols.output} = {symbols.function}("
    short = [f"{symbols.bias} + {total}" if numbers.has_bias else total]
    if len(symbols.inputs) != numbers.n_inputs:
        return [[f"${start}{short[0]})$"]]
    terms = [f"{w} {x}" for w, x in zip(symbols.weights, symbols.inputs, strict=True)]
    terms = [symbols.bias, *terms] if numbers.has_bias else terms
    line = [f"${start}{terms[0]}$", *(f"+ ${term}$" for term in terms[1:])]
    line[-1] = f"{line[-1][:-1]})$"
    return [line, [f"${start}{short[0]})$"]]


def _any(symbol: str, base: int) -> str:
    """The symbol of the first input as that of input i."""
    return symbol.replace(f"_{{{base}}}", "_{i}")


def _less_one(number: int | str) -> str:
    return str(number - 1) if isinstance(number, int) else f"{number}-1"


def model_forms(
    numbers: NeuronNumbers, symbols: NeuronSymbols, shown: Sequence[int]
) -> list[Pieces]:
    """The formula of a neuron of a model, with its weights as numbers and its inputs as symbols."""
    assert numbers.weights is not None
    n, end = int(numbers.n_inputs), f"${symbols.output} = {symbols.function}({symbols.z})$"
    forms: list[Pieces] = []
    for count in term_counts(len(shown), n):
        heaviest = sorted(range(len(shown)), key=lambda k: -abs(numbers.weights[shown[k]]))[:count]  # type: ignore[index]
        line: Pieces = []
        for k in sorted(heaviest):
            weight = format_number(float(numbers.weights[shown[k]]), ".2f")
            line.append(signed(f"{weight} ${symbols.inputs[k]}$", first=not line))
        line[0] = f"${symbols.z}$ = {line[0]}"
        if count < n:
            line.append(f"+ \N{HORIZONTAL ELLIPSIS} ({n - count:,} more)")
        if numbers.bias is not None:
            line.append(signed(format_number(numbers.bias, ".2f")))
        line[-1] += ","
        forms.append([*line, end])
    return [*forms, [end]]
