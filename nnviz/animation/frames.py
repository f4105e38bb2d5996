"""The pictures of an animation: the first one whole, of the others the pixels that are new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint32]
PACKED = np.dtype("<u4")  # red in the lowest byte, on every machine
_WHOLE = 0.5  # of a picture: where more of it is new, all of it is kept


class Frames:
    """Pictures of one size, of which each is mostly the one before.

    Each is held as the pixels that differ from those of the picture before, so that a hundred
    pictures take little more memory than a few.
    """

    def __init__(self) -> None:
        self._new: list[tuple[NDArray[np.uint32] | None, Pixels]] = []
        self._last: Pixels | None = None

    def add(self, pixels: Pixels) -> None:
        """Add a picture.

        Parameters
        ----------
        pixels : ndarray of uint32 of shape (height, width)
            Four bytes a pixel: red, green, blue, opacity. It is kept.
        """
        if self._last is None:
            self._new.append((None, pixels))
        else:
            where = np.flatnonzero(pixels != self._last).astype(np.uint32)
            if where.size > _WHOLE * pixels.size:
                self._new.append((None, pixels))
            else:
                self._new.append((where, pixels.ravel()[where]))
        self._last = pixels

    def __len__(self) -> int:
        return len(self._new)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        height, width = self._new[0][1].shape
        return height, width

    def changes(self) -> Iterator[tuple[Any, Pixels]]:
        """For each picture where it differs from the one before, and the pixels there.

        Yields
        ------
        where : ndarray of int, or slice
            Of the pixels, counted row by row.
        pixels : ndarray of uint32
            What stands there.
        """
        for where, pixels in self._new:
            yield (slice(None), pixels.ravel()) if where is None else (where, pixels)

    def __iter__(self) -> Iterator[Pixels]:
        """The pictures one after the other; each is a copy."""
        pixels = self._new[0][1].copy()
        for where, new in self.changes():
            pixels.reshape(-1)[where] = new
            yield pixels.copy()

    def frame(self, k: int) -> Pixels:
        """One of the pictures.

        Parameters
        ----------
        k : int
            Which, from 0 to one less than there are.

        Returns
        -------
        ndarray of uint32 of shape (height, width)
            A copy.
        """
        first = max(number for number in range(k + 1) if self._new[number][0] is None)
        pixels = self._new[first][1].copy()
        flat = pixels.reshape(-1)
        for where, new in self._new[first + 1 : k + 1]:
            assert where is not None
            flat[where] = new
        return pixels


def packed(rgba: NDArray[np.uint8]) -> Pixels:
    """Bytes of shape (height, width, 4) as packed pixels; what is written to these goes there."""
    return rgba.view(PACKED)[..., 0]


def as_rgba(pixels: Pixels) -> NDArray[np.uint8]:
    """Packed pixels as bytes: shape (height, width, 4)."""
    return pixels.view(np.uint8).reshape(*pixels.shape, 4)
