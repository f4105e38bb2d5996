"""The maps are the model's own numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nnviz import Network, draw_neuron_maps
from tests.displays.neuron_maps import helpers
from tests.figures import fixed_network


def by_hand(mlp: Any, row: Any) -> list[Any]:
    """Activations and weighted sums of one row, neuron by neuron."""
    values, found = [float(value) for value in row], []
    for layer, (weights, biases) in enumerate(zip(mlp.coefs_, mlp.intercepts_, strict=True)):
        sums = []
        for j in range(weights.shape[1]):
            z = biases[j]
            for i in range(weights.shape[0]):
                z += values[i] * weights[i, j]
            sums.append(z)
        hidden = layer < len(mlp.coefs_) - 1
        values = [max(z, 0.0) for z in sums] if hidden else sums
        found.append((sums, values))
    return found


def test_maps_of_hidden_neurons_are_a_forward_pass_at_every_node() -> None:
    display = helpers.circles()
    assert display.xx1 is not None
    for place in np.ndindex(21, 21):
        point = (display.xx0[place], display.xx1[place])
        passed = by_hand(helpers.circles_model(), point)
        for layer, (sums, values) in enumerate(passed, start=1):
            z = display.weighted_sums[layer]
            assert z is not None
            assert z[(slice(None), *place)] == pytest.approx(sums, abs=1e-10)
            if layer < len(passed):
                assert display.maps[layer][(slice(None), *place)] == pytest.approx(
                    values, abs=1e-10
                )


def test_the_output_is_what_the_model_predicts() -> None:
    display = helpers.circles()
    assert display.xx1 is not None
    grid = np.column_stack([display.xx0.ravel(), display.xx1.ravel()])
    expected = helpers.circles_model().predict_proba(grid)[:, 1].reshape(21, 21)
    np.testing.assert_allclose(display.maps[-1][0], expected, atol=1e-12)


def test_through_a_pipeline_in_the_units_of_its_features() -> None:
    display = helpers.iris(fixed={"sepal width (cm)": 3.5})
    X, _ = helpers.iris_data()
    assert display.xx1 is not None
    grid = pd.DataFrame(
        {
            "sepal length (cm)": np.median(X["sepal length (cm)"]),
            "sepal width (cm)": 3.5,
            "petal length (cm)": display.xx0.ravel(),
            "petal width (cm)": display.xx1.ravel(),
        }
    )
    model = helpers.iris_model()
    expected = model.predict_proba(grid).T.reshape(3, 21, 21)
    np.testing.assert_allclose(display.maps[-1], expected, atol=1e-12)
    entering = model[:-1].transform(grid).T.reshape(4, 21, 21)
    np.testing.assert_allclose(display.maps[0], entering, atol=1e-12)


def test_one_input() -> None:
    display = helpers.wave()
    assert display.xx1 is None
    assert display.xx0.shape == (21,)
    expected = helpers.wave_model().predict(display.xx0[:, None])
    np.testing.assert_allclose(display.maps[-1][0], expected, atol=1e-12)
    assert [maps.shape for maps in display.maps] == [(1, 21), (5, 21), (1, 21)]


def test_the_components_are_mapped_back_to_the_models_features() -> None:
    display = helpers.iris(plane="pca")
    model, plane = helpers.iris_model(), display.plane
    assert display.xx1 is not None
    points = np.column_stack([display.xx0.ravel(), display.xx1.ravel()])
    expected = model.predict_proba(plane.inputs(points)).T.reshape(3, 21, 21)
    np.testing.assert_allclose(display.maps[-1], expected, atol=1e-12)
    # Each input is a linear function of the two components: its map has no second differences.
    for ramp in display.maps[0]:
        assert np.abs(np.diff(ramp, n=2, axis=0)).max() < 1e-10
        assert np.ptp(ramp) > 0.1


def test_the_order_of_a_tables_columns_does_not_matter() -> None:
    X, y = helpers.iris_data()
    turned = X[X.columns[::-1]]
    first = helpers.iris()
    second = helpers.draw(
        helpers.iris_model(), turned, y, features=("petal length (cm)", "petal width (cm)")
    )
    for one, other in zip(first.maps, second.maps, strict=True):
        np.testing.assert_array_equal(one, other)
    assert first.alt_text() == second.alt_text()


def test_strings_and_numbers_as_labels_give_the_same_points() -> None:
    X, y = helpers.circles_data()
    words = np.array(["no", "yes"])[y]
    named = MLPClassifier(hidden_layer_sizes=(4,), solver="lbfgs", max_iter=30, random_state=0).fit(
        X, words
    )
    numbered = MLPClassifier(
        hidden_layer_sizes=(4,), solver="lbfgs", max_iter=30, random_state=0
    ).fit(X, y)
    one, other = helpers.draw(named, X, words), helpers.draw(numbered, X, y)
    for a, b in zip(one.points_[0], other.points_[0], strict=True):
        np.testing.assert_array_equal(a.get_offsets(), b.get_offsets())
        np.testing.assert_array_equal(a.get_facecolor(), b.get_facecolor())


def test_many_samples_and_nodes_are_computed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = helpers.circles()
    monkeypatch.setattr("nnviz.displays.neuron_maps.maps._CHUNK_BYTES", 16 * 17 * 50)
    parts = helpers.circles()
    for one, other in zip(whole.maps, parts.maps, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)
    for one, other in zip(whole.silent, parts.silent, strict=True):
        np.testing.assert_array_equal(one, other)


def silent_network() -> Network:
    """Neuron 0 is always on, 1 never, 2 on the grid's rim only."""
    weights = [np.array([[1.0, -1.0, 1.0]]), np.array([[1.0], [1.0], [1.0]])]
    biases = [np.array([10.0, -10.0, -1.5]), np.array([0.0])]
    return Network.from_arrays(weights, biases, activation="relu", out_activation="identity")


