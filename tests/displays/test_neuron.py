"""`draw_neuron`: its numbers, its artists, its errors, and that it can be read."""

from __future__ import annotations

import pickle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz import Network, NeuronDisplay, draw_neuron, forward
from nnviz.activations import ACTIVATIONS
from nnviz.network import Connection, Layer
from tests.figures import new_axes, pixels
from tests.legibility import assert_legible
from tests.pictured import circles, fixed_array, fixed_network, iris, named_at_length, skipping
from tests.styles import STYLES, style

MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"
FLOWER = [0.5, -1.25, 1.5, 0.75]
EXAMPLE = Network.from_arrays([[[0.31], [-0.8]]], [[0.13]], out_activation="relu")


def draw(model: Any = None, **options: Any) -> NeuronDisplay:
    ax = options.pop("ax", None) or new_axes(*options.pop("size", (6.4, 4.8)))
    return draw_neuron(model, ax=ax, **options)


def strings(texts: Any) -> list[str]:
    return [text.get_text() for text in texts if text.get_visible()]


def words(display: NeuronDisplay) -> str:
    return " ".join(" ".join(strings(display.ax_.texts)).split())


def formula(display: NeuronDisplay) -> str:
    assert display.formula_ is not None
    return " ".join(display.formula_.get_text().split())


def wide(n: int = 30) -> Network:
    return fixed_network([n, 4, 1], input_names=[f"feature number {i}" for i in range(n)])


class TestSymbols:
    def test_the_first_figure_of_the_course(self) -> None:
        display = draw()
        assert display.numbers.n_inputs == 3
        assert display.activation == "step"
        assert strings(display.labels_) == ["$w_{1}$", "$w_{2}$", "$w_{3}$"]
        assert f"1 {TIMES} $w_{{0}}$" in words(display)
        line = "$A = h(w_{0}$ + $w_{1} X_{1}$ + $w_{2} X_{2}$ + $w_{3} X_{3})$"
        assert formula(display) == line
        assert strings(display.captions_) == ["inputs", "weighted sum z", "step", "output"]
        assert display.weights is display.bias is display.inputs is display.z is None
        assert display.network is display.layer is display.neuron is None
        assert display.bias_neuron_ is None
        assert display.dot_ is None

    def test_any_number_of_inputs(self) -> None:
        display = draw(n_inputs="k")
        assert strings(display.labels_) == ["$w_{1}$", "$w_{2}$", "$w_{k}$"]
        assert formula(display) == r"$A = h(w_{0} + \sum_{i=1}^{k} w_{i} X_{i})$"
        assert "$w_{k-1}$" in strings(draw(n_inputs="k", index_base=0).labels_)

    def test_bias_as_an_input(self) -> None:
        display = draw(bias="input")
        assert display.bias_neuron_ is not None
        assert "$w_{0}$" in strings(display.labels_)
        assert TIMES not in words(display)

    def test_without_a_bias(self) -> None:
        display = draw(bias=False)
        assert display.bias_edge_ is None
        assert "w_{0}" not in formula(display)

    @pytest.mark.parametrize(
        ("notation", "base", "line"),
        [
            ("islp", None, "$A = g(w_{0}$ + $w_{1} X_{1})$"),
            ("nielsen", None, r"$a = \sigma(b$ + $w_{1} x_{1})$"),
            ("course", 0, "$A = h(w_{B}$ + $w_{0} X_{0})$"),
            ("islp", 0, "$A = g(w_{B}$ + $w_{0} X_{0})$"),
        ],
    )
    def test_notations(self, notation: str, base: int | None, line: str) -> None:
        assert formula(draw(n_inputs=1, notation=notation, index_base=base)) == line

    def test_many_inputs_are_elided_in_the_middle(self) -> None:
        display = draw(n_inputs=30)
        assert len(display.inputs_.get_offsets()) == 8
        assert "22 more" in words(display)
        assert r"\sum_{i=1}^{30}" in formula(display)
        assert "heaviest" not in words(display)

    @pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - {"softmax"}))
    def test_curves_are_those_of_the_activations(self, name: str) -> None:
        (curve,) = draw(activation=name).curves_
        z, h = (np.asarray(data, dtype=float) for data in curve.get_data())
        known = np.isfinite(h) & (z != 0)
        np.testing.assert_allclose(h[known], ACTIVATIONS[name].function(z[known]))

    def test_own_names(self) -> None:
        display = draw(n_inputs=2, input_names=["cost in $", "a_b"], output_name="decision")
        assert [strings(side) for side in display.names_] == [["cost in $", "a_b"], ["decision"]]
        assert not display.names_[0][0].get_parse_math()


