"""What a model says of itself: the names of its features, its role, what it is wrapped in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nnviz.adapters import as_network
from nnviz.adapters.kinds import is_kind
from nnviz.network import Network

# What any model may need: copies, trees, layers.
_WORKING_NUMBERS = 512

METHODS = ("predict_proba", "decision_function", "predict")


def resolve_model(model: Any, name: str) -> Any:
    """Return the model as something that can be asked: an object with methods, or a Network.

    Parameters
    ----------
    model : object
        What a user gave.
    name : str
        What errors call it.

    Returns
    -------
    object
        A `Network` for arrays, a graph, or an object with ``coefs_`` and no methods of its own;
        otherwise the model itself.
    """
    if isinstance(model, Network):
        return model
    if isinstance(model, type):
        raise TypeError(
            f"{name} is the class {model.__name__} itself; it must be a fitted instance."
        )
    if model is None or isinstance(model, (str, bytes, bool, int, float)):
        raise TypeError(f"{name} must be a model with a predict method; it is {model!r}.")
    is_graph = is_kind(model, "networkx", "Graph")
    if is_graph or isinstance(model, (Sequence, np.ndarray)):
        return as_network(model)
    if hasattr(model, "coefs_") and not any(hasattr(model, method) for method in METHODS):
        return as_network(model)
    return model


def known_features(model: Any) -> tuple[tuple[str, ...] | None, int | None]:
    """Tell the names and the number of the features that a model was fitted on.

    Parameters
    ----------
    model : object
        A resolved model.

    Returns
    -------
    names : tuple of str, or None
        None where it was fitted without names, or does not say.
    count : int or None
        None where it does not say.
    """
    if isinstance(model, Network):
        return _features_of_network(model)
    # A method of a fitted model, such as model.predict, knows what its owner knows.
    owner = getattr(model, "__self__", model)
    for part in _first_parts(owner):
        names = getattr(part, "feature_names_in_", None)
        if names is not None:
            return tuple(str(name) for name in names), len(names)
        count = getattr(part, "n_features_in_", None)
        if count is not None:
            return None, int(count)
    return None, None


def _features_of_network(network: Network) -> tuple[tuple[str, ...] | None, int | None]:
    if network.input_features is not None:
        return network.input_features, len(network.input_features)
    if not network.preprocessing:
        return None, network.sizes[0]
    count = getattr(network.preprocessing[0], "n_features_in_", None)
    return None, None if count is None else int(count)


def _first_parts(model: Any) -> Iterator[Any]:
    """The model, and what the data reach first inside it."""
    yield model
    if is_kind(model, "sklearn", "BaseSearchCV") and hasattr(model, "best_estimator_"):
        yield from _first_parts(model.best_estimator_)
    elif is_kind(model, "sklearn", "Pipeline"):
        for _, step in model.steps:
            if step is not None and not isinstance(step, str):
                yield from _first_parts(step)
                return


def last_part(model: Any) -> Any:
    """Return the estimator that answers, inside Pipelines and searches.

    Parameters
    ----------
    model : object
        A resolved model.

    Returns
    -------
    object
        The innermost estimator.
    """
    while True:
        if is_kind(model, "sklearn", "Pipeline") and model.steps:
            model = model.steps[-1][1]
        elif is_kind(model, "sklearn", "BaseSearchCV") and hasattr(model, "best_estimator_"):
            model = model.best_estimator_
        else:
            return model


def working_numbers(model: Any) -> int:
    """Guess how many numbers a model works with for one sample, besides inputs and answers.

    Parameters
    ----------
    model : object
        A resolved model.

    Returns
    -------
    int
        Activations of all neurons, or comparisons with all training samples, some times over.
    """
    if isinstance(model, Network):
        return max(_WORKING_NUMBERS, 3 * sum(model.sizes))
    last = last_part(model)
    # The Gaussian process of a classifier stands behind another.
    last = getattr(last, "base_estimator_", last)
    neurons = sum(int(np.shape(weights)[-1]) for weights in getattr(last, "coefs_", ()))
    trained = getattr(last, "X_train_", getattr(last, "X_fit_", ()))
    n_trained = max(len(trained), int(getattr(last, "n_samples_fit_", 0)))
    return max(_WORKING_NUMBERS, 3 * neurons, 3 * n_trained)


def role_of(model: Any) -> str | None:
    """Tell what an estimator says that it is.

    Parameters
    ----------
    model : object
        A resolved model.

    Returns
    -------
    {"classifier", "regressor", "clusterer", "outlier_detector"} or None
        None where it does not say.
    """
    role = None
    if hasattr(model, "__sklearn_tags__"):
        from sklearn.utils import get_tags

        try:
            role = get_tags(model).estimator_type
        except (AttributeError, TypeError):  # an own class that has only part of what it takes
            role = None
    if role is None:
        role = getattr(model, "_estimator_type", None)
    return role if isinstance(role, str) else None


def check_fitted(model: Any, name: str) -> None:
    """Raise if a scikit-learn estimator has not been fitted, or a search keeps none.

    Parameters
    ----------
    model : object
        A resolved model.
    name : str
        What errors call it.

    Raises
    ------
    sklearn.exceptions.NotFittedError
        If it is not fitted.
    ValueError
        If it is a search with ``refit=False``.
    """
    kind = type(model).__name__
    if is_kind(model, "sklearn", "BaseSearchCV") and not model.refit:
        raise ValueError(
            f"{name} is a {kind} with refit=False, which keeps no fitted estimator; fit it with "
            "refit=True, or give the estimator itself."
        )
    # An own class need not follow scikit-learn's rule of what "fitted" looks like.
    if any(type(part).__module__.split(".")[0] != "sklearn" for part in (model, last_part(model))):
        return
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted

    try:
        check_is_fitted(model)
    except NotFittedError:
        raise NotFittedError(
            f"{name}: this {kind} is not fitted yet; call its fit(X, y) first."
        ) from None