def test_silent_neurons_are_those_that_are_zero_for_all_samples() -> None:
    X = np.linspace(-1, 1, 30)[:, None]
    display = helpers.draw(silent_network(), X, X[:, 0], eps=1.0)
    assert display.silent[1].tolist() == [False, True, True]
    broken = [style is not None for _, style in display.outlines_[1].get_linestyle()]
    assert broken == [False, True, True]
    assert display.numbers.blank[1].tolist() == [False, True, False]
    assert "dotted: silent on all 30 points (2 neurons)" in helpers.notes(display)


def test_silent_neurons_of_a_fitted_model_by_hand() -> None:
    display = helpers.circles()
    X, _ = helpers.circles_data()
    rows = [by_hand(helpers.circles_model(), row) for row in X]
    for layer in (1, 2):
        never = [all(row[layer - 1][1][j] == 0 for row in rows)
                 for j in range(len(rows[0][layer - 1][1]))]  # fmt: skip
        assert display.silent[layer].tolist() == never


def test_a_neuron_that_is_zero_on_the_maps_alone_is_grey() -> None:
    # x1 is held at its median, 0, where the neuron is silent; on some points it is not.
    weights = [np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0], [1.0]])]
    network = Network.from_arrays(
        weights, [np.array([-0.5, 5.0]), np.zeros(1)], activation="relu", out_activation="identity"
    )
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.normal(size=101), np.linspace(-1, 1, 101)])
    display = helpers.draw(network, X, features=0)
    assert display.silent[1].tolist() == [False, False]
    assert display.numbers.blank[1].tolist() == [True, False]
    assert "grey: silent everywhere on these maps" in helpers.notes(display)


def test_what_is_given_stays_as_it_was() -> None:
    X, y = (array.copy() for array in helpers.circles_data())
    before = X.copy(), y.copy()
    helpers.draw(helpers.circles_model(), X, y)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


