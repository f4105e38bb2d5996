"""One curve of a training: values by epoch, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.history.checks import check_choice, check_epochs, check_flag, check_word
from nnviz.network.checks import Frozen, check_numbers, read_only

__all__ = ["Series"]

KINDS = ("loss", "score", "gradient", "other")
PLACES = ("training", "validation", "")


@dataclass(frozen=True, eq=False, repr=False)
class Series(Frozen):
    """Values by epoch, with what they are; frozen, with copied, read-only arrays.

    Parameters
    ----------
    name : str
        What the user or the source calls it: "training loss", "validation score", a column's name.
    values : array-like of shape (n,)
        At least one number; NaN and infinity are allowed.
    epochs : array-like of int of shape (n,)
        Strictly increasing: a value is that after so many epochs; 0 is before any update.
    measure : str, default=""
        What is measured, in words: "log loss", "cross-entropy", "accuracy", "R²"; "" if unknown.
    kind : {"loss", "score", "gradient", "other"}, default="loss"
        A loss is the better the smaller it is, a score the larger.
    on : {"training", "validation", ""}, default=""
        The data that it was measured on; "" if unknown.
    penalty : bool, default=False
        Whether an L2 penalty is added.
    running_mean : bool, default=False
        Whether it is a mean over the epoch while the weights still moved, rather than the value of
        the weights at the epoch's end.

    Raises
    ------
    TypeError
        If a name is no string, or values or epochs are not numbers.
    ValueError
        If there is no value, the lengths differ, epochs do not increase, or `kind` or `on` is none
        of the above.

    Examples
    --------
    >>> from nnviz import Series
    >>> series = Series("training loss", [0.7, 0.5, 0.6], [1, 2, 3], measure="log loss",
    ...                 on="training", penalty=True, running_mean=True)
    >>> series.description
    'log loss + L2, a running mean over each epoch'
    >>> series.final, series.best_epoch
    (0.6, 2)
    """

    name: str
    values: NDArray[np.float64]
    epochs: NDArray[np.int64]
    measure: str = ""
    kind: str = "loss"
    on: str = ""
    penalty: bool = False
    running_mean: bool = False

    def __post_init__(self) -> None:
        name = check_word("name", self.name)
        numbers, exists = check_numbers(f"values of {name!r}", self.values, ndim=1)
        if numbers.size == 0:
            raise ValueError(f"values of {name!r} must hold at least one number; there is none.")
        if exists is not None:
            numbers = read_only(np.where(exists, numbers, np.nan))
        epochs = check_epochs(f"epochs of {name!r}", self.epochs)
        if len(epochs) != len(numbers):
            raise ValueError(
                f"epochs of {name!r} must be as many as its values, {len(numbers)}; there are "
                f"{len(epochs)}."
            )
        checked: dict[str, Any] = {
            "name": name,
            "values": numbers,
            "epochs": epochs,
            "measure": check_word("measure", self.measure),
            "kind": check_choice("kind", self.kind, KINDS),
            "on": check_choice("on", self.on, PLACES),
            "penalty": check_flag("penalty", self.penalty),
            "running_mean": check_flag("running_mean", self.running_mean),
        }
        for field, value in checked.items():
            object.__setattr__(self, field, value)

    @property
    def is_loss(self) -> bool:
        """Whether smaller is better."""
        return self.kind == "loss"

    @property
    def is_score(self) -> bool:
        """Whether larger is better."""
        return self.kind == "score"

    @property
    def label(self) -> str:
        """What is measured, with the penalty: "log loss + L2"; the name where that is unknown."""
        return (self.measure or self.name) + (" + L2" if self.penalty else "")

    @property
    def description(self) -> str:
        """The label, and whether it is a running mean: for a legend or a caption."""
        return self.label + (", a running mean over each epoch" if self.running_mean else "")

    @property
    def final(self) -> float:
        """The last value."""
        return float(self.values[-1])

    @property
    def best_epoch(self) -> int | None:
        """The first epoch of the smallest finite loss or the largest finite score.

        None for a series that is neither, and where no value is finite.
        """
        if not (self.is_loss or self.is_score):
            return None
        finite = np.flatnonzero(np.isfinite(self.values))
        if not finite.size:
            return None
        values = self.values[finite]
        place = np.argmin(values) if self.is_loss else np.argmax(values)
        return int(self.epochs[finite[place]])

    def __repr__(self) -> str:
        n = len(self.values)
        where = (
            f"epoch {self.epochs[0]}" if n == 1 else f"epochs {self.epochs[0]}..{self.epochs[-1]}"
        )
        return (
            f"<Series {self.name!r}: {n:,} value{'' if n == 1 else 's'}, {where}, final "
            f"{self.final:.4g}>"
        )
