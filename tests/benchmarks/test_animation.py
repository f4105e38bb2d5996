"""A hundred frames as a GIF cost a fraction of what FuncAnimation takes that redraws each."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from matplotlib.animation import FuncAnimation, PillowWriter

from nnviz import animate, draw_network
from tests.animation.trainings import classifiers
from tests.benchmarks.timing import median_ratio, time_in_turns

N_FRAMES = 100


def test_against_func_animation(pyplot: ModuleType, tmp_path: Path, goal: Any) -> None:
    snapshots = classifiers(N_FRAMES)

    def ours() -> None:
        animate(snapshots, draw_network).save(tmp_path / "ours.gif")

    def theirs() -> None:
        figure = pyplot.figure()

        def draw(epoch: int) -> None:
            figure.clear()
            draw_network(snapshots[epoch], ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)))

        animation = FuncAnimation(figure, draw, frames=N_FRAMES, blit=False)
        animation.save(tmp_path / "theirs.gif", writer=PillowWriter(fps=10))
        pyplot.close(figure)

    times = time_in_turns({"ours": ours, "theirs": theirs}, rounds=2, warm_up=0)
    goal(
        "2-8-6-1, 100 frames as a GIF / FuncAnimation", 0.25,
        median_ratio(times, "ours", "theirs"), "x",
    )  # fmt: skip
