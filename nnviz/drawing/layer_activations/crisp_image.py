"""An image whose cells stay sharp, and are averaged only where several share a pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.image import AxesImage
from numpy.typing import NDArray


class CrispImage(AxesImage):
    """A heat map in which no row runs into its neighbour.

    Matplotlib's own "antialiased" smooths both ways as soon as one of them is crowded, and
    "nearest" drops rows. Here, each way by itself, crowded cells are averaged in groups, one for
    each pixel.
    """

    def make_image(
        self, renderer: Any, magnification: float = 1.0, unsampled: bool = False
    ) -> Any:  # the types are matplotlib's own
        """Make the picture for as many pixels as the cells cover."""
        whole: Any = self._A  # type: ignore[has-type]
        rows, columns = self.pixels()
        reduced = averaged(whole, int(rows * magnification), 0)
        self._A = averaged(reduced, int(columns * magnification), 1)
        try:
            return super().make_image(renderer, magnification, unsampled)
        finally:
            self._A = whole

    def pixels(self) -> tuple[int, int]:
        """How many pixels all rows and all columns cover."""
        assert self.axes is not None
        left, right, bottom, top = self.get_extent()
        corners = self.axes.transData.transform([(left, bottom), (right, top)])
        width, height = np.abs(corners[1] - corners[0])
        return max(int(height), 1), max(int(width), 1)

    @property
    def is_crowded(self) -> bool:
        """Whether several rows or columns share a pixel."""
        values: Any = self.get_array()
        return bool(np.any(np.array(values.shape) > self.pixels()))


def averaged(values: Any, most: int, axis: int) -> Any:
    """Means of groups of neighbours, at most so many along an axis.

    Examples
    --------
    >>> averaged(np.ma.array([[1.0, 3.0, 5.0, 7.0]]), 2, 1).tolist()
    [[2.0, 6.0]]
    """
    n = values.shape[axis]
    if n <= max(most, 1):
        return values
    starts = np.arange(max(most, 1)) * n // max(most, 1)
    counts = np.diff(starts, append=n)
    filled: NDArray[np.float64] = np.ma.filled(values.astype(float), np.nan)
    sums = np.add.reduceat(filled, starts, axis=axis)
    shape = (-1, 1) if axis == 0 else (1, -1)
    return np.ma.masked_invalid(sums / counts.reshape(shape))
