"""Diagrams of networks of every kind can be read, in every style, at every shape of axes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from matplotlib.figure import Figure

from nnviz import Network, NetworkDisplay, backward, draw_network
from tests.legibility import assert_legible
from tests.pictured import (
    circles,
    deep,
    digits,
    drawing,
    fixed_array,
    fixed_network,
    iris,
    named_at_length,
    seeing,
    skipping,
    smallest,
    wave,
)
from tests.styles import STYLES, style

SHAPES = {
    "3x3 in": (3.0, 3.0),
    "16:9 slide": (13.33, 7.5),
    "4x10 in": (4.0, 10.0),
}
ORIENTATIONS = ("horizontal", "vertical")


@dataclass(frozen=True)
class Case:
    """A network, and how it is drawn."""

    network: Callable[[], Network]
    options: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)
    often: bool = True  # at five of the six places; otherwise at two


def gradient() -> Any:
    """The gradient of the classifier of circles at four points."""
    points = [[0.5, -1.0], [-0.25, 0.75], [1.0, 1.0], [-1.5, 0.25]]
    return backward(circles(), points, [0, 1, 0, 1])


def architecture() -> Network:
    return Network.from_sizes([4, 3, 2, 3], activation="relu", out_activation="softmax")


def damaged() -> Network:
    """Neurons taken out."""
    return circles().without([(1, 3), (2, 0)])


# What is to recede behind highlighted neurons is still to be seen, as far as a slide asks for it.
RECEDING = {"min_stroke_contrast": 2.5}
FLOWER = [0.5, -1.25, 1.5, 0.75]
CASES = {
    "2-8-6-1": Case(circles),
    "4-3-2-3": Case(iris, {"edge_labels": True}),
    "4-3-2-3, labels in the middle": Case(
        iris, {"label_pos": 0.5, "edge_labels": True}, often=False
    ),
    "1-80-20-1 elided": Case(wave),
    "1-80-20-1 whole": Case(wave, {"max_neurons": None}, often=False),
    "numbers in bulk": Case(
        lambda: fixed_network([4, 24, 8, 3]), {"edge_labels": True, "max_neurons": None}
    ),
    "1-1": Case(smallest),
    "ten hidden layers": Case(deep),
    "64-100-10": Case(digits, often=False),
    "skips": Case(skipping),
    "skips, with bias": Case(skipping, {"bias": True}, often=False),
    "bias": Case(circles, {"bias": True}),
    "bias and edge values": Case(iris, {"bias": True, "edge_labels": True}),
    "biases as fills": Case(circles, {"neuron_fill": "bias"}, often=False),
    "layers as fills": Case(iris, {"neuron_fill": "layer", "neuron_labels": "name"}, often=False),
    "sample": Case(circles, {"sample": [0.5, -1.0]}),
    "contribution": Case(iris, {"sample": FLOWER, "edge_values": "contribution"}),
    "contribution, with bias": Case(
        iris, {"sample": FLOWER, "edge_values": "contribution", "bias": True}, often=False
    ),
    "highlight": Case(circles, {"highlight": [(1, 4), (2, 3)]}, RECEDING, often=False),
    "highlight, elided": Case(wave, {"highlight": [(1, 40), (2, 3)]}, RECEDING, often=False),
    "parameters": Case(iris, {"captions": "parameters"}, often=False),
    "parameters, wide": Case(digits, {"captions": "parameters", "bias": True}, often=False),
    "notation": Case(circles, {"neuron_labels": "notation"}),
    "notation with inputs inside": Case(
        lambda: fixed_network([3, 5, 2]), {"neuron_labels": "notation"}, often=False
    ),
    "long names": Case(named_at_length, {"bias": True}),
    "long names inside": Case(named_at_length, {"neuron_labels": "name"}, often=False),
    "architecture": Case(architecture, {"bias": True, "captions": "parameters"}, often=False),
    "neurons taken out": Case(damaged, often=False),
    "norm by layer": Case(circles, {"norm_by": "layer"}, often=False),
    "strongest edges": Case(wave, {"top_edges": 40}, often=False),
    "picture": Case(seeing, {"input_shape": (6, 7)}),
    "picture, elided": Case(
        seeing, {"input_shape": (6, 7), "max_neurons": 5, "bias": True}, often=False
    ),
    "picture of a sample": Case(seeing, {"input_shape": (6, 7), "sample": drawing()}),
    "picture, highlight": Case(
        seeing, {"input_shape": (6, 7), "highlight": [(0, 17), (1, 3)]}, RECEDING, often=False
    ),
    "picture of an architecture": Case(
        lambda: Network.from_sizes([42, 14, 4]), {"input_shape": (6, 7)}, often=False
    ),
    # Thousands of faint edges are a ground to the others, of which no one is looked at.
    "very many edges": Case(
        digits, {"max_neurons": None}, {"min_stroke_contrast": 1.1}, often=False
    ),
    "very many edges from a picture": Case(
        digits,
        {"max_neurons": None, "input_shape": (8, 8)},
        {"min_stroke_contrast": 1.1},
        often=False,
    ),
    "fifty layers": Case(lambda: fixed_network([8] * 50), often=False),
    "no captions, no bar": Case(
        iris, {"captions": False, "colorbar": False, "names": False}, often=False
    ),
}


def drawn(case: str, orientation: str, shape: str, **more: Any) -> NetworkDisplay:
    """A picture of the product, on axes that fill their figure; within the style of the moment."""
    figure = Figure(figsize=SHAPES[shape])
    ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    options = {**CASES[case].options, "orientation": orientation, **more}
    return draw_network(CASES[case].network(), ax=ax, **options)


def pictures() -> Iterator[Any]:
    """A part of the product: each case where room is short, and the styles in turn.

    A slide has the most room, so it is drawn in one orientation only. What is not drawn often is
    on small axes in one orientation, and in the other on a slide or on tall axes in turn.
    """
    places = [(orientation, shape) for shape in SHAPES for orientation in ORIENTATIONS]
    styles = list(STYLES)
    for k, (case, what) in enumerate(CASES.items()):
        for n, (orientation, shape) in enumerate(places):
            turn = (n + k) % 2
            if what.often:
                drawn_here = shape != "16:9 slide" or (n + k // 2) % 2
            elif shape == "3x3 in":
                drawn_here = not turn
            else:
                drawn_here = turn and (shape == "16:9 slide") == (k // 2 % 2 == 0)
            if not drawn_here:
                continue
            chosen = styles[(n + k) % len(styles)]
            yield pytest.param(
                case, orientation, shape, chosen, id=f"{case}-{orientation}-{shape}-{chosen}"
            )


@pytest.mark.parametrize(("case", "orientation", "shape", "chosen"), list(pictures()))
def test_legible(case: str, orientation: str, shape: str, chosen: str) -> None:
    with style(chosen) as sheet:
        figure = drawn(case, orientation, shape).figure_
        limits = CASES[case].limits
        assert_legible(figure, paper=sheet.paper, slides=sheet.slides, **limits)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_gradient(orientation: str) -> None:
    with style("default"):
        display = drawn("2-8-6-1", orientation, "3x3 in", edge_values=gradient())
        assert_legible(display.figure_)


@pytest.mark.parametrize("chosen", STYLES)
def test_missing_values(chosen: str) -> None:
    network = circles().with_weights({(1, 0, 0): float("nan"), (2, 1, 1): float("inf")})
    with style(chosen) as sheet:
        axes = Figure(figsize=(6.4, 4.8)).add_axes((0.02, 0.02, 0.96, 0.96))
        with pytest.warns(UserWarning, match="2 of"):
            display = draw_network(network, ax=axes)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


def test_each_step_of_a_lecture() -> None:
    with style("slides and dark") as sheet:
        display = drawn("sample", "horizontal", "16:9 slide")
        for frame in display.steps():
            assert_legible(frame, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("size", [(5.0, 3.0), (13.33, 7.5)])
def test_after_a_resize(size: tuple[float, float]) -> None:
    with style("default"):
        display = drawn("4-3-2-3", "horizontal", "3x3 in")
        display.figure_.canvas.draw()
        display.figure_.set_size_inches(size)
        assert_legible(display.figure_)


def test_panels_side_by_side() -> None:
    with style("default"):
        figure = Figure(figsize=(12, 4), layout="constrained")
        for ax, network in zip(figure.subplots(1, 3), (circles(), iris(), wave()), strict=True):
            draw_network(network, ax=ax)
            ax.set_title("a title")
        assert_legible(figure)


def test_edge_values_of_the_callers() -> None:
    network = iris()
    numbers = [fixed_array(*c.shape, seed=k) for k, c in enumerate(network.connections)]
    with style("default"):
        axes = Figure(figsize=(6.4, 4.8)).add_axes((0.02, 0.02, 0.96, 0.96))
        assert_legible(draw_network(network, ax=axes, edge_values=numbers).figure_)
