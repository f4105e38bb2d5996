"""Neurons: what is inside them, how they are filled, which are shown or highlighted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from nnviz import Network
from nnviz.network import Connection, Layer
from tests.displays.network.helpers import draw, inside, notes, strings
from tests.figures import assert_neurons_clear, fixed_network, new_axes


class TestNeurons:
    def test_index(self) -> None:
        # Inputs are named beside the neurons, so that an index inside would be too much.
        assert inside(draw(names=False)) == [["0", "1"], ["0", "1", "2"], ["0"]]
        assert inside(draw())[1] == ["0", "1", "2"]

    def test_index_base(self) -> None:
        assert inside(draw(names=False, index_base=1))[1] == ["1", "2", "3"]
        assert inside(draw(names=False, notation="islp"))[1] == ["1", "2", "3"]

    def test_notation(self) -> None:
        labels = inside(draw(neuron_labels="notation"))
        assert labels[0] == ["$X_{0}$", "$X_{1}$"]
        assert labels[1][0] == "$A^{(1)}_{0}$"
        assert r"\hat{y}" in labels[2][0]

    def test_notation_falls_back_to_the_index_where_it_does_not_fit(self) -> None:
        display = draw(fixed_network(2, 30, 1), neuron_labels="notation", max_neurons=None)
        for label in inside(display)[1]:
            assert label.isdigit()

    def test_name(self) -> None:
        network = fixed_network(2, 2, input_names=["a", "b"], output_names=["u", "$v$"])
        display = draw(network, neuron_labels="name")
        assert inside(display) == [["a", "b"], ["u", "$v$"]]
        assert not any(t.get_parse_math() for texts in display.neuron_labels_ for t in texts)
        assert [strings(texts) for texts in display.names_] == [[], []]  # not twice

    def test_none(self) -> None:
        display = draw(neuron_labels=None)
        assert not any(text for texts in inside(display) for text in texts)

    def test_too_small_for_any_text_says_so(self) -> None:
        display = draw(fixed_network(2, 80, 1), max_neurons=None, size=(3, 3))
        assert not any(text for texts in inside(display) for text in texts)
        assert "too small for text" in notes(display)

    @pytest.mark.parametrize(("fill", "colour"), [("gold", "gold"), ((1, 0, 0), "red")])
    def test_fill_of_a_colour(self, fill: Any, colour: str) -> None:
        for neurons in draw(neuron_fill=fill).neurons_:
            np.testing.assert_allclose(neurons.get_facecolor(), [to_rgba(colour)] * len(
                neurons.get_offsets()))  # fmt: skip

    def test_fill_paper(self) -> None:
        ax = new_axes(facecolor="#eeddcc")
        for neurons in draw(ax=ax).neurons_:
            np.testing.assert_allclose(neurons.get_facecolor()[0], to_rgba("#eeddcc"))

    def test_fill_layer(self) -> None:
        colours = [tuple(n.get_facecolor()[0]) for n in draw(neuron_fill="layer").neurons_]
        assert len(set(colours)) == 3

    def test_fill_bias(self) -> None:
        network = Network.from_arrays([[[1.0, 2.0]]], [[-3.0, 0.0]])
        display = draw(network, neuron_fill="bias")
        faces = display.neurons_[1].get_facecolor()
        assert faces[0][0] > faces[0][2]  # negative is orange
        np.testing.assert_allclose(faces[1], (1, 1, 1, 1))
        assert display.neuron_colorbar_ is not None
        assert display.neuron_colorbar_.norm.vmax == 3
        assert display.colorbar_ is not None

    def test_bias_neurons(self) -> None:
        network = fixed_network(2, 3, 1)
        display = draw(network, bias=True)
        assert len(display.bias_neurons_) == len(display.bias_edges_) == 2
        for edges, layer in zip(display.bias_edges_, network.layers[1:], strict=True):
            found = np.zeros(layer.size)
            found[edges.targets] = edges.get_array()
            np.testing.assert_array_equal(found, layer.bias)
            assert edges.norm is display.edges_[0].norm
        assert inside(display)[-1] == ["+1"]
        assert_neurons_clear(display)

    def test_biases_count_for_the_scale(self) -> None:
        network = Network.from_arrays([[[1.0]]], [[-7.0]])
        assert draw(network, bias=True).edges_[0].norm.vmax == 7
        assert draw(network, bias=False).edges_[0].norm.vmax == 1

    def test_bias_of_a_network_without(self) -> None:
        display = draw(([[[1.0]]], None), bias=True)
        assert display.bias_neurons_ == display.bias_edges_ == []

    def test_biases_that_do_not_exist_are_not_drawn(self) -> None:
        bias = np.ma.array([0.5, 7.0], mask=[False, True])
        network = Network([Layer(1), Layer(2, bias=bias)], [Connection(0, 1, [[1.0, 2.0]])])
        (edges,) = draw(network, bias=True).bias_edges_
        assert edges.targets.tolist() == [0]
        assert edges.norm.vmax == 2

    def test_weights_that_do_not_exist_are_not_drawn(self) -> None:
        weights = np.ma.array([[1.0, 9.0]], mask=[[False, True]])
        (edges,) = draw((([weights]), None)).edges_
        assert edges.targets.tolist() == [0]
        assert edges.norm.vmax == 1


class TestElision:
    def test_dots_and_a_count(self) -> None:
        display = draw(fixed_network(1, 80, 20, 1))
        assert [len(n.get_offsets()) for n in display.neurons_] == [1, 20, 20, 1]
        assert "60 more" in notes(display)
        assert "60 neurons of wide layers are left out" in display.alt_text()

    def test_none_shows_all(self) -> None:
        display = draw(fixed_network(1, 80, 20, 1), max_neurons=None)
        assert [len(n.get_offsets()) for n in display.neurons_] == [1, 80, 20, 1]

    def test_one_number_a_layer(self) -> None:
        display = draw(fixed_network(9, 9, 9), max_neurons=[None, 4, 6])
        assert [len(n.get_offsets()) for n in display.neurons_] == [9, 4, 6]

    def test_indices_are_the_neurons_own(self) -> None:
        display = draw(fixed_network(1, 30, 1), max_neurons=4)
        assert inside(display)[1] == ["0", "1", "28", "29"]
        weights = display.network.connections[0].weights
        assert weights is not None
        edges = display.edges_[0]
        columns = np.array([0, 1, 28, 29])[edges.targets]
        np.testing.assert_array_equal(edges.get_array(), weights[0, columns])

    def test_the_scale_covers_what_is_not_shown(self) -> None:
        weights = np.ones((1, 30))
        weights[0, 15] = 50.0
        display = draw(([weights], None), max_neurons=4)
        assert display.edges_[0].norm.vmax == 50
        assert "the heaviest edge, 50, belongs to a neuron not shown" in notes(display)

    def test_highlighted_neurons_are_shown(self) -> None:
        display = draw(fixed_network(1, 30, 1), max_neurons=4, highlight=[(1, 15)])
        assert 15 in display.layout.shown[1]


class TestHighlight:
    def test_dims_the_rest(self) -> None:
        display = draw(names=False, highlight=[(1, 1)])
        first = display.edges_[0]
        lit = first.targets == 1
        first.update_scalarmappable()
        assert lit[-2:].all()  # on top
        pale = np.unique(first.get_edgecolor()[~lit], axis=0)
        assert len(pale) == 1
        assert (first.get_linewidth()[~lit] <= first.get_linewidth()[lit].min()).all()
        assert [len(labels) for labels in inside(display)] == [0, 1, 0]
        rims = display.neurons_[1].get_edgecolor()
        assert not np.allclose(rims[0], rims[1])

    def test_nothing_dims_all(self) -> None:
        display = draw(names=False, highlight=[])
        assert [len(labels) for labels in inside(display)] == [0, 0, 0]

    def test_of_numpy_integers(self) -> None:
        draw(highlight=np.array([[1, 1], [2, 0]]))
