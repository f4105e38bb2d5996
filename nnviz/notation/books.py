"""The notations of three books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nnviz.notation.base import Index, Notation


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
    _loss_of_sample: ClassVar[str] = r"\mathcal{{L}}_{{{}}}"

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

    def _skip_weight(self, source: int, layer: int, i: Index, j: Index, *, last: bool) -> str:
        into = r"\mathrm{out}" if last else str(layer)
        return self._symbol("w", rf"({source} \to {into})", i, j)

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
    _loss_of_sample: ClassVar[str] = r"R_{{{}}}(\theta)"

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

    def _skip_weight(self, source: int, layer: int, i: Index, j: Index, *, last: bool) -> str:
        if last:
            return self._symbol(r"\beta", rf"({source} \to \mathrm{{out}})", j, i)
        return self._symbol("w", rf"({source} \to {layer})", j, i)

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
    layer_base: ClassVar[int] = 1
    _loss: ClassVar[str] = "C"
    _loss_of_sample: ClassVar[str] = "C_{{{}}}"

    def _input(self, i: Index) -> str:
        # The activation of layer 0 is a^1_i.
        return self._symbol("x", "", i)

    def _activation(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("a", str(layer + 1), j)

    def _preactivation(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("z", str(layer + 1), j)

    def _weight(self, layer: int, i: Index, j: Index, *, last: bool) -> str:
        return self._symbol("w", str(layer + 1), j, i)

    def _skip_weight(self, source: int, layer: int, i: Index, j: Index, *, last: bool) -> str:
        return self._symbol("w", rf"{source + 1} \to {layer + 1}", j, i)

    def _bias(self, layer: int, j: Index, *, last: bool) -> str:
        return self._symbol("b", str(layer + 1), j)

    def _output(self, j: Index) -> str:
        return self._symbol("a", "L", j)

    def _function(self, layer: int, *, last: bool) -> str:
        return r"\sigma"
