"""`plot_layer_activations`: its artists, its words, its errors, and what it leaves as it was."""

from __future__ import annotations

import pickle
import warnings
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import matplotlib.style
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from sklearn.exceptions import NotFittedError
from sklearn.neural_network import MLPClassifier

from nnviz import LayerActivationsDisplay, Network, plot_layer_activations
from nnviz.drawing.layer_activations.crisp_image import averaged
from nnviz.drawing.paper import paper_colour
from nnviz.drawing.saving import displays_on
from tests.displays.layer_activations.networks import (
    CLASSES,
    X,
    both,
    many_layers,
    rectified,
    saturated,
)
from tests.figures import fixed_network, new_axes, pixels

NET = rectified()
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def plot(*args: Any, **options: Any) -> LayerActivationsDisplay:
    """A display that has been drawn, so that its words are chosen."""
    options.setdefault("ax", new_axes(7, 5))
    display = plot_layer_activations(*(args or (NET, X)), **options)
    pixels(display.figure_)
    return display


def rows(panel: Axes) -> list[str]:
    """What stands beside the rows of a heat map, from top to bottom."""
    high, low = panel.get_ylim()
    return [
        tick.label1.get_text() for tick in panel.yaxis.get_major_ticks()
        if low <= tick.get_loc() <= high
    ]  # fmt: skip


class TestHeatMaps:
    def test_rows_are_neurons_and_columns_samples(self) -> None:
        display = plot(max_samples=None)
        for image, values in zip(display.images_, display.activations, strict=True):
            np.testing.assert_array_equal(image.get_array(), values.T)
            assert tuple(image.get_extent()) == (0, 80, values.shape[1] - 0.5, -0.5)

    def test_sorted_and_thinned(self) -> None:
        display = plot(saturated(), X, CLASSES, max_samples=9)
        np.testing.assert_allclose(
            display.images_[1].get_array(), display.activations[1][display.shown].T
        )
        assert CLASSES[display.shown].tolist() == sorted(CLASSES[display.shown])

    def test_a_row_is_one_colour_up_to_the_next(self) -> None:
        network = Network.from_arrays([[[0.0, 0.0, 0.0]], [[1.0]] * 3], [[0.0, 4.0, 2.0], [0.0]],
                                      activation="relu", out_activation="identity")  # fmt: skip
        display = plot(network, np.zeros((500, 1)), max_samples=None)
        box = display.images_[0].axes.bbox  # type: ignore[union-attr]
        drawn = pixels(display.figure_)[::-1]
        column = drawn[int(box.y0) + 3 : int(box.y1) - 2, int(box.x0 + box.width / 2), :3]
        colours = np.unique(column, axis=0)
        assert len(colours) == 3

    def test_crowded_cells_are_averaged(self) -> None:
        values = np.arange(24.0).reshape(2, 12)
        few = averaged(averaged(values, 3, 1), 1, 0)
        np.testing.assert_allclose(few, values.reshape(2, 3, 4).mean(axis=(0, 2))[None])
        assert averaged(values, 12, 1) is values
        uneven = averaged(values[:1], 5, 1)
        starts = [0, 2, 4, 7, 9, 12]
        expected = [values[0, a:b].mean() for a, b in zip(starts[:-1], starts[1:], strict=True)]
        np.testing.assert_allclose(uneven[0], expected)

    def test_crowded_is_said(self) -> None:
        wide = fixed_network(2, 900, 1, out_activation="identity")
        assert "shows their mean" in plot(wide, X).note_.get_text()
        assert not plot().note_.get_visible()

    def test_without(self) -> None:
        display = plot(heat_map=False)
        assert display.images_ == display.marks_ == []
        assert len(display.axes_) == 2 == len(display.histograms_)

    def test_lines_between_classes_and_their_names(self) -> None:
        display = plot(saturated(), X, CLASSES, max_samples=None, ax=new_axes(12, 5))
        _, counts = np.unique(CLASSES, return_counts=True)
        (panel,) = {image.axes for image in display.images_[:1]}
        assert panel is not None
        (lines,) = panel.collections
        np.testing.assert_allclose(
            [segment[0][0] for segment in lines.get_segments()], np.cumsum(counts)[:-1]
        )
        labels = [label.get_text() for label in panel.get_xticklabels()]
        assert labels == ["setosa", "versicolor", "virginica"]
        assert not plot(saturated(), X).images_[0].axes.collections  # type: ignore[union-attr]

    def test_names_of_outputs(self) -> None:
        panel = plot(saturated(), X, ax=new_axes(12, 5)).axes_[-1]
        assert rows(panel) == ["setosa", "versicolor", "virginica"]
        small = plot(saturated(), X, ax=new_axes(3, 3)).axes_[-1]
        assert all(label.isdigit() for label in rows(small))

    def test_indices_from_one(self) -> None:
        display = plot(index_base=1, ax=new_axes(7, 8))
        assert "2 of 8 silent: 4, 6" in display.titles_[0]
        panel = display.axes_[2]
        assert rows(panel) == list("12345678")
        assert display.silent[0].tolist() == [3, 5]


