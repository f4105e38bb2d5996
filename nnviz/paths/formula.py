"""The chain rule in LaTeX: the symbols of its factors, and the sum over all paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.notation import Index, Notation
from nnviz.paths.routes import Start

__all__ = ["Symbols", "n_residual_factors", "sum_over_paths"]

# Connections that skip layers make several nested sums; so many are written.
_MAX_TERMS = 4

#: A neuron whose index may be a letter.
Place = tuple[int, Index]


@dataclass(frozen=True)
class Symbols:
    """What the factors of a weight's chain rule are called.

    Parameters
    ----------
    network : Network
        The network.
    notation : Notation
        Whose symbols.
    start : Start
        The weight.
    out_activation : str or None
        The output layer's activation; None where it is unknown.
    """

    network: Network
    notation: Notation
    start: Start
    out_activation: str | None

    def gradient(self) -> str:
        """Name dL/dw of the weight itself.

        Returns
        -------
        str
            LaTeX.
        """
        if self.start.source is None:
            layer, j = self.start.target
            symbol = self.notation.bias(layer, j, self.network.n_layers)
        else:
            symbol = self.weight(self.start.source, self.start.target)
        return _partial(self.notation.loss(), symbol)

    def incoming(self) -> str:
        """Name the activation that comes in through the weight.

        Returns
        -------
        str
            LaTeX.
        """
        if self.start.source is None:
            return "1"
        layer, i = self.start.source
        if layer == 0:
            return self.notation.input(i)
        return self.notation.activation(layer, i, self.network.n_layers)

    def has_slope(self, layer: int) -> bool:
        """Whether a layer's slope is a number for each neuron; that of softmax is a matrix.

        Parameters
        ----------
        layer : int
            The weight's own layer, or a later one.

        Returns
        -------
        bool
            False for a softmax output.

        Raises
        ------
        ValueError
            If a hidden layer's slope is none.
        """
        if layer == self.network.depth:
            return self.out_activation != "softmax"
        if self.network.layers[layer].activation == "softmax":
            raise ValueError(
                f"model: layer {layer} is a hidden softmax layer, whose derivative does not "
                "factor neuron by neuron; gradients go through every other activation."
            )
        return True

    def slope(self, layer: int, j: Index) -> str:
        """Name h'(z) of a neuron.

        Parameters
        ----------
        layer, j : int
            The neuron.

        Returns
        -------
        str
            LaTeX.
        """
        return self.notation.slope(layer, j, self.network.n_layers)

    def weight(self, before: Place, after: Place) -> str:
        """Name the weight between two neurons.

        Parameters
        ----------
        before, after : tuple
            The neurons, as (layer, index).

        Returns
        -------
        str
            LaTeX.
        """
        n_layers = self.network.n_layers
        return self.notation.weight(after[0], before[1], after[1], n_layers, source=before[0])

    def loss_slope(self, k: Index, sample: str | None = None) -> str:
        """Name the slope of the loss at an output, or at a softmax output's weighted sum.

        Parameters
        ----------
        k : int
            The output.
        sample : str or None, default=None
            The letter of a sample, for its own loss.

        Returns
        -------
        str
            LaTeX.
        """
        network, names = self.network, self.notation
        if self.has_slope(network.depth):
            below = names.output(k, network.sizes[-1])
        else:
            below = names.preactivation(network.depth, k, network.n_layers)
        return _partial(names.loss(sample), below)

    def residual(self, k: Index) -> str:
        r"""Write ``(\hat{y} - y) / n`` of an output.

        Parameters
        ----------
        k : int
            The output.

        Returns
        -------
        str
            LaTeX.
        """
        n_outputs = self.network.sizes[-1]
        output, target = self.notation.output(k, n_outputs), self.notation.target(k, n_outputs)
        return f"({output} - {target}) / n"


def n_residual_factors(loss: Loss | None, out_activation: str | None) -> int:
    """Count the last factors of a chain rule that multiply to (output - target) / n.

    Parameters
    ----------
    loss : Loss or None
        The loss; None where it is unknown.
    out_activation : str or None
        The output layer's activation.

    Returns
    -------
    int
        0, 1, or 2.
    """
    if loss is None:
        return 0
    if loss.name == "squared_error":
        return 1  # whatever the activation
    if loss.canonical != out_activation:
        return 0
    return 1 if out_activation == "softmax" else 2


def sum_over_paths(symbols: Symbols) -> str:
    r"""Write a weight's gradient as the sum over samples and paths.

    Paths through the same layers are nested sums over the neurons of these layers; a layer of one
    neuron needs no sum. A weight that does not exist counts as 0. The index s stands on the
    bracket, for all in it that differs between samples.

    Parameters
    ----------
    symbols : Symbols
        The weight, from which at least one path leads on, and its notation.

    Returns
    -------
    str
        An equation in LaTeX.
    """
    terms = [_nested_sum(symbols, layers) for layers in islice(_sequences(symbols), _MAX_TERMS + 1)]
    if len(terms) > _MAX_TERMS:
        terms[-2:] = [r"\cdots"]
    inside = " + ".join(terms)
    return rf"{symbols.gradient()} = \frac{{1}}{{n}} \sum_{{s}} \left[ {inside} \right]_{{s}}"


def _sequences(symbols: Symbols) -> Iterator[tuple[int, ...]]:
    """List the layers that paths go through, most layers first."""
    network, (first, neuron) = symbols.network, symbols.start.target
    outputs = [False] * network.depth + [True]  # which layers lead to the outputs
    for connection in reversed(network.connections):
        if connection.n_weights and outputs[connection.target]:
            outputs[connection.source] = True
    stack: list[tuple[int, ...]] = [()]
    while stack:
        layers = stack.pop()
        here = layers[-1] if layers else first
        if here == network.depth:
            yield layers
            continue
        following = [
            (*layers, connection.target)
            for _, connection in network.outgoing(here)
            if outputs[connection.target]
            and (connection.mask if layers else connection.mask[neuron]).any()
        ]
        stack += reversed(following)


def _nested_sum(symbols: Symbols, layers: tuple[int, ...]) -> str:
    network, base = symbols.network, symbols.notation.index_base
    sums, factors = [], []
    incoming = symbols.incoming()
    if incoming != "1":
        factors.append(incoming)
    before: Place = symbols.start.target
    if symbols.has_slope(before[0]):
        factors.append(symbols.slope(*before))
    for layer in layers:
        index: Index = 0
        if network.sizes[layer] > 1:
            index = f"k_{{{layer + symbols.notation.layer_base}}}"
            last = base + network.sizes[layer] - 1
            sums.append(rf"\sum_{{{index}={base}}}^{{{last}}}")
        factors.append(symbols.weight(before, (layer, index)))
        before = (layer, index)
        if symbols.has_slope(layer):
            factors.append(symbols.slope(*before))
    factors.append(symbols.loss_slope(before[1], "s"))
    return " ".join([*sums, r" \, ".join(factors)])


def _partial(above: str, below: str) -> str:
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"
