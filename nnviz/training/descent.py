"""Gradient descent on a Network: epochs of updates, until there is a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.propagation import backpropagate, propagate
from nnviz.training.descent_options import DescentOptions
from nnviz.training.evaluation import Evaluation
from nnviz.training.parameters import Parameters

Array = NDArray[np.float64]

# From a loss beyond this no training comes back, and charts can still show it.
_ASTRAY = 1e100


class GradientDescent:
    """Moves the parameters of a network down the gradient of its loss.

    Parameters
    ----------
    parameters : Parameters
        What it moves.
    training : Evaluation
        The samples, their targets and the loss.
    options : DescentOptions
        How.
    rng : Generator or RandomState
        Shuffles the samples.
    """

    def __init__(
        self, parameters: Parameters, training: Evaluation, options: DescentOptions, rng: Any
    ) -> None:
        self.parameters, self.training, self.options = parameters, training, options
        self._rng, self._rule = rng, options.rule()
        self._chosen: Any = slice(None)
        if options.trainable is not None:
            self._chosen = parameters.places(options.trainable)
        self._n = len(training.targets)
        self._order = np.arange(self._n)
        # What is given back: an interrupted epoch leaves no trace in it.
        self._settled = parameters.vector.copy()

    @property
    def updates_per_epoch(self) -> int:
        """How many updates an epoch has."""
        return math.ceil(self._n / (self.options.batch_size or self._n))

    def trained(self) -> Network:
        """Return the network after the last epoch that was finished.

        Returns
        -------
        Network
            A new one.
        """
        return self.parameters.network_of(self._settled)

    def run(self, after_epoch: Callable[[int, float], None]) -> str:
        """Train.

        Parameters
        ----------
        after_epoch : callable
            Is given the number of epochs that are over, 0 at first, and the loss that is minimised,
            for the weights as they are then.

        Returns
        -------
        {"max_iter", "converged", "diverged", "interrupted"}
            Why it ended.

        Raises
        ------
        ValueError
            If the loss is not finite before any update.
        """
        try:
            return self._run(after_epoch)
        except KeyboardInterrupt:
            return "interrupted"

    def _run(self, after_epoch: Callable[[int, float], None]) -> str:
        options, parameters = self.options, self.parameters
        loss, gradient = self._look()
        if not math.isfinite(loss):
            raise ValueError(
                f"estimator: the loss of this network on X and y is {loss} before any update, so "
                "that there is no gradient to follow."
            )
        after_epoch(0, loss)
        best, without, beyond = loss, 0, max(loss, _ASTRAY)
        for epoch in range(1, options.max_iter + 1):
            if gradient is None:
                self._mini_batches()
            else:
                self._update(gradient)
            loss, gradient = self._look()
            np.copyto(self._settled, parameters.vector)
            after_epoch(epoch, loss)
            if not (loss <= beyond and np.isfinite(parameters.vector).all()):
                return "diverged"
            if options.tol is not None:
                # scikit-learn's rule, on a loss that is exact.
                without = without + 1 if loss > best - options.tol else 0
                best = min(best, loss)
                if without > options.n_iter_no_change:
                    return "converged"
        return "max_iter"

    def _look(self) -> tuple[float, Array | None]:
        """Compute the loss of all samples; with all in one batch the next gradient comes along."""
        network, training, l2 = self.parameters.network, self.training, self.options.l2
        if self.options.batch_size is None:
            return self._backward(training.inputs, training.targets, training.loss)
        value = training.value(network)
        if l2:
            # Each update of an epoch has the penalty divided by the size of its own batch.
            value += self.updates_per_epoch * l2 * _squares(network) / (2 * self._n)
        return value, None

    def _backward(self, inputs: Array, targets: Array, loss: Loss) -> tuple[float, Array]:
        network = self.parameters.network
        found = backpropagate(network, propagate(network, inputs), targets, loss, self.options.l2)
        return found.loss, self.parameters.gradient(found)

    def _mini_batches(self) -> None:
        training, size = self.training, self.options.batch_size
        assert size is not None
        if self.options.shuffle:
            # The order of the last epoch is shuffled, as scikit-learn does it.
            self._order = self._order[self._rng.permutation(self._n)]
        for begin in range(0, self._n, size):
            rows = self._order[begin : begin + size]
            inputs, targets = training.inputs[rows], training.targets[rows]
            self._update(self._backward(inputs, targets, training.loss)[1])

    def _update(self, gradient: Array) -> None:
        with np.errstate(all="ignore"):  # what goes astray is told after the epoch
            self.parameters.vector[self._chosen] += self._rule.step(gradient[self._chosen])


def _squares(network: Network) -> float:
    """Add up the squares of all weights."""
    total = 0.0
    with np.errstate(all="ignore"):
        for connection in network.connections:
            assert connection.weights is not None
            total += float(np.vdot(connection.weights, connection.weights))
    return total
