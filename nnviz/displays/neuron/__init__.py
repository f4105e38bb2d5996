"""One artificial neuron: weighted sum, bend, output."""

from __future__ import annotations

from nnviz.displays.neuron.display import NeuronDisplay
from nnviz.displays.neuron.function import draw_neuron

__all__ = ["NeuronDisplay", "draw_neuron"]
