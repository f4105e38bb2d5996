"""One legend for several pictures: what they say alike, and what is each one's own."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nnviz import draw_neuron_maps, plot_activation, plot_decision_boundary, plot_fit
from nnviz.encoding import field_colormap
from nnviz.panels.keys import Key, common_words, joined_key, key_of
from nnviz.panels.map_entries import map_entries
from nnviz.panels.signs import Bar, BarHandler, Entry
from tests.paneled import classifier, regressor, ring, wave


def line(colour: str = "red", **kw: object) -> Line2D:
    return Line2D([], [], color=colour, **kw)


def test_what_all_say_is_said_once() -> None:
    keys = [Key("R² 0.9", (Entry(line(), "fit"), Entry(Patch(), "shade"))) for _ in range(3)]
    joined, own = joined_key(keys)
    assert joined.title == "R² 0.9"
    assert [entry.label for entry in joined.entries] == ["fit", "shade"]
    assert own == [[], [], []]


def test_titles_that_differ_are_each_ones_own() -> None:
    keys = [Key(title, (Entry(line(), "fit"),)) for title in ("R² 0.9", "R² 0.5")]
    joined, own = joined_key(keys)
    assert not joined.title
    assert own == [["R² 0.9"], ["R² 0.5"]]


def test_of_labels_that_differ_the_legend_has_what_they_share() -> None:
    ring_ = line(marker="o", markerfacecolor="none", linestyle="none")
    labels = ("3 of 200 wrong", "17 of 200 wrong")
    joined, own = joined_key([Key("", (Entry(line(), "0"), Entry(ring_, one))) for one in labels])
    assert [entry.label for entry in joined.entries] == ["0", "wrong"]
    assert own == [["3 of 200 wrong"], ["17 of 200 wrong"]]


def test_signs_that_only_some_have_are_listed() -> None:
    joined, own = joined_key([
        Key("", (Entry(line("red"), "a"),)), Key("", (Entry(line("blue"), "b"),)),
    ])  # fmt: skip
    assert [entry.label for entry in joined.entries] == ["a", "b"]
    assert own == [[], []]


def test_labels_without_a_common_word_are_all_listed() -> None:
    joined, own = joined_key([Key("", (Entry(line(), one),)) for one in ("cats", "dogs", "cats")])
    assert [entry.label for entry in joined.entries] == ["cats", "dogs"]
    assert own == [[], [], []]


def test_signs_that_look_alike_within_one_picture_stay_apart() -> None:
    keys = [Key("", (Entry(line(), "first 1"), Entry(line(), "first 2"))) for _ in range(2)]
    joined, _ = joined_key(keys)
    assert [entry.label for entry in joined.entries] == ["first 1", "first 2"]


def test_common_words() -> None:
    assert (
        common_words(["best score, after 12 epochs", "best score, after 1 epoch"]) == "best score"
    )
    assert common_words(["stopped early after 9 epochs", "stopped early after 30 epochs"]) == (
        "stopped early"
    )
    assert common_words(["a b", "c d"]) == ""
    assert common_words(["12 points", "7 points"]) == "points"


def test_keys_of_charts_are_those_of_their_legends() -> None:
    X, y = wave()
    display = plot_fit(regressor(0.1), X, y, ax=Figure().add_subplot())
    display.figure_.draw_without_rendering()
    key = key_of(display)
    assert [entry.label for entry in key.entries] == ["data", "fit"]
    assert key.title.startswith("R² 0.")
    X, y = ring()
    display = plot_decision_boundary(classifier(), X, y, ax=Figure().add_subplot())
    display.figure_.draw_without_rendering()
    labels = [entry.label for entry in key_of(display).entries]
    assert labels[:2] == ["0", "1"]
    assert labels[2].endswith("of 120 wrong")


def test_formulas_are_no_literal_words() -> None:
    display = plot_activation("relu", ax=Figure().add_subplot())
    display.figure_.draw_without_rendering()
    assert key_of(display).has_formulas


def test_the_key_of_maps_has_classes_edges_and_the_scale_of_each_layer() -> None:
    X, y = ring()
    display = draw_neuron_maps(classifier(), X, y, ax=Figure().add_subplot())
    entries = map_entries(display, display.options, "white")
    labels = [entry.label for entry in entries]
    assert labels[:4] == ["class 0", "class 1", "blue pushes up, the output towards class 1",
                          "orange pushes down, the output towards class 0"]  # fmt: skip
    bars = [entry for entry in entries if isinstance(entry.handle, Bar)]
    assert [entry.label.split(",")[0] for entry in bars] == ["weights", "hidden 1", "hidden 2",
                                                             "output"]  # fmt: skip
    for entry, images in zip(bars[1:], display.images_[1:], strict=True):
        assert entry.handle.norm.vmax == images[0].norm.vmax
        assert entry.handle.norm.vmin == images[0].norm.vmin
    assert bars[0].handle.norm.vmax == display.edges_[0].norm.vmax


def test_maps_without_points_or_bars_say_less() -> None:
    X, _ = ring()
    display = draw_neuron_maps(classifier(), X, ax=Figure().add_subplot(), colorbar=False)
    labels = [entry.label for entry in map_entries(display, display.options, "white")]
    assert labels == [
        "blue pushes up, the output towards class 1",
        "orange pushes down, the output towards class 0",
    ]
    grid = draw_neuron_maps(classifier(), X, ax=Figure().add_subplot(), arrange="grid")
    assert len(map_entries(grid, grid.options, "white")) == 3


def test_a_bar_in_a_legend_has_the_colours_of_its_part_of_the_norm() -> None:
    figure = Figure()
    cmap = field_colormap("white")
    bar = Bar(Normalize(-2, 2), cmap, 0.0, 2.0)
    legend = Legend(figure, [bar], ["hidden"], handler_map={Bar: BarHandler()})
    figure.add_artist(legend)
    (image,) = legend.legend_handles
    assert isinstance(image, BboxImage)
    values = np.asarray(image.get_array()).ravel()
    assert (values[0], values[-1]) == (0.0, 2.0)
    assert np.allclose(image.to_rgba(values[-1:]), cmap([1.0]))
    figure.draw_without_rendering()
    extent = image.get_window_extent()
    size = legend.get_texts()[0].get_fontsize() * figure.dpi / 72
    assert np.isclose(extent.width, 5 * size)
