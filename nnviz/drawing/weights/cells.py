"""The cells of weight matrices: one artist, which finds anew what each pixel shows."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorizer import Colorizer
from matplotlib.colors import Colormap, Normalize, to_rgba
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from nnviz.drawing.boxed_arrays import BoxedArrays
from nnviz.drawing.paper import RGBA, blend

Floats = NDArray[np.float64]

_LARGEST = 2**14  # pixels along a side of what is drawn
_TINT, _STRIPE = 0.08, 0.42  # how much ink is in the ground and the stripes of a missing weight
_PERIOD, _WIDE = 4.0, 1.1  # points from stripe to stripe, and their width


class MissingLook(NamedTuple):
    """The colours of cells without a weight: a tint with stripes across."""

    ground: RGBA
    stripe: RGBA


def missing_look(ink: Any, paper: Any) -> MissingLook:
    """The look of cells without a weight, for ink on paper."""
    return MissingLook(blend(ink, paper, _TINT), blend(ink, paper, _STRIPE))


class WeightCells(BoxedArrays):
    """Matrices, each drawn in a box of its own, row 0 at the top.

    A pixel shows the cell that its middle lies in. Where there are more cells than pixels along a
    side, it shows of all cells that fall to it the one of largest absolute value: a single strong
    weight among thousands is still seen, which a mean would hide. One that is not a number goes
    before all others.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    values : ndarray of shape (n, n_rows, n_columns)
        The matrices.
    exists : ndarray of bool of the same shape
        Which of their entries there are; the others are striped.
    norm, cmap : Normalize, Colormap
        Of all of them.
    missing : MissingLook
        How entries look that do not exist.
    boxes : ndarray of shape (n, 4)
        Of each matrix: left, bottom, right, top in data units.
    **kw
        Artist properties.
    """

    def __init__(
        self, ax: Axes, values: Floats, exists: NDArray[np.bool_], norm: Normalize,
        cmap: Colormap, *, missing: MissingLook, boxes: Floats, **kw: Any,
    ) -> None:  # fmt: skip
        super().__init__(Colorizer(cmap, norm))
        self.set_array(np.ma.masked_array(values, mask=~exists | ~np.isfinite(values)))
        self._values = np.where(np.isfinite(values), values, np.nan)
        self._exists, self._missing = exists, missing
        self._dense = bool(exists.all())
        #: Of each matrix: left, bottom, right, top in data units.
        self.boxes = np.asarray(boxes, dtype=float)
        ax.add_artist(self)
        self.set_clip_path(ax.patch)
        self.set(**{"zorder": 1.0, **kw})

    def crowding(self) -> tuple[int, int]:
        """How many rows and columns at most fall to one pixel of the figure."""
        assert self.axes is not None
        sides = np.abs(np.diff(self.axes.transData.transform(self.boxes[0].reshape(2, 2)), axis=0))
        n_rows, n_columns = self._values.shape[1:]
        wide, high = np.maximum(np.round(sides[0]), 1.0)
        return int(np.ceil(n_rows / high)), int(np.ceil(n_columns / wide))

    def draw(self, renderer: Any) -> None:
        """Draw each matrix at the resolution of the renderer."""
        if not self.get_visible() or self.axes is None:
            return
        gc = renderer.new_gc()
        self._set_gc_clip(gc)  # type: ignore[attr-defined]
        alpha = self.get_alpha()
        gc.set_alpha(1.0 if alpha is None else alpha)
        magnified, exact = renderer.get_image_magnification(), renderer.option_scale_image()
        unit = magnified * renderer.points_to_pixels(1.0)
        for k, box in enumerate(self.boxes):
            corners = np.sort(self.axes.transData.transform(box.reshape(2, 2)), axis=0)
            if not np.isfinite(corners).all():
                continue
            if exact:
                sides = corners[1] - corners[0]
                least = np.array(self._values.shape[:0:-1])
                shape = np.clip(np.round(sides * magnified), least, _LARGEST).astype(int)
                image = self._pixels(k, shape, np.zeros(2, dtype=int), shape, unit)
                to_size = Affine2D().scale(float(sides[0]), float(sides[1]))
                renderer.draw_image(gc, *corners[0], image, to_size)
                continue
            corner, shape, first, last = self.in_view(corners)
            if (first < last).all() and np.max(last - first) <= _LARGEST:
                image = self._pixels(k, shape, first, last, unit)
                renderer.draw_image(gc, *(corner + first), image)
        gc.restore()
        self.stale = False

    def _pixels(self, k: int, shape: Any, first: Any, last: Any, unit: float) -> Any:
        """The pixels of a matrix from `first` to `last`, along x and y, of so many in all."""
        # Images begin at their lower left corner, and matrices at their upper left one.
        rows = (shape[1] - last[1], shape[1] - first[1])
        values = strongest(self._values[k], (int(shape[1]), int(shape[0])), rows,
                           (first[0], last[0]))  # fmt: skip
        colours = np.asarray(self.cmap(self.norm(np.ma.masked_invalid(values)), bytes=True))
        if not self._dense:
            there = strongest(self._exists[k].astype(float), (int(shape[1]), int(shape[0])), rows,
                              (first[0], last[0])) > 0  # fmt: skip
            x = np.arange(first[0], last[0])
            y = np.arange(*rows)[:, np.newaxis]
            striped = (x + y) % max(round(_PERIOD * unit), 3) < max(round(_WIDE * unit), 1)
            ground, stripe = (_as_bytes(colour) for colour in self._missing)
            colours = np.where(there[..., np.newaxis], colours,
                               np.where(striped[..., np.newaxis], stripe, ground))  # fmt: skip
        return np.ascontiguousarray(colours[::-1])


def _as_bytes(colour: Any) -> NDArray[np.uint8]:
    return np.round(255 * np.array(to_rgba(colour))).astype(np.uint8)


def strongest(
    values: Floats, shape: tuple[int, int], rows: tuple[int, int] | None = None,
    columns: tuple[int, int] | None = None,
) -> Floats:  # fmt: skip
    """What the pixels of a matrix show: of the cells of each, the one of largest absolute value.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_columns)
        NaN stands before all numbers.
    shape : tuple of int
        Rows and columns of pixels of the whole matrix.
    rows, columns : tuple of int, optional
        The first pixel wanted, and the one after the last; all by default.

    Returns
    -------
    ndarray
        One number for each pixel that is wanted.

    Examples
    --------
    >>> import numpy as np
    >>> strongest(np.array([[1.0, -3.0, 2.0, 0.0]]), (1, 2))
    array([[-3.,  2.]])
    >>> strongest(np.array([[1.0, -3.0]]), (1, 5))
    array([[ 1.,  1., -3., -3., -3.]])
    """
    for axis, wanted in enumerate((rows, columns)):
        n_cells, n_pixels = values.shape[axis], shape[axis]
        first, last = wanted or (0, n_pixels)
        pixels = np.arange(first, last)
        if n_cells <= n_pixels:
            own = ((pixels + 0.5) * (n_cells / n_pixels)).astype(int)
            values = np.take(values, np.minimum(own, n_cells - 1), axis=axis)
            continue
        # Every cell falls to the pixel that its middle lies in.
        starts = np.ceil(pixels * (n_cells / n_pixels) - 0.5).astype(int)
        end = int(np.ceil(last * (n_cells / n_pixels) - 0.5))
        part = np.take(values, np.arange(starts[0], end), axis=axis)
        high = np.maximum.reduceat(part, starts - starts[0], axis=axis)
        low = np.minimum.reduceat(part, starts - starts[0], axis=axis)
        values = np.where(-low > high, low, high)
    return values
