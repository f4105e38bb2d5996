"""What the edges of a diagram show, as numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import EdgeValues, Network, backward, forward
from nnviz.edge_values import count_missing, edge_values_of, largest_value, n_negative
from nnviz.network import Connection, Layer
from tests.figures import fixed_arrays, fixed_network
from tests.networks import assert_same_array, skip_network


class TestWeights:
    def test_are_the_networks_own(self) -> None:
        network = fixed_network(2, 3, 1)
        values = edge_values_of(network)
        assert isinstance(values, EdgeValues)
        assert values.label == "weight"
        assert values.connections is not None
        for array, connection in zip(values.connections, network.connections, strict=True):
            assert_same_array(array, connection.weights)
        assert values.biases[0] is None
        assert_same_array(values.biases[1], network.layers[1].bias)

    def test_of_an_architecture_there_are_none(self) -> None:
        values = edge_values_of(Network.from_sizes([2, 3, 1]))
        assert values.connections is None
        assert values.biases == (None, None, None)

    def test_without_biases(self) -> None:
        network = Network.from_arrays(fixed_arrays(2, 3, 1)[0])
        assert edge_values_of(network).biases == (None, None, None)


class TestGradient:
    def test_of_a_backward_pass(self) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        passed = backward(network, [[1.0, 2.0], [0.5, -1.0]], [1.0, 2.0])
        values = edge_values_of(network, passed)
        assert values.label == "gradient of the half squared error"
        assert values.note == "positive: lowering this weight lowers the loss"
        for array, gradient in zip(values.connections, passed.weight_gradients, strict=True):  # type: ignore[arg-type]
            np.testing.assert_array_equal(array, gradient)
        np.testing.assert_array_equal(values.biases[2], passed.bias_gradients[2])

    def test_of_another_networks_backward_pass(self) -> None:
        other = fixed_network(2, 4, 1, out_activation="identity")
        passed = backward(other, [[1.0, 2.0]], [1.0])
        with pytest.raises(ValueError, match=r"edge_values\[0\] must have the shape \(2, 3\)"):
            edge_values_of(fixed_network(2, 3, 1), passed)

    @pytest.mark.parametrize("sizes", [(2, 3, 1, 1), (2, 3)])
    def test_of_a_network_of_another_depth(self, sizes: tuple[int, ...]) -> None:
        other = fixed_network(*sizes, out_activation="identity")
        passed = backward(other, [[1.0, 2.0]], [[1.0] * sizes[-1]])
        with pytest.raises(ValueError, match="edge_values"):
            edge_values_of(fixed_network(2, 3, 1), passed)


class TestContribution:
    def test_is_weight_times_incoming_activation(self) -> None:
        network = fixed_network(3, 4, 2, out_activation="identity")
        sample = np.array([[0.5, -2.0, 3.0]])
        values = edge_values_of(network, "contribution", forward(network, sample))
        (first, second), (b1, b2) = fixed_arrays(3, 4, 2)
        hidden = np.maximum(sample[0] @ first + b1, 0)
        assert values.connections is not None
        np.testing.assert_allclose(values.connections[0], sample[0][:, None] * first)
        np.testing.assert_allclose(values.connections[1], hidden[:, None] * second)
        np.testing.assert_array_equal(values.biases[2], b2)
        # All that comes into a neuron adds up to its weighted sum.
        np.testing.assert_allclose(
            values.connections[1].sum(axis=0) + b2, hidden @ second + b2, rtol=1e-12
        )

    def test_over_skips(self) -> None:
        network = Network(
            [Layer(2), Layer(1, "tanh"), Layer(1, "identity")],
            [
                Connection(0, 1, [[1.0], [2.0]]),
                Connection(1, 2, [[3.0]]),
                Connection(0, 2, [[5.0], [7.0]]),
            ],
        )
        passed = forward(network, [[0.1, 0.2]])
        values = edge_values_of(network, "contribution", passed)
        found = {
            (c.source, c.target): array.ravel().tolist()
            for c, array in zip(network.connections, values.connections, strict=True)  # type: ignore[arg-type]
        }
        assert found[0, 2] == pytest.approx([0.5, 1.4])
        assert found[1, 2] == pytest.approx([3 * np.tanh(0.5)])

    def test_needs_a_sample(self) -> None:
        with pytest.raises(ValueError, match="needs a sample: give sample="):
            edge_values_of(fixed_network(2, 1), "contribution")

    def test_of_an_infinite_weight_and_a_silent_neuron(self) -> None:
        network = Network.from_arrays(
            [[[-1.0]], [[np.inf]]], activation="relu", out_activation="identity"
        )
        with np.errstate(all="ignore"):
            passed = forward(network, [[1.0]])
        values = edge_values_of(network, "contribution", passed)
        assert values.connections is not None
        assert np.isnan(values.connections[1]).all()

    def test_that_overflows(self) -> None:
        network = Network.from_arrays([[[1e308]]], out_activation="identity")
        with np.errstate(all="ignore"):
            passed = forward(network, [[100.0]])
        values = edge_values_of(network, "contribution", passed)
        assert values.connections is not None
        assert np.isinf(values.connections[0]).all()


class TestArrays:
    def test_lists_by_connection(self) -> None:
        values = edge_values_of(fixed_network(2, 1, 1), [[[1], [2]], [[3]]])
        assert values.label == "edge value"
        assert [array.tolist() for array in values.connections or ()] == [[[1], [2]], [[3]]]
        assert values.biases == (None, None, None)

    def test_for_an_architecture(self) -> None:
        values = edge_values_of(Network.from_sizes([2, 1]), [np.ones((2, 1))])
        assert values.connections is not None

    def test_one_array_of_equal_connections(self) -> None:
        values = edge_values_of(fixed_network(2, 2, 2), np.arange(8.0).reshape(2, 2, 2))
        assert values.connections is not None
        np.testing.assert_array_equal(values.connections[1], [[4, 5], [6, 7]])

    def test_masked_entries_are_missing(self) -> None:
        array = np.ma.array([[1, 2]], mask=[[False, True]])
        values = edge_values_of(fixed_network(1, 2), [array])
        np.testing.assert_array_equal(values.connections[0], [[1, np.nan]])  # type: ignore[index]

    @pytest.mark.parametrize("n", [0, 1, 3])
    def test_wrong_number(self, n: int) -> None:
        with pytest.raises(ValueError, match=f"must have 2 arrays.*it has {n}"):
            edge_values_of(fixed_network(2, 2, 2), [np.ones((2, 2))] * n)

    def test_wrong_shape_names_connection_and_shapes(self) -> None:
        with pytest.raises(ValueError, match=r"edge_values\[1\].*\(2, 3\).*layer 1 to layer 2.*"
                           r"\(3, 2\)"):  # fmt: skip
            edge_values_of(fixed_network(2, 2, 3), [np.ones((2, 2)), np.ones((3, 2))])

    @pytest.mark.parametrize("array", [[["a"]], [[1j]], [[None]]])
    def test_what_is_no_number(self, array: Any) -> None:
        with pytest.raises(TypeError, match=r"edge_values\[0\] must hold real numbers"):
            edge_values_of(fixed_network(1, 1), [array])

    @pytest.mark.parametrize("values", [3, 2.5, object(), {1, 2}])
    def test_what_is_none_of_it(self, values: Any) -> None:
        with pytest.raises(TypeError, match="edge_values must be None, 'contribution'"):
            edge_values_of(fixed_network(1, 1), values)

    @pytest.mark.parametrize("values", ["contributions", "weights", ""])
    def test_unknown_word(self, values: str) -> None:
        with pytest.raises(ValueError, match=f"'contribution'.*got {values!r}"):
            edge_values_of(fixed_network(1, 1), values)

    def test_zero_dimensional_array(self) -> None:
        with pytest.raises((TypeError, ValueError), match="edge_values"):
            edge_values_of(fixed_network(1, 1), np.array(1.0))


class TestMapping:
    def test_by_pair_or_by_target(self) -> None:
        network = fixed_network(2, 1, 1)
        values = edge_values_of(network, {(0, 1): [[1], [2]], 2: [[3]], (2, "bias"): [4]})
        assert [array.tolist() for array in values.connections or ()] == [[[1], [2]], [[3]]]
        np.testing.assert_array_equal(values.biases[2], [4])
        assert values.biases[1] is None

    def test_leaves_the_mapping(self) -> None:
        given = {(0, 1): [[1.0]]}
        edge_values_of(fixed_network(1, 1), given)
        assert given == {(0, 1): [[1.0]]}

    def test_target_alone_is_not_enough_where_two_connections_meet(self) -> None:
        network = skip_network()
        arrays = {c.target: np.ones(c.shape) for c in network.connections}
        with pytest.raises(ValueError, match=r"lacks the connection \(0, 3\)"):
            edge_values_of(network, arrays)

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({}, r"lacks the connection \(0, 1\)"),
            ({(0, 1): [[1], [2]], 2: [[3]], 7: 1}, "there is no connection 7"),
            ({1: [[1], [2]], 2: [[3]], (0, "bias"): [1, 2]}, r"\(0, 'bias'\).*must have shape"),
            ({1: [[1], [2]], 2: [[3]], (1, "bias"): [1, 2]}, r"\(1, 'bias'\).*shape \(1,\)"),
            ({1: [[1], [2], [3]], 2: [[3]]}, r"shape \(2, 1\)"),
        ],
    )
    def test_what_does_not_fit(self, values: Any, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            edge_values_of(fixed_network(2, 1, 1), values)


class TestCounts:
    def test_missing_counts_edges_and_biases_that_exist(self) -> None:
        network = skip_network()
        values = edge_values_of(network)
        n_edges = sum(c.n_weights for c in network.connections)
        n_biases = sum(layer.n_biases for layer in network.layers)
        missing, total = count_missing(values, network)
        assert missing == 2
        assert total == n_edges + n_biases

    def test_missing_of_an_architecture(self) -> None:
        network = Network.from_sizes([3, 2])
        assert count_missing(edge_values_of(network), network) == (0, 0)

    def test_negative_edges(self) -> None:
        network = Network.from_arrays(
            [np.ma.array([[-1.0, -2.0, 3.0, np.nan]], mask=[[1, 0, 0, 0]])]
        )
        assert n_negative(edge_values_of(network), network) == 1

    def test_largest(self) -> None:
        network = Network.from_arrays([[[1.0, -3.0]], [[2.0], [np.inf]]])
        assert largest_value(edge_values_of(network), network) == ((0, 0), (1, 1), -3.0)

    def test_largest_passes_over_what_does_not_exist(self) -> None:
        weights = np.ma.array([[9.0, 1.0]], mask=[[True, False]])
        network = Network.from_arrays([weights])
        assert largest_value(edge_values_of(network), network) == ((0, 0), (1, 1), 1.0)

    def test_largest_of_zeros_is_the_first(self) -> None:
        network = Network.from_arrays([[[0.0], [0.0]]])
        assert largest_value(edge_values_of(network), network) == ((0, 0), (1, 0), 0.0)

    @pytest.mark.parametrize("weight", [np.nan, np.inf])
    def test_no_largest(self, weight: float) -> None:
        network = Network.from_arrays([[[weight]]])
        assert largest_value(edge_values_of(network), network) is None

    def test_no_largest_of_an_architecture(self) -> None:
        network = Network.from_sizes([1, 1])
        assert largest_value(edge_values_of(network), network) is None
