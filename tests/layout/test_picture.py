"""Inputs that are the pixels of a picture: where they are, and what does not go with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz import Network
from nnviz.layout import InputPicture, Layout, layered_layout

SIZES = [12, 30, 5, 3]


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_inputs_are_the_centres_of_pixels_row_by_row_from_the_top(orientation: Any) -> None:
    layout = layered_layout(SIZES, input_shape=(3, 4), orientation=orientation)
    assert layout.picture is not None
    xmin, ymin, xmax, ymax = layout.picture.box
    wide, high = (xmax - xmin) / 4, (ymax - ymin) / 3
    for row in range(3):
        for column in range(4):
            place = layout.position(0, 4 * row + column)
            expected = (xmin + (column + 0.5) * wide, ymax - (row + 0.5) * high)
            np.testing.assert_allclose(place, expected)


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
@pytest.mark.parametrize("sizes", [[12, 1], [12, 3], SIZES, [12, *[8] * 60]])
def test_picture_is_clear_of_all_other_layers(orientation: Any, sizes: list[int]) -> None:
    layout = layered_layout(
        Network.from_sizes(sizes), input_shape=(3, 4), orientation=orientation, bias=True
    )
    assert layout.picture is not None
    across = 0 if orientation == "horizontal" else 1
    far = layout.picture.box[2 + across]
    others = np.concatenate([*layout.positions[1:], [gap.position for gap in layout.gaps] or
                             np.empty((0, 2))])  # fmt: skip
    assert others[:, across].min() >= far + layout.spacing[across]
    part = (far - layout.picture.box[across]) / (
        others[:, across].max() - layout.picture.box[across]
    )
    assert 0.19 < part < 0.45
    # Its middle is the layer's place, where its caption stands.
    np.testing.assert_allclose(
        (layout.picture.box[across] + far) / 2, layout.layer_positions[0], atol=1e-12
    )
    assert layout.is_layered
    for point in layout.bias_positions.values():
        assert not _is_in(point, layout.picture)


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_bias_neuron_stands_beside_the_corner_that_faces_the_network(orientation: Any) -> None:
    layout = layered_layout([12, 5, 3], input_shape=(3, 4), orientation=orientation, bias=True)
    assert layout.picture is not None
    xmin, _, xmax, ymax = layout.picture.box
    assert set(layout.bias_positions) == {1, 2}
    beside = (xmax, ymax + 0.7) if orientation == "horizontal" else (xmin - 0.7, ymax)
    np.testing.assert_allclose(layout.bias_positions[1], beside)


@pytest.mark.parametrize("biases", [None, [None, [0.0]]])
def test_no_bias_neuron_beside_a_picture_where_the_next_layer_has_no_biases(biases: Any) -> None:
    weights = [np.ones((4, 2)), np.ones((2, 1))]
    layout = layered_layout(Network.from_arrays(weights, biases), input_shape=(2, 2), bias=True)
    assert 1 not in layout.bias_positions
    plain = layered_layout(Network.from_sizes([4, 2, 1]), input_shape=(2, 2))
    assert plain.bias_positions == {}


def test_lanes_beside_a_picture_are_in_their_layers() -> None:
    graph = nx.complete_multipartite_graph(4, 2, 2, 1)
    edges = [(a, b) for a, b in graph.edges if (a < 4 and b < 6) or a >= 4]
    network = Network.from_graph(nx.DiGraph(edges))
    layout = layered_layout(network, input_shape=(2, 2))
    (route,) = layout.routes.values()
    np.testing.assert_array_equal(route[:, 0, 0], layout.layer_positions[2])


def _is_in(point: Any, picture: InputPicture) -> bool:
    xmin, ymin, xmax, ymax = picture.box
    return bool(xmin < point[0] < xmax and ymin < point[1] < ymax)


def test_all_inputs_are_shown_and_hidden_layers_are_elided() -> None:
    layout = layered_layout([784, 128, 10], input_shape=(28, 28), max_neurons=(5, 6, None))
    assert [rows.size for rows in layout.shown] == [784, 6, 10]
    assert [(gap.layer, gap.count) for gap in layout.gaps] == [(1, 122)]
    assert layout.sizes == (784, 128, 10)


def test_the_other_layers_stand_as_without_a_picture() -> None:
    with_picture = layered_layout([6, 8, 3], input_shape=(2, 3))
    plain = layered_layout([8, 8, 3])
    for mine, other in zip(with_picture.positions[1:], plain.positions[1:], strict=True):
        np.testing.assert_array_equal(mine[:, 1], other[:, 1])
    assert with_picture.spacing == plain.spacing
    assert layered_layout([6, 8, 3]).picture is None


def test_bounds_hold_the_picture() -> None:
    layout = layered_layout([4, 2], input_shape=(2, 2))
    assert layout.picture is not None
    assert layout.bounds[0] == layout.picture.box[0]
    assert layout.bounds[1] <= layout.picture.box[1]
    assert layout.bounds[3] >= layout.picture.box[3]


sides = st.integers(1, 40)
lengths = st.floats(0.1, 1e3)


@given(sides, sides, lengths, lengths, lengths, lengths)
def test_pixels_are_square_and_fill_the_room_one_way(
    rows: int, columns: int, width: float, height: float, x_unit: float, y_unit: float
) -> None:
    room = InputPicture((rows, columns), (-width / 2, 1.0, width / 2, 1.0 + height))
    fitted = room.squared((x_unit, y_unit))
    xmin, ymin, xmax, ymax = fitted.box
    pixel = np.array([(xmax - xmin) * x_unit / columns, (ymax - ymin) * y_unit / rows])
    assert pixel[0] == pytest.approx(pixel[1], rel=1e-6)
    assert xmin >= -width / 2 - 1e-9 * width
    assert ymin >= 1.0 - 1e-9 * height
    filled = [(xmax - xmin) / width, (ymax - ymin) / height]
    assert max(filled) == pytest.approx(1.0)
    np.testing.assert_allclose([(xmin + xmax) / 2, (ymin + ymax) / 2], [0, 1 + height / 2],
                               atol=1e-9 * (1 + height))  # fmt: skip
    assert fitted.centres.shape == (rows * columns, 2)


@pytest.mark.parametrize(
    ("shape", "error", "words"),
    [
        ((3, 5), ValueError, "as many pixels as there are inputs, 12; 3 x 5 are 15"),
        ((0, 12), ValueError, "of at least 1"),
        ((-3, -4), ValueError, "of at least 1"),
        ((12,), ValueError, "two whole numbers"),
        ((2, 2, 3), ValueError, "two whole numbers"),
        ((3.0, 4.0), TypeError, "two whole numbers"),
        ((True, 12), TypeError, "two whole numbers"),
        (12, TypeError, "two whole numbers"),
        ("34", TypeError, "two whole numbers"),
    ],
)
def test_shapes_that_are_none(shape: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match="input_shape") as caught:
        layered_layout(SIZES, input_shape=shape)
    assert words in str(caught.value)


def test_inputs_that_skip_a_layer_are_no_picture() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])
    network = Network.from_graph(graph)
    with pytest.raises(ValueError, match="some lead to layer 2 as well"):
        layered_layout(network, input_shape=(1, 1))


def test_a_layout_refuses_a_picture_of_other_inputs() -> None:
    layout = layered_layout([4, 2])
    with pytest.raises(ValueError, match="a pixel for each of the 4 inputs shown; it has 6"):
        replace(layout, picture=InputPicture((2, 3), (0.0, 0.0, 1.0, 1.0)))
    assert isinstance(layout, Layout)
