"""The pictures of weights can be read, in all styles and down to three inches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_weights
from nnviz.network import Connection, Network
from tests import pictured
from tests.legibility import assert_legible
from tests.styles import STYLES, style


def with_gaps() -> Network:
    """The network with skips, of which two weights are missing and one is not a number."""
    network = pictured.skipping()
    first, *others = network.connections
    assert first.weights is not None
    weights, exists = first.weights.copy(), np.ones(first.weights.shape, dtype=bool)
    exists[0, 1] = exists[2, 3] = False
    weights[1, 1] = np.nan
    return Network(
        network.layers, [Connection(first.source, first.target, weights, exists), *others]
    )


def with_dead_neurons() -> Network:
    weights = np.zeros((64, 12))
    weights[:, 3] = np.linspace(-1, 1, 64)
    weights[:, 6] = np.sin(np.arange(64))
    weights[5] = 1e-5
    return Network.from_arrays([weights, np.ones((12, 1))])


def mnist() -> Network:
    return pictured.fixed_network([784, 128, 10], out="softmax", classes=range(10))


CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "iris": (pictured.iris, {"bias": True}),
    "long names": (pictured.named_at_length, {}),
    "long names, own scales": (pictured.named_at_length, {"norm_by": "layer", "bias": True}),
    "one weight": (pictured.smallest, {"bias": True, "values": True}),
    "one neuron": (pictured.wave, {"index_base": 1}),
    "deep": (pictured.deep, {}),
    "skips and gaps": (with_gaps, {}),
    "784-128-10": (mnist, {"values": True}),
    "distributions": (pictured.iris, {"kind": "distributions"}),
    "deep distributions": (pictured.deep, {"kind": "distributions", "norm_by": "layer"}),
    "distributions with gaps": (with_gaps, {"kind": "distributions"}),
    "distribution of one": (pictured.smallest, {"kind": "distributions"}),
    "distributions with zeros": (with_dead_neurons, {"kind": "distributions", "density": True}),
    "distributions, cut": (with_dead_neurons, {"kind": "distributions"}),
    "images": (pictured.digits, {"image_shape": (8, 8)}),
    "all images": (pictured.digits, {"image_shape": (8, 8), "max_images": None}),
    "dead neurons": (with_dead_neurons, {"image_shape": (8, 8)}),
    "wide images": (pictured.digits, {"image_shape": (2, 32), "max_images": 7}),
    "large images": (mnist, {"image_shape": (28, 28)}),
}
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "4x8 in": (4, 8), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at three by three inches in some styles, and at some other shapes."""
    styles = list(STYLES)
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(styles)
        if (shape == "3x3 in" and (k + m) % 2) or (k + n + m) % 6 == 0
    ]


@pytest.mark.filterwarnings("ignore:.*NaN or infinite")
@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    make, options = CASES[case]
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = plot_weights(make(), ax=ax, **options)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=(4, 4)).subplots()
        display = plot_weights(pictured.iris(), ax=ax)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("case", ["iris", "distributions", "images"])
@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
def test_tiny_axes_draw(case: str, size: tuple[float, float]) -> None:
    make, options = CASES[case]
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96))
    figure = plot_weights(make(), ax=ax, **options).figure_
    figure.canvas.draw()
    assert ax.get_position().width > 0
