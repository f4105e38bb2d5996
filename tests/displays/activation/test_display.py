"""`plot_activation`: its artists, its words, its errors, and what it leaves as it was."""

from __future__ import annotations

import math
import pickle
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from nnviz import ActivationDisplay, plot_activation
from nnviz.activations import ACTIVATIONS, Activation
from tests.figures import new_axes, pixels

MINUS = "\N{MINUS SIGN}"


def plot(activation: Any = "relu", **options: Any) -> ActivationDisplay:
    options.setdefault("ax", new_axes())
    return plot_activation(activation, **options)


def words(display: ActivationDisplay) -> list[str]:
    """The title and the entries of the legend, as drawn."""
    pixels(display.figure_)
    legend = display.legend_
    assert legend is not None
    title = [legend.get_title().get_text()] if legend.get_title().get_visible() else []
    return title + [text.get_text() for text in legend.get_texts()]


class TestCurves:
    @pytest.mark.parametrize("name", [*ACTIVATIONS, "sigmoid", "linear", "swish"])
    def test_one_line_of_the_numbers(self, name: str) -> None:
        display = plot(name)
        (line,), (curve,) = display.lines_, display.curves
        x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
        assert set(curve.kinks) <= set(x.tolist())
        keep = np.isfinite(x) & ~np.isin(x, [jump.z for jump in curve.jumps])
        np.testing.assert_array_equal(y[keep], curve.values[np.isin(curve.z, x[keep])])
        assert display.ax_.get_xlim() == (-6, 6)
        assert display.derivative_lines_ == display.range_lines_ == display.saturated_ == []

    def test_several_differ_in_colour_and_dash(self) -> None:
        display = plot([name for name in ACTIVATIONS if name != "step"])
        seen = {(line.get_color(), str(line._dash_pattern)) for line in display.lines_}  # type: ignore[attr-defined]
        assert len(seen) == len(display.lines_) == 13
        first = display.lines_[:4]
        assert len({line.get_color() for line in first}) == 4
        assert len({str(line._dash_pattern) for line in first}) == 4  # type: ignore[attr-defined]

    def test_the_kink_of_relu_is_at_zero(self) -> None:
        (line,) = plot("relu", z_range=(-15, 15), n_points=100).lines_
        at = np.flatnonzero(np.asarray(line.get_xdata()) == 0.0)
        assert np.asarray(line.get_ydata())[at].tolist() == [0.0]

    def test_a_step_is_a_jump_with_a_filled_and_an_open_end(self) -> None:
        display = plot("step")
        (line,), (riser,) = display.lines_, display.jump_lines_
        x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
        k = int(np.flatnonzero(np.isnan(y))[0])
        assert (x[k - 1], y[k - 1], x[k + 1], y[k + 1]) == (0, 0, 0, 1)
        assert list(riser.get_xdata()) == [0, 0]
        assert sorted(riser.get_ydata()) == [0, 1]  # type: ignore[type-var]
        hollow, filled = display.jump_ends_
        assert (list(hollow.get_ydata()), list(filled.get_ydata())) == ([0.0], [1.0])
        assert same_color(hollow.get_markerfacecolor(), "white")
        assert same_color(filled.get_markerfacecolor(), line.get_color())

    def test_a_value_that_is_neither_limit_has_a_point_of_its_own(self) -> None:
        hollow, filled = plot(np.sign).jump_ends_
        assert list(hollow.get_ydata()) == [-1.0, 1.0]
        assert list(filled.get_ydata()) == [0.0]

    def test_a_pole_has_no_riser(self) -> None:
        display = plot(lambda z: np.divide(1, z))
        assert display.jump_lines_ == display.jump_ends_ == []
        assert np.isnan(np.asarray(display.lines_[0].get_ydata(), float)).any()

    def test_zero_lines_where_the_origin_is(self) -> None:
        assert len(plot("tanh").zero_lines_) == 2
        assert len(plot("tanh", z_range=(1, 3)).zero_lines_) == 0

    def test_an_exponential_is_followed_so_far_and_that_is_said(self) -> None:
        display = plot("exp")
        low, high = display.ax_.get_ylim()
        assert low < 0 < 12 < high < 14
        pixels(display.figure_)
        assert display.note_.get_text() == "exponential leaves the picture"
        assert display.note_.get_visible()
        assert display.curves[0].values.max() == pytest.approx(math.exp(6))
        for other in ("relu", lambda z: 1000 * z, lambda z: z**2):
            display = plot(other)
            pixels(display.figure_)
            assert not display.note_.get_visible()
            assert display.ax_.get_ylim()[1] > display.curves[0].values.max()

    @pytest.mark.parametrize("z_range", [(700, 720), (-1e9, 1e9), (-1e-6, 1e-6)])
    def test_values_that_no_axes_can_hold_and_other_extremes(self, z_range: Any) -> None:
        display = plot("exp", z_range=z_range, derivative=True, saturation=True)
        pixels(display.figure_)
        assert np.isfinite(display.ax_.get_ylim()).all()
        assert ("leaves the picture" in display.note_.get_text()) == (z_range[1] > 1)
        if z_range[0] == 700:
            assert display.alt_text().count("to infinity at the right end") == 1

    def test_what_is_infinite_everywhere_is_said_to_leave(self) -> None:
        display = plot(lambda z: np.full_like(z, np.inf))
        pixels(display.figure_)
        assert display.note_.get_text() == "function leaves the picture"


