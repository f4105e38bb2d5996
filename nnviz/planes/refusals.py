"""Saying which data a model refuses, where its own error speaks of none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nnviz.network import Network
from nnviz.planes.models import resolve_model
from nnviz.planes.samples import Samples


@contextmanager
def refusals_named(model: Any, *tables: Samples | None) -> Iterator[None]:
    """Name the table if what fails inside fails because the model does not take it.

    Only when something has failed is the model asked again, for each table alone.

    Parameters
    ----------
    model : object
        The model, as `as_samples` takes it.
    *tables : Samples or None
        What it is asked for inside; None is passed over.

    Raises
    ------
    TypeError, ValueError
        With the name of the table and the words of the model.

    Examples
    --------
    >>> from nnviz.planes import as_samples
    >>> def model(X):
    ...     raise ValueError("only dates")
    >>> with refusals_named(model, as_samples([[1.0]], model)):
    ...     model([[1.0]])
    Traceback (most recent call last):
    ...
    ValueError: X: the model does not take these data. only dates
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        model = resolve_model(model, "estimator")
        ask = model.transform if isinstance(model, Network) else getattr(model, "predict", model)
        # A model that is none, or not fitted, is not the data's fault.
        if not callable(ask) or type(error).__name__ == "NotFittedError":
            raise
        for table in tables:
            if table is None:
                continue
            try:
                ask(table.data)
            except (TypeError, ValueError) as refusal:
                kind = TypeError if isinstance(refusal, TypeError) else ValueError
                raise kind(
                    f"{table.argument}: the model does not take these data. {refusal}"
                ) from error
        raise
