"""Any model as something that can be asked: estimators, own classes, networks, functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters.kinds import is_kind
from nnviz.last_bits import same_but_for_last_bits
from nnviz.network import Network
from nnviz.planes.answers import (
    as_answers,
    check_classes,
    labels_responder,
    real_column,
    scores_responder,
    single_column,
    value_responder,
)
from nnviz.planes.models import (
    METHODS,
    check_fitted,
    last_part,
    resolve_model,
    role_of,
    working_numbers,
)
from nnviz.planes.network_answers import network_responder
from nnviz.planes.responder import Kind, Responder
from nnviz.planes.samples import Samples, is_frame
from nnviz.planes.unknown_answers import silent_responder

Array = NDArray[Any]


def make_responder(
    model: Any,
    response_method: str = "auto",
    class_of_interest: Any = None,
    *,
    labels: Any = None,
    samples: Samples | None = None,
    name: str = "estimator",
) -> Responder:
    """Find out how to ask a model for its response to data.

    Parameters
    ----------
    model : object
        A fitted estimator, Pipeline or search; any object with ``predict``, ``predict_proba`` or
        ``decision_function``; a `Network` or what `nnviz.as_network` makes one of; a function of
        data.
    response_method : {"auto", "predict_proba", "decision_function", "predict"}, default="auto"
        What to ask for. "auto" takes the first of these that a classifier has, unless its own
        ``predict`` follows another (as that of a support vector machine with probabilities
        does), and ``predict`` of a regressor. Of a function it says how to read what it returns.
    class_of_interest : object, optional
        The class whose response is wanted. By default the second of two, all of several.
    labels : array-like of shape (n_samples,), optional
        Labels of samples, for models that do not say what their classes are.
    samples : Samples, optional
        Samples to try the model on: needed for functions and for objects without ``classes_``,
        whose answers alone tell what they are.
    name : str, default="estimator"
        What errors call the model.

    Returns
    -------
    Responder
        The model's response.

    Raises
    ------
    TypeError
        If the model has none of the methods, or gives what are no numbers.
    ValueError
        If it has not the method that is asked for, knows one class only, not the class of
        interest, or gives several labels or targets for a sample.
    sklearn.exceptions.NotFittedError
        If it is not fitted.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> from nnviz.planes import make_responder
    >>> model = LogisticRegression().fit([[0.0], [1.0]], ["no", "yes"])
    >>> respond = make_responder(model)
    >>> respond, respond.threshold
    (<Responder predict_proba: probability, 2 classes>, 0.5)
    >>> respond.predict([[2.0]])
    array(['yes'], dtype='<U3')
    """
    if response_method not in ("auto", *METHODS):
        allowed = ", ".join(map(repr, ("auto", *METHODS)))
        raise ValueError(f"response_method must be one of {allowed}; it is {response_method!r}.")
    model = resolve_model(model, name)
    responder = _responder(
        model, response_method, class_of_interest, labels=labels, samples=samples, name=name
    )
    return replace(responder, working_numbers=working_numbers(model))


def _responder(
    model: Any,
    response_method: str,
    class_of_interest: Any,
    *,
    labels: Any,
    samples: Samples | None,
    name: str,
) -> Responder:
    """Find the kind of a resolved model."""
    if isinstance(model, Network):
        return network_responder(model, response_method, class_of_interest, labels, name)
    check_fitted(model, name)
    methods = [method for method in METHODS if hasattr(model, method)]
    if not methods:
        if not callable(model):
            raise TypeError(
                f"{name} must have a method predict, predict_proba or decision_function, or be a "
                f"function of data; {type(model).__name__} is neither."
            )
        return silent_responder(
            model, [], response_method, class_of_interest, labels, samples, name
        )
    role = role_of(model)
    if role == "regressor":
        return _regressor(model, methods, response_method, class_of_interest, name)
    if response_method != "auto" and response_method not in methods:
        raise ValueError(
            f"response_method={response_method!r}: {name} ({type(model).__name__}) has no such "
            f"method; it has {', '.join(methods)}."
        )
    if role == "outlier_detector" and not hasattr(model, "classes_"):
        classes: Any = np.array([-1, 1])
    elif not hasattr(model, "classes_"):
        return silent_responder(
            model, methods, response_method, class_of_interest, labels, samples, name
        )
    else:
        classes = model.classes_
    classes = check_classes(classes, name)
    _check_single_label(model, samples, name)
    return _classifier(model, methods, classes, response_method, class_of_interest, samples, name)


def _regressor(
    model: Any, methods: list[str], response_method: str, class_of_interest: Any, name: str
) -> Responder:
    if response_method not in ("auto", "predict"):
        raise ValueError(
            f"response_method={response_method!r} is for classifiers; {name} "
            f"({type(model).__name__}) is a regressor, of which 'predict' can be asked."
        )
    if "predict" not in methods:
        raise TypeError(f"{name} ({type(model).__name__}) is a regressor without predict.")

    def predict(data: Any) -> Array:
        return real_column(model.predict(data), f"{name}.predict")

    return value_responder("predict", predict, class_of_interest, name)


def _classifier(
    model: Any,
    methods: list[str],
    classes: Array,
    response_method: str,
    class_of_interest: Any,
    samples: Samples | None,
    name: str,
) -> Responder:
    """Ask a model that says what its classes are."""

    def predict(data: Any) -> Array:
        return single_column(model.predict(data), f"{name}.predict")

    own = _own_threshold(last_part(model))
    candidates = [response_method]
    if response_method == "auto":
        candidates = _in_order(model, methods, len(classes), own)
    method = candidates[0]
    if method == "predict":
        return labels_responder("predict", classes, predict, class_of_interest, name)
    if method == "decision_function":
        _check_one_versus_rest(model, len(classes), name)
    threshold = None
    if own is not None and len(classes) == 2:
        if own[0] != method:
            raise ValueError(
                f"response_method={method!r}: the own threshold of {name} is one for {own[0]}; "
                f"use that, 'auto' or 'predict'."
            )
        threshold = own[1]
    kind: Kind = "probability" if method == "predict_proba" else "decision"
    responder = scores_responder(
        method,
        kind,
        classes,
        getattr(model, method),
        predict if "predict" in methods else None,
        class_of_interest,
        name,
        threshold,
    )
    if response_method == "auto" and "predict" in methods and samples is not None:
        fallback = own is not None and not _is_consistent(responder, samples)
        if fallback or not _has_width(model, method, samples, len(classes)):
            return labels_responder("predict", classes, predict, class_of_interest, name)
    return responder


def _in_order(
    model: Any, methods: list[str], n_classes: int, own: tuple[str, float] | None
) -> list[str]:
    """The methods, the one first that the model's own predict follows."""
    last = last_part(model)
    order = list(methods)
    if is_kind(last, "sklearn", "BaseSVC") and "decision_function" in methods:
        # Its probabilities come from a fit of their own, and may contradict its predictions.
        order = [method for method in order if method != "predict_proba"]
    if own is not None and own[0] in methods:
        order = [own[0], "predict"]
    if n_classes > 2 and _is_one_versus_one(last) and "predict" in methods:
        order = [method for method in order if method != "decision_function"]
    return order