class TestDerivative:
    def test_a_thinner_dashed_line_of_the_same_colour(self) -> None:
        display = plot("tanh", derivative=True)
        (line,), (slope,) = display.lines_, display.derivative_lines_
        assert slope.get_color() == line.get_color()
        assert slope.get_linewidth() < line.get_linewidth()
        assert slope.get_linestyle() == "--" != line.get_linestyle()
        np.testing.assert_allclose(slope.get_ydata(), 1 - np.tanh(slope.get_xdata()) ** 2)
        assert display.ax_.get_ylabel() == "activation h(z), derivative h'(z)"

    def test_that_of_relu_is_zero_at_zero(self) -> None:
        display = plot("relu", derivative=True)
        hollow, filled = display.jump_ends_
        assert (list(hollow.get_xdata()), list(hollow.get_ydata())) == ([0.0], [1.0])
        assert (list(filled.get_xdata()), list(filled.get_ydata())) == ([0.0], [0.0])

    def test_that_of_a_callable_is_open_at_both_ends(self) -> None:
        (hollow,) = plot(lambda z: np.maximum(z, 0), derivative=True).jump_ends_
        np.testing.assert_allclose(hollow.get_ydata(), [0, 1], atol=1e-9)

    def test_several_are_thin(self) -> None:
        display = plot(["relu", "tanh"], derivative=True)
        for line, slope in zip(display.lines_, display.derivative_lines_, strict=True):
            assert slope.get_color() == line.get_color()
            assert slope.get_linewidth() < 0.6 * line.get_linewidth()
        assert words(display)[-1] == "thin: derivative h'(z)"


