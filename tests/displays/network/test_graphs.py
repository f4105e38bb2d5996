"""Graphs, layouts of one's own, and networks made from others."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from nnviz import layered_layout
from tests.displays.network.helpers import dashes, draw, inside, notes
from tests.figures import assert_neurons_clear, fixed_network, pixels
from tests.networks import skip_network


class TestGraphs:
    def test_positions_of_networkx(self) -> None:
        graph = nx.DiGraph()
        graph.add_weighted_edges_from([("a", "b", 1.0), ("b", "c", -2.0), ("a", "c", 0.5)])
        pos = {"a": (0, 0), "b": (1, 1), "c": (2, 0)}
        display = draw(graph, layout=pos)
        np.testing.assert_array_equal(display.neurons_[1].get_offsets(), [[1, 1]])
        np.testing.assert_array_equal(display.neurons_[2].get_offsets(), [[2, 0]])
        assert_neurons_clear(display)
        pixels(display.figure_)

    def test_positions_by_layer_and_index(self) -> None:
        display = draw([1, 2], layout={(0, 0): (0, 0), (1, 0): (3, 1), (1, 1): (3, -1)})
        np.testing.assert_array_equal(display.neurons_[1].get_offsets(), [[3, 1], [3, -1]])

    def test_skips_are_routed(self) -> None:
        with pytest.warns(UserWarning, match="NaN or infinite"):
            display = draw(skip_network(), size=(9, 6))
        assert_neurons_clear(display)
        shapes = {edges.get_segments().shape[1] for edges in display.edges_}
        assert shapes == {2, 4}
        pixels(display.figure_)

    def test_a_layout_of_ones_own(self) -> None:
        layout = layered_layout([2, 3, 1], orientation="vertical", bias=True)
        display = draw(layout=layout, bias=True)
        assert display.layout is layout
        assert len(display.bias_edges_) == 2

    def test_bias_neurons_of_a_given_layout_have_their_edges(self) -> None:
        display = draw(layout=layered_layout([2, 3, 1], bias=True), bias=False)
        assert len(display.bias_neurons_) == len(display.bias_edges_)

    def test_bias_that_a_given_layout_has_no_place_for_is_refused_or_said(self) -> None:
        layout = layered_layout([2, 3, 1])
        try:
            display = draw(layout=layout, bias=True)
        except ValueError as error:
            assert "bias" in str(error)  # noqa: PT017
        else:
            assert display.bias_neurons_ or "bias" in notes(display)

    @pytest.mark.parametrize(
        ("layout", "error", "message"),
        [
            (layered_layout([2, 2, 1]), ValueError, "layout must be of a network of the sizes"),
            ({}, ValueError, "pos"),
            ({"x": (0, 0)}, ValueError, "'x' is not a neuron"),
            ([(0, 0)], TypeError, "layout must be a Layout or a dict"),
            ("circular", TypeError, "layout must be a Layout or a dict"),
        ],
    )
    def test_bad_layouts(self, layout: Any, error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            draw(layout=layout)


class TestNewFromOld:
    def test_tampered_weight(self) -> None:
        network = fixed_network(2, 3, 1)
        display = draw(network.with_weights({(1, 0, 1): 9.0}))
        assert display.edges_[0].get_array()[-1] == 9.0
        assert (display.edges_[0].sources[-1], display.edges_[0].targets[-1]) == (0, 1)

    def test_neurons_taken_out(self) -> None:
        display = draw(fixed_network(2, 3, 1).without([(1, 1)]), bias=True, names=False)
        assert 1 not in display.edges_[0].targets
        assert 1 not in display.edges_[1].sources
        assert 1 not in display.bias_edges_[0].targets
        assert dashes(display.neurons_[1]) == [False, True, False]
        assert "1 neuron taken out" in notes(display)
        assert inside(display)[1] == ["0", "\N{MULTIPLICATION SIGN}", "2"]
        assert len(display.neurons_[1].get_offsets()) == 3  # it keeps its place
