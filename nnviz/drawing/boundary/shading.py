"""The colours behind the points: pale tints of the classes, or a map of predicted values."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import (
    Colormap,
    LinearSegmentedColormap,
    ListedColormap,
    Normalize,
    to_rgb,
    to_rgba_array,
)
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from nnviz.drawing.boundary.cells import CellImage
from nnviz.drawing.boundary.numbers import BoundaryNumbers
from nnviz.drawing.boundary.options import BoundaryOptions
from nnviz.drawing.boundary.value_range import finite_range
from nnviz.drawing.class_colours import class_colours
from nnviz.encoding import MISSING, field_colormap, signed_colours, signed_norm
from nnviz.last_bits import settled_range

STRONGEST = 0.4  # the part of a class's hue in a tint
FLAT = 0.25  # where only the class is known, not how sure the model is
_LEVELS = 64  # of tints; more would only make files larger
_FINE = 300  # nodes a side from which the cells of an image are no wider than a line


class Shading:
    """From responses to colours.

    Parameters
    ----------
    numbers : BoundaryNumbers
        What is shown.
    options : BoundaryOptions
        `cmap` and `norm` count.
    paper : colour
        What lies behind.

    Attributes
    ----------
    colours : ndarray of shape (n_classes, 4)
        The hue of each class; none for regression.
    norm, cmap : Normalize and Colormap, or None
        Of a response of one number.
    """

    def __init__(self, numbers: BoundaryNumbers, options: BoundaryOptions, paper: Any) -> None:
        self._numbers = numbers
        self._paper = np.array(to_rgb(paper))
        n = numbers.n_classes
        chosen = options.cmap if isinstance(options.cmap, Colormap) else None
        self.colours = class_colours(n, paper) if n else np.empty((0, 4))
        if n and chosen is not None:
            listed = isinstance(chosen, ListedColormap) and n <= chosen.N and chosen.N < 64
            places: Any = np.arange(n) if listed else np.linspace(0.0, 1.0, n)
            self.colours = to_rgba_array(chosen(places))
        self._given = options.norm
        self.norm: Normalize | None = None
        self.cmap: Colormap | None = None
        if numbers.is_single:
            self.norm = _norm_of(numbers, options.norm)
            self.cmap = self._map_of_values(chosen) if numbers.kind == "value" else self._tints()

    def tint(self, k: int, amount: float = STRONGEST) -> NDArray[np.float64]:
        """The hue of a class on the paper."""
        return np.asarray(self._paper + amount * (self.colours[k, :3] - self._paper))

    def image(self, response: NDArray[Any]) -> NDArray[np.uint8]:
        """The colour of each node, with one more axis for red, green, blue, alpha."""
        if self._numbers.kind == "classes":
            return self._table(FLAT, 2)[np.asarray(response, dtype=np.intp) * 2 + 1]
        missing = ~self._numbers.is_known(response)
        if self.norm is not None and self.cmap is not None:
            known = np.where(missing, self.norm.vmin or 0.0, response)
            colours: Any = np.asarray(self.cmap(self.norm(known), bytes=True), dtype=np.uint8)
        else:
            known = np.where(missing[..., None], 0.0, response)
            colours = self._of_margins(known)
        colours[missing] = to_rgba_array(MISSING)[0] * 255 + 0.5
        return np.asarray(colours)

    def _of_margins(self, response: NDArray[Any]) -> NDArray[np.uint8]:
        """The hue of the highest response, as strong as it is ahead of the next one."""
        first, second, labels = _two_highest(response)
        with np.errstate(over="ignore"):  # farther ahead than a number can say is strongest
            margin = first - second
        if self._numbers.kind != "probability":
            given = self._given
            largest = _largest_margin(margin) if given is None else given.vmax
            margin = margin / float(largest or 1.0)
        levels = np.clip(margin * (_LEVELS - 1) + 0.5, 0, _LEVELS - 1).astype(np.intp)
        return np.asarray(self._table(STRONGEST, _LEVELS)[labels * _LEVELS + levels])

    def _table(self, strongest: float, levels: int) -> NDArray[np.uint8]:
        """For each class its tints from paper to the strongest, one below the other."""
        amounts = np.linspace(0.0, strongest, levels)[None, :, None]
        rgb = self._paper + amounts * (self.colours[:, None, :3] - self._paper)
        rgba = np.concatenate([rgb, np.ones((*rgb.shape[:2], 1))], axis=-1)
        return np.asarray((rgba * 255 + 0.5).astype(np.uint8).reshape(-1, 4))

    def _tints(self) -> Colormap:
        below, above = self._numbers.sides
        start = self._paper if below is None else self.tint(below)
        middle = [] if below is None else [self._paper]
        stops = [tuple(colour) for colour in (start, *middle, self.tint(above))]
        return LinearSegmentedColormap.from_list("nnviz_confidence", stops, N=2 * _LEVELS + 1)

    def _map_of_values(self, chosen: Colormap | None) -> Colormap:
        if chosen is not None:
            return chosen
        assert self.norm is not None
        low, high = self.norm.vmin or 0.0, self.norm.vmax or 0.0
        if low < 0 < high:
            return field_colormap(tuple(self._paper))
        ends = to_rgba_array(signed_colours(tuple(self._paper)))[:, :3]
        weak = self._paper + 0.06 * (ends - self._paper)
        stops = [weak[1], ends[1]] if high > 0 or low == high else [ends[0], weak[0]]
        return LinearSegmentedColormap.from_list(
            "nnviz_values", [tuple(stop) for stop in stops], N=2 * _LEVELS + 1
        )


def norm_of(numbers: BoundaryNumbers, given: Normalize | None) -> Normalize | None:
    """Against what shades are drawn, or None where they follow probabilities or classes.

    Of a decision function with a number for each class it is the distance of the two highest.
    """
    if numbers.is_single:
        return _norm_of(numbers, given)
    if numbers.kind != "decision" or given is not None:
        return given
    first, second, _ = _two_highest(numbers.response[numbers.is_known(numbers.response)])
    with np.errstate(over="ignore"):
        return Normalize(0.0, _largest_margin(first - second), clip=True)


def _largest_margin(margin: NDArray[np.float64]) -> float:
    """The largest distance of the two highest responses that is a number; 1 if there is none."""
    return float(np.max(margin, initial=0.0, where=np.isfinite(margin))) or 1.0


def _norm_of(numbers: BoundaryNumbers, given: Normalize | None) -> Normalize:
    """The caller's own norm, scaled if it was not; or one that is centred where it has to be."""
    response = numbers.response[numbers.is_known(numbers.response)]
    if given is not None:
        if given.scaled():
            return given
        scaled = copy.copy(given)  # without the callbacks of the caller's own pictures
        scaled.callbacks = type(given.callbacks)(signals=["changed"])
        scaled.autoscale_None(response)
        return scaled
    if numbers.kind == "probability":
        return Normalize(0.0, 1.0, clip=True)
    if numbers.kind == "decision" and numbers.sides[0] is not None:
        return signed_norm(response)
    values = [response]
    if numbers.kind == "value":
        values += [part.targets for part in (numbers.train, numbers.test) if part is not None]
    low, high = settled_range(*finite_range(values))
    if low < 0 < high and numbers.kind == "value":
        return signed_norm([low, high])
    if low == high:
        low, high = low - 0.5, high + 0.5
    return Normalize(low, high, clip=True)


