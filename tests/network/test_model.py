"""A network: what it holds, how it counts, and what it refuses."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given

from nnviz.network import Connection, Layer, Network
from tests.networks import assert_same_network, networks, skip_network

LAYERS = (Layer(2), Layer(3, "relu", [1.0, 2.0, 3.0]), Layer(1))


def test_counts():
    network = Network.from_sizes([4, 3, 2, 3])
    assert network.sizes == (4, 3, 2, 3)
    assert (network.n_layers, network.depth) == (4, 3)
    assert network.n_parameters == 4 * 3 + 3 + 3 * 2 + 2 + 2 * 3 + 3
    assert not network.has_weights
    assert network.has_bias
    assert repr(network) == "<Network 4-3-2-3, 32 parameters>"
    assert repr(Network.from_sizes([1, 1], bias=False)) == "<Network 1-1, 1 parameter>"


def test_connections_are_sorted_and_found():
    network = skip_network()
    assert [(c.source, c.target) for c in network.connections] == [(0, 1), (1, 2), (0, 3), (2, 3)]
    assert network.connection(0, 3) is network.connections[2]
    assert network.connection(0, 2) is None
    assert network.incoming(3) == [(2, network.connections[2]), (3, network.connections[3])]
    assert network.outgoing(0) == [(0, network.connections[0]), (2, network.connections[2])]
    assert network.incoming(0) == []
    assert network.outgoing(3) == []


def test_absent_neurons_have_no_weights():
    network = skip_network()
    first, second = network.connections[:2]
    assert first.weights.tolist() == [[1.0, 2.0, 0.0], [4.0, 5.0, 0.0]]
    assert first.mask.tolist() == [[True, True, False]] * 2
    assert second.mask.tolist() == [[True], [True], [False]]
    # 4 + 2 weights, 3 that skip, 2 into the output; 2 biases of the hidden layer, 1 of the output.
    assert network.n_parameters == 4 + 2 + 3 + 2 + 2 + 1


def test_layer_names():
    network = skip_network()
    names = [network.layer_name(k) for k in range(4)]
    assert names == ["input", "encoder", "hidden 2", "output"]
    for layer in (4, -1):
        with pytest.raises(ValueError, match=rf"layer {layer} does not exist; .* 0\.\.3"):
            network.layer_name(layer)
        with pytest.raises(ValueError, match="does not exist"):
            network.incoming(layer)


def test_architecture_connections_know_their_shape():
    network = Network.from_sizes([4, 3, 2])
    assert [c.shape for c in network.connections] == [(4, 3), (3, 2)]
    assert network.connections[0].mask.shape == (4, 3)


def test_frozen_and_shared_with_nobody():
    classes = np.array(["a", "b"])
    network = Network([Layer(1), Layer(2)], [Connection(0, 1, [[1.0, 2.0]])], classes=classes)
    classes[0] = "z"
    assert network.classes.tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="read-only"):
        network.classes[0] = "z"
    with pytest.raises(dataclasses.FrozenInstanceError):
        network.layers = ()
    assert isinstance(network.layers, tuple)
    assert isinstance(network.connections, tuple)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
@given(network=networks())
def test_pickle_and_deep_copy(duplicate, network):
    other = duplicate(network)
    assert_same_network(network, other)
    for connection in other.connections:
        assert connection.weights is None or not connection.weights.flags.writeable
    assert other.classes is None or not other.classes.flags.writeable


def test_networks_compare_by_identity():
    assert Network.from_sizes([1, 1]) != Network.from_sizes([1, 1])
    assert len({Network.from_sizes([1, 1]), Network.from_sizes([1, 1])}) == 2


def test_no_connection_at_all():
    network = Network([Layer(1), Layer(2, bias=[1.0, 2.0])], [])
    assert network.n_parameters == 2
    assert not network.has_weights


def test_biases_known_and_weights_not():
    network = Network([Layer(1), Layer(2, bias=[1.0, 2.0])], [Connection(0, 1)])
    assert not network.has_weights
    assert network.n_parameters == 4


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"layers": []}, ValueError, "layers must be at least two, .* it holds 0"),
        ({"layers": [Layer(2)]}, ValueError, "layers must be at least two, .* it holds 1"),
        ({"layers": [2, 3]}, TypeError, r"layers\[0\] must be a Layer; it is 2"),
        ({"layers": None}, TypeError, "layers must be a sequence of Layer"),
        ({"connections": [1]}, TypeError, r"connections\[0\] must be a Connection; it is 1"),
        (
            {"layers": [Layer(2, bias=[1, 2]), *LAYERS[1:]]},
            ValueError,
            r"layers\[0\] is the input, which has no bias",
        ),
        (
            {"layers": [Layer(2, "relu"), *LAYERS[1:]]},
            ValueError,
            r"layers\[0\] is the input, which computes nothing; its activation is 'relu'",
        ),
        (
            {"layers": [*LAYERS[:2], Layer(2, absent=[1])]},
            ValueError,
            r"layers\[2\].absent must be empty",
        ),
        (
            {"connections": [Connection(0, 3)]},
            ValueError,
            r"connections\[0\]: layer 3 does not exist; this network's layers are 0\.\.2",
        ),
        (
            {"connections": [Connection(0, 1), Connection(0, 1)]},
            ValueError,
            r"connections\[1\]: there is another connection from 0 to 1",
        ),
        (
            {"connections": [Connection(0, 1), Connection(1, 2, np.ones((3, 1)))]},
            ValueError,
            r"connections\[1\]: either all connections have weights or none",
        ),
        (
            {"connections": [Connection(0, 1, np.ones((2, 2)))]},
            ValueError,
            r"connections\[0\] must have shape \(2, 3\), the sizes of layers 0 and 1; .* \(2, 2\)",
        ),
        (
            {
                "layers": [Layer(1), Layer(1, has_bias=True)],
                "connections": [Connection(0, 1, [[1.0]])],
            },
            ValueError,
            r"layers\[1\]: the weights are known, but the biases are not",
        ),
        ({"classes": [[0, 1]]}, ValueError, r"classes must be 1-D; it has shape \(1, 2\)"),
        (
            {"classes": [0, 1, 2]},
            ValueError,
            "classes must hold 1 or 2 labels for 1 output neuron;",
        ),
        (
            {"layers": [*LAYERS[:2], Layer(3)], "classes": [0, 1]},
            ValueError,
            "classes must hold 3 labels for 3 output neurons; it holds 2",
        ),
        ({"input_features": "abc"}, TypeError, "input_features must be a list"),
        ({"preprocessing": 5}, TypeError, "preprocessing must be a sequence of transformers"),
    ],
)
def test_bad_input(kwargs, error, message):
    with pytest.raises(error, match=message):
        Network(**{"layers": LAYERS, "connections": (), **kwargs})


def test_input_activation_identity_says_nothing():
    network = Network([Layer(1, "identity"), Layer(1)], [Connection(0, 1)])
    assert network.layers[0].activation is None


def test_summary():
    assert skip_network().summary().splitlines() == [
        "layer     size  activation  weights  biases  parameters",
        "input        2  -                 0       0           0",
        "encoder      3  relu              4       2           6",
        "hidden 2     1  tanh              2       0           2",
        "output       2  softmax           5       1           6",
        "total        8                   11       3          14",
    ]


def test_summary_of_a_large_network():
    table = Network.from_sizes([4096, 1024, 10]).summary()
    assert "4,195,328" in table
    assert len({len(line) for line in table.splitlines()}) == 1


@given(network=networks())
def test_summary_adds_up(network):
    lines = network.summary().splitlines()
    assert int(lines[-1].split()[-1]) == network.n_parameters
    assert len([line for line in lines if line]) >= network.n_layers + 2


def test_imports_no_framework():
    code = (
        "import sys, nnviz.adapters, nnviz.network, nnviz.storage\n"
        "nnviz.adapters.as_network(([[[1.0]]], None)).summary()\n"
        "heavy = {'matplotlib', 'sklearn', 'scipy', 'networkx', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
