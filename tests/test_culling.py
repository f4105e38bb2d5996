"""Which edges are seen, against a painter that looks at every edge in every cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnviz.culling import layers_needed, stable_order, visible_edges


def paint(
    starts: Any, ends: Any, sources: Any, targets: Any, order: Any, x: float, *, layers: int = 1
) -> dict[int, list[int]]:
    """The last edges to be drawn in each half pixel of a column, edge by edge."""
    cells: dict[int, list[int]] = {}
    low = np.floor(min(starts[:, 1].min(), ends[:, 1].min()))
    for edge in order:
        (x0, y0), (x1, y1) = starts[sources[edge]], ends[targets[edge]]
        cell = int(np.floor(2 * (y0 + (y1 - y0) * (x - x0) / (x1 - x0) - low)))
        cells[cell] = [*cells.get(cell, []), int(edge)][-layers:]
    return cells


def case(
    seed: int, n_starts: int, n_ends: int, height: float = 12.0
) -> dict[str, NDArray[Any]]:  # fmt: skip
    rng = np.random.default_rng(seed)
    starts = np.column_stack([np.full(n_starts, 3.0), rng.uniform(0, height, n_starts)])
    ends = np.column_stack([np.full(n_ends, 35.0), rng.uniform(0, height, n_ends)])
    sources, targets = (index.ravel() for index in np.indices((n_starts, n_ends)))
    # Many of one strength: ties are what an unstable sort gets wrong.
    strength = np.round(rng.uniform(0, 1, sources.size), 1)
    return {
        "starts": starts, "ends": ends, "sources": sources, "targets": targets,
        "strength": strength,
    }  # fmt: skip


def columns() -> NDArray[np.float64]:
    """Where `visible_edges` looks in a gap of 32 pixels: every eighth, and at both ends."""
    return np.linspace(3.0, 35.0, 6)


class TestSeen:
    @given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 30), st.integers(1, 3))
    def test_whatever_is_on_top_of_a_cell_is_seen(
        self, seed: int, n_starts: int, n_ends: int, layers: int
    ) -> None:
        given_ = case(seed, n_starts, n_ends)
        seen = visible_edges(**given_, layers=layers)  # type: ignore[arg-type]
        order = np.argsort(given_["strength"], kind="stable")
        edges = [given_[key] for key in ("starts", "ends", "sources", "targets")]
        found = set(seen.tolist())
        for x in columns()[1:-1]:
            for tops in paint(*edges, order, x, layers=layers).values():
                assert found >= set(tops)

    @given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 30))
    def test_in_the_order_of_drawing_and_each_once(self, seed: int, n: int, m: int) -> None:
        given_ = case(seed, n, m)
        seen = visible_edges(**given_)
        assert len(set(seen.tolist())) == seen.size
        keys = list(zip(given_["strength"][seen], seen, strict=True))
        assert keys == sorted(keys)

    def test_hidden_ones_are_not(self) -> None:
        given_ = case(0, 60, 60, height=6.0)
        seen = visible_edges(**given_)
        # Twelve cells in six columns have at most one edge each on top.
        assert seen.size <= 6 * 14
        assert given_["strength"][seen].mean() > given_["strength"].mean()

    def test_of_edges_between_the_same_cells_the_last_of_the_strongest(self) -> None:
        starts, ends = np.array([[0.0, 1.1]]), np.array([[50.0, 2.1], [50.0, 2.2], [50.0, 2.3]])
        strength = np.array([0.7, 0.7, 0.2])
        for times in (1, 400):  # few edges are not paired off, many are
            sources = np.zeros(3 * times, dtype=np.intp)
            targets = np.tile(np.arange(3), times)
            seen = visible_edges(starts, ends, sources, targets, np.tile(strength, times))
            assert seen.tolist() == [3 * times - 2]

    @given(st.integers(0, 10**6))
    def test_turning_the_picture_changes_nothing(self, seed: int) -> None:
        given_ = case(seed, 20, 20)
        turned = given_ | {key: given_[key][:, ::-1] for key in ("starts", "ends")}
        np.testing.assert_array_equal(visible_edges(**given_), visible_edges(**turned))

    @given(st.integers(0, 10**6), st.integers(1, 2))
    def test_of_many_those_are_left_out_that_lie_within_a_pixel_of_stronger_ones(
        self, seed: int, layers: int
    ) -> None:
        # Each edge many times over, so that pairs of cells are worth counting.
        few = case(seed, 8, 8)
        many = {key: np.tile(few[key], 400) for key in ("sources", "targets", "strength")}
        seen = visible_edges(**(few | many), layers=layers)  # type: ignore[arg-type]
        assert (seen >= 64 * (400 - layers)).all()
        kept = seen[seen >= 64 * 399] % 64
        order = np.argsort(few["strength"], kind="stable")
        edges = [few[key] for key in ("starts", "ends", "sources", "targets")]
        start, end = few["starts"][few["sources"], 1], few["ends"][few["targets"], 1]
        for part in (columns()[1:-1] - 3) / 32:
            at = start + (end - start) * part
            for (top,) in paint(*edges, order, 3 + 32 * part).values():
                # Half a pixel from one that it was paired off with, which another one covers.
                beside = np.abs(at[kept] - at[top]) < 1
                assert (few["strength"][kept[beside]] >= few["strength"][top]).any()


class TestDashes:
    def test_hide_nothing_and_are_hidden(self) -> None:
        starts, ends = np.array([[0.0, 1.1]]), np.array([[50.0, 2.1]])
        same = np.zeros(4, dtype=np.intp)
        strength = np.array([0.1, 0.5, 0.6, 0.2])
        hides = np.array([True, True, False, False])
        seen = visible_edges(starts, ends, same, same, strength, hides=hides)
        assert seen.tolist() == [1, 2]

    def test_of_many_too(self) -> None:
        starts, ends = np.array([[0.0, 1.1]]), np.array([[50.0, 2.1]])
        same = np.zeros(4000, dtype=np.intp)
        strength = np.linspace(0, 1, 4000)
        hides = np.ones(4000, dtype=bool)
        hides[[5, 3000, 3998]] = False
        seen = visible_edges(starts, ends, same, same, strength, hides=hides)
        assert seen.tolist() == [3999]
        seen = visible_edges(starts, ends, same, same, strength, hides=hides, layers=1500)
        assert seen.tolist() == [*range(2498, 4000)]
        seen = visible_edges(starts, ends, same, same, strength, hides=~hides)
        assert seen.tolist() == [3998, 3999]

    @given(st.integers(0, 10**6), st.integers(1, 3))
    def test_whatever_no_solid_edge_covers_is_seen(self, seed: int, layers: int) -> None:
        given_ = case(seed, 12, 12)
        hides = np.random.default_rng(seed).uniform(size=given_["sources"].size) < 0.9
        found = set(visible_edges(**given_, hides=hides, layers=layers).tolist())  # type: ignore[arg-type]
        order = np.argsort(given_["strength"], kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(order.size)
        edges = [given_[key] for key in ("starts", "ends", "sources", "targets")]
        for x in columns()[1:-1]:
            solid = paint(*edges, order[hides[order]], x, layers=layers)
            everything = paint(*edges, order, x, layers=order.size)
            for cell, through in everything.items():
                tops = solid.get(cell, [])
                assert found >= set(tops)
                least = rank[tops[0]] if len(tops) == layers else -1
                assert found >= {e for e in through if not hides[e] and rank[e] > least}


class TestBox:
    def test_what_lies_outside_is_not_seen(self) -> None:
        starts = np.array([[0.0, 10.0], [0.0, 500.0]])
        ends = np.array([[100.0, 10.0], [100.0, 500.0]])
        pair = np.array([0, 1])
        seen = visible_edges(
            starts, ends, pair, pair, np.array([0.1, 0.2]), box=(0.0, 0.0, 100.0, 100.0)
        )
        assert seen.tolist() == [0]

    def test_nothing_is_seen_of_a_gap_outside(self) -> None:
        given_ = case(0, 5, 5)
        for box in ((100.0, 0.0, 200.0, 12.0), (0.0, 50.0, 40.0, 60.0)):
            assert visible_edges(**given_, box=box).size == 0  # type: ignore[arg-type]

    def test_edges_that_pass_through_are(self) -> None:
        starts, ends = np.array([[0.0, -1000.0]]), np.array([[100.0, 1000.0]])
        one = np.array([0])
        seen = visible_edges(starts, ends, one, one, np.ones(1), box=(40.0, 0.0, 60.0, 50.0))
        assert seen.tolist() == [0]

    def test_far_into_a_picture(self) -> None:
        # A zoom by ten thousand: what is seen of 40,000 edges are the few in the window.
        given_ = case(1, 200, 200)
        far = {key: given_[key] * 1e4 for key in ("starts", "ends")}
        centre = np.array([far["starts"][0, 0] + 1.6e5, 6e4])
        box = (centre[0] - 300, centre[1] - 200, centre[0] + 300, centre[1] + 200)
        seen = visible_edges(**(given_ | far), box=box)  # type: ignore[arg-type]
        start = far["starts"][given_["sources"], 1]
        end = far["ends"][given_["targets"], 1]
        middle = (start + end) / 2
        inside = np.abs(middle - centre[1]) < 190
        assert set(seen.tolist()) >= set(np.flatnonzero(inside).tolist())
        assert seen.size < 4 * np.count_nonzero(inside) + 50


class TestAll:
    @pytest.mark.parametrize("moved", ["starts", "ends"])
    def test_where_a_layer_is_no_line(self, moved: str) -> None:
        given_ = case(0, 40, 40, height=3.0)
        given_[moved][0] += [5.0, 1.0]
        seen = visible_edges(**given_)
        np.testing.assert_array_equal(seen, np.argsort(given_["strength"], kind="stable"))

    def test_where_layers_lie_on_each_other_or_nowhere(self) -> None:
        given_ = case(0, 40, 40, height=3.0)
        given_["ends"][:, 0] = 3.0
        assert visible_edges(**given_).size == 1600
        given_["ends"][0] = np.nan
        assert visible_edges(**given_).size == 1600


class TestLayersNeeded:
    @pytest.mark.parametrize("alpha", [0.3, 0.5, 0.9, 0.99])
    def test_lets_less_than_a_byte_through(self, alpha: float) -> None:
        layers = layers_needed(alpha)
        assert layers is not None
        assert (1 - alpha) ** layers <= 1 / 512 < (1 - alpha) ** (layers - 1)

    def test_of_what_hides_and_of_what_does_not(self) -> None:
        assert layers_needed(1.0) == 1
        assert layers_needed(0.01) is None
        assert layers_needed(0.0) is None


@given(st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.5]), max_size=50))
def test_order_is_stable(keys: list[float]) -> None:
    np.testing.assert_array_equal(
        stable_order(np.array(keys)), np.argsort(np.array(keys), kind="stable")
    )
