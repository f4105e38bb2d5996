"""A line or plane through the space of the inputs, and what a model makes of its points."""

from __future__ import annotations

from nnviz.planes.grid import Grid, evaluate
from nnviz.planes.making import make_plane
from nnviz.planes.plane import Plane, PlaneAxis
from nnviz.planes.refusals import refusals_named
from nnviz.planes.responder import Responder
from nnviz.planes.responses import make_responder
from nnviz.planes.samples import Samples, as_samples

__all__ = [
    "Grid",
    "Plane",
    "PlaneAxis",
    "Responder",
    "Samples",
    "as_samples",
    "evaluate",
    "make_plane",
    "make_responder",
    "refusals_named",
]
