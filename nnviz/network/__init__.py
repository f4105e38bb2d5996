"""The model of a network that everything in nnviz reads: layers and connections."""

from __future__ import annotations

from nnviz.network.connection import Connection
from nnviz.network.layer import Layer
from nnviz.network.model import Network

__all__ = ["Connection", "Layer", "Network"]