class TestWords:
    def test_of_one(self) -> None:
        display = plot("logistic", derivative=True)
        assert words(display) == [
            "sigmoid (logistic)",
            r"$h(z) = \dfrac{1}{1 + e^{-z}}$",
            r"$h'(z) = h(z)\,[1 - h(z)]$",
        ]
        assert display.legend_ is not None
        name, formula = display.legend_.get_title(), display.legend_.get_texts()[0]
        assert formula.get_fontsize() > name.get_fontsize() > mpl.rcParams["font.size"]
        assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == (
            "weighted sum z", "activation h(z), derivative h'(z)",
        )  # fmt: skip

    def test_of_several(self) -> None:
        assert words(plot(["logistic", "relu"])) == [
            r"sigmoid (logistic): $1\,/\,(1 + e^{-z})$", r"ReLU: $\max(0,\, z)$",
        ]  # fmt: skip
        assert words(plot(["logistic", "relu"], formula=False)) == ["sigmoid (logistic)", "ReLU"]

    def test_softmax_says_what_the_other_logits_are(self) -> None:
        title, formula, slope = words(plot("softmax", derivative=True, n_classes=4))
        assert title == "softmax\none of 4 logits, the others 0"
        assert formula == r"$h_{k}(z) = \dfrac{e^{z_{k}}}{\sum_{m} e^{z_{m}}}$"
        assert slope == r"$\partial h_{k} / \partial z_{k} = h_{k}\,(1 - h_{k})$"
        assert "the other 0" in words(plot("softmax", n_classes=2))[0]
        assert "softmax, one of 3 logits, the others 0" in words(
            plot(["softmax", "relu"], formula=False)
        )

    def test_without_room_formulas_go_and_names_stay(self) -> None:
        display = plot("selu", ax=new_axes(2.2, 2.2))
        assert words(display) == ["SELU"]
        display.figure_.set_size_inches(8, 4)
        assert words(display)[0] == "SELU"
        assert "1.0507" in words(display)[1]

    def test_names_of_users_are_literal(self) -> None:
        display = plot({"$x_1$": "relu", "in $ only": np.tanh})
        assert words(display) == [r"\$x_1\$: $\max(0,\, z)$", "in $ only"]
        assert display.legend_ is not None
        assert [text.get_parse_math() for text in display.legend_.get_texts()] == [True, False]
        assert words(plot({"$x_1$": "relu"}, formula=False)) == ["$x_1$"]

    def test_nothing_is_tex(self) -> None:
        display = plot("relu", mark_range=True, derivative=True)
        pixels(display.figure_)
        texts = display.figure_.findobj(mpl.text.Text)
        assert not any(text.get_usetex() for text in texts)  # type: ignore[attr-defined]

    def test_own_names_of_the_axes(self) -> None:
        display = plot(x_name="z of $2$", y_name="output")
        pixels(display.figure_)
        assert (display.ax_.get_xlabel(), display.ax_.get_ylabel()) == ("z of $2$", "output")

    def test_without_a_legend(self) -> None:
        assert plot(legend=False).legend_ is None

    @pytest.mark.parametrize("name", ACTIVATIONS)
    def test_the_legend_hides_no_line(self, name: str) -> None:
        display = plot(name, derivative=True, mark_range=True)
        pixels(display.figure_)
        assert display.legend_ is not None
        box = display.legend_.get_window_extent()
        drawn = [*display.lines_, *display.derivative_lines_, *display.range_lines_]
        for line in [*drawn, *display.zero_lines_, *display.jump_lines_]:
            path = line.get_transform().transform_path(line.get_path())
            assert not path.intersects_bbox(box, filled=False)
        for label in display.range_labels_:
            assert not label.get_visible() or not label.get_window_extent().overlaps(box)

    def test_zero_lines_are_cut_where_the_legend_stands(self) -> None:
        names = ["relu", "leaky_relu", "elu", "selu", "gelu", "silu"]
        display = plot(names, ax=new_axes(6.4, 4.8))
        pixels(display.figure_)
        upright = display.zero_lines_[0]
        assert np.nanmax(np.asarray(upright.get_ydata(), float)) < 0.9
        display.figure_.set_size_inches(24, 5)
        pixels(display.figure_)
        assert np.nanmax(np.asarray(upright.get_ydata(), float)) == 1.0