class TestModel:
    def test_numbers_are_those_of_the_network(self) -> None:
        network = iris()
        display = draw(network, layer=1, neuron=2)
        np.testing.assert_array_equal(display.weights, network.connections[0].weights[:, 2])  # type: ignore[index]
        assert display.bias == network.layers[1].bias[2]  # type: ignore[index]
        assert display.sources == ((0, 0), (0, 1), (0, 2), (0, 3))
        assert (display.network, display.layer, display.neuron) == (network, 1, 2)
        assert display.activation == "relu"
        assert display.z is display.output is display.inputs is None
        assert strings(display.names_[0]) == [*network.layers[0].names]  # type: ignore[misc]

    def test_sample_is_worked_out(self) -> None:
        display = draw(EXAMPLE, layer=1, sample=[1.2, 0.41])
        expected = 0.31 * 1.2 - 0.8 * 0.41 + 0.13
        assert display.z == pytest.approx(expected, rel=1e-12)
        assert display.output == display.z
        assert display.inputs.tolist() == [1.2, 0.41]  # type: ignore[union-attr]
        line = f"0.31 {TIMES} 1.20 {MINUS} 0.80 {TIMES} 0.41 + 0.13 = 0.17, ReLU, 0.17"
        assert formula(display) == line
        assert display.dot_ is not None
        assert display.dot_.get_xdata() == [display.z]
        assert display.dot_.get_ydata() == [display.output]

    @pytest.mark.parametrize("place", [(1, 0), (2, 1), (3, 2)])
    def test_every_layer_agrees_with_the_forward_pass(self, place: tuple[int, int]) -> None:
        layer, neuron = place
        network = iris()
        display = draw(network, layer=layer, neuron=neuron, sample=FLOWER)
        passed = forward(network, [FLOWER])
        assert display.z == passed.preactivations[layer][0, neuron]  # type: ignore[index]
        assert display.output == passed.activations[layer][0, neuron]
        np.testing.assert_array_equal(display.inputs, passed.activations[layer - 1][0])
        total = float(display.weights @ display.inputs) + float(display.bias or 0)  # type: ignore[operator]
        assert display.z == pytest.approx(total, rel=1e-12)

    def test_sample_in_the_units_of_predict(self) -> None:
        X, y = load_iris(return_X_y=True, as_frame=True)
        mlp = MLPClassifier((3, 2), max_iter=1000, random_state=0, solver="lbfgs")
        model = make_pipeline(StandardScaler(), mlp).fit(X, y)
        display = draw(model, layer=1, neuron=1, sample=X.iloc[7])
        scaled = model[0].transform(X)[7]
        np.testing.assert_allclose(display.inputs, scaled)
        coefs, intercepts = model[1].coefs_[0], model[1].intercepts_[0]
        assert display.z == pytest.approx(float(scaled @ coefs[:, 1] + intercepts[1]))
        assert strings(display.names_[0]) == list(X.columns)

    def test_softmax_curve_is_that_of_its_own_sum(self) -> None:
        network = iris()
        display = draw(network, layer=3, neuron=2, sample=FLOWER)
        (curve,) = display.curves_
        z, h = (np.asarray(data, dtype=float) for data in curve.get_data())
        others = forward(network, [FLOWER]).preactivations[3][0, :2]  # type: ignore[index]
        np.testing.assert_allclose(h, np.exp(z) / (np.exp(z) + np.exp(others).sum()))
        assert display.output == pytest.approx(np.interp(display.z, z, h), abs=1e-3)  # type: ignore[arg-type]
        assert "the other neurons' sums are those of this sample" in words(display)

    def test_softmax_without_a_sample_shows_possible_curves(self) -> None:
        display = draw(iris(), layer=3, neuron=2)
        assert len(display.curves_) == 3
        assert "the other neurons' sums move the curve" in words(display)

    def test_single_softmax_neuron_is_certain(self) -> None:
        network = Network.from_arrays([[[1.0]]], [[0.5]], out_activation="softmax")
        display = draw(network, layer=1, sample=[2.0])
        assert display.output == 1.0
        assert formula(display).endswith("softmax, 1.00")

    def test_names_of_hidden_inputs_are_symbols(self) -> None:
        display = draw(iris(), layer=2, neuron=0, sample=FLOWER)
        assert strings(display.names_[0]) == [f"$A^{{(1)}}_{{{i}}}$" for i in range(3)]
        one = draw(iris(), layer=2, neuron=0, sample=FLOWER, index_base=1)
        assert strings(one.names_[0])[0] == "$A^{(1)}_{1}$"
        assert "neuron 1" in " ".join(words(one).split())

    def test_wide_inputs_keep_the_heaviest_and_say_so(self) -> None:
        network = wide()
        display = draw(network, layer=1, neuron=2, max_inputs=6)
        heaviest = np.sort(np.argsort(-np.abs(display.weights))[:6])  # type: ignore[arg-type]
        np.testing.assert_array_equal(display.shown, heaviest)
        assert "the 6 heaviest of 30 inputs" in words(display)
        assert "24 more" in words(display)
        assert strings(display.names_[0]) == [f"feature number {i}" for i in heaviest]
        assert "24 lighter inputs are left out" in display.alt_text()
        everything = draw(network, layer=1, neuron=2, max_inputs=None, size=(6, 12))
        assert len(everything.inputs_.get_offsets()) == 30

    def test_wide_arithmetic_counts_what_it_sums_up(self) -> None:
        sample = fixed_array(30, seed=3)
        display = draw(wide(), layer=1, neuron=2, sample=sample)
        assert "(22 more)" in formula(display)

    def test_skips_bring_inputs_of_several_layers(self) -> None:
        network = skipping()
        display = draw(network, layer=3, neuron=1, max_inputs=None)
        assert display.sources == (
            *((0, i) for i in range(3)), *((1, i) for i in range(4)), *((2, i) for i in range(3)),
        )  # fmt: skip
        assert "10 inputs" in words(display)

    def test_missing_connections_are_no_inputs(self) -> None:
        exists = [[True], [False], [True]]
        network = Network(
            [Layer(3), Layer(1, "relu")], [Connection(0, 1, [[1.0], [9.0], [2.0]], exists)]
        )
        display = draw(network, layer=1, sample=[1.0, 5.0, 2.0])
        assert display.sources == ((0, 0), (0, 2))
        assert display.z == 5.0
        assert display.bias is None
        assert display.bias_edge_ is None
        taken_out = draw(circles().without([(1, 3)]), layer=2, neuron=1)
        assert (1, 3) not in taken_out.sources

    def test_silent_neuron_is_dotted(self) -> None:
        display = draw(EXAMPLE, layer=1, sample=[-5.0, 1.0])
        assert display.output == 0
        assert display.output_.get_linestyle()[0][1] is not None
        assert "silent for this sample" in words(display)

    def test_negative_weights_are_dashed(self) -> None:
        for dash, expected in (("auto", [True, False]), (False, [False, False])):
            edges = draw(EXAMPLE, layer=1, negative_dash=dash).weight_edges_
            styles = edges.get_linestyle()
            broken = [styles[k % len(styles)][1] is not None for k in range(2)]
            by_source = dict(zip(edges.sources.tolist(), broken, strict=True))
            assert [by_source[1], by_source[0]] == expected

    def test_width_and_colour_tell_the_weight(self) -> None:
        display = draw(EXAMPLE, layer=1)
        edges = display.weight_edges_
        assert edges.norm.vmax == 0.8
        assert display.bias_edge_ is not None
        assert display.bias_edge_.norm.vmax == 0.8
        widths = dict(zip(edges.sources.tolist(), edges.get_linewidth(), strict=True))
        assert widths[1] > widths[0] > display.bias_edge_.get_linewidth()[0]

    @pytest.mark.filterwarnings("ignore:.*NaN or infinite")
    def test_missing_weights(self) -> None:
        network = Network.from_arrays([[[np.nan], [1.0]]], [[np.inf]], out_activation="relu")
        display = draw(network, layer=1, sample=[1.0, 2.0])
        pixels(display.figure_)
        assert display.dot_ is None

    def test_missing_weights_are_counted_in_one_warning(self) -> None:
        network = Network.from_arrays([[[np.nan], [1.0]]], [[np.inf]], out_activation="relu")
        with pytest.warns(UserWarning, match="2 of 3 values") as seen:
            draw(network, layer=1)
        assert len(seen) == 1


