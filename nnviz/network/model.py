"""The network: layers of neurons and the connections between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnviz.network.checks import FloatArray, Frozen, check_names
from nnviz.network.connection import Connection
from nnviz.network.consistency import check_classes, check_connections, check_layers
from nnviz.network.layer import Layer
from nnviz.network.makers import Makers


@dataclass(frozen=True, eq=False, repr=False)
class Network(Makers, Frozen):
    """A feed-forward network: frozen, validated, its arrays copied and read-only.

    Layer 0 is the input; layers 1..L compute. A connection may skip layers, and any of its
    weights may be missing, so that every directed graph without a cycle has a place here.

    Parameters
    ----------
    layers : sequence of Layer
        At least two. The first has no bias and no activation.
    connections : sequence of Connection
        At most one for each pair of layers. Kept sorted by target, then source. Either all or
        none of them have weights.
    classes : array-like of shape (n_classes,), optional
        The raw labels of a classifier. One output neuron stands for two classes.
    preprocessing : sequence of transformers
        Fitted transformers through which data go, in order, before they enter the first layer.
    target_transformer : transformer, optional
        The fitted transformer between the targets and what the network is trained on.
    input_features : sequence of str, optional
        Names of the columns of the data that `transform` takes, before any preprocessing.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above or layers and connections do not fit each other.

    Examples
    --------
    >>> network = Network.from_arrays([[[1.0, -2.0]], [[0.5], [0.25]]], activation="relu")
    >>> network
    <Network 1-2-1, 4 parameters>
    >>> network.connections[1].weights
    array([[0.5 ],
           [0.25]])
    """

    layers: tuple[Layer, ...]
    connections: tuple[Connection, ...]
    classes: NDArray[Any] | None = None
    preprocessing: tuple[Any, ...] = ()
    target_transformer: Any | None = None
    input_features: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        layers = check_layers(self.layers)
        connections = check_connections(self.connections, layers)
        if not isinstance(self.preprocessing, (tuple, list)):
            raise TypeError(
                f"preprocessing must be a sequence of transformers; it is {self.preprocessing!r}."
            )
        values: dict[str, Any] = {
            "layers": layers,
            "connections": connections,
            "classes": check_classes(self.classes, layers[-1].size),
            "preprocessing": tuple(self.preprocessing),
            "input_features": check_names("input_features", self.input_features, None),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the network as .npz, whole or not at all.

        Parameters
        ----------
        path : path-like
            The file, which ends in ``.npz``.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        ValueError
            If the file name has another suffix.
        FileNotFoundError
            If its folder does not exist.

        Warns
        -----
        UserWarning
            If there is a preprocessing or a target transformer: they are not stored, so what is
            loaded takes data in the units of its input layer.

        Examples
        --------
        >>> Network.from_sizes([4, 3, 2]).save("model.npz").name
        'model.npz'
        """
        from nnviz.network.files import save_network

        return save_network(self, path)

    def to_networkx(self) -> Any:
        """Return the network as a directed graph, from which `from_graph` makes it again exactly.

        Returns
        -------
        networkx.DiGraph
            Nodes are ``(layer, index)``, with ``layer``, ``index`` and, where known, ``label``,
            ``bias``, ``activation``; edges have ``weight`` where weights are known. ``classes``
            and ``captions`` are on the graph.

        Examples
        --------
        >>> graph = Network.from_arrays([[[1.0], [2.0]]]).to_networkx()
        >>> graph.edges[(0, 1), (1, 0)]["weight"]
        2.0
        """
        from nnviz.network.graph import graph_from_network

        return graph_from_network(self)

    def with_weights(self, changes: Mapping[Any, float]) -> Network:
        """Return a new network in which some weights or biases have other values.

        Parameters
        ----------
        changes : mapping
            ``{(r, i, j): value}`` for the weight from neuron i of layer r - 1 into neuron j of
            layer r, ``{(r, "bias", j): value}`` for a bias, ``{((l, i), (m, j)): value}`` for a
            weight between any two layers.

        Returns
        -------
        Network
            The new network; this one stays as it is.

        Raises
        ------
        TypeError, ValueError
            If a weight does not exist or a value is no real number.

        Examples
        --------
        >>> network = Network.from_arrays([[[1.0], [2.0]]])
        >>> network.with_weights({(1, 0, 0): 0.0}).connections[0].weights
        array([[0.],
               [2.]])
        """
        from nnviz.network.edits import with_weights

        return with_weights(self, changes)

    def without(self, neurons: Iterable[tuple[int, int]]) -> Network:
        """Return a new network from which some neurons were taken out.

        They keep their place, but have no edges and no bias, and their activation is 0.

        Parameters
        ----------
        neurons : sequence of (layer, neuron)
            Input or hidden neurons.

        Returns
        -------
        Network
            The new network; this one stays as it is.

        Raises
        ------
        TypeError, ValueError
            If a neuron does not exist or is an output.

        Examples
        --------
        >>> Network.from_sizes([2, 3, 1]).without([(1, 0)])
        <Network 2-3-1, 9 parameters>
        """
        from nnviz.network.edits import without

        return without(self, neurons)

    def transform(self, X: Any) -> FloatArray:
        """Return what enters the first layer when ``X`` is given to the model.

        Parameters
        ----------
        X : array-like or DataFrame of shape (n_samples, n_features)
            Data in the units that the model takes; with `preprocessing`, those before it.

        Returns
        -------
        ndarray of shape (n_samples, n_inputs)
            The preprocessed data, finite float64.

        Raises
        ------
        TypeError, ValueError
            If ``X`` is not 2-D, has the wrong columns, or holds what is not a finite number.

        Examples
        --------
        >>> Network.from_sizes([2, 1]).transform([[1, 2]])
        array([[1., 2.]])
        """
        from nnviz.network.data import transform

        return transform(self, X)

    def summary(self) -> str:
        """Return the layers as a table: name, size, activation, weights, biases, parameters.

        Returns
        -------
        str
            One line a layer, and the totals.

        Examples
        --------
        >>> print(Network.from_sizes([4, 3], out_activation="softmax").summary())
        layer   size  activation  weights  biases  parameters
        input      4  -                 0       0           0
        output     3  softmax          12       3          15
        total      7                   12       3          15
        """
        from nnviz.network.table import summary

        return summary(self)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of neurons in each layer, the input first."""
        return tuple(layer.size for layer in self.layers)

    @property
    def n_layers(self) -> int:
        """The number of layers, the input included."""
        return len(self.layers)

    @property
    def depth(self) -> int:
        """The number L of layers that compute; also the output layer's index."""
        return len(self.layers) - 1

    @property
    def n_parameters(self) -> int:
        """How many weights and biases exist, whether or not their values are known."""
        weights = sum(connection.n_weights for connection in self.connections)
        return weights + sum(layer.n_biases for layer in self.layers)

    @property
    def has_weights(self) -> bool:
        """Whether the weights' values are known; False for an architecture."""
        return bool(self.connections) and self.connections[0].weights is not None

    @property
    def has_bias(self) -> bool:
        """Whether any layer has biases."""
        return any(layer.has_bias for layer in self.layers)

    def layer_name(self, layer: int) -> str:
        """Return a layer's own caption, or else "input", "hidden 1", ..., "output".

        Parameters
        ----------
        layer : int
            The layer's index.

        Returns
        -------
        str
            The name.

        Raises
        ------
        ValueError
            If there is no such layer.

        Examples
        --------
        >>> Network.from_sizes([4, 3, 2]).layer_name(1)
        'hidden 1'
        """
        self._check_layer(layer)
        caption = self.layers[layer].caption
        if caption is not None:
            return caption
        return {0: "input", self.depth: "output"}.get(layer, f"hidden {layer}")

    def connection(self, source: int, target: int) -> Connection | None:
        """Return the connection between two layers, or None where there is none.

        Parameters
        ----------
        source, target : int
            The two layers.

        Returns
        -------
        Connection or None
            The connection from `source` to `target`.

        Examples
        --------
        >>> Network.from_sizes([4, 3, 2]).connection(0, 1)
        <Connection 0 -> 1, 4 x 3>
        """
        for connection in self.connections:
            if (connection.source, connection.target) == (source, target):
                return connection
        return None

    def incoming(self, layer: int) -> list[tuple[int, Connection]]:
        """Return the connections into a layer, each with its index in `connections`.

        Parameters
        ----------
        layer : int
            The layer's index.

        Returns
        -------
        list of (int, Connection)
            In the order of their sources.

        Examples
        --------
        >>> Network.from_sizes([4, 3, 2]).incoming(2)
        [(1, <Connection 1 -> 2, 3 x 2>)]
        """
        self._check_layer(layer)
        return [(k, c) for k, c in enumerate(self.connections) if c.target == layer]

    def outgoing(self, layer: int) -> list[tuple[int, Connection]]:
        """Return the connections out of a layer, each with its index in `connections`.

        Parameters
        ----------
        layer : int
            The layer's index.

        Returns
        -------
        list of (int, Connection)
            In the order of their targets.

        Examples
        --------
        >>> Network.from_sizes([4, 3, 2]).outgoing(0)
        [(0, <Connection 0 -> 1, 4 x 3>)]
        """
        self._check_layer(layer)
        return [(k, c) for k, c in enumerate(self.connections) if c.source == layer]

    def _check_layer(self, layer: int) -> None:
        if not 0 <= layer < self.n_layers:
            raise ValueError(
                f"layer: layer {layer} does not exist; this network's layers are 0..{self.depth}."
            )

    def __repr__(self) -> str:
        n = self.n_parameters
        return f"<Network {'-'.join(map(str, self.sizes))}, {n:,} parameter{'s' * (n != 1)}>"
