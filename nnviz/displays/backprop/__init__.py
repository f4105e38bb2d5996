"""The gradient of one weight along its paths, with the chain rule below."""

from __future__ import annotations

from nnviz.displays.backprop.display import BackpropDisplay
from nnviz.displays.backprop.function import draw_backprop

__all__ = ["BackpropDisplay", "draw_backprop"]
