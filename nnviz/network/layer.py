"""One layer of neurons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnviz.network.checks import (
    BoolArray,
    FloatArray,
    Frozen,
    check_activation,
    check_flags,
    check_integer,
    check_names,
    check_numbers,
    check_place,
    none_if_all,
    read_only,
)


@dataclass(frozen=True, eq=False, repr=False)
class Layer(Frozen):
    """A layer of neurons: how many, what they compute, and what they are called.

    Parameters
    ----------
    size : int
        The number of neurons, at least 1.
    activation : str, optional
        Name of the activation function; an alias is turned into its canonical name. None means
        that it is unknown.
    bias : array-like of shape (size,), optional
        The biases. Masked entries of a masked array do not exist.
    names : sequence of str, optional
        One name for each neuron.
    caption : str, optional
        The layer's own caption, such as "encoder".
    absent : sequence of int
        Neurons that were taken out. They keep their place; they have no edges and no bias, and
        their activation is 0.
    has_bias : bool
        Whether the layer has biases; an architecture may have some whose values are unknown. It
        is True whenever `bias` is given and exists for at least one neuron.
    bias_exists : array-like of bool of shape (size,), optional
        Which neurons have a bias, where not all have; None means all.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above; the message names it.

    Examples
    --------
    >>> layer = Layer(2, activation="sigmoid", bias=[0.5, -1.0])
    >>> layer.activation, layer.n_biases
    ('logistic', 2)
    """

    size: int
    activation: str | None = None
    bias: FloatArray | None = None
    names: tuple[str, ...] | None = None
    caption: str | None = None
    absent: tuple[int, ...] = ()
    has_bias: bool = False
    bias_exists: BoolArray | None = None

    def __post_init__(self) -> None:
        size = check_integer("size", self.size, least=1)
        if self.caption is not None and not isinstance(self.caption, str):
            raise TypeError(f"caption must be a str or None; it is {self.caption!r}.")
        bias, bias_exists = _check_bias(self.bias, self.bias_exists, size)
        absent = _check_absent(self.absent, size)
        if not isinstance(self.has_bias, (bool, np.bool_)):
            raise TypeError(f"has_bias must be True or False; it is {self.has_bias!r}.")
        has_bias = bool(self.has_bias) or bias is not None
        if bias_exists is not None and not has_bias:
            raise ValueError("bias_exists must be None for a layer without biases (has_bias).")
        if absent and has_bias:
            bias, bias_exists = _without_biases_of(absent, bias, bias_exists, size)
        if bias_exists is not None and not bias_exists.any():
            bias, bias_exists, has_bias = None, None, False
        elif bias_exists is not None and absent:
            # An absent neuron has no bias anyway: only the others decide whether all exist.
            bias_exists = none_if_all(bias_exists | ~_present(size, absent))
        values: dict[str, Any] = {
            "size": size,
            "activation": check_activation("activation", self.activation),
            "bias": bias,
            "names": check_names("names", self.names, size),
            "absent": absent,
            "has_bias": has_bias,
            "bias_exists": bias_exists,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def present(self) -> BoolArray:
        """Which neurons are there: a bool array of shape (size,), False for the absent ones."""
        return _present(self.size, self.absent)

    @property
    def bias_mask(self) -> BoolArray:
        """Which neurons have a bias: a bool array of shape (size,)."""
        if not self.has_bias:
            return np.zeros(self.size, dtype=np.bool_)
        return self.present if self.bias_exists is None else self.present & self.bias_exists

    @property
    def n_biases(self) -> int:
        """How many biases there are; those of absent neurons are not."""
        if self.bias_exists is not None:
            return int(self.bias_mask.sum())
        return self.size - len(self.absent) if self.has_bias else 0

    def __repr__(self) -> str:
        parts = [str(self.size)]
        parts += [] if self.caption is None else [repr(self.caption)]
        parts += [] if self.activation is None else [self.activation]
        return f"<Layer {', '.join(parts)}>"


def _present(size: int, absent: tuple[int, ...]) -> BoolArray:
    present = np.ones(size, dtype=np.bool_)
    present[list(absent)] = False
    return present


def _without_biases_of(
    absent: tuple[int, ...], bias: FloatArray | None, exists: BoolArray | None, size: int
) -> tuple[FloatArray | None, BoolArray]:
    present = _present(size, absent)
    if bias is not None:
        bias = read_only(np.where(present, bias, 0.0))
    return bias, present if exists is None else exists & present


def _check_absent(absent: Any, size: int) -> tuple[int, ...]:
    if isinstance(absent, str) or not isinstance(absent, Iterable):
        raise TypeError(f"absent must be a sequence of neurons; it is {absent!r}.")
    return tuple(sorted({check_place("absent", k, size, "neuron") for k in absent}))


def _check_bias(
    bias: ArrayLike | None, bias_exists: ArrayLike | None, size: int
) -> tuple[FloatArray | None, BoolArray | None]:
    """Copy the biases; those that do not exist are 0, so that sums need no mask."""
    exists = None if bias_exists is None else check_flags("bias_exists", bias_exists, (size,))
    if bias is None:
        return None, none_if_all(exists)
    numbers, unmasked = check_numbers("bias", bias, ndim=1)
    if numbers.shape != (size,):
        raise ValueError(
            f"bias must hold {size} numbers, one for each neuron; it has shape {numbers.shape}."
        )
    if unmasked is not None:
        exists = unmasked if exists is None else exists & unmasked
    if exists is not None:
        numbers = read_only(np.where(exists, numbers, 0.0))
    return numbers, none_if_all(exists)
