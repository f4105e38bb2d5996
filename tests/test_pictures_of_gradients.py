"""Pictures of one neuron and of one weight's gradient, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.style
import pytest
from matplotlib.figure import Figure

from nnviz import draw_backprop, draw_neuron
from tests.pictured import circles, fixed_array, iris, skipping

X = fixed_array(12, 2, seed=1)
Y = [0, 1] * 6
FLOWERS = fixed_array(9, 4, seed=2)
KINDS = ["setosa", "versicolor", "virginica"] * 3
WIDE = (6.0, 4.0)
SLIDE = (13.33, 7.5)


def gradient(model: Any, weight: Any, size: tuple[float, float] = WIDE, **options: Any) -> Figure:
    figure = Figure(figsize=size, dpi=64)
    draw_backprop(model, weight, ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)), **options)
    return figure


def frame(number: int) -> Figure:
    figure = Figure(figsize=WIDE, dpi=64)
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    drawn = draw_backprop(circles(), (1, 0, 7), X=X, y=Y, path="strongest", sample=1, ax=ax)
    return drawn.steps()[number]


def neuron(*args: Any, **options: Any) -> Figure:
    figure = Figure(figsize=(5.0, 3.0), dpi=64)
    draw_neuron(*args, ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)), **options)
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "neuron_generic": (lambda: neuron(), ()),
    "neuron_fitted": (lambda: neuron(circles(), layer=1, neuron=4), ()),
    "neuron_sample": (
        lambda: neuron(iris(), layer=1, neuron=0, sample=FLOWERS[0], bias="input"),
        ("nnviz.styles.dark",),
    ),
    "gradient_structure": (lambda: gradient([2, 8, 6, 1], (1, 0, 4), path=(3, 0)), ()),
    "gradient_data": (
        lambda: gradient(circles(), (1, 0, 7), X=X, y=Y, path="strongest", sample=1), ()
    ),
    "gradient_bias": (lambda: gradient(iris(), (1, "bias", 1), X=FLOWERS, y=KINDS), ()),
    "gradient_skips": (lambda: gradient(skipping(), ((0, 0), (1, 0))), ()),
    "gradient_slides_dark": (
        lambda: gradient(circles(), (1, 0, 7), SLIDE, X=X, y=Y, path="strongest"),
        ("nnviz.styles.slides", "nnviz.styles.dark"),
    ),
    "step_forward": (lambda: frame(0), ()),
    "step_back": (lambda: frame(2), ()),
    "step_update": (lambda: frame(-1), ("dark_background",)),
}  # fmt: skip


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
