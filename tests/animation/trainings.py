"""Snapshots as a training leaves them, made up: the same numbers on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnviz import Animation, Layer, Network, Series, TrainingHistory, TrainingRecord
from nnviz.network import Connection
from tests.pictured import fixed_array

STRIP = 27  # pixels of the title at 100 dpi and 10 pt: 2 x 4 pt around 1.1 lines, rounded up


def snapshot(
    sizes: Sequence[int], epoch: int, *, activation: str = "relu", out: str = "logistic",
    classes: Any = None,
) -> Network:  # fmt: skip
    """A network whose weights wander with the epoch, each at its own pace."""
    last = len(sizes) - 1
    layers = [Layer(sizes[0])]
    for k in range(1, last + 1):
        bias = fixed_array(sizes[k], seed=k) * np.cos(epoch * (0.2 + 0.1 * k))
        layers.append(Layer(sizes[k], out if k == last else activation, bias=bias))
    connections = []
    for k in range(last):
        shape = (sizes[k], sizes[k + 1])
        start, way = fixed_array(*shape, seed=10 + k), fixed_array(*shape, seed=20 + k)
        connections.append(Connection(k, k + 1, start + way * np.sin(0.3 * epoch)))
    return Network(layers, connections, classes=classes)


def classifiers(n: int, sizes: Sequence[int] = (2, 8, 6, 1)) -> dict[int, Network]:
    return {epoch: snapshot(sizes, epoch, classes=[0, 1]) for epoch in range(n)}


def regressors(n: int, sizes: Sequence[int] = (1, 9, 1)) -> dict[int, Network]:
    return {epoch: snapshot(sizes, epoch, activation="tanh", out="identity") for epoch in range(n)}


def recorded(snapshots: dict[int, Network]) -> TrainingRecord:
    history = TrainingHistory([Series("training loss", [0.7, 0.5], [1, 2])])
    return TrainingRecord(None, history, snapshots, random_state=0)


def points(n: int = 60) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points in the plane, on two rings."""
    k = np.arange(n)
    y = k % 2
    angle, radius = 2.4 * k, np.where(y == 1, 0.4, 1.1) * (1 + 0.2 * np.sin(7.1 * k))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y


def curve(n: int = 40) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = np.linspace(-2, 2, n)
    return x[:, None], np.sin(2 * x) + 0.1 * np.cos(50 * x)


def alone(animation: Animation, size: tuple[int, int]) -> Axes:
    """Axes as those of an animation's picture, on a figure of so many pixels of its own."""
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    figure.patch.set_facecolor(animation.figure_.get_facecolor())
    place = animation.figure_.axes[0].get_position(original=True)
    return figure.add_axes(place.bounds)


def pixels(figure: Figure) -> NDArray[np.uint8]:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def without_title(animation: Animation, k: int) -> NDArray[np.uint8]:
    return animation.frame(k)[STRIP:]
