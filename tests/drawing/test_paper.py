"""Which colour lies behind a diagram, and which ink can be read on it."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from nnviz import draw_network
from nnviz.drawing.paper import READABLE, blend, ink_colour, paper_colour, readable_on
from nnviz.encoding import contrast_ratio
from tests.figures import fixed_network, new_axes, pixels, root
from tests.legibility import assert_legible


def behind(ax: Any) -> tuple[float, ...]:
    """The colour in the middle of the axes, as it comes out."""
    figure = root(ax)
    image = pixels(figure)
    x, y = ax.bbox.x0 + ax.bbox.width / 2, ax.bbox.y0 + ax.bbox.height / 2
    return tuple(image[image.shape[0] - int(y) - 1, int(x)] / 255)


class TestPaper:
    def test_figure_behind_axes_without_frame(self) -> None:
        ax = new_axes(facecolor="#112233")
        ax.set_facecolor("yellow")
        ax.set_axis_off()
        assert paper_colour(ax) == pytest.approx(to_rgba("#112233"))
        assert paper_colour(ax) == pytest.approx(behind(ax), abs=0.003)

    def test_axes_with_a_frame(self) -> None:
        ax = new_axes(facecolor="#112233")
        ax.set_facecolor("#ffff00")
        assert paper_colour(ax) == pytest.approx(behind(ax), abs=0.003)

    def test_half_transparent_layers_add_up(self) -> None:
        ax = new_axes(facecolor="#ff0000")
        ax.set_facecolor((0.0, 0.0, 1.0, 0.5))
        assert paper_colour(ax) == pytest.approx((0.5, 0.0, 0.5, 1.0))

    def test_subfigures(self) -> None:
        figure = Figure(facecolor="white")
        left, right = figure.subfigures(1, 2)
        left.set_facecolor("#202040")
        on_left, on_right = left.add_subplot(), right.add_subplot()
        for ax in (on_left, on_right):
            ax.set_axis_off()
        assert paper_colour(on_left) == pytest.approx(to_rgba("#202040"))
        assert paper_colour(on_right) == pytest.approx(to_rgba("white"))

    def test_subfigures_of_subfigures(self) -> None:
        outer = Figure(facecolor="white").subfigures(1, 2)[0]
        outer.set_facecolor("#202040")
        ax = outer.subfigures(2, 1)[0].add_subplot()
        ax.set_axis_off()
        assert paper_colour(ax) == pytest.approx(behind(ax), abs=0.003)

    def test_inset_axes_stand_on_their_parent(self) -> None:
        parent = new_axes(facecolor="white")
        parent.set_facecolor("#202040")
        ax = parent.inset_axes((0.2, 0.2, 0.6, 0.6))
        ax.set_axis_off()
        assert paper_colour(ax) == pytest.approx(behind(ax), abs=0.003)

    @pytest.mark.parametrize(("ink", "paper"), [("black", "white"), ("white", "black")])
    def test_transparent_paper_is_the_opposite_of_the_ink(self, ink: str, paper: str) -> None:
        with plt.style.context({"text.color": ink}):
            ax = new_axes(facecolor="none")
            ax.set_axis_off()
            assert paper_colour(ax) == to_rgba(paper)
            assert ink_colour(ax) == to_rgba(ink)

    def test_invisible_patches_do_not_count(self) -> None:
        ax = new_axes(facecolor="black")
        root(ax).patch.set_visible(False)
        ax.set_axis_off()
        assert paper_colour(ax) == to_rgba("white")


class TestInk:
    def test_is_the_styles(self) -> None:
        with plt.style.context({"text.color": "#330044"}):
            assert ink_colour(new_axes(facecolor="white")) == to_rgba("#330044")

    @pytest.mark.parametrize(("paper", "ink"), [("black", "white"), ("0.2", "white")])
    def test_gives_way_where_it_could_not_be_read(self, paper: str, ink: str) -> None:
        ax = new_axes(facecolor=paper)
        ax.set_axis_off()
        assert ink_colour(ax) == to_rgba(ink)


class TestColours:
    def test_blend(self) -> None:
        assert blend("black", (1, 1, 1, 1), 0.25) == pytest.approx((0.75, 0.75, 0.75, 1))
        assert blend((0, 0, 0, 0.5), (1, 1, 1, 1)) == pytest.approx((0.5, 0.5, 0.5, 1))

    def test_readable_takes_the_first_that_passes(self) -> None:
        assert readable_on("white", ("0.5", "0.3", "black")) == to_rgba("0.3")
        assert readable_on("white", ("0.8", "0.7")) == to_rgba("0.7")

    @pytest.mark.parametrize("grey", np.linspace(0, 1, 21))
    def test_black_or_white_can_be_read_on_any_grey(self, grey: float) -> None:
        face = str(grey)
        assert contrast_ratio([readable_on(face, ("black", "white"))], face)[0] >= READABLE


class TestDiagrams:
    @pytest.mark.parametrize("paper", ["white", "black", "#14171c", "#fdf6e3", "0.95"])
    def test_are_legible_on_light_and_dark_paper(self, paper: str) -> None:
        # The fourth is that of matplotlib's own style Solarize_Light2.
        ax = new_axes(facecolor=paper)
        draw_network(fixed_network(2, 8, 6, 1), ax=ax, names=False)
        assert_legible(root(ax))

    def test_on_a_dark_subfigure(self) -> None:
        figure = Figure(figsize=(10, 4), facecolor="white")
        left, right = figure.subfigures(1, 2)
        left.set_facecolor("#14171c")
        for sub in (left, right):
            draw_network(fixed_network(4, 3, 2, 3), ax=sub.add_subplot())
        assert_legible(figure)

    @pytest.mark.parametrize("style", ["nnviz.styles.dark", "dark_background"])
    def test_saved_transparent_on_dark_paper(self, style: str) -> None:
        with plt.style.context(style):
            ax = new_axes()
            draw_network(fixed_network(4, 3, 2, 3), ax=ax)
            assert_legible(root(ax), transparent=True, paper="black")

    def test_transparent_figure_on_white_paper(self) -> None:
        ax = new_axes(facecolor="none")
        draw_network(fixed_network(4, 3, 2, 3), ax=ax)
        assert_legible(root(ax), paper="white")
