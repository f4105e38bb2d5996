"""Crossing counts and their reduction, against counting and searching by brute force."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.layout.crossings import _sift, count_crossings, reduce_crossings


def brute_count(joined, orders):
    total = 0
    for layer, matrix in enumerate(joined):
        before = {int(item): k for k, item in enumerate(orders[layer])}
        after = {int(item): k for k, item in enumerate(orders[layer + 1])}
        edges = [(before[i], after[j]) for i, j in np.argwhere(matrix).tolist()]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(edges, 2))
    return total


def widths(joined):
    return [matrix.shape[0] for matrix in joined] + [joined[-1].shape[1]]


def in_order(joined):
    return [np.arange(n) for n in widths(joined)]


def brute_optimum(joined, free):
    choices = [
        permutations(range(n)) if may else [tuple(range(n))]
        for n, may in zip(widths(joined), free, strict=True)
    ]
    return min(
        count_crossings(joined, [np.array(order) for order in orders])
        for orders in product(*map(list, choices))
    )


def random_layers(rng, n_layers, most, share):
    sizes = rng.integers(1, most + 1, size=n_layers)
    return [rng.random((a, b)) < share for a, b in zip(sizes[:-1], sizes[1:], strict=True)]


@pytest.mark.parametrize("seed", range(12))
def test_count_agrees_with_counting_every_pair(seed):
    rng = np.random.default_rng(seed)
    joined = random_layers(rng, 4, 7, rng.uniform(0.1, 1))
    orders = [rng.permutation(n) for n in widths(joined)]
    assert count_crossings(joined, orders) == brute_count(joined, orders)


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 9), (2, 2), (3, 4), (20, 30)])
def test_complete_layers_cross_as_the_formula_says(n, m):
    joined = [np.ones((n, m), dtype=bool)]
    assert count_crossings(joined, in_order(joined)) == n * (n - 1) * m * (m - 1) // 4
    assert [order.tolist() for order in reduce_crossings(joined, [n, m], [True, True])] == [
        list(range(n)),
        list(range(m)),
    ]


def test_a_reversed_ladder_is_untwisted():
    n = 9
    ladder = np.eye(n, dtype=bool)
    joined = [ladder[::-1], ladder, ladder[:, ::-1].copy()]
    free = [False, True, True, False]
    assert count_crossings(joined, in_order(joined)) == 2 * n * (n - 1) // 2
    orders = reduce_crossings(joined, [n] * 4, free)
    assert count_crossings(joined, orders) == 0
    assert orders[0].tolist() == orders[3].tolist() == list(range(n))
    assert orders[1].tolist() == orders[2].tolist() == list(range(n))[::-1]


def test_shuffled_trees_are_untwisted():
    # Two inputs, each with hidden neurons of its own: an order without crossings exists.
    rng = np.random.default_rng(3)
    tree = np.kron(np.eye(2, dtype=bool), np.ones((1, 4), dtype=bool))
    joined = [tree[:, rng.permutation(8)]]
    assert count_crossings(joined, in_order(joined)) > 0
    orders = reduce_crossings(joined, [2, 8], [False, True])
    assert count_crossings(joined, orders) == 0
    assert orders[0].tolist() == [0, 1]


def test_orders_without_crossings_are_left_alone():
    joined = [np.array([[1, 0, 0], [0, 0, 1]], dtype=bool), np.eye(3, dtype=bool)]
    orders = reduce_crossings(joined, [2, 3, 3], [True, True, True])
    assert [order.tolist() for order in orders] == [[0, 1], [0, 1, 2], [0, 1, 2]]


@pytest.mark.parametrize("free", [[True] * 3, [False, True, False], [True, False, True]])
def test_small_graphs_come_close_to_the_optimum(free):
    rng = np.random.default_rng(11)
    found = best = optimal = 0
    for _ in range(25):
        joined = random_layers(rng, 3, 4, 0.5)
        orders = reduce_crossings(joined, widths(joined), free)
        count = brute_count(joined, orders)
        optimum = brute_optimum(joined, free)
        assert optimum <= count <= brute_count(joined, in_order(joined))
        found, best, optimal = found + count, best + optimum, optimal + (count == optimum)
    assert optimal >= 23
    assert found <= 1.1 * best + 2


def random_problem(rng, lanes):
    sizes = rng.integers(1, 7, size=rng.integers(2, 5))
    share = rng.uniform(0.15, 0.7)
    joined = [rng.random((a, b)) < share for a, b in pairwise(sizes)]
    n_neurons = [int(rng.integers(1, n + 1)) if lanes else int(n) for n in sizes]
    return joined, n_neurons, [bool(rng.random() < 0.7) for _ in sizes]


def fewest_found(number):
    lanes = number % 2 == 1
    joined, n_neurons, free = random_problem(np.random.default_rng([7, number]), lanes)
    return count_crossings(joined, reduce_crossings(joined, n_neurons, free))


def test_no_part_of_the_method_stands_idle():
    # What is reached; without sweeps, sifting, or lanes at the height of their ends it is more.
    assert sum(fewest_found(number) for number in range(60)) <= 344


@pytest.mark.parametrize("number", [1, 79, 103, 123, 135, 174, 183])
def test_no_crossing_is_left_where_only_all_of_the_method_finds_that(number):
    assert fewest_found(number) == 0


def test_a_sweep_goes_on_past_a_layer_that_is_held():
    assert fewest_found(214) == 7


def test_an_item_goes_to_the_nearest_of_its_best_places():
    costs = np.zeros((4, 4))
    costs[2, 3] = 1.0  # the last item's edges cross those of the one before it
    order = np.arange(4)
    assert _sift(order, order[3:], costs).tolist() == [0, 1, 3, 2]
    assert _sift(order, order[:2], costs) is None


@st.composite
def problems(draw):
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    joined = []
    for a, b in zip(sizes[:-1], sizes[1:], strict=True):
        bits = draw(st.lists(st.booleans(), min_size=a * b, max_size=a * b))
        joined.append(np.array(bits, dtype=bool).reshape(a, b))
    n_neurons = [draw(st.integers(1, n)) for n in sizes]
    free = [draw(st.booleans()) for _ in sizes]
    return joined, n_neurons, free


@settings(max_examples=40, deadline=None)
@given(problems())
def test_any_problem_keeps_its_promises(problem):
    joined, n_neurons, free = problem
    orders = reduce_crossings(joined, n_neurons, free)
    held = reduce_crossings(joined, n_neurons, [False] * len(free))
    assert brute_count(joined, orders) == count_crossings(joined, orders)
    assert brute_count(joined, orders) <= brute_count(joined, held)
    moved = False
    for order, hold, n, may in zip(orders, held, n_neurons, free, strict=True):
        assert sorted(order.tolist()) == list(range(order.size))
        assert hold[hold < n].tolist() == list(range(n))
        in_index_order = order[order < n].tolist() == list(range(n))
        assert may or in_index_order
        moved |= not in_index_order
    # Neurons leave their order for fewer crossings only.
    assert not moved or brute_count(joined, orders) < brute_count(joined, held)
    again = reduce_crossings(joined, n_neurons, free)
    assert all(np.array_equal(a, b) for a, b in zip(orders, again, strict=True))


def test_large_graphs_are_reduced_too():
    rng = np.random.default_rng(0)
    joined = [rng.random((300, 300)) < 0.01 for _ in range(3)]
    orders = reduce_crossings(joined, [300] * 4, [False, True, True, False])
    assert count_crossings(joined, orders) < count_crossings(joined, in_order(joined))


def test_graphs_too_large_to_search_keep_their_order(monkeypatch):
    monkeypatch.setattr("nnviz.layout.crossings.MOST_CELLS", 8)
    joined = [np.eye(3, dtype=bool)[::-1]]
    orders = reduce_crossings(joined, [3, 3], [True, True])
    assert [order.tolist() for order in orders] == [[0, 1, 2], [0, 1, 2]]
