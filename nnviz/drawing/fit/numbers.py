"""What the picture of a fit shows, as numbers: samples, predictions, curves and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ModelFit:
    """One model on the samples of the picture.

    Attributes
    ----------
    name : str
        What the picture calls it.
    predicted : dict of ndarray of shape (n_samples,)
        What the model's own ``predict`` gives, for "train" and, where there are any, "test"
        samples; in the units of y.
    residuals : dict of ndarray of shape (n_samples,)
        Observed minus predicted.
    r2 : dict of float
        The coefficient of determination, as `sklearn.metrics.r2_score` has it; NaN where there is
        only one sample.
    half_squared_error : dict of float
        Half of the mean squared residual.
    curve : ndarray of shape (n_points,) or None
        The predictions over the feature, where there is only one.
    """

    name: str
    predicted: Mapping[str, Floats]
    residuals: Mapping[str, Floats]
    r2: Mapping[str, float]
    half_squared_error: Mapping[str, float]
    curve: Floats | None = None


@dataclass(frozen=True, eq=False)
class FitNumbers:
    """Everything that the picture of a fit is drawn from.

    Attributes
    ----------
    models : tuple of ModelFit
        One, or those that are compared.
    observed : dict of ndarray of shape (n_samples,)
        The y of "train" and "test".
    inputs : dict of ndarray of shape (n_samples,), or None
        The one feature of "train" and "test"; None where there are more.
    x : ndarray of shape (n_points,) or None
        Where the curves are evaluated.
    training_range : tuple of float, or None
        The least and the largest value of the one feature in the training samples.
    x_name, y_name : str
        What the axes are called.
    """

    models: tuple[ModelFit, ...]
    observed: Mapping[str, Floats]
    inputs: Mapping[str, Floats] | None = None
    x: Floats | None = None
    training_range: tuple[float, float] | None = None
    x_name: str = "x"
    y_name: str = "y"

    def beyond(self) -> tuple[bool, bool]:
        """Whether a curve or test samples go below, and above, the training range."""
        if self.x is None or self.training_range is None:
            return False, False
        low, high = self.training_range
        return bool(self.x[0] < low), bool(self.x[-1] > high)
