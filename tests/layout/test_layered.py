"""layered_layout on networks without skips: distances, centring, elision, bias, options."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.layout import Layout, layered_layout
from nnviz.network import Network


def centres(layout: Layout) -> np.ndarray:
    """Everything that must not overlap: neurons, bias neurons and dots."""
    rows = [*layout.positions, *(np.array([gap.position]) for gap in layout.gaps)]
    rows += [np.array([point]) for point in layout.bias_positions.values()]
    return np.concatenate(rows)


def assert_apart(layout: Layout) -> None:
    points = centres(layout)
    dx, dy = layout.spacing
    assert dx > 0
    assert dy > 0
    distances = np.abs(points[:, None] - points[None])
    apart = (distances[..., 0] >= dx) | (distances[..., 1] >= dy)
    np.fill_diagonal(apart, True)
    assert apart.all()


def along(layout: Layout, layer: int) -> np.ndarray:
    """Coordinates within a layer, growing from its first neuron."""
    points = layout.positions[layer]
    return -points[:, 1] if layout.orientation == "horizontal" else points[:, 0]


def run_lengths(shown: np.ndarray) -> list[int]:
    return [int(step) - 1 for step in np.diff(shown) if step > 1]


SIZES = [
    [2, 8, 6, 1],
    [4, 3, 2, 3],
    [1, 80, 20, 1],
    [1, 1],
    [3] + [4] * 10 + [2],
    [64, 100, 10],
    [1, 2],
    [30, 1],
]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
@pytest.mark.parametrize("max_neurons", [20, 2, None])
@pytest.mark.parametrize("bias", [False, True])
def test_nothing_overlaps_and_everything_is_accounted_for(sizes, orientation, max_neurons, bias):
    layout = layered_layout(sizes, orientation=orientation, max_neurons=max_neurons, bias=bias)
    assert_apart(layout)
    assert layout.sizes == tuple(sizes)
    for layer, size in enumerate(sizes):
        assert layout.positions[layer].shape == (layout.shown[layer].size, 2)
        assert layout.shown[layer].size + layout.n_hidden(layer) == size
        counts = [gap.count for gap in layout.gaps if gap.layer == layer]
        assert counts == run_lengths(layout.shown[layer])
    xmin, ymin, xmax, ymax = layout.bounds
    points = centres(layout)
    assert (points >= [xmin, ymin]).all()
    assert (points <= [xmax, ymax]).all()
    assert np.isfinite(layout.bounds).all()


def test_horizontal_axes_and_order():
    layout = layered_layout([2, 8, 6, 1])
    for layer, points in enumerate(layout.positions):
        assert (points[:, 0] == layout.layer_positions[layer]).all()
        assert (np.diff(points[:, 1]) < 0).all(), "the first neuron is at the top"
    assert (np.diff(layout.layer_positions) > 0).all(), "inputs are at the left"
    assert layout.positions[1][:, 1].tolist() == [3.5, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, -3.5]


def test_vertical_axes_and_order():
    layout = layered_layout([2, 8, 6, 1], orientation="vertical")
    for layer, points in enumerate(layout.positions):
        assert (points[:, 1] == layout.layer_positions[layer]).all()
        assert (np.diff(points[:, 0]) > 0).all(), "the first neuron is at the left"
    assert (np.diff(layout.layer_positions) > 0).all(), "inputs are at the bottom"


@pytest.mark.parametrize("sizes", SIZES)
def test_orientations_mirror_each_other(sizes):
    options = {"max_neurons": 6, "bias": True, "keep": [(0, 0)]}
    flat = layered_layout(sizes, **options)
    tall = layered_layout(sizes, orientation="vertical", **options)

    def turned(points):
        points = np.asarray(points)
        return np.stack([-points[..., 1], points[..., 0]], axis=-1)

    for a, b in zip(flat.positions, tall.positions, strict=True):
        np.testing.assert_array_equal(turned(a), b)
    for a, b in zip(flat.gaps, tall.gaps, strict=True):
        np.testing.assert_array_equal(turned(a.position), b.position)
        assert (a.layer, a.count, a.extent) == (b.layer, b.count, b.extent)
    assert flat.bias_positions.keys() == tall.bias_positions.keys()
    for layer, point in flat.bias_positions.items():
        np.testing.assert_array_equal(turned(point), tall.bias_positions[layer])
    assert flat.spacing == tall.spacing[::-1]
    np.testing.assert_array_equal(flat.layer_positions, tall.layer_positions)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("bias", [False, True])
def test_layers_are_centred_with_or_without_bias_neurons(sizes, bias):
    layout = layered_layout(sizes, max_neurons=7, bias=bias)
    for layer in range(len(sizes)):
        ends = along(layout, layer)[[0, -1]]
        # An odd limit shows one neuron more at the start: still the ends mirror each other.
        assert ends.sum() == pytest.approx(0, abs=1e-12)


def test_a_few_neurons_beside_very_many_keep_room_for_their_names():
    layout = layered_layout([784, 10], max_neurons=None)
    largest, few = (np.ptp(along(layout, layer)) for layer in range(2))
    assert few == pytest.approx(largest * 9 / 24)
    layout = layered_layout([784, 100], max_neurons=None)
    assert np.ptp(along(layout, 1)) == pytest.approx(0.8 * 783)


def test_small_layers_spread_but_never_beyond_the_largest():
    layout = layered_layout([2, 8, 6, 1])
    widths = [np.ptp(along(layout, layer)) for layer in range(4)]
    assert widths[1] == 7
    assert widths[0] == pytest.approx(7 * (1 / 7) ** 0.6)
    assert widths[2] == pytest.approx(7 * (5 / 7) ** 0.6)
    assert max(widths) == widths[1]
    for layer in range(4):
        steps = np.diff(along(layout, layer))
        assert np.allclose(steps, steps[:1])


@pytest.mark.parametrize(
    ("size", "limit", "shown"),
    [
        (20, 20, list(range(20))),
        (8, 5, [0, 1, 2, 6, 7]),
        (8, 4, [0, 1, 6, 7]),
        (8, 3, [0, 1, 7]),
        (8, 2, [0, 7]),
        (8, 1, [0, 7]),  # dots need a neuron on each side
        (8, 7, list(range(8))),  # no neuron is left out alone
        (8, 6, [0, 1, 2, 5, 6, 7]),
        (2, 1, [0, 1]),
        (3, 2, [0, 1, 2]),
        (1, 1, [0]),
        (8, None, list(range(8))),
        (8, 10**30, list(range(8))),
    ],
)
def test_what_an_elided_layer_shows(size, limit, shown):
    layout = layered_layout([1, size], max_neurons=limit)
    assert layout.shown[1].tolist() == shown
    assert layout.shown[1].dtype.kind == "i"


def test_one_limit_for_each_layer():
    layout = layered_layout([30, 30, 30], max_neurons=[4, None, np.int64(6)])
    assert [shown.size for shown in layout.shown] == [4, 30, 6]
    assert layered_layout([30, 30], max_neurons=np.array([4, 6])).shown[1].size == 6
    assert layered_layout([30, 30], max_neurons=np.int32(6)).shown[1].size == 6


def test_kept_neurons_are_shown_and_split_the_gap():
    layout = layered_layout([1, 80, 1], max_neurons=10, keep=[(1, 40), (1, 4), (1, 40)])
    assert layout.shown[1].tolist() == [0, 1, 2, 3, 4, 40, 75, 76, 77, 78, 79]
    assert [gap.count for gap in layout.gaps] == [35, 34]
    x, y = layout.position(1, 40)
    assert layout.gaps[0].position[1] > y > layout.gaps[1].position[1]
    assert layout.position(1, 41) is None
    assert_apart(layout)


def test_keeping_next_to_a_lone_neuron_shows_it_too():
    layout = layered_layout([1, 20], max_neurons=4, keep=[(1, 3), (1, 5)])
    assert layout.shown[1].tolist() == [0, 1, 2, 3, 4, 5, 18, 19]


def test_keep_takes_an_iterator_and_numpy_integers():
    pairs = ((np.int64(1), np.int8(k)) for k in (30, 31))
    assert {30, 31} <= set(layered_layout([1, 80], max_neurons=4, keep=pairs).shown[1].tolist())


def test_a_gap_takes_three_slots_between_its_neighbours():
    layout = layered_layout([1, 80], max_neurons=4)
    (gap,) = layout.gaps
    before, after = layout.positions[1][1], layout.positions[1][2]
    assert before[1] - after[1] == 4
    assert gap.extent == 3
    assert gap.count == 76
    assert gap.position == tuple((before + after) / 2)


def test_bias_neurons_stand_before_the_first_neuron_of_the_layer_before():
    layout = layered_layout([4, 3, 2, 3], bias=True)
    assert sorted(layout.bias_positions) == [1, 2, 3]
    for layer, (x, y) in layout.bias_positions.items():
        first, second = layout.positions[layer - 1][:2]
        assert x == first[0]
        # Half of its neighbour's slot, half of its own, and a little.
        assert y - first[1] == pytest.approx((first[1] - second[1]) / 2 + 0.5 + 0.2)


def test_bias_neurons_only_where_there_are_biases():
    assert layered_layout([4, 3, 2]).bias_positions == {}
    without = Network.from_arrays([np.ones((4, 3)), np.ones((3, 2))])
    assert layered_layout(without, bias=True).bias_positions == {}
    some = Network.from_arrays([np.ones((4, 3)), np.ones((3, 2))], [np.ones(3), np.ones(2)])
    assert sorted(layered_layout(some, bias=True).bias_positions) == [1, 2]


@pytest.mark.parametrize("order", ["index", "crossings", "auto"])
def test_a_whole_network_stays_in_order(order):
    layout = layered_layout([3, 5, 5, 2], order=order)
    for layer in range(4):
        assert (np.diff(along(layout, layer)) > 0).all()


def test_the_same_network_gives_the_same_layout_and_is_left_alone():
    network = Network.from_arrays([np.arange(12.0).reshape(3, 4), np.ones((4, 2))])
    first, second = layered_layout(network), layered_layout(network)
    for a, b in zip(first.positions, second.positions, strict=True):
        assert a.tobytes() == b.tobytes()
    assert first.bounds == second.bounds


def test_no_coordinate_is_a_negative_zero():
    for orientation in ("horizontal", "vertical"):
        layout = layered_layout([1, 3, 1], orientation=orientation, bias=True)
        points = centres(layout)
        assert not np.signbit(points[points == 0]).any()


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 45), min_size=2, max_size=6),
    limit=st.one_of(st.none(), st.integers(1, 30)),
    orientation=st.sampled_from(["horizontal", "vertical"]),
    bias=st.booleans(),
    data=st.data(),
)
def test_any_layered_network(sizes, limit, orientation, bias, data):
    layers = st.integers(0, len(sizes) - 1)
    pairs = layers.flatmap(lambda k: st.tuples(st.just(k), st.integers(0, sizes[k] - 1)))
    keep = data.draw(st.lists(pairs, max_size=5))
    layout = layered_layout(sizes, max_neurons=limit, keep=keep, orientation=orientation, bias=bias)
    assert_apart(layout)
    for layer, size in enumerate(sizes):
        shown = layout.shown[layer]
        assert shown.size + layout.n_hidden(layer) == size
        assert (shown[0], shown[-1]) == (0, size - 1)
        assert all(count > 1 for count in run_lengths(shown))
        assert (np.diff(along(layout, layer)) > 0).all()
        for (first, last), row in zip(pairwise(shown), range(size), strict=False):
            step = along(layout, layer)[row + 1] - along(layout, layer)[row]
            slots = 1 if last == first + 1 else 4
            assert step >= slots * (1 - 1e-12)
    for layer, neuron in keep:
        assert layout.position(layer, neuron) is not None
    assert layout.routes == {}


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"orientation": "h"}, ValueError, "orientation must be 'horizontal' or 'vertical'.*'h'"),
        ({"orientation": None}, ValueError, "orientation"),
        ({"orientation": ["vertical"]}, ValueError, "orientation"),
        ({"order": "fewest"}, ValueError, "order must be one of 'auto', 'index', 'crossings'"),
        ({"order": None}, ValueError, "order"),
        ({"max_neurons": 0}, ValueError, "max_neurons must be at least 1; it is 0"),
        ({"max_neurons": -3}, ValueError, "max_neurons"),
        ({"max_neurons": 2.5}, TypeError, "max_neurons must be a whole number or None.*2.5"),
        ({"max_neurons": True}, TypeError, "max_neurons"),
        ({"max_neurons": "20"}, TypeError, "max_neurons"),
        ({"max_neurons": [5, 5]}, ValueError, "one entry for each of the 3 layers; it has 2"),
        ({"max_neurons": [5, 0, 5]}, ValueError, r"max_neurons\[1\] must be at least 1"),
        ({"max_neurons": [5, "a", 5]}, TypeError, r"max_neurons\[1\]"),
        ({"max_neurons": {0: 5}}, TypeError, "max_neurons"),
        ({"bias": "yes"}, TypeError, "bias must be True or False; it is 'yes'"),
        ({"bias": None}, TypeError, "bias"),
        ({"keep": 3}, TypeError, "keep must be pairs"),
        ({"keep": (1, 4)}, ValueError, r"keep must be pairs .*keep\[0\] is 1"),
        ({"keep": [(1, 2, 3)]}, ValueError, r"keep\[0\]"),
        ({"keep": [(0, 0), (1, 1.5)]}, TypeError, r"keep\[1\] must be whole numbers; it is 1.5"),
        ({"keep": [(3, 0)]}, ValueError, r"keep: layer 3 does not exist.*0\.\.2"),
        ({"keep": [(-1, 0)]}, ValueError, "keep: layer -1 does not exist"),
        ({"keep": [(1, 4)]}, ValueError, r"keep: neuron 4 of layer 1 does not exist.*0\.\.3"),
        ({"keep": [(1, -1)]}, ValueError, "keep: neuron -1"),
    ],
)
def test_bad_options_are_named(options, error, words):
    with pytest.raises(error, match=words):
        layered_layout([3, 4, 2], **options)


def test_what_is_not_a_model_is_refused():
    with pytest.raises(TypeError):
        layered_layout(object())


def test_options_are_checked_before_the_model():
    with pytest.raises(ValueError, match="orientation"):
        layered_layout(object(), orientation="diagonal")


def test_time_grows_with_neurons_and_not_with_edges():
    def seconds(sizes):
        network = Network.from_sizes(sizes)
        layered_layout(network, max_neurons=None)
        times = []
        for _ in range(7):
            start = time.perf_counter()
            layered_layout(network, max_neurons=None)
            times.append(time.perf_counter() - start)
        return min(times)

    # 64 times the neurons and 4096 times the edges.
    assert seconds([1024, 1024, 1024]) < 40 * seconds([16, 16, 16])


def test_layout_needs_no_matplotlib():
    code = (
        "import sys; from nnviz.layout import layered_layout; layered_layout([2, 3, 1]);"
        "print([m for m in ('matplotlib', 'sklearn', 'networkx', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
