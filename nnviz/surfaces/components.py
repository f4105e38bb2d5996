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


class NoComponentsError(ValueError):
    """Snapshots that have no two principal components.

    Parameters
    ----------
    reason : str
        What is needed and what came.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f'directions: "pca" {reason}')


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
    NoComponentsError
        If there are fewer than three different snapshots, or they lie on a line.
    """
    vectors = [parameter_vector(snapshot) for snapshot in snapshots]
    table = np.array(vectors) if vectors else np.empty((0, 0))
    _check_count(table)
    if not np.isfinite(table).all():
        raise NoComponentsError("needs snapshots whose weights are all finite; some are not.")
    _, lengths, axes = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    if len(lengths) < 2 or lengths[1] <= RANK_TOLERANCE * lengths[0]:
        raise NoComponentsError(
            "needs snapshots that differ in two directions; these lie on a line. Give the weight "
            "that moved as weights=[...]."
        )
    variance = lengths**2 / np.sum(lengths**2)
    first, second = (
        Direction("pca", None, *steps_of_vector(network, _signed(axis)), float(part))
        for axis, part in zip(axes[:2], variance[:2], strict=True)
    )
    return first, second


def _check_count(table: Array) -> None:
    n_different = len(np.unique(table, axis=0)) if len(table) else 0
    if n_different >= 3:
        return
    needs = "needs at least three different snapshots of a training"
    if n_different == 1 and len(table) > 1:
        raise NoComponentsError(f"{needs}; all {len(table)} that were given are the same.")
    raise NoComponentsError(
        f"{needs}; {n_different} {'was' if n_different == 1 else 'were'} given. "
        "record_training(..., snapshots=1) keeps one of every epoch; give the record as the model "
        "or in descents."
    )


def _signed(axis: Array) -> Array:
    sizes = np.abs(axis)
    # Not the largest itself: where two are as large, rounding would choose between them.
    place = int(np.argmax(sizes >= (1.0 - 1e-6) * sizes.max()))
    return axis if axis[place] > 0 else -axis
