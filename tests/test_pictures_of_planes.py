"""Pictures of what a model answers over its inputs, pixel by pixel: weights are fixed arrays."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import draw_neuron_maps, plot_decision_boundary, plot_fit
from tests.pictured import circles, fixed_array, iris, wave

POINTS = 1.5 * fixed_array(60, 2, seed=11)
SIDES = (np.hypot(*POINTS.T) < 0.6).astype(int)
FLOWERS = 2.0 * fixed_array(45, 4, seed=12)
KINDS = ["setosa", "versicolor", "virginica"] * 15
PLACES = np.linspace(-2, 2, 41)[:, None]
HEIGHTS = np.sin(2 * PLACES[:, 0]) / 2
BORDERS = (0.14, 0.16, 0.8, 0.72)
WHOLE = (0.02, 0.02, 0.96, 0.96)


def boundary() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_decision_boundary(circles(), POINTS, SIDES, accuracy=True, hidden_lines=True,
                           grid_resolution=60, ax=figure.add_axes(BORDERS))  # fmt: skip
    return figure


def boundary_of_three() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_decision_boundary(iris(), FLOWERS, KINDS, plane="pca", grid_resolution=60,
                           ax=figure.add_axes(BORDERS))  # fmt: skip
    return figure


def boundary_over_one_feature() -> Figure:
    figure = Figure(figsize=(4.5, 3.0), dpi=64)
    plot_decision_boundary(
        lambda X: 1 / (1 + np.exp(3 * X[:, :1] * [1, -1])), PLACES, (PLACES[:, 0] < 0.2) + 0,
        ax=figure.add_axes(BORDERS),
    )  # fmt: skip
    return figure


def maps() -> Figure:
    figure = Figure(figsize=(6.0, 4.0), dpi=64)
    draw_neuron_maps(circles(), POINTS, SIDES, grid_resolution=40, ax=figure.add_axes(WHOLE))
    return figure


def maps_of_one_input() -> Figure:
    figure = Figure(figsize=(6.0, 4.0), dpi=64)
    draw_neuron_maps(wave(), PLACES, HEIGHTS, grid_resolution=40, ax=figure.add_axes(WHOLE))
    return figure


def maps_in_a_grid() -> Figure:
    figure = Figure(figsize=(6.0, 4.0), dpi=64)
    draw_neuron_maps(iris(), FLOWERS, KINDS, features=(2, 3), arrange="grid", grid_resolution=40,
                     ax=figure.add_axes(WHOLE))  # fmt: skip
    return figure


def fit() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_fit(wave(), PLACES, HEIGHTS, extrapolate=0.5, residuals=True,
             ax=figure.add_axes(BORDERS))  # fmt: skip
    return figure


def fits_compared() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    models = {"fitted": wave(), "a line": lambda X: X[:, 0] / 3}
    plot_fit(None, PLACES, HEIGHTS, compare=models, ax=figure.add_axes(BORDERS))
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "boundary": (boundary, ()),
    "boundary_of_three": (boundary_of_three, ("nnviz.styles.dark",)),
    "boundary_over_one_feature": (boundary_over_one_feature, ()),
    "maps": (maps, ()),
    "maps_dark": (maps, ("dark_background",)),
    "maps_of_one_input": (maps_of_one_input, ()),
    "maps_in_a_grid": (maps_in_a_grid, ()),
    "fit": (fit, ()),
    "fits_compared": (fits_compared, ("nnviz.styles.dark",)),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
