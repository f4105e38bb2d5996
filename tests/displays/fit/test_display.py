"""`plot_fit`: its artists, its errors, and what it leaves as it was."""

from __future__ import annotations

import pickle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from sklearn.cluster import KMeans
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LinearRegression, LogisticRegression

from nnviz import FitDisplay, Network, plot_fit
from tests.figures import new_axes, pixels

X1 = np.linspace(0.0, 5.0, 50)[:, None]
Y1 = X1[:, 0] + np.sin(3 * X1[:, 0])
X2 = np.column_stack([X1[:, 0], np.cos(7 * X1[:, 0])])
LINE = LinearRegression().fit(X1, Y1)
FLAT = LinearRegression().fit(X2, Y1)


def plot(*args: Any, **options: Any) -> FitDisplay:
    options.setdefault("ax", new_axes())
    return plot_fit(*(args or (LINE, X1, Y1)), **options)


class TestResiduals:
    @pytest.mark.parametrize("model", [LINE, FLAT])
    def test_in_a_panel_below_that_shares_x(self, model: Any) -> None:
        X = X1 if model is LINE else X2
        display = plot(model, X, Y1, residuals=True, X_test=X[::9], y_test=Y1[::9] + 1)
        panel = display.residual_ax_
        assert panel is not None
        residuals = Y1 - model.predict(X)
        across = X1[:, 0] if model is LINE else model.predict(X)
        train, test = display.residual_points_
        np.testing.assert_allclose(train.get_offsets(), np.column_stack([across, residuals]))
        np.testing.assert_allclose(test.get_offsets()[:, 1], residuals[::9] + 1)
        assert panel.get_xlim() == display.ax_.get_xlim()
        low, high = panel.get_ylim()
        assert low == -high < residuals.min()
        pixels(display.figure_)
        above, below = display.ax_.get_position(), panel.get_position()
        assert below.y1 < above.y0
        np.testing.assert_allclose([below.x0, below.x1], [above.x0, above.x1])
        assert below.height < 0.5 * above.height
        assert panel.get_ylabel() == "residual"
        display.ax_.set_xlim(1, 2)
        assert panel.get_xlim() == (1, 2)

    def test_left_out_where_axes_are_too_low_and_said(self) -> None:
        display = plot(ax=new_axes(4, 1.2), residuals=True, legend=False)
        pixels(display.figure_)
        assert display.residual_ax_ is not None
        assert not display.residual_ax_.get_visible()
        assert "no room for residuals" in display.note_.get_text()
        display.figure_.set_size_inches(6, 6)
        pixels(display.figure_)
        assert display.residual_ax_.get_visible()
        assert not display.note_.get_visible()

    def test_without(self) -> None:
        display = plot()
        assert display.residual_ax_ is display.zero_ is None
        assert display.residual_points_ == []


class TestPoints:
    def test_as_many_as_asked_for_and_said(self) -> None:
        X = np.linspace(0, 1, 5000)[:, None]
        display = plot(lambda X: X[:, 0], X, X[:, 0], max_points=300)
        assert len(display.points_[0].get_offsets()) == 300 == len(display.shown["train"])
        pixels(display.figure_)
        assert display.legend_ is not None
        words = [text.get_text() for text in display.legend_.get_texts()]
        assert "data, 300 of 5,000 points drawn" in words
        assert display.r2["train"] == 1.0  # of all
        assert len(plot(max_points=None).shown["train"]) == 50

    def test_many_are_smaller_fainter_and_behind_the_curve(self) -> None:
        X = np.linspace(0, 1, 1000)[:, None]
        (many,) = plot(lambda X: X[:, 0], X, X[:, 0]).points_
        display = plot()
        (few,) = display.points_
        assert many.get_sizes()[0] < few.get_sizes()[0]
        assert many.get_alpha() < few.get_alpha()
        assert many.get_zorder() < display.curves_[0].get_zorder() < few.get_zorder()