class TestDisplay:
    def test_none_makes_a_figure_through_pyplot(self, pyplot: Any) -> None:
        display = draw_neuron(figsize=(4, 3))
        assert plt.get_fignums() == [display.figure_.number]  # type: ignore[attr-defined]
        assert display.figure_.get_size_inches().tolist() == [4, 3]

    def test_repr_is_one_line(self) -> None:
        line = "<NeuronDisplay: Diagram of an artificial neuron with 3 inputs and a bias>"
        assert repr(draw()) == line

    @pytest.mark.parametrize("options", [{}, {"model": iris(), "layer": 1, "neuron": 1},
                                         {"model": EXAMPLE, "layer": 1, "sample": [1, 2]},
                                         {"model": wide(), "layer": 1, "neuron": 0}])  # fmt: skip
    def test_alt_text_has_two_to_four_sentences(self, options: Any) -> None:
        text = draw(**options).alt_text()
        assert 2 <= text.count(". ") + 1 <= 4
        assert text.endswith(".")

    def test_plot_again_with_other_options(self) -> None:
        display = draw(iris(), layer=1, neuron=1)
        first = display.ax_
        assert display.plot(ax=new_axes(), bias="input") is display
        assert display.ax_ is not first
        assert display.bias_neuron_ is not None
        assert display.options.notation == "course"
        with pytest.raises(TypeError, match="no visual option 'bais'. Did you mean bias"):
            display.plot(ax=new_axes(), bais="input")

    def test_twice_the_same_picture(self) -> None:
        images = [pixels(draw(iris(), layer=1, neuron=1, sample=FLOWER).figure_) for _ in range(2)]
        np.testing.assert_array_equal(*images)

    def test_after_a_resize_as_drawn_at_that_size(self) -> None:
        display = draw(iris(), layer=1, neuron=1, sample=FLOWER, size=(3, 3))
        pixels(display.figure_)
        display.figure_.set_size_inches(8, 5)
        other = draw(iris(), layer=1, neuron=1, sample=FLOWER, size=(8, 5))
        pixels(display.figure_)
        np.testing.assert_allclose(pixels(display.figure_), pixels(other.figure_), atol=64)

    def test_saved_with_its_description(self, tmp_path: Any) -> None:
        path = draw().save(tmp_path / "neuron.svg")
        assert "Diagram of an artificial neuron" in path.read_text(encoding="utf-8")

    def test_can_be_pickled(self) -> None:
        figure = draw(iris(), layer=1, neuron=1, sample=FLOWER).figure_
        pixels(pickle.loads(pickle.dumps(figure)))

    def test_keywords_of_artists(self) -> None:
        display = draw(EXAMPLE, layer=1, node_kw={"ec": "red"}, edge_kw={"alpha": 0.5},
                       line_kw={"c": "green"}, label_kw={"color": "navy"})  # fmt: skip
        assert display.box_.get_edgecolor() == (1, 0, 0, 1)
        assert display.curves_[0].get_color() == "green"
        assert display.weight_edges_.get_alpha() == 0.5
        assert {text.get_color() for text in display.labels_} == {"navy"}
        pixels(display.figure_)

    @pytest.mark.parametrize("size", [(3, 3), (12, 3), (4, 9), (1, 1)])
    def test_round_and_apart_at_any_shape(self, size: tuple[float, float]) -> None:
        display = draw(iris(), layer=1, neuron=1, size=size)
        pixels(display.figure_)
        boxes = []
        for circle in (display.inputs_, display.sum_, display.output_):
            transform, (path,) = circle.get_transform(), circle.get_paths()
            extent = transform.transform_path(path).get_extents()
            assert extent.width == pytest.approx(extent.height)
            boxes += [
                (x, y, extent.width / 2)
                for x, y in circle.get_offset_transform().transform(circle.get_offsets())
            ]
        for k, (x, y, radius) in enumerate(boxes):
            assert display.ax_.bbox.x0 <= x - radius
            assert x + radius <= display.ax_.bbox.x1
            for other_x, other_y, other in boxes[:k]:
                assert np.hypot(x - other_x, y - other_y) > radius + other
        frame = display.box_.get_window_extent()
        assert frame.width == pytest.approx(frame.height)
        assert boxes[-2][0] + boxes[-2][2] < frame.x0
        assert frame.x1 < boxes[-1][0] - boxes[-1][2]


