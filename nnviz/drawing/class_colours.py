"""A colour for each class: orange and blue for two, ten that every eye tells apart, and more."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgba_array
from numpy.typing import NDArray

from nnviz.encoding import contrast_ratio, relative_luminance, signed_colours

# After orange and blue. Found by a search for the largest smallest distance in CAM02-UCS of any
# two, in full sight and in simulated deuteranopia, protanopia and tritanopia, among colours with a
# contrast of 3 with the paper; in the order that keeps the first few farthest apart.
_FURTHER_ON_LIGHT = (
    "#6f2143", "#439ba6", "#b16fff", "#432c6f", "#7a9b4e", "#ff379b", "#a6596f", "#00430b",
)  # fmt: skip
_FURTHER_ON_DARK = (
    "#85e9de", "#bce900", "#9b4e90", "#007a64", "#d3b1ff", "#ff9ba6", "#d3162c", "#7aa664",
)  # fmt: skip

_CONTRAST = 3.0  # what WCAG 2 asks of things that are to be seen
_STEPS = 17  # levels of red, green and blue from which further colours are chosen


def class_colours(n: int, paper: Any = "white") -> NDArray[np.float64]:
    """The colours of `n` classes; those of fewer classes are the first of those of more.

    Class 0 is orange and class 1 is blue, as negative and positive are elsewhere. Any two of the
    first ten are at least 13 apart in CAM02-UCS on light paper, and 14 on dark paper, for full
    sight and for simulated protanopia, deuteranopia and tritanopia (1 is a difference that can
    just be seen). Further ones are as far from each other as there is room for in full sight;
    tell those by their markers too.

    Parameters
    ----------
    n : int
        How many.
    paper : colour, default="white"
        What lies behind; each colour has a contrast of at least 3 with it where its own lightness
        allows that.

    Returns
    -------
    ndarray of shape (n, 4)
        RGBA, opaque.

    Examples
    --------
    >>> from matplotlib.colors import to_hex
    >>> [to_hex(colour) for colour in class_colours(2)]
    ['#b84300', '#0059b3']
    """
    return _colours(n, to_hex(paper)).copy()


@lru_cache(maxsize=32)
def _colours(n: int, paper: str) -> NDArray[np.float64]:
    dark = relative_luminance([paper])[0] < 0.18
    known = (*signed_colours(paper), *(_FURTHER_ON_DARK if dark else _FURTHER_ON_LIGHT))
    colours = _standing_out(to_rgba_array(known[:n])[:, :3], paper, 1.0 if dark else 0.0)
    if n > len(known):
        colours = _with_further(colours, n, paper)
    return np.column_stack([colours, np.ones(n)])


def _standing_out(colours: NDArray[Any], paper: str, end: float) -> NDArray[np.float64]:
    """The colours, mixed with black or white (`end`) where the paper is too near to them."""
    colours = np.array(colours, dtype=float)
    for _ in range(20):
        faint = contrast_ratio(colours, paper) < _CONTRAST
        if not faint.any():
            break
        colours[faint] += 0.08 * (end - colours[faint])
    return colours


def _with_further(colours: NDArray[np.float64], n: int, paper: str) -> NDArray[np.float64]:
    """Further colours, each as far as can be from all before it."""
    levels = np.linspace(0.0, 1.0, _STEPS)
    cube = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    seen = cube[contrast_ratio(cube, paper) >= _CONTRAST]
    candidates = seen if len(seen) else cube
    places = _oklab(candidates)
    nearest = np.full(len(candidates), np.inf)
    for place in _oklab(colours):
        nearest = np.minimum(nearest, ((places - place) ** 2).sum(axis=1))
    chosen = []
    for _ in range(n - len(colours)):
        k = int(np.argmax(nearest))
        if nearest[k] == 0:  # all of them have been given out: they begin again
            nearest = np.full(len(candidates), np.inf)
        chosen.append(candidates[k])
        nearest = np.minimum(nearest, ((places - places[k]) ** 2).sum(axis=1))
    return np.concatenate([colours, np.array(chosen)])


def _oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Colours in Oklab, where distances are about as large as they look (Ottosson, 2020)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(linear @ _TO_CONES.T)
    return np.asarray(cones @ _TO_OKLAB.T)


_TO_CONES = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_TO_OKLAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip
