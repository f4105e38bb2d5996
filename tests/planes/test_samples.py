"""Samples in the form in which a model takes them, compared with what the model itself says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nnviz.network import Layer, Network
from nnviz.planes import as_samples

RNG = np.random.default_rng(3)
NUMBERS = RNG.normal(size=(40, 3))
TARGET = NUMBERS @ [1.0, -2.0, 0.5]
FRAME = pd.DataFrame(NUMBERS, columns=["a", "b", "c"])


class Silent:
    """Has a predict method and says nothing else."""

    def predict(self, X):
        return np.zeros(len(X))


@pytest.fixture(scope="module")
def on_frame():
    return LinearRegression().fit(FRAME, TARGET)


@pytest.fixture(scope="module")
def on_array():
    return LinearRegression().fit(NUMBERS, TARGET)


def test_columns_in_another_order_give_the_same_data(on_frame):
    samples = as_samples(FRAME[["c", "a", "b"]], on_frame)
    pd.testing.assert_frame_equal(samples.data, FRAME)
    assert samples.names == ("a", "b", "c")
    assert samples.named


@pytest.mark.parametrize("given", [NUMBERS, NUMBERS.tolist(), pd.DataFrame(NUMBERS)])
def test_an_array_takes_the_names_of_the_model(on_frame, given):
    samples = as_samples(given, on_frame)
    pd.testing.assert_frame_equal(samples.data, FRAME)
    # Warnings are errors here: the model finds its names.
    predicted = on_frame.predict(samples.data)
    # The last bits of a product depend on how a table lies in memory.
    np.testing.assert_allclose(predicted, on_frame.predict(FRAME), rtol=1e-13, atol=1e-13)


def test_a_model_of_arrays_gets_an_array_and_the_names_stay(on_array):
    samples = as_samples(FRAME, on_array)
    assert isinstance(samples.data, np.ndarray)
    assert samples.names == ("a", "b", "c")
    expected = on_array.predict(NUMBERS)
    np.testing.assert_allclose(on_array.predict(samples.data), expected, rtol=1e-12)
    np.testing.assert_array_equal(samples.column(1), NUMBERS[:, 1])


def test_nobody_named_the_features(on_array):
    for given in (NUMBERS, pd.DataFrame(NUMBERS)):
        samples = as_samples(given, on_array)
        assert (samples.names, samples.named) == (("x0", "x1", "x2"), False)


def test_names_inside_searches_pipelines_and_methods():
    pipeline = make_pipeline("passthrough", StandardScaler(), LinearRegression())
    search = GridSearchCV(pipeline, {"linearregression__fit_intercept": [True]}, cv=2)
    search.fit(FRAME, TARGET)
    for model in (search, search.best_estimator_, search.predict):
        samples = as_samples(FRAME[["b", "c", "a"]], model)
        assert list(samples.data.columns) == ["a", "b", "c"]


def test_an_own_class_gets_what_the_user_has():
    data = as_samples(FRAME, Silent()).data
    assert data is not FRAME
    pd.testing.assert_frame_equal(data, FRAME)
    assert isinstance(as_samples(NUMBERS, Silent()).data, np.ndarray)
    assert as_samples(FRAME, lambda X: X["a"]).is_frame


def test_a_network_names_its_inputs():
    network = Network.from_arrays([np.ones((3, 1))], input_names=["u", "v", "w"])
    assert as_samples(NUMBERS, network).names == ("u", "v", "w")
    assert as_samples(NUMBERS, ([np.ones((3, 1))], [[0.0]])).named is False
    assert isinstance(as_samples(FRAME, network).data, np.ndarray)
    assert Layer(1).names is None


def test_numbers_and_categories():
    frame = pd.DataFrame(
        {
            "whole": [1, 2, 3],
            "real": [0.5, 1.5, 2.5],
            "word": ["x", "y", "x"],
            "level": pd.Categorical([3, 1, 3]),
            "flag": [True, False, True],
            "maybe": pd.array([1, 2, 4], dtype="Int64"),
        }
    )
    samples = as_samples(frame, Silent())
    assert samples.numeric == (True, True, False, False, False, True)
    assert samples.column(0).dtype == np.float64
    assert samples.column(2).tolist() == ["x", "y", "x"]
    assert samples.column(3).tolist() == [3, 1, 3]
    np.testing.assert_array_equal(samples.numbers(), [[1, 0.5, 1], [2, 1.5, 2], [3, 2.5, 4]])


def test_a_mixed_list_keeps_its_numbers():
    samples = as_samples([[1, "x"], [2.5, "y"]], Silent())
    assert samples.numeric == (True, False)
    np.testing.assert_array_equal(samples.column(0), [1.0, 2.5])


def test_a_mixed_array_for_a_model_of_a_mixed_frame():
    frame = pd.DataFrame({"n": [1.0, 2.0, 3.0, 4.0], "w": ["x", "y", "x", "y"]})
    encoder = ColumnTransformer([("n", StandardScaler(), ["n"]), ("w", OneHotEncoder(), ["w"])])
    model = make_pipeline(encoder, LogisticRegression()).fit(frame, [0, 1, 0, 1])
    samples = as_samples(frame.to_numpy(), model)
    assert samples.numeric == (True, False)
    np.testing.assert_array_equal(model.predict_proba(samples.data), model.predict_proba(frame))


def test_the_data_given_stay_as_they_are(on_frame):
    frame = pd.DataFrame(NUMBERS)
    as_samples(frame, on_frame)
    assert list(frame.columns) == [0, 1, 2]


def with_one(row, column, value):
    changed = NUMBERS.copy()
    changed[row, column] = value
    return changed


BAD = [
    (NUMBERS[0], ValueError, r"X_test must be 2-D.*it is 1-D"),
    (NUMBERS[:, :2], ValueError, r"X_test must have 3 columns.*it has 2"),
    (NUMBERS[:0], ValueError, r"X_test must hold at least one sample"),
    (NUMBERS[np.newaxis], ValueError, r"shape \(1, 40, 3\)"),
    ([[1, 2, 3], [1, 2]], ValueError, r"rows have different lengths"),
    (csr_array(NUMBERS), TypeError, r"X_test is sparse.*toarray"),
    (NUMBERS * 1j, TypeError, r"column 'a' is complex"),
    (with_one(4, 1, np.nan), ValueError, r"row 4, column 'b' is nan"),
    (with_one(5, 2, -np.inf), ValueError, r"row 5, .*'c' is -inf"),
    (np.ma.masked_equal(NUMBERS, NUMBERS[0, 0]), ValueError, r"X_test .* entries are masked"),
    (FRAME.rename(columns={"b": "z"}), ValueError, r"lacks 'b' and has 'z' besides"),
    (FRAME.rename(columns={"b": "a"}), ValueError, r"columns twice: 'a'"),
]


@pytest.mark.parametrize(("given", "error", "words"), BAD)
def test_bad_data_are_named(on_frame, given, error, words):
    with pytest.raises(error, match=words):
        as_samples(given, on_frame, "X_test")


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_missing_categories_are_named(missing):
    frame = pd.DataFrame({"w": pd.Series(["x", missing, "y"], dtype=object)})
    with pytest.raises(ValueError, match=r"X must hold no missing.*row 1, column 'w'"):
        as_samples(frame, Silent())
    if missing is not pd.NA:
        with pytest.raises(ValueError, match=r"row 1, column 'x0'"):
            as_samples([["x"], [missing]], Silent())


@pytest.mark.parametrize("model", [None, "a model", 3, LinearRegression])
def test_what_is_no_model_is_named(model):
    with pytest.raises(TypeError, match="thing"):
        as_samples(NUMBERS, model, model_name="thing")
