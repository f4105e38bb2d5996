"""`plot_weights`: its artists, and how it is drawn again."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import matplotlib.style
import numpy as np
import pytest
from matplotlib.colors import Normalize, same_color, to_rgba
from matplotlib.figure import Figure

from nnviz import Network, WeightsDisplay, plot_weights
from nnviz.drawing.weights.cells import MissingLook, WeightCells, missing_look
from nnviz.encoding import field_colormap, signed_colours
from nnviz.network import Connection, Layer
from tests import pictured
from tests.figures import fixed_network, new_axes, pixels


def plot(model: Any = None, **options: Any) -> WeightsDisplay:
    options.setdefault("ax", new_axes())
    return plot_weights(pictured.iris() if model is None else model, **options)


def drawn(*args: Any, **options: Any) -> WeightsDisplay:
    display = plot(*args, **options)
    pixels(display.figure_)
    return display


def tick_words(axis: Any) -> list[str]:
    low, high = sorted(axis.get_view_interval())
    return [
        tick.label1.get_text() for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
    ]


def colour_at(display: WeightsDisplay, panel: int, x: float, y: float) -> Any:
    """The colour drawn at a place of a panel in data units, as bytes."""
    image = pixels(display.figure_)
    column, row = display.axes_[panel].transData.transform((x, y))
    return image[image.shape[0] - 1 - int(row), int(column), :3]


def as_bytes(colour: Any) -> Any:
    return np.round(255 * np.array(to_rgba(colour)[:3])).astype(np.uint8)


def mapped(value: float, limit: float = 1.0) -> Any:
    """The colour of a weight on white paper, as bytes."""
    return np.array(field_colormap("white")(Normalize(-limit, limit)(value), bytes=True))[:3]


class TestMatrices:
    def test_a_panel_a_connection(self) -> None:
        display = plot()
        assert len(display.axes_) == len(display.images_) == len(display.titles_) == 3
        assert [title.bold.get_text() for title in display.titles_] == [
            "hidden 1", "hidden 2", "output"
        ]  # fmt: skip
        assert display.ax_.child_axes[:3] == display.axes_
        assert display.figure_.axes == [display.ax_]
        assert display.bars_ == display.labels_ == display.outlines_ == []

    def test_each_cell_has_the_colour_of_its_weight(self) -> None:
        weights = np.array([[1.0, -0.5, 0.25], [0.0, -1.0, 0.75]])
        display = plot(([weights], [np.zeros(3)]), values=False)
        for i in range(2):
            for j in range(3):
                np.testing.assert_array_equal(colour_at(display, 0, j, i), mapped(weights[i, j]))

    def test_biases_below_and_apart(self) -> None:
        display = plot(([[[1.0, -1.0]]], [[0.5, -0.25]]), bias=True, values=False)
        (left, bottom, right, top) = display.bias_images_[0].boxes[0]
        assert (left, right) == (-0.5, 1.5)
        assert display.images_[0].boxes[0][1] < top < bottom
        middle = (top + bottom) / 2
        for j, bias in enumerate((0.5, -0.25)):
            np.testing.assert_array_equal(colour_at(display, 0, j, middle), mapped(bias))
        gap = (display.images_[0].boxes[0][1] + top) / 2
        np.testing.assert_array_equal(colour_at(display, 0, 0.2, gap), as_bytes("white"))
        assert "bias" in tick_words(display.axes_[0].yaxis)
        assert "1 \N{MULTIPLICATION SIGN} 2 weights, 2 biases" in display.titles_[0].text

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_a_missing_weight_is_striped_and_nan_purple(self) -> None:
        weights = np.array([[0.5, np.nan], [0.0, -1.0]])
        exists = np.array([[True, True], [False, True]])
        display = drawn(Network([Layer(2), Layer(2)], [Connection(0, 1, weights, exists)]))
        np.testing.assert_array_equal(colour_at(display, 0, 1, 0), mapped(np.nan))
        image, ax = pixels(display.figure_), display.axes_[0]
        (x0, y0), (x1, y1) = ax.transData.transform([(-0.4, 1.4), (0.4, 0.6)]).astype(int)
        cell = image[image.shape[0] - y1 : image.shape[0] - y0, x0:x1, :3].reshape(-1, 3)
        look = missing_look("black", to_rgba("white"))
        found = {tuple(colour) for colour in cell.tolist()}
        assert found == {tuple(as_bytes(colour).tolist()) for colour in look}
        legend = display.legend_
        assert legend is not None
        words = [text.get_text() for text in legend.get_texts()]
        assert words == ["no weight there", "NaN or infinite: 1 weight"]

    def test_a_strong_weight_among_thousands_is_seen(self) -> None:
        weights = np.full((3000, 800), 1e-3)
        weights[1234, 567] = -1.0
        display = drawn(([weights], [np.zeros(800)]))
        image = pixels(display.figure_)[..., :3]
        assert (image == mapped(-1.0)).all(axis=-1).any()
        assert display.note_.get_visible()
        assert display.note_.get_text() == "a pixel shows its largest |weight|"

    def test_no_such_note_where_each_weight_has_its_pixels(self) -> None:
        assert not drawn().note_.get_visible()

    def test_names_of_features_and_classes(self) -> None:
        display = drawn(ax=new_axes(12, 6))
        first, middle, last = display.axes_
        assert tick_words(first.yaxis) == list(pictured.FLOWERS)
        assert tick_words(first.xaxis) == ["0", "1", "2"]
        assert tick_words(middle.yaxis) == ["0", "1", "2"]
        assert tick_words(last.xaxis) == ["setosa", "versicolor", "virginica"]
        assert (first.get_ylabel(), first.get_xlabel()) == ("from input", "to hidden 1")
        assert (last.get_ylabel(), last.get_xlabel()) == ("from hidden 2", "to output")

    def test_names_are_literal(self) -> None:
        display = drawn(pictured.named_at_length(), ax=new_axes(12, 6))
        assert "price in $ (not in $ of 1990)" in tick_words(display.axes_[0].yaxis)
        for axes in display.axes_:
            for tick in (*axes.xaxis.get_major_ticks(), *axes.yaxis.get_major_ticks()):
                assert not tick.label1.get_parse_math()
                assert not tick.label1.get_usetex()

    def test_numbers_that_are_classes_are_said_to_be_so(self) -> None:
        network = pictured.fixed_network(
            [2, 2, 3], out="softmax", output_names=("3", "5", "7"), classes=[3, 5, 7]
        )
        last = drawn(network).axes_[-1]
        assert tick_words(last.xaxis) == ["3", "5", "7"]
        assert last.get_xlabel() == "to output (classes)"
        without = drawn(network, names=False).axes_[-1]
        assert tick_words(without.xaxis) == ["0", "1", "2"]
        assert without.get_xlabel() == "to output"

    def test_indices_where_names_do_not_fit(self) -> None:
        names = [f"feature {k}" for k in range(60)]
        network = pictured.fixed_network([60, 3], input_names=names)
        words = tick_words(drawn(network).axes_[0].yaxis)
        assert words[0] == "0"
        assert 2 < len(words) < 20
        tall = drawn(network, ax=new_axes(6, 14))
        assert tick_words(tall.axes_[0].yaxis) == names
        tall.figure_.set_size_inches(6, 4)
        pixels(tall.figure_)
        assert tick_words(tall.axes_[0].yaxis) == words

    def test_indices_from_one(self) -> None:
        display = drawn(fixed_network(3, 4, 2), index_base=1)
        assert tick_words(display.axes_[0].yaxis) == ["1", "2", "3"]
        assert tick_words(display.axes_[0].xaxis) == ["1", "2", "3", "4"]
        assert "to neuron 1 of layer" in plot(([[[1.0]]], [[0.0]]), index_base=1).alt_text()

    def test_of_one_output_what_it_says(self) -> None:
        assert tick_words(drawn(pictured.circles()).axes_[-1].xaxis) == ["P(y = 1)"]
        assert tick_words(drawn(pictured.smallest()).axes_[-1].xaxis) == ["prediction"]

    def test_skips_say_both_layers(self) -> None:
        bold = [title.bold.get_text() for title in plot(pictured.skipping()).titles_]
        assert bold == ["hidden 1", "layer 0 to layer 2", "hidden 2", "layer 0 to layer 3",
                        "layer 1 to layer 3", "output"]  # fmt: skip

    def test_a_layers_own_caption(self) -> None:
        network = Network([Layer(2), Layer(1, caption="the $code$")],
                          [Connection(0, 1, [[1.0], [2.0]])])  # fmt: skip
        display = drawn(network)
        assert display.titles_[0].bold.get_text() == "the $code$"
        assert display.axes_[0].get_xlabel() == "to the $code$"

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_values_in_the_cells(self) -> None:
        display = drawn(([[[1.0, -2.5], [0.001, np.nan]]], [[0.0, 0.0]]))
        words = [text.get_text() for text in display.values_]
        assert words == ["1.00", "\N{MINUS SIGN}2.50", "0.00"]
        assert all(text.get_visible() for text in display.values_)
        places = [text.get_position() for text in display.values_]
        assert places == [(0, 0), (1, 0), (0, 1)]
        other = drawn(([[[1.0, -2.5]]], [[0.0, 0.0]]), value_format="+.1f")
        assert [text.get_text() for text in other.values_] == ["+1.0", "\N{MINUS SIGN}2.5"]

    def test_values_only_where_all_fit(self) -> None:
        display = drawn(ax=new_axes(2, 2))
        assert display.values_
        assert not any(text.get_visible() for text in display.values_)
        assert "no room for the values" not in display.note_.get_text()
        asked = drawn(ax=new_axes(3.4, 3.4), values=True)
        hidden = [not text.get_visible() for text in asked.values_]
        assert any(hidden)
        assert "no room for the values" in asked.note_.get_text()
        assert plot(values=False).values_ == []
        assert plot(fixed_network(11, 10)).values_ == []  # more than 100

    def test_colour_bars(self) -> None:
        shared = drawn()
        (bar,) = shared.colorbars_
        assert bar.ax.get_ylabel() == "weight"
        assert bar.ax.get_position().x0 > max(ax.get_position().x1 for ax in shared.axes_)
        each = drawn(norm_by="layer")
        assert len(each.colorbars_) == 3
        assert plot(colorbar=False).colorbars_ == []
        none = drawn(norm_by="layer", colorbar=False)
        assert "colours to \N{PLUS-MINUS SIGN}0.89" in none.titles_[0].text

    def test_properties(self) -> None:
        display = drawn(image_kw={"alpha": 0.5}, label_kw={"color": "navy"}, cmap="PuOr")
        assert {image.get_alpha() for image in display.images_} == {0.5}
        assert display.images_[0].cmap.name == "PuOr"
        assert display.titles_[0].bold.get_color() == "navy"
        assert display.axes_[0].xaxis.label.get_color() == "navy"

    def test_columns(self) -> None:
        tops = [ax.get_position().y1 for ax in drawn(columns=1).axes_]
        assert tops == sorted(tops, reverse=True)
        assert len(set(tops)) == 3
        wide = drawn(columns=7, ax=new_axes(12, 4))
        np.testing.assert_allclose(np.diff([ax.get_position().y1 for ax in wide.axes_]), 0)


class TestDistributions:
    def test_two_bars_and_a_zero_line_each(self) -> None:
        display = drawn(kind="distributions")
        assert len(display.bars_) == 6
        assert len(display.zeros_) == 3
        negative, positive = signed_colours("white")
        for k, histogram in enumerate(display.histograms):
            below, above = display.bars_[2 * k : 2 * k + 2]
            half = len(histogram.heights) // 2
            np.testing.assert_array_equal(below.get_data().values, histogram.heights[:half])
            np.testing.assert_array_equal(above.get_data().values, histogram.heights[half:])
            assert below.get_data().edges[-1] == above.get_data().edges[0] == 0.0
            np.testing.assert_array_equal(above.get_data().edges, histogram.edges[half:])
            assert same_color(below.get_facecolor(), negative)
            assert same_color(above.get_facecolor(), positive)
            assert display.zeros_[k].get_xdata() == [0.0, 0.0]  # type: ignore[comparison-overlap]
        assert display.images_ == display.colorbars_ == display.values_ == []
        assert display.norm is None

    def test_one_x_axis_centred_on_zero(self) -> None:
        display = drawn(kind="distributions")
        limits = {ax.get_xlim() for ax in display.axes_}
        assert len(limits) == 1
        ((low, high),) = limits
        assert low == -high
        own = {ax.get_xlim() for ax in drawn(kind="distributions", norm_by="layer").axes_}
        assert len(own) == 3

    def test_zeros_are_said(self) -> None:
        weights = np.array([[0.0], [0.0], [1.0], [-2.0]])
        display = drawn(([weights], [[0.0]]), kind="distributions")
        assert (
            display.titles_[0].text
            == ("output\n") + "4 weights, mean \N{MINUS SIGN}0.2, sd 1.1\n2 exactly 0"
        )
        assert display.note_.get_text() == "grey: weights exactly 0"
        near = drawn(([[[1e-4], [1.0], [-2.0]]], [[0.0]]), kind="distributions")
        assert near.note_.get_text() == "grey: weights near 0 (under 0.1% of the layer's largest)"
        assert "1 near 0" in near.titles_[0].text

    def test_weights_about_zero_are_a_grey_bar(self) -> None:
        weights = np.array([[0.0, 1e-4, 0.7, 0.9, 0.8, -1.9, -2.0]])
        display = drawn(([weights], [np.zeros(7)]), kind="distributions", bins=4)
        (bar,) = display.zero_bars_
        assert bar.get_height() == 2
        assert display.histograms[0].heights.tolist() == [2, 0, 3, 0]
        low, top = display.axes_[0].get_ylim()
        assert (low, top) == (0, pytest.approx(1.06 * 3))
        image = pixels(display.figure_)
        colour = np.array(bar.get_facecolor()[:3]) * 255
        place = display.axes_[0].transData
        for height, grey in ((0.5, True), (1.5, True), (2.5, False)):
            x, y = place.transform((0.0, height))
            found = image[image.shape[0] - 1 - int(y), int(x) - 1, :3]
            assert (np.abs(found - colour).max() < 4) == grey, height
        assert bar.get_facecolor()[0] == bar.get_facecolor()[1] == bar.get_facecolor()[2]

    def test_no_grey_bar_where_no_weight_is_about_zero(self) -> None:
        display = drawn(([[[1.0], [-2.0]]], [[0.0]]), kind="distributions")
        assert [bar.get_visible() for bar in display.zero_bars_] == [False]
        assert not display.note_.get_visible()
        assert drawn().zero_bars_ == []

    @pytest.mark.parametrize(("n_zeros", "cut"), [(3, False), (6, False), (7, True), (900, True)])
    def test_a_bar_that_would_flatten_the_others_is_cut(self, n_zeros: int, cut: bool) -> None:
        weights = np.concatenate([np.zeros(n_zeros), [1.9, 1.8, 1.7, -1.0]])[None]
        model = ([weights], [np.zeros(weights.size)])
        display = drawn(model, kind="distributions", bins=4)
        assert display.zero_bars_[0].get_height() == n_zeros
        top = display.axes_[0].get_ylim()[1]
        assert (top < n_zeros) == cut
        assert 3 < top <= max(3 * 1.3, n_zeros) * 1.06
        assert ("grey bars with a gap are cut" in display.note_.get_text()) == cut
        assert f"{n_zeros} exactly 0" in display.titles_[0].text
        gaps = [line for line in display.axes_[0].lines if line.get_gid() == "decoration: a gap"]
        assert len(gaps) == cut
        whole = drawn(model, kind="distributions", bins=4, ylim=((0, 1000),))
        assert "cut" not in whole.note_.get_text()

    def test_of_nothing_but_zeros_there_is_one_bar(self) -> None:
        display = drawn(([np.zeros((3, 4))], [np.zeros(4)]), kind="distributions")
        assert display.zero_bars_[0].get_height() == 12
        assert display.axes_[0].get_ylim()[1] == pytest.approx(1.06 * 12)

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_what_is_not_a_number_is_said(self) -> None:
        weights = np.array([[np.nan], [np.inf], [1.0], [-2.0]])
        display = drawn(([weights], [[0.0]]), kind="distributions")
        assert "NaN or infinite, in no bin: 2 weights" in display.note_.get_text()
        assert "2 NaN or infinite" in display.titles_[0].text
        nothing = drawn(([[[np.nan]]], [[0.0]]), kind="distributions")
        assert "all are NaN or infinite" in nothing.titles_[0].text

    def test_densities_have_one_scale(self) -> None:
        display = drawn(kind="distributions", density=True)
        assert len({ax.get_ylim() for ax in display.axes_}) == 1
        counts = drawn(kind="distributions")
        assert len({ax.get_ylim() for ax in counts.axes_}) > 1

    def test_properties(self) -> None:
        display = plot(kind="distributions", bar_kw={"ec": "green", "alpha": 0.4}, cmap="coolwarm")
        assert {bar.get_alpha() for bar in display.bars_} == {0.4}
        assert same_color(display.bars_[0].get_edgecolor(), to_rgba("green", 0.4))


class TestImages:
    def test_each_pixel_has_the_colour_of_its_weight(self) -> None:
        weights = np.arange(1.0, 13.0).reshape(6, 2) / 12
        weights[::2] *= -1
        display = drawn(([weights], [np.zeros(2)]), image_shape=(2, 3))
        limit = np.abs(weights).max()
        for k, (x0, y0, x1, y1) in enumerate(display.images_[0].boxes):
            for row in range(2):
                for column in range(3):
                    x = x0 + (column + 0.5) / 3 * (x1 - x0)
                    y = y1 - (row + 0.5) / 2 * (y1 - y0)
                    expected = mapped(weights[3 * row + column, k], limit)
                    np.testing.assert_array_equal(colour_at(display, 0, x, y), expected)

    def test_each_has_its_index(self) -> None:
        display = drawn(pictured.digits(), image_shape=(8, 8), neurons=[3, 99, 0], index_base=1)
        assert [text.get_text() for text in display.labels_] == ["4", "100", "1"]
        for text, (x0, y0, x1, y1) in zip(display.labels_, display.images_[0].boxes, strict=True):
            assert text.get_visible()
            assert text.get_position()[0] == x0
            assert y1 <= text.get_position()[1] <= y1 + 2
            assert (x1 - x0) == pytest.approx(y1 - y0)
        assert "3 of 100 neurons" in display.titles_[0].text

    def test_what_is_left_out_is_said(self) -> None:
        display = drawn(pictured.digits(), image_shape=(8, 8))
        assert "the first 25 of 100 neurons" in display.titles_[0].text
        small = drawn(pictured.digits(), image_shape=(8, 8), max_images=None, ax=new_axes(1.5, 1.5))
        assert "no room for the indices" in small.note_.get_text()
        assert not any(text.get_visible() for text in small.labels_)

    def test_dead_neurons_are_dotted_and_said(self) -> None:
        weights = np.zeros((4, 12))
        weights[:, 1] = 1.0
        display = drawn(([weights], [np.zeros(12)]), image_shape=(2, 2))
        words = "all weights about 0 (dotted): 0, 2, 3, 4, 5, 6, 7, 8 and 3 more"
        assert words in display.titles_[0].text
        dashes = display.outlines_[0].get_linestyle()
        assert [pattern[1] is None for pattern in dashes] == [k == 1 for k in range(12)]

    def test_shape_alone_means_images(self) -> None:
        assert plot(pictured.digits(), image_shape=(8, 8)).options.shown_kind == "images"
        assert plot(pictured.digits(), image_shape=[4, 16]).options.image_shape == (4, 16)


class TestDisplay:
    def test_drawn_again_as_another_kind(self) -> None:
        display = plot(pictured.digits(), kind="distributions")
        first = display.ax_
        assert display.plot(ax=new_axes(), kind=None, image_shape=(8, 8)) is display
        assert display.ax_ is not first
        assert len(display.labels_) == 25
        assert display.bars_ == []
        with pytest.raises(TypeError, match="no visual option 'colour'"):
            display.plot(ax=new_axes(), colour=1)
        assert len(display.labels_) == 25

    def test_drawn_again_on_the_same_axes(self) -> None:
        display = drawn()
        before = display.axes_
        display.plot(ax=display.ax_, layers=1)
        again = pixels(display.figure_)
        assert not any(ax.get_visible() for ax in before)
        np.testing.assert_array_equal(again, pixels(plot(layers=1).figure_))

    @pytest.mark.parametrize(
        "options", [{"bias": True}, {"kind": "distributions"}, {"image_shape": (2, 2)}]
    )
    def test_twice_the_same_picture(self, options: dict[str, Any]) -> None:
        display, again = plot(**options), plot(**options)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(again.figure_))
        np.testing.assert_array_equal(pixels(display.figure_), pixels(display.figure_))

    @pytest.mark.parametrize(
        "options", [{"bias": True}, {"kind": "distributions"}, {"image_shape": (2, 2)}]
    )
    def test_after_a_resize_as_drawn_at_that_size(self, options: dict[str, Any]) -> None:
        display, other = drawn(ax=new_axes(3, 3), **options), plot(ax=new_axes(8, 5), **options)
        display.figure_.set_size_inches(8, 5)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))

    @pytest.mark.parametrize(
        "options", [{"norm_by": "layer"}, {"kind": "distributions"}, {"image_shape": (2, 2)}]
    )
    def test_can_be_pickled(self, options: dict[str, Any]) -> None:
        display = plot(**options)
        again = pickle.loads(pickle.dumps(display.figure_))
        np.testing.assert_array_equal(pixels(again), pixels(display.figure_))

    @pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
    def test_saved_the_same_bytes(self, tmp_path: Path, suffix: str) -> None:
        paths = [plot(bias=True).save(tmp_path / f"{k}.{suffix}") for k in range(2)]
        assert paths[0].read_bytes() == paths[1].read_bytes()
        if suffix == "svg":
            assert "3 heat maps of the weights of a 4-3-2-3" in paths[0].read_text("utf-8")

    def test_inside_subplots_it_stays_in_its_place(self) -> None:
        figure = Figure(figsize=(10, 4))
        left, right = figure.subplots(1, 2)
        # Names of rows stand outside, as numbers along axes do, and are as long as they are.
        displays = [plot(ax=ax, names=False) for ax in (left, right)]
        pixels(figure)
        ends = [max(bar.ax.get_tightbbox().x1 for bar in displays[0].colorbars_)]
        starts = [ax.get_tightbbox().x0 for ax in displays[1].axes_]
        assert max(ends) < min(starts)

    def test_ink_and_paper_of_the_style(self) -> None:
        with matplotlib.style.context(["default", "nnviz.styles.dark"]):
            display = drawn(values=False)
        zero = display.images_[0].cmap(0.5)
        np.testing.assert_allclose(zero, to_rgba("#14171c"), atol=1e-6)
        assert same_color(display.titles_[0].bold.get_color(), "#e8ebf0")

    def test_a_new_figure(self, pyplot: Any) -> None:
        display = plot_weights(pictured.iris(), figsize=(5, 3))
        assert pyplot.gcf() is display.figure_
        assert display.figure_.get_size_inches().tolist() == [5, 3]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_words(self) -> None:
        display = plot()
        line = "<WeightsDisplay: 3 heat maps of the weights of a 4-3-2-3 network: "
        assert repr(display).startswith(line)
        assert "\n" not in repr(display)
        assert "The largest in size is \N{MINUS SIGN}0.89, from neuron 2 of layer 0" in (
            display.alt_text()
        )
        spread = plot(([[[1.0, 3.0]]], [[0.0, 0.0]]), kind="distributions").alt_text()
        assert "Output has mean 2, standard deviation 1." in spread
        images = plot(pictured.digits(), image_shape=(8, 8)).alt_text()
        assert "images of 8 by 8, one a neuron, for 25 of the 100 neurons of hidden 1" in images
        nothing = plot(([[[np.nan]]], [[0.0]])).alt_text()
        assert "No weight is a finite number. 1 weight is NaN or infinite." in nothing


class TestCells:
    def cells(self, ax: Any, values: Any, **options: Any) -> WeightCells:
        values = np.asarray(values, dtype=float)[np.newaxis]
        options.setdefault("boxes", np.array([[0.0, 0.0, 1.0, 1.0]]))
        return WeightCells(
            ax, values, np.ones(values.shape, dtype=bool), Normalize(-1, 1), field_colormap(),
            missing=MissingLook((0, 0, 0, 1), (1, 1, 1, 1)), **options,
        )  # fmt: skip

    def test_zoomed_in_shows_the_same_cell(self) -> None:
        ax = new_axes()
        ax.set_axis_off()
        self.cells(ax, [[1.0, -1.0], [0.5, -0.5]])
        ax.set(xlim=(0.9, 0.9 + 1e-7), ylim=(0.1, 0.1 + 1e-7))
        image = pixels(ax.get_figure(root=True))  # type: ignore[arg-type]
        middle = image[image.shape[0] // 2, image.shape[1] // 2, :3]
        np.testing.assert_array_equal(middle, mapped(-0.5))

    def test_says_what_it_covers(self) -> None:
        ax = new_axes()
        cells = self.cells(ax, [[1.0]], boxes=np.array([[0.25, 0.5, 0.75, 1.0]]))
        place = ax.transData.transform([(0.25, 0.5), (0.75, 1.0)]).ravel()
        np.testing.assert_allclose(cells.get_window_extent().extents, place)