class TestScales:
    @pytest.mark.parametrize(("activation", "limits"), [
        ("tanh", (-1, 1)), ("softsign", (-1, 1)), ("logistic", (0, 1)),
    ])  # fmt: skip
    @pytest.mark.parametrize("sheet", [(), ("dark_background",)])
    def test_bounded_functions_have_all_of_their_range(
        self, activation: str, limits: tuple[float, float], sheet: tuple[str, ...]
    ) -> None:
        with matplotlib.style.context(["default", *sheet]):
            display = plot(saturated(activation), X, ax=new_axes())
            image = display.images_[0]
            paper = paper_colour(display.axes_[0])
        assert image.get_clim() == limits
        assert display.axes_[0].get_xlim() == limits
        np.testing.assert_allclose(image.cmap(image.norm(0.0)), paper, atol=0.01)
        red, _, blue, _ = image.cmap(1.0)
        assert blue > red + 0.2
        assert (image.cmap(0.0)[0] > image.cmap(0.0)[2] + 0.2) == (limits[0] < 0)

    @pytest.mark.parametrize("size", [1, 3])
    def test_logistic_outputs_are_centred_on_their_threshold(self, size: int) -> None:
        network = fixed_network(2, 4, size, activation="logistic", out_activation="logistic")
        display = plot(network, X)
        hidden, output = display.images_
        assert hidden.get_clim() == output.get_clim() == (0, 1)
        np.testing.assert_allclose(hidden.cmap(hidden.norm(0.0)), 1.0, atol=0.01)
        np.testing.assert_allclose(output.cmap(output.norm(0.5)), 1.0, atol=0.01)
        assert output.cmap(0.0)[0] > output.cmap(0.0)[2]
        softmax = plot(saturated("logistic"), X).images_[1]
        np.testing.assert_array_equal(softmax.cmap(softmax.norm([0.0, 0.3, 1.0])),
                                      hidden.cmap(hidden.norm([0.0, 0.3, 1.0])))  # fmt: skip

    def test_rectified_starts_from_zero_in_the_paper_s_colour(self) -> None:
        image = plot().images_[0]
        assert image.get_clim() == (0, np.max(plot().activations[0]))
        np.testing.assert_allclose(image.cmap(0.0), 1.0, atol=0.01)
        red, _, blue, _ = image.cmap(1.0)
        assert blue > red

    def test_what_has_no_bounds_is_centred_on_zero(self) -> None:
        low, high = plot().images_[1].get_clim()
        values = plot().activations[1]
        assert -low == high == np.abs(values).max()

    def test_values_far_from_zero_have_their_own_limits(self) -> None:
        network = Network.from_arrays([[[1.0], [0.0]]], [[1000.0]], out_activation="identity")
        display = plot(network, X)
        assert display.images_[0].get_clim() == (999, 1001)

    def test_shared_by_layers_of_one_function(self) -> None:
        network = fixed_network(2, 5, 4, 1, out_activation="identity")
        apart, shared = plot(network, X), plot(network, X, norm_by="network")
        tops = [image.get_clim()[1] for image in apart.images_[:2]]
        assert tops[0] != tops[1]
        assert [image.get_clim()[1] for image in shared.images_[:2]] == [max(tops)] * 2

    def test_colours_of_the_map_given(self) -> None:
        display = plot(cmap="viridis", colorbar=False)
        assert display.images_[0].cmap.name == "viridis"
        assert display.strips_ == []

    def test_strip_below_the_bars_has_the_colours_of_the_heat_map(self) -> None:
        for display in (plot(), plot(saturated(), X)):
            for strip, image in zip(display.strips_, display.images_, strict=True):
                assert strip.norm is image.norm
                assert strip.cmap is image.cmap
                low, high, _, top = strip.get_extent()
                assert strip.axes is not None
                assert strip.axes.get_xlim() == (low, high)
                assert top < 0
                np.testing.assert_allclose(strip.get_array()[0, [0, -1]], [low, high])


