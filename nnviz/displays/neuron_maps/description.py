"""Neuron maps in words, for who cannot see them."""

from __future__ import annotations

import numpy as np

from nnviz.activations import get_activation
from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.words import literal

_LONGEST = 60  # letters of a name
_MOST_HELD = 300  # letters of what is held


def describe(numbers: MapNumbers) -> str:
    """Two to four sentences from the numbers of neuron maps."""
    sentences = [_first(numbers), _outputs(numbers)]
    hidden = numbers.silent[1:-1]
    n_hidden, n_silent = sum(map(len, hidden)), sum(int(mask.sum()) for mask in hidden)
    if n_silent:
        sentences.append(
            f"{n_silent:,} of {n_hidden:,} hidden neurons put out 0 for all "
            f"{numbers.n_samples:,} samples."
        )
    held = numbers.grid.plane.held()
    if held:
        sentences.append(f"Held fixed: {literal(held, _MOST_HELD)}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _first(numbers: MapNumbers) -> str:
    sizes = "-".join(map(str, numbers.network.sizes))
    axes = " and ".join(literal(axis.label, _LONGEST) for axis in numbers.grid.plane.axes)
    activation = numbers.network.layers[1].activation if numbers.network.depth > 1 else None
    kind = f" with {get_activation(activation).label} hidden neurons" if activation else ""
    what = "Curves" if numbers.one_input else "Maps"
    return f"{what} of every neuron's activation over {axes}, for a {sizes} network{kind}."


def _outputs(numbers: MapNumbers) -> str:
    maps = numbers.maps[-1]
    known = np.isfinite(maps).all(axis=0)
    if not known.any():
        return "No output is a finite number."
    part_of = "map" if known.all() else "part where the outputs are finite numbers"
    if numbers.kind == "binary":
        part = float(np.mean(maps[0][known] > 0.5))
        likely = f"Class {literal(numbers.classes[1], _LONGEST)} is the more probable one"
        return f"{likely} on {part:.0%} of the {part_of}."
    if numbers.kind == "classes":
        best = maps[:, known].argmax(axis=0)
        won = np.bincount(best, minlength=len(maps)) / best.size
        each = [
            f"{literal(name, _LONGEST)} on {part:.0%}"
            for name, part in zip(numbers.classes, won, strict=True)
        ]
        return f"The most probable class is {', '.join(each[:10])} of the {part_of}."
    low, high = float(maps[:, known].min()), float(maps[:, known].max())
    where = "" if known.all() else " where it is a finite number"
    return f"The output runs from {low:.3g} to {high:.3g}{where}."
