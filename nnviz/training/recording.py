"""`record_training`."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from nnviz.adapters.perceptron_history import perceptron_history
from nnviz.history import TrainingRecord
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.network.checks import check_integer
from nnviz.training.descent_options import refuse_with_estimator
from nnviz.training.epoch_hook import after_each_epoch
from nnviz.training.given import check_given_samples, check_given_targets
from nnviz.training.live import LiveView
from nnviz.training.network_training import train_network
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
    live: Callable[..., Any] | None = None,
    solver: str | None = None,
    learning_rate: float | None = None,
    momentum: float | None = None,
    solver_kw: Mapping[str, float] | None = None,
    batch_size: int | None = None,
    max_iter: int | None = None,
    l2: float | None = None,
    loss: str | Loss | None = None,
    trainable: Iterable[Any] | None = None,
    tol: float | None = None,
    n_iter_no_change: int | None = None,
    shuffle: bool | None = None,
    rng: Any = None,
) -> TrainingRecord:
    r"""Train a clone of an estimator, or a Network, and record what happens in each epoch.

    An estimator's clone is trained by its own ``fit`` and equals a plain
    ``clone(estimator).fit(X, y)`` bit for bit, whatever is recorded. A `Network` is trained by
    gradient descent, from the weights that it has. What was given stays as it is.

    Parameters
    ----------
    estimator : object or Network
        An MLPClassifier or MLPRegressor whose solver is adam or sgd, alone or as the last step of
        a Pipeline; it need not be fitted. Or a `Network` with finite weights and known activations.
    X : array-like, DataFrame or sparse matrix of shape (n_samples, n_features)
        What it is trained on; for a Network in the units that its `transform` takes.
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
        Keep the network before the first and after every so many epochs, or after these. The last
        epoch is among them only if its number is; its weights are those of the trained clone.
    max_snapshot_bytes : int, default=2**28
        What the snapshots may take in memory. Where those at every k epochs would take more,
        every second goes and k doubles.
    progress : bool, optional
        A bar on standard error, with the loss: True always, False never; by default only on a
        terminal.
    live : callable, optional
        Draws the history so far while the training runs: `plot_loss`, a ``functools.partial`` of
        it, or any function of a `TrainingHistory` that returns a display; see the notes.
    solver : {"sgd", "momentum", "nesterov", "rmsprop", "adam"}, optional
        For a Network, as all that follow: the rule of the updates, by default "sgd", which is plain
        gradient descent. An estimator has parameters of its own for all of these.
    learning_rate : float, optional
        The constant rate of the steps, by default 0.001 (scikit-learn's ``learning_rate_init``).
    momentum : float, optional
        For "momentum" and "nesterov", from 0 to 1; by default 0.9.
    solver_kw : mapping, optional
        Other constants: of "adam" ``beta_1`` (0.9), ``beta_2`` (0.999) and ``epsilon`` (1e-8), of
        "rmsprop" ``decay`` (0.9) and ``epsilon`` (1e-8).
    batch_size : int, optional
        How many samples an update takes, by default all; the last of an epoch takes what is left.
    max_iter : int, optional
        The number of epochs, by default 200.
    l2 : float, optional
        Strength of the L2 penalty (scikit-learn's ``alpha``), by default 0; see the notes.
    loss : str or Loss, optional
        As `backward` takes it; by default "auto", the one that belongs to the output activation.
    trainable : list of tuple, optional
        The only weights that move, by default all: ``(r, i, j)``, ``(r, "bias", j)`` or
        ``((l, i), (m, j))``.
    tol : float, optional
        Stop when the training loss was not better than its best by this much for more than
        `n_iter_no_change` epochs in a row. By default all epochs run.
    n_iter_no_change : int, optional
        Goes with `tol`; by default 10.
    shuffle : bool, optional
        Whether mini-batches are drawn anew in each epoch, by default True. It makes no difference
        to a full batch.
    rng : int, Generator or RandomState, optional
        What shuffles; by default a seed is drawn where one is needed.

    Returns
    -------
    TrainingRecord
        The trained clone or a new Network, the history, the snapshots by epoch, and the seed. Where
        an estimator's ``random_state`` is None, a seed is drawn for its perceptron, set in the
        clone and reported. That of a Network's training is that of `rng`; None where nothing was
        random.

    Raises
    ------
    TypeError
        If the estimator is none of those above, or an argument has the wrong type.
    ValueError
        If the solver is lbfgs, which has no epochs; if validation data do not match; if a list of
        snapshots takes more than is allowed; if ``fit`` refuses the data; if something for a
        Network is given with an estimator. With a Network: if it lacks weights or activations or
        its loss is not finite before any update; if `X` or `y` do not suit it; if a weight in
        `trainable` does not exist or is there twice; or if another argument is not as above.
    RuntimeError
        If this version of scikit-learn does not let an epoch be recorded.

    Warns
    -----
    UserWarning
        Once, if snapshots were thinned out; if a Network's training diverged or was interrupted;
        if drawing with `live` fails or there is nothing to see it on, which ends no training;
        besides, whatever ``fit`` warns of.

    See Also
    --------
    sweep_training : One training for each combination of parameters.
    as_history : The curves that any fitted estimator keeps.

    Notes
    -----
    The series of an estimator's history, where they were asked for:

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

    Those of a Network's have the same names, and the losses are those of `backward`: squared errors
    of several outputs are added up. The differences are:

    - "training loss" is exact: that of all samples, for the weights at the end of the epoch, from
      epoch 0 on, with the penalty if there is one. It is what the training minimises;
    - "training loss, exact" is there only where a penalty makes it another one;
    - "validation score" is accuracy for a network with classes, or with log loss or cross-entropy,
      and R\ :sup:`2` otherwise, in the units that the outputs have;
    - the norms of gradients are over all weights, whether they are trained or not.

    With the gradient g of a batch, the rules are, for the rate r and the momentum m:

    - sgd: w <- w - r g [1]_;
    - momentum: v <- m v - r g, w <- w + v, from v = 0 [2]_;
    - nesterov: the same v, and w <- w + m v - r g, which is Nesterov's rule written for the weights
      at which the gradient is taken [3]_ [4]_, and scikit-learn's;
    - rmsprop: s <- decay s + (1 - decay) g\ :sup:`2`, w <- w - r g / (sqrt(s) + epsilon) [5]_; the
      lecture has no epsilon, which is there against a division by 0;
    - adam: the first and second moments, corrected for their start at 0 as at the end of section 2
      of [6]_, and as in scikit-learn.

    The penalty of an update is scikit-learn's: l2/(2n) times the sum of all squared weights, biases
    apart, where n is the size of the batch. In smaller batches it is therefore stronger: with b
    updates an epoch, what is minimised is the mean loss plus b l2/(2 n_samples) times that sum, and
    "training loss" has just this.

    From the same weights, on the same batches, sgd, momentum, nesterov and adam give the weights of
    scikit-learn's own.

    Where the loss or a weight of a Network is no longer finite, or the loss has grown beyond 1e100,
    the training stops with a warning; the history's `stop` is then "diverged", and the trained
    network has the weights of that epoch.

    The live picture stands among the outputs of a notebook's cell and is replaced there; with a
    backend of matplotlib that has windows it is in one, which stays open. Drawing takes about a
    fifth of the time, and the last picture shows the history that is returned. A function of your
    own should take ``ax=None``, hand it on to nnviz's, and return what that returned: from the
    second drawing on it is given axes on the figure of the first.

    Ctrl-C ends the training as in ``fit``, with a warning, and what was recorded is returned. A
    Network is then as it was after the last epoch that was finished.

    What is recorded of an estimator's epoch 0 comes from a second perceptron in the same random
    state, which is trained with steps that vanish in rounding.

    References
    ----------
    .. [1] Robbins, H. and Monro, S. (1951). A stochastic approximation method. Annals of
       Mathematical Statistics, 22, 400-407.
    .. [2] Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods.
       USSR Computational Mathematics and Mathematical Physics, 4(5), 1-17.
    .. [3] Nesterov, Y. (1983). A method for solving the convex programming problem with convergence
       rate O(1/k^2). Soviet Mathematics Doklady, 27, 372-376.
    .. [4] Bengio, Y., Boulanger-Lewandowski, N. and Pascanu, R. (2013). Advances in optimizing
       recurrent networks. ICASSP 2013, 8624-8628, section 3.5.
    .. [5] Tieleman, T. and Hinton, G. (2012). Lecture 6.5: rmsprop. COURSERA: Neural Networks for
       Machine Learning.
    .. [6] Kingma, D. P. and Ba, J. (2015). Adam: A method for stochastic optimization. ICLR 2015,
       arXiv:1412.6980.

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

    One weight of a Network alone, by plain gradient descent:

    >>> from nnviz import Network
    >>> line = Network.from_arrays([[[0.0]]], [[1.0]], out_activation="identity")
    >>> record = record_training(
    ...     line, [[-1.0], [0.0], [1.0]], [-1.0, 1.0, 3.0], learning_rate=0.5, max_iter=50,
    ...     trainable=[(1, 0, 0)],
    ... )
    >>> record.estimator.connections[0].weights.round(3), record.estimator.layers[1].bias
    (array([[2.]]), array([1.]))
    >>> record.history["training loss"].values[:3].round(3)
    array([1.333, 0.593, 0.263])
    """
    for_networks: dict[str, Any] = {
        "solver": solver, "learning_rate": learning_rate, "momentum": momentum,
        "solver_kw": solver_kw, "batch_size": batch_size, "max_iter": max_iter, "l2": l2,
        "loss": loss, "trainable": trainable, "tol": tol, "n_iter_no_change": n_iter_no_change,
        "shuffle": shuffle, "rng": rng,
    }  # fmt: skip
    view = LiveView(live)
    check_progress(progress)
    if evaluate_every is not None:
        evaluate_every = check_integer("evaluate_every", evaluate_every, least=1)
    if isinstance(estimator, Network):
        record, kept = train_network(
            estimator, X, y, for_networks, X_val=X_val, y_val=y_val, evaluate_every=evaluate_every,
            snapshots=snapshots, max_snapshot_bytes=max_snapshot_bytes, progress=progress,
            view=view,
        )  # fmt: skip
        _warn_of_thinning(kept)
        return record
    mlp = _perceptron_of(estimator)
    refuse_with_estimator(type(mlp).__name__, for_networks)
    _check_solver(mlp)
    check_same_rows("X", X, "y", y)
    kinds = {"classifies": hasattr(mlp, "predict_proba"), "plain": estimator is mlp}
    check_given_samples("X", X, plain=kinds["plain"])
    check_given_targets("y", y, classifies=kinds["classifies"])
    validation = further_data("val", X, y, X_val, y_val, **kinds)
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
    view.open()
    with progress_bar(progress, last.max_iter, "training", "epochs") as bar:

        def after_epoch(X_held: Any) -> None:
            if recorder.is_needed:
                recorder.after_epoch(X_held)
            bar.set_postfix_str(f"loss {last.loss_:.4g}", refresh=False)
            bar.update()
            view.after_epoch(lambda: perceptron_history(last, recorder.series()))

        with after_each_epoch(last, after_epoch):
            trained.fit(X, y)
    history = perceptron_history(last, recorder.series())
    if recorder.interrupted or view.interrupted or history.stop is None:
        # Nothing else ends a fit before its time without an error.
        history = replace(history, stop="interrupted")
    view.finish(history)
    _warn_of_thinning(kept)
    return TrainingRecord(trained, history, kept.kept, seed)


def _warn_of_thinning(kept: Snapshots) -> None:
    if kept.thinned:
        warnings.warn(
            f"snapshots were thinned out to every {kept.every:,} epochs: at every "
            f"{kept.asked_every:,} they would take more than max_snapshot_bytes, "
            f"{kept.max_bytes:,}.",
            UserWarning,
            stacklevel=3,
        )


def _perceptron_of(estimator: Any) -> Any:
    """Return the perceptron in an estimator; what is neither that nor a Network is refused."""
    try:
        return perceptron_of(estimator)
    except TypeError as error:
        hint = "a Network is taken as well, which nnviz.as_network makes of arrays"
        if estimator is Network:
            raise TypeError(
                "estimator is the class Network itself; it must be an instance, such as "
                "Network.from_arrays(coefs, intercepts, ...)."
            ) from None
        raise TypeError(f"{str(error)[:-1]}; {hint}.") from None


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
