"""Inputs as a picture: its place, its colours, the edges that reach into it, and its words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.text import Text

from nnviz import Network, backward, draw_network, draw_panels
from nnviz.displays._one_scale import one_scale
from nnviz.drawing.network import picture_edges
from nnviz.layout import layered_layout
from tests.displays.network.helpers import draw, notes, strings
from tests.figures import fixed_network, new_axes, pixels, root
from tests.pictured import drawing, seeing

SHAPE = (6, 7)
TIMES = "\N{MULTIPLICATION SIGN}"
ORIENTATIONS = ("horizontal", "vertical")


def look(**options: Any) -> Any:
    return draw(options.pop("model", None) or seeing(), **{"input_shape": SHAPE, **options})


def box_in_pixels(display: Any) -> Any:
    """Two corners of the picture."""
    left, right, bottom, top = display.input_image_.get_extent()
    return display.ax_.transData.transform([(left, bottom), (right, top)])


class TestPlace:
    @pytest.mark.parametrize("orientation", ORIENTATIONS)
    @pytest.mark.parametrize("size", [(6, 4), (3, 3), (12, 3), (3, 9)])
    def test_pixels_are_square_and_inside(self, orientation: str, size: Any) -> None:
        display = look(orientation=orientation, size=size)
        low, high = box_in_pixels(display)
        wide, high_ = (high - low) / SHAPE[::-1]
        assert wide == pytest.approx(high_, rel=1e-4)
        assert wide > 2
        assert np.all(low >= display.ax_.bbox.min - 0.01)
        assert np.all(high <= display.ax_.bbox.max + 0.01)

    @pytest.mark.parametrize("size", [(12, 4), (4, 8), (3, 3)])
    def test_after_a_resize_it_is_as_if_drawn_so(self, size: tuple[float, float]) -> None:
        display = look(size=(6, 4))
        figure = root(display.ax_)
        pixels(figure)
        figure.set_size_inches(size)
        resized = pixels(figure)
        np.testing.assert_array_equal(resized, pixels(root(look(size=size).ax_)))

    def test_wide_axes_are_filled(self) -> None:
        display = look(size=(12, 3))
        low, _ = box_in_pixels(display)
        assert low[0] - display.ax_.bbox.x0 < 12

    @pytest.mark.parametrize("orientation", ORIENTATIONS)
    def test_edges_start_in_the_middles_of_pixels(self, orientation: str) -> None:
        display = look(orientation=orientation, size=(7, 4))
        edges = display.edges_[0]
        starts = display.ax_.transData.transform(edges.get_segments()[:, 0])
        low, high = box_in_pixels(display)
        row, column = np.divmod(edges.sources, SHAPE[1])
        side = (high - low) / SHAPE[::-1]
        expected = np.stack([low[0] + (column + 0.5) * side[0], high[1] - (row + 0.5) * side[1]], 1)
        np.testing.assert_allclose(starts, expected, atol=0.02)
        assert edges.n_edges == 42 * 14

    def test_no_neurons_names_or_indices_stand_for_inputs(self) -> None:
        names = [f"pixel {k}" for k in range(42)]
        weights = [c.weights for c in seeing().connections]
        network = Network.from_arrays(weights, input_names=names)
        display = look(model=network)
        assert [len(layer.get_offsets()) for layer in display.neurons_] == [0, 14, 4]
        assert display.neuron_labels_[0] == []
        assert "pixel 3" not in notes(display)

    def test_hidden_layers_are_elided_and_no_inputs(self) -> None:
        display = look(max_neurons=4)
        assert display.edges_[0].n_edges == 42 * 4
        assert "10 more" in notes(display) or "+10" in notes(display)

    def test_a_layout_with_a_picture_does_the_same(self) -> None:
        layout = layered_layout(seeing(), input_shape=SHAPE)
        given = draw_network(seeing(), layout=layout, ax=new_axes())
        np.testing.assert_array_equal(pixels(root(given.ax_)), pixels(root(look().ax_)))


class TestColours:
    def test_of_the_mean_absolute_weight(self) -> None:
        network = seeing()
        display = look(max_neurons=4)  # of all edges, shown or not
        expected = np.abs(network.connections[0].weights).mean(axis=1)
        np.testing.assert_allclose(display.pixels.values, expected)
        np.testing.assert_allclose(display.input_image_.get_array(), expected.reshape(SHAPE))
        assert (display.pixels.norm.vmin, display.pixels.norm.vmax) == (0.0, expected.max())
        assert "pixel: mean |weight|" in notes(display)
        assert display.input_colorbar_ is not None

    def test_the_strongest_pixel_is_the_darkest_on_paper(self) -> None:
        display = look(edge_kw={"visible": False}, captions=False)
        picture = pixels(root(display.ax_)).astype(int)[..., :3].sum(axis=2)
        low, high = box_in_pixels(display)
        side = (high - low) / SHAPE[::-1]
        height = picture.shape[0]
        x = np.round(low[0] + (np.arange(SHAPE[1]) + 0.25) * side[0]).astype(int)
        y = np.round(height - high[1] + (np.arange(SHAPE[0]) + 0.25) * side[1]).astype(int)
        brightness = picture[np.ix_(y, x)].ravel()
        order = np.argsort(display.pixels.values, kind="stable")
        assert np.all(np.diff(brightness[order]) <= 6)
        assert brightness[display.pixels.values == 0] == pytest.approx(3 * 255, abs=3)

    def test_of_a_sample(self) -> None:
        display = look(sample=drawing())
        np.testing.assert_array_equal(display.input_image_.get_array().ravel(), drawing())
        colours = display.input_image_.cmap(np.linspace(0, 1, 5))[:, :3]
        assert np.ptp(colours, axis=1).max() < 1e-9  # grey
        assert display.pixels.of_sample
        # Neurons have a scale of their own, which inputs are not on.
        largest = max(np.abs(a).max() for a in display.sample.activations[1:])
        assert display.scale()["neuron_norm"].vmax == pytest.approx(largest)
        assert display.neuron_colorbar_ is not None
        assert display.input_colorbar_ is not None

    def test_of_a_gradient(self) -> None:
        network = seeing()
        X = np.array([drawing(), drawing()[::-1]])
        found = backward(network, X, [0, 2])
        display = look(edge_values=found)
        expected = np.abs(found.weight_gradients[0]).mean(axis=1)
        np.testing.assert_allclose(display.pixels.values, expected)

    def test_missing_weights_do_not_count(self) -> None:
        coefs = np.ma.array([[1.0, 3.0], [2.0, 2.0]], mask=[[False, True], [True, True]])
        network = Network.from_arrays([coefs, [[1.0], [1.0]]])
        display = draw(network, input_shape=(1, 2))
        assert display.pixels.values[0] == 1.0
        assert np.isnan(display.pixels.values[1])

    def test_nothing_without_weights(self) -> None:
        display = look(model=Network.from_sizes([42, 5, 2]))
        assert display.pixels is None
        assert display.input_colorbar_ is None

    def test_no_finite_weight(self) -> None:
        coefs = [np.full((4, 2), np.nan), np.ones((2, 1))]
        with pytest.warns(UserWarning, match="NaN"):
            display = draw(Network.from_arrays(coefs), input_shape=(2, 2))
        assert np.isnan(display.pixels.values).all()

    def test_all_weights_zero(self) -> None:
        display = draw(([np.zeros((4, 2)), np.ones((2, 1))], None), input_shape=(2, 2))
        assert display.pixels.norm.vmax > display.pixels.norm.vmin == 0.0


class TestEdgesOnThePicture:
    @staticmethod
    def reaching(display: Any) -> Any:
        return display._diagram.picture.lines[0]

    def test_the_strongest_are_drawn_up_to_their_pixels(self) -> None:
        display = look()
        weights = seeing().connections[0].weights
        lines = self.reaching(display)
        assert lines.n_edges == 20
        drawn = np.abs(weights[lines.sources, lines.targets])
        assert drawn.min() >= np.sort(np.abs(weights).ravel())[-20]
        assert "the 20 strongest edges reach their pixels" in notes(display)

    def test_they_are_clipped_to_the_picture(self) -> None:
        display = look()
        box = self.reaching(display).get_clip_box().get_points()
        np.testing.assert_allclose(box, box_in_pixels(display), atol=0.01)

    def test_they_have_the_colours_and_widths_of_those_outside(self) -> None:
        display = look()
        lines, edges = self.reaching(display), display.edges_[0]
        pixels(root(display.ax_))
        pairs = list(zip(edges.sources.tolist(), edges.targets.tolist(), strict=True))
        rows = [pairs.index(pair) for pair in zip(lines.sources, lines.targets, strict=True)]
        np.testing.assert_allclose(lines.get_linewidth(), np.asarray(edges.get_linewidth())[rows])
        np.testing.assert_array_equal(lines.get_array(), edges.get_array()[rows])
        edges.update_scalarmappable()
        np.testing.assert_allclose(lines.get_edgecolor(), edges.get_edgecolor()[rows])

    def test_a_highlighted_pixel_is_outlined_and_all_its_edges_reach_it(self) -> None:
        display = look(highlight=[(0, 17)])
        assert np.all(self.reaching(display).sources == 17)
        assert self.reaching(display).n_edges == 14
        (outline,) = display._diagram.picture.marks.get_segments()
        centre = display._diagram.frame.picture.centres[17]
        np.testing.assert_allclose(outline[:4].mean(axis=0), centre)
        assert "edges of marked pixels reach them" in notes(display)

    def test_few_edges_all_reach_and_nothing_is_said(self) -> None:
        display = draw(fixed_network(4, 3, 1), input_shape=(2, 2))
        assert self.reaching(display).n_edges == 12
        assert "reach" not in notes(display)

    def test_of_an_architecture_none_is_stronger(self) -> None:
        display = look(model=Network.from_sizes([42, 5, 2]))
        assert display._diagram.picture.lines == []
        assert "edges end at the picture's border" in notes(display)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("size", [(6, 4), (4, 6)])
def test_culling_changes_next_to_nothing(orientation: str, size: tuple[float, float]) -> None:
    sizes = (18 * 20, 30, 3)
    drawn = {}
    for cull in (True, False):
        display = draw(
            fixed_network(*sizes), input_shape=(18, 20), orientation=orientation, cull=cull,
            max_neurons=None, size=size,
        )  # fmt: skip
        drawn[cull] = pixels(root(display.ax_)).astype(int)
        n_painted = display.edges_[0].n_painted
        assert n_painted is not None
        assert (n_painted < 0.6 * 18 * 20 * 30) == cull
    apart = np.abs(drawn[True] - drawn[False]).max(axis=2)
    assert apart.max() < 130  # rims of edges where they end, under neurons
    assert np.mean(apart > 8) < 2e-3


@pytest.mark.parametrize("full_edges", [40, None])
def test_millions_of_edges_are_looked_at_in_parts(
    full_edges: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    for at_once in (picture_edges._AT_ONCE, 1000):
        monkeypatch.setattr(picture_edges, "_AT_ONCE", at_once)
        display = draw(
            fixed_network(18 * 20, 30, 3), input_shape=(18, 20), max_neurons=None,
            full_edges=full_edges, size=(6, 4),
        )  # fmt: skip
        drawn.append((pixels(root(display.ax_)).astype(int), display.edges_[0].n_painted))
    (whole, n_whole), (parts, n_parts) = drawn
    assert n_whole is not None
    assert n_parts == pytest.approx(n_whole, rel=0.05)
    assert n_parts < 0.6 * 18 * 20 * 30
    apart = np.abs(whole - parts).max(axis=2)
    assert apart.max() < 60
    assert np.mean(apart > 8) < 2e-4


class TestWords:
    def test_caption(self) -> None:
        assert strings(look().captions_)[0].replace("\n", " ") == f"input 6 {TIMES} 7 features"

    def test_alt_text(self) -> None:
        text = look().alt_text()
        best = int(np.argmax(np.abs(seeing().connections[0].weights).mean(axis=1)))
        assert "The inputs are a picture of 6 rows and 7 columns" in text
        assert f"is in row {best // 7}, column {best % 7}" in text
        assert "coloured by the sample" in look(sample=drawing()).alt_text()
        assert "are a picture" not in draw(seeing()).alt_text()

    def test_three_bars_stand_side_by_side(self) -> None:
        display = look(sample=drawing(), size=(8, 5))
        bars = [display.colorbar_, display.neuron_colorbar_, display.input_colorbar_]
        pixels(root(display.ax_))
        boxes = [bar.ax.get_window_extent() for bar in bars]
        assert all(one.x1 < other.x0 for one, other in zip(boxes[:-1], boxes[1:], strict=True))


class TestOtherModels:
    def test_one_scale_for_two(self) -> None:
        network = seeing()
        other = network.with_weights({(1, 17, 3): 9.0})
        displays = [look(), look(model=other)]
        scale = one_scale([display.scale() for display in displays])
        norms = [display.plot(ax=new_axes(), **scale).pixels.norm for display in displays]
        assert norms[0].vmax == norms[1].vmax == max(d.pixels.values.max() for d in displays)

    def test_drawing_with_its_own_scale_is_drawing_as_it_is(self) -> None:
        display = look(sample=drawing())
        before = pixels(root(display.ax_))
        display.plot(ax=new_axes(), **display.scale())
        np.testing.assert_array_equal(pixels(root(display.ax_)), before)

    def test_panels_share_the_bar_of_the_pixels(self) -> None:
        other = seeing().with_weights({(1, 17, 3): 9.0})
        figure = Figure(figsize=(9, 4))
        draw_panels(
            {"one": seeing(), "other": other}, draw_network, input_shape=SHAPE, figure=figure
        )
        pixels(figure)
        labels = {str(text.get_text()) for text in figure.findobj(Text)}
        assert "pixel: mean |weight|" in labels

    def test_show_gives_the_pixels_of_drawing_the_other(self) -> None:
        other = seeing().with_weights({(1, 17, 3): 2.5, (2, 0, 0): -1.0})
        options = {"norm": Normalize(-3, 3), "input_norm": Normalize(0, 2)}
        display = look(**options)
        display.show(display.with_model(other))
        np.testing.assert_array_equal(
            pixels(root(display.ax_)), pixels(root(look(model=other, **options).ax_))
        )

    def test_steps_show_the_picture_first(self) -> None:
        display = look(sample=drawing())
        frames = display.steps()
        assert len(frames) == 3
        images = [frame.axes[0].images[0].get_visible() for frame in frames]
        assert images == [True] * 3
        picture = pixels(frames[0])
        assert not np.array_equal(picture, pixels(frames[1]))


class TestErrors:
    @pytest.mark.parametrize(
        ("options", "error", "words"),
        [
            ({"input_shape": (6, 6)}, ValueError, "6 x 6 are 36"),
            ({"input_shape": (0, 42)}, ValueError, "at least 1"),
            ({"input_shape": (6.0, 7.0)}, TypeError, "two whole numbers"),
            ({"input_shape": 42}, TypeError, "two whole numbers"),
            ({"layout": {}, "input_shape": SHAPE}, ValueError, "pos"),
            ({"input_shape": None, "input_norm": Normalize(0, 1)}, ValueError, "input_norm"),
            ({"input_norm": "log"}, TypeError, "input_norm must be None or a matplotlib"),
        ],
    )
    def test_arguments(self, options: Any, error: type[Exception], words: str) -> None:
        ax = new_axes()
        children = len(ax.get_children())
        with pytest.raises(error, match=words):
            look(ax=ax, **options)
        assert len(ax.get_children()) == children

    def test_with_a_layout(self) -> None:
        layout = layered_layout(seeing())
        with pytest.raises(ValueError, match="input_shape and layout cannot both be given"):
            look(layout=layout)

    def test_with_places_of_a_graph(self) -> None:
        places = {(k, j): (k, j) for k, n in enumerate(seeing().sizes) for j in range(n)}
        with pytest.raises(ValueError, match="input_shape and layout cannot both be given"):
            look(layout=places)

    def test_a_shape_that_plot_is_given_later(self) -> None:
        display = draw(seeing())
        with pytest.raises(ValueError, match="as many pixels as there are inputs, 42"):
            display.plot(ax=new_axes(), input_shape=(2, 2))
        assert display.plot(ax=new_axes(), input_shape=SHAPE).input_image_ is not None
