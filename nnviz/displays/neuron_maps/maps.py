"""The numbers of neuron maps: one forward pass over a grid, one over the samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.adapters import as_network
from nnviz.displays import _missing
from nnviz.drawing.neuron_maps.numbers import Bools, Floats, MapNumbers
from nnviz.losses import resolve_loss
from nnviz.network import Network
from nnviz.planes import Grid, Samples, as_samples, make_plane
from nnviz.propagation import ForwardPass, propagate
from nnviz.targets import encode_targets

MAX_BYTES = 2**30  # of all maps together
_CHUNK_BYTES = 2**26  # of one chunk's activations and weighted sums


def numbers_of(
    model: Any,
    X: Any,
    y: Any,
    *,
    features: Any,
    plane: Any,
    fixed: Any,
    grid_resolution: Any,
    eps: Any,
) -> MapNumbers:
    """Compute what is to be drawn.

    Parameters
    ----------
    model, X, y, features, plane, fixed, grid_resolution, eps
        As `draw_neuron_maps` has them.

    Returns
    -------
    MapNumbers

    Raises
    ------
    TypeError, ValueError
        If one of them is not as it should be, the model cannot be computed, or the maps would
        take more than 1 GiB.
    """
    network = as_network(model)
    samples = as_samples(X, model, name="X")
    chosen = make_plane(samples, features=features, plane=plane, fixed=fixed, eps=eps)
    return _computed(
        network, chosen.grid(grid_resolution), y, chosen.project(samples),
        chosen.distances(samples),
    )  # fmt: skip


def numbers_with(model: Any, known: MapNumbers, y: Any) -> MapNumbers:
    """The maps of another model over the same plane and samples.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes.
    known : MapNumbers
        Of a model before.
    y : array-like or None
        As `draw_neuron_maps` has it.

    Returns
    -------
    MapNumbers

    Raises
    ------
    TypeError, ValueError
        If the model takes other features, cannot be computed, or does not go with y.
    """
    network = as_network(model)
    as_samples(known.grid.plane.samples.data, model, name="X")
    return _computed(network, known.grid, y, known.points, known.distances)


def warn_of_missing(numbers: MapNumbers) -> None:
    """One warning that counts the weights and activations that are NaN or infinite."""
    network = numbers.network
    weights = [c.weights[c.mask] for c in network.connections if c.weights is not None]
    missing, total = _missing.count_not_finite([*weights, *numbers.maps])
    _missing.warn_of_missing(
        missing, total, "weights, and activations over the maps", "they are drawn in purple"
    )


def _computed(
    network: Network, grid: Grid, y: Any, points: Floats, distances: Floats
) -> MapNumbers:
    samples = grid.plane.samples
    _check_memory(network, grid)
    maps, sums = _over_grid(network, grid)
    silent, limits, n_samples = _over_samples(network, samples)
    limits = np.maximum(limits, [_largest(of_input) for of_input in maps[0]])
    return MapNumbers(
        network=network,
        grid=grid,
        maps=maps,
        sums=sums,
        n_samples=n_samples,
        silent=silent,
        input_limits=limits,
        points=points,
        distances=distances,
        targets=_targets(network, y, n_samples),
        classes=_class_names(network),
    )


def _check_memory(network: Network, grid: Grid) -> None:
    n_neurons = sum(network.sizes)
    needed = 16 * n_neurons * grid.n_points
    if needed > MAX_BYTES:
        raise ValueError(
            f"grid_resolution={max(grid.shape):,}: the maps of {n_neurons:,} neurons would take "
            f"{needed / 2**20:,.0f} MB; at most {MAX_BYTES // 2**20:,} MB are allowed."
        )


def _rows(network: Network) -> int:
    """So many rows that a pass over them takes bounded memory."""
    return max(_CHUNK_BYTES // (16 * sum(network.sizes)), 1)


def _over_grid(
    network: Network, grid: Grid
) -> tuple[tuple[Floats, ...], tuple[Floats | None, ...]]:
    passes: list[ForwardPass] = [
        propagate(network, network.transform(data)) for _, data in grid.chunks(_rows(network))
    ]
    maps = tuple(
        _as_maps([one.activations[layer] for one in passes], grid.shape)
        for layer in range(network.n_layers)
    )
    sums: list[Floats | None] = [None]
    for layer in range(1, network.n_layers):
        parts = [one.preactivations[layer] for one in passes]
        sums.append(_as_maps([part for part in parts if part is not None], grid.shape))
    return maps, tuple(sums)


def _as_maps(parts: Sequence[Floats], shape: tuple[int, ...]) -> Floats:
    """Activations by sample and neuron as one array over the grid for each neuron."""
    flat = parts[0] if len(parts) == 1 else np.concatenate(parts)
    maps = np.ascontiguousarray(flat.T).reshape(-1, *shape)
    maps.setflags(write=False)
    return maps


def _over_samples(network: Network, samples: Samples) -> tuple[tuple[Bools, ...], Floats, int]:
    """Who is silent on all samples, and how large each input gets."""
    inputs = network.transform(samples.data)
    silent = [np.ones(size, dtype=bool) for size in network.sizes]
    rows = _rows(network)
    for start in range(0, len(inputs), rows):
        passed = propagate(network, inputs[start : start + rows])
        for flags, activations in zip(silent, passed.activations, strict=True):
            flags &= ~np.any(activations != 0, axis=0)
    return tuple(silent), np.abs(inputs).max(axis=0), len(inputs)


def _largest(values: Floats) -> float:
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0))


def _targets(network: Network, y: Any, n_samples: int) -> Floats | None:
    if y is None:
        return None
    loss = resolve_loss("auto", network.layers[-1].activation)
    # A copy: numbers may come back as they were given, and y is the caller's.
    return np.array(encode_targets(network, y, n_samples, loss))


def _class_names(network: Network) -> tuple[str, ...]:
    """The names of the classes; of a network that knows none, their numbers."""
    last = network.layers[-1]
    if last.activation == "logistic" and last.size == 1:
        known = network.classes
        return tuple(map(str, known)) if known is not None and len(known) == 2 else ("0", "1")
    if last.activation == "softmax" and last.size > 1:
        if last.names is not None:
            return last.names
        return tuple(str(k) for k in range(last.size))
    return ()
