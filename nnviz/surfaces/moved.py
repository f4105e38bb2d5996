"""The loss at many places at once: what moves is computed for all of them, the rest once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import Activation, get_activation
from nnviz.network import Connection, Network
from nnviz.propagation import propagate
from nnviz.surfaces.direction import Direction
from nnviz.surfaces.measuring import Samples

Array = NDArray[np.float64]
Places = NDArray[np.intp]

# About what the caches of a core hold: larger blocks only wait for memory.
BLOCK_BYTES = 2**21


@dataclass(frozen=True, eq=False)
class _Inflow:
    """What a connection brings to those neurons of its target that move.

    ``fixed`` are the neurons of the source that put out the same everywhere, and ``stepping`` those
    of them whose weights move; ``weights`` and ``steps`` lead from the neurons that move.
    """

    source: int
    fixed: Places
    fixed_weights: Array
    stepping: Places
    stepping_steps: Array  # (n_axes, n_stepping, n_columns)
    weights: Array
    steps: Array | None  # (n_axes, n_moving, n_columns)


@dataclass(frozen=True, eq=False)
class _MovingLayer:
    """The neurons of a layer that move (``columns``), and what flows into them."""

    index: int
    columns: Places
    inflows: tuple[_Inflow, ...]
    bias: Array | None
    bias_steps: Array | None  # (n_axes, n_columns)
    activation: Activation


class MovedLoss:
    """The loss of a network as its weights move along directions.

    A neuron moves if a weight into it does, or if it is fed by one that moves. All others are
    computed once. Into the first neurons that move, weighted sums are linear in the steps: A (W + a
    D + b E) = A W + a A D + b A E, so that no matrix product is needed for a further place; later
    ones are computed for blocks of places at once.

    Parameters
    ----------
    network : Network
        The network at its present weights.
    directions : tuple of Direction
        The directions of the axes.
    samples : Samples
        What the loss is measured on.
    """

    def __init__(
        self, network: Network, directions: tuple[Direction, ...], samples: Samples
    ) -> None:
        self.network = network
        self.samples = samples
        self.n_axes = len(directions)
        self.layers = _plan(network, directions)
        self.penalty = _Penalty(network, directions, samples)

    def __call__(self, steps: Array) -> Array:
        """Measure the loss at places.

        Parameters
        ----------
        steps : ndarray of shape (n, n_axes)
            How far each place is from the present weights along each direction.

        Returns
        -------
        ndarray of shape (n,)
            The losses, with the penalty if there is one.
        """
        values = np.zeros(len(steps))
        n_samples, n_places = self._block()
        with np.errstate(all="ignore"):
            for inputs, targets, share in self.samples.parts(n_samples):
                activations = propagate(self.network, inputs).activations
                linear = [self._linear(layer, activations) for layer in self.layers]
                for start in range(0, len(steps), n_places):
                    block = steps[start : start + n_places]
                    outputs = self._outputs(block, activations, linear)
                    values[start : start + n_places] += [
                        share * self.samples.loss.value(targets, output) for output in outputs
                    ]
            return values + self.penalty(steps)

    def _linear(
        self, layer: _MovingLayer, activations: tuple[Array, ...]
    ) -> tuple[Array, Array | None]:
        """Give the part of the weighted sums that is known or linear: base, and slope by axis."""
        shape = len(activations[0]), len(layer.columns)
        base = np.zeros(shape)
        slope: Array | None = None
        for inflow in layer.inflows:
            a = activations[inflow.source]
            if len(inflow.fixed):
                base += _columns(a, inflow.fixed) @ inflow.fixed_weights
            if len(inflow.stepping):
                if slope is None:
                    slope = np.zeros((self.n_axes, *shape))
                slope += _columns(a, inflow.stepping) @ inflow.stepping_steps
        if layer.bias is not None:
            base += layer.bias
        if layer.bias_steps is not None:
            if slope is None:
                slope = np.zeros((self.n_axes, *shape))
            slope += layer.bias_steps[:, np.newaxis, :]
        return base, slope

    def _outputs(
        self,
        steps: Array,
        activations: tuple[Array, ...],
        linear: list[tuple[Array, Array | None]],
    ) -> Array:
        """Compute the outputs at a block of places: (n_places, n_samples, n_outputs)."""
        n_places, n_samples = len(steps), len(activations[0])
        moved: dict[int, Array] = {}
        for layer, (base, slope) in zip(self.layers, linear, strict=True):
            if slope is None:
                z = np.broadcast_to(base, (n_places, *base.shape)).copy()
            else:
                z = (steps @ slope.reshape(self.n_axes, -1)).reshape(n_places, *base.shape)
                z += base
            for inflow in layer.inflows:
                a = moved.get(inflow.source)
                if a is None:
                    continue
                if inflow.steps is None:
                    product = a.reshape(n_places * n_samples, -1) @ inflow.weights
                    z += product.reshape(z.shape)
                else:
                    z += a @ (inflow.weights + np.tensordot(steps, inflow.steps, 1))
            moved[layer.index] = layer.activation.function(z)
        fixed, last = activations[-1], self.network.depth
        if last not in moved:
            return np.broadcast_to(fixed, (n_places, *fixed.shape))
        columns = self.layers[-1].columns
        if len(columns) == fixed.shape[1]:
            return moved[last]
        outputs = np.broadcast_to(fixed, (n_places, *fixed.shape)).copy()
        outputs[:, :, columns] = moved[last]
        return outputs

    def _block(self) -> tuple[int, int]:
        """Choose how many samples and how many places go together."""
        sizes, half = self.network.sizes, self.samples.max_bytes // 2
        widths = [len(layer.columns) for layer in self.layers] or [0]
        per_sample = 8 * (3 * sum(sizes) + (1 + self.n_axes) * sum(widths) + 4 * sizes[-1])
        # All that moves, with its weighted sums and what an activation needs on its way.
        per_pair = 8 * (sum(widths) + 4 * max(widths) + sizes[-1] + 1)
        products = (
            inflow.weights.size
            for layer in self.layers
            for inflow in layer.inflows
            if inflow.steps is not None
        )
        per_place = 8 * (3 * max(products, default=0) + self.n_axes + 2)
        n_samples = min(half // per_sample, max(half - per_place, 0) // per_pair)
        n_samples = max(1, min(len(self.samples), n_samples))
        block = min(half, BLOCK_BYTES)
        return n_samples, max(1, block // (n_samples * per_pair + per_place))


def _columns(array: Array, columns: Places) -> Array:
    return array if len(columns) == array.shape[1] else array[:, columns]


def _plan(network: Network, directions: tuple[Direction, ...]) -> tuple[_MovingLayer, ...]:
    moving: dict[int, Places] = {0: np.empty(0, dtype=np.intp)}
    plan = []
    for index, layer in enumerate(network.layers[1:], start=1):
        moves = np.zeros(layer.size, dtype=np.bool_)
        for k, connection in network.incoming(index):
            for direction in directions:
                moves |= (direction.weight_steps[k] != 0).any(axis=0)
            moves |= connection.mask[moving[connection.source]].any(axis=0)
        biases = [direction.bias_steps[index] for direction in directions]
        for bias in biases:
            moves |= False if bias is None else bias != 0
        if moves.any() and layer.activation == "softmax":
            moves = layer.present  # they share out what there is
        moving[index] = columns = np.flatnonzero(moves)
        if not len(columns):
            continue
        bias_steps = np.array([np.zeros(layer.size) if b is None else b for b in biases])
        plan.append(
            _MovingLayer(
                index,
                columns,
                tuple(
                    _inflow(
                        connection,
                        np.array([direction.weight_steps[k] for direction in directions]),
                        moving[connection.source],
                        columns,
                    )
                    for k, connection in network.incoming(index)
                ),
                None if layer.bias is None else layer.bias[columns],
                bias_steps[:, columns] if bias_steps.any() else None,
                get_activation(str(layer.activation)),
            )
        )
    return tuple(plan)


def _inflow(connection: Connection, steps: Array, moving: Places, columns: Places) -> _Inflow:
    weights = connection.weights
    assert weights is not None
    fixed = np.setdiff1d(np.arange(len(weights)), moving)
    into = steps[:, :, columns]
    stepping = fixed[(into[:, fixed] != 0).any(axis=(0, 2))]
    return _Inflow(
        source=connection.source,
        fixed=fixed,
        fixed_weights=weights[np.ix_(fixed, columns)],
        stepping=stepping,
        stepping_steps=into[:, stepping],
        weights=weights[np.ix_(moving, columns)],
        steps=into[:, moving] if into[:, moving].any() else None,
    )


class _Penalty:
    """The penalty along directions, which is quadratic in the steps."""

    def __init__(
        self, network: Network, directions: tuple[Direction, ...], samples: Samples
    ) -> None:
        n_axes = len(directions)
        self.constant, self.linear = 0.0, np.zeros(n_axes)
        self.square = np.zeros((n_axes, n_axes))
        if not samples.l2:
            return
        for k, connection in enumerate(network.connections):
            assert connection.weights is not None
            weights = connection.weights.ravel()
            steps = np.array([direction.weight_steps[k].ravel() for direction in directions])
            self.constant += float(weights @ weights)
            self.linear += 2.0 * steps @ weights
            self.square += steps @ steps.T
        scale = 0.5 * samples.l2 / len(samples)
        self.constant *= scale
        self.linear *= scale
        self.square *= scale

    def __call__(self, steps: Array) -> Array:
        squares = np.einsum("ni,ij,nj->n", steps, self.square, steps)
        return np.asarray(self.constant + steps @ self.linear + squares)
