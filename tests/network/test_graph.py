"""A network as a graph and back, exactly; graphs of one's own; and what no network can be."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from sklearn.preprocessing import StandardScaler

from nnviz.network import Connection, Layer, Network
from nnviz.network.graph import neuron_places
from tests.networks import assert_same_array, assert_same_network, networks, skip_network


@given(network=networks())
def test_round_trip_of_any_network(network):
    assert_same_network(Network.from_graph(network.to_networkx()), network)


@pytest.mark.parametrize(
    "network",
    [
        skip_network(),
        Network.from_sizes([4, 3, 2, 3]),
        Network.from_sizes([2, 3, 1]).without([(1, 0), (1, 1), (1, 2)]),
        skip_network().without([(2, 0), (0, 0), (0, 1)]),
        Network([Layer(1), Layer(2, bias=[1.0, 2.0])], [Connection(0, 1)]),
        Network([Layer(1), Layer(2, bias=[1.0, 2.0])], []),
    ],
)
def test_round_trip(network):
    assert_same_network(Network.from_graph(network.to_networkx()), network)


def test_round_trip_keeps_preprocessing():
    scaler, transformer = StandardScaler(), StandardScaler()
    network = Network(
        [Layer(1), Layer(1)],
        [Connection(0, 1)],
        preprocessing=[scaler],
        target_transformer=transformer,
        input_features=["a"],
    )
    assert_same_network(Network.from_graph(network.to_networkx()), network)


def test_graph_of_a_network():
    graph = skip_network().to_networkx()
    assert type(graph) is nx.DiGraph
    assert graph.nodes[0, 0] == {"layer": 0, "index": 0, "label": "x $1$"}
    assert graph.nodes[1, 1] == {"layer": 1, "index": 1, "activation": "relu", "bias": -1.0}
    assert graph.nodes[1, 2]["absent"] is True
    assert "bias" not in graph.nodes[1, 2]
    assert graph.nodes[3, 0]["label"] == "no"
    assert "bias" not in graph.nodes[3, 1]
    assert graph.edges[(0, 1), (1, 1)] == {"weight": 5.0}
    assert not graph.has_edge((0, 1), (3, 1))
    assert not any((1, 2) in edge for edge in graph.edges)
    assert graph.graph["classes"].tolist() == ["no", "yes"]
    assert graph.graph["captions"] == (None, "encoder", None, None)
    assert all(type(weight) is float for *_, weight in graph.edges(data="weight"))


def test_graph_of_an_architecture_has_no_weights():
    graph = Network.from_sizes([2, 1]).to_networkx()
    assert list(graph.edges(data=True)) == [((0, 0), (1, 0), {}), ((0, 1), (1, 0), {})]


def test_layers_by_the_longest_path():
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("d", "c"), ("c", "e"), ("a", "f")])
    network = Network.from_graph(graph)
    assert [layer.names for layer in network.layers] == [("a", "d"), ("b", "f"), ("c",), ("e",)]
    assert [(c.source, c.target) for c in network.connections] == [(0, 1), (0, 2), (1, 2), (2, 3)]
    assert network.connection(0, 1).mask.tolist() == [[True, True], [False, False]]
    assert not network.has_weights
    assert network.n_parameters == graph.number_of_edges()
    assert neuron_places(graph)["f"] == (1, 1)


def test_attributes():
    graph = nx.DiGraph(captions=["pixels", None], classes=[0, 1])
    graph.add_node("p", layer=0, index=1)
    graph.add_node("q", layer=0, index=0, label=7, activation="identity")
    graph.add_node("r", layer=1, bias=np.float32(0.5), activation="sigmoid", label="out $x$")
    graph.add_edge("p", "r", weight=2)
    graph.add_edge("q", "r", weight=np.float64(3.5))
    network = Network.from_graph(graph)
    assert network.layers[0].names == ("7", "p")
    assert network.layers[1].names == ("out $x$",)
    assert network.layers[1].activation == "logistic"
    assert network.layers[1].bias.tolist() == [0.5]
    assert network.layers[0].caption == "pixels"
    assert network.connections[0].weights.tolist() == [[3.5], [2.0]]
    assert network.classes.tolist() == [0, 1]


def test_order_is_the_graphs_own_unless_all_have_an_index():
    graph = nx.DiGraph([("b", "z"), ("a", "z"), ("c", "z")])
    graph.nodes["a"]["index"] = 0
    assert Network.from_graph(graph).layers[0].names == ("b", "a", "c")
    nx.set_node_attributes(graph, {"a": 5, "b": 9, "c": 2}, "index")
    assert Network.from_graph(graph).layers[0].names == ("c", "a", "b")
    assert list(neuron_places(graph).items())[0] == ("b", (0, 2))


def test_some_biases():
    graph = nx.DiGraph([("a", "c"), ("a", "d"), ("a", "e")])
    graph.nodes["d"]["bias"] = 2.5
    layer = Network.from_graph(graph).layers[1]
    assert_same_array(layer.bias, np.array([0.0, 2.5, 0.0]))
    assert layer.bias_mask.tolist() == [False, True, False]
    assert layer.n_biases == 1


def test_neuron_with_nothing_but_a_bias():
    graph = nx.DiGraph()
    graph.add_node("x", layer=0)
    graph.add_node("b", layer=1, bias=1.0)
    graph.add_node("h", layer=1, bias=0.0)
    graph.add_node("y", layer=2)
    graph.add_weighted_edges_from([("x", "h", 1.0), ("h", "y", 1.0), ("b", "y", 3.0)])
    network = Network.from_graph(graph)
    assert network.sizes == (1, 2, 1)
    assert network.connection(0, 1).mask.tolist() == [[False, True]]


def test_the_graph_is_not_changed():
    graph = skip_network().to_networkx()
    before = {node: dict(data) for node, data in graph.nodes(data=True)}
    keys = list(graph.graph)
    Network.from_graph(graph)
    assert {node: dict(data) for node, data in graph.nodes(data=True)} == before
    assert list(graph.graph) == keys


def test_a_subgraph_view_will_do():
    graph = Network.from_arrays([np.ones((2, 2)), np.ones((2, 1))]).to_networkx()
    view = nx.subgraph_view(graph, filter_edge=lambda u, v: (u, v) != ((0, 0), (1, 1)))
    assert Network.from_graph(view).n_parameters == 5


def test_nan_weights_are_weights():
    graph = nx.DiGraph()
    graph.add_edge("a", "b", weight=float("nan"))
    assert np.isnan(Network.from_graph(graph).connections[0].weights[0, 0])


def graph_of(*edges, **nodes):
    graph = nx.DiGraph()
    for name, attributes in nodes.items():
        graph.add_node(name, **attributes)
    for source, target, *weight in edges:
        graph.add_edge(source, target, **({"weight": weight[0]} if weight else {}))
    return graph


@pytest.mark.parametrize(
    ("graph", "error", "message"),
    [
        (nx.DiGraph(), ValueError, "graph must have neurons; it is empty"),
        (nx.Graph([(0, 1)]), TypeError, "graph must be a networkx.DiGraph, .* of type Graph"),
        (nx.MultiDiGraph([(0, 1)]), TypeError, "graph must be a .* of type MultiDiGraph"),
        ([(0, 1)], TypeError, "graph must be a networkx.DiGraph, .* of type list"),
        (graph_of(a={}, b={}), ValueError, "graph must have edges: all its neurons lie in one"),
        (graph_of("ab", "ba"), ValueError, "graph must have no cycle; it has a -> b -> a"),
        (graph_of("ab", "bb"), ValueError, "graph must have no cycle; it has b -> b"),
        (
            graph_of("xa", "ab", "bc", "ca"),
            ValueError,
            "graph must have no cycle; it has a -> b -> c -> a",
        ),
        (
            graph_of("ab", "ba", a={"layer": 0}, b={"layer": 1}),
            ValueError,
            "graph must have no cycle; it has a -> b -> a",
        ),
        (
            graph_of("ab", a={"layer": 1}, b={"layer": 1}, c={"layer": 0}),
            ValueError,
            "layer: edge a -> b stays inside layer 1",
        ),
        (
            graph_of("ab", a={"layer": 2}, b={"layer": 1}, c={"layer": 0}),
            ValueError,
            "layer: edge a -> b leads back to layer 1 from layer 2",
        ),
        (
            graph_of("ab", a={"layer": 0}),
            ValueError,
            "layer: neuron b has none, but a has",
        ),
        (
            graph_of("ab", a={"layer": 0}, b={"layer": 2}),
            ValueError,
            r"layer: no neuron lies in layer 1; layers must be 0\.\.2 without a gap",
        ),
        (
            graph_of("ab", a={"layer": 0}, b={"layer": "last"}),
            TypeError,
            "layer of neuron b must be an integer, .* it is 'last'",
        ),
        (
            graph_of("ab", a={"layer": -1}, b={"layer": 0}),
            ValueError,
            "layer of neuron a must be at least 0; it is -1",
        ),
        (
            graph_of("ac", "bc", a={"index": 1}, b={"index": 1}),
            ValueError,
            "index: neurons a and b of layer 0 both have 1",
        ),
        (
            graph_of("ab", "ac", b={"activation": "relu"}, c={"activation": "tanh"}),
            ValueError,
            "activation: layer 1 mixes activations: neuron b has relu, neuron c has tanh",
        ),
        (
            graph_of("ab", "ac", b={"activation": "relu"}, c={}),
            ValueError,
            "activation: layer 1 mixes activations: neuron b has relu, neuron c has none",
        ),
        (
            graph_of("ab", b={"activation": "rleu"}),
            ValueError,
            "activation of neuron b: 'rleu' is not a known activation; allowed are",
        ),
        (graph_of("ab", a={"activation": "relu"}), ValueError, r"layers\[0\] is the input"),
        (graph_of("ab", a={"bias": 1.0}), ValueError, r"layers\[0\] is the input, .* no bias"),
        (graph_of("ab", b={"bias": "1"}), TypeError, "bias of neuron b must be a real number"),
        (graph_of("ab", b={"bias": 1j}), TypeError, "bias of neuron b must be a real number"),
        (
            graph_of("ab", b={"bias": 1.0, "has_bias": False}),
            ValueError,
            "has_bias of neuron b is False, but it has a bias",
        ),
        (
            graph_of("ab", "ac", b={"bias": 1.0}, c={"has_bias": True}),
            ValueError,
            "bias: neuron b has a value, but neuron c of the same layer",
        ),
        (
            graph_of(("a", "b", 1.0), ("a", "c")),
            ValueError,
            "weight: edge a -> c has none, but edge a -> b has",
        ),
        (
            graph_of(("a", "b"), ("a", "c", 1.0)),
            ValueError,
            "weight: edge a -> b has none, but edge a -> c has",
        ),
        (
            graph_of(("a", "b", "big")),
            TypeError,
            "weight of edge a -> b must be a real number; it is 'big'",
        ),
    ],
)
def test_bad_graph(graph, error, message):
    with pytest.raises(error, match=message):
        Network.from_graph(graph)


@pytest.mark.parametrize("captions", [["one"], "ab", 5, [1, 2]])
def test_bad_captions(captions):
    graph = graph_of("ab")
    graph.graph["captions"] = captions
    with pytest.raises((TypeError, ValueError), match="^caption"):
        Network.from_graph(graph)


def test_bad_classes():
    graph = graph_of("ab")
    graph.graph["classes"] = [1, 2, 3]
    with pytest.raises(ValueError, match="classes must hold 1 or 2 labels"):
        Network.from_graph(graph)
