"""The picture of a loss surface can be read, in all styles and down to three inches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz.displays.loss_surface import LossSurfaceDisplay
from nnviz.surfaces import LossSurface
from tests.displays.loss_surface.surfaces import by_hand, path, surface
from tests.legibility import assert_legible
from tests.styles import STYLES, style


@lru_cache
def holes() -> LossSurface:
    """A map with a corner of infinite losses and one of none."""
    y, x = np.mgrid[-2:2:21j, -2:2:21j]
    values = 0.05 + x**2 + x * y + 2 * y**2
    values[:5, :7], values[15:, 15:] = np.inf, np.nan
    return by_hand(
        values, descents=(path("far", [[-1, -1], [-3, 1], [0, 0]], losses=[4, 9, 0.05]),)
    )


@lru_cache
def broken() -> LossSurface:
    """A curve with a gap, of losses that span many powers of ten."""
    values = 10.0 ** np.linspace(-3, 4, 41)
    values[5:9] = np.inf
    return by_hand(values, slopes=(300.0,))


CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "one": (lambda: surface("one"), {}),
    "bias": (lambda: surface("bias"), {"notation": "nielsen", "tangent": False}),
    "one, descents": (lambda: surface("one, descents"), {}),
    "one, projections": (lambda: surface("one, projections"), {"log": True}),
    "gap": (broken, {"log": True}),
    "two": (lambda: surface("two"), {"notation": "islp"}),
    "two, descents": (lambda: surface("two, descents"), {"colorbar": False}),
    "random": (lambda: surface("random"), {"log": True}),
    "random of three": (lambda: surface("random of three"), {"contours": 4, "legend": False}),
    "pca": (lambda: surface("pca"), {}),
    "holes": (holes, {}),
    "long names": (lambda: surface("long names"), {}),
}
SOLID: dict[str, tuple[Any, dict[str, Any]]] = {
    "two, descents": (lambda: surface("two, descents"), {}),
    "pca": (lambda: surface("pca"), {"log": True}),
    "holes": (holes, {}),
}
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5),
          "4x8 in": (4, 8), "12x3 in": (12, 3)}  # fmt: skip


def pictures(cases: dict[str, Any]) -> list[Any]:
    """Each case at all shapes, in turn in one style and another, and one shape in half of them."""
    styles, shapes = list(STYLES), list(SHAPES)
    found = []
    for k, case in enumerate(cases):
        found += [(case, shape, styles[(k + n) % len(styles)]) for n, shape in enumerate(shapes)]
        found += [(case, shapes[k % len(shapes)], chosen) for chosen in styles[k % 2 :: 2]]
    return [pytest.param(*one) for one in dict.fromkeys(found)]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures(CASES))
def test_legible(case: str, shape: str, chosen: str) -> None:
    make, options = CASES[case]
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape], dpi=80).add_axes((0.02, 0.02, 0.96, 0.96))
        display = LossSurfaceDisplay(make()).plot(ax=ax, **options)
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures(SOLID))
def test_legible_in_three_dimensions(case: str, shape: str, chosen: str) -> None:
    make, options = SOLID[case]
    with style(chosen) as sheet:
        figure = Figure(figsize=SHAPES[shape], dpi=80)
        ax = figure.add_axes((0.02, 0.02, 0.96, 0.96), projection="3d")
        LossSurfaceDisplay(make()).plot(ax=ax, kind="surface", **options)
        assert_legible(figure, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("kind", ["line", "map", "surface"])
@pytest.mark.parametrize("chosen", STYLES)
def test_legible_in_the_axes_that_everybody_has(kind: str, chosen: str) -> None:
    with style(chosen) as sheet:
        figure = Figure(figsize=(5, 4))
        solid = {"projection": "3d"} if kind == "surface" else {}
        ax = figure.subplots(subplot_kw=solid)
        shown = surface("one" if kind == "line" else "two, descents")
        LossSurfaceDisplay(shown).plot(ax=ax, kind=kind)
        assert_legible(figure, paper=sheet.paper, slides=sheet.slides)


@pytest.mark.parametrize("size", [(1, 1), (0.5, 4), (2, 0.6)])
@pytest.mark.parametrize("kind", ["line", "map", "surface"])
def test_tiny_axes_draw(size: tuple[float, float], kind: str) -> None:
    solid = {"projection": "3d"} if kind == "surface" else {}
    ax = Figure(figsize=size).add_axes((0.02, 0.02, 0.96, 0.96), **solid)
    shown = surface("one" if kind == "line" else "pca")
    LossSurfaceDisplay(shown).plot(ax=ax, kind=kind).figure_.canvas.draw()
    assert ax.get_position().width > 0
