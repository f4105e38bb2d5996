"""Which edges a gradient flows through at all: against a list of all paths and their products."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz.gradients import forward
from nnviz.network import Connection, Layer, Network
from nnviz.paths import gradient_paths
from nnviz.paths.living import living_edges, living_outputs
from nnviz.paths.routes import count_paths, find_start, iterate_paths
from tests.random_networks import parameters, random_network

SEEDS = (0, 1, 2, 4)


def listed(network: Network, start: Any, flow: Any, products: Any) -> tuple[list[Any], Any]:
    """Edges and outputs by going through all paths one by one."""
    edges = [np.zeros(c.mask.shape, dtype=bool) for c in network.connections]
    outputs = np.zeros(network.sizes[-1], dtype=bool)
    routes = iterate_paths(network, start, count_paths(network, start.target[0]))
    for number, route in enumerate(routes):
        if flow is not None and not np.any(products[:, number] != 0):
            continue
        here = start.target
        for there in route:
            index = next(
                k
                for k, c in enumerate(network.connections)
                if (c.source, c.target) == (here[0], there[0])
            )
            edges[index][here[1], there[1]] = True
            here = there
        outputs[here[1]] = True
    return edges, outputs


def thinned(seed: int, *, skips: bool) -> Network:
    """A network of ReLUs, of which some are dead, some weights are missing and some are 0."""
    rng = np.random.default_rng(seed)
    network = random_network(rng, [2, 3, 3, 2, 2], "relu", "identity", skips=skips, missing=0.25)
    zero = {weight: 0.0 for weight, _ in parameters(network) if rng.random() < 0.15}
    return network.with_weights(zero)


@pytest.mark.parametrize("skips", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_edges_and_outputs_against_all_paths(seed: int, skips: bool) -> None:
    network = thinned(seed, skips=skips)
    rng = np.random.default_rng(100 + seed)
    X, y = rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
    n_living = {False: 0, True: 0}
    for weight, _ in parameters(network):
        start = find_start(network, weight)
        paths = gradient_paths(network, weight, X, y)
        for flow in (paths.flow, None):
            edges, outputs = listed(network, start, flow, paths.sample_products)
            found = living_edges(network, start, flow)
            assert [edge.dtype for edge in found] == [np.dtype(bool)] * len(edges)
            for expected, actual in zip(edges, found, strict=True):
                np.testing.assert_array_equal(actual, expected)
            np.testing.assert_array_equal(living_outputs(network, start, flow), outputs)
            n_living[flow is None] += int(sum(edge.sum() for edge in found))
    assert 0 < n_living[False] < n_living[True]  # the case has something of both


def test_products_that_cancel_live() -> None:
    network = Network.from_arrays(
        [[[1.0]], [[1.0, 1.0]], [[2.0], [-2.0]]], activation="identity", out_activation="identity"
    )
    paths = gradient_paths(network, (1, 0, 0), [[1.0]], [[5.0]])
    assert paths.gradient == 0
    start = find_start(network, (1, 0, 0))
    assert all(edge.all() for edge in living_edges(network, start, paths.flow)[1:])


def test_an_architecture_has_edges_without_weights() -> None:
    network = Network([Layer(1), Layer(2), Layer(1)], [Connection(0, 1), Connection(1, 2)])
    start = find_start(network, (1, 0, 1))
    first, second = living_edges(network, start, None)
    assert not first.any()
    np.testing.assert_array_equal(second, [[False], [True]])
    np.testing.assert_array_equal(living_outputs(network, start, None), [True])


def test_a_path_has_to_be_open_for_one_sample_as_a_whole() -> None:
    # The first neuron is open for one sample, the second for the other.
    network = Network.from_arrays(
        [[[1.0]], [[-1.0]], [[1.0]]],
        [[0.0], [0.5], [0.0]],
        activation="relu",
        out_activation="identity",
    )
    weight, X, y = (1, "bias", 0), [[1.0], [-1.0]], [[9.0], [9.0]]
    assert [a.any() for a in forward(network, X).activations[1:3]] == [True, True]
    flow = gradient_paths(network, weight, X, y).flow
    start = find_start(network, weight)
    assert not any(edge.any() for edge in living_edges(network, start, flow))
    assert not living_outputs(network, start, flow).any()
