"""Activation functions: their curves, slopes, ranges and saturated parts."""

from __future__ import annotations

from nnviz.displays.activation.display import ActivationDisplay
from nnviz.displays.activation.function import plot_activation

__all__ = ["ActivationDisplay", "plot_activation"]
