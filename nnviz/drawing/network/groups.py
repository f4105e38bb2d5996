"""Which edges a diagram draws, with which values, and their collections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.network.norms import layer_norms
from nnviz.drawing.network.options import DiagramOptions
from nnviz.edge_values import EdgeValues
from nnviz.encoding import strengths
from nnviz.layout import Layout
from nnviz.network import Network

Floats = NDArray[np.float64]
FEW_EDGES = 30  # up to so many edges, numbers and dashes help more than they clutter
# Beyond so many edges there is no structure to see, only a mesh of the strongest of all of them;
# by themselves the others recede then behind so many, shared among the layers.
MANY_EDGES = 5000
IN_FULL, LEAST_IN_FULL = 300, 10


@dataclass(eq=False)
class Group:
    """The edges of one connection, or of one layer's bias neuron, that a diagram draws.

    `sources` and `targets` count rows of `starts` and `ends`; `strength` and `norm` are filled in
    when the edges of the whole picture are known.
    """

    source_layer: int  # of a bias neuron the layer that it belongs to
    target_layer: int
    starts: Floats
    ends: Floats
    sources: NDArray[np.intp]
    targets: NDArray[np.intp]
    values: Floats | None
    via: Floats | None
    context: NDArray[np.bool_] | None
    n_all: int
    of_bias: bool = False
    norm: Any = None
    _strength: Floats | None = None  # once it has been asked for: of millions it takes a while

    @property
    def strength(self) -> Floats:
        """How strong each edge is, in [0, 1]; one that is missing stands out a little."""
        if self._strength is None:
            self._strength = self._under_norm()
        return self._strength

    def _under_norm(self) -> Floats:
        if self.values is None:
            return np.full(self.sources.size, 0.12)
        result = strengths(self.values, self.norm)
        missing = ~np.isfinite(self.values)
        if missing.any():
            result[missing] = 0.5
        return result

    def keep(self, chosen: NDArray[np.bool_]) -> None:
        """Keep some of the edges."""
        self._strength = None
        self.sources, self.targets = self.sources[chosen], self.targets[chosen]
        self.values = None if self.values is None else self.values[chosen]
        self.context = None if self.context is None else self.context[chosen]


def edge_groups(
    network: Network, layout: Layout, values: EdgeValues, options: DiagramOptions
) -> list[Group]:
    """The edges between neurons that the layout shows, thinned as the options ask.

    Parameters
    ----------
    network, layout, values, options
        What to draw, where, and how.

    Returns
    -------
    list of Group
        First one a connection, then with ``bias=True`` one for each layer that has biases.
    """
    groups = [
        _connection_group(network, layout, values, options, k)
        for k in range(len(network.connections))
    ]
    if options.bias:
        groups += [_bias_group(network, layout, values, options, r) for r in layout.bias_positions]
    norms = layer_norms(network, values, options)
    for group in groups:
        group.norm = norms.get(group.target_layer)
    _thin(groups, options)
    _recede(groups, options)
    return groups


def _connection_group(
    network: Network, layout: Layout, values: EdgeValues, options: DiagramOptions, k: int
) -> Group:
    connection = network.connections[k]
    rows, columns = layout.shown[connection.source], layout.shown[connection.target]
    if connection.exists is None:
        shape = (rows.size, columns.size)
        # Of millions of edges, half the memory; no layer has more neurons than that.
        sources, targets = (cast(Any, index).ravel() for index in np.indices(shape, np.int32))
    else:
        sources, targets = np.nonzero(connection.mask[np.ix_(rows, columns)])
    drawn = None
    if values.connections is not None:
        drawn = _shown(values.connections[k], rows, columns, sources, targets)
    context = None
    if options.highlight is not None:
        lit = [np.isin(shown, _chosen(options, layer)) for shown, layer in
               ((rows, connection.source), (columns, connection.target))]  # fmt: skip
        context = ~(lit[0][sources] | lit[1][targets])
    return Group(
        connection.source,
        connection.target,
        layout.positions[connection.source],
        layout.positions[connection.target],
        sources,
        targets,
        drawn,
        layout.routes.get(k),
        context,
        int(sources.size),
    )


def _shown(
    array: Floats, rows: NDArray[np.intp], columns: NDArray[np.intp],
    sources: NDArray[np.intp], targets: NDArray[np.intp],
) -> Floats:  # fmt: skip
    """The values of edges between neurons that are shown; where it is all of them, no copy."""
    whole = sources.size == array.size and all(
        np.array_equal(shown, np.arange(size))
        for shown, size in zip((rows, columns), array.shape, strict=True)
    )
    return array.ravel() if whole else array[rows[sources], columns[targets]]


def _bias_group(
    network: Network, layout: Layout, values: EdgeValues, options: DiagramOptions, layer: int
) -> Group:
    columns = layout.shown[layer]
    present = np.flatnonzero(network.layers[layer].bias_mask[columns])
    everything = values.biases[layer]
    drawn = None if everything is None else everything[columns[present]]
    context = None
    if options.highlight is not None:
        context = ~np.isin(columns[present], _chosen(options, layer))
    return Group(
        layer,
        layer,
        np.array([layout.bias_positions[layer]]),
        layout.positions[layer],
        np.zeros(present.size, dtype=np.intp),
        present,
        drawn,
        None,
        context,
        int(present.size),
        of_bias=True,
    )


def _chosen(options: DiagramOptions, layer: int) -> list[int]:
    return [neuron for of_layer, neuron in options.highlight or () if of_layer == layer]


def _thin(groups: Sequence[Group], options: DiagramOptions) -> None:
    """Keep the edges that `min_abs` and `top_edges` let through; missing ones stay visible."""
    if options.min_abs is None and options.top_edges is None:
        return
    known = [group for group in groups if group.values is not None]
    sizes = [np.abs(group.values) for group in known if group.values is not None]
    chosen = [np.ones(size.shape, dtype=bool) for size in sizes]
    if options.min_abs is not None:
        chosen = [(size >= options.min_abs) | ~np.isfinite(size) for size in sizes]
    if options.top_edges is not None and sizes:
        rank = np.concatenate(
            [
                np.where(keep & np.isfinite(size), size, -1.0)
                for keep, size in zip(chosen, sizes, strict=True)
            ]
        )
        best = np.zeros(rank.size, dtype=bool)
        best[np.argsort(-rank, kind="stable")[: options.top_edges]] = True
        best &= rank >= 0
        starts = np.cumsum([0, *(size.size for size in sizes)])
        chosen = [
            best[start : start + size.size] | ~np.isfinite(size)
            for start, size in zip(starts[:-1], sizes, strict=True)
        ]
    for group, keep in zip(known, chosen, strict=True):
        if not keep.all():
            group.keep(keep)


def _recede(groups: Sequence[Group], options: DiagramOptions) -> None:
    """Let all but the strongest edges into each layer recede, where that is asked for or needed.

    Those that are not numbers stay, and so does what a highlight has chosen.
    """
    known = [group for group in groups if group.values is not None]
    if options.full_edges is None or options.highlight is not None:
        return
    layers = {group.target_layer for group in known}
    limit = options.full_edges
    if isinstance(limit, str):
        if sum(group.sources.size for group in known) <= MANY_EDGES:
            return
        limit = max(IN_FULL // len(layers), LEAST_IN_FULL)
    for layer in sorted(layers):
        into = [group for group in known if group.target_layer == layer]
        for group, full in zip(into, _strongest(into, int(limit)), strict=True):
            if not full.all():
                group.context = ~full


def _strongest(groups: Sequence[Group], limit: int) -> list[NDArray[np.bool_]]:
    """Which edges of some groups are among the strongest of all of them; or are no numbers."""
    finite = [np.isfinite(group.values) for group in groups]  # type: ignore[arg-type]
    ranks = [
        group.strength if keep.all() else np.where(keep, group.strength, -1.0)
        for group, keep in zip(groups, finite, strict=True)
    ]
    rank = ranks[0] if len(ranks) == 1 else np.concatenate(ranks)
    full = np.zeros(rank.size, dtype=bool)
    if limit >= rank.size:
        full[:] = True
    elif limit:
        least = np.partition(rank, rank.size - limit)[rank.size - limit]
        full = rank > least
        # Of those that are equally strong the first ones.
        full[np.flatnonzero(rank == least)[: limit - np.count_nonzero(full)]] = True
    full |= ~np.concatenate(finite)
    return np.split(full, np.cumsum([keep.size for keep in finite])[:-1])
