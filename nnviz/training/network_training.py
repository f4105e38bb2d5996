"""Training a Network with everything recorded."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.history import TrainingRecord
from nnviz.losses import Loss, resolve_loss
from nnviz.network import Network
from nnviz.propagation import backpropagate, propagate
from nnviz.targets import encode_targets
from nnviz.training.descent import GradientDescent
from nnviz.training.descent_options import check_options, check_rng
from nnviz.training.evaluation import Evaluation
from nnviz.training.live import LiveView
from nnviz.training.network_recorder import NetworkRecorder
from nnviz.training.parameters import Parameters
from nnviz.training.progress import progress_bar
from nnviz.training.snapshots import Snapshots
from nnviz.training.validation import both_or_neither, check_same_rows

_CALLER = 3  # levels up from here: whoever called record_training


def train_network(
    network: Network,
    X: Any,
    y: Any,
    given: Mapping[str, Any],
    *,
    X_val: Any,
    y_val: Any,
    evaluate_every: int | None,
    snapshots: Any,
    max_snapshot_bytes: Any,
    progress: bool | None,
    view: LiveView,
) -> tuple[TrainingRecord, Snapshots]:
    """Train a Network, as `nnviz.record_training` says.

    Parameters
    ----------
    network : Network
        Where it begins; it stays as it is.
    X, y : array-like
        What it is trained on.
    given : mapping
        What a user gave of the parameters that are for a Network; None for nothing.
    X_val, y_val : array-like or None
        Samples to judge it by.
    evaluate_every : int or None
        How often the gradient's norm is computed.
    snapshots : int, list of int, or None
        Which networks are kept.
    max_snapshot_bytes : int
        Within what memory.
    progress : bool or None
        Whether there is a bar.
    view : LiveView
        What draws the history while it runs.

    Returns
    -------
    record : TrainingRecord
        The record.
    kept : Snapshots
        How its snapshots were kept.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as it should be.
    """
    n_samples = check_same_rows("X", X, "y", y)
    options = check_options(network, n_samples, given)
    kept = Snapshots(snapshots, max_snapshot_bytes, options.max_iter)
    kept.check(network.n_parameters)
    loss = resolve_loss(options.loss, network.layers[-1].activation)
    inputs = network.transform(X)
    _check_computable(network, inputs, loss)
    targets = encode_targets(network, y, n_samples, loss)
    training = Evaluation(inputs, targets, loss, 1.0)
    held = _held(network, X_val, y_val, loss)
    draws = options.batch_size is not None and options.shuffle
    rng, seed = check_rng(given["rng"], needed=draws)
    parameters = Parameters(network)
    descent = GradientDescent(parameters, training, options, rng)
    recorder = NetworkRecorder(
        parameters, training, held, penalty=options.l2 > 0, evaluate_every=evaluate_every,
        snapshots=kept, updates_per_epoch=descent.updates_per_epoch,
    )  # fmt: skip
    view.open()
    with progress_bar(progress, options.max_iter, "training", "epochs") as bar:

        def after_epoch(epoch: int, value: float) -> None:
            recorder.after_epoch(epoch, value)
            if epoch:
                bar.set_postfix_str(f"loss {value:.4g}", refresh=False)
                bar.update()
                view.after_epoch(recorder.history)

        stop = descent.run(after_epoch)
    history = recorder.history(stop)
    view.finish(history)
    if stop == "interrupted":
        # scikit-learn's own words.
        warnings.warn("Training interrupted by user.", UserWarning, stacklevel=_CALLER)
    elif stop == "diverged":
        rate, final = options.learning_rate, history["training loss"].final
        of_loss = not np.isfinite(final) or np.isfinite(parameters.vector).all()
        what = f"the loss is {final:.3g}" if of_loss else "a weight is no longer finite"
        warnings.warn(
            f"the training diverged and was stopped: after epoch {history.n_epochs:,} {what}. The "
            f"learning rate is {rate:g}; a smaller one may do.",
            UserWarning,
            stacklevel=_CALLER,
        )
    return TrainingRecord(descent.trained(), history, kept.kept, seed), kept


def _check_computable(network: Network, inputs: NDArray[np.float64], loss: Loss) -> None:
    """Say at once what a network lacks, by passes of one sample."""
    try:
        passed = propagate(network, inputs[:1])
        backpropagate(network, passed, np.zeros_like(passed.output), loss)
    except ValueError as error:
        raise ValueError(_renamed(str(error), "model", "estimator")) from None
    for connection in network.connections:
        assert connection.weights is not None
        _check_finite(f"weights from layer {connection.source} to layer {connection.target}",
                      connection.weights)  # fmt: skip
    for k, layer in enumerate(network.layers):
        if layer.bias is not None:
            _check_finite(f"biases of layer {k}", layer.bias)


def _check_finite(what: str, array: NDArray[np.float64]) -> None:
    if not np.isfinite(array).all():
        came = array[~np.isfinite(array)][0]
        raise ValueError(
            f"estimator: a network that is trained must have finite weights; one of the {what} is "
            f"{came}."
        )


def _held(network: Network, X_val: Any, y_val: Any, loss: Loss) -> Evaluation | None:
    """Check the samples that the network is judged by."""
    if not both_or_neither("X_val", X_val, "y_val", y_val):
        return None
    n_samples = check_same_rows("X_val", X_val, "y_val", y_val)
    try:
        inputs = network.transform(X_val)
        targets = encode_targets(network, y_val, n_samples, loss)
    except (TypeError, ValueError) as error:
        text = _renamed(_renamed(str(error), "X", "X_val"), "y", "y_val")
        if type(error).__name__ == "NotFittedError":
            raise
        raise (TypeError if isinstance(error, TypeError) else ValueError)(text) from error
    if n_samples < 2 and network.classes is None and loss.name not in ("log_loss", "cross_entropy"):
        raise ValueError("X_val must hold at least two samples: R² of one is undefined.")
    return Evaluation(inputs, targets, loss, 1.0)


def _renamed(text: str, name: str, other: str) -> str:
    """Give the argument with which an error begins its own name."""
    for after in (":", " "):
        if text.startswith(name + after):
            return other + text[len(name) :]
    return text
