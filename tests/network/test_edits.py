"""New networks from old: other weights, fewer neurons; the original stays as it was."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.network import Network
from nnviz.network.edits import find_weight
from tests.networks import assert_same_network, networks, skip_network


@pytest.fixture
def network() -> Network:
    return Network.from_arrays(
        [np.arange(6.0).reshape(2, 3), np.arange(3.0).reshape(3, 1)],
        [[1.0, 2.0, 3.0], [4.0]],
        activation="relu",
        out_activation="identity",
        input_names=["a", "b"],
    )


class TestWithWeights:
    def test_all_forms(self, network):
        before = copy.deepcopy(network)
        changed = network.with_weights(
            {(1, 0, 2): -1.0, (1, "bias", 1): np.float32(0.5), ((1, 2), (2, 0)): 9, (1, 1, 0): True}
        )
        assert changed.connections[0].weights.tolist() == [[0.0, 1.0, -1.0], [1.0, 4.0, 5.0]]
        assert changed.connections[1].weights.tolist() == [[0.0], [1.0], [9.0]]
        assert changed.layers[1].bias.tolist() == [1.0, 0.5, 3.0]
        assert_same_network(network, before)
        assert changed.layers[0] is network.layers[0]
        assert not changed.connections[0].weights.flags.writeable

    def test_nothing_changed(self, network):
        assert_same_network(network.with_weights({}), network)

    def test_nan_is_legal(self, network):
        changed = network.with_weights({(2, 0, 0): np.nan, (2, 1, 0): -np.inf})
        np.testing.assert_array_equal(
            changed.connections[1].weights[:, 0], [np.nan, -np.inf, 2.0], strict=True
        )

    def test_over_a_skip(self):
        network = skip_network()
        changed = network.with_weights({((0, 1), (3, 0)): 5.0})
        assert changed.connections[2].weights[1, 0] == 5.0
        assert changed.connections[2].mask.tolist() == network.connections[2].mask.tolist()

    @pytest.mark.parametrize(
        ("weight", "error", "message"),
        [
            ((4, 0, 0), ValueError, r"layer 4 does not exist; this network's layers are 1\.\.2"),
            ((0, 0, 0), ValueError, r"layer 0 does not exist; this network's layers are 1\.\.2"),
            ((-1, 0, 0), ValueError, "layer -1 does not exist"),
            ((1, 2, 0), ValueError, r"neuron 2 does not exist; allowed are 0\.\.1"),
            ((1, 0, 3), ValueError, r"neuron 3 does not exist; allowed are 0\.\.2"),
            ((1, 0, -1), ValueError, "neuron -1 does not exist"),
            ((1, "bias", 3), ValueError, "neuron 3 does not exist"),
            ((1, "B", 0), ValueError, "'B' is no neuron; allowed are an index or 'bias'"),
            ((1.0, 0, 0), TypeError, "with integers; the layer is 1.0"),
            ((True, 0, 0), TypeError, "with integers; the layer is True"),
            ((1, 0.0, 0), TypeError, "weight must be an integer"),
            (((0, 0), (2, 0)), ValueError, "none from neuron 0 of layer 0 to neuron 0 of layer 2"),
            (((1, 0), (0, 0)), ValueError, "none from neuron 0 of layer 1 to neuron 0 of layer 0"),
            (((0, 0), (3, 0)), ValueError, r"layer 3 does not exist; allowed are 0\.\.2"),
            ((1, 0), TypeError, r"weight must be \(r, i, j\)"),
            ("w", TypeError, r"weight must be \(r, i, j\)"),
            (5, TypeError, r"weight must be \(r, i, j\)"),
        ],
    )
    def test_no_such_weight(self, network, weight, error, message):
        with pytest.raises(error, match=message) as caught:
            network.with_weights({weight: 1.0})
        assert str(caught.value).startswith("weight")

    @pytest.mark.parametrize("value", ["1", None, 1j, [1.0]])
    def test_value_is_no_number(self, network, value):
        with pytest.raises(TypeError, match=r"changes\[\(1, 0, 0\)\] must be a real number"):
            network.with_weights({(1, 0, 0): value})

    def test_changes_are_no_mapping(self, network):
        with pytest.raises(TypeError, match="changes must be a mapping"):
            network.with_weights([(1, 0, 0)])

    def test_missing_weight_and_bias(self):
        network = skip_network()
        with pytest.raises(
            ValueError, match="none from neuron 1 of layer 0 to neuron 1 of layer 3"
        ):
            network.with_weights({((0, 1), (3, 1)): 1.0})
        with pytest.raises(
            ValueError, match="none from neuron 0 of layer 0 to neuron 2 of layer 1"
        ):
            network.with_weights({(1, 0, 2): 1.0})
        for weight in [(1, "bias", 2), (2, "bias", 0), (3, "bias", 1)]:
            with pytest.raises(ValueError, match="has no bias"):
                network.with_weights({weight: 1.0})

    def test_architecture(self):
        network = Network.from_sizes([2, 1])
        with pytest.raises(ValueError, match="an architecture, without weights"):
            network.with_weights({(1, 0, 0): 1.0})
        with pytest.raises(ValueError, match="biases are unknown"):
            network.with_weights({(1, "bias", 0): 1.0})


class TestWithout:
    def test_hidden_neuron(self, network):
        before = copy.deepcopy(network)
        reduced = network.without([(1, 2)])
        assert reduced.sizes == network.sizes
        assert reduced.layers[1].absent == (2,)
        assert reduced.layers[1].bias.tolist() == [1.0, 2.0, 0.0]
        assert reduced.connections[0].mask.tolist() == [[True, True, False]] * 2
        assert reduced.connections[1].mask.tolist() == [[True], [True], [False]]
        assert reduced.n_parameters == 4 + 2 + 2 + 1
        assert_same_network(network, before)

    def test_input(self, network):
        reduced = network.without([(0, 1)])
        assert reduced.connections[0].weights.tolist() == [[0.0, 1.0, 2.0], [0.0] * 3]
        assert reduced.layers[0].names == ("a", "b")

    def test_in_steps_and_again(self, network):
        at_once = network.without([(1, 0), (1, 2), (1, 0)])
        assert_same_network(network.without([(1, 2)]).without([(1, 0)]), at_once)
        assert_same_network(at_once.without(iter([(1, 2)])), at_once)

    def test_whole_layer(self, network):
        reduced = network.without([(1, 0), (1, 1), (1, 2)])
        assert reduced.n_parameters == 1
        assert reduced.has_weights

    def test_skips_lose_their_edges_too(self):
        reduced = skip_network().without([(0, 0)])
        assert reduced.connection(0, 3).mask.tolist() == [[False, False], [True, False]]

    def test_architecture(self):
        assert Network.from_sizes([2, 3, 1]).without([(1, 0)]).n_parameters == 4 + 2 + 2 + 1

    @pytest.mark.parametrize(
        ("neurons", "error", "message"),
        [
            ([(2, 0)], ValueError, r"\(2, 0\) is an output, .* allowed are .* 0\.\.1"),
            ([(3, 0)], ValueError, r"layer 3 does not exist; allowed are 0\.\.2"),
            ([(1, 3)], ValueError, r"layer 1's neuron 3 does not exist; allowed are 0\.\.2"),
            ([(1, -1)], ValueError, "neuron -1 does not exist"),
            ([(-1, 0)], ValueError, "layer -1 does not exist"),
            ([1], TypeError, r"a neuron must be \(layer, index\); it is 1"),
            ((1, 2), TypeError, r"a neuron must be \(layer, index\); it is 1"),
            (5, TypeError, r"neurons must be a list of \(layer, index\); it is 5"),
            ([(1, 0.5)], TypeError, "must be an integer"),
        ],
    )
    def test_bad_input(self, network, neurons, error, message):
        with pytest.raises(error, match=message) as caught:
            network.without(neurons)
        assert str(caught.value).startswith("neurons")


@given(network=networks(), data=st.data())
def test_every_weight_is_found_where_it_is(network, data):
    for number, connection in enumerate(network.connections):
        for row, column in np.argwhere(connection.mask).tolist():
            weight = ((connection.source, row), (connection.target, column))
            assert find_weight(network, weight) == (number, row, column)
            if connection.target == connection.source + 1:
                assert find_weight(network, (connection.target, row, column)) == (
                    number,
                    row,
                    column,
                )


@given(network=networks(), data=st.data())
def test_a_neuron_taken_out_leaves_no_parameter(network, data):
    layer = data.draw(st.integers(0, network.depth - 1))
    neuron = data.draw(st.integers(0, network.sizes[layer] - 1))
    reduced = network.without([(layer, neuron)])
    own = int(network.layers[layer].bias_mask[neuron])
    own += sum(int(c.mask[neuron].sum()) for _, c in network.outgoing(layer))
    own += sum(int(c.mask[:, neuron].sum()) for _, c in network.incoming(layer))
    assert reduced.n_parameters == network.n_parameters - own
