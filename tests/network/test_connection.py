"""A connection is validated, copied and read-only."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from nnviz.network import Connection

WEIGHTS = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def test_weights_are_a_read_only_copy():
    given = np.array(WEIGHTS, dtype=np.float32, order="F")
    connection = Connection(0, 2, given)
    given[0, 0] = 9.0
    assert connection.weights.dtype == np.float64
    assert connection.weights.tolist() == WEIGHTS
    assert connection.weights.flags.c_contiguous
    assert connection.shape == (2, 3)
    with pytest.raises(ValueError, match="read-only"):
        connection.weights[0, 0] = 2.0
    assert repr(connection) == "<Connection 0 -> 2, 2 x 3>"


def test_all_exist():
    for exists in (None, np.ones((2, 3), dtype=bool)):
        connection = Connection(0, 1, WEIGHTS, exists)
        assert connection.exists is None
        assert connection.mask.shape == (2, 3)
        assert connection.mask.all()
        assert connection.n_weights == 6
        with pytest.raises(ValueError, match="read-only"):
            connection.mask[0, 0] = False


def test_missing_weights_are_zero():
    exists = np.array([[True, False, True], [True, True, False]])
    connection = Connection(0, 1, WEIGHTS, exists)
    exists[:] = True
    assert connection.weights.tolist() == [[1.0, 0.0, 3.0], [4.0, 5.0, 0.0]]
    assert connection.mask.tolist() == [[True, False, True], [True, True, False]]
    assert connection.n_weights == 4
    assert not connection.exists.flags.writeable


def test_masked_weights_do_not_exist():
    masked = np.ma.masked_greater(np.array(WEIGHTS), 4.5)
    connection = Connection(0, 1, masked, [[False, True, True], [True, True, True]])
    assert connection.mask.tolist() == [[False, True, True], [True, False, False]]
    assert connection.weights.tolist() == [[0.0, 2.0, 3.0], [4.0, 0.0, 0.0]]
    assert not isinstance(connection.weights, np.ma.MaskedArray)


def test_hidden_nan_is_gone():
    connection = Connection(0, 1, [[np.nan, 1.0]], [[False, True]])
    assert connection.weights.tolist() == [[0.0, 1.0]]


def test_architecture():
    connection = Connection(0, 1)
    assert connection.weights is None
    with pytest.raises(ValueError, match="neither weights nor a shape"):
        _ = connection.mask
    with pytest.raises(ValueError, match="neither weights nor a shape"):
        _ = connection.n_weights
    assert Connection(0, 1, shape=(2, 3)).n_weights == 6
    assert Connection(0, 1, exists=[[True, False]]).shape == (1, 2)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies_are_read_only_too(duplicate):
    connection = duplicate(Connection(0, 1, [[1.0, 2.0]], [[True, False]]))
    assert not connection.weights.flags.writeable
    assert not connection.exists.flags.writeable


@pytest.mark.parametrize(
    ("kwargs", "error", "message"),
    [
        ({"source": 1}, ValueError, "source must lie before target; .* layer 1 to layer 1"),
        ({"source": -1}, ValueError, "source must be at least 0"),
        ({"target": 1.0}, TypeError, "target must be an integer"),
        ({"weights": [1.0, 2.0]}, ValueError, r"weights must be 2-D; it has shape \(2,\)"),
        ({"weights": [[[1.0]]]}, ValueError, r"weights must be 2-D; it has shape \(1, 1, 1\)"),
        ({"weights": np.zeros((0, 3))}, ValueError, r"no side of 0; it has shape \(0, 3\)"),
        ({"weights": [[1.0], [2.0, 3.0]]}, ValueError, "weights must be a full array"),
        ({"weights": [[1j]]}, TypeError, "weights must hold real numbers"),
        ({"weights": [[None]]}, TypeError, "its dtype is object"),
        ({"weights": "abc"}, TypeError, "weights must hold real numbers"),
        (
            {"weights": WEIGHTS, "exists": [[True]]},
            ValueError,
            r"exists must have shape \(2, 3\); it has shape \(1, 1\)",
        ),
        ({"exists": [[1, 0]]}, TypeError, "exists must hold bools; its dtype is int64"),
        ({"exists": [True]}, ValueError, "exists must be 2-D"),
        ({"exists": [[True], [True, False]]}, ValueError, "exists must be a full array"),
        (
            {"weights": WEIGHTS, "shape": (3, 2)},
            ValueError,
            r"weights must have shape \(3, 2\); it has shape \(2, 3\)",
        ),
        ({"shape": 3}, TypeError, r"shape must be \(n_source, n_target\)"),
        ({"shape": (0, 3)}, ValueError, r"shape\[0\] must be at least 1"),
    ],
)
def test_bad_input(kwargs, error, message):
    with pytest.raises(error, match=message):
        Connection(**{"source": 0, "target": 1, **kwargs})
