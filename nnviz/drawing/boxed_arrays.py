"""Arrays that are each drawn in a box of their own, by one artist for all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colorizer import ColorizingArtist
from matplotlib.transforms import Bbox, TransformedBbox
from numpy.typing import NDArray

_FARTHEST = 1e9  # pixels from the origin, beyond which nothing is told apart


class BoxedArrays(ColorizingArtist):
    """What artists share that draw arrays in boxes: where these are, in pixels and under a pointer.

    Those that inherit set `boxes`, two opposite corners of each array in data units, and draw.
    """

    boxes: NDArray[np.float64]

    def in_view(self, corners: Any) -> tuple[Any, Any, Any, Any]:
        """Return a box in whole pixels, as its outline runs, and what of it is in view.

        Parameters
        ----------
        corners : ndarray of shape (2, 2)
            The lower left and the upper right corner in pixels.

        Returns
        -------
        corner, shape, first, last : ndarray of int of shape (2,)
            The lower left pixel, how many there are, and which of them are in view: the first, and
            the one after the last; along x and y.
        """
        assert self.axes is not None
        # First to a part of a pixel: last bits must not choose where a side is between two.
        near = np.round(np.clip(corners, -_FARTHEST, _FARTHEST), 6)
        low, high = np.round(near).astype(int)
        shape = np.maximum(high - low, 1)
        view = self.axes.bbox
        first = np.clip(np.floor(view.min - low).astype(int), 0, shape)
        last = np.clip(np.ceil(view.max - low).astype(int), 0, shape)
        return low, shape, first, last

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The pixels that the arrays cover."""
        if self.axes is None or not len(self.boxes):
            return Bbox.null()
        corners = self.boxes.reshape(-1, 2)
        whole = Bbox([corners.min(axis=0), corners.max(axis=0)])
        return Bbox(TransformedBbox(whole, self.axes.transData).get_points())

    def contains(self, mouseevent: Any) -> tuple[bool, dict[str, Any]]:
        """The array under the pointer."""
        if self._different_canvas(mouseevent) or self.axes is None:  # type: ignore[attr-defined]
            return False, {}
        x, y = self.axes.transData.inverted().transform((mouseevent.x, mouseevent.y))
        (xmin, xmax), (ymin, ymax) = (np.sort(self.boxes[:, k::2], axis=1).T for k in (0, 1))
        hit = np.flatnonzero((xmin <= x) & (x <= xmax) & (ymin <= y) & (y <= ymax))
        return bool(hit.size), {"ind": hit}
