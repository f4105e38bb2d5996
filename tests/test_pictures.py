"""Pictures, pixel by pixel; and what holds of the same pictures under any versions.

`test_picture` compares with tests/baseline, under the versions of tests/pictures.txt alone. The
other tests ask the artists of the same pictures: places, sizes, colours and words.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import matplotlib.style
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from nnviz import Network, NetworkDisplay, draw_network
from tests.pictured import (
    circles,
    deep,
    digits,
    fixed_array,
    fixed_network,
    iris,
    named_at_length,
    skipping,
    smallest,
    wave,
)

SLIDE = (13.33, 7.5)
POINT = [0.5, -1.0]
FLOWER = [0.5, -1.25, 1.5, 0.75]


@dataclass(frozen=True)
class Picture:
    """One picture: a network, how it is drawn, and what has to be found on it."""

    network: Callable[[], Network]
    options: dict[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = (4.5, 3.0)  # small, since these files are many, and coarse
    dpi: float = 64
    sheets: tuple[str, ...] = ()
    edges: tuple[int, ...] = ()  # drawn, by connection
    words: tuple[str, ...] = ()  # among the words that are seen, wherever their lines break
    warns: bool = False


def architecture() -> Network:
    return Network.from_sizes([4, 3, 2, 3], activation="relu", out_activation="softmax")


def small() -> Network:
    return fixed_network([2, 3, 2])


def missing() -> Network:
    return circles().with_weights({(1, 0, 0): float("nan"), (2, 1, 1): float("-inf")})


def gradient() -> list[Any]:
    return [
        fixed_array(*shape, seed=7 + k) / 100 for k, shape in enumerate([(2, 8), (8, 6), (6, 1)])
    ]


def slanted() -> dict[Any, tuple[float, float]]:
    """Places of the caller's own for the neurons of 4-3-2-3."""
    return {
        (layer, neuron): (2.0 * layer, 0.5 * layer - neuron)
        for layer, size in enumerate([4, 3, 2, 3])
        for neuron in range(size)
    }


ALL_CIRCLES, ALL_IRIS = (16, 48, 6), (12, 6, 6)
PICTURES = {
    "circles": Picture(
        circles,
        edges=ALL_CIRCLES,
        words=("P(y = 1)", "hidden 1 8 neurons ReLU", "negative", "weight", "positive", "7"),
    ),
    "circles_vertical_with_bias": Picture(
        circles,
        {"orientation": "vertical", "bias": True},
        edges=ALL_CIRCLES,
        words=("P(y = 1)", "+1"),
        size=(4.0, 6.0),
        dpi=42,
    ),
    "iris_edge_values": Picture(
        iris,
        {"edge_labels": True},
        edges=ALL_IRIS,
        words=("sepal length (cm)", "petal width (cm)", "setosa", "virginica"),
    ),
    "iris_labels_at_a_fraction": Picture(
        iris,
        {"edge_labels": True, "label_pos": 0.3, "edge_label_format": ".1f", "edge_label_size": 7},
        edges=ALL_IRIS,
    ),
    "iris_places_given": Picture(iris, {"layout": slanted(), "edge_labels": False}, edges=ALL_IRIS),
    "wave_elided": Picture(
        wave,
        {"max_neurons": 12},
        edges=(12, 144, 12),
        words=("X", "prediction", "68 more", "8 more"),
        size=(5.0, 3.4),
        dpi=56,
    ),
    "wave_whole": Picture(wave, {"max_neurons": None}, edges=(80, 1600, 20), words=("X",)),
    "wave_strongest_edges": Picture(wave, {"top_edges": 40}, words=("prediction",)),
    "smallest": Picture(smallest, size=(4.0, 2.5), edges=(1,), words=("\N{MINUS SIGN}1.25",)),
    "deep": Picture(deep, edges=(12, *[16] * 9, 8), words=("no", "yes"), size=(6.0, 2.0), dpi=56),
    "digits": Picture(
        digits,
        {"max_neurons": 10},
        edges=(100, 100),
        words=("y = 0", "y = 9", "54 more", "90 more"),
        size=(5.0, 3.4),
        dpi=42,
    ),
    "skips": Picture(
        skipping, edges=(12, 9, 12, 6, 8, 6), words=("age", "dose", "weight", "mean", "spread")
    ),
    "skips_vertical_with_bias": Picture(
        skipping,
        {"orientation": "vertical", "bias": True},
        size=(3.0, 4.5),
        edges=(12, 9, 12, 6, 8, 6),
        words=("age", "mean"),
    ),
    "sample": Picture(
        circles,
        {"sample": POINT},
        edges=ALL_CIRCLES,
        words=("z", "P", "activation", "0.5"),
        size=(7.0, 4.2),
        dpi=42,
    ),
    "contribution": Picture(
        iris,
        {"sample": FLOWER, "edge_values": "contribution", "bias": True},
        size=(5.0, 3.0),
        edges=ALL_IRIS,
        words=("+1", "activation"),
    ),
    "gradient": Picture(
        circles,
        {"edge_values": gradient(), "colorbar_label": "gradient"},
        edges=ALL_CIRCLES,
        words=("gradient",),
    ),
    "highlight": Picture(
        circles, {"highlight": [(1, 4), (2, 3)]}, edges=ALL_CIRCLES, words=("4", "3")
    ),
    "parameters": Picture(
        iris,
        {"captions": "parameters", "neuron_fill": "layer"},
        edges=ALL_IRIS,
        words=("4 \N{MULTIPLICATION SIGN} 3 + 3 = 15", "2 \N{MULTIPLICATION SIGN} 3 + 3 = 9"),
    ),
    "notation": Picture(
        small, {"neuron_labels": "notation"}, edges=(6, 6), words=("$A^{(1)}_{2}$", "$X_{0}$")
    ),
    "notation_islp": Picture(
        small,
        {"neuron_labels": "notation", "notation": "islp", "orientation": "vertical"},
        edges=(6, 6),
    ),
    "long_names": Picture(
        named_at_length, {"bias": True}, edges=(20, 12), words=("r2", "third", "$second$ class")
    ),
    "architecture": Picture(architecture, {"bias": True}, edges=ALL_IRIS, words=("+1",)),
    "neurons_taken_out": Picture(
        lambda: circles().without([(1, 3), (2, 0)]), edges=(14, 35, 5), words=("P(y = 1)",)
    ),
    "missing": Picture(missing, edges=ALL_CIRCLES, warns=True),
    "norm_by_layer": Picture(iris, {"norm_by": "layer"}, edges=ALL_IRIS),
    "biases_as_fills": Picture(
        circles, {"neuron_fill": "bias"}, edges=ALL_CIRCLES, words=("bias", "weight")
    ),
    "slides": Picture(
        circles,
        sheets=("nnviz.styles.slides",),
        edges=ALL_CIRCLES,
        words=("P(y = 1)",),
        size=SLIDE,
        dpi=21,
    ),
    "slides_dark": Picture(
        iris,
        {"sample": FLOWER},
        size=SLIDE,
        dpi=24,
        sheets=("nnviz.styles.slides", "nnviz.styles.dark"),
        edges=ALL_IRIS,
        words=("setosa",),
    ),
    "dark_background": Picture(
        skipping, sheets=("dark_background",), edges=(12, 9, 12, 6, 8, 6), words=("mean",)
    ),
}


