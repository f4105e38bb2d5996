"""A picture costs little more than the same lines, circles and words in bare matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from nnviz import Network, NetworkDisplay, draw_network
from nnviz.layout import layered_layout
from tests.benchmarks.bare import BarePicture, pixels, save_graph
from tests.benchmarks.timing import median_ratio, time_in_turns
from tests.pictured import circles, wave

SIZE = (8.0, 6.0)
PICTURES: dict[str, tuple[Any, dict[str, Any], int, float]] = {
    "2-8-6-1": (circles, {}, 41, 1.1),
    "1-80-20-1, all neurons": (wave, {"max_neurons": None}, 25, 1.05),
}


@pytest.fixture(autouse=True)
def _one_size(pyplot: ModuleType) -> Any:
    with pyplot.rc_context({"figure.figsize": SIZE, "figure.dpi": 100}):
        yield


@pytest.mark.parametrize("name", PICTURES)
def test_the_bare_picture_is_the_same(name: str, pyplot: ModuleType) -> None:
    model, options, _, _ = PICTURES[name]
    display = draw_network(model(), **options)
    ours = pixels(display.figure_)
    theirs = pixels(BarePicture.like(display).draw())
    # Texts fall between pixels a little differently, by where they are anchored.
    assert np.mean(np.abs(ours - theirs) > 64) < 0.005


@pytest.mark.parametrize("name", PICTURES)
def test_against_bare_matplotlib(name: str, pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    model, options, rounds, limit = PICTURES[name]
    network = model()

    def ours() -> None:
        display = draw_network(network, **options)
        display.save(tmp_path / "ours.png")
        pyplot.close(display.figure_)

    bare = BarePicture.like(draw_network(network, **options))
    pyplot.close("all")
    times = time_in_turns({"ours": ours, "bare": lambda: bare.save(tmp_path / "bare.png")}, rounds)
    goal(f"{name} / the same with LineCollections", limit, median_ratio(times, "ours", "bare"), "x")


def _in_turns_with_the_course(
    network: Network, tmp_path: Path, pyplot: ModuleType, rounds: int, *, labels: bool,
    after: Callable[[NetworkDisplay], None] = lambda display: None, **options: Any,
) -> float:  # fmt: skip
    """The time of a picture as a part of that of the course's way, a networkx DiGraph."""

    def ours() -> None:
        display = draw_network(network, max_neurons=None, **options)
        after(display)
        display.save(tmp_path / "ours.png")
        pyplot.close(display.figure_)

    def graph() -> None:
        save_graph(network, positions, tmp_path / "graph.png", labels=labels)

    positions = layered_layout(network, max_neurons=None).positions
    ours()
    # Without warming up the graph, which takes seconds.
    times = time_in_turns({"ours": ours, "graph": graph}, rounds, warm_up=0)
    return median_ratio(times, "ours", "graph")


@pytest.mark.parametrize("labels", [False, True], ids=["as it is", "with all numbers"])
def test_small_against_the_courses_way(
    labels: bool, pyplot: ModuleType, tmp_path: Path, goal: Any
) -> None:
    options = {"edge_labels": True} if labels else {}
    ratio = _in_turns_with_the_course(circles(), tmp_path, pyplot, 11, labels=True, **options)
    name = "2-8-6-1, edge_labels=True" if labels else "2-8-6-1"
    goal(f"{name} / networkx with labels", 1 / 6, ratio, "x")


def test_large_against_the_courses_way(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    ratio = _in_turns_with_the_course(wave(), tmp_path, pyplot, 3, labels=False)
    goal("1-80-20-1, all neurons / networkx", 1 / 15, ratio, "x")


def test_numbers_against_the_courses_way(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    ratio = _in_turns_with_the_course(
        wave(), tmp_path, pyplot, 3, labels=True, edge_labels=True
    )  # fmt: skip
    goal("1-80-20-1, edge_labels=True / networkx with labels", 1 / 40, ratio, "x")


def test_every_number_against_the_courses_way(
    pyplot: ModuleType, tmp_path: Path, goal: Any
) -> None:
    """Where most numbers are left out for want of room, painting the rest is no feat: paint all."""

    def paint_all(display: NetworkDisplay) -> None:
        for labels in display.label_collections_:
            n = len(labels.strings)
            labels.place(np.full(n, 0.3), np.ones(n, dtype=bool), 7.0)

    ratio = _in_turns_with_the_course(
        wave(), tmp_path, pyplot, 3, labels=True, edge_labels=True, after=paint_all
    )  # fmt: skip
    goal("1-80-20-1, 1,700 numbers on each other / networkx with labels", 1 / 40, ratio, "x")
