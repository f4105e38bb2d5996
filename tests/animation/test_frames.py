"""Each frame has the very pixels that drawing its model by itself on the common scale gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import (
    Network,
    animate,
    draw_network,
    draw_neuron,
    draw_neuron_maps,
    plot_activation,
    plot_decision_boundary,
    plot_fit,
    plot_layer_activations,
    plot_weights,
)
from nnviz.animation.repaint import Repainter
from nnviz.animation.stage import Stage
from nnviz.displays._one_scale import one_scale
from tests.animation.trainings import (
    STRIP,
    alone,
    classifiers,
    curve,
    pixels,
    points,
    recorded,
    regressors,
    snapshot,
    without_title,
)

SIZE = (4.0, 3.2)  # inches, at 100 dpi
PLANE, LABELS = points()
LINE, TARGETS = curve()

Case = tuple[Callable[..., Any], dict[int, Network], dict[str, Any], dict[str, Any]]
CASES: dict[str, Case] = {
    "network": (draw_network, classifiers(9), {}, {}),
    "network, few edges": (draw_network, classifiers(4, (2, 3, 1)), {}, {}),
    "network, numbers on edges": (draw_network, classifiers(4, (2, 2, 1)), {},
                                  {"edge_labels": True, "bias": True}),
    "network, biases": (draw_network, classifiers(5), {}, {"bias": True, "norm_by": "layer"}),
    "network, fills of biases": (draw_network, classifiers(4), {}, {"neuron_fill": "bias"}),
    "network, a sample": (draw_network, classifiers(4), {}, {"sample": [0.3, -0.2]}),
    "network, strongest edges": (draw_network, classifiers(5), {}, {"top_edges": 12}),
    "network, highlighted": (draw_network, classifiers(5), {}, {"highlight": [(1, 2)]}),
    "network, wide": (draw_network, classifiers(4, (2, 40, 1)), {}, {"max_neurons": 8}),
    "network, own strokes": (draw_network, classifiers(4, (2, 3, 1)), {},
                             {"edge_kw": {"linestyle": ":", "linewidth": 3}}),
    "network, vertical": (draw_network, classifiers(4), {}, {"orientation": "vertical"}),
    "maps": (draw_neuron_maps, classifiers(8), {"X": PLANE, "y": LABELS},
             {"grid_resolution": 30}),
    "maps of the network": (draw_neuron_maps, classifiers(5), {"X": PLANE, "y": LABELS},
                            {"grid_resolution": 30, "norm_by": "network", "max_neurons": 4}),
    "maps of three classes": (
        draw_neuron_maps,
        {k: snapshot((2, 5, 3), k, out="softmax", classes=["a", "b", "c"]) for k in range(4)},
        {"X": PLANE, "y": np.array(["a", "b", "c"])[LABELS + (PLANE[:, 0] > 0)]},
        {"grid_resolution": 25},
    ),
    "maps over one input": (draw_neuron_maps, regressors(5), {"X": LINE, "y": TARGETS},
                            {"grid_resolution": 40}),
    "maps in panels": (draw_neuron_maps, classifiers(3, (2, 3, 1)), {"X": PLANE, "y": LABELS},
                       {"grid_resolution": 20, "arrange": "grid"}),
    "boundary": (plot_decision_boundary, classifiers(4), {"X": PLANE, "y": LABELS},
                 {"grid_resolution": 40}),
    "fit": (plot_fit, regressors(4), {"X": LINE, "y": TARGETS}, {}),
    "weights": (plot_weights, classifiers(3), {}, {}),
    "activations": (plot_layer_activations, classifiers(3), {"X": PLANE}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_frames_are_what_drawing_each_model_gives(name: str) -> None:
    draw, snapshots, data, options = CASES[name]
    animation = animate(recorded(snapshots), draw, **data, figsize=SIZE, dpi=100, **options)
    displays = [
        draw(model, **data, ax=Figure().add_axes((0, 0, 1, 1)), **options)
        for model in snapshots.values()
    ]
    common = one_scale([display.scale() for display in displays])
    assert len(animation.frames) == len(snapshots)
    for k, display in enumerate(displays):
        ax = alone(animation, (400, 320 - STRIP))
        expected = pixels(display.plot(ax=ax, **common).figure_)
        np.testing.assert_array_equal(without_title(animation, k), expected, err_msg=f"frame {k}")
    assert not np.array_equal(animation.frame(0), animation.frame(-1))


def test_the_last_frame_is_the_static_picture() -> None:
    snapshots = classifiers(6)
    animation = animate(recorded(snapshots), draw_network, title=False, dpi=100)
    norm = animation.display_.options.norm
    largest = max(
        np.abs(connection.weights).max()
        for model in snapshots.values()
        for connection in model.connections
        if connection.weights is not None
    )
    assert (norm.vmin, norm.vmax) == pytest.approx((-largest, largest))
    ax = Figure().add_axes((0.02, 0.02, 0.96, 0.96))
    expected = pixels(draw_network(snapshots[5], norm=norm, ax=ax).figure_)
    np.testing.assert_array_equal(animation.frame(-1), expected)
    assert animation.display_.network is snapshots[5]


def test_only_what_changes_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[int] = []
    draw_whole = Repainter._draw_whole
    monkeypatch.setattr(
        Repainter, "_draw_whole", lambda self: (whole.append(1), draw_whole(self))[1]
    )
    animate(classifiers(40), draw_network, figsize=SIZE)
    assert len(whole) <= 4


def test_an_own_function_keeps_its_limits_over_all_frames() -> None:
    def curve_of(model: Network, X: Any, ax: Any, scale: float = 1.0) -> None:
        x = np.linspace(-1, 1, 30)
        weight = model.connections[0].weights[0, 0]  # type: ignore[index]
        ax.plot(x, scale * weight * x, "k")

    snapshots = regressors(5)
    animation = animate(snapshots, curve_of, LINE, figsize=SIZE, dpi=100, scale=10.0)
    weights = [model.connections[0].weights[0, 0] for model in snapshots.values()]  # type: ignore[index]
    (ax,) = animation.figure_.axes
    most = 10 * np.max(np.abs(weights))
    assert ax.get_ylim() == pytest.approx((-1.1 * most, 1.1 * most), rel=1e-6)
    assert animation.display_ is None
    for k, model in enumerate(snapshots.values()):
        own = alone(animation, (400, 320 - STRIP))
        curve_of(model, LINE, own, 10.0)
        own.set(xlim=ax.get_xlim(), ylim=ax.get_ylim())
        figure = own.get_figure(root=True)
        assert isinstance(figure, Figure)
        np.testing.assert_array_equal(without_title(animation, k), pixels(figure))


def test_limits_that_run_downwards_stay_so() -> None:
    def falling(model: Network, ax: Any) -> None:
        ax.plot([0, 1], [0, model.connections[0].weights[0, 0]])  # type: ignore[index]
        ax.invert_yaxis()

    animation = animate(regressors(4), falling, figsize=SIZE)
    low, high = animation.figure_.axes[0].get_ylim()
    assert low > high


def test_a_display_that_knows_nothing_of_others_is_drawn_anew() -> None:
    snapshots = regressors(3)
    animation = animate(
        snapshots, lambda model, ax: plot_activation("tanh", ax=ax), figsize=SIZE, dpi=100
    )
    assert np.array_equal(without_title(animation, 0), without_title(animation, 2))
    animation = animate(
        snapshots, lambda model, ax: draw_neuron(model, layer=1, neuron=0, ax=ax), figsize=(6, 3)
    )
    assert not np.array_equal(animation.frame(0), animation.frame(2))


def test_partial_functions_and_options() -> None:
    snapshots = classifiers(2)
    one = animate(snapshots, partial(draw_network, bias=True), figsize=SIZE)
    other = animate(snapshots, draw_network, figsize=SIZE, bias=True)
    assert np.array_equal(one.frame(1), other.frame(1))


def test_epochs_are_chosen_and_in_order() -> None:
    snapshots = classifiers(6)
    animation = animate(recorded(snapshots), draw_network, epochs=[5, 0, 3], figsize=SIZE)
    assert animation.epochs == (0, 3, 5)
    assert len(animation) == 3
    assert animation.display_.network is snapshots[5]


def test_the_title_says_the_epoch_and_does_not_move() -> None:
    def nothing(model: Network, ax: Any) -> None:
        ax.set_axis_off()

    snapshots = {k: regressors(1)[0] for k in (0, 7, 70, 700)}
    animation = animate(snapshots, nothing, figsize=SIZE, dpi=100)
    strips = [animation.frame(k)[:STRIP] for k in range(4)]
    assert all((without_title(animation, k) == 255).all() for k in range(4))
    inked = [np.flatnonzero((strip[..., :3] < 128).any(axis=(0, 2))) for strip in strips]
    assert len({columns[0] for columns in inked}) == 1  # the "e" of epoch
    widths = [columns[-1] - columns[0] for columns in inked]
    assert widths[0] < widths[2] < widths[3]
    # Of the widest title the middle is that of the picture.
    assert (inked[3][0] + inked[3][-1]) / 2 == pytest.approx(200, abs=3)
    plain = animate(snapshots, nothing, figsize=SIZE, dpi=100, title=False)
    assert (plain.frame(0) == 255).all()
    assert plain.frame(0).shape == (320, 400, 4)
    own = animate(snapshots, nothing, figsize=SIZE, title="after {epoch} $epochs$")
    assert (own.frame(0)[:STRIP, :, :3] < 128).any()


def test_show_needs_a_drawn_display_and_its_like() -> None:
    snapshots = classifiers(2)
    ax = Figure().add_axes((0, 0, 1, 1))
    display = draw_network(snapshots[0], ax=ax)
    maps = draw_neuron_maps(
        snapshots[0], PLANE, ax=Figure().add_axes((0, 0, 1, 1)), grid_resolution=9
    )
    with pytest.raises(RuntimeError, match="not been drawn"):
        display.with_model(snapshots[1]).show(display)
    with pytest.raises(TypeError, match="other must be a NetworkDisplay; got NeuronMapsDisplay"):
        display.show(maps)
    with pytest.raises(TypeError, match="other must be a NeuronMapsDisplay; got NetworkDisplay"):
        maps.show(display)
    with pytest.raises(ValueError, match="of the same sizes, 2-8-6-1; its network has 2-3-1"):
        display.show(display.with_model(classifiers(1, (2, 3, 1))[0]))
    assert display.network is snapshots[0]


def test_show_leaves_alone_what_others_have_drawn() -> None:
    snapshots = classifiers(2, (2, 2, 1))
    ax = Figure().add_axes((0, 0, 1, 1))
    display = draw_network(snapshots[0], ax=ax)
    (line,) = ax.plot([0, 1], [0, 1])
    n_children = len(ax.get_children())
    display.show(display.with_model(snapshots[1]))
    assert line in ax.lines
    assert len(ax.get_children()) == n_children
    assert "0 have" not in display.alt_text() or display.network is snapshots[1]


def test_charts_do_not_move_where_their_words_change(monkeypatch: pytest.MonkeyPatch) -> None:
    stages: list[Stage] = []
    make = Stage.__init__

    def kept(self: Stage, *args: Any, **kw: Any) -> None:
        make(self, *args, **kw)
        stages.append(self)

    monkeypatch.setattr(Stage, "__init__", kept)

    def decides(end: float) -> Callable[[Any], Any]:
        return lambda X: ((X[:, 0] ** 2 + X[:, 1] ** 2 < 0.5) ^ (X[:, 0] > end)).astype(int)

    models = {0: decides(-2.0), 1: decides(0.7), 2: decides(2.0)}
    X, y = points(400)
    animation = animate(
        models, plot_decision_boundary, X, y, figsize=(6.4, 4.8), dpi=100, grid_resolution=30
    )
    words = [f"{np.sum(model(X) != y)} of 400 wrong" for model in models.values()]
    assert len(set(map(len, words))) > 1
    last = stages[-3:]
    extents = [stage.ax.bbox.extents for stage in last]
    np.testing.assert_allclose(extents, [extents[0]] * 3, atol=0.01)
    assert len({stage.ax.get_position(original=True).x1 for stage in last}) > 1
    for k, (stage, model) in enumerate(zip(last, models.values(), strict=True)):
        figure = Figure(figsize=(6.4, (480 - STRIP) / 100), dpi=100)
        ax = figure.add_axes(stage.ax.get_position(original=True).bounds)
        plot_decision_boundary(model, X, y, grid_resolution=30, ax=ax, **animation.display_.scale())
        np.testing.assert_array_equal(without_title(animation, k), pixels(figure))
