"""Of very many edges the strongest stand before a faint ground of all others, and words say so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import Network
from nnviz.drawing.network.groups import IN_FULL, MANY_EDGES
from nnviz.encoding import contrast_ratio
from tests.displays.network.helpers import draw, notes
from tests.figures import fixed_network, new_axes, pixels, root


def full(edges: Any) -> Any:
    """Which edges keep their colour and width, in the order of drawing."""
    n = edges.sources.size  # asked first: that puts them into their order
    context = edges._context
    return np.ones(n, dtype=bool) if context is None else ~context


def many(**options: Any) -> Any:
    """64-80-10: 5,920 edges."""
    return draw(fixed_network(64, 80, 10), max_neurons=None, **options)


def test_the_strongest_of_each_layer_are_drawn_in_full() -> None:
    display = many()
    for edges, connection in zip(display.edges_, fixed_network(64, 80, 10).connections,
                                 strict=True):  # fmt: skip
        lit = full(edges)
        assert np.count_nonzero(lit) == IN_FULL // 2
        weights = np.abs(connection.weights)  # type: ignore[arg-type]
        drawn = weights[edges.sources, edges.targets]
        assert drawn[lit].min() >= drawn[~lit].max()
        assert np.all(np.diff(lit.astype(int)) >= 0)  # on top of all others
    assert f"the 150 strongest edges into each layer in full, {5920 - 300:,} faint" in notes(
        display
    )
    assert "5,620 faint" in display.alt_text()


def test_nothing_recedes_where_they_are_not_so_many() -> None:
    n = MANY_EDGES // 50
    display = draw(fixed_network(50, n), max_neurons=None)
    assert display.edges_[0].n_edges == MANY_EDGES
    assert full(display.edges_[0]).all()
    assert "faint" not in notes(display)
    display = draw(fixed_network(51, n), max_neurons=None)
    assert not full(display.edges_[0]).all()


def test_those_that_are_shown_are_counted() -> None:
    display = draw(fixed_network(500, 500, 3))  # 20 of each
    assert full(display.edges_[0]).all()


def test_none_draws_all_in_full() -> None:
    display = many(full_edges=None)
    assert all(full(edges).all() for edges in display.edges_)
    assert "faint" not in notes(display)


@pytest.mark.parametrize("n", [0, 1, 7, 10_000])
def test_a_number_of_ones_own(n: int) -> None:
    display = draw(fixed_network(6, 5, 2), full_edges=n)
    assert [np.count_nonzero(full(edges)) for edges in display.edges_] == [min(n, 30), min(n, 10)]
    faint = 40 - min(n, 30) - min(n, 10)
    assert (f"{faint} faint" in notes(display)) == (faint > 0)


def test_equal_weights_are_taken_in_their_order() -> None:
    network = Network.from_arrays([np.ones((10, 4)), np.ones((4, 2))])
    edges = draw(network, full_edges=3).edges_[0]
    lit = full(edges)
    assert np.count_nonzero(lit) == 3
    assert sorted(zip(edges.sources[lit], edges.targets[lit], strict=True)) == [
        (0, 0), (0, 1), (0, 2)
    ]  # fmt: skip


def test_missing_values_never_recede() -> None:
    network = fixed_network(6, 5, 2).with_weights({(1, 0, 0): float("nan")})
    with pytest.warns(UserWarning, match="1 of"):
        display = draw(network, full_edges=2)
    edges = display.edges_[0]
    assert np.count_nonzero(full(edges)) == 3
    assert "the 2 strongest edges into each layer in full, 35 faint" in notes(display)


def test_biases_count_with_the_layer_that_they_lead_to() -> None:
    network = fixed_network(6, 5, 2)
    display = draw(network, full_edges=4, bias=True)
    by_layer = [
        np.count_nonzero(full(edges)) + np.count_nonzero(full(biases))
        for edges, biases in zip(display.edges_, display.bias_edges_, strict=True)
    ]
    assert by_layer == [4, 4]


def test_a_highlight_chooses_in_its_stead() -> None:
    display = many(highlight=[(1, 3)])
    edges = display.edges_[0]
    np.testing.assert_array_equal(full(edges), edges.targets == 3)
    assert "faint" not in notes(display)


def test_by_layer_norms() -> None:
    display = many(norm_by="layer")
    assert [np.count_nonzero(full(edges)) for edges in display.edges_] == [150, 150]


def test_the_ground_is_faint_and_no_block() -> None:
    display = many(colorbar=False, captions=False)
    pixels(root(display.ax_))
    edges = display.edges_[0]
    edges.update_scalarmappable()
    colours = np.asarray(edges.get_edgecolor())
    lit = full(edges)
    assert contrast_ratio(colours[~lit], "white").max() < 1.6
    assert contrast_ratio(colours[lit], "white").min() > 3.0


def test_the_ground_is_as_deep_as_its_edges_are_strong() -> None:
    display = many()
    pixels(root(display.ax_))
    for edges in display.edges_:
        edges.update_scalarmappable()
        faint = ~full(edges)
        depths = 1 - np.asarray(edges.get_edgecolor())[faint, 0]
        wanted = 0.07 + 0.12 * edges.strength[faint] / edges.strength[faint].max()
        np.testing.assert_allclose(depths, wanted, atol=0.12 / 8)
        assert np.all(np.diff(depths) >= 0)  # strength is the order of drawing
        assert np.unique(depths).size == 8
        # Those that are painted, where others are covered, have the same.
        some = np.flatnonzero(faint)[::97]
        np.testing.assert_array_equal(edges._strokes(some).colours, edges.get_edgecolor()[some])


def test_behind_a_highlight_the_ground_is_flat() -> None:
    edges = many(highlight=[(1, 3)]).edges_[0]
    edges.update_scalarmappable()
    assert len(np.unique(edges.get_edgecolor()[~full(edges)], axis=0)) == 1


def test_top_edges_leave_out_and_full_edges_do_not() -> None:
    display = many(top_edges=40)
    assert sum(edges.n_edges for edges in display.edges_) == 40
    assert all(full(edges).all() for edges in display.edges_)


@pytest.mark.parametrize("bad", [-1, 1.5, True, "all", (3,)])
def test_what_is_no_count(bad: Any) -> None:
    with pytest.raises(ValueError, match="full_edges must be 'auto', None or a count"):
        draw(full_edges=bad)


def test_a_count_needs_weights() -> None:
    with pytest.raises(ValueError, match="full_edges needs a network with weights"):
        draw(Network.from_sizes([3, 2]), full_edges=2)
    assert draw(Network.from_sizes([3, 2])).edges_[0].n_edges == 6


def test_show_gives_the_pixels_of_drawing_the_other() -> None:
    other = fixed_network(64, 80, 10).with_weights({(1, 5, 7): -2.0})
    scale = many().scale()
    display = many(**scale)
    display.show(display.with_model(other))
    again = draw(other, max_neurons=None, **scale)
    np.testing.assert_array_equal(pixels(root(display.ax_)), pixels(root(again.ax_)))
    assert display.plot(ax=new_axes()).edges_[0].n_edges == 64 * 80
