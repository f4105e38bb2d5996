"""Any picture, once for each of several models: side by side, on one scale."""

from __future__ import annotations

from nnviz.panels.display import PanelsDisplay
from nnviz.panels.function import draw_panels

__all__ = ["PanelsDisplay", "draw_panels"]
