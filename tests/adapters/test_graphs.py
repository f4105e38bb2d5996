"""Graphs of neurons as models."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from nnviz.adapters import as_network
from tests.networks import assert_same_network, networks


@given(network=networks())
def test_round_trip(network):
    assert_same_network(as_network(network.to_networkx()), network)


def test_subclass_of_a_digraph():
    class Brain(nx.DiGraph):
        pass

    assert as_network(Brain([("a", "b")])).layers[0].names == ("a",)


def test_cycle_is_named():
    with pytest.raises(ValueError, match="it has a -> b -> a"):
        as_network(nx.DiGraph([("a", "b"), ("b", "a")]))
