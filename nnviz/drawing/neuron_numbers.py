"""One neuron as numbers: its weights, what enters it for a sample, what it makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import Activation
from nnviz.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NeuronNumbers:
    """What there is to know of the neuron of a picture.

    Attributes
    ----------
    activation : Activation
        What bends the weighted sum.
    n_inputs : int or str
        How many inputs it has; a letter stands for any number.
    has_bias : bool
        Whether it has one.
    network : Network or None
        Where the neuron is from; None for a neuron of symbols.
    layer, neuron : int
        Its place there.
    sources : tuple of (layer, neuron)
        Where its inputs come from.
    weights : ndarray of shape (n_inputs,), or None
        One an input; None for a neuron of symbols.
    bias : float or None
        Its value.
    inputs : ndarray of shape (n_inputs,), or None
        What enters for the sample.
    z, output : float or None
        The weighted sum for the sample, and what the neuron puts out.
    offset : float or None
        Of a softmax neuron for a sample: the logarithm of the summed exponentials of its
        neighbours, beside which it is the logistic function of ``z - offset``.
    """

    activation: Activation
    n_inputs: int | str = 3
    has_bias: bool = True
    network: Network | None = None
    layer: int = 1
    neuron: int = 0
    sources: tuple[tuple[int, int], ...] = ()
    weights: Floats | None = None
    bias: float | None = None
    inputs: Floats | None = None
    z: float | None = None
    output: float | None = None
    offset: float | None = None

    @property
    def curve(self) -> Callable[[Any], Floats] | None:
        """The activation as a function of this neuron's own sum; None where there is none."""
        if self.activation.name != "softmax":
            return self.activation.function
        if self.offset is None:
            return None
        return self._beside_neighbours

    def _beside_neighbours(self, z: Any) -> Floats:
        sums = np.asarray(z, dtype=float)
        if self.offset == -np.inf:  # there are no neighbours: it has all the probability
            return np.ones_like(sums)
        return self.activation.function(
            np.stack([sums, np.full_like(sums, self.offset or 0.0)], axis=-1)
        )[..., 0]

    @property
    def products(self) -> Floats | None:
        """Weight times input, for a sample."""
        if self.weights is None or self.inputs is None:
            return None
        with np.errstate(all="ignore"):
            return np.asarray(self.weights * self.inputs)

    @property
    def is_silent(self) -> bool:
        """Whether a rectified neuron puts out nothing for the sample."""
        return self.activation.name == "relu" and self.output == 0


def shown_inputs(numbers: NeuronNumbers, most: int | None) -> NDArray[np.int64]:
    """Which inputs a picture shows: all, or the heaviest in the order of their indices.

    Without weights they are the first ones and the last ones.
    """
    assert isinstance(numbers.n_inputs, int)
    everything = np.arange(numbers.n_inputs)
    # Dots take the room of three inputs: a single one is rather shown than left out.
    if most is None or numbers.n_inputs <= most + 1:
        return everything
    if numbers.weights is None:
        half = (most + 1) // 2
        return np.concatenate([everything[:half], everything[numbers.n_inputs - most + half :]])
    sizes = np.abs(np.where(np.isfinite(numbers.weights), numbers.weights, np.inf))
    return np.sort(np.argsort(-sizes, kind="stable")[:most])
