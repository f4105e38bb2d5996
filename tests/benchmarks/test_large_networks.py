"""Large networks against one LineCollection a layer pair: time, memory, and the same picture."""

from __future__ import annotations

import statistics
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import networkx as nx
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from nnviz import Network, draw_network
from nnviz.encoding import edge_colormap, signed_norm, strengths
from nnviz.layout import layered_layout
from tests.benchmarks.bare import BarePicture
from tests.benchmarks.timing import median_ratio, time_in_turns, time_once

SIZE = (8.0, 6.0)
Weights = Callable[[np.random.Generator, int, int], NDArray[np.float64]]


@pytest.fixture(autouse=True)
def _one_size(pyplot: ModuleType) -> Any:
    with pyplot.rc_context({"figure.figsize": SIZE, "figure.dpi": 100}):
        yield


def normal(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    return rng.normal(size=(rows, columns)) / np.sqrt(rows)


def large(*sizes: int, weights: Weights = normal) -> Network:
    rng = np.random.default_rng(0)
    return Network.from_arrays(
        [weights(rng, rows, columns) for rows, columns in zip(sizes[:-1], sizes[1:], strict=True)],
        [np.zeros(size) for size in sizes[1:]],
        activation="relu", out_activation="softmax",
    )  # fmt: skip


def ours(network: Network, path: Path, pyplot: ModuleType, **options: Any) -> None:
    # All edges in full, as in the pictures that these are compared with.
    display = draw_network(network, max_neurons=None, full_edges=None, **options)
    display.save(path)
    pyplot.close(display.figure_)


class Lines:
    """The edges alone on bare axes, as a person draws them who knows matplotlib well.

    Of every `step`th edge, where all of them would take minutes.
    """

    def __init__(self, network: Network, step: int = 1) -> None:
        self.step = step
        positions = layered_layout(network, max_neurons=None).positions
        everything = np.concatenate(positions)
        self.limits = everything.min(axis=0), everything.max(axis=0)
        self.places = list(zip(positions[:-1], positions[1:], strict=True))
        self.weights = [np.asarray(connection.weights) for connection in network.connections]

    def save(self, path: Path, pyplot: ModuleType) -> None:
        figure = pyplot.figure()
        ax = figure.add_axes((0.02, 0.02, 0.96, 0.96))
        ax.set_axis_off()
        (xmin, ymin), (xmax, ymax) = self.limits
        ax.set(xlim=(xmin, xmax), ylim=(ymin, ymax))
        norm = signed_norm(*self.weights)
        for (starts, ends), weights in zip(self.places, self.weights, strict=True):
            sources, targets = (index.ravel()[:: self.step] for index in np.indices(weights.shape))
            flat = weights.ravel()[:: self.step]
            order = np.argsort(np.abs(flat), kind="stable")
            lines = LineCollection(
                np.stack([starts[sources], ends[targets]], axis=1)[order],
                linewidths=0.6 + 1.65 * strengths(flat[order], norm),
                norm=norm, cmap=edge_colormap(), capstyle="butt",
            )  # fmt: skip
            lines.set_array(flat[order])
            ax.add_collection(lines, autolim=False)
        figure.savefig(path)
        pyplot.close(figure)


def similarity(network: Network, folder: Path, pyplot: ModuleType, **options: Any) -> float:
    """Of the picture to the one in which every edge is drawn, which takes the lines as they are."""
    images = []
    for cull in (False, True):
        path = folder / f"{cull}.png"
        ours(network, path, pyplot, cull=cull, **options)
        images.append(pyplot.imread(path)[..., :3])
    return float(structural_similarity(*images, channel_axis=-1, data_range=1.0))


@pytest.mark.parametrize(
    ("sizes", "limit", "rounds", "step"),
    [
        ((64, 128, 64, 10), 0.75, 5, 1),
        ((784, 128, 10), 0.15, 3, 1),
        ((784, 512, 256, 10), 0.06, 1, 1),
        ((4096, 1024, 10), 0.015, 1, 10),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_against_line_collections(
    sizes: tuple[int, ...], limit: float, rounds: int, step: int,
    pyplot: ModuleType, tmp_path: Path, goal: Any,
) -> None:  # fmt: skip
    network, name = large(*sizes), "-".join(map(str, sizes))
    lines = Lines(network, step)
    ours(network, tmp_path / "ours.png", pyplot)  # warm
    times = time_in_turns(
        {
            "ours": lambda: ours(network, tmp_path / "ours.png", pyplot),
            "lines": lambda: lines.save(tmp_path / "lines.png", pyplot),
        },
        rounds,
        warm_up=0,
    )
    of = "" if step == 1 else f", {step} times a {step}th of them"
    goal(f"{name} / LineCollection{of}", limit, median_ratio(times, "ours", "lines") / step, "x")


@pytest.mark.parametrize("sizes", [(784, 128, 10), (784, 512, 256, 10)], ids=str)
def test_the_picture_is_the_full_one(
    sizes: tuple[int, ...], pyplot: ModuleType, tmp_path: Path, goal: Any
) -> None:
    unlike = 1 - similarity(large(*sizes), tmp_path, pyplot)
    goal(f"{'-'.join(map(str, sizes))}: 1 - SSIM with every edge", 0.001, unlike, "")


def _nearly_all_zero(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    return normal(rng, rows, columns) * (rng.uniform(size=(rows, columns)) > 0.98)


def _one_huge(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    weights = 0.1 * normal(rng, rows, columns)
    weights[rows // 3, columns // 3] = 100.0
    return weights


def _one_size(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    return np.where(rng.uniform(size=(rows, columns)) < 0.5, -1.0, 1.0)


NASTY: dict[str, Weights] = {
    "98% zeros": _nearly_all_zero,
    "all weights equal": lambda rng, rows, columns: np.full((rows, columns), 0.3),
    "one size, two signs": _one_size,
    "heavy tails": lambda rng, rows, columns: rng.standard_t(1.2, size=(rows, columns)),
    "low rank": lambda rng, rows, columns: (
        rng.normal(size=(rows, 1)) @ rng.normal(size=(1, columns))
    ),
    "one huge weight": _one_huge,
}


@pytest.mark.parametrize("kind", NASTY)
def test_of_nasty_weights_too(kind: str, pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = large(300, 120, 10, weights=NASTY[kind])
    unlike = 1 - similarity(network, tmp_path, pyplot)
    goal(f"300-120-10, {kind}: 1 - SSIM", 0.005, unlike, "")


def test_of_trained_weights_too(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    from sklearn.datasets import load_digits
    from sklearn.neural_network import MLPClassifier

    X, y = load_digits(return_X_y=True)
    model = MLPClassifier((100,), max_iter=400, random_state=0).fit(X / 16, y)
    unlike = 1 - similarity(model, tmp_path, pyplot)
    goal("64-100-10 trained on digits: 1 - SSIM", 0.005, unlike, "")


def test_against_networkx(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = large(784, 128, 10)
    positions = layered_layout(network, max_neurons=None).positions

    def graph() -> None:
        """A tenth of the edges, with arrows, as the course draws them."""
        digraph, places = nx.DiGraph(), {}
        for layer, points in enumerate(positions):
            for neuron, point in enumerate(points):
                places[layer, neuron] = tuple(point)
                digraph.add_node((layer, neuron))
        for k, connection in enumerate(network.connections):
            pairs = np.argwhere(np.ones(network.sizes[k : k + 2]))[::10]
            weights = np.asarray(connection.weights)
            digraph.add_edges_from(
                ((k, i), (k + 1, j), {"weight": weights[i, j]}) for i, j in pairs.tolist()
            )
        figure, ax = pyplot.subplots()
        nx.draw_networkx(digraph, places, ax=ax, with_labels=False, arrows=True, node_size=20)
        figure.savefig(tmp_path / "graph.png")
        pyplot.close(figure)

    ours(network, tmp_path / "ours.png", pyplot)
    theirs = 10 * time_once(graph)
    mine = statistics.median(
        time_once(lambda: ours(network, tmp_path / "ours.png", pyplot)) for _ in range(3)
    )
    goal("784-128-10 / networkx, ten times a tenth", 1 / 300, mine / theirs, "x")


def test_as_svg(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = large(784, 128, 10)
    lines = Lines(network)
    mine, theirs = tmp_path / "ours.svg", tmp_path / "lines.svg"
    ours(network, mine, pyplot)
    times = time_in_turns(
        {
            "ours": lambda: ours(network, mine, pyplot),
            "lines": lambda: lines.save(theirs, pyplot),
        },
        rounds=1,
        warm_up=0,
    )
    goal("784-128-10 as SVG / LineCollection", 0.05, median_ratio(times, "ours", "lines"), "x")
    size = mine.stat().st_size / theirs.stat().st_size
    goal("784-128-10 as SVG / LineCollection, bytes", 1 / 20, size, "x")


@pytest.mark.parametrize("shape", [None, (64, 64)], ids=["neurons", "a picture"])
def test_memory(
    shape: tuple[int, int] | None, pyplot: ModuleType, tmp_path: Path, goal: Any
) -> None:
    network = large(4096, 1024, 10)
    ours(large(20, 20), tmp_path / "small.png", pyplot)
    tracemalloc.start()
    ours(network, tmp_path / "ours.png", pyplot, input_shape=shape)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    of = "" if shape is None else ", inputs as a picture"
    goal(f"4096-1024-10{of}, memory above the weights", 200, peak, " MiB")


def test_every_edge(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = large(64, 128, 64, 10)
    bare = BarePicture.like(draw_network(network, max_neurons=None, full_edges=None, cull=False))
    pyplot.close("all")
    times = time_in_turns(
        {
            "ours": lambda: ours(network, tmp_path / "ours.png", pyplot, cull=False),
            "bare": lambda: bare.save(tmp_path / "bare.png"),
        },
        rounds=5,
    )
    name = "64-128-64-10, cull=False / bare matplotlib"
    goal(name, 1.05, median_ratio(times, "ours", "bare"), "x")


def test_growth(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    small, big = large(784, 128, 10), large(4096, 1024, 10)
    more = sum(np.size(c.weights) for c in big.connections)
    more -= sum(np.size(c.weights) for c in small.connections)
    added = np.random.default_rng(0).normal(size=more)

    def seconds(call: Callable[[], Any]) -> float:
        """Of the processor: a difference of two times suffers twice from whatever else runs."""
        start = process_time()
        call()
        return process_time() - start

    ratios = []
    for _ in range(7):
        before = seconds(lambda: ours(small, tmp_path / "small.png", pyplot))
        sort = seconds(lambda: np.argsort(added))
        after = seconds(lambda: ours(big, tmp_path / "big.png", pyplot))
        ratios.append((after - before) / sort)
    name = "10^5 to 4 x 10^6 edges, added time / argsort of the added weights"
    goal(name, 1.5, statistics.median(ratios), "x")
