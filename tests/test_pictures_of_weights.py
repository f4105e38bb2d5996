"""Pictures of weights, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_weights
from nnviz.network import Connection, Network
from tests import pictured

WHOLE = (0.02, 0.02, 0.96, 0.96)


def matrices() -> Figure:
    figure = Figure(figsize=(5.5, 4.0), dpi=64)
    plot_weights(pictured.iris(), bias=True, ax=figure.add_axes(WHOLE))
    return figure


def gaps() -> Figure:
    network = pictured.skipping()
    first, *others = network.connections
    assert first.weights is not None
    weights, exists = first.weights.copy(), np.ones(first.weights.shape, dtype=bool)
    exists[0, 1] = exists[2, 3] = False
    weights[1, 1] = np.nan
    network = Network(
        network.layers, [Connection(first.source, first.target, weights, exists), *others]
    )
    figure = Figure(figsize=(5.5, 4.5), dpi=64)
    plot_weights(network, norm_by="layer", ax=figure.add_axes(WHOLE))
    return figure


def distributions() -> Figure:
    figure = Figure(figsize=(6.0, 2.6), dpi=64)
    plot_weights(pictured.digits(), kind="distributions", ax=figure.add_axes(WHOLE))
    return figure


def images() -> Figure:
    figure = Figure(figsize=(5.0, 3.6), dpi=64)
    plot_weights(pictured.digits(), image_shape=(8, 8), ax=figure.add_axes(WHOLE))
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "weights": (matrices, ()),
    "weights_gaps": (gaps, ("nnviz.styles.dark",)),
    "weights_distributions": (distributions, ()),
    "weights_images": (images, ("dark_background",)),
}


@pytest.mark.filterwarnings("ignore:.*NaN or infinite")
@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