def new_axes(picture: Picture) -> Axes:
    """Axes that fill a figure of the picture's size, without pyplot."""
    return Figure(figsize=picture.size, dpi=picture.dpi).add_axes((0.02, 0.02, 0.96, 0.96))


def draw(picture: Picture) -> NetworkDisplay:
    """The picture in its style, drawn to the end."""
    with matplotlib.style.context(["default", *picture.sheets]), warnings.catch_warnings():
        if picture.warns:
            warnings.simplefilter("ignore", UserWarning)
        display = draw_network(picture.network(), ax=new_axes(picture), **picture.options)
        display.figure_.draw_without_rendering()
    return display


@cache
def drawn(name: str) -> NetworkDisplay:
    """A picture for tests that only look."""
    return draw(PICTURES[name])


# The style is set inside the test: pytest-mpl sets its own around it.
@pytest.mark.mpl_image_compare
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> Figure:
    return draw(PICTURES[name]).figure_


@pytest.mark.mpl_image_compare
def test_picture_of_panels() -> Figure:
    figure = Figure(figsize=(7, 3), dpi=50, layout="constrained")
    for ax, network in zip(figure.subplots(1, 2), (circles(), iris()), strict=True):
        draw_network(network, ax=ax)
    return figure


@pytest.mark.mpl_image_compare
def test_picture_of_a_step() -> Figure:
    return draw(PICTURES["sample"]).steps()[1]


# ------------------------------------------------------------------- under any versions


every_picture = pytest.mark.parametrize("name", PICTURES)


def words_seen(display: NetworkDisplay) -> list[str]:
    """The words of the picture; without commas, which come and go where lines break."""
    found: list[str] = []

    def look(artist: Any) -> None:
        if not artist.get_visible():
            return
        if isinstance(artist, Text) and artist.get_text():
            found.append(" ".join(artist.get_text().replace(",", " ").split()))
        for child in artist.get_children():
            look(child)

    look(display.ax_)
    return found


def centres(display: NetworkDisplay) -> list[Any]:
    """Places of the neurons in pixels, by layer."""
    return [display.ax_.transData.transform(n.get_offsets()) for n in display.neurons_]


