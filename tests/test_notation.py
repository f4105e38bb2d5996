"""Notations: what each book writes for the same neurons and weights."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nnviz.notation import NOTATIONS, get_notation

OUT = r"(\mathrm{out})"

# A 2-8-6-1 network: four layers, the inputs included. Zero-based: the weight from input 0 into
# neuron 4 of layer 1, from neuron 4 of layer 1 into neuron 3 of layer 2, and into the output.
EXPECTED = {
    "course": {
        "input": "X_{0}",
        "activation": "A^{(1)}_{4}",
        "preactivation": "z^{(2)}_{3}",
        "out preactivation": f"z^{{{OUT}}}_{{0}}",
        "weight": "w^{(1)}_{04}",
        "middle weight": "w^{(2)}_{43}",
        "out weight": f"w^{{{OUT}}}_{{30}}",
        "bias": "w^{(1)}_{B4}",
        "out bias": f"w^{{{OUT}}}_{{B0}}",
        "output": r"\hat{y}",
        "second of outputs": r"\hat{y}_{1}",
        "function": "h^{(1)}",
        "out function": f"h^{{{OUT}}}",
        "loss": r"\mathcal{L}",
        "wide": "w^{(2)}_{12,3}",
        "wide bias": "w^{(1)}_{B,14}",
    },
    "islp": {
        "input": "X_{1}",
        "activation": "A^{(1)}_{5}",
        "preactivation": "z^{(2)}_{4}",
        "out preactivation": "Z_{1}",
        "weight": "w^{(1)}_{51}",
        "middle weight": "w^{(2)}_{45}",
        "out weight": r"\beta_{14}",
        "bias": "w^{(1)}_{50}",
        "out bias": r"\beta_{10}",
        "output": "f(X)",
        "second of outputs": "f_{2}(X)",
        "function": "g",
        "out function": r"g_{\mathrm{out}}",
        "loss": r"R(\theta)",
        "wide": "w^{(2)}_{4,13}",
        "wide bias": "w^{(1)}_{15,0}",
    },
    "nielsen": {
        "input": "x_{1}",
        "activation": "a^{2}_{5}",
        "preactivation": "z^{3}_{4}",
        "out preactivation": "z^{4}_{1}",
        "weight": "w^{2}_{51}",
        "middle weight": "w^{3}_{45}",
        "out weight": "w^{4}_{14}",
        "bias": "b^{2}_{5}",
        "out bias": "b^{4}_{1}",
        "output": "a^{L}",
        "second of outputs": "a^{L}_{2}",
        "function": r"\sigma",
        "out function": r"\sigma",
        "loss": "C",
        "wide": "w^{3}_{4,13}",
        "wide bias": "b^{2}_{15}",
    },
}


def written(notation):
    return {
        "input": notation.input(0),
        "activation": notation.activation(1, 4, 4),
        "preactivation": notation.preactivation(2, 3, 4),
        "out preactivation": notation.preactivation(3, 0, 4),
        "weight": notation.weight(1, 0, 4, 4),
        "middle weight": notation.weight(2, 4, 3, 4),
        "out weight": notation.weight(3, 3, 0, 4),
        "bias": notation.bias(1, 4, 4),
        "out bias": notation.bias(3, 0, 4),
        "output": notation.output(0, 1),
        "second of outputs": notation.output(1, 3),
        "function": notation.function(1, 4),
        "out function": notation.function(3, 4),
        "loss": notation.loss(),
        "wide": notation.weight(2, 12, 3, 4),
        "wide bias": notation.bias(1, 14, 4),
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_book_writes(name):
    assert written(get_notation(name)) == EXPECTED[name]


@pytest.mark.parametrize(("name", "base"), list(itertools.product(EXPECTED, (None, 0, 1))))
def test_everything_renders(name, base):
    mathtext = pytest.importorskip("matplotlib.mathtext")
    parser = mathtext.MathTextParser("path")
    for latex in written(get_notation(name, base)).values():
        assert "$" not in latex
        parser.parse(f"${latex}$")


@pytest.mark.parametrize(("name", "base"), list(itertools.product(EXPECTED, (0, 1))))
def test_no_two_weights_of_a_network_share_a_name(name, base):
    notation = get_notation(name, base)
    sizes = (3, 12, 13, 2)
    symbols = [
        notation.weight(layer, i, j, len(sizes))
        for layer in range(1, len(sizes))
        for i in (*range(sizes[layer - 1]), "bias")
        for j in range(sizes[layer])
    ]
    assert len(set(symbols)) == len(symbols)


def test_index_base_changes_what_is_printed_only():
    assert get_notation("course", 1).weight(1, 0, 4, 4) == "w^{(1)}_{15}"
    assert get_notation("nielsen", 0).weight(1, 0, 4, 4) == "w^{2}_{40}"
    # 0 is a neuron then, so that the bias needs a letter.
    assert get_notation("islp", 0).bias(1, 4, 4) == "w^{(1)}_{4B}"
    assert get_notation("course").index_base == 0


@pytest.mark.parametrize("name", EXPECTED)
def test_the_bias_by_its_name(name):
    notation = get_notation(name)
    assert notation.weight(1, "bias", 4, 4) == notation.bias(1, 4, 4)
    assert notation.weight(3, "bias", 0, 4) == notation.bias(3, 0, 4)


def test_letters_and_whole_layers():
    course = get_notation("course")
    assert course.weight(1, "i", "j", 4) == "w^{(1)}_{ij}"
    assert course.activation(1, None, 4) == "A^{(1)}"
    assert course.output(None, 3) == r"\hat{y}"
    assert get_notation("islp").weight(1, "j", "k", 4) == "w^{(1)}_{kj}"
    assert get_notation("islp").weight(3, r"\ell", "m", 4) == r"\beta_{m\ell}"
    assert get_notation("nielsen").weight(1, "k", "j", 4) == "w^{2}_{jk}"


def test_numpy_indices():
    assert get_notation("course").weight(1, np.int64(0), np.int64(4), 4) == "w^{(1)}_{04}"


@pytest.mark.parametrize("name", EXPECTED)
def test_layer_0_is_the_inputs(name):
    notation = get_notation(name)
    first = notation.activation(0, 1, 4)
    assert first == ("a^{1}_{2}" if name == "nielsen" else notation.input(1))


def test_a_network_without_hidden_layers():
    assert get_notation("course").weight(1, 0, 0, 2) == f"w^{{{OUT}}}_{{00}}"
    assert get_notation("islp").weight(1, 1, 0, 2) == r"\beta_{12}"


def test_a_notation_is_taken_as_it_is():
    notation = get_notation("islp", 0)
    assert get_notation(notation) is notation
    assert get_notation(notation, 1) == NOTATIONS["islp"]


def test_what_is_refused():
    with pytest.raises(ValueError, match=r'notation: must be one of "course", "islp", "nielsen"'):
        get_notation("bishop")
    with pytest.raises(TypeError, match="notation: must be a name"):
        get_notation(3)
    for base in (2, -1, True, "1"):
        with pytest.raises(ValueError, match="index_base: must be 0 or 1"):
            get_notation("course", base)


@pytest.mark.parametrize(
    ("name", "hidden", "out"),
    [
        ("course", r"w^{(0 \to 2)}_{13}", r"w^{(1 \to \mathrm{out})}_{30}"),
        ("islp", r"w^{(0 \to 2)}_{42}", r"\beta^{(1 \to \mathrm{out})}_{14}"),
        ("nielsen", r"w^{1 \to 3}_{42}", r"w^{2 \to 4}_{14}"),
    ],
)
def test_weights_that_skip_layers_name_both_layers(name, hidden, out):
    notation = get_notation(name)
    assert notation.weight(2, 1, 3, 4, source=0) == hidden
    assert notation.weight(3, 3, 0, 4, source=1) == out
    assert notation.weight(2, 1, 3, 4, source=1) == notation.weight(2, 1, 3, 4)
    mathtext = pytest.importorskip("matplotlib.mathtext")
    for latex in (hidden, out):
        mathtext.MathTextParser("path").parse(f"${latex}$")


@pytest.mark.parametrize(
    ("name", "slope", "out_slope", "target", "loss"),
    [
        (
            "course",
            r"h^{(1)\prime}(z^{(1)}_{4})",
            rf"h^{{{OUT}\prime}}(z^{{{OUT}}}_{{0}})",
            "y_{1}",
            r"\mathcal{L}_{s}",
        ),
        (
            "islp",
            r"g^{\prime}(z^{(1)}_{5})",
            r"g_{\mathrm{out}}^{\prime}(Z_{1})",
            "y_{2}",
            r"R_{s}(\theta)",
        ),
        (
            "nielsen",
            r"\sigma^{\prime}(z^{2}_{5})",
            r"\sigma^{\prime}(z^{4}_{1})",
            "y_{2}",
            "C_{s}",
        ),
    ],
)
def test_slopes_targets_and_a_samples_loss(name, slope, out_slope, target, loss):
    notation = get_notation(name)
    assert notation.slope(1, 4, 4) == slope
    assert notation.slope(3, 0, 4) == out_slope
    assert notation.target(1, 3) == target
    assert notation.target(0, 1) == "y"
    assert notation.loss("s") == loss
    mathtext = pytest.importorskip("matplotlib.mathtext")
    for latex in (slope, out_slope, target, loss):
        mathtext.MathTextParser("path").parse(f"${latex}$")
