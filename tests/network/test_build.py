"""Networks from sizes and from arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nnviz.network import Network

COEFS = [np.arange(6.0).reshape(2, 3), [[1], [2], [3]]]
INTERCEPTS = [[0.5, 1.5, 2.5], np.array([7], dtype=np.int8)]


def test_from_sizes():
    network = Network.from_sizes(
        (4, np.int32(3), 2),
        activation="relu",
        out_activation="softmax",
        input_names=["a", "b", "c", "d"],
        output_names=[0, 1],
    )
    assert network.sizes == (4, 3, 2)
    assert [layer.activation for layer in network.layers] == [None, "relu", "softmax"]
    assert [layer.has_bias for layer in network.layers] == [False, True, True]
    assert all(layer.bias is None for layer in network.layers)
    assert network.layers[0].names == ("a", "b", "c", "d")
    assert network.layers[1].names is None
    assert network.layers[2].names == ("0", "1")


def test_from_sizes_without_bias():
    network = Network.from_sizes([4, 3, 2], bias=False)
    assert not network.has_bias
    assert network.n_parameters == 18


def test_from_sizes_allocates_nothing():
    assert Network.from_sizes([10**12, 10**12]).n_parameters == 10**24 + 10**12


def test_from_arrays():
    network = Network.from_arrays(
        COEFS,
        INTERCEPTS,
        activation="relu",
        out_activation="linear",
        input_names=["a", "b"],
        output_names=["y"],
    )
    assert network.sizes == (2, 3, 1)
    assert [layer.activation for layer in network.layers] == [None, "relu", "identity"]
    assert network.connections[0].weights.tolist() == COEFS[0].tolist()
    assert network.connections[1].weights.tolist() == [[1.0], [2.0], [3.0]]
    assert network.layers[1].bias.tolist() == [0.5, 1.5, 2.5]
    assert network.layers[2].bias.tolist() == [7.0]
    assert network.has_weights
    assert network.n_parameters == 6 + 3 + 3 + 1


def test_nothing_is_shared_with_the_arrays_given():
    coefs = [np.ones((1, 1))]
    intercepts = [np.ones(1)]
    network = Network.from_arrays(coefs, intercepts)
    coefs[0][0, 0] = intercepts[0][0] = 5.0
    assert network.connections[0].weights.tolist() == [[1.0]]
    assert network.layers[1].bias.tolist() == [1.0]


def test_unknown_stays_unknown():
    network = Network.from_arrays(COEFS)
    assert [layer.activation for layer in network.layers] == [None] * 3
    assert not network.has_bias
    assert network.n_parameters == 9


def test_layer_without_bias_among_others():
    network = Network.from_arrays(COEFS, [None, [1.0]])
    assert [layer.has_bias for layer in network.layers] == [False, False, True]


def test_masked_arrays():
    network = Network.from_arrays(
        [np.ma.array([[1.0, 2.0]], mask=[[True, False]])],
        [np.ma.array([3.0, 4.0], mask=[False, True])],
    )
    assert network.connections[0].mask.tolist() == [[False, True]]
    assert network.layers[1].bias_mask.tolist() == [True, False]
    assert network.n_parameters == 2


def test_other_containers():
    frames = [pd.DataFrame(COEFS[0]), pd.DataFrame(COEFS[1])]
    assert Network.from_arrays(frames).sizes == (2, 3, 1)
    assert Network.from_arrays(iter(COEFS), iter(INTERCEPTS)).sizes == (2, 3, 1)
    assert Network.from_arrays(np.ones((3, 2, 2))).sizes == (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        (([],), ValueError, "coefs must be a list .* it is empty"),
        ((None,), TypeError, "coefs must be a list .* NoneType"),
        (("abc",), TypeError, "coefs must be a list .* str"),
        (({0: COEFS[0]},), TypeError, "coefs must be a list .* dict"),
        ((pd.DataFrame(COEFS[0]),), TypeError, "coefs must be a list .* DataFrame"),
        (([[1.0, 2.0]],), ValueError, r"coefs\[0\] must be 2-D; it has shape \(2,\)"),
        ((np.ones((2, 2)),), ValueError, r"coefs\[0\] must be 2-D; it has shape \(2,\)"),
        (([np.ones((1, 1, 1))],), ValueError, r"coefs\[0\] must be 2-D; .*\(1, 1, 1\)"),
        (([np.ones((2, 0))],), ValueError, r"coefs\[0\] has shape \(2, 0\); .* one neuron"),
        (
            ([np.ones((2, 3)), np.ones((2, 1))],),
            ValueError,
            r"coefs\[1\] must have 3 rows to follow coefs\[0\], which has shape \(2, 3\); it has "
            r"shape \(2, 1\)",
        ),
        (([np.ones((1, 1)) * 1j],), TypeError, r"coefs\[0\] must hold real .* complex128"),
        (([[[1, None]]],), TypeError, r"coefs\[0\] must hold real .* object"),
        (([[["a"]]],), TypeError, r"coefs\[0\] must hold real .* <U1"),
        (([[[1], [2, 3]]],), ValueError, r"coefs\[0\] must be a full array"),
        ((COEFS, [[1.0, 2.0], [3.0]]), ValueError, r"intercepts\[0\] must hold 3 .* \(2,\)"),
        ((COEFS, [[1.0, 2.0, 3.0]]), ValueError, "intercepts must hold 2 arrays, .* holds 1"),
        ((COEFS, 5), TypeError, "intercepts must be a list .* int"),
        ((COEFS, [[[1.0, 2.0, 3.0]], [1.0]]), ValueError, r"intercepts\[0\] must be 1-D"),
        ((COEFS, [[1j, 2, 3], [1.0]]), TypeError, r"intercepts\[0\] must hold real"),
    ],
)
def test_bad_arrays(args, error, message):
    with pytest.raises(error, match=message):
        Network.from_arrays(*args)


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"activation": "rleu"}, ValueError, "^activation: 'rleu' .* allowed are .*tanh"),
        ({"out_activation": "sofmax"}, ValueError, "^out_activation: 'sofmax'"),
        ({"out_activation": np.tanh}, TypeError, "^out_activation must be the name"),
        ({"input_names": ["a"]}, ValueError, "^input_names must hold 2 names, .* it holds 1"),
        ({"output_names": ["a", "b"]}, ValueError, "^output_names must hold 1 names, .* holds 2"),
        ({"output_names": "y"}, TypeError, "^output_names must be a list of 1 names; it is 'y'"),
    ],
)
def test_bad_options(kwargs, error, message):
    with pytest.raises(error, match=message):
        Network.from_arrays(COEFS, INTERCEPTS, **kwargs)
    with pytest.raises(error, match=message):
        Network.from_sizes([2, 3, 1], **kwargs)


@pytest.mark.parametrize(
    ("sizes", "error", "message"),
    [
        ([], ValueError, "sizes must name at least two layers, .* it holds 0"),
        ([3], ValueError, "sizes must name at least two layers, .* it holds 1"),
        ([3, 0, 2], ValueError, r"sizes\[1\] must be at least 1; it is 0"),
        ([3, -1], ValueError, r"sizes\[1\] must be at least 1; it is -1"),
        ([3, 2.5], TypeError, r"sizes\[1\] must be an integer, at least 1; it is 2.5"),
        ([3, True], TypeError, r"sizes\[1\] must be an integer"),
        ("32", TypeError, "sizes must be a list of layer sizes"),
        (5, TypeError, "sizes must be a list of layer sizes"),
    ],
)
def test_bad_sizes(sizes, error, message):
    with pytest.raises(error, match=message):
        Network.from_sizes(sizes)


def test_bad_bias():
    with pytest.raises(TypeError, match="bias must be True or False; it is 'yes'"):
        Network.from_sizes([1, 1], bias="yes")
