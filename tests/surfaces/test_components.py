"""Principal components of snapshots, against scikit-learn's."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neural_network import MLPClassifier

from nnviz import Network, TrainingRecord, as_network, record_training
from nnviz.surfaces import loss_surface
from tests.random_networks import parameters
from tests.surfaces.problems import circles, shaken, skips


def listed(network: Network) -> Any:
    return np.array([value for _, value in parameters(network)])


def steps_of(network: Network, direction: Any) -> Any:
    """A direction in the order of `parameters`, found by asking for each weight."""
    steps = []
    for name, _ in parameters(network):
        if name[1] == "bias":
            steps.append(direction.bias_steps[name[0]][name[2]])
        else:
            (source, i), (target, j) = name
            k = [(c.source, c.target) for c in network.connections].index((source, target))
            steps.append(direction.weight_steps[k][i, j])
    return np.array(steps)


@pytest.fixture(scope="module")
def recorded() -> tuple[TrainingRecord, Any, Any]:
    _, X, y = circles()
    mlp = MLPClassifier((5, 3), max_iter=12, random_state=0, n_iter_no_change=50)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return record_training(mlp, X, y, snapshots=1), X, y


@pytest.mark.parametrize("make", [circles, skips])
def test_components_are_those_of_scikit_learn(make: Any) -> None:
    model, X, y = make()
    network = as_network(model)
    snapshots = {0: network, **{k: shaken(network, 0.1 * k, k) for k in range(1, 8)}}
    surface = loss_surface(
        network, X, y, directions="pca", descents={"shaken": snapshots}, resolution=3
    )
    table = np.array([listed(shot) for shot in snapshots.values()])
    pca = PCA(2).fit(table)
    for k, direction in enumerate(surface.directions):
        steps = steps_of(network, direction)
        assert abs(steps @ pca.components_[k]) == pytest.approx(1.0, abs=1e-12)
        assert direction.explained == pytest.approx(pca.explained_variance_ratio_[k], rel=1e-10)
        assert np.linalg.norm(steps) == pytest.approx(1.0)
        assert steps[np.argmax(np.abs(steps))] > 0
        assert direction.kind == "pca"
    points = surface.descents[0].points
    expected = (table - table[0]) @ np.array([steps_of(network, d) for d in surface.directions]).T
    np.testing.assert_allclose(points, expected, atol=1e-12)
    rest = np.linalg.norm(
        table - table[0] - expected @ np.array([steps_of(network, d) for d in surface.directions]),
        axis=1,
    )
    np.testing.assert_allclose(surface.descents[0].distance, rest, atol=1e-12)
    assert not surface.descents[0].exact


def test_a_record_is_its_model_and_its_descent(recorded: Any) -> None:
    record, X, y = recorded
    surface = loss_surface(record, X, y, resolution=5)
    assert [d.kind for d in surface.directions] == ["pca", "pca"]
    assert surface.present == (0.0, 0.0)
    for one, other in zip(surface.network.connections, record.estimator.coefs_, strict=True):
        np.testing.assert_array_equal(one.weights, other)
    (descent,) = surface.descents
    assert descent.name == "training"
    np.testing.assert_array_equal(descent.epochs, list(record.snapshots))
    assert not descent.exact
    assert descent.distance[-1] == 0.0  # the trained model, through which the plane goes
    np.testing.assert_allclose(descent.points[-1], 0.0, atol=1e-12)
    for axis, nodes in enumerate(surface.coordinates):
        assert nodes[0] < descent.points[:, axis].min()
        assert nodes[-1] > descent.points[:, axis].max()
        assert 0.0 in nodes


def test_a_record_that_was_loaded(recorded: Any, tmp_path: Any) -> None:
    record, X, y = recorded
    loaded = TrainingRecord.load(record.save(tmp_path / "record.npz"))
    one, other = loss_surface(loaded, X, y, resolution=3), loss_surface(record, X, y, resolution=3)
    np.testing.assert_array_equal(one.values, other.values)


def test_a_record_among_other_descents(recorded: Any) -> None:
    record, X, y = recorded
    named = loss_surface(record, X, y, resolution=3, descents={"mine": record})
    plain = loss_surface(record, X, y, resolution=3)
    np.testing.assert_array_equal(named.values, plain.values)  # not counted twice
    assert [d.name for d in named.descents] == ["mine"]
    start = record.snapshots[0]
    others = {0: start, 1: shaken(start, 0.1, 0)}
    both = loss_surface(record, X, y, resolution=3, descents={"by hand": others})
    assert [d.name for d in both.descents] == ["by hand"]
    # Its own snapshots count for the components, and are covered, though they are not shown.
    table = np.array([listed(s) for s in (*others.values(), *record.snapshots.values())])
    assert both.directions[0].explained == pytest.approx(
        PCA(2).fit(table).explained_variance_ratio_[0]
    )
    assert loss_surface(record, X, y, resolution=3, descents={}).descents == ()


def test_axes_are_of_similar_length() -> None:
    network = Network.from_arrays([[[1.0], [1.0], [1.0]]], out_activation="identity")
    snapshots = {
        k: network.with_weights({(1, 0, 0): 1.0 + k, (1, 1, 0): 1.0 + 0.001 * (-1) ** k})
        for k in range(5)
    }
    surface = loss_surface(
        network,
        np.eye(3),
        np.ones(3),
        directions="pca",
        descents={"d": snapshots | {9: network}},
        resolution=3,
    )
    long, short = (float(np.ptp(nodes)) for nodes in surface.coordinates)
    assert long == pytest.approx(1.2 * 4, rel=0.01)
    assert short == pytest.approx(0.5 * 4, rel=0.01)


def test_a_descent_in_two_directions_lies_in_its_plane() -> None:
    model, X, y = skips()
    snapshots = {
        k: model.with_weights({((0, 0), (1, 0)): 0.3 * k, (3, "bias", 1): 0.1 * k**2})
        for k in range(6)
    } | {9: model}
    surface = loss_surface(model, X, y, descents={"d": snapshots}, resolution=5)
    assert surface.directions[0].kind == "pca"
    assert surface.directions[0].explained + surface.directions[1].explained == pytest.approx(1.0)
    (descent,) = surface.descents
    assert descent.exact
    np.testing.assert_allclose(surface.value_at(descent.points), descent.losses, rtol=1e-10)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (1, "needs at least three different snapshots of a training; 1 was given"),
        (2, "needs at least three different snapshots of a training; 2 were given"),
        (0, "all 4 that were given are the same"),
        (-1, "these lie on a line. Give the weight that moved"),
    ],
)
def test_too_few_snapshots(count: int, message: str) -> None:
    model, X, y = skips()
    snapshots = {k: shaken(model, 0.1 * k, k) for k in range(count)}
    if count == 0:
        snapshots = dict.fromkeys(range(4), model)
    if count == -1:
        snapshots = {k: model.with_weights({((0, 0), (1, 0)): 0.3 * k}) for k in range(6)} | {
            9: model
        }
    with pytest.raises(ValueError, match=f'^directions: "pca" .*{message}'):
        loss_surface(model, X, y, directions="pca", descents={"d": snapshots})
    # Left to choose, it draws directions instead.
    surface = loss_surface(model, X, y, descents={"d": snapshots}, rng=0, resolution=3)
    assert surface.directions[0].kind == "random"


def test_no_snapshots_at_all() -> None:
    model, X, y = skips()
    with pytest.raises(ValueError, match="0 were given.*snapshots=1"):
        loss_surface(model, X, y, directions="pca")


def test_words_about_it(recorded: Any) -> None:
    record, X, y = recorded
    surface = loss_surface(record, X, y, resolution=3)
    assert repr(surface) == "<LossSurface of log loss over 2 principal components, 3 x 3 places>"
    part = surface.directions[0].explained
    assert repr(surface.directions[0]) == (
        f"<Direction of a principal component, {part:.1%} of the variance>"
    )


def test_snapshots_that_are_not_finite() -> None:
    model, X, y = skips()
    snapshots = {k: shaken(model, 0.1 * k, k) for k in range(4)}
    snapshots[4] = model.with_weights({(2, "bias", 0): np.inf})
    with pytest.raises(ValueError, match='^directions: "pca" needs snapshots whose weights are'):
        loss_surface(model, X, y, directions="pca", descents={"d": snapshots})
    surface = loss_surface(model, X, y, descents={"d": snapshots}, rng=0, resolution=3)
    assert surface.directions[0].kind == "random"
    assert not np.isfinite(surface.descents[0].distance[4])