def _two_highest(
    response: NDArray[Any],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """The highest and the second highest response at each node, and whose the highest is."""
    first = np.array(response[..., 0], dtype=float)
    second = np.full(first.shape, -np.inf)
    labels = np.zeros(first.shape, dtype=np.intp)
    for k in range(1, response.shape[-1]):
        mine = response[..., k]
        ahead = mine > first
        np.maximum(second, np.where(ahead, first, mine), out=second)
        np.copyto(first, mine, where=ahead)
        labels[ahead] = k
    return first, second, labels


def refined(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """An image with a further row and column between any two, in the colours between theirs.

    Drawn cell by cell it is as smooth as the image itself would be by an interpolation, which
    takes longer to draw and much longer to compress.
    """
    wide = colours.astype(np.uint16)
    for axis in (0, 1):
        if wide.shape[axis] < 2:
            continue
        shape = list(wide.shape)
        shape[axis] = 2 * shape[axis] - 1
        finer = np.empty(shape, dtype=np.uint16)
        old, between = [slice(None)] * 3, [slice(None)] * 3
        low, high = [slice(None)] * 3, [slice(None)] * 3
        old[axis], between[axis] = slice(None, None, 2), slice(1, None, 2)
        low[axis], high[axis] = slice(None, -1), slice(1, None)
        finer[tuple(old)] = wide
        finer[tuple(between)] = (wide[tuple(low)] + wide[tuple(high)] + 1) // 2
        wide = finer
    return wide.astype(np.uint8)


def smooth_image(
    colours: NDArray[np.uint8], *, smooth: bool
) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    """An image, and how to interpolate it, for nodes with values between them or for cells."""
    if not smooth:
        return colours, {"interpolation": "nearest"}
    largest = max(colours.shape[:2])
    if _FINE / 2 <= largest < _FINE:
        colours = refined(colours)
    fine = max(colours.shape[:2]) >= _FINE - 1
    return colours, {"interpolation": "nearest" if fine else "bilinear"}


def draw_image(
    ax: Axes, colours: NDArray[np.uint8], extent: tuple[float, float, float, float], **kw: Any
) -> AxesImage:
    """Show an image of colours, from (left, right, bottom, top); limits stay as they are."""
    options: dict[str, Any] = {"interpolation": "bilinear", "zorder": 0.5, **kw}
    shown = {key: options.pop(key) for key in ("interpolation", "resample") if key in options}
    image = CellImage(ax, extent=extent, origin="lower", **shown)
    image.set_data(colours)
    image.set(**options)
    image.set_clip_path(ax.patch)
    ax.add_image(image)
    return image
