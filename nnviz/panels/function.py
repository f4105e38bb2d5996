"""`draw_panels`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nnviz.drawing.frame import check_figsize
from nnviz.panels.canvas import AnyFigure, check_figure
from nnviz.panels.display import PanelsDisplay
from nnviz.panels.options import PanelOptions
from nnviz.panels.pictures import Pictures
from nnviz.panels.recipes import recipes_of
from nnviz.panels.subjects import check_drawable, subjects_of


def draw_panels(
    models: Any,
    plot: Callable[..., Any] | None = None,
    X: Any = None,
    y: Any = None,
    *,
    rows: Sequence[Callable[..., Any]] | None = None,
    columns: int | None = None,
    epochs: Sequence[int] | None = None,
    titles: Sequence[str] | None = None,
    share: bool = True,
    legend: bool = True,
    colorbar: bool = True,
    figure: AnyFigure | None = None,
    figsize: tuple[float, float] | None = None,
    **options: Any,
) -> PanelsDisplay:
    """Draw any picture once for each of several models, side by side and on one scale.

    Panels share their norm and their limits, and what they have in common stands once: the names
    of axes, one legend, one colour bar. What is a panel's own stands under its title.

    Parameters
    ----------
    models : mapping, list, TrainingSweep or TrainingRecord
        Names and models; models; the runs of a sweep; or the snapshots of a training. A model is
        whatever the function takes.
    plot : callable, optional
        Any function of nnviz that draws a model (`draw_neuron_maps`, `plot_decision_boundary`,
        `plot_fit`, ...), or your own ``f(model, ..., ax=)``, which may be called more than once
        with the same model. A function whose first parameter is ``source`` (`plot_loss`) gets the
        training: the history of a run, the model or record itself otherwise.
    X, y : optional
        The data, for functions that have parameters of these names.
    rows : sequence of callable, optional
        Several functions in place of `plot`: a row for each, a column for each model.
    columns : int, optional
        How many models stand side by side before the next begin below; by default what suits the
        shape of the figure.
    epochs : sequence of int, optional
        Which snapshots of a record to show; by default up to eight, the first and the last and some
        evenly between.
    titles : sequence of str, optional
        One a model, in place of names, values and epochs.
    share : bool, default=True
        Whether all panels of a function have one scale: norms of colours, limits of axes.
    legend : bool, default=True
        One legend for all panels of a function.
    colorbar : bool, default=True
        One colour bar for all panels of a function, where they share a norm.
    figure : Figure or SubFigure, optional
        Filled with the panels; it has to be empty. By default a new one is made through pyplot.
    figsize : tuple of float, optional
        Of a new figure, in inches; by default it grows with the number of panels.
    **options
        For the functions that take them.

    Returns
    -------
    PanelsDisplay
        With the displays of all panels, and the artists around them.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above: no models, snapshots that are not there, an option that no
        function takes, pictures without a scale in common. Nothing is drawn then.

    See Also
    --------
    plot_loss : Has panels of its own for the runs of a sweep, with all others behind each.

    Examples
    --------
    >>> from nnviz import Network, draw_network, draw_panels
    >>> small = Network.from_arrays([[[0.5, -1.0]], [[2.0], [0.25]]], activation="relu")
    >>> large = Network.from_arrays([[[1.5, -1.0]], [[4.0], [0.25]]], activation="relu")
    >>> display = draw_panels({"small": small, "large": large}, draw_network)
    >>> display.axes_.shape
    (1, 2)
    >>> [panel.edges_[0].norm.vmax for panel in display.displays[0]]
    [4.0, 4.0]
    """
    check_figure(figure)
    check_figsize(figsize)
    chosen = PanelOptions(share=share, legend=legend, colorbar=colorbar, columns=columns)
    subjects = subjects_of(models, epochs, titles)
    recipes = recipes_of(plot, rows, X, y, options)
    for recipe in recipes:
        check_drawable(subjects, recipe.name, training=recipe.draws_training)
    pictures = [Pictures(recipe, subjects.each) for recipe in recipes]
    for one in pictures:
        one.compute(figure)
    return PanelsDisplay(subjects, pictures, chosen, figsize).plot(figure=figure)
