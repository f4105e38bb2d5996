"""What can be read off the picture of a network trained on digits, and whether it is true.

scikit-learn's digits, 64-100-10, trained for real: `draw_network(mlp, input_shape=(8, 8))`.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

from tests.displays.network.helpers import draw, notes
from tests.figures import pixels, root

N_TRAINING = 1400


@pytest.fixture(scope="module")
def data() -> tuple[Any, Any]:
    X, y = load_digits(return_X_y=True)
    return X / 16, y


@pytest.fixture(scope="module")
def mlp(data: tuple[Any, Any]) -> Any:
    X, y = data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it need not converge to be looked at
        return MLPClassifier((100,), max_iter=120, random_state=0).fit(
            X[:N_TRAINING], y[:N_TRAINING]
        )


@pytest.fixture(scope="module")
def display(mlp: Any) -> Any:
    return draw(mlp, input_shape=(8, 8))


def test_it_has_learned(mlp: Any, data: tuple[Any, Any]) -> None:
    X, y = data
    assert mlp.score(X[N_TRAINING:], y[N_TRAINING:]) > 0.88


def test_pixels_as_white_as_paper_are_those_that_are_always_empty(
    display: Any, data: tuple[Any, Any]
) -> None:
    X, _ = data
    empty = np.flatnonzero((X[:N_TRAINING] == 0).all(axis=0))
    values = display.pixels.values
    white = np.flatnonzero(values < 1e-3 * values.max())
    assert white.tolist() == empty.tolist() == [0, 32, 39]
    # The gap is wide: no other pixel comes near to them.
    assert np.delete(values, empty).min() > 0.3 * np.median(values)
    colours = display.input_image_.cmap(display.input_image_.norm(values))
    np.testing.assert_allclose(colours[empty, :3], 1.0, atol=0.01)


def test_a_white_pixel_changes_nothing_that_the_network_says(
    display: Any, mlp: Any, data: tuple[Any, Any]
) -> None:
    X, _ = data
    inked = X[N_TRAINING:].copy()
    inked[:, [0, 32, 39]] = 1.0
    np.testing.assert_allclose(
        mlp.predict_proba(inked), mlp.predict_proba(X[N_TRAINING:]), atol=1e-3
    )
    inked[:, int(np.argmax(display.pixels.values))] = 1.0
    assert np.abs(mlp.predict_proba(inked) - mlp.predict_proba(X[N_TRAINING:])).max() > 0.1


def test_the_palest_of_the_others_have_hardly_ever_been_inked(
    display: Any, data: tuple[Any, Any]
) -> None:
    X, _ = data
    inked = (X[:N_TRAINING] > 0).mean(axis=0)
    order = np.argsort(display.pixels.values)[3:6]
    assert inked[order].max() < 0.01 < 0.3 < np.median(inked)
    assert set(order // 8) <= {4, 5, 6, 7}  # the left border, where no digit reaches
    assert set(order % 8) == {0}


def test_how_dark_a_pixel_is_does_not_say_how_often_it_is_inked(
    display: Any, data: tuple[Any, Any]
) -> None:
    """What must not be read off it: beyond the empty ones, weights do not follow use."""
    X, _ = data
    inked = (X[:N_TRAINING] > 0).mean(axis=0)
    used = inked > 0.01
    assert abs(np.corrcoef(inked[used], display.pixels.values[used])[0, 1]) < 0.5


def test_the_edges_on_the_picture_are_the_strongest_of_those_shown(display: Any, mlp: Any) -> None:
    shown = np.abs(mlp.coefs_[0][:, display.layout.shown[1]])
    lines = display._diagram.picture.lines[0]
    drawn = np.abs(mlp.coefs_[0][lines.sources, display.layout.shown[1][lines.targets]])
    np.testing.assert_allclose(np.sort(drawn), np.sort(shown.ravel())[-20:])


def test_all_neurons_keep_to_their_words(mlp: Any) -> None:
    display = draw(mlp, input_shape=(8, 8), max_neurons=None, size=(8, 6))
    pixels(root(display.ax_))
    assert "the 150 strongest edges into each layer in full, 7,100 faint" in notes(display)
    assert display.n_painted_ < 7400
