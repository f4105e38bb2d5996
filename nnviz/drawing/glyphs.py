"""Outlines of characters, each made once: what texts in bulk are put together from."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

from nnviz.drawing.word import style_of_texts

Floats = NDArray[np.float64]
_NEXT = "0"  # what follows a character, to see how far it advances


def glyphs_of(font: FontProperties) -> Glyphs:
    """The outlines in a font, which are the same in every picture."""
    any_size = font.copy()
    any_size.set_size(1)
    return _glyphs_of(any_size, style_of_texts())


@lru_cache(maxsize=16)
def _glyphs_of(font: FontProperties, style: Hashable) -> Glyphs:
    return Glyphs(font)


class Glyphs:
    """Numbers as outlines in one font. All lengths are in the size of the font.

    Numbers are made of a dozen characters. Pairs are not kerned: figures are not, in fonts that are
    in use for them.

    Parameters
    ----------
    font : FontProperties
        The font; its size does not matter.
    """

    def __init__(self, font: FontProperties) -> None:
        self._font = font.copy()
        self._outlines: dict[str, tuple[Floats, NDArray[np.uint8], float]] = {}
        self._next = self._path(_NEXT)[0]

    def widths(self, strings: Sequence[str]) -> Floats:
        """How far each string advances."""
        return self._lay_out(strings)[3]

    def extent(self, strings: Sequence[str]) -> tuple[float, float]:
        """The lowest and the highest ink of all strings, counted from the base line."""
        inked = [self._outline(c)[0][:, 1] for c in sorted(set().union(*strings))]
        heights = np.concatenate([*inked, [0.0]])
        return float(heights.min()), float(heights.max())

    def path(self, strings: Sequence[str], matrices: Floats) -> Path:
        """The outlines of many strings as one path.

        Parameters
        ----------
        strings : sequence of str
            What to write.
        matrices : ndarray of shape (n, 2, 3)
            For each string, where its start on the base line is put and how it is turned.

        Returns
        -------
        Path
            To be filled.
        """
        characters, which, (owners, starts), _ = self._lay_out(strings)
        vertices: list[Floats] = [np.empty((0, 2))]
        codes: list[NDArray[np.uint8]] = [np.empty(0, dtype=np.uint8)]
        for number, character in enumerate(characters):
            outline, kinds, _ = self._outlines[character]
            found = np.flatnonzero(which == number)
            turned = matrices[owners[found]]
            corners = turned[:, :, 2] + turned[:, :, 0] * starts[found, None]
            moved = outline @ turned[:, :, :2].transpose(0, 2, 1) + corners[:, None]
            vertices.append(moved.reshape(-1, 2))
            codes.append(np.tile(kinds, found.size))
        path = Path(np.concatenate(vertices), np.concatenate(codes))
        path.should_simplify = False
        return path

    def _lay_out(
        self, strings: Sequence[str]
    ) -> tuple[list[str], NDArray[np.intp], tuple[NDArray[np.intp], Floats], Floats]:
        """All characters of some strings, one after the other.

        Returns
        -------
        characters : list of str
            Which there are.
        which : ndarray of int
            Of these.
        places : (ndarray of int, ndarray)
            The string of each character, and where it starts in that.
        widths : ndarray
            How far each string advances.
        """
        points = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kinds, which = np.unique(points, return_inverse=True)
        characters = [chr(kind) for kind in kinds]
        advances = np.array([self._outline(one)[2] for one in characters], dtype=float)[which]
        lengths = np.array([len(string) for string in strings], dtype=np.intp)
        ends = np.append(0.0, np.cumsum(advances))
        bounds = np.append(0, np.cumsum(lengths))
        owners = np.repeat(np.arange(lengths.size), lengths)
        starts = ends[:-1] - ends[bounds[:-1]][owners]
        return characters, which, (owners, starts), np.diff(ends[bounds])

    def _outline(self, character: str) -> tuple[Floats, NDArray[np.uint8], float]:
        """Vertices, codes, and how far the character advances."""
        if character not in self._outlines:
            vertices, codes = self._path(character)
            followed = self._path(character + _NEXT)[0]
            advance = float(followed[-len(self._next), 0] - self._next[0, 0])
            self._outlines[character] = vertices, codes, advance
        return self._outlines[character]

    def _path(self, string: str) -> tuple[Floats, NDArray[np.uint8]]:
        vertices, codes = text_to_path.get_text_path(self._font, string)
        size = text_to_path.FONT_SCALE
        return np.asarray(vertices, dtype=float) / size, np.asarray(codes, dtype=np.uint8)
