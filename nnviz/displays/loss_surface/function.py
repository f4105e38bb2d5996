"""`plot_loss_surface`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize

from nnviz.displays.loss_surface.display import LossSurfaceDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.loss_surface.heights import kind_of
from nnviz.drawing.loss_surface.options import LossSurfaceOptions
from nnviz.drawing.loss_surface.space_axes import check_space
from nnviz.losses import Loss
from nnviz.notation import Notation
from nnviz.surfaces import loss_surface


def plot_loss_surface(
    model: Any,
    X: Any,
    y: Any,
    *,
    weights: Any = None,
    directions: str | None = None,
    descents: Mapping[Any, Any] | None = None,
    span: Any = None,
    resolution: Any = None,
    kind: Literal["auto", "line", "map", "surface"] = "auto",
    log: bool | Literal["auto"] = "auto",
    loss: str | Loss = "auto",
    l2: float = 0.0,
    rng: Any = None,
    tangent: bool = True,
    contours: bool | int | Sequence[float] = True,
    colorbar: bool = True,
    legend: bool = True,
    notation: str | Notation = "course",
    index_base: Literal[0, 1] | None = None,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    cmap: str | Colormap | None = None,
    norm: Normalize | None = None,
    y_range: tuple[float, float] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    contour_kw: Mapping[str, Any] | None = None,
    image_kw: Mapping[str, Any] | None = None,
    surface_kw: Mapping[str, Any] | None = None,
    scatter_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> LossSurfaceDisplay:
    r"""Plot the loss as a function of weights: a curve, a map or a surface, with descents on it.

    Over one weight it is a curve, with the present value as a dot and the tangent there, whose
    slope is the gradient. Over two weights, or along two directions through all of them, it is a
    map with contour lines, or, on request, a surface in three dimensions. All other weights stay
    as they are, which the picture says.

    Parameters
    ----------
    model : object
        Anything that `as_network` takes, with weights and activations, or a `TrainingRecord`, whose
        own snapshots are drawn as a descent named "training" where no `descents` are given.
    X : array-like of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What the model's own ``fit`` takes.
    weights : list of tuple, optional
        One or two weights, an axis each: ``(r, i, j)``, the weight from neuron i of layer r - 1
        into neuron j of layer r; ``(r, "bias", j)``, a bias; or ``((l, i), (m, j))``, a weight
        between any two layers.
    directions : {"random", "pca"}, optional
        Instead of `weights`, two directions through all of them: random ones, filter-normalised,
        or the principal components of the descents' snapshots. Where neither is given, "pca" if
        there are snapshots that allow it, else "random".
    descents : mapping of str to TrainingRecord, optional
        Trainings to draw, by name, or mappings of epochs to Networks. One is drawn as a solid line
        on the surface where nothing but what the axes move has moved, and else dashed, as the
        projection that it is. On a curve and in three dimensions, all stand at their true loss.
    span : float, (low, high), or one of these for each axis, optional
        How far the axes reach; `nnviz.surfaces.loss_surface` says how it is chosen.
    resolution : int or pair of int, optional
        How many places there are along each axis, at least 3; 201 for one, 61 for each of two.
    kind : {"auto", "line", "map", "surface"}, default="auto"
        "line" is for one weight; "map" and "surface", the one in three dimensions, are for two.
    log : bool or "auto", default="auto"
        Whether losses stand on a logarithmic scale: colours of a map, heights of a surface, the y
        axis of a curve. "auto" chooses it for maps and surfaces on which the largest loss is 30
        times the least, and never for a curve, whose tangent would be bent. The picture says so.
    loss : str or Loss, default="auto"
        As in `backward`.
    l2 : float, default=0.0
        Strength of the L2 penalty in all losses and slopes, as in `backward`; the name of the loss
        then ends in "+ L2".
    rng : int, numpy.random.Generator or None, default=None
        Where random directions come from.
    tangent : bool, default=True
        The tangent of a curve at the present value.
    contours : bool, int or sequence of float, default=True
        Lines of equal loss on a map: at round numbers, about so many, or at these losses.
    colorbar : bool, default=True
        A colour bar beside a map; a surface has an axis for it.
    legend : bool, default=True
        A legend, in an empty corner of a curve, or above the axes.
    notation : str or Notation, default="course"
        How weights are written: "course", "islp" or "nielsen".
    index_base : {0, 1} or None, default=None
        The printed index of the first neuron; None keeps the notation's own.
    ax : Axes, optional
        Where to draw; a new figure by default. For ``kind="surface"`` it is made with
        ``projection="3d"``. Axes get smaller only as their words need to stay inside the figure.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    cmap : str or Colormap, optional
        Of a map or surface; from paper for the lowest loss to a tint by default.
    norm : Normalize, optional
        Against what losses are coloured, a `LogNorm` for a logarithmic scale; by default it spans
        those of the grid. In three dimensions it gives the height too.
    y_range : tuple of float, optional
        The lowest and the highest loss of a curve's axis.
    line_kw, contour_kw, image_kw, surface_kw, scatter_kw, label_kw : dict, optional
        Properties of the curve or, over two directions, of the descents' lines; of contour lines;
        of the image of a map; of the patches of a surface; of the descents' dots; and of the
        texts, over our defaults.

    Returns
    -------
    LossSurfaceDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above: a weight that does not exist, more than two weights, a kind
        that is not for so many, axes of the wrong projection, descents of another network or
        without snapshots, or that start elsewhere. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If a model is not fitted.

    See Also
    --------
    gradient_paths : The slope along one weight, taken apart by path.
    plot_loss : The loss over the epochs of a training.

    Notes
    -----
    The tangent at the present value :math:`w_0` of a weight is the line

    .. math::

        \mathcal{L}(w_0) + \frac{\partial \mathcal{L}}{\partial w} (w - w_0) .

    Contour lines run straight between places of the grid, whose losses are exact. Axes of random
    directions and principal components have one scale, unless the ranges are too different.

    References
    ----------
    Li, H., Xu, Z., Taylor, G., Studer, C., and Goldstein, T. (2018). Visualizing the loss
    landscape of neural nets. Advances in Neural Information Processing Systems, 31.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz import Network, plot_loss_surface
    >>> network = Network.from_arrays([[[0.5]], [[2.0]]], activation="tanh",
    ...                               out_activation="identity")
    >>> X = np.array([[-1.0], [0.5], [2.0]])
    >>> display = plot_loss_surface(network, X, np.tanh(X), weights=[(1, 0, 0)])
    >>> print(f"loss {display.loss:.3f}, slope {display.slopes[0]:.3f}")
    loss 0.057, slope 0.407
    >>> display.tangent_.get_xdata().mean().item()
    0.5
    """
    options = LossSurfaceOptions(
        kind=kind, log=log, tangent=tangent, contours=contours, colorbar=colorbar, legend=legend,
        notation=notation, index_base=index_base, cmap=cmap, norm=norm, y_range=y_range,
        line_kw=line_kw or {}, contour_kw=contour_kw or {}, image_kw=image_kw or {},
        surface_kw=surface_kw or {}, scatter_kw=scatter_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    check_figsize(figsize)
    if kind == "surface":
        check_space(ax)
    else:
        check_axes(ax, scales=("linear", "log"))
    surface = loss_surface(
        model, X, y, weights=weights, directions=directions, descents=descents, span=span,
        resolution=resolution, loss=loss, l2=l2, rng=rng,
    )  # fmt: skip
    kind_of(surface, options)
    return LossSurfaceDisplay(surface, options, figsize).plot(ax=ax)
