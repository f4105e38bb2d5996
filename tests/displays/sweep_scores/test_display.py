"""`plot_sweep_scores`: its artists, its words, and what it leaves as it was."""

from __future__ import annotations

import pickle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from nnviz import SweepRun, SweepScoresDisplay, TrainingSweep, plot_sweep_scores
from tests.displays.sweep_scores.sweeps import (
    ALPHAS,
    LONG,
    NAMES,
    bend,
    grid_that_fails,
    long_names,
    made,
    over_alpha,
    over_three,
    over_two,
    shooting_away,
    with_failures,
)
from tests.figures import new_axes, pixels

MINUS = "\N{MINUS SIGN}"


def plot(sweep: TrainingSweep | None = None, **options: Any) -> SweepScoresDisplay:
    options.setdefault("ax", new_axes())
    return plot_sweep_scores(over_alpha() if sweep is None else sweep, **options)


def drawn(*args: Any, **options: Any) -> SweepScoresDisplay:
    display = plot(*args, **options)
    display.figure_.canvas.draw()
    return display


def legend_words(display: SweepScoresDisplay) -> list[str]:
    assert display.legend_ is not None
    return [" ".join(text.get_text().split()) for text in display.legend_.get_texts()]


def note(display: SweepScoresDisplay) -> str:
    assert display.note_.get_visible()
    return " ".join(display.note_.get_text().split())


def tick_words(display: SweepScoresDisplay) -> list[str]:
    return [label.get_text() for label in display.ax_.get_xticklabels()]


