"""Every kind of model as a Network, and of training as a TrainingHistory; imports no framework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.adapters.arrays import network_from_sequence
from nnviz.adapters.graphs import network_from_graph, neuron_places
from nnviz.adapters.histories import as_history
from nnviz.adapters.kinds import is_kind
from nnviz.adapters.scikit_learn import is_estimator, network_from_estimator
from nnviz.network import Network

__all__ = ["as_history", "as_network", "neuron_places"]

_TAKEN = (
    "a fitted MLPClassifier or MLPRegressor; a Pipeline that ends in one; a search or a "
    "TransformedTargetRegressor around either; an object with fitted coefs_ and intercepts_; a "
    "(coefs, intercepts) pair; a list of layer sizes; a Network; a networkx.DiGraph"
)


def as_network(model: Any) -> Network:
    """Return any kind of model as a `Network`.

    Parameters
    ----------
    model : object
        A fitted MLPClassifier or MLPRegressor; a Pipeline that ends in one; a GridSearchCV,
        RandomizedSearchCV or TransformedTargetRegressor around either; any object with fitted
        ``coefs_`` and ``intercepts_``; a (coefs, intercepts) pair of lists of arrays; a list of
        layer sizes; a `Network`; a networkx.DiGraph of neurons.

    Returns
    -------
    Network
        A copy of what the model knows: weights, activations, names, classes and preprocessing. A
        `Network` is returned as it is.

    Raises
    ------
    TypeError
        If it is none of these.
    sklearn.exceptions.NotFittedError
        If an estimator is not fitted.
    ValueError
        If a search has ``refit=False``, or arrays or a graph make no network.

    Examples
    --------
    >>> as_network(([[[1.0, -2.0]], [[0.5], [0.25]]], [[0.0, 0.0], [1.0]]))
    <Network 1-2-1, 7 parameters>
    """
    if isinstance(model, Network):
        return model
    if isinstance(model, type):
        raise TypeError(
            f"model is the class {model.__name__} itself; it must be a fitted instance, "
            f"{model.__name__}(...).fit(X, y)."
        )
    if is_kind(model, "networkx", "Graph"):
        return network_from_graph(model)
    if is_estimator(model):
        return network_from_estimator(model)
    is_array = isinstance(model, np.ndarray) and model.ndim > 0
    if is_array or (isinstance(model, Sequence) and not isinstance(model, (str, bytes))):
        return network_from_sequence(model)
    raise TypeError(f"model must be {_TAKEN}. It is of type {type(model).__name__}.")
