"""Neuron maps in words, for who cannot see them."""

from __future__ import annotations

import numpy as np

from nnviz.activations import get_activation
from nnviz.drawing.neuron_maps.numbers import MapNumbers


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
        sentences.append(f"Held fixed: {held}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _first(numbers: MapNumbers) -> str:
    sizes = "-".join(map(str, numbers.network.sizes))
    axes = " and ".join(axis.label for axis in numbers.grid.plane.axes)
    activation = numbers.network.layers[1].activation if numbers.network.depth > 1 else None
    kind = f" with {get_activation(activation).label} hidden neurons" if activation else ""
    what = "Curves" if numbers.one_input else "Maps"
    return f"{what} of every neuron's activation over {axes}, for a {sizes} network{kind}."


def _outputs(numbers: MapNumbers) -> str:
    maps = numbers.maps[-1]
    if not np.isfinite(maps).any():
        return ""
    if numbers.kind == "binary":
        part = float(np.mean(maps[0] > 0.5))
        return f"Class {numbers.classes[1]} is the more probable one on {part:.0%} of the map."
    if numbers.kind == "classes":
        won = np.bincount(maps.argmax(axis=0).ravel(), minlength=len(maps)) / maps[0].size
        each = [f"{name} on {part:.0%}" for name, part in zip(numbers.classes, won, strict=True)]
        return f"The most probable class is {', '.join(each[:10])} of the map."
    low, high = float(np.nanmin(maps)), float(np.nanmax(maps))
    return f"The output runs from {low:.3g} to {high:.3g}."
