"""What is written inside neurons: the longest form that every neuron of the picture can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import measure
from nnviz.drawing.scale import NeuronScale
from nnviz.drawing.words import add_text, literal, normal_size, smallest_size

_FILL = 0.92  # the part of a circle that a text may reach to
_SUBSCRIPT = 0.7  # matplotlib's size of a subscript beside its text


@dataclass(frozen=True)
class Form:
    """One way to label the neurons of a layer: a text each, and whether it is mathematics."""

    texts: tuple[str, ...]
    math: bool = False


class NeuronLabels:
    """The texts inside the neurons of one diagram.

    Parameters
    ----------
    ax, scale
        Where to draw, and how large neurons are.
    positions : sequence of ndarray of shape (n, 2)
        By layer.
    forms : sequence of sequence of Form
        By layer, the wanted form first and then shorter ones to fall back to.
    colours : sequence of sequence of colour
        By layer, one a neuron.
    size : float, optional
        Fixed size in points. By default as large as fits, and nothing where that is too small.
    """

    def __init__(
        self,
        ax: Axes,
        scale: NeuronScale,
        positions: Sequence[NDArray[np.float64]],
        forms: Sequence[Sequence[Form]],
        colours: Sequence[Sequence[Any]],
        size: float | None = None,
        **kw: Any,
    ) -> None:
        self._scale, self._forms, self._size = scale, forms, size
        self.hidden = False
        self.rank = 0  # of the form in use
        self.texts: list[list[Text]] = []
        for points, choices, inks in zip(positions, forms, colours, strict=True):
            first = choices[0]
            self.texts.append(
                [
                    add_text(
                        ax, x, y, literal(text), math=first.math,
                        **{"ha": "center", "va": "center_baseline", "color": ink, **kw},
                    )
                    for (x, y), text, ink in zip(points, first.texts, inks, strict=True)
                ]
            )  # fmt: skip

    def fit(self) -> None:
        """Choose the first form that fits and the size for it, the same in all neurons."""
        self.hidden = True
        n_forms = max((len(choices) for choices in self._forms), default=0)
        for k in range(n_forms):
            sizes = [
                self._use(layer, min(k, len(self._forms[layer]) - 1)) for layer in self._rows()
            ]
            size = self._size or min((s for s in sizes if s is not None), default=normal_size())
            if size >= smallest_size() or self._size:
                self.hidden, self.rank = False, k
                break
        for layer in self._rows():
            for text in self.texts[layer]:
                text.set_visible(not self.hidden)
                text.set_fontsize(size)

    def _rows(self) -> range:
        return range(len(self.texts))

    def _use(self, layer: int, k: int) -> float | None:
        """Put a form into a layer; the size in points at which its widest text fits, if any.

        A smaller glyph counts: where a form has subscripts they are what has to stay legible.
        """
        form, texts = self._forms[layer][k], self.texts[layer]
        if not texts:
            return None
        for text, string in zip(texts, form.texts, strict=True):
            text.set_text(literal(string))
            text.set_parse_math(form.math)
            text.set_visible(True)
            text.set_fontsize(normal_size())
        diagonal = max(float(np.hypot(*measure(text))) for text in _widest(texts))
        diameter = 2 * _FILL * self._scale.radius / self._scale.pixels_per_point
        fitting = normal_size() * diameter / max(diagonal, 1e-9)
        if not form.math:
            return min(fitting, 1.1 * normal_size())
        needed = smallest_size() / _SUBSCRIPT
        return min(fitting, max(1.1 * normal_size(), needed)) if fitting >= needed else 0.0


def _widest(texts: Sequence[Text], most: int = 6) -> Sequence[Text]:
    """The few texts that can be the widest: those of most characters."""
    return sorted(texts, key=lambda text: len(text.get_text()), reverse=True)[:most]
