"""How far the axes reach, and where their places are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnviz.surfaces import loss_surface
from nnviz.surfaces.axes import make_nodes
from tests.surfaces.problems import circles

MODEL, X, Y = circles()
W = float(MODEL.coefs_[0][0, 4])
OTHER = float(MODEL.coefs_[1][2, 0])
TWO = [(1, 0, 4), (2, 2, 0)]


def ends(**options: Any) -> list[tuple[float, float]]:
    options = {"weights": TWO, "resolution": 3} | options
    surface = loss_surface(MODEL, X, Y, **options)
    return [(float(nodes[0]), float(nodes[-1])) for nodes in surface.coordinates]


def test_by_default_a_weight_goes_to_either_side() -> None:
    for (low, high), w in zip(ends(), (W, OTHER), strict=True):
        assert (low, high) == (w - max(2, 2 * abs(w)), w + max(2, 2 * abs(w)))
    moved = loss_surface(MODEL, X, Y, weights=TWO, resolution=3).at(7.0, -3.0)
    big = loss_surface(moved, X, Y, weights=TWO, resolution=3)
    assert [(n[0], n[-1]) for n in big.coordinates] == [(-7.0, 21.0), (-9.0, 3.0)]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (3, [(W - 3, W + 3), (OTHER - 3, OTHER + 3)]),
        (np.float32(0.5), [(W - 0.5, W + 0.5), (OTHER - 0.5, OTHER + 0.5)]),
        ((-9, 8), [(-9, 8), (-9, 8)]),
        ([(-9, 8), (-7, 6.5)], [(-9, 8), (-7, 6.5)]),
        (((-9, 8), 2.0), [(-9, 8), (OTHER - 2, OTHER + 2)]),
        (np.array([[-9.0, 8.0], [-7.0, 6.0]]), [(-9, 8), (-7, 6)]),
        ((W, W + 1), None),
    ],
)
def test_given_spans(span: Any, expected: Any) -> None:
    if expected is None:  # the present place on an end
        assert ends(weights=TWO[:1], span=span) == [span]
    else:
        assert ends(span=span) == expected


def test_given_spans_of_one_axis() -> None:
    assert ends(weights=TWO[:1], span=[(-9, 8)]) == [(-9, 8)]
    assert ends(weights=TWO[:1], span=[2]) == [(W - 2, W + 2)]
    assert ends(weights=None, directions="random", rng=0, span=2) == [(-2, 2), (-2, 2)]


@pytest.mark.parametrize(
    ("span", "kind", "message"),
    [
        (0, ValueError, "a number must be finite and above 0; it is 0"),
        (-1, ValueError, "a number must be finite and above 0; it is -1"),
        (np.nan, ValueError, "a number must be finite and above 0; it is nan"),
        (np.inf, ValueError, "a number must be finite and above 0"),
        ((3, -3), ValueError, r"with low below high; it is .3, -3"),
        ((-3, np.nan), ValueError, "finite, with low below high"),
        ((-np.inf, 3), ValueError, "finite, with low below high"),
        ((50, 60), ValueError, r"must hold the present place, .*; it is .50, 60"),
        ([(-9, 8), (50, 60)], ValueError, r"span\[1\]: must hold the present place"),
        ([(-9, 8), 0], ValueError, "a number must be finite and above 0"),
        ([(-9, 8), "ab"], TypeError, r"span\[1\]: must be \(low, high\)"),
        ([(-9, 8), (1, 2, 3)], TypeError, r"span\[1\]: must be \(low, high\), two numbers"),
        ([(-9, 8), None], TypeError, r"span\[1\]: must be \(low, high\); it is None"),
        ((1, 2, 3), ValueError, r"one number or \(low, high\) for each of 2 axes"),
        ([(-9, 8)], ValueError, r"one number or \(low, high\) for each of 2 axes"),
        ("wide", TypeError, "must be a number"),
        (True, TypeError, "must be a number"),
        ({}, ValueError, "one number"),
        (1e-17, ValueError, "which is nowhere"),
        (3e-16, ValueError, "no room for 201 different numbers|which is nowhere"),
    ],
)
def test_bad_spans(span: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=rf"^(?=span).*({message})"):
        loss_surface(MODEL, X, Y, weights=TWO, span=span, resolution=201)


def test_resolutions() -> None:
    def shape(**options: Any) -> tuple[int, ...]:
        return loss_surface(MODEL, X, Y, **options).values.shape

    assert shape(weights=TWO[:1]) == (201,)
    assert shape(weights=TWO) == (61, 61)
    assert shape(weights=TWO, resolution=4) == (4, 4)
    assert shape(weights=TWO, resolution=(np.int64(4), 5)) == (5, 4)
    assert shape(weights=TWO[:1], resolution=[7]) == (7,)


@pytest.mark.parametrize(
    ("resolution", "kind", "message"),
    [
        (2, ValueError, "resolution must be at least 3; it is 2"),
        (3.0, TypeError, "resolution must be an integer"),
        (True, TypeError, "resolution must be an integer"),
        ("many", TypeError, "resolution must be an integer"),
        ((3, 2), ValueError, "resolution must be at least 3"),
        ((3, 4, 5), ValueError, "one for each of 2 axes"),
        (10_000, ValueError, "makes 100,000,000 places; at most 4,194,304 are allowed"),
    ],
)
def test_bad_resolutions(resolution: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=f"^resolution.*{message.removeprefix('resolution')}"):
        loss_surface(MODEL, X, Y, weights=TWO, resolution=resolution)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(3, 60))
def test_places(present: float, below: float, above: float, count: int) -> None:
    low, high = present - below, present + above
    assume(high - low > 1e-3)
    assume(all(side == 0 or side > 1e-6 for side in (present - low, high - present)))
    nodes = make_nodes(low, present, high, count)
    assert len(nodes) == count
    assert (nodes[0], nodes[-1]) == (low, high)
    assert present in nodes
    steps = np.diff(nodes)
    assert (steps > 0).all()
    place = int(np.flatnonzero(nodes == present)[0])
    for side in (steps[:place], steps[place:]):
        if len(side):
            np.testing.assert_allclose(side, side[0], rtol=1e-6, atol=1e-9)
    # As even as whole numbers of steps allow, where there is room for more than one on a side.
    if 1 < place < count - 2:
        n = min(place, count - 1 - place)
        assert max(steps) / min(steps) <= (n + 0.5) / (n - 0.5) * (1 + 1e-6)
