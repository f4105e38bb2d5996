"""What loss_surface refuses, and how it says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.neural_network import MLPClassifier

from nnviz import Network, Series, TrainingHistory, TrainingRecord
from nnviz.surfaces import loss_surface
from nnviz.surfaces.direction import parameter_name
from tests.surfaces.problems import circles, skips

MODEL, X, Y = circles()


@pytest.mark.parametrize(
    ("weights", "kind", "message"),
    [
        ([(4, 0, 0)], ValueError, "layer 4 does not exist; this network's layers are 1..3"),
        ([(1, 2, 0)], ValueError, "neuron 2 does not exist; allowed are 0..1"),
        ([(1, 0, 8)], ValueError, "neuron 8 does not exist"),
        ([((0, 0), (2, 0))], ValueError, "there is none from neuron 0 of layer 0"),
        ([(1, "bias", 9)], ValueError, "neuron 9 does not exist"),
        ([(1, "b", 0)], ValueError, "'b' is no neuron"),
        ([(1, 0)], TypeError, r"weights\[\d\] must be"),
        ([3], TypeError, r"weights\[\d\] must be"),
        (3, TypeError, "^weights: must be a list of one or two weights; it is 3"),
        ("strongest", TypeError, "^weights: must be a list of one or two weights"),
        ([], ValueError, "^weights: must be one weight or two, an axis each; 0 were given"),
        ((), ValueError, "^weights: must be one weight or two"),
        ([(1, 0, 0), (1, 0, 1), (1, 0, 2)], ValueError, "an axis each; 3 were given"),
        ([(1, 0, 4), (1, 0, 4)], ValueError, "^weights: must be two different weights"),
        ([(1, 0, 4), ((0, 0), (1, 4))], ValueError, "^weights: must be two different weights"),
    ],
)
def test_no_weights(weights: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        loss_surface(MODEL, X, Y, weights=weights)


def test_a_weight_that_is_missing() -> None:
    network, inputs, y = skips()
    connection = next(c for c in network.connections if not c.mask.all())
    i, j = (int(k) for k in np.argwhere(~connection.mask)[0])
    with pytest.raises(ValueError, match="does not exist"):
        loss_surface(network, inputs, y, weights=[((connection.source, i), (connection.target, j))])


def test_directions() -> None:
    with pytest.raises(ValueError, match='^directions: must be "random" or "pca"; it is .up.'):
        loss_surface(MODEL, X, Y, directions="up")
    with pytest.raises(TypeError, match='^directions: must be "random" or "pca"; it is 2'):
        loss_surface(MODEL, X, Y, directions=2)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="^weights, directions: only one of the two"):
        loss_surface(MODEL, X, Y, weights=(1, 0, 0), directions="random")


def test_models() -> None:
    arrays = [np.ones((2, 2)), np.ones((2, 1))]
    options: dict[str, Any] = {"weights": (1, 0, 0)}
    with pytest.raises(TypeError, match="^model must be"):
        loss_surface("mlp", X, Y, **options)
    with pytest.raises(NotFittedError):
        loss_surface(MLPClassifier(), X, Y, **options)
    for choice in ({"weights": (1, 0, 0)}, {"directions": "random"}, {}):
        with pytest.raises(ValueError, match="layers 1, 2 have no known weights"):
            loss_surface(Network.from_sizes([2, 2, 1], activation="relu"), X, Y, **choice)
        with pytest.raises(ValueError, match="layers 1, 2 have no known activation"):
            loss_surface((arrays, None), X, Y, **choice)
    for wrong in (np.nan, np.inf):
        network = Network.from_arrays(
            [[[1.0], [2.0]], [[wrong]]], activation="tanh", out_activation="identity"
        )
        with pytest.raises(ValueError, match=rf"all finite; weight \(2, 0, 0\) is {wrong}"):
            loss_surface(network, X, Y, **options)


def test_a_record_with_nothing_in_it() -> None:
    history = TrainingHistory([Series("training loss", [0.7], [1])])
    empty = TrainingRecord(None, history, {}, random_state=0)
    with pytest.raises(ValueError, match="^model: this record has neither an estimator nor"):
        loss_surface(empty, X, Y, weights=(1, 0, 0))
    # A trained model is enough where no snapshots are needed.
    trained = TrainingRecord(MODEL, history, {}, random_state=0)
    surface = loss_surface(trained, X, Y, weights=(1, 0, 0), resolution=3)
    assert surface.descents == ()
    with pytest.raises(ValueError, match="needs at least three different snapshots"):
        loss_surface(trained, X, Y, directions="pca")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ((X[:0], Y[:0]), "X must hold at least one sample"),
        ((X[:, :1], Y), "X must have 2 columns"),
        ((X, Y[:-1]), "y: must have as many rows as X"),
        ((np.where(X > 0, np.nan, X), Y), "X must hold finite numbers"),
        ((X, Y + 5), "the model does not know the label"),
    ],
)
def test_data(data: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        loss_surface(MODEL, *data, weights=(1, 0, 0))


def test_loss_and_l2() -> None:
    with pytest.raises(ValueError, match="^loss: must be one of"):
        loss_surface(MODEL, X, Y, weights=(1, 0, 0), loss="hinge")
    with pytest.raises(ValueError, match="^loss: cross_entropy is for outputs that are softmax"):
        loss_surface(MODEL, X, Y, weights=(1, 0, 0), loss="cross_entropy")
    for l2 in (-1.0, np.nan, np.inf):
        with pytest.raises(ValueError, match="^l2: must be a finite number, 0 or more"):
            loss_surface(MODEL, X, Y, weights=(1, 0, 0), l2=l2)
    for wrong in ("strong", True, None):
        with pytest.raises(TypeError, match="^l2: must be a number"):
            loss_surface(MODEL, X, Y, weights=(1, 0, 0), l2=wrong)  # type: ignore[arg-type]


def test_places_of_a_surface() -> None:
    surface = loss_surface(MODEL, X, Y, weights=[(1, 0, 0), (1, 0, 1)], resolution=3)
    for point in ((), (1.0,), (1.0, 2.0, 3.0), (1.0, np.nan)):
        with pytest.raises(ValueError, match="^coordinates: must"):
            surface.at(*point)
    with pytest.raises(TypeError, match="^coordinates must hold real numbers"):
        surface.at("a", "b")  # type: ignore[arg-type]
    for points in ([1.0, 2.0], [[1.0]], [[1.0, np.inf]], [[1.0], [1.0, 2.0]]):
        with pytest.raises(ValueError, match="^points: must"):
            surface.value_at(points)
    assert surface.value_at(np.empty((0, 2))).shape == (0,)


def test_a_parameter_that_is_not_there() -> None:
    network = Network.from_arrays([[[1.0], [2.0]]], [[0.5]])
    names = [parameter_name(network, place) for place in range(3)]
    assert names == [(1, 0, 0), (1, 1, 0), (1, "bias", 0)]
    with pytest.raises(IndexError, match="place 3 is beyond the last parameter"):
        parameter_name(network, 3)