class TestRange:
    def test_lines_at_the_ends_and_an_interval(self) -> None:
        display = plot("logistic", mark_range=True)
        low, high = display.range_lines_
        assert [line.get_ydata()[0] for line in (low, high)] == [0.0, 1.0]  # type: ignore[index]
        assert low.get_linestyle() == high.get_linestyle() == "--"
        assert words(display)[0] == "sigmoid (logistic), range (0, 1)"
        shown = [label.get_text() for label in display.range_labels_ if label.get_visible()]
        assert shown == ["0, not reached", "1, not reached"]

    @pytest.mark.parametrize(("name", "interval", "styles"), [
        ("relu", "[0, ∞)", ["-"]), ("tanh", f"({MINUS}1, 1)", ["--", "--"]),
        ("gelu", f"[{MINUS}0.17, ∞)", ["-"]), ("step", "[0, 1]", ["-", "-"]),
        ("identity", f"({MINUS}∞, ∞)", []), ("selu", f"({MINUS}1.76, ∞)", ["--"]),
        ("silu", f"[{MINUS}0.278, ∞)", ["-"]), ("exp", "(0, ∞)", ["--"]),
    ])  # fmt: skip
    def test_what_is_reached(self, name: str, interval: str, styles: list[str]) -> None:
        display = plot(name, mark_range=True)
        assert words(display)[0].split("\n")[0].endswith(f"range {interval}")
        assert [line.get_linestyle() for line in display.range_lines_] == styles

    def test_of_several_each_value_once(self) -> None:
        display = plot(["logistic", "relu", "tanh"], mark_range=True)
        values = [line.get_ydata()[0] for line in display.range_lines_]  # type: ignore[index]
        assert values == [-1, 0, 1]
        # ReLU reaches 0 and the logistic does not: the legend tells, the line does not.
        assert [line.get_linestyle() for line in display.range_lines_] == ["--", "-", "--"]
        entries = words(display)
        assert [entry.split(", range ")[1] for entry in entries] == [
            "(0, 1)", "[0, ∞)", f"({MINUS}1, 1)",
        ]  # fmt: skip
        pixels(display.figure_)
        assert "0" in [label.get_text() for label in display.range_labels_]

    def test_of_a_callable_is_not_known(self) -> None:
        display = plot(np.tanh, mark_range=True)
        assert display.range_lines_ == []
        assert words(display) == ["tanh, range not known"]

    def test_an_own_activation_need_not_say(self) -> None:
        own = Activation("own", "own", np.tanh, None, "", (-1.0, 1.0))
        assert words(plot(own, mark_range=True)) == [f"own, range {MINUS}1 to 1"]

    def test_labels_lie_on_nothing(self) -> None:
        names = ["logistic", "tanh", "relu", "gelu", "silu", "selu"]
        display = plot(names, mark_range=True, derivative=True)
        pixels(display.figure_)
        shown = [label for label in display.range_labels_ if label.get_visible()]
        assert shown
        boxes = [label.get_window_extent() for label in shown]
        for k, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:k])
            for line in [*display.lines_, *display.derivative_lines_, *display.range_lines_]:
                path = line.get_transform().transform_path(line.get_path())
                assert not path.intersects_bbox(box, filled=False)


class TestSaturation:
    def test_shades_where_a_single_one_is_flat(self) -> None:
        display = plot("tanh", saturation=True, flat_below=0.05)
        edge = math.atanh(math.sqrt(0.95))
        found = [(shade.get_x(), shade.get_x() + shade.get_width()) for shade in display.saturated_]
        np.testing.assert_allclose(found, [(-6, -edge), (edge, 6)], rtol=1e-6)
        assert words(display)[-1] == "saturated: |h'(z)| < 0.05"

    def test_a_bar_for_each_of_several_below_all_curves(self) -> None:
        display = plot(["relu", "tanh", "identity"], saturation=True)
        pixels(display.figure_)
        colours = [bar.get_facecolor() for bar in display.saturated_]
        assert same_color(colours[0], display.lines_[0].get_color())
        assert same_color(colours[1], display.lines_[1].get_color())
        assert len(colours) == 3  # one of ReLU, two of tanh
        lowest = display.lines_[2].get_window_extent().y0
        for bar in display.saturated_[:1]:
            box = bar.get_window_extent()
            assert box.y1 < lowest
            assert box.x1 == pytest.approx(display.ax_.transData.transform((0, 0))[0])

    def test_where_there_is_none_that_is_said(self) -> None:
        display = plot("identity", saturation=True)
        pixels(display.figure_)
        assert display.saturated_ == []
        assert display.note_.get_text() == "nowhere saturated here: no slope stays under 0.01"

    def test_touching_parts_are_one_shade(self) -> None:
        assert len(plot("step", saturation=True).saturated_) == 1


class TestOptions:
    def test_keywords_of_lines_and_labels(self) -> None:
        display = plot("tanh", derivative=True, line_kw={"c": "k", "lw": 5},
                       label_kw={"color": "#444444", "size": 7})  # fmt: skip
        assert same_color(display.lines_[0].get_color(), "black")
        assert same_color(display.derivative_lines_[0].get_color(), "black")
        assert display.lines_[0].get_linewidth() == 5
        assert display.derivative_lines_[0].get_linewidth() < 3
        assert same_color(display.ax_.xaxis.label.get_color(), "#444444")
        pixels(display.figure_)
        assert display.ax_.xaxis.label.get_fontsize() == 7

    def test_plot_again_with_other_options(self) -> None:
        display = plot("tanh")
        first = display.ax_
        assert display.plot(ax=new_axes(), derivative=True, mark_range=True) is display
        assert display.ax_ is not first
        assert len(display.derivative_lines_) == 1
        assert len(display.range_lines_) == 2
        with pytest.raises(TypeError, match="no visual option 'derivatives'. Did you mean"):
            display.plot(ax=new_axes(), derivatives=True)

    @pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
    def test_the_figures_of_the_course(self, name: str, pyplot: Any) -> None:
        display = plot_activation(name, z_range=(-15, 15), figsize=(8, 3))
        assert display.figure_.get_size_inches().tolist() == [8, 3]
        (curve,) = display.curves
        expected = {
            "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
            "tanh": lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
            "relu": lambda x: np.where(x > 0, x, 0),
        }[name](curve.z)
        np.testing.assert_allclose(curve.values, expected, rtol=1e-12, atol=1e-15)
        assert (curve.z[0], curve.z[-1]) == (-15, 15)
        assert "h(z) = " in words(display)[1]