class TestHistograms:
    def test_counts_all_but_the_zeros(self) -> None:
        display = plot(max_samples=5)
        for bars, values in zip(display.histograms_, display.activations, strict=True):
            heights, edges, _ = bars.get_data()
            counts, _ = np.histogram(values[values != 0], edges)
            np.testing.assert_allclose(heights, counts / counts.max())
            assert counts.sum() == np.sum(values != 0)

    @pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
    def test_the_tallest_bar_has_its_count_beside_it(self, orientation: str) -> None:
        display = plot(ax=new_axes(7, 7), orientation=orientation)
        display.figure_.canvas.draw()
        for panel, bars, values in zip(display.axes_, display.histograms_, display.activations,
                                       strict=False):  # fmt: skip
            heights, edges, _ = bars.get_data()
            counts, _ = np.histogram(values[values != 0], edges)
            assert panel.get_yticks().tolist() == [0, 1]
            assert [label.get_text() for label in panel.get_yticklabels()] == [
                "0", f"{counts.max():,}"
            ]  # fmt: skip
            assert heights.max() == 1
        assert display.axes_[0].get_ylabel() == "count"

    def test_low_histograms_have_one_number(self) -> None:
        found = []
        for height in (0.4, 0.6, 0.8, 1.0, 3.0):
            panel = plot(ax=new_axes(7, height), heat_map=False, legend=False).axes_[0]
            labels = panel.get_yticklabels()
            found.append([label.get_text() for label in labels])
            boxes = [label.get_window_extent() for label in labels]
            assert all(low.y1 <= high.y0 for low, high in pairwise(boxes))
        assert len(found[0]) == 1
        assert found[-1] == ["0", *found[0]]

    def test_share_of_zeros_is_written(self) -> None:
        display = plot()
        share = np.mean(display.activations[0] == 0)
        assert f"{100 * share:.0f}% are 0, not drawn" in display.titles_[0]

    def test_none_where_a_layer_is_silent(self) -> None:
        display = plot(rectified(tuple(range(8))), X)
        assert not display.histograms_[0].get_data()[0].any()
        assert len(display.axes_[0].get_yticks()) == 0
        assert "all 8 silent" in display.titles_[0]
        assert "100% are 0, not drawn" in display.titles_[0]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_values_that_are_not_finite_are_counted(self) -> None:
        network = Network.from_arrays([[[1e200]], [[1e200]]], activation="identity",
                                      out_activation="identity")  # fmt: skip
        display = plot(network, [[1.0], [0.0]])
        assert "1 value NaN or infinite (purple)" in display.note_.get_text()


class TestMarks:
    def test_at_the_rows_of_silent_neurons(self) -> None:
        marks = plot().marks_
        assert list(marks[0]) == ["silent"]
        assert marks[1] == {}
        line = marks[0]["silent"]
        assert np.asarray(line.get_ydata()).tolist() == [3, 5]
        panel = plot().axes_[2]
        x = line.get_transform().transform(line.get_xydata())[:, 0]
        assert (x > panel.bbox.x1).all()

    def test_saturated_look_different_from_silent(self) -> None:
        marked = plot(saturated(), X).marks_[0]
        assert list(marked) == ["saturated"]
        assert np.asarray(marked["saturated"].get_ydata()).tolist() == [1, 4]
        silent = plot().marks_[0]["silent"]
        assert marked["saturated"].get_marker() != silent.get_marker()
        assert silent.get_markerfacecolor() == "none" != marked["saturated"].get_markerfacecolor()

    def test_as_large_as_rows_allow(self) -> None:
        crowd = rectified()
        few = plot().marks_[0]["silent"].get_markersize()
        low = plot(crowd, X, ax=new_axes(7, 1.6)).marks_[0]["silent"].get_markersize()
        assert low < few

    def test_legend_says_what_they_mean(self) -> None:
        legend = plot().legend_
        assert legend is not None
        assert [t.get_text() for t in legend.get_texts()] == ["silent: 0 on all 80 samples"]
        legend = plot(saturated(), X, saturation=0.1, saturated_on=0.9).legend_
        assert legend is not None
        assert [t.get_text() for t in legend.get_texts()] == [
            "saturated: slope under 10% of its largest on 90% of samples or more"
        ]
        assert plot(legend=False).legend_ is None

    def test_taken_out(self) -> None:
        display = plot(rectified().without([(1, 0)]), X)
        assert np.asarray(display.marks_[0]["taken out"].get_ydata()).tolist() == [0]
        assert "1 of 8 taken out: 0" in display.titles_[0]
        assert np.ma.getmaskarray(display.images_[0].get_array())[0].all()


