"""Where `draw_network` draws, what it returns, and that drawing again gives the same."""

from __future__ import annotations

import copy
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pytest
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from nnviz import draw_network
from tests.displays.network.helpers import draw
from tests.figures import assert_neurons_clear, fixed_arrays, fixed_network, new_axes, pixels, root
from tests.legibility import assert_legible


class TestAxes:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = draw_network([2, 3, 1])
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert plt.gca() is display.ax_

    def test_none_takes_figsize(self, pyplot: Any) -> None:
        assert draw_network([2, 1], figsize=(3, 2)).figure_.get_size_inches().tolist() == [3, 2]

    def test_given_is_used_and_pyplot_left_alone(self, pyplot: Any) -> None:
        mine, other = plt.subplots(), plt.subplots()
        plt.sca(other[1])
        display = draw_network(fixed_network(2, 3, 1), ax=mine[1])
        assert display.ax_ is mine[1]
        assert display.figure_ is mine[0]
        assert plt.gcf() is other[0]
        assert plt.gca() is other[1]
        assert len(plt.get_fignums()) == 2
        # The colour bar is an inset: the figure has no further axes, and mine did not move.
        assert mine[0].axes == [mine[1]]

    def test_given_does_not_move(self) -> None:
        ax = new_axes()
        before = ax.get_position().bounds
        draw(ax=ax)
        pixels(root(ax))
        assert ax.get_position().bounds == before

    def test_in_a_subfigure(self) -> None:
        figure = Figure(figsize=(9, 4))
        ax = figure.subfigures(1, 2)[1].add_subplot()
        display = draw(ax=ax)
        assert display.figure_ is figure
        pixels(figure)
        assert_neurons_clear(display)
        assert_legible(figure)

    def test_in_a_mosaic_beside_other_plots(self) -> None:
        figure = Figure(figsize=(9, 6), layout="constrained")
        axes = figure.subplot_mosaic("AB;CC")
        axes["A"].plot([1, 2, 3])
        displays = [draw(ax=axes[key]) for key in "BC"]
        pixels(figure)
        for display in displays:
            assert_neurons_clear(display)
        assert_legible(figure)


class TestResult:
    def test_has_the_numbers_and_the_artists(self) -> None:
        network = fixed_network(2, 3, 1)
        display = draw(network)
        assert display.network is network
        assert isinstance(display.figure_, Figure)
        assert len(display.edges_) == 2
        assert len(display.neurons_) == 3
        assert display.bias_edges_ == display.bias_neurons_ == []
        assert [len(n.get_offsets()) for n in display.neurons_] == [2, 3, 1]
        assert display.colorbar_ is not None
        assert display.neuron_colorbar_ is None
        for edges, connection in zip(display.edges_, network.connections, strict=True):
            assert edges.axes is display.ax_
            found = np.zeros(connection.shape)
            found[edges.sources, edges.targets] = edges.get_array()
            np.testing.assert_array_equal(found, connection.weights)

    def test_neurons_stand_where_the_layout_says(self) -> None:
        display = draw()
        for neurons, places in zip(display.neurons_, display.layout.positions, strict=True):
            np.testing.assert_array_equal(neurons.get_offsets(), places)

    def test_repr_is_one_line(self) -> None:
        line = "<NetworkDisplay: Diagram of a neural network with layers of 2 inputs, 1 neuron>"
        assert repr(draw([2, 1])) == line

    def test_models_of_every_kind(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        graph = fixed_network(2, 3, 1).to_networkx()
        for model in ((coefs, intercepts), (coefs, None), graph, [2, 3, 1]):
            assert draw(model).network.sizes == (2, 3, 1)

    def test_architecture_is_plain_ink(self) -> None:
        display = draw([4, 3, 2, 3])
        assert display.colorbar_ is None
        assert display.labels_ == []
        for edges in display.edges_:
            assert edges.get_array() is None
            red, green, blue, _ = edges.get_edgecolor()[0]
            assert red == green == blue
        assert_legible(display.figure_)


class TestOrientation:
    def test_horizontal(self) -> None:
        layers = [n.get_offsets() for n in draw().neurons_]
        assert layers[0][0, 0] < layers[1][0, 0] < layers[2][0, 0]
        assert layers[1][0, 1] > layers[1][1, 1]  # first neuron at the top

    def test_vertical(self) -> None:
        layers = [n.get_offsets() for n in draw(orientation="vertical").neurons_]
        assert layers[0][0, 1] < layers[1][0, 1] < layers[2][0, 1]  # inputs at the bottom
        assert layers[1][0, 0] < layers[1][1, 0]  # first neuron at the left


class TestPlotAgain:
    def test_on_new_axes_with_other_options(self) -> None:
        display = draw(edge_labels=False)
        first = display.ax_
        before = pixels(root(first))
        ax = new_axes(5, 5)
        assert display.plot(ax=ax, orientation="vertical", cmap="PuOr", bias=True) is display
        assert display.ax_ is ax
        assert display.layout.orientation == "vertical"
        assert display.edges_[0].cmap.name == "PuOr"
        assert len(display.bias_neurons_) == 2
        assert display.labels_ == []  # what was not named stays as it was
        np.testing.assert_array_equal(pixels(root(first)), before)

    def test_through_pyplot(self, pyplot: Any) -> None:
        display = draw()
        display.plot()
        assert plt.get_fignums() != []

    def test_the_same_is_the_same(self) -> None:
        options = {"bias": True, "norm_by": "layer", "notation": "islp", "neuron_fill": "layer"}
        display = draw(**options)
        before = pixels(display.figure_)
        display.plot(ax=new_axes())
        np.testing.assert_array_equal(pixels(display.figure_), before)

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"oriention": "vertical"}, TypeError, "Did you mean orientation"),
            ({"sample": [1, 2]}, TypeError, "no visual option 'sample'"),
            ({"orientation": "up"}, ValueError, "orientation must be one of"),
            ({"highlight": [(9, 0)]}, ValueError, "highlight: layer 9"),
            ({"neuron_fill": "nonsense"}, ValueError, "neuron_fill"),
        ],
    )
    def test_bad_options(self, options: Any, error: type[Exception], message: str) -> None:
        display = draw()
        ax = new_axes()
        before, children = display.options, ax.get_children()
        with pytest.raises(error, match=message):
            display.plot(ax=ax, **options)
        assert display.options is before
        assert ax.get_children() == children

    @pytest.mark.parametrize(
        "options",
        [{"min_abs": 1}, {"top_edges": 3}, {"edge_labels": True}, {"neuron_fill": "bias"}],
    )
    def test_what_an_architecture_lacks(self, options: Any) -> None:
        with pytest.raises(ValueError, match=next(iter(options))):
            draw([2, 1]).plot(ax=new_axes(), **options)


