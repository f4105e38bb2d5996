"""The chain rule along a path: formulas in three notations, values, places in the picture."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from nnviz.gradients import forward
from nnviz.network import Connection, Layer, Network
from nnviz.notation import NOTATIONS
from nnviz.paths import Factor, chain_rule, gradient_paths
from tests.random_networks import HIDDEN, OUTPUTS, parameters, random_network, random_problem

SIZES = [2, 8, 6, 1]
OUT = r"(\mathrm{out})"

# The weight from input 0 into neuron 4, along neuron 3 of the second hidden layer.
EXPECTED = {
    "course": (
        "X_{0}",
        r"h^{(1)\prime}(z^{(1)}_{4})",
        "w^{(2)}_{43}",
        r"h^{(2)\prime}(z^{(2)}_{3})",
        rf"w^{{{OUT}}}_{{30}}",
        rf"h^{{{OUT}\prime}}(z^{{{OUT}}}_{{0}})",
        r"\frac{\partial \mathcal{L}}{\partial \hat{y}}",
    ),
    "islp": (
        "X_{1}",
        r"g^{\prime}(z^{(1)}_{5})",
        "w^{(2)}_{45}",
        r"g^{\prime}(z^{(2)}_{4})",
        r"\beta_{14}",
        r"g_{\mathrm{out}}^{\prime}(Z_{1})",
        r"\frac{\partial R(\theta)}{\partial f(X)}",
    ),
    "nielsen": (
        "x_{1}",
        r"\sigma^{\prime}(z^{2}_{5})",
        "w^{3}_{45}",
        r"\sigma^{\prime}(z^{3}_{4})",
        "w^{4}_{14}",
        r"\sigma^{\prime}(z^{4}_{1})",
        r"\frac{\partial C}{\partial a^{L}}",
    ),
}


def symbols(rule):
    return tuple(factor.symbol for factor in rule.factors)


def skip_architecture():
    layers = [Layer(2), Layer(3, "tanh"), Layer(2, "tanh"), Layer(2, "identity")]
    pairs = [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3)]
    return Network(layers, [Connection(s, t) for s, t in pairs])


# ------------------------------------------------------------------------------ formulas


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_courses_path(notation):
    rule = chain_rule(SIZES, (1, 0, 4), (3, 0), notation=notation)
    assert symbols(rule) == EXPECTED[notation]
    assert rule.latex == r" \cdot ".join(EXPECTED[notation])
    assert [f.kind for f in rule.factors] == [
        "input", "slope", "weight", "slope", "weight", "slope", "loss",
    ]  # fmt: skip
    assert [f.neuron or f.edge for f in rule.factors] == [
        (0, 0), (1, 4), ((1, 4), (2, 3)), (2, 3), ((2, 3), (3, 0)), (3, 0), (3, 0),
    ]  # fmt: skip
    assert all(factor.value is None for factor in rule.factors)
    assert (rule.product, rule.sample, rule.path) == (None, None, (3, 0))
    assert repr(rule) == "<ChainRule of weight (1, 0, 4) along (3, 0): 7 factors>"


def test_the_whole_sum():
    rule = chain_rule(SIZES, (1, 0, 4), (3, 0))
    assert rule.gradient_latex == r"\frac{\partial \mathcal{L}}{\partial w^{(1)}_{04}}"
    assert rule.sum_latex == (
        rule.gradient_latex + r" = \frac{1}{n} \sum_{s} \left[ \sum_{k_{2}=0}^{5} "
        r"X_{0} \, h^{(1)\prime}(z^{(1)}_{4}) \, w^{(2)}_{4k_{2}} "
        r"\, h^{(2)\prime}(z^{(2)}_{k_{2}}) "
        rf"\, w^{{{OUT}}}_{{k_{{2}}0}} \, h^{{{OUT}\prime}}(z^{{{OUT}}}_{{0}}) "
        r"\, \frac{\partial \mathcal{L}_{s}}{\partial \hat{y}} \right]_{s}"
    )


def test_the_whole_sum_counts_as_its_notation_does():
    islp = chain_rule([2, 3, 2], (1, 0, 2), (1,), notation="islp").sum_latex
    assert r"\sum_{k_{2}=1}^{2} X_{1}" in islp
    assert r"\beta_{k_{2}3}" in islp
    assert r"\frac{\partial R_{s}(\theta)}{\partial f_{k_{2}}(X)}" in islp
    nielsen = chain_rule([2, 3, 2], (1, 0, 2), (1,), notation="nielsen", index_base=0).sum_latex
    assert r"\sum_{k_{3}=0}^{1} x_{0}" in nielsen
    assert r"w^{3}_{k_{3}2}" in nielsen
    assert r"\frac{\partial C_{s}}{\partial a^{L}_{k_{3}}}" in nielsen


def test_a_weight_into_an_output():
    rule = chain_rule(SIZES, (3, 2, 0), ())
    slope = rf"h^{{{OUT}\prime}}(z^{{{OUT}}}_{{0}})"
    assert symbols(rule) == (
        "A^{(2)}_{2}", slope, r"\frac{\partial \mathcal{L}}{\partial \hat{y}}",
    )  # fmt: skip
    assert rule.sum_latex.endswith(
        rf"\left[ A^{{(2)}}_{{2}} \, {slope} "
        r"\, \frac{\partial \mathcal{L}_{s}}{\partial \hat{y}} \right]_{s}"
    )


def test_a_bias():
    rule = chain_rule(SIZES, (1, "bias", 4), (3, 0))
    weight = chain_rule(SIZES, (1, 0, 4), (3, 0))
    assert rule.factors[0] == Factor("1", None, "input")
    assert rule.factors[1:] == weight.factors[1:]
    assert rule.latex == weight.latex.removeprefix(r"X_{0} \cdot ")
    assert rule.gradient_latex == r"\frac{\partial \mathcal{L}}{\partial w^{(1)}_{B4}}"
    assert r"\sum_{k_{2}=0}^{5} h^{(1)\prime}" in rule.sum_latex


def test_a_path_that_skips_layers():
    network = skip_architecture()
    rule = chain_rule(network, ((0, 0), (1, 2)), ((3, 1),))
    assert rule.path == ((3, 1),)
    assert rule.factors[2].symbol == r"w^{(1 \to \mathrm{out})}_{21}"
    assert rule.factors[2].edge == ((1, 2), (3, 1))
    long, short = rule.sum_latex.split(" + ")
    assert r"\sum_{k_{2}=0}^{1} \sum_{k_{3}=0}^{1} X_{0}" in long
    assert r"\sum_{k_{3}=0}^{1} X_{0}" in short
    assert r"w^{(1 \to \mathrm{out})}_{2k_{3}}" in short
    assert short.endswith(r"\right]_{s}")
    skipping = chain_rule(network, ((0, 1), (2, 0)), ((3, 1),))
    assert r"\partial w^{(0 \to 2)}_{10}}" in skipping.gradient_latex


def test_sums_of_ways_that_are_not_there_are_not_written():
    # The neuron has an edge past layer 2 alone; layer 3 leads to no output.
    layers = [Layer(1), Layer(2, "tanh"), Layer(2, "tanh"), Layer(2, "tanh"), Layer(1, "identity")]
    connections = [
        Connection(0, 1),
        Connection(1, 2, exists=[[False, False], [True, True]]),
        Connection(1, 3),
        Connection(1, 4),
        Connection(2, 4),
    ]
    network = Network(layers, connections)
    one = chain_rule(network, ((0, 0), (1, 0)), ((4, 0),))
    assert " + " not in one.sum_latex
    assert r"w^{(1 \to \mathrm{out})}_{00}" in one.sum_latex
    two = chain_rule(network, ((0, 0), (1, 1)), ((4, 0),))
    assert two.sum_latex.count(" + ") == 1
    assert "k_{3}" not in two.sum_latex


def test_many_sums_are_not_all_written():
    layers = [Layer(1, "tanh" if k else None) for k in range(9)]
    connections = [Connection(s, t) for t in range(1, 9) for s in range(t)]
    rule = chain_rule(Network(layers, connections), ((0, 0), (1, 0)), ((8, 0),))
    assert rule.sum_latex.count(" + ") == 3
    assert r" + \cdots \right]" in rule.sum_latex


def test_there_is_no_rule_where_nothing_leads_on():
    layers = (Layer(1), Layer(1, "tanh"), Layer(1, "identity"))
    network = Network(layers, (Connection(0, 1), Connection(0, 2)))
    with pytest.raises(ValueError, match="it has none to anywhere"):
        chain_rule(network, ((0, 0), (1, 0)), ((2, 0),))


@pytest.mark.parametrize(("notation", "base"), list(itertools.product(NOTATIONS, (None, 0, 1))))
def test_everything_renders(notation, base):
    mathtext = pytest.importorskip("matplotlib.mathtext")
    parser = mathtext.MathTextParser("path")
    cases = [
        (SIZES, (1, 0, 4), (3, 0)),
        ([2, 15, 12, 3], (1, "bias", 14), (11, 2)),
        ([2, 15, 12, 3], (3, 11, 2), ()),
        (skip_architecture(), ((0, 0), (1, 2)), ((3, 1),)),
        (skip_architecture(), ((0, 1), (2, 0)), ((3, 1),)),
        (Network.from_sizes([2, 3, 3], out_activation="softmax"), (1, 0, 1), (2,)),
    ]
    for model, weight, path in cases:
        rule = chain_rule(model, weight, path, notation=notation, index_base=base)
        written = [rule.latex, rule.sum_latex, rule.gradient_latex, *symbols(rule)]
        if rule.residual_latex is not None:
            written.append(rule.residual_latex)
        for latex in written:
            assert "$" not in latex
            parser.parse(f"${latex}$")


# ------------------------------------------------------------------------------ residuals


@pytest.mark.parametrize(
    ("out", "loss", "n_residual"),
    [
        ("logistic", "auto", 2),
        ("exp", "auto", 2),
        ("softmax", "auto", 1),
        ("identity", "auto", 1),
        ("tanh", "auto", 1),
        ("logistic", "squared_error", 1),
        ("softplus", "poisson", 0),
        (None, "auto", 0),
        (None, "log_loss", 2),
        (None, "cross_entropy", 1),
        (None, "poisson", 0),
        (None, "squared_error", 1),
    ],
)
def test_which_factors_are_the_residual(out, loss, n_residual):
    network = Network.from_sizes([2, 3, 1], activation="tanh", out_activation=out)
    rule = chain_rule(network, (1, 0, 1), (0,), loss=loss)
    assert rule.n_residual == n_residual
    assert rule.residual_latex == (r"(\hat{y} - y) / n" if n_residual else None)


@pytest.mark.parametrize(
    ("notation", "residual"),
    [
        ("course", r"(\hat{y}_{1} - y_{1}) / n"),
        ("islp", "(f_{2}(X) - y_{2}) / n"),
        ("nielsen", "(a^{L}_{2} - y_{2}) / n"),
    ],
)
def test_softmax_takes_the_loss_and_the_output_in_one(notation, residual):
    network = Network.from_sizes([2, 3, 3], activation="tanh", out_activation="softmax")
    rule = chain_rule(network, (1, 0, 1), (1,), notation=notation)
    assert [factor.kind for factor in rule.factors] == ["input", "slope", "weight", "loss"]
    assert rule.factors[-1].neuron == (2, 1)
    assert rule.residual_latex == residual
    if notation == "course":
        loss = rf"\frac{{\partial \mathcal{{L}}}}{{\partial z^{{{OUT}}}_{{1}}}}"
        assert rule.factors[-1].symbol == loss


def test_the_residual_is_that_of_the_output_at_the_paths_end():
    network = Network.from_sizes([2, 3, 3, 3], activation="tanh", out_activation="identity")
    rule = chain_rule(network, (1, 0, 1), (0, 2))
    assert rule.residual_latex == r"(\hat{y}_{2} - y_{2}) / n"


# -------------------------------------------------------------------------------- values


CASES = [
    pytest.param(
        k % 4, hidden, loss, out, 1 + k % 3 if out != "softmax" else 2, skips,
        id=f"{k % 4}-{hidden}-{loss}-{out}{'-skips' * skips}",
    )
    for k, (hidden, (loss, out), skips) in enumerate(
        [
            *((name, pair, skips) for name in ("tanh", "relu") for pair in OUTPUTS
              for skips in (False, True)),
            *((name, OUTPUTS[0], False) for name in HIDDEN),
        ]
    )
]  # fmt: skip


@pytest.mark.parametrize(("n_hidden", "hidden", "loss", "out", "n_outputs", "skips"), CASES)
def test_values_multiply_to_the_paths_product(n_hidden, hidden, loss, out, n_outputs, skips):
    network, X, y = random_problem(n_hidden, hidden, loss, out, n_outputs, skips=skips)
    passed = forward(network, X)
    for weight, _ in list(parameters(network))[:: 2 + 3 * n_hidden]:
        paths = gradient_paths(network, weight, X, y, loss=loss)
        for path in paths.paths[::4]:
            for sample in (0, 2):
                rule = chain_rule(network, weight, path, X=X, y=y, sample=sample, loss=loss)
                values = [factor.value for factor in rule.factors]
                expected = paths.sample_products_of(path)[sample]
                assert math.prod(values) == pytest.approx(expected, rel=1e-12, abs=1e-300)
                assert rule.product == pytest.approx(expected, rel=1e-12, abs=1e-300)
                for factor in rule.factors:
                    if factor.kind == "weight":
                        (source, i), (target, j) = factor.edge
                        assert factor.value == network.connection(source, target).weights[i, j]
                    elif factor.kind == "input" and factor.neuron is not None:
                        layer, i = factor.neuron
                        assert factor.value == passed.activations[layer][sample, i]
                if rule.n_residual:
                    k = rule.factors[-1].neuron[1]
                    residual = (passed.output - y)[sample, k] / len(X)
                    last = math.prod(values[-rule.n_residual :])
                    assert last == pytest.approx(residual, rel=1e-12, abs=1e-300)


def test_slopes_are_those_of_the_activation():
    network, X, y = random_problem(2, "relu", "log_loss", "logistic", 1)
    rule = chain_rule(network, (1, 0, 1), (1, 0), X=X, y=y, sample=2)
    passed = forward(network, X)
    p = passed.output[2, 0]
    slopes = [factor.value for factor in rule.factors if factor.kind == "slope"]
    gates = [float(passed.preactivations[layer][2, 1] > 0) for layer in (1, 2)]
    assert slopes == pytest.approx([*gates, p * (1 - p)], rel=1e-12)
    loss_slope = (p - y[2, 0]) / (p * (1 - p)) / len(X)
    assert rule.factors[-1].value == pytest.approx(loss_slope, rel=1e-12)
    assert repr(rule).endswith(f"7 factors, sample 2: {rule.product:.4g}>")


def test_the_product_along_a_dead_path_is_0_and_not_minus_0():
    network = Network.from_arrays(
        [[[-1.0]], [[-2.0]]], activation="relu", out_activation="identity"
    )
    rule = chain_rule(network, (1, 0, 0), (0,), X=[[1.0]], y=[[-1.0]])
    assert rule.product == 0.0
    assert math.copysign(1.0, rule.product) == 1.0


def test_a_sure_and_wrong_prediction():
    # p = 1 to the last bit, so that p (1 - p) would be 0 and the loss's slope beyond bounds.
    network = Network.from_arrays([[[50.0]]], out_activation="logistic")
    rule = chain_rule(network, (1, 0, 0), (), X=[[1.0]], y=[0.0])
    assert rule.product == pytest.approx(1.0, rel=1e-12)
    slope, loss_slope = (factor.value for factor in rule.factors[1:])
    assert slope == pytest.approx(np.exp(-50.0), rel=1e-12)
    assert loss_slope == pytest.approx(np.exp(50.0), rel=1e-12)
    gone = Network.from_arrays([[[-800.0]]], out_activation="logistic")
    rule = chain_rule(gone, (1, 0, 0), (), X=[[1.0]], y=[0.0])
    assert rule.product == 0.0


def test_the_strongest_path():
    network, X, y = random_problem(3, "tanh", "squared_error", "identity", 2)
    paths = gradient_paths(network, (1, 0, 1), X, y)
    rule = chain_rule(network, (1, 0, 1), "strongest", X=X, y=y, sample=1)
    assert rule.path == paths.strongest
    assert rule.product == pytest.approx(paths.sample_products_of(rule.path)[1], rel=1e-12)
    assert rule.sample == 1


# ------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": (4, 0, 0)}, r"weight: layer 4 does not exist; this network's layers are 1\.\."),
        ({"weight": (1, 0, 8)}, r"weight: neuron 8 does not exist; allowed are 0\.\.7"),
        ({"path": (3,)}, r"path: must be a tuple of 2.*allowed are 0\.\.5, 0\.\.0.*got \(3,\)"),
        ({"path": (6, 0)}, r"path: layer 2's neuron 6 does not exist; allowed are 0\.\.5"),
        ({"path": "best"}, "path: must be a tuple of neurons, or \"strongest\"; got 'best'"),
        ({"path": "strongest"}, "path: the strongest is known with data only; give X and y"),
        ({"X": [[1.0, 2.0]]}, "y: X and y must be given together"),
        ({"y": [1.0]}, "X: X and y must be given together"),
        ({"notation": "latin"}, 'notation: must be one of "course", "islp", "nielsen"'),
        ({"index_base": 2}, "index_base: must be 0 or 1"),
        ({"loss": "mse"}, "loss: must be one of auto"),
        ({"X": [[1.0, 2.0]], "y": [1.0]}, "model: this network cannot be computed"),
    ],
)
def test_what_is_refused(options, message):
    arguments = {"model": SIZES, "weight": (1, 0, 4), "path": (3, 0), **options}
    with pytest.raises(ValueError, match=message):
        chain_rule(**arguments)


@pytest.mark.parametrize(
    "options", [{"path": None}, {"path": 3}, {"weight": None}, {"notation": 3}, {"loss": 3}]
)
def test_wrong_types(options):
    with pytest.raises(TypeError, match=next(iter(options))):
        chain_rule(**{"model": SIZES, "weight": (1, 0, 4), "path": (3, 0), **options})


def test_samples_that_are_not_there():
    network, X, y = random_problem(1, "tanh", "squared_error", "identity", 1)
    for sample in (3, -1):
        with pytest.raises(ValueError, match=r"sample: row .* does not exist; allowed are 0\.\.2"):
            chain_rule(network, (1, 0, 1), (0,), X=X, y=y, sample=sample)
    with pytest.raises(TypeError, match="sample must be an integer"):
        chain_rule(network, (1, 0, 1), (0,), X=X, y=y, sample=0.5)
    with pytest.raises(ValueError, match="y: must have as many rows as X"):
        chain_rule(network, (1, 0, 1), (0,), X=X, y=y[:2])


def test_labels_never_seen():
    network = random_network(np.random.default_rng(0), [2, 3, 1], "relu", "logistic")
    network = Network(network.layers, network.connections, classes=["no", "yes"])
    with pytest.raises(ValueError, match="y: the model does not know the label 'maybe'"):
        chain_rule(network, (1, 0, 1), (0,), X=[[1.0, 2.0]], y=["maybe"])


def test_a_bias_that_is_not_there():
    network = Network.from_sizes([2, 3, 1], bias=False)
    with pytest.raises(ValueError, match="weight: neuron 1 of layer 1 has no bias"):
        chain_rule(network, (1, "bias", 1), (0,))


def test_a_hidden_softmax_is_refused():
    network = Network.from_sizes([2, 3, 2, 1], activation="softmax")
    with pytest.raises(ValueError, match="model: layer 1 is a hidden softmax layer"):
        chain_rule(network, (1, 0, 1), (0, 0))
