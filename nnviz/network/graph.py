"""A network as a networkx graph of neurons, and back."""

from __future__ import annotations

import numbers
from collections.abc import Hashable
from typing import Any

import numpy as np

from nnviz.network.checks import check_activation, check_integer
from nnviz.network.connection import Connection
from nnviz.network.layer import Layer
from nnviz.network.model import Network

Place = tuple[int, int]

# What a graph cannot say by its nodes and edges, under the name of the Network's own field.
_CARRIED = ("preprocessing", "target_transformer", "input_features")


def graph_from_network(network: Network) -> Any:
    """Return a DiGraph, as `Network.to_networkx` says.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    networkx.DiGraph
        Its neurons and weights.
    """
    import networkx as nx

    graph = nx.DiGraph()
    graph.graph["classes"] = network.classes
    graph.graph["captions"] = tuple(layer.caption for layer in network.layers)
    # Which connections there are, as one whose weights are all gone leaves no edge behind.
    graph.graph["connections"] = tuple((c.source, c.target) for c in network.connections)
    graph.graph["weighted"] = network.has_weights
    for name in _CARRIED:
        if getattr(network, name) not in (None, ()):
            graph.graph[name] = getattr(network, name)
    for number, layer in enumerate(network.layers):
        biased = layer.bias_mask
        for index in range(layer.size):
            attributes: dict[str, Any] = {"layer": number, "index": index}
            if layer.names is not None:
                attributes["label"] = layer.names[index]
            if layer.activation is not None:
                attributes["activation"] = layer.activation
            if index in layer.absent:
                attributes["absent"] = True
            if biased[index] and layer.bias is not None:
                attributes["bias"] = float(layer.bias[index])
            if layer.has_bias and (layer.bias is None or not biased[index]):
                # Says what no number can: a bias of unknown value, or none among some.
                attributes["has_bias"] = bool(biased[index])
            graph.add_node((number, index), **attributes)
    for connection in network.connections:
        rows, columns = (places.tolist() for places in np.nonzero(connection.mask))
        pairs = zip(
            ((connection.source, row) for row in rows),
            ((connection.target, column) for column in columns),
            strict=True,
        )
        if connection.weights is None:
            graph.add_edges_from(pairs)
        else:
            values = connection.weights[rows, columns].tolist()
            graph.add_weighted_edges_from(
                (source, target, value)
                for (source, target), value in zip(pairs, values, strict=True)
            )
    return graph


def network_from_graph(graph: Any) -> Network:
    """Return a Network, as `Network.from_graph` says.

    Parameters
    ----------
    graph : networkx.DiGraph
        A graph of neurons.

    Returns
    -------
    Network
        The network.
    """
    places = neuron_places(graph)
    n_layers = 1 + max(layer for layer, _ in places.values())
    if n_layers < 2:
        raise ValueError("graph must have edges: all its neurons lie in one layer.")
    members: list[list[Hashable]] = [[] for _ in range(n_layers)]
    for node in sorted(places, key=places.__getitem__):
        members[places[node][0]].append(node)
    captions = _captions(graph, n_layers)
    layers = tuple(
        _layer(graph, number, nodes, captions[number]) for number, nodes in enumerate(members)
    )
    carried = {name: graph.graph[name] for name in _CARRIED if name in graph.graph}
    return Network(
        layers,
        _connections(graph, places, [len(nodes) for nodes in members]),
        classes=graph.graph.get("classes"),
        **carried,
    )


