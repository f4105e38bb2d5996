r"""The rules by which a training turns gradients into steps: from plain descent to Adam."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: By solver, what `solver_kw` may hold, with the defaults of the sources; in scikit-learn's words.
CONSTANTS: Mapping[str, Mapping[str, float]] = {
    "sgd": {},
    "momentum": {},
    "nesterov": {},
    "rmsprop": {"decay": 0.9, "epsilon": 1e-8},
    "adam": {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8},
}
#: The solvers that have a momentum.
WITH_MOMENTUM = ("momentum", "nesterov")


class Rule(Protocol):
    """What a training asks of a rule."""

    def step(self, gradient: Array) -> Array:
        """Return what is added to the weights."""


class Descent:
    """Plain gradient descent: w <- w - rate g.

    Parameters
    ----------
    rate : float
        The learning rate.
    """

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def step(self, gradient: Array) -> Array:
        """Return what is added to the weights.

        Parameters
        ----------
        gradient : ndarray
            The gradient.

        Returns
        -------
        ndarray
            The step.
        """
        return -self.rate * gradient


class Momentum:
    """Polyak's heavy ball, v <- mu v - rate g and w <- w + v, or Nesterov's form of it.

    Nesterov's looks ahead by one more step of the velocity: w <- w + mu v - rate g, with the new v.

    Parameters
    ----------
    rate, momentum : float
        The learning rate and mu.
    nesterov : bool
        Whose form.
    """

    def __init__(self, rate: float, momentum: float, *, nesterov: bool) -> None:
        self.rate, self.momentum, self.nesterov = rate, momentum, nesterov
        self.velocity: Any = 0.0

    def step(self, gradient: Array) -> Array:
        """Return what is added to the weights.

        Parameters
        ----------
        gradient : ndarray
            The gradient.

        Returns
        -------
        ndarray
            The step.
        """
        downhill = self.rate * gradient
        self.velocity = self.momentum * self.velocity - downhill
        if self.nesterov:
            return np.asarray(self.momentum * self.velocity - downhill)
        return np.asarray(self.velocity)


class RMSprop:
    """Hinton's rule: each gradient is divided by a running root mean square of its own.

    m <- decay m + (1 - decay) g^2 from m = 0; w <- w - rate g / (sqrt(m) + epsilon).

    Parameters
    ----------
    rate, decay, epsilon : float
        The constants.
    """

    def __init__(self, rate: float, decay: float, epsilon: float) -> None:
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.mean_square: Any = 0.0

    def step(self, gradient: Array) -> Array:
        """Return what is added to the weights.

        Parameters
        ----------
        gradient : ndarray
            The gradient.

        Returns
        -------
        ndarray
            The step.
        """
        self.mean_square = self.decay * self.mean_square + (1 - self.decay) * gradient**2
        return np.asarray(-self.rate * gradient / (np.sqrt(self.mean_square) + self.epsilon))


class Adam:
    """Adam, in the order of computation that ends section 2 of the paper, as in scikit-learn.

    m <- b1 m + (1 - b1) g and v <- b2 v + (1 - b2) g^2 from 0; at update t,
    w <- w - rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).

    Parameters
    ----------
    rate, beta_1, beta_2, epsilon : float
        The constants.
    """

    def __init__(self, rate: float, beta_1: float, beta_2: float, epsilon: float) -> None:
        self.rate, self.beta_1, self.beta_2, self.epsilon = rate, beta_1, beta_2, epsilon
        self.mean: Any = 0.0
        self.mean_square: Any = 0.0
        self.t = 0

    def step(self, gradient: Array) -> Array:
        """Return what is added to the weights.

        Parameters
        ----------
        gradient : ndarray
            The gradient.

        Returns
        -------
        ndarray
            The step.
        """
        self.t += 1
        self.mean = self.beta_1 * self.mean + (1 - self.beta_1) * gradient
        self.mean_square = self.beta_2 * self.mean_square + (1 - self.beta_2) * gradient**2
        rate = self.rate * float(np.sqrt(1 - self.beta_2**self.t)) / (1 - self.beta_1**self.t)
        return np.asarray(-rate * self.mean / (np.sqrt(self.mean_square) + self.epsilon))


def make_rule(
    solver: str, rate: float, momentum: float | None, constants: Mapping[str, float]
) -> Rule:
    """Make a rule in its first state.

    Parameters
    ----------
    solver : str
        A key of `CONSTANTS`.
    rate : float
        The learning rate.
    momentum : float or None
        For the solvers that have one.
    constants : mapping
        All the others that the solver has.

    Returns
    -------
    Rule
        The rule.
    """
    if solver in WITH_MOMENTUM:
        assert momentum is not None
        return Momentum(rate, momentum, nesterov=solver == "nesterov")
    if solver == "rmsprop":
        return RMSprop(rate, **constants)
    if solver == "adam":
        return Adam(rate, **constants)
    return Descent(rate)