class TestPurity:
    CASES = (
        {}, {"bias": True, "norm_by": "layer"}, {"orientation": "vertical", "neuron_fill": "bias"},
        {"sample": [1.0, 2.0]}, {"sample": [0.3, -2.0], "edge_values": "contribution"},
        {"highlight": [(1, 1)]}, {"neuron_labels": "notation", "captions": "parameters"},
    )  # fmt: skip

    @pytest.mark.parametrize("options", CASES, ids=lambda options: "-".join(options) or "plain")
    def test_drawing_twice_gives_the_same_pixels(self, options: Any) -> None:
        network = fixed_network(2, 3, 1, out_activation="logistic")
        one, other = draw(network, **options), draw(network, **options)
        np.testing.assert_array_equal(pixels(one.figure_), pixels(other.figure_))

    def test_inputs_stay_as_they_were(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        model = (coefs, intercepts)
        for array in (*coefs, *intercepts):
            array.setflags(write=False)
        values = [np.asfortranarray(c).astype(np.float32) for c in coefs]
        norm, sample = Normalize(), np.array([1.0, 2.0])
        given = (model, values, sample)
        before = copy.deepcopy(given)
        draw(model, edge_values=values, norm=norm, top_edges=3)
        draw(fixed_network(2, 3, 1, out_activation="identity"), sample=sample)
        assert norm.vmin is None
        for one, other in zip(
            [*coefs, *intercepts, *values, sample],
            [*before[0][0], *before[0][1], *before[1], before[2]], strict=True,
        ):  # fmt: skip
            np.testing.assert_array_equal(one, other, strict=True)

    def test_graph_and_positions_stay_as_they_were(self) -> None:
        graph = fixed_network(2, 1).to_networkx()
        pos = {(0, 0): (0, 0), (0, 1): (0, 1), (1, 0): (1, 0)}
        before = copy.deepcopy((graph, pos))
        draw(graph, layout=pos)
        assert nx.utils.graphs_equal(graph, before[0])
        assert graph.graph == before[0].graph
        assert pos == before[1]

    @pytest.mark.parametrize(
        "dtype", [np.float16, np.float32, np.float64, np.int8, np.int64, np.uint8, bool]
    )
    def test_weights_of_any_kind(self, dtype: Any) -> None:
        display = draw(([np.array([[1, 0]], dtype=dtype), np.array([[1], [1]], dtype=dtype)], None))
        assert sorted(display.edges_[0].get_array()) == [0, 1]


class TestStyles:
    def test_usetex_without_latex(self) -> None:
        with plt.style.context({"text.usetex": True}):
            display = draw(neuron_labels="notation")
            pixels(display.figure_)
            assert not any(text.get_usetex() for text in display.ax_.texts)
