"""The public function that computes a surface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.history import TrainingRecord
from nnviz.losses import Loss, resolve_loss
from nnviz.network import Network
from nnviz.network.checks import check_integer
from nnviz.propagation import propagate
from nnviz.surfaces.axes import make_nodes, make_resolution, make_spans
from nnviz.surfaces.components import NoComponentsError, component_directions
from nnviz.surfaces.descents import (
    Plane,
    Track,
    check_same_network,
    read_descents,
    read_track,
    see_descents,
)
from nnviz.surfaces.direction import Direction, parameter_name, parameter_vector
from nnviz.surfaces.measuring import Samples, check_l2, loss_and_slopes
from nnviz.surfaces.moved import MovedLoss
from nnviz.surfaces.random_directions import random_directions
from nnviz.surfaces.single_weights import value_of, weight_directions
from nnviz.surfaces.surface import LossSurface
from nnviz.targets import encode_targets

__all__ = ["MAX_BYTES", "loss_surface"]

Array = NDArray[np.float64]

#: What computing a surface may take, besides the data and the model.
MAX_BYTES = 2**27

_DIRECTIONS = ("random", "pca")


def loss_surface(
    model: Any,
    X: Any,
    y: Any,
    *,
    weights: Any = None,
    directions: str | None = None,
    descents: Mapping[Any, Any] | None = None,
    span: Any = None,
    resolution: Any = None,
    loss: str | Loss = "auto",
    l2: float = 0.0,
    rng: Any = None,
    max_bytes: int = MAX_BYTES,
) -> LossSurface:
    r"""Compute the loss of a network as some of its weights move and all others stay.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes, with weights and activations, or a
        `TrainingRecord`: its trained model (after `load` its last snapshot), with its snapshots as
        a descent named "training" where no descents are given.
    X : array-like of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What the model's own ``fit`` takes.
    weights : list of tuple, optional
        One or two weights, an axis each: ``(r, i, j)``, the weight from neuron i of layer r - 1
        into neuron j of layer r; ``(r, "bias", j)``, a bias; or ``((l, i), (m, j))``, a weight
        between any two layers.
    directions : {"random", "pca"}, optional
        Instead of `weights`, two directions through all of them. "random" draws them; each
        neuron's incoming weights move by as much as they are long (filter normalisation), and
        biases stay. "pca" takes the principal components of the snapshots of all descents, over
        weights and biases. Where neither `weights` nor `directions` is given, it is "pca" if
        there are snapshots that allow it, else "random".
    descents : mapping of str to TrainingRecord, optional
        Trainings to find on the surface, by name. A mapping of epochs to Networks will do for a
        record.
    span : float, (low, high), or one of these for each axis, optional
        How far the axes reach: a number is the distance on either side of the present place, a
        pair of numbers holds the ends of every axis, in its own units (the weight's value; steps
        along a direction), and two such pairs those of two axes.
        By default a weight goes from its present value w by max(2, 2|w|) to either side, and
        random directions from -1 to 1, or as far as descents go (those that are exact, for random
        directions), up to ten times as far; principal components cover the descents.
    resolution : int or pair of int, optional
        How many places there are along each axis, at least 3: by default 201 for one axis and 61
        for each of two.
    loss : str or Loss, default="auto"
        As in `nnviz.backward`.
    l2 : float, default=0.0
        Strength of the L2 penalty in all losses and slopes, as in `nnviz.backward`:
        scikit-learn's ``alpha``.
    rng : int, numpy.random.Generator or None, default=None
        Where random directions come from, as `numpy.random.default_rng` takes it.
    max_bytes : int, default=134217728
        What the computation may take, besides the data, the model and the grid.

    Returns
    -------
    LossSurface
        The losses on a grid that has the present weights as one of its places, exactly, with the
        slopes there, and the descents.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If a weight does not exist, there are more than two or one stands twice; if `weights` and
        `directions` are both given; if a descent has no snapshots, has those of another network,
        or starts elsewhere; if the model lacks weights or activations; or if any other argument
        is not as above.

    See Also
    --------
    nnviz.gradient_paths : The slope along one weight, taken apart by path.

    Notes
    -----
    A descent is exact where nothing but what the axes move differs between its snapshots and the
    present network: its points then lie on the surface. Otherwise its points are projections: the
    nearest places of the surface's plane, by least squares over all weights and biases. A descent
    must have something in common with the surface: a snapshot or its trained model lies in the
    plane, or it starts from the same snapshot as one that does.

    The places are even on either side of the present one, where the steps may differ a little.

    Random directions are not at right angles, only nearly so where there are many weights. A weight
    that does not exist, and the weights of a neuron that has nothing but zeros, stay.

    References
    ----------
    Li, H., Xu, Z., Taylor, G., Studer, C., and Goldstein, T. (2018). Visualizing the loss
    landscape of neural nets. Advances in Neural Information Processing Systems, 31 (filter
    normalisation; principal components of a training).

    Goodfellow, I. J., Vinyals, O., and Saxe, A. M. (2015). Qualitatively characterizing neural
    network optimization problems. International Conference on Learning Representations.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz.surfaces import loss_surface
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", random_state=0)
    >>> surface = loss_surface(mlp.fit(X, y), X, y, weights=[(1, 0, 1), (2, 1, 0)], resolution=21)
    >>> surface
    <LossSurface of cross-entropy over 2 weights, 21 x 21 places>
    >>> surface.values.shape, bool(surface.values[10, 10] == surface.loss)
    ((21, 21), True)
    """
    max_bytes = check_integer("max_bytes", max_bytes, least=1)
    _check_choice(weights, directions)
    network, tracks, own = _read_model(model, descents)
    samples = _read_samples(network, X, y, loss, l2, max_bytes)
    _check_finite(network)
    for track in (*tracks, *own):
        check_same_network(network, track)
    along = _choose(network, weights, directions, [*tracks, *own], rng)
    is_weight = along[0].kind == "weight"
    present = tuple(value_of(network, d) if is_weight else 0.0 for d in along)
    counts = make_resolution(resolution, len(along))
    # The model's own training counts, shown or not: another may have started where it did.
    seen = see_descents(Plane(network, along, present), [*tracks, *own], samples)
    shown = seen[: len(tracks)]
    covered = seen if along[0].kind == "pca" else shown
    nodes = tuple(
        make_nodes(low, place, high, count)
        for (low, high), place, count in zip(
            make_spans(span, along, present, covered), present, counts, strict=True
        )
    )
    at_present, slopes = loss_and_slopes(network, samples, along)
    measure = MovedLoss(network, along, samples)
    return LossSurface(
        network=network,
        directions=along,
        coordinates=nodes,
        present=present,
        values=_on_grid(measure, nodes, present, at_present),
        loss=at_present,
        slopes=slopes,
        loss_name=samples.loss.name,
        loss_label=samples.loss.label,
        l2=samples.l2,
        n_samples=len(samples),
        descents=shown,
        measure=measure,
    )


def _check_choice(weights: Any, directions: Any) -> None:
    if weights is not None and directions is not None:
        raise ValueError(
            f"weights, directions: only one of the two can be given; they are {weights!r} and "
            f"{directions!r}."
        )
    if directions is not None and not isinstance(directions, str):
        raise TypeError(f'directions: must be "random" or "pca"; it is {directions!r}.')
    if directions is not None and directions not in _DIRECTIONS:
        raise ValueError(f'directions: must be "random" or "pca"; it is {directions!r}.')


def _read_model(model: Any, descents: Any) -> tuple[Network, list[Track], list[Track]]:
    """Return the network, the descents to show, and the model's own where they are not shown."""
    tracks = [] if descents is None else read_descents(descents)
    if not isinstance(model, TrainingRecord):
        return as_network(model), tracks, []
    if model.estimator is not None:
        network = as_network(model.estimator)
    elif model.snapshots:
        network = list(model.snapshots.values())[-1]
    else:
        raise ValueError(
            "model: this record has neither an estimator nor snapshots, so that there is no "
            "network; record_training(..., snapshots=1) keeps one of every epoch."
        )
    if not model.snapshots:
        return network, tracks, []
    own = read_track("model", "training", model)
    if descents is None:
        return network, [own], []
    is_shown = any(track.snapshots is own.snapshots for track in tracks)
    return network, tracks, [] if is_shown else [own]


