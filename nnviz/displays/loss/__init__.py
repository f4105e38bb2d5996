"""Loss curves of one training, of several, or of a sweep."""

from __future__ import annotations

from nnviz.displays.loss.display import LossDisplay
from nnviz.displays.loss.function import plot_loss

__all__ = ["LossDisplay", "plot_loss"]
