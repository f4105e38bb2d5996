"""Pictures of sweeps, pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import Series, SweepRun, TrainingHistory, TrainingSweep, plot_loss, plot_sweep_scores
from tests.displays.sweep_scores.sweeps import over_two, with_failures

BORDERS = (0.14, 0.16, 0.82, 0.8)


def losses() -> TrainingSweep:
    """Four runs with curves that are quotients, of which one failed; nothing is trained."""
    runs: list[SweepRun] = []
    for k, alpha in enumerate((1e-5, 0.1, 10.0, 1000.0)):
        params = {"mlp__alpha": alpha}
        if alpha == 10.0:
            runs.append(SweepRun(params, None, None, {}, None, "ValueError: no such solver.", ()))
            continue
        epochs = np.arange(1, 31 + 10 * k)
        values = (1 + 20 * k) / epochs + 0.05 * (k + 1)
        series = Series("training loss", values, epochs, "half squared error", penalty=True,
                        on="training")  # fmt: skip
        history = TrainingHistory([series], stop="converged")
        scores = {"train": 0.94 - 0.31 * k, "test": 0.92 - 0.31 * k}
        runs.append(SweepRun(params, None, history, scores, None, None, (), constant=k == 3))
    return TrainingSweep(runs, {"mlp__alpha": [1e-5, 0.1, 10.0, 1000.0]}, "R²", 0)


def scores() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_sweep_scores(with_failures(), ax=figure.add_axes(BORDERS))
    return figure


def scores_of_folds() -> Figure:
    figure = Figure(figsize=(5.5, 4.0), dpi=64)
    plot_sweep_scores(over_two(folds=5, test=False), ax=figure.add_axes(BORDERS))
    return figure


def panels() -> Figure:
    figure = Figure(figsize=(7.0, 5.0), dpi=64)
    plot_loss(losses(), ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)))
    return figure


def one_axes() -> Figure:
    figure = Figure(figsize=(4.5, 3.5), dpi=64)
    plot_loss(losses(), panels=False, ax=figure.add_axes(BORDERS))
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "sweep_scores": (scores, ()),
    "sweep_scores_of_folds": (scores_of_folds, ("nnviz.styles.dark",)),
    "sweep_losses": (panels, ()),
    "sweep_losses_in_one": (one_axes, ("ggplot",)),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
