"""Other numbers on the artists of a picture: when that can be, and what is taken away otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nnviz.network import Connection, Layer, Network


@contextmanager
def children_of(ax: Axes, found: list[Artist]) -> Iterator[None]:
    """Gather what is added to axes meanwhile, so that it can be taken away again."""
    before = set(ax.get_children())
    yield
    found[:] = [child for child in ax.get_children() if child not in before]


def take_away(ax: Axes, artists: list[Artist]) -> None:
    """Remove artists that are still on their axes, which somebody may have cleared."""
    here = set(ax.get_children())
    for artist in artists:
        if artist in here:
            artist.remove()


def same_but_for_numbers(one: Network, other: Network) -> bool:
    """Whether two networks differ in nothing but the values of weights and biases.

    Words, places and the number of artists are then the same in pictures of both.
    """
    if one is other:
        return True
    if one.sizes != other.sizes or len(one.connections) != len(other.connections):
        return False
    if one.classes is None or other.classes is None:
        if one.classes is not other.classes:
            return False
    elif not np.array_equal(one.classes, other.classes):
        return False
    return all(map(_alike, one.layers, other.layers)) and all(
        map(_joined_alike, one.connections, other.connections)
    )


def _alike(one: Layer, other: Layer) -> bool:
    plain = ("size", "activation", "names", "caption", "absent", "has_bias")
    return (
        all(getattr(one, name) == getattr(other, name) for name in plain)
        and (one.bias is None) == (other.bias is None)
        and np.array_equal(one.bias_mask, other.bias_mask)
    )


def _joined_alike(one: Connection, other: Connection) -> bool:
    if (one.source, one.target, one.weights is None) != (
        other.source, other.target, other.weights is None,
    ):  # fmt: skip
        return False
    if one.exists is None or other.exists is None:
        return one.exists is other.exists
    return bool(np.array_equal(one.exists, other.exists))


def check_same_sizes(one: Network, other: Network) -> None:
    """Refuse to show a network of another architecture in the place of a drawn one."""
    if one.sizes != other.sizes:
        raise ValueError(
            "other must be a picture of a network of the same sizes, "
            f"{'-'.join(map(str, one.sizes))}; its network has {'-'.join(map(str, other.sizes))}."
        )
