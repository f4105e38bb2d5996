"""`plot_weights`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize

from nnviz.adapters import as_network
from nnviz.displays.weights.arguments import warn_of_missing
from nnviz.displays.weights.display import WeightsDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.weights.options import WeightsOptions


def plot_weights(
    model: Any,
    *,
    kind: str | None = None,
    layers: int | Sequence[int] | None = None,
    bias: bool = False,
    norm: Normalize | tuple[Normalize | None, ...] | None = None,
    norm_by: str = "network",
    cmap: str | Colormap | None = None,
    values: bool | str = "auto",
    value_format: str | None = None,
    names: bool = True,
    image_shape: tuple[int, int] | None = None,
    neurons: Sequence[int] | None = None,
    max_images: int | None = 25,
    bins: int | str | tuple[Any, ...] = "auto",
    ylim: tuple[tuple[float, float], ...] | None = None,
    density: bool = False,
    columns: int | None = None,
    colorbar: bool = True,
    index_base: int = 0,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    image_kw: Mapping[str, Any] | None = None,
    bar_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> WeightsDisplay:
    r"""Plot the weights of a network: matrices, their distributions, or images of neurons.

    Matrices are heat maps, one a connection: a row for each neuron that weights come from, a column
    for each that they lead to. Negative is orange, positive blue, and zero the colour of the paper.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes and that has weights.
    kind : {"matrices", "distributions", "images"}, optional
        Heat maps, histograms by layer, or the weights of each neuron of the first layer as an
        image. By default images where `image_shape` is given, and else matrices.
    layers : int or sequence of int, optional
        Show only the weights into these layers, from 1 on; all by default.
    bias : bool, default=False
        Show the biases as a row below each matrix, set apart. Of several matrices into one layer
        the one from the nearest layer has them.
    norm : Normalize, or tuple of Normalize or None, optional
        Of the colours; by default linear, centred on zero, over all that is shown. With
        ``norm_by="layer"`` a tuple with one for each matrix, or None.
    norm_by : {"network", "layer"}, default="network"
        One scale for all panels, or one for each, which then has a colour bar of its own. Of
        distributions it is the x axis and the bins.
    cmap : str or Colormap, optional
        By default orange, paper and blue for negative, zero and positive. The bars of distributions
        have the colours of its ends.
    values : {"auto", True, False}, default="auto"
        Numbers in the cells of a matrix, where all of them fit; "auto" writes at most 100 in one.
    value_format : str, optional
        Their format; by default two decimals, or three digits where all are very small or large.
    names : bool, default=True
        Names of features, classes and neurons at rows and columns, where all of them fit; indices
        otherwise.
    image_shape : tuple of int, optional
        Height and width of an image, whose product is the number of inputs. Inputs are its rows one
        after the other, from the top.
    neurons : sequence of int, optional
        Which neurons have an image, in this order.
    max_images : int or None, default=25
        How many of them at most, where `neurons` does not say it; None shows all.
    bins : int, "auto" or (width, limit), default="auto"
        How many bins a distribution has, rounded up to an even number: zero is between two of them.
        Or about how wide they are, and how far they reach to both sides, to compare pictures; with
        ``norm_by="layer"`` a tuple of such pairs, one for each matrix.
    ylim : tuple of (float, float), optional
        For each distribution from 0 to where its axis goes at least.
    density : bool, default=False
        Show densities, which compare layers of different sizes, rather than counts.
    columns : int, optional
        Panels side by side; by default as many as suit the shape of the figure.
    colorbar : bool, default=True
        A colour bar; without it and with ``norm_by="layer"``, titles say how far colours go.
    index_base : {0, 1}, default=0
        Of printed indices of neurons.
    ax : Axes, optional
        Its place is taken by the panels, which are inset axes; by default a new figure is made
        through pyplot.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    image_kw, bar_kw, label_kw : dict, optional
        Properties of heat maps and images, of the bars of distributions, and of the texts, over our
        defaults.

    Returns
    -------
    WeightsDisplay
        With the weights and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, belongs to another kind of picture, or the model has no
        weights. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If the model is not fitted.

    Warns
    -----
    UserWarning
        If some weights that are shown are NaN or infinite; it counts them.

    See Also
    --------
    draw_network : The same weights as edges.

    Notes
    -----
    Where a matrix has more weights than the picture has pixels, a pixel shows that of largest
    absolute value among those that fall to it, and the picture says so: a single strong weight is
    still seen, while the matrix as a whole looks stronger than it is.

    Weights that do not exist are striped, and NaN and infinite ones purple; neither is drawn as
    zero. In distributions, sd is the standard deviation
    :math:`\sqrt{\frac{1}{n} \sum_k (w_k - \bar w)^2}` of the :math:`n` finite weights of a matrix,
    bins are as wide as Freedman and Diaconis propose, and a weight is "near 0" if it is not 0 and
    less than a thousandth of the largest of its matrix. Weights that are 0 or near it are in no
    bin, which would give them a sign, but in a grey bar at 0. Its height is their number (for
    densities, as if they were in one bin), its width means nothing, and it has a gap where it is
    cut because it is more than twice as high as all others. Images have a dotted outline where all
    weights of the neuron are less than a hundredth of the largest.

    References
    ----------
    Freedman, D., and Diaconis, P. (1981). On the histogram as a density estimator: L2 theory.
    Zeitschrift für Wahrscheinlichkeitstheorie und verwandte Gebiete 57, 453-476.

    Examples
    --------
    >>> from nnviz import plot_weights
    >>> model = ([[[1.0, -2.0]], [[0.5], [0.25]]], [[0.0, 0.0], [1.0]])
    >>> display = plot_weights(model)
    >>> display.weights[0, 1].tolist(), display.norm.vmax
    ([[1.0, -2.0]], 2.0)
    >>> display = plot_weights(model, kind="distributions", bins=4)
    >>> display.histograms[0].edges.tolist(), display.histograms[0].heights.tolist()
    ([-2.0, -1.0, 0.0, 1.0, 2.0], [1.0, 0.0, 0.0, 1.0])
    """
    check_axes(ax)
    check_figsize(figsize)
    options = WeightsOptions(
        kind=kind, layers=layers, bias=bias, norm=norm, norm_by=norm_by, cmap=cmap, values=values,
        value_format=value_format, names=names, image_shape=image_shape, neurons=neurons,
        max_images=max_images, bins=bins, ylim=ylim, density=density, columns=columns,
        colorbar=colorbar,
        index_base=index_base, image_kw=image_kw or {}, bar_kw=bar_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    display = WeightsDisplay(as_network(model), options, figsize)
    warn_of_missing(display.numbers)
    return display.plot(ax=ax)
