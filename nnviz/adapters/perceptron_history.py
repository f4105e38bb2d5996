"""What a fitted perceptron of scikit-learn says about its training."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from nnviz.history import Series, TrainingHistory

__all__ = ["loss_in_words", "perceptron_history", "score_in_words"]

_LOSSES = {
    "logistic": "log loss",
    "softmax": "cross-entropy",
    "identity": "half squared error",
    "exp": "Poisson loss",
}
_SMALLEST_RATE = 1e-6  # below it scikit-learn's adaptive schedule ends the training


def loss_in_words(mlp: Any) -> str:
    """Say which loss a perceptron was trained on, without its penalty.

    scikit-learn divides the squared error of several outputs by their number; its other losses
    are sums over the outputs.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        A fitted one.

    Returns
    -------
    str
        "log loss", "cross-entropy", "half squared error", "Poisson loss"; "" if it is unknown.

    Examples
    --------
    >>> from sklearn.neural_network import MLPClassifier
    >>> mlp = MLPClassifier((2,), solver="lbfgs", random_state=0).fit([[0.0], [1.0]], [0, 1])
    >>> loss_in_words(mlp)
    'log loss'
    """
    words = _LOSSES.get(getattr(mlp, "out_activation_", ""), "")
    several = words == "half squared error" and getattr(mlp, "n_outputs_", 1) > 1
    return f"{words}, mean of outputs" if several else words


def score_in_words(mlp: Any) -> str:
    """Say what a perceptron's own ``score`` is.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        A fitted one.

    Returns
    -------
    str
        "accuracy" or "R²".

    Examples
    --------
    >>> from sklearn.neural_network import MLPRegressor
    >>> score_in_words(MLPRegressor())
    'R²'
    """
    return "accuracy" if hasattr(mlp, "predict_proba") else "R\N{SUPERSCRIPT TWO}"


def perceptron_history(mlp: Any, more: Iterable[Series] = ()) -> TrainingHistory:
    """Read the curves that a perceptron kept while it was trained.

    Parameters
    ----------
    mlp : MLPClassifier or MLPRegressor
        A fitted one, whose solver is adam or sgd.
    more : iterable of Series
        Further series, which come after its own.

    Returns
    -------
    TrainingHistory
        Its ``loss_curve_`` as "training loss", the scores on what early stopping held out as
        "validation score", the number of updates in an epoch, and why it stopped. A training that
        was interrupted in its first epoch has no series.

    Raises
    ------
    ValueError
        If its solver is lbfgs, or it has no ``loss_curve_``.

    Examples
    --------
    >>> from sklearn.neural_network import MLPRegressor
    >>> mlp = MLPRegressor(hidden_layer_sizes=(2,), alpha=0.0, tol=0.1, random_state=0)
    >>> history = perceptron_history(mlp.fit([[0.0], [1.0]], [0.0, 1.0]))
    >>> history.stop, history["training loss"].label
    ('converged', 'half squared error')
    """
    if getattr(mlp, "solver", None) == "lbfgs":
        raise ValueError(
            'source: solver="lbfgs" keeps no loss by epoch, so there is no curve to show; train '
            'with solver="adam" or "sgd", and nnviz.record_training records more than the loss.'
        )
    if getattr(mlp, "loss_curve_", None) is None:
        raise ValueError(
            f"source: this {type(mlp).__name__} has no loss_curve_, so nothing is known of its "
            "training."
        )
    curve = [float(loss) for loss in mlp.loss_curve_]
    series = []
    if curve:
        series.append(
            Series(
                "training loss",
                curve,  # type: ignore[arg-type]
                _epochs(len(curve)),
                measure=loss_in_words(mlp),
                kind="loss",
                on="training",
                penalty=bool(getattr(mlp, "alpha", 0.0) > 0),
                running_mean=True,
            )
        )
    scores = getattr(mlp, "validation_scores_", None)
    if scores:
        series.append(
            Series(
                "validation score",
                scores,
                _epochs(len(scores)),
                measure=score_in_words(mlp),
                kind="score",
                on="validation",
            )
        )
    return TrainingHistory(
        (*series, *more),
        updates_per_epoch=_updates_per_epoch(mlp, len(curve)),
        stop=_stop(mlp, curve),
    )


def _epochs(n: int) -> Any:
    return np.arange(1, n + 1)


def _updates_per_epoch(mlp: Any, n_epochs: int) -> int | None:
    """Count the batches of an epoch; t_ is how many samples went through in all epochs."""
    seen, size = getattr(mlp, "t_", None), getattr(mlp, "batch_size", None)
    if not seen or not n_epochs or seen % n_epochs:
        return None
    n_samples = int(seen) // n_epochs
    batch = min(200, n_samples) if size == "auto" else size
    if not isinstance(batch, (int, np.integer)) or batch < 1:
        return None
    return math.ceil(n_samples / min(int(batch), n_samples))


def _stop(mlp: Any, curve: list[float]) -> str | None:
    """Tell why a training ended, by scikit-learn's own rule, from what it left behind.

    A training that met its criterion in the very epoch of max_iter has converged. None where it
    ended for no reason of its own: it was interrupted, or led by partial_fit.
    """
    if not curve or getattr(mlp, "n_iter_", None) != len(curve):
        return None  # partial_fit, or several fits of a warm start
    try:
        if mlp.early_stopping and len(mlp.validation_scores_) != len(curve):
            return None  # interrupted between an epoch and its score
        met = _criterion_met(mlp, curve)
    except (AttributeError, TypeError):
        return None  # looks like a perceptron, but lacks the parameters of the rule
    if met:
        return "early stopping" if mlp.early_stopping else "converged"
    return "max_iter" if mlp.n_iter_ >= mlp.max_iter else None


def _criterion_met(mlp: Any, curve: list[float]) -> bool:
    early = bool(mlp.early_stopping)
    # With its sign turned round a score is something to make small.
    values = [-float(score) for score in mlp.validation_scores_] if early else curve
    adaptive = mlp.solver == "sgd" and mlp.learning_rate == "adaptive"
    rate = float(mlp.learning_rate_init)
    best, without, met = math.inf, 0, False
    for value in values:
        without = without + 1 if value > best - mlp.tol else 0
        best = min(best, value) if value == value else best
        met = without > int(mlp.n_iter_no_change)
        if met and adaptive and rate > _SMALLEST_RATE:
            rate, without, met = rate / 5.0, 0, False
    return met
