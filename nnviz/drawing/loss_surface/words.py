"""The words of a loss surface: what its axes are called, and what its lines and marks mean."""

from __future__ import annotations

import numpy as np

from nnviz.drawing.words import format_number, literal, short_number
from nnviz.network import Network
from nnviz.notation import Notation
from nnviz.surfaces import Descent, Direction, LossSurface

_NAME = 60  # characters of a name
_CLIP = 18  # the same where room is scarce
PROJECTION = "other weights moved too, and its losses with them"


def weight_symbol(network: Network, direction: Direction, notation: Notation) -> str:
    """The LaTeX of the weight or bias that an axis moves, with its dollar signs."""
    weight = direction.weight
    assert weight is not None
    n = network.n_layers
    if weight[1] == "bias":
        return f"${notation.bias(weight[0], weight[2], n)}$"
    (source, i), (target, j) = weight
    return f"${notation.weight(target, i, j, n, source=source)}$"


def weight_words(network: Network, direction: Direction, notation: Notation) -> str:
    """Where a weight leads, in words: "from input 0 to neuron 4 of hidden 1"."""
    weight = direction.weight
    assert weight is not None
    if weight[1] == "bias":
        return f"of {_neuron(network, weight[0], weight[2], notation)}"
    (source, i), (target, j) = weight
    ends = _neuron(network, source, i, notation), _neuron(network, target, j, notation)
    return f"from {ends[0]} to {ends[1]}"


def _neuron(network: Network, layer: int, index: int, notation: Notation) -> str:
    kind = {0: "input", network.depth: "output"}.get(layer)
    names = network.layers[layer].names
    if kind == "output" and network.sizes[-1] == 1:
        return "the output"
    if kind is not None and names is not None:
        return f"{kind} {literal(names[index], 40)}"
    number = index + notation.index_base
    if kind is not None:
        return f"{kind} {number}"
    return f"neuron {number} of {literal(network.layer_name(layer), 40)}"


def axis_ways(surface: LossSurface, k: int, notation: Notation) -> list[tuple[str, bool]]:
    """Ways to name an axis, the longest first, each with whether it holds mathematics."""
    direction = surface.directions[k]
    if direction.kind == "weight" and direction.weight is not None:
        what = _kind(direction)
        symbol = weight_symbol(surface.network, direction, notation)
        words = weight_words(surface.network, direction, notation)
        safe = words.replace("$", r"\$")
        return [
            (f"{what} {symbol} {safe}", True), (f"{what} {symbol}", True), (symbol, True),
            (f"{what} {words}", False),
        ]  # fmt: skip
    return [(name, False) for name in _direction_names(direction, k)]


def _direction_names(direction: Direction, k: int) -> list[str]:
    if direction.kind == "random":
        name = f"random direction {k + 1}"
        return [f"step along {name} (filter-normalised)", f"step along {name}", name,
                f"direction {k + 1}"]  # fmt: skip
    name = f"principal component {k + 1}"
    if direction.explained is None:
        return [f"step along {name}", name, f"component {k + 1}", f"PC {k + 1}"]
    part = share(direction.explained)
    return [
        f"step along {name} ({part} of the snapshots' variance)",
        f"{name} ({part} of the snapshots' variance)",
        f"{name} ({part})", f"component {k + 1} ({part})",
        f"PC {k + 1} ({part})", f"PC {k + 1}",
    ]  # fmt: skip


def share(part: float) -> str:
    """A part of a whole in percent; it reads 100% or 0% only where it is that.

    Examples
    --------
    >>> share(0.934), share(0.9998), share(1.0), share(0.0004)
    ('93%', '99.98%', '100%', '0.04%')
    """
    for digits in range(5):
        text = f"{100 * part:.{digits}f}"
        if float(text) not in (0.0, 100.0):
            break
    else:
        text = f"{100 * part:.0f}"
    return f"{text}%"


def _kind(direction: Direction) -> str:
    """What a single parameter is."""
    weight = direction.weight
    return "bias" if weight is not None and weight[1] == "bias" else "weight"


def loss_name(surface: LossSurface) -> str:
    """What the loss is called, with its penalty: "log loss + L2"."""
    return literal(surface.loss_label, _NAME) + (" + L2" if surface.l2 else "")


def loss_ways(surface: LossSurface, *, log: bool) -> list[str]:
    """What the loss is called where it stands by its numbers, from long to short."""
    name = loss_name(surface)
    scales = ["logarithmic scale", "log scale"] if log else []
    return [*(f"{name}, {scale}" for scale in scales), name]


def present_words(surface: LossSurface) -> list[str]:
    """What the dot at the present weights says, from long to short."""
    loss = f"loss {short_number(surface.loss)}"
    weights = [d for d in surface.directions if d.kind == "weight"]
    if not weights:
        return [f"present weights: {loss}", f"present: {loss}"]
    if len(weights) > 1:
        return [f"present weights: {loss}", f"present: {loss}"]
    what = _kind(weights[0])
    value = short_number(surface.present[0])
    return [f"present {what} {value}: {loss}", f"present: {loss}"]


def slope_words(surface: LossSurface) -> list[str]:
    """What the tangent says, from long to short."""
    slope, kind = surface.slopes[0], _kind(surface.directions[0])
    derivative = "dL/db" if kind == "bias" else "dL/dw"
    number = short_number(slope)
    return [f"tangent, slope {number}: {derivative}", f"slope {number}"]


def lowest_words(value: float, *, at_rim: bool) -> list[str]:
    """What the hollow mark says."""
    where = ", at its edge" if at_rim else ""
    number = short_number(value)
    return [f"lowest on this grid{where}: {number}", f"lowest{where}: {number}"]


def descent_words(descent: Descent) -> list[str]:
    """What a training is called, from long to short."""
    name = literal(descent.name, _NAME)
    epochs = int(descent.epochs[-1] - descent.epochs[0]) if len(descent.epochs) else 0
    losses = descent.losses[np.isfinite(descent.losses)]
    along = ""
    if len(losses) > 1:
        along = f"{short_number(losses[0])} to {short_number(losses[-1])}"
        along += f", {epochs:,} epoch{'' if epochs == 1 else 's'}"
    elif len(losses):
        along = short_number(losses[0])
    how = "" if descent.exact else " (projection)"
    clipped = name if len(name) <= _CLIP else name[: _CLIP - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return [f"{name}{how}: {along}" if along else f"{name}{how}", f"{name}{how}",
            f"{clipped}{how}"]  # fmt: skip


def stays(surface: LossSurface) -> list[str]:
    """That all that does not move along the axes stays; nothing where all moves."""
    kinds = {direction.kind for direction in surface.directions}
    if kinds == {"weight"}:
        others = surface.network.n_parameters - len(surface.directions)
        return ["all other weights stay as they are"] if others else []
    return ["biases stay as they are"] if kinds == {"random"} else []


def count_words(n: int, what: str = "point") -> str:
    """A count of things.

    Examples
    --------
    >>> count_words(1), count_words(2000)
    ('1 point', '2,000 points')
    """
    return f"{format_number(n, ',.0f')} {what}{'' if n == 1 else 's'}"