class TestWords:
    def test_legend_in_an_empty_corner_hides_nothing(self) -> None:
        X = np.linspace(0, 1, 40)[:, None]
        display = plot(lambda X: X[:, 0], X, X[:, 0])
        pixels(display.figure_)
        legend = display.legend_
        assert legend is not None
        box = legend.get_window_extent()
        inside = display.ax_.bbox
        assert inside.x0 < box.x0 < box.x1 < inside.x1
        assert inside.y0 < box.y0 < box.y1 < inside.y1
        places = display.ax_.transData.transform(display.points_[0].get_offsets())
        assert not any(box.contains(x, y) for x, y in places)

    def test_legend_above_full_axes(self) -> None:
        rng = np.random.default_rng(0)
        X = rng.uniform(0, 1, (900, 1))
        display = plot(lambda X: X[:, 0], X, rng.uniform(0, 1, 900))
        pixels(display.figure_)
        assert display.legend_ is not None
        assert display.legend_.get_window_extent().y0 > display.ax_.bbox.y1

    def test_below_a_title(self) -> None:
        rng = np.random.default_rng(0)
        X = rng.uniform(0, 1, (900, 1))
        display = plot(lambda X: X[:, 0], X, rng.uniform(0, 1, 900))
        display.ax_.set_title("a title")
        pixels(display.figure_)
        title = display.ax_.title.get_window_extent()
        assert display.legend_ is not None
        assert not title.overlaps(display.legend_.get_window_extent())
        assert title.y0 > display.ax_.bbox.y1

    def test_without_legend_and_scores(self) -> None:
        assert plot(legend=False).legend_ is None
        display = plot(scores=False)
        pixels(display.figure_)
        assert display.legend_ is not None
        assert not display.legend_.get_title().get_visible()

    @pytest.mark.parametrize(("value", "words"), [
        (0.914, "0.91"), (0.9996, "0.9996"), (1.0, "1"), (0.9999999, "over 0.999999"),
        (-0.0001, "0.00"), (-1.5, "\N{MINUS SIGN}1.50"),
    ])  # fmt: skip
    def test_a_score_reads_one_only_where_it_is_one(self, value: float, words: str) -> None:
        from nnviz.drawing.fit.words import r2_words

        assert r2_words(value) == words

    def test_large_numbers_at_ticks_are_whole(self) -> None:
        X = 2_000_000 + np.arange(20.0)[:, None] / 10
        display = plot(lambda X: 1e9 * (X[:, 0] - 2_000_000), X, 1e9 * (X[:, 0] - 2_000_000))
        pixels(display.figure_)
        for axis in (display.ax_.xaxis, display.ax_.yaxis):
            assert axis.get_offset_text().get_text() == ""
            low, high = axis.get_view_interval()
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    written = tick.label1.get_text().replace("\N{MINUS SIGN}", "-")
                    assert float(written) == pytest.approx(tick.get_loc(), abs=1e-9 * high)

    def test_alt_text_has_two_to_four_sentences(self) -> None:
        cases: list[dict[str, Any]] = [
            {}, {"extrapolate": 1.0}, {"compare": {"a": LINE, "b": lambda X: X[:, 0]}},
            {"X_test": X1[:4], "y_test": Y1[:4], "extrapolate": 2,
             "compare": {"zero": lambda X: 0 * X[:, 0]}},
        ]  # fmt: skip
        for options in cases:
            text = plot(**options).alt_text()
            assert 2 <= text.count(". ") + 1 <= 4
            assert text.endswith(".")
        assert "50 samples" in plot().alt_text()
        few = plot(X_test=X1[:1], y_test=Y1[:1]).alt_text()
        assert "50 training and 1 test samples" in few
        assert "on the test samples" not in few
        assert "predicted values for 50 samples" in plot(FLAT, X2, Y1).alt_text()


