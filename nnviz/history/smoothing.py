"""A debiased moving average, for curves that are too noisy to follow."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["smoothed"]


def smoothed(values: Any, weight: float, places: Any = None) -> NDArray[np.float64]:
    r"""Average a sequence exponentially, without the pull towards zero at its beginning.

    Parameters
    ----------
    values : array-like of shape (n,)
        The sequence. What is not finite is left out of the average and stays as it is.
    weight : float
        How much of the average so far is kept over a step of length 1, from 0 (nothing changes) to
        under 1.
    places : array-like of shape (n,), optional
        Where the values stand, such as their epochs; increasing. By default 0, 1, 2, ...

    Returns
    -------
    ndarray of shape (n,)
        The averages.

    Notes
    -----
    With :math:`m_0 = 0`, the finite values counted by t, and steps :math:`d_t` between their places
    (the first is 1),

    .. math::

        m_t = \beta^{d_t} m_{t-1} + (1 - \beta^{d_t}) x_t, \qquad
        \hat m_t = m_t / (1 - \beta^{d_1 + \dots + d_t}),

    so that the average of a constant is that constant from the first step on, and values that
    stand farther apart are averaged over no more epochs than others.

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
    finite = np.flatnonzero(np.isfinite(given))
    steps = np.ones(len(finite))
    if places is not None and len(finite) > 1:
        steps[1:] = np.diff(np.asarray(places, dtype=np.float64)[finite])
    mean, bias = 0.0, 1.0
    for k, kept in zip(finite, weight**steps, strict=True):
        mean = kept * mean + (1.0 - kept) * given[k]
        bias *= kept
        averages[k] = mean / (1.0 - bias)
    return averages
