"""Frames can be read in all styles: the picture, and the epoch above it."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from nnviz import animate, draw_network
from nnviz.animation.stage import TitleStrip
from tests.animation.trainings import classifiers
from tests.legibility import assert_legible
from tests.styles import STYLES, style


def strip_figure(strip: TitleStrip) -> Figure:
    return strip._figure


@pytest.mark.parametrize("width", [150, 300, 1333])
@pytest.mark.parametrize("chosen", STYLES)
def test_the_title(chosen: str, width: int) -> None:
    with style(chosen) as sheet:
        long = "after {:,} of all the epochs of this training, which $takes$ its time"
        for words in ("epoch {:,}", long):
            strip = TitleStrip([words.format(k) for k in (0, 90, 12345)], width, 100.0)
            for k in (0, 12345):
                strip.draw(words.format(k), STRIP_PAPER[chosen])
                assert_legible(strip_figure(strip), paper=sheet.paper, slides=sheet.slides)


STRIP_PAPER = {
    "default": (1.0, 1.0, 1.0, 1.0),
    "slides": (1.0, 1.0, 1.0, 1.0),
    "dark": (0.08, 0.09, 0.11, 1.0),
    "slides and dark": (0.08, 0.09, 0.11, 1.0),
    "dark_background": (0.0, 0.0, 0.0, 1.0),
    "ggplot": (1.0, 1.0, 1.0, 1.0),
}


@pytest.mark.parametrize("size", [(3, 3), (6.4, 4.8), (12, 3)])
@pytest.mark.parametrize("chosen", STYLES)
def test_the_picture(chosen: str, size: tuple[float, float]) -> None:
    with style(chosen) as sheet:
        animation = animate(classifiers(3), draw_network, figsize=size)
        # Frames are opaque, on the paper of the style.
        assert_legible(animation.figure_, paper=sheet.paper, slides=sheet.slides)
