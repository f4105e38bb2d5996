"""The gradient of one weight as a sum over all paths from it to the outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.adapters import as_network
from nnviz.losses import Loss
from nnviz.network import Network
from nnviz.network.checks import check_integer
from nnviz.paths.flow import (
    Flow,
    Passes,
    edge_shares,
    flow_from,
    path_products,
    run_passes,
    strongest_path,
)
from nnviz.paths.routes import (
    Route,
    Start,
    as_given,
    check_path,
    count_paths,
    find_start,
    iterate_paths,
)
from nnviz.paths.table import paths_table

__all__ = ["MAX_PATHS", "GradientPaths", "gradient_paths"]

Array = NDArray[np.float64]

#: Up to so many paths are listed one by one, unless another number is asked for.
MAX_PATHS = 10_000


@dataclass(frozen=True, eq=False, repr=False)
class GradientPaths:
    r"""The gradient of a loss at one weight, taken apart by path and by edge.

    Every path from the weight to an output adds, for every sample, one product to the gradient:
    the activation that comes in through the weight (1 for a bias), the slope h'(z) of each neuron
    that the path enters, the weight of each edge after the first, and the loss's own slope at the
    output. `gradient` and `edge_shares` need no list of paths; `paths`, `products`,
    `sample_products` and `strongest` do, and raise a ValueError that names the count where there
    are more than `max_paths` (`strongest` finds one sample's path among any number).

    Attributes
    ----------
    network : Network
        The network.
    weight : tuple
        The weight, as it was asked for.
    loss_name : str
        The loss, a key of `nnviz.losses.LOSSES`.
    loss : float
        Its value.
    n_samples : int
        How many samples the loss is a mean over.
    gradient : float
        dL/dw.
    n_paths : int
        How many paths there are: exact, however many.
    edge_shares : tuple of ndarray of shape (n_source, n_target)
        By connection: the part of the gradient that flows through each edge after the weight, 0
        elsewhere. Those of all edges that cross a cut between two later layers, skipping ones
        included, add up to the gradient.
    max_paths : int
        Up to so many paths are listed.
    flow : Flow
        What the products are made of: ``head``, what all of them share, and the slopes of the
        neurons after the weight's own as ``gates``, by layer and sample.

    See Also
    --------
    gradient_paths : Computes it.

    Examples
    --------
    >>> from nnviz import Network, gradient_paths
    >>> network = Network.from_arrays(
    ...     [[[1.0]], [[2.0, -1.0]], [[3.0], [4.0]]], activation="relu", out_activation="identity"
    ... )
    >>> paths = gradient_paths(network, (1, 0, 0), [[1.0]], [[5.0]])
    >>> paths
    <GradientPaths of weight (1, 0, 0): 2 paths, gradient 6>
    >>> paths.paths, paths.products, paths.strongest
    (((0, 0), (1, 0)), array([6., 0.]), (0, 0))
    >>> paths.edge_shares[2]
    array([[6.],
           [0.]])
    """

    network: Network
    weight: tuple[Any, ...]
    loss_name: str
    loss: float
    n_samples: int
    gradient: float
    n_paths: int
    edge_shares: tuple[Array, ...]
    max_paths: int
    flow: Flow

    @cached_property
    def paths(self) -> tuple[tuple[Any, ...], ...]:
        """All paths, by the neurons after the weight's own, in the order of their indices.

        ``(k_(r+1), ..., k_L)``, or ``((l, k), ...)`` in a network with connections that skip
        layers. A weight into an output has one path, ``()``.
        """
        return tuple(as_given(self.network, route) for route in self._routes)

    @cached_property
    def products(self) -> Array:
        """The sum over samples of each path's product: an array of shape (n_paths,)."""
        products = path_products(self.network, self.flow, self._routes)
        products.setflags(write=False)
        return products

    @property
    def sample_products(self) -> Array:
        """Each sample's product along each path: an array of shape (n_samples, n_paths)."""
        return path_products(self.network, self.flow, self._routes, by_sample=True)

    @cached_property
    def strongest(self) -> tuple[Any, ...]:
        """The path of largest absolute product; the first where several are as large."""
        if self.n_paths == 0:
            raise ValueError(f"path: no path leads from the weight {self.weight} to an output.")
        if self.n_paths <= self.max_paths:
            # A product that is no number is not the largest.
            sizes = np.nan_to_num(np.abs(self.products), nan=-1.0, posinf=np.inf)
            return self.paths[int(np.argmax(sizes))]
        if self.n_samples > 1:
            raise ValueError(
                f"path: the strongest of {self._too_many()}: a sum over samples can only be "
                "found path by path. For one sample alone there is no limit; edge_shares needs "
                "no path either."
            )
        route = strongest_path(self.network, self.flow)
        if not route or route[-1][0] != self.network.depth:
            route = next(self._iterate())
        return as_given(self.network, route)

    def product_of(self, path: tuple[Any, ...]) -> float:
        """Compute one path's product, however many paths there are.

        Parameters
        ----------
        path : tuple
            The neurons after the weight's own, as in `paths`.

        Returns
        -------
        float
            The sum of its product over the samples.

        Raises
        ------
        TypeError, ValueError
            If it is no path of this weight.
        """
        return float(self.sample_products_of(path).sum())

    def sample_products_of(self, path: tuple[Any, ...]) -> Array:
        """Compute each sample's product along one path, however many paths there are.

        Parameters
        ----------
        path : tuple
            The neurons after the weight's own, as in `paths`.

        Returns
        -------
        ndarray of shape (n_samples,)
            The products.

        Raises
        ------
        TypeError, ValueError
            If it is no path of this weight.
        """
        route = check_path(self.network, self.flow.start, path)
        return path_products(self.network, self.flow, [route], by_sample=True)[:, 0]

    def summary(self, max_rows: int = 20) -> str:
        """Write the paths as a table: path, product, and its percentage in two ways.

        Percentages of the gradient mislead where products of both signs cancel (they may be
        thousands), which the table then says; those of the sum of absolute products do not.

        Parameters
        ----------
        max_rows : int, default=20
            How many paths to list, the strongest first; one more row sums up the others.

        Returns
        -------
        str
            The table; without its rows where there are more paths than `max_paths`.
        """
        check_integer("max_rows", max_rows, least=1)
        title = f"gradient of weight {self.weight}: {self.gradient:.4g}"
        if self.n_paths > self.max_paths:
            return f"{title}\n{self._too_many()}; edge_shares has the parts of the edges"
        return paths_table(title, self.paths, self.products, max_rows)

    @cached_property
    def _routes(self) -> list[Route]:
        if self.n_paths > self.max_paths:
            raise ValueError(
                f"max_paths: {self._too_many()}. edge_shares has each edge's part of the "
                "gradient, whatever their number, and product_of any one path's product."
            )
        return list(self._iterate())

    def _iterate(self) -> Iterator[Route]:
        start = self.flow.start
        return iterate_paths(self.network, start, count_paths(self.network, start.target[0]))

    def _too_many(self) -> str:
        return f"{self.n_paths:,} paths, of which at most {self.max_paths:,} are listed"

    def __repr__(self) -> str:
        paths = f"{self.n_paths:,} path{'' if self.n_paths == 1 else 's'}"
        return f"<GradientPaths of weight {self.weight}: {paths}, gradient {self.gradient:.4g}>"


def gradient_paths(
    model: Any,
    weight: tuple[Any, ...],
    X: Any,
    y: Any,
    *,
    loss: str | Loss = "auto",
    max_paths: int = MAX_PATHS,
) -> GradientPaths:
    r"""Take the gradient of a loss at one weight apart: by path, and by edge.

    For the weight from neuron i of layer r - 1 into neuron j of layer r,

    .. math::

        \frac{\partial L}{\partial w^{(r)}_{ij}} = \sum_s \sum_{k_{r+1}, \ldots, k_L}
        A^{(r-1)}_{si} \, h'(z^{(r)}_{sj})
        \prod_{l=r+1}^{L} w^{(l)}_{k_{l-1} k_l} h'(z^{(l)}_{s k_l})
        \; \frac{\partial L}{\partial \hat{y}_{s k_L}}, \quad k_r = j,

    where the last two factors of a sample are :math:`\partial L / \partial z_{s k_L}`, which is
    :math:`(\hat{y} - y)_{s k_L} / n` for a loss and the output activation that goes with it. The
    edge from a to b of a later connection has the share
    :math:`\sum_s F_{sa} w_{ab} B_{sb}`, with the partial products F from the weight up to a, and
    B for dL/dz. Both are sums over paths that need no list of them.

    Parameters
    ----------
    model : object
        Anything that `nnviz.as_network` takes, with weights and activations.
    weight : tuple
        ``(r, i, j)``, the weight from neuron i of layer r - 1 into neuron j of layer r;
        ``(r, "bias", j)``, the bias of neuron j; or ``((l, i), (m, j))``, a weight between any
        two layers. Layers and neurons count from 0, layer 0 is the input.
    X : array-like of shape (n_samples, n_features)
        Samples in the units that the model's own ``predict`` takes.
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
        What the model's own ``fit`` takes.
    loss : str or Loss, default="auto"
        As in `backward`. There is no penalty here: it is no part of any path.
    max_paths : int, default=10000
        Up to so many paths are listed.

    Returns
    -------
    GradientPaths
        ``gradient``, ``n_paths``, ``paths``, ``products``, ``edge_shares``, ``strongest``.

    Raises
    ------
    TypeError
        If `model` is no model, `weight` is no weight, or `max_paths` no integer.
    ValueError
        If the network has no such weight or lacks something, or `X`, `y` or `loss` are not what
        `backward` takes.

    See Also
    --------
    backward : The gradient at all weights.
    chain_rule : The formula along one path.

    References
    ----------
    Werbos, P. J. (1990). Backpropagation through time: what it does and how to do it. Proceedings
    of the IEEE, 78, 1550-1560 (ordered derivatives: the chain rule as a sum over paths).

    Bauer, F. L. (1974). Computational graphs and rounding error. SIAM Journal on Numerical
    Analysis, 11, 87-96 (a derivative is the sum over paths of the products of their edges).

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.neural_network import MLPClassifier
    >>> from nnviz import gradient_paths
    >>> X, y = load_iris(return_X_y=True)
    >>> mlp = MLPClassifier(hidden_layer_sizes=(3, 2), solver="lbfgs", random_state=0)
    >>> paths = gradient_paths(mlp.fit(X, y), (1, 0, 1), X, y)
    >>> paths.n_paths, paths.paths[:3], paths.products.shape
    (6, ((0, 0), (0, 1), (0, 2)), (6,))
    """
    network = as_network(model)
    start = find_start(network, weight)
    check_integer("max_paths", max_paths, least=1)
    return paths_from(run_passes(network, X, y, loss), weight, start, int(max_paths))


def paths_from(
    passes: Passes, weight: tuple[Any, ...], start: Start, max_paths: int
) -> GradientPaths:
    """Take a weight's gradient apart where the passes are there already.

    Parameters
    ----------
    passes : Passes
        The passes over the samples.
    weight : tuple
        The weight, as it was asked for.
    start : Start
        The weight, as it was found.
    max_paths : int
        Up to so many paths are listed.

    Returns
    -------
    GradientPaths
        The gradient.
    """
    network, backward_pass = passes.network, passes.backward
    layer, neuron = start.target
    if start.connection is None:
        bias_gradient = backward_pass.bias_gradients[layer]
        assert bias_gradient is not None  # the bias exists: find_start has seen to it
        gradient = bias_gradient[neuron]
    else:
        assert start.source is not None
        gradient = backward_pass.weight_gradients[start.connection][start.source[1], neuron]
    flow = flow_from(passes, start)
    return GradientPaths(
        network=network,
        weight=weight,
        loss_name=backward_pass.loss_name,
        loss=backward_pass.loss,
        n_samples=passes.forward.n_samples,
        gradient=float(gradient),
        n_paths=int(count_paths(network, layer)[layer][neuron]),
        edge_shares=edge_shares(passes, flow),
        max_paths=max_paths,
        flow=flow,
    )
