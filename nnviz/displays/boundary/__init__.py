"""What a model decides over its inputs: regions, boundary, points."""

from __future__ import annotations

from nnviz.displays.boundary.display import DecisionBoundaryDisplay
from nnviz.displays.boundary.function import plot_decision_boundary

__all__ = ["DecisionBoundaryDisplay", "plot_decision_boundary"]
