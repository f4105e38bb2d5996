"""The weights from one layer to a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.network.checks import (
    BoolArray,
    FloatArray,
    Frozen,
    check_flags,
    check_integer,
    check_numbers,
    none_if_all,
    read_only,
)


@dataclass(frozen=True, eq=False, repr=False)
class Connection(Frozen):
    """The weights from one layer into a later one; ``target - source > 1`` skips layers.

    Parameters
    ----------
    source, target : int
        The two layers, ``0 <= source < target``.
    weights : array-like of shape (n_source, n_target), optional
        ``weights[i, j]`` leads from neuron i of the source to neuron j of the target. Masked
        entries of a masked array do not exist. None stands for an architecture, whose weights
        are unknown.
    exists : array-like of bool of shape (n_source, n_target), optional
        Which weights exist; None means all. A weight that does not exist is stored as 0.
    shape : tuple of int, optional
        ``(n_source, n_target)``, needed only where neither array tells it. A `Network` fills it
        in.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above; the message names it.

    Examples
    --------
    >>> connection = Connection(0, 1, [[1.0, -2.0], [9.0, 3.0]], [[True, True], [False, True]])
    >>> connection.n_weights
    3
    >>> connection.weights
    array([[ 1., -2.],
           [ 0.,  3.]])
    """

    source: int
    target: int
    weights: FloatArray | None = None
    exists: BoolArray | None = None
    shape: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        source = check_integer("source", self.source, least=0)
        target = check_integer("target", self.target, least=0)
        if source >= target:
            raise ValueError(
                f"source must lie before target; the connection leads from layer {source} to "
                f"layer {target}."
            )
        shape = None if self.shape is None else _check_shape(self.shape)
        weights, exists = None, None
        if self.weights is not None:
            weights, exists = check_numbers("weights", self.weights, ndim=2)
            shape = _agreed_shape("weights", weights.shape, shape)
        if self.exists is not None:
            flags = check_flags("exists", self.exists, shape)
            shape = _agreed_shape("exists", flags.shape, shape)
            exists = flags if exists is None else exists & flags
            if weights is not None:
                weights = read_only(np.where(exists, weights, 0.0))
        values: dict[str, Any] = {
            "source": source,
            "target": target,
            "weights": weights,
            "exists": none_if_all(exists),
            "shape": shape,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def mask(self) -> BoolArray:
        """Which weights exist: a read-only bool array of shape (n_source, n_target)."""
        if self.exists is not None:
            return self.exists
        # A view of one True: a dense connection of millions of weights costs nothing.
        return np.broadcast_to(np.True_, self._known_shape())

    @property
    def n_weights(self) -> int:
        """How many weights exist."""
        if self.exists is not None:
            return int(np.count_nonzero(self.exists))
        n_source, n_target = self._known_shape()
        return n_source * n_target

    def _known_shape(self) -> tuple[int, int]:
        if self.shape is None:
            raise ValueError(
                "shape: this connection has neither weights nor a shape; a Network gives it one."
            )
        return self.shape

    def __repr__(self) -> str:
        size = "" if self.shape is None else f", {self.shape[0]} x {self.shape[1]}"
        return f"<Connection {self.source} -> {self.target}{size}>"


def _check_shape(shape: Any) -> tuple[int, int]:
    if not isinstance(shape, (tuple, list)) or len(shape) != 2:
        raise TypeError(f"shape must be (n_source, n_target); it is {shape!r}.")
    return (
        check_integer("shape[0]", shape[0], least=1),
        check_integer("shape[1]", shape[1], least=1),
    )


def _agreed_shape(
    argument: str, found: tuple[int, ...], declared: tuple[int, int] | None
) -> tuple[int, int]:
    if len(found) != 2 or 0 in found:
        raise ValueError(f"{argument} must be 2-D with no side of 0; it has shape {found}.")
    if declared is not None and found != declared:
        raise ValueError(f"{argument} must have shape {declared}; it has shape {found}.")
    return found[0], found[1]
