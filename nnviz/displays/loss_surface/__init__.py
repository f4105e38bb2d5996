"""The loss as a function of one or two weights, or along two directions through all of them."""

from __future__ import annotations

from nnviz.displays.loss_surface.display import LossSurfaceDisplay
from nnviz.displays.loss_surface.function import plot_loss_surface

__all__ = ["LossSurfaceDisplay", "plot_loss_surface"]
