"""Filter normalisation, neuron by neuron."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import Network, as_network
from nnviz.network import Connection, Layer
from nnviz.surfaces import loss_surface
from tests.surfaces.problems import PROBLEMS, circles, skips


def incoming(network: Network, arrays: Any, layer: int, neuron: int) -> Any:
    """All that leads into a neuron, over all of its connections."""
    return np.concatenate([arrays[k][:, neuron] for k, _ in network.incoming(layer)])


@pytest.mark.parametrize("problem", PROBLEMS)
def test_each_neuron_moves_by_as_much_as_its_weights_are_long(problem: str) -> None:
    model, X, y = PROBLEMS[problem]()
    network = as_network(model)
    surface = loss_surface(model, X, y, directions="random", rng=0, resolution=3)
    weights = [c.weights for c in network.connections]
    assert [d.kind for d in surface.directions] == ["random", "random"]
    for direction in surface.directions:
        for layer in range(1, network.n_layers):
            for neuron in range(network.sizes[layer]):
                moved = incoming(network, direction.weight_steps, layer, neuron)
                own = incoming(network, weights, layer, neuron)
                assert np.linalg.norm(moved) == pytest.approx(np.linalg.norm(own), rel=1e-14)
        for connection, steps in zip(network.connections, direction.weight_steps, strict=True):
            assert not steps[~connection.mask].any()
        for layer, steps in zip(network.layers, direction.bias_steps, strict=True):
            assert (steps is None) == (not layer.has_bias)
            assert steps is None or not steps.any()
        assert direction.explained is None
        assert direction.weight is None


def test_the_direction_of_a_neuron_is_normal() -> None:
    # Each neuron's direction is uniform on the sphere, so that any one entry of it has mean 0 and
    # variance 1/n in parts of its length.
    network = Network.from_arrays(
        [np.ones((4, 2000)), np.ones((2000, 1))], activation="relu", out_activation="identity"
    )
    surface = loss_surface(
        network, np.ones((1, 4)), [[0.0]], directions="random", rng=3, resolution=3
    )
    first = surface.directions[0].weight_steps[0] / 2  # of length 2
    assert first.mean() == pytest.approx(0.0, abs=0.02)
    np.testing.assert_allclose((first**2).mean(axis=1), 0.25, atol=0.02)
    both = (first * surface.directions[1].weight_steps[0] / 2).sum(axis=0)
    assert both.mean() == pytest.approx(0.0, abs=0.05)


def test_a_neuron_without_weights_stays() -> None:
    network = Network(
        [Layer(2), Layer(3, "tanh", [1.0, 2.0, 3.0]), Layer(1, "identity")],
        [
            Connection(0, 1, [[0.0, 1.0, 3.0], [0.0, 2.0, 4.0]]),
            Connection(1, 2, [[1.0], [2.0], [3.0]]),
        ],
    )
    surface = loss_surface(network, [[1.0, 1.0]], [0.0], directions="random", rng=0, resolution=3)
    for direction in surface.directions:
        assert not direction.weight_steps[0][:, 0].any()
        assert direction.weight_steps[0][:, 1:].all()


def test_the_seed_fixes_the_directions() -> None:
    model, X, y = skips()

    def steps(rng: Any) -> Any:
        surface = loss_surface(model, X, y, directions="random", rng=rng, resolution=3)
        return [array for d in surface.directions for array in d.weight_steps]

    for one, other in zip(steps(7), steps(np.random.default_rng(7)), strict=True):
        np.testing.assert_array_equal(one, other)
    assert not np.array_equal(steps(7)[0], steps(8)[0])
    generator = np.random.default_rng(7)
    first, second = steps(generator), steps(generator)
    assert not np.array_equal(first[0], second[0])
    assert not np.array_equal(steps(None)[0], steps(None)[0])


def test_axes_and_default() -> None:
    model, X, y = circles()
    surface = loss_surface(model, X, y, rng=0)
    assert [d.kind for d in surface.directions] == ["random", "random"]
    assert surface.present == (0.0, 0.0)
    assert surface.values.shape == (61, 61)
    for nodes in surface.coordinates:
        assert (nodes[0], nodes[-1]) == (-1.0, 1.0)
        assert nodes[30] == 0.0
        np.testing.assert_allclose(np.diff(nodes), 1 / 30)


@pytest.mark.parametrize("rng", ["seed", 1.5, True, [1, 2], np.random])
def test_no_seed(rng: Any) -> None:
    model, X, y = circles()
    with pytest.raises(TypeError, match="^rng: must be None, an integer or a numpy"):
        loss_surface(model, X, y, directions="random", rng=rng)


def test_a_negative_seed() -> None:
    model, X, y = circles()
    with pytest.raises(ValueError, match="^rng: must be 0 or more; it is -1"):
        loss_surface(model, X, y, directions="random", rng=-1)


def test_nothing_to_draw() -> None:
    zeros = Network.from_arrays([np.zeros((2, 1))], out_activation="identity")
    with pytest.raises(ValueError, match="all of these are 0"):
        loss_surface(zeros, [[1.0, 2.0]], [1.0], directions="random", rng=0)
    one = Network.from_arrays([[[2.0]]], out_activation="identity")
    with pytest.raises(ValueError, match="found no two directions.*weights="):
        loss_surface(one, [[1.0]], [1.0], directions="random", rng=0)
