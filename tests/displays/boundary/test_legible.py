"""Decision boundaries can be read, in every style and on small axes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.linear_model import LogisticRegression

from nnviz import plot_decision_boundary
from tests.boundaries import Fitted, blobs, circles, iris, line, moons, one_input, surface
from tests.legibility import assert_legible
from tests.styles import STYLES, style

SHAPES = {"3x3 in": (3.0, 3.0), "6.4x4.8 in": (6.4, 4.8), "16:9 slide": (13.33, 7.5)}
PAIR = {"features": ("petal length (cm)", "petal width (cm)")}

CASES: dict[str, tuple[Callable[[], Fitted], dict[str, Any]]] = {
    "moons": (moons, {"accuracy": True}),
    "circles with hidden lines": (circles, {"hidden_lines": True}),
    "iris": (iris, PAIR),
    "iris by components": (iris, {"plane": "pca", "accuracy": True}),
    "one class of iris": (iris, {"plane": "pca", "class_of_interest": "versicolor",
                                 "colorbar": True}),
    "ten classes": (blobs, {}),
    "regression": (surface, {"contours": True, "accuracy": True}),
    "regression over one input": (line, {}),
    "one input": (one_input, {}),
}  # fmt: skip


def drawn(case: str, shape: str) -> Figure:
    fitted, options = CASES[case]
    model, X, y = fitted()
    figure = Figure(figsize=SHAPES[shape])
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    plot_decision_boundary(model, X, y, ax=ax, grid_resolution=60, **options)
    return figure


def pictures() -> Iterator[Any]:
    """Each case in every style; the small axes with the default and dark, slides on a slide."""
    for case in CASES:
        for name, chosen in STYLES.items():
            shape = "16:9 slide" if chosen.slides else "6.4x4.8 in"
            if name in ("default", "dark"):
                yield pytest.param(case, name, "3x3 in", id=f"{case}, {name}, 3x3 in")
            if name != "dark":
                yield pytest.param(case, name, shape, id=f"{case}, {name}, {shape}")


@pytest.mark.parametrize(("case", "name", "shape"), [*pictures()])
def test_boundaries_can_be_read(case: str, name: str, shape: str) -> None:
    with style(name) as chosen:
        assert_legible(drawn(case, shape), paper=chosen.paper, slides=chosen.slides)


@pytest.mark.parametrize("engine", [None, "constrained", "tight"])
def test_panels_can_be_read(engine: str | None) -> None:
    figure = Figure(figsize=(9, 6), layout=engine)
    for ax, (fitted, options) in zip(figure.subplots(2, 2).flat, CASES.values(), strict=False):
        model, X, y = fitted()
        plot_decision_boundary(model, X, y, ax=ax, grid_resolution=60, **options)
    assert_legible(figure)


@pytest.mark.parametrize("width", [3.0, 6.4])
def test_long_names_and_test_points_can_be_read(width: float) -> None:
    _, X, y = moons()
    names = np.array(["a class with a name that goes on and on", "$another_one%"])
    renamed = LogisticRegression().fit(X[:100], names[y[:100]])
    figure = Figure(figsize=(width, 3.0))
    plot_decision_boundary(
        renamed, X[:100], names[y[:100]], X_test=X[100:], y_test=names[y[100:]],
        ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)), accuracy=True, grid_resolution=60,
        max_points=50,
    )  # fmt: skip
    assert_legible(figure)
