"""Names of weights, biases, preactivations and activations in LaTeX, after three books.

A network's layers are counted 0..L here, with layer 0 the inputs, and its neurons from 0; a
notation turns these into what its book writes. All that comes out is LaTeX that mathtext can
render, without dollar signs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar, Literal

__all__ = [
    "NOTATIONS",
    "CourseNotation",
    "IslpNotation",
    "NielsenNotation",
    "Notation",
    "get_notation",
]

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
    _loss: ClassVar[str]

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

    def weight(self, layer: int, i: Index, j: Index, n_layers: int) -> str:
        """Name the weight from a neuron of the layer before into a neuron of a layer.

        Parameters
        ----------
        layer, i, j, n_layers : int
            The layer that the weight enters (1..n_layers - 1), the neuron that it comes from
            ("bias" names the bias of `j`), the neuron that it enters, and the number of layers.

        Returns
        -------
        str
            LaTeX.
        """
        if i == "bias":
            return self.bias(layer, j, n_layers)
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

    def loss(self) -> str:
        """Name the loss.

        Returns
        -------
        str
            LaTeX.
        """
        return self._loss

    def _input(self, i: Index) -> str:
        return self._activation(0, i, last=False)

    @abstractmethod
    def _activation(self, layer: int, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str: ...

    @abstractmethod
    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str: ...

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


@dataclass(frozen=True)
class CourseNotation(Notation):
    r"""The notation of the course: source first, "B" for the bias, (out) for the last layer.

    Activations A and functions h carry their layer in parentheses, much as in James et al. (see
    `IslpNotation`), but neurons count from 0 and the weight from i into j is w_ij.

    Parameters
    ----------
    index_base : int, default=0
        The printed index of the first neuron.

    Examples
    --------
    >>> from nnviz.notation import CourseNotation
    >>> course = CourseNotation()
    >>> course.weight(3, 3, 0, n_layers=4), course.bias(1, 4, n_layers=4)
    ('w^{(\\mathrm{out})}_{30}', 'w^{(1)}_{B4}')
    """

    index_base: int = 0
    name: ClassVar[str] = "course"
    _loss: ClassVar[str] = r"\mathcal{L}"

    @staticmethod
    def _layer(layer: int, last: bool) -> str:
        return r"(\mathrm{out})" if last else f"({layer})"

    def _activation(self, layer: int, j: Index, *, last: bool) -> str:
        if layer == 0:
            return self._symbol("X", "", j)
        return self._symbol("A", self._layer(layer, last), j)

    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("z", self._layer(layer, last), j)

    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str:
        return self._symbol("w", self._layer(layer, last), i, j)

    def _bias(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("w", self._layer(layer, last), "B", j)

    def _output(self, j: Index) -> str:
        return self._symbol(r"\hat{y}", "", j)

    def _function(self, layer: int, *, last: bool) -> str:
        return self._symbol("h", self._layer(layer, last))


@dataclass(frozen=True)
class IslpNotation(Notation):
    r"""The notation of James et al., chapter 10: destination first, "0" for the bias.

    The weights into the output layer are beta and its preactivations Z_m; the outputs are f_m(X),
    and a single one is f(X). The book gives the output function no letter of its own: g with the
    subscript "out" is ours. Where neurons are made to count from 0, the bias is "B", since 0 is
    then a neuron.

    Parameters
    ----------
    index_base : int, default=1
        The printed index of the first neuron.

    References
    ----------
    James, G., Witten, D., Hastie, T., Tibshirani, R., and Taylor, J. (2023). An Introduction to
    Statistical Learning, with Applications in Python, sections 10.1, 10.2 and 10.7. Springer.

    Examples
    --------
    >>> from nnviz.notation import IslpNotation
    >>> islp = IslpNotation()
    >>> islp.weight(1, 0, 4, n_layers=4), islp.weight(3, 2, 0, n_layers=4)
    ('w^{(1)}_{51}', '\\beta_{13}')
    >>> islp.bias(1, 4, n_layers=4), islp.output(1, n_outputs=3)
    ('w^{(1)}_{50}', 'f_{2}(X)')
    """

    index_base: int = 1
    name: ClassVar[str] = "islp"
    _loss: ClassVar[str] = r"R(\theta)"

    def _activation(self, layer: int, j: Index, *, last: bool) -> str:
        if layer == 0:
            return self._symbol("X", "", j)
        return self._output(j) if last else self._symbol("A", f"({layer})", j)

    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str:
        # Sums of hidden neurons have a letter in section 10.7 only (z_ik, for one layer).
        return self._symbol("Z", "", j) if last else self._symbol("z", f"({layer})", j)

    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str:
        if last:
            return self._symbol(r"\beta", "", j, i)
        return self._symbol("w", f"({layer})", j, i)

    def _bias(self, layer: int, j: Index, *, last: bool) -> str:
        return self._weight(layer, "0" if self.index_base == 1 else "B", j, last=last)

    def _output(self, j: Index) -> str:
        return self._symbol("f", "", j) + "(X)"

    def _function(self, layer: int, *, last: bool) -> str:
        return r"g_{\mathrm{out}}" if last else "g"


@dataclass(frozen=True)
class NielsenNotation(Notation):
    r"""The notation of Nielsen's online book: destination first, layers counted from 1.

    Nielsen's layer 1 is the input layer, so nnviz's layer r is his l = r + 1; his L is the last
    layer. The cost is C, and sigma stands for the activation function of every layer.

    Parameters
    ----------
    index_base : int, default=1
        The printed index of the first neuron.

    References
    ----------
    Nielsen, M. A. (2015). Neural Networks and Deep Learning, chapter 2. Determination Press.

    Examples
    --------
    >>> from nnviz.notation import NielsenNotation
    >>> nielsen = NielsenNotation()
    >>> nielsen.weight(2, 3, 1, n_layers=3), nielsen.bias(1, 2, n_layers=3)
    ('w^{3}_{24}', 'b^{2}_{3}')
    """

    index_base: int = 1
    name: ClassVar[str] = "nielsen"
    _loss: ClassVar[str] = "C"

    def _input(self, i: Index) -> str:
        # The activation of layer 0 is a^1_i.
        return self._symbol("x", "", i)

    def _activation(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("a", str(layer + 1), j)

    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("z", str(layer + 1), j)

    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str:
        return self._symbol("w", str(layer + 1), j, i)

    def _bias(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("b", str(layer + 1), j)

    def _output(self, j: Index) -> str:
        return self._symbol("a", "L", j)

    def _function(self, layer: int, *, last: bool) -> str:
        return r"\sigma"


#: The notations that have a name.
NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {notation.name: notation for notation in (CourseNotation(), IslpNotation(), NielsenNotation())}
)


def get_notation(notation: str | Notation, index_base: Literal[0, 1] | None = None) -> Notation:
    """Find a notation, and set what its indices are printed from.

    Parameters
    ----------
    notation : str or Notation
        "course", "islp", "nielsen", or a Notation.
    index_base : {0, 1} or None, default=None
        The printed index of the first neuron; None keeps the notation's own.

    Returns
    -------
    Notation
        Names of weights, biases and activations.

    Raises
    ------
    TypeError
        If `notation` is neither a string nor a Notation.
    ValueError
        If there is no such notation, or `index_base` is neither 0 nor 1.

    Examples
    --------
    >>> from nnviz.notation import get_notation
    >>> get_notation("course", index_base=1).weight(1, 0, 4, n_layers=4)
    'w^{(1)}_{15}'
    """
    if isinstance(notation, str):
        if notation not in NOTATIONS:
            allowed = ", ".join(f'"{name}"' for name in NOTATIONS)
            raise ValueError(f"notation: must be one of {allowed}; got {notation!r}.")
        notation = NOTATIONS[notation]
    elif not isinstance(notation, Notation):
        raise TypeError(
            f"notation: must be a name (str) or a Notation; got {type(notation).__name__}."
        )
    if index_base is None:
        return notation
    if isinstance(index_base, bool) or index_base not in (0, 1):
        raise ValueError(f"index_base: must be 0 or 1; got {index_base!r}.")
    return replace(notation, index_base=index_base)
