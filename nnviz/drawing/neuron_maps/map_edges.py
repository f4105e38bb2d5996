"""Edges that end at the borders of maps, as curves that leave and enter level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from numpy.typing import NDArray

from nnviz.drawing.edges import EdgeCollection, draw_edges
from nnviz.drawing.neuron_maps.geometry import Places
from nnviz.drawing.scale import stroke_range
from nnviz.edge_values import EdgeValues
from nnviz.encoding import edge_norms, strengths
from nnviz.layout import Layout
from nnviz.network import Network

_LEVEL = 2.0  # points that an edge runs level at both ends
FEW_EDGES = 30  # up to so many edges, dashes help more than they clutter


class MapEdges:
    """The edges of all connections between maps that are shown.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    network, layout, values
        Whose edges, which neurons are shown, and the weights.
    cmap : Colormap
        Of the edges.
    dash : {"auto", True, False}
        Whether negative edges are dashed; "auto" does so where there are few.
    norm : Normalize, optional
        Of the edges; by default over all weights, centred on zero.
    **kw
        Properties of the collections.
    """

    def __init__(
        self, ax: Axes, network: Network, layout: Layout, values: EdgeValues, cmap: Colormap,
        dash: Any, norm: Normalize | None = None, **kw: Any,
    ) -> None:  # fmt: skip
        assert values.connections is not None
        self._connections = network.connections
        self.norm = norm_of_edges(network, values, norm)
        joined = [_joined(network, layout, k) for k in range(len(network.connections))]
        self.n_edges = sum(sources.size for sources, _ in joined)
        self.dashed = dash is True or (dash == "auto" and self.n_edges <= FEW_EDGES)
        drawn = [_numbers(network, layout, values, k) for k in range(len(joined))]
        self.n_missing = _count_missing(drawn)
        self.collections: list[EdgeCollection] = []
        for (sources, targets), numbers, connection in zip(
            joined, drawn, network.connections, strict=True
        ):
            strength = self._strength(numbers)
            n_rows, n_columns = (
                layout.shown[layer].size for layer in (connection.source, connection.target)
            )
            ends, via = np.zeros((n_columns, 2)), np.zeros((n_rows, 1, 2))
            self.collections.append(
                draw_edges(
                    ax, starts=np.zeros((n_rows, 2)), ends=ends, sources=sources,
                    targets=targets, values=numbers, strength=strength, via=via,
                    dashed=self.dashed, **{"zorder": 1, "norm": self.norm, "cmap": cmap, **kw},
                )
            )  # fmt: skip

    def show(self, network: Network, layout: Layout, values: EdgeValues) -> None:
        """Show the weights of another network that joins the same neurons."""
        drawn = [_numbers(network, layout, values, k) for k in range(len(self.collections))]
        self._connections, self.n_missing = network.connections, _count_missing(drawn)
        for k, (edges, numbers) in enumerate(zip(self.collections, drawn, strict=True)):
            sources, targets = _joined(network, layout, k)
            edges.show(sources, targets, numbers, self._strength(numbers), dashed=self.dashed)

    def _strength(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        strength = strengths(numbers, self.norm)
        strength[~np.isfinite(numbers)] = 0.5
        return strength

    def place(self, places: Places) -> None:
        """Let the edges join the borders of the maps where these stand now."""
        for k, (connection, edges) in enumerate(
            zip(self._connections, self.collections, strict=True)
        ):
            starts = places.ends(connection.source, 1)
            ends = places.ends(connection.target, -1)
            between = [starts + [_LEVEL, 0.0]]
            route = places.layout.routes.get(k)
            for step in range(connection.target - connection.source - 1):
                # Past the maps of a layer between, level from one side of the column to the other.
                half = places.sizes[connection.source + 1 + step][0] / 2
                at = route[:, step] if route is not None else starts
                between += [at - [half, 0.0], at + [half, 0.0]]
            edges.move(starts, ends, np.stack(between, axis=1))

    def fit(self, scale: Any) -> None:
        """Widths for the size that maps have now."""
        smallest, largest = stroke_range(scale)
        for edges in self.collections:
            edges.set_width_range(smallest, largest)


def norm_of_edges(network: Network, values: EdgeValues, given: Normalize | None) -> Normalize:
    """The norm of all edges, shown or not; a given one is scaled to them if it has no limits."""
    assert values.connections is not None
    return edge_norms(
        [w if c.exists is None else w[c.exists]
         for c, w in zip(network.connections, values.connections, strict=True)],
        norm=given, norm_by="network",
    )[0]  # fmt: skip


def count_missing(network: Network, layout: Layout, values: EdgeValues) -> int:
    """How many weights between neurons that are shown are NaN or infinite."""
    every = range(len(network.connections))
    return _count_missing([_numbers(network, layout, values, k) for k in every])


def _count_missing(drawn: Sequence[NDArray[np.float64]]) -> int:
    return sum(int(np.count_nonzero(~np.isfinite(numbers))) for numbers in drawn)


def _numbers(network: Network, layout: Layout, values: EdgeValues, k: int) -> NDArray[np.float64]:
    """The weights of a connection between neurons that are shown."""
    assert values.connections is not None
    connection = network.connections[k]
    rows, columns = layout.shown[connection.source], layout.shown[connection.target]
    sources, targets = _joined(network, layout, k)
    return np.asarray(values.connections[k][rows[sources], columns[targets]])


def _joined(network: Network, layout: Layout, k: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which shown neurons the edges of a connection join, as rows of the layout."""
    connection = network.connections[k]
    rows, columns = layout.shown[connection.source], layout.shown[connection.target]
    sources, targets = np.nonzero(connection.mask[np.ix_(rows, columns)])
    return sources, targets
