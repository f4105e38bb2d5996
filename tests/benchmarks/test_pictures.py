"""A picture costs little more than the same lines, circles and words in bare matplotlib."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from nnviz import Network, draw_network
from tests.benchmarks.bare import BarePicture, pixels, save_graph
from tests.benchmarks.timing import median_ratio, time_in_turns
from tests.pictured import circles, wave

PICTURES: dict[str, tuple[Any, dict[str, Any], int]] = {
    "2-8-6-1": (circles, {}, 25),
    "1-80-20-1, all neurons": (wave, {"max_neurons": None}, 15),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_bare_picture_is_the_same(name: str, pyplot: ModuleType) -> None:
    model, options, _ = PICTURES[name]
    display = draw_network(model(), **options)
    ours = pixels(display.figure_)
    theirs = pixels(BarePicture.like(display).draw())
    # Texts fall between pixels a little differently, by where they are anchored.
    assert np.mean(np.abs(ours - theirs) > 64) < 0.005


@pytest.mark.parametrize("name", PICTURES)
def test_against_bare_matplotlib(name: str, pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    model, options, rounds = PICTURES[name]
    network = model()

    def ours() -> None:
        display = draw_network(network, **options)
        display.save(tmp_path / "ours.png")
        pyplot.close(display.figure_)

    bare = BarePicture.like(draw_network(network, **options))
    pyplot.close("all")
    times = time_in_turns({"ours": ours, "bare": lambda: bare.save(tmp_path / "bare.png")}, rounds)
    goal(f"{name} / bare matplotlib", 1.5, median_ratio(times, "ours", "bare"), "x")


def test_against_the_courses_way(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network: Network = wave()

    def ours() -> None:
        display = draw_network(network, max_neurons=None)
        display.save(tmp_path / "ours.png")
        pyplot.close(display.figure_)

    positions = list(draw_network(network, max_neurons=None).layout.positions)
    pyplot.close("all")
    times = time_in_turns(
        {"ours": ours, "graph": lambda: save_graph(network, positions, tmp_path / "graph.png")},
        rounds=3,
        warm_up=0,  # the graph takes seconds, and ours has just been drawn
    )
    goal("1-80-20-1, all neurons / networkx", 1 / 15, median_ratio(times, "ours", "graph"), "x")
