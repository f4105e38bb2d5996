"""The maps of all neurons cost little more than the diagram, and far less than as many panels."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nnviz import draw_network, draw_neuron_maps
from tests.benchmarks.timing import median_ratio, time_in_turns
from tests.pictured import circles

POINTS = np.random.default_rng(0).normal(size=(800, 2))
LABELS = (np.hypot(*POINTS.T) < 1).astype(int)


def test_maps_against_the_diagram(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = circles()

    def maps() -> None:
        display = draw_neuron_maps(network, POINTS, LABELS)
        display.save(tmp_path / "maps.png")
        pyplot.close(display.figure_)

    def diagram() -> None:
        display = draw_network(network)
        display.save(tmp_path / "diagram.png")
        pyplot.close(display.figure_)

    times = time_in_turns({"maps": maps, "diagram": diagram}, rounds=25)
    goal("neuron maps of 2-8-6-1 / diagram", 2, median_ratio(times, "maps", "diagram"), "x")


def test_maps_against_as_many_panels(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    network = circles()
    display = draw_neuron_maps(network, POINTS, LABELS)
    maps = [of_neuron for of_layer in display.maps for of_neuron in of_layer]
    # Inputs have no weighted sum.
    sums = [None, None, *(z for of_layer in display.weighted_sums[1:] for z in of_layer)]
    axes = display.plane.axes
    extent = (axes[0].low, axes[0].high, axes[1].low, axes[1].high)
    pyplot.close("all")

    def ours() -> None:
        drawn = draw_neuron_maps(network, POINTS, LABELS)
        drawn.save(tmp_path / "maps.png")
        pyplot.close(drawn.figure_)

    def panels() -> None:
        figure, panels = pyplot.subplots(4, 5)
        for k, (panel, of_neuron, z) in enumerate(zip(panels.flat, maps, sums, strict=False)):
            panel.imshow(of_neuron, origin="lower", extent=extent)
            panel.set_title(k)
            if z is not None and z.min() < 0 < z.max():
                panel.contour(z, levels=[0.0], extent=extent, colors="black")
        panels.flat[len(maps) - 1].scatter(*POINTS[:300].T, c=LABELS[:300])
        for panel in panels.flat[len(maps) :]:
            panel.remove()
        figure.savefig(tmp_path / "panels.png")
        pyplot.close(figure)

    times = time_in_turns({"ours": ours, "panels": panels}, rounds=15)
    ratio = median_ratio(times, "ours", "panels")
    goal(f"neuron maps of 2-8-6-1 / {len(maps)} panels of the same", 1 / 4, ratio, "x")
