"""The passes over a network: activations forward, gradients backward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import Activation, get_activation
from nnviz.losses import Loss, output_delta

if TYPE_CHECKING:
    from nnviz.network import Layer, Network

__all__ = ["BackwardPass", "ForwardPass", "backpropagate", "propagate"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class ForwardPass:
    """What every neuron computed for some samples; the arrays are read-only.

    Parameters
    ----------
    activations : tuple of ndarray of shape (n_samples, size)
        By layer; the first is what enters the network's first layer, after any preprocessing.
    preactivations : tuple of ndarray of shape (n_samples, size), or None
        By layer: the weighted sums, biases included. The first is None: inputs have none.

    Examples
    --------
    >>> from nnviz.gradients import forward
    >>> from nnviz.network import Network
    >>> network = Network.from_arrays([[[2.0]], [[3.0]]], activation="relu",
    ...                               out_activation="identity")
    >>> forward(network, [[0.5], [-0.5]]).output
    array([[3.],
           [0.]])
    """

    activations: tuple[Array, ...]
    preactivations: tuple[Array | None, ...]

    @property
    def output(self) -> Array:
        """What the last layer puts out: an array of shape (n_samples, n_outputs)."""
        return self.activations[-1]

    @property
    def n_samples(self) -> int:
        """How many samples went through."""
        return len(self.activations[0])

    def __repr__(self) -> str:
        sizes = "-".join(str(a.shape[1]) for a in self.activations)
        return f"<ForwardPass of {_count(self.n_samples)} through {sizes}>"


@dataclass(frozen=True, eq=False, repr=False)
class BackwardPass:
    """The gradient of a loss over some samples; the arrays are read-only.

    Parameters
    ----------
    loss : float
        Its value, with the penalty if there is one.
    loss_name : str
        Its name, a key of `nnviz.losses.LOSSES`.
    weight_gradients : tuple of ndarray of shape (n_source, n_target)
        By connection: dL/dw; 0 where a weight does not exist.
    bias_gradients : tuple of ndarray of shape (size,), or None
        By layer: dL/db; None for the first layer and for one without biases.
    deltas : tuple of ndarray of shape (n_samples, size), or None
        By layer: dL/dz, each sample's part of it (the 1/n of the mean is in it). The first is
        None.

    Examples
    --------
    >>> from nnviz.gradients import backward
    >>> from nnviz.network import Network
    >>> network = Network.from_arrays([[[2.0]], [[3.0]]], activation="relu",
    ...                               out_activation="identity")
    >>> gradient = backward(network, [[0.5]], [[1.0]])
    >>> gradient.loss, gradient.weight_gradients[0]
    (2.0, array([[3.]]))
    """

    loss: float
    loss_name: str
    weight_gradients: tuple[Array, ...]
    bias_gradients: tuple[Array | None, ...]
    deltas: tuple[Array | None, ...]

    def __repr__(self) -> str:
        n_samples = next(len(delta) for delta in self.deltas if delta is not None)
        return f"<BackwardPass of {_count(n_samples)}, {self.loss_name} {self.loss:.4g}>"


def _count(n_samples: int) -> str:
    return f"{n_samples:,} sample{'' if n_samples == 1 else 's'}"


def propagate(network: Network, inputs: Array) -> ForwardPass:
    """Run samples through a network, from the first layer to the last.

    A connection that skips layers adds to its target's weighted sums like any other. A neuron
    that was taken out puts out 0.

    Parameters
    ----------
    network : Network
        A network with weights, biases and activations.
    inputs : ndarray of shape (n_samples, n_inputs)
        What enters the first layer: the network's own preprocessing is behind it already.

    Returns
    -------
    ForwardPass
        Activations and preactivations by layer.

    Raises
    ------
    ValueError
        If the network lacks something (the message says which layer lacks what), or the inputs
        have another width than the first layer.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.network import Network
    >>> from nnviz.propagation import propagate
    >>> network = Network.from_arrays([[[2.0], [-1.0]]], [[0.5]], out_activation="identity")
    >>> propagate(network, np.array([[1.0, 3.0]])).output
    array([[-0.5]])
    """
    functions = _functions(network)
    inputs = np.asarray(inputs, dtype=np.float64)
    if inputs.ndim != 2 or inputs.shape[1] != network.sizes[0]:
        raise ValueError(
            f"inputs: must have shape (n_samples, {network.sizes[0]}); got {inputs.shape}."
        )
    # A view, so that the caller's array stays writable.
    activations: list[Array] = [_frozen(inputs.view())]
    preactivations: list[Array | None] = [None]
    # Infinite and missing weights are legal: what they lead to is shown, not warned about.
    with np.errstate(all="ignore"):
        for index, layer in enumerate(network.layers[1:], start=1):
            z = _weighted_sums(network, index, activations)
            a = _activate(functions[index - 1], z, layer)
            preactivations.append(_frozen(z))
            activations.append(_frozen(a))
    return ForwardPass(tuple(activations), tuple(preactivations))


def _weighted_sums(network: Network, index: int, activations: list[Array]) -> Array:
    z: Array | None = None
    for _, connection in network.incoming(index):
        assert connection.weights is not None  # _functions has seen to it
        product = activations[connection.source] @ connection.weights
        if z is None:
            z = product
        else:
            z += product
    layer = network.layers[index]
    if z is None:
        z = np.zeros((len(activations[0]), layer.size))
    if layer.bias is not None:
        z += layer.bias
    return z


def _activate(activation: Activation, z: Array, layer: Layer) -> Array:
    if not layer.absent:
        return activation.function(z)
    # Only the neurons that are there share out a softmax.
    a = np.zeros_like(z)
    present = layer.present
    if present.any():
        a[:, present] = activation.function(z[:, present])
    return a


def backpropagate(
    network: Network, forward_pass: ForwardPass, targets: Array, loss: Loss, l2: float = 0.0
) -> BackwardPass:
    r"""Carry the gradient of a loss back through a network.

    With B_l for dL/dz_l, the last layer's follows from the loss, each earlier one is
    B_l = (sum over connections from l to m of B_m W^T) * h'(z_l), and the gradient of a
    connection's weights is A^T B, with A at its source and B at its target.

    Parameters
    ----------
    network : Network
        The network.
    forward_pass : ForwardPass
        What `propagate` gave for this network and the same samples.
    targets : ndarray of shape (n_samples, n_outputs)
        What the outputs should have been.
    loss : Loss
        The loss, as `nnviz.losses.resolve_loss` gives it.
    l2 : float, default=0.0
        Strength of scikit-learn's penalty: l2/(2n) times the sum of all squared weights (not
        biases) is added to the loss, and l2/n times the weights to their gradients.

    Returns
    -------
    BackwardPass
        The loss and its gradients.

    Raises
    ------
    ValueError
        If a hidden layer's activation has no derivative by neuron (softmax), the shapes do not
        match, the loss does not go with the last layer's activation, or `l2` is negative.

    References
    ----------
    Rumelhart, D. E., Hinton, G. E., and Williams, R. J. (1986). Learning representations by
    back-propagating errors. Nature, 323, 533-536.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.losses import LOSSES
    >>> from nnviz.network import Network
    >>> from nnviz.propagation import backpropagate, propagate
    >>> network = Network.from_arrays([[[2.0], [-1.0]]], [[0.5]], out_activation="identity")
    >>> forward_pass = propagate(network, np.array([[1.0, 3.0]]))
    >>> gradient = backpropagate(network, forward_pass, np.array([[0.0]]), LOSSES["squared_error"])
    >>> gradient.weight_gradients[0]
    array([[-0.5],
           [-1.5]])
    """
    functions = _functions(network)
    _check_hidden(network, functions)
    _check_l2(l2)
    output = forward_pass.output
    targets = np.asarray(targets, dtype=np.float64)
    if targets.shape != output.shape:
        raise ValueError(f"targets: must have shape {output.shape}; got {targets.shape}.")
    n_samples = forward_pass.n_samples
    if n_samples == 0:
        raise ValueError("targets: must hold at least one sample.")
    last = network.n_layers - 1
    deltas: list[Array | None] = [None] * network.n_layers
    with np.errstate(all="ignore"):
        z = forward_pass.preactivations[last]
        assert z is not None
        value = loss.value(targets, output)
        deltas[last] = _frozen(output_delta(loss, functions[-1], targets, z, output))
        for index in range(last - 1, 0, -1):
            deltas[index] = _frozen(
                _hidden_delta(network, index, functions[index - 1], forward_pass, deltas)
            )
        weight_gradients, penalty = _weight_gradients(network, forward_pass, deltas, l2)
        bias_gradients = tuple(
            _bias_gradient(layer, delta)
            for layer, delta in zip(network.layers, deltas, strict=True)
        )
    return BackwardPass(
        loss=value + penalty / n_samples,
        loss_name=loss.name,
        weight_gradients=weight_gradients,
        bias_gradients=bias_gradients,
        deltas=tuple(deltas),
    )


def _hidden_delta(
    network: Network,
    index: int,
    activation: Activation,
    forward_pass: ForwardPass,
    deltas: list[Array | None],
) -> Array:
    z, a = forward_pass.preactivations[index], forward_pass.activations[index]
    assert z is not None
    assert activation.derivative is not None
    delta: Array | None = None
    for _, connection in network.outgoing(index):
        after = deltas[connection.target]
        assert connection.weights is not None
        assert after is not None
        product = after @ connection.weights.T
        if delta is None:
            delta = product
        else:
            delta += product
    if delta is None:
        return np.zeros_like(z)
    delta *= activation.derivative(z, a)
    absent = list(network.layers[index].absent)
    if absent:
        delta[:, absent] = 0.0
    return delta


def _weight_gradients(
    network: Network, forward_pass: ForwardPass, deltas: list[Array | None], l2: float
) -> tuple[tuple[Array, ...], float]:
    """Give dL/dw by connection, and half of l2 times the sum of squared weights."""
    gradients, penalty = [], 0.0
    for connection in network.connections:
        delta, weights = deltas[connection.target], connection.weights
        assert delta is not None
        assert weights is not None
        gradient = forward_pass.activations[connection.source].T @ delta
        if l2:
            gradient += weights * (l2 / forward_pass.n_samples)
            penalty += 0.5 * l2 * float(np.vdot(weights, weights))
        if connection.exists is not None:
            gradient[~connection.exists] = 0.0
        gradients.append(_frozen(gradient))
    return tuple(gradients), penalty


def _bias_gradient(layer: Layer, delta: Array | None) -> Array | None:
    if delta is None or not layer.has_bias:
        return None
    gradient: Array = delta.sum(axis=0)
    gradient[~layer.bias_mask] = 0.0
    return _frozen(gradient)


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array


def _functions(network: Network) -> list[Activation]:
    """Find the activations of layers 1..L, or say what the network lacks for a pass."""
    lacks: dict[str, list[int]] = {"weights": [], "biases": [], "activation": []}
    for index, layer in enumerate(network.layers[1:], start=1):
        if any(connection.weights is None for _, connection in network.incoming(index)):
            lacks["weights"].append(index)
        elif layer.has_bias and layer.bias is None:
            lacks["biases"].append(index)
        if layer.activation is None:
            lacks["activation"].append(index)
    parts = [
        f"layer{'s' if len(indices) > 1 else ''} {', '.join(map(str, indices))} "
        f"{'have' if len(indices) > 1 else 'has'} no known {what}"
        for what, indices in lacks.items()
        if indices
    ]
    if parts:
        raise ValueError(
            f"model: this network cannot be computed: {'; '.join(parts)}. Network.from_arrays "
            "takes weights, biases, activation and out_activation."
        )
    return [get_activation(str(layer.activation)) for layer in network.layers[1:]]


def _check_hidden(network: Network, functions: list[Activation]) -> None:
    for index, activation in enumerate(functions[:-1], start=1):
        if activation.derivative is None:
            raise ValueError(
                f"model: layer {index} is a hidden {activation.name} layer, whose derivative does "
                "not factor neuron by neuron; gradients go through every other activation."
            )


def _check_l2(l2: float) -> None:
    if isinstance(l2, bool) or not isinstance(l2, (int, float, np.integer, np.floating)):
        raise TypeError(f"l2: must be a number, 0 or more; got {type(l2).__name__}.")
    if not (np.isfinite(l2) and l2 >= 0):
        raise ValueError(f"l2: must be a finite number, 0 or more; got {l2!r}.")
