"""A picture of weights in words."""

from __future__ import annotations

import numpy as np

from nnviz.drawing.weights.numbers import WeightMatrix, WeightNumbers
from nnviz.drawing.weights.options import WeightsOptions
from nnviz.drawing.weights.words import panel_name, plural
from nnviz.drawing.words import literal, short_number
from nnviz.network import Network

_MOST = 4  # so many layers are described


def describe(numbers: WeightNumbers, options: WeightsOptions) -> str:
    """Two to four sentences on what the picture shows."""
    network, kind = numbers.network, options.shown_kind
    sizes = "-".join(str(size) for size in network.sizes)
    n = len(numbers.matrices)
    if kind == "images" and numbers.images is not None:
        images = numbers.images
        high, wide = images.images.shape[1:]
        shown, of = len(images.neurons), images.matrix.values.shape[1]
        sentences = [
            f"Weights of a {sizes} network as images of {high} by {wide}, one a neuron, for "
            f"{shown:,} of the {plural(of, 'neuron')} of "
            f"{literal(panel_name(network, images.matrix), 40)}."
        ]
        if len(images.dead):
            listing = ", ".join(str(int(k) + options.index_base) for k in images.dead[:8])
            more = ", and more" if len(images.dead) > 8 else ""
            sentences.append(f"All weights are about zero for neuron {listing}{more}.")
    elif kind == "distributions":
        what = "Histogram" if n == 1 else f"{n} histograms"
        sentences = [f"{what} of the weights of a {sizes} network, one a layer.",
                     _spreads(numbers, network)]  # fmt: skip
    else:
        what = "Heat map" if n == 1 else f"{n} heat maps"
        sentences = [
            f"{what} of the weights of a {sizes} network: rows are the neurons that weights come "
            "from, columns those that they lead to, and zero is the colour of the paper."
        ]
    if kind != "distributions":
        sentences.append(_largest(numbers, options.index_base))
    bad = sum(matrix.n_bad for matrix in numbers.matrices)
    if bad:
        sentences.append(f"{plural(bad, 'weight')} {'is' if bad == 1 else 'are'} NaN or infinite.")
    return " ".join(sentence for sentence in sentences if sentence)


def _spreads(numbers: WeightNumbers, network: Network) -> str:
    """Mean and standard deviation of the first few layers."""
    parts = []
    for matrix in numbers.matrices[:_MOST]:
        if matrix.known.size:
            mean, sd = matrix.moments()
            zeros = f" and {matrix.n_zero:,} exact zeros" if matrix.n_zero else ""
            name = literal(panel_name(network, matrix), 40)
            parts.append(
                f"{name} has mean {short_number(mean)}, standard deviation "
                f"{short_number(sd)}{zeros}"
            )
    if not parts:
        return "No weight is a finite number."
    more = "; and so on" if len(numbers.matrices) > _MOST else ""
    text = "; ".join(parts) + more + "."
    return text[:1].upper() + text[1:]


def _largest(numbers: WeightNumbers, base: int) -> str:
    """Where the weight of largest absolute value is."""
    best: tuple[float, WeightMatrix, int, int] | None = None
    for matrix in numbers.matrices:
        sizes = np.where(matrix.exists & np.isfinite(matrix.values), np.abs(matrix.values), -1.0)
        i, j = (int(k) for k in np.unravel_index(int(np.argmax(sizes)), sizes.shape))
        if sizes[i, j] >= 0 and (best is None or sizes[i, j] > best[0]):
            best = (float(sizes[i, j]), matrix, i, j)
    if best is None:
        return "No weight is a finite number."
    _, matrix, i, j = best
    value = short_number(float(matrix.values[i, j]))
    return (
        f"The largest in size is {value}, from neuron {i + base} of layer {matrix.source} to "
        f"neuron {j + base} of layer {matrix.target}."
    )
