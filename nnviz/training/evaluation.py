"""The exact loss, gradient and score of a network on some samples."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.propagation import backpropagate, propagate
from nnviz.targets import encode_targets

_MOST_NUMBERS = 2**22  # of a layer's activations at once: 32 MiB


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Samples with targets, on which a network is judged.

    Parameters
    ----------
    inputs : array or sparse matrix of shape (n_samples, n_inputs)
        What enters the network's first layer.
    targets : ndarray of shape (n_samples, n_outputs)
        What the outputs should be.
    loss : Loss
        The loss, a sum over the outputs.
    scale : float
        What the loss is multiplied by, to be that of scikit-learn.
    """

    inputs: Any
    targets: NDArray[np.float64]
    loss: Loss
    scale: float

    @classmethod
    def of(cls, network: Network, inputs: Any, y: Any, loss: Loss) -> Evaluation:
        """Prepare samples.

        Parameters
        ----------
        network : Network
            Any of the training.
        inputs : array-like, DataFrame or sparse matrix
            What enters its first layer.
        y : array-like
            Labels or target values, as the model's ``fit`` takes them.
        loss : Loss
            The loss that the network is trained on.

        Returns
        -------
        Evaluation
            The samples.
        """
        if not hasattr(inputs, "tocsr"):
            inputs = np.asarray(inputs)
        targets = encode_targets(network, y, inputs.shape[0], loss)
        # scikit-learn takes the mean of a squared error over outputs, and the sum of its others.
        scale = 1.0 / targets.shape[1] if loss.name == "squared_error" else 1.0
        return cls(inputs.tocsr() if hasattr(inputs, "tocsr") else inputs, targets, loss, scale)

    def value(self, network: Network) -> float:
        """Compute the mean loss, without a penalty.

        Parameters
        ----------
        network : Network
            The network.

        Returns
        -------
        float
            The loss; NaN or infinity where the network has gone there.
        """
        total = 0.0
        for inputs, targets in self._parts(network):
            output = propagate(network, inputs).output
            with np.errstate(all="ignore"):
                total += self.loss.value(targets, output) * len(targets)
        return self.scale * total / len(self.targets)

    def value_and_gradient_norms(self, network: Network) -> tuple[float, list[float]]:
        """Compute the mean loss and the norm of its gradient in each layer, without a penalty.

        Parameters
        ----------
        network : Network
            The network.

        Returns
        -------
        loss : float
            As `value` gives it.
        norms : list of float
            For layers 1..L, the Euclidean norm over the weights into the layer and its biases, of
            the gradient that the training follows: the one of the sum over outputs.
        """
        total = 0.0
        weights: list[Any] = [0.0] * len(network.connections)
        biases: list[Any] = [0.0] * network.n_layers
        for inputs, targets in self._parts(network):
            part = backpropagate(network, propagate(network, inputs), targets, self.loss)
            share = len(targets) / len(self.targets)
            with np.errstate(all="ignore"):
                total += part.loss * share
                for k, gradient in enumerate(part.weight_gradients):
                    weights[k] = weights[k] + share * gradient
                for k, bias in enumerate(part.bias_gradients):
                    biases[k] = biases[k] + share * (0.0 if bias is None else bias)
        norms = []
        with np.errstate(all="ignore"):
            for layer in range(1, network.n_layers):
                into = [weights[k] for k, _ in network.incoming(layer)]
                sizes = [float(np.linalg.norm(one)) for one in (*into, biases[layer])]
                norms.append(math.hypot(*sizes))
        return self.scale * total, norms

    def outputs(self, network: Network) -> NDArray[np.float64]:
        """Compute what a network puts out for the samples.

        Parameters
        ----------
        network : Network
            The network.

        Returns
        -------
        ndarray of shape (n_samples, n_outputs)
            The outputs.
        """
        parts = [propagate(network, inputs).output for inputs, _ in self._parts(network)]
        return np.concatenate(parts)

    def _parts(self, network: Network) -> Any:
        """Cut the samples into parts whose activations need little memory."""
        size = max(1, _MOST_NUMBERS // max(network.sizes))
        for start in range(0, len(self.targets), size):
            inputs = self.inputs[start : start + size]
            dense = inputs.toarray() if hasattr(inputs, "toarray") else inputs
            yield np.asarray(dense, dtype=np.float64), self.targets[start : start + size]
