"""Which words a diagram does without, so that its neurons keep a fair part of the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nnviz.drawing.frame import Frame, Room

Claim = Callable[[Room], None]


@dataclass(frozen=True)
class Entry:
    """Some words: what they are, how they claim room, and about how many points high they are."""

    name: str
    claim: Claim
    hide: Callable[[], None]
    height: float
    about: str = ""  # the note that they may have written


def nothing(*_: Room) -> None:
    """Claims no room of its own, and hides nothing: words that others write."""


class WordBudget:
    """Hides words in a given order until those that are left are low enough.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    order : sequence of str
        Names of what may go, what is missed least first.
    needed : callable
        Returns the points that the neurons should have of a height in points, and fewer that have
        to do where words that may not go leave less than that.
    """

    def __init__(
        self, frame: Frame, order: Sequence[str], needed: Callable[[float], Sequence[float]]
    ) -> None:
        self._frame, self._order, self._needed = frame, order, needed
        self._entries: list[Entry] = []
        self.dropped: set[str] = set()

    def add(self, entry: Entry) -> None:
        """Add words, the outermost first."""
        self._entries.append(entry)

    def claims(self) -> list[Claim]:
        """What a frame is to call."""
        return [self._plan, *(partial(self._claim, entry) for entry in self._entries)]

    def _plan(self, room: Room) -> None:
        for needed in self._needed(room.height):
            free = room.height - needed
            heights = {entry.name: entry.height for entry in self._entries}
            self.dropped = set()
            for name in self._order:
                if sum(heights.values()) <= free:
                    return
                if name in heights:
                    del heights[name]
                    self.dropped.add(name)
            if sum(heights.values()) <= free:
                return

    def _claim(self, entry: Entry, room: Room) -> None:
        if entry.name in self.dropped:
            entry.hide()
            if entry.about:
                self._frame.note(entry.about, None)
        else:
            entry.claim(room)
