"""Few colours for many frames: one palette for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

from nnviz.animation.frames import Frames

MOST_COLOURS = 255  # a GIF has 256, and one of them says that a pixel stays as it was
_SAMPLED = 6  # frames whose colours the palette is chosen from
_AS_THEY_ARE = 32  # so many of the commonest colours are kept exactly
_RGB = np.uint32(0xFFFFFF)

Packed = NDArray[np.uint32]


def indexed_images(frames: Frames) -> tuple[bytes, Iterator[Image.Image]]:
    """Frames as images of mode "P" that have one palette.

    Parameters
    ----------
    frames : Frames
        The pictures.

    Returns
    -------
    table : bytes
        The palette: 256 times red, green and blue, of which the last is for no pixel.
    images : iterator of Image
        One a frame, each to be used before the next is made.
    """
    chosen = set(np.linspace(0, len(frames) - 1, _SAMPLED).astype(int).tolist())
    palette = choose_palette([pixels for k, pixels in enumerate(frames) if k in chosen])
    table = np.zeros((MOST_COLOURS + 1, 3), dtype=np.uint8)
    table[: len(palette)] = palette
    return table.tobytes(), _images(frames, ColourIndex(palette), table.tobytes())


def _images(frames: Frames, index: ColourIndex, table: bytes) -> Iterator[Image.Image]:
    numbers: NDArray[np.uint8] = np.zeros(frames.shape, dtype=np.uint8)
    for where, pixels in frames.changes():
        numbers.reshape(-1)[where] = index(pixels)
        image = Image.fromarray(numbers)
        image.putpalette(table)
        yield image


def choose_palette(pictures: Sequence[Packed]) -> NDArray[np.uint8]:
    """Choose colours that suit some pictures.

    The commonest stay as they are: paper, ink, the colours of areas. The others are gathered so
    that none lies far from its own, however few pixels have it: most of a diagram is paper, and
    its thin lines should keep their colours.

    Parameters
    ----------
    pictures : sequence of ndarray of uint32
        Packed pixels.

    Returns
    -------
    ndarray of uint8 of shape (n_colours, 3)
        At most 255 colours, each of them once.
    """
    counted = [np.unique(pixels & _RGB, return_counts=True) for pixels in pictures]
    colours, which = np.unique(np.concatenate([one[0] for one in counted]), return_inverse=True)
    counts = np.bincount(which, weights=np.concatenate([one[1] for one in counted]))
    order = np.argsort(-counts, kind="stable")
    colours = colours[order]
    if len(colours) <= MOST_COLOURS:
        return _unpacked(colours)
    exact, others = colours[:_AS_THEY_ARE], colours[_AS_THEY_ARE:]
    image = Image.fromarray(np.ascontiguousarray(_unpacked(others)[np.newaxis]))
    gathered = image.quantize(MOST_COLOURS - _AS_THEY_ARE, method=Image.Quantize.MAXCOVERAGE)
    listed = np.array(gathered.getpalette(), dtype=np.uint8).reshape(-1, 3)
    return _unpacked(np.unique(np.concatenate([exact, _packed(listed)])))


class ColourIndex:
    """Finds the nearest colour of a palette; each colour is looked for once.

    Parameters
    ----------
    palette : ndarray of uint8 of shape (n_colours, 3)
        The colours.
    """

    def __init__(self, palette: NDArray[np.uint8]) -> None:
        self._tree = cKDTree(palette.astype(float))
        self._known = np.full(1 << 24, -1, dtype=np.int16)

    def __call__(self, pixels: Packed) -> NDArray[np.uint8]:
        """The numbers of the colours that are nearest to some pixels, in RGB."""
        wanted = pixels & _RGB
        found = self._known.take(wanted)
        unknown = found < 0
        if unknown.any():
            new = np.unique(wanted[unknown])
            self._known[new] = self._tree.query(_unpacked(new).astype(float))[1]
            found = self._known.take(wanted)
        return found.astype(np.uint8)


def _unpacked(colours: Packed) -> NDArray[np.uint8]:
    """Red, green and blue of packed colours, shape (n, 3)."""
    return np.ascontiguousarray(colours).view(np.uint8).reshape(-1, 4)[:, :3]


def _packed(colours: NDArray[np.uint8]) -> Packed:
    wide = colours.astype(np.uint32)
    shifted = wide << np.array([0, 8, 16], dtype=np.uint32)
    return np.asarray(shifted.sum(axis=1), dtype=np.uint32)
