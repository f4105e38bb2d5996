"""Activations: values, derivatives against finite differences, ranges, stability, names."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.activations import ACTIVATIONS, canonical_name, get_activation

BY_NEURON = [name for name in ACTIVATIONS if name != "softmax"]
NAMES = [
    "identity",
    "logistic",
    "tanh",
    "relu",
    "softmax",
    "exp",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
    "softsign",
    "step",
]


def points(activation, low=-6.0, high=6.0):
    """Points spread over the interesting part of the line, away from the kinks."""
    z = np.linspace(low, high, 241)
    for kink in activation.kinks:
        z = z[np.abs(z - kink) > 1e-3]
    return z


def test_the_names_are_those_promised():
    assert list(ACTIVATIONS) == NAMES
    assert all(ACTIVATIONS[name].name == name for name in NAMES)


def test_labels():
    labels = {name: ACTIVATIONS[name].label for name in ("relu", "logistic", "exp", "leaky_relu")}
    assert labels == {
        "relu": "ReLU",
        "logistic": "sigmoid (logistic)",
        "exp": "exponential",
        "leaky_relu": "leaky ReLU",
    }


@pytest.mark.parametrize("name", BY_NEURON)
def test_derivative_is_the_central_difference(name):
    activation = ACTIVATIONS[name]
    z = points(activation)
    # ELU and softsign have a slope, but no second derivative, at 0.
    z = z[z != 0] if name in ("elu", "softsign") else z
    step = 1e-5
    numeric = (activation.function(z + step) - activation.function(z - step)) / (2 * step)
    exact = activation.derivative(z, activation.function(z))
    np.testing.assert_allclose(exact, numeric, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("name", BY_NEURON)
def test_slope_jumps_at_the_kinks_and_nowhere_else(name):
    activation = ACTIVATIONS[name]

    def jump(z):
        ends = np.array([z - 1e-9, z + 1e-9])
        values = activation.function(ends)
        slopes = activation.derivative(ends, values)
        return max(abs(slopes[1] - slopes[0]), abs(values[1] - values[0]))

    for z in (-2.5, -1.0, 0.0, 1.0, 2.5):
        assert (jump(z) > 1e-3) == (z in activation.kinks)


@pytest.mark.parametrize("name", BY_NEURON)
@pytest.mark.parametrize("size", [1e1, 1e3, 1e300])
def test_far_out_nothing_warns_and_nothing_is_nan(name, size):
    activation = ACTIVATIONS[name]
    z = np.array([-size, size])
    a = activation.function(z)
    slope = activation.derivative(z, a)
    for values in (a, slope):
        assert not np.isnan(values).any()
        assert name == "exp" or np.isfinite(values).all()


@pytest.mark.parametrize("name", NAMES)
def test_values_stay_in_the_range_and_come_near_its_ends(name):
    activation = ACTIVATIONS[name]
    low, high = activation.range
    z = np.linspace(-700, 700, 140_001)
    if name == "softmax":
        z = np.stack([z, np.zeros_like(z)], axis=1)
    a = activation.function(z)
    assert a.min() >= low - 1e-15
    assert a.max() <= high + 1e-15
    if np.isfinite(low):
        assert a.min() == pytest.approx(low, abs=2e-3)
    if np.isfinite(high):
        assert a.max() == pytest.approx(high, abs=2e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.float64])
def test_results_are_new_float64_arrays_and_the_input_stays(name, dtype):
    activation = ACTIVATIONS[name]
    z = np.array([[-1, 0, 2], [3, 1, -2]], dtype=dtype)
    before = z.copy()
    a = activation.function(z)
    assert (a.dtype, a.shape) == (np.float64, z.shape)
    assert not np.shares_memory(a, z)
    if activation.derivative is not None:
        slope = activation.derivative(z.astype(np.float64), a)
        assert (slope.dtype, slope.shape) == (np.float64, z.shape)
        assert not np.shares_memory(slope, a)
    np.testing.assert_array_equal(z, before)


@pytest.mark.parametrize("name", NAMES)
def test_nan_stays_nan(name):
    assert np.isnan(ACTIVATIONS[name].function(np.array([np.nan, 1.0]))[0])


@pytest.mark.parametrize(
    ("name", "z", "value"),
    [
        ("logistic", 2.0, 1 / (1 + np.exp(-2.0))),
        ("tanh", 1.0, 0.7615941559557649),
        ("leaky_relu", -3.0, -0.03),
        ("elu", -1.0, np.exp(-1) - 1),
        ("selu", -1.0, 1.0507009873554805 * 1.6732632423543772 * (np.exp(-1) - 1)),
        ("gelu", 1.0, 0.8413447460685429),
        ("silu", -1.0, -1 / (1 + np.e)),
        ("softplus", 0.0, np.log(2)),
        ("softsign", -3.0, -0.75),
        ("step", -0.001, 0.0),
        ("step", 0.0, 1.0),
    ],
)
def test_known_values(name, z, value):
    assert ACTIVATIONS[name].function(z) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01), ("elu", 1.0), ("step", 0.0)]
)
def test_slope_at_zero(name, slope):
    activation = ACTIVATIONS[name]
    zero = np.zeros(1)
    assert activation.derivative(zero, activation.function(zero))[0] == slope


def test_logistic_keeps_its_digits_on_the_left():
    assert get_activation("logistic").function(-700.0) == pytest.approx(np.exp(-700.0), rel=1e-12)


def test_softmax_rows_add_up_to_one_however_large():
    z = np.array([[1e3, -1e3, 0.0], [-1e300, 1e300, 0.0], [5.0, 5.0, 5.0]])
    a = get_activation("softmax").function(z)
    np.testing.assert_allclose(a.sum(axis=1), 1.0)
    np.testing.assert_allclose(a[2], 1 / 3)


def test_softmax_has_no_derivative_by_neuron():
    assert get_activation("softmax").derivative is None


@pytest.mark.parametrize(
    ("alias", "name"), [("sigmoid", "logistic"), ("linear", "identity"), ("swish", "silu")]
)
def test_aliases(alias, name):
    assert canonical_name(alias) == name
    assert get_activation(alias) is ACTIVATIONS[name]


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"activation: must be one of .*relu.*; got 'rely'"):
        get_activation("rely")


def test_a_name_is_a_string():
    with pytest.raises(TypeError, match="activation: must be a name"):
        canonical_name(3)


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = None


def test_repr_is_one_line():
    assert repr(get_activation("relu")) == "<Activation relu>"


@pytest.mark.parametrize("name", NAMES)
def test_formulas_render(name):
    mathtext = pytest.importorskip("matplotlib.mathtext")
    formula = ACTIVATIONS[name].formula
    assert "$" not in formula
    mathtext.MathTextParser("path").parse(f"${formula}$")
