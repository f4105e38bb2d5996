"""Planes along features and along principal components, and the way back to the inputs."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from nnviz.planes import as_samples, make_plane


class Silent:
    def predict(self, X):
        return np.zeros(len(X))


IRIS = load_iris(as_frame=True)
FRAME = IRIS.data.set_axis(["sepal length", "sepal width", "petal length", "petal width"], axis=1)
MIXED = pd.DataFrame(
    {
        "age": [20, 30, 41, 50],
        "fare": [7.0, 9.5, 30.0, 80.0],
        "sex": ["m", "f", "f", "m"],
        "deck": pd.Categorical(["low", "high", "high", "top"], ["low", "mid", "high", "top"]),
        "alone": [True, False, True, True],
    }
)


@pytest.fixture(scope="module")
def iris():
    return as_samples(FRAME, LogisticRegression(max_iter=500).fit(FRAME, IRIS.target))


@pytest.fixture(scope="module")
def mixed():
    return as_samples(MIXED, Silent())


def test_two_features_and_the_others_at_their_medians(iris):
    plane = make_plane(iris, features=("petal width", 0))
    assert [axis.label for axis in plane.axes] == ["petal width", "sepal length"]
    assert [axis.feature for axis in plane.axes] == [3, 0]
    assert plane.fixed == FRAME[["sepal width", "petal length"]].median().to_dict()
    assert plane.held() == "sepal width = 3, petal length = 4.35 (medians)"
    data = plane.inputs([[0.25, 5.5], [1.0, 6.0]])
    expected = FRAME.iloc[:2].assign(**plane.fixed)
    expected["petal width"], expected["sepal length"] = [0.25, 1.0], [5.5, 6.0]
    pd.testing.assert_frame_equal(data, expected)
    points = plane.project(iris)
    np.testing.assert_array_equal(points, FRAME[["petal width", "sepal length"]])


def test_distances_in_standard_deviations_from_the_medians(iris):
    plane = make_plane(iris, features=(2, 3), fixed={"sepal width": 2.0})
    away = [
        np.hypot((row["sepal length"] - 5.8) / a, (row["sepal width"] - 2.0) / b)
        for a, b in [FRAME.iloc[:, :2].std(ddof=0)]
        for _, row in FRAME.iterrows()
    ]
    np.testing.assert_allclose(plane.distances(iris), away, rtol=1e-12)
    assert plane.held() == "sepal width = 2, sepal length = 5.8 (median)"


def test_all_features_on_the_axes_are_at_no_distance():
    two = as_samples(FRAME.iloc[:, :2], Silent())
    assert not make_plane(two).distances(two).any()
    assert make_plane(two).held() == ""
    assert make_plane(two, features=1).n_axes == 1
    assert make_plane(two, features=FRAME.columns[:2]).axes == make_plane(two).axes


def test_limits_reach_beyond_all_samples(iris):
    few = as_samples(FRAME.iloc[:50], Silent())
    alone = make_plane(few, features=(0, 2), eps=0.5)
    lengths = FRAME["petal length"]
    assert alone.axes[1].low == lengths[:50].min() - 0.5
    assert alone.axes[1].high == lengths[:50].max() + 0.5
    reordered = as_samples(FRAME.iloc[50:, ::-1], Silent(), "X_test")
    both = make_plane(few, features=(0, 2), eps=0.5, also=[reordered])
    assert both.axes[1].high == lengths.max() + 0.5
    np.testing.assert_array_equal(both.project(reordered)[:, 1], lengths[50:])
    free = make_plane(iris, features=(0, 2))
    assert free.axes[1].low < lengths.min() < lengths.max() < free.axes[1].high


def test_a_constant_feature_has_an_axis_with_its_value_inside():
    samples = as_samples([[3.0, 1.0], [3.0, 2.0]], Silent())
    axis = make_plane(samples).axes[0]
    assert axis.low < 3.0 < axis.high
    held = make_plane(samples, features=1)
    assert held.distances(as_samples([[5.0, 1.0]], Silent())) == pytest.approx(2.0)


def test_categories_have_places(mixed):
    plane = make_plane(mixed, features=("deck", "alone"))
    deck, alone = plane.axes
    assert deck.categories == ("low", "mid", "high", "top")
    assert (deck.low, deck.high) == (-0.5, 3.5)
    assert alone.categories == ("False", "True")
    np.testing.assert_array_equal(plane.project(mixed), [[0, 1], [2, 0], [2, 1], [3, 1]])
    data = plane.inputs([[1, 0], [2.2, 0.9], [-0.4, 1.4]])
    assert data.dtypes.equals(MIXED.dtypes)
    assert data["deck"].tolist() == ["mid", "high", "low"]
    assert data["alone"].tolist() == [False, True, True]
    # Of whole numbers the median is one of them; of two modes the first in order.
    assert data["age"].tolist() == [30, 30, 30]
    assert data["sex"].tolist() == ["f", "f", "f"]
    assert plane.held() == "age = 30, fare = 19.75 (medians), sex = f (mode)"


def test_categories_that_only_test_data_have(mixed):
    further = as_samples(MIXED.assign(sex="x")[["sex", "deck", "alone", "fare", "age"]], Silent())
    plane = make_plane(mixed, features="sex", also=[further])
    assert plane.axes[0].categories == ("f", "m", "x")
    assert set(plane.project(further)[:, 0]) == {2.0}
    with pytest.raises(ValueError, match=r"category 'x' of 'sex' has no place.*'f', 'm'"):
        make_plane(mixed, features="sex").project(further)


def test_a_varying_whole_number_becomes_a_float_and_a_held_one_stays(mixed):
    along = make_plane(mixed, features=("age", "sex"), fixed={"deck": "mid"})
    data = along.inputs([[30.5, 1]])
    assert data["age"].tolist() == [30.5]
    assert data["sex"].tolist() == ["m"]
    assert data["deck"].tolist() == ["mid"]
    across = make_plane(mixed, features="fare", fixed={"age": 33.5, "sex": "m"})
    assert across.inputs([[1.0]])["age"].tolist() == [33.5]
    assert make_plane(mixed, features="fare").inputs([[1.0]])["age"].dtype == MIXED["age"].dtype
    assert across.held().startswith("age = 33.5, sex = m, deck = high, alone = True (modes)")


def test_arrays_of_any_kind_come_back_as_such():
    whole = as_samples(np.array([[0, 1], [2, 5]]), Silent())
    assert make_plane(whole).inputs([[0.5, 1.5]]).tolist() == [[0.5, 1.5]]
    single = as_samples(np.array([[0, 1], [2, 5]], dtype=np.float32), Silent())
    assert make_plane(single).inputs([[0.5, 1.5]]).dtype == np.float32
    words = as_samples(np.array([["a", "x"], ["b", "y"]]), Silent())
    assert make_plane(words).inputs([[1, 0]]).tolist() == [["b", "x"]]
    objects = as_samples([[1, "x"], [3, "y"]], Silent())
    assert make_plane(objects).inputs([[1.5, 1]]).tolist() == [[1.5, "y"]]


def test_many_held_features_are_counted():
    samples = as_samples(np.arange(20.0).reshape(2, 10), Silent())
    plane = make_plane(samples, features=(0, 1), fixed={2: 1.23456})
    assert plane.held() == "x2 = 1.235, 7 other features at their medians"
    assert plane.held(most=7).count("=") == 8
    assert make_plane(samples, features=(0, 1)).held() == "8 features at their medians"


# ------------------------------------------------------------------------------- components


def test_components_are_those_of_the_correlation_matrix(iris):
    plane = make_plane(iris, plane="pca")
    values, vectors = np.linalg.eigh(np.corrcoef(FRAME.to_numpy().T))
    assert [axis.explained for axis in plane.axes] == pytest.approx(values[::-1][:2] / 4)
    for direction, vector in zip(plane.components.directions, vectors.T[::-1], strict=False):
        assert abs(direction @ vector) == pytest.approx(1.0, abs=1e-12)
        assert direction[np.abs(direction).argmax()] > 0
    assert [axis.label for axis in plane.axes] == [
        "component 1 (73% of variance)",
        "component 2 (23% of variance)",
    ]
    assert [axis.feature for axis in plane.axes] == [None, None]


def test_points_of_the_components_map_back_exactly(iris):
    plane = make_plane(iris, plane="pca")
    points = np.random.default_rng(0).normal(size=(50, 2)) * 3
    data = plane.inputs(points)
    assert list(data.columns) == list(FRAME.columns)
    mean, scale = FRAME.mean(), FRAME.std(ddof=0)
    for row, (a, b) in zip(data.to_numpy(), points, strict=True):
        first, second = plane.components.directions
        columns = zip(mean, scale, first, second, strict=True)
        by_hand = [m + s * (a * u + b * v) for m, s, u, v in columns]
        np.testing.assert_allclose(row, by_hand, rtol=1e-13, atol=1e-13)
    back = as_samples(data, Silent())
    np.testing.assert_allclose(plane.project(back), points, rtol=0, atol=1e-12)
    assert plane.distances(back).max() < 1e-12


def test_distances_from_the_components_complete_the_length(iris):
    plane = make_plane(iris, plane="pca")
    standardised = ((FRAME - FRAME.mean()) / FRAME.std(ddof=0)).to_numpy()
    for row, point, away in zip(
        standardised, plane.project(iris), plane.distances(iris), strict=True
    ):
        assert away**2 + point @ point == pytest.approx(row @ row, abs=1e-10)


def test_components_leave_out_categories_and_survive_constants(mixed):
    frame = MIXED.assign(same=0.1)
    plane = make_plane(as_samples(frame, Silent()), plane="pca", fixed={"sex": "m"})
    assert plane.fixed == {"sex": "m", "deck": "high", "alone": True}
    data = plane.inputs([[0.5, -1.0]])
    assert data["same"].tolist() == [0.1]
    assert data.dtypes["deck"] == MIXED.dtypes["deck"]
    off = plane.distances(as_samples(data.assign(sex="f", alone=False), Silent()))
    assert off == pytest.approx(np.sqrt(2))
    assert make_plane(mixed, plane="pca").axes[0].explained > 0.5


def test_one_direction_only_still_makes_a_plane():
    line = np.outer(np.arange(5.0), [1.0, 2.0, -1.0])
    first, second = make_plane(as_samples(line, Silent()), plane="pca").axes
    assert first.label == "component 1 (100% of variance)"
    assert second.explained == pytest.approx(0.0, abs=1e-12)
    assert second.low < -0.5
    assert second.high > 0.5


def test_the_order_of_the_columns_does_not_matter(iris):
    model = LogisticRegression(max_iter=500).fit(FRAME, IRIS.target)
    points = [[0.3, -0.7]]
    for order in itertools.islice(itertools.permutations(FRAME.columns), 0, 24, 5):
        samples = as_samples(FRAME[list(order)], model)
        for options in ({"plane": "pca"}, {"features": ("petal width", "sepal width")}):
            here, there = make_plane(samples, **options), make_plane(iris, **options)
            assert here.axes == there.axes
            pd.testing.assert_frame_equal(here.inputs(points), there.inputs(points))


# ----------------------------------------------------------------------------------- errors

BAD = [
    ({}, ValueError, r"features: X has 5 features.*'age', 'fare'.*plane='pca'"),
    ({"features": "fair"}, ValueError, r"features: X has no feature 'fair'; it has 'age'"),
    ({"features": 5}, ValueError, r"features: feature 5 does not exist; allowed are 0..4"),
    ({"features": -1}, ValueError, r"feature -1 does not exist"),
    ({"features": True}, TypeError, r"features must be names or indices"),
    ({"features": 1.0}, TypeError, r"features must be a name or index"),
    ({"features": (0, 1, 2)}, ValueError, r"one or two features; it names 3"),
    ({"features": ("age", 0)}, ValueError, r"features names 'age' twice"),
    ({"features": (0, 1), "plane": "pca"}, ValueError, r"features and plane='pca' exclude"),
    ({"plane": "tsne"}, ValueError, r"plane must be 'pca' or None; it is 'tsne'"),
    ({"features": 0, "eps": -1}, ValueError, r"eps must be a finite number, 0 or more"),
    ({"features": 0, "eps": "wide"}, TypeError, r"eps must be a number"),
    ({"features": 0, "eps": 1e308}, ValueError, r"eps: the axis 'age' would reach from -1e\+308"),
    ({"features": 0, "fixed": {"fair": 1}}, ValueError, r"fixed: X has no feature 'fair'"),
    ({"features": 0, "fixed": {"age": 1}}, ValueError, r"fixed: 'age' is on an axis"),
    ({"features": 0, "fixed": {"fare": "x"}}, ValueError, r"'fare' must be held at a finite num"),
    ({"features": 0, "fixed": {1: np.nan}}, ValueError, r"'fare' must be held at a finite num"),
    ({"features": 0, "fixed": {"sex": "x"}}, ValueError, r"'sex' must be one of 'f', 'm'"),
    ({"features": 0, "fixed": {"sex": "f", 2: "m"}}, ValueError, r"fixed names 'sex' twice"),
    ({"features": 0, "fixed": ["sex"]}, TypeError, r"fixed must be a mapping"),
    ({"plane": "pca", "fixed": {"age": 30}}, ValueError, r"'age' is numeric.*components"),
]


@pytest.mark.parametrize(("options", "error", "words"), BAD)
def test_bad_choices_are_named(mixed, options, error, words):
    with pytest.raises(error, match=words):
        make_plane(mixed, **options)


def test_no_length_and_no_components():
    same = as_samples([[1.0, 2.0], [1.0, 2.0]], Silent())
    with pytest.raises(ValueError, match=r"eps=0 leaves no length to the axis 'x0'.*at 1"):
        make_plane(same, eps=0)
    with pytest.raises(ValueError, match=r"features that vary"):
        make_plane(same, plane="pca")
    with pytest.raises(ValueError, match=r"two numeric features or more; X has 1"):
        make_plane(as_samples(MIXED[["age", "sex"]], Silent()), plane="pca")
    with pytest.raises(ValueError, match=r"X_test must have 2 columns, like X; it has 1"):
        make_plane(same, also=[as_samples([[1.0]], Silent(), "X_test")])
    ages, years = MIXED, MIXED.rename(columns={"age": "years"})
    also = [as_samples(years, Silent(), "X_test")]
    with pytest.raises(ValueError, match=r"X_test lacks the feature 'age'"):
        make_plane(as_samples(ages, Silent()), features=("age", "fare"), also=also)
    with pytest.raises(ValueError, match=r"points must have shape \(n_points, 2\)"):
        make_plane(same).inputs([1.0, 2.0])
