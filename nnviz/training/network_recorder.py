"""What is noted after each epoch of a Network's training."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.history import TrainingHistory
from nnviz.losses import Loss
from nnviz.training.evaluation import Evaluation
from nnviz.training.network_score import NetworkScore
from nnviz.training.notes import Facts, Notes
from nnviz.training.parameters import Parameters
from nnviz.training.snapshots import Snapshots


class NetworkRecorder:
    """Notes losses, scores, gradients and networks while a Network is trained.

    Parameters
    ----------
    parameters : Parameters
        What the training moves.
    training : Evaluation
        What the network is trained on.
    held : Evaluation or None
        Samples to judge it by after each epoch.
    penalty : bool
        Whether a penalty is in the loss that is minimised.
    evaluate_every : int or None
        How often the norm of the gradient is computed.
    snapshots : Snapshots
        What is kept of the networks.
    updates_per_epoch : int
        How many updates an epoch has.
    """

    def __init__(
        self,
        parameters: Parameters,
        training: Evaluation,
        held: Evaluation | None,
        *,
        penalty: bool,
        evaluate_every: int | None,
        snapshots: Snapshots,
        updates_per_epoch: int,
    ) -> None:
        self.parameters, self.training, self.held = parameters, training, held
        self.penalty, self.evaluate_every = penalty, evaluate_every
        self.snapshots, self.updates_per_epoch = snapshots, updates_per_epoch
        self.score = (
            None if held is None
            else NetworkScore.of(parameters.network, held.loss, held.targets)
        )  # fmt: skip
        self.notes = Notes()

    def after_epoch(self, epoch: int, loss: float) -> None:
        """Note what there is to note.

        Parameters
        ----------
        epoch : int
            How many epochs are over; 0 before any update.
        loss : float
            What the training minimises, for the weights as they are now.
        """
        network, n = self.parameters.network, self.parameters.network.n_parameters
        self.notes.put("training loss", epoch, loss)
        if self.snapshots.wants(epoch):
            kept = self.parameters.network_of(self.parameters.vector)
            self.snapshots.keep(epoch, kept, n)
        if self.evaluate_every is not None and epoch % self.evaluate_every == 0:
            bare, norms = self.training.value_and_gradient_norms(network)
            if self.penalty:  # else it is the training loss itself
                self.notes.put("training loss, exact", epoch, bare)
            for layer, norm in enumerate(norms, start=1):
                self.notes.put(f"gradient norm, layer {layer}", epoch, norm)
        if self.held is not None:
            outputs = self.held.outputs(network)
            with np.errstate(all="ignore"):
                value = self.held.loss.value(self.held.targets, outputs)
            self.notes.put("validation loss", epoch, value)
            if self.score is not None:
                score = self.score.value(outputs, self.held.targets)
                self.notes.put("validation score", epoch, score)

    def history(self, stop: str | None = None) -> TrainingHistory:
        """Give all that was noted so far.

        Parameters
        ----------
        stop : str, optional
            Why the training ended.

        Returns
        -------
        TrainingHistory
            The curves.
        """
        measure = loss_measure(self.training.loss, self.training.targets)
        score = "" if self.score is None else self.score.words
        facts: dict[str, Facts] = {
            "training loss": (measure, "loss", "training", self.penalty),
            "training loss, exact": (measure, "loss", "training", False),
            "validation loss": (measure, "loss", "validation", False),
            "validation score": (score, "score", "validation", False),
        }
        return TrainingHistory(
            self.notes.series(facts),  # type: ignore[arg-type]
            updates_per_epoch=self.updates_per_epoch,
            stop=stop,
        )


def loss_measure(loss: Loss, targets: NDArray[Any]) -> str:
    """Say which loss it is, and that squared errors of several outputs are added up.

    scikit-learn reports their mean, and so does what is recorded of its estimators.

    Parameters
    ----------
    loss : Loss
        The loss.
    targets : ndarray of shape (n_samples, n_outputs)
        The targets.

    Returns
    -------
    str
        The words.
    """
    several = loss.name == "squared_error" and targets.shape[1] > 1
    return f"{loss.label}, sum of outputs" if several else loss.label
