"""The chain rule along one path: its formula, and each factor with its value and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from nnviz.activations import get_activation
from nnviz.adapters import as_network
from nnviz.losses import Loss, resolve_loss
from nnviz.network import Network
from nnviz.network.checks import check_place
from nnviz.notation import Notation, get_notation
from nnviz.paths.flow import Passes, run_passes
from nnviz.paths.formula import Symbols, n_residual_factors, sum_over_paths
from nnviz.paths.gradient import MAX_PATHS, paths_from
from nnviz.paths.routes import Route, Start, as_given, check_path, find_start

__all__ = ["ChainRule", "Factor", "chain_rule"]

Neuron = tuple[int, int]


@dataclass(frozen=True)
class Factor:
    """One factor of the product along a path, and where in the picture it belongs.

    Attributes
    ----------
    symbol : str
        LaTeX that mathtext can render, without dollar signs; "1" for what comes in through a
        bias.
    value : float or None
        Its value for one sample; None without data.
    kind : {"input", "slope", "weight", "loss"}
        The activation that comes in through the chosen weight; h'(z) of a neuron; the weight of
        an edge; the loss's slope at the output (dL/dz for a softmax output, else dL/d output).
    neuron : tuple of int, or None
        The neuron (layer, index) that an input, a slope or the loss's slope belongs to; None for
        a weight, and for the 1 of a bias.
    edge : tuple, or None
        The edge ((l, i), (m, j)) that a weight belongs to.

    Examples
    --------
    >>> from nnviz import chain_rule
    >>> chain_rule([2, 8, 6, 1], (1, 0, 4), (3, 0)).factors[2].edge
    ((1, 4), (2, 3))
    """

    symbol: str
    value: float | None
    kind: Literal["input", "slope", "weight", "loss"]
    neuron: Neuron | None = None
    edge: tuple[Neuron, Neuron] | None = None


@dataclass(frozen=True, eq=False, repr=False)
class ChainRule:
    r"""The product along one path from a weight to an output, as formulas and as factors.

    The loss L is a mean over n samples, and its slope at one sample's output holds the 1/n:
    `latex` and `factors` are what that sample adds to dL/dw along this path. In `sum_latex` the
    1/n stands outside, before the sum over samples, and the slope is that of the sample's own
    loss. The two are not to be mixed, since 1/n would count twice.

    Attributes
    ----------
    network : Network
        The network.
    weight : tuple
        The weight, as it was asked for.
    path : tuple
        The neurons after the weight's own.
    notation : Notation
        The notation of all symbols.
    latex : str
        The product, in the order of the picture: from the incoming activation to the loss.
    sum_latex : str
        The gradient as the whole sum over samples and paths. An index s on the bracket stands for
        every quantity in it that differs between samples.
    gradient_latex : str
        The symbol dL/dw.
    factors : tuple of Factor
        The factors, in the order of the picture.
    residual_latex : str or None
        What the last `n_residual` factors multiply to, such as ``(\hat{y} - y) / n``; None where
        they are not that simple, or the loss is not known.
    n_residual : int
        How many of the last factors those are: 2 for log loss with a logistic output, 1 for the
        squared error and for softmax (whose slope is no number, so that dL/dz is one factor), or
        0.
    product : float or None
        The product of the values for the sample; None without data.
    sample : int or None
        The sample's row in the data; None without data.

    See Also
    --------
    chain_rule : Computes it.
    """

    network: Network
    weight: tuple[Any, ...]
    path: tuple[Any, ...]
    notation: Notation
    latex: str
    sum_latex: str
    gradient_latex: str
    factors: tuple[Factor, ...]
    residual_latex: str | None
    n_residual: int
    product: float | None
    sample: int | None

    def __repr__(self) -> str:
        product = "" if self.product is None else f", sample {self.sample}: {self.product:.4g}"
        return (
            f"<ChainRule of weight {self.weight} along {self.path}: "
            f"{len(self.factors)} factors{product}>"
        )


def chain_rule(
    model: Any,
    weight: tuple[Any, ...],
    path: tuple[Any, ...] | str,
    *,
    notation: str | Notation = "course",
    index_base: Literal[0, 1] | None = None,
    X: Any = None,
    y: Any = None,
    sample: int = 0,
    loss: str | Loss = "auto",
) -> ChainRule:
    r"""Write the chain rule along one path from a weight to an output.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes; an architecture will do where there are no data.
    weight : tuple
        ``(r, i, j)``, ``(r, "bias", j)`` or ``((l, i), (m, j))``, as in `gradient_paths`.
    path : tuple or "strongest"
        The neurons after the weight's own, one a layer: ``(k_(r+1), ..., k_L)``. In a network
        with connections that skip layers, with their layers: ``((l, k), ...)``. With data,
        "strongest" is the path of largest absolute product over all samples.
    notation : str or Notation, default="course"
        "course", "islp", "nielsen", or a Notation.
    index_base : {0, 1} or None, default=None
        The printed index of the first neuron; None keeps the notation's own.
    X : array-like of shape (n_samples, n_features), optional
        Samples in the units that the model's own ``predict`` takes.
    y : array-like, optional
        What the model's own ``fit`` takes; to be given with `X`, and only then.
    sample : int, default=0
        The row of `X` whose values the factors have.
    loss : str or Loss, default="auto"
        As in `backward`; "auto" follows the output activation where that is known.

    Returns
    -------
    ChainRule
        ``latex``, ``sum_latex``, ``factors``.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If the network has no such weight or path, the notation or loss is unknown, `path` is
        "strongest" without data, only one of `X` and `y` is given, or they are not what
        `backward` takes.

    See Also
    --------
    gradient_paths : The products along all paths.

    Notes
    -----
    Each neuron that the path enters adds one slope, the weight's own neuron and the output
    included; each edge after the weight adds its weight; the weight itself is no factor. The
    slope of the ReLU at 0 is 0. A softmax output depends on the weighted sums of the whole layer,
    so that the chain rule takes it and the cross-entropy in one step:
    :math:`\partial L / \partial z_k = (\hat{y}_k - y_k) / n`.

    References
    ----------
    Rumelhart, D. E., Hinton, G. E., and Williams, R. J. (1986). Learning representations by
    back-propagating errors. Nature, 323, 533-536.

    Bishop, C. M. (2006). Pattern Recognition and Machine Learning, section 4.3.6 (canonical link
    functions). Springer.

    Examples
    --------
    >>> from nnviz import chain_rule
    >>> rule = chain_rule([2, 1, 1], (1, 0, 0), (0,), notation="nielsen")
    >>> print(rule.latex)
    x_{1} \cdot \sigma^{\prime}(z^{2}_{1}) \cdot w^{3}_{11} \cdot \sigma^{\prime}(z^{3}_{1}) \cdot \frac{\partial C}{\partial a^{L}}
    """  # noqa: E501 - a formula is not broken
    network = as_network(model)
    start = find_start(network, weight)
    names = get_notation(notation, index_base)
    passes = None
    if X is None and y is None:
        if isinstance(path, str):
            _check_strongest(path)
            raise ValueError("path: the strongest is known with data only; give X and y.")
    else:
        if X is None or y is None:
            raise ValueError(f"{'X' if X is None else 'y'}: X and y must be given together.")
        passes = run_passes(network, X, y, loss)
        sample = check_place("sample", sample, passes.forward.n_samples, "row")
        if isinstance(path, str):
            _check_strongest(path)
            path = paths_from(passes, weight, start, MAX_PATHS).strongest
    route = check_path(network, start, path)
    return rule_from(network, weight, start, route, names, loss, passes, sample)


def rule_from(
    network: Network,
    weight: tuple[Any, ...],
    start: Start,
    route: Route,
    notation: Notation,
    loss: str | Loss,
    passes: Passes | None,
    sample: int,
) -> ChainRule:
    """Write the chain rule along a path that has been checked, from passes that have been run.

    Parameters
    ----------
    network : Network
        The network.
    weight : tuple
        The weight, as it was asked for.
    start : Start
        What it is.
    route : Route
        The path.
    notation : Notation
        Of all symbols.
    loss : str or Loss
        As it was asked for.
    passes : Passes or None
        With data.
    sample : int
        The row whose values the factors have.

    Returns
    -------
    ChainRule
        The chain rule.
    """
    out_activation = network.layers[-1].activation
    known = None
    if loss != "auto" or out_activation is not None:
        known = resolve_loss(loss, out_activation)
        if out_activation is None and len(known.activations or ()) == 1:
            out_activation = known.canonical  # the only one that the loss goes with
    values = None if passes is None else _values(passes, start, route, sample)
    symbols = Symbols(network, notation, start, out_activation)
    factors = _factors(symbols, start, route, values)
    n_residual = n_residual_factors(known, out_activation)
    last = route[-1] if route else start.target
    with np.errstate(all="ignore"):
        product = None if values is None else float(np.prod(values)) + 0.0  # no -0
    return ChainRule(
        network=network,
        weight=weight,
        path=as_given(network, route),
        notation=notation,
        latex=r" \cdot ".join(factor.symbol for factor in factors if factor.symbol != "1"),
        sum_latex=sum_over_paths(symbols),
        gradient_latex=symbols.gradient(),
        factors=factors,
        residual_latex=symbols.residual(last[1]) if n_residual else None,
        n_residual=n_residual,
        product=product,
        sample=None if values is None else sample,
    )


def _check_strongest(path: str) -> None:
    if path != "strongest":
        raise ValueError(f'path: must be a tuple of neurons, or "strongest"; got {path!r}.')


def _factors(
    symbols: Symbols, start: Start, route: Route, values: list[float] | None
) -> tuple[Factor, ...]:
    factors: list[Factor] = []

    def add(symbol: str, kind: Any, **place: Any) -> None:
        value = None if values is None else values[len(factors)]
        factors.append(Factor(symbol, value, kind, **place))

    add(symbols.incoming(), "input", neuron=start.source)
    neuron = start.target
    if symbols.has_slope(neuron[0]):
        add(symbols.slope(*neuron), "slope", neuron=neuron)
    for after in route:
        add(symbols.weight(neuron, after), "weight", edge=(neuron, after))
        if symbols.has_slope(after[0]):
            add(symbols.slope(*after), "slope", neuron=after)
        neuron = after
    add(symbols.loss_slope(neuron[1]), "loss", neuron=neuron)
    return tuple(factors)


def _values(passes: Passes, start: Start, route: Route, sample: int) -> list[float]:
    """Compute each factor for one sample, in the order of `_factors`."""
    network = passes.network
    values, neuron = [1.0], start.target
    if start.source is not None:
        values = [float(passes.forward.activations[start.source[0]][sample, start.source[1]])]
    for after in route:
        values.append(_slope(passes, sample, neuron))
        connection = network.connection(neuron[0], after[0])
        assert connection is not None  # check_path has followed it
        assert connection.weights is not None
        values.append(float(connection.weights[neuron[1], after[1]]))
        neuron = after
    return values + _output_values(passes, sample, neuron)


def _slope(passes: Passes, sample: int, neuron: Neuron) -> float:
    layer, j = neuron
    activation = get_activation(str(passes.network.layers[layer].activation))
    z, a = passes.forward.preactivations[layer], passes.forward.activations[layer]
    assert activation.derivative is not None
    assert z is not None
    with np.errstate(all="ignore"):
        if activation.name == "logistic" and layer == passes.network.depth:
            # a (1 - a) is 0 from z = 37 on, while dL/d output grows as fast as the slope falls.
            e = np.exp(-np.abs(z[sample, j]))
            return float(e / (1.0 + e) ** 2)
        place = (slice(sample, sample + 1), slice(j, j + 1))
        return float(activation.derivative(z[place], a[place])[0, 0])


def _output_values(passes: Passes, sample: int, neuron: Neuron) -> list[float]:
    """Give the slope at the output and the loss's own, or for softmax their product alone."""
    activation = get_activation(str(passes.network.layers[-1].activation))
    deltas = passes.backward.deltas[-1]
    assert deltas is not None
    delta = float(deltas[sample, neuron[1]])
    if activation.derivative is None:
        return [delta]
    slope = _slope(passes, sample, neuron)
    if passes.loss.canonical == activation.name and slope != 0:
        # From their product, (output - y)/n, which loses no digits.
        return [slope, delta / slope]
    gradient = passes.loss.gradient(passes.targets, passes.forward.output)
    return [slope, float(gradient[sample, neuron[1]])]
