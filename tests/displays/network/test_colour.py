"""Colour, width, dashes and missing numbers of the edges, and the colour bar."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import Normalize, SymLogNorm, TwoSlopeNorm

from nnviz import Network, backward, draw_network
from nnviz.drawing.words import short_number
from nnviz.encoding import edge_colormap
from tests.displays.network.helpers import dashes, draw, notes
from tests.figures import fixed_network, new_axes, pixels
from tests.legibility import assert_legible


class TestColourAndWidth:
    def test_follow_one_norm_that_the_colour_bar_shows(self) -> None:
        display = draw()
        assert display.colorbar_ is not None
        norm = display.edges_[0].norm
        assert all(edges.norm is norm for edges in display.edges_)
        assert display.colorbar_.norm is norm
        assert display.colorbar_.cmap is display.edges_[0].cmap
        weights = np.concatenate([c.weights.ravel() for c in display.network.connections])  # type: ignore[union-attr]
        assert norm.vmax == np.abs(weights).max() == -norm.vmin

    def test_wider_is_stronger_over_all_connections(self) -> None:
        display = draw()
        values = np.concatenate([np.abs(edges.get_array()) for edges in display.edges_])
        widths = np.concatenate([edges.get_linewidth() for edges in display.edges_])
        order = np.argsort(values)
        assert (np.diff(widths[order]) >= -1e-12).all()
        assert widths.max() > 2 * widths.min()

    def test_strongest_are_drawn_last(self) -> None:
        for edges in draw().edges_:
            assert (np.diff(np.abs(edges.get_array())) >= 0).all()

    def test_norm_by_layer(self) -> None:
        display = draw(([[[1.0, -2.0]], [[30.0], [10.0]]], None), norm_by="layer")
        assert [edges.norm.vmax for edges in display.edges_] == [2.0, 30.0]
        assert [float(edges.strength.max()) for edges in display.edges_] == [1.0, 1.0]
        assert display.colorbar_ is not None
        assert (display.colorbar_.norm.vmin, display.colorbar_.norm.vmax) == (-1, 1)
        assert "largest of its layer" in notes(display)

    @pytest.mark.parametrize("norm", [Normalize(-1, 1), SymLogNorm(0.1), TwoSlopeNorm(0, -9, 3)])
    def test_norm_of_ones_own(self, norm: Normalize) -> None:
        before = (norm.vmin, norm.vmax)
        display = draw(norm=norm)
        assert (norm.vmin, norm.vmax) == before
        assert type(display.edges_[0].norm) is type(norm)
        assert display.colorbar_ is not None
        assert display.colorbar_.norm is display.edges_[0].norm
        pixels(display.figure_)

    def test_unscaled_norm_over_zeros(self) -> None:
        draw(([[[0.0]]], None), norm=Normalize())

    def test_norm_upside_down_is_an_error_before_anything_is_drawn(self) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises(ValueError, match="norm"):
            draw(ax=ax, norm=Normalize(1, -1))
        assert ax.get_children() == before

    def test_cmap(self) -> None:
        assert draw(cmap="PuOr").edges_[0].cmap.name == "PuOr"
        assert draw(cmap=plt.colormaps["BrBG"]).edges_[0].cmap.name == "BrBG"
        assert draw().edges_[0].cmap == edge_colormap()

    def test_edge_values_take_the_place_of_weights(self) -> None:
        display = draw(fixed_network(1, 2, 1), edge_values=[[[3.0, -4.0]], [[0.5], [1.0]]])
        assert sorted(display.edges_[0].get_array()) == [-4, 3]
        assert "edge value" in notes(display)
        assert display.edges_[0].norm.vmax == 4

    def test_gradient(self) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        gradient = backward(network, [[1.0, 2.0]], [0.5])
        display = draw(network, edge_values=gradient, bias=True)
        found = np.zeros((2, 3))
        found[display.edges_[0].sources, display.edges_[0].targets] = display.edges_[0].get_array()
        np.testing.assert_array_equal(found, gradient.weight_gradients[0])
        found = np.zeros(3)
        edges = display.bias_edges_[0]
        found[edges.targets] = edges.get_array()
        np.testing.assert_array_equal(found, gradient.bias_gradients[1])
        assert "lowering this weight lowers the loss" in notes(display)

    def test_a_gradient_stands_in_the_neurons_too(self) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        X, y = np.array([[1.0, 2.0], [-0.5, 0.3]]), [0.5, -1.0]
        gradient = backward(network, X, y)
        display = draw(network, edge_values=gradient, neuron_labels="value")
        # Where a neuron has a bias, its weighted sum changes as the bias does.
        for layer, neurons in enumerate(display.neurons_):
            faces = neurons.get_facecolor()
            expected = gradient.bias_gradients[layer]
            if expected is None:
                assert not any(text.get_text() for text in display.neuron_labels_[0])
                continue
            assert display.neuron_colorbar_ is not None
            bar = display.neuron_colorbar_
            np.testing.assert_allclose(faces, bar.cmap(bar.norm(expected)), atol=1e-12)
            said = [text.get_text() for text in display.neuron_labels_[layer]]
            assert said == [short_number(value) for value in expected]
        assert "gradient at the weighted sum z" in notes(display)

    def test_a_sample_has_its_activations_in_the_neurons_beside_a_gradient(self) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        gradient = backward(network, [[1.0, 2.0]], [0.5])
        display = draw(network, edge_values=gradient, sample=[1.0, 2.0])
        assert "activation" in notes(display)
        assert "weighted sum" not in notes(display)

    def test_colorbar_off(self) -> None:
        display = draw(colorbar=False, bias=True)
        assert display.colorbar_ is None
        assert display.ax_.child_axes == []
        assert "positive" not in notes(display)

    def test_colorbar_label_is_literal(self) -> None:
        display = draw(colorbar_label="cost in $ or $")
        assert "cost in $ or $" in notes(display)
        pixels(display.figure_)

    def test_long_colorbar_label(self) -> None:
        assert_legible(draw(colorbar_label="the very long name of a quantity " * 5).figure_)

    def test_colorbar_text_is_never_tex(self) -> None:
        display = draw()
        pixels(display.figure_)
        assert display.colorbar_ is not None
        for text in display.colorbar_.ax.get_xticklabels():
            assert not text.get_usetex()
            assert not text.get_parse_math()


class TestMissing:
    def network(self) -> Network:
        return Network.from_arrays([[[np.nan, 1.0]], [[np.inf], [-2.0]]], activation="relu")

    def test_one_warning_that_counts_them(self) -> None:
        with pytest.warns(UserWarning, match=r"2 of 4 values \(weight\) are NaN or inf") as seen:
            display = draw_network(self.network(), ax=new_axes())
        assert len(seen) == 1
        assert seen[0].filename == __file__
        assert "2 values are NaN or infinite: dotted, purple" in notes(display)
        assert display.edges_[0].norm.vmax == 2.0
        assert dashes(display.edges_[0]) == [True, False] or dashes(display.edges_[0]) == [
            False, True,
        ]  # fmt: skip
        pixels(display.figure_)

    def test_warning_turned_into_an_error_leaves_nothing(self) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises(UserWarning):
            draw(self.network(), ax=ax)
        assert ax.get_children() == before

    @pytest.mark.parametrize("bias", [False, True])
    def test_missing_biases_are_announced_where_they_are_drawn(self, bias: bool) -> None:
        network = Network.from_arrays([[[1.0]]], [[np.nan]])
        if bias:
            with pytest.warns(UserWarning, match="1 of 2 values"):
                draw(network, bias=True)
        else:
            draw(network, bias=False)

    @pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_nothing_but_missing(self, value: float) -> None:
        display = draw(([[[value, value]]], None))
        assert display.edges_[0].norm.vmax == 1
        assert (pixels(display.figure_) != 255).any()
        assert "none has a finite weight" in display.alt_text()

    @pytest.mark.parametrize(
        "value", [0.0, 1e308, float(np.finfo(float).max), 5e-324, 1e-310, -1e-300, 3.0]
    )
    def test_constant_weights(self, value: float) -> None:
        display = draw(([[[value, value]], [[value], [value]]], [[value, value], [value]]))
        image = pixels(display.figure_)
        assert (image != 255).any()
        norm = display.edges_[0].norm
        assert norm.vmin == -norm.vmax

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_sample_through_missing_weights(self) -> None:
        network = Network.from_arrays(
            [[[np.nan, 1.0]], [[1.0], [-2.0]]], activation="relu", out_activation="logistic"
        )
        display = draw(network, sample=[1.0])
        pixels(display.figure_)

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_contribution_through_infinite_weights(self) -> None:
        network = Network.from_arrays(
            [[[-1.0, 1.0]], [[np.inf], [-2.0]]], activation="relu", out_activation="logistic"
        )
        pixels(draw(network, sample=[1.0], edge_values="contribution").figure_)


class TestDashes:
    def test_auto_where_edges_are_few(self) -> None:
        (edges,) = draw(([[[1.0, -1.0]]], None)).edges_
        assert dashes(edges) == [bool(v < 0) for v in edges.get_array()]
        assert not any(dashes(draw(fixed_network(4, 10, 1)).edges_[0]))

    def test_true_and_false(self) -> None:
        many = draw(fixed_network(4, 10, 1), negative_dash=True).edges_[0]
        assert dashes(many) == [bool(v < 0) for v in many.get_array()]
        assert not any(dashes(draw(([[[1.0, -1.0]]], None), negative_dash=False).edges_[0]))

    def test_the_colour_bar_says_so(self) -> None:
        assert "negative (dashed)" in notes(draw(([[[1.0, -1.0]]], None), size=(12, 4)))
