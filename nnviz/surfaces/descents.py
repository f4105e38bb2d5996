"""Trainings seen from a surface: whether they lie on it, and where their snapshots stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.history import TrainingRecord
from nnviz.network import Network
from nnviz.network.checks import check_integer
from nnviz.surfaces.direction import (
    Direction,
    direction_vector,
    parameter_name,
    parameter_vector,
)
from nnviz.surfaces.measuring import Samples, loss_of
from nnviz.surfaces.surface import Descent

Array = NDArray[np.float64]

# How far from the plane rounding may put a snapshot, in parts of the length of all weights.
DOUBLE_ROUNDING = 1e-13
SINGLE_ROUNDING = 1e-6

_HOW = "record_training(..., snapshots=1) keeps one of every epoch"


@dataclass(frozen=True, eq=False)
class Track:
    """A training as a user gave it: its snapshots, and where it ended.

    Parameters
    ----------
    argument : str
        What errors call it.
    name : str
        What it is called.
    snapshots : mapping of int to Network
        Networks by epoch, in that order; at least one.
    end : Network or None
        The trained model, which need not be among them.
    """

    argument: str
    name: str
    snapshots: Mapping[int, Network]
    end: Network | None


def read_descents(descents: Any) -> list[Track]:
    """Check descents as a user gave them.

    Parameters
    ----------
    descents : mapping of str to TrainingRecord or to a mapping of int to Network
        The descents.

    Returns
    -------
    list of Track
        Their snapshots.

    Raises
    ------
    TypeError, ValueError
        If they are nothing of the kind, or one has no snapshots.
    """
    if isinstance(descents, TrainingRecord) or not isinstance(descents, Mapping):
        raise TypeError(
            "descents: must be a mapping of names to TrainingRecords, {'rate 0.1': record}; it is "
            f"{descents!r}."
        )
    return [read_track(f"descents[{str(name)!r}]", str(name), d) for name, d in descents.items()]


def read_track(argument: str, name: str, descent: Any) -> Track:
    """Check one descent.

    Parameters
    ----------
    argument : str
        What errors call it.
    name : str
        What it is called.
    descent : TrainingRecord, or mapping of int to Network
        The descent.

    Returns
    -------
    Track
        Its snapshots.

    Raises
    ------
    TypeError, ValueError
        If it is neither, or has no snapshots.
    """
    if isinstance(descent, TrainingRecord):
        if not descent.snapshots:
            raise ValueError(f"{argument}: has no snapshots; {_HOW}.")
        end = None if descent.estimator is None else as_network(descent.estimator)
        return Track(argument, name, descent.snapshots, end)
    if not isinstance(descent, Mapping):
        raise TypeError(
            f"{argument}: must be a TrainingRecord, or a mapping of epochs to Networks; it is "
            f"{descent!r}."
        )
    if not descent:
        raise ValueError(f"{argument}: holds no snapshots.")
    networks = {}
    for epoch, network in descent.items():
        if not isinstance(network, Network):
            raise TypeError(f"{argument}[{epoch!r}]: must be a Network; it is {network!r}.")
        networks[check_integer(f"{argument}: an epoch", epoch, least=0)] = network
    return Track(argument, name, {epoch: networks[epoch] for epoch in sorted(networks)}, None)


def check_same_network(network: Network, track: Track) -> None:
    """Refuse snapshots that are no other weights of a network.

    Parameters
    ----------
    network : Network
        The network.
    track : Track
        The snapshots.

    Raises
    ------
    ValueError
        If one has other layers, connections, biases or activations, or no weights.
    """
    own = _architecture(network)
    for epoch, snapshot in track.snapshots.items():
        where = f"{track.argument}: snapshots of another network"
        sizes = "-".join(map(str, snapshot.sizes))
        if snapshot.sizes != network.sizes:
            mine = "-".join(map(str, network.sizes))
            raise ValueError(f"{where}; that of epoch {epoch} is {sizes}, the surface's {mine}.")
        for word, mine, theirs in zip(
            ("neurons", "weights", "biases", "activations"),
            own,
            _architecture(snapshot),
            strict=True,
        ):
            if mine != theirs:
                raise ValueError(f"{where}; that of epoch {epoch} has other {word}.")
        if not snapshot.has_weights or any(
            layer.has_bias and layer.bias is None for layer in snapshot.layers
        ):
            raise ValueError(
                f"{track.argument}: the values of epoch {epoch}'s weights are unknown."
            )


def _architecture(network: Network) -> tuple[Any, ...]:
    return (
        [layer.absent for layer in network.layers],
        [(c.source, c.target, np.packbits(c.mask).tobytes()) for c in network.connections],
        [(layer.has_bias, layer.bias_mask.tobytes()) for layer in network.layers],
        [layer.activation for layer in network.layers],
    )


class Plane:
    """The plane of a surface in the space of all weights and biases.

    Parameters
    ----------
    network : Network
        The network at its present weights, through which it goes.
    directions : tuple of Direction
        What spans it.
    present : tuple of float
        By axis: where the present network is.
    """

    def __init__(
        self, network: Network, directions: tuple[Direction, ...], present: tuple[float, ...]
    ) -> None:
        self.network = network
        self.present = np.array(present)
        self.origin = parameter_vector(network)
        self.axes = np.array([direction_vector(network, direction) for direction in directions])
        self.single = directions[0].kind == "weight"
        # Not by the normal equations: random directions may be close to each other.
        self.frame, self.slant = np.linalg.qr(self.axes.T)

    def seen(self, network: Network) -> tuple[Array, float, Array]:
        """See a network from the plane.

        Parameters
        ----------
        network : Network
            A network of the same architecture.

        Returns
        -------
        point : ndarray of shape (n_axes,)
            The coordinates of the nearest place of the plane.
        distance : float
            How far it is from there; 0 where that is rounding.
        rest : ndarray of shape (n_parameters,)
            What is left of the difference from the present weights.
        """
        # A training that shot away may have left infinite weights.
        with np.errstate(all="ignore"):
            return self._seen(parameter_vector(network))

    def _seen(self, vector: Array) -> tuple[Array, float, Array]:
        moved = vector - self.origin
        if self.single:
            places = self.axes.argmax(axis=1)
            # The values themselves, which the sum of the present one and the step might miss.
            point, rest = vector[places], moved.copy()
            rest[places] = 0.0
        else:
            along = self.frame.T @ moved
            point = self.present + np.linalg.solve(self.slant, along)
            rest = moved - self.frame @ along
        distance = float(np.linalg.norm(rest))
        size = max(float(np.linalg.norm(vector)), float(np.linalg.norm(self.origin)))
        if distance <= _rounding(vector) * size:
            distance = 0.0
        return point, distance, rest


def _rounding(vector: Array) -> float:
    with np.errstate(over="ignore"):
        single = np.array_equal(vector, vector.astype(np.float32))
    return SINGLE_ROUNDING if single else DOUBLE_ROUNDING


def see_descents(plane: Plane, tracks: Sequence[Track], samples: Samples) -> tuple[Descent, ...]:
    """Find where descents are, seen from a surface.

    Parameters
    ----------
    plane : Plane
        The surface's plane.
    tracks : sequence of Track
        The descents.
    samples : Samples
        What losses are measured on.

    Returns
    -------
    tuple of Descent
        The descents.

    Raises
    ------
    ValueError
        If one starts elsewhere: it has nothing in common with the surface.
    """
    seen = {
        id(track): [plane.seen(snapshot) for snapshot in track.snapshots.values()]
        for track in tracks
    }
    _check_starts(plane, tracks, seen)
    descents = []
    for track in tracks:
        points, distances, _ = zip(*seen[id(track)], strict=True)
        distance = np.array(distances)
        descents.append(
            Descent(
                name=track.name,
                epochs=_frozen(np.array(list(track.snapshots), dtype=np.int64)),
                points=_frozen(np.array(points)),
                losses=_frozen(
                    np.array([loss_of(shot, samples) for shot in track.snapshots.values()])
                ),
                exact=not distance.any(),
                distance=_frozen(distance),
            )
        )
    return tuple(descents)


def _check_starts(plane: Plane, tracks: Sequence[Track], seen: dict[int, Any]) -> None:
    starts = {id(track): parameter_vector(next(iter(track.snapshots.values()))) for track in tracks}
    touching = [track for track in tracks if _touches(plane, track, seen[id(track)])]
    for track in tracks:
        start = starts[id(track)]
        if track in touching or any(np.array_equal(start, starts[id(other)]) for other in touching):
            continue
        _, _, rest = seen[id(track)][0]
        place = int(np.argmax(np.nan_to_num(np.abs(rest), nan=np.inf)))
        name = parameter_name(plane.network, place)
        raise ValueError(
            f"{track.argument}: starts elsewhere, and nowhere meets this surface; its weight "
            f"{name} is {start[place]:.6g} at first, the surface's {plane.origin[place]:.6g}. "
            "Train from the surface's network, or show the surface of record.snapshots[0]."
        )


def _touches(plane: Plane, track: Track, seen: list[tuple[Array, float, Array]]) -> bool:
    if any(distance == 0.0 for _, distance, _ in seen):
        return True
    return track.end is not None and plane.seen(track.end)[1] == 0.0


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array