def neuron_places(graph: Any) -> dict[Any, Place]:
    """Return where each neuron of a graph lies in the network made from it.

    Parameters
    ----------
    graph : networkx.DiGraph
        As `Network.from_graph` takes it.

    Returns
    -------
    dict
        From each node to its (layer, index), in the graph's own order.

    Raises
    ------
    TypeError, ValueError
        If it is no directed graph, has a cycle (which is named), or an edge that does not lead to
        a later layer.

    Examples
    --------
    >>> import networkx as nx
    >>> neuron_places(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
    {'a': (0, 0), 'b': (1, 0), 'c': (2, 0)}
    """
    for wanted, method in ((True, "is_directed"), (False, "is_multigraph")):
        if not hasattr(graph, method) or getattr(graph, method)() is not wanted:
            raise TypeError(
                f"graph must be a networkx.DiGraph, whose edges have a direction and are no "
                f"multiples; it is of type {type(graph).__name__}."
            )
    if not len(graph):
        raise ValueError("graph must have neurons; it is empty.")
    layers = _layers_of_nodes(graph)
    grouped: dict[int, list[Hashable]] = {}
    for node in graph:
        grouped.setdefault(layers[node], []).append(node)
    missing = sorted(set(range(max(grouped) + 1)) - set(grouped))
    if missing:
        raise ValueError(
            f"layer: no neuron lies in layer {missing[0]}; layers must be 0..{max(grouped)} "
            "without a gap."
        )
    found = {}
    for layer, nodes in grouped.items():
        for index, node in enumerate(_in_order(graph, layer, nodes)):
            found[node] = (layer, index)
    return {node: found[node] for node in graph}


def _layers_of_nodes(graph: Any) -> dict[Any, int]:
    import networkx as nx

    given = {node: layer for node, layer in graph.nodes(data="layer") if layer is not None}
    if not given:
        _refuse_cycle(graph)
        # The generations of a topological order are the longest paths from the inputs.
        generations = enumerate(nx.topological_generations(graph))
        return {node: layer for layer, nodes in generations for node in nodes}
    for node in graph:
        if node not in given:
            raise ValueError(
                f"layer: neuron {node} has none, but {next(iter(given))} has; give it to all "
                "neurons or to none."
            )
    layers = {
        node: check_integer(f"layer of neuron {node}", layer, least=0)
        for node, layer in given.items()
    }
    for source, target in graph.edges:
        if layers[source] >= layers[target]:
            _refuse_cycle(graph)  # the deeper reason, where there is one
            how = "stays inside" if layers[source] == layers[target] else "leads back to"
            raise ValueError(
                f"layer: edge {source} -> {target} {how} layer {layers[target]} from layer "
                f"{layers[source]}; an edge must lead to a later layer."
            )
    return layers


def _refuse_cycle(graph: Any) -> None:
    import networkx as nx

    if nx.is_directed_acyclic_graph(graph):
        return
    nodes = [edge[0] for edge in nx.find_cycle(graph)]
    path = " -> ".join(str(node) for node in [*nodes, nodes[0]])
    raise ValueError(f"graph must have no cycle; it has {path}.")


def _in_order(graph: Any, layer: int, nodes: list[Hashable]) -> list[Hashable]:
    given = [graph.nodes[node].get("index") for node in nodes]
    if any(index is None for index in given):
        return nodes
    order: dict[int, Hashable] = {}
    for node, value in zip(nodes, given, strict=True):
        index = check_integer(f"index of neuron {node}", value, least=0)
        if index in order:
            raise ValueError(
                f"index: neurons {order[index]} and {node} of layer {layer} both have {index}."
            )
        order[index] = node
    return [order[index] for index in sorted(order)]


def _layer(graph: Any, number: int, nodes: list[Hashable], caption: str | None) -> Layer:
    data = [graph.nodes[node] for node in nodes]
    named = False
    names = []
    for index, (node, attributes) in enumerate(zip(nodes, data, strict=True)):
        label = attributes.get("label")
        named = named or label is not None or node != (number, index)
        names.append(str(node if label is None else label))
    bias, has_bias, bias_exists = _bias(nodes, data)
    return Layer(
        len(nodes),
        activation=_activation(number, nodes, data),
        bias=bias,
        names=tuple(names) if named else None,
        caption=caption,
        absent=tuple(k for k, attributes in enumerate(data) if attributes.get("absent")),
        has_bias=has_bias,
        bias_exists=bias_exists,
    )


