"""Descents: exact or projected, where they start, what they cover."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from nnviz import (
    Network,
    Series,
    TrainingHistory,
    TrainingRecord,
    as_network,
    backward,
    record_training,
)
from nnviz.surfaces import loss_surface
from tests.random_networks import parameters
from tests.surfaces.problems import PROBLEMS, circles, iris_pipeline, shaken, skips, stepped

TWO = [((0, 0), (1, 0)), (3, "bias", 1)]


def walk(network: Network, n: int = 6) -> dict[int, Network]:
    """Snapshots in which two weights alone move, from where they are in the network."""
    (first, one), (second, two) = [(w, v) for w, v in parameters(network) if w in TWO]
    return {
        2 * k: network.with_weights({first: one + 0.4 * k, second: two - 0.1 * k**2})
        for k in range(n)
    }


def record_of(snapshots: Any, estimator: Any = None) -> TrainingRecord:
    history = TrainingHistory([Series("training loss", [0.7, 0.5], [1, 2])])
    return TrainingRecord(estimator, history, snapshots, random_state=0)


def test_what_moves_along_the_axes_alone_is_exact() -> None:
    model, X, y = skips()
    snapshots = walk(model)
    for given in (snapshots, record_of(snapshots), record_of(snapshots, model)):
        surface = loss_surface(
            model, X, y, weights=TWO, descents={"walk": given}, l2=0.3, resolution=5
        )
        (descent,) = surface.descents
        assert descent.exact
        assert not descent.distance.any()
        np.testing.assert_array_equal(descent.epochs, [0, 2, 4, 6, 8, 10])
        for point, loss, network in zip(
            descent.points, descent.losses, snapshots.values(), strict=True
        ):
            np.testing.assert_array_equal(point, [dict(parameters(network))[w] for w in TWO])
            assert loss == backward(network, X, y, l2=0.3).loss
        np.testing.assert_allclose(surface.value_at(descent.points), descent.losses, rtol=1e-12)
        assert repr(descent) == "<Descent 'walk': 6 snapshots, exact>"


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_training_of_some_weights_lies_on_their_surface(problem: str) -> None:
    model, X, y = PROBLEMS[problem]()
    network = as_network(model)
    names = [name for name, _ in parameters(network)]
    for weights in ([names[0]], [names[1], names[-1]]):
        record = record_training(
            network, X, y, trainable=weights, learning_rate=0.05, max_iter=6, snapshots=1, l2=0.1
        )
        surface = loss_surface(
            network, X, y, weights=weights, descents={"sgd": record}, l2=0.1, resolution=5
        )
        (descent,) = surface.descents
        assert descent.exact
        assert len(descent.epochs) == 7
        np.testing.assert_array_equal(descent.points[0], surface.present)
        assert np.ptp(descent.points, axis=0).all()
        np.testing.assert_allclose(
            surface.value_at(descent.points), descent.losses, rtol=1e-10, atol=1e-10
        )
        for epoch, loss in zip(descent.epochs, descent.losses, strict=True):
            assert loss == backward(record.snapshots[int(epoch)], X, y, l2=0.1).loss


def test_optimisers_from_one_start() -> None:
    model, X, y = circles()
    start = as_network(model)
    records = {
        solver: record_training(
            start, X, y, solver=solver, learning_rate=0.01, max_iter=5, snapshots=1,
            trainable=[(1, 0, 4), (2, 4, 3)],
        )
        for solver in ("sgd", "momentum", "adam")
    }  # fmt: skip
    for shown in (start, records["adam"], records["sgd"].estimator):
        surface = loss_surface(
            shown, X, y, weights=[(1, 0, 4), (2, 4, 3)], descents=records, resolution=3
        )
        assert [d.name for d in surface.descents] == ["sgd", "momentum", "adam"]
        assert all(d.exact for d in surface.descents)


def test_other_weights_that_move_make_it_a_projection() -> None:
    model, X, y = skips()
    snapshots = walk(model)
    moved = {
        epoch: network.with_weights({(2, "bias", 0): 3.0}) if epoch == 4 else network
        for epoch, network in snapshots.items()
    }
    surface = loss_surface(model, X, y, weights=TWO, descents={"d": moved}, resolution=3)
    (descent,) = surface.descents
    assert not descent.exact
    was = dict(parameters(model))[(2, "bias", 0)]
    np.testing.assert_allclose(descent.distance, [0, 0, abs(3 - was), 0, 0, 0])
    assert descent.losses[2] == backward(moved[4], X, y).loss
    np.testing.assert_array_equal(
        descent.points[2], [dict(parameters(snapshots[4]))[w] for w in TWO]
    )
    assert repr(descent) == "<Descent 'd': 6 snapshots, a projection>"


def test_projection_onto_directions_that_are_not_at_right_angles() -> None:
    model, X, y = skips()
    first = loss_surface(model, X, y, directions="random", rng=2, resolution=3)
    inside = stepped(model, first.directions, (0.3, -0.7))
    off = shaken(inside, 0.01, 0)
    surface = loss_surface(
        model, X, y, directions="random", rng=2, descents={"d": {0: model, 1: inside, 2: off}},
        resolution=3,
    )  # fmt: skip
    (descent,) = surface.descents
    np.testing.assert_allclose(descent.points[:2], [[0, 0], [0.3, -0.7]], atol=1e-14)
    np.testing.assert_array_equal(descent.distance[:2], 0.0)
    assert not descent.exact
    # The nearest place: no other of the plane is nearer.
    listed = np.array([v for _, v in parameters(off)])

    def distance(steps: Any) -> float:
        there = stepped(model, surface.directions, steps)
        return float(np.linalg.norm([v for _, v in parameters(there)] - listed))

    nearest = distance(descent.points[2])
    assert descent.distance[2] == pytest.approx(nearest, rel=1e-10)
    for angle in np.linspace(0, 2 * np.pi, 12):
        step = 1e-3 * np.array([np.cos(angle), np.sin(angle)])
        assert distance(descent.points[2] + step) > nearest


def test_single_precision_is_no_motion() -> None:
    model, X, y = skips()

    def single(network: Network) -> Network:
        return network.with_weights({w: float(np.float32(v)) for w, v in parameters(network)})

    snapshots = {epoch: single(network) for epoch, network in walk(model).items()}
    for shown in (model, single(model)):
        surface = loss_surface(shown, X, y, weights=TWO, descents={"d": snapshots}, resolution=3)
        assert surface.descents[0].exact
    # In double precision so small a difference is one.
    nudged = {0: model, 1: model.with_weights({(2, "bias", 0): 1e-7 + 0.1})}
    base = model.with_weights({(2, "bias", 0): 0.1})
    surface = loss_surface(
        base, X, y, weights=TWO, descents={"d": {0: base, 1: nudged[1]}}, resolution=3
    )
    assert not surface.descents[0].exact


def test_snapshots_of_a_pipeline_take_raw_features() -> None:
    model, X, y = iris_pipeline()
    snapshots = {0: as_network(model), 1: shaken(as_network(model), 0.1, 0)}
    surface = loss_surface(model, X, y, weights=(1, 0, 0), descents={"d": snapshots}, resolution=3)
    assert surface.descents[0].losses[1] == backward(snapshots[1], X, y).loss


def test_axes_cover_exact_descents_with_a_margin() -> None:
    model, X, y = skips()
    (far,) = [v for w, v in parameters(model) if w == TWO[0]]
    snapshots = {k: model.with_weights({TWO[0]: far + 2.0 * k}) for k in range(6)}
    surface = loss_surface(model, X, y, weights=TWO[:1], descents={"d": snapshots})
    (nodes,) = surface.coordinates
    assert nodes[-1] == pytest.approx(far + 10 + 1)
    assert nodes[0] == far - max(2, 2 * abs(far))
    assert far in nodes
    # One that shoots away does not make all else a point.
    snapshots[9] = model.with_weights({TWO[0]: 1e9})
    surface = loss_surface(model, X, y, weights=TWO[:1], descents={"d": snapshots})
    assert surface.coordinates[0][-1] == pytest.approx(far + 10 * max(2, 2 * abs(far)))


def test_a_diverged_training_is_shown_as_far_as_it_is_finite() -> None:
    network = Network.from_arrays([[[1.0], [1.0]]], out_activation="identity")
    snapshots = {
        0: network, 1: network.with_weights({(1, 0, 0): 5.0}),
        2: network.with_weights({(1, 0, 0): np.inf}),
        3: network.with_weights({(1, 0, 0): np.nan, (1, 1, 0): np.nan}),
    }  # fmt: skip
    surface = loss_surface(
        network, np.eye(2), np.zeros(2), weights=(1, 0, 0), descents={"d": snapshots}
    )
    (descent,) = surface.descents
    assert np.isfinite(descent.losses[:2]).all()
    assert not np.isfinite(descent.losses[2:]).any()
    np.testing.assert_array_equal(descent.points[:, 0], [1.0, 5.0, np.inf, np.nan])
    assert not descent.exact


def test_starting_elsewhere() -> None:
    model, X, y = skips()
    other = model.with_weights({(2, "bias", 0): 9.0, (3, "bias", 0): 0.5})
    with pytest.raises(ValueError, match=r"^descents\['b'\]: starts elsewhere") as caught:
        loss_surface(
            model, X, y, weights=TWO, descents={"a": walk(model), "b": record_of(walk(other))}
        )
    was = dict(parameters(model))[(2, "bias", 0)]
    assert f"weight (2, 'bias', 0) is 9 at first, the surface's {was:.6g}" in str(caught.value)
    assert "Train from the surface's network" in str(caught.value)
    assert "surface of record.snapshots[0]" in str(caught.value)


def test_meeting_the_surface_anywhere_will_do() -> None:
    model, X, y = skips()
    start = shaken(model, 0.5, 0)
    ways: list[Any] = [
        {0: start, 1: model},  # it ends there
        record_of({0: start, 1: shaken(model, 0.1, 1)}, model),  # so does its trained model
    ]
    for way in ways:
        surface = loss_surface(model, X, y, weights=TWO, descents={"d": way}, resolution=3)
        assert not surface.descents[0].exact
        # Another training from the same start is welcome too.
        other = {0: start, 5: shaken(start, 0.1, 2)}
        surface = loss_surface(
            model, X, y, weights=TWO, descents={"e": other, "d": way}, resolution=3
        )
        assert [d.name for d in surface.descents] == ["e", "d"]
        with pytest.raises(ValueError, match="starts elsewhere"):
            loss_surface(model, X, y, weights=TWO, descents={"e": other})


def test_a_recorded_estimator() -> None:
    _, X, y = circles()
    mlp = MLPClassifier(
        (4,), solver="sgd", learning_rate_init=0.01, max_iter=4, tol=0, random_state=0,
        n_iter_no_change=100,
    )  # fmt: skip
    with pytest.warns(match="iterations"):
        record = record_training(mlp, X, y, snapshots=1)
    for shown in (record, record.estimator, record.snapshots[0]):
        surface = loss_surface(
            shown, X, y, weights=[(1, 0, 0)], descents={"sgd": record}, resolution=3
        )
        assert not surface.descents[0].exact
        assert len(surface.descents[0].epochs) == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda n: Network.from_sizes([2, 4, 3, 2]), "of epoch 3 is 2-4-3-2, the surface's 2-3-3"),
        (lambda n: n.without([(1, 0)]), "of epoch 3 has other neurons"),
        (lambda n: Network(n.layers, n.connections[:-1]), "of epoch 3 has other weights"),
    ],
)
def test_snapshots_of_another_network(change: Any, message: str) -> None:
    model, X, y = skips()
    snapshots = {0: model, 3: change(model)}
    with pytest.raises(
        ValueError, match=rf"^descents\['d'\]: snapshots of another network; that {message}"
    ):
        loss_surface(model, X, y, weights=TWO, descents={"d": snapshots})


def test_snapshots_with_other_biases_activations_or_no_weights() -> None:
    X, y = np.eye(2), np.zeros(2)
    arrays = [np.ones((2, 2)), np.ones((2, 1))], [np.ones(2), np.ones(1)]

    def message(snapshot: Network) -> str:
        network = Network.from_arrays(*arrays, activation="tanh", out_activation="identity")
        with pytest.raises(ValueError, match=r"^descents\['d'\]: ") as caught:
            loss_surface(network, X, y, weights=(1, 0, 0), descents={"d": {0: snapshot}})
        return str(caught.value)

    without = Network.from_arrays(arrays[0], activation="tanh", out_activation="identity")
    assert "of epoch 0 has other biases" in message(without)
    relu = Network.from_arrays(*arrays, activation="relu", out_activation="identity")
    assert "of epoch 0 has other activations" in message(relu)
    bare = Network.from_sizes([2, 2, 1], activation="tanh", out_activation="identity")
    assert "the values of epoch 0's weights are unknown" in message(bare)


@pytest.mark.parametrize(
    ("descents", "kind", "message"),
    [
        ("walk", TypeError, "^descents: must be a mapping of names to TrainingRecords"),
        ([1, 2], TypeError, "^descents: must be a mapping of names to TrainingRecords"),
        (record_of({}), TypeError, "^descents: must be a mapping of names"),
        ({"d": 3}, TypeError, r"^descents\['d'\]: must be a TrainingRecord, or a mapping"),
        ({"d": {}}, ValueError, r"^descents\['d'\]: holds no snapshots"),
        ({"d": record_of({})}, ValueError, r"^descents\['d'\]: has no snapshots; record_training"),
        ({"d": {0: 1}}, TypeError, r"^descents\['d'\]\[0\]: must be a Network"),
        ({"d": {0.5: skips()[0]}}, TypeError, r"^descents\['d'\]: an epoch must be an integer"),
        ({"d": {-1: skips()[0]}}, ValueError, r"^descents\['d'\]: an epoch must be at least 0"),
    ],
)
def test_no_descents(descents: Any, kind: type[Exception], message: str) -> None:
    model, X, y = skips()
    with pytest.raises(kind, match=message):
        loss_surface(model, X, y, weights=TWO, descents=descents)


def test_a_descent_of_which_nothing_is_finite_covers_nothing() -> None:
    network = Network.from_arrays([[[1.0], [1.0]]], out_activation="identity")
    lost = {3: network.with_weights({(1, 0, 0): np.inf})}
    surface = loss_surface(
        network, np.eye(2), np.zeros(2), weights=(1, 0, 0), descents={"d": lost}, resolution=3
    )
    np.testing.assert_array_equal(surface.coordinates[0], [-1.0, 1.0, 3.0])
    assert surface.descents[0].points[0, 0] == np.inf
