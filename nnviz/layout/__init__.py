"""Network to layout: where neurons stand, what is shown and what is left out."""

from __future__ import annotations

from nnviz.layout.layered import layered_layout
from nnviz.layout.model import Gap, Layout
from nnviz.layout.picture import InputPicture
from nnviz.layout.positions import positions_layout

__all__ = ["Gap", "InputPicture", "Layout", "layered_layout", "positions_layout"]
