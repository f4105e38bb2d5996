"""Which edge has which role in a picture of one weight's gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.layout import Layout

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(eq=False)
class RoleEdges:
    """Edges of one role, between two layers or from the outputs to the loss.

    `sources` and `targets` count rows of `starts` and `ends`; `sizes` are the parts of the
    gradient, or None without data. `dotted` ones carry nothing. `layer` is the one that they come
    from.
    """

    role: str
    layer: int
    starts: Floats
    ends: Floats
    sources: Places
    targets: Places
    sizes: Floats | None
    dotted: bool
    to_loss: bool = False
    via: Floats | None = None


def role_edges(
    numbers: BackpropNumbers, layout: Layout, loss: tuple[float, float]
) -> list[RoleEdges]:
    """The edges between the neurons that a layout shows, by role.

    Parameters
    ----------
    numbers : BackpropNumbers
        What is drawn.
    layout : Layout
        Where the neurons stand.
    loss : tuple of float
        Where the loss stands.

    Returns
    -------
    list of RoleEdges
        None of them empty.
    """
    edges: list[RoleEdges] = []
    on_paths, living = numbers.on_paths, numbers.living
    chosen = _chosen_edges(numbers)
    for k, connection in enumerate(numbers.network.connections):
        rows, columns = layout.shown[connection.source], layout.shown[connection.target]
        sources, targets = np.nonzero(connection.mask[np.ix_(rows, columns)])
        ends = rows[sources], columns[targets]
        roles = np.where(on_paths[k][ends], "other", "context").astype("<U8")
        dead = on_paths[k][ends] & ~living[k][ends]
        roles[dead] = "dead"
        for edge in chosen:
            if (edge[0][0], edge[1][0]) == (connection.source, connection.target):
                roles[(ends[0] == edge[0][1]) & (ends[1] == edge[1][1])] = "path"
        start = numbers.start
        if start.connection == k and start.source is not None:
            roles[(ends[0] == start.source[1]) & (ends[1] == start.target[1])] = "weight"
        sizes = None if numbers.paths is None else np.abs(numbers.paths.edge_shares[k][ends])
        places = layout.positions[connection.source], layout.positions[connection.target]
        edges += _split(
            connection.source, roles, dead, places, sources, targets, sizes, layout.routes.get(k)
        )
    edges += _bias_edges(numbers, layout)
    edges += _loss_edges(numbers, layout, loss)
    return edges


def _chosen_edges(numbers: BackpropNumbers) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    found = set()
    for route in numbers.routes:
        here = numbers.start.target
        for there in route:
            found.add((here, there))
            here = there
    return found


def _split(
    layer: int,
    roles: NDArray[np.str_],
    dead: NDArray[np.bool_],
    places: tuple[Floats, Floats],
    sources: Places,
    targets: Places,
    sizes: Floats | None,
    via: Floats | None = None,
    *,
    to_loss: bool = False,
) -> list[RoleEdges]:
    """One group for each role, and one more for the dotted ones of it."""
    groups = []
    for role in ("context", "dead", "other", "path", "weight"):
        for dotted in (True, False):
            these = (roles == role) & (dead == dotted)
            if these.any():
                some = None if sizes is None else sizes[these]
                groups.append(
                    RoleEdges(role, layer, *places, sources[these], targets[these], some, dotted,
                              to_loss, via)
                )  # fmt: skip
    return groups


def _bias_edges(numbers: BackpropNumbers, layout: Layout) -> list[RoleEdges]:
    start = numbers.start
    if start.source is not None:
        return []
    layer, neuron = start.target
    columns = layout.shown[layer]
    targets = np.flatnonzero(numbers.network.layers[layer].bias_mask[columns])
    roles = np.where(columns[targets] == neuron, "weight", "context").astype("<U8")
    places = np.array([layout.bias_positions[layer]]), layout.positions[layer]
    none = np.zeros(targets.size, dtype=bool)
    sources = np.zeros(targets.size, dtype=np.intp)
    return _split(layer - 1, roles, none, places, sources, targets, None)


def _loss_edges(
    numbers: BackpropNumbers, layout: Layout, loss: tuple[float, float]
) -> list[RoleEdges]:
    ends, living, parts = numbers.outputs
    last = numbers.network.depth
    columns = layout.shown[last]
    roles = np.where(ends[columns], "other", "context").astype("<U8")
    dead = ends[columns] & ~living[columns]
    roles[dead] = "dead"
    for route in numbers.routes:
        end = route[-1] if route else numbers.start.target
        roles[columns == end[1]] = "path"
    sizes = None if parts is None else np.abs(parts[columns])
    places = layout.positions[last], np.array([loss])
    sources = np.arange(columns.size)
    nowhere = np.zeros(columns.size, dtype=np.intp)
    return _split(last, roles, dead, places, sources, nowhere, sizes, to_loss=True)


def strengths_of(edges: Sequence[RoleEdges], group: RoleEdges) -> Floats:
    """How strong the edges of a group are beside all of their role, in [0, 1]."""
    if group.sizes is None:
        return np.ones(group.sources.size)
    largest = max(
        float(np.nanmax(other.sizes, initial=0.0, where=np.isfinite(other.sizes)))
        for other in edges
        if other.role == group.role and other.sizes is not None
    )
    # What is no number stands out.
    sizes = np.where(np.isfinite(group.sizes), group.sizes, largest)
    return np.asarray(sizes / (largest or 1.0))