class TestMarks:
    def test_points_and_lines_stand_at_the_scores(self) -> None:
        display = plot()
        assert len(display.lines_) == len(display.points_) == 2
        for kind, line, points in zip(("train", "test"), display.lines_, display.points_,
                                      strict=True):  # fmt: skip
            wanted = np.column_stack([display.values, display.scores[kind][0]])
            np.testing.assert_array_equal(line.get_xydata(), wanted)
            np.testing.assert_array_equal(points.get_offsets(), wanted)

    def test_training_is_hollow_and_dashed_test_filled_and_solid(self) -> None:
        display = plot()
        train, test = display.lines_
        assert not train.get_linestyle() == test.get_linestyle() == "-"
        hollow, filled = display.points_
        assert to_hex(hollow.get_facecolor()[0]) == "#ffffff"
        assert to_hex(hollow.get_edgecolor()[0]) == to_hex(train.get_color())
        assert to_hex(filled.get_facecolor()[0]) == to_hex(test.get_color())
        assert train.get_color() != test.get_color()
        assert hollow.get_paths()[0].vertices.shape != filled.get_paths()[0].vertices.shape
        assert filled.get_zorder() > hollow.get_zorder()

    def test_error_bars_reach_one_deviation(self) -> None:
        display = plot(over_alpha(6, folds=5, test=False))
        (bars,) = display.error_bars_
        mean, more = display.scores["cv"][0], display.deviations[0]
        for k, ends in enumerate(bars.get_segments()):
            np.testing.assert_allclose(ends[:, 0], display.values[k])
            np.testing.assert_allclose(ends[:, 1], [mean[k] - more[k], mean[k] + more[k]])
        (folds,) = display.folds_
        wanted = np.concatenate([run.cv_scores for run in display.sweep.runs])
        np.testing.assert_array_equal(folds.get_offsets()[:, 1], wanted)
        low, high = display.ax_.get_ylim()
        assert low < wanted.min() < wanted.max() < high

    def test_lines_with_error_bars_stand_side_by_side(self) -> None:
        display = drawn(over_two(folds=3, test=False))
        places = [points.get_offset_transform().transform((0.1, 0.9))[0]
                  for points in display.points_[1::2]]  # fmt: skip
        assert places == sorted(places)
        assert places[1] - places[0] >= 5
        assert places[1] == pytest.approx(display.ax_.transData.transform((0.1, 0.9))[0])

    def test_lines_of_a_second_parameter_differ(self) -> None:
        both = plot(over_two())
        assert len({line.get_color() for line in both.lines_}) == 3
        assert len({str(line._dash_pattern) for line in both.lines_}) == 2  # by kind
        one = plot(over_two(), scores="test")
        assert len({(line.get_color(), str(line._dash_pattern)) for line in one.lines_}) == 3
        assert len({str(line._dash_pattern) for line in one.lines_}) == 3

    def test_colours_follow_numbers(self) -> None:
        sweep = made({"alpha": ALPHAS, "rate": [0.1, 0.001, 0.01]},
                     lambda alpha, rate: (bend(alpha)[0] - rate, 0.9 - rate))  # fmt: skip
        colours = [line.get_color() for line in plot(sweep, scores="test").lines_]
        light = [sum(int(colour[k : k + 2], 16) for k in (1, 3, 5)) for colour in colours]
        assert light[1] < light[2] < light[0]

    def test_ring_around_the_best(self) -> None:
        display = plot()
        (ring,) = display.best_
        run = display.sweep.runs[display.best]
        np.testing.assert_array_equal(
            ring.get_xydata(), [[run.params["mlp__alpha"], run.scores["test"]]]
        )
        assert plot(best=False).best_ == []

    def test_all_best_ones_have_rings(self) -> None:
        sweep = made({"a": [1, 2, 3]}, lambda a: (1.0, 1.0 if a < 3 else 0.9), scoring="accuracy")
        display = drawn(sweep)
        assert len(display.best_) == 2
        assert "best test accuracy 1 at 1 and 2" in legend_words(display)

    def test_failures(self) -> None:
        display = drawn(with_failures())
        (cross,) = display.failed_
        assert cross.get_marker() == "x"
        assert cross.get_xdata() == [1]  # the second of the sizes
        assert np.isnan(display.points_[0].get_offsets().filled(np.nan)[1, 1])
        assert "failed: 1 of 4 runs (ValueError)" in legend_words(display)
        assert {text.get_text() for text in display.words_ if text.get_visible()} == {
            "failed", "constant output"
        }  # fmt: skip

    @pytest.mark.parametrize("size", [(3, 3), (6, 5), (12, 3)])
    def test_failures_stand_off_the_scale_and_above_the_numbers(
        self, size: tuple[float, float]
    ) -> None:
        display = drawn(grid_that_fails(), ax=new_axes(*size))
        (cross,) = display.failed_
        x, y = cross.get_transform().transform(cross.get_xydata())[0]
        half = cross.get_markersize() / 2 * display.figure_.dpi / 72
        assert y + half < display.ax_.bbox.y0
        labels = [label.get_window_extent() for label in display.ax_.get_xticklabels()]
        assert y - half > max(label.y1 for label in labels)
        assert x == pytest.approx(display.ax_.transData.transform((1.0, 0.9))[0])
        (words,) = [text for text in display.words_ if text.get_text() == "2 of 3 failed"]
        assert words.get_visible() == (size[0] > 3)
        if not words.get_visible():
            return
        box = words.get_window_extent()
        assert box.x1 < x - half
        assert max(label.y1 for label in labels) <= box.y0 < box.y1 < display.ax_.bbox.y0

    def test_failures_leave_the_scale_alone(self) -> None:
        display = drawn(grid_that_fails())
        scores = np.concatenate([table.ravel() for table in display.scores.values()])
        low, high = display.ax_.get_ylim()
        assert np.nanmin(scores) - low == pytest.approx(high - np.nanmax(scores))

    def test_words_of_failures_do_not_reach_another_value(self) -> None:
        sweep = made({"a": [f"name {k}" for k in range(6)]},
                     lambda a: None if a in ("name 2", "name 3") else (0.9, 0.8))  # fmt: skip
        ways = set()
        for width in np.arange(2.2, 9, 0.4):
            display = drawn(sweep, ax=new_axes(width, 4))
            ticks = display.ax_.transData.transform([(k, 0.9) for k in range(6)])[:, 0]
            shown = [text for text in display.words_ if text.get_visible()]
            for text in shown:
                box = text.get_window_extent()
                assert not any(box.x0 <= x <= box.x1 for x in ticks), width
            ways.add(len(shown))
        assert ways == {0, 2}

    def test_failures_outside_the_view_are_not_there(self) -> None:
        display = drawn(with_failures())
        shown = pixels(display.figure_)
        display.ax_.set_xlim(1.5, 3.5)
        beyond = pixels(display.figure_)
        assert not any(text.get_visible() for text in display.words_)
        left = int(display.ax_.bbox.x0) - 3
        bottom = beyond.shape[0] - int(display.ax_.bbox.y0)
        assert (beyond[bottom + 8 :, :left] > 250).all()
        assert (shown[bottom + 8 :] < 50).any()

    def test_numbers_go_back_where_nothing_failed(self) -> None:
        ax = new_axes()
        before = ax.xaxis.get_major_ticks(1)[0].get_pad()
        display = drawn(with_failures(), ax=ax)
        assert ax.xaxis.get_major_ticks(1)[0].get_pad() > before + 5
        moved = ax.xaxis.get_major_ticks(1)[0].get_pad()
        again = drawn(with_failures(), ax=ax)
        assert ax.xaxis.get_major_ticks(1)[0].get_pad() == moved
        assert not display.failed_[0].get_visible()
        assert again.failed_[0].get_visible()
        drawn(over_alpha(), ax=ax)
        assert ax.xaxis.get_major_ticks(1)[0].get_pad() == before

    @pytest.mark.parametrize("test", [True, False])
    def test_error_bars_are_seen_through_other_scores(self, test: bool) -> None:
        # Training and test scores half a deviation above and below the mean, at one place.
        folds = np.array([0.86, 0.94, 0.88, 0.92])
        mean, half = folds.mean(), folds.std() / 2
        scores = {"train": mean + half, "cv": float(mean)} | ({"test": mean - half} if test else {})
        runs = [SweepRun({"a": a}, None, None, scores, folds, None, ()) for a in (1, 2)]
        display = drawn(TrainingSweep(runs, {"a": [1, 2]}, "R²", 0), best=False)
        image = pixels(display.figure_)
        colour = np.array(to_rgb(display.error_bars_[0].get_colors()[0])) * 255
        for kind in ("train", *(("test",) if test else ())):
            # Unevenly spaced places, since a dashed line or an outline runs over one of them.
            for part in (-0.15, 0.0, 0.1):
                x, y = display.ax_.transData.transform((1.0, scores[kind] + part * half))
                found = image[image.shape[0] - 1 - int(y), int(x) - 1 : int(x) + 2, :3]
                assert np.abs(found - colour).max(axis=1).min() < 12, (kind, part)

    def test_unordered_values_are_joined_by_no_line(self) -> None:
        for values in (["adam", "sgd", "lbfgs"], [True, False], [(20,), (5, 5)], [None, 0.5]):
            display = drawn(made({"a": values}, lambda a: (0.9, 0.8)))
            assert {line.get_linestyle() for line in display.lines_} == {"None"}
            assert display.legend_ is not None
            handles = display.legend_.legend_handles
            assert {handle.get_linestyle() for handle in handles} == {"None"}  # type: ignore[union-attr]
        joined = drawn(made({"a": ["x", "y"]}, lambda a: (0.9, 0.8)), line_kw={"ls": "-"})
        assert {line.get_linestyle() for line in joined.lines_} == {"-"}

    def test_numbers_and_growing_sizes_are_joined(self) -> None:
        for values in ([(5,), (20,), (20, 20)], [(9, 9), (9,)], [0, 0.001, 1.0], [3, 1, 2]):
            display = plot(made({"a": values}, lambda a: (0.9, 0.8)))
            assert "None" not in {line.get_linestyle() for line in display.lines_}

    def test_lines_over_names_stand_side_by_side(self) -> None:
        sweep = made({"solver": ["adam", "sgd"], "activation": NAMES[:3]},
                     lambda solver, name: (0.9, 0.8), folds=3)  # fmt: skip
        display = drawn(sweep, x="solver")
        slot = np.diff(display.ax_.transData.transform([(0, 0.9), (1, 0.9)])[:, 0])[0]
        by_line = display.points_[0::3]
        places = [points.get_offset_transform().transform((0, 0.9))[0] for points in by_line]
        steps = np.diff(places)
        np.testing.assert_allclose(steps, steps[0])
        assert 0.15 * slot < steps[0] < 0.2 * slot
        # Kinds of scores differ by what is inside their marks, since they do by no line.
        faces = [to_hex(points.get_facecolor()[0]) for points in display.points_[:3]]
        assert len(set(faces)) == 3

    @pytest.mark.parametrize("legend", [True, False])
    def test_constant_output_is_said_once_at_any_size(self, legend: bool) -> None:
        display = plot(with_failures(), legend=legend)
        ways = set()
        for width in np.arange(2.2, 8, 0.4):
            for height in (2.2, 3, 4.5):
                display.figure_.set_size_inches(width, height)
                display.figure_.canvas.draw()
                shown = [text.get_text() for text in display.words_ if text.get_visible()]
                noted = display.note_.get_visible() and "constant output: (5,)" in note(display)
                assert ("constant output" in shown) != noted, (width, height)
                ways.add(noted)
        assert True in ways
        assert legend == (False in ways)  # without a legend a note stands above in any case

    def test_failures_are_counted_without_a_legend(self) -> None:
        assert "failed: 1 of 4 runs" in note(drawn(with_failures(), legend=False))

    def test_constant_output_of_one_of_several_lines_is_in_the_note(self) -> None:
        display = drawn(over_two(constant=lambda name, alpha: (name, alpha) == ("tanh", 10.0)))
        assert display.words_ == []
        assert note(display) == "constant output: 10, tanh"

    def test_scores_that_shoot_away_are_arrows_and_said(self) -> None:
        display = drawn(shooting_away())
        low, high = display.ax_.get_ylim()
        shown = np.concatenate([table[0, :4] for table in display.scores.values()])
        assert low < shown.min() < shown.max() < high
        assert high - low < 2 * np.ptp(shown)
        assert len(display.arrows_) == 2
        assert all(arrow.get_xdata() == [1000] for arrow in display.arrows_)
        assert np.isnan(display.lines_[0].get_ydata()[4])
        assert note(display) == f"1000: R² training {MINUS}9.6e5, test {MINUS}1.2e6, below"
        assert display.scores["test"][0, 4] == -1.2e6

    def test_many_that_shoot_away_are_counted(self) -> None:
        sweep = made(
            {"rate": [0.1 * k for k in range(1, 11)]},
            lambda rate: (0.9, 0.8 + rate / 10) if rate < 0.55 else (0.5, -1e5 * rate),
        )
        assert note(drawn(sweep)) == f"5 scores are below, down to R² {MINUS}1e5"

    def test_infinite_scores_are_left_out_and_said(self) -> None:
        sweep = made({"a": [1, 2]}, lambda a: (0.5, 0.4) if a == 1 else (0.5, -np.inf))
        assert note(drawn(sweep)) == "1 infinite score left out"