def _activation(number: int, nodes: list[Hashable], data: list[dict[str, Any]]) -> str | None:
    found = [
        check_activation(f"activation of neuron {node}", attributes.get("activation"))
        for node, attributes in zip(nodes, data, strict=True)
    ]
    if number == 0:  # an input that says that it passes its value on says nothing
        found = [None if activation == "identity" else activation for activation in found]
    for node, activation in zip(nodes, found, strict=True):
        if activation != found[0]:
            raise ValueError(
                f"activation: layer {number} mixes activations: neuron {nodes[0]} has "
                f"{found[0] or 'none'}, neuron {node} has {activation or 'none'}; a layer has one."
            )
    return found[0]


def _bias(nodes: list[Hashable], data: list[dict[str, Any]]) -> tuple[Any, bool, Any]:
    """Return bias, has_bias and bias_exists of a layer."""
    values = np.zeros(len(nodes))
    exists = np.zeros(len(nodes), dtype=np.bool_)
    known, unknown = None, None
    for k, (node, attributes) in enumerate(zip(nodes, data, strict=True)):
        bias, flag = attributes.get("bias"), attributes.get("has_bias")
        if bias is not None:
            values[k] = _number(f"bias of neuron {node}", bias)
            if flag is False:
                raise ValueError(f"has_bias of neuron {node} is False, but it has a bias.")
        elif flag:
            unknown = node
        exists[k] = bias is not None or bool(flag)
        known = node if bias is not None else known
    if known is not None and unknown is not None:
        raise ValueError(
            f"bias: neuron {known} has a value, but neuron {unknown} of the same layer has "
            "has_bias=True without one."
        )
    if not exists.any():
        return None, False, None
    return (None if unknown is not None else values), True, exists


def _connections(graph: Any, places: dict[Any, Place], sizes: list[int]) -> tuple[Connection, ...]:
    edges: dict[Place, list[tuple[int, int, float]]] = {}
    first: tuple[Any, Any, Any] | None = None
    for source, target, weight in graph.edges(data="weight"):
        first = first or (source, target, weight)
        if (weight is None) != (first[2] is None):
            lacking, having = sorted(
                [first, (source, target, weight)], key=lambda e: e[2] is not None
            )
            raise ValueError(
                f"weight: edge {lacking[0]} -> {lacking[1]} has none, but edge {having[0]} -> "
                f"{having[1]} has; give it to all edges or to none."
            )
        value = 0.0 if weight is None else _number(f"weight of edge {source} -> {target}", weight)
        (layer, row), (later, column) = places[source], places[target]
        edges.setdefault((layer, later), []).append((row, column, value))
    for source, target in graph.graph.get("connections", ()):
        if 0 <= source < target < len(sizes):
            edges.setdefault((source, target), [])
    weighted = bool(graph.graph.get("weighted", True)) if first is None else first[2] is not None
    connections = []
    for (source, target), listed in edges.items():
        shape = (sizes[source], sizes[target])
        weights, exists = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
        if listed:
            rows, columns, values = zip(*listed, strict=True)
            weights[rows, columns] = values
            exists[rows, columns] = True
        connections.append(Connection(source, target, weights if weighted else None, exists))
    return tuple(connections)


def _captions(graph: Any, n_layers: int) -> tuple[str | None, ...]:
    captions = graph.graph.get("captions")
    if captions is None:
        return (None,) * n_layers
    if not isinstance(captions, (tuple, list)) or len(captions) != n_layers:
        raise ValueError(
            f"captions of the graph must hold {n_layers} captions, one for each layer, or None; it "
            f"is {captions!r}."
        )
    return tuple(captions)


def _number(argument: str, value: Any) -> float:
    if not isinstance(value, (numbers.Real, np.bool_)):
        raise TypeError(f"{argument} must be a real number; it is {value!r}.")
    return float(value)
