"""`NetworkDisplay.steps`: one figure a layer."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import backward
from tests.displays.network.helpers import draw
from tests.figures import fixed_network, new_axes, pixels, root


class TestSteps:
    @pytest.mark.parametrize("options", [{}, {"sample": [1.0, 2.0], "bias": True}])
    def test_one_figure_a_layer_that_grows(self, options: Any) -> None:
        network = fixed_network(2, 3, 1, out_activation="logistic")
        display = draw(network, **options)
        frames = display.steps()
        assert len(frames) == 3
        images = [pixels(figure) for figure in frames]
        assert len({image.shape for image in images}) == 1
        assert plt.get_fignums() == []
        ink = [int((image[..., :3] < 200).any(axis=-1).sum()) for image in images]
        assert ink == sorted(ink)
        assert ink[0] < ink[-1]
        np.testing.assert_array_equal(images[-1], pixels(display.figure_))

    def test_nothing_moves(self) -> None:
        display = draw(fixed_network(2, 3, 1, out_activation="logistic"), sample=[1.0, 2.0])
        views = set()
        for figure in display.steps():
            pixels(figure)
            views.add((*figure.axes[0].get_xlim(), *figure.axes[0].get_ylim()))
        assert len(views) == 1

    def test_what_is_to_come_is_hidden(self) -> None:
        display = draw(fixed_network(2, 3, 1), bias=True)
        from nnviz.drawing.edges import EdgeCollection
        from nnviz.drawing.nodes import NeuronCollection

        for last, figure in enumerate(display.steps()):
            pixels(figure)
            children = figure.axes[0].get_children()
            neurons = [c for c in children if isinstance(c, NeuronCollection)]
            edges = [c for c in children if isinstance(c, EdgeCollection)]
            assert sum(c.get_visible() for c in neurons) == last + 1 + last
            assert sum(c.get_visible() for c in edges) == 2 * last

    def test_a_gradient_comes_from_the_outputs(self) -> None:
        from nnviz.drawing.edges import EdgeCollection
        from nnviz.drawing.nodes import NeuronCollection

        network = fixed_network(2, 3, 1, out_activation="identity")
        gradient = backward(network, [[1.0, 2.0]], [0.5])
        shown = []
        for figure in draw(network, edge_values=gradient).steps():
            pixels(figure)
            children = [c for c in figure.axes[0].get_children() if c.get_visible()]
            neurons = [len(c.get_offsets()) for c in children if isinstance(c, NeuronCollection)]
            edges = [len(c.sources) for c in children if isinstance(c, EdgeCollection)]
            shown.append((sorted(neurons), sorted(edges)))
        assert shown == [([1], []), ([1, 3], [3]), ([1, 2, 3], [3, 6])]

    def test_stay_hidden_after_a_resize(self) -> None:
        display = draw(fixed_network(2, 3, 1))
        first, *_, last = display.steps()
        for figure in (first, last):
            figure.set_size_inches(9, 7)
        assert (pixels(first) != pixels(last)).any()
        count = [int((pixels(f)[..., :3] < 200).any(axis=-1).sum()) for f in (first, last)]
        assert count[0] < count[1]

    def test_keep_the_look_of_the_display(self) -> None:
        ax = new_axes(5, 3, dpi=80, facecolor="#14171c")
        display = draw(ax=ax, orientation="vertical", cmap="PuOr")
        figure = display.steps()[-1]
        np.testing.assert_array_equal(pixels(figure), pixels(root(ax)))

    def test_leave_the_display_alone(self) -> None:
        display = draw()
        before, ax, edges = pixels(display.figure_), display.ax_, display.edges_
        display.steps()
        assert display.ax_ is ax
        assert display.edges_ is edges
        np.testing.assert_array_equal(pixels(display.figure_), before)

    def test_in_a_subfigure_they_are_like_the_picture(self) -> None:
        figure = Figure(figsize=(8, 4))
        sub = figure.subfigures(1, 2)[1]
        sub.set_facecolor("#14171c")
        display = draw(ax=sub.add_axes((0.1, 0.1, 0.8, 0.8)))
        image = pixels(display.steps()[-1])
        np.testing.assert_array_equal(image[:, 400:], pixels(figure)[:, 400:])