X2 = np.arange(20.0).reshape(10, 2)
BAD: dict[str, tuple[Any, Any, dict[str, Any], type[Exception], str]] = {
    "NaN": (fixed_network(2, 3, 1), np.where(X2 == 4, np.nan, X2), {}, ValueError, "X"),
    "width": (fixed_network(3, 3, 1), X2, {}, ValueError, "X"),
    "1-D": (fixed_network(2, 3, 1), X2[:, 0], {}, ValueError, "X"),
    "no samples": (fixed_network(2, 3, 1), X2[:0], {}, ValueError, "X"),
    "feature": (fixed_network(2, 3, 1), X2, {"features": (0, 5)}, ValueError, "feature"),
    "fixed": (fixed_network(2, 3, 1), X2, {"features": 0, "fixed": {"z": 1}}, ValueError, "fixed"),
    "plane": (fixed_network(2, 3, 1), X2, {"plane": "umap"}, ValueError, "plane"),
    "three features": (fixed_network(3, 3, 1), np.ones((4, 3)), {}, ValueError, "features"),
    "resolution": (fixed_network(2, 3, 1), X2, {"grid_resolution": 1}, ValueError, "grid_res"),
    "resolution kind": (fixed_network(2, 3, 1), X2, {"grid_resolution": 2.5}, TypeError, "grid_r"),
    "memory": (fixed_network(2, 3, 1), X2, {"grid_resolution": 7000}, ValueError, "MB"),
    "no network": (LinearRegression(), X2, {}, TypeError, "model"),
    "no weights": (Network.from_sizes([2, 3, 1]), X2, {}, ValueError, "weights"),
    "no activation": (([np.ones((2, 1))], [np.zeros(1)]), X2, {}, ValueError, "activation"),
    "norm_by": (fixed_network(2, 3, 1), X2, {"norm_by": "neuron"}, ValueError, "norm_by"),
    "arrange": (fixed_network(2, 3, 1), X2, {"arrange": "tree"}, ValueError, "arrange"),
    "max_points": (fixed_network(2, 3, 1), X2, {"max_points": -1}, ValueError, "max_points"),
    "cmap": (fixed_network(2, 3, 1), X2, {"cmap": "greener"}, ValueError, "cmap"),
    "edge_cmap": (fixed_network(2, 3, 1), X2, {"edge_cmap": 3}, TypeError, "edge_cmap"),
    "image_kw": (fixed_network(2, 3, 1), X2, {"image_kw": {"hue": 1}}, TypeError, "image_kw"),
    "max_neurons": (fixed_network(2, 3, 1), X2, {"max_neurons": 0}, ValueError, "max_neurons"),
    "y": (fixed_network(2, 3, 1, out_activation="identity"), X2, {"y": [1.0]}, ValueError, "y"),
    "index_base": (fixed_network(2, 3, 1), X2, {"index_base": 2}, ValueError, "index_base"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_and_nothing_is_drawn(case: str) -> None:
    model, X, options, kind, words = BAD[case]
    if isinstance(model, Network) and model.has_weights and model.layers[-1].activation is None:
        model = fixed_network(*model.sizes, out_activation="logistic")
    if isinstance(model, LinearRegression):
        model = model.fit(X, X[:, 0])
    with pytest.raises(kind, match=words):
        draw_neuron_maps(model, X, **options)  # no figure may stay open


def test_a_label_that_the_model_does_not_know() -> None:
    X, y = helpers.circles_data()
    with pytest.raises(ValueError, match="y: the model does not know the label"):
        draw_neuron_maps(helpers.circles_model(), X, y + 5)


def test_a_regressor_behind_a_scaler_with_one_feature() -> None:
    X, y = helpers.wave_data()
    table = pd.DataFrame({"time": X[:, 0]})
    mlp = MLPRegressor(hidden_layer_sizes=(4,), solver="lbfgs", max_iter=50, random_state=0)
    model = make_pipeline(StandardScaler(), mlp).fit(table, y)
    display = helpers.draw(model, table, y)
    expected = model.predict(pd.DataFrame({"time": display.xx0}))
    np.testing.assert_allclose(display.maps[-1][0], expected, atol=1e-12)
    assert "time" in helpers.notes(display)


def test_categories_are_side_by_side() -> None:
    rng = np.random.default_rng(0)
    city = rng.choice(["Lima", "Oslo", "Rome"], 80)
    table = pd.DataFrame({"age": rng.normal(40, 10, 80), "city": city})
    prepare = make_column_transformer((StandardScaler(), ["age"]), (OneHotEncoder(), ["city"]))
    mlp = MLPClassifier(hidden_layer_sizes=(4,), solver="lbfgs", alpha=1.0, random_state=0)
    model = make_pipeline(prepare, mlp).fit(table, (table.age > 40) ^ (city == "Oslo"))
    display = helpers.draw(model, table)
    assert display.maps[-1].shape == (1, 3, 21)
    for place, name in enumerate(["Lima", "Oslo", "Rome"]):
        row = pd.DataFrame({"age": display.xx0[place], "city": name})
        expected = model.predict_proba(row)[:, 1]
        np.testing.assert_allclose(display.maps[-1][0, place], expected, atol=1e-12)
    assert "age across, city up (Lima, Oslo, Rome)" in helpers.notes(display)
