"""One weight's gradient as a sum over paths: against finite differences, scikit-learn, by hand."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from sklearn.datasets import load_iris, make_circles
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnviz.gradients import backward, forward
from nnviz.losses import LOSSES
from nnviz.network import Connection, Layer, Network
from nnviz.paths import gradient_paths
from nnviz.propagation import propagate
from tests.random_networks import (
    HIDDEN,
    OUTPUTS,
    parameters,
    random_network,
    random_problem,
    random_targets,
)

CASES = []
for number, (n_hidden, hidden, skips) in enumerate(
    itertools.product(range(5), HIDDEN, (False, True))
):
    loss, out = OUTPUTS[number % len(OUTPUTS)]
    n_outputs = 1 + number % 3 if out != "softmax" else 2 + number % 2
    case = f"{n_hidden}-{hidden}-{loss}-{out}-{n_outputs}{'-skips' * skips}"
    CASES.append(pytest.param(n_hidden, hidden, loss, out, n_outputs, skips, id=case))


def cut_sums(paths):
    """What the shares of all edges across each cut after the weight add up to."""
    network, first = paths.network, paths.flow.start.target[0]
    return [
        sum(
            share.sum()
            for c, share in zip(network.connections, paths.edge_shares, strict=True)
            if c.source <= cut < c.target
        )
        for cut in range(first, network.depth)
    ]


def numeric_gradient(network, weight, value, X, y, loss):
    """A central difference of fourth order."""
    step = 5e-4
    at = [
        LOSSES[loss].value(y, propagate(network.with_weights({weight: value + k * step}), X).output)
        for k in (-2, -1, 1, 2)
    ]
    return (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step)


@pytest.mark.parametrize(("n_hidden", "hidden", "loss", "out", "n_outputs", "skips"), CASES)
def test_any_network(n_hidden, hidden, loss, out, n_outputs, skips):
    network, X, y = random_problem(n_hidden, hidden, loss, out, n_outputs, skips=skips)
    every = list(parameters(network))
    largest = max(np.abs(g).max() for g in backward(network, X, y, loss=loss).weight_gradients)
    for k in np.random.default_rng(0).permutation(len(every))[:10]:
        weight, value = every[k]
        paths = gradient_paths(network, weight, X, y, loss=loss)
        numeric = numeric_gradient(network, weight, value, X, y, loss)
        assert paths.gradient == pytest.approx(numeric, rel=1e-6, abs=1e-9 * largest)
        size = np.abs(paths.sample_products).sum()
        assert paths.products.sum() == pytest.approx(paths.gradient, rel=0, abs=1e-12 * size)
        assert len(paths.paths) == len(paths.products) == paths.n_paths
        for total in cut_sums(paths):
            assert total == pytest.approx(paths.gradient, rel=0, abs=1e-12 * size)


@pytest.mark.parametrize("skips", [False, True])
def test_a_network_with_missing_weights_and_neurons(skips):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        network = random_network(
            rng, [2, 3, 4, 3, 2], "tanh", "softmax", skips=skips, missing=0.3
        ).without([(2, 1)])
        X, y = rng.normal(size=(5, 2)), random_targets(rng, "cross_entropy", (5, 2))
        graph = network.to_networkx()
        outputs = [(network.depth, k) for k in range(2)]
        for weight, _ in parameters(network):
            paths = gradient_paths(network, weight, X, y)
            start = paths.flow.start.target
            expected = [
                [start] if start == end else found
                for end in outputs
                for found in ([[start]] if start == end else nx.all_simple_paths(graph, start, end))
            ]
            routes = sorted(tuple(route[1:]) for route in expected)
            if not skips:
                routes = [tuple(k for _, k in route) for route in routes]
            assert list(paths.paths) == routes
            assert paths.n_paths == len(routes)
            size = np.abs(paths.sample_products).sum()
            assert paths.products.sum() == pytest.approx(paths.gradient, rel=0, abs=1e-12 * size)
            for c, share in zip(network.connections, paths.edge_shares, strict=True):
                assert not share[~c.mask].any()
            for total in cut_sums(paths):
                assert total == pytest.approx(paths.gradient, rel=0, abs=1e-12 * size)


def test_shares_are_sums_of_the_products_through_an_edge():
    network, X, y = random_problem(3, "tanh", "squared_error", "identity", 2, skips=True)
    for weight in (((0, 1), (1, 0)), (1, "bias", 1), ((0, 0), (2, 1)), ((3, 0), (4, 1))):
        paths = gradient_paths(network, weight, X, y)
        by_hand = [np.zeros_like(share) for share in paths.edge_shares]
        for path, product in zip(paths.paths, paths.products, strict=True):
            for (l1, a), (l2, b) in itertools.pairwise((paths.flow.start.target, *path)):
                index = network.connections.index(network.connection(l1, l2))
                by_hand[index][a, b] += product
        for share, expected in zip(paths.edge_shares, by_hand, strict=True):
            np.testing.assert_allclose(share, expected, rtol=1e-12, atol=1e-14)


def by_the_formula(network, X, y, weight, path):
    """One path's products, factor by factor as they are written: tanh inside, identity out."""
    r, i, j = weight
    passed = propagate(network, X)
    product = np.ones(len(X)) if i == "bias" else passed.activations[r - 1][:, i].copy()
    for layer, k, before in zip(
        range(r, network.depth + 1), (j, *path), (None, j, *path), strict=False
    ):
        if before is not None:
            product *= network.connection(layer - 1, layer).weights[before, k]
        if layer < network.depth:
            product *= 1 - np.tanh(passed.preactivations[layer][:, k]) ** 2
    k = (j, *path)[-1]
    return product * (passed.output - y)[:, k] / len(X)


