"""Regression: data and fitted curve, or observed against predicted values."""

from __future__ import annotations

from nnviz.displays.fit.display import FitDisplay
from nnviz.displays.fit.function import plot_fit

__all__ = ["FitDisplay", "plot_fit"]
