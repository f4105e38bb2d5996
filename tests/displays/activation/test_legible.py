"""The picture of activation functions can be read, in all styles and down to three inches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_activation
from nnviz.activations import ACTIVATIONS
from tests.legibility import assert_legible
from tests.styles import STYLES, style

EVERYTHING: dict[str, Any] = {"derivative": True, "mark_range": True, "saturation": True}
LONG = "a name without any end, in $ (not in $ of 1990), that goes on and on and on"
CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "logistic": ("logistic", {}),
    "logistic, everything": ("logistic", EVERYTHING),
    "step, everything": ("step", EVERYTHING),
    "ReLU, derivative": ("relu", {"derivative": True, "z_range": (-15, 15)}),
    "SELU, everything": ("selu", EVERYTHING),
    "GELU, everything": ("gelu", EVERYTHING),
    "softmax, everything": ("softmax", EVERYTHING),
    "exponential": ("exp", {"derivative": True}),
    "three": (["logistic", "tanh", "relu"], {}),
    "three, everything": (["logistic", "tanh", "relu"], EVERYTHING),
    "all": (list(ACTIVATIONS), {"mark_range": True}),
    "long names": ({LONG: "relu", LONG[::-1]: np.sign, "x": np.floor}, EVERYTHING),
    "one long name": ({LONG: lambda z: np.clip(z, 0, 1)}, EVERYTHING),
}
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "8x3 in": (8, 3), "4x8 in": (4, 8), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at three by three inches in half of the styles, and at some other shapes."""
    styles = list(STYLES)
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(styles)
        if (shape == "3x3 in" and (k + m) % 2) or (k + n + m) % 5 == 0
    ]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    activation, options = CASES[case]
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = plot_activation(activation, ax=ax, **options)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=(3, 3)).subplots()
        display = plot_activation("gelu", ax=ax, **EVERYTHING)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


def test_legible_side_by_side_under_a_layout_engine() -> None:
    figure = Figure(figsize=(9, 6), layout="constrained")
    names = ["logistic", "tanh", "relu", "gelu", "softmax", "step"]
    for ax, name in zip(figure.subplots(2, 3).flat, names, strict=True):
        plot_activation(name, ax=ax, **EVERYTHING)
    assert_legible(figure)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
def test_tiny_axes_draw(size: tuple[float, float]) -> None:
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96))
    plot_activation(["relu", "gelu"], ax=ax, **EVERYTHING).figure_.canvas.draw()
    assert ax.get_position().width > 0
