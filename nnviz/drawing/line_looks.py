"""What tells the lines of a chart apart: their colours, dashes and markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from matplotlib.colors import to_hex

from nnviz.drawing.class_colours import class_colours
from nnviz.encoding import relative_luminance

# Blue, orange, purple, grey: far apart for every colour vision; dashes and markers differ too.
_ON_LIGHT = ("#0059b3", "#b84300", "#8a2f86", "#4a4d54")
_ON_DARK = ("#5aa5f2", "#f08a3c", "#d98ad6", "#c3c7ce")
_DASHES: tuple[Any, ...] = ("-", (0, (4, 1.6)), (0, (1.1, 1.3)), (0, (6, 1.5, 1.1, 1.5)),
                            (0, (2.2, 0.9)))  # fmt: skip
_MARKERS = ("o", "s", "^", "D", "v")
MOST_LOOKS = len(_ON_LIGHT) * len(_DASHES)  # so many differ from each other


@dataclass(frozen=True)
class LineLook:
    """What tells a line apart: its colour, and the stroke or the marker."""

    colour: Any
    dash: Any
    marker: str


def looks(n: int, paper: Any) -> list[LineLook]:
    """The looks of lines; as many as there are differ in colour, and neighbours in dash too."""
    colours: Sequence[Any] = _ON_DARK if relative_luminance([paper])[0] < 0.18 else _ON_LIGHT
    if n > len(colours):
        orange, blue, *others = (to_hex(colour) for colour in class_colours(n, paper))
        colours = [blue, orange, *others]  # blue first, as everywhere
    combined = zip(cycle(colours), cycle(_DASHES), cycle(_MARKERS), strict=False)
    return [LineLook(*parts) for parts in islice(combined, n)]