class TestWords:
    def test_counted_and_named(self) -> None:
        titles = plot().titles_
        assert titles[0].startswith("hidden 1, ReLU\n2 of 8 silent: 3, 5\n")
        assert titles[1] == "output, identity\n1 neuron"
        title = plot(saturated(), X).titles_[0]
        assert title.startswith("hidden 1, tanh\n2 of 6 saturated: 1, 4\n")
        network = Network.from_arrays([[[0.1], [0.2]], [[1.0]]], activation="tanh",
                                      out_activation="identity")  # fmt: skip
        title = plot(network, X).titles_[0]
        assert title == "hidden 1, tanh\nnone of 1 saturated\n0% of slopes under 5%"

    def test_many_by_the_first_few(self) -> None:
        silent = rectified(tuple(range(1, 8)))
        wide = plot(silent, X, ax=new_axes(10, 5)).titles_[0]
        assert f"7 of 8 silent: 1, 2, 3, 4, 5, 6, {ELLIPSIS}" in wide

    def test_short_where_room_is_scarce(self) -> None:
        low = plot(both(), X, ax=new_axes(8, 1.9)).titles_[0]
        assert low == "hidden 1, tanh\n1 silent, 2 saturated, 1 taken out"
        small = plot(both(), X, ax=new_axes(3, 2.5)).titles_[0]
        assert small.startswith("hidden 1, tanh\n1 silent")

    def test_samples(self) -> None:
        def below(*args: Any, **options: Any) -> str:
            texts = plot(*args, **options).ax_.texts
            return next(t.get_text() for t in texts if "sample" in t.get_text())

        assert below(NET, X) == "80 samples"
        assert below(NET, X, max_samples=20) == "20 of 80 samples"
        assert below(NET, X, X[:, 0] > 0) == "80 samples, by class"
        assert below(NET, X, X[:, 0]) == "80 samples, by y"
        assert below(NET, X[:1]) == "1 sample"

    def test_layers_without_room_are_said_with_who_is_silent_there(self) -> None:
        display = plot(many_layers(), X[:, [0, 1, 0]])
        assert 2 < len(display.drawn) < 8
        missing = sorted({*range(1, 52)} - {*display.drawn})
        assert display.drawn[0] == 1
        assert display.drawn[-1] == 51
        n_silent = sum(len(display.silent[layer - 1]) for layer in missing)
        assert n_silent > 0
        first, last = f"hidden {missing[0]}", f"hidden {missing[-1]}"
        assert display.note_.get_text().replace("\n", " ") == (
            f"no room for {len(missing)} layers, {first} to {last}: {n_silent} silent neurons there"
        )
        assert len(plot(many_layers(), X[:, [0, 1, 0]], ax=new_axes(40, 5)).drawn) > 20

    def test_layers_below_each_other_in_tall_axes(self) -> None:
        display = plot(ax=new_axes(4, 9))
        first, second = (panel.bbox for panel in display.axes_[:2])
        assert first.y0 > second.y1
        assert first.x0 == second.x0
        beside = display.axes_[2].bbox
        assert beside.x0 > first.x1
        across = plot(ax=new_axes(4, 9), orientation="horizontal")
        first, second = (panel.bbox for panel in across.axes_[:2])
        assert first.x1 < second.x0

    def test_titles_begin_at_one_height_and_have_one_size(self) -> None:
        display = plot()
        bold = [title.bold for title in display._chart.titles]
        assert len({text.get_fontsize() for text in bold}) == 1
        tops = [text.get_window_extent().y1 for text in bold]
        np.testing.assert_allclose(tops, tops[0], atol=3)

    def test_alt_text_has_two_to_four_sentences(self) -> None:
        cases: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
            ((NET, X), {}), ((saturated(), X, CLASSES), {}), ((NET, X[:1]), {"layers": 1}),
            ((many_layers(), X[:, [0, 1, 0]]), {"heat_map": False}),
        ]  # fmt: skip
        for args, options in cases:
            text = plot(*args, **options).alt_text()
            assert 2 <= text.count(". ") + 1 <= 4
            assert text.endswith(".")
        assert "Silent on all 80 samples: 2 of 8 in hidden 1 (3, 5)." in plot().alt_text()
        text = plot(saturated(), X).alt_text()
        assert "No neuron is silent" in text
        assert "2 of 6 in hidden 1 (1, 4)" in text
        assert "5%" in text
        assert "95%" in text

    def test_summary_names_all(self) -> None:
        rows = plot(rectified(tuple(range(8))), X).summary().splitlines()
        assert len(rows) == 3
        assert "0, 1, 2, 3, 4, 5, 6, 7" in rows[1]
        assert rows[2].split()[-2:] == ["none", "-"]
        assert plot(saturated(), X).summary().splitlines()[1].endswith("none    1, 4")


