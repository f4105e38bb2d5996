"""What a network answers: its outputs as probabilities, decisions, labels or values."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.planes.answers import (
    check_classes,
    distinct_labels,
    labels_responder,
    scores_responder,
    value_responder,
)
from nnviz.planes.responder import Kind, Responder
from nnviz.propagation import propagate

Array = NDArray[Any]


def network_responder(
    network: Network, response_method: str, class_of_interest: Any, labels: Any, name: str
) -> Responder:
    """Make a responder of a network.

    Logistic and softmax outputs are probabilities. Several outputs of another kind are scores, of
    which the largest decides; one output of another kind is a value, unless the network has
    classes, or the labels are -1 and 1: then it is a decision with its threshold at 0. One step
    output gives labels. A network without classes takes those of the labels, if they are as many,
    in sorted order.

    Parameters
    ----------
    network : Network
        A network with weights and activations.
    response_method : {"auto", "predict_proba", "decision_function", "predict"}
        "decision_function" asks for the weighted sums of the outputs.
    class_of_interest : object
        One of the classes, or None.
    labels : array-like or None
        Labels of samples.
    name : str
        What errors call the model.

    Returns
    -------
    Responder
        The responder.

    Raises
    ------
    ValueError
        If the outputs are not what is asked for, or several values.
    """
    n_outputs = network.sizes[-1]
    activation = network.layers[-1].activation
    classes = _classes(network, labels)
    _check_computable(network)

    def outputs(data: Any) -> Array:
        return propagate(network, network.transform(data)).output

    def sums(data: Any) -> Array:
        z = propagate(network, network.transform(data)).preactivations[-1]
        assert z is not None
        return z

    method = "forward" if response_method == "auto" else response_method
    if classes is None:
        if response_method not in ("auto", "predict"):
            raise ValueError(
                f"{name} gives values, no classes; response_method must be 'auto' or 'predict', "
                f"not {response_method!r}."
            )
        return _values(network, method, class_of_interest, name)
    classes = check_classes(classes, name)
    kind: Kind = "probability" if activation == "softmax" else "decision"
    if activation == "logistic" and n_outputs == 1:
        kind = "probability"
    steps = activation == "step" and n_outputs == 1
    if response_method == "predict_proba" and kind != "probability":
        raise ValueError(
            f"{name} has {n_outputs} {activation} output{'s' * (n_outputs != 1)}, which give no "
            "probabilities; response_method must be 'auto', 'decision_function' or 'predict'."
        )
    # A step puts out 0 or 1, which a threshold of 0.5 tells apart as it does probabilities.
    decided: Kind = "probability" if steps else kind
    predicting = scores_responder("predict", decided, classes, outputs, None, None, name).predict
    if response_method == "predict" or (response_method == "auto" and steps):
        return labels_responder(method, classes, predicting, class_of_interest, name)
    if response_method == "decision_function":
        return scores_responder(
            method, "decision", classes, sums, predicting, class_of_interest, name
        )
    return scores_responder(method, kind, classes, outputs, predicting, class_of_interest, name)


def _classes(network: Network, labels: Any) -> Array | None:
    """The labels of the outputs; None where they are values."""
    if network.classes is not None:
        return network.classes
    n_outputs, activation = network.sizes[-1], network.layers[-1].activation
    found = None if labels is None else distinct_labels(labels)
    n_classes = max(n_outputs, 2)
    is_classifier = activation == "softmax" and n_outputs > 1
    is_classifier |= activation in ("logistic", "step")
    if found is not None and len(found) == n_classes:
        signs = n_outputs == 1 and found.tolist() == [-1, 1]
        if is_classifier or signs or n_outputs > 1:
            return found
    return np.arange(n_classes) if is_classifier else None


def _check_computable(network: Network) -> None:
    """Raise what the network lacks before anything is drawn."""
    propagate(network, np.zeros((1, network.sizes[0])))


def _values(network: Network, method: str, class_of_interest: Any, name: str) -> Responder:
    transformer = network.target_transformer
    n_outputs = network.sizes[-1]
    if n_outputs != 1:
        raise ValueError(
            f"{name} has {n_outputs} {network.layers[-1].activation} outputs and no classes; "
            "models with several targets for a sample cannot be shown."
        )

    def predict(data: Any) -> Array:
        values = propagate(network, network.transform(data)).output
        if transformer is not None:
            values = np.asarray(transformer.inverse_transform(values)).reshape(len(values), -1)
        return np.array(values[:, 0])

    return value_responder(method, predict, class_of_interest, name)
