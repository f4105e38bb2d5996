"""The picture of layer activations can be read, in all styles and down to three inches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_layer_activations
from tests.displays.layer_activations.networks import (
    CLASSES,
    X,
    both,
    many_layers,
    rectified,
    saturated,
)
from tests.legibility import assert_legible
from tests.pictured import circles, deep, digits, fixed_array, fixed_network, named_at_length
from tests.styles import STYLES, style

Case = Callable[[], tuple[tuple[Any, ...], dict[str, Any]]]


CASES: dict[str, Case] = {
    "silent": lambda: ((rectified(), X, X[:, 0] > 0), {}),
    "saturated": lambda: ((saturated(), X, CLASSES), {}),
    "silent, saturated, taken out": lambda: ((both(), X, X[:, 0]), {}),
    "two hidden layers": lambda: ((circles(), X), {}),
    "64-100-10": lambda: ((digits(), fixed_array(400, 64, seed=9), np.arange(400) % 10), {}),
    "fifty layers": lambda: ((many_layers(), X[:, [0, 1, 0]]), {}),
    "ten layers": lambda: ((deep(), X[:, [0, 1, 0]]), {}),
    "one sample": lambda: ((circles(), X[:1]), {}),
    "constant X": lambda: ((circles(), np.ones((50, 2))), {}),
    "long names": lambda: ((named_at_length(), fixed_array(90, 5, seed=9)), {}),
    "wide": lambda: ((fixed_network([2, 700, 300, 5], activation="logistic", out="softmax"), X), {
        "index_base": 1}),
    "distributions": lambda: ((circles(), X), {"heat_map": False}),
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "4x8 in": (4, 8), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at three by three inches in half of the styles, and at some other shapes."""
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(STYLES)
        if (shape == "3x3 in" and (k + m) % 2) or (k + n + m) % 6 == 0
    ]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    args, options = CASES[case]()
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = plot_layer_activations(*args, ax=ax, **options)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=(6.4, 4.8)).subplots()
        display = plot_layer_activations(saturated(), X, CLASSES, ax=ax)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
def test_tiny_axes_draw(size: tuple[float, float]) -> None:
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96))
    figure = plot_layer_activations(saturated(), X, CLASSES, ax=ax).figure_
    figure.canvas.draw()
    assert ax.get_position().width > 0
