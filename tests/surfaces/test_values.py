"""Losses on a grid against a backward pass at each place, slopes against gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse

from nnviz import Network, as_network, backward, gradient_paths
from nnviz.losses import LOSSES, Loss
from nnviz.network import Connection, Layer
from nnviz.surfaces import LossSurface, loss_surface
from tests.random_networks import HIDDEN, OUTPUTS, parameters, random_network, random_targets
from tests.surfaces.problems import PROBLEMS, circles

KINDS = ("one weight", "two weights", "a bias", "random")


def arguments(network: Network, kind: str) -> dict[str, Any]:
    places = [name for name, _ in parameters(network)]
    weights = [name for name in places if name[1] != "bias"]
    biases = [name for name in places if name[1] == "bias"]
    if kind == "one weight":
        return {"weights": [weights[1]], "resolution": 9}
    if kind == "two weights":
        return {"weights": [weights[0], weights[-1]], "resolution": (5, 4)}
    if kind == "a bias":
        return {"weights": [biases[0]] if biases else [weights[0]], "resolution": 5}
    return {"directions": "random", "rng": 0, "resolution": (4, 5)}


def by_loop(surface: LossSurface, model: Any, X: Any, y: Any, **options: Any) -> Any:
    """The losses of networks moved one at a time, each given what the model has around it."""
    mesh = np.meshgrid(*surface.coordinates)
    losses = [
        backward(surface.at(*point), X, y, **options).loss
        for point in zip(*(places.ravel() for places in mesh), strict=True)
    ]
    return np.reshape(losses, mesh[0].shape)


@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_values_are_losses_of_moved_networks(problem: str, kind: str, l2: float) -> None:
    model, X, y = PROBLEMS[problem]()
    surface = loss_surface(model, X, y, l2=l2, **arguments(as_network(model), kind))
    expected = by_loop(surface, model, X, y, l2=l2)
    assert surface.values.shape == expected.shape
    assert surface.values.shape == tuple(len(c) for c in reversed(surface.coordinates))
    np.testing.assert_allclose(surface.values, expected, rtol=1e-12)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_present_place_has_the_loss_itself(problem: str, kind: str) -> None:
    model, X, y = PROBLEMS[problem]()
    surface = loss_surface(model, X, y, l2=0.1, **arguments(as_network(model), kind))
    place = tuple(
        int(np.flatnonzero(nodes == present)[0])
        for nodes, present in zip(surface.coordinates, surface.present, strict=True)
    )
    assert surface.loss == backward(model, X, y, l2=0.1).loss
    assert surface.values[place[::-1]] == surface.loss
    # Nor does it stand out: what is computed like its neighbours is the same up to rounding.
    assert surface.value_at([surface.present])[0] == pytest.approx(surface.loss, rel=1e-12)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_slopes_of_weights_are_gradients(problem: str) -> None:
    model, X, y = PROBLEMS[problem]()
    network = as_network(model)
    for weight, value in parameters(network):
        surface = loss_surface(model, X, y, weights=[weight], resolution=3)
        assert surface.present == (value,)
        assert surface.slopes[0] == gradient_paths(model, weight, X, y).gradient


@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_slopes_are_those_of_the_surface(problem: str, kind: str, l2: float) -> None:
    model, X, y = PROBLEMS[problem]()
    surface = loss_surface(model, X, y, l2=l2, **arguments(as_network(model), kind))
    for axis, slope in enumerate(surface.slopes):
        step = np.zeros(len(surface.present))
        step[axis] = 1e-6
        there = np.array(surface.present)
        up, down = surface.value_at([there + step, there - step])
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-7)


def test_slopes_of_a_direction_add_up_gradients() -> None:
    model, X, y = circles()
    surface = loss_surface(model, X, y, directions="random", rng=1, resolution=3, l2=0.2)
    gradient = backward(model, X, y, l2=0.2)
    for direction, slope in zip(surface.directions, surface.slopes, strict=True):
        expected = sum(
            np.sum(g * d)
            for g, d in zip(gradient.weight_gradients, direction.weight_steps, strict=True)
        )
        assert slope == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize(("loss", "out_activation"), OUTPUTS)
def test_every_activation_and_loss(activation: str, loss: str, out_activation: str) -> None:
    rng = np.random.default_rng(8)
    n_outputs = 2 if out_activation == "softmax" else 3
    network = random_network(rng, [2, 3, 2, n_outputs], activation, out_activation, skips=True)
    X, y = rng.normal(size=(7, 2)), random_targets(rng, loss, (7, n_outputs))
    surface = loss_surface(
        network, X, y, loss=loss, weights=[((0, 1), (2, 0)), (1, 0, 2)], resolution=4, span=1
    )
    assert (surface.loss_name, surface.loss_label) == (loss, LOSSES[loss].label)
    np.testing.assert_allclose(
        surface.values, by_loop(surface, network, X, y, loss=loss), rtol=1e-12
    )


def test_a_loss_of_ones_own() -> None:
    def value(y: Any, output: Any) -> float:
        return float(np.abs(output - y).sum()) / len(y)

    def gradient(y: Any, output: Any) -> Any:
        return np.sign(output - y) / len(y)

    absolute = Loss("absolute", "absolute error", value, gradient, "", "")
    rng = np.random.default_rng(2)
    network = random_network(rng, [2, 3, 1], "tanh", "identity")
    X, y = rng.normal(size=(50, 2)), rng.normal(size=(50, 1))
    for max_bytes in (2**27, 6000):  # all samples at once, and in parts
        surface = loss_surface(
            network, X, y, loss=absolute, weights=[(1, 0, 0)], max_bytes=max_bytes, resolution=5
        )
        assert surface.loss_label == "absolute error"
        np.testing.assert_allclose(
            surface.values, by_loop(surface, network, X, y, loss=absolute), rtol=1e-12
        )


def test_a_hidden_softmax_has_a_surface_without_slopes() -> None:
    rng = np.random.default_rng(1)
    network = random_network(rng, [2, 3, 2, 1], "softmax", "identity")
    X, y = rng.normal(size=(6, 2)), rng.normal(size=6)
    surface = loss_surface(network, X, y, weights=[(1, 0, 1)], resolution=5, l2=0.1)
    assert np.isnan(surface.slopes[0])
    z = [surface.at(w) for w in surface.coordinates[0]]
    for moved, value in zip(z, surface.values, strict=True):
        first, second, last = (c.weights for c in moved.connections)
        biases = [layer.bias for layer in moved.layers[1:]]
        a = np.exp(X @ first + biases[0])
        a = np.exp(a / a.sum(axis=1, keepdims=True) @ second + biases[1])
        out = (a / a.sum(axis=1, keepdims=True)) @ last + biases[2]
        squares = sum(np.sum(c.weights**2) for c in moved.connections)
        expected = np.mean((out[:, 0] - y) ** 2) / 2 + 0.1 * squares / (2 * 6)
        assert value == pytest.approx(expected, rel=1e-12)


def test_a_weight_that_leads_nowhere_leaves_the_loss_flat() -> None:
    network = Network(
        [Layer(1), Layer(2, "tanh", [0.1, 0.2]), Layer(1, "identity")],
        [Connection(0, 1, [[1.0, 2.0]]), Connection(1, 2, [[1.0], [9.0]], [[True], [False]])],
    )
    surface = loss_surface(network, [[1.0], [2.0]], [0.0, 1.0], weights=[(1, 0, 1)], resolution=5)
    assert surface.slopes == (0.0,)
    assert (surface.values == surface.loss).all()


def test_what_overflows_is_said_with_infinity_and_without_a_warning() -> None:
    network = Network.from_arrays([[[1.0]], [[1.0]]], activation="exp", out_activation="identity")
    surface = loss_surface(
        network, [[1.0], [2.0]], [0.0, 0.0], weights=[(1, 0, 0)], span=(-1000, 1000), resolution=5
    )
    assert np.isinf(surface.values[-1])
    assert np.isfinite(surface.values[:3]).all()


def test_values_at_any_place() -> None:
    model, X, y = circles()
    surface = loss_surface(model, X, y, weights=[(1, 0, 4), (3, 2, 0)], resolution=5)
    rng = np.random.default_rng(0)
    points = rng.uniform(-20, 20, size=(7, 2))  # outside the grid too
    values = surface.value_at(points)
    for point, value in zip(points, values, strict=True):
        moved = surface.network.with_weights({(1, 0, 4): point[0], (3, 2, 0): point[1]})
        assert value == pytest.approx(backward(moved, X, y).loss, rel=1e-12)
        np.testing.assert_array_equal(
            surface.at(*point).connections[0].weights, moved.connections[0].weights
        )


def test_nothing_that_was_given_is_changed() -> None:
    model, X, y = circles()
    before = [w.copy() for w in model.coefs_], X.copy(), y.copy()
    surface = loss_surface(model, X, y, directions="random", rng=0, resolution=5)
    surface.value_at([[0.3, 0.2]])
    for one, other in zip(before[0], model.coefs_, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(before[1], X)
    np.testing.assert_array_equal(before[2], y)
    assert not surface.values.flags.writeable
    assert X.flags.writeable


def test_sparse_samples() -> None:
    model, X, y = circles()
    one = loss_surface(model, X, y, weights=[(1, 0, 4)], resolution=5)
    other = loss_surface(model, scipy.sparse.csr_matrix(X), y, weights=[(1, 0, 4)], resolution=5)
    np.testing.assert_array_equal(one.values, other.values)


def test_forms_of_weights() -> None:
    model, X, y = circles()
    for weights in ((1, 0, 4), [(1, 0, 4)], ((0, 0), (1, 4)), [((0, 0), (1, 4))], ((1, 0, 4),)):
        surface = loss_surface(model, X, y, weights=weights, resolution=3)
        assert [d.weight for d in surface.directions] == [((0, 0), (1, 4))]
        assert surface.directions[0].kind == "weight"
    for weights in ((2, "bias", 1), [(2, "bias", 1)]):
        surface = loss_surface(model, X, y, weights=weights, resolution=3)
        assert [d.weight for d in surface.directions] == [(2, "bias", 1)]
        assert surface.present == (model.intercepts_[1][1],)
    for weights in (((2, 1, 1), (1, "bias", 0)), [((1, 1), (2, 1)), (1, "bias", 0)]):
        surface = loss_surface(model, X, y, weights=weights, resolution=3)
        assert [d.weight for d in surface.directions] == [((1, 1), (2, 1)), (1, "bias", 0)]


def test_words_about_it() -> None:
    model, X, y = circles()
    two = loss_surface(model, X, y, weights=[(1, 0, 4), (2, 0, 0)], resolution=(4, 3))
    assert repr(two) == "<LossSurface of log loss over 2 weights, 4 x 3 places>"
    drawn = loss_surface(model, X, y, rng=0, resolution=3)
    assert repr(drawn) == "<LossSurface of log loss over 2 random directions, 3 x 3 places>"
    assert repr(drawn.directions[0]) == "<Direction, random>"
