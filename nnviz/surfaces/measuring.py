"""The loss of one network at a time over samples in parts of bounded memory, and its gradient."""

from __future__ import annotations

import numbers
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import get_activation
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.propagation import backpropagate, propagate
from nnviz.surfaces.direction import Direction

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Samples:
    """What a loss is measured on, and how.

    Parameters
    ----------
    inputs : ndarray of shape (n_samples, n_inputs)
        What enters the first layer.
    targets : ndarray of shape (n_samples, n_outputs)
        What the outputs should have been.
    loss : Loss
        The loss.
    l2 : float
        Strength of the penalty.
    max_bytes : int
        What a computation may take besides these.
    """

    inputs: Array
    targets: Array
    loss: Loss
    l2: float
    max_bytes: int

    def __len__(self) -> int:
        return len(self.inputs)

    def parts(self, size: int) -> Iterator[tuple[Array, Array, float]]:
        """Walk over the samples in parts.

        Parameters
        ----------
        size : int
            How many samples a part has at most.

        Yields
        ------
        inputs, targets : ndarray
            Those of the part.
        share : float
            The part's share of all samples, by which its mean counts.
        """
        for start in range(0, len(self), size):
            inputs = self.inputs[start : start + size]
            yield inputs, self.targets[start : start + size], len(inputs) / len(self)


def loss_of(network: Network, samples: Samples) -> float:
    """Measure a network's loss.

    Parameters
    ----------
    network : Network
        The network.
    samples : Samples
        What it is measured on.

    Returns
    -------
    float
        The loss, with the penalty if there is one.
    """
    total = 0.0
    with np.errstate(all="ignore"):
        for inputs, targets, share in samples.parts(_part_size(network, samples, 4)):
            total += share * samples.loss.value(targets, propagate(network, inputs).output)
        return total + penalty(network, samples)


def penalty(network: Network, samples: Samples) -> float:
    """Compute the L2 penalty on a network's weights.

    Parameters
    ----------
    network : Network
        The network.
    samples : Samples
        Whose number and `l2` it depends on.

    Returns
    -------
    float
        l2/(2n) times the sum of all squared weights.
    """
    if not samples.l2:
        return 0.0
    total = 0.0
    for connection in network.connections:
        assert connection.weights is not None
        total += 0.5 * samples.l2 * float(np.vdot(connection.weights, connection.weights))
    return total / len(samples)


def loss_and_slopes(
    network: Network, samples: Samples, directions: tuple[Direction, ...]
) -> tuple[float, tuple[float, ...]]:
    """Measure a network's loss and how steeply it changes along directions.

    Parameters
    ----------
    network : Network
        The network.
    samples : Samples
        What it is measured on.
    directions : tuple of Direction
        The directions.

    Returns
    -------
    loss : float
        The loss, with the penalty if there is one.
    slopes : tuple of float
        By direction; NaN where a hidden layer has no slope by neuron.
    """
    hidden = [get_activation(str(layer.activation)) for layer in network.layers[1:-1]]
    if any(activation.derivative is None for activation in hidden):
        return loss_of(network, samples), (float("nan"),) * len(directions)
    loss, slopes = 0.0, np.zeros(len(directions))
    with np.errstate(all="ignore"):
        for inputs, targets, share in samples.parts(_part_size(network, samples, 8)):
            forward_pass = propagate(network, inputs)
            # A share of l2 for a share of the samples: the shares then add up to the whole.
            part = backpropagate(network, forward_pass, targets, samples.loss, samples.l2 * share)
            loss += share * part.loss
            for k, direction in enumerate(directions):
                for gradient, steps in zip(
                    part.weight_gradients, direction.weight_steps, strict=True
                ):
                    slopes[k] += share * _dot(gradient, steps)
                for bias_gradient, moves in zip(
                    part.bias_gradients, direction.bias_steps, strict=True
                ):
                    if bias_gradient is not None and moves is not None:
                        slopes[k] += share * _dot(bias_gradient, moves)
    return loss, tuple(slopes.tolist())


def check_l2(l2: object) -> float:
    """Return the strength of a penalty.

    Parameters
    ----------
    l2 : float
        What a user gave.

    Returns
    -------
    float
        The strength.

    Raises
    ------
    TypeError, ValueError
        If it is no finite number, 0 or more.
    """
    if isinstance(l2, (bool, np.bool_)) or not isinstance(l2, numbers.Real):
        raise TypeError(f"l2: must be a number, 0 or more; got {type(l2).__name__}.")
    strength = float(l2)
    if not (np.isfinite(strength) and strength >= 0):
        raise ValueError(f"l2: must be a finite number, 0 or more; got {l2!r}.")
    return strength


def _dot(gradient: Array, steps: Array) -> float:
    moves = steps != 0
    # What stays has no part in it, whatever its gradient: 0 times an infinite one is no number.
    return float(np.dot(gradient[moves], steps[moves]))


def _part_size(network: Network, samples: Samples, copies: int) -> int:
    return max(1, samples.max_bytes // (8 * copies * sum(network.sizes)))
