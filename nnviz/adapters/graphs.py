"""Networks from networkx graphs."""

from __future__ import annotations

from typing import Any

from nnviz.network import Network
from nnviz.network.graph import neuron_places

__all__ = ["network_from_graph", "neuron_places"]


def network_from_graph(model: Any) -> Network:
    """Make a network from a graph of neurons.

    Parameters
    ----------
    model : networkx.DiGraph
        As `Network.from_graph` takes it.

    Returns
    -------
    Network
        The network.

    Raises
    ------
    TypeError, ValueError
        If the graph is not directed, has a cycle, or mixes activations in a layer.

    Examples
    --------
    >>> import networkx as nx
    >>> network_from_graph(nx.DiGraph([("a", "b"), ("b", "c")]))
    <Network 1-1-1, 2 parameters>
    """
    return Network.from_graph(model)
