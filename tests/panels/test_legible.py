"""Panels can be read, in all styles, at many shapes, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from matplotlib.figure import Figure

from nnviz import (
    draw_network,
    draw_neuron_maps,
    draw_panels,
    plot_decision_boundary,
    plot_fit,
    plot_layer_activations,
    plot_loss,
    plot_weights,
)
from tests.legibility import assert_legible
from tests.paneled import classifier, history, record, regressor, ring, sweep, wave
from tests.pictured import circles, iris, named_at_length
from tests.styles import STYLES, style

X, Y = ring()
XR, YR = wave()
LONG = {
    "a model by a name that goes on and on, longer than any panel is wide": classifier(6),
    "$cost$ in $": classifier(7),
    "b": classifier(9),
}
CASES: dict[str, Callable[[Figure], Any]] = {
    "maps by epoch": partial(draw_panels, record(101, (2, 8, 6, 1)), draw_neuron_maps, X, Y),
    "a sweep's losses and fits": partial(draw_panels, sweep(failing=4), X=XR, y=YR,
                                         rows=[plot_loss, plot_fit]),
    "boundaries": partial(draw_panels, LONG, plot_decision_boundary, X, Y),
    "networks": partial(draw_panels, {"circles": circles(), "iris": iris(),
                                      "names": named_at_length()}, draw_network),
    "weights": partial(draw_panels, LONG, plot_weights),
    "fits": partial(draw_panels, sweep(), plot_fit, XR, YR),
    "residuals": partial(draw_panels, {"one": regressor(0.01), "two": regressor(2.0)}, plot_fit,
                         XR, YR, residuals=True),
    "losses": partial(draw_panels, {"small": history(0.01, stop="early stopping"),
                                    "large": history(5.0, 200, stop="max_iter")}, plot_loss),
    "activations": partial(draw_panels, [classifier(6), classifier(7)], plot_layer_activations, X),
    "networks apart": partial(draw_panels, LONG, draw_network, share=False),
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "16:9 slide": (13.33, 7.5), "12x6 in": (12, 6),
          "4x4 in": (4, 4), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case in some styles and at some shapes, so that each style meets each shape."""
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(STYLES)
        if (k + n + 2 * m) % 11 == 0 or (shape == "6.4x4.8 in" and (k + m) % 6 == 0)
        or (shape == "16:9 slide" and "slides" in chosen and (k + m) % 2)
    ]  # fmt: skip


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    with style(chosen) as sheet:
        display = CASES[case](figure=Figure(figsize=SHAPES[shape]))
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (3, 0.6)])
def test_tiny_figures_draw(size: tuple[float, float]) -> None:
    display = draw_panels(sweep(), plot_fit, XR, YR, figure=Figure(figsize=size))
    display.figure_.draw_without_rendering()
    assert all(ax.bbox.width > 0 for ax in display.axes_[0])
