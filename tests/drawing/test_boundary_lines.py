"""Lines between regions of a grid, checked against functions whose regions are known."""

from __future__ import annotations

import itertools
from typing import Any

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest
from numpy.typing import NDArray

from nnviz.drawing.boundary.chains import chained
from nnviz.drawing.boundary.lines import Nodes, Regions, boundary_lines, crossings

AXIS = np.linspace(-2.0, 2.0, 81)
NODES = Nodes(AXIS)
X, Y = np.meshgrid(AXIS, AXIS)


def lines(response: Any, kind: str, threshold: float | None = None) -> list[NDArray[np.float64]]:
    return boundary_lines((NODES, NODES), Regions.of(np.asarray(response), kind, threshold))


def test_a_circle_is_one_closed_line() -> None:
    (line,) = lines(X**2 + Y**2 - 1, "decision", 0.0)
    np.testing.assert_array_equal(line[0], line[-1])
    np.testing.assert_allclose(np.hypot(*line.T), 1.0, atol=1e-3)


@pytest.mark.parametrize("threshold", [0.5, 0.2, 0.9])
def test_steep_probabilities_are_interpolated_by_their_odds(threshold: float) -> None:
    z = 200 * (X + 0.4 * Y + 0.013)  # from 0 to 1 within a cell
    (line,) = lines(1 / (1 + np.exp(-z)), "probability", threshold)
    level = np.log(threshold / (1 - threshold))
    found = 200 * (line[:, 0] + 0.4 * line[:, 1] + 0.013)
    np.testing.assert_allclose(found, level, atol=1e-6)


def test_softmax_regions_meet_where_the_two_highest_are_equal() -> None:
    rng = np.random.default_rng(1)
    slopes, offsets = rng.normal(size=(5, 2)), rng.normal(size=5) / 3

    def sums(points: Any) -> Any:
        return points @ slopes.T + offsets

    z = sums(np.stack([X, Y], axis=-1))
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    found = lines(p / p.sum(axis=-1, keepdims=True), "probability")
    vertices = np.concatenate(found)
    highest = np.sort(sums(vertices), axis=-1)
    gaps = highest[:, -1] - highest[:, -2]
    # Exact on edges between two classes; cells where three meet have a point between.
    assert np.median(gaps) < 1e-9
    assert np.quantile(gaps, 0.95) < 1e-9
    step = AXIS[1] - AXIS[0]
    assert gaps.max() < 2 * step * np.abs(slopes).sum(axis=1).max()
    # Lines between straight regions are straight: no staircase.
    for line in found:
        turns = np.abs(np.diff(np.unwrap(np.arctan2(*np.diff(line[1:-1], axis=0).T[::-1]))))
        assert turns.max(initial=0) < 1e-6


def test_classes_alone_are_parted_halfway() -> None:
    labels = (X > 0.011).astype(int) + (Y > 0.511)
    for line in lines(labels, "classes"):
        inside = line[(np.abs(line) < 1.99).all(axis=1)]
        step = AXIS[1] - AXIS[0]
        away = np.minimum(np.abs(inside[:, 0] - 0.011), np.abs(inside[:, 1] - 0.511))
        assert away.max() <= step


def test_one_region_has_no_boundary() -> None:
    assert lines(np.zeros_like(X), "decision", 0.0) == []


def test_a_saddle_is_passed_without_crossing() -> None:
    axis = Nodes(np.array([0.0, 1.0]))
    for bulk in (3.0, -3.0):
        response = np.array([[1.0, -1.0], [-1.0, 1.0]])
        response[response > 0] += max(bulk, 0)
        response[response < 0] += min(bulk, 0)
        found = boundary_lines((axis, axis), Regions.of(response, "decision", 0.0))
        assert len(found) == 2
        assert all(len(line) == 2 for line in found)
        # The corners of the weaker sign are cut off.
        weak = [(0.0, 1.0), (1.0, 0.0)] if bulk > 0 else [(0.0, 0.0), (1.0, 1.0)]
        for corner in weak:
            assert min(np.abs(line - corner).sum(axis=1).max() for line in found) < 0.8


@hypothesis.given(
    st.integers(2, 7).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=2, max_size=7
        )
    )
)
def test_every_change_of_class_is_crossed_once(rows: list[list[int]]) -> None:
    labels = np.array(rows)
    x, y = (Nodes(np.arange(n, dtype=float)) for n in labels.shape[::-1])
    found = boundary_lines((x, y), Regions.of(labels, "classes", None))
    expected = {
        (j + 0.5, float(i))
        for i, j in np.argwhere(labels[:, 1:] != labels[:, :-1]).tolist()
    } | {
        (float(j), i + 0.5)
        for i, j in np.argwhere(labels[1:] != labels[:-1]).tolist()
    }  # fmt: skip
    vertices = {tuple(vertex) for line in found for vertex in line.tolist()}
    assert expected <= vertices
    # All others are the middles of cells where regions meet: between nodes both ways.
    for vertex in vertices - expected:
        assert all(0 < place % 1 < 1 for place in vertex)
    # No piece leaves its cell.
    for line in found:
        assert (np.abs(np.diff(line, axis=0)) <= 1).all()


def test_places_along_one_axis() -> None:
    x = np.linspace(0, 1, 11)
    p = 1 / (1 + np.exp(-30 * (x - 0.437)))
    np.testing.assert_allclose(crossings(Nodes(x), Regions.of(p, "probability", 0.5)), [0.437])


def test_chains_are_as_long_as_can_be() -> None:
    places = np.arange(12.0).reshape(-1, 2)
    star = np.array([[0, 1], [1, 2], [1, 3]])
    assert sorted(len(line) for line in chained(star, places)) == [2, 2, 2]
    for order in itertools.permutations(range(4)):
        ring = np.array([[0, 1], [2, 1], [2, 3], [3, 0]])[list(order)]
        (line,) = chained(ring, places)
        assert len(line) == 5
        np.testing.assert_array_equal(line[0], line[-1])
    assert chained(np.empty((0, 2), dtype=int), places) == []


def test_asking_finds_kinks_between_nodes() -> None:
    def kinked(points: Any) -> Any:
        x, y = points[:, 0], points[:, 1]
        return y - 0.31 - 20 * np.maximum(x - 0.113, 0)

    response = kinked(np.stack([X.ravel(), Y.ravel()], axis=1)).reshape(X.shape)
    regions = Regions.of(response, "decision", 0.0)
    off = [
        np.sort(np.abs(kinked(np.concatenate(boundary_lines((NODES, NODES), regions, ask)))))
        for ask in (None, kinked)
    ]
    assert off[0][-4:].min() > 0.1
    assert off[1][-1] < 0.05
    assert off[1][-2] < 1e-12


def test_asking_for_classes_halves_the_edges() -> None:
    def which(points: Any) -> Any:
        return (points @ [1.0, 0.3] > 0.017).astype(int)

    labels = which(np.stack([X.ravel(), Y.ravel()], axis=1)).reshape(X.shape)
    (line,) = boundary_lines((NODES, NODES), Regions.of(labels, "classes", None), which)
    step = AXIS[1] - AXIS[0]
    assert np.abs(line @ [1.0, 0.3] - 0.017).max() < step / 8
