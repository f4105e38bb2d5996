"""The maps of a layer: one artist, which samples its arrays anew for the pixels that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorizer import Colorizer
from matplotlib.colors import Colormap, Normalize
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nnviz.drawing.boxed_arrays import BoxedArrays

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

_LARGEST = 2**14  # pixels along a side; a map that is zoomed in farther is not drawn


class MapImages(BoxedArrays):
    """Arrays over the plane, each drawn in a box of its own.

    The first node of an array lies on the lower left corner of its box and the last one on the
    upper right corner; between nodes the values are interpolated, then turned into colours.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    maps : ndarray of shape (n, n_rows, n_columns)
        One array for each neuron that is shown; row 0 is the lowest.
    norm, cmap : Normalize, Colormap
        Of all of them.
    own : sequence of (Normalize, Colormap), optional
        For each map, in place of these.
    blank : ndarray of bool of shape (n,)
        Maps that are drawn in one colour, since there is nothing in them.
    blank_colour : RGBA
        That colour.
    steps : tuple of bool
        Whether rows and columns are categories, between which nothing is interpolated.
    **kw
        Artist properties.
    """

    def __init__(
        self, ax: Axes, maps: Floats, norm: Normalize, cmap: Colormap, *,
        own: Sequence[tuple[Normalize, Colormap]] | None = None, blank: NDArray[np.bool_],
        blank_colour: Any, steps: tuple[bool, bool] = (False, False), **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(Colorizer(cmap, norm))
        self.set_array(np.ma.masked_invalid(maps))
        self._own, self._blank, self._blank_colour = own, blank, blank_colour
        self._steps = steps
        #: Of each map: xmin, ymin, xmax, ymax in data units.
        self.boxes = np.zeros((len(maps), 4))
        ax.add_artist(self)
        self.set_clip_path(ax.patch)
        self.set(**{"zorder": 2.0, **kw})

    def show(self, maps: Floats, blank: NDArray[np.bool_]) -> None:
        """Show other maps in the same boxes, and in the same colours."""
        self.set_array(np.ma.masked_invalid(maps))
        self._blank = blank
        self.stale = True

    def draw(self, renderer: Any) -> None:
        """Draw each map at the resolution of the renderer."""
        if not self.get_visible() or self.axes is None:
            return
        gc = renderer.new_gc()
        self._set_gc_clip(gc)  # type: ignore[attr-defined]
        alpha = self.get_alpha()
        gc.set_alpha(1.0 if alpha is None else alpha)
        magnified, exact = renderer.get_image_magnification(), renderer.option_scale_image()
        array: Any = self.get_array()
        for k, box in enumerate(self.boxes):
            corners = np.sort(self.axes.transData.transform(box.reshape(2, 2)), axis=0)
            if not np.isfinite(corners).all() or np.ptp(corners) * magnified > _LARGEST:
                continue
            if exact:
                sides = corners[1] - corners[0]
                shape = np.maximum(np.round(sides * magnified), array.shape[:0:-1]).astype(int)
                image = self._pixels(array, k, shape, np.zeros(2, dtype=int), shape)
                to_size = Affine2D().scale(float(sides[0]), float(sides[1]))
                renderer.draw_image(gc, *corners[0], image, to_size)
                continue
            # Of a map that is zoomed in only what is in view.
            corner, shape, first, last = self.in_view(corners)
            if (first < last).all():
                image = self._pixels(array, k, shape, first, last)
                renderer.draw_image(gc, *(corner + first), image)
        gc.restore()
        self.stale = False

    def _pixels(
        self, array: Any, k: int, shape: Indices, first: Indices, last: Indices
    ) -> NDArray[np.uint8]:
        """The pixels of a map from `first` to `last`, each along x and y, of so many in all."""
        columns, rows = (slice(*ends) for ends in zip(first, last, strict=True))
        if self._blank[k]:
            colour = np.round(255 * np.asarray(self._blank_colour)).astype(np.uint8)
            return np.tile(colour, (*(last - first)[::-1], 1))
        up = sampling(array.shape[1], int(shape[1]), self._steps[0])[rows]
        across = sampling(array.shape[2], int(shape[0]), self._steps[1])[columns]
        values = np.ma.filled(array[k], np.nan)
        if np.isfinite(values).all():
            values = (across @ (up @ values).T).T
        else:  # what is missing must not spread: the nearest node alone counts
            nearest = (np.asarray(matrix.argmax(axis=1)).ravel() for matrix in (up, across))
            values = values[np.ix_(*nearest)]
        values = np.ma.masked_invalid(values)
        norm, cmap = (self.norm, self.cmap) if self._own is None else self._own[k]
        return np.asarray(cmap(norm(values), bytes=True))


def draw_bar(
    ax: Axes, norm: Normalize, cmap: Colormap, low: float | None = None, high: float | None = None
) -> MapImages:
    """Add a slim bar of colours, from `low` to `high` or all of a norm."""
    low, high = norm.vmin if low is None else low, norm.vmax if high is None else high
    ramp = np.linspace(float(low or 0.0), float(high or 0.0), 129).reshape(1, 1, -1)
    return MapImages(ax, ramp, norm, cmap, blank=np.zeros(1, dtype=bool), blank_colour=None)


@lru_cache(maxsize=64)
def sampling(n_nodes: int, n_pixels: int, steps: bool = False) -> Any:
    """The sparse matrix that turns values at nodes into values at pixels, the lowest first.

    Where there are fewer pixels than nodes a pixel takes the mean of those near it, with weights
    that fall to zero at the next pixel's distance.

    Parameters
    ----------
    n_nodes, n_pixels : int
        How many there are; the outermost nodes lie on the outer rims of the outermost pixels.
    steps : bool, default=False
        The nodes are categories, side by side.

    Returns
    -------
    scipy.sparse.csr_matrix of shape (n_pixels, n_nodes)

    Examples
    --------
    >>> sampling(3, 2).toarray()
    array([[0.5, 0.5, 0. ],
           [0. , 0.5, 0.5]])
    """
    middles = (np.arange(n_pixels) + 0.5) / n_pixels
    nodes = np.arange(n_nodes)
    if steps:
        nearest = np.minimum((middles * n_nodes).astype(int), n_nodes - 1)
        return csr_matrix((nodes == nearest[:, None]).astype(float))
    places = middles[:, None] * (n_nodes - 1)
    reach = max((n_nodes - 1) / n_pixels, 1.0)
    weights = np.maximum(1.0 - np.abs(places - nodes) / reach, 0.0)
    return csr_matrix(weights / weights.sum(axis=1, keepdims=True))
