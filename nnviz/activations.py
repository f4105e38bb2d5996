"""Activation functions: values, derivatives, formulas and ranges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ACTIVATIONS", "Activation", "canonical_name", "get_activation"]

Array = NDArray[np.float64]

# Klambauer et al. (2017): the fixed point of mean 0 and variance 1.
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805
LEAKY_SLOPE = 0.01
# The lowest values of GELU (at z = -0.7518) and of SiLU (at z = -1.2785).
GELU_MINIMUM = -0.16997120747990369
SILU_MINIMUM = -0.27846454276107374


@dataclass(frozen=True, eq=False)
class Activation:
    r"""An activation function h, applied by a layer to its preactivations z.

    Parameters
    ----------
    name : str
        The canonical name, such as ``"relu"``.
    label : str
        The word for it on a picture, such as ``"ReLU"``.
    function : callable
        ``function(z)`` gives a new float64 array of the shape of `z`. Softmax works along the
        last axis; every other function works element by element.
    derivative : callable or None
        ``derivative(z, a)`` gives h'(z) as a new float64 array, where ``a = function(z)`` is given
        so that it need not be computed twice. None where a neuron's output depends on its
        neighbours' preactivations too (softmax): such a derivative is a matrix.
    formula : str
        The value h(z) in LaTeX that mathtext can render, without dollar signs.
    range : tuple of float
        The infimum and supremum of the values.
    kinks : tuple of float, default=()
        The points z at which the function jumps, or its slope does.
    slope : str, default=""
        The derivative h'(z) in LaTeX, as `formula` is written; "" where it is not known.
    attained : tuple of bool or None, default=None
        Whether the function takes the values at the lower and the upper end of its range, or only
        comes near them; None where that is not known.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.activations import get_activation
    >>> relu = get_activation("relu")
    >>> z = np.array([-2.0, 0.0, 3.0])
    >>> relu.derivative(z, relu.function(z))
    array([0., 0., 1.])
    """

    name: str
    label: str
    function: Callable[[Any], Array]
    derivative: Callable[[Array, Array], Array] | None
    formula: str
    range: tuple[float, float]
    kinks: tuple[float, ...] = ()
    slope: str = ""
    attained: tuple[bool, bool] | None = None

    def __repr__(self) -> str:
        return f"<Activation {self.name}>"


def _real(z: Any) -> Array:
    return np.asarray(z, dtype=np.float64)


def _exp(z: Array) -> Array:
    # Beyond z = 709 the value is infinite in float64: that is its value, not a reason to warn.
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.exp(z))


def _ones(z: Array, a: Array) -> Array:
    return np.ones_like(z)


def _logistic(z: Any) -> Array:
    z = _real(z)
    # exp of a negative number only, so that neither side overflows or cancels.
    e = _exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, e) / (1.0 + e))


def _logistic_derivative(z: Array, a: Array) -> Array:
    return np.asarray(a * (1.0 - a))


def _softmax(z: Any) -> Array:
    z = _real(z)
    e = _exp(z - z.max(axis=-1, keepdims=True))
    e /= e.sum(axis=-1, keepdims=True)
    return e


def _relu(z: Any) -> Array:
    return np.asarray(np.maximum(_real(z), 0.0))


def _relu_derivative(z: Array, a: Array) -> Array:
    # 0 at z = 0, as scikit-learn has it.
    return np.asarray(z > 0, dtype=np.float64)


def _leaky_relu(z: Any) -> Array:
    z = _real(z)
    return np.asarray(np.maximum(z, LEAKY_SLOPE * z))


def _leaky_relu_derivative(z: Array, a: Array) -> Array:
    return np.where(z > 0, 1.0, LEAKY_SLOPE)


def _elu(z: Any) -> Array:
    z = _real(z)
    return np.asarray(np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))))


def _elu_derivative(z: Array, a: Array) -> Array:
    # exp(0) = 1 is the slope of the other side too.
    return _exp(np.minimum(z, 0.0))


def _selu(z: Any) -> Array:
    z = _real(z)
    return np.asarray(SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0.0))))


def _selu_derivative(z: Array, a: Array) -> Array:
    return np.asarray(SELU_SCALE * np.where(z > 0, 1.0, SELU_ALPHA * _exp(np.minimum(z, 0.0))))


def _normal_cdf(z: Array) -> Array:
    # Imported here because NumPy has no erf, and nothing else needs SciPy.
    from scipy.special import ndtr

    return np.asarray(ndtr(z))


def _gelu(z: Any) -> Array:
    z = _real(z)
    return np.asarray(z * _normal_cdf(z))


def _gelu_derivative(z: Array, a: Array) -> Array:
    with np.errstate(over="ignore"):
        density = _exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    return np.asarray(_normal_cdf(z) + z * density)


def _silu(z: Any) -> Array:
    z = _real(z)
    return np.asarray(z * _logistic(z))


def _silu_derivative(z: Array, a: Array) -> Array:
    s = _logistic(z)
    return np.asarray(s * (1.0 + z * (1.0 - s)))


def _softplus(z: Any) -> Array:
    with np.errstate(invalid="ignore"):  # logaddexp warns of NaN
        return np.asarray(np.logaddexp(0.0, _real(z)))


def _softsign(z: Any) -> Array:
    z = _real(z)
    return np.asarray(z / (1.0 + np.abs(z)))


def _step(z: Any) -> Array:
    # McCulloch and Pitts: a neuron fires when its sum reaches the threshold, so h(0) = 1.
    # NaN stays NaN: a comparison would turn it into a silent 0.
    return np.heaviside(_real(z), 1.0)


_INF = float("inf")

#: Every activation function that nnviz computes with, by canonical name.
ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        activation.name: activation
        for activation in (
            Activation(
                "identity",
                "identity",
                lambda z: np.array(z, dtype=np.float64),
                _ones,
                "z",
                (-_INF, _INF),
                slope="1",
                attained=(False, False),
            ),
            Activation(
                "logistic",
                "sigmoid (logistic)",
                _logistic,
                _logistic_derivative,
                r"\frac{1}{1 + e^{-z}}",
                (0.0, 1.0),
                slope=r"h(z)\,[1 - h(z)]",
                attained=(False, False),
            ),
            Activation(
                "tanh",
                "tanh",
                lambda z: np.asarray(np.tanh(_real(z))),
                lambda z, a: np.asarray(1.0 - a * a),
                r"\frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
                (-1.0, 1.0),
                slope="1 - h(z)^{2}",
                attained=(False, False),
            ),
            Activation(
                "relu",
                "ReLU",
                _relu,
                _relu_derivative,
                r"\max(0,\, z)",
                (0.0, _INF),
                (0.0,),
                slope=r"1\ \mathrm{if}\ z > 0,\ \mathrm{else}\ 0",
                attained=(True, False),
            ),
            Activation(
                "softmax",
                "softmax",
                _softmax,
                None,
                r"\frac{e^{z_{k}}}{\sum_{m} e^{z_{m}}}",
                (0.0, 1.0),
                slope=r"h_{k}\,(1 - h_{k})",
                attained=(False, False),
            ),
            Activation(
                "exp",
                "exponential",
                lambda z: _exp(_real(z)),
                lambda z, a: a.copy(),
                "e^{z}",
                (0.0, _INF),
                slope="e^{z}",
                attained=(False, False),
            ),
            Activation(
                "leaky_relu",
                "leaky ReLU",
                _leaky_relu,
                _leaky_relu_derivative,
                rf"\max({LEAKY_SLOPE}\, z,\, z)",
                (-_INF, _INF),
                (0.0,),
                slope=rf"1\ \mathrm{{if}}\ z > 0,\ \mathrm{{else}}\ {LEAKY_SLOPE}",
                attained=(False, False),
            ),
            Activation(
                "elu",
                "ELU",
                _elu,
                _elu_derivative,
                r"\max(0,\, z) + \min(0,\, e^{z} - 1)",
                (-1.0, _INF),
                slope=r"1\ \mathrm{if}\ z > 0,\ \mathrm{else}\ e^{z}",
                attained=(False, False),
            ),
            Activation(
                "selu",
                "SELU",
                _selu,
                _selu_derivative,
                rf"{SELU_SCALE:.4f}\,[\max(0,\, z) + {SELU_ALPHA:.4f}\, \min(0,\, e^{{z}} - 1)]",
                (-SELU_SCALE * SELU_ALPHA, _INF),
                (0.0,),
                slope=rf"{SELU_SCALE:.4f}\ \mathrm{{if}}\ z > 0,\ \mathrm{{else}}\ "
                rf"{SELU_SCALE * SELU_ALPHA:.4f}\, e^{{z}}",
                attained=(False, False),
            ),
            Activation(
                "gelu",
                "GELU",
                _gelu,
                _gelu_derivative,
                r"z\, \Phi(z)",
                (GELU_MINIMUM, _INF),
                slope=r"\Phi(z) + z\, \varphi(z)",
                attained=(True, False),
            ),
            Activation(
                "silu",
                "SiLU",
                _silu,
                _silu_derivative,
                r"\frac{z}{1 + e^{-z}}",
                (SILU_MINIMUM, _INF),
                slope=r"\frac{1 + (1 + z)\, e^{-z}}{(1 + e^{-z})^{2}}",
                attained=(True, False),
            ),
            Activation(
                "softplus",
                "softplus",
                _softplus,
                lambda z, a: _logistic(z),
                r"\ln(1 + e^{z})",
                (0.0, _INF),
                slope=r"\frac{1}{1 + e^{-z}}",
                attained=(False, False),
            ),
            Activation(
                "softsign",
                "softsign",
                _softsign,
                lambda z, a: np.asarray((1.0 + np.abs(z)) ** -2.0),
                r"\frac{z}{1 + |z|}",
                (-1.0, 1.0),
                slope=r"\frac{1}{(1 + |z|)^{2}}",
                attained=(False, False),
            ),
            Activation(
                "step",
                "step",
                _step,
                lambda z, a: np.zeros_like(z),
                r"1\ \mathrm{if}\ z \geq 0,\ \mathrm{else}\ 0",
                (0.0, 1.0),
                (0.0,),
                slope=r"0\ \mathrm{for}\ z \neq 0",
                attained=(True, True),
            ),
        )
    }
)

_ALIASES: Mapping[str, str] = MappingProxyType(
    {"sigmoid": "logistic", "linear": "identity", "swish": "silu"}
)


def canonical_name(name: str) -> str:
    """Give the one name by which nnviz knows an activation function.

    Parameters
    ----------
    name : str
        A key of `ACTIVATIONS`, or "sigmoid" (logistic), "linear" (identity) or "swish" (silu).

    Returns
    -------
    str
        The key of `ACTIVATIONS`.

    Raises
    ------
    TypeError
        If `name` is not a string.
    ValueError
        If there is no such activation function; the message lists those that there are.

    Examples
    --------
    >>> from nnviz.activations import canonical_name
    >>> canonical_name("sigmoid")
    'logistic'
    """
    if not isinstance(name, str):
        raise TypeError(f"activation: must be a name (str); got {type(name).__name__}.")
    canonical = _ALIASES.get(name, name)
    if canonical not in ACTIVATIONS:
        allowed = ", ".join(sorted([*ACTIVATIONS, *_ALIASES]))
        raise ValueError(f"activation: must be one of {allowed}; got {name!r}.")
    return canonical


def get_activation(name: str) -> Activation:
    """Find an activation function by its name.

    Parameters
    ----------
    name : str
        A key of `ACTIVATIONS`, or "sigmoid" (logistic), "linear" (identity) or "swish" (silu).

    Returns
    -------
    Activation
        Its values, derivative, formula and range.

    Raises
    ------
    TypeError
        If `name` is not a string.
    ValueError
        If there is no such activation function; the message lists those that there are.

    Examples
    --------
    >>> from nnviz.activations import get_activation
    >>> get_activation("tanh").range
    (-1.0, 1.0)
    """
    return ACTIVATIONS[canonical_name(name)]
