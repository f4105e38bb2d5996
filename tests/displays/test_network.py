"""`draw_network`: every option and what it does, and what it never does."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, SymLogNorm, TwoSlopeNorm, to_rgba
from matplotlib.figure import Figure

from nnviz import Network, NetworkDisplay, backward, draw_network, layered_layout, mlp_draw
from nnviz.encoding import edge_colormap
from nnviz.network import Connection, Layer
from tests.figures import (
    assert_neurons_clear,
    fixed_arrays,
    fixed_network,
    new_axes,
    pixels,
    root,
)
from tests.legibility import assert_legible
from tests.networks import skip_network

MINUS = "\N{MINUS SIGN}"


def draw(model: Any = None, **options: Any) -> NetworkDisplay:
    """On axes that pyplot knows nothing of; 2-3-1 unless told otherwise."""
    ax = options.pop("ax", None) or new_axes(*options.pop("size", (6, 4)))
    return draw_network(fixed_network(2, 3, 1) if model is None else model, ax=ax, **options)


def strings(texts: Any) -> list[str]:
    return [text.get_text() for text in texts if text.get_visible()]


def notes(display: NetworkDisplay) -> str:
    """All that the picture says in words."""
    return " ".join(" ".join(strings(display.ax_.texts)).split())


def inside(display: NetworkDisplay) -> list[list[str]]:
    return [strings(texts) for texts in display.neuron_labels_]


def dashes(collection: Any) -> list[bool]:
    """For each item whether its line is broken."""
    styles = [pattern is not None for _, pattern in collection.get_linestyle()]
    n = max(len(collection.get_offsets()), len(getattr(collection, "sources", ())))
    return [styles[k % len(styles)] for k in range(n)]


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
            display = draw(self.network())
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


class TestThinning:
    def test_top_edges_over_the_whole_network(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), top_edges=2)
        drawn = sorted(v for edges in display.edges_ for v in edges.get_array())
        assert drawn == [-5.0, 2.0]
        assert "the 2 strongest of 4 edges" in notes(display)

    @pytest.mark.parametrize("top", [0, 1, 4, 99])
    def test_counts(self, top: int) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), top_edges=top)
        assert sum(len(edges.sources) for edges in display.edges_) == min(top, 4)
        assert ("strongest of" in notes(display)) == (top < 4)
        assert len(display.edges_) == 2
        pixels(display.figure_)

    def test_min_abs(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), min_abs=2)
        drawn = sorted(v for edges in display.edges_ for v in edges.get_array())
        assert drawn == [-5.0, 2.0]
        assert "2 of 4 edges: those of at least 2" in notes(display)

    def test_both(self) -> None:
        display = draw(([[[1.0, -5.0]], [[2.0], [0.1]]], None), min_abs=1.5, top_edges=3)
        assert sum(len(edges.sources) for edges in display.edges_) == 2

    def test_scale_stays_that_of_the_whole_network(self) -> None:
        assert draw(([[[1.0, -5.0]]], None), min_abs=9).edges_[0].norm.vmax == 5

    def test_equal_weights_keep_the_first(self) -> None:
        display = draw(([[[1.0, 1.0, 1.0]]], None), top_edges=2)
        assert display.edges_[0].targets.tolist() == [0, 1]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_missing_ones_stay_and_do_not_count_as_strongest(self) -> None:
        display = draw(([[[1.0, -5.0, np.nan]]], None), top_edges=1)
        assert len(display.edges_[0].sources) == 2
        assert "the 1 strongest" in notes(display)

    def test_bias_edges_without_numbers_do_not_count_as_strongest(self) -> None:
        network = Network.from_arrays([[[1.0, 2.0]]], [[0.5, 0.5]])
        display = draw(network, edge_values=[[[1.0, 2.0]]], bias=True, top_edges=1)
        assert "the 3 strongest" not in notes(display)

    def test_says_what_gaps_leave_out(self) -> None:
        display = draw(fixed_network(2, 40, 1), max_neurons=6, top_edges=5)
        assert "the 5 strongest of 18 edges" in notes(display)
        assert "120 in all" in notes(display)


class TestEdgeLabels:
    def test_auto_writes_them_where_they_are_few(self) -> None:
        display = draw(([[[0.5, -0.25]]], None))
        assert sorted(strings(display.labels_)) == sorted(["0.50", f"{MINUS}0.25"])
        assert draw(fixed_network(4, 10, 1)).labels_ == []

    def test_false(self) -> None:
        assert draw(edge_labels=False).labels_ == []

    def test_true_writes_all_or_says_how_many_not(self) -> None:
        display = draw(fixed_network(4, 10, 1), edge_labels=True, size=(4, 3))
        assert len(display.labels_) == 50
        hidden = 50 - len(strings(display.labels_))
        assert hidden > 0
        assert f"{hidden} of 50 edge labels left out: no room" in notes(display)

    def test_never_a_negative_zero(self) -> None:
        display = draw(([[[-0.0, -0.001, -1e-12]]], None))
        assert strings(display.labels_) == ["0.00"] * 3

    @pytest.mark.parametrize(("spec", "text"), [(".3f", "0.500"), ("+.1f", "+0.5"), (".0%", "50%")])
    def test_format(self, spec: str, text: str) -> None:
        assert strings(draw(([[[0.5]]], None), edge_label_format=spec).labels_) == [text]

    def test_size(self) -> None:
        display = draw(edge_label_size=5)
        assert {text.get_fontsize() for text in display.labels_} == {5}

    @pytest.mark.parametrize("position", [0.0, 1.0])
    def test_label_pos_under_a_neuron(self, position: float) -> None:
        display = draw(([[[0.5]]], None), label_pos=position)
        start, end = (neurons.get_offsets()[0] for neurons in display.neurons_)
        moved = abs((display.labels_[0].get_position() - start)[0] / (end - start)[0] - position)
        assert 0 < moved <= 0.12 + 1e-9
        assert_legible(display.figure_)

    @pytest.mark.parametrize("position", [0.3, 0.5, 5 / 7])
    def test_label_pos(self, position: float) -> None:
        display = draw(([[[0.5]]], None), label_pos=position)
        start, end = (neurons.get_offsets()[0] for neurons in display.neurons_)
        expected = start + position * (end - start)
        np.testing.assert_allclose(display.labels_[0].get_position(), expected, atol=1e-6)

    def test_lie_on_their_edge_turned_along_it_and_never_upside_down(self) -> None:
        display = draw(fixed_network(3, 3), edge_labels=True)
        edges = display.edges_[0]
        lines = {}
        for segment, value in zip(edges.get_segments(), edges.get_array(), strict=True):
            lines[f"{value:.2f}".replace("-", MINUS)] = display.ax_.transData.transform(segment)
        assert len(lines) == len(display.labels_) == 9
        for text in display.labels_:
            start, end = lines[text.get_text()]
            place = display.ax_.transData.transform(text.get_position())
            along, off = end - start, place - start
            assert abs(along[0] * off[1] - along[1] * off[0]) / np.hypot(*along) < 0.01
            angle = np.degrees(np.arctan2(along[1], along[0]))
            assert text.get_rotation() % 180 == pytest.approx(angle % 180, abs=1e-6)
            assert not 90.001 < text.get_rotation() % 360 < 269.999

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_do_not_collide(self, orientation: str) -> None:
        display = draw(
            fixed_network(4, 4, 3), edge_labels=True, orientation=orientation, size=(9, 7)
        )
        assert len(strings(display.labels_)) > 14
        assert_legible(display.figure_)


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


class TestWords:
    def test_feature_and_class_names(self) -> None:
        network = Network(
            [Layer(2, names=("age", "income")), Layer(1, "logistic", names=("yes",))],
            [Connection(0, 1, [[1.0], [2.0]])], classes=["no", "yes"],
        )  # fmt: skip
        display = draw(network)
        assert [strings(texts) for texts in display.names_] == [["age", "income"], ["P(y = yes)"]]

    def test_numeric_classes_are_said_to_be_classes(self) -> None:
        network = Network(
            [Layer(1), Layer(2, "softmax", names=("3", "8"))],
            [Connection(0, 1, [[1.0, 2.0]])], classes=[3, 8],
        )  # fmt: skip
        assert strings(draw(network).names_[-1]) == ["y = 3", "y = 8"]

    def test_regressors_predict(self) -> None:
        assert strings(draw(fixed_network(1, 1, out_activation="identity")).names_[-1]) == [
            "prediction"
        ]

    def test_off(self) -> None:
        assert draw(names=False).names_ == []

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    @pytest.mark.parametrize(
        "names",
        [
            ["$x$", r"$\frac{$", "a_b^c", "%&#~"],
            ["line\nbreak", "\x00control", "\ud800", "tab\tbed"],
            ["w" * 500, "short", " ", "two words " * 30],
            ["same", "same", "same", "same"],
            ["<b>", "&amp;", "'", '"'],
        ],
        ids=["maths", "control", "long", "same", "markup"],
    )
    def test_any_names_are_literal_and_legible(self, names: list[str], orientation: str) -> None:
        network = fixed_network(4, 3, 4, input_names=names, output_names=names)
        display = draw(network, orientation=orientation, size=(8, 6))
        for texts in display.names_:
            assert len(texts) == 4
            assert not any(t.get_parse_math() or t.get_usetex() for t in texts)
        pixels(display.figure_)
        box = display.ax_.bbox
        for texts in display.names_:
            for text in texts:
                if text.get_visible() and text.get_text():
                    extent = text.get_window_extent()
                    assert box.x0 - 1 <= extent.x0 <= extent.x1 <= box.x1 + 1
        # A name that consists of the mark for "cannot be written" has no letters to be seen.
        if names[0] != "line\nbreak" and orientation == "horizontal":
            assert_legible(display.figure_)

    def test_captions(self) -> None:
        display = draw(fixed_network(2, 3, 1, out_activation="logistic"), size=(8, 5))
        first, second, third = strings(display.captions_)
        assert first == "input\n2 features"
        assert second.split() == ["hidden", "1", "3", "neurons,", "ReLU"]
        assert third.replace("\n", " ") in (
            "output 1 neuron, sigmoid (logistic)", "output 1 neuron sigmoid (logistic)",
        )  # fmt: skip

    def test_unknown_activations_are_not_claimed(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        display = draw((coefs, intercepts))
        assert strings(display.captions_)[1] == "hidden 1\n3 neurons"
        assert "(" not in display.alt_text()

    def test_captions_off(self) -> None:
        assert draw(captions=False).captions_ == []

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_parameters(self, orientation: str) -> None:
        display = draw(
            fixed_network(4, 3, 2), captions="parameters", orientation=orientation, size=(8, 6)
        )
        found = {text.replace("\n", " ") for text in strings(display.captions_)}
        assert {"4 × 3 + 3 = 15", "3 × 2 + 2 = 8"} <= found
        assert "23 parameters in total" in notes(display)

    def test_parameters_of_an_architecture(self) -> None:
        display = draw(Network.from_sizes([4, 3], bias=False), captions="parameters")
        assert "12 parameters in total" in notes(display)

    def test_no_room_for_captions_is_said(self) -> None:
        display = draw(fixed_network(*[4] * 12), size=(1.5, 3))
        if not strings(display.captions_):
            assert "captions do not fit" in notes(display)

    def test_custom_caption_is_literal(self) -> None:
        network = Network(
            [Layer(1), Layer(2, caption="the $encoder$")], [Connection(0, 1, [[1.0, 2.0]])]
        )
        assert "the $encoder$" in notes(draw(network))


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


class TestOrientation:
    def test_horizontal(self) -> None:
        layers = [n.get_offsets() for n in draw().neurons_]
        assert layers[0][0, 0] < layers[1][0, 0] < layers[2][0, 0]
        assert layers[1][0, 1] > layers[1][1, 1]  # first neuron at the top

    def test_vertical(self) -> None:
        layers = [n.get_offsets() for n in draw(orientation="vertical").neurons_]
        assert layers[0][0, 1] < layers[1][0, 1] < layers[2][0, 1]  # inputs at the bottom
        assert layers[1][0, 0] < layers[1][1, 0]  # first neuron at the left


class TestKeywords:
    def test_node_kw(self) -> None:
        display = draw(node_kw={"fc": "gold", "ec": "navy", "lw": 0.7})
        for neurons in display.neurons_:
            np.testing.assert_allclose(neurons.get_facecolor()[0], to_rgba("gold"))
            np.testing.assert_allclose(neurons.get_edgecolor()[0], to_rgba("navy"))
            np.testing.assert_allclose(neurons.get_linewidth(), 0.7)

    def test_edge_kw(self) -> None:
        display = draw(edge_kw={"color": "teal", "lw": 2.0, "ls": "--", "alpha": 0.5})
        pixels(display.figure_)
        for edges in display.edges_:
            np.testing.assert_allclose(edges.get_edgecolor()[0], to_rgba("teal", 0.5))
            np.testing.assert_allclose(edges.get_linewidth(), 2)
            assert all(dashes(edges))

    def test_label_kw(self) -> None:
        display = draw(label_kw={"size": 7, "c": "navy", "family": "monospace"})
        groups = [*display.names_, *display.neuron_labels_, display.captions_, display.labels_]
        for text in [text for group in groups for text in group]:
            assert text.get_fontsize() == 7
            assert to_rgba(text.get_color()) == to_rgba("navy")
            assert text.get_fontfamily() == ["monospace"]

    @pytest.mark.parametrize(
        "keywords", [{"ha": "left"}, {"va": "top"}, {"zorder": 9}, {"clip_on": True}]
    )
    def test_label_kw_over_our_own(self, keywords: Any) -> None:
        pixels(draw(label_kw=keywords, sample=None).figure_)

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_are_not_changed(self, name: str) -> None:
        keywords = {"alpha": 0.5}
        draw(**{name: keywords})
        assert keywords == {"alpha": 0.5}

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_alias_and_name_at_once(self, name: str) -> None:
        long, short = ("fontsize", "size") if name == "label_kw" else ("linewidth", "lw")
        with pytest.raises(TypeError, match=f"{name}: "):
            draw(**{name: {long: 1, short: 2}})

    @pytest.mark.parametrize("name", ["node_kw", "edge_kw", "label_kw"])
    def test_unknown_property(self, name: str) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises((TypeError, ValueError), match=f"{name}.*nonsense"):
            draw(ax=ax, **{name: {"nonsense": 1}})
        assert ax.get_children() == before


class TestSample:
    def test_fills_and_values(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 1)
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=[1.0, -0.5], size=(8, 6))
        hidden = np.maximum(np.array([1.0, -0.5]) @ coefs[0] + intercepts[0], 0)
        output = hidden @ coefs[1] + intercepts[1]
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.activations[1][0], hidden)
        written = [float(t.replace(MINUS, "-")) for t in inside(display)[1]]
        np.testing.assert_allclose(written, hidden, rtol=0.05, atol=1e-12)
        assert display.neuron_colorbar_ is not None
        limit = max(np.abs(hidden).max(), np.abs(output).max(), 1.0)
        assert display.neuron_colorbar_.norm.vmax == pytest.approx(limit)
        assert f"the output is {output[0]:.3g}" in display.alt_text()

    def test_silent_neurons_are_dotted_and_said_to_be(self) -> None:
        network = Network.from_arrays(
            [[[1.0, -1.0]], [[1.0], [1.0]]], activation="relu", out_activation="identity"
        )
        display = draw(network, sample=[2.0])
        assert dashes(display.neurons_[1]) == [False, True]
        assert "dotted: silent for this sample" in notes(display)
        display = draw(network)
        assert dashes(display.neurons_[1]) == [False, False]

    def test_contribution(self) -> None:
        coefs, _ = fixed_arrays(2, 3, 1)
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=[2.0, -1.0], edge_values="contribution")
        edges = display.edges_[0]
        found = np.zeros((2, 3))
        found[edges.sources, edges.targets] = edges.get_array()
        np.testing.assert_allclose(found, np.array([[2.0], [-1.0]]) * coefs[0])

    def test_bars_of_a_classifier(self) -> None:
        coefs, intercepts = fixed_arrays(2, 3, 3)
        network = fixed_network(2, 3, 3, out_activation="softmax")
        display = draw(network, sample=[1.0, 0.5], size=(9, 6))
        hidden = np.maximum(np.array([1.0, 0.5]) @ coefs[0] + intercepts[0], 0)
        z = hidden @ coefs[1] + intercepts[1]
        words = strings(display.ax_.texts)
        assert words.count("z") == words.count("P") == 3
        for value in z:
            assert f"{value:.2f}".replace("-", MINUS) in words
        assert draw(fixed_network(2, 1, out_activation="identity"), sample=[1, 1])
        regressor = draw(fixed_network(2, 1, out_activation="identity"), sample=[1, 1])
        assert "P" not in strings(regressor.ax_.texts)

    @pytest.mark.parametrize(
        "sample", [[1.0, 2.0], (1, 2), np.array([[1.0, 2.0]]), [[1.0, 2.0]], np.array([1, 2])]
    )
    def test_of_any_kind(self, sample: Any) -> None:
        network = fixed_network(2, 3, 1, out_activation="identity")
        display = draw(network, sample=sample)
        assert display.sample is not None
        np.testing.assert_array_equal(display.sample.activations[0], [[1, 2]])

    def test_of_pandas(self) -> None:
        import pandas as pd

        network = fixed_network(2, 1, out_activation="identity", input_names=["a", "b"])
        frame = pd.DataFrame({"a": [1.0], "b": [2.0]})
        for sample in (frame, frame.iloc[0]):
            display = draw(network, sample=sample)
            assert display.sample is not None
            np.testing.assert_array_equal(display.sample.activations[0], [[1, 2]])

    @pytest.mark.parametrize(
        "sample",
        [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0], [3.0, 4.0]], 5.0, [np.nan, 1.0], ["a", "b"],
         [[[1.0, 2.0]]], []],
    )  # fmt: skip
    def test_bad_ones(self, sample: Any) -> None:
        ax = new_axes()
        before = ax.get_children()
        with pytest.raises((ValueError, TypeError)):
            draw(fixed_network(2, 1, out_activation="identity"), ax=ax, sample=sample)
        assert ax.get_children() == before

    def test_of_an_architecture(self) -> None:
        with pytest.raises(ValueError, match="weights"):
            draw([2, 3, 1], sample=[1.0, 2.0])

    def test_of_unknown_activations(self) -> None:
        with pytest.raises(ValueError, match="activation"):
            draw(([[[1.0]], [[1.0]]], None), sample=[1.0])

    def test_of_a_pipeline_is_in_its_raw_units(self) -> None:
        from sklearn.neural_network import MLPRegressor
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        X = np.array([[100.0, 0.1], [200.0, 0.3], [300.0, 0.2], [400.0, 0.5]])
        mlp = MLPRegressor(
            hidden_layer_sizes=(3,), solver="lbfgs", max_iter=50, tol=1.0, random_state=0
        )
        pipeline = make_pipeline(StandardScaler(), mlp).fit(X, [1.0, 2.0, 3.0, 4.0])
        before = pickle.dumps(pipeline)
        display = draw(pipeline, sample=X[1])
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.output[0], pipeline.predict(X[1:2]))
        np.testing.assert_allclose(
            display.sample.activations[0][0], pipeline[0].transform(X[1:2])[0]
        )
        assert "preprocessed" in notes(display)
        changed = display.network.with_weights({(1, 0, 0): 0.0})
        again = draw(changed, sample=X[1])
        assert again.sample is not None
        np.testing.assert_allclose(again.sample.activations[0], display.sample.activations[0])
        assert pickle.dumps(pipeline) == before

    def test_of_a_classifier_is_its_own_probability(self) -> None:
        from sklearn.neural_network import MLPClassifier

        X = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.9], [0.9, 0.1]])
        mlp = MLPClassifier(
            hidden_layer_sizes=(3,), solver="lbfgs", max_iter=50, tol=1.0, random_state=0
        )
        mlp.fit(X, ["no", "yes", "no", "yes"])
        display = draw(mlp, sample=X[0])
        assert display.sample is not None
        np.testing.assert_allclose(display.sample.output[0, 0], mlp.predict_proba(X[:1])[0, 1])
        assert strings(display.names_[-1]) == ["P(y = yes)"]


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


NOT_MODELS = [
    (None, TypeError), ("model", TypeError), (3, TypeError), (object(), TypeError),
    ([], (TypeError, ValueError)), ([3], ValueError), ([2, 0, 1], ValueError),
    ([2, -1], ValueError), ([2.5, 1], (TypeError, ValueError)),
    (([], []), ValueError),
    (([np.ones((2, 3)), np.ones((4, 1))], None), ValueError),
    (([np.ones(3)], None), ValueError), (([np.ones((1, 2, 3))], None), ValueError),
    (([np.ones((2, 0))], None), ValueError), (([np.ones((1, 1)) * 1j], None), TypeError),
    (([np.array([["a"]], dtype=object)], None), TypeError),
    (([np.ones((1, 2))], [np.ones(3)]), ValueError), (np.ones((2, 2)), (TypeError, ValueError)),
    (nx.Graph([(0, 1)]), TypeError), (nx.DiGraph([(0, 1), (1, 0)]), ValueError),
]  # fmt: skip


class TestErrors:
    """Each leaves no figure open (the fixture of all tests sees to it) and given axes untouched."""

    def refuses(self, error: Any, message: str | None, model: Any = None, **options: Any) -> None:
        model = fixed_network(2, 3, 1) if model is None else model
        with pytest.raises(error, match=message):
            draw_network(model, **options)
        assert plt.get_fignums() == []
        ax = new_axes()
        before = (ax.get_children(), ax.get_xlim(), ax.axison)
        with pytest.raises(error, match=message):
            draw_network(model, ax=ax, **options)
        assert (ax.get_children(), ax.get_xlim(), ax.axison) == before

    @pytest.mark.parametrize(("model", "error"), NOT_MODELS, ids=lambda value: repr(value)[:40])
    def test_what_is_no_model(self, model: Any, error: Any) -> None:
        if model is None:
            with pytest.raises(TypeError):
                draw_network(None)
            return
        self.refuses(error, None, model)

    def test_arrays_that_do_not_chain_are_named_with_their_shapes(self) -> None:
        self.refuses(ValueError, r"coefs\[1\].*3.*\(4, 1\)",
                     ([np.ones((2, 3)), np.ones((4, 1))], None))  # fmt: skip

    def test_unfitted(self) -> None:
        from sklearn.exceptions import NotFittedError
        from sklearn.neural_network import MLPClassifier

        self.refuses(NotFittedError, "fit", MLPClassifier())

    @pytest.mark.parametrize("projection", ["polar", "3d"])
    def test_axes_of_another_kind(self, projection: str) -> None:
        ax: Axes = Figure().add_subplot(projection=projection)
        before = ax.get_children()
        with pytest.raises(ValueError, match=f"ax must be a plain two-dimensional.*{projection}"):
            draw_network([2, 1], ax=ax)
        assert ax.get_children() == before

    @pytest.mark.parametrize("ax", ["ax", 3, Figure()])
    def test_what_are_no_axes(self, ax: Any) -> None:
        with pytest.raises(TypeError, match="ax must be a matplotlib Axes or None"):
            draw_network([2, 1], ax=ax)

    @pytest.mark.parametrize(
        ("option", "value", "allowed"),
        [
            ("orientation", "up", "'horizontal', 'vertical'"),
            ("orientation", None, "'horizontal', 'vertical'"),
            ("orientation", "h", "'horizontal', 'vertical'"),
            ("norm_by", "layers", "'network', 'layer'"),
            ("edge_labels", "yes", "'auto', True, False"),
            ("edge_labels", 1, "'auto', True, False"),
            ("neuron_labels", "indices", "'index', 'notation', 'name', 'value', None"),
            ("neuron_labels", False, "'index'"),
            ("names", "auto", "True, False"),
            ("bias", 1, "True, False"),
            ("bias", None, "True, False"),
            ("captions", "all", "True, 'parameters', False"),
            ("negative_dash", "no", "'auto', True, False"),
            ("colorbar", "right", "True, False"),
            ("index_base", 2, "0, 1"),
            ("index_base", True, "0, 1"),
            ("notation", "greek", "course"),
            ("neuron_fill", "papers", "'paper', 'layer', 'bias'"),
            ("neuron_fill", None, "'paper', 'layer', 'bias'"),
        ],
    )
    def test_unknown_values_list_what_is_allowed(
        self, option: str, value: Any, allowed: str
    ) -> None:
        self.refuses((ValueError, TypeError), f"{option}.*{allowed}", **{option: value})

    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("label_pos", -0.1), ("label_pos", 1.5), ("label_pos", "middle"),
            ("label_pos", float("nan")), ("label_pos", True), ("label_pos", None),
            ("min_abs", -1), ("min_abs", float("nan")), ("min_abs", "1"), ("min_abs", True),
            ("top_edges", -1), ("top_edges", 2.5), ("top_edges", True), ("top_edges", "3"),
            ("edge_label_size", 0), ("edge_label_size", "large"), ("edge_label_size", np.nan),
            ("edge_label_format", "q"), ("edge_label_format", 3), ("edge_label_format", "d"),
            ("max_neurons", 0), ("max_neurons", 2.5), ("max_neurons", "5"), ("max_neurons", True),
            ("max_neurons", [1, 2]), ("max_neurons", [1, 2, 0]),
            ("norm", "log"), ("norm", (-1, 1)),
            ("cmap", 3), ("cmap", ["red", "blue"]),
            ("node_kw", [("a", 1)]), ("edge_kw", "red"), ("label_kw", 3),
            ("highlight", [(3, 0)]), ("highlight", [(0, 2)]), ("highlight", [(-1, 0)]),
            ("highlight", [(1, 2, 3)]), ("highlight", [1]), ("highlight", 5),
            ("highlight", [(1, "a")]), ("highlight", [(1, 0.5)]), ("highlight", "ab"),
            ("edge_values", "contribution"), ("edge_values", "weights"), ("edge_values", [1]),
            ("edge_values", 3), ("edge_values", [np.ones((2, 3))]),
            ("layout", "spring"), ("figsize", (0, 1)), ("figsize", "large"),
            ("colorbar_label", 3),
        ],
    )  # fmt: skip
    def test_bad_values_name_the_argument(self, option: str, value: Any) -> None:
        if option == "figsize":
            with pytest.raises((ValueError, TypeError), match="figsize|figure size"):
                draw_network([2, 1], figsize=value)
            return
        self.refuses((ValueError, TypeError), option, **{option: value})

    def test_unknown_cmap_lists_the_nearest_names(self) -> None:
        self.refuses(ValueError, "cmap must be.*no 'viridsi'; the nearest names are.*'viridis'",
                     cmap="viridsi")  # fmt: skip

    @pytest.mark.parametrize("option", ["norm", "min_abs", "top_edges", "edge_labels"])
    def test_what_needs_weights(self, option: str) -> None:
        value = {"norm": Normalize(-1, 1), "min_abs": 1, "top_edges": 1, "edge_labels": True}
        self.refuses(ValueError, f"{option}.*(weights)", [2, 3, 1], **{option: value[option]})

    def test_what_needs_biases(self) -> None:
        self.refuses(ValueError, "neuron_fill='bias' needs biases", ([[[1.0]]], None),
                     neuron_fill="bias")  # fmt: skip

    @pytest.mark.parametrize(
        "options", [{"label_kw": {"color": "no colour"}}, {"node_kw": {"facecolor": "no colour"}},
                    {"edge_kw": {"edgecolor": "no colour"}}, {"node_kw": {"alpha": "x"}}]
    )  # fmt: skip
    def test_errors_from_matplotlib_leave_nothing_half_drawn(self, options: Any) -> None:
        self.refuses((ValueError, TypeError), None, **options)

    def test_error_in_the_last_step_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from nnviz.drawing.frame import Frame

        def explode(self: Frame) -> None:
            raise RuntimeError("no room at all")

        monkeypatch.setattr(Frame, "fit", explode)
        self.refuses(RuntimeError, "no room at all", bias=True, edge_labels=True)

    def test_unknown_keyword(self) -> None:
        with pytest.raises(TypeError, match="oriention"):
            draw_network([2, 1], oriention="vertical")  # type: ignore[call-arg]


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


class TestAltText:
    def test_numbers(self) -> None:
        display = draw(Network.from_arrays(
            [[[1.0, -2.0]], [[0.5], [-4.0]]], activation="relu", out_activation="logistic"
        ))  # fmt: skip
        text = display.alt_text()
        assert "1 input, 2 neurons (ReLU), 1 neuron (sigmoid (logistic))" in text
        assert "Of its 4 edges 2 have a negative weight" in text
        assert f"{-4.0:.3g}, leads from neuron 1 of layer 1 to neuron 0 of layer 2" in text.replace(
            MINUS, "-"
        )

    def test_has_two_to_four_sentences(self) -> None:
        cases = [
            draw([2, 3]), draw(), draw(fixed_network(1, 80, 1), max_neurons=6),
            draw(fixed_network(1, 80, 1, out_activation="logistic"), sample=[1], max_neurons=6),
        ]  # fmt: skip
        for display in cases:
            text = display.alt_text()
            assert 2 <= text.count(". ") + 1 <= 4
            assert text.endswith(".")

    def test_before_drawing(self) -> None:
        from nnviz.edge_values import edge_values_of

        network = fixed_network(2, 3)
        display = NetworkDisplay(network, edge_values_of(network))
        assert display.alt_text().startswith("Diagram")
        assert repr(display).startswith("<NetworkDisplay: Diagram")

    @pytest.mark.parametrize("options", [{"top_edges": 2}, {"min_abs": 1.5}])
    def test_says_what_is_left_out(self, options: Any) -> None:
        text = draw(**options).alt_text()
        assert "of 9 edges" in text or "left out" in text


class TestStyles:
    def test_usetex_without_latex(self) -> None:
        with plt.style.context({"text.usetex": True}):
            display = draw(neuron_labels="notation")
            pixels(display.figure_)
            assert not any(text.get_usetex() for text in display.ax_.texts)


class TestMlpDraw:
    def model(self) -> Any:
        return fixed_arrays(2, 8, 6, 1)

    def test_labels_at_their_place(self, pyplot: Any) -> None:
        # mlp_draw(model=model, orientation="h", label_pos=1.3/7)
        display = mlp_draw(model=fixed_arrays(2, 3, 1), orientation="h", label_pos=1.3 / 7)
        assert display.layout.orientation == "horizontal"
        assert display.figure_.get_size_inches().tolist() == [12, 5]
        assert len(display.labels_) == 9
        weights = fixed_arrays(2, 3, 1)[0]
        expected = {f"{v:.3f}".replace("-", MINUS) for w in weights for v in w.ravel()}
        assert set(strings(display.labels_)) <= expected
        assert {text.get_fontsize() for text in display.labels_} == {7}

    def test_without_labels(self, pyplot: Any) -> None:
        # mlp_draw(model=model, orientation="h", label_pos=2.3/7, add_labels=False)
        display = mlp_draw(model=self.model(), orientation="h", label_pos=2.3 / 7, add_labels=False)
        assert display.labels_ == []
        assert [len(n.get_offsets()) for n in display.neurons_] == [2, 8, 6, 1]

    def test_large_pipeline(self, pyplot: Any) -> None:
        # mlp_draw(model["mlp"], orientation="h", figsize=(16, 16), alpha=0.5, add_labels=False)
        model = fixed_arrays(1, 80, 20, 1)
        display = mlp_draw(model, orientation="h", figsize=(16, 16), alpha=0.5, add_labels=False)
        assert [len(n.get_offsets()) for n in display.neurons_] == [1, 80, 20, 1]
        assert all(edges.get_alpha() == 0.5 for edges in display.edges_)
        assert display.figure_.get_size_inches().tolist() == [16, 16]

    def test_defaults(self, pyplot: Any) -> None:
        display = mlp_draw(self.model())
        assert display.layout.orientation == "vertical"
        assert display.figure_.get_size_inches().tolist() == [5, 12]
        faces = [tuple(n.get_facecolor()[0]) for n in display.neurons_]
        assert len(set(faces)) == 4  # coloured by layer

    def test_by_position(self, pyplot: Any) -> None:
        display = mlp_draw(self.model(), "h", (4, 9), True, 0.5, 6, 0.8)
        assert display.figure_.get_size_inches().tolist() == [9, 4]
        assert display.edges_[0].get_alpha() == 0.8

    @pytest.mark.parametrize("orientation", ["horizontal", "x", None])
    def test_unknown_orientation(self, orientation: Any) -> None:
        with pytest.raises(ValueError, match="orientation must be 'v' or 'h'"):
            mlp_draw(self.model(), orientation)

    def test_warning_points_to_the_caller(self, pyplot: Any) -> None:
        with pytest.warns(UserWarning, match="NaN") as seen:
            mlp_draw(([[[np.nan]]], None))
        assert seen[0].filename == __file__
