"""Figures without pyplot, their pixels, and fixed networks to draw on them."""

from __future__ import annotations

from typing import Any

import hypothesis
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnviz.network import Network


def new_axes(width: float = 6.0, height: float = 4.0, *, dpi: float = 100.0, **figure: Any) -> Axes:
    """The one axes, nearly as large, of a new figure that pyplot knows nothing of."""
    new = Figure(figsize=(width, height), dpi=dpi, **figure)
    FigureCanvasAgg(new)
    return new.add_axes((0.02, 0.02, 0.96, 0.96))


def few_examples(most: int = 12) -> hypothesis.settings:
    """For a property that draws pictures: few examples, but all of them where one is thorough."""
    profile = hypothesis.settings.get_current_profile_name()
    whole = hypothesis.settings().max_examples
    return hypothesis.settings(max_examples=whole if profile == "thorough" else min(most, whole))


def root(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def pixels(figure: Figure) -> NDArray[np.uint8]:
    """The figure as Agg draws it, shape (height, width, 4)."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba())


def fixed_arrays(*sizes: int, seed: int = 0) -> tuple[list[Any], list[Any]]:
    """Weights and biases that are the same on every machine: a quotient, no random numbers."""
    coefs, intercepts = [], []
    for k, (rows, columns) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
        number = np.arange(rows * columns, dtype=float).reshape(rows, columns) + 7 * k + seed
        coefs.append(((number * 37) % 101 - 50) / 25)
        intercepts.append(((np.arange(columns) + k) * 29 % 19 - 9) / 9.0)
    return coefs, intercepts


def fixed_network(*sizes: int, **kw: Any) -> Network:
    coefs, intercepts = fixed_arrays(*sizes)
    return Network.from_arrays(coefs, intercepts, **{"activation": "relu", **kw})


def discs(display: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres and radii, in pixels, of all neurons of a display, those of biases included."""
    centres, radii = [], []
    for collection in (*display.neurons_, *display.bias_neurons_):
        places = collection.get_offset_transform().transform(collection.get_offsets())
        centres.append(places)
        (path,) = collection.get_paths()
        ends = collection.get_transform().transform_path(path).get_extents()
        radii.append(np.full(len(places), ends.width / 2))
        assert np.isclose(ends.width, ends.height)
    return np.concatenate(centres), np.concatenate(radii)


def assert_neurons_clear(display: Any) -> None:
    """Neurons are round, disjoint and inside their axes, in pixels."""
    centres, radii = discs(display)
    box = display.ax_.bbox
    assert (radii > 0).all()
    assert (centres - radii[:, None] >= [box.x0 - 0.01, box.y0 - 0.01]).all()
    assert (centres + radii[:, None] <= [box.x1 + 0.01, box.y1 + 0.01]).all()
    apart = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert (apart > radii[:, None] + radii[None]).all()
