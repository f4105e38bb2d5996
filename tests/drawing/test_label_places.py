"""Where labels along lines stand, against trying one place after the other."""

from __future__ import annotations

from typing import Any

import hypothesis
import hypothesis.strategies as st
import numpy as np
import pytest

from nnviz.drawing import label_places
from nnviz.drawing.label_places import place_labels

FRACTIONS = np.array([0.5, 0.3, 0.7, 0.1, 0.9])
CLEAR = 3.0


def one_by_one(
    lines: Any, angles: Any, halves: Any, order: Any, discs: Any, radii: Any
) -> tuple[Any, Any]:
    """A label after the other, a place after the other, against each label that has one."""
    centres = lines[:, 0] + FRACTIONS[0] * (lines[:, 1] - lines[:, 0])
    shown = np.zeros(len(lines), dtype=bool)
    taken: list[tuple[Any, Any]] = []
    for k in order:
        turn = np.radians(angles[k])
        turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        reach = np.abs(turned) @ halves[k] + CLEAR / 2
        for fraction in FRACTIONS:
            centre = lines[k, 0] + fraction * (lines[k, 1] - lines[k, 0])
            away = np.maximum(np.abs((discs - centre) @ turned) - halves[k], 0)
            if (np.hypot(*away.T) < radii).any():
                continue
            if any((np.abs(centre - other) < reach + size).all() for other, size in taken):
                continue
            taken.append((centre, reach))
            centres[k], shown[k] = centre, True
            break
    return centres, shown


def some_labels(seed: int, n: int, n_discs: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    lines = rng.uniform(0, 300, size=(n, 2, 2))
    along = lines[:, 1] - lines[:, 0]
    angles = (np.degrees(np.arctan2(along[:, 1], along[:, 0])) + 90) % 180 - 90
    return {
        "lines": lines,
        "angles": angles,
        "halves": rng.uniform(3, 14, size=(n, 2)),
        "order": rng.permutation(n),
        "discs": rng.uniform(0, 300, size=(n_discs, 2)),
        "radii": rng.uniform(2, 20, size=n_discs),
    }


@hypothesis.given(st.integers(0, 10**6), st.integers(1, 60), st.integers(0, 8))
def test_as_one_by_one(seed: int, n: int, n_discs: int) -> None:
    labels = some_labels(seed, n, n_discs)
    placed = place_labels(**labels, fractions=FRACTIONS, clear=CLEAR)
    assert placed is not None
    centres, shown = one_by_one(**labels)
    np.testing.assert_array_equal(placed[1], shown)
    np.testing.assert_allclose(placed[0], centres, atol=1e-9)
    together = place_labels(**labels, fractions=FRACTIONS, clear=CLEAR, all_or_none=True)
    assert (together is not None) == shown.all()


def test_in_pieces_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = some_labels(0, 200, 30)
    whole = place_labels(**labels, fractions=FRACTIONS, clear=CLEAR)
    monkeypatch.setattr(label_places, "_AT_ONCE", 100)
    pieces = place_labels(**labels, fractions=FRACTIONS, clear=CLEAR)
    assert whole is not None
    assert pieces is not None
    np.testing.assert_array_equal(whole[0], pieces[0])
    np.testing.assert_array_equal(whole[1], pieces[1])


def test_a_line_without_length() -> None:
    place = np.full((1, 2, 2), 50.0)
    placed = place_labels(
        place, np.zeros(1), np.array([[10.0, 5.0]]), np.array([0]), FRACTIONS,
        np.array([[63.0, 50.0]]), 2.0, clear=CLEAR,
    )  # fmt: skip
    assert placed is not None
    np.testing.assert_array_equal(placed[0], [[50.0, 50.0]])
    assert placed[1].tolist() == [True]  # the disc begins 1 beyond the label
