"""Open and closed marks at the neurons of a path: whether one sample's gradient gets through."""

from __future__ import annotations

from typing import Any

from matplotlib.lines import Line2D

from nnviz.drawing.backprop.numbers import BackpropNumbers
from nnviz.drawing.frame import Frame
from nnviz.drawing.scale import BesideNeuron
from nnviz.drawing.words import normal_size


def mark_gates(frame: Frame, numbers: BackpropNumbers, ink: Any, paper: Any) -> list[Line2D]:
    """Mark the rims of the chosen path's neurons whose slope is 0 (closed) or 1 (open).

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    numbers : BackpropNumbers
        With the slopes.
    ink, paper : colour
        Of closed and of open marks.

    Returns
    -------
    list of Line2D
        One a mark.
    """
    marks = []
    size = 0.55 * normal_size()
    below = frame.ax.transData + BesideNeuron(frame.scale, (0.0, -1.0), 0.0)
    for factor in numbers.gates():
        assert factor.neuron is not None
        place = frame.layout.position(*factor.neuron)
        assert place is not None  # the path's neurons are never left out
        mark = Line2D([place[0]], [place[1]], linestyle="none", marker="o", transform=below)
        mark.set(markersize=size, markeredgewidth=0.12 * size + 0.4, zorder=5)
        mark.set(markerfacecolor=paper if factor.value == 1.0 else ink, markeredgecolor=ink)
        frame.ax.add_artist(mark)
        marks.append(mark)
    return marks
