"""Charts of many panels, and logarithmic axes: what keeps apart, what is shared, what goes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from nnviz.drawing.axis_numbers import AxisNumbers
from nnviz.drawing.chart import ChartFrame
from nnviz.drawing.chart_axes import add_right_axes, name_axes, name_axis
from nnviz.drawing.chart_cell import Cell, PanelTitle, SharedName, write_alike
from nnviz.drawing.chart_ticks import LogTicks, PlainNumbers
from nnviz.drawing.given_axes import kept_if_it_fails
from tests.figures import new_axes, pixels, root
from tests.legibility import assert_legible


class TestLogTicks:
    @given(st.floats(-12, 12), st.floats(0.01, 12), st.integers(0, LogTicks.LEVELS - 1))
    def test_they_increase_and_are_inside_the_view(
        self, low: float, span: float, level: int
    ) -> None:
        ends = 10.0**low, 10.0 ** (low + span)
        values = LogTicks(level).tick_values(*ends)
        assert (np.diff(values) > 0).all()
        assert (values >= ends[0] * 0.999999).all()
        assert (values <= ends[1] * 1.000001).all()

    def test_numbers_at_them_are_written_as_a_reader_would(self) -> None:
        values = LogTicks(2).tick_values(1e-5, 1e3)
        words = PlainNumbers().format_ticks(list(values))
        minus = "\N{MINUS SIGN}"
        expected = [f"1e{minus}5", f"1e{minus}4", "0.001", "0.01", "0.1", "1", "10", "100", "1000"]
        assert words == expected

    def test_what_has_no_logarithm_has_no_ticks(self) -> None:
        assert LogTicks().tick_values(-1.0, 10.0).size == 0

    @pytest.mark.parametrize("limits", [(0.1, 100), (0.02, 0.03), (1e-9, 1e9), (3, 4000)])
    @pytest.mark.parametrize("size", [(6, 4), (2, 2)])
    def test_on_axes_they_stay_apart(self, limits: Any, size: Any) -> None:
        ax = new_axes(*size)
        ax.set(xscale="log", yscale="log", xlim=limits, ylim=limits)
        name_axes(ax, "rate", "loss")
        ChartFrame(ax)
        assert_legible(root(ax))
        shown = [v for v in ax.get_yticks() if limits[0] <= v <= limits[1]]
        assert len(shown) >= 1


def test_thousands_are_all_written_in_full() -> None:
    assert PlainNumbers().format_ticks([0.0, 500.0, 1000.0, 1500.0]) == ["0", "500", "1000", "1500"]
    assert PlainNumbers().format_ticks([5000.0, 10000.0, 15000.0]) == ["5000", "10000", "15000"]


def test_the_room_of_numbers_is_what_they_take() -> None:
    """What is computed from texts against what matplotlib measures on the ticks."""
    ax = new_axes()
    ax.set(xlim=(-1.5, 2.5), ylim=(-120000.0, 100.0))
    name_axes(ax, "", "")
    for axis, length in ((ax.xaxis, ax.bbox.width), (ax.yaxis, ax.bbox.height)):
        reach = AxisNumbers(axis).fit(length)
        pixels(root(ax))
        box = axis.get_tightbbox()
        across = ax.bbox.y0 - box.y0 if axis is ax.xaxis else ax.bbox.x0 - box.x0
        assert reach.across == pytest.approx(across, abs=3.0)


def grid(figure: Figure, rows: int, columns: int, **options: Any) -> tuple[ChartFrame, list[Any]]:
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    ax.set_axis_off()
    cells: list[list[Cell | None]] = []
    titles = []
    for r in range(rows):
        cells.append([])
        for c in range(columns):
            panel = ax.inset_axes((0, 0, 1, 1))
            panel.set(xlim=(0, 1000 * (c + 1)), ylim=(0, 10.0 ** (r - 2)))
            name_axes(panel, "", "")
            lines = [("a first line that is long", "a second line"), ("short",)]
            titles.append(PanelTitle(panel, f"panel {r}{c}", lines, ink="black"))
            cells[-1].append(Cell(panel, title=titles[-1]))
    write_alike(titles)
    names = [SharedName(ax, "epoch", "bottom"), SharedName(ax, "loss", "left")]
    return ChartFrame(ax, cells, names=names, **options), titles


@pytest.mark.parametrize("size", [(9.0, 6.0), (4.0, 4.0), (3.0, 8.0)])
@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (4, 2)])
def test_panels_are_alike_and_legible(shape: Any, size: Any) -> None:
    figure = Figure(figsize=size, dpi=80)
    _, titles = grid(figure, *shape)
    assert_legible(figure)
    panels = [panel for ax in figure.axes for panel in ax.child_axes]
    for measure in ("width", "height"):
        lengths = [getattr(panel.bbox, measure) for panel in panels]
        np.testing.assert_allclose(lengths, lengths[0])
    assert len({title.text.count("\n") for title in titles}) == 1
    assert len({title.bold.get_fontsize() for title in titles}) == 1


def test_a_place_without_a_panel_is_left_empty() -> None:
    figure = Figure(figsize=(6, 4), dpi=80)
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    ax.set_axis_off()
    panels = [ax.inset_axes((0, 0, 1, 1)) for _ in range(3)]
    cells = [Cell(panel) for panel in panels]
    ChartFrame(ax, [[cells[0], cells[1]], [cells[2], None]])
    pixels(figure)
    assert panels[0].bbox.x0 == panels[2].bbox.x0
    assert panels[1].bbox.y0 == panels[0].bbox.y0 > panels[2].bbox.y1


def test_a_resize_gives_what_a_new_figure_has() -> None:
    changed = Figure(figsize=(9, 4), dpi=70)
    grid(changed, 2, 2)
    pixels(changed)
    changed.set_size_inches(5, 6)
    fresh = Figure(figsize=(5, 6), dpi=70)
    grid(fresh, 2, 2)
    np.testing.assert_array_equal(pixels(changed), pixels(fresh))


def test_names_of_panels_that_have_no_room_go() -> None:
    figure = Figure(figsize=(1.2, 1.2), dpi=80)
    _, titles = grid(figure, 1, 6)
    pixels(figure)
    assert all(title.lacks_room or title.bold.get_window_extent().width < 40 for title in titles)
    assert any(title.lacks_room for title in titles)


def test_a_right_scale_stays_inside_the_figure() -> None:
    ax = new_axes(4, 3)
    name_axes(ax, "epoch", "loss")
    right = add_right_axes(ax, "validation accuracy")
    right.set_ylim(0.5, 0.99999)
    name_axis(right.yaxis, "validation accuracy")
    ChartFrame(ax, [[Cell(ax, right=right)]])
    assert_legible(root(ax))
    np.testing.assert_allclose(right.bbox.extents, ax.bbox.extents)
    assert root(ax).axes == [ax]


def test_what_fails_gives_scales_back() -> None:
    ax = new_axes()
    locator = ax.yaxis.get_major_locator()
    formatter = ax.yaxis.get_minor_formatter()

    def fail() -> None:
        with kept_if_it_fails(ax):
            ax.set_yscale("log")
            name_axes(ax, "x", "y")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ax.get_yscale() == "linear"
    assert ax.yaxis.get_major_locator() is locator
    assert ax.yaxis.get_minor_formatter() is formatter
