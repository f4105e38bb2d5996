"""The two directions in which a training moved most: principal components of its snapshots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.network import Network
from nnviz.surfaces.direction import Direction, parameter_vector, steps_of_vector

Array = NDArray[np.float64]

#: Singular values below this part of the first are rounding.
RANK_TOLERANCE = 1e-10


def component_directions(
    network: Network, snapshots: Sequence[Network]
) -> tuple[Direction, Direction]:
    """Find the first two principal components of snapshots, over all weights and biases.

    Parameters
    ----------
    network : Network
        The network at its present weights.
    snapshots : sequence of Network
        Networks of the same architecture.

    Returns
    -------
    tuple of Direction
        Two directions of length 1, at right angles to each other. The entry of largest size is
        positive (the first of those that are as large).

    Raises
    ------
    ValueError
        If there are fewer than three different snapshots, or they lie on a line.
    """
    lacks = lack_of_components(snapshots)
    if lacks:
        raise ValueError(f'directions: "pca" {lacks}')
    table = np.array([parameter_vector(snapshot) for snapshot in snapshots])
    _, lengths, axes = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    variance = lengths**2 / np.sum(lengths**2)
    first, second = (
        Direction("pca", None, *steps_of_vector(network, _signed(axis)), float(part))
        for axis, part in zip(axes[:2], variance[:2], strict=True)
    )
    return first, second


def lack_of_components(snapshots: Sequence[Network]) -> str:
    """Say why snapshots have no two principal components.

    Parameters
    ----------
    snapshots : sequence of Network
        The snapshots.

    Returns
    -------
    str
        The reason, as an end of a sentence; empty where they have.
    """
    vectors = [parameter_vector(snapshot) for snapshot in snapshots]
    table = np.unique(np.array(vectors), axis=0) if vectors else np.empty((0, 0))
    needs = "needs at least three different snapshots of a training"
    if len(table) < 3:
        if len(vectors) > 1 and len(table) == 1:
            return f"{needs}; all {len(vectors)} that were given are the same."
        found = f"{len(table)} {'was' if len(table) == 1 else 'were'} given"
        return (
            f"{needs}; {found}. record_training(..., snapshots=1) keeps one of every epoch; give "
            "the record as the model or in descents."
        )
    if not np.isfinite(table).all():
        return "needs snapshots whose weights are all finite; some of these are not."
    lengths = np.linalg.svd(table - table.mean(axis=0), compute_uv=False)
    if len(lengths) < 2 or lengths[1] <= RANK_TOLERANCE * lengths[0]:
        return (
            "needs snapshots that differ in two directions; these lie on a line. Give the weight "
            "that moved as weights=[...]."
        )
    return ""


def _signed(axis: Array) -> Array:
    sizes = np.abs(axis)
    # Not the largest itself: where two are as large, rounding would choose between them.
    place = int(np.argmax(sizes >= (1.0 - 1e-6) * sizes.max()))
    return axis if axis[place] > 0 else -axis
