"""A diagram of a large network paints fewer edges, and says and shows the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from nnviz import Network, NetworkDisplay, draw_network
from tests.figures import new_axes, pixels

rng = np.random.default_rng(0)
SIZES = (90, 60, 4)
WEIGHTS = [rng.normal(size=shape) for shape in zip(SIZES[:-1], SIZES[1:], strict=True)]


def large(**options: Any) -> NetworkDisplay:
    network = Network.from_arrays(
        WEIGHTS, [np.zeros(size) for size in SIZES[1:]],
        activation="relu", out_activation="softmax",
    )  # fmt: skip
    return draw_network(network, ax=new_axes(8, 6), max_neurons=None, **options)


def test_some_edges_are_painted_and_none_is_left_out() -> None:
    display, everything = large(), large(cull=False)
    assert display.n_painted_ is None
    images = [pixels(one.figure_)[..., :3] for one in (display, everything)]
    assert everything.n_painted_ == 90 * 60 + 60 * 4
    assert display.n_painted_ is not None
    assert 240 < display.n_painted_ < everything.n_painted_
    assert structural_similarity(*images, channel_axis=-1) > 0.999
    # What is covered is not left out, so neither the picture nor its description says so.
    assert display.alt_text() == everything.alt_text()
    assert display._notes == everything._notes
    assert [edges.n_edges for edges in display.edges_] == [5400, 240]


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_either_way(orientation: str) -> None:
    displays = [large(cull=cull, orientation=orientation) for cull in (True, False)]
    images = [pixels(display.figure_)[..., :3] for display in displays]
    assert structural_similarity(*images, channel_axis=-1) > 0.999


def test_edges_can_be_asked_for() -> None:
    one, other = large(), large(cull=False)
    pixels(one.figure_)
    for mine, theirs in zip(one.edges_, other.edges_, strict=True):
        np.testing.assert_array_equal(mine.get_array(), theirs.get_array())
        np.testing.assert_array_equal(mine.sources, theirs.sources)
        np.testing.assert_array_equal(mine.get_linewidth(), theirs.get_linewidth())


def test_drawn_again_with_every_edge() -> None:
    display = large()
    pixels(display.figure_)
    display.plot(ax=new_axes(8, 6), cull=False)
    pixels(display.figure_)
    assert display.n_painted_ == 5640


def test_wrong_values() -> None:
    with pytest.raises(ValueError, match="cull must be one of True, False"):
        draw_network([2, 2], cull="auto")  # type: ignore[arg-type]


def test_names_that_cannot_fit_are_made_when_they_can() -> None:
    network = Network.from_arrays([rng.normal(size=(250, 2))], activation=None)
    ax = new_axes(6, 4)
    display = draw_network(network, ax=ax, max_neurons=None)
    assert display.names_[0] == []
    assert "names do not fit" in " ".join(display._notes.values())
    display.figure_.set_size_inches(6, 120)
    pixels(display.figure_)
    assert len(display.names_[0]) == 250
    assert all(text.get_visible() for text in display.names_[0])
