"""What a notation names: the quantities of a network, in LaTeX."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

#: A neuron: its zero-based index, letters for any neuron ("j"), or None for the whole layer.
Index = int | str | None


def _join(*parts: str) -> str:
    """Write subscripts side by side, with commas where two digits could be read as two indices."""
    separate = any(part.isdigit() and len(part) > 1 for part in parts)
    return ("," if separate else "").join(parts)


@dataclass(frozen=True)
class Notation(ABC):
    r"""How one book names the quantities of a network.

    Indices are zero-based, as everywhere in nnviz, and are printed from `index_base`. A letter
    such as ``"j"`` in place of an index stands for any neuron and is printed as it is; None leaves
    a subscript out, for the whole layer. `n_layers` is the number of layers, inputs included.

    Parameters
    ----------
    index_base : int
        The printed index of the first neuron: 0 or 1.

    Attributes
    ----------
    name : str
        The notation's name.

    Examples
    --------
    >>> from nnviz.notation import get_notation
    >>> course = get_notation("course")
    >>> course.weight(1, 0, 4, n_layers=4), course.weight(1, "i", "j", n_layers=4)
    ('w^{(1)}_{04}', 'w^{(1)}_{ij}')
    >>> course.activation(1, None, n_layers=4)
    'A^{(1)}'
    """

    index_base: int
    name: ClassVar[str]
    #: What the input layer is counted from: the book's number of layer r is r plus this.
    layer_base: ClassVar[int] = 0
    _loss: ClassVar[str]
    _loss_of_sample: ClassVar[str]

    def input(self, i: Index) -> str:
        """Name an input.

        Parameters
        ----------
        i : int, str or None
            The input.

        Returns
        -------
        str
            LaTeX.
        """
        return self._input(i)

    def activation(self, layer: int, j: Index, n_layers: int) -> str:
        """Name what a neuron puts out; an input for layer 0.

        Parameters
        ----------
        layer, j, n_layers : int
            The layer (0..n_layers - 1), the neuron, and the number of layers.

        Returns
        -------
        str
            LaTeX.
        """
        return self._activation(layer, j, last=layer == n_layers - 1)

    def preactivation(self, layer: int, j: Index, n_layers: int) -> str:
        """Name the weighted sum that enters a neuron, its bias included.

        Parameters
        ----------
        layer, j, n_layers : int
            The layer (1..n_layers - 1), the neuron, and the number of layers.

        Returns
        -------
        str
            LaTeX.
        """
        return self._preactivation(layer, j, last=layer == n_layers - 1)

    def weight(
        self, layer: int, i: Index, j: Index, n_layers: int, *, source: int | None = None
    ) -> str:
        r"""Name the weight from a neuron of an earlier layer into a neuron of a layer.

        No book here has weights that skip layers. Such a weight carries both its layers as its
        superscript, with an arrow from the one to the other.

        Parameters
        ----------
        layer, i, j, n_layers : int
            The layer that the weight enters (1..n_layers - 1), the neuron that it comes from
            ("bias" names the bias of `j`), the neuron that it enters, and the number of layers.
        source : int or None, default=None
            The layer that the weight comes from; None for the layer before.

        Returns
        -------
        str
            LaTeX.

        Examples
        --------
        >>> from nnviz.notation import get_notation
        >>> get_notation("course").weight(2, 1, 3, n_layers=4, source=0)
        'w^{(0 \\to 2)}_{13}'
        """
        if i == "bias":
            return self.bias(layer, j, n_layers)
        if source is not None and source != layer - 1:
            return self._skip_weight(source, layer, i, j, last=layer == n_layers - 1)
        return self._weight(layer, i, j, last=layer == n_layers - 1)

    def bias(self, layer: int, j: Index, n_layers: int) -> str:
        """Name the bias of a neuron.

        Parameters
        ----------
        layer, j, n_layers : int
            The layer (1..n_layers - 1), the neuron, and the number of layers.

        Returns
        -------
        str
            LaTeX.
        """
        return self._bias(layer, j, last=layer == n_layers - 1)

    def output(self, j: Index, n_outputs: int) -> str:
        """Name what the network predicts.

        Parameters
        ----------
        j, n_outputs : int
            The output, and the number of outputs; a single one may have no subscript.

        Returns
        -------
        str
            LaTeX.
        """
        return self._output(None if n_outputs == 1 else j)

    def function(self, layer: int, n_layers: int) -> str:
        """Name the activation function of a layer.

        Parameters
        ----------
        layer, n_layers : int
            The layer (1..n_layers - 1) and the number of layers.

        Returns
        -------
        str
            LaTeX.
        """
        return self._function(layer, last=layer == n_layers - 1)

    def slope(self, layer: int, j: Index, n_layers: int) -> str:
        r"""Name the derivative of a layer's activation function at a neuron's weighted sum.

        Parameters
        ----------
        layer, j, n_layers : int
            The layer (1..n_layers - 1), the neuron, and the number of layers.

        Returns
        -------
        str
            LaTeX.

        Examples
        --------
        >>> from nnviz.notation import get_notation
        >>> get_notation("course").slope(1, 4, n_layers=4)
        'h^{(1)\\prime}(z^{(1)}_{4})'
        """
        function = self.function(layer, n_layers)
        # An apostrophe after a superscript is a second superscript, which TeX refuses.
        if function.endswith("}") and "^{" in function:
            function = function[:-1] + r"\prime}"
        else:
            function += r"^{\prime}"
        return f"{function}({self.preactivation(layer, j, n_layers)})"

    def target(self, j: Index, n_outputs: int) -> str:
        """Name what an output should have been.

        Parameters
        ----------
        j, n_outputs : int
            The output, and the number of outputs; a single one has no subscript.

        Returns
        -------
        str
            LaTeX.
        """
        return self._symbol("y", "", None if n_outputs == 1 else j)

    def loss(self, sample: str | None = None) -> str:
        """Name the loss.

        Parameters
        ----------
        sample : str or None, default=None
            The letter of a sample, for its own loss: the loss is the mean of these.

        Returns
        -------
        str
            LaTeX.
        """
        return self._loss if sample is None else self._loss_of_sample.format(sample)

    def _input(self, i: Index) -> str:
        return self._activation(0, i, last=False)

    @abstractmethod
    def _activation(self, layer: int, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _skip_weight(self, source: int, layer: int, i: Index, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _bias(self, layer: int, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _output(self, j: Index) -> str: ...

    @abstractmethod
    def _function(self, layer: int, *, last: bool) -> str: ...

    def _symbol(self, symbol: str, superscript: str, *subscripts: Index) -> str:
        written = [
            k if isinstance(k, str) else str(k + self.index_base)
            for k in subscripts
            if k is not None
        ]
        upper = f"^{{{superscript}}}" if superscript else ""
        lower = f"_{{{_join(*written)}}}" if written else ""
        return f"{symbol}{upper}{lower}"
