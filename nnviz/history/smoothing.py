"""A debiased moving average, for curves that are too noisy to follow."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["smoothed"]


def smoothed(values: Any, weight: float) -> NDArray[np.float64]:
    r"""Average a sequence exponentially, without the pull towards zero at its beginning.

    Parameters
    ----------
    values : array-like of shape (n,)
        The sequence. What is not finite is left out of the average and stays as it is.
    weight : float
        How much of the average so far is kept at each step, from 0 (nothing changes) to under 1.

    Returns
    -------
    ndarray of shape (n,)
        The averages.

    Notes
    -----
    With :math:`m_0 = 0` and the finite values counted by t,

    .. math::

        m_t = \beta m_{t-1} + (1 - \beta) x_t, \qquad \hat m_t = m_t / (1 - \beta^t),

    so that the average of a constant is that constant from the first step on.

    References
    ----------
    Kingma, D. P., and Ba, J. (2015). Adam: a method for stochastic optimization, section 3
    (initialization bias correction). ICLR.

    Examples
    --------
    >>> smoothed([4.0, 4.0, 0.0], 0.5).round(3).tolist()
    [4.0, 4.0, 1.714]
    """
    given = np.asarray(values, dtype=np.float64)
    averages = given.copy()
    mean, bias = 0.0, 1.0
    for k in np.flatnonzero(np.isfinite(given)):
        mean = weight * mean + (1.0 - weight) * given[k]
        bias *= weight
        averages[k] = mean / (1.0 - bias)
    return averages
