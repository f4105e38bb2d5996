"""Pictures of losses as functions of weights, pixel by pixel: weights are fixed arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.style
import pytest
from matplotlib.figure import Figure

from nnviz import plot_loss_surface
from tests.displays.loss_surface.surfaces import ONE, OTHER, X, Y, moving, walk
from tests.pictured import circles

WHOLE = (0.02, 0.02, 0.96, 0.96)


def draw(size: tuple[float, float], **options: Any) -> Figure:
    figure = Figure(figsize=size, dpi=64)
    solid = {"projection": "3d"} if options.get("kind") == "surface" else {}
    plot_loss_surface(circles(), X, Y, ax=figure.add_axes(WHOLE, **solid), **options)
    return figure


def loss_over_a_weight() -> Figure:
    descents = {"rate 0.3": walk(0.3, 8, weights=[ONE])}
    return draw((4.5, 3.5), weights=[ONE], resolution=61, l2=0.1, descents=descents)


def loss_over_two_weights() -> Figure:
    descents = {"rate 0.3": walk(0.3), "momentum": walk(1.4)}
    return draw((4.5, 3.5), weights=[ONE, OTHER], resolution=31, descents=descents)


def loss_along_random_directions() -> Figure:
    return draw((4.0, 3.5), directions="random", rng=0, resolution=31, log=True)


def loss_along_components() -> Figure:
    descents = {"adam": moving(1), "sgd": moving(2), "momentum": moving(3)}
    return draw((4.5, 3.5), directions="pca", resolution=31, descents=descents)


def loss_in_three_dimensions() -> Figure:
    descents = {"rate 0.3": walk(0.3)}
    return draw(
        (4.0, 3.2), weights=[ONE, OTHER], resolution=21, descents=descents, kind="surface",
        notation="islp",
    )  # fmt: skip


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "loss_over_a_weight": (loss_over_a_weight, ()),
    "loss_over_two_weights": (loss_over_two_weights, ()),
    "loss_along_random_directions": (loss_along_random_directions, ("ggplot",)),
    "loss_along_components_dark": (loss_along_components, ("nnviz.styles.dark",)),
    "loss_in_three_dimensions": (loss_in_three_dimensions, ()),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