class TestDisplay:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = plot(ax=None, figsize=(4, 3))
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]

    def test_axes_given_leave_pyplot_alone_and_stay_where_they_are(self) -> None:
        ax = Figure(figsize=(6, 5)).add_axes((0.2, 0.2, 0.6, 0.5))
        display = plot(ax=ax)
        pixels(display.figure_)
        assert display.ax_ is ax
        np.testing.assert_allclose(ax.get_position().bounds, (0.2, 0.2, 0.6, 0.5))
        assert not plt.get_fignums()

    def test_drawn_again_on_the_same_axes_there_is_one_legend(self) -> None:
        display = plot(mark_range=True)
        pixels(display.figure_)
        labels = display.range_labels_
        display.plot(ax=display.ax_, mark_range=False)
        pixels(display.figure_)
        legends = [child for child in display.ax_.get_children() if isinstance(child, Legend)]
        assert [legend.get_visible() for legend in legends].count(True) == 1
        assert not any(label.get_visible() for label in labels)

    def test_twice_the_same_picture(self) -> None:
        every: dict[str, Any] = {"derivative": True, "mark_range": True, "saturation": True}
        display, again = plot(["relu", "gelu"], **every), plot(["relu", "gelu"], **every)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(again.figure_))
        np.testing.assert_array_equal(pixels(display.figure_), pixels(display.figure_))

    def test_after_a_resize_as_drawn_at_that_size(self) -> None:
        every: dict[str, Any] = {"derivative": True, "mark_range": True}
        display = plot("softmax", ax=new_axes(3, 3), **every)
        other = plot("softmax", ax=new_axes(8, 5), **every)
        pixels(display.figure_)
        display.figure_.set_size_inches(8, 5)
        np.testing.assert_array_equal(pixels(display.figure_), pixels(other.figure_))

    def test_saved_with_its_description(self, tmp_path: Any) -> None:
        path = plot().save(tmp_path / "relu.svg")
        assert "Chart of the activation function 'ReLU'" in path.read_text(encoding="utf-8")

    def test_can_be_pickled(self) -> None:
        display = plot([lambda z: z, "relu"], derivative=True, mark_range=True)
        pixels(pickle.loads(pickle.dumps(display.figure_)))

    def test_repr_is_one_line(self) -> None:
        assert repr(plot()) == (
            f"<ActivationDisplay: Chart of the activation function 'ReLU' over the weighted sum z "
            f"from {MINUS}6 to 6>"
        )

    def test_alt_text_has_two_to_four_sentences(self) -> None:
        every: dict[str, Any] = {"derivative": True, "mark_range": True, "saturation": True}
        for activation in (*ACTIVATIONS, list(ACTIVATIONS), np.sign, ["relu", np.tanh]):
            for options in ({}, every, {"saturation": True}):
                text = plot(activation, **options).alt_text()
                assert 2 <= text.count(". ") + 1 <= 4
                assert text.endswith(".")

    def test_alt_text_tells_the_numbers(self) -> None:
        text = plot("logistic", derivative=True, mark_range=True, saturation=True).alt_text()
        assert "from 0.00247 at the left end to 0.998 at the right end" in text
        assert "its range is 0, not reached, to 1, not reached" in text
        assert "largest in size, 0.25, at z = 0" in text
        assert f"under 0.01, below z = {MINUS}4.58 and above z = 4.58" in text
        assert "jumps at z = 0" in plot("step").alt_text()
        assert "has a kink at z = 0" in plot("relu").alt_text()
        assert "everywhere" in plot("step", saturation=True).alt_text()
        assert "Nowhere here" in plot("identity", saturation=True).alt_text()


