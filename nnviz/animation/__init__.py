"""A network that learns, in motion: any picture of a model over the snapshots of its training."""

from __future__ import annotations

from nnviz.animation.animation import Animation
from nnviz.animation.function import animate

__all__ = ["Animation", "animate"]
