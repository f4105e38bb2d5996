"""The frame fits a diagram into its axes, whatever size they come to have."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import draw_network
from nnviz.drawing.frame import Room, canvas, check_axes, measure, points_from
from tests.figures import (
    assert_neurons_clear,
    fixed_network,
    new_axes,
    pixels,
    root,
)
from tests.legibility import assert_legible


def network() -> Any:
    return fixed_network(
        4, 3, 2, 3, out_activation="softmax", input_names=["one", "two", "three", "four"],
        output_names=["red", "green", "blue"],
    )  # fmt: skip


def all_texts(display: Any) -> list[Any]:
    return [text for text in display.ax_.texts if text.get_visible() and text.get_text()]


def assert_inside(display: Any, tolerance: float = 1.0) -> None:
    """Neurons and words are inside the axes."""
    assert_neurons_clear(display)
    box = display.ax_.bbox
    for text in all_texts(display):
        extent = text.get_window_extent()
        assert extent.x0 >= box.x0 - tolerance, text
        assert extent.x1 <= box.x1 + tolerance, text
        assert extent.y0 >= box.y0 - tolerance, text
        assert extent.y1 <= box.y1 + tolerance, text


class TestFit:
    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_after_a_resize_as_if_drawn_at_that_size(self, orientation: str) -> None:
        once, twice = new_axes(9, 5), new_axes(4, 4)
        draw_network(network(), ax=once, orientation=orientation)
        draw_network(network(), ax=twice, orientation=orientation)
        pixels(root(twice))
        root(twice).set_size_inches(9, 5)
        np.testing.assert_array_equal(pixels(root(once)), pixels(root(twice)))

    def test_back_and_forth(self) -> None:
        ax = new_axes(6, 4)
        draw_network(network(), ax=ax)
        before = pixels(root(ax))
        root(ax).set_size_inches(2, 2)
        pixels(root(ax))
        root(ax).set_size_inches(6, 4)
        np.testing.assert_array_equal(pixels(root(ax)), before)

    @pytest.mark.parametrize("size", [(8, 5), (3, 3), (3, 8)])
    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_all_words_are_inside(self, size: tuple[float, float], orientation: str) -> None:
        display = draw_network(network(), ax=new_axes(*size), orientation=orientation)
        pixels(display.figure_)
        assert_inside(display)

    def test_drawing_again_moves_nothing(self) -> None:
        ax = new_axes()
        draw_network(network(), ax=ax)
        before = pixels(root(ax))
        view = (ax.get_xlim(), ax.get_ylim())
        np.testing.assert_array_equal(pixels(root(ax)), before)
        assert (ax.get_xlim(), ax.get_ylim()) == view

    @pytest.mark.parametrize("dpi", [50, 72, 144, 300])
    def test_limits_do_not_depend_on_the_resolution(self, dpi: float) -> None:
        ax, other = new_axes(dpi=100), new_axes(dpi=dpi)
        draw_network(network(), ax=ax)
        display = draw_network(network(), ax=other)
        # Letters are set in whole pixels, so their widths move by a little.
        np.testing.assert_allclose(ax.get_xlim(), other.get_xlim(), atol=0.15)
        np.testing.assert_allclose(ax.get_ylim(), other.get_ylim(), atol=0.15)
        assert_inside(display, tolerance=2)

    @pytest.mark.parametrize("layout", ["constrained", "tight", "compressed"])
    def test_under_a_layout_engine(self, layout: str) -> None:
        figure = Figure(figsize=(9, 4), layout=layout, dpi=72)
        left, right = figure.subplots(1, 2)
        displays = [draw_network(network(), ax=ax, edge_labels=False) for ax in (left, right)]
        figure.suptitle("Two of a kind")
        left.set_title("one")
        pixels(figure)
        pixels(figure)
        for display in displays:
            assert_inside(display)
        if layout == "constrained":
            assert_legible(figure)

    def test_saved_at_another_resolution(self, tmp_path: Any) -> None:
        ax = new_axes()
        display = draw_network(network(), ax=ax)
        before = pixels(root(ax))
        display.save(tmp_path / "large.png", dpi=250)
        np.testing.assert_array_equal(pixels(root(ax)), before)
        image = plt.imread(tmp_path / "large.png")
        assert image.shape[:2] == (1000, 1500)

    def test_at_another_size_and_resolution_at_once(self) -> None:
        once, twice = new_axes(6, 4, dpi=200), new_axes(9, 5, dpi=100)
        draw_network(network(), ax=once)
        draw_network(network(), ax=twice)
        pixels(root(twice))
        root(twice).set_dpi(200)
        root(twice).set_size_inches(6, 4)
        np.testing.assert_array_equal(pixels(root(once)), pixels(root(twice)))

    def test_saved_at_another_resolution_under_constrained_layout(self, tmp_path: Any) -> None:
        figure = Figure(figsize=(9, 4), layout="constrained")
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [10.123, 10.124])
        display = draw_network(network(), ax=right)
        pixels(figure)
        before = {text.get_text(): text.get_fontsize() for text in all_texts(display)}
        figure.savefig(tmp_path / "large.png", dpi=300)
        after = {text.get_text(): text.get_fontsize() for text in all_texts(display)}
        assert after == pytest.approx(before, rel=0.05)

    def test_saved_with_a_tight_box(self, tmp_path: Any) -> None:
        display = draw_network(network(), ax=new_axes())
        display.save(tmp_path / "tight.png", bbox_inches="tight")
        height, width = plt.imread(tmp_path / "tight.png").shape[:2]
        assert width <= 620
        assert height <= 420

    def test_twins_and_neighbours_with_shared_axes(self) -> None:
        figure = Figure(figsize=(9, 4))
        left, right = figure.subplots(1, 2, sharex=True, sharey=True)
        displays = [
            draw_network(fixed_network(2, 8, 6, 1), ax=left),
            draw_network(fixed_network(2, 1), ax=right),
        ]
        pixels(figure)
        for display in displays:
            assert_inside(display)

    @pytest.mark.parametrize("scale", ["log", "symlog", "logit"])
    def test_axes_of_another_scale(self, scale: str) -> None:
        ax = new_axes()
        ax.set_yscale(scale)
        try:
            display = draw_network(network(), ax=ax)
        except ValueError as error:
            assert "ax" in str(error)  # noqa: PT017
        else:
            pixels(root(ax))
            assert_inside(display)

    def test_in_the_place_of_other_limits(self) -> None:
        ax = new_axes()
        ax.plot([1e6, 2e6], [-5, 3])
        ax.cla()
        ax.invert_yaxis()
        ax.set_aspect("equal")
        display = draw_network(network(), ax=ax)
        pixels(root(ax))
        assert_inside(display)
        # The first neuron is at the top, even where the caller's axis was upside down.
        first, last = display.neurons_[0].get_offsets()[[0, -1]]
        assert ax.transData.transform(first)[1] > ax.transData.transform(last)[1]

    def test_one_neuron_a_layer_is_centred(self) -> None:
        ax = new_axes()
        display = draw_network([1, 1], ax=ax, captions=False)
        (x0, y0), (x1, y1) = (
            neurons.get_offset_transform().transform(neurons.get_offsets())[0]
            for neurons in display.neurons_
        )
        assert y0 == pytest.approx(y1)
        assert y0 == pytest.approx((ax.bbox.y0 + ax.bbox.y1) / 2, abs=2)
        assert (x0 + x1) / 2 == pytest.approx((ax.bbox.x0 + ax.bbox.x1) / 2, abs=2)

    def test_fills_nine_tenths_of_the_width(self) -> None:
        ax = new_axes()
        display = draw_network(fixed_network(2, 8, 6, 1), ax=ax, names=False)
        places = [n.get_window_extent() for n in display.neurons_]
        span = max(p.x1 for p in places) - min(p.x0 for p in places)
        assert span >= 0.75 * ax.bbox.width

    @pytest.mark.parametrize("size", [(0.6, 0.6), (0.3, 2), (2, 0.2)])
    def test_hardly_any_room(self, size: tuple[float, float]) -> None:
        display = draw_network(network(), ax=new_axes(*size))
        pixels(display.figure_)
        assert np.isfinite([*display.ax_.get_xlim(), *display.ax_.get_ylim()]).all()

    def test_frame_itself_is_nothing_to_see(self) -> None:
        ax = new_axes()
        draw_network(network(), ax=ax)
        from nnviz.drawing.frame import Frame

        (frame,) = [child for child in ax.get_children() if isinstance(child, Frame)]
        assert not frame.get_in_layout()
        assert frame.get_zorder() < min(
            child.get_zorder() for child in ax.get_children() if child is not frame
        )


class TestPaperSizes:
    def test_measure_is_in_points(self) -> None:
        ax = new_axes(dpi=144)
        text = ax.text(0.5, 0.5, "word", fontsize=20)
        before = measure(text)
        root(ax).set_dpi(72)
        assert measure(text) == pytest.approx(before, rel=0.1)

    def test_points_from_a_corner(self) -> None:
        ax = new_axes(dpi=144)
        place = points_from(ax, 1, 0).transform([[-10.0, 5.0]])[0]
        np.testing.assert_allclose(place, [ax.bbox.x1 - 20, ax.bbox.y0 + 10])

    def test_room(self) -> None:
        room = Room(100, 50, left=10, right=10, bottom=20, top=0)
        assert (room.inner_width, room.inner_height) == (80, 30)
        assert Room(5, 5).inner_width == 0
        assert room.is_as(Room(100, 50, 10, 10, 20, 0))
        assert not room.is_as(Room(100, 50, 10, 10, 21, 0))
        assert Room(1, 1, last=room).likely_width == 80


class TestCanvas:
    def test_new_figure_is_closed_after_an_error(self) -> None:
        with pytest.raises(RuntimeError, match="half way"), canvas(None):
            raise RuntimeError("half way")
        assert plt.get_fignums() == []

    def test_given_axes_are_as_before_after_an_error(self) -> None:
        ax = new_axes()
        line = ax.plot([1, 2], [3, 4])[0]
        ax.set_aspect(2)
        before = (ax.get_xlim(), ax.get_ylim(), ax.axison, ax.get_aspect(), ax.get_children())

        def fail() -> None:
            ax.plot([0, 100], [0, 100])
            ax.inset_axes((0, 0, 0.5, 0.5))
            ax.set_axis_off()
            ax.set_aspect("auto")
            ax.set_xlim(-9, 9)
            raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"), canvas(ax):
            fail()
        after = (ax.get_xlim(), ax.get_ylim(), ax.axison, ax.get_aspect(), ax.get_children())
        assert after == before
        assert line in ax.lines

    def test_autoscaling_is_as_before_after_an_error(self) -> None:
        ax = new_axes()
        ax.plot([1, 2], [3, 4])
        with pytest.raises(RuntimeError), canvas(ax):
            raise RuntimeError
        assert ax.get_autoscale_on()

    def test_pyplot_is_left_alone_with_axes_given(self) -> None:
        with canvas(new_axes()):
            pass
        assert plt.get_fignums() == []

    def test_new_figure_has_the_size_asked_for(self, pyplot: Any) -> None:
        with canvas(None, (3.0, 2.0)) as ax:
            assert root(ax).get_size_inches().tolist() == [3, 2]


class TestCheckAxes:
    def test_none_and_plain_ones_pass(self) -> None:
        check_axes(None)
        check_axes(new_axes())
        check_axes(new_axes().inset_axes((0.1, 0.1, 0.5, 0.5)))
        check_axes(new_axes().twinx())

    @pytest.mark.parametrize("projection", ["polar", "3d", "aitoff"])
    def test_projections(self, projection: str) -> None:
        ax = Figure().add_subplot(projection=projection)
        with pytest.raises(ValueError, match=f"ax must be a plain.*{projection!r}"):
            check_axes(ax)

    @pytest.mark.parametrize("ax", ["ax", 3, Figure(), object()])
    def test_other_kinds(self, ax: Any) -> None:
        with pytest.raises(TypeError, match=f"ax must be a matplotlib Axes.*{type(ax).__name__}"):
            check_axes(ax)

    def test_array_of_axes(self) -> None:
        with pytest.raises(TypeError, match="pass one of the array's axes"):
            check_axes(Figure().subplots(2, 2))

    def test_removed_axes(self) -> None:
        ax = new_axes()
        ax.remove()
        with pytest.raises(ValueError, match="has been removed"):
            check_axes(ax)
