"""`plot_loss_surface`: what it refuses, and that it leaves nothing behind then."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure

from nnviz import LossSurfaceDisplay, plot_loss_surface
from nnviz.drawing.loss_surface import line_chart, map_chart, space_chart
from tests.displays.loss_surface.surfaces import ONE, OTHER, X, Y, surface
from tests.figures import new_axes, pixels
from tests.pictured import circles


@pytest.mark.parametrize(("options", "kind", "words"), [
    ({"kind": "contour"}, ValueError, "kind must be one of 'auto', 'line', 'map', 'surface'"),
    ({"kind": "line"}, ValueError, "kind='line' shows the loss over one weight"),
    ({"weights": [ONE], "kind": "map"}, ValueError, "kind='map' shows the loss over two"),
    ({"weights": [ONE], "kind": "surface"}, ValueError, "this surface has one direction"),
    ({"log": "yes"}, ValueError, "log must be one of"),
    ({"tangent": 1}, ValueError, "tangent must be one of"),
    ({"contours": -1}, ValueError, "contours: at most"),
    ({"contours": [2, 1]}, ValueError, "increasing"),
    ({"contours": "many"}, ValueError, "contours must be"),
    ({"contours": range(1000)}, ValueError, "at most 100 losses"),
    ({"cmap": "viridos"}, ValueError, "viridis"),
    ({"cmap": 3}, TypeError, "cmap must be"),
    ({"norm": (0, 1)}, TypeError, "norm must be None or a Normalize"),
    ({"norm": Normalize(0, 1), "log": True}, ValueError, "goes against norm, which is linear"),
    ({"norm": LogNorm(1, 2), "log": False}, ValueError, "norm, which is logarithmic"),
    ({"y_range": (1, 0)}, ValueError, "y_range must be"),
    ({"y_range": 3}, ValueError, "y_range must be"),
    ({"y_range": (0, 1), "log": True}, ValueError, "y_range must be positive"),
    ({"notation": "greek"}, ValueError, "notation: must be one of"),
    ({"index_base": 2}, ValueError, "index_base must be one of"),
    ({"line_kw": {"colour": "red"}}, TypeError, "line_kw: Line2D has no property 'colour'"),
    ({"scatter_kw": 3}, TypeError, "scatter_kw must be a dict"),
    ({"figsize": (0, 1)}, ValueError, "figsize must be"),
    ({"weights": [(9, 0, 0)]}, ValueError, "layer 9 does not exist"),
    ({"weights": [ONE, OTHER, (1, 0, 0)]}, ValueError, "weights"),
    ({"directions": "best"}, ValueError, "directions"),
    ({"descents": {"a": {}}}, ValueError, "descents"),
])  # fmt: skip
def test_bad_arguments(options: dict[str, Any], kind: type[Exception], words: str) -> None:
    if "directions" not in options:
        options = {"weights": [ONE, OTHER], **options}
    with pytest.raises(kind, match=None) as error:
        plot_loss_surface(circles(), X, Y, resolution=5, **options)
    assert words in str(error.value)
    assert plt.get_fignums() == []


def test_unknown_options_of_a_display() -> None:
    with pytest.raises(TypeError, match="no visual option 'contour'. Did you mean contours"):
        LossSurfaceDisplay(surface("two")).plot(contour=True)
    assert plt.get_fignums() == []


@pytest.mark.parametrize(("kind", "words"), [
    ("surface", "made with projection='3d'; this one's projection is 'rectilinear'"),
    ("map", "plain two-dimensional axes; this one's projection is '3d'"),
])  # fmt: skip
def test_axes_of_the_wrong_projection(kind: str, words: str) -> None:
    figure = Figure()
    ax: Any = figure.add_subplot(projection="3d") if kind == "map" else figure.add_subplot()
    children = ax.get_children()
    with pytest.raises(ValueError, match=words):
        plot_loss_surface(circles(), X, Y, weights=[ONE, OTHER], kind=kind, ax=ax)  # type: ignore[arg-type]
    assert ax.get_children() == children


@pytest.mark.parametrize("kind", ["map", "surface"])
def test_what_is_no_axes(kind: Any) -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_loss_surface(circles(), X, Y, weights=[ONE, OTHER], kind=kind, ax=3)  # type: ignore[arg-type]
    gone: Any = Figure().add_subplot(projection="3d" if kind == "surface" else None)
    gone.remove()
    with pytest.raises(ValueError, match="removed"):
        plot_loss_surface(circles(), X, Y, weights=[ONE, OTHER], kind=kind, ax=gone)


@pytest.mark.parametrize(("kind", "module", "chart"), [
    ("line", line_chart, "LineChart"), ("map", map_chart, "MapChart"),
    ("surface", space_chart, "SpaceChart"),
])  # fmt: skip
def test_failing_leaves_everything_as_it_was(
    kind: str, module: Any, chart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no words")

    monkeypatch.setattr(getattr(module, chart), "_add_words", fail)
    shown = LossSurfaceDisplay(surface("one" if kind == "line" else "two, descents"))
    with pytest.raises(RuntimeError, match="no words"):
        shown.plot(kind=kind)
    assert plt.get_fignums() == []
    if kind == "surface":
        ax: Any = Figure(figsize=(4, 3)).add_subplot(projection="3d")
        ax.plot([0, 1], [0, 2], [0, 3])
    else:
        ax = new_axes(4, 3)
        ax.plot([0, 1], [0, 2])
    ax.set_xlabel("mine")
    before = pixels(ax.figure)
    with pytest.raises(RuntimeError, match="no words"):
        shown.plot(kind=kind, ax=ax)
    np.testing.assert_array_equal(pixels(ax.figure), before)
