"""What a model answers about data, with the classes and the threshold that it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.last_bits import settled

Kind = Literal["probability", "decision", "classes", "value"]
Ask = Callable[[Any], NDArray[Any]]


@dataclass(frozen=True, eq=False, repr=False)
class Responder:
    """A model that can be asked for its response to data; calling it gives the response.

    Attributes
    ----------
    method : str
        What is asked: "predict_proba", "decision_function", "predict", "forward" for a network's
        own outputs, "call" for a function.
    kind : {"probability", "decision", "classes", "value"}
        What comes back.
    classes : ndarray of shape (n_classes,), or None
        The labels; None for "value".
    threshold : float or None
        With one number a sample: where the model's decision changes. None for several classes,
        labels and values.
    positive : int or None
        The index of the class that the one number speaks of; None where there is no such number.
    respond : callable
        From data, as `Samples.data` has them, to an array of shape (n_samples,): floats for two
        classes, one class of interest and values, indices into `classes` for "classes"; or of
        shape (n_samples, n_classes).
    predict : callable
        From data to labels or values of shape (n_samples,), as the model's own ``predict`` gives
        them.
    working_numbers : int
        About how many numbers the model works with for one sample.
    """

    method: str
    kind: Kind
    classes: NDArray[Any] | None
    threshold: float | None
    positive: int | None
    respond: Ask
    predict: Ask
    working_numbers: int = 512

    def __call__(self, data: Any) -> NDArray[Any]:
        """Return the response to data.

        Parameters
        ----------
        data : ndarray or DataFrame of shape (n_samples, n_features)
            Data as the model takes them.

        Returns
        -------
        ndarray of shape (n_samples,) or (n_samples, n_classes)
            The response.
        """
        return self.respond(data)

    @property
    def n_responses(self) -> int:
        """How many numbers there are for a sample."""
        several = self.kind in ("probability", "decision") and self.positive is None
        return len(self.classes) if several and self.classes is not None else 1

    def decide(self, values: NDArray[Any]) -> NDArray[np.intp]:
        """Return the class that a response speaks for.

        Parameters
        ----------
        values : ndarray
            Responses of any leading shape.

        Returns
        -------
        ndarray of int
            Indices into `classes`.

        Raises
        ------
        ValueError
            If the response is a value, or the part of one class among several.
        """
        if self.kind == "classes":
            return np.asarray(values, dtype=np.intp)
        if self.classes is None or (self.positive is not None and self.threshold is None):
            raise ValueError("this response alone does not say which class it is.")
        if self.positive is None:
            best = values.max(axis=-1, keepdims=True)
            return np.asarray(settled(values, best).argmax(axis=-1), dtype=np.intp)
        assert self.threshold is not None
        values = settled(values, self.threshold)
        # At the threshold itself a model takes the first class.
        if self.positive == 1:
            return (values > self.threshold).astype(np.intp)
        return (values < self.threshold).astype(np.intp)

    def __repr__(self) -> str:
        classes = "" if self.classes is None else f", {len(self.classes)} classes"
        return f"<Responder {self.method}: {self.kind}{classes}>"


def label_indices(labels: NDArray[Any], classes: NDArray[Any], name: str) -> NDArray[np.intp]:
    """Return the places of labels among the classes.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,)
        Labels.
    classes : ndarray of shape (n_classes,)
        All labels.
    name : str
        What errors call the model.

    Returns
    -------
    ndarray of int of shape (n_samples,)
        Indices into the classes.

    Raises
    ------
    ValueError
        If a label is not among the classes.
    """
    places = {label: place for place, label in enumerate(classes.tolist())}
    try:
        distinct, inverse = np.unique(labels, return_inverse=True)
    except TypeError:  # labels that cannot be sorted among each other
        distinct, inverse = labels, np.arange(len(labels))
    try:
        found = np.array([places[label] for label in distinct.tolist()], dtype=np.intp)
    except KeyError as error:
        known = ", ".join(map(repr, classes.tolist()[:10]))
        raise ValueError(
            f"{name} predicts the label {error.args[0]!r}, which is none of the known ones: "
            f"{known}. A classes_ attribute on the model can name them all."
        ) from None
    return found[inverse.ravel()]
