"""Networks of every kind for the tests, and when two of them are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from nnviz.network import Connection, Layer, Network

ACTIVATIONS = ("identity", "logistic", "tanh", "relu", "softmax", "exp", "leaky_relu")


def assert_same_array(one: Any, other: Any) -> None:
    """Assert that two arrays (or Nones) agree in dtype, shape and every bit of value, NaN too."""
    assert (one is None) == (other is None)
    if one is not None:
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other, strict=True)


def assert_same_network(one: Network, other: Network) -> None:
    assert len(one.layers) == len(other.layers)
    for mine, yours in zip(one.layers, other.layers, strict=True):
        for field in ("size", "activation", "names", "caption", "absent", "has_bias"):
            assert getattr(mine, field) == getattr(yours, field), field
        assert_same_array(mine.bias, yours.bias)
        assert_same_array(mine.bias_exists, yours.bias_exists)
    assert len(one.connections) == len(other.connections)
    for mine, yours in zip(one.connections, other.connections, strict=True):
        assert (mine.source, mine.target) == (yours.source, yours.target)
        assert mine.shape == yours.shape
        assert_same_array(mine.weights, yours.weights)
        assert_same_array(mine.exists, yours.exists)
    assert_same_array(one.classes, other.classes)
    assert one.input_features == other.input_features
    assert one.preprocessing == other.preprocessing
    assert one.target_transformer is other.target_transformer


def skip_network() -> Network:
    """Return a 2-3-1-2 network with a skip, missing weights, absent neurons, names and classes."""
    return Network(
        layers=[
            Layer(2, names=("x $1$", "x2")),
            Layer(3, "relu", [0.5, -1.0, 2.0], caption="encoder", absent=(2,)),
            Layer(1, "tanh"),
            Layer(2, "softmax", np.ma.array([0.25, 7.0], mask=[False, True]), names=("no", "yes")),
        ],
        connections=[
            Connection(0, 3, [[1.0, np.nan], [np.inf, 4.0]], [[True, True], [True, False]]),
            Connection(0, 1, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
            Connection(2, 3, [[0.1, -0.0]]),
            Connection(1, 2, [[1.0], [2.0], [3.0]]),
        ],
        classes=["no", "yes"],
        input_features=("x $1$", "x2"),
    )


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw any legal network without preprocessing."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    last = len(sizes) - 1
    weighted = draw(st.booleans())
    names = st.text(max_size=5)
    layers = []
    for k, size in enumerate(sizes):
        has_bias = k > 0 and draw(st.booleans())
        bias = exists = None
        if has_bias and weighted:
            bias = draw(st_numpy.arrays(np.float64, size))
        if has_bias and draw(st.booleans()):
            exists = draw(st_numpy.arrays(np.bool_, size))
        layers.append(
            Layer(
                size,
                activation=draw(st.none() | st.sampled_from(ACTIVATIONS)) if k else None,
                bias=bias,
                names=draw(st.none() | st.tuples(*[names] * size)),
                caption=draw(st.none() | names),
                absent=draw(st.sets(st.integers(0, size - 1))) if k < last else (),
                has_bias=has_bias,
                bias_exists=exists,
            )
        )
    pairs = [(s, t) for t in range(1, len(sizes)) for s in range(t)]
    chosen = draw(st.sets(st.sampled_from(pairs), min_size=1))
    connections = []
    for source, target in chosen:
        shape = (sizes[source], sizes[target])
        weights = draw(st_numpy.arrays(np.float64, shape)) if weighted else None
        exists = draw(st.none() | st_numpy.arrays(np.bool_, shape))
        connections.append(Connection(source, target, weights, exists))
    n_classes = draw(st.sampled_from((1, 2))) if sizes[-1] == 1 else sizes[-1]
    label = draw(st.sampled_from((st.integers(-5, 5), st.booleans(), st.text("abé$ ", max_size=3))))
    labels = st.lists(label, min_size=n_classes, max_size=n_classes)
    return Network(
        layers,
        connections,
        classes=draw(st.none() | labels.map(np.array)),
        input_features=draw(st.none() | st.lists(names, min_size=1, max_size=3)),
    )
