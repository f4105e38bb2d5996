"""Neurons stay round and clear of each other whatever becomes of the axes."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import draw_network
from nnviz.drawing.nodes import SQUARE, draw_dots, draw_neurons
from nnviz.drawing.scale import FILLED, BesideNeuron, NeuronScale
from tests.figures import assert_neurons_clear, discs, fixed_network, new_axes, pixels, root

SHAPES = [(6, 4), (13.33, 7.5), (3, 3), (2, 9), (12, 2), (2, 2), (20, 20)]


def grid() -> np.ndarray:
    return np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0)), axis=-1).reshape(-1, 2)


class TestNeuronCollection:
    @pytest.mark.parametrize("shape", SHAPES)
    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_round_disjoint_and_inside_at_any_shape(
        self, shape: tuple[float, float], orientation: str
    ) -> None:
        ax = new_axes(*shape)
        display = draw_network(fixed_network(2, 8, 6, 1), ax=ax, orientation=orientation)
        assert_neurons_clear(display)

    @pytest.mark.parametrize("bias", [False, True])
    def test_after_a_resize(self, bias: bool) -> None:
        ax = new_axes(6, 4)
        display = draw_network(fixed_network(4, 3, 2, 3), ax=ax, bias=bias)
        for width, height in SHAPES:
            root(ax).set_size_inches(width, height)
            pixels(root(ax))
            assert_neurons_clear(display)

    def test_radius_is_a_part_of_the_smaller_spacing(self) -> None:
        ax = new_axes(4, 4)
        ax.set(xlim=(-1, 4), ylim=(-1, 3))
        scale = NeuronScale(ax, (1.0, 1.0), 1e6)
        neurons = draw_neurons(ax, scale, grid(), facecolors="white", edgecolors="black")
        assert scale.radius == pytest.approx(FILLED * ax.bbox.width / 5)
        ax.set_xlim(-1, 9)
        assert scale.radius == pytest.approx(FILLED * ax.bbox.width / 10)
        extent = neurons.get_window_extent()
        places = ax.transData.transform(grid())
        np.testing.assert_allclose(extent.p0, places.min(axis=0) - scale.radius)
        np.testing.assert_allclose(extent.p1, places.max(axis=0) + scale.radius)

    def test_radius_has_a_largest_value_in_points(self) -> None:
        ax = new_axes(4, 4, dpi=144)
        scale = NeuronScale(ax, (1.0, 1.0), 5.0)
        assert scale.radius == pytest.approx(10)
        root(ax).set_dpi(72)
        assert scale.radius == pytest.approx(5)
        assert scale.pixels_per_point == pytest.approx(1)

    def test_inverted_axes_change_nothing(self) -> None:
        ax = new_axes()
        scale = NeuronScale(ax, (0.1, 0.1), 1e6)
        before = scale.radius
        ax.invert_yaxis()
        ax.invert_xaxis()
        assert scale.radius == pytest.approx(before)

    def test_pixels_are_round(self) -> None:
        ax = new_axes(6, 3)
        ax.set_axis_off()
        ax.set(xlim=(-1, 1), ylim=(-5, 5))
        draw_neurons(ax, NeuronScale(ax, (9, 9), 40.0), [[0, 0]], facecolors="black", linewidths=0)
        dark = pixels(root(ax))[..., 0] < 128
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        assert abs(np.ptp(rows) - np.ptp(columns)) <= 1
        assert dark.sum() == pytest.approx(np.pi * (40 / 0.72) ** 2, rel=0.01)

    def test_bias_neurons_are_squares_of_less_than_the_circle(self) -> None:
        assert np.abs(SQUARE.vertices).max() < 1
        # Its corners stay clear of a neighbour that is 1 / FILLED radii away.
        assert np.hypot(*SQUARE.vertices.T).max() + 1 < 0.9 / FILLED

    def test_outline_is_thin_beside_the_radius(self) -> None:
        ax = new_axes()
        scale = NeuronScale(ax, (1.0, 1.0), 2.0)
        neurons = draw_neurons(ax, scale, grid(), linewidths=3.0)
        neurons.fit_outline()
        np.testing.assert_allclose(neurons.get_linewidth(), 0.7)

    def test_outline_grows_again(self) -> None:
        ax = new_axes(2, 2)
        display = draw_network(fixed_network(2, 30, 1), ax=ax, max_neurons=None)
        thin = float(np.max(display.neurons_[1].get_linewidth()))
        root(ax).set_size_inches(10, 15)
        pixels(root(ax))
        assert np.max(display.neurons_[1].get_linewidth()) > thin

    def test_sets_no_limits(self) -> None:
        ax = new_axes()
        draw_neurons(ax, NeuronScale(ax, (1, 1), 5.0), grid() * 100)
        ax.autoscale_view()
        assert not np.isfinite(ax.dataLim.get_points()).all()

    def test_none(self) -> None:
        ax = new_axes()
        neurons = draw_neurons(ax, NeuronScale(ax, (1, 1), 5.0), np.empty((0, 2)))
        assert neurons.get_window_extent().width == -np.inf
        pixels(root(ax))


def test_radii_are_the_same_in_all_layers() -> None:
    display = draw_network(fixed_network(2, 8, 6, 1), ax=new_axes(), bias=True)
    _, radii = discs(display)
    np.testing.assert_allclose(radii[:17], radii[0])


def test_dots_have_their_size_in_points() -> None:
    ax = new_axes(4, 4, dpi=144)
    ax.set_axis_off()
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    draw_dots(ax, [[0, 0]], points=20.0, facecolors="black", linewidths=0)
    dark = pixels(root(ax))[..., 0] < 128
    assert dark.sum() == pytest.approx(np.pi * 40**2, rel=0.02)


@pytest.mark.parametrize("direction", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0)])
def test_beside_a_neuron(direction: tuple[float, float]) -> None:
    ax = new_axes(4, 4, dpi=144)
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    scale = NeuronScale(ax, (0.5, 0.5), 1e6)
    beside = BesideNeuron(scale, direction, 6.0)
    for dpi in (144, 72):
        root(ax).set_dpi(dpi)
        expected = np.array(direction) * (scale.radius + 6.0 * dpi / 72)
        np.testing.assert_allclose(beside.transform([[10.0, 20.0]])[0], expected + [10, 20])
