"""The picture of scores can be read, in all styles and down to three inches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.figure import Figure

from nnviz import TrainingSweep, plot_sweep_scores
from tests.displays.sweep_scores.sweeps import (
    ALPHAS,
    NAMES,
    bend,
    grid_that_fails,
    long_names,
    made,
    over_alpha,
    over_three,
    over_two,
    shifted,
    shooting_away,
    with_failures,
    with_zero,
)
from tests.legibility import assert_legible
from tests.styles import STYLES, style


def names_that_fail() -> TrainingSweep:
    return made({"activation": NAMES[:2], "solver": ["adam", "sgd", "lbfgs", "adagrad"]},
                lambda name, solver: None if solver in ("sgd", "adagrad") and name == "tanh" else
                (0.9 - len(solver) / 90, 0.88 - len(solver + name) / 90), folds=5)  # fmt: skip


def coloured_by_number() -> TrainingSweep:
    return made({"alpha": ALPHAS, "rate": [0.0, 0.5, 1.0]}, shifted)


CASES: dict[str, Callable[[], TrainingSweep]] = {
    "two values": lambda: over_alpha(2),
    "six values, folds": lambda: over_alpha(6, folds=5, test=False),
    "twelve values": lambda: over_alpha(10, scoring="neg_mean_squared_error"),
    "train alone": lambda: over_alpha(6, test=False),
    "zero": with_zero,
    "failures": with_failures,
    "a grid that fails": grid_that_fails,
    "names that fail": names_that_fail,
    "away": shooting_away,
    "two parameters": over_two,
    "two parameters, folds": lambda: over_two(folds=5),
    "two numbers": coloured_by_number,
    "three parameters": over_three,
    "long names": long_names,
    "twelve names": lambda: made({"hidden_layer_sizes": [(k,) * (1 + k % 3) for k in range(5, 17)]},
                                 lambda sizes: (0.95 - 1 / sizes[0], 0.9 - 1 / sum(sizes))),
    "twelve lines": lambda: made({"alpha": ALPHAS, "activation": NAMES, "size": ["s", "m", "l"]},
                                 lambda alpha, name, size: shifted(alpha, len(name + size))),
    "all the same": lambda: made({"a": [1, 2, 3]}, lambda a: (1.0, 1.0), scoring="accuracy"),
    "constant": lambda: made({"alpha": ALPHAS}, bend, constant=lambda alpha: alpha > 1e-4),
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "6x12 in": (6, 12), "16x3 in": (16, 3), "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at three by three inches in half of the styles, and at some other shapes."""
    styles = list(STYLES)
    return [
        pytest.param(case, shape, chosen)
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        for m, chosen in enumerate(styles)
        if (shape == "3x3 in" and (k + m) % 2) or (k + n + m) % 6 == 0
    ]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = plot_sweep_scores(CASES[case](), ax=ax)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=(3, 3)).subplots()
        display = plot_sweep_scores(with_failures(), ax=ax)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


def test_legible_side_by_side_under_a_layout_engine() -> None:
    figure = Figure(figsize=(11, 7), layout="constrained")
    sweeps = [over_alpha(), over_two(folds=3), with_failures(), shooting_away()]
    for ax, sweep in zip(figure.subplots(2, 2).flat, sweeps, strict=True):
        plot_sweep_scores(sweep, ax=ax)
    assert_legible(figure)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
@pytest.mark.parametrize("sweep", [over_two(folds=3), with_failures(), long_names()])
def test_tiny_axes_draw(size: tuple[float, float], sweep: TrainingSweep) -> None:
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96))
    plot_sweep_scores(sweep, ax=ax).figure_.canvas.draw()
    assert ax.get_position().width > 0
