"""Displays whose figures pyplot forgets, or keeps behind the current one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from matplotlib.figure import Figure

from nnviz import LossDisplay, plot_loss
from nnviz.displays.loss.arguments import loss_numbers
from nnviz.drawing.saving import displays_on

CURVE = [0.9, 0.5, 0.3]


class TestClose:
    def test_pyplot_forgets_the_figure_and_the_one_before_is_current(
        self, pyplot: ModuleType
    ) -> None:
        first, mine = pyplot.figure(), pyplot.figure()
        display = plot_loss(CURVE)
        display.close()
        assert pyplot.get_fignums() == [first.number, mine.number]
        assert pyplot.gcf() is mine
        display.close()
        assert pyplot.get_fignums() == [first.number, mine.number]

    def test_the_display_can_still_be_saved_and_drawn_on(self, tmp_path: Path) -> None:
        display = plot_loss(CURVE)
        display.save(tmp_path / "open.png")
        display.close()
        display.save(tmp_path / "closed.png")
        assert (tmp_path / "open.png").read_bytes() == (tmp_path / "closed.png").read_bytes()
        assert display.figure_.axes == [display.ax_]

    def test_a_figure_that_pyplot_does_not_know(self, pyplot: ModuleType) -> None:
        mine = pyplot.figure()
        plot_loss(CURVE, ax=Figure().add_subplot()).close()
        assert pyplot.get_fignums() == [mine.number]

    def test_the_whole_figure_of_a_subfigure(self, pyplot: ModuleType) -> None:
        figure = pyplot.figure()
        plot_loss(CURVE, ax=figure.subfigures(1, 2)[0].add_subplot()).close()
        assert pyplot.get_fignums() == []

    def test_pyplot_is_not_loaded_for_it(self) -> None:
        program = (
            "import sys; from matplotlib.figure import Figure; from nnviz import plot_loss;"
            "plot_loss([2, 1], ax=Figure().add_subplot()).close();"
            "print('matplotlib.pyplot' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["False"]


class TestStepBack:
    def test_the_one_before_is_current(self, pyplot: ModuleType) -> None:
        first, mine = pyplot.figure(), pyplot.figure()
        pyplot.figure(first.number)  # the order in which they were current is what counts
        display = plot_loss(CURVE)
        assert pyplot.gcf() is display.figure_
        display.step_back()
        assert pyplot.gcf() is first
        assert set(pyplot.get_fignums()) == {first.number, mine.number, display.figure_.number}
        display.step_back()
        assert pyplot.gcf() is first

    def test_the_only_one_stays(self, pyplot: ModuleType) -> None:
        display = plot_loss(CURVE)
        display.step_back()
        assert pyplot.gcf() is display.figure_

    def test_without_any(self, pyplot: ModuleType) -> None:
        plot_loss(CURVE, ax=Figure().add_subplot()).step_back()
        assert pyplot.get_fignums() == []


@pytest.mark.parametrize("method", ["close", "step_back"])
def test_before_it_is_drawn(method: str) -> None:
    with pytest.raises(RuntimeError, match="not been drawn"):
        getattr(LossDisplay(loss_numbers(CURVE)), method)()


def test_a_figure_forgets_the_displays_that_were_cleared_away() -> None:
    figure = Figure()
    for _ in range(3):
        figure.clear()
        upper = plot_loss(CURVE, ax=figure.add_subplot(2, 1, 1))
        lower = plot_loss(CURVE, ax=figure.add_subplot(2, 1, 2))
    assert displays_on(figure) == [upper, lower]
    kept = [value for name, value in vars(figure).items() if name.startswith("_nnviz")]
    assert kept == [[(upper.ax_, upper), (lower.ax_, lower)]]
