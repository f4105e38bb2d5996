"""What stands on the picture: places, colours, lines, points, words."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from nnviz import Network, draw_neuron_maps
from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.neuron_maps.geometry import place_maps
from nnviz.drawing.neuron_maps.images import sampling
from nnviz.drawing.neuron_maps.zero_lines import level_lines, margins
from nnviz.layout import layered_layout
from tests.displays.neuron_maps import helpers
from tests.figures import fixed_network, new_axes, pixels, root

SIZES = {
    "2-8-6-1": [2, 8, 6, 1],
    "1-5-1": [1, 5, 1],
    "2-20-20-3": [2, 20, 20, 3],
    "1-1": [1, 1],
    "4-3-2-10": [4, 3, 2, 10],
    "2-3-1-1-1-1-1-1-1-2": [2, 3, 1, 1, 1, 1, 1, 1, 1, 2],
    "2-200-1": [2, 200, 1],
}


@pytest.mark.parametrize("box", [(0, 0, 420, 240), (10, 20, 200, 180), (0, 0, 900, 300)], ids=str)
@pytest.mark.parametrize("aspect", [1.0, 0.75, 1.3])
@pytest.mark.parametrize("sizes", SIZES)
def test_maps_are_disjoint_and_inside(sizes: str, aspect: float, box: Any) -> None:
    places = place_maps(layered_layout(SIZES[sizes]), aspect, box, 12.0)
    n_layers = len(SIZES[sizes])
    boxes = np.concatenate([places.boxes(layer) for layer in range(n_layers)])
    xmin, ymin, xmax, ymax = box
    assert (boxes[:, :2] >= [xmin - 1e-6, ymin - 1e-6]).all()
    assert (boxes[:, 2:] <= [xmax + 1e-6, ymax + 1e-6]).all()
    assert (places.boxes(n_layers - 1)[:, 3] + 12.0 <= ymax + 1e-6).all()  # room for a title
    for k, one in enumerate(boxes):
        for other in boxes[k + 1 :]:
            assert (one[:2] >= other[2:]).any() or (other[:2] >= one[2:]).any()
    widths = np.diff(boxes[:, [0, 2]]).ravel()
    np.testing.assert_allclose(np.diff(boxes[:, [1, 3]]).ravel(), aspect * widths)
    assert places.widths[-1] > places.widths[:-1].max()


def test_the_output_takes_about_a_third_of_the_width() -> None:
    display = helpers.circles(size=(9, 5))
    display.figure_.canvas.draw()
    xmin, _, xmax, _ = display.images_[-1][0].boxes[0]
    left, right = display.ax_.get_xlim()
    assert 0.26 < (xmax - xmin) / (right - left) < 0.4


@pytest.mark.parametrize("n_nodes", [2, 5, 40])
@pytest.mark.parametrize("n_pixels", [1, 7, 100])
def test_a_linear_map_stays_linear_when_it_is_sampled(n_nodes: int, n_pixels: int) -> None:
    values = sampling(n_nodes, n_pixels) @ np.linspace(0.0, 1.0, n_nodes)
    expected = (np.arange(n_pixels) + 0.5) / n_pixels
    inner = slice(n_pixels // 4, n_pixels - n_pixels // 4) if n_pixels > 1 else slice(None)
    np.testing.assert_allclose(
        values[inner], expected[inner], atol=2e-3 if n_nodes > n_pixels else 1e-12
    )
    assert ((values >= 0) & (values <= 1)).all()


def test_the_colours_of_a_map_are_those_of_its_values() -> None:
    network = Network.from_arrays(
        [np.array([[1.0], [0.5]]), np.array([[1.0]])], [np.zeros(1), np.zeros(1)],
        activation="identity", out_activation="identity",
    )  # fmt: skip
    X = np.array([[-2.0, -2.0], [2.0, 2.0]])
    display = helpers.draw(network, X, eps=0.0, neuron_labels=None, max_points=0)
    image = pixels(display.figure_)
    (box,) = display.images_[1][0].boxes
    images = display.images_[1][0]
    transform = display.ax_.transData
    for across, up in ((0.2, 0.7), (0.35, 0.2), (0.8, 0.3), (0.7, 0.8)):
        x, y = box[:2] + np.array([across, up]) * (box[2:] - box[:2])
        column, row = transform.transform((x, y))
        seen = image[image.shape[0] - 1 - int(row), int(column)] / 255
        z = (4 * across - 2) + 0.5 * (4 * up - 2)
        np.testing.assert_allclose(seen, images.cmap(images.norm(z)), atol=0.06)


def test_zoomed_in_a_map_is_the_same_in_larger() -> None:
    display = helpers.circles(legend=False, names=False, neuron_labels=None, max_points=0)
    display.figure_.canvas.draw()
    xmin, ymin, xmax, ymax = display.images_[-1][0].boxes[0]
    display.ax_.set_xlim(xmin + 0.4 * (xmax - xmin), xmin + 0.6 * (xmax - xmin))
    display.ax_.set_ylim(ymin + 0.7 * (ymax - ymin), ymin + 0.9 * (ymax - ymin))
    image = pixels(display.figure_)
    (x0, y0), (x1, y1) = display.ax_.bbox.get_points().astype(int)
    image = image[image.shape[0] - y1 : image.shape[0] - y0, x0:x1] / 255
    artist = display.images_[-1][0]
    for across, up in ((0.05, 0.1), (0.9, 0.9), (0.6, 0.05)):
        seen = image[int((1 - up) * len(image)), int(across * image.shape[1])]
        place = np.array([0.4 + 0.2 * across, 0.7 + 0.2 * up]) * 20
        corner = place.astype(int)
        part = place - corner
        cells = display.maps[-1][0][corner[1] : corner[1] + 2, corner[0] : corner[0] + 2]
        value = np.array([1 - part[1], part[1]]) @ cells @ np.array([1 - part[0], part[0]])
        np.testing.assert_allclose(seen, artist.cmap(artist.norm(value)), atol=0.04)


def test_in_a_vector_file_the_maps_lie_in_their_outlines(tmp_path: Any) -> None:
    display = helpers.circles()
    svg = display.save(tmp_path / "maps.svg").read_text()
    found = re.findall(r'<image [^>]*transform="matrix\(([^)]*)\)"[^>]*width="(\d+)', svg)
    found += [(m, w) for w, m in re.findall(
        r'<image [^>]*width="(\d+)"[^>]*transform="matrix\(([^)]*)\)"', svg)]  # fmt: skip
    n_maps = sum(len(images[0].boxes) for images in display.images_)
    widths = sorted(float(m.split()[0]) * float(w) for m, w in found)
    boxes = np.concatenate([images[0].boxes for images in display.images_])
    points = sorted(boxes[:, 2] - boxes[:, 0])
    assert len(found) >= n_maps
    # Data units are points, and so are those of the file.
    for width in points:
        assert min(abs(width - other) for other in widths) < 0.05


def test_zero_lines_lie_where_the_sums_are_zero() -> None:
    display = helpers.circles(grid_resolution=61)
    model = helpers.circles_model()
    axes = display.plane.axes
    low = np.array([axis.low for axis in axes])
    span = np.array([axis.high - axis.low for axis in axes])
    n_points = 0
    for k, lines in enumerate(display.zero_lines_[1][0].lines):
        for line in lines:
            points = low + line * span
            z = points @ model.coefs_[0][:, k] + model.intercepts_[0][k]
            np.testing.assert_allclose(z, 0.0, atol=1e-9)  # exact: the sums are linear there
            n_points += len(points)
    assert n_points > 50
    (outer,) = display.zero_lines_[-1][0].lines
    boundary = np.concatenate([low + line * span for line in outer])
    steps = np.abs(np.gradient(display.maps[-1][0])).max()
    p = model.predict_proba(boundary)[:, 1]
    assert np.abs(p - 0.5).max() < max(steps, 0.05)


def test_lines_of_one_input_stand_at_the_kinks() -> None:
    display = helpers.wave(grid_resolution=201)
    model, axis = helpers.wave_model(), helpers.wave().plane.axes[0]
    for k, lines in enumerate(display.zero_lines_[1][0].lines):
        kink = -model.intercepts_[0][k] / model.coefs_[0][0, k]
        places = [axis.low + line[0, 0] * (axis.high - axis.low) for line in lines]
        expected = [kink] if axis.low < kink < axis.high else []
        np.testing.assert_allclose(places, expected, atol=1e-9)


def test_margins_are_zero_where_the_two_largest_are_equal() -> None:
    outputs = np.array([[0.5, 0.2, 0.4], [0.3, 0.7, 0.4], [0.2, 0.1, 0.2]])
    expected = [[0.2, -0.5, 0.0], [-0.2, 0.5, 0.0], [-0.3, -0.6, -0.2]]
    np.testing.assert_allclose(margins(outputs), expected)


def test_lines_between_categories_stand_on_their_borders() -> None:
    values = np.array([[-1.0, -1.0, 2.0], [-1.0, -1.0, 2.0]])
    (line,) = level_lines(values, steps=(False, True))
    np.testing.assert_allclose(line[:, 0], 2 / 3)


def test_scales_are_centred_on_zero_and_the_outputs_on_its_threshold() -> None:
    display = helpers.circles()
    for layer in (1, 2):
        norm = display.images_[layer][0].norm
        largest = np.abs(display.maps[layer]).max()
        assert (norm.vmin, norm.vmax) == pytest.approx((-largest, largest))
    norm = display.images_[-1][0].norm
    assert [float(norm(p)) for p in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]
    together = helpers.circles(norm_by="network")
    largest = max(np.abs(maps).max() for maps in together.maps[1:3])
    for layer in (1, 2):
        assert together.images_[layer][0].norm.vmax == pytest.approx(largest)


def test_several_classes_are_centred_on_one_over_their_number() -> None:
    display = helpers.iris()
    norm = display.images_[-1][0].norm
    assert float(norm(1 / 3)) == pytest.approx(0.5)


def test_relu_bars_show_one_half_of_the_scale() -> None:
    bars = helpers.circles().colorbars_
    arrays = [np.asarray(bar.get_array()) for bar in bars]
    assert [array.min() for array in arrays] == [0.0, 0.0, 0.0]
    tanh = fixed_network(2, 3, 1, activation="tanh", out_activation="logistic")
    first = helpers.draw(tanh, helpers.circles_data()[0]).colorbars_[0]
    array = np.asarray(first.get_array())
    assert array.min() == -array.max() < 0


def test_light_is_zero_and_outputs_are_pale() -> None:
    display = helpers.circles()
    hidden, output = display.images_[1][0], display.images_[-1][0]
    np.testing.assert_allclose(hidden.cmap(0.5), to_rgba("white"), atol=0.01)
    np.testing.assert_allclose(output.cmap(0.5), to_rgba("white"), atol=0.01)
    for end in (0.0, 1.0):
        strength = 1 - np.array(output.cmap(end)[:3]).min()
        assert strength < 0.45


def test_a_regressor_far_from_zero_keeps_its_differences() -> None:
    X, y = helpers.wave_data()
    network = Network.from_arrays(
        [np.array([[1.0]])], [np.array([100.0])], out_activation="identity"
    )
    norm = helpers.draw(network, X, y).images_[-1][0].norm
    assert norm.vmin > 99
    assert norm.vmax < 106


def test_several_values_have_each_a_scale_of_their_own() -> None:
    X, _ = helpers.circles_data()
    network = Network.from_arrays(
        [np.array([[100.0, 0.0], [0.0, 0.01]])], [np.zeros(2)], out_activation="identity"
    )
    display = helpers.draw(network, X, X @ np.array([[100.0, 0.0], [0.0, 0.01]]))
    assert "each output on its own scale" in helpers.notes(display)
    for points in display.points_:
        assert len(np.unique(points[0].get_facecolor(), axis=0)) > 100
    image = pixels(display.figure_)
    for box in display.images_[-1][0].boxes:
        corners = display.ax_.transData.transform(box.reshape(2, 2)).astype(int)
        (x0, y0), (x1, y1) = corners + [[3, 3], [-3, -3]]
        part = image[image.shape[0] - y1 : image.shape[0] - y0, x0:x1, :3]
        assert np.ptp(part[..., 0].astype(int)) > 60


def test_points_are_at_most_so_many_and_in_the_colours_of_their_classes() -> None:
    display = helpers.circles()
    (drawn,) = display.points_
    assert sum(len(points.get_offsets()) for points in drawn) == 300
    assert "300 of 400 points" in helpers.notes(display)
    X, y = helpers.circles_data()
    known = {tuple(row): label for row, label in zip(X, y, strict=True)}
    for k, points in enumerate(drawn):
        assert {known[tuple(place)] for place in points.get_offsets()} == {k}
        np.testing.assert_allclose(points.get_facecolor()[0], class_colours(2)[k])
    every = helpers.circles(max_points=None)
    assert sum(len(points.get_offsets()) for points in every.points_[0]) == 400
    assert helpers.circles(max_points=0).points_ == []


def test_points_lie_at_their_place_in_the_output() -> None:
    display = helpers.circles()
    display.figure_.canvas.draw()
    points = display.points_[0][0]
    offsets = np.asarray(points.get_offsets())
    seen = points.get_offset_transform().transform(offsets)
    (box,) = display.images_[-1][0].boxes
    axes = display.plane.axes
    part = (offsets - [axis.low for axis in axes]) / [axis.high - axis.low for axis in axes]
    expected = display.ax_.transData.transform(box[:2] + part * (box[2:] - box[:2]))
    np.testing.assert_allclose(seen, expected, atol=1e-6)


def test_points_over_one_input_stand_at_their_targets() -> None:
    display = helpers.wave(max_points=None)
    X, y = helpers.wave_data()
    offsets = np.asarray(display.points_[0][0].get_offsets())
    np.testing.assert_allclose(offsets, np.column_stack([X[:, 0], y]))


def test_edges_end_at_the_borders_of_the_maps() -> None:
    display = helpers.circles()
    display.figure_.canvas.draw()
    for k, edges in enumerate(display.edges_):
        segments = edges.get_segments()
        before, after = display.images_[k][0].boxes, display.images_[k + 1][0].boxes
        np.testing.assert_allclose(segments[:, 0, 0], before[edges.sources, 2])
        np.testing.assert_allclose(segments[:, -1, 0], after[edges.targets, 0])
        middle = (before[edges.sources, 1] + before[edges.sources, 3]) / 2
        np.testing.assert_allclose(segments[:, 0, 1], middle)
        weights = helpers.circles_model().coefs_[k][edges.sources, edges.targets]
        np.testing.assert_array_equal(np.asarray(edges.get_array()), weights)
        assert (np.diff(np.abs(weights)) >= 0).all()  # strong ones on top


def test_wide_layers_are_elided() -> None:
    display = helpers.draw(
        fixed_network(2, 40, 3, out_activation="softmax"), helpers.circles_data()[0], max_neurons=6
    )
    assert display.layout.shown[1].tolist() == [0, 1, 2, 37, 38, 39]
    assert len(display.images_[1][0].boxes) == 6
    shown = np.asarray(display.images_[1][0].get_array())
    np.testing.assert_array_equal(shown, display.maps[1][[0, 1, 2, 37, 38, 39]])
    assert display.maps[1].shape == (40, 21, 21)
    assert "34 more" in helpers.notes(display) or "+34" in helpers.notes(display)


def test_a_binary_classifiers_legend_says_what_blue_does() -> None:
    said = helpers.notes(helpers.circles())
    assert "blue pushes up, the output towards class 1" in said
    assert "orange pushes down, the output towards class 0" in said
    assert "class 0 class 1" in said
    assert "P(y = 1)" in said


def test_held_features_are_said() -> None:
    said = helpers.notes(helpers.iris(fixed={"sepal width (cm)": 3.5}))
    assert "petal length (cm) across, petal width (cm) up" in said
    assert "sepal width (cm) = 3.5" in said


def test_neurons_taken_out_are_crossed() -> None:
    network = fixed_network(2, 4, 1, out_activation="logistic").without([(1, 2)])
    display = helpers.draw(network, helpers.circles_data()[0])
    assert [len(lines) for lines in display.zero_lines_[1][0].lines][2] == 2
    assert "crossed: 1 neuron taken out" in helpers.notes(display)
    assert 2 not in set(display.edges_[0].targets)


def test_connections_that_skip_layers_pass_the_maps_between() -> None:
    from tests.pictured import skipping

    X = np.random.default_rng(0).normal(size=(40, 3))
    display = helpers.draw(skipping(), X, plane="pca")
    display.figure_.canvas.draw()
    assert len(display.edges_) == 6
    for connection, edges in zip(display.network.connections, display.edges_, strict=True):
        paths = edges.get_paths()
        for between in range(connection.source + 1, connection.target):
            boxes = display.ax_.transData.transform(
                display.images_[between][0].boxes.reshape(-1, 2)
            ).reshape(-1, 4)
            for path in paths:
                points = path.interpolated(40).vertices
                for xmin, ymin, xmax, ymax in boxes:
                    x, y = points.T
                    inside = (x > xmin + 1) & (x < xmax - 1) & (y > ymin + 1) & (y < ymax - 1)
                    assert not inside.any()


def test_a_second_plot_on_other_axes_and_with_other_options() -> None:
    display = helpers.circles()
    first = pixels(display.figure_)
    assert display.plot(ax=new_axes(7, 5)) is display
    np.testing.assert_array_equal(pixels(display.figure_), first)
    display.plot(ax=new_axes(7, 5), norm_by="network", legend=False, captions=False)
    assert display.legend_ == []
    assert display.captions_ == []
    with pytest.raises(TypeError, match="no visual option 'norm_bye'"):
        display.plot(norm_bye="layer")


def test_what_fails_while_drawing_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    display, ax = helpers.circles(), new_axes()
    before = set(ax.get_children())

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no ink")

    for arrange, place in (("network", "diagram.LegendRow"), ("grid", "grid_diagram.LegendRow")):
        monkeypatch.setattr(f"nnviz.drawing.neuron_maps.{place}", fail)
        with pytest.raises(RuntimeError, match="no ink"):
            display.plot(ax=ax, arrange=arrange)
        assert set(ax.get_children()) == before
        assert ax.child_axes == []


def test_after_a_resize_everything_stands_anew() -> None:
    display = helpers.circles(size=(7, 5))
    display.figure_.canvas.draw()
    display.figure_.set_size_inches(10, 6)
    display.figure_.canvas.draw()
    fresh = helpers.circles(size=(10, 6))
    fresh.figure_.canvas.draw()
    np.testing.assert_allclose(display.images_[1][0].boxes, fresh.images_[1][0].boxes)


def test_keywords_reach_their_artists() -> None:
    display = helpers.circles(
        image_kw={"alpha": 0.5}, edge_kw={"linewidth": 3.0}, node_kw={"edgecolor": "red"},
        line_kw={"color": "green"}, scatter_kw={"alpha": 0.3}, label_kw={"color": "purple"},
        cmap="PiYG", edge_cmap="PuOr",
    )  # fmt: skip
    assert display.images_[1][0].get_alpha() == 0.5
    assert display.images_[1][0].cmap.name == "PiYG"
    assert display.edges_[0].cmap.name == "PuOr"
    np.testing.assert_array_equal(display.edges_[0].get_linewidth(), 3.0)
    np.testing.assert_array_equal(display.outlines_[1].get_edgecolor()[0], to_rgba("red"))
    np.testing.assert_array_equal(display.zero_lines_[1][0].get_color()[0], to_rgba("green"))
    assert display.points_[0][0].get_alpha() == 0.3
    assert display.captions_[0].get_color() == "purple"
    assert "positive pushes up, the output towards class 1" in helpers.notes(display)


@pytest.mark.filterwarnings("ignore:.*NaN or infinite")
def test_missing_values_do_not_blank_the_picture() -> None:
    network = fixed_network(2, 4, 2, out_activation="identity")
    broken = network.with_weights({(1, 0, 1): float("nan"), (2, 0, 0): float("inf")})
    display = helpers.draw(broken, helpers.circles_data()[0])
    pixels(display.figure_)
    assert np.isfinite(display.maps[1][[0, 2, 3]]).all()
    assert "2 weights are NaN or infinite" in helpers.notes(display)


def test_a_new_figure_is_pyplots(pyplot: Any) -> None:
    display = draw_neuron_maps(
        helpers.circles_model(), *helpers.circles_data(), figsize=(8, 4), grid_resolution=11
    )
    assert pyplot.get_fignums() == [1]
    assert display.figure_.get_size_inches().tolist() == [8, 4]


def test_it_is_saved_with_words(tmp_path: Any) -> None:
    display = helpers.circles()
    for name in ("a.png", "a.svg", "a.pdf"):
        assert display.save(tmp_path / name).stat().st_size > 5000
    text = display.alt_text()
    assert text.startswith("Maps of every neuron's activation over x0 and x1, for a 2-8-6-1")
    assert "sigmoid" not in text
    part = np.mean(display.maps[-1][0] > 0.5)
    assert f"{part:.0%} of the map" in text
    assert repr(display).startswith("<NeuronMapsDisplay: Maps of every")


def test_panels_have_the_limits_of_the_plane() -> None:
    display = helpers.circles(arrange="grid", size=(10, 6))
    assert display.axes_ is not None
    assert display.axes_.shape == (3, 8)
    assert [sum(ax is not None for ax in row) for row in display.axes_] == [8, 6, 1]
    axes = display.plane.axes
    for panel in (ax for ax in display.axes_.ravel() if ax is not None):
        assert panel.get_xlim() == pytest.approx((axes[0].low, axes[0].high))
        assert panel.get_ylim() == pytest.approx((axes[1].low, axes[1].high))
    for layer in (1, 2, 3):
        for k, image in enumerate(display.images_[layer]):
            np.testing.assert_array_equal(image.get_array()[0], display.maps[layer][k])
    figure = root(display.ax_)
    assert isinstance(figure, Figure)
    assert figure.axes == [display.ax_]


def test_panels_of_one_input_have_the_activation_upwards() -> None:
    display = helpers.wave(arrange="grid", size=(9, 5))
    assert display.axes_ is not None
    panel = display.axes_[0, 1]
    low, high = panel.get_ylim()
    assert low < display.maps[1][1].min()
    assert display.maps[1][1].max() < high
    assert [text.get_text() for text in display.names_[0]] == ["x0", "activation"]
    (segment,) = display.curves_[1][1].get_segments()
    np.testing.assert_allclose(segment[:, 1], display.maps[1][1], rtol=0, atol=1e-7 * (high - low))
