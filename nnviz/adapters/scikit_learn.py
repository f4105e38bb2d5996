"""Networks from scikit-learn's estimators, and from objects that look like its perceptrons."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.activations import canonical_name
from nnviz.adapters.kinds import is_kind
from nnviz.network import Network

__all__ = ["is_estimator", "network_from_estimator", "unwrap_perceptron"]

_MLP = "an MLPClassifier or MLPRegressor, or has coefs_ and intercepts_"


def is_estimator(model: Any) -> bool:
    """Tell whether an object is scikit-learn's, or has ``coefs_`` and ``intercepts_`` as its have.

    Parameters
    ----------
    model : object
        Any object.

    Returns
    -------
    bool
        Whether `network_from_estimator` says what to make of it.

    Examples
    --------
    >>> from sklearn.neural_network import MLPClassifier
    >>> is_estimator(MLPClassifier()), is_estimator([4, 3])
    (True, False)
    """
    return is_kind(model, "sklearn", "BaseEstimator") or _has_arrays(model)


def network_from_estimator(model: Any) -> Network:
    """Make a network from a fitted estimator.

    Parameters
    ----------
    model : object
        A multilayer perceptron, a Pipeline that ends in one, a search or a
        TransformedTargetRegressor around either, nested in any way.

    Returns
    -------
    Network
        The network, with copies of everything, the fitted preprocessing included.

    Raises
    ------
    TypeError
        If there is no multilayer perceptron at the end.
    ValueError
        If a search has ``refit=False``, or targets are transformed twice.
    sklearn.exceptions.NotFittedError
        If it is not fitted.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", random_state=0).fit(X, y)
    >>> network = network_from_estimator(mlp)
    >>> network, network.layers[-1].activation, network.layers[-1].names
    (<Network 4-3-2-3, 32 parameters>, 'softmax', ('0', '1', '2'))
    """
    mlp, steps, target_transformer = unwrap_perceptron(model)
    network = Network.from_arrays(
        mlp.coefs_,
        mlp.intercepts_,
        activation=_known_activation(getattr(mlp, "activation", None)),
        out_activation=_known_activation(getattr(mlp, "out_activation_", None)),
    )
    first, *hidden, last = network.layers
    features = _feature_names(steps[0] if steps else mlp)
    classes = _classes(mlp, last.size)
    first = replace(first, names=_input_names(mlp, steps, features, first.size))
    last = replace(last, names=_output_names(classes, last.size))
    return replace(
        network,
        layers=(first, *hidden, last),
        classes=classes,
        # Refitting a Pipeline fits its transformers in place; the network must not follow them.
        preprocessing=tuple(copy.deepcopy(steps)),
        target_transformer=copy.deepcopy(target_transformer),
        input_features=features,
    )


def unwrap_perceptron(model: Any, argument: str = "model") -> tuple[Any, list[Any], Any]:
    """Find the perceptron in what may be wrapped around it.

    Parameters
    ----------
    model : object
        As `network_from_estimator` takes it.
    argument : str, default="model"
        What an error calls it.

    Returns
    -------
    perceptron : object
        What has ``coefs_`` and ``intercepts_``.
    steps : list
        The transformers before it, in order.
    target_transformer : object or None
        The transformer of its targets.

    Raises
    ------
    TypeError
        If there is no multilayer perceptron at the end.
    ValueError
        If a search has ``refit=False``, or targets are transformed twice.
    sklearn.exceptions.NotFittedError
        If it is not fitted.

    Examples
    --------
    >>> from sklearn.neural_network import MLPClassifier
    >>> from sklearn.pipeline import make_pipeline
    >>> mlp = MLPClassifier((2,), solver="lbfgs", random_state=0).fit([[0.0], [1.0]], [0, 1])
    >>> unwrap_perceptron(make_pipeline("passthrough", mlp))[0] is mlp
    True
    """
    steps: list[Any] = []
    target_transformer = None
    role = argument
    while True:
        kind = type(model).__name__
        if is_kind(model, "sklearn", "Pipeline"):
            if not model.steps:
                raise TypeError(f"{role} is a Pipeline without steps; it must end in {_MLP}.")
            steps += [step for _, step in model.steps[:-1] if not _is_passthrough(step)]
            name, model = model.steps[-1]
            role = f"{argument}: the Pipeline's last step {name!r}"
        elif is_kind(model, "sklearn", "BaseSearchCV"):
            if not model.refit:
                raise ValueError(
                    f"{role} is a {kind} with refit=False, which keeps no fitted estimator; fit it "
                    "with refit=True, or give the estimator itself."
                )
            model = _fitted_part(model, "best_estimator_", argument)
            role = f"{argument}: the best estimator of the {kind}"
        elif is_kind(model, "sklearn", "TransformedTargetRegressor"):
            if target_transformer is not None:
                raise ValueError(f"{role} transforms the targets a second time; once is allowed.")
            regressor = _fitted_part(model, "regressor_", argument)
            target_transformer = model.transformer_
            model = regressor
            role = f"{argument}: the regressor of the {kind}"
        else:
            _check_perceptron(model, role, argument)
            return model, steps, target_transformer


def _fitted_part(model: Any, attribute: str, argument: str) -> Any:
    if not hasattr(model, attribute):
        raise _not_fitted(model, argument)
    return getattr(model, attribute)


def _check_perceptron(model: Any, role: str, argument: str) -> None:
    """Refuse what is no perceptron, and one that is not fitted."""
    if not is_kind(model, "sklearn", "BaseMultilayerPerceptron") and not _has_arrays(model):
        what = repr(model) if isinstance(model, str) else f"of type {type(model).__name__}"
        raise TypeError(f"{role} is {what}; it must be {_MLP}.")
    if getattr(model, "coefs_", None) is None or not hasattr(model, "intercepts_"):
        raise _not_fitted(model, argument)


def _not_fitted(model: Any, argument: str) -> Exception:
    from sklearn.exceptions import NotFittedError

    kind = type(model).__name__
    error: Exception = NotFittedError(
        f"{argument}: this {kind} is not fitted yet; call its fit(X, y) first."
    )
    return error


def _has_arrays(model: Any) -> bool:
    return hasattr(model, "coefs_") and hasattr(model, "intercepts_")


def _is_passthrough(step: Any) -> bool:
    return step is None or (isinstance(step, str) and step == "passthrough")


def _known_activation(name: Any) -> str | None:
    """Return the canonical name, or None: of what is not known, no caption claims anything."""
    if not isinstance(name, str):
        return None
    try:
        return canonical_name(name)
    except ValueError:
        return None


def _feature_names(estimator: Any) -> tuple[str, ...] | None:
    names = getattr(estimator, "feature_names_in_", None)
    return None if names is None else tuple(str(name) for name in names)


def _input_names(
    mlp: Any, steps: list[Any], features: tuple[str, ...] | None, n_inputs: int
) -> tuple[str, ...] | None:
    """Return the names of what enters the first layer, as far as anything knows them."""
    names = _feature_names(mlp)
    if names is None and features is not None:
        names = features
        for step in steps:
            try:
                names = tuple(str(name) for name in step.get_feature_names_out(names))
            except (AttributeError, NotImplementedError, TypeError, ValueError):
                # A transformer that does not say what it makes of the names it is given.
                return None
    return names if names is not None and len(names) == n_inputs else None


def _classes(mlp: Any, n_outputs: int) -> NDArray[Any] | None:
    """Return the labels, where they are those of the outputs."""
    given = getattr(mlp, "classes_", None)
    if given is None:
        return None
    classes = np.asarray(given)
    allowed = (1, 2) if n_outputs == 1 else (n_outputs,)
    return classes if classes.ndim == 1 and len(classes) in allowed else None


def _output_names(classes: NDArray[Any] | None, n_outputs: int) -> tuple[str, ...] | None:
    if classes is None:
        return None
    if n_outputs == 1:
        # The one output of a binary classifier stands for its second, positive class.
        return (str(classes[1]),) if len(classes) == 2 else None
    return tuple(str(label) for label in classes)
