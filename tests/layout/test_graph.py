"""layered_layout on graphs: edges that skip layers, missing weights, order within layers."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.layout import Layout, layered_layout
from nnviz.layout.graph import _adjacency, _lanes
from nnviz.network import Connection, Layer, Network


def network_of(sizes, edges):
    """Make a network from {(source, target): bool array or True}."""
    connections = []
    for (source, target), exists in edges.items():
        shape = (sizes[source], sizes[target])
        exists = np.broadcast_to(np.asarray(exists, dtype=bool), shape)
        connections.append(Connection(source, target, np.ones(shape), exists))
    layers = tuple(Layer(size=n, bias=None if k == 0 else np.zeros(n)) for k, n in enumerate(sizes))
    return Network(layers=layers, connections=tuple(connections))


def residual(sizes=(3, 4, 4, 2)):
    edges = {(k, k + 1): True for k in range(len(sizes) - 1)}
    return network_of(sizes, edges | {(0, len(sizes) - 1): True})


def segments(network: Network, layout: Layout):
    """List by pair of neighbouring layers the distinct segments (start, end) that are drawn."""
    found = [set() for _ in network.layers]
    axis = 1 if layout.orientation == "horizontal" else 0
    for k, link in enumerate(network.connections):
        shown = np.ix_(layout.shown[link.source], layout.shown[link.target])
        for i, j in np.argwhere(link.mask[shown]).tolist():
            ends = [layout.positions[link.source][i], layout.positions[link.target][j]]
            points = [ends[0], *(layout.routes[k][i] if k in layout.routes else []), ends[1]]
            for step, (a, b) in enumerate(zip(points[:-1], points[1:], strict=True)):
                found[link.source + step].add((float(a[axis]), float(b[axis])))
    return found


def crossings(network: Network, layout: Layout) -> int:
    return sum(
        (a - c) * (b - d) < 0
        for layer in segments(network, layout)
        for (a, b), (c, d) in combinations(layer, 2)
    )


def assert_sound(network: Network, layout: Layout) -> None:
    """Neurons and dots are apart, way points are where they belong and clear of both."""
    axis = 1 if layout.orientation == "horizontal" else 0
    dx, dy = layout.spacing
    room = layout.spacing[axis]
    taken = []
    for layer, points in enumerate(layout.positions):
        rows = [*points.tolist()]
        rows += [gap.position for gap in layout.gaps if gap.layer == layer]
        if layer + 1 in layout.bias_positions:
            rows.append(layout.bias_positions[layer + 1])
        taken.append(np.array(rows))
    every = np.concatenate(taken)
    distances = np.abs(every[:, None] - every[None])
    apart = (distances[..., 0] >= dx) | (distances[..., 1] >= dy)
    np.fill_diagonal(apart, True)
    assert apart.all()

    skips = {k for k, link in enumerate(network.connections) if link.target - link.source > 1}
    assert set(layout.routes) == skips
    lanes = [{} for _ in network.layers]
    for k, route in layout.routes.items():
        link = network.connections[k]
        n_skipped = link.target - link.source - 1
        assert route.shape == (layout.shown[link.source].size, n_skipped, 2)
        shown = np.ix_(layout.shown[link.source], layout.shown[link.target])
        used = link.mask[shown].any(axis=1)
        assert np.isfinite(route[used]).all()
        assert np.isnan(route[~used]).all()
        for row in np.flatnonzero(used):
            for step, point in enumerate(route[row]):
                layer = link.source + 1 + step
                assert point[1 - axis] == layout.layer_positions[layer]
                clear = np.abs(taken[layer][:, axis] - point[axis])
                assert clear.min() >= 0.6 * room
                # All edges of one neuron share a lane.
                owner = (link.source, int(row))
                assert lanes[layer].setdefault(owner, point[axis]) == point[axis]
    for layer in lanes:
        places = sorted(layer.values())
        assert (np.diff(places) >= 0.6 * room * (1 - 1e-12)).all()
    xmin, ymin, xmax, ymax = layout.bounds
    for points in [every, *(route[~np.isnan(route[..., 0])] for route in layout.routes.values())]:
        assert (points >= [xmin, ymin]).all()
        assert (points <= [xmax, ymax]).all()


ladder = np.eye(5, dtype=bool)
GRAPHS = {
    "residual": residual(),
    "one input skips": network_of(
        [3, 4, 2], {(0, 1): True, (1, 2): True, (0, 2): [[0, 0], [1, 1], [0, 0]]}
    ),
    "densely connected": network_of([3] * 5, {(s, t): True for t in range(5) for s in range(t)}),
    "twisted ladder": network_of(
        [5] * 4, {(0, 1): ladder[::-1], (1, 2): ladder, (2, 3): ladder[::-1]}
    ),
    "long skip": network_of([2] * 8, {(k, k + 1): True for k in range(7)} | {(0, 7): np.eye(2)}),
    "wide": residual((30, 40, 40, 25)),
}


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
@pytest.mark.parametrize("order", ["auto", "index", "crossings"])
def test_graphs_are_sound(name, orientation, order):
    network = GRAPHS[name]
    layout = layered_layout(network, orientation=orientation, order=order, bias=True, max_neurons=9)
    assert_sound(network, layout)
    again = layered_layout(network, orientation=orientation, order=order, bias=True, max_neurons=9)
    for a, b in zip(layout.positions, again.positions, strict=True):
        assert a.tobytes() == b.tobytes()


@pytest.mark.parametrize("name", GRAPHS)
def test_orientations_mirror_each_other(name):
    flat = layered_layout(GRAPHS[name], max_neurons=9)
    tall = layered_layout(GRAPHS[name], max_neurons=9, orientation="vertical")
    pairs = [*zip(flat.positions, tall.positions, strict=True)]
    pairs += [(flat.routes[k], tall.routes[k]) for k in flat.routes]
    for a, b in pairs:
        np.testing.assert_array_equal(np.stack([-a[..., 1], a[..., 0]], axis=-1), b)


@pytest.mark.parametrize("name", GRAPHS)
def test_crossings_never_rise(name):
    network = GRAPHS[name]
    counts = {
        order: crossings(network, layered_layout(network, order=order, max_neurons=9))
        for order in ("index", "auto", "crossings")
    }
    assert counts["auto"] <= counts["index"]
    assert counts["crossings"] <= counts["index"]


def test_a_twisted_ladder_is_untwisted_between_fixed_ends():
    network = GRAPHS["twisted ladder"]
    assert crossings(network, layered_layout(network, order="index")) == 20
    layout = layered_layout(network)
    assert crossings(network, layout) == 0
    for layer, downwards in enumerate([True, False, False, True]):
        steps = np.diff(layout.positions[layer][:, 1])
        assert (steps < 0).all() if downwards else (steps > 0).all()
    assert layout.shown[1].tolist() == [0, 1, 2, 3, 4], "the indices stay ascending"


def test_inputs_and_outputs_move_only_when_asked():
    network = network_of([4, 4], {(0, 1): np.eye(4)[::-1]})
    auto = layered_layout(network)
    assert (np.diff(auto.positions[0][:, 1]) < 0).all()
    assert (np.diff(auto.positions[1][:, 1]) < 0).all()
    assert crossings(network, auto) == 6
    assert crossings(network, layered_layout(network, order="crossings")) == 0


def test_auto_leaves_networks_with_most_of_their_weights_alone():
    exists = np.ones((4, 4), dtype=bool)
    exists[[0, 0, 3, 3, 1], [0, 1, 2, 3, 2]] = False
    network = network_of([4, 4, 1], {(0, 1): exists, (1, 2): True})
    layout = layered_layout(network)
    assert (np.diff(layout.positions[1][:, 1]) < 0).all()
    reordered = layered_layout(network, order="crossings")
    assert crossings(network, reordered) < crossings(network, layout)


@pytest.mark.parametrize(("n_edges", "moves"), [(6, False), (5, True)])
def test_auto_takes_fewer_than_half_of_the_weights_for_sparse(n_edges, moves):
    # A twisted ladder, and edges that cross nothing when it is untwisted.
    exists = np.fliplr(np.eye(3, dtype=bool))
    exists = np.hstack([exists, np.zeros((3, 1), dtype=bool)])
    for place in ((1, 2), (0, 1), (2, 3))[: n_edges - 3]:
        exists[place] = True
    network = network_of([3, 4, 1], {(0, 1): exists, (1, 2): True})
    assert (np.diff(layered_layout(network).positions[1][:, 1]) > 0).any() == moves


def test_absent_neurons_do_not_count_as_missing_weights():
    network = network_of([4, 6, 2], {(0, 1): True, (1, 2): True}).without(
        [(1, 0), (1, 1), (1, 3), (1, 4)]
    )
    layout = layered_layout(network)
    assert layout.shown[1].tolist() == list(range(6))
    assert (np.diff(layout.positions[1][:, 1]) < 0).all()


def test_elided_layers_stay_in_order_of_index():
    n = 12
    ladder = np.eye(n, dtype=bool)
    network = network_of([n, n, n], {(0, 1): ladder[::-1], (1, 2): ladder[:, ::-1]})
    whole = layered_layout(network)
    assert crossings(network, whole) == 0
    elided = layered_layout(network, max_neurons=[None, 6, None])
    assert (np.diff(elided.positions[1][:, 1]) < 0).all()
    (gap,) = elided.gaps
    assert elided.positions[1][2][1] > gap.position[1] > elided.positions[1][3][1]


def test_only_neurons_with_an_edge_that_is_shown_get_a_lane():
    network = GRAPHS["one input skips"]
    layout = layered_layout(network)
    (route,) = layout.routes.values()
    assert np.isnan(route[[0, 2]]).all()
    assert np.isfinite(route[1]).all()

    exists = np.zeros((3, 40), dtype=bool)
    exists[0, 20] = exists[1, 0] = True
    network = network_of([3, 4, 40], {(0, 1): True, (1, 2): True, (0, 2): exists})
    layout = layered_layout(network, max_neurons=4)
    (route,) = layout.routes.values()
    assert np.isnan(route[0]).all(), "its only edge ends in a neuron that is left out"
    assert np.isfinite(route[1]).all()
    assert_sound(network, layout)
    kept = layered_layout(network, max_neurons=4, keep=[(2, 20)])
    assert np.isfinite(next(iter(kept.routes.values()))[0]).all()


def test_skips_of_one_neuron_share_their_lane():
    network = GRAPHS["densely connected"]
    layout = layered_layout(network)
    index = {(link.source, link.target): k for k, link in enumerate(network.connections)}
    short, long = layout.routes[index[0, 2]], layout.routes[index[0, 4]]
    np.testing.assert_array_equal(short[:, 0], long[:, 0])


@pytest.mark.parametrize("seed", range(6))
def test_lanes_are_joined_from_neuron_to_neuron(seed):
    rng = np.random.default_rng(seed)
    sizes = [3, 2, 3, 2, 3]
    pairs = [(s, t) for t in range(1, 5) for s in range(t) if t == s + 1 or rng.random() < 0.7]
    edges = {(s, t): rng.random((sizes[s], sizes[t])) < 0.4 for s, t in pairs}
    lanes, n_items = _lanes(edges, tuple(np.arange(n) for n in sizes))
    joined = _adjacency(edges, lanes, n_items, sizes)
    expected = [np.zeros((a, b), dtype=bool) for a, b in pairwise(n_items)]
    for (source, target), exist in edges.items():
        for i, j in np.argwhere(exist).tolist():
            between = [lanes[source, layer][i] for layer in range(source + 1, target)]
            for step, (a, b) in enumerate(pairwise([i, *between, j])):
                assert min(a, b) >= 0
                expected[source + step][a, b] = True
    for found, by_hand in zip(joined, expected, strict=True):
        np.testing.assert_array_equal(found, by_hand)
    for layer, (items, size) in enumerate(zip(n_items, sizes, strict=True)):
        taken = [n for (_, k), rows in lanes.items() if k == layer for n in rows[rows >= 0]]
        assert sorted(taken) == list(range(size, items))


def test_bias_neurons_keep_clear_of_a_first_lane():
    # The only edge into the first output comes from the first input: the lane goes on top.
    network = network_of(
        [2, 2, 2], {(0, 1): [[0, 0], [1, 1]], (1, 2): [[0, 1], [0, 1]], (0, 2): [[1, 0], [0, 0]]}
    )
    layout = layered_layout(network, bias=True)
    (route,) = layout.routes.values()
    lane = route[0, 0, 1]
    assert lane > layout.positions[1][:, 1].max()
    # Half a lane, half a neuron, and the room that a bias neuron keeps; neurons stand 1 apart.
    assert layout.bias_positions[2][1] == pytest.approx(lane + 0.3 + 0.5 + 0.2)
    assert crossings(network, layout) == 0
    assert_sound(network, layout)


@st.composite
def graphs(draw):
    sizes = draw(st.lists(st.integers(1, 7), min_size=2, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    edges = {}
    for target in range(1, len(sizes)):
        for source in range(target):
            share = draw(st.sampled_from([0.0, 0.2, 0.5, 1.0]))
            exists = rng.random((sizes[source], sizes[target])) < share
            if target == source + 1:
                exists[0, 0] = True
            if exists.any():
                edges[source, target] = exists
    return network_of(sizes, edges)


@settings(max_examples=50, deadline=None)
@given(
    network=graphs(),
    orientation=st.sampled_from(["horizontal", "vertical"]),
    order=st.sampled_from(["auto", "index", "crossings"]),
    limit=st.sampled_from([None, 3, 5]),
    bias=st.booleans(),
)
def test_any_graph(network, orientation, order, limit, bias):
    options = {"orientation": orientation, "max_neurons": limit, "bias": bias}
    layout = layered_layout(network, order=order, **options)
    assert_sound(network, layout)
    assert layout.sizes == network.sizes
    plain = layered_layout(network, order="index", **options)
    assert crossings(network, layout) <= crossings(network, plain)
    axis, sign = (1, -1) if orientation == "horizontal" else (0, 1)
    for layer in range(network.n_layers):
        in_order = (np.diff(sign * layout.positions[layer][:, axis]) > 0).all()
        at_end = layer in (0, network.n_layers - 1)
        assert in_order or order == "crossings" or (order == "auto" and not at_end)
        assert in_order or layout.n_hidden(layer) == 0


def test_a_digraph_with_a_skip_is_taken_as_it_is():
    networkx = pytest.importorskip("networkx")
    graph = networkx.DiGraph([("x", "h"), ("h", "g"), ("g", "y"), ("x", "y")])
    layout = layered_layout(graph)
    (route,) = layout.routes.values()
    assert layout.sizes == (1, 1, 1, 1)
    assert route.shape == (1, 2, 2)