class TestDisplay:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = plot(ax=None, figsize=(4, 3))
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert display.figure_.get_size_inches().tolist() == [4, 3]

    def test_axes_given_leave_pyplot_alone_and_stay_where_they_are(self) -> None:
        ax = Figure(figsize=(6, 5)).add_axes((0.2, 0.2, 0.6, 0.5))
        display = plot(ax=ax)
        pixels(display.figure_)
        assert display.ax_ is ax
        np.testing.assert_allclose(ax.get_position().bounds, (0.2, 0.2, 0.6, 0.5))
        assert not plt.get_fignums()

    @pytest.mark.parametrize("layout", ["constrained", "tight"])
    def test_under_a_layout_engine(self, layout: str) -> None:
        figure = Figure(figsize=(8, 4), layout=layout)  # type: ignore[arg-type]
        axes = figure.subplots(1, 2)
        displays = [plot(ax=ax, residuals=True) for ax in axes]
        pixels(figure)
        first, second = (display.ax_.get_tightbbox() for display in displays)
        assert first is not None
        assert second is not None
        assert first.x0 >= 0
        assert first.x1 <= second.x0 + 1
        assert second.x1 <= 800
        assert first.y0 >= -1

    def test_drawn_again_on_the_same_axes_there_is_one_legend_and_one_panel(self) -> None:
        display = plot(residuals=True)
        pixels(display.figure_)
        panel = display.residual_ax_
        assert panel is not None
        display.plot(ax=display.ax_, residuals=False)
        pixels(display.figure_)
        legends = [child for child in display.ax_.get_children() if isinstance(child, Legend)]
        assert [legend.get_visible() for legend in legends].count(True) == 1
        assert not panel.get_visible()
        alone = plot()
        pixels(alone.figure_)
        np.testing.assert_allclose(display.ax_.bbox.bounds, alone.ax_.bbox.bounds)

    def test_plot_again_with_other_options(self) -> None:
        display = plot()
        first = display.ax_
        assert display.plot(ax=new_axes(), residuals=True) is display
        assert display.ax_ is not first
        assert display.residual_ax_ is not None
        with pytest.raises(TypeError, match="no visual option 'residual'. Did you mean residuals"):
            display.plot(ax=new_axes(), residual=True)

    def test_twice_the_same_picture(self) -> None:
        display = plot(residuals=True, extrapolate=1)
        again = plot(residuals=True, extrapolate=1)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(again.figure_))
        np.testing.assert_array_equal(pixels(display.figure_), pixels(display.figure_))

    def test_after_a_resize_as_drawn_at_that_size(self) -> None:
        display, other = plot(ax=new_axes(3, 3)), plot(ax=new_axes(8, 5))
        pixels(display.figure_)
        display.figure_.set_size_inches(8, 5)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))

    def test_saved_with_its_description(self, tmp_path: Any) -> None:
        path = plot().save(tmp_path / "fit.svg")
        assert "Chart of 50 samples and the fitted curve" in path.read_text(encoding="utf-8")

    def test_can_be_pickled(self) -> None:
        pixels(pickle.loads(pickle.dumps(plot(residuals=True).figure_)))

    def test_repr_is_one_line(self) -> None:
        line = "<FitDisplay: Chart of 50 samples and the fitted curve over x from 0 to 5>"
        assert repr(plot()) == line

    def test_keywords_of_artists(self) -> None:
        display = plot(line_kw={"c": "green"}, scatter_kw={"alpha": 0.2, "s": 5},
                       label_kw={"color": "navy"})  # fmt: skip
        assert display.curves_[0].get_color() == "green"
        assert display.points_[0].get_alpha() == 0.2
        assert display.points_[0].get_sizes().tolist() == [5]
        assert display.ax_.xaxis.label.get_color() == "navy"
        pixels(display.figure_)
        assert display.legend_ is not None
        assert {text.get_color() for text in display.legend_.get_texts()} == {"navy"}

    def test_curves_of_many_models_differ(self) -> None:
        lines = {f"model {k}": (lambda X, k=k: k * X[:, 0]) for k in range(12)}
        display = plot(None, X1, Y1, compare=lines)
        seen = {(str(line.get_color()), str(line._dash_pattern)) for line in display.curves_}
        assert len(seen) == 12

    def test_paper_and_ink(self) -> None:
        ax = new_axes()
        ax.set_facecolor("black")
        display = plot(ax=ax)
        pixels(display.figure_)
        assert display.legend_ is not None
        assert same_color(display.legend_.get_texts()[0].get_color(), "white")


class Texts:
    def predict(self, X: Any) -> Any:
        return ["a"] * len(X)


