"""The same picture has the same pixels: drawn again, elsewhere, after a resize, after a save."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from tests.figures import pixels
from tests.promises.cases import IN_AXES, Case

SIZE, DPI = (3.4, 2.6), 50
IN_ONE_AXES = [case for case in IN_AXES if case.place == "ax"]


def new_figure() -> Figure:
    return Figure(figsize=SIZE, dpi=DPI)


def assert_same(now: Any, before: Any) -> None:
    """Where words measured anew differ in their last bits, a pixel may be rounded up or down."""
    assert now.shape == before.shape
    apart = np.abs(now.astype(int) - before.astype(int)).max(axis=-1)
    assert apart.max() <= 1, f"{(apart > 1).sum()} pixels differ, by up to {apart.max()}"
    assert (apart > 0).mean() < 0.002


@pytest.mark.parametrize("case", IN_AXES, ids=repr)
def test_a_picture_stays_what_it_was(case: Case) -> None:
    figure = new_figure()
    display = case.draw(figure.add_subplot())
    box = figure.get_tightbbox()  # as notebooks ask, before anything is drawn
    assert 0.4 * SIZE[0] < box.width < 1.1 * SIZE[0]
    assert 0.3 * SIZE[1] < box.height < 1.1 * SIZE[1]
    first = pixels(figure)
    assert np.ptp(first, axis=(0, 1))[:3].min() > 100  # something is there
    np.testing.assert_array_equal(pixels(figure), first)

    figure.set_size_inches(6.0, 1.9)
    assert pixels(figure).shape != first.shape
    figure.set_size_inches(SIZE)
    assert_same(pixels(figure), first)

    figure.savefig(io.BytesIO(), format="png", dpi=83, bbox_inches="tight")
    figure.savefig(io.BytesIO(), format="svg")
    assert_same(pixels(figure), first)

    if case.place == "ax":
        other = new_figure()
        display.plot(ax=other.add_subplot())
        assert_same(pixels(other), first)


def inset_of(figure: Figure) -> Axes:
    around = figure.add_subplot()
    around.axis("off")
    return around.inset_axes((0.05, 0.1, 0.9, 0.85))


PLACES = {
    "a mosaic": lambda figure: figure.subplot_mosaic("ab;cb")["b"],
    "a grid": lambda figure: figure.add_subplot(figure.add_gridspec(3, 3)[1:, :2]),
    "a subfigure": lambda figure: figure.subfigures(1, 2, width_ratios=(1, 2))[1].subplots(),
    "an inset": inset_of,
}


@pytest.mark.parametrize("case", IN_ONE_AXES, ids=repr)
def test_neighbours_stay_as_they_are(case: Case) -> None:
    figure = Figure(figsize=(5.0, 2.6), dpi=DPI)
    left, right = figure.subfigures(1, 2)
    neighbours = left.subplots(2, 1)
    for k, ax in enumerate(neighbours):
        ax.plot([0, 1, 2], [k, 3, 1])
        ax.set_title("a")
    ax = right.subplots()
    before = [(ax.get_position().bounds, ax.get_xlim(), ax.get_ylim()) for ax in neighbours]
    half = pixels(figure)[:, : int(2.5 * DPI)]
    display = case.draw(ax)
    np.testing.assert_array_equal(pixels(figure)[:, : int(2.5 * DPI)], half)
    after = [(ax.get_position().bounds, ax.get_xlim(), ax.get_ylim()) for ax in neighbours]
    assert after == before
    assert display.figure_ is figure
    assert isinstance(ax.get_figure(root=False), SubFigure)


@pytest.mark.parametrize(
    ("case", "place"),
    [(case, list(PLACES)[k % len(PLACES)]) for k, case in enumerate(IN_ONE_AXES)],
    ids=repr,
)
def test_any_axes_will_do(case: Case, place: str) -> None:
    figure = Figure(figsize=(5.0, 3.4), dpi=DPI)
    ax = PLACES[place](figure)
    empty = pixels(figure)
    display = case.draw(ax)
    assert (pixels(figure) != empty).any(axis=-1).sum() > 300
    assert display.figure_ is figure
