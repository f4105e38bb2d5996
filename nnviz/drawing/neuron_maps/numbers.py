"""What neuron maps show, as numbers: the maps themselves, the samples, who is silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import same_but_for_last_bits
from nnviz.network import Network
from nnviz.planes import Grid

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MapNumbers:
    """The maps of all neurons of a network, and the samples on them.

    Parameters
    ----------
    network : Network
        Whose neurons.
    grid : Grid
        The places at which they were computed.
    maps : tuple of ndarray of shape (size, *grid.shape)
        By layer: activations; the first is what enters the network.
    sums : tuple of ndarray of shape (size, *grid.shape), or None
        By layer: weighted sums; the first is None.
    n_samples : int
        How many samples were given.
    silent : tuple of ndarray of bool of shape (size,)
        By layer: neurons whose activation is 0 for all samples.
    input_limits : ndarray of shape (n_inputs,)
        The largest absolute value of each input, over samples and grid.
    points : ndarray of shape (n_samples, n_axes)
        The samples on the plane.
    distances : ndarray of shape (n_samples,)
        How far each lies from the plane, in standard deviations.
    targets : ndarray of shape (n_samples, n_outputs), or None
        What the outputs should have been: 0 and 1 for classes.
    classes : tuple of str
        Names of the classes: two for one logistic output, one for each softmax output, none
        otherwise.
    """

    network: Network
    grid: Grid
    maps: tuple[Floats, ...]
    sums: tuple[Floats | None, ...]
    n_samples: int
    silent: tuple[Bools, ...]
    input_limits: Floats
    points: Floats
    distances: Floats
    targets: Floats | None
    classes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What the outputs say: "binary", "classes", "labels" (each a yes or no) or "values"."""
        layer = self.network.layers[-1]
        if layer.activation == "logistic":
            return "binary" if layer.size == 1 else "labels"
        return "classes" if layer.activation == "softmax" and layer.size > 1 else "values"

    @property
    def one_input(self) -> bool:
        """Whether the plane has one axis, so that maps are curves."""
        return len(self.grid.shape) == 1

    @property
    def threshold(self) -> float | None:
        """The output on which its map is centred; None for a regressor."""
        if self.kind == "values":
            return None
        return 1.0 / self.network.sizes[-1] if self.kind == "classes" else 0.5

    @cached_property
    def blank(self) -> tuple[Bools, ...]:
        """By layer: hidden neurons that put out 0 everywhere on the plane."""
        flat = [
            np.all(same_but_for_last_bits(maps, 0.0), axis=tuple(range(1, maps.ndim)))
            for maps in self.maps
        ]
        return (np.zeros_like(flat[0]), *flat[1:-1], np.zeros_like(flat[-1]))

    @cached_property
    def n_missing(self) -> int:
        """How many activations, over all maps, are NaN or infinite."""
        return sum(maps.size - int(np.count_nonzero(np.isfinite(maps))) for maps in self.maps)

    @cached_property
    def sample_classes(self) -> NDArray[np.intp] | None:
        """The class of each sample, where a sample has one."""
        if self.targets is None or self.kind not in ("binary", "classes"):
            return None
        if self.kind == "binary":
            return np.asarray(self.targets[:, 0] > 0.5, dtype=np.intp)
        return np.asarray(self.targets.argmax(axis=1), dtype=np.intp)

    @property
    def steps(self) -> tuple[bool, bool]:
        """Whether rows and columns of the maps are categories."""
        axes = self.grid.plane.axes
        across = axes[0].categories is not None
        return (len(axes) > 1 and axes[1].categories is not None, across)

    @property
    def aspect(self) -> float:
        """Height of a map over its width: the plane's own where its sides are about as long."""
        axes = self.grid.plane.axes
        if len(axes) == 1 or any(axis.categories is not None for axis in axes):
            return 1.0
        across, up = (axis.high - axis.low for axis in axes)
        return up / across if 0.7 < up / across < 1 / 0.7 else 1.0