CLASSIFIER = LogisticRegression().fit(X1, Y1 > 2)
TWO = LinearRegression().fit(X1, np.column_stack([Y1, Y1]))
NAN = np.where(np.arange(50) == 3, np.nan, Y1)
ERRORS: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "no model": ((None, X1, Y1), {}, "estimator must be a fitted model"),
    "no predict": ((object(), X1, Y1), {}, "estimator"),
    "a class": ((LinearRegression, X1, Y1), {}, "estimator"),
    "classifier": ((CLASSIFIER, X1, Y1), {}, "LogisticRegression.*plot_decision_boundary"),
    "clusterer": ((KMeans(2, n_init=1, random_state=0).fit(X1), X1, Y1), {}, "is a clusterer"),
    "texts predicted": ((Texts(), X1, Y1), {}, "estimator"),
    "X 1-D": ((LINE, X1[:, 0], Y1), {}, r"X must be 2-D.*reshape\(-1, 1\)"),
    "X wide": ((LINE, X2, Y1), {}, "X must have 1 column"),
    "X NaN": ((LINE, NAN[:, None], Y1), {}, "X must hold no missing"),
    "X empty": ((LINE, X1[:0], Y1[:0]), {}, "X must hold at least one sample"),
    "y short": ((LINE, X1, Y1[:-1]), {}, "y must have as many entries as X has rows, 50; .* 49"),
    "y huge": ((LINE, X1, Y1 + 1e151), {}, r"y must lie within 1e\+150 of zero.* entry 0"),
    "y NaN": ((LINE, X1, NAN), {}, "y must hold no missing .* entry 3 is nan"),
    "y texts": ((LINE, X1, ["a"] * 50), {}, "y must hold real numbers; it holds texts"),
    "y objects": ((LINE, X1, np.array(["a"] * 50, dtype=object)), {}, "y must hold real numbers"),
    "y complex": ((LINE, X1, Y1 * 1j), {}, "y must hold real numbers; it holds complex"),
    "y wide": ((LINE, X1, X2), {}, r"y must be 1-D.*\(50, 2\).*one output at a time"),
    "y a number": ((LINE, X1, 3.0), {}, "y must be 1-D"),
    "y ragged": ((LINE, X1, [[1], [2, 3]]), {}, "y must be"),
    "two outputs": ((TWO, X1, Y1), {}, "estimator.predict gives 2 values a sample"),
    "NaN predicted": ((lambda X: X[:, 0] * np.nan, X1, Y1), {}, "estimator: its predictions"),
    "X_test alone": ((LINE, X1, Y1), {"X_test": X1}, "y_test is missing"),
    "y_test alone": ((LINE, X1, Y1), {"y_test": Y1}, "X_test is missing"),
    "X_test wide": ((LINE, X1, Y1), {"X_test": X2, "y_test": Y1}, "X_test must have 1 column"),
    "always as many": (
        (lambda X: np.zeros(50), X1, Y1), {"X_test": X1[:9], "y_test": Y1[:9]},
        r"must predict one number a sample; for 9 samples its predictions have shape \(50,\)\.$",
    ),
    "several for others": (
        (lambda X: X[:, 0] if len(X) == 50 else np.column_stack([X, X]), X1, Y1),
        {"X_test": X1[:9], "y_test": Y1[:9]},
        "estimator gives 2 values a sample; models with several labels or targets",
    ),
    "X_test wide for a callable": (
        (lambda X: X[:, 0], X1, Y1), {"X_test": X2, "y_test": Y1}, "X_test must have as many",
    ),
    "y_test short": (
        (LINE, X1, Y1), {"X_test": X1, "y_test": Y1[1:]}, "y_test must .* X_test has rows, 50",
    ),
    "compare a list": ((LINE, X1, Y1), {"compare": [LINE]}, "compare must be a dict.*got list"),
    "compare empty": ((LINE, X1, Y1), {"compare": {}}, "compare must hold at least one"),
    "compare numbered": ((LINE, X1, Y1), {"compare": {1: LINE}}, "names of models must be texts"),
    "compare fit": ((LINE, X1, Y1), {"compare": {"fit": FLAT}}, "'fit' is what the estimator"),
    "compare a classifier": (
        (LINE, X1, Y1), {"compare": {"b": CLASSIFIER}}, r"compare\['b'\] must predict numbers; Log",
    ),
    "compare of another width": ((LINE, X1, Y1), {"compare": {"b": FLAT}}, "X must have 2 columns"),
    "extrapolate back": ((LINE, X1, Y1), {"extrapolate": -1}, "extrapolate must be None or"),
    "extrapolate true": ((LINE, X1, Y1), {"extrapolate": True}, "extrapolate must be None or"),
    "extrapolate a plane": ((FLAT, X2, Y1), {"extrapolate": 1}, "extrapolate is for one feature"),
    "grid": ((LINE, X1, Y1), {"grid_resolution": 1}, "grid_resolution must be a count from 2"),
    "points": ((LINE, X1, Y1), {"max_points": 0}, "max_points must be None or a count"),
    "residuals": ((LINE, X1, Y1), {"residuals": "yes"}, "residuals must be one of"),
    "legend": ((LINE, X1, Y1), {"legend": 1}, "legend must be one of True, False"),
    "name": ((LINE, X1, Y1), {"x_name": 3}, "x_name must be None or a text"),
    "line_kw": ((LINE, X1, Y1), {"line_kw": {"colour": "red"}}, "line_kw"),
    "late": ((LINE, X1, Y1), {"label_kw": {"color": "no colour"}, "residuals": True}, "color"),
    "figsize": ((LINE, X1, Y1), {"figsize": (0, 1)}, "figsize must be"),
    "no weights": ((Network.from_sizes([1, 1]), X1, Y1), {}, "weights"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    args, options, message = ERRORS[case]
    ax = new_axes()
    ax.set_xlabel("mine")
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        plot_fit(*args, ax=ax, **options)
    assert ax.get_children() == before
    assert ax.get_xlabel() == "mine"
    assert ax.get_ylabel() == ""
    assert ax.get_axes_locator() is None
    assert not ax.child_axes
    with pytest.raises((TypeError, ValueError), match=message):
        plot_fit(*args, **options)
    assert not plt.get_fignums()


def test_unfitted_model() -> None:
    with pytest.raises(NotFittedError):
        plot_fit(LinearRegression(), X1, Y1)


def test_axes_of_another_kind() -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_fit(LINE, X1, Y1, ax="here")  # type: ignore[arg-type]
