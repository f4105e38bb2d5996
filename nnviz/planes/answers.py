"""Reading what a model answers: shapes, classes, the class of interest, the threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import settled
from nnviz.planes.responder import Ask, Kind, Responder, label_indices

Array = NDArray[Any]
THRESHOLDS = {"probability": 0.5, "decision": 0.0}


def as_answers(answers: Any, what: str) -> Array:
    """Return what a model answered as an array of one or two dimensions.

    Parameters
    ----------
    answers : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What came back.
    what : str
        What was asked, for errors, such as "estimator.predict".

    Returns
    -------
    ndarray of shape (n_samples,) or (n_samples, n_outputs)
        One column becomes 1-D.
    """
    if isinstance(answers, list) and answers and getattr(answers[0], "ndim", 0) == 2:
        raise ValueError(
            f"{what} gives one table for each of {len(answers)} outputs; models with several "
            "labels or targets for a sample cannot be shown."
        )
    array = np.asarray(answers.toarray() if hasattr(answers, "toarray") else answers)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim not in (1, 2):
        raise ValueError(f"{what} must give a row for each sample; it gives shape {array.shape}.")
    return array


def single_column(answers: Any, what: str) -> Array:
    """Return one answer a sample, or refuse a model that gives several.

    Parameters
    ----------
    answers : array-like of shape (n_samples,)
        What came back.
    what : str
        What was asked, for errors.

    Returns
    -------
    ndarray of shape (n_samples,)
        The answers.
    """
    array = as_answers(answers, what)
    if array.ndim != 1:
        raise ValueError(
            f"{what} gives {array.shape[1]} values a sample; models with several labels or "
            "targets for a sample cannot be shown."
        )
    return array


def real_column(answers: Any, what: str) -> NDArray[np.float64]:
    """Return one real number a sample.

    Parameters
    ----------
    answers : array-like of shape (n_samples,)
        What came back.
    what : str
        What was asked, for errors.

    Returns
    -------
    ndarray of float64 of shape (n_samples,)
        The numbers.
    """
    column = single_column(answers, what)
    if column.dtype.kind == "c":
        raise TypeError(f"{what} must give real numbers; it gives complex ones.")
    try:
        return column.astype(np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{what} must give numbers; it gives {column.tolist()[0]!r}.") from None


def distinct_labels(*given: Any) -> Array:
    """Return all labels that occur, in order.

    Parameters
    ----------
    *given : array-like of shape (n_samples,)
        Labels.

    Returns
    -------
    ndarray of shape (n_classes,)
        Sorted; labels that cannot be compared are sorted as text.
    """
    found: dict[Any, None] = {}
    for labels in given:
        found.update(dict.fromkeys(np.asarray(labels).ravel().tolist()))
    try:
        ordered = sorted(found)
    except TypeError:
        ordered = sorted(found, key=lambda label: (type(label).__name__, str(label)))
    array = np.asarray(ordered)
    if len(array) and array.tolist() != ordered:  # NumPy made strings of mixed labels
        array = np.empty(len(ordered), dtype=object)
        array[:] = ordered
    return array


def check_classes(classes: Any, name: str) -> Array:
    """Return the classes of a model, of which there must be two or more.

    Parameters
    ----------
    classes : array-like of shape (n_classes,)
        Labels.
    name : str
        What errors call the model.

    Returns
    -------
    ndarray of shape (n_classes,)
        The labels.
    """
    several = isinstance(classes, list) and any(np.ndim(part) for part in classes)
    array = None if several else np.asarray(classes)
    if array is None or array.ndim != 1:
        raise ValueError(
            f"{name} predicts several labels for a sample; models with one label can be shown."
        )
    if len(array) < 2:
        only = f", {array.tolist()[0]!r}" if len(array) else ""
        raise ValueError(f"{name} knows one class only{only}; a decision needs two or more.")
    return array


def interest_index(classes: Array, class_of_interest: Any, name: str) -> int | None:
    """Return the index of the class of interest.

    Parameters
    ----------
    classes : ndarray of shape (n_classes,)
        Labels.
    class_of_interest : object
        One of them, or None.
    name : str
        What errors call the model.

    Returns
    -------
    int or None
        None where none was asked for.

    Raises
    ------
    ValueError
        If the model has no such class.
    """
    if class_of_interest is None:
        return None
    known = classes.tolist()
    wanted = class_of_interest
    # 1 == True, but a class is asked for by what it is called; an array is no class at all.
    is_bool = isinstance(wanted, (bool, np.bool_))
    for place, label in enumerate(known):
        if isinstance(label, bool) == is_bool and np.ndim(wanted) == 0 and wanted == label:
            return place
    listed = ", ".join(map(repr, known))
    raise ValueError(
        f"class_of_interest must be one of the classes of {name}, {listed}; it is {wanted!r}."
    )


def scores_responder(
    method: str,
    kind: Kind,
    classes: Array,
    ask: Callable[[Any], Any],
    predict: Ask | None,
    class_of_interest: Any,
    name: str,
    threshold: float | None = None,
) -> Responder:
    """Make a responder of a method that gives a number for each class.

    Parameters
    ----------
    method : str
        What it is called.
    kind : {"probability", "decision"}
        What the numbers are.
    classes : ndarray of shape (n_classes,)
        Labels.
    ask : callable
        From data to (n_samples, n_classes) or, for two classes, (n_samples,) numbers.
    predict : callable or None
        From data to labels; None where the largest number decides.
    class_of_interest : object
        One of the classes, or None.
    name : str
        What errors call the model.
    threshold : float, optional
        Where a decision between two classes changes, in numbers of the second class.

    Returns
    -------
    Responder
        The responder.
    """
    classes = check_classes(classes, name)
    interest = interest_index(classes, class_of_interest, name)
    what = f"{name}.{method}" if method not in ("call", "forward") else name
    binary = len(classes) == 2
    positive = (1 if interest is None else interest) if binary else interest

    def respond(data: Any) -> Array:
        scores = as_answers(ask(data), what)
        if scores.dtype.kind not in "biuf":
            raise TypeError(f"{what} must give real numbers; its dtype is {scores.dtype}.")
        scores = scores.astype(np.float64, copy=False)
        if binary:
            return _of_two(scores, kind, positive, what)
        _check_width(scores, len(classes), what)
        return scores if positive is None else scores[:, positive]

    limit = None
    if binary:
        limit = THRESHOLDS[kind] if threshold is None else threshold
        if positive == 0:
            limit = 1.0 - limit if kind == "probability" else 0.0 - limit

    # A sample on a boundary belongs to the first of the classes that meet there.
    def decide(data: Any) -> Array:
        scores = as_answers(ask(data), what)
        if binary:
            least = THRESHOLDS[kind] if threshold is None else threshold
            second = settled(_of_two(scores, kind, 1, what), least)
            places = (second > least).astype(np.intp)
        else:
            _check_width(scores, len(classes), what)
            places = settled(scores, scores.max(axis=1, keepdims=True)).argmax(axis=1)
        return classes[places]

    return Responder(method, kind, classes, limit, positive, respond, predict or decide)


def _of_two(scores: Array, kind: Kind, positive: int | None, what: str) -> Array:
    """One number a sample for one of two classes."""
    if scores.ndim == 2:
        _check_width(scores, 2, what)
        if kind == "probability":
            return scores[:, positive]
        scores = scores[:, 1] - scores[:, 0]
    if positive == 1:
        return scores
    return 1.0 - scores if kind == "probability" else -scores


def _check_width(scores: Array, n_classes: int, what: str) -> None:
    if scores.ndim != 2 or scores.shape[1] != n_classes:
        width = 1 if scores.ndim == 1 else scores.shape[1]
        raise ValueError(
            f"{what} gives {width} number{'s' * (width != 1)} a sample for {n_classes} classes; "
            "one for each is needed. Use response_method='predict'."
        )


def labels_responder(
    method: str, classes: Any, predict: Ask, class_of_interest: Any, name: str
) -> Responder:
    """Make a responder of a method that gives labels.

    Parameters
    ----------
    method : str
        What it is called.
    classes : array-like of shape (n_classes,)
        Labels.
    predict : callable
        From data to labels.
    class_of_interest : object
        One of the classes, or None; labels are the same for all.
    name : str
        What errors call the model.

    Returns
    -------
    Responder
        The responder.
    """
    classes = check_classes(classes, name)
    interest_index(classes, class_of_interest, name)

    def respond(data: Any) -> Array:
        return label_indices(predict(data), classes, name)

    return Responder(method, "classes", classes, None, None, respond, predict)


def value_responder(method: str, predict: Ask, class_of_interest: Any, name: str) -> Responder:
    """Make a responder of a method that gives values.

    Parameters
    ----------
    method : str
        What it is called.
    predict : callable
        From data to numbers of shape (n_samples,).
    class_of_interest : object
        Must be None: values have no classes.
    name : str
        What errors call the model.

    Returns
    -------
    Responder
        The responder.
    """
    if class_of_interest is not None:
        raise ValueError(
            f"class_of_interest is for classifiers; {name} gives values. It is "
            f"{class_of_interest!r}."
        )
    return Responder(method, "value", None, None, None, predict, predict)


def are_probabilities(scores: Array) -> bool:
    """Tell whether the rows of a table are distributions.

    Parameters
    ----------
    scores : ndarray of shape (n_samples, n_outputs)
        Numbers.

    Returns
    -------
    bool
        Whether none is negative and each row sums to 1.
    """
    if scores.dtype.kind not in "biuf":
        return False
    sums = scores.sum(axis=1)
    return bool((scores >= 0).all() and np.allclose(sums, 1.0, rtol=0, atol=1e-5))


def is_subset(few: Iterable[Any], many: Iterable[Any]) -> bool:
    """Tell whether all labels are among others.

    Parameters
    ----------
    few, many : iterable
        Labels.

    Returns
    -------
    bool
        Whether `many` has all of `few`.
    """
    return set(few) <= set(many)
