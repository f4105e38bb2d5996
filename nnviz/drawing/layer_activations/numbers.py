"""What the picture of layer activations shows, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.class_points import thinned
from nnviz.network import Network
from nnviz.silence import LayerActivity

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class ActivityNumbers:
    """Everything that the picture is drawn from.

    Attributes
    ----------
    network : Network
        Whose neurons these are.
    activities : tuple of LayerActivity
        One for each layer, over all samples.
    y_order : ndarray of int of shape (n_samples,), or None
        The samples sorted by y, in their own order where that is equal; None without y.
    groups : ndarray of int of shape (n_samples,), or None
        The class of each sample; None where y holds no classes.
    group_names : tuple of str
        What the classes are called.
    """

    network: Network
    activities: tuple[LayerActivity, ...]
    y_order: Ints | None = None
    groups: Ints | None = None
    group_names: tuple[str, ...] = ()

    @property
    def n_samples(self) -> int:
        """How many samples there are."""
        return self.activities[0].n_samples

    def name(self, activity: LayerActivity) -> str:
        """What the layer is called."""
        return self.network.layer_name(activity.layer)

    def is_hidden(self, activity: LayerActivity) -> bool:
        """Whether it is a hidden layer."""
        return activity.layer < self.network.n_layers - 1

    def activation(self, activity: LayerActivity) -> str:
        """Return the canonical name of the layer's function."""
        name = self.network.layers[activity.layer].activation
        assert name is not None  # or nothing could have been computed
        return name


def columns(numbers: ActivityNumbers, order: str, most: int | None) -> Ints:
    """The samples that are drawn, from left to right.

    Parameters
    ----------
    numbers : ActivityNumbers
        What is shown.
    order : {"auto", "given", "y"}
        How they are sorted.
    most : int or None
        How many at most: evenly spaced ones, and some of every class.

    Returns
    -------
    ndarray of int
        Indices of samples.
    """
    n = numbers.n_samples
    sorted_by = None if order == "given" else numbers.y_order
    places = np.arange(n) if sorted_by is None else sorted_by
    if most is None or n <= most:
        return np.asarray(places, dtype=np.intp)
    if sorted_by is not None and numbers.groups is not None:
        kept = thinned(np.arange(n, dtype=float)[:, None], numbers.groups[places], most)
    else:
        kept = ((np.arange(most) + 0.5) * n / most).astype(np.intp)
    return np.asarray(places[kept], dtype=np.intp)


def spans(groups: Ints, shown: Ints) -> list[tuple[int, int, int]]:
    """Class, first column and column after the last, for each class that is drawn.

    Examples
    --------
    >>> import numpy as np
    >>> spans(np.array([1, 0, 1]), np.array([1, 0, 2]))
    [(0, 0, 1), (1, 1, 3)]
    """
    drawn = groups[shown]
    starts = np.flatnonzero(np.diff(drawn, prepend=-1))
    ends = [*starts[1:].tolist(), len(drawn)]
    return [
        (int(drawn[start]), start, end) for start, end in zip(starts.tolist(), ends, strict=True)
    ]
