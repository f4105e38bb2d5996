"""What is written inside neurons: the longest form that every neuron of the picture can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from nnviz.drawing.frame import Frame, measure
from nnviz.drawing.words import SUBSCRIPT, literal, new_text, normal_size, smallest_size

_FILL = 0.88  # the part of a circle that a text may reach to
_FILL_ON_COLOUR = 0.84  # where it stands on a colour, whose contrast the rim would lower
_NARROWEST = 0.7  # the diagonal of the smallest text that there is, a digit, in its size


@dataclass(frozen=True)
class Form:
    """One way to label the neurons of a layer: a text each, and whether it is mathematics."""

    texts: tuple[str, ...]
    math: bool = False


class LayerLabels(Artist):
    """The texts inside the neurons of a layer, made when there is first room for them.

    A large network has thousands of neurons that no text fits into; to make and measure a text
    for each of them would take longer than to draw the network.
    """

    def __init__(
        self,
        ax: Axes,
        points: NDArray[np.float64],
        forms: Sequence[Form],
        colours: Sequence[Any],
        **kw: Any,
    ) -> None:
        super().__init__()
        self._ax, self._points, self._forms, self._colours = ax, points, forms, colours
        self._kw = kw
        self.texts: list[Text] = []
        self.set_zorder(4)
        self.set_in_layout(False)
        ax.add_artist(self)

    def get_children(self) -> list[Artist]:
        """The texts, so that matplotlib finds them."""
        return [*self.texts]

    def draw(self, renderer: Any) -> None:
        """Draw the texts."""
        if self.get_visible():
            for text in self.texts:
                text.draw(renderer)

    def use(self, rank: int) -> Form:
        """Put a form into the neurons, or the last one if there are not so many."""
        form = self._forms[min(rank, len(self._forms) - 1)]
        if not self.texts:
            for (x, y), colour in zip(self._points, self._colours, strict=True):
                options = {"ha": "center", "va": "center_baseline", "color": colour, **self._kw}
                self.texts.append(new_text(self._ax, x, y, "", **options))
        for text, string in zip(self.texts, form.texts, strict=True):
            text.set_text(literal(string))
            text.set_parse_math(form.math)
            text.set_visible(True)
            text.set_fontsize(normal_size())
        return form


class NeuronLabels:
    """The labels inside all neurons of a diagram, of one size and of forms of one rank.

    Parameters
    ----------
    frame : Frame
        Of the diagram.
    positions : sequence of ndarray of shape (n, 2)
        By layer.
    forms : sequence of sequence of Form
        By layer, the wanted form first and then shorter ones to fall back to.
    colours : sequence of sequence of colour
        By layer, one a neuron.
    on_colour : bool, default=False
        Whether neurons are filled with colours of their own.
    size : float, optional
        Fixed size in points. By default as large as fits, and nothing where that is too small.
    """

    def __init__(
        self,
        frame: Frame,
        positions: Sequence[NDArray[np.float64]],
        forms: Sequence[Sequence[Form]],
        colours: Sequence[Sequence[Any]],
        size: float | None = None,
        *,
        on_colour: bool = False,
        **kw: Any,
    ) -> None:
        self._frame, self._size = frame, size
        self._reach = _FILL_ON_COLOUR if on_colour else _FILL
        self._n_forms = max((len(choices) for choices in forms), default=0)
        self.hidden = False
        self.rank = 0  # of the form in use
        self._fitted: Any = None  # for what it was chosen
        frame.starts.append(self._forget)
        self.layers = [
            LayerLabels(frame.ax, points, choices, inks, **kw)
            for points, choices, inks in zip(positions, forms, colours, strict=True)
        ]

    @property
    def texts(self) -> list[list[Text]]:
        """The texts by layer; empty where there has not been room for them."""
        return [layer.texts for layer in self.layers]

    def _forget(self) -> None:
        """Other words ask what these show before they are fitted."""
        self.hidden, self.rank, self._fitted = False, 0, None

    def fit(self) -> None:
        """Choose the first form that fits and the size for it, the same in all neurons."""
        scale = self._frame.scale
        diameter = 2 * self._reach * scale.radius_in_points
        wanted = (diameter, scale.pixels_per_point, normal_size())
        if self._fitted == wanted:  # the other words of the picture are not settled yet
            return
        self._fitted = wanted
        self.hidden = True
        size = self._size or smallest_size()
        if self._size or diameter >= _NARROWEST * smallest_size():
            for rank in range(self._n_forms):
                sizes = [self._fitting_size(layer, rank, diameter) for layer in self.layers]
                size = self._size or min(sizes, default=normal_size())
                if self._size or size >= smallest_size():
                    self.hidden, self.rank = False, rank
                    break
        for layer in self.layers:
            for text in layer.texts:
                text.set_visible(not self.hidden)
                text.set_fontsize(size)

    def _fitting_size(self, layer: LayerLabels, rank: int, diameter: float) -> float:
        """The size in points at which the layer's widest text fits; 0 where it is too small.

        Where a form has subscripts they are what has to stay legible.
        """
        form = layer.use(rank)
        longest = sorted(layer.texts, key=lambda text: len(text.get_text()), reverse=True)[:6]
        diagonal = max((float(np.hypot(*measure(text))) for text in longest), default=0.0)
        fitting = normal_size() * diameter / max(diagonal, 1e-9)
        if not form.math:
            return min(fitting, 1.1 * normal_size())
        needed = smallest_size() / SUBSCRIPT
        return min(fitting, max(1.1 * normal_size(), needed)) if fitting >= needed else 0.0
