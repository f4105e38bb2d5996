"""`record_training`."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from nnviz.adapters.perceptron_history import perceptron_history
from nnviz.history import TrainingRecord
from nnviz.network.checks import check_integer
from nnviz.training.epoch_hook import after_each_epoch
from nnviz.training.perceptrons import draw_seed, last_steps, perceptron_of, seed_of
from nnviz.training.progress import check_progress, progress_bar
from nnviz.training.recorder import Recorder
from nnviz.training.snapshots import Snapshots
from nnviz.training.validation import check_same_rows, further_data

__all__ = ["record_training"]


def record_training(
    estimator: Any,
    X: Any,
    y: Any,
    *,
    X_val: Any = None,
    y_val: Any = None,
    evaluate_every: int | None = None,
    snapshots: Any = None,
    max_snapshot_bytes: int = 2**28,
    progress: bool | None = None,
) -> TrainingRecord:
    r"""Train a clone of an estimator and record what happens in each epoch.

    The clone is trained by its own ``fit`` and equals a plain ``clone(estimator).fit(X, y)`` bit
    for bit, whatever is recorded. The estimator given stays as it is.

    Parameters
    ----------
    estimator : object
        An MLPClassifier or MLPRegressor whose solver is adam or sgd, alone or as the last step of
        a Pipeline. It need not be fitted.
    X : array-like, DataFrame or sparse matrix of shape (n_samples, n_features)
        What it is trained on.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        Labels or target values.
    X_val, y_val : array-like, optional
        Samples to judge it by before the first and after each epoch, in the units of the
        estimator's own ``predict``: they go through the fitted steps of a Pipeline.
    evaluate_every : int, optional
        Before the first and after every so many epochs, compute the exact loss on all samples
        that it trains on (not on those that early stopping holds out) and the norm of its gradient
        in each layer.
    snapshots : int or list of int, optional
        Keep the network before the first and after every so many epochs, or after these.
    max_snapshot_bytes : int, default=2**28
        What the snapshots may take in memory. Where those at every k epochs would take more,
        every second goes and k doubles.
    progress : bool, optional
        A bar on standard error, with the loss: True always, False never; by default only on a
        terminal.

    Returns
    -------
    TrainingRecord
        The trained clone, the history, the snapshots by epoch, and the seed. Where the estimator's
        ``random_state`` is None, a seed is drawn for its perceptron, set in the clone and
        reported.

    Raises
    ------
    TypeError
        If the estimator is none of those above, or an argument has the wrong type.
    ValueError
        If the solver is lbfgs, which has no epochs; if validation data do not match; if a list of
        snapshots takes more than is allowed; or if ``fit`` refuses the data.
    RuntimeError
        If this version of scikit-learn does not let an epoch be recorded.

    Warns
    -----
    UserWarning
        Once, if snapshots were thinned out; besides, whatever ``fit`` warns of.

    See Also
    --------
    sweep_training : One training for each combination of parameters.
    as_history : The curves that any fitted estimator keeps.

    Notes
    -----
    The series of the history, where they were asked for:

    - "training loss", as scikit-learn reports it: a mean over the epoch while the weights still
      move, with the L2 penalty;
    - "validation score", the one on what early stopping held out;
    - "training loss, exact", "validation loss": the mean over the samples, for the weights at the
      end of the epoch, on the same scale but without the penalty;
    - "validation score" on `X_val` by the estimator's own ``score``, accuracy or
      R\ :sup:`2`; with early stopping it is called "validation score, X_val";
    - "gradient norm, layer 1", ...: the Euclidean norm over the weights into a layer and its
      biases, of the exact gradient without the penalty. It is the gradient that scikit-learn
      follows, which for a squared error of several outputs is that of their sum, while the loss
      that it reports is their mean.

    Ctrl-C ends the training as in ``fit``, with a warning, and what was recorded is returned.

    What is recorded of epoch 0 comes from a second perceptron in the same random state, which is
    trained with steps that vanish in rounding.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import record_training
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier((3, 2), learning_rate_init=0.02, tol=0.01, random_state=0)
    >>> record = record_training(mlp, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2], snapshots=10)
    >>> record.history.stop, list(record.snapshots)[:3]
    ('converged', [0, 10, 20])
    >>> record.history["validation loss"].label
    'cross-entropy'
    """
    mlp = perceptron_of(estimator)
    _check_solver(mlp)
    check_progress(progress)
    check_same_rows("X", X, "y", y)
    if evaluate_every is not None:
        evaluate_every = check_integer("evaluate_every", evaluate_every, least=1)
    validation = further_data("val", X, y, X_val, y_val, classifies=hasattr(mlp, "predict_proba"))
    kept = Snapshots(snapshots, max_snapshot_bytes, mlp.max_iter)
    trained, untrained, seed = _clones(estimator)
    last, transformers = last_steps(trained)
    n_parameters = None if transformers else _n_parameters(last, X, y)
    if n_parameters is not None:  # or the first epoch shows how many there are
        kept.check(n_parameters)
    recorder = Recorder(
        trained, untrained, X, y, validation=validation, evaluate_every=evaluate_every,
        snapshots=kept,
    )  # fmt: skip
    with progress_bar(progress, last.max_iter, "training", "epochs") as bar:

        def after_epoch(X_held: Any) -> None:
            if recorder.is_needed:
                recorder.after_epoch(X_held)
            bar.set_postfix_str(f"loss {last.loss_:.4g}", refresh=False)
            bar.update()

        with after_each_epoch(last, after_epoch):
            trained.fit(X, y)
    history = perceptron_history(last, recorder.series())
    if recorder.interrupted or history.stop is None:
        # Nothing else ends a fit before its time without an error.
        history = replace(history, stop="interrupted")
    if kept.thinned:
        warnings.warn(
            f"snapshots were thinned out to every {kept.every:,} epochs: at every "
            f"{kept.asked_every:,} they would take more than max_snapshot_bytes, "
            f"{kept.max_bytes:,}.",
            UserWarning,
            stacklevel=2,
        )
    return TrainingRecord(trained, history, kept.kept, seed)


def _check_solver(mlp: Any) -> None:
    if mlp.solver == "lbfgs":
        raise ValueError(
            'estimator: solver="lbfgs" does not train by epochs; record_training takes '
            'solver="adam" and "sgd".'
        )


def _clones(estimator: Any) -> tuple[Any, Any, int | None]:
    """Return two clones, the whole estimator and its perceptron alone, and the seed of both."""
    from sklearn.base import clone

    trained = clone(estimator)
    last, _ = last_steps(trained)
    if last.random_state is None:
        last.set_params(random_state=draw_seed())
    return trained, clone(last), seed_of(last)


def _n_parameters(mlp: Any, X: Any, y: Any) -> int | None:
    """Count the weights and biases of a perceptron that gets its data as they are.

    None where a parameter makes no sense: fit says so better.
    """
    targets = np.shape(y)
    if len(targets) == 2 and targets[1] > 1:
        n_outputs = targets[1]
    elif hasattr(mlp, "predict_proba"):
        n_classes = len(set(np.asarray(y).ravel().tolist()))
        n_outputs = n_classes if n_classes > 2 else 1
    else:
        n_outputs = 1
    hidden = np.ravel(mlp.hidden_layer_sizes)
    shape = X.shape if hasattr(X, "shape") else np.shape(X)
    if hidden.dtype.kind not in "iu" or len(shape) != 2 or not isinstance(mlp.max_iter, int):
        return None
    sizes = [shape[1], *hidden.tolist(), n_outputs]
    return int(sum((m + 1) * n for m, n in zip(sizes, sizes[1:], strict=False)))
