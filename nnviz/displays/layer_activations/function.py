"""`plot_layer_activations`."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.colors import Colormap

from nnviz.displays.layer_activations.arguments import (
    ActivityQuestion,
    activity_numbers,
    warn_of_missing,
)
from nnviz.displays.layer_activations.display import LayerActivationsDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.layer_activations.options import LayerActivationsOptions


def plot_layer_activations(
    model: Any,
    X: Any,
    y: Any = None,
    *,
    layers: int | Sequence[int] | None = None,
    saturation: float = 0.05,
    saturated_on: float = 0.95,
    heat_map: bool = True,
    order: Literal["auto", "given", "y"] = "auto",
    max_samples: int | None = 150,
    norm_by: Literal["layer", "network"] = "layer",
    limits: Sequence[tuple[float, float] | None] | None = None,
    cmap: str | Colormap | None = None,
    colorbar: bool = True,
    legend: bool = True,
    orientation: Literal["auto", "horizontal", "vertical"] = "auto",
    index_base: Literal[0, 1] = 0,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    bar_kw: Mapping[str, Any] | None = None,
    image_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> LayerActivationsDisplay:
    r"""Plot what each layer's neurons put out over some data, and who is silent or saturated.

    For each layer that computes there is a histogram of its activations over a strip with the
    colours of these, and a heat map with a row for each neuron and a column for each sample.
    Silent and saturated neurons are counted, named and marked at their rows. The tallest bar of
    each histogram has all of its height, and the number beside it says how many activations that
    is.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes, with weights and activations.
    X : array-like or DataFrame of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes.
    y : array-like of shape (n_samples,), optional
        Labels, by which the columns are then sorted, with lines between the classes; or numbers,
        by which they are sorted.
    layers : int or sequence of int, optional
        Which layers, from 1 to that of the outputs; all by default. Where there is no room for
        so many, the first and the last ones are drawn, and the picture says what is missing.
    saturation : float, default=0.05
        A function is flat where its slope is under this part of its largest slope.
    saturated_on : float, default=0.95
        A neuron is saturated if its function is flat on this part of the samples, or on more.
    heat_map : bool, default=True
        Whether to draw the heat maps.
    order : {"auto", "given", "y"}, default="auto"
        How samples are sorted in the heat maps: by `y` where it is given, as in `X`, or by `y`.
    max_samples : int or None, default=150
        How many samples the heat maps have at most, evenly spaced and some of every class; the
        picture says so. Everything else is of all samples.
    norm_by : {"layer", "network"}, default="layer"
        Whether layers of the same function, where this has no bounds, share their scale.
    limits : tuple of (float, float) or None, optional
        To compare pictures: for each layer that is asked for the least and the largest activation
        that its scale holds, or None for those of the data. Functions with bounds keep theirs.
    cmap : str or Colormap, optional
        For the heat maps; by default orange, paper, blue, or the half of it that is needed (see
        Notes).
    colorbar : bool, default=True
        Whether the colours of the heat map stand below each histogram.
    legend : bool, default=True
        Whether the marks are explained above the panels.
    orientation : {"auto", "horizontal", "vertical"}, default="auto"
        Layers side by side, or one below the other; by default whichever has room for more.
    index_base : {0, 1}, default=0
        From where printed indices of neurons count.
    ax : Axes, optional
        It is subdivided; by default a new figure is made through pyplot.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    bar_kw, image_kw, label_kw : dict, optional
        Properties of the histograms, of the heat maps, and of the texts, over our defaults.

    Returns
    -------
    LayerActivationsDisplay
        With the activations, the silent and saturated neurons, and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, the network lacks weights or activations, or all
        activations would take more than 1 GiB. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If the model is not fitted.

    Warns
    -----
    UserWarning
        If some activations are NaN or infinite; it counts them.

    See Also
    --------
    forward : The activations alone.
    draw_neuron_maps : What each neuron responds to in the plane.

    Notes
    -----
    Light is zero. What cannot be negative runs from there to blue: rectified layers, and logistic
    and softmax ones, whose scale ends at 1. Where both signs occur orange is negative and blue is
    positive. Logistic outputs alone are light at 0.5, their threshold, orange on the side of "no"
    and blue on that of "yes"; of softmax outputs the largest decides, so that none has a threshold.

    A neuron is silent if it puts out exactly 0 on every sample. One of a rectified layer then has
    no slope either, so that no training on these samples can wake it.

    Saturation is judged in hidden layers of logistic, tanh and softsign neurons: sample s counts
    if :math:`|h'(z_s)| < \sigma \max_z |h'(z)|`, with :math:`\sigma` for `saturation`. At an
    output, the loss that belongs to it cancels the slope.

    Samples run through the network in chunks. What is kept are 8 bytes for each sample and neuron
    of `layers`, at most 1 GiB, and one copy of `X`; chunks take up to about 200 MB more.

    References
    ----------
    Glorot, X. and Bengio, Y. (2010). Understanding the difficulty of training deep feedforward
    neural networks. Proceedings of AISTATS, PMLR 9, 249-256.

    Maas, A. L., Hannun, A. Y., and Ng, A. Y. (2013). Rectifier nonlinearities improve neural
    network acoustic models. Proceedings of the 30th International Conference on Machine Learning.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz import Network, plot_layer_activations
    >>> network = Network.from_arrays(
    ...     [[[1.0, -1.0, 0.5]], [[1.0], [1.0], [1.0]]], [[0.0, -5.0, 1.0], [0.0]],
    ...     activation="relu", out_activation="identity",
    ... )
    >>> display = plot_layer_activations(network, np.linspace(-2, 2, 50)[:, None])
    >>> [neurons.tolist() for neurons in display.silent]
    [[1], []]
    >>> print(display.summary())
    layer             neurons  least  largest  zeros  flat  silent  saturated
    hidden 1, ReLU          3      0        2    51%     -  1       -
    output, identity        1      0        4     2%     -  none    -
    """
    check_axes(ax)
    check_figsize(figsize)
    options = LayerActivationsOptions(
        heat_map=heat_map, order=order, max_samples=max_samples, norm_by=norm_by,
        limits=limits, cmap=cmap, colorbar=colorbar, legend=legend, orientation=orientation,
        index_base=index_base, bar_kw=bar_kw or {}, image_kw=image_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    if order == "y" and y is None:
        raise ValueError("order='y' needs y; none was given.")
    numbers = activity_numbers(
        model, X, y, layers=layers, saturation=saturation, saturated_on=saturated_on
    )
    question = ActivityQuestion(
        copy.deepcopy(X), copy.deepcopy(y), copy.copy(layers), saturation, saturated_on
    )
    warn_of_missing(numbers)
    return LayerActivationsDisplay(numbers, options, figsize, question).plot(ax=ax)
