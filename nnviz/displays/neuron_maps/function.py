"""`draw_neuron_maps`."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize

from nnviz.displays.neuron_maps.display import NeuronMapsDisplay
from nnviz.displays.neuron_maps.maps import numbers_of, warn_of_missing
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.neuron_maps.options import MapOptions
from nnviz.notation import Notation


def draw_neuron_maps(
    model: Any,
    X: Any,
    y: Any = None,
    *,
    ax: Axes | None = None,
    features: Any = None,
    plane: str | None = None,
    fixed: Mapping[Any, Any] | None = None,
    grid_resolution: int = 100,
    eps: float | None = None,
    norm: Any = None,
    norm_by: str = "layer",
    max_neurons: int | Sequence[int | None] | None = 20,
    arrange: str = "network",
    neuron_labels: str | None = "index",
    names: bool = True,
    captions: bool = True,
    colorbar: bool = True,
    legend: bool = True,
    max_points: int | None = 300,
    cmap: str | Colormap | None = None,
    edge_cmap: str | Colormap | None = None,
    edge_norm: Normalize | None = None,
    ylim: Any = None,
    negative_dash: str | bool = "auto",
    notation: str | Notation = "course",
    index_base: int | None = None,
    figsize: tuple[float, float] | None = None,
    image_kw: Mapping[str, Any] | None = None,
    edge_kw: Mapping[str, Any] | None = None,
    node_kw: Mapping[str, Any] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    scatter_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> NeuronMapsDisplay:
    """Draw a network with a map of each neuron's activation over the inputs in its place.

    The output is large and has the samples on it; a thin line in each hidden map lies where the
    neuron's weighted sum is zero. All neurons are computed in one forward pass.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes, with weights and activations: a fitted MLPClassifier or
        MLPRegressor, a Pipeline or a search around one, a `Network`.
    X : array-like or DataFrame of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes. They set the limits, and who is
        silent is judged on them.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs), optional
        What the model's own ``fit`` takes, for the colours of the points.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    features : str, int or a pair of them, optional
        The features on the axes, by name or index; by default all, if there are one or two.
    plane : {"pca"}, optional
        The first two principal components of the standardised features on the axes.
    fixed : dict, optional
        Values of features that are not on an axis; the others are held at their medians, or at
        their modes if they are categories.
    grid_resolution : int, default=100
        In so many places along each axis the neurons are computed.
    eps : float, optional
        How far the axes reach beyond the samples, in the units of the features.
    norm : Normalize, or tuple of these by layer, optional
        Of the maps, to compare pictures: linear, with zero between its limits, which is light; one
        that starts at 0 uses one half of the colours. A tuple has an entry for each layer, the
        inputs first: a norm, a tuple of norms for each input or output, or None for a scale of its
        own. One norm is for all hidden layers, and for the outputs of a regressor, whose limits
        may also both be above or below zero. Outputs with a threshold stay centred on that.
    norm_by : {"layer", "network"}, default="layer"
        One zero-centred scale for each layer, or one for all. Inputs have each their own; outputs
        that have a decision threshold are centred on it (0.5; for several classes one over their
        number).
    max_neurons : int, sequence of int or None, or None, default=20
        How many neurons of a layer to show at most, for all layers or for each; None shows all.
    arrange : {"network", "grid"}, default="network"
        The diagram of the network, or a panel with axes for each neuron that computes.
    neuron_labels : {"index", None}, default="index"
        The numbers of hidden neurons in their maps.
    names : bool, default=True
        Names of features and classes.
    captions : bool, default=True
        Name, size and activation under each layer.
    colorbar : bool, default=True
        The scales of the maps and of the weights, as slim bars.
    legend : bool, default=True
        Which points are which class, and what the colours of edges mean.
    max_points : int or None, default=300
        Draw at most so many of the samples, spread as all of them are; the picture says of how
        many. None draws all, 0 none.
    cmap : str or Colormap, optional
        Of the maps; by default orange, paper and blue for negative, zero and positive. By default
        the map of each of several classes has the colour of its class.
    edge_cmap : str or Colormap, optional
        Of the edges; by default orange, grey and blue.
    edge_norm : Normalize, optional
        Of the weights; by default linear, centred on zero, over all of them.
    ylim : tuple of float, or tuple of such pairs, optional
        For a regressor over one input: from where to where its curves are drawn, all alike or each
        output.
    negative_dash : {"auto", True, False}, default="auto"
        Dash negative edges; "auto" does so where edges are few.
    notation : {"course", "islp", "nielsen"} or Notation, default="course"
        Of inputs that have no names.
    index_base : {0, 1}, optional
        Of printed indices; by default the notation's own.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    image_kw, edge_kw, node_kw, line_kw, scatter_kw, label_kw : dict, optional
        Properties of the maps, the edges, the borders of maps, the lines in them, the points, and
        the texts, over our defaults.

    Returns
    -------
    NeuronMapsDisplay
        With the maps, the weighted sums and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, the model lacks weights or activations, or the maps would
        take more than 1 GiB. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If the model is not fitted.

    Warns
    -----
    UserWarning
        If some weights or activations are NaN or infinite; it counts them.

    See Also
    --------
    draw_network : The same network without data.

    Notes
    -----
    The edges run from left to right; there is no upright arrangement. A neuron with a dotted border
    puts out 0 for every sample, a grey map is 0 all over. Each output of a classifier with several
    classes is in the colour of its class where it is above one over their number, and grey below;
    its thick line surrounds the part where the class is the most probable one.

    References
    ----------
    Smilkov, D., Carter, S., Sculley, D., Viegas, F. B., and Wattenberg, M. (2017). Direct-
    manipulation visualization of deep networks. arXiv:1708.03788.

    Examples
    --------
    >>> from sklearn.datasets import make_circles
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import draw_neuron_maps
    >>> X, y = make_circles(n_samples=200, factor=0.2, noise=0.1, random_state=0)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(4, 3), solver="lbfgs", random_state=0).fit(X, y)
    >>> display = draw_neuron_maps(mlp, X, y)
    >>> [maps.shape for maps in display.maps]
    [(2, 100, 100), (4, 100, 100), (3, 100, 100), (1, 100, 100)]
    >>> [int(mask.sum()) for mask in display.silent]
    [0, 0, 0, 0]
    """
    check_axes(ax)
    check_figsize(figsize)
    options = MapOptions(
        arrange=arrange, norm=norm, norm_by=norm_by, edge_norm=edge_norm, ylim=ylim,
        max_neurons=max_neurons, max_points=max_points,
        neuron_labels=neuron_labels, names=names, captions=captions, colorbar=colorbar,
        legend=legend, cmap=cmap, edge_cmap=edge_cmap, negative_dash=negative_dash,
        notation=notation, index_base=index_base, image_kw=image_kw or {}, edge_kw=edge_kw or {},
        node_kw=node_kw or {}, line_kw=line_kw or {}, scatter_kw=scatter_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    numbers = numbers_of(
        model, X, y, features=features, plane=plane, fixed=fixed,
        grid_resolution=grid_resolution, eps=eps,
    )  # fmt: skip
    warn_of_missing(numbers)
    return NeuronMapsDisplay(numbers, options, figsize, copy.deepcopy(y)).plot(ax=ax)
