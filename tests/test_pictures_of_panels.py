"""Panels, compared pixel by pixel under the versions of tests/pictures.txt.

Everything in them is fixed, since the last bits of a training vary with the processor.
"""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.style
import pytest
from matplotlib.figure import Figure

from nnviz import draw_neuron_maps, draw_panels, plot_decision_boundary, plot_fit, plot_loss
from tests.paneled import classifier, record, ring, sweep, wave

X, Y = ring()
XR, YR = wave()


def maps() -> Figure:
    """Every neuron before the training and after it, on one scale."""
    figure = Figure(figsize=(9, 3.6))
    draw_panels(record(31), draw_neuron_maps, X, Y, epochs=[0, 30], figure=figure)
    return figure


def runs() -> Figure:
    """The losses of a sweep, and below them its fits; one run has failed."""
    figure = Figure(figsize=(9, 4))
    draw_panels(sweep(failing=4), X=XR, y=YR, rows=[plot_loss, plot_fit], figure=figure)
    return figure


def boundaries() -> Figure:
    """Three classifiers that are wrong about different points."""
    models = {"first": classifier(6), "second": classifier(7), "third": classifier(9)}
    figure = Figure(figsize=(7, 2.6))
    draw_panels(models, plot_decision_boundary, X, Y, figure=figure)
    return figure


PICTURES: dict[str, tuple[Callable[[], Figure], tuple[str, ...]]] = {
    "panels_of_maps": (maps, ()),
    "panels_of_runs": (runs, ()),
    "panels_of_boundaries": (boundaries, ("nnviz.styles.dark",)),
}


@pytest.mark.mpl_image_compare(savefig_kwargs={"transparent": False})
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    make, sheets = PICTURES[name]
    with matplotlib.style.context(["default", *sheets]):
        figure = make()
        figure.canvas.draw()
        return figure
