"""Loss curves can be read, in all styles and down to three inches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import TrainingHistory, plot_loss
from tests.displays.loss.helpers import curve, history, sweep, training
from tests.legibility import assert_legible
from tests.styles import STYLES, style

HOLES = curve()
HOLES[10:20], HOLES[45] = np.nan, np.inf
LONG = "a training by a name that goes on and on, number "
CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "one": (history(held_out=False), {}),
    "validation": (history(), {"smoothing": 0.8}),
    "scores": (history(scored=True, stop="early stopping"), {}),
    "holes": (TrainingHistory([training(HOLES)]), {"log": True}),
    "a point": ([0.5], {}),
    "several": ({f"{LONG}{k}": history(1 + k / 3) for k in range(5)}, {}),
    "several scored": ({"ReLU": history(scored=True), "tanh": history(1.4, scored=True)}, {}),
    "by value": (sweep(), {"panels": False}),
    "panels": ({"circles": history(held_out=False), "flowers": history(measure="cross-entropy"),
                "waves": history(200.0, measure="half squared error")}, {"panels": True}),
    "panels scored": ({"ReLU": history(scored=True), "tanh": history(scored=True)},
                      {"panels": True}),
    "sweep of 2": (sweep(("relu", "tanh"), "activation"), {}),
    "sweep of 6": (sweep([10.0**k for k in range(-4, 2)], failed=3, constant=5), {}),
    "sweep of 12": (sweep([(5 * k, 2 * k) for k in range(1, 13)], "mlp__hidden_layer_sizes",
                          scoring="neg_mean_squared_error"), {}),
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "6x12 in": (6, 12), "16x3 in": (16, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at all shapes in one style, and in all styles at one shape; in turn."""
    styles, shapes = list(STYLES), list(SHAPES)
    found = []
    for k, case in enumerate(CASES):
        found += [(case, shape, styles[(k + n) % len(styles)]) for n, shape in enumerate(shapes)]
        found += [(case, shapes[k % len(shapes)], chosen) for chosen in styles]
    return [pytest.param(*one) for one in dict.fromkeys(found)]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    source, options = CASES[case]
    with style(chosen) as used:
        figure = Figure(figsize=SHAPES[shape], dpi=80)
        ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
        plot_loss(source, ax=ax, **options)
        assert_legible(figure, paper=used.paper, slides=used.slides)
