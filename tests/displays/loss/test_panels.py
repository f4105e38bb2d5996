"""Loss curves side by side: which panels there are, what they share, what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import plot_loss
from nnviz.drawing.loss.grid import best_columns
from tests.displays.loss.helpers import R2, curve, history, sweep
from tests.figures import new_axes, pixels


def drawn(source: Any, *, size: tuple[float, float] = (10.0, 5.0), **options: Any) -> Any:
    display = plot_loss(source, ax=new_axes(*size), **options)
    display.figure_.canvas.draw()
    return display


def titles(display: Any) -> list[str]:
    return [title.text for title in display._chart.titles]


def test_a_sweep_has_a_panel_for_each_run() -> None:
    display = drawn(sweep(failed=3, constant=4), size=(20.0, 8.0))
    assert len(display.axes_) == 5
    assert len(display.lines_) == 4
    assert display.figure_.axes == [display.ax_]
    first, second, third, failed, constant = titles(display)
    assert first.split("\n") == [
        "1e\N{MINUS SIGN}5", f"final loss {display.lines_[0].get_ydata()[-1]:.3g}, test {R2} 0.87",
        "converged after 40 epochs",
    ]  # fmt: skip
    assert second.endswith("stopped at max_iter, 47 epochs")
    assert third.startswith("0.1 (best)")
    assert failed.split("\n")[0] == "10"
    assert "failed" in failed
    assert "constant output" in constant


def test_all_panels_share_their_scales() -> None:
    display = drawn(sweep())
    assert len({panel.get_ylim() for panel in display.axes_}) == 1
    assert len({panel.get_xlim() for panel in display.axes_}) == 1
    assert {panel.get_yscale() for panel in display.axes_} == {"log"}
    assert len(display.ghosts_) == 5 * 4
    ghosts = [ghost for ghost in display.ghosts_ if ghost.axes is display.axes_[0]]
    for ghost, line in zip(ghosts, display.lines_[1:], strict=True):
        np.testing.assert_array_equal(ghost.get_ydata(), line.get_ydata())


def test_free_scales() -> None:
    display = drawn(sweep(), sharey=False, sharex=False)
    assert len({panel.get_ylim() for panel in display.axes_}) == 5
    assert len({panel.get_xlim() for panel in display.axes_}) == 5
    assert display.ghosts_ == []
    assert all(panel.yaxis.get_tick_params()["labelleft"] for panel in display.axes_)


def test_the_best_panel_has_a_thicker_frame() -> None:
    display = drawn(sweep())
    widths = [panel.spines["left"].get_linewidth() for panel in display.axes_]
    assert widths[2] > 1.5 * widths[0]
    assert widths.count(widths[0]) == 4
    words = [text.get_text() for text in display.legend_.get_texts()]
    assert words == ["this one", "all others", f"best test {R2}"]
    assert display.legend_.get_title().get_text() == "alpha"


def test_names_stand_once() -> None:
    display = drawn(sweep())
    texts = [text.get_text() for text in display.ax_.texts]
    assert texts.count("epoch") == 1
    assert texts.count("half squared error + L2") == 1
    assert all(panel.get_xlabel() == panel.get_ylabel() == "" for panel in display.axes_)


@pytest.mark.parametrize("size", [(6.4, 4.8), (3.0, 3.0), (16.0, 3.0), (6.0, 12.0)])
@pytest.mark.parametrize("n", [2, 6, 12])
def test_panels_and_their_words_keep_apart(n: int, size: tuple[float, float]) -> None:
    display = drawn(sweep([float(k) for k in range(n)]), size=size)
    boxes = [panel.get_tightbbox() for panel in display.axes_]
    for k, box in enumerate(boxes):
        assert all(not box.overlaps(other) for other in boxes[k + 1 :])
        assert box.x0 > 0
        assert box.y0 > 0
    lines = {len(title.split("\n")) for title in titles(display)}
    assert max(lines) - min(lines) <= 1
    sizes = {title.bold.get_fontsize() for title in display._chart.titles}
    assert len(sizes) == 1


def test_one_axes_coloured_by_value() -> None:
    display = drawn(sweep((1000.0, 0.1, 10.0)), panels=False)
    colours = [line.get_color() for line in display.lines_]
    again = drawn(sweep((0.1, 10.0, 1000.0)), panels=False)
    ordered = [line.get_color() for line in again.lines_]
    assert colours == [ordered[2], ordered[0], ordered[1]]
    assert display.legend_.get_title().get_text() == "alpha"


def test_columns() -> None:
    display = drawn(sweep(), columns=2)
    assert len({round(panel.bbox.x0) for panel in display.axes_}) == 2
    assert len({round(panel.bbox.y0) for panel in display.axes_}) == 3
    assert len(drawn(sweep(), columns=50).axes_) == 5


@pytest.mark.parametrize(
    ("n", "size", "columns"), [(1, (6, 4), 1), (6, (16, 3), 6), (4, (6.4, 4.8), 2), (5, (2, 12), 1)]
)
def test_best_columns(n: int, size: tuple[float, float], columns: int) -> None:
    assert best_columns(n, new_axes(*size)) == columns


def test_scores_stand_on_the_right_of_each_panel() -> None:
    display = drawn({"a": history(scored=True), "b": history(1.2, scored=True)}, panels=True)
    assert len(display.right_axes_) == len(display.score_lines_) == 2
    assert len({right.get_ylim() for right in display.right_axes_}) == 1
    texts = [text.get_text() for text in display.ax_.texts]
    assert texts.count("accuracy") == 1


def test_a_run_without_a_curve_says_so() -> None:
    display = drawn(sweep(without_curve=1))
    assert "no loss by epoch" in titles(display)[1]


def test_a_sweep_that_failed_altogether() -> None:
    display = drawn(sweep((1.0,), failed=0))
    assert display.lines_ == []
    assert "failed" in titles(display)[0]
    assert display.histories == {}


def test_after_a_resize_it_is_as_if_new() -> None:
    def figure(*size: float) -> Figure:
        made = Figure(figsize=size, dpi=60)
        plot_loss(sweep(), columns=3, ax=made.add_axes((0.02, 0.02, 0.96, 0.96)))
        return made

    changed = figure(12, 4)
    pixels(changed)
    changed.set_size_inches(7, 6)
    np.testing.assert_array_equal(pixels(changed), pixels(figure(7, 6)))


def test_in_a_subplot_under_constrained_layout_neighbours_keep_apart() -> None:
    figure = Figure(figsize=(12, 5), layout="constrained")
    left, right = figure.subplots(1, 2)
    first = plot_loss(sweep(), ax=left)
    second = plot_loss(history(), ax=right)
    pixels(figure)
    boxes = [panel.get_tightbbox() for panel in first.axes_]
    assert max(box.x1 for box in boxes) < second.ax_.get_tightbbox().x0
    assert min(box.x0 for box in boxes) >= 0


@pytest.mark.parametrize(("shortest", "log_x", "scale"), [
    (10, "auto", "linear"), (5, "auto", "log"), (5, False, "linear"), (10, True, "log"),
])  # fmt: skip
def test_trainings_of_very_different_lengths(shortest: int, log_x: Any, scale: str) -> None:
    source = [curve(n=shortest), curve(1.2, n=60)]
    display = drawn(source, panels=True, log_x=log_x)
    assert {panel.get_xscale() for panel in display.axes_} == {scale}
    assert drawn(source).ax_.get_xscale() == "linear"
