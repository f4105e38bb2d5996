"""A training that was recorded: the trained model, its curves, and networks along the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nnviz.history.checks import FrozenMappings, check_mapping, check_seed
from nnviz.history.history import TrainingHistory
from nnviz.network import Network
from nnviz.network.checks import check_integer

__all__ = ["TrainingRecord"]


@dataclass(frozen=True, eq=False, repr=False)
class TrainingRecord(FrozenMappings):
    """A training that was recorded, as `nnviz.record_training` gives it; frozen.

    Parameters
    ----------
    estimator : object
        The trained clone, the whole Pipeline if one was given, or the trained Network; None after
        `load`.
    history : TrainingHistory
        The curves.
    snapshots : mapping of int to Network
        Networks by epoch, in that order; epoch 0 is before any update. Empty unless asked for.
    random_state : int or None
        The seed that was given or drawn; None only where the random numbers came from a generator
        without a seed, or there were none.

    Raises
    ------
    TypeError, ValueError
        If a part is not as above.

    Examples
    --------
    >>> from nnviz import Network, Series, TrainingHistory, TrainingRecord
    >>> history = TrainingHistory([Series("training loss", [0.7, 0.5], [1, 2])])
    >>> networks = {k: Network.from_arrays([[[1.0 - 0.1 * k]]]) for k in range(3)}
    >>> record = TrainingRecord(None, history, networks, random_state=0)
    >>> record
    <TrainingRecord of 2 epochs, 3 snapshots, random_state=0>
    >>> record.snapshot_bytes
    24
    """

    estimator: Any
    history: TrainingHistory
    snapshots: Mapping[int, Network]
    random_state: int | None

    def __post_init__(self) -> None:
        if not isinstance(self.history, TrainingHistory):
            raise TypeError(f"history must be a TrainingHistory; it is {self.history!r}.")
        given = check_mapping("snapshots", self.snapshots, "epochs to Networks")
        snapshots = {check_integer("snapshots: an epoch", k, least=0): v for k, v in given.items()}
        for epoch, network in snapshots.items():
            if not isinstance(network, Network):
                raise TypeError(f"snapshots[{epoch}] must be a Network; it is {network!r}.")
        ordered = {epoch: snapshots[epoch] for epoch in sorted(snapshots)}
        object.__setattr__(self, "snapshots", MappingProxyType(ordered))
        object.__setattr__(self, "random_state", check_seed("random_state", self.random_state))

    @property
    def snapshot_bytes(self) -> int:
        """What the weights and biases of all snapshots take in memory, in bytes."""
        return sum(_n_bytes(network) for network in self.snapshots.values())

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the record as .npz, whole or not at all; the estimator is not stored.

        Parameters
        ----------
        path : path-like
            The file, which ends in ``.npz``.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        ValueError
            If the file name has another suffix.
        FileNotFoundError
            If its folder does not exist.

        Warns
        -----
        UserWarning
            If the snapshots have a preprocessing: it is not stored, so those that are loaded take
            data in the units of their input layers.

        Examples
        --------
        >>> from nnviz import Series, TrainingHistory, TrainingRecord
        >>> history = TrainingHistory([Series("training loss", [0.7, 0.5], [1, 2])])
        >>> TrainingRecord(None, history, {}, random_state=0).save("record.npz").name
        'record.npz'
        """
        from nnviz.history.files import save_record

        return save_record(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> TrainingRecord:
        """Read a record that `save` wrote; nothing in the file is executed.

        Parameters
        ----------
        path : path-like
            The file.

        Returns
        -------
        TrainingRecord
            The record; its estimator is None.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file holds no record, or is damaged.

        Examples
        --------
        >>> from nnviz import Series, TrainingHistory, TrainingRecord
        >>> history = TrainingHistory([Series("training loss", [0.7, 0.5], [1, 2])])
        >>> path = TrainingRecord(None, history, {}, random_state=0).save("record.npz")
        >>> TrainingRecord.load(path)
        <TrainingRecord of 2 epochs, random_state=0>
        """
        from nnviz.history.files import load_record

        return load_record(path)

    def __repr__(self) -> str:
        n, shots = self.history.n_epochs, len(self.snapshots)
        kept = f", {shots:,} snapshot{'' if shots == 1 else 's'}" if shots else ""
        return (
            f"<TrainingRecord of {n:,} epoch{'' if n == 1 else 's'}{kept}, "
            f"random_state={self.random_state}>"
        )


def _n_bytes(network: Network) -> int:
    arrays = [connection.weights for connection in network.connections]
    arrays += [layer.bias for layer in network.layers]
    return sum(array.nbytes for array in arrays if array is not None)