def broken(z: Any) -> Any:
    raise ValueError("no")


ERRORS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "name": ("rely", {}, r"activation: must be one of .*relu.*; got 'rely'"),
    "name in a list": (["relu", "rely"], {}, r"activation\[1\]: must be one of .*got 'rely'"),
    "number": (3, {}, "activation must be a name, such as 'relu'.*got int"),
    "None": (None, {}, "activation must be a name.*got NoneType"),
    "class": (Activation, {}, "activation must be a name.*got type"),
    "empty list": ([], {}, "activation must hold at least one function"),
    "empty dict": ({}, {}, "activation must hold at least one function"),
    "too many": (["relu"] * 21, {}, "at most 20 functions.*it holds 21"),
    "numbered": ({1: "relu"}, {}, "names of functions must be texts, not empty; got 1"),
    "no arrays": (math.tanh, {}, "activation must take an array.*'tanh' raised TypeError"),
    "raises": (broken, {}, "activation must take an array.*'broken' raised ValueError: no"),
    "shape": ({"f": np.sum}, {}, r"activation\['f'\] must give an array of the shape .* \(\)"),
    "complex": (lambda z: z + 1j, {}, "activation must give real numbers.*complex128"),
    "texts": (lambda z: z.astype(str), {}, "activation must give real numbers"),
    "NaN": (np.log, {}, "a value everywhere in z_range; 'log' is NaN at z = -6"),
    "mixes": (lambda z: z / z.max(), {}, "activation must work element by element"),
    "no formula": (Activation("a", "a", np.tanh, None, 3, (-1, 1)), {},  # type: ignore[arg-type]
                   r"activation.formula must be LaTeX .str.; got int"),
    "formula": (Activation("a", "a", np.tanh, None, r"\frac{1", (-1, 1)), {},
                r"activation.formula must be LaTeX that matplotlib can set"),
    "dollars": (Activation("a", "a", np.tanh, None, "$z$", (-1, 1)), {}, "dollar sign"),
    "range turned": ("relu", {"z_range": (6, -6)}, r"z_range must be \(low, high\).*\(6, -6\)"),
    "range one": ("relu", {"z_range": 6}, r"z_range must be \(low, high\)"),
    "range infinite": ("relu", {"z_range": (-np.inf, 6)}, r"z_range must be \(low, high\)"),
    "range texts": ("relu", {"z_range": "ab"}, r"z_range must be \(low, high\)"),
    "range narrow": ("relu", {"z_range": (1, 1 + 1e-12)}, r"z_range must be \(low, high\)"),
    "points": ("relu", {"n_points": 1}, "n_points must be a count from 2"),
    "points true": ("relu", {"n_points": True}, "n_points must be a count from 2"),
    "classes": ("softmax", {"n_classes": 1}, "n_classes must be a count from 2"),
    "flat": ("relu", {"flat_below": 0}, "flat_below must be the slope under which"),
    "derivative": ("relu", {"derivative": "yes"}, "derivative must be one of True, False"),
    "saturation": ("relu", {"saturation": 0.1}, "saturation must be one of True, False"),
    "mark_range": ("relu", {"mark_range": 1}, "mark_range must be one of True, False"),
    "x_name": ("relu", {"x_name": 3}, "x_name must be None or a text"),
    "line_kw": ("relu", {"line_kw": {"colour": "red"}}, "line_kw"),
    "late": ("relu", {"label_kw": {"color": "no colour"}, "mark_range": True}, "color"),
    "late line": ("step", {"line_kw": {"color": "no colour"}}, "color"),
    "figsize": ("relu", {"figsize": (0, 1)}, "figsize must be"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    activation, options, message = ERRORS[case]
    ax = new_axes()
    ax.set_xlabel("mine")
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        plot_activation(activation, ax=ax, **options)
    assert ax.get_children() == before
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("mine", "")
    assert ax.get_axes_locator() is None
    assert ax.get_xlim() == (0, 1)
    with pytest.raises((TypeError, ValueError), match=message):
        plot_activation(activation, **options)
    assert not plt.get_fignums()


def test_axes_of_another_kind() -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        plot_activation("relu", ax="here")  # type: ignore[arg-type]
