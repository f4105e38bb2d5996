"""All curves of one training, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from nnviz.history.checks import check_choice
from nnviz.history.series import Series
from nnviz.network.checks import check_integer

__all__ = ["TrainingHistory"]

STOPS = ("converged", "max_iter", "early stopping", "interrupted", "diverged", None)


@dataclass(frozen=True, eq=False, repr=False)
class TrainingHistory:
    """The curves of one training, and how it ended; frozen.

    Parameters
    ----------
    series : iterable of Series
        The curves, under names that differ. None, if the training was interrupted at once.
    updates_per_epoch : int, optional
        How often the parameters are updated in an epoch, so that epochs can be counted as updates.
    stop : {"converged", "max_iter", "early stopping", "interrupted", "diverged"}, optional
        Why it ended; None if that is unknown. "diverged": its loss or a weight was no longer
        finite, or the loss beyond 1e100.

    Raises
    ------
    TypeError
        If something else than a Series is among the series.
    ValueError
        If two series have one name, `updates_per_epoch` is under 1, or `stop` is none of the above.

    Examples
    --------
    >>> from nnviz import Series, TrainingHistory
    >>> loss = Series("training loss", [0.7, 0.5, 0.4], [1, 2, 3], on="training")
    >>> held_out = Series("validation loss", [0.8, 0.6, 0.7], [1, 2, 3], on="validation")
    >>> history = TrainingHistory([loss, held_out], updates_per_epoch=2, stop="max_iter")
    >>> history
    <TrainingHistory of 3 epochs: training loss, validation loss; stopped by max_iter>
    >>> history.best_epoch
    2
    >>> history["training loss"].final
    0.4
    """

    series: tuple[Series, ...]
    updates_per_epoch: int | None = None
    stop: str | None = None

    def __post_init__(self) -> None:
        if isinstance(self.series, (str, Series)) or not isinstance(self.series, Iterable):
            raise TypeError(f"series must be a list of Series; it is {self.series!r}.")
        series = tuple(self.series)
        for k, one in enumerate(series):
            if not isinstance(one, Series):
                raise TypeError(f"series[{k}] must be a Series; it is {one!r}.")
        names = [one.name for one in series]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(
                    f"series must have names that differ; {names.count(name)} are called {name!r}."
                )
        updates = self.updates_per_epoch
        if updates is not None:
            updates = check_integer("updates_per_epoch", updates, least=1)
        object.__setattr__(self, "series", series)
        object.__setattr__(self, "updates_per_epoch", updates)
        object.__setattr__(self, "stop", check_choice("stop", self.stop, STOPS))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the series."""
        return tuple(one.name for one in self.series)

    @property
    def n_epochs(self) -> int:
        """The last epoch of any series; 0 without series."""
        return max((int(one.epochs[-1]) for one in self.series), default=0)

    @property
    def losses(self) -> tuple[Series, ...]:
        """The series that are losses."""
        return tuple(one for one in self.series if one.is_loss)

    @property
    def scores(self) -> tuple[Series, ...]:
        """The series that are scores."""
        return tuple(one for one in self.series if one.is_score)

    @property
    def training_loss(self) -> Series | None:
        """The first loss on training data, else the first on data that nothing is known of."""
        for place in ("training", ""):
            for one in self.losses:
                if one.on == place:
                    return one
        return None

    @property
    def validation_loss(self) -> Series | None:
        """The first loss on validation data, or None."""
        return next((one for one in self.losses if one.on == "validation"), None)

    @property
    def validation_score(self) -> Series | None:
        """The first score on validation data, or None; after early stopping, the one it used."""
        return next((one for one in self.scores if one.on == "validation"), None)

    @property
    def best_epoch(self) -> int | None:
        """The first epoch with the best validation score, else with the best validation loss.

        After early stopping this is the epoch whose weights the estimator kept. None without
        validation data: the smallest training loss says nothing about when to stop.
        """
        for one in (self.validation_score, self.validation_loss):
            if one is not None and one.best_epoch is not None:
                return one.best_epoch
        return None

    def __getitem__(self, name: str) -> Series:
        for one in self.series:
            if one.name == name:
                return one
        near = get_close_matches(str(name), self.names, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]!r}" if near else ""
        known = ", ".join(map(repr, self.names)) or "none"
        raise KeyError(f"no series is called {name!r}{hint}; there are {known}.")

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __repr__(self) -> str:
        n = self.n_epochs
        named = f": {', '.join(self.names)}" if self.series else ""
        how = {
            None: "",
            "converged": "; converged",
            "max_iter": "; stopped by max_iter",
            "early stopping": "; stopped early",
            "interrupted": "; interrupted",
            "diverged": "; diverged",
        }[self.stop]
        return f"<TrainingHistory of {n:,} epoch{'' if n == 1 else 's'}{named}{how}>"
