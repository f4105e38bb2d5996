"""The loss of a network over one or two weights, or along two directions through all of them."""

from __future__ import annotations

from nnviz.surfaces.direction import Direction
from nnviz.surfaces.making import MAX_BYTES, loss_surface
from nnviz.surfaces.surface import Descent, LossSurface

__all__ = ["MAX_BYTES", "Descent", "Direction", "LossSurface", "loss_surface"]
