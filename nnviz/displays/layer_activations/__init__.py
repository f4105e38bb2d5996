"""What the neurons of each layer put out over some data, and who of them is dead or saturated."""

from __future__ import annotations

from nnviz.displays.layer_activations.display import LayerActivationsDisplay
from nnviz.displays.layer_activations.function import plot_layer_activations

__all__ = ["LayerActivationsDisplay", "plot_layer_activations"]
