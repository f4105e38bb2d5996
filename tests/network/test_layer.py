"""A layer is validated, copied and read-only."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import numpy as np
import pytest

from nnviz.network import Layer
from tests.networks import assert_same_array


def test_plain_layer():
    layer = Layer(3)
    assert (layer.size, layer.activation, layer.bias, layer.names) == (3, None, None, None)
    assert (layer.has_bias, layer.n_biases, layer.absent) == (False, 0, ())
    assert layer.present.tolist() == [True] * 3
    assert layer.bias_mask.tolist() == [False] * 3
    assert repr(layer) == "<Layer 3>"


def test_alias_becomes_canonical_and_names_become_str():
    layer = Layer(np.int64(2), "sigmoid", names=np.array([1, 2]), caption="encoder")
    assert layer.activation == "logistic"
    assert layer.names == ("1", "2")
    assert type(layer.size) is int
    assert repr(layer) == "<Layer 2, 'encoder', logistic>"


@pytest.mark.parametrize("dtype", [bool, np.uint8, np.int32, np.float16, np.float32, np.longdouble])
def test_bias_is_a_read_only_float64_copy(dtype):
    given = np.array([0, 1], dtype=dtype)
    layer = Layer(2, bias=given)
    given[0] = 1
    assert layer.bias.dtype == np.float64
    assert layer.bias.tolist() == [0.0, 1.0]
    assert layer.has_bias
    with pytest.raises(ValueError, match="read-only"):
        layer.bias[0] = 2.0


def test_nan_and_inf_are_legal():
    assert_same_array(Layer(2, bias=[np.nan, np.inf]).bias, np.array([np.nan, np.inf]))


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Layer(2).size = 3


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies_are_read_only_too(duplicate):
    layer = duplicate(Layer(2, bias=[1.0, 2.0], bias_exists=[True, False]))
    assert not layer.bias.flags.writeable
    assert not layer.bias_exists.flags.writeable


def test_masked_biases_do_not_exist():
    layer = Layer(3, bias=np.ma.array([1.0, 2.0, 3.0], mask=[False, True, False]))
    assert layer.bias.tolist() == [1.0, 0.0, 3.0]
    assert not isinstance(layer.bias, np.ma.MaskedArray)
    assert layer.bias_mask.tolist() == [True, False, True]
    assert layer.n_biases == 2
    both = dataclasses.replace(layer, bias_exists=[False, True, True])
    assert both.bias_exists.tolist() == [False, True, True]


def test_mask_that_hides_nothing_is_none():
    assert Layer(2, bias=np.ma.array([1.0, 2.0])).bias_exists is None
    assert Layer(2, bias=[1.0, 2.0], bias_exists=[True, True]).bias_exists is None


def test_absent_neurons_have_no_bias():
    layer = Layer(3, bias=[1.0, 2.0, 3.0], absent=[2, 0, 2])
    assert layer.absent == (0, 2)
    assert layer.bias.tolist() == [0.0, 2.0, 0.0]
    assert layer.bias_exists is None
    assert layer.bias_mask.tolist() == [False, True, False]
    assert layer.n_biases == 1
    assert Layer(3, has_bias=True, absent=(1,)).n_biases == 2


@pytest.mark.parametrize(
    "kwargs",
    [
        {"bias": np.ma.masked_all(2)},
        {"bias": [1.0, 2.0], "absent": (0, 1)},
        {"has_bias": True, "bias_exists": [False, False]},
        {"has_bias": True, "bias_exists": [False, True], "absent": (1,)},
    ],
)
def test_layer_of_which_no_bias_is_left_has_none(kwargs):
    layer = Layer(2, **kwargs)
    assert (layer.bias, layer.bias_exists, layer.has_bias) == (None, None, False)
    assert layer.n_biases == 0
    assert not layer.bias_mask.any()


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"size": 0}, ValueError, "size must be at least 1; it is 0"),
        ({"size": -2}, ValueError, "size must be at least 1; it is -2"),
        ({"size": 2.0}, TypeError, "size must be an integer, at least 1; it is 2.0"),
        ({"size": True}, TypeError, "size must be an integer"),
        ({"size": "3"}, TypeError, "size must be an integer"),
        ({"activation": "rleu"}, ValueError, "activation: 'rleu' is not .* allowed are .*relu"),
        ({"activation": 3}, TypeError, "activation must be the name of an activation"),
        ({"bias": [1.0]}, ValueError, r"bias must hold 2 numbers.* \(1,\)"),
        ({"bias": 1.0}, ValueError, r"bias must be 1-D; it has shape \(\)"),
        ({"bias": [[1.0, 2.0]]}, ValueError, r"bias must be 1-D; it has shape \(1, 2\)"),
        ({"bias": [1j, 2]}, TypeError, "bias must hold real numbers; its dtype is complex128"),
        ({"bias": [None, 2]}, TypeError, "bias must hold real numbers; its dtype is object"),
        ({"bias": ["a", "b"]}, TypeError, "bias must hold real numbers; its dtype is <U1"),
        ({"bias": [1.0, [2.0]]}, ValueError, "bias must be a full array"),
        ({"names": ["a"]}, ValueError, "names must hold 2 names, .* it holds 1"),
        ({"names": "ab"}, TypeError, "names must be a list of 2 names; it is 'ab'"),
        ({"names": 5}, TypeError, "names must be a list of 2 names"),
        ({"caption": 5}, TypeError, "caption must be a str or None; it is 5"),
        ({"absent": [2]}, ValueError, r"absent: neuron 2 does not exist; allowed are 0\.\.1"),
        ({"absent": [-1]}, ValueError, "absent: neuron -1 does not exist"),
        ({"absent": [0.5]}, TypeError, "absent must be an integer"),
        ({"absent": 1}, TypeError, "absent must be a sequence of neurons"),
        ({"has_bias": "no"}, TypeError, "has_bias must be True or False; it is 'no'"),
        ({"bias_exists": [True, False]}, ValueError, "bias_exists must be None"),
        ({"bias": [1, 2], "bias_exists": [1, 0]}, TypeError, "bias_exists must hold bools"),
        (
            {"bias": [1, 2], "bias_exists": [True]},
            ValueError,
            r"bias_exists must have shape \(2,\)",
        ),
    ],
)
def test_bad_input(kwargs, error, message):
    with pytest.raises(error, match=message):
        Layer(**{"size": 2, **kwargs})
