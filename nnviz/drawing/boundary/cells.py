"""An image whose cells are drawn as they are, fast."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.image import AxesImage

_DECIMALS = 6  # of pixels


class CellImage(AxesImage):
    """An image of opaque colours: each pixel of a picture takes the colour of the cell it is in.

    Matplotlib's own way goes over floating point numbers and premultiplied opacity, which costs
    as much time as the points, the boundary and the legend together. It is taken where an image
    is to be interpolated, faded or turned.
    """

    def make_image(
        self, renderer: Any, magnification: float = 1.0, unsampled: bool = False
    ) -> tuple[Any, float, float, Any]:
        """The colours of the pixels that the image covers, and where its lower left corner is.

        Parameters
        ----------
        renderer : RendererBase
            What it is drawn by.
        magnification : float, default=1.0
            Pixels of the result for each of the picture's.
        unsampled : bool, default=False
            Leave the cells as they are; a transform goes with them.

        Returns
        -------
        image : ndarray of uint8 of shape (n_rows, n_columns, 4)
        x, y : float
        transform : Affine2D or None
        """
        colours: Any = self.get_array()
        axes = self.axes
        plain = (
            colours.ndim == 3
            and colours.dtype == np.uint8
            and colours.shape[2] == 4
            and self.get_interpolation() == "nearest"
            and self.get_alpha() is None
            and not unsampled
            and axes is not None
            and self.get_transform() == axes.transData
            and axes.transData.is_affine
        )
        if not plain:
            return super().make_image(renderer, magnification, unsampled)
        assert axes is not None
        left, right, bottom, top = self.get_extent()
        corners = magnification * self.get_transform().transform([[left, bottom], [right, top]])
        window = magnification * np.asarray(axes.bbox.extents).reshape(2, 2)
        # Where a cell ends in the middle of a pixel, the last bits of its place must not choose.
        corners, window = np.round(corners, _DECIMALS), np.round(window, _DECIMALS)
        begin, end = corners
        low, high = (
            np.maximum(corners.min(axis=0), window[0]),
            np.minimum(corners.max(axis=0), window[1]),
        )
        if not (low < high).all():
            return None, 0.0, 0.0, None
        # Rounded as matplotlib rounds the places of images, so that they fill the axes.
        first = np.array([np.floor(low[0] + 0.5), np.ceil(low[1] - 0.5 - 1e-8)])
        last = np.array([np.floor(high[0] + 0.5 + 1e-8), np.ceil(high[1] - 0.5)])
        cells = []
        for k, n in enumerate(colours.shape[1::-1]):
            middles = np.arange(first[k], last[k]) + 0.5
            places = np.floor((middles - begin[k]) / (end[k] - begin[k]) * n)
            cells.append(np.clip(places, 0, n - 1).astype(np.intp))
        if not all(len(some) for some in cells):
            return None, 0.0, 0.0, None
        # Four bytes a cell are moved as one number; the first row is the lowest.
        words = np.ascontiguousarray(colours).view(np.uint32)[..., 0]
        chosen = np.take(np.take(words, cells[1], axis=0), cells[0], axis=1)
        x, y = first / magnification
        return chosen.view(np.uint8).reshape(*chosen.shape, 4), float(x), float(y), None
