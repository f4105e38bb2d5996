"""Principal components of standardised features, and the exact way back to their own units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import settled
from nnviz.planes.samples import Samples

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Components:
    """The first two principal components of some samples.

    Attributes
    ----------
    features : tuple of int
        The indices of the numeric features.
    mean, scale : ndarray of shape (n_numeric,)
        The features' means and standard deviations; the scale of a constant feature is 1.
    directions : ndarray of shape (2, n_numeric)
        Orthonormal rows, in standardised units; in each the entry of the largest size is
        positive.
    explained : ndarray of shape (2,)
        The parts of the variance of all standardised features, 0..1.
    """

    features: tuple[int, ...]
    mean: Floats
    scale: Floats
    directions: Floats
    explained: Floats

    def points(self, numbers: Floats) -> Floats:
        """Return where samples fall on the plane.

        Parameters
        ----------
        numbers : ndarray of shape (n_samples, n_numeric)
            Numeric features in their own units.

        Returns
        -------
        ndarray of shape (n_samples, 2)
            Points on the plane, in standardised units.
        """
        return np.asarray(self._standardised(numbers) @ self.directions.T)

    def numbers(self, points: Floats) -> Floats:
        """Return the features of points on the plane.

        Parameters
        ----------
        points : ndarray of shape (n_points, 2)
            Points on the plane, in standardised units.

        Returns
        -------
        ndarray of shape (n_points, n_numeric)
            Numeric features in their own units.
        """
        return np.asarray(points @ self.directions * self.scale + self.mean)

    def squares_off(self, numbers: Floats) -> Floats:
        """Return the squared distances of samples from the plane.

        Parameters
        ----------
        numbers : ndarray of shape (n_samples, n_numeric)
            Numeric features in their own units.

        Returns
        -------
        ndarray of shape (n_samples,)
            In standardised units.
        """
        standardised = self._standardised(numbers)
        on = standardised @ self.directions.T @ self.directions
        return np.asarray(((standardised - on) ** 2).sum(axis=1))

    def _standardised(self, numbers: Floats) -> Floats:
        return (numbers - self.mean) / self.scale


def principal_components(samples: Samples) -> Components:
    """Find the first two principal components of the standardised numeric features.

    They are those of the samples as given, before anything that the model does with them, and
    nothing of the model is fitted again.

    Parameters
    ----------
    samples : Samples
        The samples.

    Returns
    -------
    Components
        The components.

    Raises
    ------
    ValueError
        If fewer than two features are numeric, or none of them varies.

    References
    ----------
    Jolliffe, I. T. (2002). Principal Component Analysis, 2nd ed. Springer. Section 2.3: of the
    correlation matrix, which is that of standardised variables.
    """
    from sklearn.decomposition import PCA

    features = tuple(k for k, numeric in enumerate(samples.numeric) if numeric)
    if len(features) < 2:
        raise ValueError(
            f"plane='pca' needs two numeric features or more; {samples.argument} has "
            f"{len(features)}. Choose the axes with features=."
        )
    numbers = samples.numbers()
    mean, scale = _moments(numbers)
    if samples.n_samples < 2 or not np.any(scale):
        raise ValueError(
            f"plane='pca' needs features that vary; all samples of {samples.argument} are the "
            "same in all numeric features."
        )
    scale = np.where(scale > 0, scale, 1.0)
    pca: Any = PCA(n_components=2, svd_solver="full").fit((numbers - mean) / scale)
    return Components(
        features, mean, scale, _upright(pca.components_), pca.explained_variance_ratio_
    )


def _moments(numbers: Floats) -> tuple[Floats, Floats]:
    """Means and standard deviations; exactly 0 for a feature that is the same everywhere."""
    constant = (numbers == numbers[0]).all(axis=0)
    # The mean of equal numbers may differ from them in the last bit.
    mean = np.where(constant, numbers[0], numbers.mean(axis=0))
    return mean, np.where(constant, 0.0, numbers.std(axis=0))


def _upright(directions: Floats) -> Floats:
    """Give each direction the sign that makes its largest entry positive."""
    sizes = np.abs(directions)
    # Of two features both entries have the same size: then the first counts.
    places = settled(sizes, sizes.max(axis=1, keepdims=True)).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), places])
    return np.asarray(directions * signs[:, np.newaxis])
