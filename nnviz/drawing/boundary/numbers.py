"""What the picture of a decision boundary shows, as numbers: responses on a grid, and points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.planes import PlaneAxis

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PointNumbers:
    """The samples of one set, training or test.

    Attributes
    ----------
    places : ndarray of shape (n_points, n_axes)
        Where they are in the picture, in the units of its axes.
    targets : ndarray of shape (n_points,)
        Indices of their classes; for regression their values.
    wrong : ndarray of bool of shape (n_points,)
        Where the model's own ``predict`` gives another class; for regression nowhere.
    distances : ndarray of shape (n_points,)
        From what the picture shows of the input space, in standard deviations.
    score : float
        The part of the points that the model gets right; for regression R2.
    """

    places: Floats
    targets: NDArray[Any]
    wrong: NDArray[np.bool_]
    distances: Floats
    score: float

    @property
    def n_wrong(self) -> int:
        """How many the model gets wrong."""
        return int(np.count_nonzero(self.wrong))

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, eq=False)
class HiddenSums:
    """The weighted sums of the first hidden layer over the picture.

    Attributes
    ----------
    xx0, xx1 : ndarray of shape (n_rows, n_columns)
        Where they were evaluated; a coarser grid than that of the responses. With one axis these
        are 1-D and None.
    values : ndarray of shape (n_rows, n_columns, n_neurons)
        The sums z.
    """

    xx0: Floats
    xx1: Floats | None
    values: Floats


@dataclass(frozen=True, eq=False)
class BoundaryNumbers:
    """Everything that the picture of a decision boundary is drawn from.

    Attributes
    ----------
    axes : tuple of PlaneAxis
        One or two.
    symbols : tuple of bool
        By axis: whether its name is only the symbol of a feature that has no name.
    xx0, xx1 : ndarray, ndarray or None
        The grid, as `numpy.meshgrid` gives it; with one axis 1-D and None.
    response : ndarray
        Of the shape of the grid, or with one more axis for several classes.
    kind : {"probability", "decision", "classes", "value"}
        What the responses are.
    method : str
        The method of the model that gave them.
    threshold : float or None
        Of a response without an axis of classes.
    classes : tuple of str
        The names of the classes; empty for regression.
    interest : int or None
        The index of the class that a response without an axis of classes speaks for.
    train, test : PointNumbers or None
        The points.
    held : str
        Which features are held at which values.
    boundary : sequence of ndarray of shape (n_vertices, 2)
        Lines on which the two highest responses are equal; empty for regression. With one axis x
        is the place, and y goes from 0 to 1.
    hidden : HiddenSums or None
        For the zero lines of neurons.
    """

    axes: tuple[PlaneAxis, ...]
    symbols: tuple[bool, ...]
    xx0: Floats
    xx1: Floats | None
    response: NDArray[Any]
    kind: str
    method: str
    threshold: float | None = None
    classes: tuple[str, ...] = ()
    interest: int | None = None
    train: PointNumbers | None = None
    test: PointNumbers | None = None
    held: str = ""
    boundary: Sequence[Floats] = ()
    hidden: HiddenSums | None = None

    @property
    def n_classes(self) -> int:
        """How many classes there are; none for regression."""
        return len(self.classes)

    @property
    def is_single(self) -> bool:
        """Whether a response is one number, not one for each class."""
        return self.kind != "classes" and self.response.ndim == self.xx0.ndim

    @property
    def sides(self) -> tuple[int | None, int]:
        """The classes below and above the threshold; None where there are several below."""
        above = self.n_classes - 1 if self.interest is None else self.interest
        return (1 - above if self.n_classes == 2 else None), above

    def is_known(self, response: NDArray[Any]) -> NDArray[np.bool_]:
        """Where responses, of the shape of this one's or a part of it, are finite numbers."""
        if self.kind == "classes":
            return np.ones(response.shape, dtype=bool)
        known = np.isfinite(response)
        return np.asarray(known if self.is_single else known.all(axis=-1))

    @property
    def missing_part(self) -> float:
        """The part of the picture where the model's response is NaN or infinite."""
        return float(np.mean(~self.is_known(self.response)))

    def of_response(self) -> str:
        """What one response is, in words."""
        if self.kind == "value":
            # Beside a curve observed values stand too.
            return "value" if len(self.axes) == 1 and self.train is not None else "predicted value"
        name = self.classes[self.sides[1]]
        if self.kind == "probability":
            return f"P(y = {name})"
        return f"decision function, {name}"