def _read_samples(
    network: Network, X: Any, y: Any, loss: str | Loss, l2: float, max_bytes: int
) -> Samples:
    inputs = network.transform(X)
    # Says what the network lacks, before anything is made of it.
    propagate(network, inputs[:1])
    resolved = resolve_loss(loss, network.layers[-1].activation)
    targets = encode_targets(network, y, len(inputs), resolved)
    return Samples(inputs, targets, resolved, check_l2(l2), max_bytes)


def _check_finite(network: Network) -> None:
    values = parameter_vector(network)
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        place = int(wrong[0])
        raise ValueError(
            "model: a surface needs a network whose weights are all finite; weight "
            f"{parameter_name(network, place)} is {values[place]}."
        )


def _choose(
    network: Network, weights: Any, directions: str | None, tracks: list[Track], rng: Any
) -> tuple[Direction, ...]:
    if weights is not None:
        return weight_directions(network, weights)
    snapshots = [shot for track in tracks for shot in track.snapshots.values()]
    if directions != "random":
        try:
            return component_directions(network, snapshots)
        except NoComponentsError:
            if directions == "pca":
                raise
    return random_directions(network, rng)


def _on_grid(
    measure: MovedLoss, nodes: tuple[Array, ...], present: tuple[float, ...], loss: float
) -> Array:
    mesh = np.meshgrid(*nodes)
    steps = np.column_stack(
        [places.ravel() - place for places, place in zip(mesh, present, strict=True)]
    )
    values = measure(steps)
    # The same number up to rounding; now it is the same number.
    values[(steps == 0).all(axis=1)] = loss
    values = values.reshape(mesh[0].shape)
    values.setflags(write=False)
    return values
