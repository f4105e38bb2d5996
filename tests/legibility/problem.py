"""What the checker finds."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.artist import Artist

KINDS = (
    "overlap",  # a text lies on another
    "outside",  # a text leaves the figure
    "clipped",  # a text is cut off by its clip box
    "covered",  # something is drawn over a text
    "contrast",  # a text hardly differs from what lies behind it
    "small text",
    "faint stroke",
    "thin stroke",
)


@dataclass(frozen=True, eq=False)
class Problem:
    """One thing that cannot be read: its kind (of KINDS), the words, and the artists at fault."""

    kind: str
    message: str
    artists: tuple[Artist, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"