class TestDisplay:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = plot_layer_activations(NET, X, figsize=(4, 3))
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert display.figure_.get_size_inches().tolist() == [4, 3]
        assert len(display.figure_.axes) == 1  # panels are insets

    def test_axes_given_leave_pyplot_alone(self) -> None:
        ax = new_axes()
        display = plot(ax=ax)
        assert display.ax_ is ax
        assert not plt.get_fignums()
        outer = ax.figure.bbox
        for panel in display.axes_:
            assert outer.x0 <= panel.bbox.x0 < panel.bbox.x1 <= outer.x1
            assert outer.y0 <= panel.bbox.y0 < panel.bbox.y1 <= outer.y1

    @pytest.mark.parametrize("layout", ["constrained", "tight"])
    def test_under_a_layout_engine(self, layout: str) -> None:
        figure = Figure(figsize=(10, 5), layout=layout)  # type: ignore[arg-type]
        for ax in figure.subplots(1, 2):
            plot_layer_activations(NET, X, ax=ax)
        pixels(figure)

    def test_drawn_again_on_the_same_axes(self) -> None:
        display = plot()
        old = display.axes_
        display.plot(ax=display.ax_, heat_map=False)
        pixels(display.figure_)
        assert not any(panel.get_visible() for panel in old)
        children = display.ax_.get_children()
        shown = [child for child in children if isinstance(child, Legend) and child.get_visible()]
        assert len(shown) == 1

    def test_plot_again_with_other_options(self) -> None:
        display = plot()
        first = display.ax_
        assert display.plot(ax=new_axes(), heat_map=False) is display
        assert display.ax_ is not first
        assert display.images_ == []
        with pytest.raises(TypeError, match="no visual option 'heatmap'. Did you mean heat_map"):
            display.plot(ax=new_axes(), heatmap=False)
        with pytest.raises(ValueError, match="order='y' needs y"):
            display.plot(ax=new_axes(), order="y")

    def test_twice_the_same_picture(self) -> None:
        one, other = plot(saturated(), X, CLASSES), plot(saturated(), X, CLASSES)
        np.testing.assert_array_equal(pixels(one.figure_), pixels(other.figure_))
        np.testing.assert_array_equal(pixels(one.figure_), pixels(one.figure_))

    def test_after_a_resize_as_drawn_at_that_size(self) -> None:
        display, other = plot(ax=new_axes(6, 5)), plot(ax=new_axes(8, 6))
        display.figure_.set_size_inches(8, 6)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))

    def test_saved_with_its_description(self, tmp_path: Any) -> None:
        display = plot()
        assert displays_on(display.figure_) == [display]
        path = display.save(tmp_path / "layers.svg")
        assert "Silent on all 80 samples" in path.read_text(encoding="utf-8")
        display.save(tmp_path / "layers.pdf")

    def test_can_be_pickled(self) -> None:
        pixels(pickle.loads(pickle.dumps(plot(saturated(), X, CLASSES).figure_)))

    def test_repr_is_one_line(self) -> None:
        line = repr(plot())
        assert line.startswith("<LayerActivationsDisplay: Chart of the activations of 2 layers")
        assert "\n" not in line

    def test_keywords_of_artists(self) -> None:
        display = plot(bar_kw={"fc": "teal"}, image_kw={"alpha": 0.5}, label_kw={"color": "navy"})
        assert same_color(display.histograms_[0].get_facecolor(), "teal")
        assert display.images_[0].get_alpha() == 0.5
        assert {text.get_color() for text in display.ax_.texts} == {"navy"}
        assert display.axes_[0].xaxis.label.get_color() == "navy"

    def test_paper_and_ink(self) -> None:
        ax = new_axes()
        ax.set_facecolor("black")
        display = plot(ax=ax)
        assert same_color(display.axes_[0].get_facecolor(), "black")
        np.testing.assert_allclose(display.images_[0].cmap(0.0)[:3], 0.0, atol=0.01)


