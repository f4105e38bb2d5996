"""Bad input to `plot_decision_boundary`: a clear error, and nothing is drawn."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import Normalize
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeClassifier

from nnviz import Network, plot_decision_boundary
from tests.boundaries import iris, line, moons, surface
from tests.figures import new_axes, pixels, root


def spoilt(X: Any, value: float) -> Any:
    X = np.array(X, dtype=float)
    X[3, 1] = value
    return X


def of_moons(**options: Any) -> tuple[Any, ...]:
    return (*moons(), options)


def of_iris(**options: Any) -> tuple[Any, ...]:
    return (*iris(), options)


M = moons
BAD: dict[str, tuple[Any, type[Exception], str]] = {
    "a feature that X lacks": (lambda: of_iris(features=("petal", 1)), ValueError,
                               "features.*petal"),
    "an index beyond": (lambda: of_iris(features=(0, 4)), ValueError, r"features.*0\.\.3"),
    "three features": (lambda: of_iris(features=(0, 1, 2)), ValueError, "features"),
    "twice the same": (lambda: of_iris(features=(0, 0)), ValueError, "features.*twice"),
    "no choice of four": (of_iris, ValueError, "features.*plane='pca'"),
    "features and plane": (lambda: of_iris(features=(0, 1), plane="pca"), ValueError, "features"),
    "another plane": (lambda: of_iris(plane="umap"), ValueError, "plane.*'pca'"),
    "fixed unknown": (lambda: of_iris(features=(0, 1), fixed={"age": 3}), ValueError, "fixed.*age"),
    "fixed on an axis": (lambda: of_iris(features=(0, 1), fixed={0: 3}), ValueError, "fixed.*axis"),
    "NaN": (lambda: (M().model, spoilt(M().X, np.nan), M().y, {}), ValueError, "X .*row 3"),
    "infinite": (lambda: (M().model, spoilt(M().X, np.inf), M().y, {}), ValueError, "X .*row 3"),
    "NaN in X_test": (lambda: of_moons(X_test=spoilt(M().X, np.nan), y_test=M().y), ValueError,
                      "X_test .*row 3"),
    "another width": (lambda: (M().model, M().X[:, :1], M().y, {}), ValueError, "X must have 2"),
    "1-D": (lambda: (M().model, M().X[:, 0], M().y, {}), ValueError, "X must be 2-D"),
    "no method": (lambda: (object(), M().X, M().y, {}), TypeError, "estimator.*predict"),
    "not fitted": (lambda: (MLPClassifier(), M().X, M().y, {}), NotFittedError, "not fitted"),
    "a regressor asked for probabilities": (
        lambda: (*surface(), {"response_method": "predict_proba"}), ValueError, "regressor"),
    "another response_method": (lambda: of_moons(response_method="score"), ValueError,
                                "response_method"),
    "one class only": (
        lambda: (DecisionTreeClassifier(random_state=0).fit(M().X, np.zeros(200)), *M()[1:], {}),
        ValueError, "one class|1 class"),
    "class_of_interest unknown": (lambda: of_moons(class_of_interest=7), ValueError,
                                  "class_of_interest"),
    "grid_resolution too small": (lambda: of_moons(grid_resolution=1), ValueError,
                                  "grid_resolution"),
    "grid_resolution no integer": (lambda: of_moons(grid_resolution=20.5), TypeError,
                                   "grid_resolution"),
    "grid_resolution beyond memory": (lambda: of_moons(grid_resolution=100_000), ValueError,
                                      "grid_resolution.*MB"),
    "eps": (lambda: of_moons(eps=-1), ValueError, "eps"),
    "y too short": (lambda: (M().model, M().X, M().y[:9], {}), ValueError, "y must have 200"),
    "y 2-D": (lambda: (M().model, M().X, M().X, {}), ValueError, "y must be 1-D"),
    "a label never seen": (lambda: (M().model, M().X, M().y + 1, {}), ValueError, "y: entry .* 2"),
    "a value that is none": (lambda: (*line()[:2], ["a"] * 80, {}), TypeError,
                             "y must hold real numbers.*predicts numbers"),
    "a value not finite": (lambda: (*line()[:2], [np.nan] * 80, {}), ValueError,
                            "y must be finite"),
    "a test label never seen": (lambda: of_moons(X_test=M().X, y_test=M().y + 1), ValueError,
                                "y_test: entry"),
    "y_test too short": (lambda: of_moons(X_test=M().X, y_test=[0]), ValueError,
                         "y_test must have"),
    "X_test alone": (lambda: of_moons(X_test=M().X), ValueError, "X_test .*without y_test"),
    "y_test alone": (lambda: of_moons(y_test=M().y), ValueError, "y_test .*without X_test"),
    "X_test without y": (lambda: (M().model, M().X, None, {"X_test": M().X, "y_test": M().y}),
                         ValueError, "without y"),
    "accuracy without y": (lambda: (M().model, M().X, None, {"accuracy": True}), ValueError,
                           "accuracy"),
    "contours of several": (lambda: of_iris(plane="pca", contours=True), ValueError, "contours"),
    "colorbar of several": (lambda: of_iris(plane="pca", colorbar=True), ValueError, "colorbar"),
    "norm of several": (lambda: of_iris(plane="pca", norm=Normalize()), ValueError, "norm"),
    "hidden lines over one": (
        lambda: (Network.from_arrays([[[1.0, 2.0]], [[1.0], [1.0]]], activation="relu",
                                     out_activation="identity"), *line()[1:],
                 {"hidden_lines": True}), ValueError, "hidden_lines needs two axes"),
    "ylim of probabilities": (
        lambda: (LogisticRegression().fit(M().X[:, :1], M().y), M().X[:, :1], M().y,
                 {"ylim": (0, 1)}),
        ValueError, "ylim: over one input, probabilities and classes have their own"),
    "contours over one": (lambda: (*line(), {"contours": True}), ValueError, "contours"),
    "contours no count": (lambda: of_moons(contours=0.5), ValueError, "contours"),
    "max_points": (lambda: of_moons(max_points=0), ValueError, "max_points"),
    "hidden lines of no network": (
        lambda: (LogisticRegression().fit(M().X, M().y), M().X, M().y, {"hidden_lines": True}),
        TypeError, "hidden_lines"),
    "hidden lines without a hidden layer": (
        lambda: (Network.from_arrays([[[1.0], [1.0]]], [[0.0]], out_activation="logistic"),
                 M().X, None, {"hidden_lines": True}),
        ValueError, "hidden_lines: this network has no hidden layer"),
    "cmap": (lambda: of_moons(cmap="no such map"), ValueError, "cmap"),
    "norm no Normalize": (lambda: of_moons(norm=3), TypeError, "norm"),
    "image_kw": (lambda: of_moons(image_kw={"colour": 1}), TypeError, "image_kw"),
    "line_kw": (lambda: of_moons(line_kw=3), TypeError, "line_kw"),
    "figsize": (lambda: of_moons(figsize=(1, -1)), ValueError, "figsize"),
    "legend": (lambda: of_moons(legend="best"), ValueError, "legend"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_names_the_argument_and_draws_nothing(name: str) -> None:
    make, kind, words = BAD[name]
    model, X, y, options = make()
    ax = new_axes()
    ax.plot([0, 1], [0, 1])
    children, before = ax.get_children(), pixels(root(ax))
    with pytest.raises(kind, match=words):
        plot_decision_boundary(model, X, y, ax=ax, **options)
    assert ax.get_children() == children
    np.testing.assert_array_equal(pixels(root(ax)), before)
    with pytest.raises(kind, match=words):
        plot_decision_boundary(model, X, y, **options)
    assert plt.get_fignums() == []


def test_an_axes_of_another_kind() -> None:
    model, X, y = moons()
    with pytest.raises(TypeError, match="ax must be"):
        plot_decision_boundary(model, X, y, ax=3)  # type: ignore[arg-type]


def test_what_fails_while_drawing_leaves_the_axes_as_they_were() -> None:
    model, X, y = moons()
    ax = new_axes()
    ax.set_xlabel("mine")
    ax.plot([0, 1], [0, 1])
    children, before = set(ax.get_children()), pixels(root(ax))
    with pytest.raises((TypeError, ValueError)):
        plot_decision_boundary(model, X, y, ax=ax, line_kw={"color": "no colour"})
    assert set(ax.get_children()) == children
    np.testing.assert_array_equal(pixels(root(ax)), before)


def test_plot_again_with_an_unknown_option() -> None:
    model, X, y = moons()
    display = plot_decision_boundary(model, X, y, ax=new_axes(), grid_resolution=9)
    with pytest.raises(TypeError, match="max_pionts.*max_points"):
        display.plot(ax=new_axes(), max_pionts=3)
    with pytest.raises(ValueError, match="hidden_lines"):
        display.plot(ax=new_axes(), hidden_lines=True)
