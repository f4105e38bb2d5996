"""Which epochs of a training are kept, and within what memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nnviz.network.checks import check_integer


class Snapshots:
    """Keeps copies at chosen epochs; of those at every k epochs it keeps as many as fit.

    Parameters
    ----------
    wanted : int, iterable of int, or None
        Every so many epochs; or these; or none. Epoch 0 is kept besides, unless None.
    max_bytes : int
        What all copies may take.
    max_epochs : int
        The last epoch that there can be.
    """

    def __init__(self, wanted: Any, max_bytes: Any, max_epochs: int) -> None:
        self.max_bytes = check_integer("max_snapshot_bytes", max_bytes, least=1)
        self.every: int | None = None
        self.given: frozenset[int] | None = None
        if isinstance(wanted, (str, bytes)):
            raise TypeError(
                f"snapshots must be a number of epochs or a list of epochs; it is {wanted!r}."
            )
        if isinstance(wanted, Iterable):
            epochs = {check_integer("snapshots: an epoch", epoch, least=0) for epoch in wanted}
            self.given = frozenset(epochs | {0})
        elif wanted is not None:
            self.every = check_integer("snapshots", wanted, least=1)
        self.max_epochs = max_epochs
        self.asked_every = self.every
        self.kept: dict[int, Any] = {}

    @property
    def is_on(self) -> bool:
        """Whether there is anything to keep."""
        return self.every is not None or self.given is not None

    @property
    def thinned(self) -> bool:
        """Whether some that were asked for went again."""
        return self.every != self.asked_every

    def wants(self, epoch: int) -> bool:
        """Tell whether an epoch is one to keep.

        Parameters
        ----------
        epoch : int
            The epoch.

        Returns
        -------
        bool
            Whether it is.
        """
        if self.given is not None:
            return epoch in self.given
        return self.every is not None and epoch % self.every == 0

    def check(self, n_parameters: int) -> None:
        """Refuse what cannot fit.

        Parameters
        ----------
        n_parameters : int
            How many weights and biases a copy has, of 8 bytes each.

        Raises
        ------
        ValueError
            If the epochs given, or even the first copy, take more than is allowed.
        """
        n = 1 if self.given is None else sum(epoch <= self.max_epochs for epoch in self.given)
        needed = n * n_parameters * 8
        if self.is_on and needed > self.max_bytes:
            raise ValueError(
                f"snapshots: {n:,} of {n_parameters:,} weights and biases each take {needed:,} "
                f"bytes; max_snapshot_bytes allows {self.max_bytes:,}."
            )

    def keep(self, epoch: int, copy: Any, n_parameters: int) -> None:
        """Keep a copy; where there are too many, every second goes.

        Parameters
        ----------
        epoch : int
            The epoch, one that is wanted.
        copy : object
            What is kept.
        n_parameters : int
            How many weights and biases it has.
        """
        self.kept[epoch] = copy
        while self.every is not None and len(self.kept) * n_parameters * 8 > self.max_bytes:
            self.every *= 2
            self.kept = {k: kept for k, kept in self.kept.items() if k % self.every == 0}
