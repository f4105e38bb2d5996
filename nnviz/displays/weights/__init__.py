"""The weights of a network: matrices, their distributions, images of neurons."""

from __future__ import annotations

from nnviz.displays.weights.display import WeightsDisplay
from nnviz.displays.weights.function import plot_weights

__all__ = ["WeightsDisplay", "plot_weights"]
