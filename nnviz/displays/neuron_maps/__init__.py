"""What every neuron of a network sees: its activation over the inputs."""

from __future__ import annotations

from nnviz.displays.neuron_maps.display import NeuronMapsDisplay
from nnviz.displays.neuron_maps.function import draw_neuron_maps

__all__ = ["NeuronMapsDisplay", "draw_neuron_maps"]
