"""Models that do not say what their classes are: what they answer tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.planes.answers import (
    are_probabilities,
    as_answers,
    distinct_labels,
    is_subset,
    labels_responder,
    real_column,
    scores_responder,
    single_column,
    value_responder,
)
from nnviz.planes.responder import Kind, Responder
from nnviz.planes.samples import Samples

Array = NDArray[Any]


def silent_responder(
    model: Any,
    methods: list[str],
    response_method: str,
    class_of_interest: Any,
    labels: Any,
    samples: Samples | None,
    name: str,
) -> Responder:
    """Make a responder of a function, or of an object that has no ``classes_``.

    Rows that are distributions are probabilities; other rows are scores if there are as many
    labels. Labels that are no numbers are classes. Of numbers, those of a function are values
    unless all are labels; whole numbers that an object predicts are classes if no labels say
    otherwise.

    Parameters
    ----------
    model : object
        The object, or the function.
    methods : list of str
        Those that it has; empty for a function.
    response_method : {"auto", "predict_proba", "decision_function", "predict"}
        What to ask for, or how to read what a function returns.
    class_of_interest : object
        One of the classes, or None.
    labels : array-like or None
        Labels of samples.
    samples : Samples or None
        Samples to try it on.
    name : str
        What errors call the model.

    Returns
    -------
    Responder
        The responder.

    Raises
    ------
    TypeError
        If there are no samples to try it on, or it gives complex numbers.
    ValueError
        If its answers have no meaning here, or their columns cannot be told apart.
    """
    if samples is None:
        raise TypeError(
            f"samples: {name} does not say what its classes are; samples to try it on must be "
            "given."
        )
    known = None if labels is None else distinct_labels(labels)
    method = methods[0] if methods and response_method == "auto" else response_method
    if not methods:
        return _function(model, response_method, class_of_interest, known, samples, name)
    ask = getattr(model, method)
    predict = _labels_of(model, name) if "predict" in methods else None
    if method == "predict":
        return _read(ask, "predict", class_of_interest, known, samples, name, is_function=False)
    scores = as_answers(ask(samples.data), f"{name}.{method}")
    classes = _classes_of_columns(scores, predict, known, samples, name, method)
    kind: Kind = "probability" if method == "predict_proba" else "decision"
    return scores_responder(method, kind, classes, ask, predict, class_of_interest, name)


def _labels_of(model: Any, name: str) -> Callable[[Any], Array]:
    def predict(data: Any) -> Array:
        return single_column(model.predict(data), f"{name}.predict")

    return predict


def _function(
    function: Callable[[Any], Any],
    response_method: str,
    class_of_interest: Any,
    known: Array | None,
    samples: Samples,
    name: str,
) -> Responder:
    if response_method in ("auto", "predict"):
        return _read(function, "call", class_of_interest, known, samples, name, is_function=True)
    scores = as_answers(function(samples.data), name)
    classes = _classes_of_columns(scores, None, known, samples, name, "call")
    kind: Kind = "probability" if response_method == "predict_proba" else "decision"
    return scores_responder("call", kind, classes, function, None, class_of_interest, name)


def _read(
    ask: Callable[[Any], Any],
    method: str,
    class_of_interest: Any,
    known: Array | None,
    samples: Samples,
    name: str,
    *,
    is_function: bool,
) -> Responder:
    """Tell from its answers what a method gives: distributions, scores, labels or values."""
    what = name if is_function else f"{name}.predict"
    answers = as_answers(ask(samples.data), what)
    if len(answers) != samples.n_samples:
        raise ValueError(
            f"{what} must give a row for each of {samples.n_samples} samples; it gives "
            f"{len(answers)}."
        )
    if answers.dtype.kind == "c":
        raise TypeError(f"{what} must give labels or real numbers; it gives complex ones.")
    if answers.ndim == 2:
        return _read_rows(ask, method, answers, class_of_interest, known, name, what)
    if _are_labels(answers, known, is_function=is_function):
        classes = distinct_labels(answers, *([] if known is None else [known]))
        if len({str(label) for label in classes.tolist()}) < len(classes):
            first = answers.tolist()[0]
            raise ValueError(
                f"{what} must give labels of the kind that y holds; it gives {first!r} "
                f"({type(first).__name__})."
            )

        def predict(data: Any) -> Array:
            return single_column(ask(data), what)

        return labels_responder(method, classes, predict, class_of_interest, name)

    def value(data: Any) -> Array:
        return real_column(ask(data), what)

    return value_responder(method, value, class_of_interest, name)


def _read_rows(
    ask: Callable[[Any], Any],
    method: str,
    answers: Array,
    class_of_interest: Any,
    known: Array | None,
    name: str,
    what: str,
) -> Responder:
    width = answers.shape[1]
    fits = known is not None and len(known) == width
    if not (are_probabilities(answers) or (fits and answers.dtype.kind in "iuf")):
        raise ValueError(
            f"{what} gives {width} values a sample, which are no probabilities of classes; models "
            "with several labels or targets for a sample cannot be shown."
        )
    kind: Kind = "probability" if are_probabilities(answers) else "decision"
    classes = known if fits and known is not None else np.arange(width)
    return scores_responder(method, kind, classes, ask, None, class_of_interest, name)


def _are_labels(answers: Array, known: Array | None, *, is_function: bool) -> bool:
    if answers.dtype.kind not in "iuf":
        return True
    if known is None:
        return answers.dtype.kind in "iu" and not is_function
    if known.dtype.kind == "f" and not np.array_equal(known, np.round(known)):
        return False
    return is_subset(answers.tolist(), known.tolist())


def _classes_of_columns(
    scores: Array,
    predict: Callable[[Any], Array] | None,
    known: Array | None,
    samples: Samples,
    name: str,
    method: str,
) -> Array:
    """The labels that the columns stand for, from what the model predicts and the labels given."""
    width = 2 if scores.ndim == 1 else scores.shape[1]
    parts = [] if known is None else [known]
    if predict is not None:
        parts.append(predict(samples.data))
    found = distinct_labels(*parts)
    if len(found) == width:
        return found
    if is_subset(found.tolist(), range(width)):
        return np.arange(width)
    what = name if method == "call" else f"{name}.{method}"
    raise ValueError(
        f"{what} gives {width} classes, but {len(found)} labels are known: "
        f"{', '.join(map(repr, found.tolist()[:10]))}. A classes_ attribute on the model can name "
        "the columns."
    )