class TestWords:
    def test_axes(self) -> None:
        display = plot()
        assert display.ax_.get_xlabel() == "alpha"
        assert display.ax_.get_ylabel() == "R²"
        assert plot(scores="train").ax_.get_ylabel() == "training R²"
        assert plot(scores="test").ax_.get_ylabel() == "test R²"

    def test_scorers_in_words(self) -> None:
        display = drawn(over_alpha(scoring="neg_mean_squared_error"), ax=new_axes(9, 6))
        assert display.ax_.get_ylabel() == "negative mean squared error"
        assert any(word.startswith("best test negative mean squared error 0.913 at")
                   for word in legend_words(display))  # fmt: skip
        assert "The best test negative mean squared error is" in display.alt_text()
        assert plot(over_alpha(scoring="my_score")).ax_.get_ylabel() == "my_score"

    def test_legend_says_which_score_is_the_best(self) -> None:
        best = "best test R² 0.914 at 0.001"
        assert legend_words(drawn()) == ["test", "training", best.replace("0.914", "0.913")]
        words = legend_words(drawn(scores="train"))
        assert words[-1] == "best training R² 0.93 at 0.001"
        sweep = over_alpha(6, folds=5)
        words = legend_words(drawn(sweep, ax=new_axes(9, 6)))
        assert words[0] == "cross-validation: mean and one standard deviation of 5 folds (dots)"
        assert words[1:3] == ["test", "training"]
        run = sweep.runs[sweep.best or 0]
        assert words[3].startswith(f"best cross-validated R² {run.scores['cv']:.3f} at ")

    def test_heading_of_a_second_parameter(self) -> None:
        display = drawn(over_two())
        assert display.legend_ is not None
        assert display.legend_.get_title().get_text() == "activation"
        assert legend_words(display)[:5] == ["relu", "tanh", "logistic", "test", "training"]
        three = drawn(over_three(), ax=new_axes(9, 6), x="alpha")
        assert three.legend_ is not None
        assert three.legend_.get_title().get_text() == "activation, batch_size"

    def test_parameters_are_named_where_both_are_numbers(self) -> None:
        sweep = made(
            {"alpha": ALPHAS, "rate": [0.1, 0.01]},
            lambda alpha, rate: (bend(alpha)[0] - rate, bend(alpha)[1] - rate),
        )
        assert "best test R² 0.903 at alpha 0.001, rate 0.01" in legend_words(drawn(sweep))

    def test_ticks_are_the_values(self) -> None:
        display = drawn(made({"size": [2, 64, 256, 800]}, lambda size: (0.9, 0.8 + 1 / size)))
        assert tick_words(display) == ["2", "64", "256", "800"]
        assert display.ax_.get_xticks().tolist() == [2, 64, 256, 800]

    def test_ticks_that_do_not_fit_are_left_out_but_for_both_ends(self) -> None:
        values = [0.0, 0.5, 0.9, 0.95, 0.99]
        display = drawn(made({"momentum": values}, lambda m: (0.9, 0.8 + m / 10)))
        words = tick_words(display)
        assert words[0] == "0"
        assert words[-1] == "0.99"
        assert "" in words

    def test_the_best_value_is_never_left_out(self) -> None:
        rates = [1e-5, 0.005, 0.01, 0.05, 0.1, 0.5]
        for best in rates:
            sweep = made({"rate": rates}, lambda rate, best=best: (0.9, 0.9 - abs(rate - best)))
            texts = tick_words(drawn(sweep))
            assert f"{best:g}".replace("e-0", "e\N{MINUS SIGN}") in texts
            assert "" in texts

    def test_odd_numbers_have_round_ticks(self) -> None:
        display = drawn(made({"a": [1 / 3, 2 / 7, 0.123456789]}, lambda a: (0.9, 0.8 + a / 10)))
        assert all(len(word) <= 5 for word in tick_words(display))
        assert "best test R² 0.833 at 0.333" in legend_words(display)

    def test_names_are_cut_or_stand_upright(self) -> None:
        wide = drawn(long_names(), ax=new_axes(10, 4))
        words = tick_words(wide)
        assert words[0] == "(100, 50, 20)"
        assert words[1].startswith("a name in $")
        assert words[1].endswith("\N{HORIZONTAL ELLIPSIS}")
        assert {label.get_rotation() for label in wide.ax_.get_xticklabels()} == {0}
        wide.figure_.set_size_inches(3, 4)
        wide.figure_.canvas.draw()
        assert {label.get_rotation() for label in wide.ax_.get_xticklabels()} == {90}
        assert LONG not in tick_words(wide)

    def test_names_that_are_left_out_are_said(self) -> None:
        sweep = made({"a": [f"name {k}" for k in range(40)]}, lambda a: (0.9, 0.8))
        display = drawn(sweep, ax=new_axes(4, 4), legend=False, best=False)
        left = sum(word == "" for word in tick_words(display))
        assert left > 0
        assert note(display) == f"{left} values are not named"

    def test_alt_text_has_two_to_four_sentences(self) -> None:
        for sweep in (over_alpha(), over_two(), over_three(), with_failures(), shooting_away(),
                      over_alpha(12, folds=5), long_names()):  # fmt: skip
            text = plot(sweep).alt_text()
            assert 2 <= text.count(". ") + 1 <= 4
            assert text.endswith(".")
        text = plot(with_failures()).alt_text()
        assert "The best test R² is 0.82, at (20,)" in text
        assert "1 of the trainings failed, at (-10,)." in text
        assert "Constant output: (5,)." in text

    def test_users_text_is_no_mathematics(self) -> None:
        display = drawn(made({"$a$": ["$x$", "y"]}, lambda a: (0.9, 0.8), scoring="$s$"))
        assert display.ax_.get_xlabel() == "$a$"
        assert display.ax_.get_ylabel() == "$s$"
        for text in (*display.ax_.get_xticklabels(), display.ax_.xaxis.label,
                     display.ax_.yaxis.label):  # fmt: skip
            assert not text.get_parse_math()
            assert not text.get_usetex()


