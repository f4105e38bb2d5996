"""The ways to make a network: the class methods of `Network`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from nnviz.network.model import Network


class Makers:
    """What `Network` inherits: its class methods, each of which hands over to a file of its own.

    Those files import `Network`, so they are imported when they are needed.
    """

    @classmethod
    def from_sizes(
        cls,
        sizes: Sequence[int],
        *,
        activation: str | None = None,
        out_activation: str | None = None,
        bias: bool = True,
        input_names: Sequence[str] | None = None,
        output_names: Sequence[str] | None = None,
    ) -> Network:
        """Make an architecture: a dense network whose weights are unknown.

        Parameters
        ----------
        sizes : sequence of int
            The number of neurons in each layer, the input first; at least two layers.
        activation, out_activation : str, optional
            The activation of the hidden layers and of the output layer; None means unknown.
        bias : bool, default=True
            Whether the layers after the first have biases, which then count as parameters.
        input_names, output_names : sequence of str, optional
            One name for each input and each output neuron.

        Returns
        -------
        Network
            A network without weights.

        Raises
        ------
        TypeError, ValueError
            If an argument is not as above.

        Examples
        --------
        >>> from nnviz.network import Network
        >>> Network.from_sizes([4, 3, 2, 3])
        <Network 4-3-2-3, 32 parameters>
        """
        from nnviz.network.build import network_from_sizes

        return network_from_sizes(
            sizes,
            activation=activation,
            out_activation=out_activation,
            bias=bias,
            input_names=input_names,
            output_names=output_names,
        )

    @classmethod
    def from_arrays(
        cls,
        coefs: Iterable[ArrayLike],
        intercepts: Iterable[ArrayLike | None] | None = None,
        *,
        activation: str | None = None,
        out_activation: str | None = None,
        input_names: Sequence[str] | None = None,
        output_names: Sequence[str] | None = None,
    ) -> Network:
        """Make a layered network from its weights.

        Parameters
        ----------
        coefs : sequence of array-like
            ``coefs[k]`` has shape (n_k, n_(k+1)) and leads from layer k into layer k + 1. Masked
            entries of a masked array do not exist.
        intercepts : sequence of array-like, optional
            ``intercepts[k]`` has shape (n_(k+1),); None, there or as a whole, means no bias.
        activation, out_activation : str, optional
            The activation of the hidden layers and of the output layer; None means unknown.
        input_names, output_names : sequence of str, optional
            One name for each input and each output neuron.

        Returns
        -------
        Network
            The network, with copies of the arrays.

        Raises
        ------
        TypeError, ValueError
            If an argument is not as above, or the arrays do not chain.

        Examples
        --------
        >>> from nnviz.network import Network
        >>> Network.from_arrays([[[1.0], [2.0]]], [[0.5]], out_activation="identity")
        <Network 2-1, 3 parameters>
        """
        from nnviz.network.build import network_from_arrays

        return network_from_arrays(
            coefs,
            intercepts,
            activation=activation,
            out_activation=out_activation,
            input_names=input_names,
            output_names=output_names,
        )

    @classmethod
    def from_graph(cls, graph: Any) -> Network:
        """Make a network from a directed graph of neurons.

        Parameters
        ----------
        graph : networkx.DiGraph
            Edge attribute ``weight`` (all edges or none). Node attributes ``layer`` (all or
            none; else a neuron's layer is the longest path to it from the inputs), ``index``
            (its place in the layer; else the graph's own order), ``bias``, ``activation``,
            ``label`` and ``absent``, each optional. ``graph.graph`` may hold ``classes``,
            ``captions`` and what else `to_networkx` writes.

        Returns
        -------
        Network
            One layer a level, one connection for each pair of layers that edges join.

        Raises
        ------
        TypeError, ValueError
            If the graph is undirected, a multigraph or cyclic (the cycle is named), an edge does
            not lead to a later layer, or a layer mixes activations.

        Examples
        --------
        >>> import networkx as nx
        >>> from nnviz.network import Network
        >>> graph = nx.DiGraph()
        >>> graph.add_weighted_edges_from([("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 3.0)])
        >>> Network.from_graph(graph).connections
        (<Connection 0 -> 1, 1 x 1>, <Connection 0 -> 2, 1 x 1>, <Connection 1 -> 2, 1 x 1>)
        """
        from nnviz.network.graph import network_from_graph

        return network_from_graph(graph)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Network:
        """Read a network from an .npz file; nothing in the file is executed.

        Parameters
        ----------
        path : path-like
            A file written by `save`, or one of plain arrays ``coefs_0``, ``intercepts_0``,
            ``coefs_1``, ...

        Returns
        -------
        Network
            The network as it was stored.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file holds no network, or is damaged.

        Examples
        --------
        >>> from nnviz.network import Network
        >>> path = Network.from_sizes([4, 3, 2]).save("model.npz")
        >>> Network.load(path)
        <Network 4-3-2, 23 parameters>
        """
        from nnviz.network.files import load_network

        return load_network(path)
