"""`plot_sweep_scores`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from nnviz.displays.sweep_scores.arguments import score_numbers
from nnviz.displays.sweep_scores.display import SweepScoresDisplay
from nnviz.drawing.frame import check_axes, check_figsize
from nnviz.drawing.sweep_scores.options import ScoreOptions
from nnviz.history import TrainingSweep


def plot_sweep_scores(
    sweep: TrainingSweep,
    *,
    x: str | None = None,
    log: bool | str = "auto",
    xlim: tuple[float, float] | None = None,
    ylim: tuple[float, float] | None = None,
    scores: str | Sequence[str] | None = None,
    best: bool = True,
    legend: bool = True,
    ax: Axes | None = None,
    figsize: tuple[float, float] | None = None,
    line_kw: Mapping[str, Any] | None = None,
    scatter_kw: Mapping[str, Any] | None = None,
    label_kw: Mapping[str, Any] | None = None,
) -> SweepScoresDisplay:
    r"""Plot the scores of a sweep against the values that were tried.

    Training scores are hollow and dashed, scores on other data filled. Cross-validated scores are
    the means over the folds, with one standard deviation to both sides and a faint dot for each
    fold. Runs that failed have no score: they are crosses below the axis, off its scale. Scores
    that have shot away, as an :math:`R^2` of a million below 0 has, would flatten all others: they
    are arrows at the bottom, and a note says what they are.

    Lines join scores whose values have an order: numbers, and sizes of hidden layers that grow.
    Between others, such as the names of solvers, a line would show a trend that there is not;
    ``line_kw={"linestyle": "-"}`` draws it nevertheless. What several lines would have there
    stands side by side.

    Parameters
    ----------
    sweep : TrainingSweep
        What `sweep_training` returns.
    x : str, optional
        The parameter along x, by its full name or its last part; by default that with the most
        values that are numbers, if these are several. Each combination of values of the others
        has a line of its own.
    log : {"auto", True, False}, default="auto"
        Whether numbers stand on a logarithmic axis; "auto" if the largest is at least 100 times
        the least above 0. Where there is a 0, or less, among such numbers, they stand side by
        side, evenly spaced, as do names, tuples and None; a note says so.
    xlim, ylim : tuple of float, optional
        From where to where the axes go, to compare pictures; by default as far as values and scores
        do. Scores under the lower end of `ylim` are arrows at the bottom.
    scores : {"train", "test", "cv"} or a list of these, optional
        The kinds of scores; by default all that there are.
    best : bool, default=True
        A ring around the best score, and the legend says what it is: of the most telling kind that
        is drawn, "cv" before "test" before "train".
    legend : bool, default=True
        A legend, in an empty corner or above the axes.
    ax : Axes, optional
        Used as it is; by default a new figure is made through pyplot.
    figsize : tuple of float, optional
        Of a new figure, in inches.
    line_kw, scatter_kw, label_kw : dict, optional
        Properties of the lines, the points and the texts, over our defaults.

    Returns
    -------
    SweepScoresDisplay
        With the numbers and the artists.

    Raises
    ------
    TypeError
        If `sweep` is anything but a TrainingSweep, or an argument is of another kind than above.
    ValueError
        If no run has a score, there is no such parameter or kind of score, or ``log=True`` with
        values that are no numbers above 0. Nothing is drawn then.

    See Also
    --------
    sweep_training : Train once for each value of a parameter.
    plot_loss : The losses of the runs of a sweep.

    Notes
    -----
    A value that is chosen because its test score is the best makes that score look better than
    new data will: the test set has then taken part in the choice. Cross-validated scores are for
    choosing, and leave the test set for the end.

    The standard deviation of :math:`n` folds with scores :math:`s_k` and mean :math:`\bar s` is
    that of scikit-learn's searches,

    .. math:: \sqrt{\frac{1}{n} \sum_k (s_k - \bar s)^2}.

    References
    ----------
    Hastie, T., Tibshirani, R., and Friedman, J. (2009). The elements of statistical learning,
    second edition, sections 7.2 and 7.10. Springer.

    Examples
    --------
    >>> from nnviz import SweepRun, TrainingSweep, plot_sweep_scores
    >>> tried = {0.001: (0.93, 0.92), 0.1: (0.92, 0.91), 10.0: (0.86, 0.85)}
    >>> runs = [SweepRun({"alpha": alpha}, None, None, {"train": train, "test": test}, None, None,
    ...                  ()) for alpha, (train, test) in tried.items()]
    >>> display = plot_sweep_scores(TrainingSweep(runs, {"alpha": list(tried)}, "R²", 0))
    >>> display.ax_.get_xscale(), display.best
    ('log', 0)
    >>> display.scores["test"]
    array([[0.92, 0.91, 0.85]])
    """
    check_axes(ax, x_scales=("linear", "log"))
    check_figsize(figsize)
    numbers = score_numbers(sweep, x, scores)
    options = ScoreOptions(
        log=log, xlim=xlim, ylim=ylim, best=best, legend=legend, line_kw=line_kw or {},
        scatter_kw=scatter_kw or {}, label_kw=label_kw or {},
    )  # fmt: skip
    return SweepScoresDisplay(numbers, options, figsize).plot(ax=ax)
