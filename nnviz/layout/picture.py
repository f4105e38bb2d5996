"""Inputs that are the pixels of a picture: which shape it has, and where it stands."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["InputPicture", "check_shape", "check_shape_fits"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class InputPicture:
    """The room of a picture whose pixels are the inputs of a network, row by row from its top.

    Parameters
    ----------
    shape : tuple of int
        Its rows and columns.
    box : tuple of float
        ``(xmin, ymin, xmax, ymax)`` in data units.

    Examples
    --------
    >>> picture = InputPicture((1, 2), (0.0, 0.0, 4.0, 1.0))
    >>> picture.centres
    array([[1. , 0.5],
           [3. , 0.5]])
    """

    shape: tuple[int, int]
    box: Box

    @property
    def n_pixels(self) -> int:
        """How many pixels, and inputs, there are."""
        return self.shape[0] * self.shape[1]

    @property
    def centres(self) -> NDArray[np.float64]:
        """The middles of the pixels in data units, shape (n_pixels, 2), in the inputs' order."""
        rows, columns = self.shape
        xmin, ymin, xmax, ymax = self.box
        x = xmin + (np.arange(columns) + 0.5) * ((xmax - xmin) / columns)
        y = ymax - (np.arange(rows) + 0.5) * ((ymax - ymin) / rows)
        return np.stack([np.tile(x, rows), np.repeat(y, columns)], axis=1)

    def squared(self, unit: tuple[float, float]) -> InputPicture:
        """The largest picture with square pixels in the middle of this room.

        Parameters
        ----------
        unit : tuple of float
            How long a data unit is along x and along y, in points or pixels.

        Returns
        -------
        InputPicture
            Of the same shape, in a box that is as large as this one along x, or y, or both.

        Examples
        --------
        >>> InputPicture((2, 2), (0.0, 0.0, 4.0, 1.0)).squared((10.0, 20.0)).box
        (1.0, 0.0, 3.0, 1.0)
        """
        rows, columns = self.shape
        xmin, ymin, xmax, ymax = self.box
        side = min((xmax - xmin) * unit[0] / columns, (ymax - ymin) * unit[1] / rows)
        half = np.array([columns * side / unit[0], rows * side / unit[1]]) / 2
        centre = np.array([(xmin + xmax) / 2, (ymin + ymax) / 2])
        low, high = centre - half, centre + half
        return replace(self, box=(float(low[0]), float(low[1]), float(high[0]), float(high[1])))


def check_shape(input_shape: Any) -> tuple[int, int] | None:
    """Read `input_shape`: None, or rows and columns of a picture."""
    if input_shape is None:
        return None
    allowed = "input_shape must be None or (rows, columns), two whole numbers"
    try:
        sides = tuple(input_shape)
        if any(isinstance(side, (bool, np.bool_)) for side in sides):
            raise TypeError
        sides = tuple(map(operator.index, sides))
    except TypeError:
        raise TypeError(f"{allowed}; it is {input_shape!r}.") from None
    if len(sides) != 2 or min(sides) < 1:
        raise ValueError(f"{allowed} of at least 1; it is {input_shape!r}.")
    return sides[0], sides[1]


def check_shape_fits(input_shape: tuple[int, int], network: Any) -> None:
    """Refuse a picture that has not as many pixels as the network has inputs."""
    rows, columns = input_shape
    n_inputs = network.sizes[0]
    if rows * columns != n_inputs:
        raise ValueError(
            f"input_shape must have as many pixels as there are inputs, {n_inputs:,}; "
            f"{rows} x {columns} are {rows * columns:,}."
        )
    for connection in network.connections:
        if connection.source == 0 and connection.target > 1:
            raise ValueError(
                "input_shape needs inputs that lead to the next layer alone; in this network some "
                f"lead to layer {connection.target} as well."
            )
