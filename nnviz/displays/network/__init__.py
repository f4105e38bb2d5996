"""The diagram of a network with its real weights."""

from __future__ import annotations

from nnviz.displays.network.display import NetworkDisplay
from nnviz.displays.network.function import draw_network, mlp_draw

__all__ = ["NetworkDisplay", "draw_network", "mlp_draw"]
