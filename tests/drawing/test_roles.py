"""The colours of roles: apart in lightness, and to be seen, on any paper."""

from __future__ import annotations

import pytest

from nnviz.drawing.backprop.roles import DOTTED, LABELS, ROLES, WIDTHS, lightness, role_colours
from nnviz.encoding import contrast_ratio

PAPERS = {"white": "black", "#E5E5E5": "black", "#14171c": "#e8ebf0", "black": "white"}
THREE = ("weight", "path", "other")


def test_lightness_is_that_of_the_standard() -> None:
    # Okabe and Ito's colours, by CIE 15 with sRGB's primaries.
    expected = [57.0, 45.8, 54.6]
    assert lightness(["#009E73", "#0072B2", "#D55E00"]) == pytest.approx(expected, abs=1.2)
    assert lightness(["black", "white"]) == pytest.approx([0, 100])


@pytest.mark.parametrize("paper", PAPERS)
def test_roles_are_apart_in_lightness_and_seen(paper: str) -> None:
    colours = role_colours(paper, PAPERS[paper])
    places = sorted(float(lightness([colours[role]])[0]) for role in THREE)
    assert min(b - a for a, b in zip(places[:-1], places[1:], strict=True)) >= 15
    ratios = [float(contrast_ratio([colours[role]], paper)[0]) for role in THREE]
    assert min(ratios) >= 3
    # What is to be seen first stands out most; the symbols in its colour are words.
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] >= 4.5
    context = float(contrast_ratio([colours["context"]], paper)[0])
    assert 2.5 <= context < min(ratios)


@pytest.mark.parametrize("paper", PAPERS)
def test_hues_stay_those_of_okabe_and_ito(paper: str) -> None:
    colours = role_colours(paper, PAPERS[paper])
    green, blue, vermilion = (colours[role][:3] for role in THREE)
    assert max(green) == green[1]
    assert max(blue) == blue[2]
    assert max(vermilion) == vermilion[0]


def test_colours_on_middling_paper_still_differ() -> None:
    colours = role_colours("#777777", "black")
    assert len({colours[role] for role in THREE}) == 3


def test_roles_do_not_rest_on_hue_alone() -> None:
    assert WIDTHS["weight"][0] > WIDTHS["path"][1]
    assert WIDTHS["path"][0] > WIDTHS["other"][1]
    assert WIDTHS["other"][1] == WIDTHS["path"][1] / 2
    assert DOTTED[1]
    assert not any("$" in label for label in LABELS.values())
    assert set(WIDTHS) == set(LABELS) == set(ROLES) - {"context"}
