"""The passes over a Network: against finite differences, with skips, absent neurons, and lacks."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from nnviz.activations import ACTIVATIONS, get_activation
from nnviz.losses import LOSSES
from nnviz.network import Connection, Layer, Network
from nnviz.propagation import backpropagate, propagate

PAIRS = {
    "squared_error": "identity",
    "log_loss": "logistic",
    "cross_entropy": "softmax",
    "poisson": "exp",
}
BY_NEURON = [name for name in ACTIVATIONS if name not in ("softmax", "step")]
PLAIN = ()
SKIPS = ((0, 2), (0, 3), (1, 3))


def random_network(rng, sizes, activation, out_activation, *, skips=PLAIN, missing=0.0, bias=True):
    """Make a network of random weights, some of which need not exist."""
    names = [None, *[activation] * (len(sizes) - 2), out_activation]
    layers = [
        Layer(size, activation=name, bias=rng.normal(size=size) if k and bias else None)
        for k, (size, name) in enumerate(zip(sizes, names, strict=True))
    ]
    pairs = [(k, k + 1) for k in range(len(sizes) - 1)]
    pairs += [(source, target) for source, target in skips if target < len(sizes)]
    connections = []
    for source, target in pairs:
        shape = (sizes[source], sizes[target])
        exists = rng.random(shape) >= missing
        connections.append(Connection(source, target, 0.6 * rng.normal(size=shape), exists))
    return Network(tuple(layers), tuple(connections))


def random_targets(rng, loss, shape):
    if loss == "log_loss":
        return rng.integers(0, 2, size=shape).astype(float)
    if loss == "cross_entropy":
        return np.eye(shape[1])[rng.integers(0, shape[1], shape[0])]
    if loss == "poisson":
        return rng.poisson(1.5, size=shape).astype(float)
    return rng.normal(size=shape)


def away_from_kinks(make, n_inputs, n_samples=4):
    """Find a network and inputs whose preactivations all keep clear of 0."""
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        network = make(rng)
        X = rng.normal(size=(n_samples, n_inputs))
        hidden = propagate(network, X).preactivations[1:-1]
        if all(np.abs(z).min() > 0.01 for z in hidden):
            return network, X, rng
    raise AssertionError("no such network")


def parameters(network):
    """Each existing weight and bias: how `with_weights` names it, its value, and its place."""
    for index, connection in enumerate(network.connections):
        for i, j in np.argwhere(connection.mask).tolist():
            name = ((connection.source, i), (connection.target, j))
            yield name, connection.weights[i, j], ("weight", index, (i, j))
    for index, layer in enumerate(network.layers):
        for j in np.flatnonzero(layer.bias_mask).tolist():
            yield (index, "bias", j), layer.bias[j], ("bias", index, j)


def assert_gradient_is_numeric(network, X, y, loss, l2=0.0):
    """Compare with a central difference of fourth order."""
    gradient = backpropagate(network, propagate(network, X), y, loss, l2)
    assert gradient.loss == pytest.approx(value(network, X, y, loss, l2), rel=1e-13)
    step = 5e-4
    exact, numeric = [], []
    for name, middle, (kind, index, place) in parameters(network):
        at = [
            value(network.with_weights({name: middle + k * step}), X, y, loss, l2)
            for k in (-2, -1, 1, 2)
        ]
        numeric.append((at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step))
        arrays = gradient.weight_gradients if kind == "weight" else gradient.bias_gradients
        exact.append(arrays[index][place])
    exact, numeric = np.array(exact), np.array(numeric)
    np.testing.assert_allclose(exact, numeric, rtol=1e-6, atol=1e-9 * np.abs(exact).max())


def value(network, X, y, loss, l2=0.0):
    penalty = sum((c.weights**2).sum() for c in network.connections)
    return loss.value(y, propagate(network, X).output) + 0.5 * l2 * penalty / len(X)


# ------------------------------------------------------------------------------ forward


def test_a_forward_pass_by_hand():
    network = Network.from_arrays(
        [[[1.0, -1.0], [2.0, 0.5]], [[3.0], [-2.0]]],
        [[0.5, 0.0], [1.0]],
        activation="relu",
        out_activation="tanh",
    )
    result = propagate(network, np.array([[1.0, -0.5], [0.0, 1.0]]))
    np.testing.assert_array_equal(result.preactivations[1], [[0.5, -1.25], [2.5, 0.5]])
    np.testing.assert_array_equal(result.activations[1], [[0.5, 0.0], [2.5, 0.5]])
    np.testing.assert_array_equal(result.preactivations[2], [[2.5], [7.5]])
    np.testing.assert_array_equal(result.output, np.tanh([[2.5], [7.5]]))
    assert result.preactivations[0] is None
    assert result.n_samples == 2
    assert repr(result) == "<ForwardPass of 2 samples through 2-2-1>"


def test_skip_connections_add_up():
    rng = np.random.default_rng(0)
    network = random_network(rng, (3, 4, 2, 2), "tanh", "identity", skips=SKIPS)
    W = {(c.source, c.target): c.weights for c in network.connections}
    b = [layer.bias for layer in network.layers]
    X = rng.normal(size=(5, 3))
    A1 = np.tanh(X @ W[0, 1] + b[1])
    A2 = np.tanh(X @ W[0, 2] + A1 @ W[1, 2] + b[2])
    output = X @ W[0, 3] + A1 @ W[1, 3] + A2 @ W[2, 3] + b[3]
    np.testing.assert_allclose(propagate(network, X).output, output, rtol=1e-13)


def test_a_layer_that_nothing_reaches_puts_out_its_bias():
    layers = (Layer(1), Layer(1, "relu", [2.0]), Layer(1, "identity"))
    network = Network(layers, (Connection(1, 2, [[3.0]]),))
    result = propagate(network, np.array([[5.0], [7.0]]))
    np.testing.assert_array_equal(result.output, [[6.0], [6.0]])
    gradient = backpropagate(network, result, np.zeros((2, 1)), LOSSES["squared_error"])
    np.testing.assert_array_equal(gradient.bias_gradients[1], [18.0])
    assert gradient.bias_gradients[2] is None


def test_a_layer_that_leads_nowhere_has_no_gradient():
    layers = (Layer(1), Layer(1, "tanh"), Layer(1, "identity"))
    network = Network(layers, (Connection(0, 1, [[3.0]]), Connection(0, 2, [[1.0]])))
    result = propagate(network, np.array([[5.0]]))
    gradient = backpropagate(network, result, np.zeros((1, 1)), LOSSES["squared_error"])
    np.testing.assert_array_equal(gradient.deltas[1], [[0.0]])
    np.testing.assert_array_equal(gradient.weight_gradients[0], [[0.0]])


@pytest.mark.parametrize("activation", ["logistic", "softmax", "exp"])
def test_absent_neurons_put_out_0(activation):
    rng = np.random.default_rng(1)
    network = random_network(rng, (3, 4, 2), activation, "identity")
    X = rng.normal(size=(5, 3))
    ablated = propagate(network.without([(1, 1), (0, 2)]), X)
    np.testing.assert_array_equal(ablated.activations[1][:, 1], 0.0)
    keep = [0, 2, 3]
    first, second = (c.weights for c in network.connections)
    z = X[:, :2] @ first[:2, keep] + network.layers[1].bias[keep]
    a = get_activation(activation).function(z)
    expected = a @ second[keep] + network.layers[2].bias
    np.testing.assert_allclose(ablated.output, expected, rtol=1e-13)


def test_absent_neurons_have_no_gradient_whatever_the_others_have():
    network = Network.from_arrays(
        [[[1.0, 1.0]], [[np.inf], [1.0]]], activation="identity", out_activation="identity"
    ).without([(1, 1)])
    result = propagate(network, np.array([[1.0]]))
    gradient = backpropagate(network, result, np.zeros((1, 1)), LOSSES["squared_error"])
    np.testing.assert_array_equal(gradient.deltas[1], [[np.inf, 0.0]])


def test_results_are_read_only_and_the_input_is_not_touched():
    network = random_network(np.random.default_rng(2), (2, 3, 1), "identity", "identity")
    X = np.ones((4, 2))
    result = propagate(network, X)
    gradient = backpropagate(network, result, np.zeros((4, 1)), LOSSES["squared_error"])
    arrays = [
        *result.activations,
        *result.preactivations[1:],
        *gradient.weight_gradients,
        *gradient.bias_gradients[1:],
        *gradient.deltas[1:],
    ]
    assert not any(array.flags.writeable for array in arrays)
    assert X.flags.writeable
    np.testing.assert_array_equal(X, 1.0)


@pytest.mark.parametrize("weight", [np.nan, np.inf])
def test_weights_that_are_no_numbers_go_through_without_a_warning(weight):
    network = Network.from_arrays(
        [[[weight, 1.0]], [[1.0], [1.0]]], activation="tanh", out_activation="logistic"
    )
    result = propagate(network, np.array([[0.0], [1.0]]))
    assert np.isnan(result.output[0, 0])
    gradient = backpropagate(network, result, np.array([[0.0], [1.0]]), LOSSES["log_loss"])
    assert np.isnan(gradient.loss)


@pytest.mark.parametrize(
    ("network", "message"),
    [
        (
            Network.from_sizes([2, 3, 1]),
            "layers 1, 2 have no known weights; layers 1, 2 have no known activation",
        ),
        (
            Network.from_arrays([[[1.0], [2.0]]]),
            r"layer 1 has no known activation\. Network\.from_arrays takes",
        ),
        (
            Network.from_sizes([2, 3, 1], activation="relu", out_activation="identity"),
            r"layers 1, 2 have no known weights\.",
        ),
        (
            Network([Layer(2), Layer(1, "identity", has_bias=True)], []),
            r"computed: layer 1 has no known biases\.",
        ),
    ],
)
def test_a_network_that_lacks_something_says_what(network, message):
    with pytest.raises(ValueError, match=message):
        propagate(network, np.zeros((1, 2)))


@pytest.mark.parametrize("shape", [(2,), (4, 3), (1, 2, 2)])
def test_inputs_of_the_wrong_shape(shape):
    network = random_network(np.random.default_rng(0), (2, 1), "relu", "identity")
    with pytest.raises(ValueError, match=r"inputs: must have shape \(n_samples, 2\)"):
        propagate(network, np.zeros(shape))


# ----------------------------------------------------------------------------- backward


@pytest.mark.parametrize("activation", BY_NEURON)
@pytest.mark.parametrize("skips", [PLAIN, SKIPS], ids=["plain", "skips"])
def test_every_activation_against_finite_differences(activation, skips):
    def make(rng):
        return random_network(rng, (3, 3, 2, 2), activation, "identity", skips=skips)

    network, X, rng = away_from_kinks(make, 3)
    assert_gradient_is_numeric(network, X, rng.normal(size=(4, 2)), LOSSES["squared_error"])


@pytest.mark.parametrize("loss", PAIRS)
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("hidden", [(), (3,), (4, 3), (3, 2, 2), (2, 2, 2, 2)], ids=len)
@pytest.mark.parametrize("skips", [PLAIN, SKIPS], ids=["plain", "skips"])
def test_every_loss_and_depth_against_finite_differences(loss, n_outputs, hidden, skips):
    sizes = (2, *hidden, n_outputs)

    def make(rng):
        return random_network(rng, sizes, "relu", PAIRS[loss], skips=skips)

    network, X, rng = away_from_kinks(make, 2)
    y = random_targets(rng, loss, (4, n_outputs))
    assert_gradient_is_numeric(network, X, y, LOSSES[loss], l2=0.3)


@pytest.mark.parametrize(
    ("loss", "out_activation"),
    [
        ("squared_error", "logistic"),
        ("squared_error", "tanh"),
        ("squared_error", "exp"),
        ("poisson", "softplus"),
    ],
)
def test_pairs_that_are_not_canonical(loss, out_activation):
    rng = np.random.default_rng(3)
    network = random_network(rng, (2, 3, 2), "tanh", out_activation)
    X, y = rng.normal(size=(5, 2)), random_targets(rng, loss, (5, 2))
    assert_gradient_is_numeric(network, X, y, LOSSES[loss])


def test_weights_that_do_not_exist_have_no_gradient():
    rng = np.random.default_rng(4)
    network = random_network(rng, (4, 5, 4, 2), "tanh", "identity", skips=SKIPS, missing=0.4)
    network = network.without([(1, 2), (0, 0)])
    X, y = rng.normal(size=(6, 4)), rng.normal(size=(6, 2))
    assert_gradient_is_numeric(network, X, y, LOSSES["squared_error"], l2=0.5)
    loss = LOSSES["squared_error"]
    gradient = backpropagate(network, propagate(network, X), y, loss, l2=0.5)
    for array, connection in zip(gradient.weight_gradients, network.connections, strict=True):
        np.testing.assert_array_equal(array[~connection.mask], 0.0)
    assert gradient.bias_gradients[1][2] == 0.0
    np.testing.assert_array_equal(gradient.deltas[1][:, 2], 0.0)


def test_biases_that_do_not_exist_have_no_gradient():
    bias = np.ma.masked_array([1.0, 2.0], mask=[False, True])
    network = Network.from_arrays([[[1.0, 1.0]]], [bias], out_activation="identity")
    result = propagate(network, np.array([[1.0]]))
    gradient = backpropagate(network, result, np.zeros((1, 2)), LOSSES["squared_error"])
    np.testing.assert_array_equal(gradient.bias_gradients[1], [2.0, 0.0])


def test_a_network_without_biases():
    rng = np.random.default_rng(5)
    network = random_network(rng, (2, 3, 1), "tanh", "identity", bias=False)
    X, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 1))
    assert_gradient_is_numeric(network, X, y, LOSSES["squared_error"])
    gradient = backpropagate(network, propagate(network, X), y, LOSSES["squared_error"])
    assert gradient.bias_gradients == (None, None, None)
    assert repr(gradient).startswith("<BackwardPass of 4 samples, squared_error ")


def test_deltas_are_each_samples_part():
    rng = np.random.default_rng(6)
    network = random_network(rng, (2, 3, 2), "tanh", "identity")
    X, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    loss = LOSSES["squared_error"]
    whole = backpropagate(network, propagate(network, X), y, loss)
    for s in range(4):
        row = slice(s, s + 1)
        single = backpropagate(network, propagate(network, X[row]), y[row], loss)
        np.testing.assert_allclose(whole.deltas[1][s], single.deltas[1][0] / 4, rtol=1e-12)
    np.testing.assert_allclose(whole.bias_gradients[1], whole.deltas[1].sum(axis=0), rtol=1e-12)
    assert whole.deltas[0] is None


def test_the_slope_of_relu_at_0_is_0():
    network = Network.from_arrays(
        [[[1.0]], [[1.0]]], [[0.0], [0.0]], activation="relu", out_activation="identity"
    )
    result = propagate(network, np.array([[0.0]]))
    gradient = backpropagate(network, result, np.array([[1.0]]), LOSSES["squared_error"])
    np.testing.assert_array_equal(gradient.bias_gradients[1], [0.0])


def test_what_backpropagation_refuses():
    rng = np.random.default_rng(7)
    network = random_network(rng, (2, 3, 2), "tanh", "identity")
    result = propagate(network, np.zeros((3, 2)))
    y, loss = np.zeros((3, 2)), LOSSES["squared_error"]
    with pytest.raises(ValueError, match=r"targets: must have shape \(3, 2\); got \(3, 1\)"):
        backpropagate(network, result, y[:, :1], loss)
    with pytest.raises(ValueError, match="l2: must be a finite number, 0 or more; got -1"):
        backpropagate(network, result, y, loss, l2=-1)
    with pytest.raises(ValueError, match="l2: must be a finite number"):
        backpropagate(network, result, y, loss, l2=np.nan)
    with pytest.raises(TypeError, match="l2: must be a number, 0 or more; got str"):
        backpropagate(network, result, y, loss, l2="0.1")
    with pytest.raises(ValueError, match="log_loss is for outputs that are logistic"):
        backpropagate(network, result, y, LOSSES["log_loss"])
    with pytest.raises(ValueError, match="at least one sample"):
        backpropagate(network, propagate(network, np.zeros((0, 2))), y[:0], loss)


def test_a_hidden_softmax_is_computed_but_has_no_gradient():
    rng = np.random.default_rng(8)
    network = random_network(rng, (2, 3, 1), "softmax", "identity")
    result = propagate(network, rng.normal(size=(4, 2)))
    np.testing.assert_allclose(result.activations[1].sum(axis=1), 1.0)
    with pytest.raises(ValueError, match="layer 1 is a hidden softmax layer"):
        backpropagate(network, result, np.zeros((4, 1)), LOSSES["squared_error"])


def test_the_passes_are_frozen():
    network = random_network(np.random.default_rng(9), (2, 1), "tanh", "identity")
    result = propagate(network, np.zeros((1, 2)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.activations = ()
