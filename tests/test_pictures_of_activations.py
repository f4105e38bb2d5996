"""Pictures of activation functions, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_activation

BORDERS = (0.14, 0.16, 0.8, 0.78)


def one() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_activation("logistic", derivative=True, mark_range=True, saturation=True,
                    ax=figure.add_axes(BORDERS))  # fmt: skip
    return figure


def kink_of_the_slope() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_activation("relu", derivative=True, ax=figure.add_axes(BORDERS))
    return figure


def several() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_activation(["logistic", "tanh", "relu"], derivative=True, mark_range=True,
                    saturation=True, ax=figure.add_axes(BORDERS))  # fmt: skip
    return figure


def jumps() -> Figure:
    figure = Figure(figsize=(4.5, 3.0), dpi=64)
    functions = {"step": "step", "mine": lambda z: np.where(z > 1, -0.5, z / 4)}
    plot_activation(functions, z_range=(-3, 3), ax=figure.add_axes(BORDERS))
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "activation": (one, ()),
    "activation_slope": (kink_of_the_slope, ("nnviz.styles.dark",)),
    "activations": (several, ()),
    "activation_jumps": (jumps, ("dark_background",)),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
