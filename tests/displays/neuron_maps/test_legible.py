"""Neuron maps can be read in all styles and down to three inches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import NeuronMapsDisplay
from tests.displays.neuron_maps import helpers
from tests.figures import fixed_network
from tests.legibility import assert_legible
from tests.pictured import deep, skipping
from tests.pictured import wave as wide_wave
from tests.styles import STYLES, style

SHAPES = {"3x3 in": (3.0, 3.0), "6.4x4.8 in": (6.4, 4.8), "slide": (13.33, 7.5),
          "tall": (4.0, 9.0)}  # fmt: skip
POINTS = np.random.default_rng(0).normal(size=(60, 3))


def wide(**options: Any) -> NeuronMapsDisplay:
    X, y = helpers.circles_data()
    network = fixed_network(2, 20, 20, 3, out_activation="softmax")
    return helpers.draw(network, X, y + (X[:, 0] > 0.5), **options)


CASES: dict[str, Callable[..., NeuronMapsDisplay]] = {
    "2-8-6-1": helpers.circles,
    "4-3-2-3": helpers.iris,
    "4-3-2-3, components": lambda **kw: helpers.iris(plane="pca", **kw),
    "1-5-1": helpers.wave,
    "2-20-20-3": wide,
    "1-80-20-1": lambda **kw: helpers.draw(wide_wave(), POINTS[:, :1], POINTS[:, 0] ** 2, **kw),
    "skips": lambda **kw: helpers.draw(skipping(), POINTS, plane="pca", **kw),
    "ten hidden layers": lambda **kw: helpers.draw(deep(), POINTS, features=(0, 2), **kw),
    "1-1": lambda **kw: helpers.draw(
        fixed_network(1, 1, out_activation="identity"), POINTS[:, :1], **kw
    ),
    "panels": lambda **kw: helpers.circles(arrange="grid", **kw),
    "panels, classes": lambda **kw: helpers.iris(arrange="grid", **kw),
    "panels, one input": lambda **kw: helpers.wave(arrange="grid", **kw),
    "panels, many": lambda **kw: wide(arrange="grid", **kw),
}


def pictures() -> Iterator[Any]:
    """Each case at each size, the styles in turn; all styles for the first."""
    styles = list(STYLES)
    for k, case in enumerate(CASES):
        for n, shape in enumerate(SHAPES):
            chosen = styles[(n + k) % len(styles)]
            yield pytest.param(case, shape, chosen, id=f"{case}-{shape}-{chosen}")
    for chosen in styles:
        yield pytest.param("2-8-6-1", "3x3 in", chosen, id=f"first-3x3 in-{chosen}")
        yield pytest.param("4-3-2-3", "slide", chosen, id=f"second-slide-{chosen}")


@pytest.mark.parametrize(("case", "shape", "chosen"), list(pictures()))
def test_legible(case: str, shape: str, chosen: str) -> None:
    with style(chosen) as sheet:
        axes = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = CASES[case](ax=axes)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("layout", [None, "constrained"])
@pytest.mark.parametrize("arrange", ["network", "grid"])
def test_side_by_side(arrange: str, layout: str | None) -> None:
    figure = Figure(figsize=(12, 5), layout=layout)
    for ax, draw in zip(figure.subplots(1, 2), (helpers.circles, helpers.iris), strict=True):
        draw(ax=ax, arrange=arrange)
        ax.set_title("a title")
    assert_legible(figure)
