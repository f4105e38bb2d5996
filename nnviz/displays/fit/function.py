"""`plot_fit`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from nnviz.displays.fit.arguments import fit_numbers
from nnviz.displays.fit.display import FitDisplay
from nnviz.drawing.fit.options import FitOptions
from nnviz.drawing.frame import check_axes, check_figsize


def plot_fit(
    estimator: Any,
    X: Any,
    y: Any,
    *,
    X_test: Any = None,
    y_test: Any = None,
    compare: Mapping[str, Any] | None = None,
    residuals: bool = False,
    extrapolate: float | None = None,
    grid_resolution: int = 500,
    max_points: int | None = 2000,
    legend: bool = True,
    scores: bool = True,
    x_name: str | None = None,
    y_name: str | None = None,
    xlim: tuple[float, float] | None = None,
    ylim: tuple[float, float] | None = None,
    residual_ylim: tuple[float, float] | None = None,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    scatter_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> FitDisplay:
    r"""Plot how a regression fits: data and curve, or observed against predicted values.

    With one feature, the data are points and the model is a curve over their range. With more
    features, or one that is categorical, each sample is a point: predicted to the right, observed
    upwards, and the line on which the two are equal.

    Parameters
    ----------
    estimator : object
        A fitted regressor: anything with ``predict``, a Pipeline or search, a `Network`, or a
        callable that takes a table of samples. None if `compare` lists all models.
    X : array-like or DataFrame of shape (n_samples, n_features)
        What the model was trained on, in the units that its own ``predict`` takes.
    y : array-like of shape (n_samples,)
        What was observed; the name of a Series becomes the label of its axis. For a model of
        several outputs give one column, and ``lambda X: model.predict(X)[:, k]``.
    X_test, y_test : array-like, optional
        Further samples, drawn hollow and with another marker.
    compare : dict of str to object, optional
        Models by name, such as ``{"fitted": a, "tampered": b}``, all in one picture; the estimator
        comes first, as "fit", unless it is among them.
    residuals : bool, default=False
        A panel below with observed minus predicted, over the same x axis. It takes the lower part
        of the axes, and is left out, which the picture says, where these are too low for it.
    extrapolate : float, optional
        How far curves go beyond the training range on both sides, in the units of the feature. The
        part outside that range, where curves or test samples go there, is shaded.
    grid_resolution : int, default=500
        At how many places curves are evaluated, besides the ends of the training range.
    max_points : int or None, default=2000
        How many samples of each kind are drawn at most, spread as all of them are; the legend says
        so. Scores are of all samples.
    legend : bool, default=True
        A legend, in an empty corner or above the axes.
    scores : bool, default=True
        R\ :sup:`2` in the legend; with `compare` also half the squared error.
    x_name, y_name : str, optional
        Labels of the axes, in place of the names in `X` and `y`.
    xlim, ylim, residual_ylim : tuple of float, optional
        From where to where the axes go, and the lower one with `residuals`; by default as far as
        what they show. Curves are not evaluated farther than without.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot. Without a layout engine the
        axes become as much smaller as their words need to stay inside the figure.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    line_kw, scatter_kw, label_kw : dict, optional
        Properties of the curves or of the line of equality, of all points, and of the texts, over
        our defaults.

    Returns
    -------
    FitDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, holds what is not finite, or the model predicts classes.
        Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If a model is not fitted.

    See Also
    --------
    draw_network : The network behind a fit.

    Notes
    -----
    For observed :math:`y_s` and predicted :math:`\hat y_s`, with :math:`\bar y` the mean of the
    observed values of the same kind of samples,

    .. math::

        R^2 = 1 - \frac{\sum_s (y_s - \hat y_s)^2}{\sum_s (y_s - \bar y)^2}, \qquad
        \text{half squared error} = \frac{1}{2n} \sum_s (y_s - \hat y_s)^2 .

    A curve is followed up to one and a half times the span of the data beyond them; if it goes
    farther, the picture says that it leaves.

    References
    ----------
    James, G., Witten, D., Hastie, T., and Tibshirani, R. (2021). An Introduction to Statistical
    Learning, 2nd edition. Springer, section 3.1.3.

    Examples
    --------
    >>> import numpy as np
    >>> from sklearn.linear_model import LinearRegression
    >>> from nnviz import plot_fit
    >>> X = np.array([[0.0], [1.0], [2.0], [3.0]])
    >>> y = np.array([0.1, 0.9, 2.1, 2.9])
    >>> model = LinearRegression().fit(X, y)
    >>> display = plot_fit(model, X, y, extrapolate=1.0)
    >>> print(f"{display.r2['train']:.3f}")
    0.993
    >>> display.x[[0, -1]].tolist()
    [-1.0, 4.0]
    """
    check_axes(ax)
    check_figsize(figsize)
    options = FitOptions(
        residuals=residuals, max_points=max_points, legend=legend, scores=scores, x_name=x_name,
        y_name=y_name, xlim=xlim, ylim=ylim, residual_ylim=residual_ylim, line_kw=line_kw or {},
        scatter_kw=scatter_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    numbers, question = fit_numbers(
        estimator, X, y, X_test=X_test, y_test=y_test, compare=compare, extrapolate=extrapolate,
        grid_resolution=grid_resolution,
    )  # fmt: skip
    return FitDisplay(numbers, options, figsize, question).plot(ax=ax)
