"""Responses on grids: point by point, in parts, and in bounded memory."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nnviz.planes import as_samples, evaluate, make_plane, make_responder
from nnviz.planes.grid import MAX_GRID_BYTES

ROOT = Path(__file__).parents[2]
MOONS, MOON = make_moons(80, noise=0.2, random_state=1)
IRIS = load_iris(as_frame=True)
NAMES = np.array(["setosa", "versicolor", "virginica"])


def line(a, b, n):
    return [a + (b - a) * k / (n - 1) for k in range(n)]


@pytest.fixture(scope="module")
def moons():
    options = {"hidden_layer_sizes": (5,), "solver": "lbfgs", "random_state": 0, "max_iter": 60}
    model = make_pipeline(StandardScaler(), MLPClassifier(**options, tol=1e-1))
    return model.fit(MOONS, np.where(MOON == 1, "yes", "no"))


@pytest.fixture(scope="module")
def iris():
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(IRIS.data, NAMES[IRIS.target])


def test_nodes_stand_as_those_of_meshgrid(moons):
    plane = make_plane(as_samples(MOONS, moons), eps=0.5)
    grid = plane.grid(7)
    xx0, xx1 = np.meshgrid(
        np.linspace(MOONS[:, 0].min() - 0.5, MOONS[:, 0].max() + 0.5, 7),
        np.linspace(MOONS[:, 1].min() - 0.5, MOONS[:, 1].max() + 0.5, 7),
    )
    np.testing.assert_array_equal(grid.xx0, xx0)
    np.testing.assert_array_equal(grid.xx1, xx1)
    np.testing.assert_array_equal(grid.points, np.c_[xx0.ravel(), xx1.ravel()])
    assert grid.shape == (7, 7)
    assert grid.plane is plane


@pytest.mark.parametrize("method", ["auto", "predict_proba", "predict"])
def test_two_classes_point_by_point(moons, method):
    samples = as_samples(MOONS, moons)
    plane = make_plane(samples)
    values = evaluate(make_responder(moons, method), plane.grid(6))
    (x, y) = (line(axis.low, axis.high, 6) for axis in plane.axes)
    for j, i in itertools.product(range(6), range(6)):
        if method == "predict":
            expected = ["no", "yes"].index(moons.predict([[x[i], y[j]]])[0])
        else:
            expected = moons.predict_proba([[x[i], y[j]]])[0, 1]
        assert values[j, i] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("method", ["predict_proba", "decision_function"])
def test_several_classes_point_by_point(iris, method):
    samples = as_samples(IRIS.data, iris)
    plane = make_plane(samples, features=(2, 3), fixed={0: 6.0})
    grid = plane.grid(5)
    values = evaluate(make_responder(iris, method), grid)
    assert values.shape == (5, 5, 3)
    third = IRIS.data.iloc[:, 1].median()
    for j, i in itertools.product(range(5), range(5)):
        row = pd.DataFrame(
            [[6.0, third, grid.xx0[j, i], grid.xx1[j, i]]], columns=IRIS.data.columns
        )
        np.testing.assert_allclose(values[j, i], getattr(iris, method)(row)[0], atol=1e-12)


def test_components_point_by_point(iris):
    samples = as_samples(IRIS.data, iris)
    plane = make_plane(samples, plane="pca")
    grid = plane.grid(4)
    values = evaluate(make_responder(iris, class_of_interest="virginica"), grid)
    for j, i in itertools.product(range(4), range(4)):
        row = plane.inputs([[grid.xx0[j, i], grid.xx1[j, i]]])
        assert values[j, i] == pytest.approx(iris.predict_proba(row)[0, 2], abs=1e-12)


def test_a_category_and_a_number():
    frame = pd.DataFrame({"n": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], "w": list("bcabca")})
    encode = ColumnTransformer([("n", StandardScaler(), ["n"]), ("w", OneHotEncoder(), ["w"])])
    model = make_pipeline(encode, LogisticRegression()).fit(frame, [0, 1, 0, 1, 1, 0])
    grid = make_plane(as_samples(frame[["w", "n"]], model), features=("w", "n")).grid(4)
    assert grid.shape == (4, 3)
    values = evaluate(make_responder(model), grid)
    for j, (i, word) in itertools.product(range(4), enumerate("abc")):
        row = pd.DataFrame({"n": [grid.xx1[j, i]], "w": [word]})
        assert values[j, i] == pytest.approx(model.predict_proba(row)[0, 1], abs=1e-12)


def test_along_a_line():
    model = MLPRegressor(
        hidden_layer_sizes=(3,), solver="lbfgs", max_iter=20, tol=1.0, random_state=0
    )
    model.fit(MOONS[:, :1], MOONS[:, 1])
    grid = make_plane(as_samples(MOONS[:, :1], model)).grid(9)
    assert grid.xx1 is None
    assert grid.shape == (9,)
    values = evaluate(make_responder(model), grid)
    for x, value in zip(grid.xx0, values, strict=True):
        assert value == pytest.approx(model.predict([[x]])[0], abs=1e-12)


def test_parts_give_the_same_as_one_go(moons, iris):
    for model, X, options in ((moons, MOONS, {}), (iris, IRIS.data, {"plane": "pca"})):
        for method in ("auto", "predict"):
            grid = make_plane(as_samples(X, model), **options).grid(11)
            respond = make_responder(model, method)
            whole = evaluate(respond, grid, max_bytes=2**40)
            np.testing.assert_allclose(
                whole.reshape(grid.n_points, -1),
                np.reshape(respond(grid.plane.inputs(grid.points)), (grid.n_points, -1)),
                atol=1e-14,
            )
            for few in (1, 300_000):
                np.testing.assert_allclose(evaluate(respond, grid, few), whole, atol=1e-13)


def test_the_size_of_the_parts_is_bounded(moons):
    sizes = []

    def watched(X):
        sizes.append(len(X))
        return X[:, 0]

    samples = as_samples(MOONS, watched)
    respond = make_responder(watched, samples=samples)
    sizes.clear()
    evaluate(respond, make_plane(samples).grid(100), max_bytes=2**20)
    assert sum(sizes) == 10_000
    assert max(sizes) * 8 * samples.n_features < 2**20 / 10
    assert len(sizes) > 10


@pytest.mark.parametrize("resolution", [1, 0, -3])
def test_too_few_nodes_are_refused(moons, resolution):
    with pytest.raises(ValueError, match=f"grid_resolution must be at least 2; it is {resolution}"):
        make_plane(as_samples(MOONS, moons)).grid(resolution)


@pytest.mark.parametrize("resolution", [2.5, "many", None, True])
def test_a_resolution_is_an_integer(moons, resolution):
    with pytest.raises(TypeError, match="grid_resolution must be an integer"):
        make_plane(as_samples(MOONS, moons)).grid(resolution)


def test_too_much_memory_is_refused_before_anything_is_computed(moons, iris):
    plane = make_plane(as_samples(MOONS, moons))
    assert plane.grid(int((MAX_GRID_BYTES / 8) ** 0.5)).n_points * 8 <= MAX_GRID_BYTES
    with pytest.raises(ValueError, match=r"grid_resolution=10,000 makes a grid of 100,000,000 poi"):
        plane.grid(10_000)
    with pytest.raises(ValueError, match=r"763 MB; at most 512 MB"):
        plane.grid(10_000)
    several = make_plane(as_samples(IRIS.data, iris), plane="pca").grid(5_000)
    with pytest.raises(ValueError, match=r"grid_resolution=5,000 .* of 3 numbers each, 572 MB"):
        evaluate(make_responder(iris), several)


PEAK = """
from pathlib import Path
import numpy as np
from sklearn.neural_network import MLPClassifier
from nnviz.planes import as_samples, evaluate, make_plane, make_responder

rng = np.random.default_rng(0)
X = rng.normal(size=(60, 2))
model = MLPClassifier((100,), solver="lbfgs", max_iter=5, tol=10.0, random_state=0)
model.fit(X, X[:, 0] * X[:, 1] > 0)
grid = make_plane(as_samples(X, model)).grid(2000)
values = evaluate(make_responder(model), grid)
assert values.shape == (2000, 2000)
# Not ru_maxrss, which a process inherits from the one that started it.
(peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(int(peak.split()[1]) / 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_two_thousand_nodes_stay_below_500_mb():
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 500
