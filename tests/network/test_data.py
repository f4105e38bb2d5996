"""Data take the model's own way to its first layer, and are refused in words."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from nnviz.network import Connection, Layer, Network

X = np.array([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0]])
FRAME = pd.DataFrame(X, columns=["a", "b"])


def network(n_inputs=2, **kwargs):
    return Network([Layer(n_inputs), Layer(1)], [Connection(0, 1)], **kwargs)


@pytest.mark.parametrize(
    "data",
    [X, X.tolist(), FRAME, X.astype(np.float32), np.asfortranarray(X), scipy.sparse.csr_matrix(X)],
)
def test_bare_network(data):
    found = network().transform(data)
    assert found.dtype == np.float64
    assert found.flags.c_contiguous
    np.testing.assert_array_equal(found, X)


def test_result_is_a_copy():
    given = X.copy()
    network().transform(given)[:] = 0.0
    np.testing.assert_array_equal(given, X)


def test_ints_bools_and_numbers_as_objects():
    np.testing.assert_array_equal(network().transform([[1, 2]]), [[1.0, 2.0]])
    np.testing.assert_array_equal(network().transform([[True, False]]), [[1.0, 0.0]])
    np.testing.assert_array_equal(network().transform(FRAME.astype(object)), X)


def test_transformers_in_order():
    scaler = StandardScaler().fit(X)
    pca = PCA(2).fit(scaler.transform(X))
    model = network(preprocessing=(scaler, pca))
    expected = pca.transform(scaler.transform(X))
    for data in (X, X.tolist(), FRAME):  # none of them warns of feature names
        np.testing.assert_array_equal(model.transform(data), expected)


@pytest.mark.parametrize("output", ["default", "pandas"])
def test_fitted_on_a_frame(output):
    scaler = StandardScaler().set_output(transform=output).fit(FRAME)
    model = network(preprocessing=(scaler,), input_features=("a", "b"))
    expected = (X - X.mean(axis=0)) / X.std(axis=0)
    for data in (FRAME, X, X.tolist(), FRAME[["b", "a"]]):
        np.testing.assert_allclose(model.transform(data), expected, rtol=1e-15)


def test_columns_of_several_kinds():
    frame = pd.DataFrame({"size": [1.0, 2.0, 3.0], "kind": ["x", "y", "x"]})
    columns = ColumnTransformer(
        [("one-hot", OneHotEncoder(), ["kind"])], remainder="passthrough", sparse_threshold=1.0
    ).fit(frame)
    model = network(3, preprocessing=(columns,), input_features=("size", "kind"))
    expected = [[1.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 0.0, 3.0]]
    np.testing.assert_array_equal(model.transform(frame), expected)


def test_missing_values_may_enter_an_imputer():
    model = network(preprocessing=(SimpleImputer().fit(X),))
    np.testing.assert_allclose(model.transform([[np.nan, 1.0]]), [[7 / 3, 1.0]])


def test_without_pandas(monkeypatch):
    class Doubler:
        def transform(self, data):
            return 2 * data

    monkeypatch.setitem(sys.modules, "pandas", None)
    model = network(preprocessing=(Doubler(),), input_features=("a", "b"))
    np.testing.assert_array_equal(model.transform(X), 2 * X)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ([1.0, 2.0], ValueError, r"X must be 2-D, \(n_samples, 2\); .* X.reshape\(1, -1\)"),
        ([1.0, 2.0, 3.0], ValueError, "X must be 2-D, .* one row a sample"),
        (5.0, ValueError, r"X must be 2-D, .* it has shape \(\)"),
        (np.ones((1, 2, 3)), ValueError, r"X must be 2-D, .* it has shape \(1, 2, 3\)"),
        (np.ones((3, 4)), ValueError, "X must have 2 columns, .* it has 4"),
        (pd.DataFrame(np.ones((3, 1))), ValueError, "X must have 2 columns, .* it has 1"),
        (np.ones((0, 2)), ValueError, "X must hold at least one sample"),
        ([[1.0], [1.0, 2.0]], ValueError, "X must be a full table"),
        ([[1.0, np.nan]], ValueError, "X must hold finite numbers; row 0, column 1 is nan"),
        ([[1.0, 2.0], [-np.inf, 1]], ValueError, "row 1, column 0 is -inf"),
        ([[1j, 2.0]], TypeError, "X must hold real numbers; it holds complex numbers"),
        ([["a", "b"]], TypeError, "X must hold real numbers; it holds texts"),
        ([["a", 1], [None, 2]], TypeError, "X must hold real numbers; it holds texts"),
        (None, ValueError, "X must be 2-D"),
    ],
)
def test_bad_data(data, error, message):
    with pytest.raises(error, match=f"^{message}" if message[0] == "X" else message):
        network().transform(data)


def test_bad_columns():
    model = network(preprocessing=(StandardScaler().fit(FRAME),), input_features=("a", "b"))
    with pytest.raises(ValueError, match="the 2 columns .* it lacks 'b' and has 'c' besides"):
        model.transform(FRAME.rename(columns={"b": "c"}))
    with pytest.raises(ValueError, match="it has 'c' besides"):
        model.transform(FRAME.assign(c=1.0))
    with pytest.raises(ValueError, match="has some of them twice"):
        model.transform(FRAME[["a", "b", "b"]])
    with pytest.raises(ValueError, match="X must have 2 columns, .* it has 3"):
        model.transform(np.ones((2, 3)))


def test_width_before_the_preprocessing():
    model = network(1, preprocessing=(PCA(1).fit(X),))
    assert model.transform(X).shape == (3, 1)
    with pytest.raises(ValueError, match="X must have 2 columns, .* it has 1"):
        model.transform(np.ones((3, 1)))


def test_preprocessing_that_does_not_fit_the_network():
    model = network(3, preprocessing=(StandardScaler().fit(X),))
    message = r"out of the preprocessing must have shape \(n_samples, 3\), .* shape \(3, 2\)"
    with pytest.raises(ValueError, match=message):
        model.transform(X)


def test_preprocessing_that_leaves_nan():
    model = network(preprocessing=(StandardScaler().fit(X),))
    with pytest.raises(ValueError, match="out of the preprocessing must hold finite numbers"):
        model.transform([[np.nan, 1.0]])
