"""What a picture of one weight's gradient says: captions, the sum over paths, closed gates."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from nnviz.activations import get_activation
from nnviz.drawing.backprop.numbers import FEW_PATHS, BackpropNumbers
from nnviz.drawing.words import minus, short_number
from nnviz.network import Network
from nnviz.notation import Notation
from nnviz.paths import Factor

_CLOSED = "\N{BLACK CIRCLE}"
_OPEN = "\N{WHITE CIRCLE}"


def layer_captions(network: Network, notation: Notation) -> list[list[str]]:
    """For each layer the forms of the caption above it, the longest first."""
    n, last = network.n_layers, network.depth
    captions = []
    for layer in range(n):
        if layer == 0:
            symbol = f"${notation.input(None)}$"
            captions.append([f"inputs {symbol}"] * 2 + [symbol, "inputs", "in"])
            continue
        what, short = ("output", "out") if layer == last else ("activations", f"h{layer}")
        symbol = notation.output(None, network.sizes[-1]) if layer == last else (
            notation.activation(layer, None, n))  # fmt: skip
        function = f"${notation.function(layer, n)}$"
        activation = network.layers[layer].activation
        label = function if activation is None else get_activation(activation).label
        says = function if activation is None else f"{function} = {label}"
        broken = says.replace(" (", "\n(")
        name = network.layer_name(layer) if network.layers[layer].caption is None else short
        plain = "" if activation is None else "\n" + label.replace(" ", "\n")
        captions.append([
            f"{what} ${symbol}$\n{says}",
            f"{what} ${symbol}$\n{broken}",
            f"${symbol}${plain}",
            f"{name}{plain}",
            short,
        ])  # fmt: skip
    return captions


def loss_caption(notation: Notation, label: str | None) -> list[str]:
    """The forms of the caption above the loss."""
    symbol = f"loss ${notation.loss()}$"
    if label is None:
        return [symbol, symbol, symbol, "loss", "loss"]
    broken = label.replace(" ", "\n")
    return [f"{symbol}\n{label}", f"{symbol}\n{broken}", symbol, "loss", "loss"]


def weight_captions(network: Network, notation: Notation) -> tuple[list[int], list[list[str]]]:
    """The layers that the layer before feeds, and for each the forms of its weights' caption."""
    layers = [r for r in range(1, network.n_layers) if network.connection(r - 1, r) is not None]
    symbols = [f"${notation.weight(r, 'i', 'j', network.n_layers)}$" for r in layers]
    return layers, [[f"weights {s}", f"weights\n{s}", s] for s in symbols]


def factor_forms(factor: Factor) -> list[str]:
    """How a factor is written: with what it is a function of, or without."""
    symbol = factor.symbol.replace(r"\frac{", r"\dfrac{")
    return [f"${symbol}$", f"${_without_argument(symbol)}$"]


def _without_argument(symbol: str) -> str:
    head, primed, _ = symbol.partition(r"\prime}(")
    return head + r"\prime}" if primed else symbol


def inline(latex: str) -> str:
    """A derivative on one line: dL / dw."""
    found = re.fullmatch(r"\\frac\{(.+?)\}\{(\\partial .+)\}", latex)
    return latex if found is None else f"{found[1]} / {found[2]}"


def sum_forms(numbers: BackpropNumbers) -> list[list[str]]:
    """How the gradient is a sum over paths and samples, in pieces that may be broken between."""
    gradient = f"${inline(numbers.rule.gradient_latex)}$"
    if numbers.start.target[0] < numbers.network.depth:
        many = "over all samples and paths"
    else:
        many = "over all samples"
    if numbers.routes:
        sentence = [gradient, "is", "the", "sum", "of", "such", "products", *many.split(" ")]
    else:
        sentence = [gradient, "is", "a", "sum", *many.split(" ")]
    return [sentence, ["a", "sum", *many.split(" ")]]


def formula_forms(numbers: BackpropNumbers) -> list[list[str]]:
    """The whole sum, where no path is chosen."""
    # Displayed fractions: in small ones the subscripts of subscripts could not be read.
    whole = numbers.rule.sum_latex.replace(r"\frac{\partial", r"\dfrac{\partial")
    return [[f"${whole}$"], *sum_forms(numbers)]


def contribution_forms(numbers: BackpropNumbers) -> list[list[str]]:
    """The signed contributions of paths and their sum, which is the gradient."""
    assert numbers.paths is not None
    paths = numbers.paths
    n = paths.n_samples
    samples = "1 sample" if n == 1 else f"{n:,} samples"
    n_paths = paths.n_paths
    many = "" if n_paths == 1 else f" and {n_paths:,} paths"
    start = f"${inline(numbers.rule.gradient_latex)}$ = sum over {samples}{many} ="
    brief = f"${inline(numbers.rule.gradient_latex)}$ over {samples} ="
    total = short_number(paths.gradient)
    terms: list[str] = []
    written: list[str] = []
    for name, value in numbers.contributions():
        number = short_number(value)
        written.append(number)
        sign = "+ "
        if number.startswith(minus()):
            sign, number = f"{minus()} ", number.removeprefix(minus())
        if not terms:
            sign = sign.strip() if sign[0] != "+" else ""
        terms.append(f"{sign}{number}" + (f" ({name})" if name else ""))
    equal = "=" if _adds_up(written, total) else "\N{ALMOST EQUAL TO}"
    short = [brief, total]
    if len(terms) < 2:
        return [[start, total], short]
    bare = [term.partition(" (")[0] for term in terms]
    end = f"{equal} {total}"
    forms = [[start, *terms, end], [brief, *terms, end]]
    if len(terms) <= FEW_PATHS and len(numbers.routes) == 1 and len(terms) > 2:
        chosen = numbers.contributions()[0][1]
        rest = short_number(paths.gradient - chosen)
        signed = f"{minus()} {rest[1:]}" if rest.startswith(minus()) else f"+ {rest}"
        alike = "=" if _adds_up([written[0], rest], total) else "\N{ALMOST EQUAL TO}"
        others = f"{signed} ({paths.n_paths - 1} others)"
        forms.append([brief, terms[0], others, f"{alike} {total}"])
    else:
        forms.append([brief, *bare, end])
    return [*forms, short]


