"""The colours of losses: the lowest are paper, and higher ones a deeper tint."""

from __future__ import annotations

from typing import Any

from matplotlib.colors import Colormap, LinearSegmentedColormap

from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.paper import RGBA, blend
from nnviz.encoding import relative_luminance

_ON_LIGHT, _ON_DARK = "#12707f", "#4fb3c4"  # a hue that no line has
_COLOURS = 257  # a prime, so that round parts of a range are no border of two colours


def tints(paper: RGBA, options: LossSurfaceOptions, strongest: float) -> Colormap:
    """From paper to a tint, or the caller's own colours; what is no loss is clear."""
    if isinstance(options.cmap, Colormap):
        return options.cmap.with_extremes(bad=(*paper[:3], 0.0))
    hue: Any = _ON_DARK if relative_luminance([paper])[0] < 0.18 else _ON_LIGHT
    ends = [paper, blend(hue, paper, strongest)]
    colormap = LinearSegmentedColormap.from_list("nnviz_loss", ends, N=_COLOURS)
    return colormap.with_extremes(bad=(*paper[:3], 0.0))
