"""Losses: values against scikit-learn's, gradients against finite differences, pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_poisson_deviance, mean_squared_error

from nnviz.activations import get_activation
from nnviz.losses import LOSSES, check_targets, output_delta, resolve_loss

PAIRS = [
    ("squared_error", "identity"),
    ("squared_error", "logistic"),
    ("squared_error", "tanh"),
    ("squared_error", "exp"),
    ("log_loss", "logistic"),
    ("cross_entropy", "softmax"),
    ("poisson", "exp"),
    ("poisson", "softplus"),
]


def example(loss, n_samples=6, n_outputs=3):
    rng = np.random.default_rng(5)
    z = rng.normal(size=(n_samples, n_outputs))
    if loss == "log_loss":
        y = rng.integers(0, 2, size=z.shape).astype(float)
    elif loss == "cross_entropy":
        y = np.eye(n_outputs)[rng.integers(0, n_outputs, n_samples)]
    elif loss == "poisson":
        y = rng.poisson(1.5, size=z.shape).astype(float)
    else:
        y = rng.normal(size=z.shape)
    return y, z


def central_difference(function, point, step=1e-6):
    gradient = np.empty_like(point)
    for place in np.ndindex(point.shape):
        up, down = point.copy(), point.copy()
        up[place] += step
        down[place] -= step
        gradient[place] = (function(up) - function(down)) / (2 * step)
    return gradient


@pytest.mark.parametrize(("name", "activation"), PAIRS)
def test_gradient_is_the_central_difference(name, activation):
    loss = LOSSES[name]
    y, z = example(name)
    output = get_activation(activation).function(z)
    numeric = central_difference(lambda a: loss.value(y, a), output)
    np.testing.assert_allclose(loss.gradient(y, output), numeric, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("name", "activation"), PAIRS)
def test_output_delta_is_the_central_difference_through_the_activation(name, activation):
    loss, function = LOSSES[name], get_activation(activation).function
    y, z = example(name)
    numeric = central_difference(lambda x: loss.value(y, function(x)), z)
    delta = output_delta(loss, get_activation(activation), y, z, function(z))
    np.testing.assert_allclose(delta, numeric, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("name", "activation"), [(n, ls.canonical) for n, ls in LOSSES.items()])
def test_a_canonical_pair_keeps_its_gradient_where_the_neuron_saturates(name, activation):
    y = np.array([[0.0, 1.0]])
    z = np.array([[40.0, -40.0]])
    output = get_activation(activation).function(z)
    delta = output_delta(LOSSES[name], get_activation(activation), y, z, output)
    np.testing.assert_array_equal(delta, output - y)


def test_half_squared_error_is_summed_over_outputs():
    y, output = example("squared_error")
    expected = 0.5 * mean_squared_error(y, output) * y.shape[1]
    assert LOSSES["squared_error"].value(y, output) == pytest.approx(expected, rel=1e-14)


def test_log_loss_is_scikit_learns():
    y, z = example("log_loss", n_outputs=1)
    p = get_activation("logistic").function(z)
    assert LOSSES["log_loss"].value(y, p) == pytest.approx(log_loss(y, p), rel=1e-12)


def test_cross_entropy_is_scikit_learns():
    y, z = example("cross_entropy")
    p = get_activation("softmax").function(z)
    assert LOSSES["cross_entropy"].value(y, p) == pytest.approx(log_loss(y, p), rel=1e-12)


def test_poisson_is_half_the_deviance():
    y, z = example("poisson", n_outputs=1)
    output = np.exp(z)
    expected = 0.5 * mean_poisson_deviance(y.ravel(), output.ravel())
    assert LOSSES["poisson"].value(y, output) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("name", "activation"), PAIRS)
def test_values_are_those_of_the_installed_multilayer_perceptron(name, activation):
    base = pytest.importorskip("sklearn.neural_network._base")
    theirs = {
        "squared_error": "squared_loss",
        "log_loss": "binary_log_loss",
        "cross_entropy": "log_loss",
        "poisson": "poisson_loss",
    }[name]
    if not hasattr(base, theirs):
        pytest.skip("this version of scikit-learn has no such loss")
    y, z = example(name)
    output = get_activation(activation).function(z)
    value = getattr(base, theirs)(y, output)
    if name == "squared_error":
        value *= y.shape[1]  # scikit-learn means over the outputs, too
    assert LOSSES[name].value(y, output) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("name", ["log_loss", "cross_entropy"])
def test_a_certain_and_wrong_prediction_has_a_finite_loss(name):
    y, p = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    assert np.isfinite(LOSSES[name].value(y, p))
    assert np.isfinite(LOSSES[name].gradient(y, p)).all()


def test_poisson_of_no_events():
    loss = LOSSES["poisson"]
    y, output = np.array([[0.0], [0.0]]), np.array([[0.0], [2.0]])
    assert loss.value(y, output) == 1.0
    np.testing.assert_array_equal(loss.gradient(y, output), [[0.5], [0.5]])


@pytest.mark.parametrize(
    ("activation", "name"),
    [
        ("logistic", "log_loss"),
        ("softmax", "cross_entropy"),
        ("exp", "poisson"),
        ("identity", "squared_error"),
        ("tanh", "squared_error"),
        ("relu", "squared_error"),
    ],
)
def test_auto_follows_the_output_activation(activation, name):
    assert resolve_loss("auto", activation) is LOSSES[name]


@pytest.mark.parametrize(("name", "activation"), PAIRS)
def test_pairs_that_make_sense(name, activation):
    assert resolve_loss(name, activation) is LOSSES[name]
    assert resolve_loss(LOSSES[name], activation) is LOSSES[name]


@pytest.mark.parametrize(
    ("name", "activation", "message"),
    [
        ("squared_error", "softmax", "does not factor neuron by neuron.*use cross_entropy"),
        (
            "log_loss",
            "softmax",
            "for outputs that are logistic.*are softmax, with which go cross_entropy",
        ),
        ("log_loss", "identity", "are identity, with which go squared_error"),
        ("cross_entropy", "logistic", "with which go squared_error, log_loss"),
        ("poisson", "identity", "poisson is for outputs that are exp or softplus"),
    ],
)
def test_pairs_that_make_no_sense(name, activation, message):
    with pytest.raises(ValueError, match=message):
        resolve_loss(name, activation)
    with pytest.raises(ValueError, match=message):
        output_delta(LOSSES[name], get_activation(activation), *[np.full((1, 2), 0.5)] * 3)


def test_a_loss_of_ones_own_for_what_has_no_derivative():
    loss = replace(LOSSES["squared_error"], activations=("softmax",))
    with pytest.raises(ValueError, match="activation: softmax has no derivative by neuron, which"):
        output_delta(loss, get_activation("softmax"), *[np.full((1, 2), 0.5)] * 3)


def test_unknown_losses():
    with pytest.raises(ValueError, match=r"loss: must be one of auto, squared_error.*'hinge'"):
        resolve_loss("hinge", "identity")
    with pytest.raises(TypeError, match="loss: must be a name"):
        resolve_loss(None, "identity")
    with pytest.raises(ValueError, match="does not know; name one of squared_error"):
        resolve_loss("auto", None)
    assert resolve_loss("log_loss", None) is LOSSES["log_loss"]


@pytest.mark.parametrize(
    ("name", "y", "message"),
    [
        ("log_loss", [[0.0], [2.0]], "targets from 0 to 1; output 0 of row 1 has 2"),
        ("poisson", [[1.0, -3.0]], "targets 0 or more; output 1 of row 0 has -3"),
        ("cross_entropy", [[0.5, 0.5], [1.0, 1.0]], "add up to 1; row 1 adds up to 2"),
    ],
)
def test_targets_that_a_loss_is_not_defined_for(name, y, message):
    with pytest.raises(ValueError, match=message):
        check_targets(LOSSES[name], np.array(y))


def test_arguments_stay_as_they_were():
    for name, activation in PAIRS:
        y, z = example(name)
        output = get_activation(activation).function(z)
        for array in (y, z, output):
            array.setflags(write=False)
        LOSSES[name].value(y, output)
        output_delta(LOSSES[name], get_activation(activation), y, z, output)


@pytest.mark.parametrize("name", LOSSES)
def test_formulas_render(name):
    mathtext = pytest.importorskip("matplotlib.mathtext")
    mathtext.MathTextParser("path").parse(f"${LOSSES[name].formula}$")


def test_labels():
    assert [loss.label for loss in LOSSES.values()] == [
        "half squared error",
        "log loss",
        "cross-entropy",
        "Poisson loss",
    ]
    assert repr(LOSSES["poisson"]) == "<Loss poisson>"
