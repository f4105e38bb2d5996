"""Pictures of large networks, pixel by pixel; and what holds of them under any versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import matplotlib.style
import pytest
from matplotlib.figure import Figure

from nnviz import Network, NetworkDisplay, draw_network
from tests.pictured import circles, digits, drawing, fixed_network, seeing


@dataclass(frozen=True)
class Picture:
    """A network, how it is drawn, and what has to be found on it."""

    network: Callable[[], Network]
    options: dict[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = (5.0, 3.4)
    dpi: float = 46
    sheets: tuple[str, ...] = ()
    edges: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


PICTURES = {
    "inputs": Picture(
        seeing,
        {"input_shape": (6, 7)},
        size=(6.0, 3.6),
        dpi=42,
        edges=(588, 56),
        words=("pixel: mean |weight|", "6 \N{MULTIPLICATION SIGN} 7 features", "20 strongest"),
    ),
    "sample": Picture(
        seeing,
        {"input_shape": (6, 7), "sample": drawing(), "orientation": "vertical", "max_neurons": 6},
        size=(4.5, 5.0),
        dpi=42,
        sheets=("nnviz.styles.dark",),
        edges=(252, 24),
        words=("input", "activation", "8 more"),
    ),
    "very_many_edges": Picture(
        digits,
        {"max_neurons": None, "input_shape": (8, 8)},
        edges=(6400, 1000),
        words=("the 150 strongest edges into each layer in full, 7,100 faint",),
    ),
    "fifty_layers": Picture(
        lambda: fixed_network([4] * 50),
        size=(5.0, 2.4),
        edges=(16,) * 49,
        words=("hidden 1 to 48",),
    ),
    "without_effect": Picture(
        lambda: circles().with_weights({(3, 2, 0): 0.0, (3, 4, 0): 0.0}),
        edges=(16, 48, 6),
        words=("grey: 2 neurons without effect on any output",),
    ),
}


def draw(picture: Picture) -> NetworkDisplay:
    """The picture in its style, drawn to the end."""
    with matplotlib.style.context(["default", *picture.sheets]):
        ax = Figure(figsize=picture.size, dpi=picture.dpi).add_axes((0.02, 0.02, 0.96, 0.96))
        display = draw_network(picture.network(), ax=ax, **picture.options)
        display.figure_.draw_without_rendering()
    return display


# The style is set inside the test: pytest-mpl sets its own around it.
@pytest.mark.mpl_image_compare
@pytest.mark.parametrize("name", PICTURES)
def test_picture_large(name: str) -> Figure:
    return draw(PICTURES[name]).figure_


@pytest.mark.parametrize("name", PICTURES)
def test_edges_and_words(name: str) -> None:
    picture = PICTURES[name]
    display = draw(picture)
    assert tuple(edges.n_edges for edges in display.edges_) == picture.edges
    bars = (display.colorbar_, display.neuron_colorbar_, display.input_colorbar_)
    texts = [text for ax in (display.ax_, *(bar.ax for bar in bars if bar is not None))
             for text in ax.texts if text.get_visible()]  # fmt: skip
    said = " ".join(" ".join(text.get_text() for text in texts).split())
    for words in picture.words:
        assert words in said
