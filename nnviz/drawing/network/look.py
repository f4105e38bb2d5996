"""How the neurons of a diagram look: their fills, and which recede or are dotted."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import Colormap, Normalize, to_rgba
from numpy.typing import NDArray

from nnviz.drawing.network.norms import neuron_norm
from nnviz.drawing.network.options import DiagramOptions
from nnviz.drawing.paper import RGBA, blend
from nnviz.edge_values import EdgeValues
from nnviz.encoding import field_colormap
from nnviz.layout import Layout
from nnviz.network import Network
from nnviz.propagation import ForwardPass
from nnviz.silence import cut_off

# Neither orange nor blue, which mean negative and positive.
_LAYER_COLOURS = ("#4dbd97", "#a98bd6", "#d6c54e", "#d98cae", "#8fa3ad", "#8fbf5f")

_GREYED = 0.35


class NeuronLook:
    """Answers, layer by layer, for the neurons that a layout shows.

    Attributes
    ----------
    scale : tuple or None
        Norm, colour map and name of numeric fills: of activations with a sample, of the gradient
        where edges show it, or of biases.
    """

    def __init__(
        self,
        network: Network,
        layout: Layout,
        values: EdgeValues,
        sample: ForwardPass | None,
        options: DiagramOptions,
        paper: RGBA,
    ) -> None:
        self._network, self._layout, self._sample = network, layout, sample
        self._values = values
        self._options, self._paper = options, paper
        self._has_inputs = layout.shown[0].size > 0  # not where they are a picture
        self._cut_off = cut_off(network)
        self.scale = self._fill_scale()

    def _fill_scale(self) -> tuple[Normalize, Colormap, str] | None:
        """The scale of numeric fills: of what there are numbers for, or of biases if asked for."""
        found = neuron_norm(
            self._network, self._values, self._sample, self._options, inputs=self._has_inputs
        )
        if found is None:
            return None
        norm, what = found
        return norm, field_colormap(self._paper), what

    def faces(self, layer: int) -> NDArray[np.float64]:
        """RGBA of the fills."""
        shown = self._layout.shown[layer]
        fill: Any = self._options.neuron_fill
        if fill == "layer":
            fill = blend(_LAYER_COLOURS[layer % len(_LAYER_COLOURS)], self._paper, 0.45)
        elif isinstance(fill, str) and fill in ("paper", "bias"):
            fill = self._paper
        faces = np.tile(to_rgba(fill), (shown.size, 1))
        if self.scale is not None:
            norm, colormap, what = self.scale
            bias = self._network.layers[layer].bias
            numbers = None if bias is None else bias[shown]
            if what != "bias":
                numbers = self.numbers(layer)
            if numbers is not None:
                faces = np.asarray(colormap(norm(np.ma.masked_invalid(numbers))))
        if self.scale is None:
            faces[self.cut_off(layer)] = blend("grey", self._paper, _GREYED)
        faces[np.isin(shown, self._network.layers[layer].absent) | self.dimmed(layer)] = self._paper
        return faces

    def numbers(self, layer: int) -> NDArray[np.float64] | None:
        """What the neurons put out for the sample, or their gradient where edges show it."""
        if self._sample is not None or not self._values.neurons:
            return self.activations(layer)
        gradient = self._values.neurons[layer]
        return None if gradient is None else gradient[self._layout.shown[layer]]

    def activations(self, layer: int) -> NDArray[np.float64] | None:
        """What the neurons put out for the sample, if there is one."""
        if self._sample is None:
            return None
        return np.asarray(self._sample.activations[layer][0, self._layout.shown[layer]])

    def dimmed(self, layer: int) -> NDArray[np.bool_]:
        """Which neurons recede behind highlighted ones."""
        shown = self._layout.shown[layer]
        if self._options.highlight is None:
            return np.zeros(shown.size, dtype=bool)
        lit = [neuron for of_layer, neuron in self._options.highlight if of_layer == layer]
        return np.asarray(~np.isin(shown, lit))

    def cut_off(self, layer: int) -> NDArray[np.bool_]:
        """Which neurons have no path of weights other than 0 to an output."""
        return self._cut_off[layer][self._layout.shown[layer]]

    @property
    def n_cut_off(self) -> int:
        """How many of them there are, shown or not; pixels of a picture are no neurons."""
        return sum(int(out.sum()) for out in self._cut_off[0 if self._has_inputs else 1 :])

    def silent(self, layer: int) -> NDArray[np.bool_]:
        """Neurons of a rectified hidden layer that put out nothing for the sample."""
        activations = self.activations(layer)
        shown = self._layout.shown[layer]
        hidden = 0 < layer < self._network.n_layers - 1
        if activations is None or not hidden or self._network.layers[layer].activation != "relu":
            return np.zeros(shown.size, dtype=bool)
        return np.asarray(activations == 0) & ~np.isin(shown, self._network.layers[layer].absent)

    def dotted(self, layer: int) -> NDArray[np.bool_]:
        """Which neurons are silent for the sample, or taken out of the network."""
        absent = np.isin(self._layout.shown[layer], self._network.layers[layer].absent)
        return np.asarray(absent | self.silent(layer))
