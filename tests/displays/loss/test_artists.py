"""Loss curves in one pair of axes: lines, marks, words."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from nnviz import Series, TrainingHistory, plot_loss
from nnviz.drawing.loss.numbers import limits
from nnviz.drawing.saving import displays_on
from tests.displays.loss.helpers import curve, history, score, sweep, training
from tests.figures import new_axes, pixels, root


def drawn(source: Any, **options: Any) -> Any:
    display = plot_loss(source, ax=new_axes(), **options)
    display.figure_.canvas.draw()
    return display


def words(display: Any) -> list[str]:
    legend = display.legend_
    return [text.get_text() for text in legend.get_texts()] if legend is not None else []


class TestLines:
    def test_one_training(self) -> None:
        display = drawn(history(scored=True))
        loss, held_out = display.lines_
        (accuracy,) = display.score_lines_
        made = history(scored=True)
        for line, name in ((loss, "training loss"), (held_out, "validation loss"),
                           (accuracy, "validation score")):  # fmt: skip
            np.testing.assert_array_equal(line.get_xdata(), made[name].epochs)
            np.testing.assert_array_equal(line.get_ydata(), made[name].values)
        assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == ("epoch", "log loss")
        assert accuracy.axes is display.right_axes_[0]
        assert len({line.get_color() for line in (loss, held_out, accuracy)}) == 3
        assert words(display)[:2] == [
            "training loss: log loss + L2, a running mean over each epoch",
            "validation loss: log loss",
        ]

    def test_scores_can_be_left_out(self) -> None:
        display = drawn(history(scored=True), scores=False)
        assert display.score_lines_ == display.right_axes_ == []
        # Then the ring is on the validation loss, at its own epoch of the best score.
        assert len(display.best_) == 1

    def test_scores_alone_stand_on_the_left(self) -> None:
        display = drawn(TrainingHistory([score([0.5, 0.7])]))
        assert display.right_axes_ == []
        assert display.ax_.get_ylabel() == "accuracy"

    def test_several_trainings(self) -> None:
        display = drawn({"adam": history(), "sgd": history(1.3)})
        a, a_held_out, b, b_held_out = display.lines_
        assert a.get_color() == a_held_out.get_color() != b.get_color() == b_held_out.get_color()
        assert a.get_linestyle() == b.get_linestyle() == "-"
        assert a_held_out.get_linestyle() == b_held_out.get_linestyle() == "--"
        assert words(display)[:2] == ["adam", "sgd"]

    def test_many_trainings_have_colours_of_their_own(self) -> None:
        display = drawn([curve(1 + k / 5) for k in range(9)])
        assert len({str(line.get_color()) for line in display.lines_}) == 9

    def test_updates_in_place_of_epochs(self) -> None:
        display = drawn(history(), x="updates")
        np.testing.assert_array_equal(display.lines_[0].get_xdata(), 4 * np.arange(1, 61))
        assert display.ax_.get_xlabel() == "parameter updates"

    def test_smoothing_lies_over_the_values(self) -> None:
        display = drawn(history(held_out=False), smoothing=0.9)
        (raw,), (line,) = display.raw_lines_, display.lines_
        np.testing.assert_array_equal(raw.get_ydata(), curve())
        assert raw.get_zorder() < line.get_zorder()
        assert np.std(np.diff(line.get_ydata())) < np.std(np.diff(raw.get_ydata()))
        # The number at the end is the last value, not its average.
        assert float(display.end_values_[0].get_text()) == pytest.approx(curve()[-1], rel=5e-3)

    def test_one_epoch_is_a_point(self) -> None:
        display = drawn([0.5])
        assert display.lines_[0].get_marker() == "o"
        assert display.ax_.get_xticks().tolist() == [0, 1, 2]

    def test_a_stretch_without_values_is_shaded(self) -> None:
        values = curve()
        values[20:25], values[40] = np.nan, np.inf
        display = drawn(TrainingHistory([training(values)]))
        spans = [(gap.get_x(), gap.get_x() + gap.get_width()) for gap in display.gaps_]
        assert spans == [(20.5, 25.5), (40.5, 41.5)]
        assert "not a finite number" in words(display)

    def test_nothing_but_nan(self) -> None:
        display = drawn([np.nan, np.nan])
        assert display.note_.get_text() == "no value is finite"

    def test_line_keywords(self) -> None:
        display = drawn([3.0, 2.0], line_kw={"lw": 5, "c": "red"}, label_kw={"color": "green"})
        (line,) = display.lines_
        assert line.get_linewidth() == 5
        assert same_color(line.get_color(), "red")
        assert same_color(display.ax_.xaxis.label.get_color(), "green")


class TestScale:
    @pytest.mark.parametrize(("values", "log", "scale"), [
        ([1.0, 0.5], "auto", "linear"), ([100.0, 0.5], "auto", "log"),
        ([100.0, 0.0], "auto", "linear"), ([1.0, 0.5], True, "log"),
        ([100.0, 0.5], False, "linear"),
    ])  # fmt: skip
    def test_logarithmic(self, values: Any, log: Any, scale: str) -> None:
        assert drawn(values, log=log).ax_.get_yscale() == scale

    @pytest.mark.parametrize(("range_", "scale"), [
        ((0.4, 2.0), "linear"), ((0.1, 40.0), "log"), ((0.0, 40.0), "linear"),
    ])  # fmt: skip
    def test_a_range_that_others_share_decides_on_it(self, range_: Any, scale: str) -> None:
        assert drawn([1.0, 0.5], y_range=range_).ax_.get_yscale() == scale

    def test_drawn_again_with_another_scale(self) -> None:
        display = drawn([100.0, 0.5])
        assert display.plot(ax=display.ax_, log=False).ax_.get_yscale() == "linear"

    def test_all_values_are_inside(self) -> None:
        for log in (True, False):
            display = drawn(history(5.0), log=log)
            low, high = display.ax_.get_ylim()
            for line in display.lines_:
                assert low < np.min(line.get_ydata())
                assert np.max(line.get_ydata()) < high


class TestMarks:
    def test_the_best_epoch_is_ringed_where_validation_says(self) -> None:
        made = history()
        display = drawn(made)
        (ring,) = display.best_
        best = int(np.argmin(made["validation loss"].values))
        assert ring.get_xdata()[0] == best + 1 == made.best_epoch
        assert ring.get_ydata()[0] == made["validation loss"].values[best]
        assert f"best validation log loss, after {best + 1} epochs" in words(display)

    def test_the_validation_score_judges_before_the_loss(self) -> None:
        display = drawn(history(scored=True))
        assert display.best_[0].axes is display.right_axes_[0]

    def test_training_data_judge_nothing(self) -> None:
        assert drawn([3.0, 1.0, 2.0]).best_ == []

    @pytest.mark.parametrize(("stop", "said"), [
        ("early stopping", "stopped early after 60 epochs"),
        ("interrupted", "interrupted after 60 epochs"),
        ("diverged", "diverged after 60 epochs"), ("converged", None), (None, None),
    ])  # fmt: skip
    def test_an_early_end(self, stop: str | None, said: str | None) -> None:
        display = drawn(history(stop=stop))
        assert len(display.stops_) == (said is not None)
        assert said is None or said in words(display)

    def test_none(self) -> None:
        display = drawn(history(stop="early stopping"), best=False)
        assert display.best_ == display.stops_ == []


@pytest.mark.parametrize("log", [True, False])
def test_a_training_that_went_far_astray(log: bool) -> None:
    losses = Series("training loss", [1.0, 1e150, 1e290, np.inf], range(4), on="training")
    scores = Series("R²", [0.5, -1e150, -1e290, -np.inf], range(4), kind="score")
    source = TrainingHistory([losses, scores], stop="diverged")
    display = drawn(source, log=log)
    for axes in (display.ax_, *display.right_axes_):
        assert np.isfinite(axes.get_ylim()).all()
        low, high = axes.transData.transform([(0, y) for y in axes.get_ylim()])[:, 1]
        assert high - low == pytest.approx(axes.bbox.height)
    assert len(display.stops_) == 1
    assert "diverged after 3 epochs" in words(display)


@pytest.mark.parametrize("log", [True, False])
def test_limits_of_the_largest_numbers_are_finite(log: bool) -> None:
    low, high = limits((1e-300 if log else -1.7e308, 1.7e308), log=log, margin=0.06)
    assert np.isfinite(high - low)
    assert high == pytest.approx(1e298)


class TestEndValues:
    def test_they_stand_level_with_their_ends(self) -> None:
        display = drawn({"a": [3.0, 2.0], "b": [3.0, 0.123456]})
        assert [text.get_text() for text in display.end_values_] == ["2", "0.123"]
        for text, line in zip(display.end_values_, display.lines_, strict=True):
            box = text.get_window_extent()
            y = display.ax_.transData.transform((2, line.get_ydata()[-1]))[1]
            assert (box.y0 + box.y1) / 2 == pytest.approx(y, abs=2.5)
            assert box.x0 > display.ax_.bbox.x1
            assert box.x1 < root(display.ax_).bbox.width

    def test_of_two_that_would_meet_one_goes(self) -> None:
        display = drawn([[3.0, 2.0], [3.0, 2.001]])
        assert [text.get_visible() for text in display.end_values_] == [True, False]

    def test_they_can_be_left_out(self) -> None:
        assert drawn([3.0, 2.0], end_values=False).end_values_ == []
        assert drawn(history(scored=True)).end_values_ == []  # the right scale stands there


class TestDifferentLosses:
    SOURCE = {"a": history(measure="log loss"), "b": history(5.0, measure="cross-entropy")}

    def test_on_one_scale_they_warn(self) -> None:
        with pytest.warns(UserWarning, match=r"different losses \(log loss, cross-entropy\)"):
            display = drawn(self.SOURCE)
        assert display.ax_.get_ylabel() == "loss"
        assert words(display)[:2] == ["a: log loss + L2", "b: cross-entropy + L2"]
        with pytest.warns(UserWarning, match="different losses"):
            drawn(self.SOURCE, panels=True, sharey=True)

    def test_on_scales_of_their_own_they_do_not(self) -> None:
        display = drawn(self.SOURCE, panels=True)
        assert display.ghosts_ == []
        assert display.axes_[0].get_ylim() != display.axes_[1].get_ylim()


class TestDisplay:
    def test_a_new_figure_is_made_through_pyplot(self, pyplot: ModuleType) -> None:
        display = plot_loss([3.0, 2.0], figsize=(3, 2))
        assert pyplot.gcf() is display.figure_
        assert display.figure_.get_size_inches().tolist() == [3, 2]
        assert display.axes_ == [display.ax_]

    def test_given_axes_leave_pyplot_alone(self) -> None:
        display = drawn(history(scored=True))
        assert displays_on(display.figure_) == [display]
        assert display.figure_.axes == [display.ax_]  # the right scale is an inset

    def test_the_same_picture_has_the_same_pixels(self) -> None:
        first, second = (pixels(drawn(history(scored=True)).figure_) for _ in range(2))
        np.testing.assert_array_equal(first, second)

    def test_drawn_again_after_a_resize_it_is_as_if_new(self) -> None:
        figure = Figure(figsize=(8, 3), dpi=80)
        display = plot_loss(history(scored=True), ax=figure.add_axes((0.02, 0.02, 0.96, 0.96)))
        pixels(figure)
        figure.set_size_inches(4, 4)
        fresh = Figure(figsize=(4, 4), dpi=80)
        plot_loss(history(scored=True), ax=fresh.add_axes((0.02, 0.02, 0.96, 0.96)))
        np.testing.assert_array_equal(pixels(figure), pixels(fresh))
        assert display.figure_ is figure

    def test_an_unknown_option(self) -> None:
        display = drawn([3.0, 2.0])
        with pytest.raises(TypeError, match="smoothin.*Did you mean smoothing"):
            display.plot(smoothin=0.5)

    def test_descriptions(self) -> None:
        one = drawn(history(scored=True, stop="early stopping")).alt_text()
        assert one.startswith("Curves of a training over 60 epochs: log loss + L2")
        assert "goes from" in one
        assert one.endswith("Stopped early after 60 epochs.")
        several = drawn([[3.0, 2.0], [1.0, 0.5]]).alt_text()
        assert "Last losses: training 1 2; training 2 0.5." in several
        tried = drawn(sweep(failed=3)).alt_text()
        assert tried.startswith("Loss curves of 5 trainings over alpha, a panel each.")
        assert "1 of them has no curve." in tried
        assert "is that of 0.1" in tried

    def test_names_are_literal(self) -> None:
        name = r"$\frac{$ <b> _x"
        display = drawn({name: [3.0, 2.0], "b": [1.0, 2.0]})
        assert words(display)[0] == name
        assert not any(text.get_parse_math() for text in display.legend_.get_texts())
        assert not any(text.get_usetex() for text in display.legend_.get_texts())
