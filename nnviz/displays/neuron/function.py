"""`draw_neuron`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap

from nnviz.displays.neuron.arguments import (
    check_defaults,
    check_no_model,
    check_options,
    numbers_of_model,
    numbers_of_symbols,
    warn_of_missing,
)
from nnviz.displays.neuron.display import NeuronDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.neuron.options import NeuronOptions
from nnviz.notation import Notation


def draw_neuron(
    model: Any = None,
    *,
    layer: int | None = None,
    neuron: int | None = None,
    n_inputs: int | str = 3,
    activation: str = "step",
    sample: Any = None,
    bias: str | bool = "term",
    max_inputs: int | None = 8,
    notation: str | Notation = "course",
    index_base: int | None = None,
    names: bool = True,
    input_names: Sequence[str] | None = None,
    output_name: str | None = None,
    formula: bool = True,
    captions: bool = True,
    negative_dash: str | bool = "auto",
    cmap: str | Colormap | None = None,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    node_kw: Mapping[str, Any] | None = None,
    edge_kw: Mapping[str, Any] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> NeuronDisplay:
    r"""Draw one artificial neuron: the weighted sum, the bend, the output.

    Without a model it is a neuron of symbols. With one it is a neuron of that model, with its
    weights, and for a sample with its arithmetic worked out.

    Parameters
    ----------
    model : object, optional
        Anything that `as_network` takes, with weights and activations.
    layer, neuron : int, optional
        Which neuron of the model; layers count from 1, the first one that computes, and neurons
        from 0. In a layer of one neuron `neuron` may be left out.
    n_inputs : int or str, default=3
        Of a neuron of symbols: how many inputs, or a letter such as "k" for any number.
    activation : str, default="step"
        Of a neuron of symbols; any name of `nnviz.activations` but softmax.
    sample : array-like of shape (n_features,) or one row, optional
        A sample in the units that the model's own ``predict`` takes.
    bias : {"term", "input", False}, default="term"
        The bias enters from above, times 1, or is a further input that is fixed at 1. False draws
        a neuron of symbols without one.
    max_inputs : int or None, default=8
        How many inputs to show at most, the heaviest; dots and a count stand for the others. None
        shows all.
    notation : {"course", "islp", "nielsen"} or Notation, default="course"
        Of the symbols.
    index_base : {0, 1}, optional
        Of printed indices. By default the notation's own for a neuron of a model; a neuron of
        symbols counts its inputs from 1, so that w_0 is the bias.
    names : bool, default=True
        Names beside the inputs and the output.
    input_names : sequence of str, optional
        In place of the model's own, or of the symbols: one an input.
    output_name : str, optional
        In place of the model's own, or of the symbol.
    formula : bool, default=True
        The line below: the formula, or the arithmetic of the sample. Its printed numbers agree
        with each other: it has as many digits as that takes.
    captions : bool, default=True
        What the parts are, below them.
    negative_dash : {"auto", True, False}, default="auto"
        Dash arrows of negative weights; "auto" does.
    cmap : str or Colormap, optional
        Of the weights; by default orange, grey and blue for negative, zero and positive.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    node_kw, edge_kw, line_kw, label_kw : dict, optional
        Properties of circles and box, of the arrows of weights, of the curve, and of the texts,
        over our defaults.

    Returns
    -------
    NeuronDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or the model does not know its weights or the neuron's
        activation. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If the model is not fitted.

    Warns
    -----
    UserWarning
        If some weights are NaN or infinite; it counts them.

    See Also
    --------
    draw_network : The network that the neuron is from.

    Notes
    -----
    A softmax neuron depends on the sums of its whole layer. For a sample its curve is the output as
    its own sum varies and the others stay; without one three possible curves are dashed.

    References
    ----------
    McCulloch, W. S., and Pitts, W. (1943). A logical calculus of the ideas immanent in nervous
    activity. Bulletin of Mathematical Biophysics, 5, 115-133.

    Examples
    --------
    >>> from nnviz import Network, draw_neuron
    >>> display = draw_neuron(n_inputs="k", activation="step")
    >>> network = Network.from_arrays([[[0.31], [-0.8]]], [[0.13]], out_activation="relu")
    >>> display = draw_neuron(network, layer=1, neuron=0, sample=[1.2, 0.41])
    >>> round(display.z, 3), round(display.output, 3)
    (0.174, 0.174)
    """
    check_axes(ax)
    check_figsize(figsize)
    options = NeuronOptions(
        bias=bias, max_inputs=max_inputs, notation=notation, index_base=index_base, names=names,
        input_names=input_names, output_name=output_name, formula=formula, captions=captions,
        negative_dash=negative_dash, cmap=cmap, node_kw=node_kw or {}, edge_kw=edge_kw or {},
        line_kw=line_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    if model is None:
        check_no_model(layer, neuron, sample)
        numbers = numbers_of_symbols(n_inputs, activation, bias)
    else:
        check_defaults(n_inputs, activation)
        numbers = numbers_of_model(model, layer, neuron, sample)
    check_options(numbers, options)
    warn_of_missing(numbers)
    return NeuronDisplay(numbers, options, figsize).plot(ax=ax)
