"""What the picture of weights shows, as numbers: matrices, their histograms, images of neurons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: A weight is near zero where it is less than this part of the largest of its matrix.
NEAR_ZERO = 1e-3
#: A neuron is called dead where all of its weights are less than this part of the layer's largest.
DEAD = 1e-2
_LARGEST = 1e290  # axes hold no larger numbers; such weights are in the outermost bin
_SMALLEST = 1e-280  # nor a smaller range
_FEWEST_BINS, _MOST_BINS = 10, 100
_MOST_GIVEN = 5_000  # bins to each side, however narrow they are asked for


@dataclass(frozen=True, eq=False)
class WeightMatrix:
    """The weights from one layer to another.

    Attributes
    ----------
    source, target : int
        The layers.
    values : ndarray of shape (n_source, n_target)
        The weights; 0 where there is none.
    exists : ndarray of bool of shape (n_source, n_target)
        Which weights there are.
    bias : ndarray of shape (n_target,) or None
        The biases of the target layer, where they are shown.
    bias_exists : ndarray of bool of shape (n_target,) or None
        Which biases there are.
    """

    source: int
    target: int
    values: Floats
    exists: Flags
    bias: Floats | None = None
    bias_exists: Flags | None = None

    @property
    def skips(self) -> bool:
        """Whether the connection skips layers."""
        return self.target - self.source > 1

    @property
    def known(self) -> Floats:
        """The weights that exist and are finite, in one row."""
        return np.asarray(self.values[self.exists & np.isfinite(self.values)])

    def moments(self) -> tuple[float, float]:
        """The mean of the weights that are finite, and their standard deviation."""
        known = self.known
        largest = float(np.max(np.abs(known), initial=0.0))
        if largest == 0 or 1e-150 < largest < 1e150:
            return float(np.mean(known)), float(np.std(known))
        # Sums and squares of such numbers are infinite, or zero; those of their parts are not.
        part = known / largest
        return float(np.mean(part)) * largest, float(np.std(part)) * largest

    @property
    def n_weights(self) -> int:
        """How many weights there are."""
        return int(np.count_nonzero(self.exists))

    @property
    def n_bad(self) -> int:
        """How many of the weights are NaN or infinite."""
        return self.n_weights - self.known.size

    @property
    def n_zero(self) -> int:
        """How many of the weights are exactly zero."""
        return int(np.count_nonzero(self.known == 0))

    @property
    def n_near_zero(self) -> int:
        """How many of the weights are not zero, and under `NEAR_ZERO` of the largest."""
        return int(np.count_nonzero(_about_zero(self.known))) - self.n_zero

    @property
    def coloured(self) -> Floats:
        """All numbers that have a colour: the weights, and the biases where they are shown."""
        if self.bias is None or self.bias_exists is None:
            return np.asarray(self.values[self.exists])
        return np.concatenate([self.values[self.exists], self.bias[self.bias_exists]])


@dataclass(frozen=True, eq=False)
class WeightImages:
    """The weights into neurons of one layer as images.

    Attributes
    ----------
    matrix : WeightMatrix
        All weights from the inputs to the layer.
    neurons : ndarray of int of shape (n,)
        The neurons that are shown.
    images : ndarray of shape (n, height, width)
        Their weights; row 0 is the upper one.
    exists : ndarray of bool of shape (n, height, width)
        Which weights there are.
    dead : ndarray of int
        Those of the neurons that are shown whose weights are all under `DEAD` of the layer's
        largest.
    """

    matrix: WeightMatrix
    neurons: NDArray[np.int64]
    images: Floats
    exists: Flags
    dead: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WeightNumbers:
    """Everything that the picture of weights is drawn from.

    Attributes
    ----------
    network : Network
        Whose weights they are.
    matrices : tuple of WeightMatrix
        The connections that are shown.
    images : WeightImages or None
        For images.
    """

    network: Network
    matrices: tuple[WeightMatrix, ...]
    images: WeightImages | None = None


@dataclass(frozen=True, eq=False)
class Histogram:
    """How the weights of one matrix are distributed.

    Attributes
    ----------
    edges : ndarray of shape (n_bins + 1,)
        Of the bins; zero is one of them.
    heights : ndarray of shape (n_bins,)
        Weights in each bin, or their density. Weights that are zero, or nearly so, are in no bin,
        since they have no sign, or none that says anything.
    at_zero : float
        How many these are; for densities, the density that they have in one bin.
    """

    edges: Floats
    heights: Floats
    at_zero: float = 0.0


def weight_images(
    matrix: WeightMatrix, shape: tuple[int, int], neurons: NDArray[np.int64]
) -> WeightImages:
    """The weights into some neurons of a matrix as images."""
    picked = matrix.values[:, neurons].T.reshape(-1, *shape)
    exists = matrix.exists[:, neurons].T.reshape(-1, *shape)
    limit = DEAD * float(np.max(np.abs(matrix.known), initial=0.0))
    finite = np.isfinite(picked)
    largest = np.max(np.where(finite, np.abs(picked), np.inf), axis=(1, 2), initial=0.0)
    dead = neurons[(largest < limit) | (largest == 0)]
    return WeightImages(matrix, neurons, picked, exists, dead)


def histograms(
    matrices: Sequence[WeightMatrix], *, bins: Any, by_layer: bool, density: bool
) -> list[Histogram]:
    """Histograms on the same bins, or on bins of their own if they are made by layer.

    Bins are equally wide and symmetric about zero, which is always between two of them: no bin
    holds weights of both signs. "auto" takes the width that Freedman and Diaconis propose, of all
    matrices in the middle, and 10 to 100 bins. A pair, or one for each if they are made by layer,
    is their width and how far they reach.
    """
    groups = [[matrix] for matrix in matrices] if by_layer else [list(matrices)]
    found: list[Histogram] = []
    each = bins if isinstance(bins, tuple) and by_layer else [bins] * len(groups)
    for group, asked in zip(groups, each, strict=True):
        edges = _bin_edges([matrix.known for matrix in group], asked)
        found += [_histogram(matrix.known, edges, density) for matrix in group]
    return found


def bins_of(histogram: Histogram) -> tuple[float, float]:
    """The width of its bins, and how far they reach."""
    limit = float(histogram.edges[-1])
    return limit / (len(histogram.heights) // 2), limit


def _bin_edges(values: Sequence[Floats], bins: Any) -> Floats:
    if isinstance(bins, tuple):
        wide, limit = bins
        half = int(np.clip(np.ceil(limit / wide - 1e-9), 1, _MOST_GIVEN))
        return np.asarray(limit * (np.arange(-half, half + 1) / half))
    limit = max((float(np.max(np.abs(some), initial=0.0)) for some in values), default=0.0) or 1.0
    limit = min(max(limit, _SMALLEST), _LARGEST)
    if isinstance(bins, str):
        proposed = [_proposed_width(some) for some in values if some.size]
        width = float(np.median([wide for wide in proposed if wide > 0] or [limit / 5]))
        n = int(np.clip(np.ceil(2 * (limit / width)), _FEWEST_BINS, _MOST_BINS))
    else:
        n = bins
    half = -(-n // 2)
    return limit * (np.arange(-half, half + 1) / half)


def _proposed_width(values: Floats) -> float:
    low, high = np.percentile(np.clip(values, -_LARGEST, _LARGEST), [25, 75])
    return float(2 * (high - low) / np.cbrt(values.size))


def _histogram(values: Floats, edges: Floats, density: bool) -> Histogram:
    about_zero = _about_zero(values)
    signed = np.clip(values[~about_zero], edges[0], edges[-1])
    counts = np.histogram(signed, edges)[0].astype(float)
    at_zero = float(np.count_nonzero(about_zero))
    if density and values.size:
        # Of all weights: what is about zero is part of the whole.
        counts = counts / (values.size * np.diff(edges))
        at_zero /= values.size * float(edges[-1] - edges[-2])
    return Histogram(edges, counts, at_zero)


def _about_zero(values: Floats) -> Flags:
    """Which finite weights are zero, or under `NEAR_ZERO` of the largest."""
    sizes = np.abs(values)
    return np.asarray((sizes == 0) | (sizes < NEAR_ZERO * float(np.max(sizes, initial=0.0))))