ERRORS = {
    "layer without a model": ({"layer": 1}, "layer needs a model"),
    "sample without a model": ({"sample": [1]}, "sample needs a model"),
    "no layer": ({"model": iris()}, r"layer must be given with a model; .*1\.\.3"),
    "no neuron": ({"model": iris(), "layer": 1}, r"neuron must be given .*layer 1 are 0\.\.2"),
    "layer 0": ({"model": iris(), "layer": 0, "neuron": 0}, r"layer 0 does not compute; .*1\.\.3"),
    "layer 4": ({"model": iris(), "layer": 4, "neuron": 0}, r"layer 4 does not exist; .*1\.\.3"),
    "neuron -1": ({"model": iris(), "layer": 1, "neuron": -1}, r"neuron -1 does not exist"),
    "neuron 3": ({"model": iris(), "layer": 1, "neuron": 3}, r"neuron 3 does not exist; .*0\.\.2"),
    "a fraction": ({"model": iris(), "layer": 1.5, "neuron": 0}, "layer must be a whole number"),
    "no weights": ({"model": [2, 1], "layer": 1}, "weights of this network are not known"),
    "no activation": (
        {"model": ([[[1.0]]], None), "layer": 1}, "activation of layer 1 is not known",
    ),
    "taken out": (
        {"model": circles().without([(1, 3)]), "layer": 1, "neuron": 3}, "has been taken out",
    ),
    "nothing leads in": (
        {"model": Network(
            [Layer(1), Layer(2, "tanh")], [Connection(0, 1, [[1.0, 0.0]], [[True, False]])]
        ), "layer": 1, "neuron": 1},
        "no weight leads into neuron 1 of layer 1",
    ),
    "wrong sample": ({"model": EXAMPLE, "layer": 1, "sample": [1, 2, 3]}, "2 columns"),
    "two samples": ({"model": EXAMPLE, "layer": 1, "sample": [[1, 2]] * 2}, "must be one sample"),
    "unknown activation": ({"activation": "relo"}, "activation: must be one of"),
    "softmax alone": ({"activation": "softmax"}, "softmax takes the sums of all neurons"),
    "activation beside a model": (
        {"model": EXAMPLE, "layer": 1, "activation": "tanh"}, "activation is for a neuron without",
    ),
    "n_inputs beside a model": (
        {"model": EXAMPLE, "layer": 1, "n_inputs": 2}, "n_inputs is for a neuron without a model",
    ),
    "no inputs": ({"n_inputs": 0}, "n_inputs must be at least 1"),
    "inputs in words": ({"n_inputs": "many"}, "n_inputs must be a count"),
    "half an input": ({"n_inputs": 2.5}, "n_inputs must be a count"),
    "bias": ({"bias": "above"}, "bias must be one of"),
    "a bias left out": ({"model": EXAMPLE, "layer": 1, "bias": False}, "leave out a part"),
    "max_inputs": ({"max_inputs": 1}, "max_inputs must be None or a count, at least 2"),
    "notation": ({"notation": "greek"}, "notation: must be one of"),
    "index_base": ({"index_base": 2}, "index_base must be one of"),
    "names": ({"input_names": ["a"]}, "input_names must hold 3 names"),
    "names as text": ({"input_names": "abc"}, "input_names must be a list"),
    "output_name": ({"output_name": 3}, "output_name must be None or a text"),
    "cmap": ({"cmap": "no such"}, "cmap must be the name"),
    "line_kw": ({"line_kw": {"colour": "red"}}, "line_kw"),
    "figsize": ({"figsize": (0, 1)}, "figsize must be"),
    "not a model": ({"model": "mlp", "layer": 1}, "model"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors_leave_nothing_behind(case: str) -> None:
    options, message = ERRORS[case]
    ax = new_axes()
    before = ax.get_children()
    with pytest.raises((TypeError, ValueError), match=message):
        draw_neuron(ax=ax, **options)  # type: ignore[arg-type]
    assert ax.get_children() == before
    assert ax.axison
    with pytest.raises((TypeError, ValueError), match=message):
        draw_neuron(**options)  # type: ignore[arg-type]
    assert not plt.get_fignums()


def test_unfitted_model() -> None:
    with pytest.raises(NotFittedError):
        draw_neuron(MLPRegressor(), layer=1, neuron=0)


def test_axes_of_another_kind() -> None:
    with pytest.raises(TypeError, match="ax must be a matplotlib Axes"):
        draw_neuron(ax="here")  # type: ignore[arg-type]


CASES: dict[str, dict[str, Any]] = {
    "three symbols": {},
    "k symbols, bias as an input": {"n_inputs": "k", "bias": "input"},
    "one symbol": {"n_inputs": 1, "activation": "tanh", "notation": "nielsen"},
    "30 symbols": {"n_inputs": 30, "activation": "gelu"},
    "model": {"model": iris(), "layer": 1, "neuron": 1},
    "sample": {"model": iris(), "layer": 1, "neuron": 1, "sample": FLOWER},
    "sample, bias as an input": {
        "model": iris(), "layer": 1, "neuron": 2, "sample": FLOWER, "bias": "input",
    },
    "output": {"model": circles(), "layer": 3, "sample": [0.5, -1.0]},
    "softmax": {"model": iris(), "layer": 3, "neuron": 2},
    "softmax with a sample": {"model": iris(), "layer": 3, "neuron": 2, "sample": FLOWER},
    "wide": {"model": wide(), "layer": 1, "neuron": 2},
    "wide with a sample": {
        "model": wide(), "layer": 1, "neuron": 2, "sample": fixed_array(30, seed=3),
    },
    "long names": {
        "model": named_at_length(), "layer": 1, "neuron": 2, "sample": [*FLOWER, 0.1],
        "output_name": "a rather long name for what comes out of it in the end",
    },
    "skips": {"model": skipping(), "layer": 3, "neuron": 1, "sample": [0.5, 1.0, -1.0]},
}  # fmt: skip
SHAPES = {"6.4x4.8 in": (6.4, 4.8), "3x3 in": (3, 3), "16:9 slide": (13.33, 7.5), "4x8 in": (4, 8),
          "12x3 in": (12, 3)}  # fmt: skip


def pictures() -> list[Any]:
    """Each case at most of the shapes, with the styles in turn."""
    styles = list(STYLES)
    return [
        pytest.param(case, shape, styles[(k + n * 5) % len(styles)])
        for k, case in enumerate(CASES)
        for n, shape in enumerate(SHAPES)
        if (k + n) % 5 > 1
    ]


@pytest.mark.parametrize(("case", "shape", "chosen"), pictures())
def test_legible(case: str, shape: str, chosen: str) -> None:
    with style(chosen) as sheet:
        ax = Figure(figsize=SHAPES[shape]).add_axes((0.02, 0.02, 0.96, 0.96))
        display = draw_neuron(ax=ax, **CASES[case])
        assert_legible(display.figure_, paper=sheet.paper, slides=sheet.slides)
