"""Loss functions: values, gradients at the output, and which output activation each goes with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOSSES", "Loss", "check_targets", "output_delta", "resolve_loss"]

Array = NDArray[np.float64]

# scikit-learn keeps probabilities this far from 0 and 1 before it takes a logarithm.
EPS = float(np.finfo(np.float64).eps)


class OutputActivation(Protocol):
    """What a loss needs to know of an activation; `nnviz.activations.Activation` has it."""

    @property
    def name(self) -> str:
        """The canonical name."""

    @property
    def derivative(self) -> Callable[[Array, Array], Array] | None:
        """``derivative(z, a)``, or None where it does not factor neuron by neuron."""


@dataclass(frozen=True, eq=False)
class Loss:
    r"""A loss: a mean over samples, summed over outputs.

    Parameters
    ----------
    name : str
        The key in `LOSSES`.
    label : str
        The words for it on a picture.
    value : callable
        ``value(y, output)`` gives the loss of arrays of shape (n_samples, n_outputs).
    gradient : callable
        ``gradient(y, output)`` gives dL/d output, of the same shape; the 1/n is in it.
    canonical : str
        The output activation with which dL/dz is (output - y)/n, without a division that could
        lose digits.
    formula : str
        The loss in LaTeX that mathtext can render, without dollar signs; s counts samples,
        c outputs.
    activations : tuple of str or None, default=None
        The output activations with which it makes sense; None for every one that works neuron by
        neuron.
    target_range : tuple of float
        The least and the largest value that a target may have.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.losses import LOSSES
    >>> y, output = np.array([[1.0], [3.0]]), np.array([[2.0], [5.0]])
    >>> LOSSES["squared_error"].value(y, output)
    1.25
    """

    name: str
    label: str
    value: Callable[[Array, Array], float]
    gradient: Callable[[Array, Array], Array]
    canonical: str
    formula: str
    activations: tuple[str, ...] | None = None
    target_range: tuple[float, float] = (-float("inf"), float("inf"))

    def __repr__(self) -> str:
        return f"<Loss {self.name}>"


def _half_squared_error(y: Array, output: Array) -> float:
    residual = output - y
    return float(np.vdot(residual, residual)) / (2 * len(y))


def _half_squared_error_gradient(y: Array, output: Array) -> Array:
    return np.asarray((output - y) / len(y))


def _clip(probability: Array) -> Array:
    return np.clip(probability, EPS, 1.0 - EPS)


def _log_loss(y: Array, output: Array) -> float:
    p = _clip(output)
    return float(-np.sum(y * np.log(p) + (1.0 - y) * np.log1p(-p))) / len(y)


def _log_loss_gradient(y: Array, output: Array) -> Array:
    p = _clip(output)
    return np.asarray((p - y) / (p * (1.0 - p) * len(y)))


def _cross_entropy(y: Array, output: Array) -> float:
    return float(-np.sum(y * np.log(_clip(output)))) / len(y)


def _cross_entropy_gradient(y: Array, output: Array) -> Array:
    return np.asarray(-y / (_clip(output) * len(y)))


def _poisson(y: Array, output: Array) -> float:
    # Half the Poisson deviance; y log(y / output) is 0 for a count of 0, whatever the output.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_term = np.where(y > 0, y * np.log(y / output), 0.0)
    return float(np.sum(log_term - y + output)) / len(y)


def _poisson_gradient(y: Array, output: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.where(y > 0, y / output, 0.0)
    return np.asarray((1.0 - ratio) / len(y))


#: Every loss that nnviz computes with, by name.
LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        loss.name: loss
        for loss in (
            Loss(
                "squared_error",
                "half squared error",
                _half_squared_error,
                _half_squared_error_gradient,
                "identity",
                r"\frac{1}{2n} \sum_{s} \sum_{c} (\hat{y}_{sc} - y_{sc})^{2}",
            ),
            Loss(
                "log_loss",
                "log loss",
                _log_loss,
                _log_loss_gradient,
                "logistic",
                r"-\frac{1}{n} \sum_{s} \sum_{c} "
                r"[y_{sc} \ln \hat{y}_{sc} + (1 - y_{sc}) \ln(1 - \hat{y}_{sc})]",
                ("logistic",),
                (0.0, 1.0),
            ),
            Loss(
                "cross_entropy",
                "cross-entropy",
                _cross_entropy,
                _cross_entropy_gradient,
                "softmax",
                r"-\frac{1}{n} \sum_{s} \sum_{c} y_{sc} \ln \hat{y}_{sc}",
                ("softmax",),
                (0.0, 1.0),
            ),
            Loss(
                "poisson",
                "Poisson loss",
                _poisson,
                _poisson_gradient,
                "exp",
                r"\frac{1}{n} \sum_{s} \sum_{c} "
                r"[y_{sc} \ln(y_{sc} / \hat{y}_{sc}) - y_{sc} + \hat{y}_{sc}]",
                ("exp", "softplus"),
                (0.0, float("inf")),
            ),
        )
    }
)

_FOLLOWS: Mapping[str, str] = MappingProxyType(
    {"logistic": "log_loss", "softmax": "cross_entropy", "exp": "poisson"}
)
# A softmax output depends on every preactivation of its layer: only its own loss undoes that.
_NOT_BY_NEURON = ("softmax",)


def resolve_loss(loss: str | Loss, out_activation: str | None) -> Loss:
    """Find the loss that a network with this output activation is judged by.

    Parameters
    ----------
    loss : str or Loss
        "auto", a key of `LOSSES`, or a Loss. "auto" is log loss for a logistic output,
        cross-entropy for softmax, the Poisson loss for an exponential one, and half the squared
        error otherwise.
    out_activation : str or None
        The canonical name of the output layer's activation; None if it is unknown.

    Returns
    -------
    Loss
        Its value and gradient.

    Raises
    ------
    TypeError
        If `loss` is neither a string nor a Loss.
    ValueError
        If there is no such loss, if it does not go with the activation, or if it is "auto" and
        the activation is unknown.

    Examples
    --------
    >>> from nnviz.losses import resolve_loss
    >>> resolve_loss("auto", "softmax").label
    'cross-entropy'
    """
    if isinstance(loss, Loss):
        resolved = loss
    elif not isinstance(loss, str):
        raise TypeError(f"loss: must be a name (str) or a Loss; got {type(loss).__name__}.")
    elif loss == "auto":
        if out_activation is None:
            raise ValueError(
                'loss: "auto" follows the output activation, which this network does not know; '
                f"name one of {', '.join(LOSSES)}."
            )
        resolved = LOSSES[_FOLLOWS.get(out_activation, "squared_error")]
    elif loss in LOSSES:
        resolved = LOSSES[loss]
    else:
        raise ValueError(f"loss: must be one of auto, {', '.join(LOSSES)}; got {loss!r}.")
    if out_activation is not None:
        _check_pair(resolved, out_activation)
    return resolved


def _check_pair(loss: Loss, activation: str) -> None:
    if loss.activations is None:
        if activation in _NOT_BY_NEURON and loss.canonical != activation:
            raise ValueError(
                f"loss: {loss.name} with a {activation} output does not factor neuron by neuron, "
                f"so it has no gradient here; use {_FOLLOWS[activation]}."
            )
    elif activation not in loss.activations:
        usable = [
            other.name
            for other in LOSSES.values()
            if activation in (other.activations or ())
            or (other.activations is None and activation not in _NOT_BY_NEURON)
        ]
        raise ValueError(
            f"loss: {loss.name} is for outputs that are {' or '.join(loss.activations)}; this "
            f"network's are {activation}, with which go {', '.join(usable)}."
        )


def check_targets(loss: Loss, y: Array) -> None:
    """Refuse targets with which a loss is not defined, or its gradient would be a different one.

    Parameters
    ----------
    loss : Loss
        The loss.
    y : ndarray of shape (n_samples, n_outputs)
        What the outputs should have been.

    Raises
    ------
    ValueError
        If a target lies outside the loss's range, or if the targets of a cross-entropy do not add
        up to 1 in every row.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.losses import LOSSES, check_targets
    >>> check_targets(LOSSES["poisson"], np.array([[3.0]]))
    """
    low, high = loss.target_range
    outside = (y < low) | (y > high)
    if outside.any():
        row, column = (int(k) for k in np.argwhere(outside)[0])
        allowed = f"from {low:g} to {high:g}" if np.isfinite(high) else f"{low:g} or more"
        raise ValueError(
            f"y: the {loss.label} takes targets {allowed}; output {column} of row {row} has "
            f"{y[row, column]:g}."
        )
    if loss.canonical == "softmax":
        sums = y.sum(axis=1)
        wrong = np.flatnonzero(np.abs(sums - 1.0) > 1e-6)
        if wrong.size:
            raise ValueError(
                f"y: the {loss.label} takes rows that add up to 1; row {int(wrong[0])} adds up "
                f"to {sums[wrong[0]]:g}."
            )


def output_delta(
    loss: Loss, activation: OutputActivation, y: Array, z: Array, output: Array
) -> Array:
    """Compute dL/dz at the output layer, where backpropagation starts.

    Parameters
    ----------
    loss : Loss
        The loss.
    activation : nnviz.activations.Activation
        The output layer's activation h.
    y, z, output : ndarray of shape (n_samples, n_outputs)
        What the outputs should have been, the preactivations, and the outputs h(z).

    Returns
    -------
    ndarray of shape (n_samples, n_outputs)
        (output - y)/n for the loss's canonical activation, otherwise dL/d output times h'(z).

    Raises
    ------
    ValueError
        If the loss and the activation do not go together.

    References
    ----------
    Bishop, C. M. (2006). Pattern Recognition and Machine Learning, section 4.3.6 (canonical link
    functions). Springer.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.activations import get_activation
    >>> from nnviz.losses import LOSSES, output_delta
    >>> y, z = np.array([[1.0], [0.0]]), np.zeros((2, 1))
    >>> logistic = get_activation("logistic")
    >>> output_delta(LOSSES["log_loss"], logistic, y, z, logistic.function(z))
    array([[-0.25],
           [ 0.25]])
    """
    _check_pair(loss, activation.name)
    if loss.canonical == activation.name:
        delta = output - y
        delta /= len(y)
        return delta
    if activation.derivative is None:
        raise ValueError(
            f"activation: {activation.name} has no derivative by neuron, which {loss.name} needs."
        )
    delta = loss.gradient(y, output)
    delta *= activation.derivative(z, output)
    return delta
