"""When another network's numbers may be put on artists that are there, and what else happens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import Layer, Network, draw_network, draw_neuron_maps
from nnviz.drawing.redrawing import check_same_sizes, same_but_for_numbers
from nnviz.network import Connection
from tests.pictured import circles, fixed_network

PLANE = np.array([[0.0, 1.0], [1.0, -1.0], [0.5, 0.2]])


def changed(network: Network, layer: int, **changes: Any) -> Network:
    layers = list(network.layers)
    layers[layer] = replace(layers[layer], **changes)
    return replace(network, layers=layers)


def test_numbers_alone_make_no_difference() -> None:
    network = circles()
    assert same_but_for_numbers(network, network)
    assert same_but_for_numbers(network, fixed_network(
        [2, 8, 6, 1], seed=7, out="logistic", output_names=("1",), classes=[0, 1]))  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        fixed_network([2, 8, 1], out="logistic", output_names=("1",), classes=[0, 1]),
        fixed_network([2, 8, 6, 1], out="logistic", output_names=("1",)),
        fixed_network([2, 8, 6, 1], out="logistic", output_names=("1",), classes=[0, 2]),
        fixed_network([2, 8, 6, 1], out="logistic", output_names=("2",), classes=[0, 1]),
        fixed_network([2, 8, 6, 1], out="identity", output_names=("1",)),
        changed(circles(), 1, activation="tanh"),
        changed(circles(), 1, caption="first"),
        changed(circles(), 1, bias=None, has_bias=False),
        changed(circles(), 1, bias_exists=[True] * 7 + [False]),
        circles().without([(1, 3)]),
        fixed_network([2, 8, 6, 1], out="logistic", output_names=("1",), classes=[0, 1],
                      skips=[(0, 2)]),
        Network.from_sizes([2, 8, 6, 1]),
    ],
)  # fmt: skip
def test_anything_else_does(other: Network) -> None:
    assert not same_but_for_numbers(circles(), other)
    assert not same_but_for_numbers(other, circles())


def test_which_weights_exist_makes_a_difference() -> None:
    layers = [Layer(2), Layer(2, "relu", has_bias=True, bias=[0.0, 1.0])]
    weights = np.ones((2, 2))
    masks: list[Any] = [None, [[True, False], [True, True]], [[True, True], [False, True]]]
    networks = [Network(layers, [Connection(0, 1, weights, mask)]) for mask in masks]
    for k, one in enumerate(networks):
        for n, other in enumerate(networks):
            assert same_but_for_numbers(one, other) == (k == n)


def test_sizes_are_named() -> None:
    check_same_sizes(circles(), circles())
    with pytest.raises(ValueError, match="of the same sizes, 2-8-6-1; its network has 2-3-1"):
        check_same_sizes(circles(), fixed_network([2, 3, 1]))


@pytest.mark.parametrize("kind", ["network", "maps"])
def test_a_drawing_that_fails_leaves_the_picture(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ax = Figure().add_axes((0, 0, 1, 1))
    before, after = circles(), changed(circles(), 1, activation="tanh")
    display: Any
    if kind == "network":
        display = draw_network(before, ax=ax)
    else:
        display = draw_neuron_maps(before, PLANE, ax=ax, grid_resolution=9)
    other = display.with_model(after)
    children, view = ax.get_children(), (ax.get_xlim(), ax.get_ylim())

    def fail(*args: Any, **kw: Any) -> None:
        raise MemoryError("no more")

    monkeypatch.setattr("nnviz.drawing.captions.Notes.__init__", fail)
    with pytest.raises(MemoryError):
        display.show(other)
    assert display.network is before
    assert ax.get_children() == children
    assert (ax.get_xlim(), ax.get_ylim()) == view
    monkeypatch.undo()
    display.show(other)
    assert display.network is after
    assert len(ax.get_children()) == len(children)


@pytest.mark.parametrize("draw", [
    lambda network: draw_network(network, max_neurons=4),
    lambda network: draw_neuron_maps(network, PLANE, grid_resolution=10, max_neurons=4),
], ids=["network", "maps"])  # fmt: skip
def test_shown_on_axes_that_were_cleared(draw: Any, pyplot: Any) -> None:
    """What is drawn there anew stands alone; nothing that has gone is taken away again."""
    display = draw(circles())
    other = draw(fixed_network([2, 8, 6, 1], seed=3, out="identity", classes=[0, 1]))
    display.ax_.clear()
    display.show(other)
    assert display.network is other.network
    display.figure_.canvas.draw()