def _own_threshold(last: Any) -> tuple[str, float] | None:
    """The method and threshold for the second class of a model that has a threshold of its own."""
    if not is_kind(last, "sklearn", "BaseThresholdClassifier"):
        return None
    inner = getattr(last, "estimator_", None)
    wanted = getattr(last, "response_method", "auto")
    wanted = ("predict_proba", "decision_function") if wanted == "auto" else (wanted,)
    method = next((each for each in wanted if hasattr(inner, each)), None)
    if method is None:
        return None
    usual = 0.5 if method == "predict_proba" else 0.0
    threshold = getattr(last, "best_threshold_", getattr(last, "threshold", "auto"))
    limit = usual if threshold == "auto" else float(threshold)
    label = getattr(last, "pos_label", None)
    if label is not None and label == last.classes_[0]:
        limit = 1.0 - limit if method == "predict_proba" else -limit
    return method, limit


def _is_consistent(responder: Responder, samples: Samples) -> bool:
    """Whether the threshold separates the samples as the model's own predict does."""
    assert responder.classes is not None
    assert responder.threshold is not None
    values = responder(samples.data)
    decided = responder.classes[responder.decide(values)]
    on_it = same_but_for_last_bits(values, responder.threshold)
    return bool(((decided == responder.predict(samples.data)) | on_it).all())


def _has_width(model: Any, method: str, samples: Samples, n_classes: int) -> bool:
    scores = as_answers(getattr(model, method)(first_rows(samples, 1)), method)
    width = 1 if scores.ndim == 1 else scores.shape[1]
    return width == n_classes or (n_classes == 2 and width == 1)


def first_rows(samples: Samples, n_rows: int) -> Any:
    """Return the first samples as the model takes them.

    Parameters
    ----------
    samples : Samples
        The samples.
    n_rows : int
        How many.

    Returns
    -------
    ndarray or DataFrame
        The rows.
    """
    return samples.data.iloc[:n_rows] if is_frame(samples.data) else samples.data[:n_rows]


def _is_one_versus_one(last: Any) -> bool:
    # scikit-learn then gives a number for each pair of classes, and three classes have three pairs.
    shape = getattr(last, "decision_function_shape", None)
    return is_kind(last, "sklearn", "BaseSVC") and shape == "ovo"


def _check_one_versus_rest(model: Any, n_classes: int, name: str) -> None:
    if n_classes > 2 and _is_one_versus_one(last_part(model)):
        raise ValueError(
            f"response_method='decision_function': {name} gives a number for each pair of classes "
            "(decision_function_shape='ovo'); one for each class is needed. Use 'predict'."
        )


def _check_single_label(model: Any, samples: Samples | None, name: str) -> None:
    """Refuse a classifier that gives several labels for a sample."""
    last = last_part(model)
    several = getattr(last, "multilabel_", False) is True
    if is_kind(last, "sklearn", "BaseMultilayerPerceptron"):
        several |= last.out_activation_ == "logistic" and last.n_outputs_ > 1
    if several:
        raise ValueError(
            f"{name} predicts several labels for a sample; models with one label can be shown."
        )
    if samples is not None and hasattr(model, "predict"):
        single_column(model.predict(first_rows(samples, 1)), f"{name}.predict")
