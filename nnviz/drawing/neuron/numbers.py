"""One neuron as numbers: its weights, what enters it for a sample, what it makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import Activation, get_activation
from nnviz.network import Network

Floats = NDArray[np.float64]


# Of softmax neurons whose neighbours are not known, three that may be.
_OFFSETS = (-2.5, 0.0, 2.5)


@dataclass(frozen=True, eq=False)
class NeuronNumbers:
    """What there is to know of the neuron of a picture.

    Attributes
    ----------
    activation_name : str
        What bends the weighted sum, by its canonical name.
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

    activation_name: str
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
    def activation(self) -> Activation:
        """What bends the weighted sum."""
        return get_activation(self.activation_name)

    @property
    def curve(self) -> Callable[[Any], Floats] | None:
        """The activation as a function of this neuron's own sum; None where there is none."""
        if self.activation.name != "softmax":
            return self.activation.function
        return None if self.offset is None else self._beside(self.offset)

    @property
    def possible_curves(self) -> list[Callable[[Any], Floats]]:
        """The curve; where it depends on the neighbours' sums, some of those that there may be."""
        known = self.curve
        return [self._beside(offset) for offset in _OFFSETS] if known is None else [known]

    def _beside(self, offset: float) -> Callable[[Any], Floats]:
        """The softmax of a sum beside neighbours."""

        def curve(z: Any) -> Floats:
            sums = np.asarray(z, dtype=float)
            if offset == -np.inf:  # there are no neighbours: it has all the probability
                return np.ones_like(sums)
            both = np.stack([sums, np.full_like(sums, offset)], axis=-1)
            return self.activation.function(both)[..., 0]

        return curve

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
