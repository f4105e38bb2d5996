"""`draw_network`, and the call of the script that it grew out of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap

from nnviz.adapters import as_network
from nnviz.displays._sample import forward_of, one_sample
from nnviz.displays.network.arguments import (
    given_layout,
    warn_of_missing,
)
from nnviz.displays.network.display import NetworkDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.network.options import DiagramOptions
from nnviz.edge_values import edge_values_of
from nnviz.layout import Layout
from nnviz.notation import Notation


def draw_network(
    model: Any,
    *,
    ax: Axes | None = None,
    layout: Layout | Mapping[Any, Any] | None = None,
    orientation: str = "horizontal",
    input_shape: tuple[int, int] | None = None,
    max_neurons: int | Sequence[int | None] | None = 20,
    edge_values: Any = None,
    norm: Any = None,
    norm_by: str = "network",
    neuron_norm: Any = None,
    input_norm: Any = None,
    cmap: str | Colormap | None = None,
    edge_labels: str | bool = "auto",
    edge_label_format: str = ".2f",
    edge_label_size: float | None = None,
    label_pos: float | str = "auto",
    neuron_labels: str | None = "index",
    names: bool = True,
    neuron_fill: Any = "paper",
    bias: bool = False,
    sample: Any = None,
    highlight: Sequence[tuple[int, int]] | None = None,
    captions: bool | str = True,
    negative_dash: str | bool = "auto",
    colorbar: bool = True,
    colorbar_label: str | None = None,
    min_abs: float | None = None,
    top_edges: int | None = None,
    full_edges: int | str | None = "auto",
    cull: bool = True,
    notation: str | Notation = "course",
    index_base: int | None = None,
    figsize: tuple[float, float] | None = None,
    node_kw: Mapping[str, Any] | None = None,
    edge_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> NetworkDisplay:
    """Draw a network with its real weights.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes: a fitted MLPClassifier or MLPRegressor, a Pipeline or a
        search around one, ``(coefs, intercepts)``, a `Network`, a networkx DiGraph of neurons, or
        a list of layer sizes for an architecture without weights.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    layout : Layout or dict, optional
        Places of the neurons: a `Layout`, or positions by node as networkx has them.
    orientation : {"horizontal", "vertical"}, default="horizontal"
        Inputs left and the first neuron on top, or inputs at the bottom and the first one left.
    input_shape : (int, int), optional
        Rows and columns of a picture: its pixels, row by row, are the inputs. In place of input
        neurons that picture is drawn, coloured by the mean absolute weight of the edges that leave
        each pixel (all of them, shown or not), or by the sample if one is given. All inputs are
        shown, without names. Edges run from the middles of the pixels; on the picture itself only
        the 20 strongest are drawn, and all of highlighted pixels.
    max_neurons : int, sequence of int or None, or None, default=20
        How many neurons of a layer to show at most, for all layers or for each; None shows all.
        Dots and a count stand for those left out in the middle.
    edge_values : optional
        In place of the weights: arrays by connection, "contribution" for weight times incoming
        activation of the sample, or a `BackwardPass`: the gradient on every edge, and in every
        neuron that of its weighted sum z, added up over the samples.
    norm : Normalize, or tuple of Normalize or None, optional
        Of the colours; by default linear, centred on zero, over all values of the network. With
        ``norm_by="layer"`` a tuple, for each layer (the inputs first) the norm of the edges that
        lead to it, linear and centred on zero, or None.
    norm_by : {"network", "layer"}, default="network"
        One norm for the network, or one for each layer's incoming edges.
    neuron_norm : Normalize, optional
        Of the numbers that fill neurons; by default linear, centred on zero, over all of them.
    input_norm : Normalize, optional
        Of the pixels' numbers; by default linear, from zero to the largest of them.
    cmap : str or Colormap, optional
        By default orange, grey and blue for negative, zero and positive.
    edge_labels : {"auto", True, False}, default="auto"
        Numbers on the edges; "auto" writes them where they are few and all of them fit.
    edge_label_format : str, default=".2f"
        Their format; numbers of ten digits and more before the point have an exponent instead.
    edge_label_size : float, optional
        Their size in points.
    label_pos : float or "auto", default="auto"
        Where they stand: a fraction of the edge counted from its source, or where there is room.
    neuron_labels : {"index", "notation", "name", "value", None}, default="index"
        What is written inside neurons; with a sample, its activations take the place of indices.
    names : bool, default=True
        Names of features and classes beside the input and output neurons.
    neuron_fill : {"paper", "layer", "bias"} or colour, default="paper"
        The fill of neurons; with a sample its activations take the place of paper, with a
        `BackwardPass` its gradients.
    bias : bool, default=False
        Draw a bias neuron before each layer that has biases, with its weights.
    sample : array-like of shape (n_features,) or one row, optional
        A sample in the units that the model's own ``predict`` takes. Its forward pass is shown.
    highlight : sequence of (layer, neuron), optional
        Keep these neurons and their edges, and let the rest recede.
    captions : {True, "parameters", False}, default=True
        Name, size and activation under each layer; "parameters" also counts the parameters.
    negative_dash : {"auto", True, False}, default="auto"
        Dash negative edges; "auto" does so where edges are few.
    colorbar : bool, default=True
        The colour bars below.
    colorbar_label : str, optional
        What the edges' colour bar is called.
    min_abs : float, optional
        Draw only edges of at least this absolute value; the picture says how many.
    top_edges : int, optional
        Draw only so many edges, the strongest; the picture says of how many.
    full_edges : "auto", int or None, default="auto"
        How many edges into each layer, the strongest, keep colour and width, while all others are
        faint, beyond 5,000 edges the weaker the paler; the picture says so. "auto" does this beyond
        5,000 edges, where there is nothing to be seen otherwise, with 300 shared among the layers.
        None draws every edge in full. A `highlight` chooses edges in its stead.
    cull : bool, default=True
        Where a connection has thousands of edges, do not draw those that others cover. That leaves
        nothing out: whatever shows looks as it does with all of them, to less than an eye or a
        screen can tell, in a fraction of the time; `n_painted_` says how many were drawn. False
        draws every edge.
    notation : {"course", "islp", "nielsen"} or Notation, default="course"
        For ``neuron_labels="notation"``.
    index_base : {0, 1}, optional
        Of printed indices; by default the notation's own.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    node_kw, edge_kw, label_kw : dict, optional
        Properties of the neurons' and edges' collections and of the texts, over our defaults.

    Returns
    -------
    NetworkDisplay
        With the network, the layout and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If the model is not fitted.

    Warns
    -----
    UserWarning
        If some values are NaN or infinite; it counts them.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import draw_network
    >>> X, y = load_iris(return_X_y=True, as_frame=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), max_iter=5000, random_state=0).fit(X, y)
    >>> display = draw_network(mlp)
    >>> [len(edges.sources) for edges in display.edges_]
    [12, 6, 6]
    """
    check_axes(ax)
    check_figsize(figsize)
    options = DiagramOptions(
        orientation=orientation, max_neurons=max_neurons, norm=norm, norm_by=norm_by,
        neuron_norm=neuron_norm, cmap=cmap, edge_labels=edge_labels,
        edge_label_format=edge_label_format, edge_label_size=edge_label_size,
        label_pos=label_pos, neuron_labels=neuron_labels, names=names, neuron_fill=neuron_fill,
        bias=bias, highlight=highlight, captions=captions, negative_dash=negative_dash,
        colorbar=colorbar, colorbar_label=colorbar_label, min_abs=min_abs, top_edges=top_edges,
        cull=cull, full_edges=full_edges, input_shape=input_shape, input_norm=input_norm,
        notation=notation, index_base=index_base, node_kw=node_kw or {}, edge_kw=edge_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    network = as_network(model)
    passed = forward_of(network, sample)
    values = edge_values_of(network, edge_values, passed)
    given = given_layout(network, layout, model, options)
    display = NetworkDisplay(
        network, values, passed, options, given, figsize, edge_values, one_sample(sample)
    )
    warn_of_missing(values, network, options, passed)
    return display.plot(ax=ax)


def mlp_draw(
    model: Any,
    orientation: str = "v",
    figsize: tuple[float, float] = (5, 12),
    add_labels: bool = True,
    label_pos: float = 5 / 7,
    label_size: float = 7,
    alpha: float = 1,
) -> NetworkDisplay:
    """Draw a network through the call of the script that nnviz grew out of.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes.
    orientation : {"v", "h"}, default="v"
        Inputs at the bottom, or at the left; "h" swaps the two numbers of `figsize`.
    figsize : tuple of float, default=(5, 12)
        Size of the new figure in inches.
    add_labels : bool, default=True
        Write each weight on its edge, to three decimals.
    label_pos : float, default=5/7
        Where on the edge, as a fraction counted from its source.
    label_size : float, default=7
        Size of these numbers in points.
    alpha : float, default=1
        Opacity of the edges.

    Returns
    -------
    NetworkDisplay
        Every neuron is drawn, however many there are.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    See Also
    --------
    draw_network : The same picture with everything else that can be set.

    Examples
    --------
    >>> from nnviz import mlp_draw
    >>> display = mlp_draw(([[[1.0, -2.0]], [[0.5], [0.25]]], None), orientation="h")
    >>> display.figure_.get_size_inches()
    array([12.,  5.])
    """
    if orientation not in ("v", "h"):
        raise ValueError(f"orientation must be 'v' or 'h'; got {orientation!r}.")
    check_figsize(figsize)
    if figsize is None:
        raise ValueError("figsize must be (width, height) in inches; got None.")
    width, height = figsize
    try:
        return draw_network(
            model,
            orientation="vertical" if orientation == "v" else "horizontal",
            figsize=(width, height) if orientation == "v" else (height, width),
            max_neurons=None,
            full_edges=None,
            neuron_fill="layer",
            edge_labels=add_labels,
            edge_label_format=".3f",
            edge_label_size=label_size,
            label_pos=label_pos,
            edge_kw={"alpha": alpha},
        )
    except (TypeError, ValueError) as error:
        for name, own in (("edge_labels", "add_labels"), ("edge_label_size", "label_size")):
            if str(error).startswith(name):
                kind = TypeError if isinstance(error, TypeError) else ValueError
                raise kind(own + str(error).removeprefix(name)) from None
        raise
