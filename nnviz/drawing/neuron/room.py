"""Room that one neuron needs beside that of its words: for its shape, and for what reaches out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.text import Text

from nnviz.drawing.frame import EDGE_OF_AXES, Frame, Room, measure
from nnviz.drawing.names import Names
from nnviz.drawing.words import small_size

_TALLEST = 1.15  # the height of the neuron, as a part of its width


class NeuronRoom:
    """Claims on the room of a frame.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    counts : sequence of Text
        The counts of inputs left out.
    names : dict of str to Names
        What stands beside circles, by side.
    above : sequence of Text
        What stands above the sum.
    """

    def __init__(
        self,
        frame: Frame,
        counts: Sequence[Text],
        names: Mapping[str, Names],
        above: Sequence[Text],
    ) -> None:
        self._frame, self._counts, self._names, self._above = frame, counts, names, above
        self._beside = [text for side in names.values() for text in side.texts]
        self._refused: Counter[tuple[str, float, float]] = Counter()
        self._unused = 0.0  # points of a tall axes' height
        frame.starts.append(self._forget)

    def _forget(self) -> None:
        """Start from nothing again."""
        self._refused.clear()
        self._unused = 0.0

    def claim_names(self, room: Room) -> None:
        """For names; where there was twice none in axes of this size, there shall be none.

        Names that are left out free the room that they lacked, and so would come back.
        """
        for side, names in self._names.items():
            key, about = (side, room.width, room.height), f"names {side}"
            if self._refused[key] > 1:
                for text in names.texts:
                    text.set_visible(False)
                self._frame.note(about, "names do not fit")
                continue
            names.claim(room)
            self._refused[key] += about in self._frame.notes

    def claim_shape(self, room: Room) -> None:
        """Above and below in tall axes, where arrows would run up and down otherwise."""
        height = room.likely_height + (self._unused if room.last is not None else 0.0)
        unused = height - _TALLEST * room.likely_width
        self._unused = float(np.clip(unused, 0.0, 0.4 * room.height))
        if not room.take(top=self._unused / 2, bottom=self._unused / 2):
            self._unused = 0.0

    def claim_left(self, room: Room) -> None:
        """For the count of inputs left out, where no names have taken the room."""
        for gap, text in zip(self._frame.layout.gaps, self._counts, strict=True):
            text.set(text=f"{gap.count:,} more", fontsize=small_size())
            reach = EDGE_OF_AXES + measure(text)[0] / 2 - self._frame.estimated_radius(room)
            room.take(left=reach - room.left)

    def claim_top(self, room: Room) -> None:
        """For words that are taller than the circles beside them."""
        room.take(top=self._taller([*self._beside, *self._above], room))

    def claim_bottom(self, room: Room) -> None:
        """The same at the bottom, above what stands there."""
        room.take(bottom=self._taller(self._beside, room))

    def _taller(self, texts: Sequence[Text], room: Room) -> float:
        halves = [measure(text)[1] / 2 for text in texts if text.get_visible()]
        return max(halves, default=0.0) - self._frame.estimated_radius(room)
