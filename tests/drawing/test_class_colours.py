"""Colours of classes: apart for every eye, in order, seen on every paper; and their points."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from nnviz.drawing.class_colours import class_colours
from nnviz.drawing.class_points import MARKERS, draw_class_points, point_size, thinned
from nnviz.encoding import contrast_ratio, signed_colours
from tests.figures import new_axes

PAPERS = {"white": 13.0, "black": 14.0, "#14171c": 14.0}
SIGHTS = (None, "deuteranomaly", "protanomaly", "tritanomaly")


def smallest_distance(colours: NDArray[np.float64], sight: str | None) -> float:
    """The smallest distance in CAM02-UCS, as a dichromat sees the colours."""
    seen = colours[:, :3]
    if sight is not None:
        simulated = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        seen = np.clip(cspace_convert(seen, simulated, "sRGB1"), 0, 1)
    places = cspace_convert(seen, "sRGB1", "CAM02-UCS")
    return min(
        float(np.linalg.norm(a - b)) for a, b in itertools.combinations(np.asarray(places), 2)
    )


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_ten_are_apart_for_every_eye(paper: str, sight: str | None) -> None:
    assert smallest_distance(class_colours(10, paper), sight) >= PAPERS[paper]


@pytest.mark.parametrize("paper", ["white", "black"])
def test_the_first_few_are_farther_apart(paper: str) -> None:
    assert all(smallest_distance(class_colours(3, paper), sight) > 22 for sight in SIGHTS)


@pytest.mark.parametrize("paper", ["white", "black"])
def test_two_are_orange_and_blue(paper: str) -> None:
    assert tuple(map(to_hex, class_colours(2, paper))) == signed_colours(paper)


@pytest.mark.parametrize("paper", ["white", "black"])
def test_fewer_are_the_first_of_more(paper: str) -> None:
    most = class_colours(40, paper)
    for n in (1, 2, 9, 10, 11, 25):
        np.testing.assert_array_equal(class_colours(n, paper), most[:n])


@pytest.mark.parametrize("paper", ["white", "black"])
def test_beyond_ten_they_are_distinct(paper: str) -> None:
    assert smallest_distance(class_colours(14, paper), None) > 10
    assert smallest_distance(class_colours(30, paper), None) > 5
    assert len(np.unique(class_colours(500, paper), axis=0)) == 500


@pytest.mark.parametrize("paper", ["white", "black", "#14171c", "#e5e5e5", "#fdf6e3"])
def test_all_are_seen_on_the_paper(paper: str) -> None:
    assert contrast_ratio(class_colours(14, paper), paper).min() >= 3.0


def test_the_colours_are_the_callers_own() -> None:
    class_colours(3)[:] = 0
    assert class_colours(3).any()


def test_points_have_colour_marker_and_rim() -> None:
    ax = new_axes()
    colours = class_colours(3)
    places = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]])
    before = ax.get_xlim(), ax.dataLim.bounds
    drawn = draw_class_points(ax, places, np.array([0, 2, 0, 2]), colours, paper="white")
    assert [len(points.get_offsets()) for points in drawn] == [2, 0, 2]
    np.testing.assert_allclose(drawn[2].get_offsets(), places[[1, 3]])
    for points, colour in zip(drawn, colours, strict=True):
        np.testing.assert_allclose(points.get_facecolor(), [colour])
        np.testing.assert_allclose(points.get_edgecolor(), [[1, 1, 1, 1]])
    vertices = [points.get_paths()[0].vertices for points in drawn]
    assert len({len(some) for some in vertices}) == 3
    assert (ax.get_xlim(), ax.dataLim.bounds) == before


def test_hollow_points_are_paper_with_an_outline() -> None:
    colours = class_colours(2, "black")
    places, classes = np.zeros((2, 2)), np.array([0, 1])
    drawn = draw_class_points(new_axes(), places, classes, colours, paper="black", hollow=True)
    for points, colour in zip(drawn, colours, strict=True):
        np.testing.assert_allclose(points.get_facecolor(), [[0, 0, 0, 1]])
        np.testing.assert_allclose(points.get_edgecolor(), [colour])


def test_opacity_is_by_point() -> None:
    fade = np.array([1.0, 0.25, 0.5])
    (points,) = draw_class_points(
        new_axes(), np.zeros((3, 2)), np.zeros(3, dtype=int), class_colours(1), paper="white",
        opacity=fade,
    )  # fmt: skip
    np.testing.assert_allclose(np.asarray(points.get_facecolor())[:, 3], fade)
    np.testing.assert_allclose(np.asarray(points.get_edgecolor())[:, 3], fade)


def test_markers_begin_again_after_the_last() -> None:
    n = len(MARKERS) + 1
    drawn = draw_class_points(
        new_axes(), np.zeros((n, 2)), np.arange(n), class_colours(n), paper="white"
    )
    first, last = (drawn[k].get_paths()[0].vertices for k in (0, -1))
    np.testing.assert_array_equal(first, last)


def test_thinning_keeps_the_parts_of_groups_and_the_spread() -> None:
    rng = np.random.default_rng(0)
    places = rng.uniform(size=(4000, 2))
    groups = (places[:, 0] > 0.75).astype(int) + 5 * (np.arange(4000) == 7)
    kept = thinned(places, groups, 400)
    assert len(kept) == len(set(kept.tolist())) == 400
    assert 7 in kept  # the only one of its group
    assert abs(np.mean(groups[kept] == 1) - np.mean(groups == 1)) < 0.01
    cells = np.histogram2d(*places[kept].T, bins=4, range=[[0, 1], [0, 1]])[0]
    # A random choice of 400 would leave some of these 16 cells with fewer than 15.
    assert cells.min() >= 20
    np.testing.assert_array_equal(kept, thinned(places, groups, 400))


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_thinning_to_very_few(most: int) -> None:
    places = np.arange(10.0)[:, None]
    kept = thinned(places, np.array([0] * 6 + [1] * 3 + [2]), most)
    assert len(kept) == most


def test_thinning_of_few_keeps_all() -> None:
    np.testing.assert_array_equal(thinned(np.zeros((5, 2)), np.zeros(5), 5), np.arange(5))
    np.testing.assert_array_equal(thinned(np.zeros((5, 2)), np.zeros(5), None), np.arange(5))


def test_points_are_smaller_on_small_axes() -> None:
    assert point_size(100, new_axes(2.0, 2.0)) < point_size(100, new_axes(8.0, 8.0))
