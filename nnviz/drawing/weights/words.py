"""The words of a picture of weights: what panels are called, and what is special about them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nnviz.drawing.diagram_words import listed, output_names
from nnviz.drawing.weights.cell_names import Side
from nnviz.drawing.weights.numbers import NEAR_ZERO, WeightImages, WeightMatrix
from nnviz.drawing.words import format_number, short_number
from nnviz.network import Network
from nnviz.notation import get_notation

_CROSS = "\N{MULTIPLICATION SIGN}"
_FEW = 8  # so many neurons are listed


def plural(n: int, one: str) -> str:
    """A count of things.

    Examples
    --------
    >>> plural(1, "weight"), plural(2000, "weight"), plural(3, "bias")
    ('1 weight', '2,000 weights', '3 biases')
    """
    return f"{n:,} {one}{'' if n == 1 else 'es' if one.endswith('s') else 's'}"


def panel_name(network: Network, matrix: WeightMatrix) -> str:
    """What a panel is called: its layer, or both layers where the connection skips some."""
    if matrix.skips:
        return f"layer {matrix.source} to layer {matrix.target}"
    return network.layer_name(matrix.target)


def shape_words(matrix: WeightMatrix) -> tuple[str, str]:
    """How large a matrix is, in full and short."""
    rows, columns = matrix.values.shape
    shape = f"{rows:,} {_CROSS} {columns:,}"
    if matrix.n_weights < rows * columns:
        return f"{shape}, {plural(matrix.n_weights, 'weight')}", shape
    return f"{shape} weight{'' if rows * columns == 1 else 's'}", shape


def matrix_lines(matrix: WeightMatrix, limit: str) -> list[tuple[str, ...]]:
    """Ways to write the line under the name of a matrix, the longest first."""
    full, short = shape_words(matrix)
    if matrix.bias_exists is not None:
        full = f"{full}, {plural(int(np.count_nonzero(matrix.bias_exists)), 'bias')}"
    if not limit:
        return [(full,), (short,)]
    return [(f"{full}, {limit}",), (full, limit), (short, limit), (limit,)]


def sides(network: Network, matrix: WeightMatrix, base: int, names: bool, bias: float | None,
          ) -> tuple[Side, Side]:  # fmt: skip
    """What stands below the columns and beside the rows of a matrix."""
    source, target = (network.layer_name(k) for k in (matrix.source, matrix.target))
    rows = Side(matrix.values.shape[0], base, f"from {source}",
                _cell_names(network, matrix.source, base) if names else (), "", bias)  # fmt: skip
    columns = Side(
        matrix.values.shape[1], base, f"to {target}",
        _cell_names(network, matrix.target, base) if names else (),
        f"to {target}{_what_outputs_are(network, matrix.target)}",
    )  # fmt: skip
    return columns, rows


def _cell_names(network: Network, layer: int, base: int) -> tuple[str, ...]:
    """The names of a layer's neurons; empty where they have none."""
    names, size = network.layers[layer].names, network.sizes[layer]
    if layer == network.depth and size == 1:
        # One output says what it is: a probability, a prediction.
        notation = get_notation("course")
        return tuple(output_names(network, np.arange(1), notation))
    return names or ()


def _what_outputs_are(network: Network, layer: int) -> str:
    """That numbers below the outputs are classes rather than indices."""
    several = layer == network.depth and network.sizes[layer] > 1
    numeric = network.classes is not None and network.classes.dtype.kind in "iufb"
    return " (classes)" if several and numeric else ""


def distribution_lines(matrix: WeightMatrix) -> list[tuple[str, ...]]:
    """Ways to write the lines under the name of a distribution, the longest first."""
    known = matrix.known
    count = plural(matrix.n_weights, "weight")
    if not known.size:
        bad = matrix.n_weights and ("all are NaN or infinite",)
        return [(count, *(bad or ())), (count,)]
    mean, spread = moments_in_words(*matrix.moments())
    parts = []
    if matrix.n_zero:
        parts.append(f"{matrix.n_zero:,} exactly 0")
    if matrix.n_near_zero:
        parts.append(f"{matrix.n_near_zero:,} near 0")
    if matrix.n_bad:
        parts.append(f"{matrix.n_bad:,} NaN or infinite")
    special = (", ".join(parts),) if parts else ()
    ways = [
        (f"{count}, {mean}, {spread}", *special),
        (count, f"{mean}, {spread}", *special),
        (f"{mean}, {spread}", *special),
        (f"{mean}, {spread}", *parts),
        (mean, spread, *parts),
    ]
    if parts:  # what is special goes last
        ways += [(", ".join((mean, spread, *parts)),), special, tuple(parts)]
    return [*ways, (f"{mean}, {spread}",)]


def moments_in_words(mean: float, sd: float) -> tuple[str, str]:
    """Mean and standard deviation, to the same decimals.

    Examples
    --------
    >>> moments_in_words(-0.0042, 0.5812), moments_in_words(2e-7, 3.14e-5)
    (('mean 0.00', 'sd 0.58'), ('mean 2e\N{MINUS SIGN}7', 'sd 3.1e\N{MINUS SIGN}5'))
    """
    if 1e-3 <= sd < 1e4:
        spec = f".{max(1 - math.floor(math.log10(sd)), 0)}f"
        return f"mean {format_number(mean, spec)}", f"sd {format_number(sd, spec)}"
    return f"mean {short_number(mean, 2)}", f"sd {short_number(sd, 2)}"


def zero_notes(matrices: Sequence[WeightMatrix], *, cut: bool) -> list[str]:
    """What the grey bars at 0 are, what "near 0" means, and whether some of them go on."""
    kinds = []
    if any(matrix.n_zero for matrix in matrices):
        kinds.append("exactly 0")
    if any(matrix.n_near_zero for matrix in matrices):
        part = short_number(100 * NEAR_ZERO)
        kinds.append(f"near 0 (under {part}% of the layer's largest)")
    notes = [f"grey: weights {' or '.join(kinds)}"] if kinds else []
    return [*notes, "grey bars with a gap are cut"] if cut else notes


def image_lines(images: WeightImages, base: int, chosen: bool) -> list[tuple[str, ...]]:
    """Ways to write the lines under the name of a layer's images, the longest first."""
    n, of = len(images.neurons), images.matrix.values.shape[1]
    high, wide = images.images.shape[1:]
    shape = f"{high} {_CROSS} {wide} weights a neuron"
    if n == of:
        count = plural(of, "neuron")
    else:
        count = f"{'' if chosen else 'the first '}{n:,} of {plural(of, 'neuron')}"
    dead = dead_words(images, base)
    extra = (dead,) if dead else ()
    brief = (plural(len(images.dead), "dead neuron"),) if dead else ()
    return [
        (f"{count}, {shape}", *extra), (f"{count}, {shape}", *brief), (count, shape, *extra),
        (count, shape, *brief), (count, *brief), (count,), (f"{n:,} of {of:,}",),
    ]  # fmt: skip


def dead_words(images: WeightImages, base: int) -> str:
    """The neurons whose weights are all about zero; "" where there is none."""
    n = len(images.dead)
    if not n:
        return ""
    listing = [str(int(k) + base) for k in images.dead[:_FEW]]
    if n == _FEW + 1:
        listing.append(str(int(images.dead[_FEW]) + base))
    elif n > _FEW:
        listing.append(f"{n - _FEW:,} more")
    return f"all weights about 0 (dotted): {listed(listing)}"
