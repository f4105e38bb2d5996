"""`plot_decision_boundary`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize

from nnviz.displays.boundary.display import DecisionBoundaryDisplay
from nnviz.displays.boundary.numbers import (
    boundary_numbers,
    boundary_question,
    warn_of_missing,
)
from nnviz.drawing.boundary.options import MAX_POINTS, BoundaryOptions
from nnviz.drawing.frame import check_axes, check_figsize


def plot_decision_boundary(
    estimator: Any,
    X: Any,
    y: Any = None,
    *,
    ax: Axes | None = None,
    features: Any = None,
    plane: str | None = None,
    fixed: Mapping[Any, Any] | None = None,
    response_method: str = "auto",
    class_of_interest: Any = None,
    grid_resolution: int = 200,
    eps: float | None = None,
    X_test: Any = None,
    y_test: Any = None,
    accuracy: bool = False,
    contours: bool | int = False,
    colorbar: bool | None = None,
    hidden_lines: bool = False,
    legend: bool = True,
    max_points: int | None = MAX_POINTS,
    cmap: str | Colormap | None = None,
    norm: Normalize | None = None,
    xlim: tuple[float, float] | None = None,
    ylim: tuple[float, float] | None = None,
    figsize: tuple[float, float] | None = None,
    image_kw: Mapping[str, Any] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    scatter_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> DecisionBoundaryDisplay:
    r"""Draw what a model decides over two of its inputs, or over one.

    The background is a pale tint of each region's class, which fades where the model is less sure.
    The line lies where the two highest responses are equal. Points have the colour and the marker
    of their class, and those that the model gets wrong are ringed and counted.

    Parameters
    ----------
    estimator : object
        A fitted estimator, Pipeline or search, any object with ``predict``, anything that
        `as_network` takes, or a function of X. A regressor's values are shown as a map with a
        colour bar.
    X : array-like or DataFrame of shape (n_samples, n_features)
        In the units that the model's own ``predict`` takes. It gives the axes their ranges.
    y : array-like of shape (n_samples,), optional
        Classes or values; without it no points are drawn.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    features : str, int, or a pair of them, optional
        The features on the axes, by name or index. By default all, where there are one or two.
    plane : {"pca"}, optional
        Instead of features: the first two principal components of the standardised numeric
        columns of X, mapped back exactly for the model.
    fixed : mapping of feature to value, optional
        Values of features that are not on an axis. The others are held at their medians, or at
        their modes if they are categories; the picture says at which.
    response_method : {"auto", "predict_proba", "decision_function", "predict"}, default="auto"
        As in scikit-learn: "auto" takes the first that a classifier has.
    class_of_interest : object, optional
        The class whose response is shown, in place of all of several classes.
    grid_resolution : int, default=200
        The number of nodes along an axis.
    eps : float, optional
        How far the axes reach beyond the points, in their own units; by default a part of their
        range.
    X_test, y_test : array-like, optional
        Test points, drawn hollow (diamonds for regression).
    accuracy : bool, default=False
        Write the part of right predictions, or R2, in the emptiest corner.
    contours : bool or int, default=False
        Contour lines of a response of one number, or about how many.
    colorbar : bool, optional
        By default for regression only.
    hidden_lines : bool, default=False
        For networks: the line on which the weighted sum of each neuron of the first hidden layer
        is zero.
    legend : bool, default=True
        Beside the axes or above them, wherever that leaves more room to the axes.
    max_points : int or None, default=1000
        At most so many points of each set are drawn, spread as all of them are, and the picture
        says so. Errors are counted among all points.
    cmap : str or Colormap, optional
        For regression the map of values, by default from orange through the paper's colour to
        blue, or to one of them where all values have one sign. For classification the classes'
        colours are taken from it.
    norm : Normalize, optional
        Of a response of one number. By default 0 to 1 for probabilities, otherwise centred on the
        threshold, or on zero for values of both signs. Of a decision function with a number for
        each of several classes: from 0 to the distance of the two highest that has the strongest
        tint.
    xlim, ylim : tuple of float, optional
        From where to where the axes go; by default as far as the model was asked, which this does
        not change. Over one input `ylim` is of the curves, and room is added to it for the strip.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    image_kw, line_kw, scatter_kw, label_kw : dict, optional
        Properties of the shading, of the boundary, of the points and of the texts, over ours.

    Returns
    -------
    DecisionBoundaryDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, a feature does not exist, the data hold what is not
        finite, the model knows one class only, or the grid would take too much memory. Nothing
        is drawn then.
    sklearn.exceptions.NotFittedError
        If the estimator is not fitted.

    Warns
    -----
    UserWarning
        If some responses are NaN or infinite; it counts them.

    See Also
    --------
    draw_network : The network that decides.

    Notes
    -----
    Between the nodes of the grid the boundary is interpolated in logarithms of probabilities, which
    for logistic and softmax outputs are as smooth as the weighted sums.

    Both axes have the same scale if both are numeric, neither range is more than three times the
    other, and their names, if these end in a unit as in "petal length (cm)", have the same one.

    Points off the axes of the picture fade with the root mean square of their distances from what
    is held, or from the plane of the components, in standard deviations of the columns.

    Of the colours of ten classes any two are at least 13 apart in CAM02-UCS, also for simulated
    colour blindness; their tints are paler, and are told apart by the points on them.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> from nnviz import plot_decision_boundary
    >>> X, y = load_iris(return_X_y=True)
    >>> model = LogisticRegression(max_iter=1000).fit(X, y)
    >>> display = plot_decision_boundary(model, X, y, features=(2, 3), grid_resolution=50)
    >>> display.response.shape, display.train.n_wrong
    ((50, 50, 3), 4)
    """
    check_axes(ax)
    check_figsize(figsize)
    options = BoundaryOptions(
        accuracy=accuracy, contours=contours, colorbar=colorbar, hidden_lines=hidden_lines,
        legend=legend, max_points=max_points, cmap=cmap, norm=norm, xlim=xlim, ylim=ylim,
        image_kw=image_kw or {}, line_kw=line_kw or {}, scatter_kw=scatter_kw or {},
        label_kw=label_kw or {},
    )  # fmt: skip
    question, respond = boundary_question(
        estimator, X, y, X_test, y_test, features=features, plane=plane, fixed=fixed,
        response_method=response_method, class_of_interest=class_of_interest,
        grid_resolution=grid_resolution, eps=eps, hidden_lines=hidden_lines,
    )  # fmt: skip
    numbers = boundary_numbers(question, estimator, respond)
    warn_of_missing(numbers)
    return DecisionBoundaryDisplay(numbers, options, figsize, question).plot(ax=ax)
