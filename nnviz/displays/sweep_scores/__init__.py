"""The scores of a sweep against the values that were tried."""

from __future__ import annotations

from nnviz.displays.sweep_scores.display import SweepScoresDisplay
from nnviz.displays.sweep_scores.function import plot_sweep_scores

__all__ = ["SweepScoresDisplay", "plot_sweep_scores"]
