"""positions_layout: points that were chosen elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.layout import layered_layout, positions_layout
from nnviz.network import Network

SQUARE = {(0, 0): (0, 1), (0, 1): (0, 0), (1, 0): (2, 0.5)}


def named():
    return Network.from_arrays(
        [np.ones((2, 1))], input_names=["age", "height"], output_names=["weight"]
    )


def test_points_are_taken_as_they_are():
    layout = positions_layout([2, 1], SQUARE)
    assert [points.tolist() for points in layout.positions] == [[[0, 1], [0, 0]], [[2, 0.5]]]
    assert layout.shown[0].tolist() == [0, 1]
    assert layout.sizes == (2, 1)
    assert layout.gaps == ()
    assert layout.routes == {}
    assert layout.bias_positions == {}
    assert layout.bounds == (0, 0, 2, 1)
    assert layout.layer_positions.tolist() == [0, 2]
    vertical = positions_layout([2, 1], SQUARE, orientation="vertical")
    assert vertical.layer_positions.tolist() == [0.5, 0.5]
    np.testing.assert_array_equal(vertical.positions[0], layout.positions[0])


def test_a_layered_layout_comes_back():
    first = layered_layout([3, 5, 2])
    pos = {
        (layer, neuron): first.position(layer, neuron)
        for layer, size in enumerate(first.sizes)
        for neuron in range(size)
    }
    second = positions_layout([3, 5, 2], pos)
    for a, b in zip(first.positions, second.positions, strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(first.layer_positions, second.layer_positions)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_points_may_be_any_pair(kind):
    pos = {(np.int64(layer), k): kind(point) for (layer, k), point in SQUARE.items()}
    assert positions_layout([2, 1], pos).position(1, 0) == (2, 0.5)


def test_names_and_places_are_nodes_too():
    points = [(0, 1), (0, 0), (2, 0.5)]
    by_name = positions_layout(named(), dict(zip(["age", "height", "weight"], points, strict=True)))
    assert by_name.position(0, 1) == (0, 0)
    places = {"a": (0, 0), 7: (0, 1), frozenset(): (1, 0)}
    by_place = positions_layout([2, 1], dict(zip(places, points, strict=True)), places=places)
    assert by_place.position(0, 1) == (0, 0)
    mixed = positions_layout(
        named(), {"age": (0, 1), (0, 1): (0, 0), "w": (2, 1)}, places={"w": (1, 0)}
    )
    assert mixed.position(1, 0) == (2, 1)


def test_places_go_before_names():
    swapped = {"age": (0, 1), "height": (0, 0)}
    pos = {"age": (0, 1), "height": (0, 0), "weight": (2, 0.5)}
    assert positions_layout(named(), pos, places=swapped).position(0, 1) == (0, 1)


def test_numbers_are_found_among_names():
    network = Network.from_arrays([np.ones((2, 1))], input_names=[1, 2], output_names=[3])
    layout = positions_layout(network, {1: (0, 1), 2: (0, 0), 3: (2, 0.5)})
    assert layout.position(1, 0) == (2, 0.5)


@pytest.mark.parametrize("axis", [0, 1])
def test_points_on_one_line(axis):
    pos = {(0, 0): [0, 0], (0, 1): [0, 0], (1, 0): [0, 0]}
    for k, place in enumerate(pos):
        pos[place][axis] = 3 * k
    assert positions_layout([2, 1], pos).spacing == pytest.approx((3, 3))


def test_spacing_has_the_proportions_of_the_box():
    assert positions_layout([2, 1], SQUARE).spacing == pytest.approx((2, 1))
    close = SQUARE | {(0, 1): (0.1, 0.9)}
    dx, dy = positions_layout([2, 1], close).spacing
    # The box is 2 by 0.5: the two are 1/20 of its width and 1/5 of its height apart.
    assert (dx, dy) == pytest.approx((2 / 5, 0.5 / 5))


coordinates = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=5, max_size=5, unique=True))
def test_spacing_holds_for_all_pairs_and_is_the_largest(points):
    pos = dict(zip([(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)], points, strict=True))
    layout = positions_layout([2, 3], pos)
    dx, dy = layout.spacing
    every = np.concatenate(layout.positions)
    distances = np.abs(every[:, None] - every[None])[np.triu_indices(5, 1)]
    assert ((distances[:, 0] >= dx) | (distances[:, 1] >= dy)).all()
    larger = np.array([dx, dy]) + 1e-9 * np.ptp(every, axis=0)
    if np.ptp(every, axis=0).all():
        assert not (distances >= larger).any(axis=1).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({(1, 0): None}, r"pos\[\(1, 0\)\] must be two finite numbers"),
        ({(1, 0): (1,)}, "two finite numbers"),
        ({(1, 0): (1, 2, 3)}, "two finite numbers"),
        ({(1, 0): 5}, "two finite numbers"),
        ({(1, 0): ("a", "b")}, "two finite numbers"),
        ({(1, 0): (1, np.nan)}, "two finite numbers"),
        ({(1, 0): (np.inf, 1)}, "two finite numbers"),
        ({(1, 0): (0, 1)}, "neuron 0 of layer 0 and neuron 0 of layer 1 are at the same point"),
        ({(0, 1): (0, 1), (1, 0): (0, 1)}, "at the same point"),
        ({(1, 0): (1e308, 1), (0, 0): (-1e308, 0)}, "too far apart"),
        ({(1, 1): (5, 5)}, r"\(1, 1\) is not a neuron of this network"),
        ({(-1, 0): (5, 5)}, "is not a neuron"),
        ({(2, 0): (5, 5)}, "is not a neuron"),
        ({"age": (5, 5)}, "'age' is not a neuron"),
        ({7: (5, 5)}, "7 is not a neuron"),
    ],
)
def test_bad_positions_are_named(change, words):
    with pytest.raises(ValueError, match=words):
        positions_layout([2, 1], SQUARE | change)


def test_every_neuron_needs_a_position():
    pos = {place: SQUARE[place] for place in [(0, 0), (1, 0)]}
    with pytest.raises(ValueError, match="pos: neuron 1 of layer 0 has no position"):
        positions_layout([2, 1], pos)
    with pytest.raises(ValueError, match="has no position"):
        positions_layout([2, 1], {})


def test_two_nodes_for_one_neuron():
    with pytest.raises(ValueError, match=r"pos: \(0, 0\) and 'age' are both neuron 0 of layer 0"):
        positions_layout(named(), SQUARE | {"age": (9, 9)})


def test_names_that_two_neurons_have_are_no_nodes():
    network = Network.from_arrays([np.ones((2, 1))], input_names=["x", "x"], output_names=["y"])
    with pytest.raises(ValueError, match="'x' is not a neuron"):
        positions_layout(network, {"x": (0, 0), "y": (1, 1)})


def test_other_arguments():
    with pytest.raises(TypeError, match="pos must be a mapping .* it is a list"):
        positions_layout([2, 1], [(0, 1)])
    with pytest.raises(ValueError, match="orientation"):
        positions_layout([2, 1], SQUARE, orientation="up")
    with pytest.raises(ValueError, match="is not a neuron"):
        positions_layout([2, 1], SQUARE | {"a": (3, 3)}, places={"a": (4, 0)})
