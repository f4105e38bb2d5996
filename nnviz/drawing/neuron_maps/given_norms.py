"""Norms of maps that the caller gives, to compare pictures: what they may be, and reading them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import Normalize

from nnviz.drawing.neuron_maps.numbers import MapNumbers
from nnviz.drawing.option_checks import as_limits as pair_of


def as_given(norm: Any) -> Any:
    """What was given, with tuples in place of other sequences.

    Raises
    ------
    TypeError, ValueError
        If it is no linear norm with limits, None, or a sequence of these by layer, in which that
        of a layer may be one of norms by neuron.
    """
    if norm is None or isinstance(norm, Normalize):
        _check_one("norm", norm)
        return norm
    _check_sequence("norm", norm, "a tuple of norms by layer")
    layers: list[Any] = []
    for layer, entry in enumerate(norm):
        name = f"norm[{layer}]"
        if entry is None or isinstance(entry, Normalize):
            _check_one(name, entry)
            layers.append(entry)
            continue
        _check_sequence(name, entry, "a tuple of norms by neuron")
        for neuron, one in enumerate(entry):
            if one is None:
                raise TypeError(f"{name}[{neuron}] must be a matplotlib Normalize; got None.")
            _check_one(f"{name}[{neuron}]", one)
        layers.append(tuple(entry))
    return tuple(layers)


def as_limits(ylim: Any) -> Any:
    """Limits that were given: None, a pair of numbers, or a tuple of pairs by output."""
    if ylim is None:
        return None
    if isinstance(ylim, Sequence) and len(ylim) and isinstance(ylim[0], Sequence):
        return tuple(pair_of(f"ylim[{k}]", pair) for k, pair in enumerate(ylim))
    return pair_of("ylim", ylim)


def check_given(numbers: MapNumbers, norm: Any, ylim: Any) -> None:
    """Raise a ValueError where given norms or limits do not go with the network."""
    last = len(numbers.maps) - 1
    if isinstance(norm, Normalize):
        _check_zero("norm", norm)
    elif norm is not None:
        if len(norm) != last + 1:
            raise ValueError(
                f"norm must have {last + 1} entries, one for each layer; it has {len(norm)}."
            )
        for layer, entry in enumerate(norm):
            _check_layer(numbers, layer, entry)
    if ylim is None:
        return
    if not numbers.one_input or numbers.kind != "values":
        raise ValueError("ylim is for the curves of a regressor over one input.")
    if isinstance(ylim[0], tuple) and len(ylim) != len(numbers.maps[-1]):
        raise ValueError(
            f"ylim must have {len(numbers.maps[-1])} pairs, one for each output; it has "
            f"{len(ylim)}."
        )


def _check_layer(numbers: MapNumbers, layer: int, entry: Any) -> None:
    name, last = f"norm[{layer}]", len(numbers.maps) - 1
    if entry is None:
        return
    if layer == last and numbers.threshold is not None:
        raise ValueError(
            f"{name} must be None: the outputs are centred on their threshold, "
            f"{numbers.threshold:.3g}, and run from 0 to 1."
        )
    if isinstance(entry, tuple):
        if 0 < layer < last:
            raise ValueError(f"{name} must be one norm: the maps of a hidden layer share theirs.")
        if len(entry) != len(numbers.maps[layer]):
            raise ValueError(
                f"{name} must have {len(numbers.maps[layer])} entries, one for each neuron; it "
                f"has {len(entry)}."
            )
    if layer < last:
        for one in entry if isinstance(entry, tuple) else (entry,):
            _check_zero(name, one)


def _check_one(name: str, norm: Any) -> None:
    if norm is None:
        return
    if type(norm) is not Normalize:
        raise TypeError(
            f"{name} must be linear, a Normalize(low, high); got {type(norm).__name__}."
        )
    low, high = (np.nan if end is None else float(end) for end in (norm.vmin, norm.vmax))
    if not (np.isfinite([low, high]).all() and low < high):
        raise ValueError(
            f"{name} must have limits, of which the first is lower; it has "
            f"{(norm.vmin, norm.vmax)}."
        )


def _check_sequence(name: str, value: Any, what: str) -> None:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(
            f"{name} must be None, a matplotlib Normalize or {what}; got {type(value).__name__}."
        )


def _check_zero(name: str, norm: Normalize) -> None:
    """Zero is what is light in maps of neurons."""
    if not float(norm.vmin or 0.0) <= 0.0 <= float(norm.vmax or 0.0):
        raise ValueError(
            f"{name} must hold zero, which is light in these maps; it goes from {norm.vmin} to "
            f"{norm.vmax}."
        )
