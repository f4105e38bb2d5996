"""The places of panels: what stands in each, and what the panels of one function share."""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from nnviz.drawing.chart_cell import PanelTitle
from nnviz.panels.outer_words import BandBar, OuterLegend, OuterName


@dataclass(eq=False)
class Place:
    """One panel.

    Attributes
    ----------
    ax : Axes
        Where the picture is; hidden where there is none.
    title : PanelTitle
        Above it.
    failure : Text or None
        In place of a picture.
    words : str
        Of the failure.
    inner : Bbox
        The part of the place that the picture has, beside what is attached to it.
    attached : list of (Axes, Bbox)
        Further axes of the figure that belong to the picture, such as a colour bar, and their
        parts of the place.
    """

    ax: Axes
    title: PanelTitle
    failure: Text | None = None
    words: str = ""
    inner: Bbox = field(default_factory=Bbox.unit)
    attached: list[tuple[Axes, Bbox]] = field(default_factory=list)
    box: Bbox = field(default_factory=Bbox.unit)
    bottom: float = 0.0  # where the picture and its own words end, in pixels
    top: float = 0.0


@dataclass(eq=False)
class Band:
    """All panels of one function, and what they share."""

    places: list[Place]
    x_name: OuterName | None = None
    y_name: OuterName | None = None
    legend: OuterLegend | None = None
    bars: list[BandBar] = field(default_factory=list)


def part_of(box: Bbox, part: Bbox) -> Bbox:
    """A part of a box."""
    return Bbox(box.min + part.get_points() * box.size)
