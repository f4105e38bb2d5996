"""A picture that follows a training: when it is drawn, where it is shown, what it must not do."""

from __future__ import annotations

import gc
import random
import signal
import sys
import warnings
import weakref
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnviz import LossDisplay, Network, TrainingHistory, plot_loss, record_training
from nnviz.training.live import LiveView
from tests.training.data import TWO, X_VAL, X, assert_same_perceptron, classifier
from tests.training.live_screens import Clock, Notebook, Window, history_of, pixels_saved

quiet = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


class Drawing:
    """A function that draws nothing, in a time that it takes from a clock."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.clock, self.seconds = clock, seconds
        self.histories: list[TrainingHistory] = []
        self.times: list[float] = []
        self.figure = Figure()
        self.spent = 0.0

    def __call__(self, history: TrainingHistory) -> Any:
        self.histories.append(history)
        self.times.append(self.clock.now)
        self.clock.now += self.seconds
        self.spent += self.seconds
        return SimpleNamespace(figure_=self.figure)


def every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture be drawn after each epoch, however long drawing takes."""
    monkeypatch.setattr("nnviz.training.live._SHARE", 1.0)
    monkeypatch.setattr("nnviz.training.live._LEAST_SECONDS", 0.0)


class TestWhenItIsDrawn:
    def run(self, seconds: float, epoch: float, n_epochs: int) -> tuple[Drawing, list[int], float]:
        clock = Clock()
        draw = Drawing(clock, seconds)
        view = LiveView(draw, clock)
        asked: list[int] = []
        view.open()
        for done in range(1, n_epochs + 1):
            clock.now += epoch

            def history(done: int = done) -> TrainingHistory:
                asked.append(done)
                return history_of(done)

            view.after_epoch(history)
        view.finish(history_of(n_epochs))
        return draw, asked, clock.now - 100.0

    @pytest.mark.parametrize("seconds", [0.03, 0.2, 1.5])
    @pytest.mark.parametrize("epoch", [0.001, 0.04, 3.0])
    def test_it_takes_about_a_fifth_of_the_time(
        self, seconds: float, epoch: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Notebook(monkeypatch)
        n_epochs = int(max(40 * seconds, 40 * 0.1) / epoch) + 40
        draw, asked, total = self.run(seconds, epoch, n_epochs)
        # The first and the last are drawn whenever they come.
        assert draw.spent - 2 * seconds <= 0.2 * total
        pauses = np.diff(draw.times[:-1]) - seconds
        assert (pauses >= 4 * seconds - 1e-9).all()
        # And no more rarely than that needs: the next epoch that may is drawn.
        assert (pauses <= max(4 * seconds, 0.1 - seconds) + epoch + 1e-9).all()
        assert [history.n_epochs for history in draw.histories] == [*asked, n_epochs]

    def test_at_most_ten_in_a_second(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Notebook(monkeypatch)
        draw, _, _ = self.run(seconds=1e-6, epoch=0.001, n_epochs=2000)
        assert len(draw.times) == 21
        assert np.diff(draw.times[:-1]).min() >= 0.1 - 1e-9

    def test_slow_epochs_are_all_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Notebook(monkeypatch)
        _, asked, _ = self.run(seconds=0.1, epoch=1.0, n_epochs=5)
        assert asked == [1, 2, 3, 4, 5]

    def test_without_a_function_nothing_is_asked(self) -> None:
        view = LiveView(None)
        view.open()
        view.after_epoch(pytest.fail)
        view.finish(history_of(1))


@quiet
class TestInANotebook:
    def test_one_place_and_pictures_that_replace_each_other(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        drawn: list[LossDisplay] = []

        def live(history: TrainingHistory, **options: Any) -> LossDisplay:
            drawn.append(plot_loss(history, **options))
            return drawn[-1]

        record = record_training(
            classifier(), X, TWO, X_val=X_VAL, y_val=TWO[:25], evaluate_every=2, live=live
        )
        assert notebook.shown == [{"text/plain": ""}]
        assert len(notebook.updates) == len(drawn) == 13
        assert [display.histories[""].n_epochs for display in drawn] == [*range(1, 13), 12]
        assert drawn[-1].histories[""] is record.history
        assert drawn[3].histories[""]["validation loss"].epochs.tolist() == [0, 1, 2, 3, 4]
        assert [set(one) for one in notebook.updates] == [{"image/png", "text/plain"}] * 13
        assert "LossDisplay" in notebook.updates[-1]["text/plain"]
        assert capsys.readouterr() == ("", "")

    def test_the_last_picture_is_that_of_the_record(self, monkeypatch: pytest.MonkeyPatch) -> None:
        notebook = Notebook(monkeypatch)
        for options in ({}, {"log": True, "figsize": (4, 3)}, {"panels": True}):
            notebook.updates.clear()
            record = record_training(
                classifier(early_stopping=True), X, TWO, live=partial(plot_loss, **options)
            )
            assert len(notebook.updates) >= 2  # it was drawn in a figure that was used before
            display = plot_loss(record, **options)
            display.close()
            np.testing.assert_array_equal(notebook.picture, pixels_saved(display.figure_))

    @pytest.mark.parametrize("takes_ax", [True, False])
    def test_no_figure_stays_open_and_the_current_one_is_current(
        self, takes_ax: bool, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType
    ) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        first, mine = pyplot.figure(), pyplot.figure()
        open_then = []

        def watch(history: TrainingHistory) -> LossDisplay:
            open_then.append(pyplot.get_fignums())
            return plot_loss(history)

        record_training(classifier(max_iter=6), X, TWO, live=plot_loss if takes_ax else watch)
        assert len(notebook.updates) == 7
        assert pyplot.get_fignums() == [first.number, mine.number]
        assert pyplot.gcf() is mine
        assert all(numbers == [first.number, mine.number] for numbers in open_then)

    def test_memory_does_not_grow_with_epochs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        every_time(monkeypatch)
        Notebook(monkeypatch)
        displays: weakref.WeakSet[LossDisplay] = weakref.WeakSet()
        figures, alive = set(), []

        def live(history: TrainingHistory, ax: Any = None) -> LossDisplay:
            gc.collect()
            alive.append(len(displays))
            display = plot_loss(history, ax=ax)
            displays.add(display)
            figures.add(id(display.figure_))
            return display

        record_training(classifier(), X, TWO, live=live)
        assert len(alive) == 13
        assert max(alive) <= 1
        assert len(figures) == 1

    def test_a_style_that_saves_figures_transparent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        notebook = Notebook(monkeypatch)
        with mpl.rc_context({"savefig.transparent": True, "savefig.dpi": 10}):
            record_training(classifier(), X, TWO, live=plot_loss)
        assert notebook.picture.shape == (480, 640, 4)
        assert (notebook.picture[..., 3] == 1.0).all()

    def test_a_terminal_of_ipython_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        notebook = Notebook(monkeypatch, kernel=None)
        with pytest.warns(UserWarning, match="no notebook"):
            record_training(classifier(), X, TWO, live=plot_loss)
        assert notebook.shown == []


@quiet
class TestInAWindow:
    def test_one_window_drawn_again(
        self, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType
    ) -> None:
        every_time(monkeypatch)
        window = Window(monkeypatch)
        mine = pyplot.figure()
        record = record_training(classifier(), X, TWO, live=plot_loss)
        assert window.done == ["show", *["draw", "flush"] * 13]
        assert pyplot.gcf() is mine
        (number,) = set(pyplot.get_fignums()) - {mine.number}
        shown = pixels_saved(pyplot.figure(number))
        np.testing.assert_array_equal(shown, pixels_saved(plot_loss(record).figure_))

    def test_also_in_a_kernel_where_windows_were_chosen(
        self, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType
    ) -> None:
        notebook, window = Notebook(monkeypatch), Window(monkeypatch)
        record_training(classifier(), X, TWO, live=plot_loss)
        assert notebook.updates == []
        assert window.done[:3] == ["show", "draw", "flush"]

    def test_the_user_closes_it(self, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType) -> None:
        every_time(monkeypatch)
        window = Window(monkeypatch)
        window.closed_by_user_at = 3
        record = record_training(classifier(), X, TWO, live=plot_loss)
        assert window.done.count("draw") == 3
        assert record.history.n_epochs == 12

    def test_a_function_that_takes_no_axes(
        self, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType
    ) -> None:
        every_time(monkeypatch)
        window = Window(monkeypatch)
        with pytest.warns(UserWarning, match="after epoch 2 failed.* must take ax"):
            record_training(classifier(), X, TWO, live=lambda history: plot_loss(history))
        assert window.done == ["show", "draw", "flush"]
        assert len(pyplot.get_fignums()) == 1

    def test_a_function_with_a_figure_of_its_own(
        self, monkeypatch: pytest.MonkeyPatch, pyplot: ModuleType
    ) -> None:
        every_time(monkeypatch)
        window = Window(monkeypatch)
        figure, ax = pyplot.subplots()

        def live(history: TrainingHistory) -> Any:
            ax.clear()
            ax.plot(history["training loss"].values)
            return SimpleNamespace(figure_=figure)

        record_training(classifier(), X, TWO, live=live)
        assert window.done == ["show", *["draw", "flush"] * 13]
        assert len(ax.lines) == 1
        assert pyplot.get_fignums() == [figure.number]


@quiet
class TestWhereNothingCanBeSeen:
    def test_it_is_said_once_and_the_training_goes_on(self, pyplot: ModuleType) -> None:
        with pytest.warns(UserWarning, match="FigureCanvasAgg has no window.*QtAgg") as said:
            record = record_training(classifier(), X, TWO, live=plot_loss)
        (ours,) = [one for one in said if one.category is UserWarning]
        assert ours.filename == __file__
        assert pyplot.get_fignums() == []
        assert_same_perceptron(record.estimator, classifier().fit(X, TWO), X)

    def test_a_progress_bar_steps_aside(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def say(message: Any, *_: Any) -> None:
            print(message, file=sys.stderr)  # noqa: T201

        with warnings.catch_warnings():
            warnings.filterwarnings("always", message="live")
            monkeypatch.setattr(warnings, "showwarning", say)
            record_training(classifier(), X, TWO, live=plot_loss, progress=True)
            monkeypatch.undo()
        before, _, after = capsys.readouterr().err.partition("live: a FigureCanvasAgg")
        # The line that it is said on was wiped, and the bar comes back under it.
        assert before.endswith("\r")
        assert before.rstrip("\r").rpartition("\r")[2].isspace()
        assert "12/12" in after

    def test_the_bar_alone_follows_the_place_of_the_picture(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        said_before = []
        show = notebook._display
        monkeypatch.setattr(
            "IPython.display.display",
            lambda *a, **kw: said_before.append(capsys.readouterr().err) or show(*a, **kw),
        )
        record_training(classifier(), X, TWO, live=plot_loss, progress=True)
        assert said_before == [""]
        assert "12/12" in capsys.readouterr().err


@quiet
class TestWhatFails:
    @pytest.mark.parametrize("live", [True, "plot_loss", plot_loss.__name__, [plot_loss]])
    def test_no_function(self, live: Any) -> None:
        with pytest.raises(TypeError, match="live must be a function .* such as plot_loss"):
            record_training(classifier(), X, TWO, live=live)

    def test_axes_of_its_own(self) -> None:
        ax = Figure().add_subplot()
        with pytest.raises(TypeError, match="live must not have axes of its own"):
            record_training(classifier(), X, TWO, live=partial(plot_loss, ax=ax))
        LiveView(partial(plot_loss, ax=None))

    @pytest.mark.parametrize("at", [1, 4])
    def test_drawing(self, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        calls = []

        def live(history: TrainingHistory, ax: Any = None) -> LossDisplay:
            calls.append(history)
            if len(calls) == at:
                raise ZeroDivisionError("of mine")
            return plot_loss(history, ax=ax)

        message = f"after epoch {at} failed.*ZeroDivisionError: of mine"
        with pytest.warns(UserWarning, match=message) as said:
            record = record_training(classifier(), X, TWO, live=live)
        (ours,) = [one for one in said if one.category is UserWarning]
        assert ours.filename == __file__
        assert isinstance(ours.message.__cause__, ZeroDivisionError)  # type: ignore[union-attr]
        assert len(calls) == at
        assert len(notebook.updates) == at - 1
        assert (record.history.n_epochs, record.history.stop) == (12, "max_iter")
        assert_same_perceptron(record.estimator, classifier().fit(X, TWO), X)

    def test_the_last_drawing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Notebook(monkeypatch)

        def live(history: TrainingHistory) -> LossDisplay:
            if history.stop:
                raise RuntimeError("no more")
            return plot_loss(history)

        with pytest.warns(UserWarning, match="after epoch 12 failed.*no more"):
            record_training(classifier(), X, TWO, live=live)

    @pytest.mark.parametrize("returned", [None, 3, SimpleNamespace()])
    def test_no_display(self, returned: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        Notebook(monkeypatch)
        with pytest.warns(UserWarning, match="must return a display, which has figure_; it ret"):
            record_training(classifier(), X, TWO, live=lambda history: returned)

    def test_a_training_that_fails_leaves_no_figure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Notebook(monkeypatch)
        wild = classifier().set_params(solver="sgd", learning_rate_init=1e300)
        with (
            np.errstate(all="ignore"),
            pytest.raises(ValueError, match="non-finite parameter weights"),
        ):
            record_training(wild, X, TWO, live=plot_loss)


class TestCtrlC:
    def pressed_at(self, call: int, monkeypatch: pytest.MonkeyPatch) -> Any:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        drawn: list[TrainingHistory] = []

        def live(history: TrainingHistory, ax: Any = None) -> LossDisplay:
            drawn.append(history)
            if len(drawn) == call:
                signal.raise_signal(signal.SIGINT)
            return plot_loss(history, ax=ax)

        record = record_training(classifier(), X, TWO, snapshots=1, live=live)
        return record, drawn, notebook

    def test_while_it_is_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.warns(UserWarning, match="Training interrupted by user"):
            record, drawn, notebook = self.pressed_at(4, monkeypatch)
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 4)
        assert list(record.snapshots) == [0, 1, 2, 3, 4]
        assert drawn[-1] is record.history
        assert len(notebook.updates) == 4

    @quiet
    def test_while_the_last_epoch_is_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.warns(UserWarning, match="Training interrupted by user"):
            record, _, _ = self.pressed_at(12, monkeypatch)
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 12)

    @quiet
    def test_while_it_is_drawn_for_the_last_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.warns(UserWarning, match="live: the last drawing was interrupted"):
            record, _, notebook = self.pressed_at(13, monkeypatch)
        assert (record.history.stop, record.history.n_epochs) == ("max_iter", 12)
        assert len(notebook.updates) == 12

    def test_before_the_first_epoch_is_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        notebook = Notebook(monkeypatch)
        model = classifier()

        def pressed(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setattr(type(model), "_backprop", pressed)
        with pytest.warns(UserWarning, match="Training interrupted by user"):
            record = record_training(model, X, TWO, live=plot_loss)
        assert record.history.stop == "interrupted"
        assert notebook.updates == []


class TestANetwork:
    NETWORK = Network.from_arrays(
        [np.full((3, 4), 0.1), np.linspace(-1, 1, 4)[:, None]],
        [np.linspace(-1, 1, 4), np.zeros(1)],
        activation="tanh", out_activation="logistic",
    )  # fmt: skip

    def test_it_is_drawn_after_each_epoch_and_trained_the_same(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        options: dict[str, Any] = {"max_iter": 6, "batch_size": 16, "rng": 0, "learning_rate": 0.1}
        drawn: list[TrainingHistory] = []

        def live(history: TrainingHistory, ax: Any = None) -> LossDisplay:
            drawn.append(history)
            return plot_loss(history, ax=ax)

        record = record_training(self.NETWORK, X, TWO, live=live, **options)
        plain = record_training(self.NETWORK, X, TWO, **options)
        assert [history.n_epochs for history in drawn] == [1, 2, 3, 4, 5, 6, 6]
        assert drawn[-1] is record.history
        assert len(notebook.updates) == 7
        for ours, theirs in zip(record.estimator.connections, plain.estimator.connections,
                                strict=True):  # fmt: skip
            np.testing.assert_array_equal(ours.weights, theirs.weights)
        np.testing.assert_array_equal(
            record.history["training loss"].values, plain.history["training loss"].values
        )

    def test_ctrl_c_while_it_is_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        every_time(monkeypatch)
        Notebook(monkeypatch)

        def live(history: TrainingHistory) -> LossDisplay:
            if history.n_epochs == 3 and history.stop is None:
                signal.raise_signal(signal.SIGINT)
            return plot_loss(history)

        with pytest.warns(UserWarning, match="Training interrupted by user"):
            record = record_training(self.NETWORK, X, TWO, live=live, max_iter=6)
        assert (record.history.stop, record.history.n_epochs) == ("interrupted", 3)

    def test_one_that_diverges(self, monkeypatch: pytest.MonkeyPatch) -> None:
        every_time(monkeypatch)
        notebook = Notebook(monkeypatch)
        line = Network.from_arrays([np.ones((3, 1))], [[0.0]], out_activation="identity")
        with pytest.warns(UserWarning, match="diverged"):
            record = record_training(
                line, X, X[:, 0] ** 2, learning_rate=1e40, max_iter=9, live=plot_loss
            )
        assert record.history.stop == "diverged"
        assert len(notebook.updates) == record.history.n_epochs + 1


@quiet
class TestNothingElseChanges:
    @pytest.mark.parametrize(
        ("screen", "options"),
        [(Notebook, {}), (Window, {"early_stopping": True}), (Window, {"solver": "sgd"})],
    )
    def test_the_training_is_the_same_bit_for_bit(
        self, screen: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch,
        pyplot: ModuleType,
    ) -> None:  # fmt: skip
        every_time(monkeypatch)
        screen(monkeypatch)
        more = {"X_val": X_VAL, "y_val": TWO[:25], "evaluate_every": 1, "snapshots": 1}
        plain = record_training(classifier(**options), X, TWO, **more)
        live = record_training(classifier(**options), X, TWO, live=plot_loss, **more)
        assert_same_perceptron(live.estimator, plain.estimator, X)
        assert live.history.names == plain.history.names
        for name in plain.history.names:
            np.testing.assert_array_equal(live.history[name].values, plain.history[name].values)
        assert (live.history.stop, live.random_state) == (plain.history.stop, plain.random_state)

    def test_nor_does_anything_global(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # The rest is what the fixture for all tests asserts.
        notebook = Notebook(monkeypatch)
        before = np.random.get_state()[1].tolist(), random.getstate()  # noqa: NPY002
        parameters = dict(mpl.rcParams)
        record_training(classifier(), X, TWO, live=plot_loss)
        assert len(notebook.updates) >= 2
        assert (np.random.get_state()[1].tolist(), random.getstate()) == before  # noqa: NPY002
        assert dict(mpl.rcParams) == parameters

    def test_ipython_is_not_loaded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [one for one in sys.modules if one.partition(".")[0] == "IPython"]:
            monkeypatch.delitem(sys.modules, name)
        with pytest.warns(UserWarning, match="nothing to see"):
            record_training(classifier(), X, TWO, live=plot_loss)
        assert "IPython" not in sys.modules
