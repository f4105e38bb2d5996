"""Words below the columns: a caption for each layer, and a slim bar of its scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import EDGE_OF_AXES, Room, measure
from nnviz.drawing.neuron_maps.images import MapImages, draw_bar
from nnviz.drawing.neuron_maps.map_frame import MapFrame
from nnviz.drawing.neuron_maps.scales import MapScale
from nnviz.drawing.words import add_text, literal, normal_size, short_number, shrinking_sizes

_APART = 7.0  # points between words of neighbouring columns
_ABOVE = 5.0  # points between a row of words and what stands above it


class ColumnRow:
    """A row of words, one or none for each column: where they stand, and whether they fit."""

    def __init__(self, frame: MapFrame, columns: Sequence[int]) -> None:
        self._frame, self._columns = frame, list(columns)

    def centres(self, widths: Sequence[float], room: Room | None) -> NDArray[np.float64]:
        """The middles of words of these widths, moved inside the axes where they reach out."""
        known = room or self._frame.room
        assert known is not None
        places = self._frame.places if room is None else self._frame.likely_places(room)
        half = np.asarray(widths) / 2 + EDGE_OF_AXES
        middles = places.centres[self._columns]
        return np.asarray(np.clip(middles, half, np.maximum(known.width - half, half)))

    def fits(self, widths: Sequence[float], room: Room) -> bool:
        """Whether words of these widths stay clear of their neighbours and in the axes."""
        middles, half = self.centres(widths, room), np.asarray(widths) / 2
        clear = np.diff(middles) - half[1:] - half[:-1] >= _APART
        inside = half * 2 + 2 * EDGE_OF_AXES <= room.width
        return bool(clear.all() and inside.all())


class ColumnCaptions(ColumnRow):
    """Name, size and activation of each layer, in the longest form that fits all of them.

    Parameters
    ----------
    frame : MapFrame
        Of the picture.
    forms : sequence of sequence of str
        For each layer, the longest first.
    """

    def __init__(self, frame: MapFrame, forms: Sequence[Sequence[str]], **kw: Any) -> None:
        super().__init__(frame, range(len(forms)))
        self._forms, self._size = forms, kw.get("fontsize")
        self.texts = [
            add_text(
                frame.ax, 0, 0, _literal_lines(choices[0]), **{"ha": "center", "va": "top", **kw}
            )
            for choices in forms
        ]

    @property
    def height(self) -> float:
        """About how high they are."""
        return 2.6 * shrinking_sizes()[0] + _ABOVE

    def hide(self) -> None:
        """Show none."""
        for text in self.texts:
            text.set_visible(False)

    def claim(self, room: Room) -> None:
        """Take a row at the bottom for the longest form that fits."""
        sizes = [self._size] if self._size else shrinking_sizes()
        ranks = range(max(map(len, self._forms)))
        # Rather smaller than shorter, but rather shorter than as small as can be.
        tries = [(rank, size) for size in sizes[:-1] for rank in ranks if rank < 3]
        tries += [(rank, size) for size in sizes for rank in ranks]
        for rank, size in tries:
            for text, choices in zip(self.texts, self._forms, strict=True):
                words = choices[min(rank, len(choices) - 1)]
                text.set(text=_literal_lines(words), fontsize=size, visible=True)
            extents = [measure(text) for text in self.texts]
            tallest = max(height for _, height in extents)
            if self.fits([width for width, _ in extents], room) and room.take(
                bottom=tallest + _ABOVE
            ):
                for text in self.texts:
                    text.set_y(room.bottom - _ABOVE)
                self._frame.note("captions", None)
                return
        self.hide()
        self._frame.note("captions", "captions do not fit")

    def place(self) -> None:
        """Stand below the columns where these stand now."""
        widths = [measure(text)[0] for text in self.texts]
        for text, x in zip(self.texts, self.centres(widths, None), strict=True):
            text.set_x(x)


class ScaleBars(ColumnRow):
    """A slim bar below each column whose maps have one scale, with its ends in numbers.

    Parameters
    ----------
    frame : MapFrame
        Of the picture.
    scales : sequence of MapScale
        By layer; a layer with a scale for each neuron has no bar.
    """

    def __init__(self, frame: MapFrame, scales: Sequence[MapScale], **kw: Any) -> None:
        layers = [k for k, scale in enumerate(scales) if scale.own is None]
        super().__init__(frame, layers)
        self._size = kw.get("fontsize")
        self._thick = 0.5 * normal_size()
        self._y = 0.0
        self._lengths = np.zeros(len(layers))
        self.bars: list[MapImages] = []
        self.texts: list[list[Text]] = []
        for layer in layers:
            scale = scales[layer]
            self.bars.append(draw_bar(frame.ax, scale.norm, scale.cmap, scale.low, scale.high))
            ends = [(scale.low, "right"), (scale.high, "left")]
            self.texts.append(
                [add_text(frame.ax, 0, 0, short_number(value, 3 if abs(value) >= 100 else 2),
                          **{"ha": ha, "va": "center_baseline", **kw}) for value, ha in ends]
            )  # fmt: skip

    @property
    def height(self) -> float:
        """About how high they are."""
        return 1.1 * shrinking_sizes()[1] + _ABOVE

    def hide(self) -> None:
        """Show none."""
        self._show(False)

    def _show(self, shown: bool) -> None:
        for bar, texts in zip(self.bars, self.texts, strict=True):
            for artist in (bar, *texts):
                artist.set_visible(shown)

    def claim(self, room: Room) -> None:
        """Take a row at the bottom, for bars as long as the maps are wide, or a little longer."""
        self._show(bool(self.bars))
        if not self.bars:
            return
        for size in [self._size] if self._size else shrinking_sizes()[1:]:
            for text in (text for texts in self.texts for text in texts):
                text.set_fontsize(size)
            maps = self._frame.likely_places(room).widths[self._columns]
            for least in (3.5, 2.0):
                self._lengths = np.clip(maps, least * size, 10 * size)
                tallest = max(measure(text)[1] for texts in self.texts for text in texts)
                height = max(tallest, self._thick)
                if self.fits(self._whole(), room) and room.take(bottom=height + _ABOVE):
                    self._y = room.bottom - _ABOVE - height / 2
                    self._frame.note("bars", None)
                    return
        self._show(False)
        self._frame.note("bars", "no room for the scales of the maps")

    def _whole(self) -> list[float]:
        """The widths of bars with their numbers on both sides."""
        beside = [2 * max(measure(text)[0] for text in texts) + 6.0 for texts in self.texts]
        return list(self._lengths + beside)

    def place(self) -> None:
        """Stand below the columns where these stand now."""
        for bar, texts, x, length in zip(
            self.bars, self.texts, self.centres(self._whole(), None), self._lengths, strict=True
        ):
            low, high = x - length / 2, x + length / 2
            bar.boxes[:] = (low, self._y - self._thick / 2, high, self._y + self._thick / 2)
            texts[0].set_position((low - 3.0, self._y))
            texts[1].set_position((high + 3.0, self._y))


def _literal_lines(words: str) -> str:
    return "\n".join(literal(line) for line in words.split("\n"))
