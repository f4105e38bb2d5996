"""Names of weights, biases, preactivations and activations in LaTeX, after three books.

A network's layers are counted 0..L here, with layer 0 the inputs, and its neurons from 0; a
notation turns these into what its book writes. All that comes out is LaTeX that mathtext can
render, without dollar signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from nnviz.notation.base import Index, Notation
from nnviz.notation.books import CourseNotation, IslpNotation, NielsenNotation

__all__ = [
    "NOTATIONS",
    "CourseNotation",
    "Index",
    "IslpNotation",
    "NielsenNotation",
    "Notation",
    "get_notation",
]

#: The notations that have a name.
NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {notation.name: notation for notation in (CourseNotation(), IslpNotation(), NielsenNotation())}
)


def get_notation(notation: str | Notation, index_base: Literal[0, 1] | None = None) -> Notation:
    """Find a notation, and set what its indices are printed from.

    Parameters
    ----------
    notation : str or Notation
        "course", "islp", "nielsen", or a Notation.
    index_base : {0, 1} or None, default=None
        The printed index of the first neuron; None keeps the notation's own.

    Returns
    -------
    Notation
        Names of weights, biases and activations.

    Raises
    ------
    TypeError
        If `notation` is neither a string nor a Notation.
    ValueError
        If there is no such notation, or `index_base` is neither 0 nor 1.

    Examples
    --------
    >>> from nnviz.notation import get_notation
    >>> get_notation("course", index_base=1).weight(1, 0, 4, n_layers=4)
    'w^{(1)}_{15}'
    """
    if isinstance(notation, str):
        if notation not in NOTATIONS:
            allowed = ", ".join(f'"{name}"' for name in NOTATIONS)
            raise ValueError(f"notation: must be one of {allowed}; got {notation!r}.")
        notation = NOTATIONS[notation]
    elif not isinstance(notation, Notation):
        raise TypeError(
            f"notation: must be a name (str) or a Notation; got {type(notation).__name__}."
        )
    if index_base is None:
        return notation
    if isinstance(index_base, bool) or index_base not in (0, 1):
        raise ValueError(f"index_base: must be 0 or 1; got {index_base!r}.")
    return replace(notation, index_base=index_base)
