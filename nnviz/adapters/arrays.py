"""Networks from plain lists and arrays: layer sizes, or a pair of weights and biases."""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.network import Network

__all__ = ["network_from_sequence"]


def network_from_sequence(model: Any) -> Network:
    """Make a network from a list of layer sizes or from a (coefs, intercepts) pair.

    Parameters
    ----------
    model : sequence
        Layer sizes such as ``[4, 3, 2]``, or a pair of lists of arrays; None in the place of the
        second means no biases.

    Returns
    -------
    Network
        An architecture, or a network with copies of the arrays.

    Raises
    ------
    TypeError, ValueError
        If it is neither, or the arrays do not chain.

    Examples
    --------
    >>> network_from_sequence([4, 3, 2])
    <Network 4-3-2, 23 parameters>
    >>> network_from_sequence(([[[1.0], [2.0]]], [[0.5]]))
    <Network 2-1, 3 parameters>
    """
    items = list(model)
    if not items:
        raise ValueError(
            "model is empty; it must hold layer sizes, such as [4, 3, 2], or be a (coefs, "
            "intercepts) pair."
        )
    if all(isinstance(item, (numbers.Number, np.generic)) for item in items):
        return Network.from_sizes(items)
    if len(items) == 2 and _is_list_of_arrays(items[0]):
        if items[1] is None or _is_list_of_arrays(items[1]):
            return Network.from_arrays(items[0], items[1])
        raise TypeError(
            "model: the second of (coefs, intercepts) must be a list with one array of biases a "
            f"layer, or None; it is of type {type(items[1]).__name__}."
        )
    raise TypeError(
        "model must hold layer sizes, such as [4, 3, 2], or be a (coefs, intercepts) pair, each a "
        f"list with one array a layer; it is a {type(model).__name__} of {len(items)} items, the "
        f"first of type {type(items[0]).__name__}. For weights alone, use "
        "Network.from_arrays(coefs)."
    )


def _is_list_of_arrays(given: Any) -> bool:
    """Whether it is a list whose items could be arrays, rather than one array of numbers."""
    if isinstance(given, np.ndarray):
        return given.dtype == object or given.ndim > 2
    return isinstance(given, Sequence) and not isinstance(given, (str, bytes))
