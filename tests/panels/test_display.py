"""Panels as artists: one scale, words that stand once, figures of the caller and of pyplot."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from nnviz import (
    Network,
    PanelsDisplay,
    draw_network,
    draw_neuron_maps,
    draw_panels,
    plot_activation,
    plot_decision_boundary,
    plot_fit,
    plot_loss,
    plot_weights,
)
from nnviz.drawing.saving import displays_on
from tests.figures import pixels
from tests.paneled import classifier, history, record, regressor, ring, sweep, wave

X, Y = ring()
XR, YR = wave()
MODELS = {"first": classifier(1), "second": classifier(2), "third": classifier(3)}


def drawn(*args: Any, size: tuple[float, float] = (9, 5), **kw: Any) -> PanelsDisplay:
    """Panels on a figure that pyplot does not know, as they are after drawing."""
    display = draw_panels(*args, figure=Figure(figsize=size), **kw)
    display.figure_.draw_without_rendering()
    return display


def texts(display: PanelsDisplay) -> list[str]:
    """Every word around the panels."""
    return [text.get_text() for text in display.ax_.texts if text.get_visible() and text.get_text()]


# -------------------------------------------------------------------------------- one scale


def test_diagrams_have_one_norm_and_one_colour_bar() -> None:
    display = drawn(MODELS, draw_network)
    largest = max(np.abs(c.weights).max() for m in MODELS.values() for c in m.connections)
    norms = [edges.norm for panel in display.displays[0] for edges in panel.edges_]
    assert {(norm.vmin, norm.vmax) for norm in norms} == {(-largest, largest)}
    (bar,) = display.colorbars_
    assert (bar.norm.vmin, bar.norm.vmax) == (-largest, largest)
    assert bar.ax.get_ylabel().startswith("weight")
    assert all(panel.colorbar_ is None for panel in display.displays[0])
    assert display.scales_[0]["norm"].vmax == largest


def test_a_weight_has_one_colour_in_all_panels() -> None:
    one, other = (
        Network.from_arrays([np.array([[1.0, top]])], activation=None) for top in (2.0, -4.0)
    )
    display = drawn({"a": one, "b": other}, draw_network)
    colours = []
    for panel in display.displays[0]:
        (edges,) = panel.edges_
        index = int(np.flatnonzero(np.asarray(edges.get_array()) == 1.0)[0])
        colours.append(tuple(edges.get_cmap()(edges.norm(1.0))))
        assert index >= 0
    assert colours[0] == colours[1]


def test_maps_share_the_norm_of_each_layer() -> None:
    display = drawn(record(5), draw_neuron_maps, X, Y, size=(12, 6))
    for layer in range(1, 4):
        ends = {(p.images_[layer][0].norm.vmin, p.images_[layer][0].norm.vmax)
                for p in display.displays[0]}  # fmt: skip
        assert len(ends) == 1
    largest = max(np.abs(p.maps[1]).max() for p in display.displays[0])
    assert np.isclose(display.displays[0][0].images_[1][0].norm.vmax, largest)
    labels = [text.get_text() for text in display.legend_.get_texts()]
    assert labels[0] == "class 0"
    assert labels[-1].startswith("output, 0 to 1")
    assert all(panel.colorbars_ == [] and panel.legend_ == [] for panel in display.displays[0])


def test_fits_and_losses_share_their_limits() -> None:
    display = drawn(sweep(), X=XR, y=YR, rows=[plot_loss, plot_fit], size=(12, 6))
    assert display.axes_.shape == (2, 6)
    for row in display.axes_:
        assert len({ax.get_xlim() for ax in row}) == 1
        assert len({ax.get_ylim() for ax in row}) == 1
        assert row[0].get_shared_y_axes().joined(row[0], row[5])
    assert len({ax.get_yscale() for ax in display.axes_[0]}) == 1
    losses = [panel.lines_[0].get_ydata() for panel in display.displays[0]]
    low, high = display.axes_[0, 0].get_ylim()
    assert low < min(map(np.min, losses))
    assert high > max(map(np.max, losses))


def test_weights_share_a_colour_bar() -> None:
    display = drawn(MODELS, plot_weights, size=(13, 5))
    assert len({(n.vmin, n.vmax) for p in display.displays[0] for n in p.norms}) == 1
    assert len(display.colorbars_) == 1
    assert all(panel.colorbars_ == [] for panel in display.displays[0])


def test_without_sharing_each_has_its_own_scale() -> None:
    display = drawn(MODELS, draw_network, share=False)
    limits = [panel.edges_[0].norm.vmax for panel in display.displays[0]]
    assert len(set(limits)) == 3
    assert display.colorbars_ == []
    assert all(panel.colorbar_ is not None for panel in display.displays[0])
    assert display.scales_ == [{}]
    losses = {"a": history(0.01, 20), "b": history(10.0, 60)}
    display = drawn(losses, plot_loss, share=False)
    assert len({ax.get_xlim() for ax in display.axes_[0]}) == 2
    assert all(ax.yaxis.get_tick_params()["labelleft"] for ax in display.axes_[0])


def test_a_picture_without_a_scale_shares_limits() -> None:
    display = drawn(["relu", "tanh"], plot_activation)
    one, other = display.axes_[0]
    assert one.get_ylim() == other.get_ylim()
    assert one.get_ylim()[0] < -1
    assert one.get_ylim()[1] > 5


def test_pictures_without_a_common_scale_are_refused() -> None:
    models = {"2": classifier(1), "3": classifier(1, (2, 4, 3, 3, 1))}
    figure = Figure()
    with pytest.raises(ValueError, match="share: these pictures of draw_neuron_maps have no scale"):
        draw_panels(models, draw_neuron_maps, X, Y, figure=figure)
    assert figure.axes == []
    assert drawn(models, draw_neuron_maps, X, Y, share=False).axes_.shape == (1, 2)


# ------------------------------------------------------------------------- words that stand once


def test_names_and_numbers_stand_at_the_outer_panels_only() -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=3)
    said = texts(display)
    assert said.count("x") == 1
    assert said.count("y") == 1
    assert said.count("alpha") == 1
    assert all(not ax.get_xlabel() and not ax.get_ylabel() for ax in display.axes_[0])
    left = [ax.yaxis.get_tick_params()["labelleft"] for ax in display.axes_[0]]
    below = [ax.xaxis.get_tick_params()["labelbottom"] for ax in display.axes_[0]]
    assert left == [True, False, False, True, False, False]
    assert below == [False, False, False, True, True, True]


def test_numbers_stand_below_the_lowest_panel_of_each_column() -> None:
    display = drawn({**MODELS, "fourth": classifier(4)}, plot_decision_boundary, X, Y, columns=3)
    below = [ax.xaxis.get_tick_params()["labelbottom"] for ax in display.axes_[0]]
    assert below == [False, True, True, True]


def test_inner_ticks_are_those_of_the_numbers_outside() -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=3)
    ticks = [list(ax.get_yticks()) for ax in display.axes_[0]]
    assert all(some == ticks[0] for some in ticks)


def test_names_that_differ_stay_with_their_panels() -> None:
    def chart(model: str, ax: Any) -> None:
        ax.plot([0, 1], [0, 1])
        ax.set_xlabel(f"over {model}")
        ax.set_ylabel("same")

    display = drawn(["a", "b"], chart)
    assert [ax.get_xlabel() for ax in display.axes_[0]] == ["over a", "over b"]
    assert "same" in texts(display)


def test_titles_say_values_scores_and_the_best() -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=3)
    assert [text.get_text() for text in display.titles_][2] == "0.1 (best)"
    assert display.titles[2] == "0.1"
    said = " ".join(texts(display))
    assert "test R² 0.93" in said
    r2 = display.displays[0][2].r2["train"]
    assert f"R² {r2:.2f} on the data shown" in said
    frames = [ax.spines["left"].get_linewidth() for ax in display.axes_[0]]
    assert frames[2] > 2 * frames[0]


def test_titles_stand_in_one_line_above_their_panels() -> None:
    display = drawn({"a": history(0.1), "b": history(1.0)}, plot_loss)
    places = [text.get_position() for text in display.titles_]
    assert places[0][1] == places[1][1]
    for (x, y), ax in zip(places, display.axes_[0], strict=True):
        assert np.isclose(x, ax.bbox.x0, atol=1)
        assert y > ax.bbox.y1


def test_one_legend_says_what_all_say_and_panels_the_rest() -> None:
    models = {"a": classifier(6), "b": classifier(7), "c": classifier(9)}  # 40, 60, 80 are wrong
    display = drawn(models, plot_decision_boundary, X, Y)
    labels = [text.get_text() for text in display.legend_.get_texts()]
    assert labels == ["0", "1", "wrong"]
    assert all(panel.legend_ is None for panel in display.displays[0])
    for panel in display.displays[0]:
        words = [text.get_text() for text in panel.ax_.texts]
        assert any("of 120 wrong" in word for word in words)


def test_a_legend_a_row() -> None:
    display = drawn(sweep(), X=XR, y=YR, rows=[plot_loss, plot_fit], size=(12, 7))
    first, second = display.legends_
    assert "training loss" in first.get_texts()[0].get_text()
    assert [text.get_text() for text in second.get_texts()] == ["data", "fit"]
    assert display.legend_ is first
    top, bottom = (row[0].bbox for row in display.axes_)
    extents = [legend.get_window_extent() for legend in display.legends_]
    assert bottom.y1 < extents[0].y0 < extents[0].y1 < top.y0
    assert extents[1].y1 < bottom.y0


def test_legends_with_formulas_stay_in_their_panels() -> None:
    display = drawn(["relu", "tanh"], plot_activation)
    assert display.legend_ is None
    assert all(panel.legend_ is not None for panel in display.displays[0])


def test_no_legend_and_no_colour_bar_where_they_are_not_wanted() -> None:
    display = drawn(MODELS, plot_decision_boundary, X, Y, legend=False)
    assert display.legend_ is None
    assert all(panel.legend_ is None for panel in display.displays[0])
    display = drawn(MODELS, draw_network, colorbar=False)
    assert display.colorbars_ == []
    assert all(panel.colorbar_ is None for panel in display.displays[0])
    display = drawn(MODELS, partial(draw_network, colorbar=False))
    assert display.colorbars_ == []


def test_notes_that_all_panels_have_stand_once() -> None:
    display = drawn(record(11), draw_neuron_maps, X, Y, size=(14, 7))
    note = display.note_.get_text()
    assert "thin lines: weighted sum z = 0" in note
    assert "8 of 11 snapshots" in note
    inner = [text.get_text() for ax in display.axes_[0] for text in ax.texts if text.get_visible()]
    assert not any("thin lines" in words for words in inner)


def test_a_failed_run_says_so_in_its_panel() -> None:
    display = drawn(sweep(failing=1), X=XR, y=YR, rows=[plot_loss, plot_fit], size=(12, 6))
    said = [words for words in texts(display) if words.startswith("failed")]
    assert len(said) == 2
    assert "ValueError" in said[0].replace("\n", " ")
    assert not display.axes_[0, 1].get_visible()
    assert display.displays[1][1] is None
    assert "0.001 failed: ValueError" in display.alt_text()


def test_a_run_without_a_history_says_so() -> None:
    display = drawn({"a": history(0.1), "b": classifier(1)}, plot_weights, titles=["A", "B"])
    assert "no model" in texts(display)


# ------------------------------------------------------------------------ arranging the panels


def test_panels_of_one_figure_are_equal_and_disjoint() -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=3)
    boxes = [ax.bbox for ax in display.axes_[0]]
    assert np.allclose([box.size for box in boxes], boxes[0].size, atol=0.5)
    tight = [ax.get_tightbbox() for ax in display.axes_[0]]
    for k, one in enumerate(tight):
        assert one.x0 >= 0
        assert one.x1 <= display.figure_.bbox.width
        assert not any(one.overlaps(other) for other in tight[k + 1 :])


@pytest.mark.parametrize(("columns", "rows"), [(1, 6), (2, 3), (3, 2), (6, 1), (None, None)])
def test_columns(columns: int | None, rows: int | None) -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=columns, size=(8, 8))
    heights = {round(ax.bbox.y0) for ax in display.axes_[0]}
    lefts = {round(ax.bbox.x0) for ax in display.axes_[0]}
    assert len(lefts) * len(heights) >= 6
    if columns is not None:
        assert (len(lefts), len(heights)) == (columns, rows)


def test_rows_go_on_below_where_models_are_many() -> None:
    display = drawn(sweep(), X=XR, y=YR, rows=[plot_loss, plot_fit], columns=3, size=(8, 10))
    y = [[round(ax.bbox.y0) for ax in row] for row in display.axes_]
    assert y[0][0] > y[1][0] > y[0][3] > y[1][3]
    x = [[round(ax.bbox.x0) for ax in row] for row in display.axes_]
    assert x[0] == x[1]
    assert x[0][:3] == x[0][3:]


def test_a_new_size_is_filled_anew() -> None:
    display = drawn(sweep(), plot_fit, XR, YR, columns=3)
    before = display.axes_[0, 2].bbox.frozen()
    display.figure_.set_size_inches(6, 8)
    display.figure_.draw_without_rendering()
    after = display.axes_[0, 2].bbox
    assert after.x1 < before.x1
    assert after.x1 > 0.9 * display.figure_.bbox.width
    assert max(ax.get_tightbbox().y1 for ax in display.axes_[0]) < display.figure_.bbox.height


def test_titles_of_the_figure_have_their_room() -> None:
    display = drawn(MODELS, draw_network)
    before = display.titles_[0].get_window_extent().y1
    heading = display.figure_.suptitle("All of them")
    display.figure_.draw_without_rendering()
    assert display.titles_[0].get_window_extent().y1 < heading.get_window_extent().y0
    assert display.titles_[0].get_window_extent().y1 < before
    heading.set_text("")
    display.ax_.set_title("All of them")
    display.figure_.draw_without_rendering()
    title = display.ax_.title.get_window_extent()
    assert display.titles_[0].get_window_extent().y1 < title.y0
    assert title.y1 < display.figure_.bbox.height


@pytest.mark.parametrize("engine", ["constrained", "tight"])
def test_layout_engines_leave_the_panels_alone(engine: str) -> None:
    plain = drawn(MODELS, plot_decision_boundary, X, Y)
    figure = Figure(figsize=(9, 5), layout=engine)
    other = draw_panels(MODELS, plot_decision_boundary, X, Y, figure=figure)
    figure.draw_without_rendering()
    for one, two in zip(plain.axes_[0], other.axes_[0], strict=True):
        assert np.allclose(one.bbox.size, two.bbox.size, atol=3.0)
        assert np.allclose(one.bbox.extents, two.bbox.extents, atol=15.0)  # for notes of charts


def test_a_subfigure_is_filled_and_the_other_left_alone() -> None:
    figure = Figure(figsize=(10, 5))
    left, right = figure.subfigures(1, 2)
    display = draw_panels(MODELS, draw_network, figure=right)
    figure.draw_without_rendering()
    assert left.axes == []
    assert display.figure_ is figure
    for ax in display.axes_[0]:
        assert ax.bbox.x0 >= right.bbox.x0
        assert ax.bbox.x1 <= right.bbox.x1


# ------------------------------------------------------------------- functions of others


def lines(model: Any, ax: Any, *, scale: float = 1.0) -> str:
    ax.plot([0, 1], [0, scale * len(model)], label="line")
    ax.set_xlabel("time")
    return "nothing of ours"


def test_own_functions_share_limits_and_names() -> None:
    display = drawn(["ab", "abcdef"], lines, scale=2.0)
    one, other = display.axes_[0]
    assert one.get_ylim() == other.get_ylim()
    assert one.get_ylim()[1] > 12
    assert display.displays == [[None, None]]
    assert texts(display).count("time") == 1


def test_names_keep_their_mathematics_where_they_had_some() -> None:
    def chart(model: str, ax: Any) -> None:
        ax.set_xlabel("$x_1$")
        ax.set_ylabel("$y$", parse_math=False)

    display = drawn(["a", "b"], chart)
    found = {text.get_text(): text.get_parse_math() for text in display.ax_.texts}
    assert found["$x_1$"]
    assert not found["$y$"]


def test_a_colour_bar_of_an_own_function_stays_beside_its_panel() -> None:
    def image(model: Any, ax: Any) -> None:
        drawn_ = ax.imshow([[0, 1], [2, len(model)]], aspect="auto")
        ax.get_figure().colorbar(drawn_, ax=ax)

    display = drawn(["ab", "abc"], image)
    bars = [ax for ax in display.figure_.axes if ax not in [display.ax_, *display.axes_[0]]]
    assert len(bars) == 2
    one, other = display.axes_[0]
    assert one.bbox.x1 < bars[0].bbox.x0 < bars[0].bbox.x1 < other.bbox.x0
    assert bars[1].bbox.x0 > other.bbox.x1
    assert bars[1].get_tightbbox().x1 <= display.figure_.bbox.width


def test_a_twin_of_an_own_function_stays_in_its_panel() -> None:
    def twin(model: Any, ax: Any) -> None:
        ax.plot([0, 1])
        ax.twinx().plot([5, 3])

    display = drawn(["ab", "abc"], twin)
    twins = [ax for ax in display.figure_.axes if ax not in [display.ax_, *display.axes_[0]]]
    for panel, other in zip(display.axes_[0], twins, strict=True):
        assert np.allclose(panel.bbox.extents, other.bbox.extents)


def test_a_function_around_one_of_ours_is_as_good_as_ours() -> None:
    def mine(model: Any, ax: Any) -> Any:
        return draw_network(model, ax=ax, names=False)

    display = drawn(MODELS, mine)
    assert len({panel.edges_[0].norm.vmax for panel in display.displays[0]}) == 1
    assert len(display.colorbars_) == 1


# --------------------------------------------------------------- figures, failures, saving


def test_a_new_figure_is_pyplots_and_grows_with_the_panels() -> None:
    small = draw_panels(MODELS, draw_network)
    large = draw_panels(record(9), draw_network)
    assert plt.get_fignums() == [1, 2]
    assert large.figure_.get_size_inches()[1] > small.figure_.get_size_inches()[1]
    given = draw_panels(MODELS, draw_network, figsize=(5, 4))
    assert tuple(given.figure_.get_size_inches()) == (5, 4)
    plt.close("all")


def test_a_given_figure_leaves_pyplot_untouched() -> None:
    drawn(MODELS, draw_network)
    assert plt.get_fignums() == []


def test_the_same_panels_twice_are_the_same_pixels() -> None:
    one = drawn(MODELS, plot_decision_boundary, X, Y)
    two = drawn(MODELS, plot_decision_boundary, X, Y)
    first = pixels(one.figure_)
    assert np.array_equal(first, pixels(two.figure_))
    again = Figure(figsize=(9, 5))
    one.plot(figure=again)
    assert np.array_equal(first, pixels(again))


def test_panels_are_drawn_again_with_other_options() -> None:
    display = drawn(MODELS, plot_decision_boundary, X, Y)
    display.plot(figure=Figure(), legend=False, columns=1, max_points=20)
    assert display.options.columns == 1
    assert display.legend_ is None
    assert all(panel.options.max_points == 20 for panel in display.displays[0])
    with pytest.raises(
        TypeError, match="There is no visual option 'colour' of panels, nor of plot"
    ):
        display.plot(figure=Figure(), colour="red")


def test_inputs_stay_as_they_are() -> None:
    models = dict(MODELS)
    data = X.copy(), Y.copy()
    drawn(models, plot_decision_boundary, *data)
    assert models == MODELS
    assert np.array_equal(data[0], X)
    assert np.array_equal(data[1], Y)


def fails_on_the_third(model: Any, ax: Any) -> None:
    ax.plot([0, 1])
    ax.twinx()
    if model == "c":
        raise RuntimeError("no picture of c")


def test_a_failure_leaves_nothing_behind() -> None:
    figure = Figure()
    with pytest.raises(RuntimeError, match="no picture of c"):
        draw_panels(["a", "b", "c"], fails_on_the_third, figure=figure)
    assert figure.axes == []
    assert displays_on(figure) == []
    with pytest.raises(RuntimeError, match="no picture of c"):
        draw_panels(["a", "b", "c"], fails_on_the_third)
    assert plt.get_fignums() == []


def test_a_failure_of_the_last_drawing_leaves_nothing_behind() -> None:
    calls = []

    def fails_later(model: Any, ax: Any) -> None:
        calls.append(model)
        ax.twinx()
        if len(calls) == 4:  # two to see what it returns, then the panels themselves
            raise RuntimeError("not again")

    figure = Figure()
    with pytest.raises(RuntimeError, match="not again"):
        draw_panels(["a", "b"], fails_later, figure=figure)
    assert figure.axes == []
    calls.clear()
    with pytest.raises(RuntimeError, match="not again"):
        draw_panels(["a", "b"], fails_later)
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"figure": plt}, TypeError, "figure must be a Figure, a SubFigure or None; got module"),
        ({"figure": Figure().add_subplot()}, TypeError, "got axes. Panels take a whole figure"),
        ({"figure": Figure().add_subplot().get_figure()}, ValueError, "figure must have no axes"),
        ({"columns": 0}, ValueError, "columns must be None or a count >= 1; got 0"),
        ({"columns": 2.0}, ValueError, "columns must be None or a count >= 1"),
        ({"share": "all"}, ValueError, "share must be one of True, False; got 'all'"),
        ({"legend": "above"}, ValueError, "legend must be one of"),
        ({"figsize": (3,)}, ValueError, "figsize must be"),
        ({"arange": "grid"}, TypeError, "draw_network does not take the option 'arange'"),
        ({"ax": None}, TypeError, "ax: panels fill a whole figure; give figure"),
    ],
)
def test_bad_options_draw_nothing(
    options: dict[str, Any], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        draw_panels(MODELS, draw_network, **options)
    assert plt.get_fignums() == []


def test_snapshots_have_no_losses() -> None:
    with pytest.raises(ValueError, match="plot_loss draws trainings, and the models have none"):
        draw_panels(record(3), plot_loss)


def test_errors_of_a_model_say_which_it_is() -> None:
    with pytest.raises(TypeError) as caught:
        draw_panels({"good": classifier(1), "bad": object()}, draw_network)
    assert "models['bad'] ('bad')" in caught.value.__notes__[0]


def test_the_figure_knows_the_panels_and_saves_their_words_once(tmp_path: Path) -> None:
    display = drawn(MODELS, draw_network)
    assert displays_on(display.figure_) == [display]
    path = display.save(tmp_path / "panels.png")
    words = Image.open(path).text["Description"]
    assert words == display.alt_text()
    assert words.startswith("3 panels drawn with draw_network, for first, second and third.")
    assert words.count("Diagram of a neural network") == 3
    assert display.save(tmp_path / "again.png").read_bytes() == path.read_bytes()
    assert repr(display) == (
        "<PanelsDisplay: 3 panels drawn with draw_network, for first, second and third>"
    )


def test_alt_texts_say_once_what_is_alike() -> None:
    display = drawn(record(11), draw_network)
    words = display.alt_text()
    assert "Shown are 8 of 11 snapshots." in words
    assert words.count("epoch 0") == 2
    fits = drawn(sweep(), plot_fit, XR, YR).alt_text()
    assert fits.startswith("6 panels drawn with plot_fit, for alpha 1e\N{MINUS SIGN}5, 0.001, ")
    assert "The best is 0.1." in fits


def test_nothing_holds_a_figure_that_is_gone() -> None:
    display = drawn({"a": regressor(0.1), "b": regressor(1.0)}, plot_fit, XR, YR)
    figure = weakref.ref(display.figure_)
    del display
    gc.collect()
    assert figure() is None
