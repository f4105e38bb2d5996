"""The checker finds every kind of fault, and finds none where there is none."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import Collection, LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.patheffects import Normal, Stroke, withStroke
from matplotlib.text import Text

from tests.legibility import KINDS, assert_legible, check_legibility, contrast_ratio


def figure_with_axes(**kwargs: Any) -> tuple[Figure, Any]:
    figure = Figure(figsize=(4, 3), dpi=100, **kwargs)
    axes = figure.add_subplot()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    return figure, axes


def blank() -> Figure:
    return Figure(figsize=(4, 3), dpi=100)


def kinds(figure: Figure, **limits: Any) -> list[str]:
    found = [problem.kind for problem in check_legibility(figure, **limits)]
    assert set(found) <= set(KINDS)
    return found


def only_problem(figure: Figure, kind: str, **limits: Any) -> Any:
    (problem,) = check_legibility(figure, **limits)
    assert problem.kind == kind
    return problem


# ----------------------------------------------------------------------- good figures


@pytest.mark.parametrize("style", ["default", "dark_background", "ggplot"])
@pytest.mark.parametrize("layout", [None, "constrained", "tight"])
def test_ordinary_figure_passes(style: str, layout: str | None) -> None:
    with mpl.rc_context(), mpl.style.context(style):
        figure = Figure(figsize=(6, 4), dpi=100, layout=layout)
        axes = figure.add_subplot()
        if layout is None:
            figure.subplots_adjust(bottom=0.2)
        colour = mpl.rcParams["text.color"]
        axes.plot([0, 1, 2], [1, 3, 2], color=colour, label="loss")
        axes.set(title="A title", xlabel="epoch", ylabel="loss")
        axes.legend(labelcolor=colour)
        axes.grid(visible=True)
        # ggplot's own grey tick labels have 3.2:1 on their grey.
        axes.tick_params(labelcolor=colour)
        axes.xaxis.label.set_color(colour)
        axes.yaxis.label.set_color(colour)
        paper = "black" if style == "dark_background" else "white"
        assert_legible(figure, paper=paper)


def test_subfigures_insets_and_colour_bars_pass() -> None:
    figure = Figure(figsize=(8, 4), dpi=100, layout="constrained")
    left, right = figure.subfigures(1, 2)
    left.suptitle("left")
    image = left.add_subplot().imshow(np.arange(4).reshape(2, 2))
    left.colorbar(image, label="value")
    axes = right.add_subplot()
    inset = axes.inset_axes([0.6, 0.6, 0.35, 0.35])
    inset.plot([0, 1], [0, 1], color="black")
    assert_legible(figure)


def test_the_figure_is_left_as_it_was() -> None:
    figure, axes = figure_with_axes(layout="constrained")
    axes.text(0.5, 0.5, "hello", path_effects=[withStroke(linewidth=3, foreground="white")])
    axes.set_facecolor("0.9")
    canvas, draw = figure.canvas, Text.draw
    check_legibility(figure, transparent=True)
    assert figure.canvas is canvas
    assert Text.draw is draw
    assert axes.get_facecolor() == (0.9, 0.9, 0.9, 1)
    assert figure.get_facecolor() == (1, 1, 1, 1)


def test_a_subfigure_stands_for_its_figure() -> None:
    figure = blank()
    left, _ = figure.subfigures(1, 2)
    figure.text(0.9, 0.5, "far too long for the figure")
    only_problem(left, "outside")


def test_assert_legible_says_everything() -> None:
    figure = blank()
    figure.text(0.5, 0.5, "one", color="0.8")
    figure.text(0.5, 0.8, "two", color="0.8")
    with pytest.raises(AssertionError, match=r"2 legibility problem.*\n.*'one'.*\n.*'two'"):
        assert_legible(figure)


# --------------------------------------------------------------------------- overlaps


def test_overlap() -> None:
    figure = blank()
    texts = (figure.text(0.3, 0.5, "one text"), figure.text(0.35, 0.51, "another"))
    problem = only_problem(figure, "overlap")
    assert problem.artists == texts
    assert "'one text' and 'another'" in problem.message


def test_only_what_is_drawn_overlaps() -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    axes.text(0.5, 0.5, "seen")
    axes.text(0.5, 0.5, "seen", visible=False)
    axes.text(0.5, 0.5, "")
    axes.text(0.5, 0.5, "   ")
    axes.text(0.5, 0.5, "seen", alpha=0)
    axes.text(0.5, 0.5, "seen", color=(0, 0, 0, 0))
    hidden = figure.add_axes(axes.get_position(), frameon=False)
    hidden.text(0.5, 0.5, "seen")
    hidden.set_visible(False)
    assert kinds(figure) == []


def test_turned_texts_are_compared_as_turned() -> None:
    # Side by side along a slope: the upright boxes overlap widely, the turned ones do not.
    figure = blank()
    style = {"rotation": 45, "ha": "center", "va": "center", "rotation_mode": "anchor"}
    figure.text(0.45, 0.5, "along an edge", **style)
    figure.text(0.53, 0.5, "along another", **style)
    assert kinds(figure) == []
    figure.text(0.47, 0.5, "between the two", **style)
    assert set(kinds(figure)) == {"overlap"}


def test_crossing_texts_overlap() -> None:
    figure = blank()
    figure.text(0.5, 0.5, "up the hill", rotation=45, ha="center", va="center")
    figure.text(0.5, 0.5, "down the hill", rotation=-45, ha="center", va="center")
    assert kinds(figure) == ["overlap"]


def test_lines_of_one_text_and_descenders_may_come_close() -> None:
    figure = blank()
    figure.text(0.1, 0.5, "gypsy jumping\nÅÄÖ\nquickly", linespacing=0.8)
    assert kinds(figure) == []


def test_tick_labels_out_of_view_are_not_there() -> None:
    figure, axes = figure_with_axes()
    axes.set_xticks([0, 0.5, 1, 9], ["a", "b", "c", "a very long label indeed"])
    axes.set_xlim(0, 1)
    assert kinds(figure) == []
    axes.set_xticks([0, 0.5, 0.55], ["a", "a long label", "another one"])
    assert kinds(figure) == ["overlap"]


# ----------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("x", "y", "rotation"), [(0.9, 0.5, 0), (-0.1, 0.5, 0), (0.5, 0.99, 0), (0.97, 0.9, 60)]
)
def test_outside(x: float, y: float, rotation: float) -> None:
    figure = blank()
    text = figure.text(x, y, "beyond the frame", rotation=rotation)
    problem = only_problem(figure, "outside")
    assert problem.artists == (text,)


def test_a_turned_text_in_a_corner_is_inside() -> None:
    figure = blank()
    figure.text(0.02, 0.98, "down", rotation=-45, ha="left", va="top")
    assert kinds(figure) == []


def test_clipped() -> None:
    figure, axes = figure_with_axes()
    axes.text(0.85, 0.5, "cut here", clip_on=True)
    only_problem(figure, "clipped")


def test_texts_clipped_away_are_not_there() -> None:
    figure, axes = figure_with_axes()
    axes.text(7, 0.5, "far away", clip_on=True)
    assert kinds(figure) == []


# --------------------------------------------------------------------------- contrast


def test_contrast_ratio() -> None:
    assert contrast_ratio((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast_ratio((1, 1, 1), (1, 1, 1)) == pytest.approx(1)
    assert contrast_ratio(np.full(3, 0x77 / 255), (1, 1, 1)) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(("grey", "enough"), [("#777777", False), ("#767676", True)])
def test_contrast_with_plain_paper(grey: str, enough: bool) -> None:
    figure = blank()
    figure.text(0.1, 0.5, "grey", color=grey, fontsize=9)
    assert kinds(figure) == ([] if enough else ["contrast"])


def test_contrast_counts_alpha() -> None:
    figure = blank()
    figure.text(0.1, 0.5, "faded", alpha=0.4)
    only_problem(figure, "contrast")


def test_contrast_with_what_lies_behind() -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    axes.add_patch(Rectangle((0, 0), 1, 1, color="#004080"))
    text = axes.text(0.5, 0.5, "on blue", color="black")
    assert only_problem(figure, "contrast").artists == (text,)
    text.set_color("white")
    assert kinds(figure) == []


def test_a_thin_line_behind_is_harmless_and_a_thick_one_is_not() -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    axes.text(0.5, 0.5, "a word here", ha="center", va="center", fontsize=11)
    line = axes.plot([0.3, 0.7], [0.4, 0.6], color="0.2", linewidth=0.8, zorder=0)[0]
    assert kinds(figure) == []
    line.set_linewidth(6)
    assert kinds(figure) == ["contrast"]


def test_a_busy_ground_fails_and_a_halo_or_a_box_helps() -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    noise = np.random.default_rng(0).random((30, 40))
    axes.imshow(noise, cmap="gray", extent=(0, 1, 0, 1), aspect="auto", interpolation="nearest")
    text = axes.text(0.5, 0.5, "-0.83", ha="center", rotation=20)
    assert kinds(figure) == ["contrast"]
    text.set_path_effects([withStroke(linewidth=4, foreground="white")])
    assert kinds(figure) == []
    text.set_path_effects([])
    text.set_bbox({"facecolor": "white", "edgecolor": "none"})
    assert kinds(figure) == []


def test_a_halo_of_the_wrong_colour_is_seen() -> None:
    figure = blank()
    halo = [Stroke(linewidth=4, foreground="0.3"), Normal()]
    figure.text(0.5, 0.5, "dark on dark", path_effects=halo)
    only_problem(figure, "contrast")


@pytest.mark.parametrize("style", ["path effects", "plain"])
def test_covered(style: str) -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    halo = [withStroke(linewidth=2, foreground="white")] if style == "path effects" else []
    axes.text(0.5, 0.5, "half hidden", path_effects=halo)
    assert kinds(figure) == []
    axes.add_patch(Rectangle((0.6, 0), 0.4, 1, facecolor="white", zorder=9))
    only_problem(figure, "covered")


def test_transparent_figures_lie_on_the_paper() -> None:
    figure = blank()
    figure.text(0.5, 0.5, "white", color="white")
    assert kinds(figure, transparent=True, paper="black") == []
    assert kinds(figure, paper="black") == ["contrast"]
    with mpl.rc_context({"savefig.transparent": True}):
        assert kinds(figure, paper="black") == []
    figure.set_facecolor("none")
    assert kinds(figure, paper="black") == []
    assert kinds(figure) == ["contrast"]


# ------------------------------------------------------------------------ small texts


def test_small_text_counts_subscripts() -> None:
    figure = blank()
    figure.text(0.1, 0.5, "$w_{04}$", fontsize=20)
    assert kinds(figure) == []
    problem = only_problem(figure, "small text", min_text_points=18)
    assert "14.0 pt" in problem.message
    assert kinds(figure, slides=True) == ["small text"]
    assert kinds(figure, min_text_points=14) == []


# ---------------------------------------------------------------------- custom artists


class SizedWhenDrawn(Text):
    """A text that takes its size, and its colour, when it is drawn."""

    def draw(self, renderer: Any) -> None:
        self.set_fontsize(40)
        self.set_color("black")
        super().draw(renderer)


class DrawnByItself(Text):
    """A text that does not use Text.draw at all."""

    def draw(self, renderer: Any) -> None:
        gc = renderer.new_gc()
        gc.set_foreground("0.8")
        renderer.draw_text(gc, 100, 100, "by itself", self.get_fontproperties(), 30)
        gc.restore()


def test_custom_texts_are_seen_as_they_are_drawn() -> None:
    figure = blank()
    text = SizedWhenDrawn(0.3, 0.5, "much larger when drawn", fontsize=4, color="white")
    figure.add_artist(text)
    assert only_problem(figure, "outside").artists == (text,)

    figure = blank()
    figure.add_artist(DrawnByItself(0, 0, "something else"))
    assert "'by itself'" in only_problem(figure, "contrast").message


class Edges(Collection):
    """A collection that holds arrays, and makes its strokes when drawn."""

    def draw(self, renderer: Any) -> None:
        gc = renderer.new_gc()
        gc.restore()

    def get_paths(self) -> list[Any]:
        raise NotImplementedError

    def get_datalim(self, transData: Any) -> Any:
        return mpl.transforms.Bbox.null()


def test_custom_collections_without_paths_are_checked() -> None:
    figure, axes = figure_with_axes()
    edges = Edges(edgecolors=["black", "0.9"], linewidths=[1, 0.1, 0.1])
    axes.add_collection(edges)
    faint, thin = check_legibility(figure)
    assert (faint.kind, thin.kind) == ("faint stroke", "thin stroke")
    assert faint.artists == thin.artists == (edges,)
    assert "1 of 3" in faint.message
    assert "2 of 3" in thin.message


# ---------------------------------------------------------------------------- strokes


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ({"color": "0.3"}, []),
        ({"color": "0.8"}, ["faint stroke"]),
        ({"color": "black", "alpha": 0.2}, ["faint stroke"]),
        ({"color": "black", "linewidth": 0.2}, ["thin stroke"]),
        ({"color": "0.8", "linewidth": 0.2}, ["faint stroke", "thin stroke"]),
        ({"color": "0.8", "linestyle": "none", "marker": "o"}, []),
        ({"color": "0.8", "linewidth": 0}, []),
        ({"color": "0.8", "visible": False}, []),
        ({"color": "0.8", "gid": "decoration-lane"}, []),
    ],
)
def test_lines(style: dict[str, Any], expected: list[str]) -> None:
    figure, axes = figure_with_axes()
    axes.plot([0.1, 0.9], [0.1, 0.9], **style)
    assert kinds(figure) == expected


def test_lines_that_are_not_seen_are_not_checked() -> None:
    figure, axes = figure_with_axes()
    axes.plot([3, 4], [3, 4], color="0.9")
    axes.plot([np.nan, np.nan], [0, 1], color="0.9")
    axes.plot([], [], color="0.9")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    assert kinds(figure) == []
    axes.axvline(0.5, color="0.9")
    assert kinds(figure) == ["faint stroke"]


def test_strokes_are_compared_with_the_paper_of_their_own_axes() -> None:
    figure, axes = figure_with_axes(facecolor="black")
    axes.tick_params(labelcolor="white")
    axes.plot([0, 1], [0, 1], color="white")
    assert kinds(figure) == ["faint stroke"]
    axes.set_facecolor("black")
    assert kinds(figure) == []
    axes.set_facecolor("white")
    axes.set_axis_off()  # then the figure shows
    assert kinds(figure) == []


def test_collections() -> None:
    figure, axes = figure_with_axes()
    segments = [[(0, 0), (1, 1)], [(0, 1), (1, 0)]]
    axes.add_collection(LineCollection(segments, colors=["black", "0.85"], linewidths=1))
    assert "1 of 2" in only_problem(figure, "faint stroke").message


def test_an_outline_matters_where_the_face_does_not_show() -> None:
    figure, axes = figure_with_axes()
    axes.scatter([0.2, 0.4], [0.2, 0.4], s=200, facecolor="white", edgecolor="black", linewidth=1)
    axes.scatter([0.5, 0.6], [0.5, 0.6], s=50, color="tab:blue", edgecolor="white", linewidth=0.3)
    axes.contourf(np.arange(9).reshape(3, 3), cmap="Pastel1", extent=(0, 1, 0, 1), alpha=0.4)
    axes.fill_between([0, 1], [0.5, 0.6], color="0.95", linewidth=0)
    assert kinds(figure) == []
    axes.scatter([0.7], [0.7], s=200, facecolor="white", edgecolor="0.9")
    assert kinds(figure) == ["faint stroke"]


def test_patches() -> None:
    figure, axes = figure_with_axes()
    axes.add_patch(Circle((0.5, 0.5), 0.2, facecolor="white", edgecolor="black"))
    axes.add_patch(Rectangle((0.1, 0.1), 0.1, 0.5, facecolor="tab:blue", edgecolor="white"))
    assert kinds(figure) == []
    axes.annotate("", (0.1, 0.8), (0.9, 0.8), arrowprops={"arrowstyle": "->", "color": "0.9"})
    assert kinds(figure) == ["faint stroke"]


def test_slides_take_thicker_strokes_and_allow_fainter_ones() -> None:
    figure, axes = figure_with_axes()
    axes.set_axis_off()
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=1.5)  # 2.85:1
    axes.plot([0, 1], [1, 0], color="black", linewidth=1.0)
    assert kinds(figure) == ["faint stroke"]
    assert kinds(figure, slides=True) == ["thin stroke"]
    assert kinds(figure, slides=True, min_stroke_points=0.9) == []
    assert kinds(figure, min_stroke_contrast=2.5) == []


def test_a_double_line_is_seen_by_its_wider_stroke() -> None:
    figure, axes = figure_with_axes()
    effects = [Stroke(linewidth=6, foreground="#009E73"), Stroke(linewidth=2, foreground="white")]
    axes.add_line(Line2D([0, 1], [0, 1], color="white", linewidth=2, path_effects=effects))
    assert kinds(figure) == []


# ----------------------------------------------------------------------- many at once


def test_many_texts() -> None:
    figure = Figure(figsize=(8, 6), dpi=100)
    halo = [withStroke(linewidth=2, foreground="white")]
    for row in range(10):
        for column in range(6):
            figure.text(0.05 + column * 0.15, 0.05 + row * 0.09, f"$w^{{(1)}}_{{{row}{column}}}$",
                        rotation=7 * column, path_effects=halo if row % 2 else [])  # fmt: skip
    assert kinds(figure) == []