def _adds_up(written: Sequence[str], total: str) -> bool:
    numbers = [float(text.replace(minus(), "-")) for text in (*written, total)]
    if not np.isfinite(numbers).all():
        return True  # as floating point adds them up
    largest = max(abs(number) for number in numbers)
    return abs(sum(numbers[:-1]) - numbers[-1]) <= 1e-9 * largest


def sample_forms(numbers: BackpropNumbers) -> list[list[str]]:
    """What the second row's sample adds along the chosen path, or why it adds nothing at all."""
    rule = numbers.rule
    sample = f"sample {rule.sample}:"
    if numbers.sample_is_zero():
        why = _why_zero(numbers)
        one = numbers.paths is not None and numbers.paths.n_paths == 1
        words = ["the", "product", "is"] if one else ["all", "products", "are"]
        return [[sample, *words, f"0{why}"], [f"{sample} 0"]]
    if not numbers.routes or rule.product is None:
        return []
    product = short_number(rule.product)
    why = _why_zero(numbers) if rule.product == 0 else ""
    return [[sample, "product", "along", "the", "chosen", "path", f"{product}{why}"],
            [sample, "product", product]]  # fmt: skip


def _why_zero(numbers: BackpropNumbers) -> str:
    gate = closed_gate(numbers)
    return "" if gate is None else f" ({gate})"


def closed_gate(numbers: BackpropNumbers) -> str | None:
    """What makes the product zero for the sample, in symbols: the first closed gate, or a zero."""
    order = {"slope": 0, "input": 1, "weight": 2, "loss": 3}
    zeros = [factor for factor in numbers.rule.factors if factor.value == 0.0]
    if not zeros:
        return None
    factor = min(zeros, key=lambda zero: order[zero.kind])
    short = _without_argument(factor.symbol)
    if factor.kind != "slope" or factor.neuron is None:
        return f"${inline(factor.symbol)} = 0$"
    layer, neuron = factor.neuron
    z = numbers.weighted_sum(layer, neuron)
    assert z is not None  # there are no values without data
    network = numbers.network
    symbol = numbers.rule.notation.preactivation(layer, neuron, network.n_layers)
    activation = network.layers[layer].activation
    kinks = get_activation(activation).kinks if activation is not None else ()
    if 0.0 not in kinks:
        return f"${inline(factor.symbol)} = 0$"
    side = "<" if z < 0 else ">" if z > 0 else "="
    return f"${symbol} {side} 0$, so ${short} = 0$"


def together(notes: Sequence[str]) -> list[str]:
    """Notes as they are written: what does not fit is one note."""
    end = " do not fit"
    missing = [note.removesuffix(end) for note in notes if note.endswith(end)]
    others = [note for note in notes if not note.endswith(end)]
    return [*others, f"no room for {', '.join(missing)}"] if missing else others


def notes_of(numbers: BackpropNumbers, *, hidden: int, names: Sequence[str]) -> dict[str, str]:
    """The notes of the picture by what they are about, before anything is known of the room."""
    notes = {}
    if numbers.paths is not None:
        gradient = numbers.paths.gradient
        if gradient > 0:
            notes["sign"] = "positive: lowering this weight lowers the loss"
        elif gradient < 0:
            notes["sign"] = "negative: raising this weight lowers the loss"
        elif gradient == 0:
            notes["sign"] = "zero: a small change of this weight leaves the loss as it is"
        missing, _ = numbers.n_missing
        if missing:
            edges = "1 edge" if missing == 1 else f"{missing:,} edges"
            notes["missing"] = f"NaN or infinite part of the gradient: {edges}, widest"
        notes["widths"] = "width: part of the gradient through an edge"
    gates = {factor.value for factor in numbers.gates()}
    marks = [f"{_OPEN} open (h\N{PRIME} = 1)"] if 1.0 in gates else []
    marks += [f"{_CLOSED} closed (h\N{PRIME} = 0)"] if 0.0 in gates else []
    marks = [mark.replace(" ", "\N{NO-BREAK SPACE}") for mark in marks]  # a line ends elsewhere
    if marks:
        notes["gates"] = f"gates for sample {numbers.rule.sample}: {', '.join(marks)}"
    if names:
        outputs = "output" if len(names) == 1 else "outputs"
        notes["outputs"] = f"{outputs}: {', '.join(names)}"
    if hidden:
        notes["hidden"] = "paths through neurons not shown are left out"
    return notes