@every_picture
def test_words(name: str) -> None:
    assert set(PICTURES[name].words) <= set(words_seen(drawn(name)))


@every_picture
def test_number_of_edges(name: str) -> None:
    display = drawn(name)
    numbers = tuple(len(edges.get_segments()) for edges in display.edges_)
    if PICTURES[name].edges:
        assert numbers == PICTURES[name].edges
    else:
        assert sum(numbers) == PICTURES[name].options["top_edges"]


@every_picture
def test_edges_join_the_neurons_that_they_belong_to(name: str) -> None:
    display = drawn(name)
    for edges, connection in zip(display.edges_, display.network.connections, strict=True):
        segments = edges.get_segments()
        starts = display.layout.positions[connection.source][edges.sources]
        ends = display.layout.positions[connection.target][edges.targets]
        np.testing.assert_array_equal(segments[:, 0], starts)
        np.testing.assert_array_equal(segments[:, -1], ends)


@every_picture
def test_neurons_are_round_apart_and_inside(name: str) -> None:
    display = drawn(name)
    box = display.ax_.bbox
    for neurons in (*display.neurons_, *display.bias_neurons_):
        matrix = neurons.get_transform().get_matrix()
        assert matrix[0, 0] == matrix[1, 1] > 0
        assert matrix[0, 1] == matrix[1, 0] == 0
        extent = neurons.get_window_extent()
        assert box.x0 <= extent.x0 < extent.x1 <= box.x1
        assert box.y0 <= extent.y0 < extent.y1 <= box.y1
    radius = display.neurons_[0].get_transform().get_matrix()[0, 0]
    every = np.concatenate(centres(display))
    apart = np.hypot(*(every[:, None] - every[None]).transpose(2, 0, 1))
    assert apart[~np.eye(len(every), dtype=bool)].min() > 2 * radius


@every_picture
def test_strength_is_size_and_colour_is_sign(name: str) -> None:
    display = drawn(name)
    for edges in display.edges_:
        if edges.get_array() is None or "highlight" in PICTURES[name].options:
            continue
        edges.update_scalarmappable()
        values = np.ma.filled(edges.get_array(), np.nan)
        finite = np.isfinite(values)
        sizes, widths = np.abs(values[finite]), np.asarray(edges.get_linewidth())[finite]
        assert np.all(np.diff(sizes) >= 0), "the strongest are not drawn last"
        assert np.all(np.diff(widths) >= 0)
        red, _, blue, alpha = edges.get_edgecolor()[finite].T
        signs = np.sign(values[finite])
        clear = sizes > 0.1 * edges.norm.vmax
        assert np.all(np.sign(blue - red)[clear] == signs[clear])
        assert np.all(alpha == 1)


@every_picture
def test_input_layer_is_first(name: str) -> None:
    display = drawn(name)
    if PICTURES[name].options.get("layout") is not None:
        return
    means = [points.mean(axis=0) for points in centres(display)]
    along = 1 if PICTURES[name].options.get("orientation") == "vertical" else 0
    assert np.all(np.diff([mean[along] for mean in means]) > 0)
    for points in centres(display):  # the first neuron is at the top, or at the left
        steps = np.diff(points[:, 1 - along])
        assert np.all(steps < 0 if along == 0 else steps > 0)


@every_picture
def test_the_diagram_fills_its_axes(name: str) -> None:
    display = drawn(name)
    artists = (*display.neurons_, *display.bias_neurons_, *display.edges_)
    extents = [artist.get_window_extent() for artist in artists]
    words = [
        text.get_window_extent()
        for text in display.ax_.texts
        if text.get_visible() and text.get_text()
    ]
    left = min(extent.x0 for extent in (*extents, *words))
    right = max(extent.x1 for extent in (*extents, *words))
    assert right - left > 0.9 * display.ax_.bbox.width


@every_picture
def test_drawing_twice_gives_the_same(name: str) -> None:
    display = drawn(name)
    again = draw(PICTURES[name])
    assert words_seen(again) == words_seen(display)
    assert again.ax_.get_xlim() == display.ax_.get_xlim()
    assert again.ax_.get_ylim() == display.ax_.get_ylim()


def test_a_step_hides_what_is_to_come() -> None:
    display = drawn("sample")
    frames = display.steps()
    assert len(frames) == 4
    shown = []
    for frame in frames:
        frame.draw_without_rendering()
        assert tuple(frame.get_size_inches()) == PICTURES["sample"].size
        (ax,) = frame.axes
        assert ax.get_xlim() == display.ax_.get_xlim()
        shown.append(sum(artist.get_visible() for artist in ax.collections))
    assert shown == sorted(shown)
    assert shown[0] < shown[-1]
