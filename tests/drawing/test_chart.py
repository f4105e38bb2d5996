"""What charts share: their ticks and the room of their words."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import name_axes
from nnviz.drawing.chart_ticks import PlainNumbers
from nnviz.drawing.given_axes import kept_if_it_fails
from tests.figures import new_axes, pixels
from tests.legibility import assert_legible

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(("ticks", "words"), [
    ([-0.5, 0.0, 0.5], [f"{MINUS}0.5", "0", "0.5"]),
    ([0.1, 0.2, 0.30000000000000004], ["0.1", "0.2", "0.3"]),
    ([-1.0, 1e-17, 1.0], [f"{MINUS}1", "0", "1"]),
    ([1000.0, 1000.5, 1001.0], ["1000", "1000.5", "1001"]),
    ([2e6, 2.5e6], ["2e6", "2.5e6"]),
    ([1e-9, 2e-9], [f"1e{MINUS}9", f"2e{MINUS}9"]),
    ([2000.0], ["2000"]),
    ([1.0, 1e25, 1e50], ["1", "1e25", "1e50"]),
])  # fmt: skip
def test_numbers_at_ticks(ticks: list[float], words: list[str]) -> None:
    assert PlainNumbers().format_ticks(ticks) == words


@pytest.mark.parametrize("limits", [(0, 1), (-12345, 98765), (1e-7, 9e-7), (1e6, 1e6 + 1)])
@pytest.mark.parametrize("size", [(6, 4), (2, 2), (2, 5)])
def test_numbers_stay_apart_and_inside_the_figure(
    limits: tuple[float, float], size: tuple[float, float]
) -> None:
    ax = new_axes(*size)
    ax.set_xlim(limits)
    ax.set_ylim(limits)
    name_axes(ax, "a name of some length", "another name of some length, and longer")
    ChartFrame(ax)
    assert_legible(ax.figure)  # type: ignore[arg-type]


def test_axes_with_room_for_their_words_stay_where_they_are() -> None:
    ax = Figure().add_axes((0.3, 0.3, 0.5, 0.5))
    name_axes(ax, "x", "y")
    ChartFrame(ax)
    pixels(ax.figure)  # type: ignore[arg-type]
    np.testing.assert_allclose(ax.get_position().bounds, (0.3, 0.3, 0.5, 0.5))


def test_others_ticks_are_left_alone() -> None:
    ax = new_axes(2, 2)
    name_axes(ax, "x", "y")
    ax.set_xticks([0.1, 0.11, 0.12])
    ChartFrame(ax)
    pixels(ax.figure)  # type: ignore[arg-type]
    assert ax.get_xticks().tolist() == [0.1, 0.11, 0.12]


def test_what_fails_gives_the_axes_back() -> None:
    ax = new_axes()
    ax.set_xlabel("mine", color="red")
    locator, formatter = ax.xaxis.get_major_locator(), ax.xaxis.get_major_formatter()

    def fail() -> None:
        with kept_if_it_fails(ax):
            name_axes(ax, "x", "y", color="blue")
            ChartFrame(ax)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.xaxis.label.get_color()) == ("mine", "", "red")
    assert ax.get_axes_locator() is None
    assert ax.xaxis.get_major_locator() is locator
    assert ax.xaxis.get_major_formatter() is formatter
