"""`draw_backprop`: every path of one weight's gradient, and the chain rule along one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib.axes import Axes

from nnviz.displays import _missing
from nnviz.displays.backprop.display import BackpropDisplay
from nnviz.displays.backprop.numbers import backprop_numbers
from nnviz.drawing.backprop.options import BackpropOptions
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.losses import Loss
from nnviz.notation import Notation


def draw_backprop(
    model: Any,
    weight: tuple[Any, ...],
    *,
    X: Any = None,
    y: Any = None,
    path: Any = None,
    sample: int = 0,
    loss: str | Loss = "auto",
    ax: Axes | None = None,
    max_neurons: int | Sequence[int | None] | None = 20,
    notation: str | Notation = "course",
    index_base: Literal[0, 1] | None = None,
    names: bool = True,
    legend: bool = True,
    figsize: tuple[float, float] | None = None,
    node_kw: Mapping[str, Any] | None = None,
    edge_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> BackpropDisplay:
    r"""Draw the paths along which the gradient of one weight flows.

    The chosen weight is a green double line, the chosen path blue and thick, all other paths to
    the output half as wide, and everything else faint. Below, each factor of the chain rule along
    the chosen path stands in the column of the edge or neuron that it belongs to. With data, edges
    are as wide as the part of the gradient that flows through them, paths that carry nothing are
    dotted, and a second row has the values for one sample.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes; without data an architecture will do.
    weight : tuple
        ``(r, i, j)``, the weight from neuron i of layer r - 1 into neuron j of layer r;
        ``(r, "bias", j)``, the bias of neuron j; or ``((l, i), (m, j))``, a weight between any
        two layers. Layers and neurons count from 0, layer 0 is the input.
    X : array-like of shape (n_samples, n_features), optional
        Samples in the units that the model's own ``predict`` takes.
    y : array-like, optional
        What the model's own ``fit`` takes; to be given with `X`, and only then.
    path : tuple, list of tuple, "strongest" or None
        The neurons after the weight's own, one a layer: ``(k_(r+1), ..., k_L)``; in a network with
        connections that skip layers, with their layers: ``((l, k), ...)``. A list marks several
        paths, and the formula is that of the first. With data, "strongest" is the path of largest
        absolute product over all samples. None marks no path: the formula is then the whole sum.
    sample : int, default=0
        The row of `X` whose values stand in the second row.
    loss : str or Loss, default="auto"
        As in `backward`; "auto" follows the output activation.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    max_neurons : int, sequence or None, default=20
        How many neurons of a layer are drawn, as in `layered_layout`; the neurons of the chosen
        weight and paths always are.
    notation : str or Notation, default="course"
        "course", "islp", "nielsen", or a Notation.
    index_base : {0, 1} or None, default=None
        The printed index of the first neuron; None keeps the notation's own.
    names : bool, default=True
        Names of the inputs beside them, and of the outputs in the line at the bottom, where the
        model knows any.
    legend : bool, default=True
        What the colours mean, above.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    node_kw, edge_kw, label_kw : dict, optional
        Properties of circles, of edges, and of texts, over our defaults.

    Returns
    -------
    BackpropDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above: the network has no such weight or path, only one of `X` and
        `y` is given, they are not what `backward` takes, `path` is "strongest" without data.
        Nothing is drawn then.

    Warns
    -----
    UserWarning
        If parts of the gradient are NaN or infinite; it counts them.

    See Also
    --------
    gradient_paths : The numbers.
    chain_rule : The formula.
    draw_network : The network itself; with ``edge_values=backward(...)`` all gradients.

    Notes
    -----
    The factors multiply to what one sample adds along one path; the gradient is the sum over all
    samples and paths. The loss is a mean over n samples, and the 1/n is in its slope, the last
    factor.

    The roles differ by at least 15 in CIE lightness, and in width, so that they can be told apart
    in greyscale and by every kind of colour vision.

    References
    ----------
    Rumelhart, D. E., Hinton, G. E., and Williams, R. J. (1986). Learning representations by
    back-propagating errors. Nature, 323, 533-536.

    Examples
    --------
    >>> from nnviz import draw_backprop
    >>> display = draw_backprop([2, 8, 6, 1], (1, 0, 4), path=(3, 0))
    >>> [len(edges.sources) for edges in display.edges_["other"]]
    [5, 5]
    """
    check_axes(ax)
    check_figsize(figsize)
    options = BackpropOptions(
        max_neurons=max_neurons, notation=notation, index_base=index_base, names=names,
        legend=legend, node_kw=node_kw or {}, edge_kw=edge_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    numbers = backprop_numbers(model, weight, X, y, path, sample, loss, notation, index_base)
    _missing.warn_of_missing(
        *numbers.n_missing, "part of the gradient through an edge", "these edges are the widest"
    )
    return BackpropDisplay(numbers, options, loss, figsize).plot(ax=ax)
