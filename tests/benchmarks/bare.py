"""The yardsticks: the same picture by hand in bare matplotlib, and the course's way.

What is drawn (places, weights, colours, widths, words) is taken from a display beforehand and is
not timed; what a reader who draws such a picture by hand would run is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray

from nnviz import Network, NetworkDisplay

_CIRCLE = Outline.unit_circle()


@dataclass(frozen=True, eq=False)
class BarePicture:
    """A network diagram as lists of lines, circles and words, in plain matplotlib."""

    limits: tuple[tuple[float, float], tuple[float, float]]
    lines: list[dict[str, Any]]
    circles: list[dict[str, Any]]
    words: list[dict[str, Any]]
    bar: dict[str, Any]

    @classmethod
    def like(cls, display: NetworkDisplay) -> BarePicture:
        """What stands on a display, when it has been drawn."""
        figure, ax = display.figure_, display.ax_
        figure.canvas.draw()
        lines = []
        for edges in display.edges_:
            assert edges.get_array() is not None
            lines.append(
                {
                    "starts": edges._starts[edges.sources],
                    "ends": edges._ends[edges.targets],
                    "weights": np.asarray(edges.get_array()),
                    "widths": np.broadcast_to(edges.get_linewidth(), edges.sources.size),
                    "norm": edges.norm,
                    "cmap": edges.cmap,
                }
            )
        circles = [
            {
                "offsets": np.asarray(neurons.get_offsets()),
                # PathCollection's size is the square of a scale, in pixels where its transform
                # is none; sizes are in points.
                "size": (neurons._scale.radius * 72 / figure.dpi) ** 2,
                "facecolors": neurons.get_facecolor(),
                "edgecolors": neurons.get_edgecolor(),
                "linewidths": neurons.get_linewidth(),
            }
            for neurons in display.neurons_
        ]
        assert display.colorbar_ is not None
        inset = display.colorbar_.ax
        ticks = inset.get_xticklabels()
        words = [
            _word(text, figure)
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text() and text.axes is not inset
        ]
        bar = {
            "place": inset.get_position().bounds,
            "norm": display.colorbar_.norm,
            "cmap": display.colorbar_.cmap,
            "ticks": list(inset.get_xticks()),
            "labels": [text.get_text() for text in ticks],
            "style": {"labelsize": ticks[0].get_fontsize(), "length": 2, "pad": 2},
        }
        return cls((ax.get_xlim(), ax.get_ylim()), lines, circles, words, bar)

    def draw(self) -> Figure:
        """Draw it as a person would who knows matplotlib well."""
        figure = plt.figure()
        ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
        ax.set_axis_off()
        ax.set(xlim=self.limits[0], ylim=self.limits[1])
        for group in self.lines:
            order = np.argsort(np.abs(group["weights"]), kind="stable")
            segments = np.stack([group["starts"], group["ends"]], axis=1)
            collection = LineCollection(
                segments[order],
                linewidths=group["widths"][order],
                norm=group["norm"],
                cmap=group["cmap"],
                capstyle="butt",
                zorder=1,
            )
            collection.set_array(group["weights"][order])
            ax.add_collection(collection, autolim=False)
        for group in self.circles:
            properties = {key: value for key, value in group.items() if key != "size"}
            collection = PathCollection(
                [_CIRCLE],
                sizes=[group["size"]],
                offset_transform=ax.transData,
                zorder=3,
                **properties,
            )
            collection.set_transform(IdentityTransform())
            ax.add_collection(collection, autolim=False)
        for word in self.words:
            ax.text(**word, transform=figure.transFigure, zorder=4)
        cax = figure.add_axes(self.bar["place"])
        bar = figure.colorbar(
            ScalarMappable(self.bar["norm"], self.bar["cmap"]), cax=cax, orientation="horizontal"
        )
        bar.set_ticks(self.bar["ticks"], labels=self.bar["labels"])
        bar.outline.set_visible(False)
        cax.tick_params(**self.bar["style"])
        return figure

    def save(self, path: Path) -> None:
        """Draw it, write it and put it away."""
        figure = self.draw()
        figure.savefig(path)
        plt.close(figure)


def _word(text: Text, figure: Figure) -> dict[str, Any]:
    """A text with its place as a fraction of the figure."""
    x, y = figure.transFigure.inverted().transform(
        text.get_transform().transform(text.get_unitless_position())
    )
    return {
        "x": x,
        "y": y,
        "s": text.get_text(),
        "fontsize": text.get_fontsize(),
        "color": text.get_color(),
        "ha": text.get_ha(),
        "va": text.get_va(),
        "rotation": text.get_rotation(),
    }


def save_graph(
    network: Network, positions: Sequence[NDArray[np.float64]], path: Path, *, labels: bool = False
) -> None:
    """The course's way: a DiGraph filled edge by edge, drawn with arrows, and its numbers."""
    graph, places = nx.DiGraph(), {}
    for layer, points in enumerate(positions):
        for neuron, point in enumerate(points):
            places[layer, neuron] = tuple(point)
            graph.add_node((layer, neuron))
    for connection in network.connections:
        assert connection.weights is not None
        for i in range(network.sizes[connection.source]):
            for j in range(network.sizes[connection.target]):
                graph.add_edge(
                    (connection.source, i),
                    (connection.target, j),
                    weight=connection.weights[i, j],
                )
    figure, ax = plt.subplots()
    nx.draw_networkx(graph, places, ax=ax, with_labels=False, arrows=True, node_size=20)
    if labels:
        weights = nx.get_edge_attributes(graph, "weight")
        texts = {edge: f"{weight:.2f}" for edge, weight in weights.items()}
        nx.draw_networkx_edge_labels(graph, places, texts, ax=ax, label_pos=0.3, font_size=7)
    figure.savefig(path)
    plt.close(figure)


def pixels(figure: Figure) -> NDArray[np.float64]:
    """What a figure looks like: grey values by row and column."""
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba(), dtype=float)[..., :3].mean(axis=-1)  # type: ignore[attr-defined]
