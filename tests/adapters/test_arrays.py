"""Lists of layer sizes, and pairs of weights and biases."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.adapters import as_network
from nnviz.network import Network
from tests.networks import assert_same_network

COEFS = [np.arange(6.0).reshape(2, 3), np.ones((3, 1))]
INTERCEPTS = [np.arange(3.0), np.ones(1)]


@pytest.mark.parametrize(
    "sizes", [[4, 3, 2], (4, 3, 2), range(4, 1, -1), np.array([4, 3, 2]), [np.int64(4), 3, 2]]
)
def test_sizes(sizes):
    assert_same_network(as_network(sizes), Network.from_sizes([4, 3, 2]))


def test_two_sizes_are_no_pair():
    assert as_network([4, 3]).sizes == (4, 3)
    assert as_network((4, 3)).sizes == (4, 3)


@pytest.mark.parametrize(
    "pair",
    [
        (COEFS, INTERCEPTS),
        [COEFS, INTERCEPTS],
        (tuple(COEFS), tuple(INTERCEPTS)),
        ([w.tolist() for w in COEFS], [b.tolist() for b in INTERCEPTS]),
    ],
)
def test_pairs(pair):
    assert_same_network(as_network(pair), Network.from_arrays(COEFS, INTERCEPTS))


def test_pair_without_biases():
    assert_same_network(as_network((COEFS, None)), Network.from_arrays(COEFS))


def test_arrays_of_arrays():
    stack, biases = np.ones((2, 2, 2)), np.ones((2, 2))
    objects = np.empty(2, dtype=object)
    objects[:] = COEFS
    assert as_network((stack, list(biases))).sizes == (2, 2, 2)
    assert as_network((objects, INTERCEPTS)).sizes == (2, 3, 1)


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        ([], ValueError, "model is empty; it must hold layer sizes"),
        ((), ValueError, "model is empty"),
        (np.array([]), ValueError, "model is empty"),
        ([4], ValueError, "sizes must name at least two layers"),
        ([4, 0, 2], ValueError, r"sizes\[1\] must be at least 1"),
        ([4.0, 2.0], TypeError, r"sizes\[0\] must be an integer"),
        ([4, True], TypeError, r"sizes\[1\] must be an integer"),
        (COEFS, TypeError, r"use Network\.from_arrays\(coefs\)"),
        ([*COEFS, np.ones((1, 1))], TypeError, r"of 3 items, .* Network\.from_arrays\(coefs\)"),
        (np.ones((2, 3)), TypeError, "a ndarray of 2 items"),
        (["a", "b"], TypeError, "a list of 2 items, the first of type str"),
        ([4, "a"], TypeError, "a list of 2 items"),
        ((COEFS, 5), TypeError, "the second .* list with one array of biases a layer"),
        ((COEFS, np.ones((1, 3))), TypeError, "the second .* of type ndarray"),
        (([], []), ValueError, "coefs must be a list .* it is empty"),
        (([np.ones((2, 3)), np.ones((2, 1))], None), ValueError, r"coefs\[1\] must have 3 rows"),
        ((COEFS, [np.ones(3), np.ones(2)]), ValueError, r"intercepts\[1\] must hold 1 numbers"),
        ((COEFS, [np.ones(3)]), ValueError, "intercepts must hold 2 arrays"),
        (([[1.0, 2.0]], None), ValueError, r"coefs\[0\] must be 2-D"),
        (([np.ones((1, 1, 1))], None), ValueError, r"coefs\[0\] must be 2-D"),
        (([np.ones((2, 0))], None), ValueError, r"coefs\[0\] has shape \(2, 0\)"),
        (([np.ones((1, 1), dtype=complex)], None), TypeError, r"coefs\[0\] must hold real"),
    ],
)
def test_bad_input(model, error, message):
    with pytest.raises(error, match=message):
        as_network(model)
