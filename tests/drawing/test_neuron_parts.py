"""Arrows from rim to rim, the box of a curve, and where the parts of a neuron stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz.activations import ACTIVATIONS, get_activation
from nnviz.drawing.neuron.activation_box import curve_points
from nnviz.drawing.neuron.arrows import draw_arrows
from nnviz.drawing.neuron.layout import BEND, COLUMNS, INPUTS, SUM, neuron_layout
from tests.figures import new_axes, pixels, root

CURVES = sorted(set(ACTIVATIONS) - {"softmax"})


@pytest.mark.parametrize("name", CURVES)
def test_curve_is_the_real_one(name: str) -> None:
    activation = get_activation(name)
    z, h, jumps = curve_points(activation.function, activation.kinks, 4.0)
    drawn = np.isfinite(h) & ~np.isin(z, [kink for kink, _, _ in jumps])
    np.testing.assert_allclose(h[drawn], activation.function(z[drawn]))
    assert set(activation.kinks) <= set(z[np.isfinite(z)])
    assert z[0] == -4.0
    assert z[-1] == 4.0


def test_step_jumps_where_it_does() -> None:
    step = get_activation("step")
    z, h, jumps = curve_points(step.function, step.kinks, 2.0)
    assert jumps == [(0.0, 0.0, 1.0)]
    assert np.isnan(h).sum() == 1
    assert h[z == 0].tolist() == [0.0, 1.0]


def test_only_the_step_jumps() -> None:
    for name in CURVES:
        activation = get_activation(name)
        assert bool(curve_points(activation.function, activation.kinks, 3.0)[2]) == (name == "step")


def test_a_kink_outside_is_left_there() -> None:
    z, _, _ = curve_points(np.abs, (7.0,), 2.0)
    assert z.max() == 2.0


class TestArrows:
    def arrows(self, ax: Any, **kw: Any) -> Any:
        ends = {"starts": np.array([[0.1, 0.5]]), "ends": np.array([[0.9, 0.5]])}
        zero = np.zeros(1, dtype=np.intp)
        return draw_arrows(
            ax, **ends, sources=zero, targets=zero, values=None, strength=np.ones(1),
            start_reach=lambda: 20.0, end_reach=lambda: 40.0, edgecolors=["black"],
            **{"linewidths": 3.0, **kw},
        )  # fmt: skip

    def test_from_rim_to_rim(self) -> None:
        ax = new_axes(6, 3, dpi=72)
        ax.set_axis_off()
        arrows = self.arrows(ax)
        dark = (pixels(root(ax))[..., :3] < 128).all(axis=2).nonzero()
        start, end = ax.transData.transform([[0.1, 0.5], [0.9, 0.5]])[:, 0]
        assert dark[1].min() == pytest.approx(start + 20, abs=1.5)
        assert dark[1].max() == pytest.approx(end - 40 - 1.5, abs=3)
        heights = np.bincount(dark[1])
        assert heights.max() > 2.5 * heights[int(start) + 30]  # the head is wider than the line
        assert arrows.get_linewidth() == [3.0]

    def test_no_room_draws_no_monster(self) -> None:
        ax = new_axes(1, 1, dpi=72)
        ax.set_axis_off()
        self.arrows(ax)
        assert (pixels(root(ax))[..., :3] == 255).mean() > 0.95

    def test_invisible(self) -> None:
        ax = new_axes(3, 3)
        ax.set_axis_off()
        self.arrows(ax).set_visible(False)
        assert (pixels(root(ax)) == 255).all()


class TestLayout:
    @pytest.mark.parametrize("n", [1, 2, 3, 8])
    @pytest.mark.parametrize("bias", ["term", "input", None])
    def test_parts_are_inside_the_bounds(self, n: int, bias: str | None) -> None:
        layout = neuron_layout(n, 0, bias, dots=False)
        _, ymin, _, ymax = layout.bounds
        assert ymin <= -1
        assert ymax >= 1
        assert 0.37 * layout.bend_spacing[1] <= min(ymax, -ymin)
        assert len(layout.positions[INPUTS]) == n
        assert layout.positions[SUM].tolist() == [[COLUMNS[SUM], 0.0]]
        assert layout.positions[BEND].tolist() == [[COLUMNS[BEND], 0.0]]

    def test_bias_enters_from_above_or_as_an_input(self) -> None:
        assert neuron_layout(3, 0, "term", dots=False).bias_positions[1][0] == COLUMNS[SUM]
        x, y = neuron_layout(3, 0, "input", dots=False).bias_positions[1]
        assert x == 0
        assert y > 1
        assert neuron_layout(3, 0, None, dots=False).bias_positions == {}

    def test_a_gap_in_the_middle(self) -> None:
        layout = neuron_layout(4, 26, None, dots=False)
        (gap,) = layout.gaps
        assert gap.count == 26
        heights = layout.positions[INPUTS][:, 1]
        assert heights[1] > gap.position[1] + gap.extent / 2 - 1e-9
        assert heights[2] < gap.position[1] - gap.extent / 2 + 1e-9

    def test_dots_before_the_last(self) -> None:
        layout = neuron_layout(3, 0, None, dots=True)
        assert layout.dots is not None
        heights = layout.positions[INPUTS][:, 1]
        assert heights[1] > layout.dots[1] > heights[2]
