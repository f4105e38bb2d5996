"""Which neurons are silent or saturated over some samples, and which change no output at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import get_activation
from nnviz.last_bits import same_but_for_last_bits
from nnviz.network import Network
from nnviz.propagation import propagate

__all__ = ["LayerActivity", "activity_over", "cut_off"]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

MAX_BYTES = 2**30  # of all activations that are kept
_CHUNK_BYTES = 2**26  # of one chunk's activations and weighted sums


@dataclass(frozen=True, eq=False, repr=False)
class LayerActivity:
    """What the neurons of one layer put out for some samples.

    Attributes
    ----------
    layer : int
        Its index in the network.
    activations : ndarray of shape (n_samples, size)
        What they put out; read-only. It is exactly 0 where it is 0 but for last bits.
    present : ndarray of bool of shape (size,)
        False for neurons that were taken out.
    zero_counts : ndarray of int of shape (size,)
        On how many samples each puts out exactly 0.
    flat_counts : ndarray of int of shape (size,), or None
        On how many samples the slope of its activation function is smaller than `saturation` times
        the largest slope; None where saturation is not judged.
    saturation : float
        Which part of the largest slope counts as flat.
    saturated_on : float
        On which part of the samples, at least, a saturated neuron is flat.
    """

    layer: int
    activations: Floats
    present: NDArray[np.bool_]
    zero_counts: Ints
    flat_counts: Ints | None
    saturation: float
    saturated_on: float

    @property
    def n_samples(self) -> int:
        """How many samples there are."""
        return len(self.activations)

    @property
    def silent(self) -> Ints:
        """The neurons that put out exactly 0 on every sample."""
        return np.flatnonzero(self.present & (self.zero_counts == self.n_samples))

    @property
    def saturated(self) -> Ints | None:
        """The neurons that are flat on enough samples; None where that is not judged."""
        if self.flat_counts is None:
            return None
        # 0.95 of 20 samples are 19 of them, whatever the last bit of the product says.
        least = self.saturated_on * self.n_samples * (1 - 1e-12)
        return np.flatnonzero(self.present & (self.flat_counts >= least))

    @property
    def zero_share(self) -> float:
        """The part of all activations that is exactly 0."""
        return self._share(self.zero_counts)

    @property
    def flat_share(self) -> float | None:
        """The part of all activations where the function is flat; None where not judged."""
        return None if self.flat_counts is None else self._share(self.flat_counts)

    def of_present(self) -> Floats:
        """The activations of the neurons that are there, copied only where some are not."""
        if self.present.all():
            return self.activations
        return np.asarray(self.activations[:, self.present])

    def _share(self, counts: Ints) -> float:
        """Of all values of the neurons that are there."""
        total = int(self.present.sum()) * self.n_samples
        return float(counts[self.present].sum() / total) if total else 0.0

    def __repr__(self) -> str:
        n, size = self.activations.shape
        return f"<LayerActivity of layer {self.layer}, {size} neurons on {n} samples>"


def activity_over(
    network: Network, inputs: Floats, layers: Sequence[int], *, saturation: float,
    saturated_on: float,
) -> tuple[LayerActivity, ...]:  # fmt: skip
    """Run samples through a network in chunks, and count who is silent or saturated.

    Saturation is judged in hidden layers whose function has a smooth, bounded curve: logistic,
    tanh, softsign. At an output with the loss that belongs to it the slope cancels, and a decided
    output is no fault.

    Parameters
    ----------
    network : Network
        A network with weights, biases and activations.
    inputs : ndarray of shape (n_samples, n_inputs)
        What enters the first layer.
    layers : sequence of int
        Whose activations to keep.
    saturation, saturated_on : float
        As `LayerActivity` has them.

    Returns
    -------
    tuple of LayerActivity
        In the order of `layers`.

    Raises
    ------
    ValueError
        If the network cannot be computed, or all activations would take more than 1 GiB.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.network import Network
    >>> network = Network.from_arrays([[[1.0, -1.0]], [[1.0], [1.0]]], activation="relu",
    ...                               out_activation="identity")
    >>> (hidden,) = activity_over(network, np.array([[1.0], [2.0]]), [1], saturation=0.05,
    ...                           saturated_on=0.95)
    >>> hidden.silent.tolist(), hidden.zero_share
    ([1], 0.5)
    """
    n, sizes = len(inputs), network.sizes
    needed = 8 * n * sum(sizes[layer] for layer in layers)
    if needed > MAX_BYTES:
        raise ValueError(
            f"X: the activations of {sum(sizes[layer] for layer in layers):,} neurons on {n:,} "
            f"samples would take {needed / 2**20:,.0f} MB; at most {MAX_BYTES // 2**20:,} MB are "
            "allowed: give fewer samples or fewer layers."
        )
    kept = [np.empty((n, sizes[layer])) for layer in layers]
    zeros = [np.zeros(sizes[layer], dtype=np.intp) for layer in layers]
    flats = [np.zeros_like(counts) for counts in zeros]
    limits = [_flat_slope(network, layer, saturation) for layer in layers]
    zero_at_zero = [_is_zero_at_zero(network, layer) for layer in layers]
    rows = max(_CHUNK_BYTES // (16 * sum(sizes)), 1)
    for start in range(0, n, rows):
        passed = propagate(network, inputs[start : start + rows])
        for k, layer in enumerate(layers):
            a, z = passed.activations[layer], passed.preactivations[layer]
            if z is not None and zero_at_zero[k]:
                # A sum that cancels is 0 on one processor and a last bit of either sign on others.
                a = np.where(same_but_for_last_bits(z, 0.0), 0.0, a)
            kept[k][start : start + rows] = a
            zeros[k] += np.sum(a == 0, axis=0)
            limit = limits[k]
            if limit is not None:
                assert z is not None
                flats[k] += np.sum(_slopes(network, layer, z, a) < limit, axis=0)
    for array in (*kept, *zeros, *flats):
        array.setflags(write=False)
    return tuple(
        LayerActivity(
            layer, kept[k], network.layers[layer].present, zeros[k],
            None if limits[k] is None else flats[k], saturation, saturated_on,
        )
        for k, layer in enumerate(layers)
    )  # fmt: skip


def cut_off(network: Network) -> tuple[NDArray[np.bool_], ...]:
    """Find the neurons that change no output, whatever the sample: their weights onward are 0.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    tuple of ndarray of bool, of shape (size,)
        By layer, inputs too: from which neurons no path leads to an output whose weights are all
        other than 0. Neurons that were taken out are not among them, and in a network without
        weights none is.

    Examples
    --------
    >>> from nnviz.network import Network
    >>> network = Network.from_arrays([[[1.0, 2.0]], [[0.0], [3.0]]])
    >>> [out.tolist() for out in cut_off(network)]
    [[False], [True, False], [False]]
    """
    if not network.has_weights:
        return tuple(np.zeros(size, dtype=bool) for size in network.sizes)
    reaches = [np.zeros(size, dtype=bool) for size in network.sizes]
    reaches[-1][:] = True
    for layer in range(network.n_layers - 2, -1, -1):
        for _, connection in network.outgoing(layer):
            assert connection.weights is not None
            carries = (connection.weights != 0) & connection.mask
            reaches[layer] |= carries[:, reaches[connection.target]].any(axis=1)
    return tuple(
        ~reached & layer.present for reached, layer in zip(reaches, network.layers, strict=True)
    )


def _is_zero_at_zero(network: Network, layer: int) -> bool:
    """Whether a neuron of a layer puts out 0 where its weighted sum is 0."""
    name = network.layers[layer].activation
    return name is not None and float(get_activation(name).function(np.zeros(1))[0]) == 0.0


def _flat_slope(network: Network, layer: int, saturation: float) -> float | None:
    """The slope under which a layer's function is flat; None where that is not judged."""
    name = network.layers[layer].activation
    if name is None or layer == network.n_layers - 1:
        return None
    activation = get_activation(name)
    if activation.derivative is None or activation.kinks or not np.isfinite(activation.range).all():
        return None
    # All of these are steepest at zero.
    zero = np.zeros(1)
    return saturation * float(np.abs(activation.derivative(zero, activation.function(zero)))[0])


def _slopes(network: Network, layer: int, z: Floats, a: Floats) -> Floats:
    name = network.layers[layer].activation
    assert name is not None
    derivative = get_activation(name).derivative
    assert derivative is not None
    return np.abs(derivative(z, a))