class TestDisplay:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = plot(ax=None, figsize=(4, 3))
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert display.figure_.get_size_inches().tolist() == [4, 3]

    def test_axes_given_leave_pyplot_alone_and_stay_where_they_are(self) -> None:
        ax = Figure(figsize=(6, 5)).add_axes((0.2, 0.2, 0.6, 0.6))
        display = drawn(ax=ax)
        assert display.ax_ is ax
        np.testing.assert_allclose(ax.get_position().bounds, (0.2, 0.2, 0.6, 0.6))
        assert not plt.get_fignums()

    def test_under_a_layout_engine(self) -> None:
        figure = Figure(figsize=(8, 4), layout="constrained")
        axes = figure.subplots(1, 2)
        displays = [plot(sweep, ax=ax) for ax, sweep in
                    zip(axes, (with_failures(), shooting_away()), strict=True)]  # fmt: skip
        pixels(figure)
        first, second = (display.ax_.get_tightbbox() for display in displays)
        assert first is not None
        assert second is not None
        assert 0 <= first.x0 < first.x1 <= second.x0 + 1

    def test_drawn_again_on_the_same_axes(self) -> None:
        display = drawn(long_names(), ax=new_axes(3, 4))
        again = drawn(over_alpha(), ax=display.ax_)
        legends = [child for child in again.ax_.get_children() if isinstance(child, Legend)]
        assert [legend.get_visible() for legend in legends].count(True) == 1
        assert again.ax_.get_xscale() == "log"
        assert {label.get_rotation() for label in again.ax_.get_xticklabels()} == {0}
        drawn(with_failures(), ax=again.ax_)
        assert again.ax_.get_xscale() == "linear"

    def test_plot_again_with_other_options(self) -> None:
        display = plot()
        first = display.ax_
        assert display.plot(ax=new_axes(), log=False, best=False) is display
        assert display.ax_ is not first
        assert display.ax_.get_xscale() == "linear"
        with pytest.raises(TypeError, match="no visual option 'bests'. Did you mean best"):
            display.plot(ax=new_axes(), bests=True)

    @pytest.mark.parametrize("sweep", [over_two(folds=3), with_failures(), long_names()])
    def test_twice_the_same_picture(self, sweep: TrainingSweep) -> None:
        display, again = plot(sweep), plot(sweep)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(again.figure_))
        np.testing.assert_array_equal(pixels(display.figure_), pixels(display.figure_))

    @pytest.mark.parametrize("sweep", [with_failures(), long_names(), over_two(folds=3)])
    def test_after_a_resize_as_drawn_at_that_size(self, sweep: TrainingSweep) -> None:
        display, other = plot(sweep, ax=new_axes(3, 3)), plot(sweep, ax=new_axes(9, 5))
        pixels(display.figure_)
        display.figure_.set_size_inches(9, 5)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))

    def test_zoomed(self) -> None:
        display = drawn(with_failures())
        display.ax_.set_xlim(1.5, 3.5)
        display.figure_.canvas.draw()
        assert [word for word in tick_words(display) if word] == ["(20,)", "(20, 20)"]

    def test_saved_with_its_description(self, tmp_path: Any) -> None:
        path = plot().save(tmp_path / "scores.svg")
        assert "Chart of the test and training R² of 4 trainings" in path.read_text("utf-8")

    def test_can_be_pickled(self) -> None:
        for sweep in (with_failures(), over_two(folds=3), long_names()):
            pixels(pickle.loads(pickle.dumps(plot(sweep).figure_)))

    def test_repr_is_one_line(self) -> None:
        assert repr(plot()) == (
            "<SweepScoresDisplay: Chart of the test and training R² of 4 trainings over alpha from "
            f"1e{MINUS}6 to 1000 on a logarithmic axis>"
        )

    def test_keywords_of_artists(self) -> None:
        display = drawn(line_kw={"lw": 4}, scatter_kw={"s": 70, "alpha": 0.5},
                        label_kw={"color": "navy"})  # fmt: skip
        assert {line.get_linewidth() for line in display.lines_} == {4}
        assert display.points_[0].get_sizes().tolist() == [70]
        assert display.points_[0].get_alpha() == 0.5
        assert display.ax_.xaxis.label.get_color() == "navy"
        assert display.legend_ is not None
        assert {text.get_color() for text in display.legend_.get_texts()} == {"navy"}

    def test_without_legend(self) -> None:
        assert plot(legend=False).legend_ is None
