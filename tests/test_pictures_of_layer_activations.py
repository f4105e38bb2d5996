"""Pictures of layer activations, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import Network, plot_layer_activations
from tests.pictured import circles, fixed_array

WHOLE = (0.02, 0.02, 0.96, 0.96)
X = fixed_array(120, 2, seed=7)


def silent() -> Figure:
    figure = Figure(figsize=(6, 4), dpi=64)
    plot_layer_activations(circles(), X, X[:, 0] > 0.2, ax=figure.add_axes(WHOLE))
    return figure


def saturated() -> Figure:
    weights, bias = fixed_array(2, 6, seed=4), np.zeros(6)
    bias[[1, 4]] = [4.0, -4.5]
    network = Network.from_arrays(
        [weights, fixed_array(6, 3, seed=5)], [bias, np.zeros(3)], activation="tanh",
        out_activation="softmax", output_names=("setosa", "versicolor", "virginica"),
    )  # fmt: skip
    figure = Figure(figsize=(3.5, 5.5), dpi=64)
    plot_layer_activations(network, X, X[:, 1], ax=figure.add_axes(WHOLE), max_samples=40)
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "layer_activations": (silent, ()),
    "layer_activations_saturated": (saturated, ("nnviz.styles.dark",)),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