@pytest.mark.parametrize("weight", [(1, 0, 1), (2, 1, 0), (3, 1, 1), (1, "bias", 0)])
def test_products_by_the_formula(weight):
    network, X, y = random_problem(2, "tanh", "squared_error", "identity", 3)
    paths = gradient_paths(network, weight, X, y)
    later = [range(size) for size in network.sizes[weight[0] + 1 :]]
    assert paths.paths == tuple(itertools.product(*later))
    assert paths.n_paths == math.prod(map(len, later))
    for k, path in enumerate(paths.paths):
        expected = by_the_formula(network, X, y, weight, path)
        np.testing.assert_allclose(paths.sample_products[:, k], expected, rtol=1e-12)
        np.testing.assert_allclose(paths.sample_products_of(path), expected, rtol=1e-12)
        assert paths.products[k] == pytest.approx(expected.sum(), rel=1e-11)
        assert paths.product_of(path) == pytest.approx(expected.sum(), rel=1e-11)
    strongest = paths.products[paths.paths.index(paths.strongest)]
    assert abs(strongest) == np.abs(paths.products).max()
    assert not any(
        share.any()
        for c, share in zip(network.connections, paths.edge_shares, strict=True)
        if c.source < weight[0]
    )


@pytest.mark.parametrize(
    ("make", "n_outputs"),
    [(MLPClassifier, 1), (MLPClassifier, 3), (MLPRegressor, 1), (MLPRegressor, 2)],
)
@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize("alpha", [0.0, 0.6])
def test_against_a_step_of_scikit_learns_own(make, n_outputs, activation, alpha):
    X, labels = load_iris(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    y = labels > 0 if n_outputs == 1 else labels
    if make is MLPRegressor:
        y = X[:, 0] * X[:, 1] if n_outputs == 1 else X[:, :2] ** 2
    model = make(
        hidden_layer_sizes=(4, 3),
        activation=activation,
        solver="sgd",
        learning_rate_init=1.0,
        momentum=0.0,
        alpha=alpha,
        random_state=3,
    )
    model.partial_fit(X, y, **({"classes": np.unique(y)} if make is MLPClassifier else {}))
    before = [w.copy() for w in (*model.coefs_, *model.intercepts_)]
    weights = [(1, 2, 3), (2, 1, 0), (3, 2, n_outputs - 1), (1, "bias", 2), (3, "bias", 0)]
    ours = [gradient_paths(model, weight, X, y).gradient for weight in weights]
    model.partial_fit(X, y)  # w - gradient, of all samples at once
    after = [*model.coefs_, *model.intercepts_]
    for (r, i, j), gradient in zip(weights, ours, strict=True):
        place = (r + 2, j) if i == "bias" else (r - 1, (i, j))
        w, penalty = before[place[0]][place[1]], 0.0
        if i != "bias":
            penalty = alpha * w / len(X)
        step = w - after[place[0]][place[1]]
        assert gradient + penalty == pytest.approx(step, rel=1e-10, abs=1e-13)


def test_a_pipeline_takes_raw_features():
    X, y = load_iris(return_X_y=True)
    pipeline = make_pipeline(
        StandardScaler(), MLPClassifier((3, 2), solver="lbfgs", random_state=0)
    ).fit(X, y)
    outside = gradient_paths(pipeline, (1, 0, 1), X, y)
    inside = gradient_paths(pipeline[-1], (1, 0, 1), pipeline[0].transform(X), y)
    np.testing.assert_allclose(outside.products, inside.products, rtol=1e-12)


# --------------------------------------------------------------------------- the course's


def test_the_courses_binary_classifier():
    X, y = make_circles(n_samples=1000, factor=0.2, noise=0.15, random_state=2024)
    X, _, y, _ = train_test_split(X, y, test_size=0.2, random_state=1, stratify=y)
    model = MLPClassifier((8, 6), activation="relu", max_iter=2000, random_state=2024).fit(X, y)
    paths = gradient_paths(model, (1, 0, 4), X, y)
    assert paths.paths == tuple((k, 0) for k in range(6))
    passed = forward(model, X)
    on = (passed.preactivations[1][:, [4]] > 0) & (passed.preactivations[2] > 0)
    np.testing.assert_array_equal(paths.products == 0.0, ~on.any(axis=0))
    np.testing.assert_array_equal(paths.sample_products == 0.0, ~on)
    assert paths.gradient == pytest.approx(backward(model, X, y).weight_gradients[0][0, 4])
    np.testing.assert_allclose(paths.edge_shares[1][4], paths.products, rtol=1e-12, atol=1e-17)
    np.testing.assert_allclose(paths.edge_shares[2][:, 0], paths.products, rtol=1e-12, atol=1e-17)


@pytest.fixture
def two_ways():
    """1-1-2-1 with a dead neuron: 2 x 3 = 6 through the one, nothing through the other."""
    return Network.from_arrays(
        [[[1.0]], [[2.0, -1.0]], [[3.0], [4.0]]], activation="relu", out_activation="identity"
    )


def test_a_dead_path_is_exactly_0(two_ways):
    paths = gradient_paths(two_ways, (1, 0, 0), [[1.0]], [[5.0]])
    np.testing.assert_array_equal(paths.products, [6.0, 0.0])
    np.testing.assert_array_equal(paths.sample_products, [[6.0, 0.0]])
    zeros = paths.products[1], paths.sample_products[0, 1], paths.edge_shares[2][1, 0]
    assert not np.signbit(zeros).any()
    assert paths.gradient == 6.0
    assert paths.strongest == (0, 0)
    assert (paths.loss, paths.loss_name, paths.n_samples) == (0.5, "squared_error", 1)


def test_the_summary(two_ways):
    paths = gradient_paths(two_ways, (1, 0, 0), [[1.0]], [[5.0]])
    assert paths.summary().splitlines() == [
        "gradient of weight (1, 0, 0): 6",
        "path    product  % of gradient  % of |products|",
        "(0, 0)        6          100.0            100.0",
        "(1, 0)        0            0.0              0.0",
        "sum           6          100.0            100.0",
    ]
    assert repr(paths) == "<GradientPaths of weight (1, 0, 0): 2 paths, gradient 6>"


def test_the_summary_lists_twenty_paths():
    network = Network.from_arrays(
        [[[1.0]], np.arange(1.0, 23.0)[np.newaxis], np.ones((22, 1))],
        activation="identity",
        out_activation="identity",
    )
    lines = gradient_paths(network, (1, 0, 0), [[1.0]], [[0.0]]).summary().splitlines()
    assert [line.split("  ")[0] for line in lines[2:4]] == ["(21, 0)", "(20, 0)"]
    assert len(lines) == 2 + 20 + 2  # title and head; paths; the others and the sum
    assert lines[-2].startswith("2 others")


def test_the_summary_of_products_of_one_sign_and_of_infinite_ones():
    network = Network.from_arrays(
        [[[1.0]], [[2.0, 1.0]], [[3.0], [4.0]]], activation="identity", out_activation="identity"
    )
    paths = gradient_paths(network, (1, 0, 0), [[1.0]], [[20.0]], max_paths=2)
    lines = paths.summary().splitlines()
    assert lines[0] == "gradient of weight (1, 0, 0): -100"
    assert len(lines) == 5  # title, head, both paths, the sum; none cancels another
    assert lines[2].split()[2:] == ["-60", "60.0", "60.0"]
    endless = network.with_weights({(2, 0, 0): 1e200, (3, 0, 0): 1e200})
    paths = gradient_paths(endless, (1, 0, 0), [[1.0]], [[20.0]])
    assert paths.products[0] == np.inf
    assert paths.summary().splitlines()[2].split()[2:] == ["inf", "-", "-"]


def test_the_summary_keeps_equal_paths_in_their_order():
    network = Network.from_arrays(
        [[[1.0]], np.tile([1.0, 2.0], 25)[np.newaxis], np.ones((50, 1))],
        activation="identity",
        out_activation="identity",
    )
    summary = gradient_paths(network, (1, 0, 0), [[1.0]], [[0.0]]).summary(max_rows=50)
    names = [line.split("  ")[0] for line in summary.splitlines()[2:-1]]
    assert names == [f"({k}, 0)" for k in (*range(1, 50, 2), *range(0, 50, 2))]


def test_a_layer_that_no_path_leads_to_is_passed_over():
    # The weight's neuron skips layer 2, which the inputs lead to.
    layers = (Layer(1), Layer(1, "identity"), Layer(2, "identity"), Layer(1, "identity"),
              Layer(1, "identity"))  # fmt: skip
    connections = (
        Connection(0, 1, [[1.0]]),
        Connection(0, 2, [[5.0, 7.0]]),
        Connection(1, 3, [[2.0]]),
        Connection(2, 3, [[1.0], [1.0]]),
        Connection(3, 4, [[3.0]]),
    )
    paths = gradient_paths(Network(layers, connections), ((0, 0), (1, 0)), [[1.0]], [[32.0]])
    assert paths.gradient == 6 * (3 * 14 - 32)
    shares = [share.tolist() for share in paths.edge_shares]
    assert shares == [[[0.0]], [[0.0, 0.0]], [[60.0]], [[0.0], [0.0]], [[60.0]]]


def test_the_summary_of_products_that_cancel():
    network = Network.from_arrays(
        [[[1.0]], [[2.0, -1.0, 1.0]], [[3.0], [4.0], [-1.0]]],
        activation="identity",
        out_activation="identity",
    )
    summary = gradient_paths(network, (1, 0, 0), [[1.0]], [[0.0]]).summary(max_rows=1)
    assert summary.splitlines() == [
        "gradient of weight (1, 0, 0): 1",
        "path      product  % of gradient  % of |products|",
        "(0, 0)          6          600.0             54.5",
        "2 others       -5         -500.0             45.5",
        "sum             1          100.0            100.0",
        "Products of both signs cancel in part, so percentages of the gradient mislead: their "
        "absolute values add up to 11.",
    ]
    zero = gradient_paths(network, (1, 0, 0), [[0.0]], [[0.0]])
    assert zero.summary().splitlines()[2].split() == ["(0,", "0)", "0", "-", "-"]


def test_a_weight_into_an_output_has_one_path(two_ways):
    paths = gradient_paths(two_ways, (3, 0, 0), [[1.0], [2.0]], [[5.0], [5.0]])
    assert (paths.n_paths, paths.paths, paths.strongest) == (1, ((),), ())
    np.testing.assert_allclose(paths.products, paths.gradient)
    np.testing.assert_allclose(paths.sample_products, [[2.0 * 0.5], [4.0 * 3.5]])
    assert paths.product_of(()) == pytest.approx(paths.gradient)
    assert not any(share.any() for share in paths.edge_shares)


def test_a_weight_from_which_nothing_leads_on():
    layers = (Layer(1), Layer(1, "tanh"), Layer(1, "identity"))
    network = Network(layers, (Connection(0, 1, [[3.0]]), Connection(0, 2, [[1.0]])))
    paths = gradient_paths(network, (1, 0, 0), [[5.0]], [[0.0]])
    assert (paths.gradient, paths.n_paths, paths.paths) == (0.0, 0, ())
    assert paths.products.shape == (0,)
    assert paths.summary().endswith("sum         0              -                -")
    with pytest.raises(ValueError, match="path: no path leads from the weight"):
        _ = paths.strongest


# ------------------------------------------------------------------------- many paths


def deep_network(n_hidden=40, seed=0, scale=0.5):
    rng = np.random.default_rng(seed)
    sizes = [3, *[10] * n_hidden, 2]
    return random_network(rng, sizes, "tanh", "identity"), rng.normal(size=(1, 3))


def test_the_count_is_exact_however_large():
    network, X = deep_network()
    paths = gradient_paths(network, (1, 0, 0), X, [[0.0, 1.0]])
    assert paths.n_paths == 10**39 * 2
    assert cut_sums(paths) == pytest.approx([paths.gradient] * 40, rel=1e-9)
    for name in ("paths", "products", "sample_products"):
        with pytest.raises(ValueError, match="max_paths: 2,000,000.* paths, of which at most 10,0"):
            getattr(paths, name)
    with pytest.raises(ValueError, match="edge_shares"):
        _ = paths.paths
    assert "2,000,000" in paths.summary()
    assert "edge_shares" in paths.summary()
    path = (*[0] * 39, 1)
    assert paths.product_of(path) == paths.sample_products_of(path).sum()
    assert np.isfinite(paths.gradient)


def test_the_count_with_missing_weights_however_large():
    layers = [Layer(2, "tanh" if k else None) for k in range(101)]
    exists = [[True, True], [True, False]]
    connections = [Connection(k, k + 1, np.full((2, 2), 0.1), exists) for k in range(100)]
    network = Network(layers, connections)
    fibonacci = [1, 2]
    while len(fibonacci) <= 100:
        fibonacci.append(fibonacci[-1] + fibonacci[-2])
    paths = gradient_paths(network, (1, 0, 0), [[1.0, 2.0]], [[0.0, 0.0]])
    assert paths.n_paths == fibonacci[99]


@pytest.mark.parametrize("skips", [False, True])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_strongest_of_one_sample_without_a_list(skips, activation):
    for seed in range(15):
        rng = np.random.default_rng(seed)
        network = random_network(
            rng, [2, 3, 4, 3, 2], activation, "logistic", skips=skips, missing=0.2
        )
        X, y = rng.normal(size=(1, 2)), [[1.0, 0.0]]
        for weight in [weight for weight, _ in parameters(network)][::3]:
            listed = gradient_paths(network, weight, X, y)
            if listed.n_paths < 2:
                continue
            found = gradient_paths(network, weight, X, y, max_paths=1).strongest
            assert found in listed.paths
            assert abs(listed.product_of(found)) == pytest.approx(
                np.abs(listed.products).max(), rel=1e-12
            )


def test_the_strongest_of_very_many():
    network, X = deep_network()
    paths = gradient_paths(network, (1, 0, 0), X, [[0.0, 1.0]])
    path = list(paths.strongest)
    best = abs(paths.product_of(tuple(path)))
    assert best > 0
    for place, k in itertools.product(range(39), range(10)):  # no neighbour is stronger
        other = (*path[:place], k, *path[place + 1 :])
        assert abs(paths.product_of(other)) <= best * (1 + 1e-12)


def test_the_strongest_of_several_samples_needs_the_list():
    network, X = deep_network(3)
    X, y = np.repeat(X, 2, axis=0), np.zeros((2, 2))
    strongest = gradient_paths(network, (1, 0, 0), X, y).strongest
    assert len(strongest) == 3
    assert gradient_paths(network, (1, 0, 0), X, y, max_paths=200).strongest == strongest
    with pytest.raises(ValueError, match="path: the strongest of 200 paths, .* at most 199"):
        _ = gradient_paths(network, (1, 0, 0), X, y, max_paths=199).strongest


def test_weights_that_are_no_numbers():
    network = Network.from_arrays(
        [[[1.0]], [[np.nan, 2.0, 1.0]], [[1.0], [1.0], [np.inf]]],
        activation="tanh",
        out_activation="tanh",
    )
    for max_paths in (1, 100):
        paths = gradient_paths(network, (1, 0, 0), [[1.0]], [[0.0]], max_paths=max_paths)
        assert np.isnan(paths.gradient)
        assert len(paths.strongest) == 2


# ------------------------------------------------------------------------------ refusals


BAD_WEIGHTS = [
    ((4, 0, 0), r"weight: layer 4 does not exist; this network's layers are 1\.\.3"),
    ((0, 0, 0), r"weight: layer 0 does not exist; this network's layers are 1\.\.3"),
    ((1, 2, 0), r"weight: neuron 2 does not exist; allowed are 0\.\.1"),
    ((1, 0, 8), r"weight: neuron 8 does not exist; allowed are 0\.\.7"),
    ((1, 0, -1), r"weight: neuron -1 does not exist; allowed are 0\.\.7"),
    ((1, "B", 0), "weight: 'B' is no neuron; allowed are an index or 'bias'"),
    (((0, 0), (2, 1)), r"weight: there is none from neuron 0 of layer 0 to neuron 1 of layer 2"),
    (((1, 0), (0, 0)), "weight: there is none from neuron 0 of layer 1"),
]


@pytest.fixture(scope="module")
def classifier():
    rng = np.random.default_rng(0)
    network = random_network(rng, [2, 8, 6, 1], "relu", "logistic")
    network = Network(network.layers, network.connections, classes=["no", "yes"])
    return network, rng.normal(size=(4, 2)), ["no", "yes", "no", "no"]


@pytest.mark.parametrize(("weight", "message"), BAD_WEIGHTS)
def test_weights_that_are_refused(classifier, weight, message):
    with pytest.raises(ValueError, match=message):
        gradient_paths(classifier[0], weight, *classifier[1:])


@pytest.mark.parametrize("weight", [None, 3, "strongest", (1, 0), (1, 0.5, 0), ((0, 0), 1), [1, 0]])
def test_what_is_no_weight(classifier, weight):
    with pytest.raises(TypeError, match="weight"):
        gradient_paths(classifier[0], weight, *classifier[1:])


def test_a_bias_that_is_not_there():
    network = random_network(np.random.default_rng(0), [2, 3, 1], "relu", "identity", bias=False)
    with pytest.raises(ValueError, match="weight: neuron 1 of layer 1 has no bias"):
        gradient_paths(network, (1, "bias", 1), [[1.0, 2.0]], [[1.0]])


BAD_PATHS = [
    ((3,), ValueError, r"path: must be a tuple of 2, a neuron of each of the layers 2\.\.3 "
                       r"\(allowed are 0\.\.5, 0\.\.0\); got \(3,\)"),
    ((3, 0, 0), ValueError, r"a tuple of 2.*got \(3, 0, 0\)"),
    ((6, 0), ValueError, r"path: layer 2's neuron 6 does not exist; allowed are 0\.\.5"),
    ((0, -1), ValueError, r"path: layer 3's neuron -1 does not exist; allowed are 0\.\.0"),
    ((0, 0.0), TypeError, "path must be an integer"),
    (3, TypeError, r"path: must be a tuple of 2, .*; got 3"),
    ("best", TypeError, r"path: must be a tuple of 2, .*; got 'best'"),
    (((2, 3),), ValueError, "path: must end at an output, in layer 3; it ends at neuron 3 of"),
    (((3, 0),), ValueError, r"path: neuron 4 of layer 1 has no edge to neuron 0 of layer 3; it "
                            r"has edges to neurons 0, 1, 2, 3, 4, 5 of layer 2"),
    (((2, 0), (1, 0)), ValueError, "path: neuron 0 of layer 2 has no edge to neuron 0 of layer 1"),
    (((2, 0), (4, 0)), ValueError, r"path: layer 4 does not exist; allowed are 0\.\.3"),
    (((2, 0), 0), TypeError, r"path: a neuron must be \(layer, index\); it is 0"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "error", "message"), BAD_PATHS)
def test_paths_that_are_refused(classifier, path, error, message):
    paths = gradient_paths(classifier[0], (1, 0, 4), *classifier[1:])
    for ask in (paths.product_of, paths.sample_products_of):
        with pytest.raises(error, match=message):
            ask(path)


@pytest.mark.parametrize(("n", "listed"), [(10, "8, 9 of"), (11, "8, 9, ... of")])
def test_of_the_edges_that_there_are_ten_are_named(n, listed):
    layers = (Layer(1), Layer(1, "identity"), Layer(n + 1, "identity"), Layer(1, "identity"))
    exists = np.array([[True] * n + [False]])
    connections = (
        Connection(0, 1, [[1.0]]),
        Connection(1, 2, np.ones((1, n + 1)), exists),
        Connection(2, 3, np.ones((n + 1, 1))),
    )
    paths = gradient_paths(Network(layers, connections), (1, 0, 0), [[1.0]], [[0.0]])
    with pytest.raises(ValueError, match=rf"no edge to neuron {n} .*, {listed} layer 2\.$"):
        paths.product_of((n, 0))
    with pytest.raises(ValueError, match="must be a tuple of 2, a neuron of each of the layers 2"):
        paths.product_of(())
    with pytest.raises(ValueError, match="must be a tuple of 1, a neuron of layer 3 .allowed"):
        gradient_paths(Network(layers, connections), (2, 0, 0), [[1.0]], [[0.0]]).product_of(())


def test_paths_by_layer_and_index_do_everywhere(classifier):
    paths = gradient_paths(classifier[0], (1, 0, 4), *classifier[1:])
    assert paths.product_of(((2, 3), (3, 0))) == paths.product_of((3, 0))
    assert paths.product_of([3, np.int64(0)]) == paths.product_of((3, 0))
    same = gradient_paths(classifier[0], ((0, 0), (1, 4)), *classifier[1:])
    np.testing.assert_array_equal(same.products, paths.products)


def test_short_paths_are_refused_where_connections_skip():
    network, X, y = random_problem(2, "tanh", "squared_error", "identity", 1, skips=True)
    paths = gradient_paths(network, ((0, 0), (1, 1)), X, y)
    with pytest.raises(ValueError, match=r"path: connections of this network skip layers, so a"):
        paths.product_of((0, 0))
    with pytest.raises(ValueError, match=r"through layers 2\.\.3, ending in layer 3; got \(\)"):
        paths.product_of(())
    last = gradient_paths(network, ((0, 0), (3, 0)), X, y)
    assert last.paths == ((),)
    assert last.product_of(()) == pytest.approx(last.gradient)


def test_data_and_options_that_are_refused(classifier):
    network, X, y = classifier
    with pytest.raises(ValueError, match="y: the model does not know the label 'maybe'; it knows"):
        gradient_paths(network, (1, 0, 0), X, ["no", "maybe", "no", "no"])
    with pytest.raises(ValueError, match="y: must have as many rows as X, 4; it has 3"):
        gradient_paths(network, (1, 0, 0), X, y[:3])
    with pytest.raises(ValueError, match="X must have 2 columns"):
        gradient_paths(network, (1, 0, 0), X[:, :1], y)
    with pytest.raises(ValueError, match="loss: must be one of auto, squared_error"):
        gradient_paths(network, (1, 0, 0), X, y, loss="mse")
    with pytest.raises(ValueError, match="loss: cross_entropy is for outputs that are softmax"):
        gradient_paths(network, (1, 0, 0), X, y, loss="cross_entropy")
    with pytest.raises(ValueError, match="max_paths must be at least 1; it is 0"):
        gradient_paths(network, (1, 0, 0), X, y, max_paths=0)
    with pytest.raises(TypeError, match="max_paths must be an integer"):
        gradient_paths(network, (1, 0, 0), X, y, max_paths=1e4)
    with pytest.raises(ValueError, match="max_rows must be at least 1"):
        gradient_paths(network, (1, 0, 0), X, y).summary(max_rows=0)
    with pytest.raises(ValueError, match="model: this network cannot be computed"):
        gradient_paths([2, 3, 1], (1, 0, 0), X, y)
    with pytest.raises(TypeError, match="model must be"):
        gradient_paths("model", (1, 0, 0), X, y)


def test_a_hidden_softmax_is_refused():
    rng = np.random.default_rng(0)
    network = random_network(rng, [2, 3, 1], "softmax", "identity")
    with pytest.raises(ValueError, match="model: layer 1 is a hidden softmax layer"):
        gradient_paths(network, (2, 0, 0), [[1.0, 2.0]], [[1.0]])


def test_nothing_given_is_changed(classifier):
    network, X, y = classifier
    before = X.copy(), list(y)
    paths = gradient_paths(network, (1, 0, 4), X, y)
    assert not paths.products.flags.writeable
    assert not any(share.flags.writeable for share in paths.edge_shares)
    paths.summary()
    np.testing.assert_array_equal(X, before[0])
    assert y == before[1]
