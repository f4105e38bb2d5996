"""The picture of one neuron."""
