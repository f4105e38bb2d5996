"""The weights of a layer that are about zero: a grey bar, between those that have a sign."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, ScaledTranslation, blended_transform_factory

from nnviz.drawing.frame import inches_of
from nnviz.drawing.paper import RGBA, blend
from nnviz.drawing.style import of_style

_GREY = 0.6  # how much ink is in the bar
_WIDE = 3.4  # the bar, in the width of a line; a tenth of a per cent would not be seen
_RIM = 0.6  # the paper around it, in the same
_GAP = Path([(-1.0, -0.8), (1.0, 0.0), (1.0, 0.8), (-1.0, 0.0), (-1.0, -0.8)])
_BELOW = 6.0  # widths of a line from the top of the panel to the gap


def draw_zero_bar(panel: Axes, height: float, *, ink: RGBA, paper: RGBA) -> Rectangle:
    """Draw the bar at zero, with a gap where it goes on above the panel.

    Parameters
    ----------
    panel : Axes
        With its limits.
    height : float
        Of the bar, in data units; its width is in points, and means nothing.
    ink, paper : RGBA
        Of the panel.

    Returns
    -------
    Rectangle
        Invisible where it has no height.
    """
    line = of_style("lines.linewidth")
    wide = _WIDE * line
    # Points along x, counted from where zero is.
    zero = ScaledTranslation(0.0, 0.0, panel.transData)  # type: ignore[arg-type]
    points = Affine2D().scale(1 / 72) + inches_of(panel) + zero
    bar = Rectangle(
        (-wide / 2, 0.0), wide, height,
        transform=blended_transform_factory(points, panel.transData),
        facecolor=blend(ink, paper, _GREY), edgecolor=paper, linewidth=_RIM * line, zorder=3,
        joinstyle="miter", label="weights about zero", visible=height > 0,
    )  # fmt: skip
    panel.add_artist(bar)  # which, unlike add_patch, moves no limits
    top = panel.get_ylim()[1]
    if height > top:
        at_top = blended_transform_factory(panel.transData, panel.transAxes)
        place = at_top + ScaledTranslation(0.0, -_BELOW * line / 72, inches_of(panel))
        panel.plot(
            [0.0], [1.0], linestyle="none", marker=_GAP, markersize=1.6 * wide, color=paper,
            markeredgewidth=0.0, zorder=3.1, transform=place, gid="decoration: a gap",
        )  # fmt: skip
    return bar
