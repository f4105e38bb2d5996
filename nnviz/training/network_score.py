"""The score of a Network's outputs: accuracy, or R²."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.losses import Loss
from nnviz.network import Network

Array = NDArray[np.float64]

_OF_CLASSES = ("log_loss", "cross_entropy")


@dataclass(frozen=True, eq=False)
class NetworkScore:
    """What the outputs of a network are scored by, as scikit-learn's ``score`` would do it.

    Parameters
    ----------
    words : {"accuracy", "R²"}
        Its name.
    several : bool
        For accuracy: whether the outputs are labels of their own, all of which must be right.
    """

    words: str
    several: bool = False

    @classmethod
    def of(cls, network: Network, loss: Loss, targets: Array) -> NetworkScore | None:
        """Find the score that suits a network.

        Parameters
        ----------
        network : Network
            The network.
        loss : Loss
            Its loss.
        targets : ndarray of shape (n_samples, n_outputs)
            What its outputs should be.

        Returns
        -------
        NetworkScore or None
            Accuracy for a network with classes, or with a loss of classes and targets of 0 and 1;
            None for such a loss and other targets, which are neither; R² otherwise.
        """
        if network.classes is not None or loss.name in _OF_CLASSES:
            if not np.isin(targets, (0.0, 1.0)).all():
                return None
            return cls("accuracy", several=network.layers[-1].activation == "logistic")
        return cls("R\N{SUPERSCRIPT TWO}")

    def value(self, outputs: Array, targets: Array) -> float:
        """Score some outputs.

        Parameters
        ----------
        outputs, targets : ndarray of shape (n_samples, n_outputs)
            What came out, and what should have.

        Returns
        -------
        float
            The score, for R² the mean over the outputs; NaN where an output is not finite.
        """
        if not np.isfinite(outputs).all():
            return float("nan")
        if self.words == "accuracy":
            if self.several or outputs.shape[1] == 1:
                right = ((outputs > 0.5) == (targets > 0.5)).all(axis=1)
            else:
                right = outputs.argmax(axis=1) == targets.argmax(axis=1)
            return float(right.mean())
        # As in scikit-learn, targets that are all the same give 1 if they are met, and 0 if not.
        with np.errstate(all="ignore"):
            left = ((targets - outputs) ** 2).sum(axis=0)
            spread = ((targets - targets.mean(axis=0)) ** 2).sum(axis=0)
            parts = np.where(spread > 0, 1 - left / spread, np.where(left == 0, 1.0, 0.0))
        return float(parts.mean())
