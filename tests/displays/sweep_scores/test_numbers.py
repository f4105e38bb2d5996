"""`plot_sweep_scores`: the numbers that it shows, against the runs themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnviz import SweepRun, SweepScoresDisplay, TrainingSweep, plot_sweep_scores
from nnviz.drawing.sweep_scores.scales import bulk
from nnviz.drawing.sweep_scores.words import score_words
from tests.displays.sweep_scores.sweeps import (
    ALPHAS,
    NAMES,
    bend,
    made,
    over_alpha,
    over_three,
    over_two,
    shifted,
    with_failures,
    with_zero,
)
from tests.figures import new_axes


def plot(sweep: TrainingSweep, **options: Any) -> SweepScoresDisplay:
    options.setdefault("ax", new_axes())
    return plot_sweep_scores(sweep, **options)


class TestTable:
    def test_one_parameter(self) -> None:
        display = plot(over_alpha(4))
        assert display.values == (1e-6, 1e-3, 1.0, 1e3)
        assert display.lines == ("",)
        assert list(display.scores) == ["test", "train"]
        for k, kind in enumerate(("train", "test")):
            np.testing.assert_array_equal(
                display.scores[kind], [[bend(alpha)[k] for alpha in display.values]]
            )

    def test_numbers_ascend_along_x(self) -> None:
        display = plot(made({"alpha": [10.0, 0.1, 1.0]}, bend))
        assert display.values == (0.1, 1.0, 10.0)
        assert display.scores["test"].tolist() == [[bend(alpha)[1] for alpha in (0.1, 1.0, 10.0)]]

    def test_two_parameters(self) -> None:
        display = plot(over_two())
        assert display.values == tuple(ALPHAS)
        assert display.lines == tuple(NAMES[:3])
        wanted = [[shifted(alpha, k)[1] for alpha in ALPHAS] for k in range(3)]
        np.testing.assert_array_equal(display.scores["test"], wanted)
        # The other way round, names along x.
        other = plot(over_two(), x="activation")
        assert other.values == tuple(NAMES[:3])
        assert len(other.lines) == 4
        np.testing.assert_array_equal(other.scores["test"], np.transpose(wanted))

    def test_three_parameters_have_a_line_for_each_combination(self) -> None:
        display = plot(over_three(), x="batch_size")
        assert display.lines[:2] == ("relu, 1e\N{MINUS SIGN}5", "relu, 0.001")
        assert len(display.lines) == 8 == len(display.lines_) / 2
        for line, (name, alpha) in enumerate((n, a) for n in NAMES[:2] for a in ALPHAS):
            wanted = [shifted(alpha, 2 * NAMES.index(name) + size / 200)[0]
                      for size in (16, 64, 256)]  # fmt: skip
            np.testing.assert_array_equal(display.scores["train"][line], wanted)

    @pytest.mark.parametrize(("grid", "name"), [
        ({"a": ["x", "y"], "b": [1, 2]}, "b"),
        ({"a": [1, 2], "b": [1, 2, 3]}, "b"),
        ({"a": [1, 2, 3], "b": [4, 5, 6]}, "a"),
        ({"a": ["x", "y"], "b": ["x", "y", "z"]}, "b"),
        ({"a": [True, False], "b": [1, 2]}, "b"),
        ({"a": ["x", "y"], "b": [1]}, "a"),
    ])  # fmt: skip
    def test_which_parameter_is_along_x(self, grid: dict[str, Any], name: str) -> None:
        sweep = made(grid, lambda a, b: (0.9, 0.8))
        assert plot(sweep).numbers.name == name

    def test_one_value_only_tells_no_lines_apart(self) -> None:
        display = plot(made({"a": [1, 2], "b": [3]}, lambda a, b: (0.9, 0.8)))
        assert display.lines == ("",)
        assert display.numbers.heading == ""

    def test_x_by_its_last_part(self) -> None:
        assert plot(over_alpha(), x="alpha").numbers.name == "mlp__alpha"

    def test_nothing_can_be_changed(self) -> None:
        display = plot(over_alpha())
        for table in display.scores.values():
            assert not table.flags.writeable


class TestBest:
    def test_is_that_of_the_sweep(self) -> None:
        for sweep in (over_alpha(), over_two(), over_three(), with_failures(), with_zero(),
                      over_alpha(6, folds=5), over_two(folds=3, test=False)):  # fmt: skip
            assert plot(sweep).best == sweep.best

    def test_of_the_kind_that_is_drawn(self) -> None:
        scores = [(0.9, 0.7), (0.8, 0.75)]
        sweep = made({"a": [1, 2]}, lambda a: scores[a - 1])
        assert plot(sweep).best == 1
        assert plot(sweep, scores="train").best == 0
        assert plot(sweep, scores=["train", "test"]).best == 1

    def test_first_of_several(self) -> None:
        sweep = made({"a": [3, 1, 2]}, lambda a: (1.0, 1.0 if a > 1 else 0.9))
        display = plot(sweep)
        assert display.best == 0 == sweep.best
        assert display.numbers.best_places == [(0, 2), (0, 1)]

    def test_infinite_scores_are_no_best(self) -> None:
        sweep = made({"a": [1, 2]}, lambda a: (0.5, 0.4) if a == 1 else (np.inf, np.inf))
        assert plot(sweep).best == 0


class TestFolds:
    def test_mean_and_deviation(self) -> None:
        sweep = over_alpha(6, folds=5, test=False)
        display = plot(sweep)
        for k, run in enumerate(sweep.runs):
            folds = run.cv_scores
            assert folds is not None
            mean = sum(folds) / 5
            assert display.scores["cv"][0, k] == pytest.approx(mean)
            variance = sum((score - mean) ** 2 for score in folds) / 5
            assert display.deviations[0, k] == pytest.approx(variance**0.5)
        assert display.numbers.fold_counts == (5, 5)

    def test_without_folds(self) -> None:
        assert np.isnan(plot(over_alpha()).deviations).all()


class TestScale:
    def test_logarithmic_where_values_span_it(self) -> None:
        assert plot(over_alpha()).ax_.get_xscale() == "log"
        assert plot(made({"a": [1.0, 100.0]}, bend)).ax_.get_xscale() == "log"
        assert plot(made({"a": [1.0, 99.0]}, bend)).ax_.get_xscale() == "linear"
        assert plot(over_alpha(), log=False).ax_.get_xscale() == "linear"
        assert plot(made({"a": [1.0, 2.0]}, bend), log=True).ax_.get_xscale() == "log"

    def test_zero_among_them_is_evenly_spaced_and_said(self) -> None:
        display = plot(with_zero())
        assert display.ax_.get_xscale() == "linear"
        assert display.values == (0, 1e-4, 0.01, 1.0)
        np.testing.assert_array_equal(display.points_[0].get_offsets()[:, 0], range(4))
        display.figure_.canvas.draw()
        assert "evenly spaced: 0 has no place on a logarithmic" in " ".join(
            display.note_.get_text().split()
        )

    def test_zero_among_near_ones_is_linear(self) -> None:
        display = plot(made({"momentum": [0, 0.5, 0.9]}, lambda m: (0.9, 0.8 + m / 10)))
        np.testing.assert_array_equal(display.points_[0].get_offsets()[:, 0], [0, 0.5, 0.9])

    @pytest.mark.parametrize(("scores", "kept"), [
        ([0.9, 0.91, 0.0, -0.1], (-0.1, 0.91)),  # an R² of a constant
        ([0.9, 0.91, 0.92, -3e6], (0.9, 0.92)),
        ([0.9, 0.91, -3.0, -50.0, -1e4], (0.9, 0.91)),  # step by step
        ([0.1, 0.1, 0.1, 0.97], (0.1, 0.97)),  # one good accuracy
        ([-1.63, -0.2, -0.18, -0.12, -0.11, -0.26], (-1.63, -0.11)),
        ([0.1, 0.12, 0.11, 5e4], (0.1, 5e4)),  # the best always stays
        ([-0.1, 0.0, 0.0, 0.0], (-0.1, 0.0)),
        ([-5.0, *[0.1] * 2], (0.1, 0.1)), ([*[-5.0] * 7, *[0.1] * 3], (-5.0, 0.1)),
        ([-4e6, 0.7], (0.7, 0.7)),
        ([-2e6, -1e6], (-2e6, -1e6)),
        ([0.5], (0.5, 0.5)), ([0.0, 0.0], (0.0, 0.0)),
    ])  # fmt: skip
    def test_scores_that_shoot_away(self, scores: list[float], kept: tuple[float, float]) -> None:
        assert bulk(scores) == kept


@pytest.mark.parametrize(("value", "words"), [
    (0.9163882, "0.916"), (0.9996, "0.9996"), (0.99999, "0.99999"), (1.0, "1"),
    (0.9999999999, "over 0.99999999"), (0.0, "0"), (-1.2e6, "\N{MINUS SIGN}1.2e6"),
])  # fmt: skip
def test_a_score_reads_one_only_where_it_is_one(value: float, words: str) -> None:
    assert score_words(value) == words


def test_loaded_sweeps_are_drawn_alike(tmp_path: Any) -> None:
    sweep = over_two(folds=3)
    loaded = TrainingSweep.load(sweep.save(tmp_path / "sweep.npz"))
    for kind, table in plot(sweep).scores.items():
        np.testing.assert_array_equal(plot(loaded).scores[kind], table)


def test_runs_in_another_order_than_the_grid_are_refused() -> None:
    runs = [SweepRun({"a": a}, None, None, {"test": 0.5}, None, None, ()) for a in (2, 1)]
    with pytest.raises(ValueError, match=r"order of its grid.*runs\[0\] has a=2, not 1"):
        plot(TrainingSweep(runs, {"a": [1, 2]}, "R²", 0))


def test_values_that_equal_nothing_or_compare_by_entry() -> None:
    values = [np.array([1, 2]), float("nan"), np.array([3, 4])]
    display = plot(made({"a": values}, lambda value: (0.9, 0.8)))
    assert len(display.values) == 3
    assert display.numbers.places is None
