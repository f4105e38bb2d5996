"""Forward and backward passes of any model, on data in the units that the model takes."""

from __future__ import annotations

from typing import Any

from nnviz.adapters import as_network
from nnviz.losses import Loss, resolve_loss
from nnviz.propagation import BackwardPass, ForwardPass, backpropagate, propagate
from nnviz.targets import encode_targets

__all__ = ["backward", "forward"]


def forward(model: Any, X: Any) -> ForwardPass:
    """Compute what every neuron puts out for some samples.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes, with weights and activations.
    X : array-like of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes: raw features for a Pipeline
        or a search (and for a Network made from one), the input layer's units otherwise.

    Returns
    -------
    ForwardPass
        ``activations`` and ``preactivations`` by layer, and the ``output``. The output of a model
        with a target transformer is in the transformed units.

    Raises
    ------
    TypeError
        If `model` is not a model, or `X` holds complex numbers.
    ValueError
        If the model lacks weights or activations, or `X` has the wrong shape or values that are
        not finite.

    See Also
    --------
    backward : The gradient of the loss.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz.gradients import forward
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", random_state=0)
    >>> mlp = mlp.fit(X, y)
    >>> forward(mlp, X).output.shape
    (150, 3)
    """
    network = as_network(model)
    return propagate(network, network.transform(X))


def backward(
    model: Any, X: Any, y: Any, *, loss: str | Loss = "auto", l2: float = 0.0
) -> BackwardPass:
    r"""Compute a loss over some samples, and its gradient at every weight, bias and neuron.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes, with weights and activations.
    X : array-like of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What the model's own ``fit`` takes: labels, an indicator matrix, or target values. For a
        softmax network that knows no classes, the indices of its outputs will do.
    loss : str or Loss, default="auto"
        "squared_error" (half of it: 1/(2n) times the sum over samples and outputs), "log_loss"
        (logistic outputs), "cross_entropy" (softmax), "poisson" (exponential); "auto" follows
        the output activation.
    l2 : float, default=0.0
        Strength of the L2 penalty: scikit-learn's ``alpha`` makes the gradient the one that it
        trains with.

    Returns
    -------
    BackwardPass
        ``loss``, ``weight_gradients`` by connection, ``bias_gradients`` and ``deltas`` (dL/dz) by
        layer.

    Raises
    ------
    TypeError
        If `model` is not a model, `X` or `y` hold what is no real number, or `loss` or `l2` have
        the wrong type.
    ValueError
        If the model lacks weights or activations, the loss does not go with its outputs, `X` or
        `y` have the wrong shape or values that are not finite, `y` holds a label that the model
        does not know, or `l2` is negative.

    See Also
    --------
    forward : What every neuron puts out.

    Notes
    -----
    The slope of the ReLU at 0 is taken as 0, as scikit-learn does. For K regression outputs
    scikit-learn's ``loss_`` is 1/(2nK) times the sum of squares, although it trains with the
    gradient of 1/(2n) times that sum, which is the loss here.

    References
    ----------
    Rumelhart, D. E., Hinton, G. E., and Williams, R. J. (1986). Learning representations by
    back-propagating errors. Nature, 323, 533-536.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz.gradients import backward
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", random_state=0)
    >>> mlp = mlp.fit(X, y)
    >>> gradient = backward(mlp, X, y, l2=mlp.alpha)
    >>> gradient.loss_name, [g.shape for g in gradient.weight_gradients]
    ('cross_entropy', [(4, 3), (3, 2), (2, 3)])
    """
    network = as_network(model)
    forward_pass = propagate(network, network.transform(X))
    resolved = resolve_loss(loss, network.layers[-1].activation)
    targets = encode_targets(network, y, forward_pass.n_samples, resolved)
    return backpropagate(network, forward_pass, targets, resolved, l2)
