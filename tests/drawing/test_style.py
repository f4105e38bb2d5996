"""A picture keeps the style in which it was drawn, whatever holds when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.text import Text

from nnviz import (
    Series,
    TrainingHistory,
    draw_neuron_maps,
    plot_activation,
    plot_decision_boundary,
    plot_layer_activations,
    plot_loss,
    plot_weights,
)
from nnviz.drawing.style import in_own_style, of_style, style_now
from tests.figures import new_axes, pixels
from tests.pictured import circles

SHEETS = ["nnviz.styles.slides", "nnviz.styles.dark"]
X = np.random.default_rng(0).normal(size=(40, 2))
Y = (np.hypot(*X.T) < 1).astype(int)
CURVES = TrainingHistory(
    [
        Series("training loss", [0.7, 0.5, 0.4], [1, 2, 3], on="training"),
        Series("validation loss", [0.8, 0.6, 0.7], [1, 2, 3], on="validation"),
    ]
)

DRAWN: dict[str, Callable[[Axes], Any]] = {
    "activation": lambda ax: plot_activation(["relu", "tanh"], ax=ax),
    "boundary": lambda ax: plot_decision_boundary(circles(), X, Y, ax=ax),
    "curves": lambda ax: plot_loss(CURVES, ax=ax),
    "layers": lambda ax: plot_layer_activations(circles(), X, ax=ax),
    "maps": lambda ax: draw_neuron_maps(circles(), X, Y, ax=ax),
    "weights": lambda ax: plot_weights(circles(), ax=ax),
}


def sizes(ax: Axes) -> list[tuple[str, float]]:
    """Our words with their sizes; matplotlib counts its own ticks by the style of the moment."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ticks = {text for one in figure.findobj(Axes) for axis in (one.xaxis, one.yaxis)
             for text in axis.findobj(Text)}  # fmt: skip
    return sorted(
        (text.get_text(), round(float(text.get_fontsize()), 6))
        for text in figure.findobj(Text)
        if text not in ticks and text.get_visible() and text.get_text().strip()
    )


@pytest.mark.parametrize("what", DRAWN)
def test_words_keep_the_sizes_of_the_style_that_they_were_drawn_in(what: str) -> None:
    with plt.style.context(SHEETS):
        inside, left = new_axes(13, 7), new_axes(13, 7)
        for ax in (inside, left):
            DRAWN[what](ax)
        pixels(inside.figure)
    pixels(left.figure)
    assert sizes(left) == sizes(inside)
    assert any(size >= 18 for _, size in sizes(left))


def test_the_signs_of_a_legend_keep_their_lengths() -> None:
    with plt.style.context(SHEETS):
        ax = new_axes(13, 7)
        plot_activation(["relu", "tanh"], ax=ax)
        wanted = of_style("legend.fontsize")
    pixels(ax.figure)
    assert of_style("legend.fontsize") != wanted
    assert {legend._fontsize for legend in ax.findobj(Legend)} == {wanted}  # type: ignore[attr-defined]


def test_a_method_works_in_the_style_of_its_object() -> None:
    class Thing:
        def __init__(self) -> None:
            self._style = style_now()

        @in_own_style
        def width(self) -> float:
            return of_style("lines.linewidth")

    with plt.style.context({"lines.linewidth": 7.0}):
        thing = Thing()
    assert of_style("lines.linewidth") != 7.0
    assert thing.width() == 7.0
    assert of_style("lines.linewidth") != 7.0
