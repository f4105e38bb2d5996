"""`plot_loss`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from nnviz.displays.loss.arguments import loss_numbers
from nnviz.displays.loss.display import LossDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.loss.options import LossOptions
from nnviz.drawing.option_checks import check_choice


def plot_loss(
    source: Any,
    *,
    panels: bool | None = None,
    sharex: bool | str = "auto",
    sharey: bool | str = "auto",
    columns: int | None = None,
    log: bool | str = "auto",
    log_x: bool | str = "auto",
    smoothing: float = 0.0,
    x: str = "epochs",
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    score_range: tuple[float, float] | None = None,
    scores: bool = True,
    best: bool = True,
    end_values: bool = True,
    legend: bool = True,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> LossDisplay:
    r"""Plot the loss of a training by epoch, of several trainings, or of a sweep.

    Each curve is named for what it is. The ``loss_curve_`` of scikit-learn's networks is a running
    mean over each epoch, while the weights still move, and includes the L2 penalty; its
    ``validation_scores_`` are no losses, and have a scale of their own on the right.

    Parameters
    ----------
    source : object
        One training: a fitted MLPClassifier or MLPRegressor, a Pipeline or search around one, a
        `TrainingRecord`, a `TrainingHistory`, a mapping of names to series of numbers, a DataFrame,
        a sequence of numbers, or an object with a Keras-like ``history``. Several: a list of these,
        or a dict of them by name. Or a `TrainingSweep`.
    panels : bool, optional
        A panel for each training, in place of one pair of axes; by default for a sweep only. Behind
        each curve the others are drawn faintly, where all panels have one scale.
    sharex, sharey : {"auto", True, False}, default="auto"
        Whether all panels have the same epochs along x, and one scale of the loss; "auto" if they
        show one kind of loss.
    columns : int, optional
        How many panels stand side by side; by default what suits the shape of the axes.
    log : {"auto", True, False}, default="auto"
        Whether the scale of the loss is logarithmic; "auto" for sweeps, and where the largest loss
        is at least 30 times the least. Values at or below 0 are left out then, and counted.
    log_x : {"auto", True, False}, default="auto"
        Whether the scale of the epochs is logarithmic; "auto" for panels that share it, if the
        longest training is at least 10 times the shortest. Epoch 0 is left out then.
    smoothing : float, default=0.0
        How much of a debiased moving average each epoch keeps, from 0 (no smoothing) to under 1.
        The values themselves stay, faintly. The notes give the formula.
    x : {"epochs", "updates"}, default="epochs"
        What is counted: epochs, or updates of the parameters, by which trainings with different
        batch sizes compare.
    x_range, y_range, score_range : tuple of float, optional
        The least and the largest value along x, of the left and of the right scale, to compare
        pictures; the axes go a margin beyond. By default those of the curves.
    scores : bool, default=True
        Whether scores are drawn, on the right scale.
    best : bool, default=True
        Whether a ring marks the epoch with the best validation score or loss, and a bar the end of
        a training that was stopped early.
    end_values : bool, default=True
        The last value of each line beside its end, where there is room.
    legend : bool, default=True
        A legend, in an empty corner or above the axes.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot. Panels subdivide its place.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    line_kw, label_kw : dict, optional
        Properties of all curves, and of the texts, over our defaults.

    Returns
    -------
    LossDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError, ValueError
        If the source holds no curves (an estimator trained with ``solver="lbfgs"`` keeps none), or
        an argument is not as above. Nothing is drawn then.
    sklearn.exceptions.NotFittedError
        If an estimator is not fitted.

    Warns
    -----
    UserWarning
        If different losses are to be drawn on one scale.

    See Also
    --------
    record_training : Train and record validation losses too.
    sweep_training : Train once for each value of a parameter.

    Notes
    -----
    With :math:`m_0 = 0`, the moving average of the finite values :math:`x_t` is

    .. math::

        m_t = \beta^{d_t} m_{t-1} + (1 - \beta^{d_t}) x_t, \qquad
        \hat m_t = \frac{m_t}{1 - \beta^{d_1 + \dots + d_t}},

    where :math:`\beta` is `smoothing`, and :math:`d_t` the epochs from one value to the next.
    Epochs whose value is not finite are shaded.

    References
    ----------
    Kingma, D. P., and Ba, J. (2015). Adam: a method for stochastic optimization, section 3
    (initialization bias correction). ICLR.

    Examples
    --------
    >>> from sklearn.datasets import make_circles
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import plot_loss
    >>> X, y = make_circles(n_samples=200, factor=0.2, noise=0.1, random_state=0)
    >>> mlp = MLPClassifier((8,), early_stopping=True, max_iter=500, random_state=0).fit(X, y)
    >>> display = plot_loss(mlp)
    >>> display.ax_.get_ylabel()
    'log loss + L2'
    >>> display.histories[""].stop
    'early stopping'
    """
    check_axes(ax, scales=("linear", "log"), x_scales=("linear", "log"))
    check_figsize(figsize)
    check_choice("panels", panels, (None, True, False))
    numbers = loss_numbers(source)
    if panels is None:
        panels = numbers.sweep is not None
    options = LossOptions(
        panels=panels, sharex=sharex, sharey=sharey, columns=columns, log=log, log_x=log_x,
        smoothing=smoothing, x=x, x_range=x_range, y_range=y_range, score_range=score_range,
        scores=scores, best=best, end_values=end_values, legend=legend,
        line_kw=line_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    return LossDisplay(numbers, options, figsize).plot(ax=ax)
