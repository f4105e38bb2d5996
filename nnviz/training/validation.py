"""Checks of the data that a training is given besides those that it is fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.training.evaluation import Evaluation
from nnviz.training.given import check_given_samples, check_given_targets


@dataclass(frozen=True, eq=False)
class ValidationData:
    """Samples in the units of the estimator's own ``predict``, and their targets.

    Parameters
    ----------
    X, y : array-like
        The samples and targets.
    """

    X: Any
    y: Any

    def evaluation(self, network: Network, inputs: Any, loss: Loss) -> Evaluation:
        """Prepare the samples for a network.

        Parameters
        ----------
        network : Network
            Any of the training.
        inputs : array-like
            The samples as they enter its first layer.
        loss : Loss
            The loss.

        Returns
        -------
        Evaluation
            The samples.
        """
        try:
            return Evaluation.of(network, inputs, self.y, loss)
        except (TypeError, ValueError) as error:
            text = str(error)
            renamed = f"y_val:{text[2:]}" if text.startswith("y:") else text
            raise type(error)(renamed) from None


def n_rows(argument: str, data: Any) -> int:
    """Count the rows of a table or a list.

    Parameters
    ----------
    argument : str
        What the error calls it.
    data : array-like
        The table.

    Returns
    -------
    int
        The number of rows.
    """
    shape = getattr(data, "shape", None)
    if isinstance(shape, tuple) and shape:
        return int(shape[0])
    try:
        return len(data)
    except TypeError:
        raise TypeError(
            f"{argument} must be a table or a list with one entry a sample; it is {data!r}."
        ) from None


def check_same_rows(X_name: str, X: Any, y_name: str, y: Any) -> int:
    """Refuse samples and targets that are not as many.

    Parameters
    ----------
    X_name : str
        What the error calls the samples.
    X : array-like
        The samples.
    y_name : str
        What the error calls the targets.
    y : array-like
        The targets.

    Returns
    -------
    int
        How many samples there are.
    """
    n, m = n_rows(X_name, X), n_rows(y_name, y)
    if n != m:
        raise ValueError(
            f"{y_name} must have a target for each of the {n} rows of {X_name}; it has {m}."
        )
    if n == 0:
        raise ValueError(f"{X_name} must hold at least one sample; it is empty.")
    return n


def both_or_neither(X_name: str, X: Any, y_name: str, y: Any) -> bool:
    """Tell whether samples and targets were given; refuse one without the other.

    Parameters
    ----------
    X_name : str
        What the error calls the samples.
    X : array-like or None
        The samples.
    y_name : str
        What the error calls the targets.
    y : array-like or None
        The targets.

    Returns
    -------
    bool
        Whether both were given.
    """
    if X is None and y is None:
        return False
    if X is None or y is None:
        given, lacks = (y_name, X_name) if X is None else (X_name, y_name)
        raise ValueError(f"{lacks} must come with {given}: both, or neither; {lacks} is None.")
    return True


def further_data(
    kind: str, X: Any, y: Any, X_more: Any, y_more: Any, *, classifies: bool, plain: bool
) -> ValidationData | None:
    """Check samples that are not trained on.

    Parameters
    ----------
    kind : {"val", "test"}
        The end of their names.
    X, y : array-like
        What is trained on.
    X_more, y_more : array-like or None
        The samples.
    classifies : bool
        Whether the targets are labels.
    plain : bool
        Whether the perceptron gets the samples as they are.

    Returns
    -------
    ValidationData or None
        The samples, None where none were given.
    """
    X_name, y_name = f"X_{kind}", f"y_{kind}"
    if not both_or_neither(X_name, X_more, y_name, y_more):
        return None
    n = check_same_rows(X_name, X_more, y_name, y_more)
    check_given_samples(X_name, X_more, plain=plain)
    check_given_targets(y_name, y_more, classifies=classifies)
    X_more = _same_columns(X_name, X, X_more)
    # A loss and a score by epoch need more than a score at the end, which is for the scorer to say.
    if kind == "val" and not classifies and n < 2:
        raise ValueError(f"{X_name} must hold at least two samples: R² of one is undefined.")
    wide, wide_more = _n_columns(y), _n_columns(y_more)
    if wide != wide_more:
        raise ValueError(f"{y_name} must have as many columns as y, {wide}; it has {wide_more}.")
    if classifies:
        _check_kind(y_name, y, y_more)
        if kind == "val" and wide == 1:
            _check_labels(y_name, y, y_more)
    return ValidationData(X_more, y_more)


def _same_columns(name: str, X: Any, X_more: Any) -> Any:
    shape, shape_more = _shape(X), _shape(X_more)
    if len(shape_more) != 2 or len(shape) != 2 or shape[1] != shape_more[1]:
        columns = f"{shape[1]} columns, as X has" if len(shape) == 2 else "the columns of X"
        raise ValueError(f"{name} must be a table with {columns}; it has shape {shape_more}.")
    names, names_more = _names(X), _names(X_more)
    if names is None:
        return np.asarray(X_more) if names_more is not None else X_more
    if names_more != names:
        came = "it has none" if names_more is None else f"its are {_some(names_more)}"
        raise ValueError(
            f"{name} must have the column names of X, in their order: {_some(names)}; {came}."
        )
    return X_more


def _names(table: Any) -> list[str] | None:
    """Return the names of columns where scikit-learn would see them: all are strings."""
    columns = getattr(table, "columns", None)
    names = None if columns is None else list(columns)
    return names if names and all(isinstance(name, str) for name in names) else None


def _some(names: list[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _shape(table: Any) -> tuple[int, ...]:
    shape = getattr(table, "shape", None)
    if shape is not None:
        return tuple(shape)
    try:
        return np.shape(table)
    except ValueError:  # rows of different lengths
        return (len(table),)


def _n_columns(y: Any) -> int:
    shape = _shape(y)
    return shape[1] if len(shape) == 2 else 1


def _check_kind(name: str, y: Any, y_more: Any) -> None:
    firsts = [np.asarray(some).ravel()[:1].tolist() for some in (y, y_more)]
    kinds = ["texts" if isinstance(first, str) else "numbers" for (first,) in firsts]
    if kinds[0] != kinds[1]:
        raise ValueError(f"{name} must hold labels as y has, {kinds[0]}; it holds {kinds[1]}.")


def _check_labels(name: str, y: Any, y_more: Any) -> None:
    known = set(np.asarray(y).ravel().tolist())
    unknown = list(dict.fromkeys(
        label for label in np.asarray(y_more).ravel().tolist() if label not in known
    ))  # fmt: skip
    if unknown:
        raise ValueError(
            f"{name} must hold labels that y has; it has {_some([repr(one) for one in unknown])}."
        )
