"""A decision boundary beside scikit-learn's own display with the same response and points."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sklearn.inspection import DecisionBoundaryDisplay

from nnviz import plot_decision_boundary
from tests.benchmarks.timing import time_in_turns
from tests.boundaries import moons


@pytest.mark.parametrize(
    ("resolution", "method", "limit", "rounds"),
    [(200, "contourf", 1.3, 21), (1000, "pcolormesh", 0.4, 7)],
    ids=["200", "1000"],
)
def test_against_scikit_learns_display(
    resolution: int,
    method: str,
    limit: float,
    rounds: int,
    pyplot: ModuleType,
    tmp_path: Path,
    goal: Any,
) -> None:
    model, X, y = moons()

    def ours() -> None:
        display = plot_decision_boundary(model, X, y, grid_resolution=resolution)
        display.figure_.savefig(tmp_path / "ours.png")
        pyplot.close(display.figure_)

    def theirs() -> None:
        display = DecisionBoundaryDisplay.from_estimator(
            model, X, grid_resolution=resolution, response_method="predict_proba",
            plot_method=method, alpha=0.5,
        )  # fmt: skip
        display.ax_.scatter(X[:, 0], X[:, 1], c=y, edgecolors="white")
        display.figure_.savefig(tmp_path / "theirs.png")
        pyplot.close(display.figure_)

    times = time_in_turns({"ours": ours, "theirs": theirs}, rounds)
    # The least of each: what others do on the machine only ever adds to a time.
    ratio = min(times["ours"]) / min(times["theirs"])
    goal(f"boundary on a grid of {resolution} / scikit-learn, {method}", limit, ratio, "x")


def test_the_responses_are_the_same() -> None:
    model, X, y = moons()
    theirs = DecisionBoundaryDisplay.from_estimator(
        model, X, grid_resolution=50, response_method="predict_proba", eps=0.5,
        ax=_axes(),
    )  # fmt: skip
    ours = plot_decision_boundary(model, X, y, grid_resolution=50, eps=0.5, ax=_axes())
    np.testing.assert_allclose(ours.response, theirs.response, rtol=1e-12)
    np.testing.assert_allclose(ours.xx0, theirs.xx0)


def _axes() -> Any:
    from matplotlib.figure import Figure

    return Figure().subplots()
