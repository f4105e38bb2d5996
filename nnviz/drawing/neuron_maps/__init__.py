"""The parts of the picture of what every neuron sees, by `nnviz.drawing.neuron_maps.diagram`."""
