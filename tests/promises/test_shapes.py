"""Figures of any size, resolution and layout: nothing fails or warns, and words stay clear."""

from __future__ import annotations

from typing import Any

import hypothesis
import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.figures import pixels
from tests.legibility.problem import Problem
from tests.legibility.texts import find_misplaced, find_overlaps
from tests.legibility.watching import draw_ground
from tests.promises.cases import IN_AXES, Case

SIZES = ((2.0, 2.0), (3.0, 9.0), (20.0, 2.0), (20.0, 20.0))
RESOLUTIONS = (50, 100, 300)
LAYOUTS = (None, "tight", "constrained", "compressed")
MANY = hypothesis.settings.get_current_profile_name() == "thorough"


def combinations() -> list[Any]:
    """All sizes, resolutions and layouts for each picture; few of them where time is short."""
    if MANY:
        return [
            (case, size, dpi, layout)
            for case in IN_AXES for size in SIZES for dpi in RESOLUTIONS for layout in LAYOUTS
        ]  # fmt: skip
    chosen = [
        (case, SIZES[k % 3], RESOLUTIONS[k % 5 % 2], LAYOUTS[k % 4])
        for k, case in enumerate(IN_AXES)
    ]
    chosen.append((IN_AXES[4], SIZES[0], RESOLUTIONS[2], "constrained"))
    # Large ones take most of a second for their pixels alone.
    return [*chosen, (IN_AXES[0], SIZES[3], 100, None), (IN_AXES[-1], SIZES[3], 50, "constrained")]


def misplaced_words(figure: Figure) -> list[Problem]:
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()  # as saving does
    ground, watcher = draw_ground(figure, np.ones(3))
    return [
        *find_overlaps(watcher.texts, 1.0), *find_misplaced(watcher.texts, ground.shape, 1.0)
    ]  # fmt: skip


@pytest.mark.parametrize(("case", "size", "dpi", "layout"), combinations(), ids=str)
def test_words_have_their_place(case: Case, size: Any, dpi: int, layout: str | None) -> None:
    figure = Figure(figsize=size, dpi=dpi, layout=layout)
    case.draw(figure.add_subplot())
    problems = misplaced_words(figure)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("case", "layout"),
    [(case, LAYOUTS[k % 4]) for k, case in enumerate(IN_AXES) if case.place == "ax"],
    ids=str,
)
def test_words_keep_clear_of_neighbours(case: Case, layout: str | None) -> None:
    figure = Figure(figsize=(9.0, 3.6), dpi=60, layout=layout)
    left, right = figure.subfigures(1, 2)
    # Tight layout leaves the axes of subfigures where they are.
    engine = layout in ("constrained", "compressed")
    axes = right.subplot_mosaic("ab;cb", width_ratios=(1, 2)) if engine else {"b": right.subplots()}
    neighbours = [left.subplots(), *(ax for name, ax in axes.items() if name != "b")]
    for ax in neighbours:
        ax.set(xticks=[], yticks=[])
        ax.text(0.99, 0.5, "beside", ha="right", transform=ax.transAxes)
    case.draw(axes["b"])
    problems = misplaced_words(figure)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("case", [case for case in IN_AXES if case.place == "ax"], ids=repr)
def test_tiny_axes(case: Case) -> None:
    """In 0.3 inches something is there, and nothing fails."""
    figure = Figure(figsize=(1.2, 1.2), dpi=100)
    ax = figure.add_axes((0.4, 0.4, 0.25, 0.25))
    empty = pixels(figure)
    ax.set_axis_off()
    blank = pixels(figure)
    ax.set_axis_on()
    display = case.draw(ax)
    drawn = pixels(figure)
    assert (drawn != blank).any()
    assert (drawn != empty).any()
    assert display.alt_text()
