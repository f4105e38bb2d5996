"""Labels and target values as a user has them, turned into what the outputs should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnviz.array_likes import as_full_array, as_numbers
from nnviz.losses import Loss, check_targets

if TYPE_CHECKING:
    from nnviz.network import Network

__all__ = ["encode_targets"]

Array = NDArray[np.float64]


def encode_targets(network: Network, y: Any, n_samples: int, loss: Loss) -> Array:
    """Turn labels or target values into what a network's outputs should have been.

    A classifier's labels become 0 and 1: one column for two classes (1 is the second class), one
    column a class for more. A multilabel classifier takes the indicator matrix as it is, and a
    network that knows no classes takes numbers, or the indices of its softmax outputs. A
    regressor's targets go through the transformer that the model had for them.

    Parameters
    ----------
    network : Network
        The network, with its `classes` and `target_transformer` if there are any.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What the model's own ``fit`` takes.
    n_samples : int
        The number of rows that `y` must have.
    loss : Loss
        The loss that the targets are for.

    Returns
    -------
    ndarray of shape (n_samples, n_outputs)
        The targets.

    Raises
    ------
    TypeError
        If `y` holds neither labels nor real numbers.
    ValueError
        If `y` has the wrong shape, a label that the classifier does not know, a value that is
        not finite, or one that the loss is not defined for.

    Examples
    --------
    >>> from nnviz.losses import LOSSES
    >>> from nnviz.network import Network
    >>> from nnviz.targets import encode_targets
    >>> network = Network.from_sizes([2, 3], out_activation="softmax")
    >>> encode_targets(network, [2, 0], 2, LOSSES["cross_entropy"])
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    if hasattr(y, "toarray"):
        y = y.toarray()
    labels = as_full_array("y:", y)
    if labels.ndim not in (1, 2):
        raise ValueError(
            f"y: must be 1-D, or 2-D with one row a sample; it has shape {labels.shape}."
        )
    if len(labels) != n_samples:
        raise ValueError(f"y: must have as many rows as X, {n_samples}; it has {len(labels)}.")
    n_outputs = network.sizes[-1]
    softmax = network.layers[-1].activation == "softmax"
    is_column = labels.ndim == 1 or labels.shape[1] == 1
    if network.classes is not None:
        multilabel = n_outputs > 1 and network.layers[-1].activation == "logistic"
        if multilabel or (not is_column and labels.shape[1] == n_outputs):
            targets = _indicators(labels, n_outputs)
        else:
            targets = _encode(_column(labels), network.classes, n_outputs)
    elif softmax and is_column and n_outputs > 1:
        targets = _encode(_column(labels), np.arange(n_outputs), n_outputs)
    else:
        targets = _values(labels, n_outputs, network.target_transformer)
    check_targets(loss, targets)
    return targets


def _numbers(values: Any) -> Array:
    return as_numbers("y:", np.asarray(values))


def _column(labels: NDArray[Any]) -> NDArray[Any]:
    if labels.ndim == 2 and labels.shape[1] != 1:
        raise ValueError(f"y: must hold one label a sample; it has shape {labels.shape}.")
    return labels.ravel()


def _encode(labels: NDArray[Any], classes: NDArray[Any], n_outputs: int) -> Array:
    names = classes.tolist()
    # A dict finds strings, ints and floats alike, and never takes "1" for 1.
    places = {name: place for place, name in enumerate(names)}
    given = labels.tolist()
    try:
        indices = np.array([places[label] for label in given], dtype=np.intp)
    except (KeyError, TypeError):
        unseen = [label for label in given if not _is_known(label, places)]
        distinct = list(dict.fromkeys(map(repr, unseen)))
        raise ValueError(
            f"y: the model does not know the label{'s' if len(distinct) > 1 else ''} "
            f"{_some(distinct)}; it knows {_some([repr(name) for name in names])}."
        ) from None
    if n_outputs == 1:
        # A classifier that saw a single class in training has it as the negative one.
        return np.asarray(indices == 1, dtype=np.float64)[:, np.newaxis]
    targets = np.zeros((len(indices), n_outputs))
    targets[np.arange(len(indices)), indices] = 1.0
    return targets


def _is_known(label: Any, places: dict[Any, int]) -> bool:
    try:
        return label in places
    except TypeError:  # a list or another thing that cannot be hashed
        return False


def _some(words: list[str]) -> str:
    return ", ".join(words[:10]) + (f" and {len(words) - 10} more" if len(words) > 10 else "")


def _indicators(labels: NDArray[Any], n_outputs: int) -> Array:
    if labels.ndim != 2 or labels.shape[1] != n_outputs:
        raise ValueError(
            f"y: must have one column of 0 and 1 for each of the {n_outputs} labels; it has shape "
            f"{labels.shape}."
        )
    targets = _numbers(labels)
    if not np.isin(targets, (0.0, 1.0)).all():
        raise ValueError(f"y: the {n_outputs} columns must hold 0 and 1 only.")
    return targets


def _values(labels: NDArray[Any], n_outputs: int, transformer: Any) -> Array:
    values = _numbers(labels)
    if values.ndim == 1:
        values = values[:, np.newaxis]
    n_values = getattr(transformer, "n_features_in_", n_outputs)
    if values.shape[1] != n_values:
        raise ValueError(
            f"y: must have {n_values} value{'' if n_values == 1 else 's'} a sample; it has shape "
            f"{labels.shape}."
        )
    # Before the transformer, which might pass NaN on, or refuse it in words about itself.
    _check_finite(values)
    if transformer is None:
        return values
    values = _numbers(transformer.transform(values)).reshape(len(values), -1)
    if values.shape[1] != n_outputs:
        raise ValueError(
            f"y: the model's target transformer gives {values.shape[1]} values a sample, for "
            f"{n_outputs} outputs."
        )
    _check_finite(values, " after the model's own target transformer")
    return values


def _check_finite(values: Array, after: str = "") -> None:
    if not np.isfinite(values).all():
        row, column = (int(k) for k in np.argwhere(~np.isfinite(values))[0])
        raise ValueError(
            f"y: must be finite; row {row}, column {column} is {values[row, column]}{after}."
        )
