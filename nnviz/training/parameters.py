"""All weights and biases of a network as one vector, which a training moves."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.network.checks import read_only
from nnviz.propagation import BackwardPass

Array = NDArray[np.float64]


class Parameters:
    """The weights and biases of a network, and the network that sees them change.

    To make a checked Network takes half as long as a pass of a small batch through it. So there is
    one here whose arrays are read-only views of the vector: it is legal at all times, since no
    array changes its shape and none that does not exist its value.

    Parameters
    ----------
    network : Network
        One with weights, and with biases where it has any; it stays as it is.
    """

    def __init__(self, network: Network) -> None:
        self._template = network
        arrays = [c.weights for c in network.connections] + [one.bias for one in network.layers]
        parts = [array.ravel() for array in arrays if array is not None]
        self.vector: Array = np.concatenate(parts)
        self.network = _seen(network, self.vector)

    @property
    def size(self) -> int:
        """How many numbers there are, those of missing weights included."""
        return len(self.vector)

    def network_of(self, vector: Array) -> Network:
        """Make a network that stays.

        Parameters
        ----------
        vector : ndarray
            Its weights and biases, as `vector` has them; they are copied.

        Returns
        -------
        Network
            The network.
        """
        return _seen(self._template, read_only(vector.copy()))

    def gradient(self, backward_pass: BackwardPass) -> Array:
        """Put the gradients of a pass in the order of the vector.

        Parameters
        ----------
        backward_pass : BackwardPass
            What `nnviz.propagation.backpropagate` gave for the network.

        Returns
        -------
        ndarray
            dL/dw and dL/db; 0 where a weight or a bias does not exist.
        """
        parts = [gradient.ravel() for gradient in backward_pass.weight_gradients]
        parts += [one for one in backward_pass.bias_gradients if one is not None]
        return np.concatenate(parts)

    def places(self, found: Sequence[tuple[int | None, int, int]]) -> NDArray[np.intp]:
        """Find weights in the vector.

        Parameters
        ----------
        found : sequence of tuple
            What `nnviz.network.edits.find_weight` gave for each.

        Returns
        -------
        ndarray of int
            Their places.
        """
        numbers = np.arange(self.size, dtype=np.float64)
        numbered = _seen(self._template, numbers)
        places = []
        for connection, row, column in found:
            if connection is None:
                bias = numbered.layers[row].bias
                assert bias is not None
                places.append(bias[column])
            else:
                weights = numbered.connections[connection].weights
                assert weights is not None
                places.append(weights[row, column])
        return np.array(places, dtype=np.intp)


def _seen(template: Network, vector: Array) -> Network:
    """Return a network whose arrays are read-only views of a vector."""
    begin = 0

    def view(array: Array) -> Array:
        nonlocal begin
        end = begin + array.size
        part = vector[begin:end].reshape(array.shape)
        begin = end
        return read_only(part)

    connections = []
    for connection in template.connections:
        assert connection.weights is not None
        connections.append(_with(connection, weights=view(connection.weights)))
    layers = [
        layer if layer.bias is None else _with(layer, bias=view(layer.bias))
        for layer in template.layers
    ]
    seen: Network = _with(template, layers=tuple(layers), connections=tuple(connections))
    return seen


def _with(frozen: Any, **values: Any) -> Any:
    """Copy a frozen object with other values, unchecked."""
    other = copy(frozen)
    for name, value in values.items():
        object.__setattr__(other, name, value)
    return other
