"""What stands in the circles of one neuron and beside them, and what its notes say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing import diagram_words as words
from nnviz.drawing.neuron.arithmetic import Arithmetic
from nnviz.drawing.neuron.numbers import NeuronNumbers
from nnviz.drawing.neuron.options import NeuronOptions
from nnviz.drawing.neuron.symbols import NeuronSymbols, name_of_output, names_of_inputs
from nnviz.drawing.neuron_labels import Form
from nnviz.drawing.words import short_number
from nnviz.notation import Notation

# What a picture may have no room for, by the key of its note; None where the note names it.
_LACKING = {
    "names left": "the names of inputs",
    "names right": "the name of the output",
    "captions": "captions",
    "neuron labels": None,
    "edge labels": None,
    "sum": None,
    "formula": None,
}


def symbol_circles(
    symbols: NeuronSymbols, indices: Sequence[int | str], base: int, *, named: bool
) -> list[list[Form]]:
    """For the inputs, the output and the bias what may stand inside, where there is no sample.

    Inputs that are `named` outside need no index inside.
    """
    printed = ["" if named else str(k + base if isinstance(k, int) else k) for k in indices]
    inputs = Form(tuple(f"${symbol}$" for symbol in symbols.inputs), True)
    return [
        [inputs, Form(tuple(printed))],
        [Form((f"${symbols.output}$",), True), Form(("",))],
        # Mathematics beside mathematics, so that all of it takes the same size.
        [Form(("$+1$",), True), Form(("+1",))],
    ]


def value_circles(arithmetic: Arithmetic) -> list[list[Form]]:
    """For the inputs, the output and the bias what may stand inside, for a sample."""
    numbers = arithmetic.numbers
    assert numbers.inputs is not None
    assert numbers.output is not None
    inputs, output = [float(numbers.inputs[k]) for k in arithmetic.shown], numbers.output
    return [
        [
            Form(tuple(map(arithmetic.factor, inputs))),
            Form(tuple(short_number(value, 2) for value in inputs)),
        ],
        [Form((arithmetic.end(output),)), Form((short_number(output, 2),))],
        [Form(("+1",))],
    ]


def names_beside(
    numbers: NeuronNumbers, shown: NDArray[np.int64], options: NeuronOptions, notation: Notation
) -> dict[str, list[str] | None]:
    """The names left of the inputs and right of the output; None where symbols have to do."""
    inputs = names_of_inputs(numbers, shown)
    if options.input_names is not None:
        inputs = [str(options.input_names[int(k)]) for k in shown]
    output = options.output_name or name_of_output(numbers, notation)
    return {"left": inputs, "right": None if output is None else [output]}


def said(notes: Mapping[str, str], hidden_weights: int) -> list[str]:
    """The notes of a picture, with all that has no room in one of them."""
    noted: dict[str, Any] = dict(notes)
    if "edge labels" in noted:
        noted["edge labels"] = f"{hidden_weights} weight{'' if hidden_weights == 1 else 's'}"
    left_out = [what or noted[key] for key, what in _LACKING.items() if key in noted]
    others = [note for key, note in noted.items() if key not in _LACKING]
    return [*others, f"no room for {words.listed(left_out)}"] if left_out else others
