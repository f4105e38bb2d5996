"""What is a model and what is not."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from sklearn.neural_network import MLPClassifier

from nnviz.adapters import as_network, neuron_places
from nnviz.network import Network
from tests.networks import assert_same_network


def test_a_network_is_returned_as_it_is():
    network = Network.from_sizes([2, 1])
    assert as_network(network) is network


def test_a_graph():
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])
    assert_same_network(as_network(graph), Network.from_graph(graph))
    assert neuron_places(graph) == {"a": (0, 0), "b": (1, 0), "c": (2, 0)}


@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiDiGraph, nx.MultiGraph])
def test_other_graphs_are_refused(kind):
    with pytest.raises(TypeError, match=rf"graph must be .* of type {kind.__name__}"):
        as_network(kind([("a", "b")]))


@pytest.mark.parametrize(
    "model",
    [None, 5, 2.5, "model.npz", b"x", {4: 3}, {4, 3}, object(), np.array(3), pd.DataFrame([[1]])],
)
def test_what_is_no_model(model):
    kind = type(model).__name__
    with pytest.raises(TypeError, match=f"^model must be a fitted MLP.* It is of type {kind}"):
        as_network(model)


def test_a_class_is_no_model():
    with pytest.raises(TypeError, match="the class MLPClassifier itself; .* a fitted instance"):
        as_network(MLPClassifier)


def test_imports_no_framework():
    code = """
import sys
from nnviz.adapters import as_network

class Perceptron:
    coefs_ = [[[1.0], [2.0]]]
    intercepts_ = [[0.5]]
    activation = "relu"

for model in (Perceptron(), [4, 3, 2], ([[[1.0]]], None), as_network([4, 2])):
    as_network(model)
for model in (object(), None, "x"):
    try:
        as_network(model)
    except TypeError:
        continue
    raise AssertionError(model)
heavy = {"matplotlib", "sklearn", "scipy", "networkx", "pandas", "torch"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)