NAN = np.where(np.arange(160).reshape(80, 2) == 3, np.nan, X)
ERRORS: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "no model": ((None, X), {}, "model"),
    "architecture": ((Network.from_sizes([2, 3, 1]), X), {}, "weights"),
    "no activations": ((([X[:2, :2]], None), X), {}, "activation"),
    "X 1-D": ((NET, X[:, 0]), {}, "X must be 2-D"),
    "X wide": ((NET, np.ones((4, 3))), {}, "X must have 2 columns"),
    "X NaN": ((NET, NAN), {}, "X must hold finite numbers; row 1, column 1"),
    "X empty": ((NET, X[:0]), {}, "X must hold at least one sample"),
    "X texts": ((NET, [["a", "b"]]), {}, "X must hold"),
    "y short": ((NET, X, [1, 2]), {}, "y must have as many entries as X has rows, 80; it has 2"),
    "y wide": ((NET, X, X), {}, r"y must be 1-D.*\(80, 2\)"),
    "y NaN": ((NET, X, NAN[:, 1]), {}, "y must hold no missing values; entry 1"),
    "y mixed": ((NET, X, np.array([1, "a"] * 40, dtype=object)), {}, "y must hold values of one"),
    "y complex": ((NET, X, X[:, 0] * 1j), {}, "y must hold labels or real numbers"),
    "y ragged": ((NET, X, [[1], [2, 3]]), {}, "y must be a full table"),
    "layer 0": ((NET, X), {"layers": 0}, "layer 0 does not exist or computes nothing.* 1..2"),
    "layer 3": ((NET, X), {"layers": [1, 3]}, "layer 3"),
    "layers empty": ((NET, X), {"layers": []}, "layers must hold at least one"),
    "layers text": ((NET, X), {"layers": "12"}, "layers must be None or indices"),
    "layers float": ((NET, X), {"layers": [1.0]}, "layers must be None or indices"),
    "layers bool": ((NET, X), {"layers": [True]}, "layers must be None or indices"),
    "saturation": ((NET, X), {"saturation": 0.0}, "saturation must be a part"),
    "saturation text": ((NET, X), {"saturation": "5%"}, "saturation must be a part"),
    "saturated_on": ((NET, X), {"saturated_on": 1.5}, "saturated_on must be a part"),
    "order": ((NET, X), {"order": "class"}, "order must be one of"),
    "order without y": ((NET, X), {"order": "y"}, "order='y' needs y"),
    "max_samples": ((NET, X), {"max_samples": 0}, "max_samples must be"),
    "heat_map": ((NET, X), {"heat_map": "yes"}, "heat_map must be one of"),
    "norm_by": ((NET, X), {"norm_by": "all"}, "norm_by must be one of"),
    "orientation": ((NET, X), {"orientation": "h"}, "orientation must be one of"),
    "index_base": ((NET, X), {"index_base": 2}, "index_base must be one of"),
    "cmap": ((NET, X), {"cmap": "virids"}, "cmap must be .*viridis"),
    "bar_kw": ((NET, X), {"bar_kw": {"colour": 1}}, "bar_kw: StepPatch has no property 'colour'"),
    "image_kw": ((NET, X), {"image_kw": ["alpha"]}, "image_kw must be a dict"),
    "bad value": ((NET, X), {"label_kw": {"color": "no colour"}}, "no colour"),
    "figsize": ((NET, X), {"figsize": (0, 1)}, "figsize must be"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    args, options, message = ERRORS[case]
    ax = new_axes()
    ax.set_xlabel("mine")
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        plot_layer_activations(*args, ax=ax, **options)
    assert ax.get_children() == before
    assert ax.get_xlabel() == "mine"
    assert ax.axison
    assert ax.get_axes_locator() is None
    assert not ax.child_axes
    with pytest.raises((TypeError, ValueError), match=message):
        plot_layer_activations(*args, **options)
    assert not plt.get_fignums()


def test_labels_that_the_model_does_not_know() -> None:
    model = MLPClassifier((2,), max_iter=1, solver="lbfgs", random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(X, CLASSES)
    with pytest.raises(ValueError, match="labels that the model knows, 'setosa', .* holds 'rose'"):
        plot_layer_activations(model, X, ["rose"] * 80, ax=new_axes())


def test_unfitted_model() -> None:
    with pytest.raises(NotFittedError):
        plot_layer_activations(MLPClassifier(), X)


def test_axes_of_another_kind() -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_layer_activations(NET, X, ax="here")  # type: ignore[arg-type]
