"""`BackpropDisplay.steps`: the derivation as frames for a lecture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from sklearn.datasets import make_moons
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from nnviz import BackpropDisplay, backward, draw_backprop, gradient_paths
from nnviz.displays.backprop.numbers import along_one_path, update_of
from nnviz.drawing.backprop.part_bars import PartBars
from nnviz.drawing.backprop.steps import plan_steps
from nnviz.drawing.saving import displays_on
from tests.figures import fixed_network, new_axes, pixels
from tests.legibility import assert_legible
from tests.styles import STYLES, style

#: Edges on no path recede on purpose.
RECEDING = {"min_stroke_contrast": 2.5}


@pytest.fixture(scope="module")
def moons() -> tuple[Any, Any, Any]:
    X, y = make_moons(n_samples=60, noise=0.2, random_state=3)
    model = MLPClassifier((4, 3), activation="tanh", solver="lbfgs", alpha=0.1, max_iter=5000,
                          random_state=3)  # fmt: skip
    return model.fit(X, y), X, y


@pytest.fixture(scope="module")
def display(moons: tuple[Any, Any, Any]) -> BackpropDisplay:
    model, X, y = moons
    return draw_backprop(
        model, (1, 0, 2), X=X, y=y, path="strongest", sample=5, ax=new_axes(8, 5, dpi=80)
    )


def plan(display: BackpropDisplay, rate: float = 0.1) -> list[Any]:
    numbers = along_one_path(display.numbers, display.loss)
    return plan_steps(numbers, None if numbers.passes is None else update_of(numbers, rate))


def texts(figure: Figure) -> list[str]:
    pixels(figure)
    drawn = figure.axes[0].texts
    return [text.get_text() for text in drawn if text.get_visible() and text.get_text()]


def test_the_frames_come_in_the_order_of_the_derivation(display: BackpropDisplay) -> None:
    assert [step.name for step in plan(display)] == [
        "forward", "loss", "back", "back", "weight", "paths", "sum", "update",
    ]  # fmt: skip


@pytest.mark.parametrize("hidden", [0, 1, 2, 4])
@pytest.mark.parametrize("loss", ["auto", "squared_error"])
def test_there_are_at_most_six_more_than_layers(hidden: int, loss: str) -> None:
    network = fixed_network(2, *[3] * hidden, 1, activation="tanh", out_activation="logistic")
    drawn = draw_backprop(network, (1, 0, 0), X=[[0.3, -0.4], [1.0, 0.2]], y=[0, 1], loss=loss,
                          ax=new_axes(7, 5))  # fmt: skip
    frames = plan(drawn)
    assert len(frames) <= network.depth + 6
    # Every factor is written in full sooner or later, and never faint again.
    full = [step.n_factors for step in frames]
    assert full == sorted(full)
    assert full[-1] == len(drawn.numbers.rule.factors)
    assert len(drawn.steps()) == len(frames)


def test_nothing_moves_and_no_figure_is_left(display: BackpropDisplay) -> None:
    frames = display.steps()
    views, sizes = set(), set()
    for figure in frames:
        image = pixels(figure)
        sizes.add(image.shape)
        views.add((*figure.axes[0].get_xlim(), *figure.axes[0].get_ylim()))
    assert len(views) == 1
    assert len(sizes) == 1
    assert plt.get_fignums() == []


def test_factors_come_one_layer_after_the_other(display: BackpropDisplay) -> None:
    shown = []
    for figure in display.steps():
        pixels(figure)
        (frame,) = displays_on(figure)
        shown.append(sum(text.get_visible() for text in frame.labels_["values"]))
    # Seven factors: X, h', w, h', w, and h' with dL/dy in one; the bars take their place.
    assert shown == [0, 2, 4, 6, 7, 7, 0, 0]


def test_the_forward_frame_has_what_each_neuron_puts_out(
    display: BackpropDisplay, moons: tuple[Any, Any, Any]
) -> None:
    model, X, _ = moons
    hidden = np.tanh(X[5] @ model.coefs_[0] + model.intercepts_[0])
    said = texts(display.steps()[0])
    for value in (*X[5], *hidden, model.predict_proba(X[5:6])[0, 1]):
        written = [_number(text) for text in said if _is_number(text)]
        assert min(abs(w - value) for w in written) <= 0.006 * abs(value)


def test_edges_stand_out_as_far_back_as_the_frame_has_come(display: BackpropDisplay) -> None:
    path, others = [], []
    for figure in display.steps():
        (frame,) = displays_on(figure)
        path.append(len(frame.edges_["path"]))
        others.append(len(frame.edges_["other"]) + len(frame.edges_["dead"]))
    assert path == [0, 0, 1, 2, 2, 2, 2, 2]
    assert others[:5] == [0] * 5
    assert others[5] > 0


def test_the_bars_stack_up_to_the_gradient(display: BackpropDisplay) -> None:
    figure = display.steps()[-2]
    pixels(figure)
    bars = [p for p in figure.axes[0].patches if isinstance(p, Rectangle)]
    assert display.paths is not None
    *parts, total = bars
    products = display.paths.products
    assert len(parts) == display.paths.n_paths
    scale = total.get_height() / abs(display.paths.gradient)
    heights = sorted(bar.get_height() / scale for bar in parts)
    np.testing.assert_allclose(heights, np.sort(np.abs(products)), rtol=1e-6, atol=1e-12)
    # Each begins where the one before ended, and the last ends where the sum does.
    tops = {
        round(v, 6) for bar in (parts[-1],) for v in (bar.get_y(), bar.get_y() + bar.get_height())
    }
    ends = {round(v, 6) for v in (total.get_y(), total.get_y() + total.get_height())}
    assert tops & ends


def test_the_update_is_that_of_gradient_descent(
    display: BackpropDisplay, moons: tuple[Any, Any, Any]
) -> None:
    model, X, y = moons
    update = update_of(display.numbers, 0.5)
    gradient = backward(model, X, y).weight_gradients[0][0, 2]
    assert update.new == pytest.approx(model.coefs_[0][0, 2] - 0.5 * gradient, rel=1e-12)
    assert update.loss_before == pytest.approx(log_loss(y, model.predict_proba(X)), rel=1e-10)
    before = model.coefs_[0][0, 2]
    model.coefs_[0][0, 2] = update.new
    try:
        after = log_loss(y, model.predict_proba(X))
    finally:
        model.coefs_[0][0, 2] = before
    assert update.loss_after == pytest.approx(after, rel=1e-10)
    caption = plan(display, 0.5)[-1].caption[0]
    assert "0.5" in caption
    assert "the loss goes from" in caption


@pytest.mark.parametrize("rate", [0.003, 0.1, 1.0, 17.0])
def test_the_written_update_works_out(display: BackpropDisplay, rate: float) -> None:
    said = plan(display, rate)[-1].caption[-1].partition(":= ")[2]
    left, equal, right = said.partition(" = ")
    assert equal, said
    old, by, slope = re.split(r" \N{MINUS SIGN} | \N{MULTIPLICATION SIGN} ", left)
    decimals = len(right.partition(".")[2])
    computed = _number(old) - _number(by) * _number(slope.strip("()"))
    assert round(computed, decimals) == pytest.approx(_number(right), abs=1e-12)


def test_the_update_of_a_bias() -> None:
    network = fixed_network(2, 3, 1, activation="tanh", out_activation="identity")
    X, y = [[0.3, -0.4], [1.0, 0.2]], [0.5, -1.0]
    drawn = draw_backprop(network, (1, "bias", 1), X=X, y=y, ax=new_axes(7, 5))
    update = update_of(drawn.numbers, 0.1)
    gradient = gradient_paths(network, (1, "bias", 1), X, y).gradient
    assert update.new == update.old - 0.1 * gradient
    moved = network.with_weights({(1, "bias", 1): update.new})
    assert update.loss_after == pytest.approx(backward(moved, X, y).loss, rel=1e-12)
    assert len(drawn.steps()) == 7


def test_without_data_there_are_no_numbers_and_no_update() -> None:
    drawn = draw_backprop([2, 8, 6, 1], (1, 0, 4), path=(3, 0), ax=new_axes(7, 5))
    names = [step.name for step in plan(drawn)]
    assert names == ["forward", "loss", "back", "back", "weight", "paths"]
    assert not any(_is_number(text) and "." in text for text in texts(drawn.steps()[-1]))


def test_without_a_path_they_follow_the_strongest(moons: tuple[Any, Any, Any]) -> None:
    model, X, y = moons
    drawn = draw_backprop(model, (1, 0, 2), X=X, y=y, ax=new_axes(8, 5))
    numbers = along_one_path(drawn.numbers, drawn.loss)
    assert drawn.paths is not None
    assert [neuron for _, neuron in numbers.routes[0]] == list(drawn.paths.strongest)
    assert drawn.path is None  # the picture itself stays as it was
    assert len(drawn.steps()) == 8


def test_a_weight_of_the_last_layer_has_one_path(moons: tuple[Any, Any, Any]) -> None:
    model, X, y = moons
    drawn = draw_backprop(model, (3, 1, 0), X=X, y=y, ax=new_axes(8, 5))
    assert [s.name for s in plan(drawn)] == ["forward", "loss", "weight", "sum", "update"]


@pytest.mark.parametrize("chosen", STYLES)
def test_every_frame_is_legible(moons: tuple[Any, Any, Any], chosen: str) -> None:
    model, X, y = moons
    with style(chosen) as sheet:
        ax = new_axes(13.33, 7.5) if sheet.slides else new_axes(8, 5)
        drawn = draw_backprop(model, (1, 0, 2), X=X, y=y, path="strongest", ax=ax)
        for figure in drawn.steps():
            assert_legible(figure, paper=sheet.paper, slides=sheet.slides, **RECEDING)


@pytest.mark.parametrize("size", [(3, 3), (5, 3), (4, 8)])
def test_small_frames_are_legible_and_stand_still(
    moons: tuple[Any, Any, Any], size: tuple[float, float]
) -> None:
    model, X, y = moons
    drawn = draw_backprop(model, (1, 0, 2), X=X, y=y, path="strongest", ax=new_axes(*size))
    views = set()
    for figure in drawn.steps():
        assert_legible(figure, **RECEDING)
        views.add((*figure.axes[0].get_xlim(), *figure.axes[0].get_ylim()))
    assert len(views) == 1


def test_bars_that_have_no_room_are_not_drawn(display: BackpropDisplay) -> None:
    figure = display.steps()[-1]
    figure.set_size_inches(1.2, 1.2)
    pixels(figure)
    assert not any(p.get_visible() for p in figure.axes[0].patches if isinstance(p, Rectangle))


def test_they_are_written_to_files(display: BackpropDisplay, tmp_path: Path) -> None:
    files = display.save_steps(tmp_path / "step-{:02d}.png")
    assert [file.name for file in files] == [f"step-{k:02d}.png" for k in range(8)]
    assert [file.name for file in display.save_steps(tmp_path / "all.pdf")] == ["all.pdf"]
    assert (tmp_path / "all.pdf").read_bytes().count(b"/Type /Page ") == 8


@pytest.mark.parametrize("rate", [0, -1.0, float("nan"), float("inf"), "fast", True, None])
def test_a_rate_that_is_none_is_refused(
    display: BackpropDisplay, rate: Any, tmp_path: Path
) -> None:
    with pytest.raises((TypeError, ValueError), match="rate must be a positive number"):
        display.steps(rate=rate)
    with pytest.raises((TypeError, ValueError), match="rate must be a positive number"):
        display.save_steps(tmp_path / "a.png", rate=rate)
    assert list(tmp_path.iterdir()) == []


def test_a_display_that_is_not_drawn_has_none(display: BackpropDisplay) -> None:
    with pytest.raises(RuntimeError, match="plot"):
        BackpropDisplay(display.numbers).steps()


def test_bars_are_one_for_each_part(display: BackpropDisplay) -> None:
    (frame,) = displays_on(display.steps()[-1])
    bars = frame._diagram.staging.bars
    assert isinstance(bars, PartBars)
    values = [value for _, value in frame.numbers.contributions()]
    np.testing.assert_allclose(bars.values[:-1], values)
    assert bars.values[-1] == pytest.approx(sum(values), rel=1e-10)


def _is_number(text: str) -> bool:
    try:
        _number(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))
